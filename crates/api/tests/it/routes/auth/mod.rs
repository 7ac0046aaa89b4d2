//! `/auth`

mod account;
mod login;
mod logout;
mod recovery;
mod refresh;
mod register;
mod sessions;
