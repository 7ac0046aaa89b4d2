//! The ledger, for whoever it is about: what was sent to providers on their behalf.

use hearken_domain::{Disclosure, DisclosureId, EntryId, Private, Purpose, Timestamp};
use hearken_store::{StoreError, UserReader};
use thiserror::Error;

pub use hearken_store::DisclosureCursor;

/// How many rows are read in one go where most of them may not fit.
const STRIDE: i64 = 200;

/// Why something about the ledger was refused.
#[derive(Debug, Error)]
pub enum DisclosureError {
    /// There is no such row.
    #[error("there is no such row in the ledger")]
    NoSuchDisclosure,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A row of the ledger, and the request as it was sent, where it is still kept.
pub type WithText = (Disclosure, Option<Private>);

/// Which rows of the ledger, and which page of them.
#[derive(Clone, Debug, Default)]
pub struct DisclosureQuery {
    /// Sent to this address.
    pub provider: Option<String>,
    /// Sent for this.
    pub purpose: Option<Purpose>,
    /// About this entry.
    pub entry: Option<EntryId>,
    /// Sent at this moment or later.
    pub from: Option<Timestamp>,
    /// Sent earlier.
    pub to: Option<Timestamp>,
    /// Where the last page ended.
    pub after: Option<DisclosureCursor>,
    /// How many at most.
    pub limit: usize,
}

/// A page of the ledger, with the requests that are still kept.
#[derive(Clone, Debug)]
pub struct DisclosurePage {
    /// What was sent, newest first.
    pub items: Vec<WithText>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<DisclosureCursor>,
}

impl DisclosureQuery {
    fn fits(&self, disclosure: &Disclosure) -> bool {
        let Disclosure { recipient, purpose, entry, .. } = disclosure;
        self.provider.as_ref().is_none_or(|address| recipient.address == *address)
            && self.purpose.is_none_or(|wanted| *purpose == wanted)
            && self.entry.is_none_or(|wanted| *entry == Some(wanted))
    }

    /// What everything on the page comes before.
    fn before(&self) -> Option<DisclosureCursor> {
        let to = self.to.map(|at| DisclosureCursor { at, id: DisclosureId(uuid::Uuid::nil()) });
        match (to, self.after) {
            (Some(to), Some(after)) => Some(if (to.at, to.id) < (after.at, after.id) { to } else { after }),
            (to, after) => to.or(after),
        }
    }
}

/// A page of the ledger. What it says of a row is sealed, so rows are read until enough fit.
pub async fn list_disclosures(tx: &mut UserReader<'_>, query: &DisclosureQuery) -> Result<DisclosurePage, StoreError> {
    let (mut items, mut before) = (Vec::new(), query.before());
    loop {
        let read = tx.list_disclosures(query.from, before, STRIDE).await?;
        items.extend(read.items.into_iter().filter(|(disclosure, _)| query.fits(disclosure)));
        before = read.next;
        if items.len() > query.limit || before.is_none() {
            break;
        }
    }
    let more = items.len() > query.limit;
    items.truncate(query.limit);
    let next = items.last().filter(|_| more).map(|(last, _)| DisclosureCursor { at: last.at, id: last.id });
    Ok(DisclosurePage { items, next })
}

/// A row of the ledger.
pub async fn find_disclosure(tx: &mut UserReader<'_>, id: DisclosureId) -> Result<WithText, DisclosureError> {
    tx.find_disclosure(id).await?.ok_or(DisclosureError::NoSuchDisclosure)
}
