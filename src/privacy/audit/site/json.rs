//! Figures as JSON: objects with a field `cell`, and fields named after figures (or `value`, where the
//! key names the figure).

use super::{
    Mark, Passage, Reading, Setting, Value as Shown, check_keys, has_digit, names::plain,
    number::numbers,
};
use crate::privacy::audit::key;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => read_value(&value, &Mark::None, &mut reading),
        Err(error) => {
            reading.faults.push((error.line() as u64, format!("this is no JSON: {error}")))
        }
    }
    reading
}

/// Reads the list of files with their hashes, which holds nothing else.
pub(super) fn read_list(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let list = serde_json::from_slice::<Value>(bytes).unwrap_or_default();
    let is_hash = |value: &Value| {
        value.as_str().is_some_and(|hash| {
            hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    };
    let is_list = |value: &Value| value.as_object().is_some_and(|list| list.values().all(is_hash));
    let only = list.as_object().is_some_and(|list| {
        list.contains_key("files")
            && list.iter().all(|(name, value)| match name.as_str() {
                "files" | "arriving" => is_list(value),
                "generator" => value == "rapportage",
                "shared" => value.is_boolean(),
                _ => false,
            })
    });
    if !only {
        reading.faults.push((0, "the list of files holds something else".to_owned()));
    }
    reading
}

fn read_value(value: &Value, mark: &Mark, reading: &mut Reading) {
    match value {
        Value::Object(object) => read_object(object, mark, reading),
        Value::Array(list) => list.iter().for_each(|value| read_value(value, mark, reading)),
        Value::String(text) => passage(text, mark, reading),
        Value::Number(number) if *mark == Mark::None => {
            let message = format!("{number} is neither a published figure nor beside a key");
            reading.faults.push((0, message));
        }
        Value::Number(number) => passage(&number.to_string(), mark, reading),
        Value::Null | Value::Bool(_) => {}
    }
}

fn read_object(object: &Map<String, Value>, around: &Mark, reading: &mut Reading) {
    let cell = object.get("cell").and_then(Value::as_str).unwrap_or_default();
    let mark = match cell {
        "" => around.clone(),
        _ => Mark::Cells(super::keys(cell)),
    };
    check_keys(cell, 0, reading);
    if object.get("spread").and_then(Value::as_str) == Some("pooled") {
        reading.pooled.insert(key::cell_of(cell));
    }
    for (name, value) in object {
        let is_figure = name == "value" || key::family(name).is_some();
        match value {
            Value::String(_) if name == "cell" => {}
            Value::Number(_) | Value::String(_) if is_figure && !cell.is_empty() => {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                read_figure(&key::with_figure(cell, name), &text, reading);
            }
            _ => read_value(value, &mark, reading),
        }
        passage(name, &mark, reading);
    }
    if let Mark::Cells(keys) = &mark {
        reading.keys.extend(keys.iter().filter(|key| key.contains(':')).cloned());
    }
}

fn read_figure(key: &str, text: &str, reading: &mut Reading) {
    let key: Arc<str> = key.into();
    reading.keys.insert(Arc::clone(&key));
    for number in numbers(text) {
        let number = super::Number { is_negative: number.is_negative.or(Some(false)), ..number };
        reading.values.push(Shown { key: Arc::clone(&key), number, line: 0 });
    }
}

fn passage(text: &str, mark: &Mark, reading: &mut Reading) {
    if !has_digit(text) {
        return;
    }
    let place = if text.contains(char::is_alphabetic) { Setting::Prose } else { Setting::Label };
    let text: Arc<str> = plain(text).into();
    let part = 0..text.len();
    reading.passages.push(Passage { mark: mark.clone(), place, text, part, line: 0 });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_hold_figures_of_their_cell() {
        let reading = read(br#"[{"cell":"w/t/-/a/-","mean":64,"what":"Trust"},{"x":"n 7"}]"#);
        assert_eq!(&*reading.values[0].key, "w/t:mean/-/a/-");
        assert_eq!(reading.passages.len(), 1);
        assert_eq!(reading.passages[0].mark, Mark::None);
        assert!(!read(b"{\"a\":").faults.is_empty());
    }

    #[test]
    fn the_list_of_files_holds_hashes_only() {
        let hash = "a".repeat(64);
        let list = format!(r#"{{"generator":"rapportage","files":{{"index.html":"{hash}"}}}}"#);
        assert!(read_list(list.as_bytes()).faults.is_empty());
        assert!(!read_list(br#"{"files":{"a":"43"}}"#).faults.is_empty());
        assert!(!read_list(br#"{"files":{},"arriving":{"a":43}}"#).faults.is_empty());
        assert!(!read_list(br#"{"files":{},"n":3}"#).faults.is_empty());
    }
}
