//! "Useful", "Not right", "Never about this": what a user says of insights, and taking it back.

use hearken_domain::insight::{Answer, Says, Subject, Verdict};
use hearken_domain::{Ctx, EntryId, Invalid, PersonId, UserId};
use hearken_store::{StoreError, UserTx};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::InsightError;
use super::show::{id_of, up_to_date};
use crate::App;
use crate::people::find_person;

/// Entries that are remembered with an answer.
const MOST_ENTRIES: usize = 50;
/// Answers of one user.
const MOST_ANSWERS: usize = 500;

/// Says something of an insight; what was said before is replaced.
pub async fn give_verdict(
    app: &App,
    user: UserId,
    (id, verdict, zone): (Uuid, Verdict, TimeZone),
) -> Result<(), InsightError> {
    let scope = app.store().scope(user).await?;
    let mut known = up_to_date(app, user).await?;
    let found = known.found(&zone, app.ctx().now());
    drop(known);
    let insight = found.iter().find(|insight| id_of(&scope, insight) == id).ok_or(InsightError::NoSuchInsight)?;
    let entries = insight.evidence.iter().take(MOST_ENTRIES).copied().collect();
    let says = Says::Of { verdict, subjects: insight.claim.subjects(), entries };
    app.write(user, (id, says), |tx, ctx, input| Box::pin(put_verdict(tx, ctx, input))).await
}

async fn put_verdict(tx: &mut UserTx<'_>, ctx: &Ctx, (id, says): &(Uuid, Says)) -> Result<(), InsightError> {
    let mut says = says.clone();
    if let Says::Of { entries, .. } = &mut says {
        // Deleted while the insight was looked at, they must not come back in here.
        let mut there = Vec::with_capacity(entries.len());
        for entry in &*entries {
            there.extend(tx.find_vid(*entry).await?.map(|_| *entry));
        }
        *entries = there;
    }
    put(tx, Answer { id: *id, at: ctx.now(), says }).await
}

/// Has something never spoken of again. Said twice, it counts once.
pub async fn never_again(tx: &mut UserTx<'_>, ctx: &Ctx, subject: &Subject) -> Result<Uuid, InsightError> {
    let name = match subject {
        Subject::Kind(kind) => format!("kind {}", kind.as_str()),
        Subject::Theme(theme) => format!("theme {}", theme.as_str()),
        Subject::Person(person) => {
            find_person(tx, *person).await?;
            format!("person {person}")
        }
        Subject::Tag(tag) => format!("tag {}", **tag),
    };
    let id = tx.scope().digest_id(&format!("never {name}"));
    put(tx, Answer { id, at: ctx.now(), says: Says::Never(subject.clone()) }).await?;
    Ok(id)
}

async fn put(tx: &mut UserTx<'_>, answer: Answer) -> Result<(), InsightError> {
    let known = tx.list_insight_answers().await?;
    if known.len() >= MOST_ANSWERS && known.iter().all(|it| it.id != answer.id) {
        return Err(Invalid::new("id", format!("at most {MOST_ANSWERS} answers")).into());
    }
    Ok(tx.put_insight_answer(&answer).await?)
}

/// Takes an answer back.
pub async fn withdraw(tx: &mut UserTx<'_>, _: &Ctx, id: &Uuid) -> Result<(), InsightError> {
    if tx.delete_insight_answer(*id).await? { Ok(()) } else { Err(InsightError::NoSuchAnswer) }
}

/// What was said of insights goes with the last of the entries they rested on.
pub(crate) async fn forget_entry(tx: &mut UserTx<'_>, entry: EntryId) -> Result<(), StoreError> {
    for answer in tx.list_insight_answers().await? {
        let Says::Of { verdict, subjects, mut entries } = answer.says else { continue };
        if !entries.contains(&entry) {
            continue;
        }
        entries.retain(|it| *it != entry);
        if entries.is_empty() {
            tx.delete_insight_answer(answer.id).await?;
        } else {
            tx.put_insight_answer(&Answer { says: Says::Of { verdict, subjects, entries }, ..answer }).await?;
        }
    }
    Ok(())
}

/// Nothing is kept of who is gone.
pub(crate) async fn forget_person(tx: &mut UserTx<'_>, person: PersonId) -> Result<(), StoreError> {
    let subject = Subject::Person(person);
    for answer in tx.list_insight_answers().await?.iter().filter(|answer| answer.is_about(&subject)) {
        tx.delete_insight_answer(answer.id).await?;
    }
    Ok(())
}
