//! The questionnaire as LimeSurvey's tab-separated survey structure.
//!
//! A row has a class: S a setting, SL a text of the survey in a language, G a group, Q a question, SQ a
//! statement of a table, A an answer. Groups, questions, statements and answers belong to the row above
//! them, and stand once in each language, under the same names and in the same order: that ties the
//! languages together where no row has a number, as none has here.
//!
//! Sources: the LimeSurvey manual, "Tab Separated Value survey structure"
//! (<https://www.limesurvey.org/manual/Tab_Separated_Value_survey_structure>), and what LimeSurvey 6.10 makes
//! of it: `TSVImportSurvey` and `fileCsvToUtf8` in `application/helpers/admin/import_helper.php`, the rules
//! for codes in `application/models/Question.php`.

use super::{Asked, LONGEST, Questionnaire};
use std::collections::BTreeSet;

/// The columns, in the order of the manual.
const COLUMNS: [&str; 12] = [
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
];

/// How LimeSurvey's own exports begin. Without it, LimeSurvey guesses the encoding from a first part that
/// may end within a letter; Arabic is then taken for Japanese.
const MARK: &str = "\u{feff}";

/// A table of statements on one scale.
const TABLE: &str = "F";
/// A list to choose one answer from.
const LIST: &str = "L";
/// A box for several lines of text.
const FREE_TEXT: &str = "T";

/// Settings of the survey: nobody's name, address or time is kept.
const SETTINGS: [(&str, &str); 6] = [
    ("format", "G"),
    ("anonymized", "Y"),
    ("datestamp", "N"),
    ("ipaddr", "N"),
    ("refurl", "N"),
    ("savetimings", "N"),
];

/// The questionnaire in one language or several; the first is the survey's own.
pub fn limesurvey(sheets: &[Questionnaire]) -> String {
    let Some(first) = sheets.first() else { return String::new() };
    let codes = first.parts.iter().flat_map(|part| &part.asked).map(|asked| asked.code.as_str());
    let head = format!("{MARK}{}\r\n", COLUMNS.join("\t"));
    let mut table = Table { text: head, language: "", codes: codes.collect() };
    table.row(["S", "", "language", "", &first.language, "", "", ""]);
    let others: Vec<&str> = sheets.iter().skip(1).map(|sheet| sheet.language.as_str()).collect();
    if !others.is_empty() {
        table.row(["S", "", "additional_languages", "", &others.join(" "), "", "", ""]);
    }
    for (name, value) in SETTINGS {
        table.row(["S", "", name, "", value, "", "", ""]);
    }
    for sheet in sheets {
        table.language = &sheet.language;
        table.row(["SL", "", "surveyls_title", "", &sheet.title, "", "", ""]);
    }
    for sheet in sheets {
        table.language = &sheet.language;
        for part in &sheet.parts {
            table.row(["G", "", &escaped(&part.title), "1", &escaped(&part.about), "", "", ""]);
            for run in
                part.asked.chunk_by(|one, other| one.scale.is_some() && one.scale == other.scale)
            {
                table.question(run);
            }
        }
    }
    table.text
}

struct Table<'s> {
    text: String,
    language: &'s str,
    /// The codes of statements and questions.
    codes: BTreeSet<&'s str>,
}

impl Table<'_> {
    /// One question, or several statements on one scale as a table.
    fn question(&mut self, run: &[Asked]) {
        let Some(first) = run.first() else { return };
        let mandatory = if first.is_optional || first.scale.is_some() { "N" } else { "Y" };
        if run.len() > 1 {
            let code = self.code(&first.code);
            self.row(["Q", TABLE, &code, "1", "", "", mandatory, "N"]);
            for asked in run {
                self.row(["SQ", "0", &asked.code, "1", &escaped(&asked.text), "", "", ""]);
            }
        } else {
            let kind = if first.answers.is_empty() { FREE_TEXT } else { LIST };
            let text = escaped(&first.text);
            self.row(["Q", kind, &first.code, "1", &text, "", mandatory, "N"]);
        }
        for (code, label) in &first.answers {
            self.row(["A", "0", code, "", &escaped(label), "", "", ""]);
        }
    }

    /// A code for a table, which none of its statements and no question has. It is the same in each
    /// language.
    fn code(&self, first: &str) -> String {
        let stem: String = first.chars().take(LONGEST - 4).collect();
        let free = |code: &String| !self.codes.contains(code.as_str());
        (0..)
            .map(|number| match number {
                0 => format!("t{stem}"),
                _ => format!("t{stem}{number}"),
            })
            .find(free)
            .unwrap_or_default()
    }

    /// Class, type, name, relevance, text, help, mandatory and other; the rest is empty.
    fn row(&mut self, [class, kind, name, relevance, text, help, mandatory, other]: [&str; 8]) {
        let cells =
            [class, kind, name, relevance, text, help, self.language, "", mandatory, other, "", ""];
        let cells: Vec<String> = cells.into_iter().map(cell).collect();
        self.text.push_str(&cells.join("\t"));
        self.text.push_str("\r\n");
    }
}

/// A text as LimeSurvey shows it: its texts are HTML, and what stands in braces is worked out.
fn escaped(text: &str) -> String {
    super::html::escaped(text).replace('{', "&#123;")
}

/// A cell without what would end it.
fn cell(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match plain.contains('"') {
        true => format!("\"{}\"", plain.replace('"', "\"\"")),
        false => plain,
    }
}
