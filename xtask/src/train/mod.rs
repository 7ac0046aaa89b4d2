//! Makes data files of labelled sentences: `cargo xtask train`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Subcommand;

use crate::project::Project;

mod crisis;
mod logistic;
mod reading;
mod weights;

/// Where labelled sentences are.
const FOLDER: &str = "training";
/// What is only ever measured.
const HELD_BACK: &str = "held-back";
/// Where the authors are listed whom the encoder has not learnt from.
const HELD_OUT: &str = "training/encoder/held-out.txt";

/// What to train.
#[derive(Subcommand)]
pub(crate) enum TrainCommand {
    /// The second layer of words of danger, on files whose line of headings names `text` or `entry`, and `label` or
    /// `crisis`. Prints how it does on parts that it has not learnt from, and writes the weights, and how the encoder
    /// is listened to.
    Crisis {
        /// The files; those of `training/crisis` and `training/journal` that are not held back if none are named.
        files: Vec<PathBuf>,
    },
    /// The second layer of the reading, on files of one author each, with the columns of `training/journal`. Prints how it does on
    /// each author when it has learnt from the others, and writes the weights.
    Reading {
        /// The files; those of `training/journal` that are not held back if none are named.
        files: Vec<PathBuf>,
    },
}

/// Trains and writes.
pub(crate) fn run(project: &Project, command: TrainCommand) -> Result<()> {
    match command {
        TrainCommand::Crisis { files } => {
            crisis::train(project.root(), &named_or_all(project, files, &["crisis", "journal"])?)
        }
        TrainCommand::Reading { files } => reading::train(project, &named_or_all(project, files, &["journal"])?),
    }
}

/// Of which files the encoder has not learnt: by them it is told how far it can be trusted.
fn held_out_from_encoder(root: &Path, files: &[PathBuf]) -> Result<Vec<bool>> {
    let names = fs::read_to_string(root.join(HELD_OUT)).with_context(|| format!("cannot read {HELD_OUT}"))?;
    let is_held_out: Vec<bool> = files.iter().map(|file| names.lines().any(|name| file.ends_with(name))).collect();
    ensure!(is_held_out.contains(&true), "none of the authors in {HELD_OUT} is among the files");
    Ok(is_held_out)
}

fn is_learnt_from(file: &Path) -> bool {
    let is_held_back = file.file_stem().and_then(OsStr::to_str).is_none_or(|name| name.starts_with(HELD_BACK));
    file.extension().is_some_and(|extension| extension == "tsv") && !is_held_back
}

/// The files that were named; if none were, all of these folders but what is held back. What comes out depends on their order.
fn named_or_all(project: &Project, named: Vec<PathBuf>, folders: &[&str]) -> Result<Vec<PathBuf>> {
    if !named.is_empty() {
        return Ok(named);
    }
    let mut all = Vec::new();
    for folder in folders {
        let folder = project.root().join(FOLDER).join(folder);
        let listed = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut files = listed.map(|file| Ok(file?.path())).collect::<Result<Vec<PathBuf>>>()?;
        files.retain(|file| is_learnt_from(file));
        // a to z, then aa.
        files.sort_by_key(|file| (file.as_os_str().len(), file.clone()));
        all.extend(files);
    }
    Ok(all)
}
