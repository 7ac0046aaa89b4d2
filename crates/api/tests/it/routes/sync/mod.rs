//! `/sync`

mod pull;
mod push;
mod ws;
