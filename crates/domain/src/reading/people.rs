//! The people of the user's own list, found by name.

mod doubtful;

use std::cell::OnceCell;
use std::ops::Range;

use super::KnownPerson;
use super::source::simplify;
use crate::Relationship;

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) place: Range<usize>,
    /// Position in the user's list; `None` for a name that is not on it.
    pub(super) person: Option<usize>,
    pub(super) relationship: Relationship,
}

/// Finds the names in a text, from left to right and without overlaps. Of two names at the same place the longer one
/// counts; two people of the same name are both meant.
pub(super) fn find(text: &str, people: &[KnownPerson<'_>]) -> Vec<Mention> {
    let mut names: Vec<Name> = people.iter().enumerate().filter_map(Name::new).collect();
    names.sort_by(|a, b| b.folded.len().cmp(&a.folded.len()).then(a.person.cmp(&b.person)));
    let mut mentions = Vec::new();
    let mut taken = 0;
    let mut before = ' ';
    for (at, char) in text.char_indices() {
        if at >= taken && !names.is_empty() && char.is_alphanumeric() && !is_joined(before, char) {
            let first = char.to_lowercase().next();
            let likely = names.iter().filter(|name| name.folded.chars().next() == first);
            let end = likely.clone().find_map(|name| name.end_at(text, at));
            for name in likely.filter(|name| end.is_some() && name.end_at(text, at) == end) {
                taken = end.unwrap_or(taken);
                let (person, relationship) = (Some(name.person), name.relationship);
                mentions.push(Mention { place: at..taken, person, relationship });
            }
        }
        before = char;
    }
    add_unlisted(text, &mut mentions);
    mentions
}

/// Adds names that are also words and not on the list, where only a name can stand: "Joy came over".
fn add_unlisted(text: &str, mentions: &mut Vec<Mention>) {
    let listed = mentions.len();
    let is_part = |char: char| char.is_alphanumeric();
    let mut start = 0;
    for word in text.split(|char| !is_part(char)) {
        let place = start..start + word.len();
        start = place.end + text[place.end..].chars().next().map_or(0, char::len_utf8);
        let is_capitalized = word.starts_with(|char: char| char.is_ascii_uppercase());
        if is_capitalized
            && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
            && doubtful::is_given(&word.to_ascii_lowercase())
            && doubtful::is_name(text, place.clone())
            && !mentions[..listed].iter().any(|other| other.place.start < place.end && place.start < other.place.end)
        {
            mentions.push(Mention { place, person: None, relationship: Relationship::Other });
        }
    }
    mentions.sort_by_key(|mention| mention.place.start);
}

/// A name to look for.
struct Name {
    /// In lower case and plain characters.
    folded: String,
    /// For a name that is also a word, or very short: how it must be written to count.
    exact: Option<String>,
    /// Whether the text has that name where only a name can stand; found out once.
    elsewhere: OnceCell<bool>,
    person: usize,
    relationship: Relationship,
}

impl Name {
    fn new((person, known): (usize, &KnownPerson<'_>)) -> Option<Self> {
        let plain: String = known.name.chars().map(simplify).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        plain.chars().find(|char| char.is_alphanumeric())?;
        let folded = plain.to_lowercase();
        let exact = doubtful::is_doubtful(&folded).then(|| doubtful::capitalize(&plain));
        Some(Self { folded, exact, elsewhere: OnceCell::new(), person, relationship: known.relationship })
    }

    /// Where the name ends if it begins at `at`.
    fn end_at(&self, text: &str, at: usize) -> Option<usize> {
        let end = at + folded_prefix(&text[at..], &self.folded)?;
        let last = text[..end].chars().next_back()?;
        if text[end..].chars().next().is_some_and(|next| is_joined(last, next)) {
            return None;
        }
        let Some(exact) = &self.exact else { return Some(end) };
        let is_name = || {
            doubtful::is_name(text, at..end)
                || (!doubtful::is_word(text, at..end)
                    && *self.elsewhere.get_or_init(|| doubtful::is_name_elsewhere(text, exact)))
        };
        (text[at..end] == **exact && is_name()).then_some(end)
    }
}

/// Bytes of `text` that are `folded` when put in lower case.
fn folded_prefix(text: &str, folded: &str) -> Option<usize> {
    let mut wanted = folded.chars().peekable();
    let mut end = 0;
    for char in text.chars() {
        if wanted.peek().is_none() {
            break;
        }
        if !char.to_lowercase().all(|lower| wanted.next() == Some(lower)) {
            return None;
        }
        end += char.len_utf8();
    }
    wanted.next().is_none().then_some(end)
}

/// Whether two neighbouring characters belong to one word. Scripts written without spaces have no such sign.
fn is_joined(left: char, right: char) -> bool {
    left.is_alphanumeric() && right.is_alphanumeric() && !is_unspaced(left) && !is_unspaced(right)
}

fn is_unspaced(char: char) -> bool {
    matches!(char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::source::Source;
    use super::*;
    use crate::PersonId;

    fn found(text: &str, names: &[&str]) -> Vec<String> {
        let known = |name| KnownPerson { id: PersonId(Uuid::nil()), name, relationship: Relationship::Friend };
        let people: Vec<_> = names.iter().copied().map(known).collect();
        let source = Source::new(text);
        let mentions = find(source.plain(), &people).into_iter();
        let listed = mentions.filter_map(|mention| Some((mention.person?, mention.place)));
        listed.map(|(person, place)| format!("{person} {}", source.quote(&place).text)).collect()
    }

    #[test]
    fn where_names_stand() {
        let cases = include_str!("../../tests/fixtures/names.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut wrong = Vec::new();
        for line in cases {
            let [names, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let found = found(text, &names.split('|').collect::<Vec<_>>()).join("|");
            if found != expected {
                wrong.push(format!("{line}, but {found}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn names_that_are_words_and_not_listed() {
        let unlisted = |text: &str| find(text, &[]).len();
        assert_eq!(unlisted("Joy came over. I saw Hope with Bill."), 3);
        assert_eq!(unlisted("Bill is unhappy with the bill."), 1);
        assert_eq!(unlisted("Joy is rare. Hope is all I have. HOPE. In May it was a joy."), 0);
        assert_eq!(found("I saw Joy", &["Joy"]), ["0 Joy"], "once, as the one on the list");
    }
}
