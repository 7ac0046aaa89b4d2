//! What may be found in an entry, each finding with the words it rests on; and the reading by rules.
//!
//! A text is cut into sentences and words; the phrases of `lexicon/phrases` are looked for; negation, wishes, the past
//! and other people's words turn a finding around or drop it; what is left becomes evidence, and the tone of each
//! sentence together with VADER's rated words.

mod collect;
mod experience;
mod finding;
mod grave;
mod labels;
mod language;
mod lexicon;
mod matcher;
mod meaning;
mod people;
mod phrase;
mod quotes;
mod scopes;
mod sentences;
mod setting;
mod source;
mod summary;
mod tokens;
mod tone;
pub mod vader;

pub use finding::{Evidence, EvidenceKind, KnownPerson, Reading};
pub use labels::{CommunicationStyle, Emotion, Factor, Theme, UnknownLabel};
pub use setting::{Sentence, Setting, Words, setting};

/// Where the sentences of a text are, in bytes.
pub(crate) fn sentence_places(text: &str) -> Vec<std::ops::Range<usize>> {
    sentences::split(text)
}

/// Reads a text by rules: no network, no model, same answer every time.
#[must_use]
pub fn read(text: &str, people: &[KnownPerson<'_>]) -> Reading {
    let source = source::Source::new(text);
    let plain = source.plain();
    let mentions = people::find(plain, people);
    let quotes = quotes::of_others(plain);
    let mixed_capitals = vader::has_mixed_capitals(plain);
    let mut findings = collect::Findings::new(&source);
    findings.add_people(&mentions, people);
    let places = sentences::split(plain);
    let languages = language::of(plain, &places);
    findings.set_language(languages.text);
    for (place, _) in places.into_iter().zip(languages.sentences).filter(|(_, language)| language.is_none()) {
        let tokens = tokens::tokenize(plain, place.clone(), &mentions);
        let matches = matcher::find(&tokens);
        let scopes = scopes::of(plain, &tokens, &matches, &quotes);
        let harm = grave::harm(&tokens, &matches, &scopes);
        findings.add_matches(&tokens, &matches, &scopes, harm);
        let sentence = tone::Sentence {
            text: plain,
            place: place.clone(),
            tokens: &tokens,
            matches: &matches,
            scopes: &scopes,
            mentions: &mentions,
            mixed_capitals,
        };
        findings.add_tone(&place, tone::of(&sentence), harm);
    }
    findings.into_reading()
}
