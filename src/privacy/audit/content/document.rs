//! TOML, asked for values by name. What is absent or of another kind is nothing: the build has said
//! what is wrong with it.

use crate::privacy::audit::BigRational;
use toml::de::{DeTable, DeValue};

/// A table of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'a>(&'a DeTable<'a>);

impl<'a> Table<'a> {
    /// Parses a document and hands it over; of one with mistakes, the rest.
    pub fn with<T>(bytes: &[u8], use_it: impl FnOnce(Table<'_>) -> T) -> T {
        let text = String::from_utf8_lossy(bytes);
        let (table, _) = DeTable::parse_recoverable(&text);
        use_it(Table(table.get_ref()))
    }

    fn value(self, key: &str) -> Option<&'a DeValue<'a>> {
        self.0.get(key).map(toml::Spanned::get_ref)
    }

    /// A text.
    pub fn text(self, key: &str) -> Option<&'a str> {
        self.value(key)?.as_str()
    }

    /// A text to keep; empty if absent.
    pub fn owned(self, key: &str) -> String {
        self.text(key).unwrap_or_default().to_owned()
    }

    /// A whole number that is not negative.
    pub fn whole(self, key: &str) -> Option<u32> {
        whole(self.value(key)?)
    }

    /// A decimal number, exactly as written.
    pub fn decimal(self, key: &str) -> Option<BigRational> {
        match self.value(key)? {
            DeValue::Integer(number) => decimal(number.as_str()),
            DeValue::Float(number) => decimal(number.as_str()),
            _ => None,
        }
    }

    /// Whether a switch is on.
    pub fn flag(self, key: &str) -> bool {
        self.value(key).and_then(DeValue::as_bool).unwrap_or_default()
    }

    /// A day, as it is written.
    pub fn day(self, key: &str) -> String {
        self.value(key).and_then(DeValue::as_datetime).map(ToString::to_string).unwrap_or_default()
    }

    /// A table in it.
    pub fn table(self, key: &str) -> Option<Table<'a>> {
        self.value(key)?.as_table().map(Table)
    }

    /// The tables of a list.
    pub fn tables(self, key: &str) -> Vec<Table<'a>> {
        let list = self.value(key).and_then(DeValue::as_array);
        let list = list.into_iter().flat_map(|list| list.iter());
        list.filter_map(|value| value.get_ref().as_table().map(Table)).collect()
    }

    /// The texts of a list.
    pub fn texts(self, key: &str) -> Vec<String> {
        let list = self.value(key).and_then(DeValue::as_array);
        let list = list.into_iter().flat_map(|list| list.iter());
        list.filter_map(|value| value.get_ref().as_str().map(str::to_owned)).collect()
    }

    /// Its names.
    pub fn keys(self) -> impl Iterator<Item = &'a str> {
        self.0.keys().map(|key| key.get_ref().as_ref())
    }

    /// Its names, each with its value as a word: a number, or a text.
    pub fn words(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(|(key, value)| {
            let word = match value.get_ref() {
                DeValue::Integer(number) => number.as_str(),
                DeValue::Float(number) => number.as_str(),
                DeValue::String(text) => text,
                _ => return None,
            };
            Some((key.get_ref().as_ref(), word))
        })
    }

    /// Every text in it, however deep.
    pub fn every_text(self) -> Vec<String> {
        let mut open: Vec<&DeValue> = self.0.values().map(toml::Spanned::get_ref).collect();
        let mut texts = Vec::new();
        while let Some(value) = open.pop() {
            match value {
                DeValue::String(text) => texts.push(text.to_string()),
                DeValue::Array(list) => open.extend(list.iter().map(toml::Spanned::get_ref)),
                DeValue::Table(table) => open.extend(table.values().map(toml::Spanned::get_ref)),
                _ => {}
            }
        }
        texts
    }

    /// Every whole number in it, however deep.
    pub fn every_whole(self) -> Vec<u32> {
        let mut open: Vec<&DeValue> = self.0.values().map(toml::Spanned::get_ref).collect();
        let mut numbers = Vec::new();
        while let Some(value) = open.pop() {
            match value {
                DeValue::Array(list) => open.extend(list.iter().map(toml::Spanned::get_ref)),
                DeValue::Table(table) => open.extend(table.values().map(toml::Spanned::get_ref)),
                _ => numbers.extend(whole(value)),
            }
        }
        numbers
    }
}

fn whole(value: &DeValue<'_>) -> Option<u32> {
    let number = value.as_integer()?;
    u32::from_str_radix(number.as_str(), number.radix()).ok()
}

/// `1.25` as 5/4. No exponent: a weight has none.
fn decimal(text: &str) -> Option<BigRational> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 15 {
        return None;
    }
    let above: i64 = format!("{whole}{fraction}").parse().ok()?;
    let below = 10i64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    Some(BigRational::new(above.into(), below.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_and_nothing_panics() {
        let text =
            b"a = \"x\"\nw = 1.5\n[t]\nd = 2026-01-02\nl = [\"p\", 3]\n[[r]]\nn = 7\n[broken";
        Table::with(text, |table| {
            assert_eq!((table.text("a"), table.whole("a")), (Some("x"), None));
            assert_eq!(table.decimal("w"), Some(BigRational::new(3.into(), 2.into())));
            let inner = table.table("t").unwrap();
            assert_eq!((inner.day("d"), inner.texts("l")), ("2026-01-02".into(), vec!["p".into()]));
            assert_eq!(table.tables("r")[0].whole("n"), Some(7));
            assert_eq!(table.every_whole(), [3, 7]);
        });
        Table::with(b"\xff\xfe = ", |table| assert_eq!(table.text("a"), None));
    }
}
