//! One mutation: the same verbs that the REST routes call.

use std::time::Duration;

use hearken_domain::{ClientId, Ctx, Invalid, Private, Timestamp, Vid};
use hearken_store::{StoreError, UserTx};

use super::{Action, Age, Mutation, MutationResult, MutationStatus, Refusal};
use crate::analysis::{AnalysisError, retry_analysis};
use crate::journal::{self, Edited, JournalError, TextEdit, Typed};
use crate::people::{self, PeopleError};
use crate::preferences::{PreferencesError, change_preferences};

/// No mutation counts as older than that: nothing a client may send again is.
const OLDEST: Duration = Duration::from_hours(90 * 24);

/// Where mutations come from.
pub(super) struct Origin {
    pub(super) client: ClientId,
    /// What its user knows the device by.
    pub(super) device: Option<Private>,
}

/// Why a mutation had no effect: it breaks a rule, or the whole push must be repeated.
enum Failure {
    Refused(Refusal),
    Store(StoreError),
}

/// Applies a mutation; what it breaks becomes its result, and only the store's own failures fail the push.
pub(super) async fn apply(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    origin: &Origin,
    mutation: &Mutation,
) -> Result<MutationResult, StoreError> {
    let mid = mutation.mid;
    let outcome = match &mutation.action {
        Ok(action) => act(tx, ctx, action, &typed(ctx, origin, mutation)).await,
        Err(refusal) => Err(Failure::Refused(refusal.clone())),
    };
    let result = MutationResult { mid, status: MutationStatus::Ok, code: None, detail: None, copy_id: None };
    match outcome {
        Ok(None) => Ok(result),
        Ok(Some(copy)) => Ok(MutationResult { status: MutationStatus::Conflict, copy_id: Some(copy), ..result }),
        Err(Failure::Refused(Refusal { code, detail })) => Ok(MutationResult {
            status: MutationStatus::Rejected,
            code: Some(code.to_owned()),
            detail: Some(detail),
            ..result
        }),
        Err(Failure::Store(error)) => Err(error),
    }
}

/// What a mutation's words are known by, once they are a version of a text.
fn typed(ctx: &Ctx, origin: &Origin, Mutation { mid, age: Age { typed, begun }, .. }: &Mutation) -> Typed {
    let now = ctx.now();
    let ago = |age: &Duration| -> Timestamp { now - (*age).min(OLDEST) };
    let vid = Vid::new(origin.client, mid.unsigned_abs());
    Typed { vid, device: origin.device.clone(), at: ago(typed), begun_at: ago(begun) }
}

/// Runs the verb behind an action; returns the id of the copy it made, if it made one.
async fn act(tx: &mut UserTx<'_>, ctx: &Ctx, action: &Action, typed: &Typed) -> Result<Option<uuid::Uuid>, Failure> {
    match action {
        Action::CreateEntry(new) => journal::create_as(tx, ctx, new, typed).await.map(drop)?,
        Action::EditText { id, base, base_text, text, title, base_title, keep_base } => {
            let (base_text, text) = (base_text.clone(), text.clone());
            let (title, base_title) = (title.clone(), base_title.clone());
            let Typed { vid, device, at, .. } = typed.clone();
            let edit = TextEdit {
                id: *id,
                base: *base,
                base_text,
                title,
                base_title,
                vid,
                text,
                device,
                at,
                keep_base: *keep_base,
            };
            if let Edited::Copy(copy) = journal::edit_text(tx, ctx, &edit).await? {
                return Ok(Some(copy.id.0));
            }
        }
        Action::SetEntry(id, seen, change) => {
            journal::set_fields(tx, ctx, (*id, *seen), change).await?;
        }
        Action::PublishEntry(id) => journal::publish_entry(tx, ctx, id).await.map(drop)?,
        Action::ResolveCopy(id) => journal::resolve_copy(tx, ctx, id).await.map(drop)?,
        Action::DeleteEntry(id, seen) => match journal::delete_entry(tx, ctx, &(*id, *seen)).await {
            // Another device was faster: it is gone, as was asked.
            Ok(()) | Err(JournalError::NoSuchEntry) => {}
            Err(error) => return Err(error.into()),
        },
        Action::RetryAnalysis(id) => retry_analysis(tx, ctx, id).await.map(drop)?,
        Action::CreatePerson(new) => people::create_person(tx, ctx, new).await.map(drop)?,
        Action::SetPerson(id, change) => people::change_person(tx, ctx, &(*id, change.clone())).await.map(drop)?,
        Action::DeletePerson(id) => match people::delete_person(tx, ctx, id).await {
            Ok(()) | Err(PeopleError::NoSuchPerson) => {}
            Err(error) => return Err(error.into()),
        },
        Action::SetPreferences(change) => change_preferences(tx, ctx, change).await.map(drop)?,
    }
    Ok(None)
}

impl Failure {
    fn refused(code: &'static str, error: &impl std::fmt::Display) -> Self {
        Self::Refused(Refusal { code, detail: error.to_string() })
    }
}

impl From<Invalid> for Failure {
    fn from(error: Invalid) -> Self {
        Self::refused("invalid_field", &error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        // Sending it again would not help, and would hold up everything behind it.
        if error.is_unreadable() { Self::refused("unreadable", &error) } else { Self::Store(error) }
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Invalid(error) => error.into(),
            JournalError::NoSuchEntry | JournalError::NoSuchVersion => Self::refused("not_found", &error),
            JournalError::Deleted => Self::refused("deleted", &error),
            JournalError::Stale => Self::refused("stale", &error),
            JournalError::Store(error) => error.into(),
        }
    }
}

impl From<PeopleError> for Failure {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Invalid(error) => error.into(),
            PeopleError::Deleted => Self::refused("deleted", &error),
            PeopleError::NoSuchPerson => Self::refused("not_found", &error),
            PeopleError::Store(error) => error.into(),
        }
    }
}

impl From<AnalysisError> for Failure {
    fn from(error: AnalysisError) -> Self {
        match error {
            AnalysisError::NoSuchEntry | AnalysisError::NotRead => Self::refused("not_found", &error),
            AnalysisError::NotPublished => Self::refused("nothing_to_retry", &error),
            AnalysisError::Store(error) => error.into(),
        }
    }
}

impl From<PreferencesError> for Failure {
    fn from(error: PreferencesError) -> Self {
        match error {
            PreferencesError::Invalid(error) => error.into(),
            PreferencesError::Store(error) => error.into(),
        }
    }
}
