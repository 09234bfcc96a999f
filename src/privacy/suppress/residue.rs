//! Whole numbers modulo the prime 2⁶¹ − 1, in which elimination is exact and never grows.

/// The prime. Its form lets a product be reduced by shifts.
const PRIME: u64 = (1 << 61) - 1;

/// A number modulo the prime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Residue(u64);

impl Residue {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1);

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(number.rem_euclid(PRIME.cast_signed()).cast_unsigned())
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Sum.
    pub fn plus(self, other: Self) -> Self {
        Self::folded(u128::from(self.0) + u128::from(other.0))
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self(PRIME - other.0))
    }

    /// Product.
    pub fn times(self, other: Self) -> Self {
        Self::folded(u128::from(self.0) * u128::from(other.0))
    }

    /// One over it, by Fermat's little theorem (zero for zero).
    pub fn inverse(self) -> Self {
        let (mut power, mut square, mut exponent) = (Self::ONE, self, PRIME - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = power.times(square);
            }
            square = square.times(square);
            exponent >>= 1;
        }
        power
    }

    /// Takes a number below 2¹²² to its residue: 2⁶¹ counts as one.
    #[expect(clippy::cast_possible_truncation, reason = "both halves are below 2^62")]
    fn folded(number: u128) -> Self {
        let sum = (number & u128::from(PRIME)) as u64 + (number >> 61) as u64;
        Self(if sum >= PRIME { sum - PRIME } else { sum })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negatives_wrap_and_inverses_invert() {
        for number in [1, -1, 2, 3, -7, 12_345_678_901, i64::MAX, i64::MIN] {
            let residue = Residue::whole(number);
            assert!(residue.0 < PRIME);
            assert_eq!(residue.times(residue.inverse()), Residue::ONE);
            assert_eq!(residue.plus(Residue::whole(-1).times(residue)), Residue::ZERO);
            assert_eq!(residue.minus(residue), Residue::ZERO);
        }
        let (third, fifth) = (Residue::whole(3).inverse(), Residue::whole(5).inverse());
        let eight_fifteenths = Residue::whole(8).times(Residue::whole(15).inverse());
        assert_eq!(third.plus(fifth), eight_fifteenths);
        assert_eq!(Residue::whole(PRIME.cast_signed()), Residue::ZERO);
    }
}
