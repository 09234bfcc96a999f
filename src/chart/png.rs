//! A chart as a PNG, for mail: mail programs show no SVG. The one home of resvg and of a font.

use super::literal::{literal, property};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};
use std::sync::{Arc, LazyLock};

/// Pixels of the picture for one pixel of the drawing: screens of today are this dense.
const DENSITY: u16 = 2;
/// Paper on each side of the drawing, in its pixels, so that nothing touches a dark page around it.
const MARGIN: u16 = 8;

/// DejaVu Sans Condensed: free to embed, no wider than the system fonts that drawings are laid out
/// for, and the same on every machine.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for face in [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()] {
        fonts.load_font_source(Source::Binary(Arc::new(face)));
    }
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});
const FAMILY: &str = "DejaVu Sans";

/// How wide and how high a drawing is shown as a picture, in pixels of the page.
pub fn picture_size(svg: &str) -> Option<(u32, u32)> {
    let (_, rest) = svg.split_once("viewBox=\"0 0 ")?;
    let (width, rest) = rest.split_once(' ')?;
    let height = rest.split('"').next()?;
    let whole = |side: &str| Some(u32::from(side.parse::<u16>().ok()?) + 2 * u32::from(MARGIN));
    Some((whole(width)?, whole(height)?))
}

/// Draws a chart in the light colours of a style sheet, on solid paper. Nothing comes back for what is
/// no drawing of this room.
pub fn png(svg: &str, css: &str) -> Option<Vec<u8>> {
    let (width, height) = picture_size(svg)?;
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        style_sheet: Some(literal(css)),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).ok()?;
    let density = u32::from(DENSITY);
    let mut pixels = Pixmap::new(width * density, height * density)?;
    pixels.fill(property(css, "--chart-paper").and_then(colour).unwrap_or(Color::WHITE));
    let (margin, scale) = (f32::from(MARGIN * DENSITY), f32::from(DENSITY));
    let place = Transform::from_scale(scale, scale).post_translate(margin, margin);
    resvg::render(&tree, place, &mut pixels.as_mut());
    pixels.encode_png().ok()
}

/// A colour such as `#12436d`.
fn colour(hex: &str) -> Option<Color> {
    let hex = hex.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some(Color::from_rgba8(part(0)?, part(2)?, part(4)?, 255))
}
