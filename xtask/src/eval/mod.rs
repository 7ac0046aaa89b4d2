//! Measures the reading on labelled sentences, whole journals and hidden orders: `cargo xtask eval`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use labels::Named;

use crate::process::Run;
use crate::project::Project;

mod agreement;
mod classes;
mod crisis;
mod entries;
pub(crate) mod figures;
mod injection;
mod journal;
mod labels;
mod polarity;
mod redaction;
mod vader;

/// What to measure.
#[derive(Subcommand)]
pub(crate) enum EvalCommand {
    /// VADER and the whole reading against human ratings: every `*_GroundTruth.txt` of a folder, compared with its
    /// `python_vader_3.3.2_reference.tsv` where there is one.
    Vader {
        /// The folder.
        dir: PathBuf,
    },
    /// The tone of the reading, and of its layers, on sentences labelled `pos`, `neg` or `neu` (`mixed` is left out): a
    /// file of `label<TAB>text` lines.
    Polarity {
        /// The file.
        file: PathBuf,
    },
    /// Emotions of the writer: a file of `labels<TAB>text` lines below a line of headings; labels with commas, or `none`. As
    /// the others it also reads files of the form of `training/journal`, and says what rules alone find.
    Emotions(LabelArgs),
    /// Themes: a file of `labels<TAB>text` lines below a line of headings; labels with commas, or `none`.
    Themes(LabelArgs),
    /// Evidence of the five factors: a file of `relationship_type<TAB>factor<TAB>polarity<TAB>text` lines below a line of
    /// headings; the factor may be `none`, the polarity is `+`, `-` or `0`.
    Factors(LabelArgs),
    /// How far two readers agree who labelled the same sentences: two files of the form of `training/journal`.
    Agreement {
        /// The first.
        file: PathBuf,
        /// The other.
        other: PathBuf,
    },
    /// Whole entries: a file of JSON lines `{"text", "mood", "people": [name], "relationships": {name: relationship}}`, such as
    /// `crates/app/src/demo/year.jsonl`. How the tone goes with the mood, what is said of somebody, and how long it takes.
    Entries {
        /// The file.
        file: PathBuf,
        /// Also prints what is said of whom.
        #[arg(long)]
        findings: bool,
    },
    /// Words of danger: a file of `label<TAB>text` lines, labelled S0, S1, S2, S3 or V; or `flag` or `none`, where nobody
    /// said how grave it is.
    Crisis {
        /// The file.
        file: PathBuf,
        /// Also prints the sentences that are missed, or taken for what they are not.
        #[arg(long)]
        misses: bool,
    },
    /// What is taken out of a text before a provider sees it: a file of JSON lines
    /// `{"text", "known_people": [name or {name, relationship}], "spans": [{"start", "end", "type"}]}`, offsets in characters.
    Redaction {
        /// The file.
        file: PathBuf,
        /// Also prints what is left, and what is taken for nothing.
        #[arg(long)]
        misses: bool,
    },
    /// Orders to the model within what it reads: a file of JSON lines `{"where", "text", "goal"}`, read for a server of its
    /// own by a model that obeys every one. `where` is `title`, `person`, `notes`, `tag`, `start` or `end`; anything else is
    /// the middle of an entry.
    Injection(injection::InjectionArgs),
    /// Whole journals: a file of JSON lines `{"diarist", "date", "text", "mood", "people", "tags"}`, loaded into a server of
    /// its own; prints scores, trends and insights of each diarist.
    Journal(journal::JournalArgs),
}

/// Labelled sentences to name things in.
#[derive(Args)]
pub(crate) struct LabelArgs {
    /// The file.
    file: PathBuf,
    /// Also prints the sentences that are not read as labelled.
    #[arg(long)]
    misses: bool,
}

/// Measures and prints a table.
pub(crate) fn run(project: &Project, command: EvalCommand) -> Result<()> {
    let report = match command {
        EvalCommand::Vader { dir } => vader::report(&dir)?,
        EvalCommand::Polarity { file } => polarity::report(&file)?,
        EvalCommand::Emotions(LabelArgs { file, misses }) => labels::report(Named::Emotions, &file, misses)?,
        EvalCommand::Themes(LabelArgs { file, misses }) => labels::report(Named::Themes, &file, misses)?,
        EvalCommand::Factors(LabelArgs { file, misses }) => labels::report(Named::Factors, &file, misses)?,
        EvalCommand::Agreement { file, other } => agreement::report(&file, &other)?,
        EvalCommand::Entries { file, findings } => entries::report(&file, findings)?,
        EvalCommand::Crisis { file, misses } => crisis::report(&file, misses)?,
        EvalCommand::Redaction { file, misses } => redaction::report(&file, misses)?,
        EvalCommand::Injection(args) => injection::report(project, &args)?,
        EvalCommand::Journal(args) => journal::report(project, &args)?,
    };
    print!("{report}");
    Ok(())
}

/// Waits for what is measured on a server, which is built for release before if it `is_to_be_built`.
fn on_a_server(
    project: &Project,
    is_to_be_built: bool,
    measuring: impl Future<Output = Result<String>>,
) -> Result<String> {
    if is_to_be_built {
        Run::new(project, "cargo build --release --package hearken").run()?;
    }
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(measuring)
}

/// The text of a file; one that is not UTF-8 is taken for Latin-1.
fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text =
        String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect());
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The lines of a text that are not empty, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n')
        .map(|line| line.trim_end_matches('\r'))
        .zip(1..)
        .filter_map(|(line, at)| (!line.trim().is_empty()).then_some((at, line)))
}
