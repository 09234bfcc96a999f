//! An issue as plain text, for those who read mail so.

use crate::view::{Card, IssuePage, Sentence, Shell, Words};

/// How many characters a line holds.
const WIDTH: usize = 72;

/// The text. `address` makes a whole address of a link.
pub(super) fn text(
    view: &IssuePage,
    shell: &Shell,
    words: &Words,
    address: &dyn Fn(&str) -> String,
) -> String {
    let say = |name: &str| words.get(&format!("newsletter.{name}"));
    let mut out = Lines::default();
    out.heading(&view.subject, '=');
    out.paragraph(0, &format!("{} · {}", shell.organisation, view.date.plain()));
    if shell.sample {
        out.paragraph(0, &say("sample"));
    }
    out.blank();
    out.paragraph(0, &format!("{}: {}", view.wave.plain(), view.verdict.plain()));
    if !view.decision.is_empty() {
        out.paragraph(0, &format!("{}: {}", say("decision"), view.decision));
    }
    for told in &view.editorial {
        let said = std::iter::once(told.said.plain()).filter(|said| !said.is_empty());
        for paragraph in plain(&told.html, address).into_iter().chain(said) {
            out.blank();
            out.paragraph(0, &paragraph);
        }
    }
    out.heading(&say("scores"), '-');
    for score in &view.scores {
        let told = [&score.score, &score.interval, &score.change, &score.target];
        out.paragraph(0, &format!("{}: {}", score.label, joined(&told)));
    }
    out.paragraph(0, &view.answered.plain());
    for picture in &view.pictures {
        out.heading(&picture.exhibit.title.plain(), '-');
        out.paragraph(0, &picture.exhibit.summary.plain());
        for row in &picture.exhibit.table.told_by_row() {
            out.paragraph(2, &row.plain());
        }
    }
    for (name, cards) in [("stories", &view.stories), ("awards", &view.awards)] {
        out.cards(&say(name), cards, &say("outcome"), address);
    }
    if !view.next.is_empty() {
        out.heading(&say("next"), '-');
        for step in &view.next {
            out.paragraph(0, &format!("- {}, {}: {}", step.owner, step.due.plain(), step.action));
        }
    }
    out.blank();
    out.paragraph(0, &view.scale.plain());
    for (name, link) in [("report", &view.report), ("web", &view.here), ("method", &view.method)] {
        out.paragraph(0, &format!("{}: {}", say(name), address(link)));
    }
    out.text
}

fn joined(sentences: &[&Sentence]) -> String {
    let said = sentences.iter().filter(|sentence| !sentence.is_empty());
    said.map(|sentence| sentence.plain()).collect::<Vec<_>>().join(" · ")
}

/// Text that grows line by line.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn heading(&mut self, text: &str, mark: char) {
        self.blank();
        let start = self.text.len();
        self.paragraph(0, text);
        let width = self.text[start..].lines().map(|line| line.chars().count()).max().unwrap_or(0);
        self.text.extend(std::iter::repeat_n(mark, width));
        self.text.push('\n');
    }

    /// A paragraph broken into lines at its plain spaces, each this far from the edge; the lines of an
    /// entry in a list stand under its words.
    fn paragraph(&mut self, indent: usize, text: &str) {
        let hanging = indent + if text.starts_with("- ") { 2 } else { 0 };
        let mut width = indent;
        self.text.push_str(&" ".repeat(indent));
        for (at, word) in text.split([' ', '\n']).filter(|word| !word.is_empty()).enumerate() {
            let length = word.chars().count();
            if at > 0 && width + 1 + length > WIDTH {
                self.text.push('\n');
                self.text.push_str(&" ".repeat(hanging));
                width = hanging;
            } else if at > 0 {
                self.text.push(' ');
                width += 1;
            }
            self.text.push_str(word);
            width += length;
        }
        self.text.push('\n');
    }

    fn cards(
        &mut self,
        heading: &str,
        cards: &[Card],
        outcome: &str,
        address: &dyn Fn(&str) -> String,
    ) {
        if cards.is_empty() {
            return;
        }
        self.heading(heading, '-');
        for card in cards {
            self.blank();
            self.paragraph(0, &card.title);
            if !card.outcome.is_empty() {
                self.paragraph(2, &format!("{outcome} {}", card.outcome));
            }
            if !card.summary.is_empty() {
                self.paragraph(2, &card.summary);
            }
            self.paragraph(2, &address(&card.href));
        }
    }
}

/// Elements that begin a line of their own.
const BLOCKS: [&str; 12] =
    ["p", "li", "ul", "ol", "h2", "h3", "h4", "blockquote", "tr", "div", "pre", "br"];

/// The paragraphs of safe HTML. A link is followed by its address, an entry of a list by a mark.
fn plain(html: &str, address: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut link = None;
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        push(&mut paragraphs, text);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match (tag.starts_with('/'), name) {
            (false, "a") => link = href(tag),
            (true, "a") => {
                let leads = link.take().filter(|link: &String| !link.starts_with('#'));
                if let Some(link) = leads {
                    push(&mut paragraphs, &format!(" ({})", address(&link)));
                }
            }
            (is_end, name) if BLOCKS.contains(&name) => {
                paragraphs.push(String::new());
                if !is_end && name == "li" {
                    push(&mut paragraphs, "- ");
                }
            }
            _ => {}
        }
    }
    push(&mut paragraphs, rest);
    let whole = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    paragraphs.into_iter().map(whole).filter(|text| !text.is_empty() && text != "-").collect()
}

fn push(paragraphs: &mut [String], text: &str) {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let text = text.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&");
    if let Some(last) = paragraphs.last_mut() {
        last.push_str(&text);
    }
}

fn href(tag: &str) -> Option<String> {
    let (_, rest) = tag.split_once("href=\"")?;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editorial_reads_as_text() {
        let html = "<p>One &amp; <a href=\"@/method\">two</a>.</p>\n<ul>\n<li>a</li><li><p>b</p></li></ul>";
        let address = |link: &str| link.replace("@/", "https://x.example/");
        assert_eq!(plain(html, &address), ["One & two (https://x.example/method).", "- a", "b"]);
        assert_eq!(plain("<p>cut <a href=", &address), ["cut"]);
    }

    #[test]
    fn lines_are_no_longer_than_a_mail_program_shows() {
        let mut lines = Lines::default();
        lines.heading("H", '-');
        lines.paragraph(0, &"word ".repeat(40));
        assert!(lines.text.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(lines.text.starts_with("H\n-\nword word"), "{}", lines.text);
    }
}
