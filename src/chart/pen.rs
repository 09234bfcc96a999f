//! The pen: a plotters backend that writes SVG with classes where plotters has colours.
//!
//! Plotters hands a backend shapes with a colour. The sheet dips the pen into an [`Ink`] before each
//! shape, and the pen writes the class of that ink and ignores the colour.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::{Arguments, Write};
use std::rc::Rc;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// What a shape means, which is all that a style sheet needs to colour it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ink {
    /// A light line of the scale.
    #[default]
    Grid,
    /// The line at zero.
    Axis,
    /// The name of something.
    Label,
    /// The name of the most important thing.
    Strong,
    /// A printed figure.
    Value,
    /// Words of less weight: n, changes, the numbers of a scale.
    Muted,
    /// A figure now.
    Now,
    /// The same figure in the last wave.
    Last,
    /// The same figure of the other side.
    Other,
    /// From one side to the other.
    Span,
    /// From the low end to the high end of an interval.
    Interval,
    /// A tick at a target.
    Target,
    /// The line, interval band and mark of the nth series, from 1.
    Line(u8),
    /// See [`Ink::Line`].
    Area(u8),
    /// See [`Ink::Line`].
    Mark(u8),
    /// From a point to its words where they had to move.
    Leader,
    /// A segment of an answer scale, and the number on it.
    Step(&'static str),
    /// See [`Ink::Step`].
    OnStep(&'static str),
    /// A cell in a band of scores, from 1 for the lowest, and the number on it.
    Band(u8),
    /// See [`Ink::Band`].
    OnBand(u8),
    /// A cell without a figure.
    Empty,
}

impl Ink {
    fn write_class(self, out: &mut String) {
        out.push_str(match self {
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Label => "",
            Self::Strong => "strong",
            Self::Value => "value",
            Self::Muted => "muted",
            Self::Now => "mark series-1",
            Self::Last => "mark hollow series-1",
            Self::Other => "mark hollow series-2",
            Self::Span => "span",
            Self::Interval => "interval series-1",
            Self::Target => "target",
            Self::Line(n) => return numbered(out, "line series-", n),
            Self::Area(n) => return numbered(out, "area series-", n),
            Self::Mark(n) => return numbered(out, "mark series-", n),
            Self::Band(n) => return numbered(out, "band-", n),
            Self::OnBand(n) => return numbered(out, "on-band-", n),
            Self::Step(step) => return named(out, "step-", step),
            Self::OnStep(step) => return named(out, "on-step-", step),
            Self::Leader => "leader",
            Self::Empty => "empty",
        });
    }
}

fn numbered(out: &mut String, class: &str, n: u8) {
    // One digit: a chart has few series and bands.
    named(out, class, "");
    out.push(char::from(b'0' + n.min(9)));
}

fn named(out: &mut String, class: &str, name: &str) {
    out.push_str(class);
    out.push_str(name);
}

/// The SVG so far, and the ink that the pen was last dipped into.
#[derive(Default)]
pub(super) struct Page {
    pub(super) out: String,
    pub(super) ink: Ink,
    /// The key of the figure that the next element shows; empty for none.
    pub(super) key: String,
}

impl Page {
    /// Writing to a string cannot fail.
    pub(super) fn write(&mut self, text: Arguments<'_>) {
        let _ = self.out.write_fmt(text);
    }

    /// ` name="12.5"`.
    pub(super) fn length(&mut self, name: &str, tenths: i32) {
        self.write(format_args!(" {name}=\""));
        self.tenths(tenths);
        self.out.push('"');
    }

    fn tenths(&mut self, tenths: i32) {
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
        self.write(format_args!("{sign}{whole}"));
        if rest > 0 {
            self.write(format_args!(".{rest}"));
        }
    }

    /// Text with the characters escaped that mean something in SVG; control characters are dropped.
    pub(super) fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                c if c.is_control() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
    }

    fn open(&mut self, element: &str) {
        self.open_at(element, "");
    }

    /// Opens an element with the class of the ink and one more; either may be empty.
    fn open_at(&mut self, element: &str, place: &str) {
        let mut class = String::new();
        self.ink.write_class(&mut class);
        let gap = if class.is_empty() || place.is_empty() { "" } else { " " };
        self.write(format_args!("<{element}"));
        if !(class.is_empty() && place.is_empty()) {
            self.write(format_args!(" class=\"{class}{gap}{place}\""));
        }
        if !self.key.is_empty() {
            let key = std::mem::take(&mut self.key);
            self.out.push_str(" data-cell=\"");
            self.escaped(&key);
            self.out.push('"');
        }
    }

    /// Rectangles of one ink as one element, which is a third as long as one element each; nothing
    /// where there is none.
    pub(super) fn boxes(&mut self, boxes: impl Iterator<Item = (BackendCoord, BackendCoord)>) {
        let mut boxes = boxes.peekable();
        if boxes.peek().is_none() {
            return;
        }
        self.open("path");
        self.out.push_str(" d=\"");
        for (from, to) in boxes {
            let (wide, tall) = (to.0 - from.0, to.1 - from.1);
            let way = [('M', from.0), (' ', from.1), ('h', wide), ('v', tall), ('h', -wide)];
            for (letter, tenths) in way {
                self.out.push(letter);
                self.tenths(tenths);
            }
            self.out.push('z');
        }
        self.out.push_str("\"/>");
    }

    /// Lines from place to place, each upright or level; nothing where there is none.
    pub(super) fn lines(&mut self, lines: impl Iterator<Item = (BackendCoord, BackendCoord)>) {
        let mut lines = lines.peekable();
        if lines.peek().is_none() {
            return;
        }
        self.open("path");
        self.out.push_str(" d=\"");
        for (from, to) in lines {
            self.out.push('M');
            self.tenths(from.0);
            self.out.push(' ');
            self.tenths(from.1);
            let (way, end) = if from.0 == to.0 { ('V', to.1) } else { ('H', to.0) };
            self.out.push(way);
            self.tenths(end);
        }
        self.out.push_str("\"/>");
    }

    fn points(&mut self, element: &str, points: impl Iterator<Item = BackendCoord>) {
        self.open(element);
        self.out.push_str(" points=\"");
        for (i, (x, y)) in points.enumerate() {
            if i > 0 {
                self.out.push(' ');
            }
            self.tenths(x);
            self.out.push(',');
            self.tenths(y);
        }
        self.out.push_str("\"/>");
    }
}

/// The backend that plotters draws with.
pub(super) struct Pen(pub(super) Rc<RefCell<Page>>);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Pen {
    type ErrorType = Infallible;

    /// Larger than any chart: the sheet learns its height only when all is drawn.
    fn get_size(&self) -> (u32, u32) {
        (100_000, 1_000_000)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// A drawing has no pixels.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, _: &S) -> Drawn {
        let mut page = self.0.borrow_mut();
        page.open("line");
        for (name, length) in [("x1", a.0), ("y1", a.1), ("x2", b.0), ("y2", b.1)] {
            page.length(name, length);
        }
        page.out.push_str("/>");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        _: &S,
        _: bool,
    ) -> Drawn {
        let mut page = self.0.borrow_mut();
        page.open("rect");
        let (w, h) = (to.0 - from.0, to.1 - from.1);
        for (name, length) in [("x", from.0), ("y", from.1), ("width", w), ("height", h)] {
            page.length(name, length);
        }
        page.out.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Drawn {
        self.0.borrow_mut().points("polyline", path.into_iter());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        _: &S,
        _: bool,
    ) -> Drawn {
        let mut page = self.0.borrow_mut();
        page.open("circle");
        let radius = i32::try_from(radius).unwrap_or_default();
        for (name, length) in [("cx", centre.0), ("cy", centre.1), ("r", radius)] {
            page.length(name, length);
        }
        page.out.push_str("/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        _: &S,
    ) -> Drawn {
        self.0.borrow_mut().points("polygon", corners.into_iter());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        baseline: BackendCoord,
    ) -> Drawn {
        let mut page = self.0.borrow_mut();
        // A class, as half of all texts have one of these; a number on a segment is always in its middle.
        let is_inside = matches!(page.ink, Ink::OnStep(_) | Ink::OnBand(_));
        let place = match style.anchor().h_pos {
            HPos::Center if !is_inside => "mid",
            HPos::Right => "far",
            HPos::Left | HPos::Center => "",
        };
        page.open_at("text", place);
        // Nobody sees a tenth of a pixel in the place of a word.
        page.length("x", (baseline.0 + 5).div_euclid(10) * 10);
        page.length("y", (baseline.1 + 5).div_euclid(10) * 10);
        page.out.push('>');
        page.escaped(text);
        page.out.push_str("</text>");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_lengths_have_one_decimal() {
        let mut page = Page::default();
        page.escaped("<script>alert('a' & \"b\")\u{7}</script>");
        page.length("x", 125);
        page.length("y", -5);
        page.length("r", 60);
        assert_eq!(
            page.out,
            "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;) &lt;/script&gt; \
             x=\"12.5\" y=\"-0.5\" r=\"6\""
        );
    }
}
