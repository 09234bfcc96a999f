//! The tools that exports come from: how each one is recognised, and what only it does.

use super::fold::squash;
use super::row::Row;

/// A tool and the way it lays out its exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Microsoft Forms.
    MsForms,
    /// Google Forms, from the form or from its sheet.
    GoogleForms,
    /// Qualtrics with three header rows, or with two as it was.
    Qualtrics,
    /// SurveyMonkey.
    SurveyMonkey,
    /// LimeSurvey.
    LimeSurvey,
    /// A table with ids as headings.
    Plain,
}

/// Whether a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Finished,
    Unfinished,
    Preview,
}

/// What a cell says about its row.
pub(super) type StateOf = fn(&str) -> State;

impl Dialect {
    /// The dialects as they are written.
    pub const WORDS: [(&str, Self); 6] = [
        ("ms-forms", Self::MsForms),
        ("google-forms", Self::GoogleForms),
        ("qualtrics", Self::Qualtrics),
        ("surveymonkey", Self::SurveyMonkey),
        ("limesurvey", Self::LimeSurvey),
        ("plain", Self::Plain),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        let own = Self::WORDS.iter().find(|(_, dialect)| *dialect == self);
        own.map_or("", |(name, _)| name)
    }

    /// The tool that wrote a file with these first rows.
    pub fn recognise(head: &[Row]) -> Option<Self> {
        let first = head.first()?;
        let names: Vec<String> = first.cells().map(squash).collect();
        let has = |known: &[&str]| names.iter().any(|name| known.contains(&name.as_str()));
        let starts = |known: &[&str]| names.first().is_some_and(|name| known.contains(&&**name));
        if head.iter().any(|row| row.cells().any(is_import_id)) || is_old_qualtrics(head, &names) {
            Some(Self::Qualtrics)
        } else if starts(&["respondentid"]) || has(&["collectorid"]) {
            Some(Self::SurveyMonkey)
        } else if starts(&["id"]) && has(&MS_FORMS) {
            Some(Self::MsForms)
        } else if has(&LIMESURVEY) || first.cells().any(is_code_and_text) {
            Some(Self::LimeSurvey)
        } else if starts(&GOOGLE_FORMS) {
            Some(Self::GoogleForms)
        } else if starts(&["id"]) && has(&["audience"]) {
            Some(Self::Plain)
        } else {
            None
        }
    }

    /// How many rows stand above the first response.
    pub(super) fn header_rows(self, head: &[Row]) -> usize {
        match self {
            Self::Qualtrics => match head.get(2) {
                Some(third) if third.cells().any(is_import_id) => 3,
                _ => 2,
            },
            Self::SurveyMonkey => 2,
            _ => 1,
        }
    }

    /// The headings, letters and digits alone, of the tool's own number of a response.
    pub(super) fn response_ids(self) -> &'static [&'static str] {
        match self {
            Self::MsForms | Self::Plain => &["id"],
            Self::GoogleForms => &[],
            Self::Qualtrics => &["responseid", "recordid"],
            Self::SurveyMonkey => &["respondentid"],
            Self::LimeSurvey => &["id", "responseid", "antwortid", "antwortnummer"],
        }
    }

    /// The headings of columns that say whether a response was finished, and what to make of a cell.
    pub(super) fn state_of(self, heading: &str) -> Option<StateOf> {
        match (self, heading) {
            (Self::Qualtrics, "finished") => Some(is_true),
            (Self::Qualtrics, "status" | "distributionchannel") => Some(is_no_preview),
            (Self::LimeSurvey, "submitdate" | "datesubmitted" | "datumabgeschickt") => {
                Some(is_filled)
            }
            (Self::MsForms, "completiontime" | "fertigstellungszeit") => Some(is_filled),
            _ => None,
        }
    }

    /// Whether a cell stands for no answer although something is written in it.
    pub(super) fn is_blank(self, cell: &str) -> bool {
        cell.is_empty() || self == Self::Qualtrics && cell == "-99"
    }

    /// A cell as it was before the tool made it safe for spreadsheets.
    pub(super) fn unmask(self, cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if self == Self::LimeSurvey && rest.starts_with(['=', '+', '-', '@']) => {
                rest
            }
            _ => cell,
        }
    }

    /// Whether the tool writes letters as HTML entities.
    pub(super) fn escapes(self) -> bool {
        matches!(self, Self::SurveyMonkey | Self::LimeSurvey)
    }
}

const MS_FORMS: [&str; 5] =
    ["starttime", "completiontime", "startzeit", "fertigstellungszeit", "lastmodifiedtime"];
const LIMESURVEY: [&str; 7] = [
    "submitdate",
    "lastpage",
    "startlanguage",
    "datesubmitted",
    "startsprache",
    "datumabgeschickt",
    "letzteseite",
];
const GOOGLE_FORMS: [&str; 6] = [
    "timestamp",
    "zeitstempel",
    "horodateur",
    "marcatemporal",
    "tijdstempel",
    "informazionicronologiche",
];

fn is_import_id(cell: &str) -> bool {
    cell.contains("\"ImportId\"")
}

fn is_old_qualtrics(head: &[Row], names: &[String]) -> bool {
    let second: Vec<String> =
        head.get(1).map_or_else(Vec::new, |row| row.cells().map(squash).collect());
    let has = |names: &[String], name: &str| names.iter().any(|own| own == name);
    has(&second, "responseset") && (has(&second, "responseid") || has(names, "responseid"))
}

/// `G1Q1[SQ001]. [Text]`, a heading that LimeSurvey alone writes.
fn is_code_and_text(cell: &str) -> bool {
    cell.split_once("]. ").is_some_and(|(code, _)| {
        code.contains('[') && code.chars().all(|one| one.is_alphanumeric() || "[]_".contains(one))
    })
}

fn is_true(cell: &str) -> State {
    match cell.to_lowercase().as_str() {
        "1" | "true" | "wahr" | "yes" | "ja" => State::Finished,
        _ => State::Unfinished,
    }
}

fn is_no_preview(cell: &str) -> State {
    match squash(cell).as_str() {
        "1" | "preview" | "surveypreview" | "umfragevorschau" | "vorschau" => State::Preview,
        _ => State::Finished,
    }
}

fn is_filled(cell: &str) -> State {
    if cell.is_empty() { State::Unfinished } else { State::Finished }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Export;
    use crate::source::File;

    fn recognised(text: &str) -> Option<(Dialect, usize)> {
        let head = Export::open(File::from(text.as_bytes())).unwrap().head().unwrap();
        let dialect = Dialect::recognise(&head)?;
        Some((dialect, dialect.header_rows(&head)))
    }

    #[test]
    fn each_tool_is_known_by_its_headings() {
        let ms = "ID;Startzeit;Fertigstellungszeit;E-Mail;Name;Frage";
        assert_eq!(recognised(ms), Some((Dialect::MsForms, 1)));
        let google = "Timestamp,Email Address,Question";
        assert_eq!(recognised(google), Some((Dialect::GoogleForms, 1)));
        let new = "StartDate,Q1\nStart Date,Text\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",x";
        assert_eq!(recognised(new), Some((Dialect::Qualtrics, 3)));
        let old = "V1,V2,Q1\nResponseID,ResponseSet,Text\nR_1,Default,4";
        assert_eq!(recognised(old), Some((Dialect::Qualtrics, 2)));
        let monkey = "Respondent ID,Collector ID,Question\n,,Response";
        assert_eq!(recognised(monkey), Some((Dialect::SurveyMonkey, 2)));
        let lime = "\u{feff}\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"G1[SQ1]\"";
        assert_eq!(recognised(lime), Some((Dialect::LimeSurvey, 1)));
        let texts = ",likert0[time1]. [In an average month]";
        assert_eq!(recognised(texts), Some((Dialect::LimeSurvey, 1)));
        assert_eq!(recognised("id,audience,unit,trust-1"), Some((Dialect::Plain, 1)));
        assert_eq!(recognised("name,answer"), None);
    }
}
