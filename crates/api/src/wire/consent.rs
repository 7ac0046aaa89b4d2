//! Consents on the wire.

use hearken_app::consents;
use hearken_domain::consent::WORDING;
use hearken_domain::{ConsentId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::disclosure::{Purpose, Recipient};

/// What may leave the server, and what could.
#[derive(Serialize, ToSchema)]
pub struct Consents {
    /// What can be switched on.
    pub offers: Vec<ConsentOffer>,
    /// Every consent there ever was, newest first.
    pub items: Vec<Consent>,
}

/// A provider that could be asked for something.
#[derive(Serialize, ToSchema)]
pub struct ConsentOffer {
    /// What for.
    pub purpose: Purpose,
    /// Who would be asked.
    pub provider: Recipient,
    /// The version of the words by which consent is asked for now.
    pub wording: u32,
    /// The consent that stands; null while nothing is sent there.
    #[schema(value_type = Option<String>, format = "uuid", required)]
    pub consent_id: Option<ConsentId>,
}

/// A permission for one provider and one purpose. For any other it says nothing.
#[derive(Serialize, ToSchema)]
pub struct Consent {
    /// Its id.
    #[schema(value_type = String, format = "uuid")]
    pub id: ConsentId,
    /// What for.
    pub purpose: Purpose,
    /// The provider's name at that time.
    pub name: String,
    /// The provider's address.
    pub address: String,
    /// The version of the words that were agreed to.
    pub wording: u32,
    /// Since when.
    #[schema(value_type = String, format = "date-time")]
    pub granted_at: Timestamp,
    /// Until when; null while it stands.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    pub withdrawn_at: Option<Timestamp>,
}

/// What to let leave the server.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentGrant {
    /// What for.
    purpose: Purpose,
    /// The provider's address, as it was offered.
    address: String,
    /// The version of the words that were shown.
    wording: u32,
}

/// How to withdraw.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Withdrawal {
    /// Whether what the provider found goes, too: those entries are read again without it. Not when absent.
    #[serde(default)]
    #[param(required = false)]
    pub(crate) forget: bool,
}

impl Consents {
    pub(crate) fn new(offers: Vec<consents::Offer>, items: Vec<hearken_domain::Consent>) -> Self {
        let offers = offers.into_iter().map(|offer| ConsentOffer::new(offer, &items)).collect();
        Self { offers, items: items.into_iter().map(Into::into).collect() }
    }
}

impl ConsentOffer {
    fn new((purpose, provider): consents::Offer, items: &[hearken_domain::Consent]) -> Self {
        let standing = items.iter().find(|consent| consent.covers(purpose, &provider.address));
        let consent_id = standing.map(|consent| consent.id);
        let hearken_domain::Recipient { name, address, model } = provider;
        Self { purpose: purpose.into(), provider: Recipient { name, address, model }, wording: WORDING, consent_id }
    }
}

impl From<hearken_domain::Consent> for Consent {
    fn from(consent: hearken_domain::Consent) -> Self {
        let hearken_domain::Consent { id, purpose, name, address, wording, granted_at, withdrawn_at } = consent;
        Self { id, purpose: purpose.into(), name, address, wording, granted_at, withdrawn_at }
    }
}

impl From<ConsentGrant> for consents::Grant {
    fn from(ConsentGrant { purpose, address, wording }: ConsentGrant) -> Self {
        Self { purpose: purpose.into(), address, wording }
    }
}
