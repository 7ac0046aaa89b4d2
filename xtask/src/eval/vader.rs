//! VADER and the whole reading against human ratings, and the port against the original.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use hearken_domain::reading::{self, vader};

use super::classes::{Class, Confusion};

const REFERENCE: &str = "python_vader_3.3.2_reference.tsv";
/// A mean rating (-4 to 4) within this of 0 counts as neutral.
const GOLD_NEUTRAL: f64 = 0.2;
/// A score (-1 to 1) below this on either side of 0 counts as neutral.
const NEUTRAL: f64 = 0.05;
/// A port may differ by this much and still count as equal.
const TOLERANCE: f64 = 1e-4;

/// A sentence and its mean rating.
struct Rated {
    id: String,
    gold: f64,
    text: String,
}

/// What the original says about a sentence.
struct Original {
    set: String,
    id: String,
    compound: f64,
}

/// Measures every set of a folder.
pub(super) fn report(dir: &Path) -> Result<String> {
    let files = ground_truths(dir)?;
    let reference = dir.join(REFERENCE);
    let originals = if reference.exists() { originals(&reference)? } else { Vec::new() };
    let mut report = String::new();
    if originals.is_empty() {
        writeln!(report, "no {REFERENCE} in {}: equality with the original is not measured", dir.display())?;
    }
    writeln!(report, "set                     rows   equal  max diff  scores       r   acc3    wF1    mF1  us/text")?;
    for file in files {
        let name = set_name(&file);
        let rated = rated(&file)?;
        let originals = of_set(&originals, &name, &rated);
        write_set(&mut report, &name, &rated, originals.as_deref())?;
    }
    writeln!(report, "\nequal: compound within {TOLERANCE:e} of the original. r: Pearson, against the mean rating.")?;
    writeln!(
        report,
        "acc3, wF1, mF1: three classes; neutral is a mean rating within {GOLD_NEUTRAL}, a score below {NEUTRAL}."
    )?;
    Ok(report)
}

fn write_set(report: &mut String, name: &str, rated: &[Rated], originals: Option<&[f64]>) -> Result<()> {
    let (vader, vader_time) = scores(rated, |text| vader::score(text).compound);
    let (read, read_time) = scores(rated, |text| reading::read(text, &[]).sentiment_score.unwrap_or(0.0));
    let differences = originals.map(|originals| {
        originals.iter().zip(&vader).map(|(original, own)| (original - own).abs()).collect::<Vec<_>>()
    });
    let (equal, largest) = differences.map_or(("-".to_owned(), "-".to_owned()), |differences| {
        let equal = differences.iter().filter(|difference| **difference <= TOLERANCE).count();
        let largest = differences.iter().copied().fold(0.0, f64::max);
        (format!("{:.2}%", 100.0 * ratio(equal, differences.len())), format!("{largest:.4}"))
    });
    let rows = rated.len();
    write!(report, "{name:<22} {rows:>5} {equal:>7} {largest:>9}")?;
    write_scores(report, "VADER", rated, &vader, vader_time)?;
    write!(report, "{:<46}", "")?;
    write_scores(report, "read", rated, &read, read_time)
}

fn write_scores(report: &mut String, method: &str, rated: &[Rated], scores: &[f64], micros: f64) -> Result<()> {
    let classes = rated.iter().zip(scores).map(|(rated, score)| {
        (Class::of(rated.gold, GOLD_NEUTRAL), if score.abs() < NEUTRAL { Class::Neu } else { Class::of(*score, 0.0) })
    });
    let confusion = Confusion::of(classes);
    let r = pearson(rated.iter().map(|rated| rated.gold).zip(scores.iter().copied()));
    let (accuracy, weighted, mean) = (confusion.accuracy(), confusion.weighted_f1(), confusion.macro_f1());
    writeln!(report, "  {method:<6} {r:>7.4} {accuracy:>6.3} {weighted:>6.3} {mean:>6.3} {micros:>8.2}")?;
    Ok(())
}

/// Scores all texts; the time is that of one text in microseconds, the first one, which loads the lexicon, left out.
fn scores(rated: &[Rated], score: impl Fn(&str) -> f64) -> (Vec<f64>, f64) {
    score("warm");
    let start = Instant::now();
    let scores: Vec<f64> = rated.iter().map(|rated| score(&rated.text)).collect();
    let micros = start.elapsed().as_secs_f64() * 1e6;
    let micros = micros / scores.iter().fold(0.0, |count, _| count + 1.0_f64).max(1.0);
    (scores, micros)
}

/// The rated files of a folder, by name.
fn ground_truths(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("_GroundTruth.txt")) {
            files.push(path);
        }
    }
    files.sort();
    ensure!(!files.is_empty(), "no *_GroundTruth.txt in {}", dir.display());
    Ok(files)
}

fn set_name(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.trim_end_matches("_GroundTruth.txt").to_owned()
}

/// Reads `id<TAB>mean rating<TAB>text` lines.
fn rated(file: &Path) -> Result<Vec<Rated>> {
    let text = super::read(file)?;
    let parse = |(at, line): (usize, &str)| {
        let mut fields = line.splitn(3, '\t');
        let mut next = |what: &str| fields.next().with_context(|| format!("{}, line {at}: no {what}", file.display()));
        let (id, gold, text) = (next("id")?, next("rating")?, next("text")?);
        let gold = number(gold).with_context(|| format!("{}, line {at}", file.display()))?;
        Ok(Rated { id: id.to_owned(), gold, text: text.to_owned() })
    };
    let rated = super::lines(&text).map(parse).collect::<Result<Vec<_>>>()?;
    ensure!(!rated.is_empty(), "{} is empty", file.display());
    Ok(rated)
}

/// Reads `set, id, gold, neg, neu, pos, compound` lines.
fn originals(file: &Path) -> Result<Vec<Original>> {
    let text = super::read(file)?;
    let parse = |(at, line): (usize, &str)| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, id, _gold, _neg, _neu, _pos, compound] = fields[..] else {
            anyhow::bail!("{}, line {at}: {} fields instead of 7", file.display(), fields.len());
        };
        let compound = number(compound).with_context(|| format!("{}, line {at}", file.display()))?;
        Ok(Original { set: set.to_owned(), id: id.to_owned(), compound })
    };
    super::lines(&text).map(parse).collect()
}

fn number(text: &str) -> Result<f64> {
    text.trim().parse().with_context(|| format!("not a number: {text:?}"))
}

/// The original's scores for a set, in its order; the set whose name begins most like the file's, if its ids agree.
fn of_set(originals: &[Original], name: &str, rated: &[Rated]) -> Option<Vec<f64>> {
    let set = originals.iter().map(|original| original.set.as_str()).max_by_key(|set| common_start(set, name))?;
    let of_set: Vec<&Original> = originals.iter().filter(|original| original.set == set).collect();
    let agree =
        of_set.len() == rated.len() && of_set.iter().zip(rated).all(|(original, rated)| original.id == rated.id);
    agree.then(|| of_set.iter().map(|original| original.compound).collect())
}

fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

fn ratio(part: usize, whole: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { count(part) / count(whole) }
}

/// Pearson's correlation of pairs.
pub(super) fn pearson(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let count = pairs.clone().fold(0.0, |count, _| count + 1.0_f64);
    let (mean_x, mean_y) = pairs.clone().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / count, y + pair.1 / count));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        xy += (x - mean_x) * (y - mean_y);
        xx += (x - mean_x).powi(2);
        yy += (y - mean_y).powi(2);
    }
    xy / (xx * yy).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation() {
        let r = |y: [f64; 4]| pearson([1.0, 2.0, 3.0, 4.0].into_iter().zip(y));
        assert!((r([2.0, 4.0, 6.0, 8.0]) - 1.0).abs() < 1e-12);
        assert!((r([4.0, 3.0, 2.0, 1.0]) + 1.0).abs() < 1e-12);
        assert!((r([1.0, 3.0, 2.0, 4.0]) - 0.8).abs() < 1e-12);
    }

    #[test]
    fn sets_are_found_by_the_beginning_of_their_name() {
        let original = |set: &str, compound| Original { set: set.to_owned(), id: "1".to_owned(), compound };
        let originals = [original("tweets", 0.1), original("movies", 0.2)];
        let rated = [Rated { id: "1".to_owned(), gold: 0.0, text: String::new() }];
        assert_eq!(of_set(&originals, "movieReviewSnippets", &rated), Some(vec![0.2]));
        assert_eq!(of_set(&originals, "movieReviewSnippets", &[]), None);
    }
}
