//! What can be said of a site without its content: who is in which group is unknown, but every unit
//! lies in the organisation, and some numbers of people are in print.

use super::cells::Looked;
use super::figures::Site;
use super::key::{Key, People};
use super::published::Published;
use super::told::Finding;
use std::collections::BTreeMap;

/// The fewest people that a figure rests on, as long as a site says nothing else.
const LEAST: u32 = 5;

/// Looks at the numbers of people: none may be too small, and no unit may leave too few of the
/// organisation.
pub(super) fn look(site: &Site) -> Looked {
    let mut looked = Looked { cells: site.keys().len(), ..Looked::default() };
    for key in site.keys() {
        if Key::read(&key).is_none_or(|key| super::key::family(&key.figure).is_none()) {
            looked.findings.push(Finding::unknown_key(&key, site.place(&key)));
        }
    }
    let mut everywhere: BTreeMap<Key, (u32, String)> = BTreeMap::new();
    let people = site.people();
    let counted = || people.iter().filter_map(|(text, n)| Some((*text, Key::read(text)?, *n)));
    let single = |key: &Key| matches!(&key.people, People::Merged(ids) if ids.len() == 1);
    for (text, key, n) in counted() {
        looked.equations += 1;
        if n < LEAST && key.supplier == "-" {
            looked.findings.push(Finding::few(text, n as usize, LEAST, site.place(text)));
        }
        if key.unit == "-" && single(&key) {
            everywhere.insert(key, (n, text.to_string()));
        }
    }
    for (text, key, n) in counted().filter(|(_, key, _)| key.unit != "-" && single(key)) {
        let whole = Key { unit: "-".to_owned(), ..key };
        let Some((all, of)) = everywhere.get(&whole) else { continue };
        if (1..LEAST).contains(&all.saturating_sub(n)) {
            let rest = all - n;
            let message = format!("{rest} people can be singled out: 1 × {of} − 1 × {text}");
            looked.findings.push(Finding::new(site.place(text), message));
        }
    }
    looked
}
