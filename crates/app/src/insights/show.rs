//! Listing insights, each with the words it rests on.

use std::collections::HashMap;
use std::sync::Arc;

use hearken_domain::insight::{
    Answer, Cited as Wanted, Insight, Progress, Quote, Says, Standing, Verdict, cite, progress,
};
use hearken_domain::{EntryId, Timestamp, UserId};
use hearken_store::{StoreError, SyncHead, UserReader, UserScope};
use jiff::tz::TimeZone;
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use super::InsightError;
use super::known::{Known, Newer};
use crate::App;
use crate::at_hand::known_up_to;

/// Quotes of entries that bear a claim out, and of such that speak against it.
const QUOTES: usize = 3;
const AGAINST: usize = 1;
/// Entries that are opened in search of them.
const OPENED: usize = 8;
/// Quotes without which a claim is not shown.
const FEWEST_QUOTES: usize = 2;

/// The insights of a user.
#[derive(Clone, Debug)]
pub struct Page {
    /// Those that were asked for.
    pub items: Vec<Listed>,
    /// How far the journal is.
    pub progress: Progress,
    /// What is never spoken of, by the answers that say so.
    pub never: Vec<Answer>,
}

/// An insight as it is shown.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id: the same while it claims the same.
    pub id: Uuid,
    /// The insight.
    pub insight: Insight,
    /// What its user said of it.
    pub verdict: Option<Verdict>,
    /// The entries that bear it out, a few.
    pub evidence: Vec<Cited>,
    /// An entry that speaks against it.
    pub counter: Vec<Cited>,
}

/// An entry with its words.
#[derive(Clone, Debug)]
pub struct Cited {
    /// The entry.
    pub entry: EntryId,
    /// The moment it is about.
    pub written_at: Timestamp,
    /// The words; none of an entry that is kept from every provider: it is not quoted anywhere.
    pub quote: Option<Quote>,
}

/// The insights that stand so.
pub async fn list_insights(
    app: &App,
    user: UserId,
    (standing, zone): (Standing, TimeZone),
) -> Result<Page, InsightError> {
    let mut known = up_to_date(app, user).await?;
    let now = app.ctx().now();
    let found = known.found(&zone, now);
    let progress = progress(known.journal(&zone, now));
    let answers = known.answers().to_vec();
    drop(known);
    let scope = app.store().scope(user).await?;
    let said: HashMap<Uuid, Verdict> = answers.iter().filter_map(verdict).collect();
    let wanted: Vec<(Uuid, Insight)> = found
        .iter()
        .map(|insight| (id_of(&scope, insight), insight.clone()))
        .filter(|(id, _)| Standing::after(said.get(id).copied()) == standing)
        .collect();
    let quoted = app.read(user, Arc::new(wanted), |tx, wanted| Box::pin(quote_all(tx, wanted))).await?;
    let items = quoted.into_iter().map(|listed| Listed { verdict: said.get(&listed.id).copied(), ..listed });
    let never = answers.iter().filter(|answer| matches!(answer.says, Says::Never(_))).cloned().collect();
    Ok(Page { items: items.collect(), progress, never })
}

/// Computes the insights of a user anew, if anything has changed, so that looking at them costs little.
pub async fn refresh(app: &App, user: UserId) -> Result<(), InsightError> {
    let mut known = up_to_date(app, user).await?;
    let zone = known.zone();
    known.found(&zone, app.ctx().now());
    Ok(())
}

fn verdict(answer: &Answer) -> Option<(Uuid, Verdict)> {
    match &answer.says {
        Says::Of { verdict, .. } => Some((answer.id, *verdict)),
        Says::Never(_) => None,
    }
}

/// The id of an insight: a keyed digest of what it claims, so that it tells nothing to anybody else.
pub(super) fn id_of(scope: &UserScope, insight: &Insight) -> Uuid {
    scope.digest_id(&format!("insight {}", *insight.claim.key()))
}

/// What is known of a user, with everything that is new.
pub(crate) async fn up_to_date(app: &App, user: UserId) -> Result<OwnedMutexGuard<Known>, StoreError> {
    let mut known = app.facts().of(user).lock_owned().await;
    let place = known.place();
    let (after, head, newer) = app.read(user, place, |tx, place| Box::pin(look(tx, *place))).await?;
    if let Some(newer) = newer {
        known.update(after, head, newer);
    }
    Ok(known)
}

async fn look(tx: &mut UserReader<'_>, place: SyncHead) -> Result<(i64, SyncHead, Option<Newer>), StoreError> {
    let head = tx.sync_head().await?;
    let after = known_up_to(place, head);
    if after == head.seq && after > 0 {
        return Ok((after, head, None));
    }
    let facts = tx.facts_since(after).await?;
    let answers = tx.list_insight_answers().await?;
    let people = tx.list_people().await?.into_iter().map(|person| person.id).collect();
    Ok((after, head, Some(Newer { facts, answers, people })))
}

async fn quote_all(tx: &mut UserReader<'_>, wanted: &[(Uuid, Insight)]) -> Result<Vec<Listed>, StoreError> {
    let mut all = Vec::with_capacity(wanted.len());
    for (id, insight) in wanted {
        let evidence = quote_some(tx, &insight.evidence, &insight.claim.cited(), QUOTES).await?;
        if evidence.iter().filter(|cited| cited.quote.is_some()).count() < FEWEST_QUOTES {
            continue;
        }
        let counter = quote_some(tx, &insight.counter, &insight.claim.cited_against(), AGAINST).await?;
        all.push(Listed { id: *id, insight: insight.clone(), verdict: None, evidence, counter });
    }
    Ok(all)
}

async fn quote_some(
    tx: &mut UserReader<'_>,
    entries: &[EntryId],
    wanted: &Wanted,
    most: usize,
) -> Result<Vec<Cited>, StoreError> {
    let mut quoted = Vec::with_capacity(most);
    for entry in entries.iter().take(OPENED) {
        if quoted.len() == most {
            break;
        }
        quoted.extend(quote(tx, *entry, wanted).await?);
    }
    Ok(quoted)
}

/// An entry's words; `None` if it is gone, or was not read as it is now.
pub(super) async fn quote(tx: &mut UserReader<'_>, id: EntryId, wanted: &Wanted) -> Result<Option<Cited>, StoreError> {
    let Some(entry) = tx.find_readable_entry(id).await? else { return Ok(None) };
    let analysis = match tx.find_analysis(id).await {
        Err(error) if error.is_unreadable() => None,
        found => found?,
    };
    let Some(reading) = analysis.filter(|it| it.vid == entry.vid).and_then(|it| it.reading) else { return Ok(None) };
    if entry.private {
        return Ok(Some(Cited { entry: id, written_at: entry.written_at, quote: None }));
    }
    let evidence = tx.find_readable_evidence(id).await?;
    let disputed = evidence.iter().flat_map(|it| {
        it.pieces.iter().filter(move |piece| it.dispute_of(piece).is_some()).map(|piece| piece.start..piece.end)
    });
    let disputed: Vec<_> = disputed.collect();
    let quote = cite(&entry.text, &reading, wanted, &disputed);
    Ok(quote.map(|quote| Cited { entry: id, written_at: entry.written_at, quote: Some(quote) }))
}
