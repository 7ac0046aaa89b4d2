//! What users say of insights. A few rows each: they are read all together.

use hearken_domain::insight::Answer;
use uuid::Uuid;

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::{StoreError, UserReader, UserScope, UserTx};

statements! {
    LIST_ANSWERS = "SELECT id, answer FROM insight_answers WHERE user_id = $1 ORDER BY id";
    FIND_ANSWER = "SELECT id, answer FROM insight_answers WHERE user_id = $1 AND id = $2";
    PUT_ANSWER = "INSERT INTO insight_answers (user_id, id, rev, answer) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, id) DO UPDATE SET rev = excluded.rev, answer = excluded.answer";
    DELETE_ANSWER = "DELETE FROM insight_answers WHERE user_id = $1 AND id = $2";
}

impl UserReader<'_> {
    /// All answers of the user. One that does not open is left out.
    pub async fn list_insight_answers(&mut self) -> Result<Vec<Answer>, StoreError> {
        self.list(LIST_ANSWERS, vals![self.scope.user()], answer).await
    }

    /// An answer.
    pub async fn find_insight_answer(&mut self, id: Uuid) -> Result<Option<Answer>, StoreError> {
        let scope = &self.scope;
        self.conn.opt(FIND_ANSWER, vals![scope.user(), id], |row| answer(scope, row)).await
    }
}

impl UserTx<'_> {
    /// Stores an answer, new or changed.
    pub async fn put_insight_answer(&mut self, answer: &Answer) -> Result<(), StoreError> {
        self.move_on();
        let sealed = self.scope.seal_json(Column::InsightAnswer, answer.id.as_bytes(), answer)?;
        let row = vals![self.scope.user(), answer.id, self.seq, &sealed];
        let UserReader { conn, .. } = &mut **self;
        conn.exec(PUT_ANSWER, row).await.map(drop)
    }

    /// Deletes an answer; `false` when there is none.
    pub async fn delete_insight_answer(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let user = self.scope.user();
        let is_gone = self.conn.exec(DELETE_ANSWER, vals![user, id]).await? > 0;
        if is_gone {
            self.move_on();
        }
        Ok(is_gone)
    }
}

fn answer(scope: &UserScope, row: &Row<'_>) -> Result<Answer, StoreError> {
    let id = row.uuid(0)?;
    let answer: Answer = scope.open_json(Column::InsightAnswer, id.as_bytes(), row.bytes(1)?)?;
    Ok(Answer { id, ..answer })
}
