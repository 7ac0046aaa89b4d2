//! What a text says besides its findings: where its sentences stand, who is meant in each, and which words tell of harm.

mod others;
mod roles;

use std::ops::Range;

use super::grave::{self, Harm};
use super::people::{self, Mention};
use super::source::Source;
use super::{KnownPerson, language, matcher, quotes, scopes, sentences, tokens};
use crate::{PersonId, Private};

/// The sentences of a text with the people in them, and the harm it tells of.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Words that tell of harm done to the writer by others.
    pub harm_by_others: Vec<Words>,
    /// Whether the text tells of harm to oneself.
    pub harms_oneself: bool,
}

/// A sentence and who is meant in it.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its place in characters.
    pub place: Range<usize>,
    /// Whether a line begins with it.
    pub begins_line: bool,
    /// Who is named, each once. Two people of the same name are both meant.
    pub people: Vec<PersonId>,
    /// Whether somebody else is spoken of, by their role or by a name that is not on the list: "my boss", "Tom said".
    pub has_others: bool,
}

/// Words of the text, and their place in characters.
#[derive(Clone, Debug)]
pub struct Words {
    /// Where they begin.
    pub start: usize,
    /// Where they end (exclusive).
    pub end: usize,
    /// Themselves, verbatim.
    pub quote: Private,
}

/// Looks at a text by rules. Like [`super::read`], it may take tens of milliseconds for a long one.
#[must_use]
pub fn setting(text: &str, known: &[KnownPerson<'_>]) -> Setting {
    let source = Source::new(text);
    let plain = source.plain();
    let mentions = people::find(plain, known);
    let quotes = quotes::of_others(plain);
    let places = sentences::split(plain);
    let languages = language::of(plain, &places);
    let mut setting = Setting::default();
    let mut last_end = 0;
    for (place, language) in places.into_iter().zip(languages.sentences) {
        setting.sentences.push(sentence(&source, &place, &mentions, known, last_end));
        last_end = place.end;
        if language.is_some() {
            continue;
        }
        let tokens = tokens::tokenize(plain, place, &mentions);
        let matches = matcher::find(&tokens);
        let scopes = scopes::of(plain, &tokens, &matches, &quotes);
        for phrase in matches.iter().filter(|phrase| grave::is_grave(&tokens, phrase, &scopes)) {
            match grave::source(phrase) {
                Harm::Oneself => setting.harms_oneself = true,
                Harm::Others => {
                    let words = tokens[phrase.first].place.start..tokens[phrase.last].place.end;
                    setting.harm_by_others.push(words_at(&source, &words));
                }
            }
        }
    }
    setting
}

fn sentence(
    source: &Source<'_>,
    place: &Range<usize>,
    mentions: &[Mention],
    known: &[KnownPerson<'_>],
    last_end: usize,
) -> Sentence {
    let within = mentions.iter().filter(|mention| place.contains(&mention.place.start));
    let mut people = Vec::new();
    let mut has_others = false;
    for mention in within.clone() {
        match mention.person.and_then(|at| known.get(at)) {
            Some(person) => push_once(&mut people, person.id),
            None => has_others = true,
        }
    }
    let names: Vec<Range<usize>> = within.map(|mention| mention.place.clone()).collect();
    has_others |= others::act(source.plain(), &roles::words(source.plain(), place), &names);
    let names: Vec<usize> = names.into_iter().map(|place| place.start).collect();
    for role in roles::find(source.plain(), place, &names) {
        match role.person(known) {
            Some(person) => push_once(&mut people, person),
            None => has_others = true,
        }
    }
    let begins_line = source.plain()[last_end..place.start].contains(['\n', '\r']) || last_end == 0;
    let quote = source.quote(place);
    Sentence { place: quote.start..quote.end, begins_line, people, has_others }
}

fn push_once(people: &mut Vec<PersonId>, person: PersonId) {
    if !people.contains(&person) {
        people.push(person);
    }
}

fn words_at(source: &Source<'_>, place: &Range<usize>) -> Words {
    let quote = source.quote(place);
    Words { start: quote.start, end: quote.end, quote: quote.text.into() }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Relationship;

    const BEN: PersonId = PersonId(Uuid::from_u128(1));
    const CLEO: PersonId = PersonId(Uuid::from_u128(2));

    fn of(text: &str) -> Setting {
        let ben = KnownPerson { id: BEN, name: "Ben", relationship: Relationship::Partner };
        let cleo = KnownPerson { id: CLEO, name: "Cleo", relationship: Relationship::Friend };
        setting(text, &[ben, cleo])
    }

    fn who(text: &str) -> (Vec<PersonId>, bool) {
        let sentence = of(text).sentences.remove(0);
        (sentence.people, sentence.has_others)
    }

    #[test]
    fn people_are_meant_by_name_or_by_role() {
        assert_eq!(who("Ben and Cleo listened, Ben most of all."), (vec![BEN, CLEO], false));
        assert_eq!(who("My lovely husband listened."), (vec![BEN], false));
        assert_eq!(who("my best friend listened"), (vec![CLEO], false));
        assert_eq!(who("My boss shouted at me."), (vec![], true));
        assert_eq!(who("My husband Ben listened."), (vec![BEN], false));
        assert_eq!(who("My colleague Cleo listened."), (vec![CLEO], false), "a name says more than a role");
        assert_eq!(who("He listened to my sister's songs."), (vec![], true));
        assert_eq!(who("I love my job."), (vec![], false));
    }

    #[test]
    fn others_are_seen_where_they_act() {
        for other in [
            "Tom never listens to me.",
            "Then Tom hit me.",
            "Tom ignores me.",
            "My stepdad hit me.",
            "A stranger grabbed my throat.",
            "Some tall guy shoved me.",
            "The landlord threatened me.",
            "Our coach yelled at me.",
        ] {
            assert_eq!(who(other), (vec![], true), "{other}");
        }
        for none in [
            "He never listens to me.",
            "Dinner was cold.",
            "Yesterday was bad.",
            "He is a good man.",
            "He hit me like a stranger.",
            "The man never listens.",
            "Then he hit me.",
            "On Monday was the talk.",
            "Nobody listens to me.",
            "Everything hurts.",
            "Things changed.",
            "Work is hard.",
            "Last night was bad.",
        ] {
            assert_eq!(who(none), (vec![], false), "{none}");
        }
        assert_eq!(who("Ben never listens, my coach Cleo said."), (vec![BEN, CLEO], false));
    }

    #[test]
    fn harm_is_found_with_its_words() {
        let setting = of("We had tea — fine. Then Ben hit me.\nI was scared.");
        let words: Vec<&str> = setting.harm_by_others.iter().map(|words| words.quote.as_str()).collect();
        assert_eq!(words, ["Ben hit me"]);
        assert!(!setting.harms_oneself);
        assert_eq!(setting.sentences.iter().map(|it| it.begins_line).collect::<Vec<_>>(), [true, false, true]);
        assert!(of("I want to kill myself.").harms_oneself);
        assert!(of("He never hit me.").harm_by_others.is_empty());
    }
}
