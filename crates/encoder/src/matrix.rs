//! Weights: tables of rows of which one is taken, and what is multiplied with.

use ndarray::{Array1, Array2, ArrayViewMut1, Axis};

/// Small in a norm's square root, so that it never divides by nothing.
const EPSILON: f32 = 1e-12;

/// Rows of one byte a number, each with a scale of its own.
pub(crate) struct Rows {
    pub(crate) scales: Vec<f32>,
    pub(crate) bytes: Array2<i8>,
}

impl Rows {
    pub(crate) fn width(&self) -> usize {
        self.bytes.ncols()
    }

    /// Adds one of the rows to `row`.
    pub(crate) fn add_to(&self, row: &mut ArrayViewMut1<'_, f32>, at: usize) {
        let scale = self.scales[at];
        for (to, byte) in row.iter_mut().zip(self.bytes.row(at)) {
            *to += scale * f32::from(*byte);
        }
    }

    /// All of them as numbers.
    pub(crate) fn unpacked(&self) -> Array2<f32> {
        let mut all = self.bytes.mapv(f32::from);
        for (mut row, scale) in all.axis_iter_mut(Axis(0)).zip(&self.scales) {
            row *= *scale;
        }
        all
    }
}

/// Multiplies and adds.
pub(crate) struct Linear {
    /// One row for each number that comes out.
    pub(crate) weights: Array2<f32>,
    pub(crate) bias: Array1<f32>,
}

impl Linear {
    pub(crate) fn apply(&self, rows: &Array2<f32>) -> Array2<f32> {
        rows.dot(&self.weights.t()) + &self.bias
    }
}

/// Brings each row to the mean and the spread that were learnt.
pub(crate) struct Norm {
    pub(crate) scale: Array1<f32>,
    pub(crate) shift: Array1<f32>,
}

impl Norm {
    pub(crate) fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.axis_iter_mut(Axis(0)) {
            let mean = row.mean().unwrap_or_default();
            row -= mean;
            let spread = (row.dot(&row) / f32_of(row.len()) + EPSILON).sqrt();
            row /= spread;
            row *= &self.scale;
            row += &self.shift;
        }
    }
}

/// A count as a number to calculate with.
pub(crate) fn f32_of(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::INFINITY, f32::from)
}
