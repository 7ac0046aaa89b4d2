//! What the real store makes of a data directory that was cut off, and whether that is what was promised.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use hearken_domain::{ClientId, UserId};
use hearken_store::{OpenError, Store, StoreError, UserReader};
use uuid::Uuid;

use super::integrity;
use super::recording::Event;
use super::weak::{insert_user, options};
use super::writer::{entries, text};
use crate::clock::START;

/// What was acknowledged up to some point: each user with a client and the number of its last mutation.
#[derive(Clone, Debug, Default)]
pub(super) struct Acknowledged(BTreeMap<Uuid, (Uuid, i64)>);

impl Acknowledged {
    /// Takes in a mark, which names user, client and mutation; other events tell nothing.
    pub(super) fn play(&mut self, event: &Event) -> Option<()> {
        let Event::Mark(mark) = event else { return Some(()) };
        let mut parts = mark.split(' ');
        let user = parts.next()?.parse().ok()?;
        self.0.insert(user, (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?));
        Some(())
    }

    /// Mutations in all.
    pub(super) fn count(&self) -> u64 {
        self.0.values().map(|(_, mid)| mid.unsigned_abs()).sum()
    }
}

/// What became of a data directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    /// All that was acknowledged is there, and nothing is half there.
    Whole,
    /// It does not open, and nothing had been acknowledged. The reason.
    RefusedEmpty(String),
    /// It opens, but so many acknowledged writes are missing.
    Lost(u64),
    /// It does not open although something had been acknowledged. The reason.
    Refused(String),
    /// What is there is not sound.
    Unsound(String),
}

/// Opens it with the real store, compares it with what was acknowledged, and writes to it.
pub(super) async fn look(data_dir: &Path, acknowledged: &Acknowledged) -> Result<Found> {
    let store = match Store::open(&options(data_dir), START).await {
        Ok(store) => store,
        Err(error) if acknowledged.0.is_empty() => return Ok(Found::RefusedEmpty(reason(&error))),
        Err(error) => return Ok(Found::Refused(reason(&error))),
    };
    let found = match compare(&store, acknowledged).await {
        Ok(0) => Found::Whole,
        Ok(lost) => Found::Lost(lost),
        Err(error) => Found::Unsound(error.to_string()),
    };
    if let Err(error) = insert_user(&store, UserId(Uuid::max())).await {
        return Ok(Found::Unsound(format!("it takes no writes: {error}")));
    }
    drop(store);
    Ok(match integrity::check(data_dir) {
        Ok(()) => found,
        Err(error) => Found::Unsound(format!("{error:#}")),
    })
}

/// The refusal without the names of files, which differ from cut to cut.
fn reason(error: &OpenError) -> String {
    match error {
        OpenError::DatabaseLost { .. } => "the database is lost".to_owned(),
        OpenError::BadKeyFile(_) => "the master key file is not a key".to_owned(),
        OpenError::KeyFileLost(_) => "the master key file is lost".to_owned(),
        OpenError::WrongKey(_) => "the master key is another one".to_owned(),
        other => other.to_string(),
    }
}

/// How many acknowledged writes are missing.
async fn compare(store: &Store, acknowledged: &Acknowledged) -> Result<u64, StoreError> {
    let mut lost = 0;
    for (user, (client, acknowledged)) in &acknowledged.0 {
        let scope = match store.scope(UserId(*user)).await {
            Ok(scope) => scope,
            Err(StoreError::KeyMissing) => {
                lost += 1 + acknowledged.unsigned_abs();
                continue;
            }
            Err(error) => return Err(error),
        };
        let found =
            store.read_user(scope, ClientId(*client), |reader, client| Box::pin(last_whole(reader, *client))).await;
        match found {
            Ok(last_mid) => lost += acknowledged.saturating_sub(last_mid).max(0).unsigned_abs(),
            // The keys are there, the account is not.
            Err(StoreError::KeyMissing) => lost += 1 + acknowledged.unsigned_abs(),
            Err(error) => return Err(error),
        }
    }
    Ok(lost)
}

/// The number of the client's last mutation; an error unless there is exactly what the mutations up to it made.
async fn last_whole(reader: &mut UserReader<'_>, client: ClientId) -> Result<i64, StoreError> {
    reader.sync_head().await?;
    let last_mid = reader.last_mid(client).await?;
    let mut expected = entries(client.0, 0, last_mid);
    for change in reader.changes_since(0, i64::MAX).await? {
        let found = reader.find_entry(hearken_domain::EntryId(change.id)).await?;
        let mid = expected.remove(&change.id);
        let is_right = found.zip(mid).is_some_and(|(entry, mid)| *entry.text == text(client.0, mid));
        if !is_right {
            return Err(StoreError::Malformed("the entries: one is not what its last mutation made it"));
        }
    }
    if expected.is_empty() { Ok(last_mid) } else { Err(StoreError::Malformed("the entries: one is missing")) }
}
