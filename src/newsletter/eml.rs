//! A message as a file that mail programs open: MIME (RFC 2045 to 2049), written by hand, since the
//! same issue must give the same bytes. Its boundaries are hashes of what they enclose, its date is the
//! issue's, and it has neither sender nor receiver: `X-Unsent` opens it as a draft to be sent.

use crate::source::sha256;
use jiff::civil::{Date, Weekday};
use std::fmt::Write;

/// What goes into a message.
pub(super) struct Mail<'a> {
    pub subject: &'a str,
    pub date: Date,
    pub language: &'a str,
    pub text: &'a str,
    pub html: &'a str,
    /// Each picture: its address in the HTML, its name and its bytes.
    pub pictures: &'a [(&'a str, &'a str, &'a [u8])],
}

/// One part: headers and body.
struct Part {
    head: String,
    body: String,
}

/// The message: text, or HTML with its pictures, whichever a mail program can show.
pub(super) fn eml(mail: &Mail) -> String {
    let mut html = mail.html.to_owned();
    let mut related = Vec::new();
    for (address, name, png) in mail.pictures {
        let id = format!("{}.{name}@newsletter", &sha256(png)[..16]);
        html = html.replace(&format!("src=\"{address}\""), &format!("src=\"cid:{id}\""));
        related.push(Part {
            head: format!(
                "Content-Type: image/png; name=\"{name}\"\r\nContent-ID: <{id}>\r\n\
                 Content-Disposition: inline; filename=\"{name}\"\r\n\
                 Content-Transfer-Encoding: base64\r\n"
            ),
            body: base64_lines(png),
        });
    }
    related.insert(0, worded("html", &html));
    let related = multipart("related; type=\"text/html\"", &related);
    let whole = multipart("alternative", &[worded("plain", mail.text), related]);
    format!(
        "{}Date: {}\r\nMIME-Version: 1.0\r\nX-Unsent: 1\r\nContent-Language: {}\r\n{}\r\n{}",
        subject(mail.subject),
        date(mail.date),
        mail.language,
        whole.head,
        whole.body
    )
}

fn worded(kind: &str, text: &str) -> Part {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    Part {
        head: format!(
            "Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
        ),
        body: base64_lines(text.as_bytes()),
    }
}

/// Parts in one. No line of base64 can look like the boundary, which holds `_`.
fn multipart(kind: &str, parts: &[Part]) -> Part {
    let inside: String =
        parts.iter().map(|part| format!("{}\r\n{}", part.head, part.body)).collect();
    let boundary = format!("=_{}", &sha256(inside)[..32]);
    let mut body = String::new();
    for part in parts {
        body += &format!("--{boundary}\r\n{}\r\n{}\r\n", part.head, part.body);
    }
    body += &format!("--{boundary}--\r\n");
    Part { head: format!("Content-Type: multipart/{kind};\r\n boundary=\"{boundary}\"\r\n"), body }
}

/// The subject in words that may stand in a header (RFC 2047): at most 75 characters each.
fn subject(text: &str) -> String {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return format!("Subject: {text}\r\n");
    }
    let mut words: Vec<String> = vec![String::new()];
    for letter in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + letter.len_utf8() <= 39 => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    let words: Vec<_> =
        words.iter().map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes()))).collect();
    format!("Subject: {}\r\n", words.join("\r\n "))
}

/// A date as RFC 5322 wants it; the morning, since an issue has a day only.
fn date(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let day = match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
    let (month, year) = (month.copied().unwrap_or_default(), date.year());
    format!("{day}, {} {month} {year:04} 08:00:00 +0000", date.day())
}

/// RFC 4648, in lines of 76.
fn base64_lines(bytes: &[u8]) -> String {
    bytes.chunks(57).fold(String::with_capacity(bytes.len() * 7 / 5), |mut out, line| {
        // Writing into a string cannot fail.
        let _ = write!(out, "{}\r\n", base64(line));
        out
    })
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        let tests = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let made = tests.map(|text| base64(text.as_bytes()));
        assert_eq!(made, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn headers_are_as_the_standards_say() {
        assert_eq!(date(jiff::civil::date(2026, 9, 24)), "Thu, 24 Sep 2026 08:00:00 +0000");
        assert_eq!(subject("Trust fell"), "Subject: Trust fell\r\n");
        assert_eq!(subject("Während"), "Subject: =?utf-8?B?V8OkaHJlbmQ=?=\r\n");
        let long = subject(&"ä".repeat(49));
        assert!(long.lines().all(|line| line.len() <= 76), "{long}");
    }

    #[test]
    fn a_message_holds_text_or_html_with_its_pictures() {
        let mail = Mail {
            subject: "S",
            date: jiff::civil::date(2026, 9, 24),
            language: "en",
            text: "a\nb",
            html: "<img src=\"https://x.example/a.png\">",
            pictures: &[("https://x.example/a.png", "a.png", b"png")],
        };
        let made = eml(&mail);
        assert_eq!(made, eml(&mail));
        let kinds: Vec<_> =
            made.lines().filter_map(|line| line.strip_prefix("Content-Type: ")).collect();
        assert_eq!(
            kinds,
            [
                "multipart/alternative;",
                "text/plain; charset=utf-8",
                "multipart/related; type=\"text/html\";",
                "text/html; charset=utf-8",
                "image/png; name=\"a.png\"",
            ]
        );
        let id = made.lines().find_map(|line| line.strip_prefix("Content-ID: <")).unwrap_or("");
        let shown = format!("<img src=\"cid:{}\">", id.trim_end_matches('>'));
        assert!(made.contains(&base64_lines(shown.as_bytes())), "{made}");
        assert!(made.contains("YQ0KYg=="), "lines end as mail wants it");
    }
}
