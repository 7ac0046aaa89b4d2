//! Measures the reading by rules on labelled sentences: `cargo xtask eval`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Subcommand;

mod classes;
mod crisis;
mod polarity;
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
    /// The tone of the reading on sentences labelled `pos`, `neg` or `neu` (`mixed` is left out): a file of `label<TAB>text` lines.
    Polarity {
        /// The file.
        file: PathBuf,
    },
    /// Words of danger: a file of `label<TAB>text` lines below a line of headings, labelled S0, S1, S2, S3 or V.
    Crisis {
        /// The file.
        file: PathBuf,
        /// Also prints the sentences that are missed, or taken for what they are not.
        #[arg(long)]
        misses: bool,
    },
}

/// Measures and prints a table.
pub(crate) fn run(command: EvalCommand) -> Result<()> {
    let report = match command {
        EvalCommand::Vader { dir } => vader::report(&dir)?,
        EvalCommand::Polarity { file } => polarity::report(&file)?,
        EvalCommand::Crisis { file, misses } => crisis::report(&file, misses)?,
    };
    print!("{report}");
    Ok(())
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
