//! The wire formats Hearken speaks.

pub mod openai;
