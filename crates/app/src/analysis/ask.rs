//! Who reads an entry: nobody, if its words are of someone in danger; the first of the providers that are set up and that
//! the user lets read it; else, or when all of these fail for good, rules.

use std::sync::Arc;

use hearken_ai::{Failure, Found, Link, Provider, ReadInput, read_in_turn};
use hearken_domain::health::About;
use hearken_domain::reading::{self, KnownPerson, Reading};
use hearken_domain::{
    AnalysisFailure, Entry, EntryId, FailedAsk, FallbackReason, Method, Person, Preferences, Private, Timestamp, retry,
};
use hearken_store::{StoreError, UserReader};

use super::danger::danger_in;
use crate::App;
use crate::person_health::{self, Basis, Collected};
use crate::preferences::find_preferences;
use crate::providers::keep_all;

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
    /// The providers that did not read it, in the order asked.
    pub(super) failed: Vec<FailedAsk>,
    /// The title that was looked at with the text.
    pub(super) title: Private,
    /// What it says of people.
    pub(super) collected: Collected,
}

/// What the job does next.
pub(super) enum Step {
    Done(Box<Outcome>),
    Again(Later),
    Failed(AnalysisFailure),
}

/// Another attempt.
pub(super) struct Later {
    pub(super) at: Timestamp,
    /// The provider asked last.
    pub(super) provider: String,
    pub(super) failed: Vec<FailedAsk>,
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
    let links = match who_may_read(app, &subject) {
        Ok(links) => links,
        Err(reason) => return by_rules(subject, violence, reason, Asked::default()).await,
    };
    let mark = app.ctx().new_id::<uuid::Uuid>().simple().to_string();
    let people = known_people(&subject);
    let input = ReadInput { text: &subject.entry.text, people: &people, mark: &mark };
    let result = read_in_turn(&links, input).await;
    keep_all(app, &links).await;
    let failed = match result {
        Ok(found) => return by_model(Arc::clone(&subject), violence, found).await,
        Err(failed) => failed,
    };
    if let Some(later) = later(app, &failed, attempts) {
        return Step::Again(later);
    }
    let reason = last_asked(&failed).map_or(FallbackReason::CircuitOpen, |failure| failure.error.fallback_reason());
    by_rules(Arc::clone(&subject), violence, reason, Asked::in_vain(&failed)).await
}

/// Of words of someone in danger nothing is concluded, but that no score is to stand beside what somebody does to them.
async fn leave_alone(subject: Arc<Subject>, violence: bool) -> Step {
    match by_rules(subject, violence, FallbackReason::Crisis, Asked::default()).await {
        Step::Done(mut outcome) => {
            outcome.reading = None;
            outcome.collected.pieces.retain(|piece| piece.about == About::Harm);
            Step::Done(outcome)
        }
        step => step,
    }
}

/// The providers this entry may be sent to, in the order in which they are asked; or why it stays here.
fn who_may_read<'a>(app: &'a App, subject: &Subject) -> Result<Vec<&'a Link>, FallbackReason> {
    if subject.entry.private {
        return Err(FallbackReason::PrivateEntry);
    }
    if app.readers().is_empty() {
        return Err(FallbackReason::NoProvider);
    }
    let allowed = app.readers().iter().filter(|link| may_leave(&subject.preferences, link.provider()));
    let allowed: Vec<_> = allowed.collect();
    if allowed.is_empty() { Err(FallbackReason::ConsentOff) } else { Ok(allowed) }
}

/// Whether the user lets this very provider read entries. Nothing else decides it.
fn may_leave(preferences: &Preferences, provider: &Provider) -> bool {
    preferences.analysis_consent.as_deref() == Some(provider.address.as_str())
}

/// Another attempt, where one of the failures may pass and there are attempts left. It comes as soon as the first of
/// them wants to be asked again.
fn later(app: &App, failed: &[Failure], attempts: u32) -> Option<Later> {
    let passing = failed.iter().filter(|failure| failure.error.is_retryable());
    let retry_after = passing.map(|failure| failure.error.retry_after()).min()?;
    if attempts >= retry::MAX_ATTEMPTS {
        return None;
    }
    let at = app.ctx().now() + retry::delay(attempts, retry_after, app.ctx().unit());
    let asked = Asked::in_vain(failed);
    Some(Later { at, provider: asked.provider?, failed: asked.failed })
}

fn last_asked(failed: &[Failure]) -> Option<&Failure> {
    failed.iter().rev().find(|failure| failure.error.was_asked())
}

/// Which providers were asked, and what came of it.
#[derive(Default)]
struct Asked {
    /// The one that answered, or was asked last.
    provider: Option<String>,
    model: Option<String>,
    failed: Vec<FailedAsk>,
}

impl Asked {
    fn in_vain(failed: &[Failure]) -> Self {
        let provider = last_asked(failed).map(|failure| failure.provider.name.clone());
        Self { provider, model: None, failed: failed.iter().map(Failure::kept).collect() }
    }
}

/// What read an entry, and why.
struct Who {
    method: Method,
    fallback_reason: Option<FallbackReason>,
    violence: bool,
    asked: Asked,
}

async fn by_model(subject: Arc<Subject>, violence: bool, found: Found) -> Step {
    let Found { reading, provider, failed } = found;
    let failed = failed.iter().map(Failure::kept).collect();
    let asked = Asked { provider: Some(provider.name), model: Some(reading.model), failed };
    let who = Who { method: Method::AiPowered, fallback_reason: None, violence, asked };
    conclude(subject, who, move |_| reading.reading).await
}

async fn by_rules(subject: Arc<Subject>, violence: bool, reason: FallbackReason, asked: Asked) -> Step {
    let who = Who { method: Method::RuleBasedFallback, fallback_reason: Some(reason), violence, asked };
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
            let Who { method, fallback_reason, violence, asked: Asked { provider, model, failed } } = who;
            let reading = Some(reading);
            let outcome =
                Outcome { reading, method, fallback_reason, violence, provider, model, failed, title, collected };
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
