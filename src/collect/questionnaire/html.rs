//! The questionnaire as a page that Word opens: numbers and letters are written out, since the quick
//! import of Microsoft Forms looks for them.

use super::Questionnaire;
use super::text::lettered;
use std::fmt::Write;

/// The questionnaire as a page for Word.
pub fn html(sheet: &Questionnaire) -> String {
    let title = escaped(&sheet.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         </head>\n<body>\n<h1>{title}</h1>\n",
        escaped(&sheet.language)
    );
    let mut number = 0;
    for part in &sheet.parts {
        // Writing into a string cannot fail.
        let _ = writeln!(page, "<h2>{}</h2>", escaped(&part.title));
        for asked in &part.asked {
            number += 1;
            let _ = writeln!(page, "<p>{number}. {}</p>", escaped(&asked.text));
            for (letter, label) in lettered(asked) {
                let _ = writeln!(page, "<p>{letter}. {}</p>", escaped(label));
            }
        }
    }
    page + "</body>\n</html>\n"
}

pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
