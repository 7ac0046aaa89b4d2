//! Preferences on the wire.

use hearken_domain::{Preferences as DomainPreferences, PreferencesChange as DomainChange, Private};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::mirror::mirror;
use super::present::present;

mirror! {
    /// What somebody writes a journal for.
    Aim of hearken_domain::Aim {
        /// To understand oneself.
        Myself,
        /// To care for relationships.
        Relationships,
        /// To get through a hard time.
        HardTimes,
    }
}

/// What the user has chosen.
#[derive(Serialize, ToSchema)]
pub struct Preferences {
    /// The country whose numbers for help are shown, as two capital letters (ISO 3166); null until it was said.
    #[schema(required)]
    pub country: Option<String>,
    /// Whether the small card beside words of distress is left out. That beside words of danger always shows.
    pub no_gentle_reminders: bool,
    /// Whether entries that a provider could not read are read again by themselves once it answers.
    pub read_again_after_outage: bool,
    /// What the user writes for.
    pub aims: Vec<Aim>,
    /// The same in the user's own words; empty until they said it.
    #[schema(value_type = String)]
    pub own_aim: Private,
}

impl From<DomainPreferences> for Preferences {
    fn from(preferences: DomainPreferences) -> Self {
        let DomainPreferences { country, no_gentle_reminders, read_again_after_outage, aims, own_aim } = preferences;
        let aims = aims.into_iter().map(Into::into).collect();
        Self { country, no_gentle_reminders, read_again_after_outage, aims, own_aim }
    }
}

/// The preferences to change; absent ones stay as they are.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferencesChange {
    /// The country as two capital letters; null forgets it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub country: Option<Option<String>>,
    /// Whether to leave the small card beside words of distress out.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub no_gentle_reminders: Option<bool>,
    /// Whether entries that a provider could not read are read again by themselves once it answers.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub read_again_after_outage: Option<bool>,
    /// All that the user writes for.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<Aim>, required = false)]
    pub aims: Option<Vec<Aim>>,
    /// The same in the user's own words.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, max_length = 500)]
    pub own_aim: Option<Private>,
}

impl From<PreferencesChange> for DomainChange {
    fn from(change: PreferencesChange) -> Self {
        let PreferencesChange { country, no_gentle_reminders, read_again_after_outage, aims, own_aim } = change;
        let aims = aims.map(|aims| aims.into_iter().map(Into::into).collect());
        Self { country, no_gentle_reminders, read_again_after_outage, aims, own_aim }
    }
}

/// The preferences, and the provider there is.
#[derive(Serialize, ToSchema)]
pub struct Choices {
    /// What the user has chosen.
    #[serde(flatten)]
    pub preferences: Preferences,
    /// The provider this server is set up with; null when entries are read by rules alone.
    #[schema(required)]
    pub provider: Option<Provider>,
}

/// A provider that can read entries, for those who consent.
#[derive(Serialize, ToSchema)]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// Where words would be sent. Consent is given by this address.
    pub address: String,
    /// The model that would read them.
    pub model: String,
}
