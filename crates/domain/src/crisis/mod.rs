//! Words of someone who may be in danger: by their own hand, or by somebody else's.
//!
//! The detector is there to offer help, not to judge anybody: it would rather offer it once too often. What it knows is
//! data (`lexicon/crisis/rules.txt`), read here and in the web app (`web/src/crisis`) by the same few rules; a second layer
//! of weights (`weights.rs`) raises what the rules found, or takes it back where words speak against it. The cases in
//! `tests/fixtures/crisis.json` hold for both languages. The server alone has an encoder to ask beside the weights (`closer.rs`).

mod closer;
mod find;
mod notation;
mod rules;
mod weights;
mod words;

use serde::{Deserialize, Serialize};

pub use closer::{danger_answers, passages};
pub use weights::{Shape, features};

use rules::Rules;
use weights::Weights;
use words::Text;

/// Where help is to be had, by country: a dated list in JSON, checked by hand, that comes with Hearken.
pub const RESOURCES: &str = include_str!("../../lexicon/crisis/resources.json");

/// How near somebody is to harming themselves, by their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// No such words.
    #[default]
    S0,
    /// Distress, or a passive wish to be gone.
    S1,
    /// A wish or an intent to die, or to harm oneself.
    S2,
    /// A plan, a means, a time, a farewell, or the act itself.
    S3,
}

/// What the detector has found in a text. The two may come together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crisis {
    /// Harm to oneself.
    pub level: Level,
    /// Violence, threats, coercion or stalking by somebody else.
    pub violence: bool,
}

impl Crisis {
    /// Whether the text is left alone: sent to no provider, and nothing concluded from it.
    #[must_use]
    pub fn is_acute(self) -> bool {
        self.level >= Level::S2
    }

    /// What the heads for S1, S2, S3 (each: or above) and V say together.
    const fn of_heads([s1, s2, s3, violence]: [bool; 4]) -> Self {
        let level = match (s3, s2, s1) {
            (true, ..) => Level::S3,
            (_, true, _) => Level::S2,
            (.., true) => Level::S1,
            _ => Level::S0,
        };
        Self { level, violence }
    }

    /// What the two say together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { level: self.level.max(other.level), violence: self.violence || other.violence }
    }
}

/// Looks for such words in a text: no network, no model, the same answer every time.
#[must_use]
pub fn detect(text: &str) -> Crisis {
    let ByLayer { rules, weights } = by_layer(&Text::read(text, Rules::get()));
    rules.or(weights)
}

/// Looks for such words as closely as the server can, at a text of 500 words for some tenths of a second. Of harm to
/// oneself it finds all that [`detect`] does, and more. What the weights alone take for violence does not suffice: too
/// much is hidden because of it.
#[must_use]
pub fn detect_closely(text: &str) -> Crisis {
    let ByLayer { rules, weights } = by_layer(&Text::read(text, Rules::get()));
    rules.or(Crisis { violence: false, ..weights }).or(closer::judge(text).unwrap_or_default())
}

/// What each layer makes of a text: of what the rules found, what the weights do not speak against.
struct ByLayer {
    rules: Crisis,
    weights: Crisis,
}

fn by_layer(text: &Text) -> ByLayer {
    let found = find::find(text, Rules::get());
    match Weights::get() {
        Some(weights) => weights.judge(text, &found),
        None => ByLayer { rules: together(found), weights: Crisis::default() },
    }
}

/// How much a sentence speaks of violence, beside others of a text that does; by words alone.
#[must_use]
pub fn violence_in(sentence: &str) -> f64 {
    let sentence = Text::read(sentence, Rules::get());
    if by_layer(&sentence).rules.violence {
        return f64::INFINITY;
    }
    Weights::get().map_or(f64::NEG_INFINITY, |weights| weights.scores(&sentence)[3])
}

/// What the rules find without the second layer: for short answers of a model, of which it takes too many for danger.
#[must_use]
pub fn detect_by_rules(text: &str) -> Crisis {
    let rules = Rules::get();
    together(find::find(&Text::read(text, rules), rules))
}

fn together(found: impl IntoIterator<Item = Crisis>) -> Crisis {
    found.into_iter().fold(Crisis::default(), Crisis::or)
}
