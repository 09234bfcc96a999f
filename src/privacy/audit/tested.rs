//! The tests of changes and gaps: the p value of one test alone must go with what else is published of
//! it. Its own answers are not tested anew; this finds a value that was changed or does not belong here.

use super::figures::Site;
use super::key::{cell_of, figure_of, with_figure};
use super::published::Published;
use super::told::Finding;

/// The level of every test.
const LEVEL: f64 = 0.05;

/// Looks at each p value before correction.
pub(super) fn look(site: &Site) -> Vec<Finding> {
    let alone = site.keys().into_iter().filter(|key| figure_of(key) == "p_raw");
    let wrong = alone.filter_map(|key| {
        let message = wrong(site, &key)?;
        Some(Finding::new(site.place(&key), message))
    });
    wrong.collect()
}

fn wrong(site: &Site, key: &str) -> Option<String> {
    let cell = cell_of(key);
    let of = |figure: &str| site.number(&with_figure(&cell, figure));
    let raw = of("p_raw")?;
    let Some(corrected) = of("p") else {
        return Some(format!("`{key}` stands here, but the p value of its cell is not published"));
    };
    if raw > corrected {
        return Some(format!("`{key}` is {raw}, more than after correction ({corrected})"));
    }
    // The 95 % interval is of the same test, unless it rests on the typical spread. Its ends are rounded.
    let (low, high) = of("low").zip(of("high")).filter(|_| !site.is_pooled(&cell))?;
    let is_clear = low >= 1.0 || high <= -1.0;
    let is_open = low <= -1.0 && high >= 1.0;
    (is_clear && raw > LEVEL || is_open && raw < LEVEL)
        .then(|| format!("`{key}` is {raw}, but the interval of its cell is {low} to {high}"))
}
