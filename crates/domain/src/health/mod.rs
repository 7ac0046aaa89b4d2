//! The relationship health score: how somebody has been writing about a relationship, with how far that is known.
//!
//! [`collect()`] says which pieces of a reading speak of whom. [`assess()`] weighs the pieces of all entries: per factor an
//! estimate that is drawn towards the middle where little was written, with its 80 % interval, and whether the weeks show
//! a trend. It is a reflection of the writing of one person and not a verdict on anybody.

mod assess;
mod collect;
mod dispute;
mod evidence;
mod normal;
mod score;
mod tally;
mod trend;
mod violence;

pub use assess::{Assessment, FactorHealth, Health, assess};
pub use collect::{collect, violence};
pub use dispute::Dispute;
pub use evidence::{About, EntryEvidence, Piece};
pub use score::{CalculationMethod, Estimate, Interval, Status, overall};
pub use trend::{Certainty, Direction, Drift, MIN_WEEKS, Trend, Week, adjust, drift, weekly_means};
use trend::{judge, weeks};
