//! People spoken of by what they are to the writer: "my husband", "my boss".

use std::ops::Range;

use crate::reading::KnownPerson;
use crate::{PersonId, Relationship};

/// Words that may stand between "my" and the role: "my dear old friend".
const BETWEEN: usize = 2;

const PARTNER: [&str; 14] = [
    "husband",
    "wife",
    "partner",
    "boyfriend",
    "girlfriend",
    "fiance",
    "fiancé",
    "fiancee",
    "fiancée",
    "spouse",
    "hubby",
    "bf",
    "gf",
    "ex",
];
const FAMILY: [&str; 30] = [
    "mother",
    "mom",
    "mum",
    "mama",
    "father",
    "dad",
    "papa",
    "parents",
    "sister",
    "brother",
    "sibling",
    "siblings",
    "son",
    "daughter",
    "kid",
    "kids",
    "child",
    "children",
    "aunt",
    "uncle",
    "cousin",
    "niece",
    "nephew",
    "grandma",
    "grandpa",
    "grandmother",
    "grandfather",
    "mother-in-law",
    "father-in-law",
    "family",
];
const FRIEND: [&str; 6] = ["friend", "friends", "bestie", "flatmate", "roommate", "neighbour"];
const COLLEAGUE: [&str; 9] =
    ["boss", "colleague", "colleagues", "coworker", "coworkers", "manager", "teacher", "therapist", "doctor"];

/// Somebody spoken of by a role.
pub(super) struct Role {
    relationship: Relationship,
    /// Whether more than one may be meant: one has one partner, but several friends.
    is_plain: bool,
}

impl Role {
    /// Whom it means: the only one on the list who is that to the writer.
    pub(super) fn person(&self, known: &[KnownPerson<'_>]) -> Option<PersonId> {
        let mut fitting = known.iter().filter(|person| person.relationship == self.relationship);
        let only = fitting.next().filter(|_| self.is_plain)?;
        fitting.next().is_none().then_some(only.id)
    }
}

/// The roles in a sentence. One right before a name, of which `names` are the beginnings, says no more than the name.
pub(super) fn find(text: &str, sentence: &Range<usize>, names: &[usize]) -> Vec<Role> {
    let words = words(text, sentence);
    let mut roles = Vec::new();
    for (at, _) in words.iter().enumerate().filter(|(_, (_, word))| word == "my") {
        let mut following = words[at + 1..].iter().enumerate().take(BETWEEN + 1);
        let Some((role, next)) = following.find_map(|(step, (_, word))| Some((role(word)?, at + step + 2))) else {
            continue;
        };
        let is_named = words.get(next).is_some_and(|(start, _)| names.contains(start));
        if !is_named {
            roles.push(role);
        }
    }
    roles
}

/// The words with where they begin, in lower case and without the `'s` of what belongs to somebody.
pub(super) fn words(text: &str, sentence: &Range<usize>) -> Vec<(usize, String)> {
    let is_part = |char: char| char.is_alphanumeric() || char == '\'' || char == '-';
    let mut words = Vec::new();
    let mut start = sentence.start;
    for word in text[sentence.clone()].split(|char| !is_part(char)) {
        if !word.is_empty() {
            let lower = word.to_lowercase();
            words.push((start, lower.strip_suffix("'s").unwrap_or(&lower).to_owned()));
        }
        start += word.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

fn role(word: &str) -> Option<Role> {
    let relationship = if PARTNER.contains(&word) {
        Relationship::Partner
    } else if FAMILY.contains(&word) {
        Relationship::Family
    } else if FRIEND.contains(&word) {
        Relationship::Friend
    } else if COLLEAGUE.contains(&word) {
        Relationship::Colleague
    } else {
        return None;
    };
    // Those of whom one has several are not meant by each word for one of them; nor is a former partner the present one.
    let is_plain = match relationship {
        Relationship::Partner => word != "ex",
        Relationship::Friend => word == "friend",
        _ => false,
    };
    Some(Role { relationship, is_plain })
}
