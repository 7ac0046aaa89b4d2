//! Whom the findings of a reading speak of. A wrong accusation costs more than silence: what may speak of several people
//! speaks of none. Harm is the exception: it is held for possible with everyone it may come from.

use super::{About, Piece};
use crate::reading::{Evidence, EvidenceKind, Factor, Reading, Sentence, Setting};
use crate::{PersonId, Private};

/// Who may be meant.
enum Meant {
    One(PersonId),
    /// Any of them.
    Some(Vec<PersonId>),
    /// Somebody who is not on the list.
    Another,
}

/// The evidence that a reading and the setting of its text give about people. `linked` are those the user says the entry
/// is about. Of a text that tells of harm to oneself nothing is weighed.
#[must_use]
pub fn collect(reading: &Reading, setting: &Setting, linked: &[PersonId]) -> Vec<Piece> {
    let everyone = everyone(setting, linked);
    let mut pieces = Vec::new();
    for words in &setting.harm_by_others {
        let meant = match meant(setting, words.start, &everyone) {
            Meant::One(person) => vec![person],
            Meant::Some(people) => people,
            Meant::Another => Vec::new(),
        };
        pieces.extend(meant.into_iter().map(|person| Piece {
            person,
            about: About::Harm,
            polarity: -1.0,
            strength: 1.0,
            start: words.start,
            end: words.end,
            quote: words.quote.clone(),
        }));
    }
    if !setting.harms_oneself {
        pieces.extend(reading.evidence.iter().filter_map(|found| factor_piece(found, setting, &everyone)));
    }
    pieces.sort_by_key(|piece| (piece.start, piece.end));
    pieces
}

/// Harm by the only person there is, of a text in which violence was detected though its phrases tell of none.
#[must_use]
pub fn violence(text: &str, setting: &Setting, linked: &[PersonId]) -> Option<Piece> {
    let everyone = everyone(setting, linked);
    let [only] = *everyone.as_slice() else { return None };
    let speaks_of = |sentence: &Sentence| matches!(meant(setting, sentence.place.start, &everyone), Meant::One(_));
    super::violence::harm(text, setting, only, speaks_of)
}

fn factor_piece(found: &Evidence, setting: &Setting, everyone: &[PersonId]) -> Option<Piece> {
    let factor: Factor = found.label.parse().ok().filter(|_| found.kind == EvidenceKind::Factor)?;
    let polarity = found.polarity?.clamp(-1.0, 1.0);
    let strength = found.strength.min(1.0);
    let Meant::One(person) = meant(setting, found.start, everyone) else { return None };
    let quote = Private::from(found.quote.clone());
    let about = About::Factor(factor);
    (strength > 0.0).then_some(Piece { person, about, polarity, strength, start: found.start, end: found.end, quote })
}

/// Everyone the entry is about or names.
fn everyone(setting: &Setting, linked: &[PersonId]) -> Vec<PersonId> {
    let mut everyone = linked.to_vec();
    everyone.extend(setting.sentences.iter().flat_map(|sentence| &sentence.people));
    everyone.sort_unstable();
    everyone.dedup();
    everyone
}

/// Whom the words at `start` speak of: who is named in their sentence; else who was named last on the same line; else the
/// only one there is.
fn meant(setting: &Setting, start: usize, everyone: &[PersonId]) -> Meant {
    let at = setting.sentences.partition_point(|sentence| sentence.place.end <= start);
    let Some(sentence) = setting.sentences.get(at) else { return one_of(everyone) };
    if is_telling(sentence) {
        return in_sentence(sentence);
    }
    let mut earlier = at;
    while earlier > 0 && !setting.sentences[earlier].begins_line {
        earlier -= 1;
        if is_telling(&setting.sentences[earlier]) {
            return in_sentence(&setting.sentences[earlier]);
        }
    }
    let has_others = setting.sentences.iter().any(|sentence| sentence.has_others);
    if has_others { Meant::Some(everyone.to_vec()) } else { one_of(everyone) }
}

fn is_telling(sentence: &Sentence) -> bool {
    !sentence.people.is_empty() || sentence.has_others
}

fn in_sentence(sentence: &Sentence) -> Meant {
    match (sentence.people.as_slice(), sentence.has_others) {
        ([], _) => Meant::Another,
        ([only], false) => Meant::One(*only),
        (several, _) => Meant::Some(several.to_vec()),
    }
}

fn one_of(people: &[PersonId]) -> Meant {
    match people {
        [only] => Meant::One(*only),
        several => Meant::Some(several.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Relationship;
    use crate::reading::{KnownPerson, read, setting};

    const BEN: PersonId = PersonId(Uuid::from_u128(1));
    const CLEO: PersonId = PersonId(Uuid::from_u128(2));

    /// The pieces by rules: whose, and whether they speak well, badly, or of harm.
    fn pieces(text: &str, linked: &[PersonId]) -> Vec<(PersonId, &'static str)> {
        let people = [(BEN, "Ben", Relationship::Partner), (CLEO, "Cleo", Relationship::Friend)];
        let people = people.map(|(id, name, relationship)| KnownPerson { id, name, relationship });
        let pieces = collect(&read(text, &people), &setting(text, &people), linked);
        let word = |piece: &Piece| match piece.about {
            About::Harm => "harm",
            About::Factor(_) if piece.polarity > 0.0 => "well",
            About::Factor(_) => "badly",
        };
        pieces.iter().map(|piece| (piece.person, word(piece))).collect()
    }

    #[test]
    fn who_is_named_in_the_sentence_is_meant() {
        assert_eq!(pieces("Ben never listens to me.", &[CLEO]), [(BEN, "badly")]);
        assert_eq!(pieces("I saw Cleo. Ben never listens to me.", &[]), [(BEN, "badly")]);
        assert_eq!(pieces("Ben and Cleo never listen to me.", &[]), []);
        assert_eq!(pieces("My boss never listens to me.", &[BEN]), [], "somebody else is meant");
    }

    #[test]
    fn without_a_name_the_only_one_is_meant_or_who_was_named_last_on_the_line() {
        assert_eq!(pieces("He never listens to me.", &[BEN]), [(BEN, "badly")]);
        assert_eq!(pieces("He never listens to me.", &[]), []);
        assert_eq!(pieces("He never listens to me.", &[BEN, CLEO]), []);
        assert_eq!(pieces("Cleo called. Later Ben came. He never listens to me.", &[]), [(BEN, "badly")]);
        assert_eq!(pieces("Cleo called. Ben came.\nHe never listens to me.", &[]), []);
    }

    #[test]
    fn harm_is_possible_with_everyone_it_may_come_from() {
        assert!(pieces("Ben came home. He hit me.", &[]).contains(&(BEN, "harm")));
        let either = pieces("He hit me.", &[BEN, CLEO]);
        assert!(either.contains(&(BEN, "harm")) && either.contains(&(CLEO, "harm")));
        assert!(!pieces("My boss hit me.", &[BEN]).contains(&(BEN, "harm")));
    }

    #[test]
    fn nobody_answers_for_somebody_who_is_not_on_the_list() {
        assert_eq!(pieces("My boss came in. He never listens to me. Ben was in the garden.", &[]), []);
        assert_eq!(pieces("I saw my boss.\nHe never listens to me.", &[BEN]), []);
        for text in ["Tom never listens to me.", "My stepdad hit me.", "A stranger grabbed my throat.", "Tom hit me."] {
            assert_eq!(pieces(text, &[BEN]), [], "{text}");
        }
        assert_eq!(pieces("Ben came in. He never listens to me.", &[BEN]), [(BEN, "badly")]);
    }

    #[test]
    fn violence_beyond_phrases_is_the_only_ones() {
        let of = |text: &str, linked: &[PersonId]| {
            let people = [KnownPerson { id: BEN, name: "Ben", relationship: Relationship::Partner }];
            let setting = setting(text, &people);
            assert!(setting.harm_by_others.is_empty(), "{text}");
            violence(text, &setting, linked).map(|piece| (piece.person, piece.quote.as_str().to_owned()))
        };
        let quoted = Some((BEN, "There is a tracker on my car.".to_owned()));
        assert_eq!(of("Ben came. There is a tracker on my car. It rained.", &[]), quoted);
        assert_eq!(of("There is a tracker on my car.", &[BEN]), quoted);
        assert_eq!(of("There is a tracker on my car.", &[BEN, CLEO]), None);
        assert_eq!(of("There is a tracker on my car.", &[]), None);
        assert_eq!(of("My boss came. There is a tracker on my car.", &[BEN]), None);
        assert_eq!(of("We had tea.", &[BEN]), Some((BEN, "We had tea.".to_owned())), "as in the title");
    }

    #[test]
    fn nothing_is_weighed_beside_harm_to_oneself() {
        assert_eq!(pieces("Ben never listens to me. I want to kill myself.", &[]), []);
    }
}
