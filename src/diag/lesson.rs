//! For each kind of mistake a small example, and how to mend it.

use super::Code;

/// What teaches somebody about a kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The file that the example stands in, or looks like.
    pub file: &'static str,
    /// A few lines with the mistake.
    pub example: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

const fn lesson(file: &'static str, example: &'static str, mend: &'static str) -> Lesson {
    Lesson { file, example, mend }
}

/// Mistakes in and around published figures.
fn of_figures(code: Code) -> Lesson {
    match code {
        Code::Audit => lesson(
            "output/index.html",
            "<p>Trust stands at 52.</p>      (a number without its key)",
            "In a theme of your own, give the number its key or source; if people can be singled out, report it as a fault of this program.",
        ),
        _ => lesson(
            STORY,
            "Benelux scored 52 on trust.",
            "Take the number out, or put a tangible result into `outcome`.",
        ),
    }
}

/// The file of answers in the examples.
const ANSWERS: &str = "content/waves/2026-Q3/answers/7f3c9a4e21b05d86.toml";
/// The file of a story in the examples.
const STORY: &str = "content/notes/lead-time.md";
/// The file of an issue in the examples.
const ISSUE: &str = "content/newsletters/2026-Q3.md";
/// The file of a wave in the examples.
const WAVE: &str = "content/waves/2026-Q3/wave.toml";

impl Code {
    /// An example of the mistake and how to mend it.
    pub fn lesson(self) -> Lesson {
        match self {
            Self::Syntax
            | Self::Encoding
            | Self::MissingFile
            | Self::StrayFile
            | Self::NotRead
            | Self::Unreadable
            | Self::Template
            | Self::RowLength => of_files(self),
            Self::EditionNumber
            | Self::UnknownCell
            | Self::Frozen
            | Self::Reopened
            | Self::Attributed => of_editions(self),
            Self::Audit | Self::TypedFigure => of_figures(self),
            Self::Export | Self::Unmapped => of_imports(self),
            Self::FrontMatter
            | Self::BadSlug
            | Self::RepeatedSlug
            | Self::NoOutcome
            | Self::Directive
            | Self::UnknownLink
            | Self::UnsafeLink
            | Self::Picture
            | Self::RemovedHtml => of_notes(self),
            Self::MailLine | Self::MailSize | Self::StillOpen | Self::NoAddress => of_issues(self),
            Self::UnknownItem
            | Self::OutsideScale
            | Self::NotAsked
            | Self::OwnUnit
            | Self::OtherSupplier
            | Self::RepeatedResponse
            | Self::WrongWave
            | Self::WrongSurvey
            | Self::WrongForm
            | Self::NotThen
            | Self::UnknownComment
            | Self::MoreThanInvited
            | Self::MergedAudiences => of_answers(self),
            _ => of_values(self),
        }
    }
}

fn of_files(code: Code) -> Lesson {
    match code {
        Code::Encoding => lesson(
            "content/notes/cafe.md",
            "title = \"Caf\\xE9\"      (the byte E9 of Windows-1252)",
            "Save the file again as UTF-8; every editor and spreadsheet offers it under “Save as”.",
        ),
        Code::MissingFile => lesson(
            "content/waves/2026-Q3/",
            "answers/           (and no wave.toml beside it)",
            "Write the file, or take the folder away if it is no wave.",
        ),
        Code::StrayFile => lesson(
            "content/supplier.toml",
            "[[supplier]]",
            "Give it the name that is read, such as suppliers.toml, or move it out of content/.",
        ),
        Code::NotRead => lesson(
            "content/survey.toml",
            "[[dimension]      (a bracket is missing, so no dimension is known)",
            "Mend the mistakes of that file; then what names its parts is checked again.",
        ),
        Code::Unreadable => lesson(
            "content/waves/2026-Q3/answers/import.csv",
            "(the disk or the share gave up in the middle of the file)",
            "Copy the file to a disk that works, and run the command again.",
        ),
        Code::Template => lesson(
            "themes/own/templates/list.html",
            "{% for note in view.note %}",
            "Compare it with the default theme’s template of the same name; the message names the place.",
        ),
        Code::RowLength => lesson(
            "content/waves/2026-Q3/answers/import.csv",
            "id,audience,unit,supplier,trust-1\na1,internal,emea,4",
            "Give every row as many cells as the first; an empty cell still needs its comma, and a cell that holds commas stands in quotes.",
        ),
        _ => lesson(
            WAVE,
            "name = \"July to September 2026",
            "Close what was opened: quotes, brackets and braces come in pairs. In a CSV, a quote inside a quoted cell is written twice.",
        ),
    }
}

/// The file of an edition in the examples.
const EDITION: &str = "content/editions/001.toml";

fn of_editions(code: Code) -> Lesson {
    match code {
        Code::EditionNumber => lesson(
            EDITION,
            "content/editions/003.toml      (and no 002.toml)",
            "Put the file back that is missing: what was published stays in the ledger for ever.",
        ),
        Code::UnknownCell => lesson(
            EDITION,
            "cells = [\"2026-Q3/truts:mean/-/internal/-\"]",
            "Put the ledger back as `publish` wrote it. Ids are never deleted or renamed: end a unit with `until` instead.",
        ),
        Code::Frozen => lesson(
            ANSWERS,
            "(a response that came after the wave was published)",
            "Put the answers back as they were published, or write reopen = true in the wave’s wave.toml.",
        ),
        Code::Reopened => lesson(
            WAVE,
            "reopen = true",
            "Run `rapportage publish --record`, which makes the new answers the next edition.",
        ),
        _ => lesson(
            WAVE,
            "[[invited]]\nsupplier = \"acme\"\nattributed = true      (confidential when people answered)",
            "Put `attributed` back as it was: people answered under that promise.",
        ),
    }
}

fn of_imports(code: Code) -> Lesson {
    match code {
        Code::Export => lesson(
            "export.csv",
            "Name,Answer      (which tool wrote this?)",
            "Name the tool with --dialect, or export the answers again as docs/import.md shows.",
        ),
        _ => lesson(
            "content/imports.toml",
            "[import.labels.agree5]      (without a line for the label \"No idea\")",
            "Say what it means: \"No idea\" = \"na\", or --label 'agree5:No idea=na'; for a column, --map 'COLUMN=ID' or =drop.",
        ),
    }
}

fn of_issues(code: Code) -> Lesson {
    match code {
        Code::MailLine => lesson(
            ISSUE,
            "subject = \"The newsletter of the procurement excellence team for July to September\"",
            "Put the finding first and the rest out: subject = \"Suppliers trust us less\".",
        ),
        Code::MailSize => lesson(
            ISSUE,
            "(an editorial of forty pages)",
            "Keep the editorial short, and link to a page that tells the rest.",
        ),
        Code::StillOpen => lesson(
            ISSUE,
            "wave = \"2026-Q4\"      (with `state = \"open\"`)",
            "Close the wave first, or tell of one that is closed.",
        ),
        _ => lesson(
            "content/site.toml",
            "# base_url = \"https://intranet.example/relationships/\"",
            "Say where the site will stand: base_url = \"https://intranet.example/relationships/\".",
        ),
    }
}

fn of_notes(code: Code) -> Lesson {
    match code {
        Code::BadSlug => lesson(
            STORY,
            "slug = \"Lead Time!\"",
            "Use small letters, digits and hyphens: slug = \"lead-time\".",
        ),
        Code::RepeatedSlug => lesson(
            STORY,
            "kind = \"story\"\nslug = \"lead-time\"      (another story has it already)",
            "Give one of the two a slug of its own.",
        ),
        Code::NoOutcome => lesson(
            STORY,
            "kind = \"story\"\ntitle = \"We met every week\"",
            "Say what came of it: outcome = \"lead time 14 to 9 days\".",
        ),
        Code::Directive => lesson(
            STORY,
            ":: scores 2026-Q3/trust",
            "Write :: score KEY, :: change KEY or :: chart NAME KEY as a paragraph of its own.",
        ),
        Code::UnknownLink => lesson(
            STORY,
            "See [the round table](@/notes/round-tabel.md).",
            "Name a file below content/, or a heading that the page has; the message suggests the nearest.",
        ),
        Code::UnsafeLink => lesson(
            STORY,
            "[Open](javascript:open())",
            "Link to https://, mailto: or tel:, or to another note.",
        ),
        Code::Picture => lesson(
            STORY,
            "![Our team](https://elsewhere.example/team.jpg)",
            "Take the picture out, or describe in words what it shows.",
        ),
        Code::RemovedHtml => lesson(
            STORY,
            "<script>alert(1)</script>",
            "Write it in Markdown; scripts, frames and styles are never kept.",
        ),
        _ => lesson(
            STORY,
            "---\ntitle: Lead time\n---",
            "Begin with a line +++, then TOML (title = \"Lead time\"), then another line +++.",
        ),
    }
}

fn of_answers(code: Code) -> Lesson {
    match code {
        Code::OutsideScale => lesson(
            ANSWERS,
            "[response.answers]\nreliability-1 = 6      (on a scale from 1 to 5)",
            "Give a point of the scale, or \"na\" for don’t know; leave out what was not answered.",
        ),
        Code::NotAsked => lesson(
            ANSWERS,
            "[response.answers]\nreliability-2 = 4      (not on the form `pulse`)",
            "Take the answer out, or mend `forms` and `audiences` of the item in survey.toml.",
        ),
        Code::OwnUnit => lesson(
            ANSWERS,
            "audience = \"supplier\"\nsupplier = \"acme\"\nunit = \"emea\"",
            "Take `unit` out: it is the unit of the supplier.",
        ),
        Code::OtherSupplier => lesson(
            ANSWERS,
            "id = \"7f3c9a4e21b05d86\"\naudience = \"supplier\"\nsupplier = \"birch\"      (and above as one of acme's)",
            "Keep the answers for the supplier that the person works for, and take the others out.",
        ),
        Code::RepeatedResponse => lesson(
            ANSWERS,
            "[[response]]\nid = \"7f3c9a4e21b05d86\"      (twice, about the same supplier)",
            "Keep the answers that count and take the others out.",
        ),
        Code::WrongWave => lesson(
            ANSWERS,
            "wave = \"2026-Q2\"",
            "Move the file to the folder of its wave, or correct the line.",
        ),
        Code::WrongSurvey => lesson(
            ANSWERS,
            "survey = \"partners\"      (survey.toml says id = \"partnership\")",
            "Keep answers to another instrument out of this site.",
        ),
        Code::WrongForm => lesson(
            ANSWERS,
            "form = \"pulse\"      (the wave sent out `full`)",
            "Correct `form` in the answers, or in the wave’s wave.toml.",
        ),
        Code::UnknownComment => lesson(
            "content/waves/2026-Q3/comments.toml",
            "[[comment]]\nid = \"7f3c9a4e21b05d86\"      (wrote no comment on this question)\nquestion = \"comment-trust\"\ndecision = \"approve\"",
            "Correct `id`, `supplier` or `question`, or take the decision out.",
        ),
        Code::MoreThanInvited => lesson(
            WAVE,
            "people = { internal = 12 }      (13 answered)",
            "Correct the number of people invited, or the unit that the answers name.",
        ),
        Code::MergedAudiences => lesson(
            "content/organisation.toml",
            "[[unit]]\nid = \"field-service\"      (4 people of each group answered)",
            "Nothing has to be done. To show the groups apart, put small units of one parent into a [[pool]].",
        ),
        Code::NotThen => lesson(
            ANSWERS,
            "unit = \"baltics\"      (until = 2026-03-31)",
            "Name the unit or supplier that took over, or correct `since` and `until`.",
        ),
        _ => lesson(
            ANSWERS,
            "[response.answers]\nreliabilty-1 = 4",
            "Correct the id; the message suggests the nearest one of survey.toml.",
        ),
    }
}

fn of_values(code: Code) -> Lesson {
    match code {
        Code::UnknownKey => lesson(
            "content/survey.toml",
            "[[dimension]]\nnmae.en = \"Trust\"",
            "Correct the spelling, or take the line out.",
        ),
        Code::WrongType => lesson(
            ANSWERS,
            "reliability-1 = \"4\"",
            "Write a number without quotes, a text with them, a day as 2026-09-21.",
        ),
        Code::OutOfRange => lesson(
            WAVE,
            "people = { internal = -1 }",
            "Give a number in the range that the message names.",
        ),
        Code::BadId => lesson(
            "content/organisation.toml",
            "[[unit]]\nid = \"Region North\"",
            "Use small letters, digits and hyphens: id = \"region-north\". The words index, response, all and explained are taken.",
        ),
        Code::RepeatedId => lesson(
            "content/suppliers.toml",
            "[[supplier]]\nid = \"acme\"      (twice)",
            "Give one of the two another id. Ids stay for ever, so change the one without answers.",
        ),
        Code::UnknownName => lesson(
            WAVE,
            "[[invited]]\nunit = \"benelx\"",
            "Correct the id, or declare what it names in its own file.",
        ),
        Code::UnknownValue => lesson(
            WAVE,
            "state = \"close\"",
            "Use one of the words that the message lists, here \"open\" or \"closed\".",
        ),
        Code::NoSuchDay => {
            lesson(WAVE, "closes = 2026-06-31", "Give a day that exists: 2026-06-30.")
        }
        Code::Untranslated => lesson(
            "content/survey.toml",
            "text.en = \"We keep our word.\"      (site.toml: languages = [\"en\", \"de\"])",
            "Add the text in the language that is missing: text.de = \"…\".",
        ),
        Code::Repeated => lesson(
            "content/survey.toml",
            "audiences = [\"internal\", \"internal\"]",
            "Say it once. Two waves cannot close on the same day, since that orders them.",
        ),
        Code::Conflict => lesson(
            WAVE,
            "[[invited]]\nunit = \"emea\"\nsupplier = \"acme\"",
            "Decide for one of the two statements; the message says why both cannot hold.",
        ),
        Code::DateOrder => lesson(
            WAVE,
            "opens = 2026-09-21\ncloses = 2026-09-01",
            "Swap or correct the days: what ends comes after what begins.",
        ),
        Code::Circle => lesson(
            "content/organisation.toml",
            "[[unit]]\nid = \"hen\"\nparent = \"egg\"\n[[unit]]\nid = \"egg\"\nparent = \"hen\"",
            "Give one of the units another parent, or none.",
        ),
        Code::TooMany => lesson(
            "content/survey.toml",
            "[[scale]]\nmin = 0\nmax = 500",
            "Stay within the number that the message names.",
        ),
        Code::BadUrl => lesson(
            "content/site.toml",
            "base_url = \"intranet.example\"",
            "Give the whole address: base_url = \"https://intranet.example/reports/\".",
        ),
        Code::BadLanguage => lesson(
            "content/site.toml",
            "languages = [\"english\"]",
            "Use codes: languages = [\"en\", \"de-CH\"].",
        ),
        Code::NotSmart => lesson(
            "content/goals.toml",
            "[[goal]]\nid = \"trust\"\ntext = \"Improve trust\"",
            "Add what the hints name: a measure, a day on which both sides agreed, an owner on each side, what it serves, a due day.",
        ),
        Code::Stale => lesson(
            "content/goals.toml",
            "[[goal]]\nid = \"answer-ideas\"\nreviewed = 2025-02-10",
            "Go through it with the other side and set `reviewed` to that day.",
        ),
        Code::TooLong => lesson(
            "content/survey.toml",
            "name.en = \"…\"      (thousands of characters)",
            "Shorten it; long texts belong in a note.",
        ),
        _ => lesson(
            "content/organisation.toml",
            "[purpose]\ntext = \"Better work together\"",
            "Add the key that the message names, here reviewed = 2026-03-02.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_kind_of_mistake_has_an_example_of_its_own() {
        let mut seen = BTreeMap::new();
        for &code in Code::ALL {
            let Lesson { file, example, mend } = code.lesson();
            assert!(!file.is_empty() && !example.is_empty(), "{code:?}");
            assert!(mend.ends_with('.'), "{code:?}: {mend}");
            if let Some(other) = seen.insert((file, example), code) {
                panic!("{code:?} has the example of {other:?}");
            }
        }
    }
}
