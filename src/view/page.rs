//! A page before it is rendered: where it belongs, what template shows it and what that may see.

use super::address::Address;
use super::exhibit::Exhibit;
use super::shell::Shell;

/// One page that says `B`.
#[derive(Clone, Debug)]
pub struct Page<B> {
    /// What it is.
    pub address: Address,
    /// The template that shows it.
    pub template: &'static str,
    /// What stands around it.
    pub shell: Shell,
    /// What it says.
    pub body: B,
    /// Files beside it: name and text.
    pub files: Vec<(String, String)>,
    /// The file that it was made from, for messages about it; empty where there is none.
    pub origin: String,
}

impl<B> Page<B> {
    /// The same page as one of many kinds.
    pub fn of<C>(self, kind: impl FnOnce(Box<B>) -> C) -> Page<C> {
        let Self { address, template, shell, body, files, origin } = self;
        Page { address, template, shell, body: kind(Box::new(body)), files, origin }
    }
}

/// The files of these exhibits.
pub(super) fn files<'a>(exhibits: impl IntoIterator<Item = &'a Exhibit>) -> Vec<(String, String)> {
    exhibits.into_iter().map(|exhibit| (exhibit.file.clone(), exhibit.csv.clone())).collect()
}
