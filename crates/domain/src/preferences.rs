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
}

/// The settings to change; `None` leaves one as it is.
#[derive(Clone, Debug, Default)]
pub struct PreferencesChange {
    /// New consent; `Some(None)` withdraws it.
    pub analysis_consent: Option<Option<String>>,
}

impl PreferencesChange {
    /// `preferences` with this change.
    #[must_use]
    pub fn apply(self, preferences: Preferences) -> Preferences {
        Preferences { analysis_consent: self.analysis_consent.unwrap_or(preferences.analysis_consent) }
    }
}
