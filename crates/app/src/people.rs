//! The people the user writes about.

use hearken_domain::{Ctx, Entry, Invalid, NewPerson, Person, PersonChange, PersonId};
use hearken_store::{RowKind, StoreError, TimeWindow, UserReader, UserTx};
use thiserror::Error;

use crate::insights::forget_person;
use crate::person_health::gather_everything;

/// Most people one user can keep.
pub const MAX_PEOPLE: usize = 1000;

/// Why something about a person was refused.
#[derive(Debug, Error)]
pub enum PeopleError {
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is no such person.
    #[error("there is no such person")]
    NoSuchPerson,
    /// There was such a person, and they were deleted.
    #[error("the person was deleted")]
    Deleted,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A person.
pub async fn find_person(tx: &mut UserReader<'_>, id: PersonId) -> Result<Person, PeopleError> {
    tx.find_person(id).await?.ok_or(PeopleError::NoSuchPerson)
}

/// Everyone, in the order they were added.
pub async fn list_people(tx: &mut UserReader<'_>) -> Result<Vec<Person>, StoreError> {
    tx.list_people().await
}

/// Adds a person. An id that is there already is left as it is, and one that was deleted stays deleted: the request was
/// repeated.
pub async fn create_person(tx: &mut UserTx<'_>, ctx: &Ctx, new: &NewPerson) -> Result<Person, PeopleError> {
    new.validate()?;
    if let Some(id) = new.id {
        if let Some(there) = tx.find_person(id).await? {
            return Ok(there);
        }
        if tx.is_deleted(RowKind::Person, id.0).await? {
            return Err(PeopleError::Deleted);
        }
    }
    if tx.count_people().await? >= MAX_PEOPLE {
        return Err(Invalid::new("name", format!("at most {MAX_PEOPLE} people")).into());
    }
    let now = ctx.now();
    let person = Person {
        id: new.id.unwrap_or_else(|| ctx.new_id()),
        rev: 0,
        name: new.name.trim().into(),
        relationship: new.relationship,
        notes: new.notes.clone(),
        created_at: now,
        updated_at: now,
    };
    let person = tx.put_person(person).await?;
    gather_everything(tx, ctx).await?;
    Ok(person)
}

/// Changes what is named in the change.
pub async fn change_person(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    (id, change): &(PersonId, PersonChange),
) -> Result<Person, PeopleError> {
    change.validate()?;
    let person = tx.find_person(*id).await?.ok_or(PeopleError::NoSuchPerson)?;
    let before = (person.name.clone(), person.relationship);
    let mut person = change.clone().apply(person, ctx.now());
    person.name = person.name.trim().into();
    let person = tx.put_person(person).await?;
    if before != (person.name.clone(), person.relationship) {
        gather_everything(tx, ctx).await?;
    }
    Ok(person)
}

/// Deletes a person and unlinks them from every entry.
pub async fn delete_person(tx: &mut UserTx<'_>, ctx: &Ctx, id: &PersonId) -> Result<(), PeopleError> {
    if !tx.delete_person(*id).await? {
        return Err(PeopleError::NoSuchPerson);
    }
    forget_person(tx, *id).await?;
    let outlines = tx.list_outlines(&TimeWindow::default(), i64::MAX).await?;
    for outline in outlines.into_iter().filter(|outline| outline.people.contains(id)) {
        if let Some(entry) = tx.find_readable_entry(outline.id).await? {
            let people = outline.people.into_iter().filter(|person| person != id).collect();
            tx.update_entry_meta(Entry { people, ..entry }).await?;
        }
    }
    Ok(gather_everything(tx, ctx).await?)
}

/// The given people without repetitions, if all of them are there.
pub(crate) async fn all_known(tx: &mut UserReader<'_>, people: &[PersonId]) -> Result<Vec<PersonId>, PeopleError> {
    let known = known_only(tx, people).await?;
    if people.iter().all(|id| known.contains(id)) { Ok(known) } else { Err(PeopleError::NoSuchPerson) }
}

/// The given people without repetitions and without those that are not, or no longer, there: another device may have
/// deleted them while this one was linking them.
pub(crate) async fn known_only(tx: &mut UserReader<'_>, people: &[PersonId]) -> Result<Vec<PersonId>, StoreError> {
    let mut known = Vec::with_capacity(people.len());
    for id in people {
        if !known.contains(id) && tx.has_person(*id).await? {
            known.push(*id);
        }
    }
    Ok(known)
}
