//! What the classifier looks at: the words of a passage, and what the rules found in it.

use crate::classifier::hash;
use crate::reading::lexicon::{Label, Lexicon};
use crate::reading::parsed::{Parsed, Sentence};
use crate::reading::phrase::Match;
use crate::reading::scopes::{Cover, Scope};
use crate::reading::tokens::Token;
use crate::reading::{EvidenceKind, experience, meaning, vader};

/// Families of features. Each weighs the same, however many of them a passage has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// Words as they stand, and signs.
    Words,
    /// Runs of words as they stand.
    Runs,
    /// Words in their plain form, people without their names, little words left out.
    Stems,
    /// What the rules found.
    Rules,
}

impl Family {
    /// How many there are.
    pub(super) const COUNT: usize = 4;
}

/// A feature of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature(u64);

impl Feature {
    /// The feature that is spelled by `parts` together, each of them a [`hash`]; `mark` says what they are.
    pub(super) fn new(family: Family, mark: u32, parts: &[u32]) -> Self {
        let number = parts.iter().fold(mark, |number, part| {
            let mixed = (number ^ part).wrapping_mul(FACTOR);
            mixed ^ (mixed >> 15)
        });
        Self((family as u64) << 32 | u64::from(number))
    }

    /// The number of its family.
    #[must_use]
    pub const fn family(self) -> usize {
        (self.0 >> 32) as usize
    }

    /// Its number in the file of weights.
    #[must_use]
    pub const fn number(self) -> u32 {
        (self.0 & 0xffff_ffff) as u32
    }
}

const FACTOR: u32 = 0x9e37_79b1;

/// What parts are.
const WORDS: u32 = 1;
const STEMS: u32 = 2;
const STEMS_APART: u32 = 3;
const NEGATED: u32 = 4;
const SIGNS: u32 = 5;
const FINDINGS: u32 = 6;

/// How people are spelled.
const PERSON: &str = "@";
/// So many words are few.
const FEW: usize = 10;

/// Takes features.
pub(super) type Sink<'a> = dyn FnMut(Feature) + 'a;

/// A word, and how it is spelled in features.
struct Word {
    text: u32,
    stem: u32,
    /// Whether it says little by itself.
    is_light: bool,
    is_negated: bool,
}

/// Hands the features of a sentence to `sink`; one may come more than once.
pub(super) fn of_sentence(parsed: &Parsed<'_>, sentence: &Sentence, sink: &mut Sink<'_>) {
    let words = words(parsed, sentence);
    of_words(&words, sink);
    of_stems(&words, sink);
    of_signs(&parsed.text[sentence.place.clone()], sink);
    of_rules(sentence, sink);
}

fn words(parsed: &Parsed<'_>, sentence: &Sentence) -> Vec<Word> {
    let lexicon = Lexicon::get();
    let person = lexicon.class("other") | lexicon.class("him");
    let light = lexicon.class("skip") | lexicon.class("article") | lexicon.class("det");
    let negation = lexicon.class("neg");
    let mut words: Vec<Word> = Vec::with_capacity(sentence.tokens.len());
    let mut last_end = 0;
    for (at, token) in sentence.tokens.iter().enumerate() {
        if token.place.start < last_end {
            // The second part of a contraction.
            if let Some(word) = words.last_mut() {
                word.is_light &= token.classes & negation == 0;
            }
            continue;
        }
        last_end = token.place.end;
        let written = &parsed.text[token.place.clone()];
        let is_name = is_name(parsed, token, written, at == 0);
        let is_person = is_name || token.classes & person != 0;
        let text = if is_name { PERSON.to_owned() } else { spell(written) };
        let is_light = !is_person && token.classes & light != 0 && token.classes & negation == 0;
        let stem = if is_person { hash(&[PERSON]) } else { hash(&[&lexicon.stem(&text)]) };
        let is_negated = sentence.scopes.word(at).is_negated();
        words.push(Word { text: hash(&[&text]), stem, is_light, is_negated });
    }
    words
}

/// Whether a word is somebody's name. The first of a sentence has a capital anyway.
fn is_name(parsed: &Parsed<'_>, token: &Token, written: &str, is_first: bool) -> bool {
    let next = parsed.mentions.partition_point(|mention| mention.place.start < token.place.start);
    if parsed.mentions.get(next).is_some_and(|mention| mention.place.start == token.place.start) {
        return true;
    }
    let looks_so = token.word == 0 && token.classes != 0;
    looks_so && !is_first || token.word == 0 && crate::redaction::is_given_name(written)
}

/// A word in lower case, without apostrophes; numbers are all the same.
fn spell(written: &str) -> String {
    if written.starts_with(|char: char| char.is_ascii_digit()) {
        return "0".to_owned();
    }
    let mut text = String::with_capacity(written.len());
    for char in written.chars().flat_map(char::to_lowercase).filter(|char| *char != '\'') {
        // Drawn out: "soooo".
        if !(text.ends_with(char) && text[..text.len() - char.len_utf8()].ends_with(char)) {
            text.push(char);
        }
    }
    text
}

fn of_words(words: &[Word], sink: &mut Sink<'_>) {
    let framed = framed(words.iter().map(|word| word.text));
    for word in &framed[1..framed.len() - 1] {
        sink(Feature::new(Family::Words, WORDS, &[*word]));
    }
    for run in framed.windows(2).chain(framed.windows(3)) {
        sink(Feature::new(Family::Runs, WORDS, run));
    }
}

fn of_stems(words: &[Word], sink: &mut Sink<'_>) {
    let heavy = || words.iter().filter(|word| !word.is_light);
    for word in heavy() {
        let mark = if word.is_negated { NEGATED } else { STEMS };
        sink(Feature::new(Family::Stems, mark, &[word.stem]));
    }
    let framed = framed(heavy().map(|word| word.stem));
    for run in framed.windows(2).chain(framed.windows(3)) {
        sink(Feature::new(Family::Stems, STEMS, run));
    }
    for three in framed.windows(3) {
        sink(Feature::new(Family::Stems, STEMS_APART, &[three[0], three[2]]));
    }
}

/// Between the marks of a beginning and of an end.
fn framed(words: impl Iterator<Item = u32>) -> Vec<u32> {
    [hash(&["^"])].into_iter().chain(words).chain([hash(&["$"])]).collect()
}

/// Signs between the words: exclamation, emoji.
fn of_signs(text: &str, sink: &mut Sink<'_>) {
    let mut buffer = [0; 4];
    for char in text.chars().filter(|char| !char.is_alphanumeric() && !char.is_whitespace()) {
        sink(Feature::new(Family::Words, SIGNS, &[hash(&[char.encode_utf8(&mut buffer)])]));
    }
}

/// What the rules found, spelled by `parts`.
fn rule(parts: &[&str]) -> Feature {
    Feature::new(Family::Rules, FINDINGS, &[hash(parts)])
}

fn of_rules(sentence: &Sentence, sink: &mut Sink<'_>) {
    for phrase in &sentence.matches {
        for label in &phrase.rule.labels {
            match label {
                Label::Scope(kind) => sink(rule(&["scope:", &format!("{kind:?}")])),
                Label::Theme(theme, _) => sink(rule(&["theme:", theme.as_str()])),
                _ => {}
            }
        }
        of_phrase(sentence, phrase, sink);
    }
    of_findings(sentence, sink);
    sink(rule(&["tone:", bucket(sentence.tone)]));
    if let Some(harm) = sentence.harm {
        sink(rule(&["harm:", &format!("{harm:?}")]));
    }
}

/// What the rules find, and whether it is said plainly: in few words, without any scope, to or by the writer.
fn of_findings(sentence: &Sentence, sink: &mut Sink<'_>) {
    let Sentence { tokens, matches, scopes, .. } = sentence;
    let lexicon = Lexicon::get();
    let writer = lexicon.class("me") | lexicon.class("my");
    let manners = [
        (tokens.len() <= FEW, " few"),
        ((0..tokens.len()).all(|at| scopes.word(at) == Scope::default()), " plain"),
        (tokens.iter().any(|token| token.classes & writer != 0), " me"),
    ];
    for phrase in matches {
        let mut meanings = meaning::of(phrase, scopes.phrase(phrase));
        meanings.retain(|meaning| meaning.is_so(tokens, phrase, matches, sentence.harm));
        for found in meanings {
            let sign = found.polarity.map_or("", |polarity| if polarity > 0.0 { "+" } else { "-" });
            sink(rule(&["found:", found.label, sign]));
            if found.kind == EvidenceKind::Factor {
                for (_, manner) in manners.iter().filter(|(is_so, _)| *is_so) {
                    sink(rule(&["found:", found.label, sign, manner]));
                }
            }
        }
    }
}

/// What a phrase means by itself, and whose deed it is.
fn of_phrase(sentence: &Sentence, phrase: &Match, sink: &mut Sink<'_>) {
    if !phrase.counts {
        return;
    }
    let who = if experience::is_writers(&sentence.tokens, phrase) { "own" } else { "other" };
    let scope = sentence.scopes.phrase(phrase);
    let covers = [
        (scope.is_negated(), "not"),
        (scope.is_under(Cover::Wish), "wish"),
        (scope.is_under(Cover::Maybe), "maybe"),
        (scope.is_under(Cover::Past), "past"),
        (scope.is_under(Cover::Question), "asked"),
        (scope.is_under(Cover::Aside), "aside"),
        (scope.is_under(Cover::Quote), "quote"),
    ];
    for label in &phrase.rule.labels {
        let (name, sign) = match label {
            Label::Factor(factor, polarity) => (factor.as_str(), if *polarity > 0.0 { "+" } else { "-" }),
            Label::Emotion(emotion, _) => (emotion.as_str(), ""),
            Label::Style(style, _) => (style.as_str(), ""),
            Label::Theme(..) | Label::Scope(_) => continue,
        };
        sink(rule(&["rule:", name, sign, " ", who]));
        for (_, cover) in covers.iter().filter(|(is_so, _)| *is_so) {
            sink(rule(&["rule:", name, sign, " ", cover]));
        }
    }
}

/// Hands the features of a passage as a whole to `sink`, where VADER makes this of its words.
pub(super) fn of_whole(passage: &[Sentence], scores: &vader::Scores, sink: &mut Sink<'_>) {
    let lexicon = Lexicon::get();
    for class in
        ["i", "me", "my", "partner", "child", "family", "friend", "colleague", "other", "him", "neg", "feeling", "body"]
    {
        let bit = lexicon.class(class);
        if passage.iter().any(|sentence| sentence.tokens.iter().any(|token| token.classes & bit != 0)) {
            sink(rule(&["class:", class]));
        }
    }
    let Some(last) = passage.last() else { return };
    let sums: Vec<f64> = passage.iter().filter_map(|sentence| sentence.tone).collect();
    let sum = if sums.is_empty() { None } else { Some(sums.iter().sum()) };
    sink(rule(&["all:", bucket(sum)]));
    sink(rule(&["last:", bucket(last.tone)]));
    sink(rule(&["vader:", bucket(Some(scores.compound * 4.0).filter(|sum| *sum != 0.0))]));
    if scores.pos > 0.0 {
        sink(rule(&["vader+"]));
    }
    if scores.neg > 0.0 {
        sink(rule(&["vader-"]));
    }
    let words: usize = passage.iter().map(|sentence| sentence.tokens.len()).sum();
    let length = match words {
        0..=5 => "5",
        6..=9 => "9",
        10..=14 => "14",
        15..=22 => "22",
        23..=32 => "32",
        _ => "more",
    };
    sink(rule(&["length:", length]));
    sink(rule(&["sentences:", ["0", "1", "2", "3", "more"][passage.len().min(4)]]));
}

/// A sum of valences in steps.
fn bucket(sum: Option<f64>) -> &'static str {
    match sum {
        None => "none",
        Some(sum) if sum < -4.0 => "-4",
        Some(sum) if sum < -2.0 => "-2",
        Some(sum) if sum < -0.8 => "-1",
        Some(sum) if sum < 0.0 => "-0",
        Some(sum) if sum < 0.8 => "+0",
        Some(sum) if sum < 2.0 => "+1",
        Some(sum) if sum < 4.0 => "+2",
        Some(_) => "+4",
    }
}
