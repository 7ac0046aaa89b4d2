//! The second layer with a better ear: the score by words, and what the encoder answers to the same questions. A browser cannot
//! have it, and it takes its time: the server's jobs do.
//!
//! `lexicon/crisis/closer.txt` has a title and a line `head NAME WORDS ANSWER LEAN THRESHOLD` for each head, `cargo xtask train
//! crisis` makes it: a head fires in a passage if `WORDS * score + ANSWER * answer + LEAN > THRESHOLD`.

use std::ops::Range;
use std::sync::LazyLock;

use hearken_encoder::Encoder;

use super::rules::Rules;
use super::weights::{HEADS, Weights};
use super::words::Text;
use super::{Crisis, together};
use crate::classifier::{File, odds};
use crate::closely;
use crate::reading::sentence_places;

const TITLE: &str = "hearken-crisis-closer 1";
/// What the encoder knows: one of these is so of each passage.
const KINDS: [&str; 5] = ["danger S0", "danger S1", "danger S2", "danger S3", "danger V"];
/// For each head, the kinds that it is to find, and those it is to tell them from.
const ODDS: [(&[usize], &[usize]); 4] =
    [(&[1, 2, 3], &[0]), (&[2, 3], &[0, 1, 4]), (&[3], &[0, 1, 2, 4]), (&[4], &[0, 1, 2, 3])];
/// A passage has so many sentences and words at most: the encoder reads no more at once.
const SENTENCES: usize = 4;
const WORDS: usize = 80;
/// Only so many passages of a text are looked at so closely: about 10,000 words, a few seconds.
const MOST: usize = 200;

/// How words and answers are weighed for a head.
#[derive(Clone, Copy)]
struct Weighing {
    words: f64,
    answer: f64,
    lean: f64,
    threshold: f64,
}

struct Closer {
    heads: [Weighing; 4],
}

static CLOSER: LazyLock<Option<Closer>> =
    LazyLock::new(|| Closer::read(include_str!("../../lexicon/crisis/closer.txt")).unwrap_or_default());

/// What words and encoder make of a text together; `None` where one of them is missing.
pub(super) fn judge(text: &str) -> Option<Crisis> {
    let (closer, weights) = (CLOSER.as_ref()?, Weights::get()?);
    let passages = passages(text);
    let passages = &passages[..passages.len().min(MOST)];
    let judged = passages
        .iter()
        .zip(answers(passages)?)
        .map(|(passage, answers)| closer.judge_passage(weights.scores(&Text::read(passage, Rules::get())), answers));
    Some(together(judged))
}

/// For each passage, what the encoder answers each head: the logarithm of the odds. `None` where it does not know them.
fn answers(passages: &[&str]) -> Option<Vec<[f64; 4]>> {
    let encoder = Encoder::get()?;
    let mut kinds = [0; KINDS.len()];
    for (place, kind) in kinds.iter_mut().zip(KINDS) {
        *place = encoder.question(kind)?;
    }
    let of_heads = |answers: Vec<f32>| {
        let those = |some: &'static [usize]| some.iter().map(|kind| f64::from(answers[kinds[*kind]]));
        ODDS.map(|(finds, among)| odds(those(finds), those(among)))
    };
    Some(closely::answers(encoder, passages).into_iter().map(of_heads).collect())
}

/// The passages of a text: sentences that follow each other. Each begins with the last one of the passage before, so that
/// what two of them say together is seen.
#[must_use]
pub fn passages(text: &str) -> Vec<&str> {
    let sentences: Vec<Range<usize>> = sentence_places(text).into_iter().flat_map(|place| cut(text, place)).collect();
    let words = |place: &Range<usize>| text[place.clone()].split_whitespace().count();
    let mut passages = Vec::new();
    let mut start = 0;
    while start < sentences.len() {
        let (mut end, mut count) = (start + 1, words(&sentences[start]));
        while let Some(next) = sentences.get(end).filter(|next| end - start < SENTENCES && count + words(next) <= WORDS)
        {
            count += words(next);
            end += 1;
        }
        passages.push(&text[sentences[start].start..sentences[end - 1].end]);
        start = if end == sentences.len() { end } else { (end - 1).max(start + 1) };
    }
    passages
}

/// Cuts a sentence that has no end where the encoder would stop reading.
fn cut(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let words: Vec<&str> = text[sentence.clone()].split_inclusive(char::is_whitespace).collect();
    let mut end = sentence.start;
    let next = |some: &[&str]| {
        let start = end;
        end += some.iter().map(|word| word.len()).sum::<usize>();
        start..end
    };
    words.chunks(WORDS).map(next).collect()
}

impl Closer {
    fn read(file: &str) -> Result<Option<Self>, String> {
        let Some(mut file) = File::open(file, TITLE)? else { return Ok(None) };
        let mut heads = Vec::new();
        for name in HEADS {
            let [words, answer, lean, threshold] = file.numbers(&format!("head {name}"))?;
            heads.push(Weighing { words, answer, lean, threshold });
        }
        Ok(heads.try_into().ok().map(|heads| Self { heads }))
    }

    fn judge_passage(&self, words: [f64; 4], answers: [f64; 4]) -> Crisis {
        let mut fires = [false; 4];
        for (fires, (head, (words, answer))) in
            fires.iter_mut().zip(self.heads.iter().zip(words.into_iter().zip(answers)))
        {
            *fires = head.words * words + head.answer * answer + head.lean > head.threshold;
        }
        Crisis::of_heads(fires)
    }
}

/// What the encoder answers of a text as one passage, for training.
#[must_use]
pub fn danger_answers(text: &str) -> Option<[f64; 4]> {
    answers(&[text])?.pop()
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

    #[test]
    fn passages_share_a_sentence_and_have_no_more_than_the_encoder_reads() {
        assert_eq!(passages("One. Two. Three. Four. Five. Six."), ["One. Two. Three. Four.", "Four. Five. Six."]);
        let long = "word ".repeat(WORDS + 20);
        let parts: Vec<usize> = passages(&long).iter().map(|passage| passage.split_whitespace().count()).collect();
        assert_eq!(parts, [WORDS, 20]);
        assert_eq!(passages(&format!("Short. {}", "word ".repeat(WORDS))).len(), 2);
        assert!(passages(" \n").is_empty());
    }

    #[test]
    fn the_file_that_is_shipped_is_read_and_nonsense_is_refused() {
        let file = include_str!("../../lexicon/crisis/closer.txt");
        assert!(Closer::read(file).unwrap().is_some());
        assert!(Closer::read(&file.replacen("head S3", "head S4", 1)).is_err());
        assert!(Closer::read("").unwrap().is_none());
    }

    #[test]
    fn words_and_encoder_are_weighed() {
        let head = |threshold: u8| format!("head {} 1 2 0.5 {threshold}\n", HEADS[0]);
        let others = "head S2 0 0 0 1\nhead S3 0 0 0 1\nhead V 0 0 0 1\n";
        let closer = |threshold: u8| Closer::read(&format!("{TITLE}\n{}{others}", head(threshold))).unwrap().unwrap();
        let judge = |threshold: u8| closer(threshold).judge_passage([1.0, 9.0, 9.0, 9.0], [1.5, 9.0, 9.0, 9.0]);
        assert_eq!(judge(4), Crisis { level: Level::S1, violence: false });
        assert_eq!(judge(5), Crisis::default());
    }
}
