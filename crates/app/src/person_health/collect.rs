//! From a reading to evidence about people, and keeping it.

use hearken_domain::health::{self, About, EntryEvidence, Piece};
use hearken_domain::reading::{self, KnownPerson, Reading};
use hearken_domain::{Entry, EntryId, Method, Person, PersonId, Private, Relationship};
use hearken_store::{StoreError, UserTx};

/// An entry and everyone its user has named.
pub(crate) struct Subject<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) people: &'a [Person],
}

/// The evidence of one reading of an entry.
pub(crate) struct Collected {
    pub(crate) method: Method,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) basis: Basis,
}

/// What evidence depends on besides the text: whom the entry is linked to, and by what names and roles people are known.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Basis {
    linked: Vec<PersonId>,
    known: Vec<(PersonId, Private, Relationship)>,
}

impl Basis {
    pub(crate) fn new(entry: &Entry, people: &[Person]) -> Self {
        let known = people.iter().map(|person| (person.id, person.name.clone(), person.relationship));
        Self { linked: entry.people.clone(), known: known.collect() }
    }
}

/// What a reading of an entry says of people, and `violence`, if the entry was found to tell of it. Takes its time for a
/// long entry: for a thread that answers no requests, and outside of transactions.
pub(crate) fn pieces_of(subject: &Subject<'_>, reading: &Reading, violence: bool) -> Vec<Piece> {
    let Subject { entry, people } = subject;
    let known = people.iter();
    let known: Vec<KnownPerson<'_>> = known
        .map(|person| KnownPerson { id: person.id, name: &person.name, relationship: person.relationship })
        .collect();
    let setting = reading::setting(&entry.text, &known);
    let mut pieces = health::collect(reading, &setting, &entry.people);
    if violence && pieces.iter().all(|piece| piece.about != About::Harm) {
        pieces.extend(health::violence(&entry.text, &setting, &entry.people));
        pieces.sort_by_key(|piece| (piece.start, piece.end));
    }
    pieces
}

/// What an entry says of people that tells of someone in danger: nothing is concluded from it, but that no score is to
/// stand beside what somebody does to them.
pub(crate) fn harm_in(subject: &Subject<'_>, violence: bool) -> Vec<Piece> {
    let mut pieces = pieces_of(subject, &Reading::default(), violence);
    pieces.retain(|piece| piece.about == About::Harm);
    pieces
}

/// Keeps the evidence of an entry's present text. What its writer has disputed stays disputed. Evidence that does not open
/// is replaced.
pub(crate) async fn put_collected(
    tx: &mut UserTx<'_>,
    entry: &Entry,
    method: Method,
    pieces: &[Piece],
) -> Result<(), StoreError> {
    let before = tx.find_readable_evidence(entry.id).await?;
    let is_same = |it: &EntryEvidence| (it.vid, it.method, it.pieces.as_slice()) == (entry.vid, method, pieces);
    if before.as_ref().map_or(pieces.is_empty(), is_same) {
        return Ok(());
    }
    let mut disputes = before.map(|it| it.disputes).unwrap_or_default();
    for dispute in &mut disputes {
        dispute.locate(&entry.text);
    }
    let (pieces, written_at) = (pieces.to_vec(), entry.written_at);
    tx.put_evidence(&EntryEvidence { entry: entry.id, written_at, vid: entry.vid, method, pieces, disputes }).await
}

/// Drops what was disputed about people who are gone: nothing is kept of them.
pub(crate) async fn drop_disputes_of_gone(tx: &mut UserTx<'_>, entry: EntryId) -> Result<(), StoreError> {
    let Some(mut evidence) = tx.find_readable_evidence(entry).await? else { return Ok(()) };
    let mut disputes = Vec::with_capacity(evidence.disputes.len());
    for dispute in &evidence.disputes {
        if tx.has_person(dispute.person).await? {
            disputes.push(dispute.clone());
        }
    }
    if disputes.len() == evidence.disputes.len() {
        return Ok(());
    }
    evidence.disputes = disputes;
    tx.put_evidence(&evidence).await
}

/// Drops the evidence of a text that is no longer the entry's: it may quote what was just deleted; and what a provider said
/// of an entry that is private now. Harm, which rules find, stays where its words are still there: no score is shown while
/// the entry is read again.
pub(crate) async fn drop_outdated(tx: &mut UserTx<'_>, entry: &Entry) -> Result<(), StoreError> {
    match tx.find_readable_evidence(entry.id).await? {
        Some(evidence) if evidence.vid != entry.vid || entry.private && evidence.method == Method::AiPowered => {
            let harm = evidence.pieces.iter().filter(|piece| piece.about == About::Harm);
            let kept: Vec<Piece> = harm.filter_map(|piece| piece.moved(&entry.text)).collect();
            put_collected(tx, entry, Method::RuleBasedFallback, &kept).await
        }
        _ => Ok(()),
    }
}

/// Drops the evidence of an entry that is not to be read any more.
pub(crate) async fn drop_pieces(tx: &mut UserTx<'_>, entry: EntryId) -> Result<(), StoreError> {
    match tx.find_readable_evidence(entry).await? {
        Some(evidence) if !evidence.pieces.is_empty() => {
            tx.put_evidence(&EntryEvidence { pieces: Vec::new(), ..evidence }).await
        }
        _ => Ok(()),
    }
}
