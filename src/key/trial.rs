//! A small site for the tests of the rooms above: two audiences, two items, one supplier.

use super::Names;
use crate::organisation::{Organisation, Relationship, Supplier, SupplierType, Unit};
use crate::survey::{
    Audience, Dimension, Item, Localised, Practice, Question, QuestionKind, Scale, State, Survey,
    Wave,
};
use jiff::civil::date;
use std::collections::BTreeMap;

/// The parts of the small site.
pub struct Trial {
    pub survey: Survey,
    pub organisation: Organisation,
    pub wave: Wave,
    pub names: Names,
}

fn words(text: &str) -> Localised {
    Localised::new(BTreeMap::from([("en".to_owned(), text.to_owned())]))
}

fn forms(forms: &[&str]) -> Vec<String> {
    forms.iter().map(|&form| form.to_owned()).collect()
}

fn item(id: &str, practice: usize, on: &[&str], audiences: &[usize]) -> Item {
    Item {
        id: id.to_owned(),
        practice,
        scale: 0,
        reverse: false,
        forms: forms(on),
        audiences: audiences.to_vec(),
        text: words(id),
        text_for: BTreeMap::new(),
        replaces: None,
    }
}

fn question(id: &str, kind: QuestionKind, scale: Option<usize>) -> Question {
    Question {
        id: id.to_owned(),
        kind,
        scale,
        dimension: Some(0),
        reverse: false,
        forms: forms(&["full", "pulse"]),
        audiences: vec![0, 1],
        name: None,
        text: words(id),
        text_for: BTreeMap::new(),
    }
}

fn audience(id: &str, is_supplier: bool) -> Audience {
    Audience { id: id.to_owned(), name: words(id), weight: 1.0, minimum: None, is_supplier }
}

fn scale(id: &str, min: i32, max: i32) -> Scale {
    Scale {
        id: id.to_owned(),
        min,
        max,
        labels: Vec::new(),
        ends: None,
        favourable: vec![max - 1, max],
        unfavourable: vec![min, min + 1],
    }
}

fn practice(id: &str, items: std::ops::Range<usize>) -> Practice {
    Practice {
        id: id.to_owned(),
        name: words(id),
        about: Localised::default(),
        weight: 1.0,
        source: None,
        dimension: 0,
        items,
    }
}

fn survey() -> Survey {
    let trust = Dimension {
        id: "trust".to_owned(),
        name: words("Trust"),
        about: Localised::default(),
        weight: 1.0,
        practices: 0..2,
        items: 0..3,
    };
    Survey {
        id: "partnership".to_owned(),
        audiences: vec![audience("internal", false), audience("supplier", true)],
        scales: vec![scale("agree5", 1, 5), scale("likely11", 0, 10)],
        dimensions: vec![trust],
        practices: vec![practice("reliability", 0..2), practice("roles", 2..3)],
        items: vec![
            item("reliability-1", 0, &["full", "pulse"], &[0, 1]),
            item("reliability-2", 0, &["full", "pulse"], &[0]),
            item("roles-1", 1, &["full"], &[0, 1]),
        ],
        questions: vec![
            question("recommend", QuestionKind::Recommend, Some(1)),
            question("comment-trust", QuestionKind::Comment, None),
        ],
    }
}

fn unit(id: &str, parent: Option<usize>, until: Option<jiff::civil::Date>) -> Unit {
    Unit {
        id: id.to_owned(),
        name: id.to_owned(),
        parent,
        depth: parent.map_or(0, |parent| parent + 1),
        liaison: None,
        since: None,
        until,
        into: None,
    }
}

fn organisation() -> Organisation {
    let acme = Supplier {
        id: "acme".to_owned(),
        name: "Acme Castings".to_owned(),
        category: "castings".to_owned(),
        unit: 1,
        liaison: None,
        until: None,
        from: vec![Relationship {
            date: date(2025, 7, 1),
            kind: SupplierType::Strategic,
            priority: 1,
            element: None,
            targets: BTreeMap::new(),
        }],
    };
    Organisation {
        purpose: None,
        units: vec![
            unit("emea", None, None),
            unit("benelux", Some(0), None),
            unit("iberia", Some(0), Some(date(2026, 3, 31))),
        ],
        pools: Vec::new(),
        suppliers: vec![acme],
    }
}

/// The small site: wave 2026-Q3 on the form `pulse`.
pub fn trial() -> Trial {
    let wave = Wave {
        id: "2026-Q3".to_owned(),
        name: "July to September 2026".to_owned(),
        form: "pulse".to_owned(),
        state: State::Closed,
        opens: date(2026, 9, 1),
        closes: date(2026, 9, 21),
        invited: Vec::new(),
        reopen: None,
        review: None,
    };
    let (survey, organisation) = (survey(), organisation());
    let names = Names::new(&survey, &organisation, std::slice::from_ref(&wave));
    Trial { survey, organisation, wave, names }
}
