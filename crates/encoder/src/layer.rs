//! One layer: each row looks at the others of its passage, and then is thought over by itself.

use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis};

use crate::matrix::{Linear, Norm, f32_of};

/// A layer of an encoder (Vaswani and others 2017; as in BERT, the norm comes after what it sums up).
pub(crate) struct Layer {
    /// What each row asks, what it offers, and what it tells.
    pub(crate) ask: Linear,
    pub(crate) offer: Linear,
    pub(crate) tell: Linear,
    pub(crate) gather: Linear,
    pub(crate) gathered: Norm,
    pub(crate) widen: Linear,
    pub(crate) narrow: Linear,
    pub(crate) thought: Norm,
    /// In so many parts rows look at each other, each part by itself.
    pub(crate) parts: usize,
}

impl Layer {
    /// The rows after the layer; passages of these lengths stand below each other.
    pub(crate) fn apply(&self, rows: &Array2<f32>, lengths: &[usize]) -> Array2<f32> {
        let mut next = self.gather.apply(&self.look(rows, lengths));
        next += rows;
        self.gathered.apply(&mut next);
        let mut wide = self.widen.apply(&next);
        wide.mapv_inplace(gelu);
        let mut thought = self.narrow.apply(&wide);
        thought += &next;
        self.thought.apply(&mut thought);
        thought
    }

    /// What each row is told by the rows of its passage, by how much their offers answer what it asks.
    fn look(&self, rows: &Array2<f32>, lengths: &[usize]) -> Array2<f32> {
        let (asked, offered, told) = (self.ask.apply(rows), self.offer.apply(rows), self.tell.apply(rows));
        let mut seen = Array2::zeros(rows.dim());
        let width = rows.ncols() / self.parts;
        let mut start = 0;
        for length in lengths {
            for part in 0..self.parts {
                let columns = part * width..(part + 1) * width;
                let of = |rows| place(rows, start..start + length, columns.clone());
                let found = shares(&of(&asked), &of(&offered)).dot(&of(&told));
                let mut passage = seen.slice_axis_mut(Axis(0), (start..start + length).into());
                passage.slice_axis_mut(Axis(1), columns.clone().into()).assign(&found);
            }
            start += length;
        }
        seen
    }
}

fn place(rows: &Array2<f32>, passage: Range<usize>, columns: Range<usize>) -> ArrayView2<'_, f32> {
    let mut view = rows.view();
    view.slice_axis_inplace(Axis(0), passage.into());
    view.slice_axis_inplace(Axis(1), columns.into());
    view
}

/// How much each row takes from each other: all from one row sum up to 1.
fn shares(asked: &ArrayView2<'_, f32>, offered: &ArrayView2<'_, f32>) -> Array2<f32> {
    let mut shares = asked.dot(&offered.t()) / f32_of(asked.ncols()).sqrt();
    for mut row in shares.axis_iter_mut(Axis(0)) {
        let most = row.fold(f32::NEG_INFINITY, |most, share| most.max(*share));
        row.mapv_inplace(|share| (share - most).exp());
        let sum = row.sum();
        row /= sum;
    }
    shares
}

/// The Gaussian error linear unit `x Φ(x)`, by the error function of Abramowitz and Stegun 7.1.28 (to 3e-7): no
/// exponential, so that many are calculated at once.
fn gelu(x: f32) -> f32 {
    const POWERS: [f32; 6] = [4.306_38e-5, 2.765_672e-4, 1.520_143e-4, 9.270_527e-3, 4.228_201e-2, 7.052_308e-2];
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let sum = 1.0 + z * POWERS.iter().fold(0.0, |sum, power| sum * z + power);
    let error = (1.0 - 1.0 / sum.powi(16)).copysign(x);
    0.5 * x * (1.0 + error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gelu_is_what_tables_say() {
        for (x, expected) in
            [(0.0, 0.0), (1.0, 0.841_345), (-1.0, -0.158_655), (2.5, 2.484_476), (-9.0, 0.0), (60.0, 60.0)]
        {
            assert!((gelu(x) - expected).abs() < 1e-5, "{x}: {}", gelu(x));
        }
    }
}
