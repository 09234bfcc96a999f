//! Would people recommend us? Promoters, passives and detractors, and what the first are short of or
//! ahead of the last.

use super::dots::key_of;
use super::likert::{Asked, three};
use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, Likert, LikertMode, LikertRow};
use crate::key::{Figure, Key};
use crate::privacy::{Recommend, Shares};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// Draws one row a group of people, in the order given.
pub(in crate::view) fn recommend(scene: &Scene, rows: &[Asked], caption: Caption) -> Exhibit {
    let words = &scene.words;
    let three = kinds(scene).map(|kind| kind.plain());
    let chart = Likert {
        rows: rows.iter().map(|row| drawn(scene, row)).collect(),
        mode: LikertMode::Stacked,
        answers: vec![three.to_vec()],
        heading: words.get("recommend.heading"),
        not_shown: scene.not_shown().text,
    };
    let mut csv = Csv::new(&["who"]);
    for row in rows {
        csv.cell(scene, vec![row.label.clone()], row.found);
    }
    let table = table(scene, rows);
    caption.over(|frame, width| chart::likert(&chart, frame, width), table, &csv)
}

/// What the three kinds of answers are called, with where they lie on the scale.
fn kinds(scene: &Scene) -> [Sentence; 3] {
    let names = ["recommend.detractors", "recommend.passives", "recommend.promoters"];
    names.map(|name| scene.say(name, &[]))
}

/// The recommendation of a row, where it may be shown.
fn found<'a>(row: &Asked<'a>) -> Option<(Key, &'a Shares, &'a Recommend)> {
    let (key, cell) = row.found?;
    Some((key, cell.shares.as_ref()?.get(), cell.recommend.as_ref()?.get()))
}

fn drawn(scene: &Scene, row: &Asked) -> LikertRow {
    let Some((key, shares, recommend)) = found(row) else {
        return LikertRow { label: row.label.clone(), ..LikertRow::default() };
    };
    let score = scene.recommend(key, recommend);
    let n = scene.n_or_not(row.found);
    let interval = recommend.interval.map(|_| scene.recommend_interval(key, recommend));
    let ends = interval.as_ref().map(|interval| interval.cell.clone());
    let note = interval.into_iter().map(|interval| interval.text);
    let note = note.chain([scene.say("number.n", &[("n", n.clone().into())]).plain()]);
    let shown = [Figure::Unfav, Figure::Neutral, Figure::Fav].map(|f| scene.key(key, f));
    let keys = [score.cell.clone(), n.cell].into_iter().chain(ends).chain(shown);
    let (segments, bounds) = three(shares);
    LikertRow {
        label: row.label.clone(),
        segments,
        bounds,
        favourable: score.text,
        note: note.collect::<Vec<_>>().join(" · "),
        cell: keys.filter(|key| !key.is_empty()).collect::<Vec<_>>().join(" "),
    }
}

fn table(scene: &Scene, rows: &[Asked]) -> Table {
    let words = &scene.words;
    let [detractors, passives, promoters] = kinds(scene);
    let mut table = Table::new(&[
        (words.say("table.who", &[]), None),
        (detractors, Some(Figure::Unfav)),
        (passives, Some(Figure::Neutral)),
        (promoters, Some(Figure::Fav)),
        (words.say("recommend.heading", &[]), Some(Figure::Nps)),
        (words.say("table.interval", &[]), None),
        (words.say("table.n", &[]), Some(Figure::N)),
    ]);
    for row in rows {
        let found = found(row);
        let piece = |make: &dyn Fn(Key, &Shares, &Recommend) -> Piece| -> Sentence {
            let made = found.map(|(key, shares, recommend)| make(key, shares, recommend));
            made.unwrap_or_else(|| scene.not_shown()).into()
        };
        let cells = vec![
            row.label.as_str().into(),
            piece(&|key, all, _| scene.percent(all.unfavourable, key, Figure::Unfav)),
            piece(&|key, all, _| scene.percent(all.neutral, key, Figure::Neutral)),
            piece(&|key, all, _| scene.percent(all.favourable, key, Figure::Fav)),
            piece(&|key, _, recommend| scene.recommend(key, recommend)),
            piece(&|key, _, recommend| scene.recommend_interval(key, recommend)),
            scene.n_or_not(row.found).into(),
        ];
        table.push(key_of(scene, row.found), 0, cells);
    }
    table
}
