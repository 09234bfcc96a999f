//! Published figures that stand in a note: `:: score KEY`, `:: change KEY`, `:: chart NAME KEY`. Here it
//! is checked that a key names something; whether that may be shown is decided at the gate.

use crate::content::markdown::{Directive, Markdown, Passage};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::{Figure, Names, People, Query, What, Whose};
use crate::source::{Located, Spot};

/// A figure in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// How it is shown.
    pub show: Show,
    /// What is shown.
    pub query: Query,
}

/// How a figure in a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// A score, or how many answered, in a line.
    Score,
    /// What became of a score since an earlier wave, in a line.
    Change,
    /// A picture.
    Chart(Chart),
}

/// A picture that can stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chart {
    /// Index and dimensions of a place.
    Dimensions,
    /// A score over all waves.
    OverTime,
    /// The widest gaps between the two sides.
    Sides,
    /// The units beside each other.
    Units,
}

impl Chart {
    /// The charts as they are written.
    pub const WORDS: [(&str, Self); 4] = [
        ("dimensions", Self::Dimensions),
        ("over-time", Self::OverTime),
        ("sides", Self::Sides),
        ("units", Self::Units),
    ];
}

/// A text with its figures. Those that mean nothing are reported and left out.
pub(super) fn read_figures(
    markdown: &Markdown,
    names: &Names,
    to: &mut Diagnostics,
) -> Vec<Passage<Embedded>> {
    let mut charts = Vec::new();
    let read = |passage| match passage {
        Passage::Html(html) => Some(Passage::Html(html)),
        Passage::Figure(directive) => {
            let figure = read_figure(&directive, names, to)?;
            refuse_repeat(&directive, figure, &mut charts, to);
            Some(Passage::Figure(figure))
        }
    };
    markdown.passages().into_iter().filter_map(read).collect()
}

/// A chart has one name on its page, and one file beside it.
fn refuse_repeat(
    directive: &Directive,
    figure: Embedded,
    charts: &mut Vec<Chart>,
    to: &mut Diagnostics,
) {
    let Show::Chart(chart) = figure.show else { return };
    if charts.contains(&chart) {
        let message = "this note shows the same chart twice";
        to.push(
            Diagnostic::error(Code::Repeated, directive.spot.clone(), message)
                .label("expected each chart once in a note"),
        );
    }
    charts.push(chart);
}

fn wrong(spot: &Spot, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Directive, spot.clone(), message)
}

fn read_figure(directive: &Directive, names: &Names, to: &mut Diagnostics) -> Option<Embedded> {
    let words = &directive.words[..];
    let (show, rest) = match words {
        [name, rest @ ..] => match name.value.as_str() {
            "score" => (Show::Score, rest),
            "change" => (Show::Change, rest),
            "chart" => (Show::Chart(read_chart(rest.first(), directive, to)?), &rest[1..]),
            found => {
                let known = ["score", "change", "chart"];
                let message = format!("nothing is called `{found}` here");
                to.push(
                    wrong(&name.spot, message)
                        .label("expected `score`, `change` or `chart`")
                        .suggest(found, known),
                );
                return None;
            }
        },
        [] => {
            let message = "two colons alone show nothing";
            to.push(wrong(&directive.spot, message).label("expected `:: score KEY` or the like"));
            return None;
        }
    };
    let key = match rest {
        [key] => key,
        [] => {
            let message = "this line does not say which figure it shows";
            to.push(
                wrong(&directive.spot, message)
                    .label("expected a key at its end, such as 2026-Q3/trust/-/supplier"),
            );
            return None;
        }
        [_, extra, ..] => {
            let message = format!("`{}` is one word too many", extra.value);
            to.push(wrong(&extra.spot, message).label("expected the end of the line"));
            return None;
        }
    };
    let query = read_key(key, names, to)?;
    check(show, key, &query, to).then_some(Embedded { show, query })
}

fn read_chart(
    name: Option<&Located<String>>,
    directive: &Directive,
    to: &mut Diagnostics,
) -> Option<Chart> {
    let names = Chart::WORDS.map(|(word, _)| word);
    let expected = format!("expected one of {}", names.join(", "));
    let Some(name) = name else {
        to.push(wrong(&directive.spot, "this line does not name a chart").label(expected));
        return None;
    };
    let found = Chart::WORDS.into_iter().find(|(word, _)| *word == name.value);
    if found.is_none() {
        let message = format!("there is no chart `{}`", name.value);
        to.push(wrong(&name.spot, message).label(expected).suggest(&name.value, names));
    }
    found.map(|(_, chart)| chart)
}

fn read_key(key: &Located<String>, names: &Names, to: &mut Diagnostics) -> Option<Query> {
    match names.read(&key.value) {
        Ok(query) => Some(query),
        Err(mistake) => {
            let at = key.spot.start;
            let spot = Spot::new(&key.spot.file, at + mistake.at.start..at + mistake.at.end);
            let problem = Diagnostic::error(Code::UnknownCell, spot, mistake.message)
                .label(format!("expected {}", mistake.expected));
            to.push(match mistake.near {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem,
            });
            None
        }
    }
}

/// Whether the figure of a key can be shown in this way.
fn check(show: Show, key: &Located<String>, query: &Query, to: &mut Diagnostics) -> bool {
    let is_gap = matches!(query.whose, Whose::These(People::Gap(..)));
    let expected = match (show, query.figure) {
        (Show::Change, _) if query.what == What::Response => "something that is scored",
        (Show::Score | Show::Change, _) if is_gap => "one side, or the two as `internal+supplier`",
        (Show::Score, None | Some(Figure::Mean)) if query.matched.is_empty() => return true,
        (Show::Score, None | Some(Figure::Mean)) => "one wave; `:: change` compares two",
        (Show::Score, Some(_)) => "no figure, or `:mean`",
        (Show::Change, None | Some(Figure::Change)) => return true,
        (Show::Change, Some(_)) => "no figure, or `:change`",
        (Show::Chart(_), None) if query.matched.is_empty() => return true,
        (Show::Chart(_), _) => "one wave and no figure: a chart shows several",
    };
    let message = format!("`{}` cannot be shown in this way", key.value);
    to.push(wrong(&key.spot, message).label(format!("expected {expected}")));
    false
}
