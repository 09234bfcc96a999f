//! A form as JSON Schema.
//!
//! Plug-ins for TOML know the older keywords best, and some follow no reference: so this is draft 7, whole in
//! each place. A day is a text with the format `date` there, which is how they see it.

use super::form::{Form, Key, Table};
use crate::content::RESERVED;
use serde_json::{Map, Value, json};

/// The schema of a file whose keys are these.
pub(super) fn schema(title: &str, about: &str, table: &Table) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    schema.insert("title".into(), title.into());
    schema.insert("description".into(), about.into());
    schema.extend(object(table));
    Value::Object(schema)
}

/// A table and nothing else in it.
fn object(table: &Table) -> Map<String, Value> {
    let needed: Vec<&str> = table.iter().filter(|key| key.is_needed).map(|key| key.name).collect();
    let properties = table.iter().map(|key| (key.name.to_owned(), property(key)));
    let mut object = Map::new();
    object.insert("type".into(), "object".into());
    if !needed.is_empty() {
        object.insert("required".into(), needed.into());
    }
    object.insert("properties".into(), Value::Object(properties.collect()));
    object.insert("additionalProperties".into(), false.into());
    object
}

fn property(key: &Key) -> Value {
    let mut property = Map::new();
    property.insert("description".into(), key.about.into());
    if let Some(default) = &key.default {
        property.insert("default".into(), default.clone());
    }
    if let Value::Object(form) = form(&key.form) {
        property.extend(form);
    }
    Value::Object(property)
}

fn form(form: &Form) -> Value {
    match form {
        Form::Text => json!({ "type": "string" }),
        Form::Words => json!({ "type": "string", "pattern": "\\S" }),
        Form::Sized(least, most) => {
            json!({ "type": "string", "minLength": least, "maxLength": most })
        }
        Form::Pattern(pattern) => json!({ "type": "string", "pattern": pattern }),
        Form::Id => json!({
            "type": "string",
            "pattern": super::form::ID,
            "not": { "enum": RESERVED },
        }),
        Form::OneOf(words) => json!({ "type": "string", "enum": words }),
        Form::Day => json!({ "type": "string", "format": "date" }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Whole(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Form::Integer => json!({ "type": "integer" }),
        Form::Number => json!({ "type": "number" }),
        Form::Weight => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Form::Single => json!({ "type": ["string", "number", "boolean"] }),
        Form::List(least, of) => list(*least, self::form(of)),
        Form::Table(table) => Value::Object(object(table)),
        Form::Tables(least, table) => list(*least, Value::Object(object(table))),
        Form::Map("", of) => json!({ "type": "object", "additionalProperties": self::form(of) }),
        Form::Map(pattern, of) => json!({
            "type": "object",
            "patternProperties": { *pattern: self::form(of) },
            "additionalProperties": false,
        }),
        Form::Either(forms) => {
            json!({ "anyOf": forms.iter().map(self::form).collect::<Vec<_>>() })
        }
    }
}

fn list(least: usize, of: Value) -> Value {
    match least {
        0 => json!({ "type": "array", "items": of }),
        least => json!({ "type": "array", "minItems": least, "items": of }),
    }
}
