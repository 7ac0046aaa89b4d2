//! Makes data files of labelled sentences: `cargo xtask train`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;

use crate::project::Project;

mod crisis;
mod logistic;
mod reading;
mod weights;

/// What to train.
#[derive(Subcommand)]
pub(crate) enum TrainCommand {
    /// The second layer of words of danger, on files whose line of headings names `text` and `label` or `crisis`. Prints how it does
    /// on parts that it has not learnt from, and writes the weights.
    Crisis {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// The second layer of the reading, on files of one author each, with the columns of `training/journal`. Prints how it does on
    /// each author when it has learnt from the others, and writes the weights.
    Reading {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Trains and writes.
pub(crate) fn run(project: &Project, command: TrainCommand) -> Result<()> {
    match command {
        TrainCommand::Crisis { files } => crisis::train(project, &files),
        TrainCommand::Reading { files } => reading::train(project, &files),
    }
}
