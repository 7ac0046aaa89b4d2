//! "Not right": a user takes a piece of evidence away, for good.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{About, Piece};
use crate::{PersonId, Private, Timestamp};

/// What a user said is not so: that certain words of an entry speak of a person in a certain way.
///
/// It holds for whatever a later reading finds in the same words, with other bounds too, and moves with them when the
/// text around them changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// Its name.
    pub id: Uuid,
    /// Whom the words were said to speak of.
    pub person: PersonId,
    /// What they were said to speak of.
    pub about: About,
    /// The words.
    pub quote: Private,
    /// How often the text has the same words before.
    nth: usize,
    /// Where they are now, in characters; `None` while the text does not have them.
    place: Option<Range<usize>>,
    /// When it was made.
    pub at: Timestamp,
}

impl Dispute {
    /// A dispute of `piece`, found in `text`.
    #[must_use]
    pub fn of(piece: &Piece, text: &str, id: Uuid, at: Timestamp) -> Self {
        let nth = places(text, &piece.quote).take_while(|place| place.start < piece.start).count();
        let place = Some(piece.start..piece.end);
        Self { id, person: piece.person, about: piece.about, quote: piece.quote.clone(), nth, place, at }
    }

    /// Finds the words in a text that has changed.
    pub fn locate(&mut self, text: &str) {
        let all: Vec<_> = places(text, &self.quote).collect();
        self.place = all.get(self.nth).or(all.last()).cloned();
    }

    /// Whether it takes a piece of the same entry away.
    #[must_use]
    pub fn covers(&self, piece: &Piece) -> bool {
        let overlaps = |place: &Range<usize>| place.start < piece.end && piece.start < place.end;
        self.person == piece.person && self.about == piece.about && self.place.as_ref().is_some_and(overlaps)
    }
}

/// Where a text has these words, in characters.
pub(super) fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let length = words.chars().count();
    let (mut byte, mut char) = (0, 0);
    text.match_indices(words).filter(move |_| length > 0).map(move |(at, _)| {
        char += text[byte..at].chars().count();
        byte = at;
        char..char + length
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Factor;

    const PERSON: PersonId = PersonId(Uuid::from_u128(1));

    fn piece(text: &str, quote: &str, nth: usize) -> Piece {
        let place = places(text, quote).nth(nth).unwrap();
        Piece {
            person: PERSON,
            about: About::Factor(Factor::Communication),
            polarity: -0.8,
            strength: 0.8,
            start: place.start,
            end: place.end,
            quote: quote.into(),
        }
    }

    #[test]
    fn covers_the_same_words_however_they_are_cut_and_wherever_they_move() {
        let text = "Émile never listens. Cleo said: he never listens to her.";
        let mut dispute = Dispute::of(&piece(text, "never listens", 1), text, Uuid::nil(), Timestamp::default());
        assert!(dispute.covers(&piece(text, "he never listens to her", 0)));
        assert!(!dispute.covers(&piece(text, "Émile never listens", 0)));
        let moved = "A new beginning. Émile never listens. Cleo said: he never listens to her.";
        dispute.locate(moved);
        assert!(
            dispute.covers(&piece(moved, "never listens", 1)) && !dispute.covers(&piece(moved, "never listens", 0))
        );
        dispute.locate("Nothing of it.");
        assert!(!dispute.covers(&piece(text, "never listens", 1)));
        dispute.locate(text);
        assert!(dispute.covers(&piece(text, "never listens", 1)), "it comes back with the words");
    }

    #[test]
    fn says_nothing_of_others_or_of_other_factors() {
        let text = "He never listens.";
        let found = piece(text, "never listens", 0);
        let dispute = Dispute::of(&found, text, Uuid::nil(), Timestamp::default());
        assert!(!dispute.covers(&Piece { person: PersonId(Uuid::nil()), ..found.clone() }));
        assert!(!dispute.covers(&Piece { about: About::Harm, ..found.clone() }));
        assert!(dispute.covers(&Piece { polarity: 0.9, ..found }), "whichever way a later reading takes them");
    }
}
