//! Accounts: registering, signing in, staying signed in, signing out.

mod access_token;
mod invites;
mod profile;
mod recovery;
mod refresh;
mod register;
mod sessions;
mod sign_in;
