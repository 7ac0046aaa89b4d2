//! The second layer of the reading: a linear classifier that corrects what the rules found, and finds what they miss.
//!
//! `lexicon/reading/weights.txt` may be empty: then there is no second layer. Otherwise it is a file of weights
//! ([`crate::classifier`]) with lines of its own behind the heads: `encoder GROUP WORDS ANSWER LEAN OWN` for each group
//! of heads, how much its words and what the encoder answers count ([`closer`]) and above which score it then finds
//! something; `kept GROUP SHORT LONG SHORT LONG` for emotions, themes and factors, the scores above which what the rules
//! found stays in short passages and in long ones, by words alone and then with the encoder; and `features N`. Its bytes
//! are N features, each as its number ([`Feature::number`], four bytes, the lowest first), one byte that says how many
//! heads it counts for, and for each of these the number of the head and the weight.
//!
//! **What is looked at** are passages of up to three sentences of a line. The score of a head is `BIAS` and, for each
//! [`features::Family`] of features, `SCALE * s / sqrt(k)`: the passage has k features of the family, and the weights
//! of those in the file, each counted once, sum up to s. It is the logarithm of the odds: [`probability`] is what to
//! expect.

mod closer;
mod features;
mod heads;
mod opinion;
mod passages;
mod rows;

use std::sync::LazyLock;

use closer::Weighing;
pub use closer::answers;
pub use features::Feature;
pub use heads::heads;
pub(super) use opinion::Opinion;
pub(super) use passages::split;

use super::parsed::{Parsed, Sentence};
use super::source::Source;
use super::vader;
use crate::classifier::{File, Head};
use rows::{Rows, Weight};

const TITLE: &str = "hearken-reading-weights 6";

/// A passage of so many words is short: what the rules find in it is right more often.
const SHORT: usize = 12;

/// The classifier.
pub(super) struct Classifier {
    heads: Vec<Head>,
    /// What suffices by words alone, and where the encoder is listened to.
    limits: Limits,
    closer: Limits,
    /// For each head, how the encoder is listened to.
    weighing: Vec<Weighing>,
    rows: Rows,
}

/// What scores suffice.
struct Limits {
    /// For each head, above which it finds something.
    own: Vec<f64>,
    /// And above which what the rules found stays: in a short passage, in a long one.
    kept: Vec<[f64; 2]>,
}

static CLASSIFIER: LazyLock<Option<Classifier>> =
    LazyLock::new(|| Classifier::read(include_str!("../../../lexicon/reading/weights.txt")).unwrap_or_default());

/// What the classifier sees of a text.
pub struct Features {
    /// The distinct features, the lowest first.
    pub found: Vec<Feature>,
    /// How many there are of each family, each as often as it comes.
    pub counts: Counts,
}

type Counts = [usize; features::Family::COUNT];

/// The features of a text as one passage, for training.
#[must_use]
pub fn features(text: &str) -> Features {
    let source = Source::new(text);
    let parsed = Parsed::new(source.plain(), &[]);
    let mut counts = Counts::default();
    let sentences = of_sentences(&parsed, &parsed.sentences, &mut counts, None);
    let scores = vader_scores(&parsed, &parsed.sentences);
    let found = of_passage(&parsed.sentences, &scores, &sentences, &mut counts, None);
    Features { found: found.into_iter().map(|known| known.feature).collect(), counts }
}

/// Whether a text is short as one passage, for training.
#[must_use]
pub fn is_short(text: &str) -> bool {
    has_few_words(&Parsed::new(Source::new(text).plain(), &[]).sentences)
}

fn has_few_words(passage: &[Sentence]) -> bool {
    passage.iter().map(|sentence| sentence.tokens.len()).sum::<usize>() <= SHORT
}

/// A feature that something was learnt of, and what: looked up once, used for many heads.
#[derive(Clone, Copy)]
struct Known<'a> {
    feature: Feature,
    weights: &'a [Weight],
}

/// What is known of the features of each sentence; without `rows` they are all there.
fn of_sentences<'a>(
    parsed: &Parsed<'_>,
    passage: &[Sentence],
    counts: &mut Counts,
    rows: Option<&'a Rows>,
) -> Vec<Vec<Known<'a>>> {
    let of = |sentence| known(counts, rows, |sink| features::of_sentence(parsed, sentence, sink));
    passage.iter().map(of).collect()
}

/// What VADER makes of the words of a passage.
fn vader_scores(parsed: &Parsed<'_>, passage: &[Sentence]) -> vader::Scores {
    let start = passage.first().map_or(0, |first| first.place.start);
    let end = passage.last().map_or(0, |last| last.place.end);
    vader::score(&parsed.text[start..end])
}

/// What is known of the features of a passage with these sentences, where VADER makes this of its words.
fn of_passage<'a>(
    passage: &[Sentence],
    scores: &vader::Scores,
    sentences: &[Vec<Known<'a>>],
    counts: &mut Counts,
    rows: Option<&'a Rows>,
) -> Vec<Known<'a>> {
    let mut found = known(counts, rows, |sink| features::of_whole(passage, scores, sink));
    found.extend(sentences.iter().flatten());
    // Each sentence is in order by itself: this sort makes use of it.
    found.sort_by_key(|known| known.feature);
    found.dedup_by_key(|known| known.feature);
    found
}

/// The distinct features that are known; all of them are counted.
fn known<'a>(counts: &mut Counts, rows: Option<&'a Rows>, of: impl FnOnce(&mut features::Sink<'_>)) -> Vec<Known<'a>> {
    let mut found = Vec::new();
    of(&mut |feature| {
        counts[feature.family()] += 1;
        if rows.is_none_or(|rows| rows.may_have(feature.number())) {
            found.push(feature);
        }
    });
    found.sort_unstable();
    found.dedup();
    let weights = |feature: Feature| rows.map_or(&[][..], |rows| rows.of(feature.number()));
    found.into_iter().map(|feature| Known { feature, weights: weights(feature) }).collect()
}

/// How often what has this score is so.
fn probability(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

impl Classifier {
    /// The classifier, where there is one.
    pub(super) fn get() -> Option<&'static Self> {
        CLASSIFIER.as_ref()
    }

    fn read(file: &str) -> Result<Option<Self>, String> {
        let Some(mut file) = File::open(file, TITLE)? else { return Ok(None) };
        let names = heads();
        let heads = file.heads(names.iter().map(String::as_str))?;
        let (weighing, own_closely) = closer::read(&mut file)?;
        let [kept, kept_closely] = heads::kept(&mut file)?;
        let limits = Limits { own: heads.iter().map(|head| head.threshold).collect(), kept };
        let closer = Limits { own: own_closely, kept: kept_closely };
        let [count] = file.numbers("features")?;
        let rows = Rows::read(file.rest()?, count, heads.len())?;
        Ok(Some(Self { heads, limits, closer, weighing, rows }))
    }

    /// What suffices.
    fn limits(&self, is_close: bool) -> &Limits {
        if is_close { &self.closer } else { &self.limits }
    }

    /// What the classifier makes of each passage, with the encoder or by words alone.
    pub(super) fn judge(&self, parsed: &Parsed<'_>, passages: &[&[Sentence]], is_close: bool) -> Vec<Opinion<'_>> {
        let mut opinions: Vec<Opinion<'_>> = passages.iter().map(|passage| self.by_words(parsed, passage)).collect();
        if is_close {
            self.listen(parsed, passages, &mut opinions);
        }
        opinions
    }

    /// Has the encoder asked, and its answers weighed with what was made of the words.
    fn listen(&self, parsed: &Parsed<'_>, passages: &[&[Sentence]], opinions: &mut [Opinion<'_>]) {
        for (opinion, answers) in opinions.iter_mut().zip(closer::of_passages(parsed, passages)) {
            opinion.is_close = true;
            for (score, (weighing, answer)) in opinion.scores.iter_mut().zip(self.weighing.iter().zip(answers)) {
                *score = answer.map_or(*score, |answer| weighing.of(*score, answer));
            }
        }
    }

    /// What the classifier makes of the words of a passage.
    fn by_words(&self, parsed: &Parsed<'_>, passage: &[Sentence]) -> Opinion<'_> {
        let mut scores: Vec<f64> = self.heads.iter().map(|head| head.bias).collect();
        let mut counts = Counts::default();
        let rows = Some(&self.rows);
        let sentences = of_sentences(parsed, passage, &mut counts, rows);
        let words = vader_scores(parsed, passage);
        let found = of_passage(passage, &words, &sentences, &mut counts, rows);
        for family in found.chunk_by(|a, b| a.feature.family() == b.feature.family()) {
            let count = counts[family[0].feature.family()];
            for ((score, head), sum) in scores.iter_mut().zip(&self.heads).zip(self.sums(family)) {
                *score += head.share(sum, count);
            }
        }
        let is_short = has_few_words(passage);
        Opinion { classifier: self, scores, vader: words.compound, sentences, is_short, is_close: false }
    }

    /// What the weights of some features sum up to, for each head.
    fn sums(&self, features: &[Known<'_>]) -> Vec<i32> {
        let mut sums = vec![0; self.heads.len()];
        for [head, weight] in features.iter().flat_map(|known| known.weights) {
            sums[usize::from(*head)] += i32::from(weight.cast_signed());
        }
        sums
    }
}

/// What the weights of some features sum up to for one head.
fn sum(head: usize, features: &[Known<'_>]) -> i32 {
    let weights = features.iter().flat_map(|known| known.weights);
    weights.filter(|[of, _]| usize::from(*of) == head).map(|[_, weight]| i32::from(weight.cast_signed())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_are_shipped_are_read() {
        let classifier = Classifier::read(include_str!("../../../lexicon/reading/weights.txt")).unwrap().unwrap();
        assert_eq!(classifier.heads.len(), heads().len());
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused() {
        let heads: String = heads().iter().map(|name| ["head ", name, " 1 0 0\n"].concat()).collect();
        let groups = heads::GROUPS.map(|group| ["encoder ", group, " 1 0 0 0\n"].concat()).concat();
        let kept = heads::GROUPS[1..].iter().map(|group| ["kept ", group, " 0 0 0 0\n"].concat());
        let groups = groups + &kept.collect::<String>();
        let read = |bytes: &str| Classifier::read(&format!("{TITLE}\n{heads}{groups}features 1\nweights\n{bytes}\n"));
        let classifier = read("AQAAAAEC/w==").unwrap().unwrap();
        assert_eq!(classifier.rows.of(1), [[2, 255]]);
        assert_eq!(read("AQAAAAIC/w==").err().unwrap(), "weights are missing");
        assert_eq!(read("AQAAAAH//w==").err().unwrap(), "a head is unknown");
    }
}
