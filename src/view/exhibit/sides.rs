//! One audience beside another, over practices: where the two sides see the same thing differently.

use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, Dumbbell, DumbbellRow};
use crate::key::{Figure, Key, Place, What};
use crate::privacy::{Cell, Comparison, Verdict};
use crate::view::scene::{Found, Scene};
use crate::view::sentence::{Piece, Sentence};

/// The cells of both sides and the gap between them.
type Both<'a> = ([(Key, &'a Cell); 2], (Key, &'a Comparison));

/// One thing measured, seen from both sides.
pub(in crate::view) struct Side<'a> {
    pub what: What,
    pub audiences: [u8; 2],
    cells: [Found<'a>; 2],
    gap: Option<(Key, &'a Comparison)>,
}

impl<'a> Side<'a> {
    /// Both sides of a place in a wave.
    pub fn new(scene: &Scene<'a>, wave: u8, what: What, place: Place, audiences: [u8; 2]) -> Self {
        Self {
            what,
            audiences,
            cells: audiences.map(|audience| scene.cell(wave, what, place, Some(audience))),
            gap: scene.input.report.gap(wave, what, place, audiences),
        }
    }

    /// The gap with both sides, where all of it may be shown.
    fn shown(&self) -> Option<Both<'a>> {
        let [first, second] = self.cells;
        Some(([first?, second?], self.gap?))
    }

    /// How wide the gap is, in points; nothing where it is not shown.
    pub fn width(&self) -> Option<u16> {
        self.shown().map(|(_, (_, gap))| gap.points.get().unsigned_abs())
    }

    /// Whether the gap is larger than chance.
    pub fn is_clear(&self) -> bool {
        let clear = |gap: &Comparison| matches!(gap.verdict, Verdict::Up | Verdict::Down);
        self.shown().is_some_and(|(_, (_, gap))| clear(gap))
    }

    /// What a sentence may say of it: `what`, both `sides`, their scores, the `gap` and its words.
    pub fn values(&self, scene: &Scene) -> Vec<(&'static str, Sentence)> {
        let [first, second] = self.audiences.map(|audience| scene.audience(audience));
        let mut values = vec![
            ("what", scene.words.inside(&scene.what(self.what)).into()),
            ("first", scene.words.inside(first).into()),
            ("second", scene.words.inside(second).into()),
        ];
        if let Some(([one, other], (key, gap))) = self.shown() {
            values.push(("one", scene.score(one.0, one.1).into()));
            values.push(("other", scene.score(other.0, other.1).into()));
            values.push(("gap", scene.size(key, gap).into()));
            values.push(("direction", scene.gap_words(gap).into()));
        }
        values
    }

    fn drawn(&self, scene: &Scene) -> DumbbellRow {
        let label = scene.what(self.what);
        let Some(([one, other], (key, gap))) = self.shown() else {
            return DumbbellRow { label, ..DumbbellRow::default() };
        };
        let side = |(_, cell): (Key, &Cell)| {
            let mean = *cell.mean.get();
            (mean.value, scene.score_text(mean))
        };
        let size = scene.size(key, gap);
        let second = scene.audience(self.audiences[1]);
        let direction = [("second", second.into()), ("direction", scene.gap_words(gap).into())];
        let keys = [scene.score(one.0, one.1), scene.score(other.0, other.1), size.clone()];
        let keys = keys.into_iter().fold(Sentence::default(), |sum, piece| sum + piece);
        DumbbellRow {
            label,
            sides: Some([side(one), side(other)]),
            gap: size.text,
            verdict: match self.is_clear() {
                true => scene.say("gap.direction", &direction).plain(),
                false => scene.gap_words(gap),
            },
            cell: keys.cells(),
        }
    }
}

/// Puts the widest gap first and what is not shown last.
pub(in crate::view) fn widest_first(sides: &mut [Side]) {
    sides.sort_by_key(|side| std::cmp::Reverse(side.width().map_or(-1, i32::from)));
}

/// Draws rows that compare the same two audiences, in the order given.
pub(in crate::view) fn sides(scene: &Scene, rows: &[Side], caption: Caption) -> Exhibit {
    let names = rows.first().map(|row| row.audiences.map(|audience| scene.audience(audience)));
    let names = names.unwrap_or_default().map(str::to_owned);
    let chart = Dumbbell {
        rows: rows.iter().map(|row| row.drawn(scene)).collect(),
        sides: names.clone(),
        not_shown: scene.not_shown().text,
    };
    let mut csv = Csv::new(&["what", "who"]);
    for row in rows {
        let label = |who: &str| vec![scene.what(row.what), who.to_owned()];
        for (&found, who) in row.cells.iter().zip(&names) {
            csv.cell(scene, label(who), found);
        }
        csv.difference(scene, label(&names.join(" − ")), row.gap);
    }
    let table = table(scene, &names, rows);
    caption.over(|frame, width| chart::dumbbell(&chart, frame, width), table, &csv)
}

fn table(scene: &Scene, names: &[String; 2], rows: &[Side]) -> Table {
    let words = &scene.words;
    let any = |has: fn(&Comparison) -> bool| {
        rows.iter().any(|row| row.shown().is_some_and(|(_, (_, gap))| has(gap)))
    };
    let (with_p, with_g) = (any(|gap| gap.p.is_some()), any(|gap| gap.g.is_some()));
    let mut columns = vec![
        (words.say("table.practice", &[]), None),
        (names[0].as_str().into(), None),
        (names[1].as_str().into(), None),
        (words.say("table.gap", &[]), Some(Figure::Gap)),
        (words.say("table.interval", &[]), None),
        (words.say("table.verdict", &[]), None),
    ];
    columns.extend(with_p.then(|| (words.say("table.p", &[]), Some(Figure::P))));
    columns.extend(with_g.then(|| (words.say("table.g", &[]), Some(Figure::G))));
    let mut table = Table::new(&columns);
    for row in rows {
        let gap = row.shown().map(|(_, gap)| gap);
        let piece = |piece: Option<Piece>| piece.unwrap_or_else(|| scene.not_shown()).into();
        let mut cells: Vec<Sentence> = vec![
            scene.what(row.what).into(),
            scene.score_or_not(row.cells[0]).into(),
            scene.score_or_not(row.cells[1]).into(),
            piece(gap.map(|(key, gap)| scene.points(key, gap))),
            scene.gap_interval(gap),
            gap.map_or_else(|| scene.not_shown().into(), |(_, gap)| scene.gap_words(gap).into()),
        ];
        if with_p {
            let p = |(key, gap): (Key, &Comparison)| Some(scene.p(key, *gap.p.as_ref()?.get()));
            cells.push(piece(gap.and_then(p)));
        }
        if with_g {
            let g = |(key, gap): (Key, &Comparison)| Some(scene.g(key, *gap.g.as_ref()?.get()));
            cells.push(piece(gap.and_then(g)));
        }
        table.push(gap.map(|(key, _)| scene.input.names.write(key, None)), 0, cells);
    }
    table
}
