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
mod learnt;
mod lexicon;
mod matcher;
mod meaning;
mod parsed;
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
pub use learnt::{Feature, Features, answers, features, heads, is_short};
pub use setting::{Sentence, Setting, Words, setting};

/// Where the sentences of a text are, in bytes.
pub(crate) fn sentence_places(text: &str) -> Vec<std::ops::Range<usize>> {
    sentences::split(text)
}

/// What reads a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layers {
    /// The rules, the classifier that corrects them, and the encoder that the classifier listens to.
    All,
    /// The rules, and the classifier by words alone.
    Words,
    /// The rules alone.
    Rules,
}

/// Reads a text without a model: no network, same answer every time.
#[must_use]
pub fn read(text: &str, people: &[KnownPerson<'_>]) -> Reading {
    read_with(text, people, Layers::All)
}

/// Reads a text by these layers.
#[must_use]
pub fn read_with(text: &str, people: &[KnownPerson<'_>], layers: Layers) -> Reading {
    let source = source::Source::new(text);
    let parsed = parsed::Parsed::new(source.plain(), people);
    let classifier = learnt::Classifier::get().filter(|_| layers != Layers::Rules);
    let mut findings = collect::Findings::new(&source, &parsed);
    findings.add_people(people);
    let passages: Vec<&[parsed::Sentence]> =
        learnt::split(&parsed.sentences).into_iter().map(|place| &parsed.sentences[place]).collect();
    // Of harm the rules alone speak.
    let is_judged = |passage: &&[parsed::Sentence]| !passage.iter().any(parsed::Sentence::has_words_of_harm);
    let judged: Vec<&[parsed::Sentence]> = passages.iter().copied().filter(is_judged).collect();
    let mut opinions =
        classifier.map(|classifier| classifier.judge(&parsed, &judged, layers == Layers::All)).into_iter().flatten();
    for passage in passages {
        let opinion = if is_judged(&passage) { opinions.next() } else { None };
        findings.add_passage(passage, opinion.as_ref());
    }
    findings.into_reading()
}
