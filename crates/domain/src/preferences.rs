//! What the user has chosen.

use serde::{Deserialize, Serialize};

use crate::invalid::check_length;
use crate::{Invalid, Private};

/// Longest aim in the user's own words, in characters.
pub const MAX_OWN_AIM: usize = 500;

/// What somebody writes a journal for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// To understand oneself.
    Myself,
    /// To care for relationships.
    Relationships,
    /// To get through a hard time.
    HardTimes,
}

/// A user's settings. What may leave the server is no setting but a [`Consent`](crate::Consent).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The country whose numbers for help are shown, as two capital letters (ISO 3166); `None` until it was said.
    #[serde(default)]
    pub country: Option<String>,
    /// Whether the small card beside words of distress is left out. That beside words of danger always shows.
    #[serde(default)]
    pub no_gentle_reminders: bool,
    /// Whether entries that a provider could not read are read again by themselves once it answers.
    #[serde(default = "on")]
    pub read_again_after_outage: bool,
    /// What the user writes for, in order and each once.
    #[serde(default)]
    pub aims: Vec<Aim>,
    /// The same in the user's own words; empty until they said it.
    #[serde(default)]
    pub own_aim: Private,
}

const fn on() -> bool {
    true
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            country: None,
            no_gentle_reminders: false,
            read_again_after_outage: on(),
            aims: Vec::new(),
            own_aim: Private::default(),
        }
    }
}

/// The settings to change; `None` leaves one as it is.
#[derive(Clone, Debug, Default)]
pub struct PreferencesChange {
    /// The country; `Some(None)` forgets it.
    pub country: Option<Option<String>>,
    /// Whether the small card is left out.
    pub no_gentle_reminders: Option<bool>,
    /// Whether to read again what a provider could not read.
    pub read_again_after_outage: Option<bool>,
    /// All that the user writes for.
    pub aims: Option<Vec<Aim>>,
    /// The same in the user's own words.
    pub own_aim: Option<Private>,
}

impl PreferencesChange {
    /// Checks what was chosen.
    pub fn validate(&self) -> Result<(), Invalid> {
        if self.country.iter().flatten().any(|country| !is_country(country)) {
            return Err(Invalid::new("country", "must be two capital letters, as in NZ"));
        }
        self.own_aim.as_deref().map_or(Ok(()), |aim| check_length("own_aim", aim, 0, MAX_OWN_AIM))
    }

    /// `preferences` with this change.
    #[must_use]
    pub fn apply(self, preferences: Preferences) -> Preferences {
        let mut aims = self.aims.unwrap_or(preferences.aims);
        aims.sort_unstable();
        aims.dedup();
        Preferences {
            country: self.country.unwrap_or(preferences.country),
            no_gentle_reminders: self.no_gentle_reminders.unwrap_or(preferences.no_gentle_reminders),
            read_again_after_outage: self.read_again_after_outage.unwrap_or(preferences.read_again_after_outage),
            aims,
            own_aim: self.own_aim.unwrap_or(preferences.own_aim),
        }
    }
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}
