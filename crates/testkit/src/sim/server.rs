//! The server: accepts connections and gives each request what the script has for it.

use std::sync::Arc;

use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::Shared;
use super::connection::Connection;
use super::plan::plan;
use super::record::Recorded;
use super::response::Response;
use super::step::{End, Plan, Step};
use super::wire::Wire;

/// Serves until dropped.
pub(crate) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(attend(stream, Arc::clone(&shared)));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Serves one connection. An error means that the client went away, which is its right.
async fn attend(stream: TcpStream, shared: Arc<Shared>) {
    let mut connection = Connection::new(stream, &shared);
    while let Ok(Some(mut request)) = connection.request().await {
        request.met = follows_script(&request).then(|| shared.next_behaviour());
        let plan = respond(&request);
        shared.record().add(request);
        if !connection.act(plan).await.unwrap_or(false) {
            break;
        }
    }
}

/// The script is for the endpoints that do the work; looking at the list of models uses none of it up.
fn follows_script(request: &Recorded) -> bool {
    request.method == "POST" && Wire::of(request.path_only()).is_some()
}

fn respond(request: &Recorded) -> Plan {
    match &request.met {
        Some(behaviour) => plan(behaviour, request),
        None if request.method == "GET" && request.path_only().ends_with("/models") => whole(&models()),
        None => whole(&Response::error(404, "invalid_request_error", "No such endpoint.")),
    }
}

fn whole(response: &Response) -> Plan {
    Plan { steps: vec![Step::Send(response.bytes())], end: End::KeepAlive }
}

fn models() -> Response {
    Response::json(&json!({"object": "list", "data": [{"id": "sim", "object": "model", "owned_by": "hearken"}]}))
}
