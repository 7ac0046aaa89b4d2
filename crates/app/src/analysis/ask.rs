//! Who reads an entry: nobody, if its words are of someone in danger; the provider, when it is set up and the user lets it;
//! else, or when it fails for good, rules.

use std::sync::Arc;

use hearken_ai::{EntryReader, ReadError, ReadInput};
use hearken_domain::health::About;
use hearken_domain::reading::{self, KnownPerson, Reading};
use hearken_domain::{
    AnalysisFailure, Entry, EntryId, FallbackReason, Method, Person, Preferences, Private, Timestamp, retry,
};
use hearken_store::{StoreError, UserReader};

use super::danger::danger_in;
use crate::App;
use crate::person_health::{self, Basis, Collected};
use crate::preferences::find_preferences;

/// Everything the reading looks at, from one snapshot.
pub(super) struct Subject {
    entry: Entry,
    people: Vec<Person>,
    preferences: Preferences,
}

/// How the reading went.
pub(super) struct Outcome {
    /// `None` where nothing read it.
    pub(super) reading: Option<Reading>,
    pub(super) method: Method,
    pub(super) fallback_reason: Option<FallbackReason>,
    /// Whether the text tells of violence by others.
    pub(super) violence: bool,
    /// The provider that was asked, whatever came of it.
    pub(super) provider: Option<String>,
    pub(super) model: Option<String>,
    /// The title that was looked at with the text.
    pub(super) title: Private,
    /// What it says of people.
    pub(super) collected: Collected,
}

/// What the job does next.
pub(super) enum Step {
    Done(Box<Outcome>),
    Again { at: Timestamp, reason: FallbackReason, provider: String },
    Failed(AnalysisFailure),
}

/// What there is to read; `None` when the entry is gone.
pub(super) async fn look(tx: &mut UserReader<'_>, id: EntryId) -> Result<Option<Subject>, StoreError> {
    let Some(entry) = tx.find_entry(id).await? else { return Ok(None) };
    Ok(Some(Subject { entry, people: tx.list_people().await?, preferences: find_preferences(tx).await? }))
}

/// Has the entry read. No transaction is open meanwhile: a provider may take its time.
pub(super) async fn ask(app: &App, subject: Subject, attempts: u32) -> Step {
    let subject = Arc::new(subject);
    // Before anything else, and whatever the user allows.
    let looked = {
        let subject = Arc::clone(&subject);
        tokio::task::spawn_blocking(move || danger_in(&subject.entry.title, &subject.entry.text))
    };
    let Ok(crisis) = looked.await else {
        // A defect in the rules must let nothing leave the server.
        return Step::Failed(AnalysisFailure::Internal);
    };
    let violence = crisis.violence;
    if crisis.is_acute() {
        return leave_alone(subject, violence).await;
    }
    let reader = match may_leave(app, &subject) {
        Ok(reader) => reader,
        Err(reason) => return by_rules(subject, violence, reason, None).await,
    };
    let provider = reader.provider().name.clone();
    let mark = app.ctx().new_id::<uuid::Uuid>().simple().to_string();
    let people = known_people(&subject);
    match reader.read(ReadInput { text: &subject.entry.text, people: &people, mark: &mark }).await {
        Ok(found) => {
            let subject = Arc::clone(&subject);
            let who = Who {
                method: Method::AiPowered,
                fallback_reason: None,
                violence,
                provider: Some(provider),
                model: Some(found.model),
            };
            conclude(subject, who, move |_| found.reading).await
        }
        Err(error) if error.is_retryable() && attempts < retry::MAX_ATTEMPTS => again(app, &error, attempts, provider),
        Err(error) => {
            let asked = !matches!(error, ReadError::CircuitOpen { .. });
            by_rules(subject, violence, error.fallback_reason(), asked.then_some(provider)).await
        }
    }
}

/// Of words of someone in danger nothing is concluded, but that no score is to stand beside what somebody does to them.
async fn leave_alone(subject: Arc<Subject>, violence: bool) -> Step {
    match by_rules(subject, violence, FallbackReason::Crisis, None).await {
        Step::Done(mut outcome) => {
            outcome.reading = None;
            outcome.collected.pieces.retain(|piece| piece.about == About::Harm);
            Step::Done(outcome)
        }
        step => step,
    }
}

/// The provider this entry may be sent to, or why it stays here.
fn may_leave<'a>(app: &'a App, subject: &Subject) -> Result<&'a EntryReader, FallbackReason> {
    if subject.entry.private {
        return Err(FallbackReason::PrivateEntry);
    }
    let reader = app.reader().ok_or(FallbackReason::NoProvider)?;
    let consent = subject.preferences.analysis_consent.as_deref();
    if consent == Some(reader.provider().address.as_str()) { Ok(reader) } else { Err(FallbackReason::ConsentOff) }
}

/// What read an entry, and why.
struct Who {
    method: Method,
    fallback_reason: Option<FallbackReason>,
    violence: bool,
    provider: Option<String>,
    model: Option<String>,
}

async fn by_rules(subject: Arc<Subject>, violence: bool, reason: FallbackReason, provider: Option<String>) -> Step {
    let method = Method::RuleBasedFallback;
    let who = Who { method, fallback_reason: Some(reason), violence, provider, model: None };
    conclude(subject, who, |subject| reading::read(&subject.entry.text, &known_people(subject))).await
}

/// Takes or makes a reading and collects what it says of people. A long entry keeps a core busy for tens of milliseconds:
/// not one that answers requests.
async fn conclude(subject: Arc<Subject>, who: Who, read: impl FnOnce(&Subject) -> Reading + Send + 'static) -> Step {
    let title = subject.entry.title.clone();
    let work = tokio::task::spawn_blocking(move || {
        let reading = read(&subject);
        let seen = person_health::Subject { entry: &subject.entry, people: &subject.people };
        let pieces = person_health::pieces_of(&seen, &reading, who.violence);
        let basis = Basis::new(&subject.entry, &subject.people);
        (reading, Collected { method: who.method, pieces, basis }, who)
    });
    match work.await {
        Ok((reading, collected, who)) => {
            let Who { method, fallback_reason, violence, provider, model } = who;
            let reading = Some(reading);
            let outcome = Outcome { reading, method, fallback_reason, violence, provider, model, title, collected };
            Step::Done(Box::new(outcome))
        }
        // A defect in the rules must not take the worker down, nor look like an entry without findings.
        Err(_) => Step::Failed(AnalysisFailure::Internal),
    }
}

fn known_people(subject: &Subject) -> Vec<KnownPerson<'_>> {
    let people = subject.people.iter();
    people.map(|person| KnownPerson { id: person.id, name: &person.name, relationship: person.relationship }).collect()
}

fn again(app: &App, error: &ReadError, attempts: u32, provider: String) -> Step {
    let wait = retry::delay(attempts, error.retry_after(), app.ctx().unit());
    Step::Again { at: app.ctx().now() + wait, reason: error.fallback_reason(), provider }
}
