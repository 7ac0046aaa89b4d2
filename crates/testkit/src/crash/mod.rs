//! Servers that die, disks that lose power, calls that fail: what `cargo xtask campaign` and its short forms in the
//! tests are made of.
//!
//! - [`kill`] writes to the real program, kills it at random moments and looks for every acknowledged write.
//! - [`power`] records what the program asks of its file system (`shim`), makes from the recording what a disk may
//!   hold after a power cut at any point of it (`disk`), and opens that.
//! - [`faults`] lets the nth call of the program on its files fail.
//!
//! All of them are repeated exactly by their seed, but for what the system's scheduler adds.

mod control;
mod disk;
pub mod faults;
mod found;
pub(crate) mod http;
mod image;
pub(crate) mod integrity;
pub mod kill;
pub mod power;
pub(crate) mod program;
mod recording;
mod shim;
pub mod weak;
mod writer;

pub use program::Program;
