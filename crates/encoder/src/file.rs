//! The file that the model comes as.
//!
//! A line `hearken-encoder 1 PIECES WIDTH PLACES LAYERS PARTS INNER QUESTIONS`, a line for each piece, a line for each
//! question's name; then the numbers: the rows of pieces, those of places, a norm, the layers (ask, offer, tell, gather, norm,
//! widen, narrow, norm), the heads. Rows are a scale each (f32, the lowest byte first) and then one signed byte a number. What is
//! multiplied with are rows and a bias for each; a norm is a scale and a shift for each number of a row.

use std::str;
use std::sync::Mutex;

use ndarray::{Array1, Array2};
use thiserror::Error;

use crate::layer::Layer;
use crate::matrix::{Linear, Norm, Rows};
use crate::pieces::Pieces;
use crate::{Encoder, LONGEST};

const TITLE: &str = "hearken-encoder 1";

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is something else, or of another version.
    #[error("this is no file of an encoder")]
    Title,
    /// It is cut off.
    #[error("the file ends too early")]
    Ends,
    /// Its sizes do not go together.
    #[error("the sizes of the model do not go together")]
    Sizes,
    /// Its pieces have no marks for beginning, end and unknown.
    #[error("the marks of a passage are not among the pieces")]
    Marks,
}

impl Encoder {
    /// Reads a file.
    pub fn read(file: &[u8]) -> Result<Self, Fault> {
        let mut rest = Rest(file);
        let title = rest.line()?;
        let numbers = title.strip_prefix(TITLE).ok_or(Fault::Title)?;
        let sizes: Vec<usize> = numbers.split_whitespace().filter_map(|number| number.parse().ok()).collect();
        let [pieces, width, places, layers, parts, inner, questions] = sizes[..] else { return Err(Fault::Title) };
        if places < LONGEST || parts == 0 || !width.is_multiple_of(parts) {
            return Err(Fault::Sizes);
        }
        let known = rest.lines(pieces)?;
        Ok(Self {
            pieces: Pieces::new(known.into_iter()).ok_or(Fault::Marks)?,
            questions: rest.lines(questions)?.into_iter().map(ToOwned::to_owned).collect(),
            words: rest.rows(pieces, width)?,
            places: rest.rows(places, width)?,
            norm: rest.norm(width)?,
            layers: (0..layers).map(|_| rest.layer(width, inner, parts)).collect::<Result<_, _>>()?,
            heads: rest.linear(questions, width)?,
            turn: Mutex::default(),
        })
    }
}

/// What has not been read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Fault::Ends)?;
        self.0 = rest;
        Ok(taken)
    }

    fn line(&mut self) -> Result<&'a str, Fault> {
        let end = self.0.iter().position(|byte| *byte == b'\n').ok_or(Fault::Ends)?;
        let line = str::from_utf8(self.take(end)?).map_err(|_| Fault::Title)?;
        self.take(1)?;
        Ok(line)
    }

    fn lines(&mut self, count: usize) -> Result<Vec<&'a str>, Fault> {
        (0..count).map(|_| self.line()).collect()
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<f32>, Fault> {
        let (numbers, _) = self.take(count * size_of::<f32>())?.as_chunks();
        Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    fn rows(&mut self, count: usize, width: usize) -> Result<Rows, Fault> {
        let scales = self.numbers(count)?;
        let bytes = self.take(count * width)?.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Rows { scales, bytes: Array2::from_shape_vec((count, width), bytes).map_err(|_| Fault::Ends)? })
    }

    fn linear(&mut self, out: usize, width: usize) -> Result<Linear, Fault> {
        Ok(Linear { weights: self.rows(out, width)?.unpacked(), bias: Array1::from_vec(self.numbers(out)?) })
    }

    fn norm(&mut self, width: usize) -> Result<Norm, Fault> {
        let [scale, shift] = [self.numbers(width)?, self.numbers(width)?].map(Array1::from_vec);
        Ok(Norm { scale, shift })
    }

    fn layer(&mut self, width: usize, inner: usize, parts: usize) -> Result<Layer, Fault> {
        Ok(Layer {
            ask: self.linear(width, width)?,
            offer: self.linear(width, width)?,
            tell: self.linear(width, width)?,
            gather: self.linear(width, width)?,
            gathered: self.norm(width)?,
            widen: self.linear(inner, width)?,
            narrow: self.linear(width, inner)?,
            thought: self.norm(width)?,
            parts,
        })
    }
}
