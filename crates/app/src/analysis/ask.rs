//! Who reads an entry: nobody, if its words are of someone in danger; the first of the providers that are set up and that
//! the user lets read it; else, or when all of these fail for good, rules.

use std::sync::Arc;

use hearken_ai::{Asker, Failure, Found, Link, ReadError, ReadInput, Round};
use hearken_domain::crisis::Crisis;
use hearken_domain::health::About;
use hearken_domain::reading::{self, KnownPerson, Reading};
use hearken_domain::{
    AnalysisFailure, AnswerOf, Consent, Entry, EntryId, FailedAsk, FallbackReason, Method, Person, Private, Purpose,
    Timestamp, retry,
};
use hearken_store::{ClaimedJob, StoreError, UserReader};

use super::answers::JobAnswers;
use super::danger::danger_in;
use super::ledger::{JobLedger, Refusal};
use crate::App;
use crate::consents;
use crate::person_health::{self, Basis, Collected};
use crate::providers::keep_all;

/// Everything the reading looks at, from one snapshot.
pub(super) struct Subject {
    entry: Entry,
    people: Vec<Person>,
    consents: Vec<Consent>,
}

/// How the reading went.
pub(super) struct Outcome {
    /// `None` where nothing read it.
    pub(super) reading: Option<Reading>,
    pub(super) method: Method,
    pub(super) fallback_reason: Option<FallbackReason>,
    /// What the words say of danger.
    pub(super) danger: Crisis,
    /// The provider that was asked, whatever came of it.
    pub(super) provider: Option<String>,
    pub(super) model: Option<String>,
    /// The earlier reading whose answer it is.
    pub(super) answer_of: Option<AnswerOf>,
    /// The providers that did not read it, in the order asked.
    pub(super) failed: Vec<FailedAsk>,
    /// The title that was looked at with the text.
    pub(super) title: Private,
    /// What it says of people.
    pub(super) collected: Collected,
}

impl Outcome {
    /// Whether no provider could read it that was to.
    pub(super) fn is_outage(&self) -> bool {
        self.fallback_reason.is_some_and(FallbackReason::is_outage)
    }

    /// Whether one would have been asked, had the day's limit not been reached.
    pub(super) fn is_over_limit(&self) -> bool {
        self.is_outage() && self.failed.iter().any(FailedAsk::is_over_limit)
    }
}

/// What the job does next.
pub(super) enum Step {
    Done(Box<Outcome>),
    Again(Later),
    /// Nobody who may read it has room for it.
    HoldBack(Vec<FailedAsk>),
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
    Ok(Some(Subject { entry, people: tx.list_people().await?, consents: tx.list_consents().await? }))
}

/// Has the entry read. No transaction is open meanwhile: a provider may take its time.
pub(super) async fn ask(
    app: &App,
    subject: Subject,
    claimed: &ClaimedJob,
    (ledger, answers): (&JobLedger<'_>, &JobAnswers<'_>),
) -> Result<Step, StoreError> {
    let subject = Arc::new(subject);
    // Before anything else, and whatever the user allows.
    let looked = {
        let subject = Arc::clone(&subject);
        tokio::task::spawn_blocking(move || danger_in(&subject.entry.title, &subject.entry.text))
    };
    let Ok(danger) = looked.await else {
        // A defect in the rules must let nothing leave the server.
        return Ok(Step::Failed(AnalysisFailure::Internal));
    };
    if danger.is_acute() {
        return Ok(leave_alone(subject, danger).await);
    }
    let readers = app.readers();
    let allowed = match who_may_read(&readers, &subject.entry, &subject.consents) {
        Ok(links) => links,
        Err(reason) => return Ok(by_rules(subject, danger, reason, Asked::default()).await),
    };
    let mark = app.ctx().new_id::<uuid::Uuid>().simple().to_string();
    let people = known_people(&subject);
    let input = ReadInput { text: &subject.entry.text, people: &people, mark: &mark };
    let result = read_while_allowed((&allowed, asker(claimed)), input, (ledger, answers)).await;
    keep_all(app, &allowed).await;
    let failed = match result {
        Ok(Ok(found)) => return Ok(by_model(Arc::clone(&subject), danger, found).await),
        Ok(Err(failed)) => failed,
        Err((reason, failed)) => {
            return Ok(by_rules(Arc::clone(&subject), danger, reason, Asked::in_vain(&failed)).await);
        }
    };
    match ledger.take_refusal() {
        Some(Refusal::Store(error)) => return Err(error),
        Some(Refusal::Kept(reason)) if failed.is_empty() || reason == FallbackReason::PrivateEntry => {
            return Ok(by_rules(Arc::clone(&subject), danger, reason, Asked::in_vain(&failed)).await);
        }
        Some(Refusal::Kept(_) | Refusal::OverLimit) | None => {}
    }
    if last_asked(&failed).is_none() && failed.iter().any(|failure| failure.error == ReadError::Busy) {
        return Ok(Step::HoldBack(failed.iter().map(Failure::kept).collect()));
    }
    if let Some(later) = later(app, &failed, claimed.attempts) {
        return Ok(Step::Again(later));
    }
    let reason = reason_of(&failed);
    Ok(by_rules(Arc::clone(&subject), danger, reason, Asked::in_vain(&failed)).await)
}

/// For whom the providers are asked.
pub(super) const fn asker(claimed: &ClaimedJob) -> Asker {
    Asker { user: claimed.job.user, can_wait: claimed.can_wait }
}

/// Asks the providers in turn. Whoever may no longer have the entry is given up at once, and those after it are asked;
/// the reason, where nobody is left, and who failed before.
async fn read_while_allowed(
    (allowed, asker): (&[&Link], Asker),
    input: ReadInput<'_>,
    (ledger, answers): (&JobLedger<'_>, &JobAnswers<'_>),
) -> Result<Result<Found, Vec<Failure>>, (FallbackReason, Vec<Failure>)> {
    let mut round = Round::new(allowed, asker);
    loop {
        let reason = tokio::select! {
            found = round.read(input, ledger, answers) => {
                ledger.overdue().await;
                return Ok(found.ok_or_else(|| round.into_failed()));
            }
            reason = ledger.forbidden() => reason,
        };
        match ledger.cut().await {
            Some(address) if reason == FallbackReason::ConsentOff && round.pass_over(&address) => {}
            _ => return Err((reason, round.into_failed())),
        }
    }
}

/// Of words of someone in danger nothing is concluded, but that no score is to stand beside what somebody does to them.
async fn leave_alone(subject: Arc<Subject>, danger: Crisis) -> Step {
    match by_rules(subject, danger, FallbackReason::Crisis, Asked::default()).await {
        Step::Done(mut outcome) => {
            outcome.reading = None;
            outcome.collected.pieces.retain(|piece| piece.about == About::Harm);
            Step::Done(outcome)
        }
        step => step,
    }
}

/// The providers this entry may be sent to, in the order in which they are asked; or why it stays here.
pub(super) fn who_may_read<'a>(
    readers: &'a [Arc<Link>],
    entry: &Entry,
    consents: &[Consent],
) -> Result<Vec<&'a Link>, FallbackReason> {
    if entry.private {
        return Err(FallbackReason::PrivateEntry);
    }
    if readers.is_empty() {
        return Err(FallbackReason::NoProvider);
    }
    let readers = readers.iter().map(AsRef::as_ref);
    let allowed: Vec<_> =
        readers.filter(|link: &&Link| may_leave(entry, consents, &link.provider().address).is_ok()).collect();
    if allowed.is_empty() { Err(FallbackReason::ConsentOff) } else { Ok(allowed) }
}

/// Whether an entry may be sent to the provider at `address`, or why not.
pub(super) fn may_leave(entry: &Entry, consents: &[Consent], address: &str) -> Result<(), FallbackReason> {
    if entry.private {
        return Err(FallbackReason::PrivateEntry);
    }
    if consents::covers(consents, Purpose::Analysis, address) { Ok(()) } else { Err(FallbackReason::ConsentOff) }
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

/// What the provider that was asked last made of it; where nobody was asked, the limit of the day before an open breaker.
fn reason_of(failed: &[Failure]) -> FallbackReason {
    let reason = |failure: &Failure| failure.error.fallback_reason();
    let is_limit = failed.iter().any(|failure| reason(failure) == FallbackReason::DailyLimit);
    let unasked = if is_limit { FallbackReason::DailyLimit } else { FallbackReason::CircuitOpen };
    last_asked(failed).map_or(unasked, reason)
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
    answer_of: Option<AnswerOf>,
    failed: Vec<FailedAsk>,
}

impl Asked {
    fn in_vain(failed: &[Failure]) -> Self {
        let provider = last_asked(failed).map(|failure| failure.provider.name.clone());
        Self { provider, model: None, answer_of: None, failed: failed.iter().map(Failure::kept).collect() }
    }
}

/// What read an entry, and why.
struct Who {
    method: Method,
    fallback_reason: Option<FallbackReason>,
    danger: Crisis,
    asked: Asked,
}

async fn by_model(subject: Arc<Subject>, danger: Crisis, found: Found) -> Step {
    let Found { reading, provider, failed } = found;
    let failed = failed.iter().map(Failure::kept).collect();
    let answer_of = reading.answer_of;
    let asked = Asked { provider: Some(provider.name), model: Some(reading.model), answer_of, failed };
    let who = Who { method: Method::AiPowered, fallback_reason: None, danger, asked };
    conclude(subject, who, move |_| reading.reading).await
}

async fn by_rules(subject: Arc<Subject>, danger: Crisis, reason: FallbackReason, asked: Asked) -> Step {
    let who = Who { method: Method::RuleBasedFallback, fallback_reason: Some(reason), danger, asked };
    conclude(subject, who, |subject| reading::read(&subject.entry.text, &known_people(subject))).await
}

/// Takes or makes a reading and collects what it says of people. A long entry keeps a core busy for tens of milliseconds:
/// not one that answers requests.
async fn conclude(subject: Arc<Subject>, who: Who, read: impl FnOnce(&Subject) -> Reading + Send + 'static) -> Step {
    let title = subject.entry.title.clone();
    let work = tokio::task::spawn_blocking(move || {
        let reading = read(&subject);
        let seen = person_health::Subject { entry: &subject.entry, people: &subject.people };
        let pieces = person_health::pieces_of(&seen, &reading, who.danger.violence);
        let basis = Basis::new(&subject.entry, &subject.people);
        (reading, Collected { method: who.method, pieces, basis }, who)
    });
    match work.await {
        Ok((reading, collected, who)) => {
            let Who { method, fallback_reason, danger, asked } = who;
            let Asked { provider, model, answer_of, failed } = asked;
            let reading = Some(reading);
            Step::Done(Box::new(Outcome {
                reading,
                method,
                fallback_reason,
                danger,
                provider,
                model,
                answer_of,
                failed,
                title,
                collected,
            }))
        }
        // A defect in the rules must not take the worker down, nor look like an entry without findings.
        Err(_) => Step::Failed(AnalysisFailure::Internal),
    }
}

fn known_people(subject: &Subject) -> Vec<KnownPerson<'_>> {
    let people = subject.people.iter();
    people.map(|person| KnownPerson { id: person.id, name: &person.name, relationship: person.relationship }).collect()
}
