//! From a figure to a place: a linear scale, its ticks, and the labels along it.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordi32;

use super::text::{self, Weight};

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

/// Which of the labels at these places can be printed in full without touching each other: the last
/// one, and every nth before it. Each comes with its middle, moved so that it stays within `ends`.
pub(super) fn spaced(labels: &[String], places: &[i32], ends: (i32, i32)) -> Vec<(usize, i32)> {
    let last = labels.len().min(places.len());
    let every = |step: usize| -> Vec<(usize, i32)> {
        let mut kept: Vec<_> = (0..last)
            .rev()
            .step_by(step)
            .map(|i| (i, within(places[i], half(&labels[i]), ends)))
            .collect();
        kept.reverse();
        kept
    };
    let apart = |kept: &Vec<(usize, i32)>| {
        kept.windows(2)
            .all(|w| w[1].1 - half(&labels[w[1].0]) >= w[0].1 + half(&labels[w[0].0]) + 60)
    };
    (1..=last).map(every).find(apart).unwrap_or_default()
}

fn half(label: &str) -> i32 {
    text::width(label, Weight::Plain) / 2
}

fn within(middle: i32, half: i32, (left, right): (i32, i32)) -> i32 {
    middle.min(right - half).max(left + half)
}

/// Moves places apart until each is `gap` from the next, in order, within `ends` if they all fit;
/// none moves further than it must.
pub(super) fn spread(places: &[i32], gap: i32, (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|i| places[*i]);
    let mut moved = places.to_vec();
    let mut free = top;
    for &i in &order {
        moved[i] = moved[i].max(free);
        free = moved[i] + gap;
    }
    let mut free = bottom;
    for &i in order.iter().rev() {
        moved[i] = moved[i].min(free);
        free = moved[i] - gap;
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
        let labels: Vec<String> = (1..=8).map(|i| format!("Q{i} 2026")).collect();
        let places: Vec<i32> = (0..8).map(|i| 100 + i * 300).collect();
        let kept = spaced(&labels, &places, (0, 2300));
        assert_eq!(kept.iter().map(|(i, _)| *i).collect::<Vec<_>>(), [1, 4, 7]);
        assert!(kept[2].1 < places[7]);
    }

    #[test]
    fn end_labels_move_apart_but_stay_inside() {
        assert_eq!(spread(&[100, 110, 400], 50, (0, 500)), [100, 150, 400]);
        assert_eq!(spread(&[490, 480, 495], 50, (0, 500)), [450, 400, 500]);
        assert_eq!(spread(&[300, 100], 50, (0, 500)), [300, 100]);
    }
}
