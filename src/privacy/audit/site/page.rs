//! Pages, drawings and feeds: HTML, SVG and XML, token by token.
//!
//! Every text is read with the marks of the nearest element around it: `data-cell` (the figures of
//! these keys), `data-source` (no figure of the survey), or none. The way from a number to its
//! explanation ends in its key, which counts as `data-cell` where there is none. In a row with a key and no figure,
//! the head of each column names the figure (`data-figure`). So are the texts of attributes, but those
//! that say how something is drawn or where it lies: what a reader hears (alt, title, aria-label), the
//! values of meters and fields, the description of a page, and the width of a bar in a message.

use super::attributes::{Heard, heard, is_technical};
use super::elements::{is_inline, is_unended, is_void};
use super::{
    Mark, Passage, Reading, Setting, check_keys, check_source, has_digit, keys, names::plain,
};
use crate::privacy::audit::key;
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(String::from_utf8_lossy(bytes).as_ref()));
    let reader = Reader::default();
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    // Nothing runs scripts here, so the tokenizer pauses at them and is told to go on.
    while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    let mut page = tokenizer.sink.page.into_inner();
    page.end_block();
    page.reading
}

#[derive(Default)]
struct Reader {
    page: RefCell<Page>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let Ok(mut page) = self.page.try_borrow_mut() else { return TokenSinkResult::Continue };
        page.line = line;
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return page.open(&tag),
            Token::TagToken(tag) => page.close(&tag.name),
            Token::CharacterTokens(text) => page.text(&text),
            Token::CommentToken(text) if has_digit(&text) => {
                let message = "a comment in the page holds digits".to_owned();
                page.reading.faults.push((line, message));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// An element that is open.
struct Element {
    name: LocalName,
    mark: Mark,
    is_drawing: bool,
    is_figure: bool,
    /// Whether it mentions a footnote or lists them; links there have numbers of their own.
    is_footnote: bool,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    /// The figure of each column; empty for words.
    figures: Vec<String>,
    /// The column that the next cell stands in.
    column: usize,
    /// The key of the row, if it has one without a figure.
    row: String,
    /// Whether any row or column is marked: then it is a table of figures.
    is_marked: bool,
}

/// A stretch of text with one mark.
struct Run {
    mark: Mark,
    part: Range<usize>,
    line: u64,
    is_footnote: bool,
}

#[derive(Default)]
struct Page {
    reading: Reading,
    line: u64,
    open: Vec<Element>,
    tables: Vec<Table>,
    block: String,
    runs: Vec<Run>,
}

/// The key that a link to an explanation ends in.
fn linked<'t>(name: &str, tag: &'t Tag) -> Option<&'t str> {
    let (_, key) = attribute(tag, "href").filter(|_| name == "a")?.rsplit_once('#')?;
    (key::is_key(key) && !key::figure_of(key).is_empty()).then_some(key)
}

impl Page {
    fn open(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if is_unended(name) {
            self.end_unended(name);
        }
        if !is_inline(name) {
            self.end_block();
        }
        if name == "br" {
            self.block.push(' ');
        }
        let element = self.element(tag);
        self.attributes(tag, &element);
        let has_end = !tag.self_closing && !is_void(name);
        if has_end {
            self.open.push(element);
        }
        match name {
            "script" if has_end => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" if has_end => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }

    /// The element with the mark that texts in it have.
    fn element(&mut self, tag: &Tag) -> Element {
        let name = &*tag.name;
        let around = self.open.last();
        let mut mark = around.map_or(Mark::None, |element| element.mark.clone());
        let is_drawing = name == "svg" || around.is_some_and(|element| element.is_drawing);
        let is_figure = name == "figure" || around.is_some_and(|element| element.is_figure);
        let (cell, source) = (attribute(tag, "data-cell"), attribute(tag, "data-source"));
        let cell = cell.or_else(|| linked(name, tag));
        if let Some(source) = source {
            mark = Mark::Source(source.into());
        }
        // In feeds and sitemaps: addresses and moments. HTML has no such elements.
        if ["loc", "id", "updated"].contains(&name) {
            mark = Mark::Source("date".into());
        }
        if name == "table" {
            self.tables.push(Table::default());
        }
        if let Some(cell) = cell.filter(|cell| !cell.trim().is_empty()) {
            let keys = keys(cell);
            self.note_keys(&keys, attribute(tag, "data-spread") == Some("pooled"));
            mark = Mark::Cells(keys);
            if let (Some(table), "tr") = (self.tables.last_mut(), name) {
                (table.is_marked, mark) = (true, Mark::None);
                cell.clone_into(&mut table.row);
            }
        } else if let (Some(table), "tr") = (self.tables.last_mut(), name) {
            table.row.clear();
        }
        if let Some(own) = self.in_table(name, tag) {
            mark = own;
        }
        let class = attribute(tag, "class").unwrap_or_default();
        let is_footnote = class == "footnote-reference"
            || class == "footnotes"
            || self.open.last().is_some_and(|around| around.is_footnote);
        Element { name: tag.name.clone(), mark, is_drawing, is_figure, is_footnote }
    }

    /// Moves on in a table, and gives the mark that row and column make together.
    fn in_table(&mut self, name: &str, tag: &Tag) -> Option<Mark> {
        let table = self.tables.last_mut()?;
        match name {
            "tr" => table.column = 0,
            "td" | "th" => {
                let at = table.column;
                let span = attribute(tag, "colspan").and_then(|span| span.parse::<usize>().ok());
                table.column += span.unwrap_or(1).clamp(1, 1000);
                if let Some(figure) = attribute(tag, "data-figure") {
                    table.is_marked = true;
                    table.figures.resize(table.figures.len().max(at + 1), String::new());
                    figure.clone_into(&mut table.figures[at]);
                    return None;
                }
                let figure = table.figures.get(at).filter(|figure| !figure.is_empty())?;
                if table.row.is_empty() || attribute(tag, "data-cell").is_some() {
                    return None;
                }
                let key: Arc<str> = key::with_figure(&table.row, figure).into();
                return Some(Mark::Cells([key].into()));
            }
            _ => {}
        }
        None
    }

    fn note_keys(&mut self, keys: &[Arc<str>], is_pooled: bool) {
        for key in keys {
            if is_pooled {
                self.reading.pooled.insert(key::cell_of(key));
            }
            if !key::figure_of(key).is_empty() {
                self.reading.keys.insert(Arc::clone(key));
            }
        }
    }

    /// Reads every attribute that could say a number, whether it is shown, read aloud or hidden.
    fn attributes(&mut self, tag: &Tag, element: &Element) {
        let meta = ["name", "property"].iter().find_map(|name| attribute(tag, name));
        let is_technical = &*tag.name == "meta" && is_technical(meta.unwrap_or_default());
        for attr in &tag.attrs {
            let (name, value) = (&*attr.name.local, &*attr.value);
            let is_own =
                element.is_footnote && &*tag.name == "a" || name == "content" && is_technical;
            match name {
                "data-cell" => check_keys(value, self.line, &mut self.reading),
                "data-source" => check_source(value, self.line, &mut self.reading),
                "data-figure" if key::family(value).is_some() => {}
                _ if is_own || !has_digit(value) => {}
                _ => match heard(&tag.name, name, value) {
                    Heard::Nothing => {}
                    Heard::Told(texts) => texts.iter().for_each(|text| self.spoken(text, element)),
                    Heard::Hidden => self.hidden(name, value),
                },
            }
        }
    }

    fn hidden(&mut self, name: &str, value: &str) {
        let message = format!("the attribute `{name}` holds digits: `{value}`");
        self.reading.faults.push((self.line, message));
    }

    fn spoken(&mut self, value: &str, element: &Element) {
        if !has_digit(value) {
            return;
        }
        let beside = element.is_figure || element.is_drawing || element.mark != Mark::None;
        let text: Arc<str> = plain(value).into();
        self.reading.passages.push(Passage {
            mark: element.mark.clone(),
            place: if beside { Setting::Figures } else { Setting::Prose },
            part: 0..text.len(),
            text,
            line: self.line,
        });
    }

    fn close(&mut self, name: &str) {
        if !is_inline(name) {
            self.end_block();
        }
        if let Some(at) = self.open.iter().rposition(|element| &*element.name == name) {
            self.open.truncate(at);
        }
        if name == "table" {
            self.tables.pop();
        }
    }

    /// Ends an element of this kind whose end was left out, but none outside the list or table
    /// that it would be in.
    fn end_unended(&mut self, name: &str) {
        let border = ["table", "ul", "ol", "dl", "select", "svg", "figure", "section", "div"];
        let inner = self.open.iter().rposition(|element| border.contains(&&*element.name));
        let start = inner.map_or(0, |at| at + 1);
        let open = self.open[start..].iter().position(|element| &*element.name == name);
        if let Some(at) = open {
            self.end_block();
            self.open.truncate(start + at);
        }
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.open.last() else { return self.run(text, Mark::None, false) };
        match &*element.name {
            "style" if text.contains("content:") && has_digit(text) => self.sheet(text),
            "style" => {}
            "script" => self.script(text),
            _ => {
                let is_footnote = element.is_footnote && &*element.name == "a";
                let mark = element.mark.clone();
                self.run(text, mark, is_footnote);
            }
        }
    }

    /// A style sheet can put words on the page, but none with digits.
    fn sheet(&mut self, text: &str) {
        let words = text.split("content:").skip(1).filter_map(|rest| rest.split([';', '}']).next());
        if words.into_iter().any(has_digit) {
            let message = "a style sheet in the page puts digits on it".to_owned();
            self.reading.faults.push((self.line, message));
        }
    }

    /// A script in the page could hold anything.
    fn script(&mut self, text: &str) {
        if has_digit(text) {
            let message = "a script in the page holds digits, and the audit cannot read it";
            self.reading.faults.push((self.line, message.to_owned()));
        }
    }

    fn run(&mut self, text: &str, mark: Mark, is_footnote: bool) {
        let start = self.block.len();
        for letter in text.chars() {
            match letter.is_whitespace() {
                true if self.block.ends_with(' ') => {}
                true => self.block.push(' '),
                false => self.block.push(letter),
            }
        }
        let part = start..self.block.len();
        match self.runs.last_mut() {
            Some(last) if last.mark == mark && last.is_footnote == is_footnote => {
                last.part.end = part.end;
            }
            _ => self.runs.push(Run { mark, part, line: self.line, is_footnote }),
        }
    }

    /// A text ends: what it says is kept, if it has digits.
    fn end_block(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let block = std::mem::take(&mut self.block);
        if !has_digit(&block) {
            return;
        }
        let place = self.setting(&runs);
        let text: Arc<str> = block.into();
        for run in runs.into_iter().filter(|run| !run.is_footnote) {
            let own = &text[run.part.clone()];
            if !has_digit(own) {
                continue;
            }
            let is_name = run.mark == Mark::Source("date".into()) || place == Setting::Label;
            if is_name && own.contains(char::is_alphabetic) {
                self.reading.names.push(own.trim().to_owned());
            }
            if let Mark::Cells(keys) = &run.mark {
                // Row and column make a key also where a dash stands; only here it has a number.
                let full = keys.iter().filter(|key| key.contains(':'));
                self.reading.keys.extend(full.cloned());
            }
            self.reading.passages.push(Passage {
                mark: run.mark,
                place,
                text: Arc::clone(&text),
                part: run.part,
                line: run.line,
            });
        }
    }

    /// Where the text that ends here stands.
    fn setting(&self, runs: &[Run]) -> Setting {
        let around = self.open.last();
        let in_cell = self.open.iter().rev().find(|element| ["td", "th"].contains(&&*element.name));
        let in_table = in_cell.is_some() && self.tables.last().is_some_and(|table| table.is_marked);
        let is_head = in_cell.is_some_and(|element| &*element.name == "th");
        let in_figure = around.is_some_and(|element| element.is_figure);
        if around.is_some_and(|element| element.is_drawing) {
            Setting::Drawing
        } else if is_head && (in_table || in_figure) {
            Setting::Label
        } else if in_table || in_figure || runs.iter().any(|run| matches!(run.mark, Mark::Cells(_)))
        {
            Setting::Figures
        } else {
            Setting::Prose
        }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every passage: its mark, where it stands, and its text.
    fn told(html: &str) -> Vec<String> {
        let passage = |passage: &Passage| {
            let mark = match &passage.mark {
                Mark::None => "none".to_owned(),
                Mark::Source(source) => format!("from {source}"),
                Mark::Cells(keys) => keys.join(" "),
            };
            format!("{mark} | {:?} | {}", passage.place, &passage.text[passage.part.clone()])
        };
        let all = read(html.as_bytes()).passages;
        all.iter().filter(|passage| !passage.part.is_empty()).map(passage).collect()
    }

    #[test]
    fn a_text_has_the_marks_of_the_nearest_element() {
        let html = "<p>Trust <span data-cell=\"w/t:mean/-/a/-\">64</span> of \
                    <span data-source=axis>100</span>, 7</p><p>8";
        assert_eq!(
            told(html),
            [
                "w/t:mean/-/a/- | Figures | 64",
                "from axis | Figures | 100",
                "none | Figures | , 7",
                "none | Prose | 8"
            ]
        );
    }

    #[test]
    fn row_and_column_make_a_key() {
        let html = "<table><tr><th>What<th data-figure=mean>Score<th>95 %</tr>\
                    <tr data-cell='w/t/-/a/-'><th>Plant 2<td>64<td>7</table><td>5";
        assert_eq!(
            told(html),
            [
                "none | Label | 95 %",
                "none | Label | Plant 2",
                "w/t:mean/-/a/- | Figures | 64",
                "none | Figures | 7",
                "none | Prose | 5"
            ]
        );
    }

    #[test]
    fn what_is_read_aloud_is_read() {
        let html = "<meta name=description content='63 now' data-cell='w/i:mean/-/a/-'>\
                    <img alt='9 of 10'><svg data-cell=w/t/-/b/-><title>1</title><desc>2</desc>\
                    <text x=5>3</text></svg><!-- 4 --><script>5</script><i data-x=6>";
        assert_eq!(
            told(html),
            [
                "w/i:mean/-/a/- | Figures | 63 now",
                "none | Prose | 9 of 10",
                "w/t/-/b/- | Drawing | 1",
                "w/t/-/b/- | Drawing | 2",
                "w/t/-/b/- | Drawing | 3"
            ]
        );
        assert_eq!(read(html.as_bytes()).faults.len(), 3);
    }

    #[test]
    fn a_footnote_number_is_no_figure_and_nothing_panics() {
        assert_eq!(
            told("<p>as said<sup class=footnote-reference><a href='#f'>1</a></sup></p>"),
            [""; 0]
        );
        read(b"<table><tr data-cell=x><td data-figure><svg></table></svg></p></p>\xff<td>7<!--");
    }
}
