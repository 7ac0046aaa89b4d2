//! `/auth`

mod account;
mod login;
mod logout;
mod refresh;
mod register;
mod sessions;
