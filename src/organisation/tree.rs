//! Units as they stand in the file, in any order, into a tree in depth-first order.

use super::Unit;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Located;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A unit whose parent and successor are still names.
pub(super) struct Draft {
    pub id: String,
    pub name: String,
    pub parent: Option<Located<String>>,
    pub liaison: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub into: Option<Located<String>>,
}

/// Orders the units, parents before children and siblings as in the file. A unit whose parent is
/// unknown, and one of each circle, is put at the top.
pub(super) fn grow(drafts: Vec<Draft>, to: &mut Diagnostics) -> Vec<Unit> {
    let ids: BTreeMap<&str, usize> =
        drafts.iter().enumerate().map(|(at, draft)| (draft.id.as_str(), at)).collect();
    let mut find = |name: &Option<Located<String>>| {
        let name = name.as_ref()?;
        let found = ids.get(name.value.as_str()).copied();
        if found.is_none() {
            let known = drafts.iter().map(|draft| draft.id.as_str());
            to.push_with(&name.spot, Code::UnknownName, || {
                Diagnostic::unknown("unit", name, known)
            });
        }
        found
    };
    let mut parents: Vec<_> = drafts.iter().map(|draft| find(&draft.parent)).collect();
    let mut heirs: Vec<_> = drafts.iter().map(|draft| find(&draft.into)).collect();
    for start in break_circles(&mut parents) {
        let draft = &drafts[start];
        to.extend(draft.parent.as_ref().map(|parent| {
            let message = format!("`{}` lies below itself", draft.id);
            Diagnostic::error(Code::Circle, parent.spot.clone(), message)
                .label("following the parents from here leads back to here")
        }));
    }
    for start in break_circles(&mut heirs) {
        let draft = &drafts[start];
        to.extend(draft.into.as_ref().map(|into| {
            if into.value == draft.id {
                return into_itself(into);
            }
            let message = format!("`{}` was taken over by itself in the end", draft.id);
            Diagnostic::error(Code::Circle, into.spot.clone(), message)
                .label("following `into` from here leads back to here")
        }));
    }
    flatten(drafts, &parents, &heirs)
}

/// Something that names itself as its successor.
pub(super) fn into_itself(into: &Located<String>) -> Diagnostic {
    let message = format!("`{}` was taken over by itself", into.value);
    Diagnostic::error(Code::Circle, into.spot.clone(), message).label("expected its successor")
}

/// Finds each circle in a list of pointers, cuts it at the first of its members and returns that.
fn break_circles(pointers: &mut [Option<usize>]) -> Vec<usize> {
    let mut seen = vec![usize::MAX; pointers.len()];
    let mut cut = Vec::new();
    for start in 0..pointers.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|&here| seen[here] == usize::MAX) {
            seen[here] = start;
            at = pointers[here];
        }
        // The walk met its own trail: what it met is on a circle.
        if let Some(here) = at.filter(|&here| seen[here] == start) {
            let first = first_of_circle(pointers, here);
            pointers[first] = None;
            cut.push(first);
        }
    }
    cut
}

fn first_of_circle(pointers: &[Option<usize>], member: usize) -> usize {
    let (mut first, mut at) = (member, pointers[member]);
    while let Some(here) = at.filter(|&here| here != member) {
        first = first.min(here);
        at = pointers[here];
    }
    first
}

fn flatten(drafts: Vec<Draft>, parents: &[Option<usize>], heirs: &[Option<usize>]) -> Vec<Unit> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); drafts.len()];
    for (unit, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            children[*parent].push(unit);
        }
    }
    let mut order = Vec::new();
    let mut depths = vec![0; drafts.len()];
    let mut waiting: Vec<_> = (0..drafts.len()).rev().filter(|&at| parents[at].is_none()).collect();
    while let Some(unit) = waiting.pop() {
        order.push(unit);
        for &child in children[unit].iter().rev() {
            depths[child] = depths[unit] + 1;
            waiting.push(child);
        }
    }
    let mut places = vec![0; drafts.len()];
    for (place, &unit) in order.iter().enumerate() {
        places[unit] = place;
    }
    let mut drafts: Vec<_> = drafts.into_iter().map(Some).collect();
    let unit = |&at: &usize| {
        let draft = drafts[at].take()?;
        Some(Unit {
            id: draft.id,
            name: draft.name,
            parent: parents[at].map(|parent| places[parent]),
            depth: depths[at],
            liaison: draft.liaison,
            since: draft.since,
            until: draft.until,
            into: heirs[at].map(|heir| places[heir]),
        })
    };
    order.iter().filter_map(unit).collect()
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostics;
    use crate::organisation::read;
    use crate::source::Source;

    fn units(text: &str) -> (Vec<String>, usize) {
        let mut to = Diagnostics::default();
        let source = Source::new("content/organisation.toml", text);
        let organisation = read(Some(&source), None, &[], &mut to);
        for (at, unit) in organisation.units.iter().enumerate() {
            assert!(unit.parent.is_none_or(|parent| parent < at));
        }
        let show = |unit: &super::Unit| format!("{}{}", ".".repeat(unit.depth), unit.id);
        (organisation.units.iter().map(show).collect(), to.sorted().len())
    }

    fn file(units: &[(&str, &str)]) -> String {
        let unit = |(id, parent): &(&str, &str)| match *parent {
            "" => format!("[[unit]]\nid = \"{id}\"\nname = \"{id}\"\n"),
            parent => format!("[[unit]]\nid = \"{id}\"\nname = \"{id}\"\nparent = \"{parent}\"\n"),
        };
        units.iter().map(unit).collect()
    }

    #[test]
    fn parents_come_before_children_whatever_the_order_of_the_file() {
        let file = file(&[("c", "b"), ("d", "a"), ("b", "a"), ("a", ""), ("e", "")]);
        assert_eq!(units(&file), (["a", ".d", ".b", "..c", "e"].map(String::from).to_vec(), 0));
    }

    #[test]
    fn each_circle_is_one_mistake_and_no_unit_is_lost() {
        let circles = file(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e", "nowhere")]);
        let (found, mistakes) = units(&circles);
        assert_eq!(found, ["b", ".a", ".c", "d", "e"]);
        assert_eq!(mistakes, 3);
    }

    #[test]
    fn a_long_line_of_parents_is_walked_without_recursion() {
        let names: Vec<_> = (0..3000).map(|at| format!("u{at}")).collect();
        let pairs: Vec<_> =
            names.windows(2).map(|two| (two[0].as_str(), two[1].as_str())).collect();
        let (found, mistakes) = units(&(file(&pairs) + &file(&[("u2999", "")])));
        assert_eq!((found.len(), mistakes), (3000, 0));
    }
}
