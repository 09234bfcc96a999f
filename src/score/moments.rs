//! Count, mean and sum of squares of a group, one value at a time or group by group.

/// Count, mean and squared deviations, kept without a list of the values and without a division a
/// value: sums of the distances to the first value and of their squares.
///
/// Source: the shifted algorithm of Chan, Golub & LeVeque 1983, who also give its error: for scores
/// of 0–100 and a million people far under what is ever shown. Equal values give a squared
/// deviation of exactly 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    n: u32,
    first: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    /// A group of `n` equal values.
    pub fn of_equal(value: f64, n: u32) -> Self {
        if n > 0 { Self { n, first: value, ..Self::default() } } else { Self::default() }
    }

    /// Adds one value.
    pub fn add(&mut self, value: f64) {
        if self.n == 0 {
            self.first = value;
        }
        self.n += 1;
        let off = value - self.first;
        self.sum += off;
        self.squares += off * off;
    }

    /// Adds another group.
    pub fn merge(&mut self, other: &Self) {
        if other.n == 0 {
            return;
        }
        if self.n == 0 {
            *self = *other;
            return;
        }
        let (others, off) = (f64::from(other.n), other.first - self.first);
        self.n += other.n;
        self.sum += other.sum + others * off;
        self.squares += other.squares + off * (2.0 * other.sum + others * off);
    }

    /// How many values.
    pub fn n(&self) -> u32 {
        self.n
    }

    /// Their mean, if there is any.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.first + self.sum / f64::from(self.n))
    }

    /// Variance with n − 1, from two values on.
    pub fn variance(&self) -> Option<f64> {
        (self.n > 1).then(|| self.squares() / f64::from(self.n - 1))
    }

    /// Sum of squared deviations from the mean.
    pub fn squares(&self) -> f64 {
        let shift = self.sum * self.sum / f64::from(self.n.max(1));
        (self.squares - shift).max(0.0)
    }

    /// Degrees of freedom of the variance: n − 1, or 0.
    pub fn df(&self) -> u32 {
        self.n.saturating_sub(1)
    }
}

impl FromIterator<f64> for Moments {
    fn from_iter<T: IntoIterator<Item = f64>>(values: T) -> Self {
        let mut moments = Self::default();
        values.into_iter().for_each(|value| moments.add(value));
        moments
    }
}

#[cfg(test)]
mod tests {
    use super::Moments;

    #[test]
    fn merging_groups_is_scoring_the_union() {
        let all = [75.0, 50.0, 75.0, 100.0, 50.0, 75.0, 25.0, 75.0, 100.0, 75.0];
        let whole: Moments = all.into_iter().collect();
        let mut parts: Moments = all[..3].iter().copied().collect();
        parts.merge(&all[3..].iter().copied().collect());
        assert_eq!(whole.n(), parts.n());
        assert!((whole.mean().unwrap() - 70.0).abs() < 1e-12);
        assert!((parts.mean().unwrap() - 70.0).abs() < 1e-12);
        assert!((whole.variance().unwrap() - parts.variance().unwrap()).abs() < 1e-9);
    }

    #[test]
    fn equal_values_do_not_vary() {
        let third = 100.0 / 3.0;
        let mut group: Moments = std::iter::repeat_n(third, 7).collect();
        group.merge(&std::iter::repeat_n(third, 11).collect());
        assert_eq!(group.variance(), Some(0.0));
        assert_eq!(Moments::of_equal(third, 18), group);
        assert_eq!(Moments::of_equal(third, 0), Moments::default());
        assert_eq!(Moments::default().mean(), None);
    }
}
