//! Once a day: what nobody needs any more is forgotten.

use std::time::Duration;

use hearken_domain::{Timestamp, UserId};
use hearken_store::StoreError;

use crate::App;
use crate::at_hand::MOST_USERS;
use crate::insights;
use crate::person_health::gather_missing;
use crate::sync::MAX_MUTATIONS;
use crate::worker::pause;

/// How long deletions are remembered. A client that was away for longer starts over.
pub const DELETIONS_KEPT: Duration = Duration::from_hours(90 * 24);
const DAY: Duration = Duration::from_hours(24);
/// A server that only just started has better things to do.
const AFTER_START: Duration = Duration::from_mins(2);

/// Forgets once a day, until shutdown begins.
pub fn start(app: &App) {
    let worker = app.clone();
    app.tasks().spawn(async move { run(&worker).await });
}

async fn run(app: &App) {
    let mut due = app.ctx().now() + AFTER_START;
    while !app.tasks().is_stopping() {
        let now = app.ctx().now();
        due = due.min(now + DAY);
        if now < due {
            pause(app, due.since(now)).await;
            continue;
        }
        due = now + DAY;
        if let Err(error) = forget(app).await {
            tracing::error!(%error, "what is old cannot be forgotten; it is tried again tomorrow");
        }
    }
}

/// Forgets, for every account, what is older than is kept. Returns how many deletions and results that were; an account
/// that fails holds up no other, and the first error is returned at the end.
pub async fn forget(app: &App) -> Result<u64, StoreError> {
    let now = app.ctx().now();
    let (before, answers) = (now - DELETIONS_KEPT, now - app.spending().answers_kept);
    let (mut forgotten, mut failure) = (0, None);
    let users = app.store().read((), |tx, ()| Box::pin(tx.list_users())).await?;
    for user in users.iter().copied() {
        if app.tasks().is_stopping() {
            break;
        }
        if let Err(error) = gather_missing(app, user).await {
            tracing::debug!(%user, %error, "evidence of an account is not collected");
        }
        match forget_of(app, user, (before, answers)).await {
            Ok(some) => forgotten += some,
            Err(error @ StoreError::KeyMissing) => tracing::debug!(%user, %error, "nothing of an account is forgotten"),
            Err(error) => {
                tracing::error!(%user, %error, "nothing of an account is forgotten");
                failure.get_or_insert(error);
            }
        }
    }
    refresh_insights(app, &users).await;
    tracing::info!(rows = forgotten, "what was old is forgotten");
    failure.map_or(Ok(forgotten), Err)
}

/// Has the insights of as many accounts at hand as are kept there.
async fn refresh_insights(app: &App, users: &[UserId]) {
    for user in users.iter().take(MOST_USERS) {
        if app.tasks().is_stopping() {
            return;
        }
        if let Err(error) = insights::refresh(app, *user).await {
            tracing::debug!(%user, %error, "the insights of an account are not refreshed");
        }
    }
}

/// `before`: of deletions and results, and of the answers of providers.
async fn forget_of(app: &App, user: UserId, before: (Timestamp, Timestamp)) -> Result<u64, StoreError> {
    // A client sends no more mutations at once, and waits for the answer: what it sends again is among its last ones.
    let keep = i64::try_from(MAX_MUTATIONS).unwrap_or(i64::MAX);
    let work = app.write(user, (before, keep), |tx, _, ((before, answers), keep)| {
        Box::pin(async move {
            tx.forget_kept_answers(*answers).await?;
            Ok(tx.forget_deletions(*before).await? + tx.forget_results(*before, *keep).await?)
        })
    });
    work.await
}
