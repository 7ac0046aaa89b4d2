//! The providers that may read entries: does each answer, with its key and its model?

use std::time::Instant;

use hearken_ai::{ChatModel, Junk, ProviderError, try_out};

use super::finding::Finding;
use crate::config::Configured;

const SUBJECT: &str = "provider";

pub(super) async fn look(providers: &[Configured]) -> Vec<Finding> {
    if providers.is_empty() {
        return vec![Finding::fine(SUBJECT, "none set up; entries are read by rules on this machine")];
    }
    let mut findings = Vec::new();
    for provider in providers {
        findings.push(try_one(provider).await);
    }
    findings
}

async fn try_one(provider: &Configured) -> Finding {
    let (name, who) = (&provider.name, provider.model.provider());
    let (address, model) = (&who.address, &who.model);
    let asked = Instant::now();
    let answer = try_out(&*provider.model).await;
    let took = asked.elapsed().as_millis();
    match answer {
        // A model that used up the few words it was given has answered, too.
        Ok(_) | Err(ProviderError::Junk(Junk::CutOff | Junk::Empty)) => {
            let use_of = if provider.reads_entries { "" } else { "; no chain asks it" };
            Finding::fine(SUBJECT, format!("{name}: {address} answers with {model} in {took} ms{use_of}"))
        }
        Err(error) => Finding::wrong(SUBJECT, format!("{name}: {address}, {model}: {error}. {}", advice(&error))),
    }
}

const fn advice(error: &ProviderError) -> &'static str {
    match error {
        ProviderError::Refused { status: 401 | 403 } => "Check the key.",
        ProviderError::Refused { status: 402 } => "Check what is left to be spent there.",
        ProviderError::Refused { status: 404 } => "Check the model's name, and the address.",
        ProviderError::RateLimited { .. } => "Check what the key may use.",
        _ => "Check the address and the key.",
    }
}
