//! Several tables that are passed on together: as a spreadsheet, as one JSON document, or each as
//! comma-separated text.

use super::{Value, harmless, line, xlsx};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

/// Tables with what a reader must know before using them.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub organisation: String,
    /// Its date: that of the report, never a clock's.
    pub date: Date,
    /// What the sheet of notes is called.
    pub about: String,
    /// Notes, each with what it is about.
    pub notes: Vec<(String, String)>,
    /// The tables, the main one first.
    pub sheets: Vec<Sheet>,
}

/// One table: what each row says in each column; nothing where there is nothing to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name for programs.
    pub id: &'static str,
    /// Its name for people.
    pub title: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows, as long as there are columns.
    pub rows: Vec<Vec<Option<Value>>>,
}

impl Workbook {
    /// One JSON document: the notes, then each table as a list of objects without what is not there.
    pub fn json(&self) -> String {
        let mut head = Map::new();
        head.insert("title".to_owned(), self.title.as_str().into());
        head.insert("organisation".to_owned(), self.organisation.as_str().into());
        head.insert("date".to_owned(), self.date.to_string().into());
        let notes = self.notes.iter().map(|(name, text)| (name.clone(), text.as_str().into()));
        head.insert("notes".to_owned(), Json::Object(notes.collect()));
        let head = head.iter().map(|(name, value)| format!("  {}: {value}", Json::from(&**name)));
        let sheets = self.sheets.iter().map(Sheet::json);
        format!("{{\n{}\n}}\n", head.chain(sheets).collect::<Vec<_>>().join(",\n"))
    }

    /// Each table as comma-separated text under its name, the notes last.
    pub fn tables(&self) -> Vec<(&'static str, String)> {
        let mut tables: Vec<_> = self.sheets.iter().map(|sheet| (sheet.id, sheet.csv())).collect();
        let mut notes = String::new();
        line(&mut notes, ["note", "text"].into_iter());
        for (name, text) in &self.notes {
            let fields = [harmless(name), harmless(text)];
            line(&mut notes, fields.iter().map(String::as_str));
        }
        tables.push(("about", notes));
        tables
    }

    /// A spreadsheet (Office Open XML) with a sheet for the notes and one for each table. The same
    /// workbook gives the same bytes.
    ///
    /// # Errors
    /// What a spreadsheet cannot hold: a text of over 32,767 characters, over 1,048,575 rows.
    pub fn xlsx(&self) -> Result<Vec<u8>, String> {
        xlsx::write(self).map_err(|error| error.to_string())
    }
}

impl Sheet {
    /// Comma-separated text with the names of the columns first. No text in it is a formula.
    pub fn csv(&self) -> String {
        let mut out = String::new();
        line(&mut out, self.columns.iter().map(String::as_str));
        for row in &self.rows {
            let field = |value: &Option<Value>| match value {
                None => String::new(),
                Some(Value::Text(text)) => harmless(text),
                Some(value) => value.to_string(),
            };
            let fields: Vec<String> = row.iter().map(field).collect();
            line(&mut out, fields.iter().map(String::as_str));
        }
        out
    }

    fn json(&self) -> String {
        let object = |row: &Vec<Option<Value>>| {
            let filled = self.columns.iter().zip(row);
            let filled = filled.filter_map(|(name, value)| Some((name, value.as_ref()?)));
            let object = filled.map(|(name, value)| (name.clone(), value.json()));
            format!("    {}", Json::Object(object.collect()))
        };
        let rows: Vec<String> = self.rows.iter().map(object).collect();
        match rows.is_empty() {
            true => format!("  {}: []", Json::from(self.id)),
            false => format!("  {}: [\n{}\n  ]", Json::from(self.id), rows.join(",\n")),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use jiff::civil::date;

    pub(in crate::table) fn workbook() -> Workbook {
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        Workbook {
            title: "Report".into(),
            organisation: "Example".into(),
            date: date(2026, 9, 21),
            about: "Read me".into(),
            notes: vec![("Sample".into(), "Made up".into())],
            sheets: vec![
                Sheet {
                    id: "figures",
                    title: "Figures".into(),
                    columns: ["cell", "name", "mean", "p", "closes"].map(str::to_owned).to_vec(),
                    rows: vec![
                        vec![
                            text("w/trust/-/a/-"),
                            text("=Trust, \"now\""),
                            Some(Value::Whole(-64)),
                            Some(Value::Fixed(0.3, 2)),
                            Some(Value::Day(date(2026, 9, 21))),
                        ],
                        vec![text("w/goals/-/a/-"), None, text("<=5"), text("<.01"), None],
                    ],
                },
                Sheet { id: "goals", title: "Goals".into(), columns: Vec::new(), rows: Vec::new() },
            ],
        }
    }

    #[test]
    fn a_table_is_read_by_any_program() {
        let csv = workbook().sheets[0].csv();
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert_eq!(lines[0], "cell,name,mean,p,closes");
        assert_eq!(lines[1], "w/trust/-/a/-,\"'=Trust, \"\"now\"\"\",-64,0.30,2026-09-21");
        assert_eq!(lines[2], "w/goals/-/a/-,,<=5,<.01,");
    }

    #[test]
    fn a_document_leaves_out_what_is_not_there() {
        let json: Json = serde_json::from_str(&workbook().json()).unwrap();
        assert_eq!(json["notes"]["Sample"], "Made up");
        assert_eq!(json["figures"][0]["name"], "=Trust, \"now\"");
        assert_eq!(json["figures"][0]["p"], 0.3);
        assert_eq!(json["figures"][1].as_object().unwrap().len(), 3);
        assert_eq!(json["goals"], Json::Array(Vec::new()));
    }
}
