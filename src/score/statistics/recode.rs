//! From a point of a scale to 0–100.

/// The item score on 0–100, `100·(x − min)/(max − min)`; a reverse-keyed item is recoded first, `x'
/// = min + max − x`, so that a higher score is always the better one.
///
/// Source: linear "percent of maximum possible" scoring, Cohen, Cohen, Aiken & West 1999. `None` if
/// the scale has no length or the point lies outside it.
pub fn item_score(point: f64, min: f64, max: f64, reversed: bool) -> Option<f64> {
    if !(min < max && min <= point && point <= max) {
        return None;
    }
    let above = if reversed { max - point } else { point - min };
    Some(100.0 * (above / (max - min))).filter(|score| score.is_finite())
}

#[cfg(test)]
mod tests {
    use super::item_score;

    #[test]
    fn points_of_a_scale_lie_evenly_on_0_to_100() {
        let scores = [1.0, 2.0, 3.0, 4.0, 5.0].map(|point| item_score(point, 1.0, 5.0, false));
        assert_eq!(scores, [0.0, 25.0, 50.0, 75.0, 100.0].map(Some));
        assert_eq!(item_score(2.0, 1.0, 5.0, true), Some(75.0));
        assert_eq!(item_score(0.0, 1.0, 5.0, false), None);
        assert_eq!(item_score(3.0, 3.0, 3.0, false), None);
        assert_eq!(item_score(f64::NAN, 1.0, 5.0, false), None);
    }
}
