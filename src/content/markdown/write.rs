//! Events of the parser as events that hold the HTML we want.

use super::directive::{Directive, is_directive, mark};
use super::footnotes::Footnotes;
use super::href;
use super::{Heading, Link, Markdown, Options, escape, slug};
use crate::content::Part;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spot;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, Event, HeadingLevel, LinkType, RefDefs, Tag, TagEnd,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Elements written by hand that are always taken out, and what to say of them.
const REMOVED: [&str; 12] = [
    "script", "style", "iframe", "object", "embed", "video", "audio", "svg", "form", "input",
    "button", "link",
];

/// How many tags of HTML written by hand a text may hold.
const MOST_TAGS: usize = 10_000;

/// What is ready to be pushed as HTML.
pub(super) struct Written<'a> {
    pub(super) events: Vec<Event<'a>>,
    pub(super) markdown: Markdown,
    /// Every id given away.
    pub(super) ids: BTreeSet<String>,
}

type Events<'a> = [(Event<'a>, Range<usize>)];

struct Writer<'e, 'a> {
    part: &'e Part<'a>,
    options: &'e Options<'e>,
    definitions: &'e RefDefs<'a>,
    to: &'e mut Diagnostics,
    out: Vec<Event<'a>>,
    markdown: Markdown,
    ids: BTreeSet<String>,
    /// How often each id came again.
    repeats: BTreeMap<String, usize>,
    /// Tags written by hand so far.
    tags: usize,
    /// Whether each link that is open was kept.
    links: Vec<bool>,
    table: Table,
    levels: Vec<HeadingLevel>,
    footnotes: Footnotes<'a>,
}

/// The table being written.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether the cell being written is a heading; an empty corner of the table is none.
    is_heading: bool,
    labels: BTreeSet<String>,
    /// How often each label came again.
    repeats: BTreeMap<String, usize>,
}

/// Writes all events of a text.
pub(super) fn write<'a>(
    events: &Events<'a>,
    definitions: &RefDefs<'a>,
    part: &Part<'a>,
    options: &Options<'_>,
    to: &mut Diagnostics,
) -> Written<'a> {
    let mut writer = Writer {
        part,
        options,
        definitions,
        to,
        out: Vec::with_capacity(events.len() + 8),
        markdown: Markdown::default(),
        ids: BTreeSet::new(),
        repeats: BTreeMap::new(),
        tags: 0,
        links: Vec::new(),
        table: Table::default(),
        footnotes: Footnotes::default(),
        levels: heading_levels(events),
    };
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        let next = &events[at + 1..];
        at += 1;
        match event {
            Event::Start(Tag::Paragraph) if writer.directives(range) => {
                at += length(next, |tag| matches!(tag, TagEnd::Paragraph));
            }
            _ => writer.event(event, range, next),
        }
    }
    writer.list_footnotes();
    Written { events: writer.out, markdown: writer.markdown, ids: writer.ids }
}

impl<'a> Writer<'_, 'a> {
    fn html(&mut self, html: impl Into<String>) {
        self.out.push(Event::Html(html.into().into()));
    }

    fn spot(&self, range: Range<usize>) -> Spot {
        let offset = self.part.offset;
        Spot::new(&self.part.file, range.start + offset..range.end + offset)
    }

    fn event(&mut self, event: &Event<'a>, range: &Range<usize>, next: &Events<'a>) {
        match event {
            Event::Start(tag) => self.start(tag, range, next),
            Event::End(tag) => self.end(*tag),
            Event::Html(html) | Event::InlineHtml(html) => {
                if self.count_tags(html, range) {
                    self.raw(html, range.start);
                    self.out.push(event.clone());
                }
            }
            Event::FootnoteReference(name) => self.mention(name),
            Event::TaskListMarker(done) => self.task(*done),
            _ => self.out.push(event.clone()),
        }
    }

    /// Takes a paragraph that is made of directives; false for any other. One that holds text as well is
    /// reported, for the lines of a paragraph run into each other.
    fn directives(&mut self, range: &Range<usize>) -> bool {
        let mut at = range.start;
        let lines = self.part.text[range.clone()].split_inclusive('\n').map(|line| {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            (line.trim(), start)
        });
        let lines: Vec<_> = lines.filter(|(line, _)| !line.is_empty()).collect();
        let Some(&(line, start)) = lines.iter().find(|(line, _)| is_directive(line)) else {
            return false;
        };
        if !lines.iter().all(|(line, _)| is_directive(line)) {
            let spot = self.spot(start..start + line.len());
            let message = "this line stands in a paragraph with other text";
            self.to.push(
                Diagnostic::error(Code::Directive, spot, message)
                    .label("expected an empty line before and after it")
                    .hint("a line that begins with `:: ` shows a published figure"),
            );
            return false;
        }
        for (line, start) in lines {
            self.html(mark(self.markdown.directives.len()));
            let spot = self.spot(start..start + line.len());
            self.markdown.directives.push(Directive::read(line, spot));
        }
        true
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>, next: &Events<'a>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(*level, next),
            Tag::BlockQuote(Some(kind)) => self.alert(*kind),
            Tag::Table(alignments) => self.open_table(alignments, next),
            Tag::TableHead => {
                self.table.in_head = true;
                self.open_row("<thead>\n<tr>");
            }
            Tag::TableRow => self.open_row("<tr>"),
            Tag::TableCell => self.open_cell(next),
            Tag::Link { link_type, dest_url, id, title } => {
                self.link(*link_type, dest_url, id, title, range);
            }
            Tag::Image { dest_url, .. } => self.picture(dest_url, range.clone()),
            Tag::FootnoteDefinition(name) => {
                self.footnotes.open(name, std::mem::take(&mut self.out));
            }
            _ => self.out.push(Event::Start(tag.clone())),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                self.out.push(Event::End(TagEnd::Heading(self.level(level))));
            }
            TagEnd::BlockQuote(Some(_)) => self.html("</aside>\n"),
            TagEnd::Table => self.html("</tbody>\n</table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.html("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.html("</tr>\n"),
            TagEnd::TableCell => self.html(if self.table.is_heading { "</th>" } else { "</td>" }),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.html("</a>");
                }
            }
            TagEnd::Image => {}
            TagEnd::FootnoteDefinition => {
                self.out = self.footnotes.close(std::mem::take(&mut self.out));
            }
            _ => self.out.push(Event::End(tag)),
        }
    }

    /// The level in the page: authors begin with one or two number signs and skip levels as they
    /// please; in the page the highest stands right below what is above the text.
    fn level(&self, level: HeadingLevel) -> HeadingLevel {
        let rank = self.levels.iter().position(|&used| used == level).unwrap_or(0);
        let level = usize::from(self.options.top) + rank;
        HeadingLevel::try_from(level).unwrap_or(HeadingLevel::H6)
    }

    fn heading(&mut self, level: HeadingLevel, next: &Events<'a>) {
        let text = words(next, |tag| matches!(tag, TagEnd::Heading(_)));
        let level = self.level(level);
        let id = self.unique(slug(&text));
        let number = level as u8;
        self.markdown.headings.push(Heading { level: number, id: id.clone(), text });
        self.out.push(Event::Start(Tag::Heading {
            level,
            id: Some(id.into()),
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
    }

    fn unique(&mut self, id: String) -> String {
        let mut free = id.clone();
        while !self.ids.insert(free.clone()) {
            let times = self.repeats.entry(id.clone()).or_default();
            *times += 1;
            free = format!("{id}-{times}");
        }
        free
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let words = self.options.words;
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", &words.note),
            BlockQuoteKind::Tip => ("tip", &words.tip),
            BlockQuoteKind::Important => ("important", &words.important),
            BlockQuoteKind::Warning => ("warning", &words.warning),
            BlockQuoteKind::Caution => ("caution", &words.caution),
        };
        let title = escape(title);
        self.html(format!(
            "<aside class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
        ));
    }

    fn task(&mut self, done: bool) {
        let words = self.options.words;
        let (symbol, word) = if done { ("☑", &words.done) } else { ("☐", &words.open) };
        let word = escape(word);
        self.out.push(Event::InlineHtml(
            format!(
                "<span class=\"task\" aria-hidden=\"true\">{symbol}</span> \
                 <span class=\"visually-hidden\">{word}:</span> "
            )
            .into(),
        ));
    }

    fn open_table(&mut self, alignments: &[Alignment], next: &Events<'a>) {
        let heads = words(next, |tag| matches!(tag, TagEnd::TableHead));
        let label = format!("{}: {heads}", self.options.words.table);
        let label = label.trim_end_matches(": ").to_owned();
        let mut unique = label.clone();
        while !self.table.labels.insert(unique.clone()) {
            let times = self.table.repeats.entry(label.clone()).or_insert(1);
            *times += 1;
            unique = format!("{label} ({times})");
        }
        let open = format!(
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>\n",
            escape(&unique)
        );
        self.table.alignments = alignments.to_vec();
        self.html(open);
    }

    fn open_row(&mut self, html: &str) {
        self.table.column = 0;
        self.html(html);
    }

    fn open_cell(&mut self, next: &Events<'a>) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        };
        self.table.column += 1;
        let is_empty = matches!(next.first(), Some((Event::End(TagEnd::TableCell), _)));
        self.table.is_heading = self.table.in_head && !is_empty;
        let element = if self.table.is_heading { "th scope=\"col\"" } else { "td" };
        self.html(format!("<{element}{class}>"));
    }

    fn link(
        &mut self,
        kind: LinkType,
        target: &str,
        label: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let place =
            href::place(self.part.text, range.clone(), kind, (label, target), self.definitions);
        let target = match kind {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        let link = Link { target, spot: self.spot(place) };
        let kept = self.check(&link);
        self.links.push(kept);
        if !kept {
            return;
        }
        let rel = match href::is_external(&link.target) {
            true => " rel=\"noopener noreferrer\"",
            false => "",
        };
        let title = match title {
            "" => String::new(),
            words => format!(" title=\"{}\"", escape(words)),
        };
        self.out.push(Event::InlineHtml(
            format!("<a href=\"{}\"{title}{rel}>", escape(&link.address())).into(),
        ));
    }

    /// Whether a link may stay.
    fn check(&mut self, link: &Link) -> bool {
        if href::is_safe(&link.target) {
            self.markdown.links.push(link.clone());
            return true;
        }
        let scheme = href::scheme(&link.target).unwrap_or_default();
        let message = format!("this link leads to `{scheme}:`");
        self.to.push(
            Diagnostic::error(Code::UnsafeLink, link.spot.clone(), message)
                .label("expected https:, http:, mailto:, tel: or a place in the site")
                .hint("the words stay, the link is taken out"),
        );
        false
    }

    fn picture(&mut self, target: &str, range: Range<usize>) {
        let spot = self.spot(range);
        let problem = if href::is_external(target) {
            Diagnostic::warning(
                Code::Picture,
                spot,
                format!("the picture `{target}` lies outside the site and is not shown"),
            )
            .label("its alternative text stands in its place")
            .hint("a page never fetches anything from elsewhere; link to the picture instead")
        } else {
            Diagnostic::error(Code::Picture, spot, format!("picture `{target}` not found"))
                .label("notes cannot show pictures yet")
                .hint("leave the picture out, or say in words what it shows")
        };
        self.to.push(problem);
    }

    /// Whether there is still room for HTML written by hand. Cleaning takes time with the square of the
    /// depth to which elements are nested, so a text may hold many of them, but not any number.
    fn count_tags(&mut self, html: &str, range: &Range<usize>) -> bool {
        let before = self.tags;
        self.tags += html.matches('<').count();
        if before <= MOST_TAGS && self.tags > MOST_TAGS {
            let message = format!("there are more than {MOST_TAGS} tags of HTML in this text");
            let spot = self.spot(range.clone());
            self.to.push(
                Diagnostic::error(Code::TooMany, spot, message)
                    .label("from here on HTML is left out")
                    .hint("write Markdown instead of HTML"),
            );
        }
        self.tags <= MOST_TAGS
    }

    /// Takes note of HTML written by hand; [`super::sanitise`] makes it safe later.
    fn raw(&mut self, html: &str, start: usize) {
        self.markdown.has_raw_html = true;
        for (range, target) in href::in_html(html) {
            let spot = self.spot(start + range.start..start + range.end);
            self.check(&Link { target: target.to_owned(), spot });
        }
        let lower = html.to_ascii_lowercase();
        for (at, _) in lower.match_indices('<') {
            let name = lower[at + 1..].split(|letter: char| !letter.is_ascii_alphanumeric()).next();
            let name = name.unwrap_or_default();
            let range = start + at..start + at + 1 + name.len();
            if name == "img" {
                self.picture("<img>", range);
            } else if REMOVED.contains(&name) {
                let message = format!("`<{name}>` is taken out");
                let spot = self.spot(range);
                self.to.push(
                    Diagnostic::warning(Code::RemovedHtml, spot, message)
                        .label("a note may hold words, lists, tables and links"),
                );
            }
        }
    }

    fn mention(&mut self, name: &str) {
        let (number, mention) = self.footnotes.mention(name);
        let note = note_id(self.options, number);
        let back = mention_id(self.options, number, mention);
        self.out.push(Event::InlineHtml(
            format!(
                "<sup class=\"footnote-reference\"><a href=\"#{}\" id=\"{}\">{number}</a></sup>",
                escape(&note),
                escape(&back)
            )
            .into(),
        ));
        self.ids.extend([note, back]);
    }

    fn list_footnotes(&mut self) {
        let notes = std::mem::take(&mut self.footnotes).listed();
        if notes.is_empty() {
            return;
        }
        let label = escape(&self.options.words.footnotes);
        self.html(format!("<section class=\"footnotes\" aria-label=\"{label}\">\n<ol>\n"));
        for (number, (text, mentions)) in (1..).zip(notes) {
            let id = escape(&note_id(self.options, number));
            self.html(format!("<li id=\"{id}\">\n"));
            self.out.extend(text);
            for mention in 1..=mentions {
                let id = escape(&mention_id(self.options, number, mention));
                let back = escape(&self.options.words.back);
                self.html(format!(
                    "<a class=\"back\" href=\"#{id}\" aria-label=\"{back} ({number}.{mention})\">↩</a>\n"
                ));
            }
            self.html("</li>\n");
        }
        self.html("</ol>\n</section>\n");
    }
}

// A colon stands in no anchor of a heading, so these ids are always free.
fn note_id(options: &Options<'_>, number: usize) -> String {
    format!("{}:note-{number}", options.prefix)
}

fn mention_id(options: &Options<'_>, number: usize, mention: usize) -> String {
    format!("{}:back-{number}-{mention}", options.prefix)
}

/// The heading levels that an author used, highest first.
fn heading_levels(events: &Events<'_>) -> Vec<HeadingLevel> {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level),
        _ => None,
    });
    levels.collect::<BTreeSet<_>>().into_iter().collect()
}

/// How many events there are up to an end tag, and that one.
fn length(events: &Events<'_>, is_end: impl Fn(&TagEnd) -> bool) -> usize {
    let end = events.iter().position(|(event, _)| matches!(event, Event::End(tag) if is_end(tag)));
    end.map_or(events.len(), |end| end + 1)
}

/// The plain words up to an end tag; the cells of a table are parted by commas.
fn words(events: &Events<'_>, is_end: impl Fn(&TagEnd) -> bool) -> String {
    let mut words = String::new();
    for (event, _) in events {
        match event {
            Event::End(tag) if is_end(tag) => break,
            Event::End(TagEnd::TableCell) => words.push_str(", "),
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words.trim_end_matches(", ").to_owned()
}
