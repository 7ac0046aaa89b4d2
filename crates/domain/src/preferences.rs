//! What the user has chosen.

use serde::{Deserialize, Serialize};

/// A user's settings. Everything that lets words leave the server is off until it is switched on.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preferences {
    /// The address of the provider that may read entries; `None` keeps everything on this server.
    ///
    /// Consent names the provider it was given for: when the server is pointed at another one, it no longer holds.
    #[serde(default)]
    pub analysis_consent: Option<String>,
    /// The country whose numbers for help are shown, as two capital letters (ISO 3166); `None` until it was said.
    #[serde(default)]
    pub country: Option<String>,
    /// Whether the small card beside words of distress is left out. That beside words of danger always shows.
    #[serde(default)]
    pub no_gentle_reminders: bool,
}

/// The settings to change; `None` leaves one as it is.
#[derive(Clone, Debug, Default)]
pub struct PreferencesChange {
    /// New consent; `Some(None)` withdraws it.
    pub analysis_consent: Option<Option<String>>,
    /// The country; `Some(None)` forgets it.
    pub country: Option<Option<String>>,
    /// Whether the small card is left out.
    pub no_gentle_reminders: Option<bool>,
}

impl PreferencesChange {
    /// `preferences` with this change.
    #[must_use]
    pub fn apply(self, preferences: Preferences) -> Preferences {
        Preferences {
            analysis_consent: self.analysis_consent.unwrap_or(preferences.analysis_consent),
            country: self.country.unwrap_or(preferences.country),
            no_gentle_reminders: self.no_gentle_reminders.unwrap_or(preferences.no_gentle_reminders),
        }
    }
}
