//! How good what was judged is.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::super::logistic::count;
use super::corpus::Text;

/// Of fewer findings nobody can say how many are right.
const FEWEST: usize = 30;

pub(super) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, number) = values.fold((0.0, 0.0), |(sum, number), value| (sum + value, number + 1.0));
    if number > 0.0 { sum / number } else { 0.0 }
}

/// What heads make of texts.
pub(super) struct Scored<'a> {
    pub(super) texts: Vec<&'a Text>,
    pub(super) heads: &'a [usize],
    /// For each head, the score of each text: the logarithm of the odds.
    pub(super) scores: Vec<Vec<f64>>,
}

/// The share of sentences that are rightly called good, bad or neither: the mean of the authors, and each of them.
pub(super) fn tones(scored: &Scored<'_>) -> String {
    let ruled = |head: usize, at: usize| f64::from(u8::from(scored.texts[at].ruled[head]));
    let learnt = |head: usize, at: usize| scored.scores[head][at];
    let authors: BTreeSet<usize> = scored.texts.iter().map(|text| text.author).collect();
    let line = |name: &str, score: &dyn Fn(usize, usize) -> f64| {
        let each: Vec<f64> = authors.iter().map(|author| right_tones(&scored.texts, *author, score)).collect();
        let list = each.iter().map(|share| format!("{share:.3}")).collect::<Vec<_>>().join(" ");
        format!("  {name:<8} right {:.3} ({list})\n", mean(each.into_iter()))
    };
    line("rules", &ruled) + &line("learnt", &learnt)
}

fn right_tones(texts: &[&Text], author: usize, score: &dyn Fn(usize, usize) -> f64) -> f64 {
    let texts = texts.iter().enumerate().filter(|(_, text)| text.author == author);
    let right = texts.filter_map(|(at, text)| {
        let gold = (0..3).find(|head| text.gold[*head])?;
        let best = (0..3).max_by(|a, b| score(*a, at).total_cmp(&score(*b, at)))?;
        Some(f64::from(u8::from(best == gold)))
    });
    mean(right)
}

/// Which of the rules' findings stay: those above a score.
#[derive(Clone, Copy)]
pub(super) enum Staying {
    /// So high that this share of them is right; one for short texts, one for long ones.
    Right(f64),
    /// So low that no more than this share of the right ones goes.
    AllBut(f64),
}

/// The scores above which something is found: by what was learnt alone, and where the rules found it in short or long
/// sentences.
#[derive(Clone, Copy, Default)]
pub(super) struct Thresholds {
    pub(super) own: f64,
    pub(super) kept: [f64; 2],
}

impl Thresholds {
    /// `own`: the share of what all heads find that is to be right.
    pub(super) fn of(scored: &Scored<'_>, own: f64, staying: Staying) -> Self {
        let own = threshold(scored, own, |_| true);
        let kept = match staying {
            // What would be found without the rules stays with them.
            Staying::Right(share) => [true, false].map(|is_short| {
                threshold(scored, share, |answer| answer.is_ruled && answer.is_short == is_short).min(own)
            }),
            Staying::AllBut(share) => [all_but(scored, share); 2],
        };
        Self { own, kept }
    }
}

/// What a head made of a sentence.
struct Answer {
    score: f64,
    is_so: bool,
    is_ruled: bool,
    is_short: bool,
}

fn answers(scored: &Scored<'_>) -> impl Iterator<Item = Answer> {
    scored.heads.iter().zip(&scored.scores).flat_map(|(head, scores)| {
        let texts = scored.texts.iter().zip(scores);
        texts.map(|(text, score)| Answer {
            score: *score,
            is_so: text.gold[*head],
            is_ruled: text.ruled[*head],
            is_short: text.is_short,
        })
    })
}

/// What is found by the rules, what of it stays, what was learnt finds besides, and both.
pub(super) fn findings(scored: &Scored<'_>, thresholds: Thresholds) -> String {
    let line =
        |name: &str, is_found: &dyn Fn(&Answer) -> bool| format!("  {name:<8} {}\n", Tally::of(scored, is_found));
    let stays = |answer: &Answer| answer.is_ruled && answer.score > thresholds.kept[usize::from(!answer.is_short)];
    let is_own = |answer: &Answer| !answer.is_ruled && answer.score > thresholds.own;
    line("rules", &|answer| answer.is_ruled)
        + &line("kept", &stays)
        + &line("own", &is_own)
        + &line("both", &|answer| stays(answer) || is_own(answer))
}

#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    all: usize,
}

impl Tally {
    fn of(scored: &Scored<'_>, is_found: &dyn Fn(&Answer) -> bool) -> Self {
        answers(scored).fold(Self::default(), |mut tally, answer| {
            let is_found = is_found(&answer);
            tally.right += usize::from(answer.is_so && is_found);
            tally.found += usize::from(is_found);
            tally.all += usize::from(answer.is_so);
            tally
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |of: usize| count(self.right) / count(of.max(1));
        let f1 = 2.0 * count(self.right) / count((self.found + self.all).max(1));
        write!(f, "precision {:.3} recall {:.3} F1 {f1:.3}", share(self.found), share(self.all))
    }
}

/// The lowest score above which this share is right of what all heads find among some answers.
fn threshold(scored: &Scored<'_>, precision: f64, is_meant: impl Fn(&Answer) -> bool) -> f64 {
    let mut answers: Vec<Answer> = answers(scored).filter(is_meant).collect();
    answers.sort_by(|a, b| b.score.total_cmp(&a.score));
    let (mut right, mut lowest) = (0, f64::INFINITY);
    for (found, answer) in (1..).zip(answers) {
        right += usize::from(answer.is_so);
        if found >= FEWEST && count(right) >= precision * count(found) {
            lowest = answer.score - 1e-9;
        }
    }
    lowest
}

/// The score below which this share lies of what the rules find rightly.
fn all_but(scored: &Scored<'_>, share: f64) -> f64 {
    let right = answers(scored).filter(|answer| answer.is_ruled && answer.is_so);
    let mut all: Vec<f64> = right.map(|answer| answer.score).collect();
    all.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    all.get((count(all.len()) * share) as usize).copied().unwrap_or(f64::NEG_INFINITY)
}

/// What was expected, in steps of a tenth, and how often it was so.
pub(super) fn reliability(scored: &Scored<'_>) -> String {
    let mut steps = [(0.0, 0.0, 0); 10];
    for answer in answers(scored) {
        let expected = 1.0 / (1.0 + (-answer.score).exp());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
        let step = &mut steps[((expected * 10.0) as usize).min(9)];
        *step = (step.0 + expected, step.1 + f64::from(u8::from(answer.is_so)), step.2 + 1);
    }
    let mut table = String::from("  expected   so      of\n");
    for (expected, so, number) in steps.into_iter().filter(|(.., number)| *number > 0) {
        _ = writeln!(table, "     {:.3}  {:.3}  {number:>6}", expected / count(number), so / count(number));
    }
    table
}
