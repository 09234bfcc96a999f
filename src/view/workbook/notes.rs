//! What to know before using the figures.

use crate::view::method::settings;
use crate::view::scene::Scene;
use crate::view::sentence::Sentence;

/// Notes, each with what it is about: dates, whether the data is made up, how to read the figures and
/// what is kept confidential.
pub(super) fn notes(scene: &Scene, wave: Option<u8>) -> Vec<(String, String)> {
    let options = &scene.input.options;
    let all = scene.input.report.waves().iter().filter(|&&of| wave.is_none_or(|wave| wave == of));
    let waves = scene.words.join(all.map(|&wave| scene.wave(wave).into()).collect());
    let settings = settings(scene);
    let confidential = ["method.confidentiality", "method.confidentiality_points"];
    let confidential =
        confidential.into_iter().flat_map(|name| scene.words.say_all(name, &settings));
    let mut notes = vec![
        (scene.words.get("page.made"), scene.date(options.date).text),
        (scene.words.get("export.waves"), waves.plain()),
    ];
    if options.sample {
        notes.push((scene.words.get("export.sample"), scene.words.get("page.sample")));
    }
    let reading = scene.words.say_all("export.reading", &[]);
    notes.push((scene.words.get("export.how"), paragraphs(reading)));
    let title = scene.words.get("method.confidentiality_title");
    notes.push((title, paragraphs(confidential)));
    notes
}

/// Sentences, a line each.
fn paragraphs(said: impl IntoIterator<Item = Sentence>) -> String {
    said.into_iter().map(|one| one.plain()).collect::<Vec<_>>().join("\n")
}
