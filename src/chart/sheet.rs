//! The sheet that charts are drawn on: plotters elements, named groups, and the frame around all.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, IntoFont, ShapeStyle, TextStyle};

use super::Frame;
use super::pen::{Ink, Page, Pen};
use super::text::SIZE;

/// A place on the sheet, in tenths of a pixel.
pub(super) type At = (i32, i32);

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Where the numbers in a group come from, told to whoever checks the page.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// Survey figures: their keys, separated by spaces. Without a key nothing is told.
    Cells(&'a str),
    /// The numbers of a scale.
    Axis,
    /// A number that was set as a target.
    Target,
    /// Numbers of a register, with the name of the entry. Without a name nothing is told.
    Register(&'a str),
}

/// How the finished picture is shown.
pub(super) struct Shape {
    /// The kind of chart, as in the class `chart-dots`.
    pub(super) kind: &'static str,
    /// `wide` or `narrow` where a page chooses between two drawings; else empty.
    pub(super) variant: &'static str,
    /// In tenths of a pixel.
    pub(super) size: At,
}

/// A sheet; charts draw from the back to the front.
pub(super) struct Sheet {
    page: Rc<RefCell<Page>>,
    area: DrawingArea<Pen, Shift>,
}

impl Sheet {
    pub(super) fn new() -> Self {
        let page = Rc::new(RefCell::new(Page::default()));
        let area = Pen(Rc::clone(&page)).into_drawing_area();
        Self { page, area }
    }

    pub(super) fn line(&self, ink: Ink, from: At, to: At) {
        if from.0 == to.0 || from.1 == to.1 {
            return self.lines(ink, [(from, to)]);
        }
        // A path of two points; plotters has no line element of its own.
        self.path(ink, vec![from, to]);
    }

    /// Upright and level lines in one element, as a grid has many. Plotters has no shape for them.
    pub(super) fn lines(&self, ink: Ink, lines: impl IntoIterator<Item = (At, At)>) {
        self.dip(ink);
        self.page.borrow_mut().lines(lines.into_iter());
    }

    pub(super) fn path(&self, ink: Ink, points: Vec<At>) {
        self.dip(ink);
        let _ = self.area.draw(&PathElement::new(points, outline()));
    }

    pub(super) fn polygon(&self, ink: Ink, corners: Vec<At>) {
        self.dip(ink);
        let _ = self.area.draw(&Polygon::new(corners, outline()));
    }

    pub(super) fn rect(&self, ink: Ink, from: At, to: At) {
        self.dip(ink);
        let _ = self.area.draw(&Rectangle::new([from, to], outline()));
    }

    /// Rectangles from corner to corner in one element, as a table has many.
    pub(super) fn rects(&self, ink: Ink, corners: impl IntoIterator<Item = (At, At)>) {
        self.dip(ink);
        self.page.borrow_mut().boxes(corners.into_iter());
    }

    pub(super) fn circle(&self, ink: Ink, centre: At, radius: i32) {
        self.dip(ink);
        let _ = self.area.draw(&Circle::new(centre, radius, outline()));
    }

    /// One line of text on its baseline.
    pub(super) fn text(&self, ink: Ink, baseline: At, anchor: Anchor, text: &str) {
        if text.is_empty() {
            return;
        }
        self.dip(ink);
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle::from(("sans-serif", SIZE).into_font())
            .pos(Pos { h_pos, v_pos: VPos::Bottom });
        let _ = self.area.draw(&Text::new(text, baseline, style));
    }

    /// A line of text that shows the figure with this key, if any.
    pub(super) fn figure(&self, ink: Ink, baseline: At, key: &str, text: &str) {
        if !text.is_empty() {
            self.page.borrow_mut().key = key.to_owned();
        }
        self.text(ink, baseline, Anchor::Middle, text);
    }

    /// Draws into a group that says where its numbers come from. It has a class only if the style sheet
    /// needs one: a page has hundreds of groups.
    pub(super) fn group(&self, class: &str, source: Source<'_>, draw: impl FnOnce(&Self)) {
        {
            let mut page = self.page.borrow_mut();
            page.out.push_str("<g");
            if !class.is_empty() {
                attribute(&mut page, "class", class);
            }
            match source {
                Source::Cells("") | Source::Register("") => {}
                Source::Register(entry) => attribute(&mut page, "data-source", entry),
                Source::Cells(keys) => attribute(&mut page, "data-cell", keys),
                Source::Axis => attribute(&mut page, "data-source", "axis"),
                Source::Target => attribute(&mut page, "data-source", "target"),
            }
            page.out.push('>');
        }
        draw(self);
        self.page.borrow_mut().out.push_str("</g>");
    }

    /// Puts the frame around what was drawn.
    pub(super) fn finish(self, frame: &Frame, shape: &Shape) -> String {
        let mut page = Page::default();
        open(&mut page, frame, shape);
        name(&mut page, frame, shape, "title", &frame.title);
        name(&mut page, frame, shape, "desc", &frame.desc);
        page.out.push_str(&self.page.borrow().out);
        page.out.push_str("</svg>");
        page.out
    }

    /// Drawing with our pen cannot fail, which is why results are dropped above.
    fn dip(&self, ink: Ink) {
        self.page.borrow_mut().ink = ink;
    }
}

/// The pen takes no colour from plotters, only shapes.
fn outline() -> ShapeStyle {
    ShapeStyle::from(&BLACK)
}

fn open(page: &mut Page, frame: &Frame, shape: &Shape) {
    let (width, height) = shape.size;
    page.write(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"chart chart-{}",
        shape.kind
    ));
    if !shape.variant.is_empty() {
        page.write(format_args!(" {}-only", shape.variant));
    }
    // Whole pixels: a height is rounded up so that nothing is cut.
    let (width, height) = (width / 10, (height + 9) / 10);
    page.write(format_args!(
        "\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"{}\"",
        SIZE / 10
    ));
    // Title and description have the keys of the element around them.
    if !frame.cells.is_empty() {
        attribute(page, "data-cell", &frame.cells);
    } else if !frame.source.is_empty() {
        attribute(page, "data-source", &frame.source);
    }
    page.out.push_str(" aria-labelledby=\"");
    id(page, frame, shape, "title");
    if !frame.desc.is_empty() {
        page.out.push(' ');
        id(page, frame, shape, "desc");
    }
    page.out.push_str("\">");
}

fn name(page: &mut Page, frame: &Frame, shape: &Shape, element: &str, text: &str) {
    if text.is_empty() && element == "desc" {
        return;
    }
    page.write(format_args!("<{element} id=\""));
    id(page, frame, shape, element);
    page.out.push('"');
    page.out.push('>');
    page.escaped(text);
    page.write(format_args!("</{element}>"));
}

fn id(page: &mut Page, frame: &Frame, shape: &Shape, part: &str) {
    page.escaped(&frame.id);
    page.write(format_args!(
        "-{}{}{part}",
        shape.variant,
        if shape.variant.is_empty() { "" } else { "-" }
    ));
}

fn attribute(page: &mut Page, name: &str, value: &str) {
    page.write(format_args!(" {name}=\""));
    page.escaped(value);
    page.out.push('"');
}
