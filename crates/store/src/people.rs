//! People the user writes about.

use hearken_domain::{Person, PersonId, Private, Relationship};
use serde::{Deserialize, Serialize};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::if_asked_for;
use crate::{RowKind, StoreError, UserReader, UserScope, UserTx};

statements! {
    FIND_PERSON = "SELECT id, rev, created_at, updated_at, body FROM people WHERE user_id = $1 AND id = $2";
    LIST_PEOPLE = "SELECT id, rev, created_at, updated_at, body FROM people WHERE user_id = $1 ORDER BY id";
    COUNT_PEOPLE = "SELECT COUNT(*) FROM people WHERE user_id = $1";
    HAS_PERSON = "SELECT 1 FROM people WHERE user_id = $1 AND id = $2";
    PEOPLE_BETWEEN = "SELECT p.id, p.rev, p.created_at, p.updated_at, p.body FROM sync_rows s
        JOIN people p ON p.user_id = s.user_id AND p.id = s.row_id
        WHERE s.user_id = $1 AND s.tbl = 2 AND s.rev > $2 AND s.rev <= $3 AND NOT s.deleted";
    PUT_PERSON = "INSERT INTO people (user_id, id, rev, created_at, updated_at, body) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (user_id, id) DO UPDATE SET rev = excluded.rev, updated_at = excluded.updated_at, body = excluded.body";
    DELETE_PERSON = "DELETE FROM people WHERE user_id = $1 AND id = $2";
}

#[derive(Serialize, Deserialize)]
struct Body {
    name: Private,
    relationship: Relationship,
    notes: Private,
}

impl UserReader<'_> {
    /// A person.
    pub async fn find_person(&mut self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let scope = &self.scope;
        self.conn
            .opt(FIND_PERSON, vals![scope.user(), id], |row| if_asked_for(id.0, row.uuid(0)?, person(scope, row)?))
            .await
    }

    /// Everyone, in the order they were added.
    pub async fn list_people(&mut self) -> Result<Vec<Person>, StoreError> {
        self.list(LIST_PEOPLE, vals![self.scope.user()], person).await
    }

    /// The people whose last change has a number above `after`, up to `through`, in no order.
    pub async fn people_changed_between(&mut self, after: i64, through: i64) -> Result<Vec<Person>, StoreError> {
        self.list(PEOPLE_BETWEEN, vals![self.scope.user(), after, through], person).await
    }

    /// How many people there are.
    pub async fn count_people(&mut self) -> Result<usize, StoreError> {
        let count = self.conn.opt(COUNT_PEOPLE, vals![self.scope.user()], |row| row.int(0)).await?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default())
    }

    /// Whether there is such a person.
    pub async fn has_person(&mut self, id: PersonId) -> Result<bool, StoreError> {
        Ok(self.conn.opt(HAS_PERSON, vals![self.scope.user(), id], |_| Ok(())).await?.is_some())
    }
}

impl UserTx<'_> {
    /// Stores a person, new or changed; returns them with their number.
    pub async fn put_person(&mut self, mut person: Person) -> Result<Person, StoreError> {
        person.rev = self.log_change(RowKind::Person, person.id.0, false).await?;
        let body = Body { name: person.name.clone(), relationship: person.relationship, notes: person.notes.clone() };
        let body = self.scope.seal_json(Column::PersonBody, person.id.0.as_bytes(), &body)?;
        let row = vals![self.scope.user(), person.id, person.rev, person.created_at, person.updated_at, &body];
        let UserReader { conn, .. } = &mut **self;
        conn.exec(PUT_PERSON, row).await?;
        Ok(person)
    }

    /// Deletes a person; `false` when there is none.
    pub async fn delete_person(&mut self, id: PersonId) -> Result<bool, StoreError> {
        let user = self.scope.user();
        if self.conn.exec(DELETE_PERSON, vals![user, id]).await? == 0 {
            return Ok(false);
        }
        self.log_change(RowKind::Person, id.0, true).await?;
        Ok(true)
    }
}

fn person(scope: &UserScope, row: &Row<'_>) -> Result<Person, StoreError> {
    let id = row.uuid(0)?;
    let body: Body = scope.open_json(Column::PersonBody, id.as_bytes(), row.bytes(4)?)?;
    Ok(Person {
        id: id.into(),
        rev: row.int(1)?,
        name: body.name,
        relationship: body.relationship,
        notes: body.notes,
        created_at: row.timestamp(2)?,
        updated_at: row.timestamp(3)?,
    })
}
