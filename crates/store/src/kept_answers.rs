//! What providers answered, under a keyed digest of the question: whoever asks the same again need not send it.

use hearken_domain::{AnswerOf, EntryId, Private, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::{if_asked_for, if_readable};
use crate::{StoreError, UserReader, UserScope, UserTx};

statements! {
    FIND_KEPT = "SELECT id, entry_id, at, answer FROM kept_answers WHERE user_id = $1 AND id = $2 AND at >= $3";
    PUT_KEPT = "INSERT INTO kept_answers (user_id, id, entry_id, at, answer) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id, id) DO UPDATE SET entry_id = excluded.entry_id, at = excluded.at, answer = excluded.answer";
    FORGET_KEPT = "DELETE FROM kept_answers WHERE user_id = $1 AND at < $2";
    FORGET_KEPT_OF = "DELETE FROM kept_answers WHERE user_id = $1 AND entry_id = $2";
}

/// An answer that is kept.
#[derive(Clone, Debug)]
pub struct KeptAnswer {
    /// A keyed digest of the question.
    pub id: Uuid,
    /// The reading that it was given for.
    pub of: AnswerOf,
    /// Its words.
    pub text: Private,
    /// The model that gave it, as the provider names it.
    pub model: String,
}

#[derive(Serialize, Deserialize)]
struct Answer {
    text: String,
    model: String,
}

impl UserReader<'_> {
    /// The answer to a question, if it was given at `since` or later. One that does not open is none.
    pub async fn find_kept_answer(&mut self, id: Uuid, since: Timestamp) -> Result<Option<KeptAnswer>, StoreError> {
        let scope = &self.scope;
        let found = self
            .conn
            .opt(FIND_KEPT, vals![scope.user(), id, since], |row| {
                if_readable(id, kept(scope, row).and_then(|kept| if_asked_for(id, kept.id, kept)))
            })
            .await?;
        Ok(found.flatten())
    }
}

impl UserTx<'_> {
    /// Keeps an answer, in place of an earlier one to the same question.
    pub async fn put_kept_answer(&mut self, new: &KeptAnswer) -> Result<(), StoreError> {
        let KeptAnswer { id, of, text, model } = new;
        let answer = Answer { text: text.as_str().to_owned(), model: model.clone() };
        let sealed = self.scope.seal_json(Column::KeptAnswer, id.as_bytes(), &answer)?;
        let row = vals![self.scope.user(), *id, of.entry, of.at, &sealed];
        let UserReader { conn, .. } = &mut **self;
        conn.exec(PUT_KEPT, row).await.map(drop)
    }

    /// Forgets the answers given before a moment. How many those were.
    pub async fn forget_kept_answers(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        let user = self.scope.user();
        self.conn.exec(FORGET_KEPT, vals![user, before]).await
    }

    /// Forgets the answers given about an entry.
    pub async fn forget_kept_of(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(FORGET_KEPT_OF, vals![user, entry]).await.map(drop)
    }
}

fn kept(scope: &UserScope, row: &Row<'_>) -> Result<KeptAnswer, StoreError> {
    let (id, of) = (row.uuid(0)?, AnswerOf { entry: row.uuid(1)?.into(), at: row.timestamp(2)? });
    let Answer { text, model } = scope.open_json(Column::KeptAnswer, id.as_bytes(), row.bytes(3)?)?;
    Ok(KeptAnswer { id, of, text: text.into(), model })
}
