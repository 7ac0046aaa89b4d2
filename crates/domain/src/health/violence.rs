//! Violence that the detector of danger sees in a text where no phrase of the reading's rules does.

use super::{About, Piece};
use crate::reading::{Sentence, Setting};
use crate::{PersonId, Private, crisis};

/// The harm that a text tells of in which violence was detected, as done by `person`: the sentence that tells of it most. `None`
/// if that one, as `speaks_of` says, is not about them.
pub(super) fn harm(
    text: &str,
    setting: &Setting,
    person: PersonId,
    speaks_of: impl Fn(&Sentence) -> bool,
) -> Option<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let quote = |sentence: &Sentence| chars.get(sentence.place.clone()).unwrap_or_default().iter().collect::<String>();
    let scored = setting.sentences.iter().map(|sentence| (crisis::violence_in(&quote(sentence)), sentence));
    // Of equals the first.
    let (_, sentence) =
        scored.rev().max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(_, sentence)| speaks_of(sentence))?;
    let quote = Private::from(quote(sentence));
    let (start, end) = (sentence.place.start, sentence.place.end);
    Some(Piece { person, about: About::Harm, polarity: -1.0, strength: 1.0, start, end, quote })
}
