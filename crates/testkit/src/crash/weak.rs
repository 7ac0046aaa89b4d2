//! A process that writes to a store of either durability: the proof that the power cuts of [`super::power`] find what
//! is lost. Only how the store was opened tells the two apart.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use hearken_domain::{ClientId, Email, Entry, EntryId, EntryStatus, Private, SessionId, User, UserId, Vid};
use hearken_store::{Backend, ClientState, Store, StoreError, StoreOptions, StoredUser, Succession, UserScope, UserTx};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::recording;
use super::writer::{entry, text};
use crate::clock::START;

/// What a commit waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// For the disk, as the server does.
    Full,
    /// For nothing: `synchronous=NORMAL`.
    Normal,
}

/// Writers at once, so that commits are shared.
const WRITERS: usize = 3;

/// Where a store in this directory is.
pub(super) fn options(data_dir: &Path) -> StoreOptions {
    StoreOptions {
        data_dir: data_dir.to_owned(),
        backend: Backend::Sqlite,
        master_key_file: data_dir.join("master.key"),
    }
}

/// Writes so many mutations of each writer, and marks each in `log` once it was acknowledged.
pub async fn write(data_dir: &Path, log: &Path, mutations: i64, durability: Durability) -> Result<()> {
    let options = options(data_dir);
    let store = match durability {
        Durability::Full => Store::open(&options, START).await?,
        Durability::Normal => Store::open_without_waiting_for_the_disk(&options, START).await?,
    };
    let log: Arc<Path> = log.into();
    let mut writers = JoinSet::new();
    for number in 0..WRITERS {
        writers.spawn(one(store.clone(), Arc::clone(&log), number, mutations));
    }
    while let Some(written) = writers.join_next().await {
        written??;
    }
    Ok(())
}

async fn one(store: Store, log: Arc<Path>, number: usize, mutations: i64) -> Result<()> {
    let user = UserId(Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("user {number}").as_bytes()));
    let client = ClientId(Uuid::new_v5(&user.0, b"client"));
    let scope = insert_user(&store, user).await?;
    recording::mark(&log, &format!("{} {} 0", user.0, client.0))?;
    for mid in 1..=mutations {
        let write = store
            .write_user(scope.clone(), START, (client, mid), |tx, (client, mid)| Box::pin(mutate(tx, *client, *mid)));
        write.await?;
        recording::mark(&log, &format!("{} {} {mid}", user.0, client.0))?;
    }
    Ok(())
}

/// Makes a user and their keys.
pub(super) async fn insert_user(store: &Store, id: UserId) -> Result<UserScope, StoreError> {
    let scope = store.create_scope(id, START).await?;
    let email = Email::parse(&format!("{}@example.org", id.0)).map_err(|_| StoreError::Malformed("an address"))?;
    let email_index = store.email_index(email.as_str());
    let user = User { id, email, name: Private::from("A writer"), is_owner: false, created_at: START };
    let stored = StoredUser { user, email_index, password_hash: String::new() };
    let inserted = store.write((scope.clone(), stored), |tx, (scope, stored)| Box::pin(tx.insert_user(scope, stored)));
    inserted.await.map(|()| scope)
}

/// What a push with this mutation does to the store: an odd one makes an entry, an even one edits it.
async fn mutate(tx: &mut UserTx<'_>, client: ClientId, mid: i64) -> Result<(), StoreError> {
    let id = EntryId(entry(client.0, mid));
    let (vid, text) = (Vid::new(client, mid.unsigned_abs()), Private::from(text(client.0, mid)));
    if mid % 2 == 1 {
        tx.insert_entry(blank(id, vid, text), None).await?;
    } else if let Some(found) = tx.find_entry(id).await? {
        tx.update_entry_text(Entry { vid, text, ..found }, Succession::default()).await?;
    }
    let session = SessionId(Uuid::nil());
    tx.store_client(&ClientState { id: client, session, last_mid: mid, proto: 1, schema: 1 }).await
}

fn blank(id: EntryId, vid: Vid, text: Private) -> Entry {
    Entry {
        id,
        rev: 0,
        vid,
        conflict_of: None,
        device: None,
        text_at: START,
        title: Private::default(),
        text,
        mood: None,
        tags: Vec::new(),
        people: Vec::new(),
        private: false,
        status: EntryStatus::Draft,
        word_count: 4,
        written_at: START,
        created_at: START,
        updated_at: START,
    }
}
