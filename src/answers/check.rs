//! What every response must be, whatever file it stands in.

use super::batch::Who;
use super::invited;
use super::sheet::Sheet;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Located;

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 5_000;

/// The bytes that an id may have: a look is faster than a chain of comparisons.
const OF_AN_ID: [bool; 256] = {
    let (mut all, mut byte) = ([false; 256], 0u8);
    while byte < 128 {
        all[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        byte += 1;
    }
    all
};

/// Whether a text can be the id of a response.
pub(super) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| OF_AN_ID[usize::from(byte)])
}

/// Says what is wrong with the id of a response.
pub(super) fn check_id(id: &Located<String>, to: &mut Diagnostics) -> bool {
    let is_id = is_id(&id.value);
    if !is_id {
        to.push(
            Diagnostic::error(Code::BadId, id.spot.clone(), "this cannot be the id of a response")
                .label("expected 1 to 64 letters, digits, `-` and `_`")
                .hint("an id is random and tells nothing of the person"),
        );
    }
    is_id
}

/// The audience of this id.
pub(super) fn check_audience(
    id: &Located<String>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<u8> {
    let known = sheet.names.audience(&id.value);
    if known.is_none() {
        to.push_with(&id.spot, Code::UnknownName, || {
            Diagnostic::unknown("audience", id, sheet.names.audiences())
        });
    }
    known
}

/// Who answers: their unit and whom the answers are about. A name that is missing was reported
/// where it was looked for.
pub(super) fn check_who(
    audience: Option<u8>,
    unit: Option<&Located<String>>,
    supplier: Option<&Located<String>>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<Who> {
    let its_own = audience.is_some_and(|audience| sheet.is_supplier_side(audience));
    let (wave, names, organisation) = (sheet.wave, sheet.names, sheet.organisation);
    let named = supplier.is_some();
    let supplier = supplier.and_then(|id| invited::supplier(id, wave, names, organisation, to));
    if let Some(unit) = unit.filter(|_| its_own) {
        to.push(
            Diagnostic::error(
                Code::OwnUnit,
                unit.spot.clone(),
                "a supplier's own people name no unit",
            )
            .label("expected no `unit` here")
            .hint("take it out: they count to the unit of their supplier"),
        );
    }
    if its_own {
        let own = organisation.suppliers.get(usize::from(supplier?))?;
        return Some(Who { audience: audience?, unit: u16::try_from(own.unit).ok()?, supplier });
    }
    let unit = invited::unit(unit?, wave, names, organisation, to)?;
    let audience = audience?;
    (supplier.is_some() == named).then_some(Who { audience, unit, supplier })
}

/// The words of a comment as they may be read; none if nothing is left.
pub(super) fn check_comment(text: &Located<String>, to: &mut Diagnostics) -> Option<Box<str>> {
    let words = legible(&text.value);
    let words = words.trim();
    let length = words.chars().count();
    if length > LONGEST_COMMENT {
        let message = format!("a comment of {length} characters");
        let problem = Diagnostic::error(Code::TooLong, text.spot.clone(), message);
        to.push(problem.label(format!("expected at most {LONGEST_COMMENT}")));
        return None;
    }
    (length > 0).then(|| words.into())
}

/// A text with one kind of line break and without what cannot be seen or would turn the letters
/// around it. Whoever pasted such a thing from somewhere does not know of it and cannot be asked, so
/// nobody is told. Marks and joiners that Arabic, Hebrew, Persian and Indian scripts need are kept.
fn legible(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\n' | '\t' => Some(letter),
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{200b}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        other => (!other.is_control()).then_some(other),
    };
    text.replace("\r\n", "\n").chars().filter_map(letter).collect()
}
