//! What a user lets leave the server: for which purpose, and to which provider. Off until it is granted.

mod forget;

use hearken_domain::consent::WORDING;
use hearken_domain::{Consent, ConsentId, Ctx, Invalid, Purpose, Recipient, Timestamp, UserId};
use hearken_store::{StoreError, UserReader, UserTx};
use thiserror::Error;

use crate::App;

pub(crate) use forget::{KIND, forget};

/// Why a consent was refused.
#[derive(Debug, Error)]
pub enum ConsentError {
    /// There is no such consent.
    #[error("there is no such consent")]
    NoSuchConsent,
    /// The server is set up with no such provider for this purpose.
    #[error("there is no such provider for this")]
    NoSuchProvider,
    /// It was asked for with other words than these.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is granted.
#[derive(Clone, Debug)]
pub struct Grant {
    /// What for.
    pub purpose: Purpose,
    /// The provider's address.
    pub address: String,
    /// The version of the words by which it was asked for.
    pub wording: u32,
}

/// What is withdrawn.
#[derive(Clone, Copy, Debug)]
pub struct Withdrawal {
    /// The consent.
    pub id: ConsentId,
    /// Whether what the provider found goes, too: those entries are read again.
    pub forget: bool,
}

/// Whether the user lets something be sent to the provider at `address` for this purpose. Everything that sends asks here,
/// in the transaction that writes the sending down.
pub async fn may_send(tx: &mut UserReader<'_>, purpose: Purpose, address: &str) -> Result<bool, StoreError> {
    Ok(covers(&tx.list_consents().await?, purpose, address))
}

pub(crate) fn covers(consents: &[Consent], purpose: Purpose, address: &str) -> bool {
    consents.iter().any(|consent| consent.covers(purpose, address))
}

/// A provider that could be asked for something.
pub type Offer = (Purpose, Recipient);

/// What this server's providers could be asked for: each address once, with the model that is asked first there.
#[must_use]
pub fn offers(app: &App) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for hearken_ai::Provider { name, address, model } in app.readers().iter().map(|link| link.provider()) {
        if offers.iter().all(|(_, known)| known.address != *address) {
            let recipient = Recipient { name: name.clone(), address: address.clone(), model: model.clone() };
            offers.push((Purpose::Analysis, recipient));
        }
    }
    offers
}

/// Every consent there ever was, newest first.
pub async fn list_consents(tx: &mut UserReader<'_>) -> Result<Vec<Consent>, StoreError> {
    tx.list_consents().await
}

/// Lets something be sent to a provider of this server. What is granted already stays as it is.
pub async fn grant(app: &App, user: UserId, grant: Grant) -> Result<Consent, ConsentError> {
    if grant.wording != WORDING {
        return Err(Invalid::new("wording", "must be the version that is in force").into());
    }
    let mut offers = offers(app).into_iter();
    let offer = offers.find(|(purpose, provider)| *purpose == grant.purpose && provider.address == grant.address);
    let name = offer.ok_or(ConsentError::NoSuchProvider)?.1.name;
    app.write(user, (grant, name), |tx, ctx, (grant, name)| Box::pin(store(tx, ctx, grant, name))).await
}

async fn store(tx: &mut UserTx<'_>, ctx: &Ctx, grant: &Grant, name: &str) -> Result<Consent, ConsentError> {
    let Grant { purpose, address, .. } = grant;
    let known = tx.list_consents().await?;
    if let Some(standing) = known.iter().find(|consent| consent.covers(*purpose, address)) {
        return Ok(standing.clone());
    }
    for outworn in
        known.iter().filter(|it| it.withdrawn_at.is_none() && it.purpose == *purpose && it.address == *address)
    {
        tx.withdraw_consent(outworn.id, ctx.now()).await?;
    }
    let consent = Consent {
        id: ctx.new_id(),
        purpose: *purpose,
        name: name.to_owned(),
        address: address.clone(),
        wording: WORDING,
        granted_at: ctx.now(),
        withdrawn_at: None,
    };
    tx.insert_consent(&consent).await?;
    Ok(consent)
}

/// Takes a consent back. From the moment this commits nothing more is sent for it; a request that is under way is given up.
pub async fn withdraw(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    Withdrawal { id, forget }: &Withdrawal,
) -> Result<Consent, ConsentError> {
    let known = tx.list_consents().await?.into_iter().find(|consent| consent.id == *id);
    let consent = known.ok_or(ConsentError::NoSuchConsent)?;
    tx.withdraw_consent(*id, ctx.now()).await?;
    if *forget {
        // All of them: whose they are is sealed, and the others cost no more than a question each.
        tx.forget_kept_answers(Timestamp::from_millis(i64::MAX)).await?;
        forget::queue(tx, ctx, &consent).await?;
    }
    let withdrawn_at = consent.withdrawn_at.or(Some(ctx.now()));
    Ok(Consent { withdrawn_at, ..consent })
}
