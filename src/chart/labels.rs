//! Where the names of points go: beside their point where there is room, else farther off with a line
//! to it. Names are never cut and never lie on a point or on each other.

use super::sheet::At;
use super::text::{self, LEADING, Weight};

/// A box on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

/// The words of a point, placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Which point, by index.
    pub(super) point: usize,
    pub(super) lines: Vec<String>,
    pub(super) area: Area,
    /// From the point to the words where they stand apart.
    pub(super) leader: Option<(At, At)>,
}

/// What labels are placed on.
pub(super) struct Ground<'a> {
    /// Where words may stand.
    pub(super) bounds: Area,
    /// How far a mark reaches.
    pub(super) radius: i32,
    /// What words had better not cover, such as lines of the scale. Points they never cover.
    pub(super) avoided: &'a [Area],
}

/// Between words and whatever is beside them.
const AIR: i32 = 30;
/// Words nearer to their point than this need no line to it.
const NEAR: i32 = 90;
/// A place that is no worse than this is not worth a search for a better one.
const FINE: i32 = 200;
/// How much a line more is worth in tenths of a pixel.
const A_LINE: i32 = 30;
/// How bad it is to need a line.
const A_LEADER: i32 = 250;
/// How finely places farther off are tried.
const STEP: At = (140, 85);
/// Beyond this ring any place will do.
const ENOUGH: i32 = 9;

impl Area {
    fn at((left, top): At, (width, height): At) -> Self {
        Self { left, top, right: left + width, bottom: top + height }
    }

    fn around((x, y): At, radius: i32) -> Self {
        Self::at((x - radius, y - radius), (2 * radius, 2 * radius))
    }

    fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }

    fn grown(self, by: i32) -> Self {
        let Self { left, top, right, bottom } = self;
        Self { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
    }

    /// The place in it that is nearest to another one.
    fn nearest(self, (x, y): At) -> At {
        (x.clamp(self.left, self.right), y.clamp(self.top, self.bottom))
    }

    /// Whether a straight line comes through: some of fifteen places along it lie inside.
    fn is_crossed(self, (from, to): (At, At)) -> bool {
        let beside = from.0.max(to.0) < self.left || from.0.min(to.0) > self.right;
        let apart = from.1.max(to.1) < self.top || from.1.min(to.1) > self.bottom;
        if beside || apart {
            return false;
        }
        (1..16).any(|i| {
            let x = from.0 + (to.0 - from.0) * i / 16;
            let y = from.1 + (to.1 - from.1) * i / 16;
            (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
        })
    }
}

/// All labels, and how bad their places are: smaller is better.
pub(super) struct Placed {
    pub(super) labels: Vec<Label>,
    pub(super) cost: i32,
}

/// Places the words of all points, the first with the first choice, and then lets each move once
/// more; `None` where there is no room for some of them.
pub(super) fn place(points: &[(At, &str)], ground: &Ground) -> Option<Placed> {
    let room = ground.bounds.right - ground.bounds.left;
    let forms: Vec<_> = points.iter().map(|(_, words)| forms(words, room)).collect();
    let mut labels: Vec<Label> = Vec::with_capacity(points.len());
    for (point, forms) in forms.iter().enumerate() {
        labels.push(best(points, point, forms, ground, &labels)?.0);
    }
    let mut cost = 0;
    for (point, forms) in forms.iter().enumerate() {
        labels.remove(0);
        let (label, its_cost) = best(points, point, forms, ground, &labels)?;
        labels.push(label);
        cost += its_cost;
    }
    Some(Placed { labels, cost })
}

/// The best free place for the words of one point, and how bad it is. Places farther off are tried
/// only where none beside the point is fine.
fn best(
    points: &[(At, &str)],
    point: usize,
    forms: &[(At, Vec<String>)],
    ground: &Ground,
    others: &[Label],
) -> Option<(Label, i32)> {
    let at = points[point].0;
    let mut search = Search { points, point, ground, others, best: None };
    for (size, lines) in forms {
        beside(at, *size, ground.radius).into_iter().for_each(|area| search.look(area, lines));
    }
    let is_fine = search.known() < FINE;
    for (size, lines) in forms.iter().filter(|_| !is_fine) {
        for n in 1..=farthest(ground.bounds) {
            let is_enough = n > ENOUGH && search.best.is_some();
            if is_enough || search.known() <= least_distance(*size, n) {
                break;
            }
            ring(at, *size, n).for_each(|area| search.look(area, lines));
        }
    }
    let (area, lines, cost) = search.best?;
    let leader = leader(at, area, ground.radius);
    Some((Label { point, lines: lines.to_vec(), area, leader }, cost))
}

/// The best place so far for the words of one point.
struct Search<'a> {
    points: &'a [(At, &'a str)],
    point: usize,
    ground: &'a Ground<'a>,
    others: &'a [Label],
    best: Option<(Area, &'a [String], i32)>,
}

impl<'a> Search<'a> {
    fn known(&self) -> i32 {
        self.best.map_or(i32::MAX, |(.., cost)| cost)
    }

    /// Keeps a place if it is better. Most are worse by their distance alone.
    fn look(&mut self, area: Area, lines: &'a [String]) {
        let Self { points, point, ground, others, .. } = *self;
        let at = points[point].0;
        let mut away = distance(at, area) + A_LINE * lines.len() as i32;
        if is_apart(at, area, ground.radius) {
            away += A_LEADER;
        }
        if away < self.known() && is_free(points, area, ground, others) {
            let cost = away + crossings(points, point, area, ground, others);
            if cost < self.known() {
                self.best = Some((area, lines, cost));
            }
        }
    }
}

/// Whether words may stand here: inside, and apart from points and from other words.
fn is_free(points: &[(At, &str)], area: Area, ground: &Ground, others: &[Label]) -> bool {
    let wide = area.grown(AIR);
    ground.bounds.holds(area)
        && !points.iter().any(|(at, _)| Area::around(*at, ground.radius).meets(wide))
        && !others.iter().any(|other| other.area.meets(wide))
}

/// The words on one line, and broken into shorter ones; each with its size.
fn forms(words: &str, room: i32) -> Vec<(At, Vec<String>)> {
    let whole = text::width(words, Weight::Plain);
    let longest = words.split(' ').map(|word| text::width(word, Weight::Plain)).max();
    let half = longest.unwrap_or(whole).max(whole * 11 / 20);
    let mut forms: Vec<(At, Vec<String>)> = Vec::new();
    for room in [room, half.min(room)] {
        let lines = text::wrap(words, Weight::Plain, room, usize::MAX);
        let width = lines.iter().map(|line| text::width(line, Weight::Plain)).max().unwrap_or(0);
        let size = (width, lines.len() as i32 * LEADING);
        if !forms.iter().any(|(_, known)| *known == lines) {
            forms.push((size, lines));
        }
    }
    forms
}

/// The places around a point: right and left first, then above and below.
fn beside((x, y): At, (width, height): At, radius: i32) -> [Area; 8] {
    let (right, left) = (x + radius + AIR + 10, x - radius - AIR - 10 - width);
    let (above, below) = (y - radius - AIR - height, y + radius + AIR);
    let (centre, middle) = (x - width / 2, y - height / 2);
    [
        (right, middle),
        (left, middle),
        (centre, above),
        (centre, below),
        (right, above + radius),
        (right, below - radius),
        (left, above + radius),
        (left, below - radius),
    ]
    .map(|corner| Area::at(corner, (width, height)))
}

/// The places of a grid that are `n` steps from where the words would cover their point.
fn ring(at: At, size: At, n: i32) -> impl Iterator<Item = Area> {
    let sides = (-n..=n).flat_map(move |i| [(i, -n), (i, n)]);
    let steps = sides.chain((1 - n..n).flat_map(move |i| [(-n, i), (n, i)]));
    let (left, top) = (at.0 - size.0 / 2, at.1 - size.1 / 2);
    steps.map(move |(i, j)| Area::at((left + i * STEP.0, top + j * STEP.1), size))
}

/// No place of the nth ring is nearer to the point than this.
fn least_distance(size: At, n: i32) -> i32 {
    (n * STEP.0 - size.0 / 2).min(n * STEP.1 - size.1 / 2)
}

/// The ring beyond which nothing lies within these bounds.
fn farthest(bounds: Area) -> i32 {
    (bounds.right - bounds.left).max(bounds.bottom - bounds.top) / STEP.1 + 1
}

fn distance(at: At, area: Area) -> i32 {
    let near = area.nearest(at);
    (near.0 - at.0).abs() + (near.1 - at.1).abs()
}

/// How bad it is what words and their line cross: lines of the scale a little, marks and other lines
/// more, other words most.
fn crossings(
    points: &[(At, &str)],
    point: usize,
    area: Area,
    ground: &Ground,
    others: &[Label],
) -> i32 {
    let at = points[point].0;
    let wide = area.grown(AIR / 2);
    let mut cost = 60 * count(ground.avoided, |line| line.meets(area));
    cost += 900 * count(others, |other| other.leader.is_some_and(|line| wide.is_crossed(line)));
    if let Some(line) = leader(at, area, ground.radius) {
        let is_on = |mark: At| mark != at && Area::around(mark, ground.radius).is_crossed(line);
        cost += 900 * count(others, |other| other.area.grown(AIR / 2).is_crossed(line));
        cost += 400 * count(others, |other| other.leader.is_some_and(|own| cross(own, line)));
        cost += 300 * count(points, |(mark, _)| is_on(*mark));
    }
    cost
}

/// Whether two lines cross: each has its ends on both sides of the other.
fn cross(a: (At, At), b: (At, At)) -> bool {
    let side = |(from, to): (At, At), at: At| {
        let (dx, dy) = (i64::from(to.0 - from.0), i64::from(to.1 - from.1));
        (dx * i64::from(at.1 - from.1) - dy * i64::from(at.0 - from.0)).signum()
    };
    side(a, b.0) * side(a, b.1) < 0 && side(b, a.0) * side(b, a.1) < 0
}

fn count<T>(all: &[T], is: impl Fn(&T) -> bool) -> i32 {
    all.iter().map(|one| i32::from(is(one))).sum()
}

/// Whether words are so far from their point that they need a line to it.
fn is_apart(at: At, area: Area, radius: i32) -> bool {
    !area.grown(radius + NEAR).holds(Area::around(at, 0))
}

/// The line from a mark to words that stand apart.
fn leader(at: At, area: Area, radius: i32) -> Option<(At, At)> {
    if !is_apart(at, area, radius) {
        return None;
    }
    let to = area.nearest(at);
    let (dx, dy) = (to.0 - at.0, to.1 - at.1);
    let far = dx.abs().max(dy.abs());
    let edge = |d: i32| d * radius / far;
    Some(((at.0 + edge(dx), at.1 + edge(dy)), to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOUNDS: Area = Area { left: 0, top: 0, right: 2900, bottom: 4000 };

    fn ground() -> Ground<'static> {
        Ground { bounds: BOUNDS, radius: 50, avoided: &[] }
    }

    fn placed(points: &[(At, &str)]) -> Vec<Label> {
        place(points, &ground()).map(|placed| placed.labels).unwrap_or_default()
    }

    #[test]
    fn a_lone_point_has_its_name_beside_it() {
        let labels = placed(&[((500, 500), "Trust")]);
        assert_eq!(labels.len(), 1);
        assert!(labels[0].area.grown(NEAR).meets(Area::around((500, 500), 50)));
        assert_eq!(labels[0].leader, None);
    }

    #[test]
    fn a_point_at_the_right_end_has_its_name_inside() {
        let labels = placed(&[((2880, 500), "Trust")]);
        assert!(BOUNDS.holds(labels[0].area));
    }

    #[test]
    fn lines_cross_only_where_each_parts_the_ends_of_the_other() {
        let line = ((0, 0), (100, 100));
        assert!(cross(line, ((0, 100), (100, 0))));
        assert!(!cross(line, ((0, 50), (40, 90))));
        assert!(!cross(line, ((200, 100), (300, 0))));
    }

    proptest! {
        /// Names are whole, inside, and apart from points and from each other, wherever points lie, on
        /// a sheet that grows until there is room for them, as a matrix does.
        #[test]
        fn names_are_whole_and_apart(
            places in prop::collection::vec((0..2900, 0..1000, 0usize..4), 0..14),
        ) {
            let names = ["Learning from results", "Trust", "Unternehmensübergreifende Arbeit", "a"];
            let on = |height: i32| -> Vec<(At, &str)> {
                let at = |(x, y, n): &(i32, i32, usize)| ((*x, *y * height / 1000), names[*n]);
                places.iter().map(at).collect()
            };
            let grown = (0..20).map(|n| 3000 + 1000 * n).find_map(|height| {
                let bounds = Area { bottom: height, ..BOUNDS };
                let (points, ground) = (on(height), Ground { bounds, ..ground() });
                let labels = place(&points, &ground)?.labels;
                Some((points, bounds, labels))
            });
            let Some((points, bounds, labels)) = grown else {
                return Err(TestCaseError::fail("no room on the largest sheet"));
            };
            prop_assert_eq!(labels.len(), points.len());
            for (i, label) in labels.iter().enumerate() {
                prop_assert!(bounds.holds(label.area));
                prop_assert_eq!(label.lines.join(" "), points[label.point].1);
                for (at, _) in &points {
                    prop_assert!(!label.area.meets(Area::around(*at, 50)));
                }
                for other in &labels[..i] {
                    prop_assert!(!label.area.meets(other.area));
                }
            }
        }
    }
}
