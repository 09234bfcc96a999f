//! The steps of an answer scale, from disagree to agree, as names that the style sheet colours.

/// The steps for a scale with this many answers. Three answers leave out the extremes; six and seven
/// have a step between the outer two on each side. The middle one of an odd number is neutral.
pub(super) fn steps(answers: usize) -> &'static [&'static str] {
    match answers {
        0 => &[],
        1 => &["4"],
        2 => &["2", "4"],
        3 => &["2", "3", "4"],
        4 => &["1", "2", "4", "5"],
        5 => &["1", "2", "3", "4", "5"],
        6 => &["1", "1-2", "2", "4", "4-5", "5"],
        _ => &["1", "1-2", "2", "3", "4", "4-5", "5"],
    }
}
