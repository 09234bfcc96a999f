//! What the search looks through: a script that is nothing but a list, with a page a line. The summary
//! of a page has its keys or its source beside it; nothing else in a line may hold a figure.

use super::{
    Mark, Passage, Reading, Setting, check_keys, check_source, has_digit, keys, names::plain,
};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The first line and the last.
const AROUND: [&str; 2] = ["globalThis.searchIndex = [", "];"];

/// Reads the list.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(1);
    for (at, (own, number)) in lines.iter().zip(1u64..).enumerate() {
        let is_around = at == 0 && *own == AROUND[0] || at > 0 && at == last && *own == AROUND[1];
        if is_around || own.is_empty() {
            continue;
        }
        match serde_json::from_str::<Map<String, Value>>(own.strip_suffix(',').unwrap_or(own)) {
            Ok(entry) => read_entry(&entry, number, &mut reading),
            Err(_) => {
                let message = "this line is no page of a search, and the audit cannot read it";
                reading.faults.push((number, message.to_owned()));
            }
        }
    }
    reading
}

fn read_entry(entry: &Map<String, Value>, line: u64, reading: &mut Reading) {
    let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
    let mark = match (text("cell"), text("source")) {
        ("", "") => Mark::None,
        ("", source) => Mark::Source(source.into()),
        (cells, _) => Mark::Cells(keys(cells)),
    };
    check_keys(text("cell"), line, reading);
    if let Mark::Source(source) = &mark {
        check_source(source, line, reading);
    }
    if let Mark::Cells(cells) = &mark {
        reading.keys.extend(cells.iter().filter(|key| key.contains(':')).cloned());
    }
    reading.leads.push((line, text("page").to_owned()));
    for (name, value) in entry {
        match (name.as_str(), value) {
            ("page" | "cell" | "source", Value::String(_)) => {}
            ("summary", Value::String(text)) => passage(text, mark.clone(), line, reading),
            ("headings", Value::Array(list)) => {
                list.iter().for_each(|heading| read_heading(heading, line, reading));
            }
            _ => read_value(value, line, reading),
        }
        passage(name, Mark::None, line, reading);
    }
}

/// A heading and its anchor. Where a link leads is nothing that people read.
fn read_heading(heading: &Value, line: u64, reading: &mut Reading) {
    match heading.as_array().map(Vec::as_slice) {
        Some([Value::String(text), Value::String(_)]) => passage(text, Mark::None, line, reading),
        _ => read_value(heading, line, reading),
    }
}

/// Something else: whatever it is, it has no key.
fn read_value(value: &Value, line: u64, reading: &mut Reading) {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    passage(&text, Mark::None, line, reading);
}

fn passage(text: &str, mark: Mark, line: u64, reading: &mut Reading) {
    if !has_digit(text) {
        return;
    }
    let place = match (&mark, text.contains(char::is_alphabetic)) {
        (Mark::None, true) => Setting::Prose,
        (Mark::None, false) => Setting::Label,
        _ => Setting::Figures,
    };
    let text: Arc<str> = plain(text).into();
    let part = 0..text.len();
    reading.passages.push(Passage { mark, place, text, part, line });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(line: &str) -> Reading {
        read(
            format!("globalThis.searchIndex = [\n{line},\n{{\"page\":\"b.html\"}}\n];\n")
                .as_bytes(),
        )
    }

    #[test]
    fn only_the_summary_has_the_key_of_its_entry() {
        let reading = list(
            r#"{"page":"2.html","title":"n 3","cell":"w/t:mean/-/a/-","summary":"Trust 64","headings":[["5 of 6","7"]]}"#,
        );
        let told = |one: &Passage| (one.line, one.text.to_string(), one.mark != Mark::None);
        let told: Vec<_> = reading.passages.iter().map(told).collect();
        let expected = [("n 3", false), ("Trust 64", true), ("5 of 6", false)];
        assert_eq!(told, expected.map(|(text, marked)| (2, text.to_owned(), marked)));
        assert!(reading.keys.contains("w/t:mean/-/a/-"));
        assert_eq!(reading.leads, [(2, "2.html".to_owned()), (3, "b.html".to_owned())]);
        assert!(reading.faults.is_empty());
    }

    #[test]
    fn anything_else_is_read_as_text_or_told() {
        assert_eq!(list(r#"{"page":"a.html","more":{"n":[3]}}"#).passages.len(), 1);
        assert_eq!(list(r#"{"page":"a.html","summary":["a 3"]}"#).passages.len(), 1);
        assert_eq!(list(r#"{"page":"a.html","headings":["n 3",["a","b","4"]]}"#).passages.len(), 2);
        for line in ["var n = 3", "{\"page\":\"a.html\"} // 3", "];", "[3]"] {
            assert_eq!(list(line).faults.len(), 1, "{line}");
        }
        assert_eq!(read(b"var n = 3").faults.len(), 1);
    }
}
