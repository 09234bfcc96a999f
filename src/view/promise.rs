//! What those who answer are promised: how many people a figure rests on at least, and who agreed to be
//! named. Every page says it with these words, so that none can promise more than the gate keeps.

use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::words::Words;
use crate::organisation::Supplier;
use crate::privacy::Minimums;
use crate::survey::Wave;

/// Values for sentences, by the names of their placeholders.
pub(super) type Values = Vec<(&'static str, Sentence)>;

fn count(number: u32) -> Sentence {
    Piece::sourced(number.to_string(), "count").into()
}

/// What most groups are promised, and behind it whatever holds for single groups only.
pub(super) fn promises(scene: &Scene) -> Values {
    let report = scene.input.report;
    let (people, exceptions) = least(scene, report.minimum_people(), |own| own.people);
    let (spread, spread_exceptions) = least(scene, report.minimum_spread(), |own| own.spread);
    let (authors, authors_exceptions) = least(scene, report.minimum_authors(), |own| own.authors);
    let mut values = vec![
        ("people", people),
        ("exceptions", exceptions),
        ("spread", spread),
        ("spread_exceptions", spread_exceptions),
        ("authors", authors),
        ("authors_exceptions", authors_exceptions),
    ];
    let closed =
        scene.input.report.waves().iter().map(|&wave| &scene.input.waves[usize::from(wave)]);
    values.extend(named(scene.words, &companies(scene, closed)));
    values
}

/// A minimum and the groups that have another one. It is the site's own, or where no group has that, the
/// smallest there is.
fn least(scene: &Scene, usual: u32, pick: impl Fn(&Minimums) -> u32) -> (Sentence, Sentence) {
    let of = |audience: u8| pick(&scene.input.report.minimums(audience));
    let smallest = scene.audiences().map(of).min().unwrap_or(usual);
    let usual = if scene.audiences().any(|one| of(one) == usual) { usual } else { smallest };
    let others = scene.audiences().filter(|&one| of(one) != usual);
    let exceptions = others.map(|one| {
        let name = scene.words.inside(scene.audience(one));
        scene.say("promise.exception", &[("who", name.into()), ("people", count(of(one)))])
    });
    (count(usual), exceptions.fold(Sentence::default(), |all, one| all + one))
}

/// The companies that agreed to be named in some of these waves.
pub(super) fn companies<'s>(
    scene: &Scene<'s>,
    waves: impl Iterator<Item = &'s Wave>,
) -> Vec<&'s Supplier> {
    let groups = waves.flat_map(|wave| &wave.invited).filter(|group| group.attributed);
    let ids: Vec<&str> =
        groups.filter_map(|group| Some(group.supplier.as_ref()?.value.as_str())).collect();
    let suppliers = scene.input.organisation.suppliers.iter();
    suppliers.filter(|supplier| ids.contains(&supplier.id.as_str())).collect()
}

/// What holds for companies that agreed to be named, as a sentence and as part of one; nothing where
/// there is none.
pub(super) fn named(words: &Words, companies: &[&Supplier]) -> Values {
    if companies.is_empty() {
        return vec![("named", Sentence::default()), ("but_named", Sentence::default())];
    }
    let names = companies.iter().map(|supplier| supplier.name.as_str().into()).collect();
    let values = [("names", words.join(names))];
    vec![("named", words.say("promise.named", &values)), ("but_named", but_named(words))]
}

/// The exception for companies that agreed to be named, as part of a sentence.
pub(super) fn but_named(words: &Words) -> Sentence {
    words.say("promise.but_named", &[])
}

/// Whether a supplier's own people agreed to be named in a wave.
pub(super) fn is_named(scene: &Scene, wave: u8, supplier: u16) -> bool {
    let wave = &scene.input.waves[usize::from(wave)];
    let own = scene.supplier_id(supplier);
    companies(scene, std::iter::once(wave)).iter().any(|one| one.id == own)
}
