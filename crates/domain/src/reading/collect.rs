//! Gathers what was found sentence by sentence into a reading.

use std::ops::Range;

use super::finding::round;
use super::grave::{self, Harm};
use super::meaning::{self, Meaning};
use super::people::Mention;
use super::phrase::Match;
use super::scopes::{Scope, Scopes};
use super::source::Source;
use super::tokens::Token;
use super::{CommunicationStyle, Emotion, Evidence, EvidenceKind, KnownPerson, Reading, summary, vader};

/// At most so many pieces of evidence of one kind and label are kept, the strongest ones.
const MOST_OF_A_LABEL: usize = 100;

/// The findings so far.
pub(super) struct Findings<'a> {
    source: &'a Source<'a>,
    evidence: Vec<Evidence>,
    /// Which of it speaks well of somebody: does not count beside what others did to the writer.
    kindness: Vec<usize>,
    /// Sum of valences of each sentence that has a tone.
    sums: Vec<f64>,
    /// The same of the grave sentences alone.
    grave_sums: Vec<f64>,
    /// The harm the text tells of.
    harm: Option<Harm>,
    language: Option<&'static str>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            evidence: Vec::new(),
            kindness: Vec::new(),
            sums: Vec::new(),
            grave_sums: Vec::new(),
            harm: None,
            language: None,
        }
    }

    pub(super) fn add_people(&mut self, mentions: &[Mention], people: &[KnownPerson<'_>]) {
        for mention in mentions {
            let Some(person) = mention.person.and_then(|person| people.get(person)) else { continue };
            self.push(EvidenceKind::Person, person.id.to_string(), &mention.place, None, 1.0);
        }
    }

    /// Says what language most of the text is in; `None` for English.
    pub(super) fn set_language(&mut self, language: Option<&'static str>) {
        self.language = language;
    }

    /// Adds what the phrases of a sentence mean in their scopes. Beside harm nothing pleasant is felt.
    pub(super) fn add_matches(&mut self, tokens: &[Token], matches: &[Match], scopes: &Scopes, harm: Option<Harm>) {
        self.harm = self.harm.max(harm);
        for phrase in matches {
            let scope = match phrase.rule.is_grave() {
                true if grave::is_grave(tokens, phrase, scopes) => Scope::default(),
                true => continue,
                false => scopes.phrase(phrase),
            };
            let mut meanings = meaning::of(phrase, scope);
            meanings.retain(|meaning| meaning.is_so(tokens, phrase, matches, harm));
            let is_kind = meanings.iter().any(Meaning::is_kindness);
            let place = tokens[phrase.first].place.start..tokens[phrase.last].place.end;
            for meaning in meanings {
                if is_kind && meaning.kind != EvidenceKind::Theme {
                    self.kindness.push(self.evidence.len());
                }
                self.push(meaning.kind, meaning.label.to_owned(), &place, meaning.polarity, meaning.strength);
            }
        }
    }

    /// Adds the tone of the sentence at `place`, if it has one.
    pub(super) fn add_tone(&mut self, place: &Range<usize>, sum: Option<f64>, harm: Option<Harm>) {
        let grave = harm.map(|_| grave::tone(sum));
        self.grave_sums.extend(grave);
        let Some(sum) = grave.or(sum) else { return };
        self.sums.push(sum);
        let tone = vader::normalize(sum);
        self.push(EvidenceKind::Sentiment, "tone".to_owned(), place, Some(round(tone)), round(tone.abs()));
    }

    pub(super) fn into_reading(mut self) -> Reading {
        if self.harm == Some(Harm::Others) {
            self.remove_kindness();
        }
        let evidence = summary::tidy(self.evidence, MOST_OF_A_LABEL);
        let mut emotions: Vec<Emotion> = summary::ranked(&evidence, EvidenceKind::Emotion);
        if self.harm.is_some() {
            emotions.sort_by_key(|emotion| emotion.is_pleasant());
        }
        Reading {
            sentiment_score: summary::tone(&self.sums, &self.grave_sums).map(round),
            confidence: round(summary::confidence(&self.sums)),
            emotions,
            themes: summary::ranked(&evidence, EvidenceKind::Theme),
            communication_style: summary::style(&evidence),
            language: self.language.map(str::to_owned),
            evidence,
        }
    }

    /// An apology, a present, an embrace do not undo what was done.
    fn remove_kindness(&mut self) {
        let mut at = 0;
        self.evidence.retain(|piece| {
            at += 1;
            let is_kind = self.kindness.binary_search(&(at - 1)).is_ok();
            !is_kind && piece.label != CommunicationStyle::Collaborative.as_str()
        });
    }

    fn push(&mut self, kind: EvidenceKind, label: String, place: &Range<usize>, polarity: Option<f64>, strength: f64) {
        let quote = self.source.quote(place);
        let (start, end, quote) = (quote.start, quote.end, quote.text.to_owned());
        self.evidence.push(Evidence { kind, label, quote, start, end, polarity, strength });
    }
}
