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

/// A feature of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature(u64);

impl Feature {
    /// The feature that is spelled by `parts` together.
    pub(super) fn new(family: Family, parts: &[&str]) -> Self {
        Self((family as u64) << 32 | u64::from(hash(parts)))
    }

    /// Whether it is of the same family.
    #[must_use]
    pub const fn is_akin(self, other: Self) -> bool {
        self.0 >> 32 == other.0 >> 32
    }

    /// Its number in the file of weights.
    #[must_use]
    pub const fn number(self) -> u32 {
        (self.0 & 0xffff_ffff) as u32
    }
}

/// So many words are few.
const FEW: usize = 10;

/// Takes features, each as the parts of its spelling.
pub(super) type Sink<'a> = dyn FnMut(Family, &[&str]) + 'a;

/// A word, and how it is spelled in features.
struct Word {
    text: String,
    stem: String,
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
        let text = if is_name { "@".to_owned() } else { spell(written) };
        let is_light = !is_person && token.classes & light != 0 && token.classes & negation == 0;
        let stem = if is_person { "@".to_owned() } else { lexicon.stem(&text) };
        words.push(Word { text, stem, is_light, is_negated: sentence.scopes.word(at).is_negated() });
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
    looks_so && !is_first || token.word == 0 && crate::redaction::is_given_name(&written.to_lowercase())
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
    let framed: Vec<&str> = ["^"].into_iter().chain(words.iter().map(|word| word.text.as_str())).chain(["$"]).collect();
    for word in &framed[1..framed.len() - 1] {
        sink(Family::Words, &["w:", word]);
    }
    for pair in framed.windows(2) {
        sink(Family::Runs, &["w:", pair[0], " ", pair[1]]);
    }
    for three in framed.windows(3) {
        sink(Family::Runs, &["w:", three[0], " ", three[1], " ", three[2]]);
    }
}

fn of_stems(words: &[Word], sink: &mut Sink<'_>) {
    let heavy: Vec<&Word> = words.iter().filter(|word| !word.is_light).collect();
    for word in &heavy {
        sink(Family::Stems, &["s:", if word.is_negated { "!" } else { "" }, &word.stem]);
    }
    let framed: Vec<&str> = ["^"].into_iter().chain(heavy.iter().map(|word| word.stem.as_str())).chain(["$"]).collect();
    for pair in framed.windows(2) {
        sink(Family::Stems, &["s:", pair[0], " ", pair[1]]);
    }
    for three in framed.windows(3) {
        sink(Family::Stems, &["s:", three[0], " ", three[1], " ", three[2]]);
        sink(Family::Stems, &["s:", three[0], " _ ", three[2]]);
    }
}

/// Signs between the words: exclamation, emoji.
fn of_signs(text: &str, sink: &mut Sink<'_>) {
    let mut buffer = [0; 4];
    for char in text.chars().filter(|char| !char.is_alphanumeric() && !char.is_whitespace()) {
        sink(Family::Words, &["g:", char.encode_utf8(&mut buffer)]);
    }
}

fn of_rules(sentence: &Sentence, sink: &mut Sink<'_>) {
    for phrase in &sentence.matches {
        for label in &phrase.rule.labels {
            match label {
                Label::Scope(kind) => sink(Family::Rules, &["scope:", &format!("{kind:?}")]),
                Label::Theme(theme, _) => sink(Family::Rules, &["theme:", theme.as_str()]),
                _ => {}
            }
        }
        of_phrase(sentence, phrase, sink);
    }
    of_findings(sentence, sink);
    sink(Family::Rules, &["tone:", bucket(sentence.tone)]);
    if let Some(harm) = sentence.harm {
        sink(Family::Rules, &["harm:", &format!("{harm:?}")]);
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
            sink(Family::Rules, &["found:", found.label, sign]);
            if found.kind == EvidenceKind::Factor {
                for (_, manner) in manners.iter().filter(|(is_so, _)| *is_so) {
                    sink(Family::Rules, &["found:", found.label, sign, manner]);
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
        sink(Family::Rules, &["rule:", name, sign, " ", who]);
        for (_, cover) in covers.iter().filter(|(is_so, _)| *is_so) {
            sink(Family::Rules, &["rule:", name, sign, " ", cover]);
        }
    }
}

/// Hands the features of a passage as a whole to `sink`.
pub(super) fn of_whole(parsed: &Parsed<'_>, passage: &[Sentence], sink: &mut Sink<'_>) {
    let lexicon = Lexicon::get();
    for class in
        ["i", "me", "my", "partner", "child", "family", "friend", "colleague", "other", "him", "neg", "feeling", "body"]
    {
        let bit = lexicon.class(class);
        if passage.iter().any(|sentence| sentence.tokens.iter().any(|token| token.classes & bit != 0)) {
            sink(Family::Rules, &["class:", class]);
        }
    }
    let (Some(first), Some(last)) = (passage.first(), passage.last()) else { return };
    let text = &parsed.text[first.place.start..last.place.end];
    let sums: Vec<f64> = passage.iter().filter_map(|sentence| sentence.tone).collect();
    let sum = if sums.is_empty() { None } else { Some(sums.iter().sum()) };
    sink(Family::Rules, &["all:", bucket(sum)]);
    sink(Family::Rules, &["last:", bucket(last.tone)]);
    let scores = vader::score(text);
    sink(Family::Rules, &["vader:", bucket(Some(scores.compound * 4.0).filter(|sum| *sum != 0.0))]);
    if scores.pos > 0.0 {
        sink(Family::Rules, &["vader+"]);
    }
    if scores.neg > 0.0 {
        sink(Family::Rules, &["vader-"]);
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
    sink(Family::Rules, &["length:", length]);
    sink(Family::Rules, &["sentences:", ["0", "1", "2", "3", "more"][passage.len().min(4)]]);
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
