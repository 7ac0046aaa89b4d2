//! Answering with the score of a relationship and the words behind it.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use hearken_domain::health::{About, Assessment, EntryEvidence, Health, Piece};
use hearken_domain::reading::Factor;
use hearken_domain::{EntryId, Method, PersonId, Timestamp, UserId, Vid};
use hearken_store::{NewEvidence, StoreError, SyncHead, UserReader};
use uuid::Uuid;

use super::HealthError;
use super::cache::Known;
use crate::App;
use crate::at_hand::known_up_to;
use crate::people::find_person;

/// At most so many pieces of evidence are shown of each factor, those that weigh most. All that is disputed is shown, or
/// it could not be taken back.
const MOST_SHOWN: usize = 12;

/// What can be said about a relationship, and what it rests on.
#[derive(Clone, Debug)]
pub struct Report {
    /// The person.
    pub person: PersonId,
    /// What can be said.
    pub health: Health,
    /// The pieces of evidence that weigh most, and those that were disputed, the newest first.
    pub evidence: Vec<Shown>,
}

/// A piece of evidence with where it stands.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The entry.
    pub entry: EntryId,
    /// The version of its text.
    pub vid: Vid,
    /// When it was written.
    pub written_at: Timestamp,
    /// What read it.
    pub method: Method,
    /// The piece.
    pub piece: Piece,
    /// The dispute that takes it away.
    pub dispute: Option<Uuid>,
}

/// What one look at the database brings.
struct Look {
    after: i64,
    head: SyncHead,
    new: NewEvidence,
}

/// What can be said about somebody, as of everything that is stored.
pub async fn find_health(app: &App, user: UserId, person: PersonId) -> Result<Report, HealthError> {
    let known = app.evidence().of(user);
    let mut known = known.lock().await;
    let place = known.place();
    let looked = app.read(user, (person, place), |tx, (person, place)| Box::pin(look_at(tx, *person, *place))).await?;
    known.update(looked.after, looked.head, looked.new);
    let assessment = known.assessment(app.ctx().now());
    let chosen = choose(&known, person);
    drop(known);
    let health = assessment.get(&person).cloned().unwrap_or_else(Health::nothing);
    let evidence = app.read(user, Arc::new(chosen), |tx, chosen| Box::pin(quote(tx, chosen))).await?;
    Ok(Report { person, health, evidence })
}

/// What can be said about everybody of whom something is written.
pub async fn list_health(app: &App, user: UserId) -> Result<Arc<Assessment>, StoreError> {
    let known = app.evidence().of(user);
    let mut known = known.lock().await;
    let place = known.place();
    let looked = app.read(user, place, |tx, place| Box::pin(look(tx, *place))).await?;
    known.update(looked.after, looked.head, looked.new);
    Ok(known.assessment(app.ctx().now()))
}

async fn look_at(tx: &mut UserReader<'_>, person: PersonId, place: SyncHead) -> Result<Look, HealthError> {
    find_person(tx, person).await?;
    Ok(look(tx, place).await?)
}

async fn look(tx: &mut UserReader<'_>, place: SyncHead) -> Result<Look, StoreError> {
    let head = tx.sync_head().await?;
    let after = known_up_to(place, head);
    let is_current = after == head.seq && after > 0;
    let nothing = NewEvidence { changed: Vec::new(), rows: Vec::new() };
    let new = if is_current { nothing } else { tx.evidence_since(after).await? };
    Ok(Look { after, head, new })
}

/// A piece to show, by its place; the words are looked up afterwards.
struct Chosen {
    entry: EntryId,
    person: PersonId,
    about: About,
    place: (usize, usize),
}

fn choose(known: &Known, person: PersonId) -> Vec<Chosen> {
    let mut all: Vec<(&EntryEvidence, &Piece, bool)> = Vec::new();
    for evidence in known.entries() {
        let own = evidence.pieces.iter().filter(|piece| piece.person == person);
        all.extend(own.map(|piece| (evidence, piece, evidence.dispute_of(piece).is_some())));
    }
    // By months, the newest first; within a month by strength, where a model is relied on more than rules.
    all.sort_by(|(a, one, _), (b, other, _)| {
        let strength = |evidence: &EntryEvidence, piece: &Piece| match evidence.method {
            Method::AiPowered => 2.0 * piece.strength,
            Method::RuleBasedFallback => piece.strength,
        };
        let strengths = strength(b, other).total_cmp(&strength(a, one));
        let month = |evidence: &EntryEvidence| Reverse(evidence.written_at.as_millis() / (30 * 86_400_000));
        month(a).cmp(&month(b)).then(strengths).then_with(|| (a.entry, one.start).cmp(&(b.entry, other.start)))
    });
    let mut counts: HashMap<Option<Factor>, usize> = HashMap::new();
    all.retain(|(_, piece, is_disputed)| {
        let factor = match piece.about {
            About::Factor(factor) => Some(factor),
            About::Harm => None,
        };
        let count = counts.entry(factor).or_default();
        *count += usize::from(!is_disputed);
        *is_disputed || *count <= MOST_SHOWN
    });
    let chosen = |(evidence, piece, _): (&EntryEvidence, &Piece, bool)| Chosen {
        entry: evidence.entry,
        person,
        about: piece.about,
        place: (piece.start, piece.end),
    };
    all.into_iter().map(chosen).collect()
}

/// Opens the entries' evidence for its words.
async fn quote(tx: &mut UserReader<'_>, chosen: &[Chosen]) -> Result<Vec<Shown>, StoreError> {
    let mut shown = Vec::new();
    for entry in chosen.iter().map(|chosen| chosen.entry).collect::<HashSet<_>>() {
        let Some(evidence) = tx.find_readable_evidence(entry).await? else { continue };
        let is_chosen = |piece: &Piece| {
            let key = (piece.person, piece.about, (piece.start, piece.end));
            chosen.iter().any(|it| it.entry == entry && (it.person, it.about, it.place) == key)
        };
        for piece in evidence.pieces.iter().filter(|piece| is_chosen(piece)) {
            let EntryEvidence { vid, written_at, method, .. } = evidence;
            let dispute = evidence.dispute_of(piece).map(|dispute| dispute.id);
            shown.push(Shown { entry, vid, written_at, method, piece: piece.clone(), dispute });
        }
    }
    shown.sort_by_key(|it| (Reverse(it.written_at), it.entry, it.piece.start));
    Ok(shown)
}
