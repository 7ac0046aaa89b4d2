//! What the classifier makes of a passage.

use super::heads::{self, JOURNAL};
use super::{Classifier, Known, probability, sum};
use crate::reading::EvidenceKind;
use crate::reading::lexicon::Lexicon;
use crate::reading::parsed::{Parsed, Sentence};
use crate::reading::scopes::Cover;

/// So much like a journal a passage must be for its tone to be judged, and so much more for a full tone of its words.
const LIKE: f64 = 0.5;
const LIKE_FOR_TONE: f64 = 4.0;
/// By so much more neither must win over good and bad where words have a full tone.
const FOR_NEITHER: f64 = 2.0;
/// The least tone of what leans, and what a full leaning adds where words have a tone and where they have none.
const LEAST: f64 = 0.06;
const ADDED: f64 = 0.1;
const ADDED_TO_NONE: f64 = 0.4;
/// What is made of a leaning in writing that is not like a journal.
const HINT: f64 = 0.15;
/// More than that a single passage is never sure of anything.
const SUREST: f64 = 0.86;

/// Scores of a passage.
pub(in super::super) struct Opinion<'a> {
    pub(super) classifier: &'a Classifier,
    pub(super) scores: Vec<f64>,
    /// The tone of its words by VADER, -1 to 1.
    pub(in super::super) vader: f64,
    /// What is known of each of its sentences.
    pub(super) sentences: Vec<Vec<Known<'a>>>,
    pub(super) is_short: bool,
    /// Whether the encoder was listened to.
    pub(super) is_close: bool,
}

/// Which way the writing leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Leaning {
    Good,
    Bad,
    Neither,
}

/// Something that the classifier found.
pub(in super::super) struct Learnt {
    pub(in super::super) kind: EvidenceKind,
    pub(in super::super) label: &'static str,
    pub(in super::super) polarity: Option<f64>,
    pub(in super::super) strength: f64,
    /// Which sentence of the passage says it most.
    pub(in super::super) sentence: usize,
}

impl Opinion<'_> {
    /// Which way the passage leans, if it is like a journal; `tone` is that of its words.
    fn leaning(&self, tone: f64) -> Option<Leaning> {
        if self.scores[JOURNAL] < LIKE + LIKE_FOR_TONE * tone.abs() {
            return None;
        }
        let [good, bad, neither] = [0, 1, 2].map(|head| self.scores[head]);
        Some(if neither >= good.max(bad) + FOR_NEITHER * tone.abs() {
            Leaning::Neither
        } else if good > bad {
            Leaning::Good
        } else {
            Leaning::Bad
        })
    }

    /// From what is to be expected of good and of bad, -1 to 1.
    fn balance(&self) -> f64 {
        let all = [0, 1, 2, 3].map(|head| probability(self.scores[head]));
        (all[0] - all[1]) / all.iter().sum::<f64>()
    }

    /// The tone of the passage, where that of its words is `tone`.
    pub(in super::super) fn tone(&self, tone: f64) -> f64 {
        let balance = self.balance();
        let sign = match self.leaning(tone) {
            None if tone == 0.0 => return 0.0,
            None => return (tone + HINT * balance).clamp(-1.0, 1.0),
            Some(Leaning::Neither) => return 0.0,
            Some(Leaning::Good) => 1.0,
            Some(Leaning::Bad) => -1.0,
        };
        let own = if tone * sign > 0.0 { tone.abs().max(LEAST) } else { LEAST };
        let added = if tone == 0.0 { ADDED_TO_NONE } else { ADDED };
        (sign * own + added * balance).clamp(-1.0, 1.0)
    }

    /// How sure the direction of a tone is, 0.5 to 1; `None` where it is that of the words.
    pub(in super::super) fn sureness(&self, words: f64, tone: f64) -> Option<f64> {
        self.leaning(words)?;
        let [good, bad] = [0, 1].map(|head| probability(self.scores[head]));
        let towards = if tone > 0.0 { good } else { bad };
        Some((towards / (good + bad)).clamp(0.5, SUREST))
    }

    /// Which sentence of the passage leans most in the direction of a tone.
    pub(in super::super) fn leading(&self, tone: f64) -> usize {
        self.strongest(usize::from(tone < 0.0))
    }

    /// What is made of one sentence of the passage by itself.
    pub(in super::super) fn alone(&self, parsed: &Parsed<'_>, sentence: &Sentence) -> Self {
        let passage = std::slice::from_ref(sentence);
        let mut opinion = [self.classifier.by_words(parsed, passage)];
        if self.is_close {
            self.classifier.listen(parsed, &[passage], &mut opinion);
        }
        let [opinion] = opinion;
        opinion
    }

    /// Whether a finding of the rules in a sentence stays: by the passage, or by the sentence `alone`. Emotions and themes do
    /// unless that is next to impossible, as their words name them; evidence about somebody must be likely.
    pub(in super::super) fn keeps<'b>(
        &'b self,
        alone: impl FnOnce() -> &'b Self,
        kind: EvidenceKind,
        label: &str,
        polarity: Option<f64>,
    ) -> bool {
        let Some(head) = heads::of(kind, label, polarity) else { return true };
        self.allows(head) || self.sentences.len() > 1 && alone().allows(head)
    }

    fn allows(&self, head: usize) -> bool {
        self.scores[head] > self.classifier.limits(self.is_close).kept[head][usize::from(!self.is_short)]
    }

    /// Which sentence speaks most for a head; the first of several.
    fn strongest(&self, head: usize) -> usize {
        (0..self.sentences.len()).rev().max_by_key(|at| sum(head, &self.sentences[*at])).unwrap_or_default()
    }

    fn fires(&self, head: usize) -> bool {
        self.scores[head] > self.classifier.limits(self.is_close).own[head]
    }

    /// What the classifier finds by itself. The rules say what cannot be: no feeling in what others said, no evidence in what
    /// was, may be or is asked, none without anybody whom it speaks of.
    pub(in super::super) fn findings(&self, passage: &[Sentence]) -> Vec<Learnt> {
        let found = heads::asked().filter(|(head, _)| self.fires(*head)).filter_map(|(head, asked)| {
            let sentence = self.strongest(head);
            let strength = probability(self.scores[head]).min(SUREST);
            let polarity = asked.sign.map(|sign| sign * strength);
            may_be(asked.kind, &passage[sentence]).then_some(Learnt {
                kind: asked.kind,
                label: asked.label,
                polarity,
                strength,
                sentence,
            })
        });
        found.collect()
    }
}

/// Whether a sentence may speak of something, by the rules.
fn may_be(kind: EvidenceKind, sentence: &Sentence) -> bool {
    let mostly = |covers: &[Cover]| {
        let is_under = |at: &usize| covers.iter().any(|cover| sentence.scopes.word(*at).is_under(*cover));
        (0..sentence.tokens.len()).filter(is_under).count() * 2 > sentence.tokens.len()
    };
    match kind {
        EvidenceKind::Emotion => !mostly(&[Cover::Quote]),
        EvidenceKind::Factor => {
            !mostly(&[Cover::Quote, Cover::Question, Cover::Maybe, Cover::Past, Cover::Wish])
                && names_somebody(sentence)
        }
        _ => true,
    }
}

fn names_somebody(sentence: &Sentence) -> bool {
    let lexicon = Lexicon::get();
    let person = lexicon.class("other") | lexicon.class("him") | lexicon.class("his");
    let us = ["we", "us", "our"].map(|word| lexicon.word(word).0);
    sentence.tokens.iter().any(|token| token.classes & person != 0 || us.contains(&token.word))
}
