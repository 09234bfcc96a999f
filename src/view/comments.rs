//! What people said on a dimension: approved comments, audience by audience.

use super::promise::promises;
use super::scene::Scene;
use super::sentence::Sentence;
use serde::Serialize;

/// The most comments of one audience that a page quotes. They come in an order of chance, so the
/// first ones are nobody's choice.
const MOST: usize = 8;

/// What people said.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comments {
    /// How these comments came here.
    pub about: Sentence,
    /// Audience by audience.
    pub voices: Vec<Voice>,
}

/// Comments of one audience.
#[derive(Clone, Debug, Serialize)]
pub struct Voice {
    /// The audience.
    pub who: String,
    /// What its people said.
    pub quotes: Vec<Quoted>,
}

/// One comment.
#[derive(Clone, Debug, Serialize)]
pub struct Quoted {
    /// Its words, plain text.
    pub paragraphs: Vec<String>,
    /// Whether the editor took something out.
    pub redacted: bool,
}

/// The comments on a dimension; none where no audience may be quoted.
pub(super) fn comments(scene: &Scene, wave: u8, dimension: u16) -> Option<Comments> {
    let voices = scene.audiences().filter_map(|audience| voice(scene, wave, dimension, audience));
    let voices: Vec<_> = voices.collect();
    let about = scene.say("comments.about", &promises(scene));
    (!voices.is_empty()).then_some(Comments { about, voices })
}

fn voice(scene: &Scene, wave: u8, dimension: u16, audience: u8) -> Option<Voice> {
    let quotes = scene.input.report.comments(wave, dimension, audience).iter().take(MOST);
    let quotes = quotes.map(|quote| Quoted {
        paragraphs: paragraphs(&quote.get().text),
        redacted: quote.get().is_redacted,
    });
    let quotes: Vec<_> = quotes.collect();
    (!quotes.is_empty()).then(|| Voice { who: scene.audience(audience).to_owned(), quotes })
}

/// A text parted where its writer left a line empty.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            Some(last) if last.is_empty() => {}
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn an_empty_line_parts_a_text_and_a_full_one_goes_on() {
        assert_eq!(paragraphs("a\n b \n\n\n \nc\n"), ["a\nb", "c"]);
        assert_eq!(paragraphs(" \n"), Vec::<String>::new());
    }
}
