//! From a behaviour to bytes: what exactly is sent, when, and how it ends.

use std::time::Duration;

use serde_json::json;

use super::behaviour::Behaviour;
use super::reader;
use super::record::Recorded;
use super::response::{self, Response};
use super::step::{End, Plan, Step};
use super::{obedient, openai};

/// Turns `behaviour` towards `request` into steps.
pub(crate) fn plan(behaviour: &Behaviour, request: &Recorded) -> Plan {
    match behaviour {
        Behaviour::Competent => answer(&reader::answer(request), request),
        Behaviour::Obedient => answer(&obedient::answer(request), request),
        Behaviour::Answer(json) => answer(&json.to_string(), request),
        Behaviour::Say(words) => answer(words, request),
        Behaviour::Delay(wait, then) => delayed(*wait, plan(then, request)),
        Behaviour::Refuse => Plan { steps: Vec::new(), end: End::Reset },
        Behaviour::Hang => Plan { steps: Vec::new(), end: End::Hold },
        Behaviour::Slow { bytes, every } => slow(plan(&Behaviour::Competent, request), *bytes, *every),
        Behaviour::WrongLength => Plan::send(whole(request).longer_than_it_is(100), End::Close),
        Behaviour::Huge(bytes) => huge(*bytes),
        Behaviour::Without(parameter) if request.wire().has_parameter(request, parameter) => {
            dislike(parameter, request)
        }
        Behaviour::Without(_) => plan(&Behaviour::Competent, request),
        Behaviour::TruncatedSse if request.wants_stream() => openai::truncated_stream(request),
        Behaviour::MalformedSse if request.wants_stream() => openai::malformed_stream(request),
        Behaviour::ErrorMidStream if request.wants_stream() => openai::broken_stream(request),
        other => Plan::send(bad_answer(other, request).bytes(), End::KeepAlive),
    }
}

/// A whole answer, or a stream of it, as the request wants.
fn answer(words: &str, request: &Recorded) -> Plan {
    if request.wants_stream() {
        openai::stream(words, request)
    } else {
        Plan::send(Response::json(&request.wire().completion(words, request)).bytes(), End::KeepAlive)
    }
}

fn whole(request: &Recorded) -> Response {
    Response::json(&request.wire().completion(&reader::answer(request), request))
}

fn delayed(wait: Duration, mut plan: Plan) -> Plan {
    plan.steps.insert(0, Step::Wait(wait));
    plan
}

fn slow(plan: Plan, at_once: usize, every: Duration) -> Plan {
    let slowly = |step| match step {
        Step::Send(bytes) => Step::Trickle { bytes, at_once, every },
        other => other,
    };
    Plan { steps: plan.steps.into_iter().map(slowly).collect(), end: plan.end }
}

fn huge(bytes: u64) -> Plan {
    let head = Response::new(200, "application/json", Vec::new()).until_close();
    let open = br#"{"id":"sim","choices":[{"message":{"content":""#.to_vec();
    let close = br#""}}]}"#.to_vec();
    Plan { steps: vec![Step::Send(head), Step::Send(open), Step::Fill(bytes), Step::Send(close)], end: End::Close }
}

fn dislike(parameter: &str, request: &Recorded) -> Plan {
    let message = format!("Unsupported parameter: '{parameter}' is not supported with this model.");
    Plan::send(request.wire().error(400, "invalid_request_error", &message).bytes(), End::KeepAlive)
}

/// Answers that are whole HTTP responses and still of no use.
fn bad_answer(behaviour: &Behaviour, request: &Recorded) -> Response {
    let wire = request.wire();
    match behaviour {
        Behaviour::TooMany(retry_after) => wire.too_many(*retry_after),
        Behaviour::Body(status, body) => Response::new(*status, "application/json", body.to_string().into_bytes()),
        Behaviour::Status(status) => wire.error(*status, "server_error", response::reason(*status)),
        Behaviour::Redirect => Response::error(307, "redirect", "moved").with("location", "/elsewhere"),
        Behaviour::Html => Response::new(200, "text/html; charset=utf-8", PAGE.into()),
        Behaviour::Truncated | Behaviour::TruncatedSse => whole(request).cut_in_half(),
        Behaviour::WrongShape => Response::json(&wire.answer_of(&json!({"answer": "yes"}))),
        Behaviour::EmptyChoices => Response::json(&wire.answer_of(&json!([]))),
        Behaviour::BadUtf8 => Response::new(200, "application/json", wire.bad_utf8().to_vec()),
        Behaviour::Filtered => Response::json(&wire.declined(request)),
        Behaviour::CutOff => Response::json(&wire.cut_off(request)),
        Behaviour::ErrorMidStream => wire.error(500, "server_error", "The server had an error."),
        _ => Response::new(200, "application/json", b"{'choices': [{message: undefined}],}".to_vec()),
    }
}

const PAGE: &str =
    "<!doctype html>\n<html><head><title>Sign in</title></head><body>Please sign in to the network.</body></html>\n";
