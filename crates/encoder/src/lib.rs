//! A small language model that reads passages: what each says, as scores of questions that were learnt.
//!
//! It is an encoder of the BERT family. A passage becomes pieces of words (`pieces.rs`); each piece a row of numbers; layers
//! (`layer.rs`) let the rows look at each other; the mean of a passage's rows is asked each question. What it has learnt is
//! `model.bin` (`file.rs`), made by `training/encoder/train.py`. It knows nothing of journals: the questions have names, no more.

mod file;
mod layer;
mod matrix;
mod pieces;

use std::sync::{LazyLock, Mutex, PoisonError};

use ndarray::{Array2, Axis};

pub use file::Fault;
use layer::Layer;
use matrix::{Linear, Norm, Rows};
use pieces::Pieces;

/// Pieces of a passage beyond these are not read.
const LONGEST: usize = 128;
/// So many passages are read at once: more are no faster, and take more memory.
const AT_ONCE: usize = 8;

static ENCODER: LazyLock<Option<Encoder>> = LazyLock::new(|| Encoder::read(include_bytes!("../model.bin")).ok());

/// The model.
pub struct Encoder {
    pieces: Pieces,
    /// What each piece means by itself, and what its place adds.
    words: Rows,
    places: Rows,
    norm: Norm,
    layers: Vec<Layer>,
    questions: Vec<String>,
    heads: Linear,
    /// Whoever holds it reads: the other cores are left to those who wait for an answer.
    turn: Mutex<()>,
}

impl Encoder {
    /// The model that is shipped. It is unpacked when it is first asked for.
    #[must_use]
    pub fn get() -> Option<&'static Self> {
        ENCODER.as_ref()
    }

    /// The place of a question among the answers.
    #[must_use]
    pub fn question(&self, name: &str) -> Option<usize> {
        self.questions.iter().position(|question| question == name)
    }

    /// For each passage the answer to each question: the logarithm of the odds. Of questions of which exactly one is so, only the
    /// differences count.
    #[must_use]
    pub fn answer(&self, passages: &[&str]) -> Vec<Vec<f32>> {
        passages.chunks(AT_ONCE).flat_map(|some| self.answer_some(some)).collect()
    }

    fn answer_some(&self, passages: &[&str]) -> Vec<Vec<f32>> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let pieces: Vec<Vec<usize>> = passages.iter().map(|text| self.pieces.of(text, LONGEST)).collect();
        let lengths: Vec<usize> = pieces.iter().map(Vec::len).collect();
        let mut rows = self.first(&pieces);
        for layer in &self.layers {
            rows = layer.apply(&rows, &lengths);
        }
        let answers = self.heads.apply(&means(&rows, &lengths));
        answers.axis_iter(Axis(0)).map(|row| row.to_vec()).collect()
    }

    /// What the pieces mean before they look at each other, all passages below each other.
    fn first(&self, pieces: &[Vec<usize>]) -> Array2<f32> {
        let count = pieces.iter().map(Vec::len).sum();
        let mut rows = Array2::zeros((count, self.words.width()));
        let placed = pieces.iter().flat_map(|passage| passage.iter().enumerate());
        for (mut row, (place, piece)) in rows.axis_iter_mut(Axis(0)).zip(placed) {
            self.words.add_to(&mut row, *piece);
            self.places.add_to(&mut row, place);
        }
        self.norm.apply(&mut rows);
        rows
    }
}

/// The mean of the rows of each passage.
fn means(rows: &Array2<f32>, lengths: &[usize]) -> Array2<f32> {
    let mut means = Array2::zeros((lengths.len(), rows.ncols()));
    let mut start = 0;
    for (mut mean, length) in means.axis_iter_mut(Axis(0)).zip(lengths) {
        if let Some(of) = rows.slice_axis(Axis(0), (start..start + length).into()).mean_axis(Axis(0)) {
            mean.assign(&of);
        }
        start += length;
    }
    means
}
