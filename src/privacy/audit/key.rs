//! The address of a figure, read anew: `WAVE/WHAT:FIGURE/UNIT/AUDIENCE/SUPPLIER`. Ids are kept as
//! text; whether they name something is found out where equations are made.

/// A key with all its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The wave, then the waves that its items are matched with.
    pub waves: Vec<String>,
    /// The id of what is measured, `index` or `response`.
    pub what: String,
    /// Which figure of it.
    pub figure: String,
    /// The id of a unit or pool; `-` for the organisation.
    pub unit: String,
    /// Who answered.
    pub people: People,
    /// The id of a supplier, a set of suppliers, or `-`.
    pub supplier: String,
}

/// The audience part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum People {
    /// `-`
    Everybody,
    /// `a`, or `a_b` for people merged into one group.
    Merged(Vec<String>),
    /// `a+b`
    Composite(Vec<String>),
    /// `a~b`
    Gap(String, String),
}

/// How many people a figure of a family needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// Means, shares, numbers of people and rates.
    Means,
    /// Whatever shows how far people differ.
    Spread,
    /// Reliability and drivers, which need the most.
    Models,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Means, Self::Spread, Self::Models];

    /// What its figures are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Means => "scores, shares and numbers of people",
            Self::Spread => "figures that show spread",
            Self::Models => "reliability and drivers",
        }
    }
}

/// Every figure with its family. Ends of an interval show spread unless they rest on the typical one.
const FIGURES: [(&str, Family); 32] = [
    ("mean", Family::Means),
    ("low", Family::Spread),
    ("high", Family::Spread),
    ("sd", Family::Spread),
    ("n", Family::Means),
    ("invited", Family::Means),
    ("rate", Family::Means),
    ("fav", Family::Means),
    ("fav_low", Family::Spread),
    ("fav_high", Family::Spread),
    ("neutral", Family::Means),
    ("unfav", Family::Means),
    ("least", Family::Means),
    ("most", Family::Means),
    ("points", Family::Spread),
    ("change", Family::Means),
    ("gap", Family::Means),
    ("p", Family::Spread),
    ("p_raw", Family::Spread),
    ("g", Family::Spread),
    ("nps", Family::Means),
    ("nps_low", Family::Spread),
    ("nps_high", Family::Spread),
    ("alpha", Family::Models),
    ("alpha_low", Family::Models),
    ("alpha_high", Family::Models),
    ("icc1", Family::Models),
    ("icc2", Family::Models),
    ("rwg", Family::Spread),
    ("weight", Family::Models),
    ("r2", Family::Models),
    ("complete", Family::Models),
];

/// The family of a figure, if it is one.
pub(super) fn family(figure: &str) -> Option<Family> {
    FIGURES.iter().find(|(name, _)| *name == figure).map(|(_, family)| *family)
}

impl Key {
    /// Reads a key. Nothing comes back when it is none; the figure may be missing.
    pub fn read(text: &str) -> Option<Self> {
        let [waves, what, unit, people, supplier] = parts(text)?;
        let (what, figure) = what.split_once(':').unwrap_or((what, ""));
        Some(Self {
            waves: waves.split('~').map(str::to_owned).collect(),
            what: what.to_owned(),
            figure: figure.to_owned(),
            unit: unit.to_owned(),
            people: People::read(people),
            supplier: supplier.to_owned(),
        })
    }

    /// The key in the grammar.
    pub fn write(&self) -> String {
        let people = match &self.people {
            People::Everybody => "-".to_owned(),
            People::Merged(ids) => ids.join("_"),
            People::Composite(ids) => ids.join("+"),
            People::Gap(first, second) => format!("{first}~{second}"),
        };
        let Self { waves, what, figure, unit, supplier, .. } = self;
        format!("{}/{what}:{figure}/{unit}/{people}/{supplier}", waves.join("~"))
    }

    /// Whether it stands for one wave minus another: the change, and what belongs to it.
    pub fn is_change(&self) -> bool {
        self.waves.len() == 2
            && matches!(&*self.figure, "change" | "low" | "high" | "p" | "p_raw" | "g")
    }
}

impl People {
    fn read(text: &str) -> Self {
        let ids = |sign| text.split(sign).map(str::to_owned).collect();
        match text {
            "-" => Self::Everybody,
            _ if text.contains('+') => Self::Composite(ids('+')),
            _ => match text.split_once('~') {
                Some((first, second)) => Self::Gap(first.to_owned(), second.to_owned()),
                None => Self::Merged(ids('_')),
            },
        }
    }

    /// Every audience that it names.
    pub fn audiences(&self) -> Vec<&str> {
        match self {
            Self::Everybody => Vec::new(),
            Self::Merged(ids) | Self::Composite(ids) => ids.iter().map(String::as_str).collect(),
            Self::Gap(first, second) => vec![first, second],
        }
    }
}

/// `W/what/…` and a figure as the full key `W/what:figure/…`; a cell that has a figure keeps it.
pub(super) fn with_figure(cell: &str, figure: &str) -> String {
    let mut parts: Vec<String> = cell.split('/').map(str::to_owned).collect();
    if let Some(what) = parts.get_mut(1)
        && !what.contains(':')
    {
        what.push(':');
        what.push_str(figure);
    }
    parts.join("/")
}

/// The five parts of a key, if it is one.
fn parts(text: &str) -> Option<[&str; 5]> {
    let mut found = text.split('/');
    let mut next = || found.next().filter(|part| !part.is_empty());
    let parts = [next()?, next()?, next()?, next()?, next()?];
    (found.next().is_none() && !parts[1].starts_with(':')).then_some(parts)
}

/// Whether a text is a key, with or without a figure.
pub(super) fn is_key(text: &str) -> bool {
    parts(text).is_some()
}

/// A key around its figure: what stands before the colon, the figure, and the rest.
fn split_figure(key: &str) -> Option<(&str, &str, &str)> {
    let start = key.find('/')? + 1;
    let end = key[start..].find('/').map_or(key.len(), |length| start + length);
    let colon = start + key[start..end].find(':')?;
    Some((&key[..colon], &key[colon + 1..end], &key[end..]))
}

/// The figure of a key; empty if it has none.
pub(super) fn figure_of(key: &str) -> &str {
    split_figure(key).map_or("", |(_, figure, _)| figure)
}

/// A key without its figure: the cell.
pub(super) fn cell_of(key: &str) -> String {
    split_figure(key).map_or_else(|| key.to_owned(), |(before, _, after)| [before, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_key_is_understood() {
        let key = Key::read("2026-Q3~2026-Q2/trust:change/emea/internal+supplier/-").unwrap();
        assert_eq!((key.waves.len(), &*key.what, key.is_change()), (2, "trust", true));
        assert_eq!(key.people.audiences(), ["internal", "supplier"]);
        let gap = Key::read("w/t:gap/-/a-b~c/x").unwrap().people;
        assert_eq!(gap, People::Gap("a-b".into(), "c".into()));
        let text = "2026-Q3~2026-Q2/trust:change/emea/internal+supplier/type=strategic";
        assert_eq!(Key::read(text).unwrap().write(), text);
        let merged = Key::read("w/t/-/a_b/all").unwrap();
        assert_eq!(merged.people, People::Merged(vec!["a".into(), "b".into()]));
        assert_eq!((Key::read("w/t/-/a"), Key::read("w//-/a/-")), (None, None));
    }

    #[test]
    fn figures_come_and_go() {
        let full = with_figure("w/trust/-/a/-", "mean");
        assert_eq!(full, "w/trust:mean/-/a/-");
        assert_eq!(with_figure(&full, "n"), full);
        assert_eq!((&*cell_of(&full), figure_of(&full)), ("w/trust/-/a/-", "mean"));
        assert_eq!((&*cell_of("nonsense"), figure_of("nonsense")), ("nonsense", ""));
        assert_eq!((&*cell_of("a:b/c:d"), figure_of("a:b/c:d")), ("a:b/c", "d"));
    }
}
