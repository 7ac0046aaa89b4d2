//! Gathers what was found sentence by sentence into a reading.

use std::cell::LazyCell;
use std::ops::Range;

use super::finding::round;
use super::grave::{self, Harm};
use super::learnt::Opinion;
use super::meaning::{self, Meaning};
use super::parsed::{Parsed, Sentence};
use super::scopes::Scope;
use super::source::Source;
use super::summary::{self, Tone};
use super::{CommunicationStyle, Emotion, Evidence, EvidenceKind, KnownPerson, Reading, vader};

/// At most so many pieces of evidence of one kind and label are kept, the strongest ones.
const MOST_OF_A_LABEL: usize = 100;

/// The findings so far.
pub(super) struct Findings<'a> {
    source: &'a Source<'a>,
    parsed: &'a Parsed<'a>,
    evidence: Vec<Evidence>,
    /// Which of it speaks well of somebody: does not count beside what others did to the writer.
    kindness: Vec<usize>,
    /// Each sentence or passage that has a tone.
    tones: Vec<Tone>,
    /// Sums of valences of the grave sentences alone.
    grave_sums: Vec<f64>,
    /// The harm the text tells of.
    harm: Option<Harm>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(source: &'a Source<'a>, parsed: &'a Parsed<'a>) -> Self {
        Self {
            source,
            parsed,
            evidence: Vec::new(),
            kindness: Vec::new(),
            tones: Vec::new(),
            grave_sums: Vec::new(),
            harm: None,
        }
    }

    pub(super) fn add_people(&mut self, people: &[KnownPerson<'_>]) {
        for mention in &self.parsed.mentions {
            let Some(person) = mention.person.and_then(|person| people.get(person)) else { continue };
            self.push(EvidenceKind::Person, person.id.to_string(), &mention.place, None, 1.0);
        }
    }

    /// Adds what the rules find in a passage, as far as the classifier agrees, and what it finds itself.
    pub(super) fn add_passage(&mut self, passage: &[Sentence], opinion: Option<&Opinion<'_>>) {
        for sentence in passage {
            self.harm = self.harm.max(sentence.harm);
        }
        let before = self.evidence.len();
        for sentence in passage {
            self.add_matches(sentence, opinion);
        }
        match opinion {
            None => passage.iter().for_each(|sentence| self.add_tone(sentence)),
            Some(opinion) => {
                self.add_learnt(passage, opinion, before);
                self.add_tone_of_passage(passage, opinion);
            }
        }
    }

    /// Adds what the phrases of a sentence mean in their scopes. Beside harm nothing pleasant is felt.
    fn add_matches(&mut self, sentence: &Sentence, opinion: Option<&Opinion<'_>>) {
        let Sentence { tokens, matches, scopes, harm, .. } = sentence;
        let alone = opinion.map(|opinion| LazyCell::new(|| opinion.alone(self.parsed, sentence)));
        for phrase in matches {
            let scope = match phrase.rule.is_grave() {
                true if grave::is_grave(tokens, phrase, scopes) => Scope::default(),
                true => continue,
                false => scopes.phrase(phrase),
            };
            let mut meanings = meaning::of(phrase, scope);
            meanings.retain(|meaning| {
                meaning.is_so(tokens, phrase, matches, *harm)
                    && opinion.zip(alone.as_ref()).is_none_or(|(opinion, alone)| {
                        opinion.keeps(|| alone, meaning.kind, meaning.label, meaning.polarity)
                    })
            });
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

    /// Adds what the classifier finds in a passage and the rules, whose evidence begins at `from`, did not.
    fn add_learnt(&mut self, passage: &[Sentence], opinion: &Opinion<'_>, from: usize) {
        for found in opinion.findings(passage) {
            let is_same = |piece: &Evidence| {
                piece.kind == found.kind
                    && piece.label == found.label
                    && (piece.polarity > Some(0.0)) == (found.polarity > Some(0.0))
            };
            if self.evidence[from..].iter().any(is_same) {
                continue;
            }
            if found.polarity > Some(0.0) {
                self.kindness.push(self.evidence.len());
            }
            let place = passage[found.sentence].place.clone();
            self.push(found.kind, found.label.to_owned(), &place, found.polarity.map(round), round(found.strength));
        }
    }

    /// Adds the tone of a sentence, if it has one.
    fn add_tone(&mut self, sentence: &Sentence) {
        let Sentence { place, tone, harm, .. } = sentence;
        let grave = harm.map(|_| grave::tone(*tone));
        self.grave_sums.extend(grave);
        let Some(sum) = grave.or(*tone) else { return };
        self.tones.push(Tone::of_rules(sum));
        self.push_tone(place, vader::normalize(sum));
    }

    /// Adds the tone of a passage, if it has one.
    fn add_tone_of_passage(&mut self, passage: &[Sentence], opinion: &Opinion<'_>) {
        let sums: Vec<Tone> = passage.iter().filter_map(|sentence| sentence.tone).map(Tone::of_rules).collect();
        let by_rules = summary::tone(&sums, &[]);
        let words = f64::midpoint(by_rules.unwrap_or_default(), opinion.vader);
        let tone = opinion.tone(words);
        if tone == 0.0 {
            return;
        }
        let sum = vader::sum_of(tone);
        // As sure as the words are of it where they are least so.
        let by_words = || sums.iter().map(|tone| tone.sure).fold(Tone::of_rules(sum).sure, f64::min);
        let sure = opinion.sureness(words, tone).unwrap_or_else(by_words);
        let agreeing = passage.iter().filter(|sentence| sentence.tone.is_some_and(|sum| sum * tone > 0.0));
        let mut places: Vec<(Range<usize>, f64)> = agreeing
            .map(|sentence| (sentence.place.clone(), vader::normalize(sentence.tone.unwrap_or_default())))
            .collect();
        if places.is_empty() {
            let leading = opinion.leading(tone);
            places.push((passage[leading].place.clone(), tone));
        }
        let sentences = places.iter().fold(0.0, |count, _| count + 1.0);
        self.tones.push(Tone { sum, sure, sentences });
        for (place, tone) in places {
            self.push_tone(&place, tone);
        }
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
            sentiment_score: summary::tone(&self.tones, &self.grave_sums).map(round),
            confidence: round(summary::confidence(&self.tones)),
            emotions,
            themes: summary::ranked(&evidence, EvidenceKind::Theme),
            communication_style: summary::style(&evidence),
            language: self.parsed.language.map(str::to_owned),
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

    fn push_tone(&mut self, place: &Range<usize>, tone: f64) {
        self.push(EvidenceKind::Sentiment, "tone".to_owned(), place, Some(round(tone)), round(tone.abs()));
    }

    fn push(&mut self, kind: EvidenceKind, label: String, place: &Range<usize>, polarity: Option<f64>, strength: f64) {
        let quote = self.source.quote(place);
        let (start, end, quote) = (quote.start, quote.end, quote.text.to_owned());
        self.evidence.push(Evidence { kind, label, quote, start, end, polarity, strength });
    }
}
