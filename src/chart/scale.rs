//! From a figure to a place: a linear scale, its ticks, and room for the labels along it.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordi32;

/// A linear scale between two places on the sheet.
pub(super) struct Scale {
    figures: RangedCoordi32,
    ends: (i32, i32),
    places: (i32, i32),
}

impl Scale {
    pub(super) fn new(ends: (i32, i32), places: (i32, i32)) -> Self {
        Self { figures: RangedCoordi32::from(ends.0..ends.1), ends, places }
    }

    /// The place of a figure; one outside the scale stands at its end.
    pub(super) fn at(&self, figure: i32) -> i32 {
        let (low, high) = self.ends;
        if low >= high {
            return self.places.0;
        }
        self.figures.map(&figure.clamp(low, high), self.places)
    }
}

/// Round figures along a scale: at most five, both ends among them.
pub(super) fn ticks(low: u8, high: u8) -> Vec<u8> {
    let length = high.saturating_sub(low);
    let step = [5, 10, 20, 25, 50]
        .into_iter()
        .find(|step| length.is_multiple_of(*step) && length / step <= 4);
    match step {
        Some(step) => (low..=high).step_by(usize::from(step)).collect(),
        None => vec![low, high],
    }
}

/// Which labels of these widths, around these places, can be printed without touching each other:
/// the last one, and every nth before it. Each comes with its middle, moved to stay within `ends`.
pub(super) fn spaced(
    widths: &[i32],
    places: &[i32],
    (left, right): (i32, i32),
) -> Vec<(usize, i32)> {
    let labels = widths.len().min(places.len());
    let middle = |i: usize| places[i].min(right - widths[i] / 2).max(left + widths[i] / 2);
    let every = |step: usize| {
        let mut kept: Vec<_> = (0..labels).rev().step_by(step).map(|i| (i, middle(i))).collect();
        kept.reverse();
        kept
    };
    let apart = |kept: &Vec<(usize, i32)>| {
        kept.windows(2).all(|w| w[1].1 - w[0].1 >= (widths[w[0].0] + widths[w[1].0]) / 2 + 60)
    };
    (1..=labels).map(every).find(apart).unwrap_or_default()
}

/// Moves places apart until each is `gap` from the next, in order and around where they were, within
/// `ends` if they all fit.
pub(super) fn spread(places: &[i32], gap: i32, (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|i| places[*i]);
    // Runs of labels that touch, each as (sum of wished-for tops, how many); runs that would overlap
    // become one, around their common middle.
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for (rank, &i) in (0..).zip(&order) {
        let mut run = (places[i] - rank * gap, 1);
        while let Some(before) = runs.pop_if(|before| before.0 / before.1 >= run.0 / run.1) {
            run = (run.0 + before.0, run.1 + before.1);
        }
        runs.push(run);
    }
    let tops = runs.iter().flat_map(|(sum, count)| (0..*count).map(move |_| sum / count));
    let most = bottom - (places.len() as i32 - 1).max(0) * gap;
    let mut moved = places.to_vec();
    for ((rank, i), place) in (0..).zip(order).zip(tops) {
        moved[i] = place.min(most).max(top) + rank * gap;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_linear_and_ends_at_its_ends() {
        let scale = Scale::new((0, 100), (2000, 4600));
        assert_eq!([0, 25, 64, 100, 130].map(|v| scale.at(v)), [2000, 2650, 3664, 4600, 4600]);
        let falling = Scale::new((30, 90), (1300, 100));
        assert_eq!([30, 60, 90].map(|v| falling.at(v)), [1300, 700, 100]);
    }

    #[test]
    fn ticks_are_round_and_name_both_ends() {
        assert_eq!(ticks(0, 100), [0, 25, 50, 75, 100]);
        assert_eq!(ticks(30, 90), [30, 50, 70, 90]);
        assert_eq!(ticks(40, 80), [40, 50, 60, 70, 80]);
        assert_eq!(ticks(33, 90), [33, 90]);
    }

    #[test]
    fn labels_are_left_out_evenly_and_never_the_last() {
        let places: Vec<i32> = (0..8).map(|i| 100 + i * 300).collect();
        let kept = spaced(&[550; 8], &places, (0, 2300));
        assert_eq!(kept.iter().map(|(i, _)| *i).collect::<Vec<_>>(), [1, 4, 7]);
        assert!(kept[2].1 < places[7]);
    }

    #[test]
    fn end_labels_move_apart_but_stay_inside() {
        assert_eq!(spread(&[100, 110, 400], 50, (0, 500)), [80, 130, 400]);
        assert_eq!(spread(&[490, 480, 495], 50, (0, 500)), [450, 400, 500]);
        assert_eq!(spread(&[10, 12], 50, (0, 500)), [0, 50]);
        assert_eq!(spread(&[300, 100], 50, (0, 500)), [300, 100]);
    }
}
