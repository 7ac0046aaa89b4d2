//! Hearken over HTTP: the only crate that knows routes, headers, bodies and sockets.
//!
//! [`router()`] and [`openapi()`] come from the same lines, so the description cannot drift from the routes. Handlers are
//! transport only: they read the request into a type of [`wire`] and from there into the domain's, call one verb of
//! `hearken_app`, and answer with a type of [`wire`] or a [`problem`].

mod cookie;
pub mod edge;
pub mod extract;
mod frame;
mod openapi;
pub mod problem;
mod router;
mod routes;
mod server;
mod site;
mod state;
pub mod wire;
mod ws;

pub use openapi::{openapi, openapi_json};
pub use router::{RouterError, router};
pub use server::serve;
pub use state::{ApiSettings, ApiState};
