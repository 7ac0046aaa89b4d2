//! Dead letters: entries that a provider was to read and could not, or that nothing could read. They can be read again.

use hearken_domain::{Analysis, Ctx, EntryId, Private, Purpose, Recipient, SecondReading, Timestamp, UserId};
use hearken_store::{StoreError, UserReader, UserTx};

use super::AnalysisError;
use super::queue::{Why, queue_second};
use super::redrive;
use crate::spending::Limit;
use crate::{App, consents, preferences};

/// An entry that waits for a second reading.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// Its title.
    pub title: Private,
    /// The moment it is about.
    pub written_at: Timestamp,
    /// Its analysis, without the words that findings rest on.
    pub analysis: Analysis,
    /// Where its second reading stands.
    pub second_reading: SecondReading,
}

/// A place in the list: everything strictly before it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeadLetterCursor {
    /// When the first reading came to nothing.
    pub at: Timestamp,
    /// The entry.
    pub entry: EntryId,
}

/// Which page of the list.
#[derive(Clone, Copy, Debug)]
pub struct DeadLetterQuery {
    /// Where the last page ended.
    pub after: Option<DeadLetterCursor>,
    /// How many at most.
    pub limit: usize,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct DeadLetterPage {
    /// What waits, what failed last first.
    pub items: Vec<DeadLetter>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<DeadLetterCursor>,
}

impl DeadLetter {
    /// Its place in the list.
    #[must_use]
    pub fn cursor(&self) -> DeadLetterCursor {
        cursor(&self.analysis)
    }
}

fn cursor(analysis: &Analysis) -> DeadLetterCursor {
    DeadLetterCursor { at: analysis.completed_at.unwrap_or(analysis.queued_at), entry: analysis.entry_id }
}

/// A page of the dead letters. Those whose entry does not open are left out.
pub async fn list_dead_letters(tx: &mut UserReader<'_>, query: &DeadLetterQuery) -> Result<DeadLetterPage, StoreError> {
    let mut all = find_all(tx).await?;
    all.retain(|(analysis, _)| query.after.is_none_or(|after| cursor(analysis) < after));
    all.sort_unstable_by_key(|(analysis, _)| std::cmp::Reverse(cursor(analysis)));
    let (mut items, mut next) = (Vec::new(), None);
    for (analysis, second_reading) in all {
        if items.len() == query.limit {
            next = items.last().map(DeadLetter::cursor);
            break;
        }
        if let Some(entry) = tx.find_readable_entry(analysis.entry_id).await? {
            items.push(DeadLetter { title: entry.title, written_at: entry.written_at, analysis, second_reading });
        }
    }
    Ok(DeadLetterPage { items, next })
}

/// Has all dead letters read again that are not about to be, or these entries. How many those are. None of them is in the
/// way of what somebody waits for.
pub async fn read_again(app: &App, user: UserId, entries: Option<Vec<EntryId>>) -> Result<usize, AnalysisError> {
    if let Some(entries) = entries {
        return app.write(user, entries, |tx, ctx, entries| Box::pin(queue_these(tx, ctx, entries))).await;
    }
    let wanted: Vec<EntryId> = app.read(user, (), |tx, ()| Box::pin(find_wanted(tx))).await?;
    if !wanted.is_empty() {
        app.write::<_, _, StoreError>(user, user, |tx, ctx, user| Box::pin(redrive::queue(tx, ctx, *user))).await?;
    }
    Ok(wanted.len())
}

async fn queue_these(tx: &mut UserTx<'_>, ctx: &Ctx, entries: &[EntryId]) -> Result<usize, AnalysisError> {
    let mut queued = 0;
    for (entry, place) in entries.iter().zip(1..) {
        if tx.find_entry(*entry).await?.is_none() {
            return Err(AnalysisError::NoSuchEntry);
        }
        queued += usize::from(queue_second(tx, ctx, *entry, (place, Why::Asked)).await?);
    }
    Ok(queued)
}

/// The entries whose second reading is to be asked for, what failed last first.
pub(super) async fn find_wanted(tx: &mut UserReader<'_>) -> Result<Vec<EntryId>, StoreError> {
    let mut wanted = find_all(tx).await?;
    wanted.retain(|(_, second_reading)| *second_reading == SecondReading::Wanted);
    Ok(in_order(wanted))
}

/// What an outage left over.
#[derive(Default)]
pub(super) struct LeftOver {
    /// The entries that may be read again without being asked for, what failed last first.
    pub(super) entries: Vec<EntryId>,
    /// How many dead letters are in line as it is.
    pub(super) in_line: usize,
    /// How many of them may be sent today.
    pub(super) most: usize,
}

/// What an outage left over of one of the providers in `back`, if its user wants that read again by itself and still lets
/// it read.
pub(super) async fn find_left_over(
    tx: &mut UserReader<'_>,
    back: &[Recipient],
    limit: &Limit,
) -> Result<LeftOver, StoreError> {
    if !preferences::find_preferences(tx).await?.read_again_after_outage {
        return Ok(LeftOver::default());
    }
    let consents = tx.list_consents().await?;
    let allowed = |it: &&Recipient| consents::covers(&consents, Purpose::Analysis, &it.address);
    let back: Vec<_> = back.iter().filter(allowed).collect();
    let is_free = back.iter().any(|it| limit.is_free(&it.address));
    let left = if is_free { u64::MAX } else { limit.left(tx).await? };
    let back: Vec<_> = back.into_iter().map(|it| it.name.as_str()).collect();
    let mut letters = find_all(tx).await?;
    let in_line = letters.iter().filter(|(_, second_reading)| *second_reading != SecondReading::Wanted).count();
    letters.retain(|(analysis, _)| analysis.is_left_over(|provider| back.contains(&provider)));
    let most = usize::try_from(left).unwrap_or(usize::MAX).saturating_sub(in_line);
    Ok(LeftOver { entries: in_order(letters), in_line, most })
}

fn in_order(mut letters: Vec<(Analysis, SecondReading)>) -> Vec<EntryId> {
    letters.sort_unstable_by_key(|(analysis, _)| std::cmp::Reverse(cursor(analysis)));
    letters.into_iter().map(|(analysis, _)| analysis.entry_id).collect()
}

async fn find_all(tx: &mut UserReader<'_>) -> Result<Vec<(Analysis, SecondReading)>, StoreError> {
    let summaries = tx.list_analysis_summaries().await?.into_iter().map(|summary| summary.analysis);
    let dead = summaries.filter_map(|analysis| analysis.second_reading().map(|second| (analysis, second)));
    Ok(dead.collect())
}
