//! Insights: what a journal shows once it is counted. Every claim carries its numbers, what speaks against it, and the
//! entries it rests on; nothing is said where nothing passes.
//!
//! [`find`] looks at what is known of all entries without their words. [`cite()`] finds the words of an entry that a claim
//! rests on. [`reflect`] looks back on a finished week. No cause is named, nobody's mind is read, and nothing is found in
//! entries of danger or violence: whoever makes the [`Fact`]s leaves those out.

mod answer;
mod calendar;
mod cite;
mod claim;
mod fact;
mod look;
mod pattern;
mod plain;
mod repair;
mod stats;
mod week;

pub use answer::{Answer, Says, Standing, Verdict};
pub use cite::{Cited, Quote, cite};
pub use claim::{Certainty, Claim, Effect, Feature, Insight, Kind, Measure, Outcome, PartOfDay, Share, Subject};
pub use fact::{Fact, Journal};
pub use look::{PATTERN_WEEKS, Progress, find, progress};
pub use stats::{difference, fisher, wilson};
pub use week::{Moment, Reflection, WeekQuestion, finished_weeks, reflect};
