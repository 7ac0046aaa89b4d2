//! The names of what can be found: closed lists, written the same in code, data and API.

use serde::{Deserialize, Serialize};

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "each label says what it is")]
        pub enum $name { $(#[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every label, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The label as the API writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownLabel;

            fn from_str(text: &str) -> Result<Self, UnknownLabel> {
                match text { $($text => Ok(Self::$variant),)* _ => Err(UnknownLabel) }
            }
        }
    )*};
}

/// The text is none of the labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a known label")]
pub struct UnknownLabel;

labels! {
    /// The twelve emotions Hearken names.
    Emotion {
        Joy = "joy",
        Gratitude = "gratitude",
        Love = "love",
        Calm = "calm",
        Hope = "hope",
        Pride = "pride",
        Sadness = "sadness",
        Anger = "anger",
        Fear = "fear",
        Hurt = "hurt",
        Shame = "shame",
        Tiredness = "tiredness",
    }
    /// The fourteen themes Hearken names.
    Theme {
        Communication = "communication",
        QualityTime = "quality_time",
        Conflict = "conflict",
        Money = "money",
        Work = "work",
        Health = "health",
        Sleep = "sleep",
        Family = "family",
        Children = "children",
        Affection = "affection",
        Trust = "trust",
        Chores = "chores",
        Friends = "friends",
        Future = "future",
    }
    /// How people spoke with each other; "leaning", never a verdict.
    CommunicationStyle {
        Direct = "direct",
        Collaborative = "collaborative",
        Avoidant = "avoidant",
        Defensive = "defensive",
        Neutral = "neutral",
    }
    /// The five factors of the reflection score.
    Factor {
        Communication = "communication",
        EmotionalSupport = "emotional_support",
        ConflictResolution = "conflict_resolution",
        TrustIntimacy = "trust_intimacy",
        SharedGrowth = "shared_growth",
    }
}

impl Emotion {
    /// Whether the emotion feels good.
    #[must_use]
    pub const fn is_pleasant(self) -> bool {
        matches!(self, Self::Joy | Self::Gratitude | Self::Love | Self::Calm | Self::Hope | Self::Pride)
    }
}
