//! "Not right": taking a piece of evidence away, and taking that back.

use hearken_domain::health::{About, Dispute, EntryEvidence};
use hearken_domain::{Ctx, EntryId, PersonId};
use hearken_store::UserTx;
use uuid::Uuid;

use super::HealthError;
use crate::people::find_person;

/// Most disputes of one entry.
const MOST: usize = 500;

/// A piece of evidence as its user sees it: these words of that entry speak of this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The entry.
    pub entry: EntryId,
    /// What its words are said to speak of.
    pub about: About,
    /// Where the words begin, in characters.
    pub start: usize,
    /// Where they end (exclusive).
    pub end: usize,
}

/// Takes a piece of evidence about a person away, for good. What is disputed already stays so under its name.
pub async fn dispute(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    (person, claim): &(PersonId, Claim),
) -> Result<Dispute, HealthError> {
    find_person(tx, *person).await?;
    let mut evidence = tx.find_evidence(claim.entry).await?.ok_or(HealthError::NoSuchEvidence)?;
    let is_meant = |piece: &&hearken_domain::health::Piece| {
        (piece.person, piece.about, piece.start, piece.end) == (*person, claim.about, claim.start, claim.end)
    };
    let piece = evidence.pieces.iter().find(is_meant).cloned().ok_or(HealthError::NoSuchEvidence)?;
    if let Some(there) = evidence.dispute_of(&piece) {
        return Ok(there.clone());
    }
    if evidence.disputes.len() >= MOST {
        return Err(HealthError::TooMany);
    }
    let entry = tx.find_entry(claim.entry).await?.ok_or(HealthError::NoSuchEvidence)?;
    let dispute = Dispute::of(&piece, &entry.text, ctx.new_id(), ctx.now());
    evidence.disputes.push(dispute.clone());
    tx.put_evidence(&evidence).await?;
    Ok(dispute)
}

/// Takes a dispute back: the evidence counts again.
pub async fn withdraw_dispute(
    tx: &mut UserTx<'_>,
    _: &Ctx,
    (person, entry, dispute): &(PersonId, EntryId, Uuid),
) -> Result<(), HealthError> {
    find_person(tx, *person).await?;
    let evidence = tx.find_evidence(*entry).await?.ok_or(HealthError::NoSuchDispute)?;
    let (gone, disputes): (Vec<Dispute>, Vec<Dispute>) =
        evidence.disputes.iter().cloned().partition(|it| it.id == *dispute && it.person == *person);
    if gone.is_empty() {
        return Err(HealthError::NoSuchDispute);
    }
    Ok(tx.put_evidence(&EntryEvidence { disputes, ..evidence }).await?)
}
