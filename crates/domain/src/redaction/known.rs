//! The people of the user's own list, in every form of their names.

use rustc_hash::FxHashMap;

use super::lists::Lists;
use super::spans::Found;
use super::words::{Case, Word, Words};
use super::{Kind, Named};

/// Most words of one name that are looked at.
const MOST_WORDS: usize = 12;

/// Whom a form of a name belongs to.
#[derive(Clone, Copy)]
struct Owner {
    person: usize,
    /// Whether it is a word as well, so that the writing must show which is meant.
    doubtful: bool,
}

/// The forms of all names, as a tree of words.
#[derive(Default)]
struct Forms {
    next: FxHashMap<(usize, String), usize>,
    owners: Vec<Option<Owner>>,
}

/// Finds them. What may be a name or a word is taken for a name, unless it is clearly none.
pub(super) fn find(text: &str, words: &Words<'_>, people: &[Named<'_>]) -> Vec<Found> {
    let forms = Forms::of(people);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.all.len() && !people.is_empty() {
        let Some((end, owner)) = forms.longest(words, at) else {
            found.extend(glued(&forms, &words.all[at]));
            at += 1;
            continue;
        };
        if !owner.doubtful || is_meant(words, at) {
            let place = words.all[at].place.start..words.all[end - 1].place.end;
            found.push(Found { place, kind: Kind::Person, person: Some(owner.person) });
        }
        at = end;
    }
    for (person, named) in people.iter().enumerate().filter(|(_, named)| named.name.contains(is_unspaced)) {
        let name = named.name.trim();
        let places = text.match_indices(name).map(|(at, _)| at..at + name.len());
        found.extend(places.map(|place| Found { place, kind: Kind::Person, person: Some(person) }));
    }
    found
}

impl Forms {
    /// Whole names before parts of them, and both before short forms: of two people, the one of that very name is meant.
    fn of(people: &[Named<'_>]) -> Self {
        let mut forms = Self { owners: vec![None], ..Self::default() };
        let names: Vec<Words<'_>> = people.iter().map(|named| Words::of(named.name)).collect();
        for (person, name) in names.iter().enumerate() {
            let whole: Vec<&str> = name.all.iter().take(MOST_WORDS).map(|word| word.folded.as_str()).collect();
            forms.add(&whole, person);
        }
        let parts = || names.iter().enumerate().flat_map(|(person, name)| parts(name).map(move |part| (person, part)));
        for (person, part) in parts() {
            forms.add(&[&part.folded], person);
        }
        for (person, part) in parts() {
            for nickname in Lists::get().nicknames(&part.folded) {
                forms.add(&[nickname], person);
            }
        }
        forms
    }

    fn add(&mut self, form: &[&str], person: usize) {
        let mut node = 0;
        for word in form {
            let fresh = self.owners.len();
            node = *self.next.entry((node, (*word).to_owned())).or_insert(fresh);
            if node == fresh {
                self.owners.push(None);
            }
        }
        let doubtful = matches!(form, [word] if word.is_ascii() && Lists::get().is_doubtful(word) && !Lists::get().is("kin", word));
        if node != 0 && self.owners[node].is_none() {
            self.owners[node] = Some(Owner { person, doubtful });
        }
    }

    /// The longest name that begins with this word: the number of the word after it, and whose it is.
    fn longest(&self, words: &Words<'_>, at: usize) -> Option<(usize, Owner)> {
        let (mut node, mut longest) = (0, None);
        for (end, word) in words.all.iter().enumerate().skip(at).take(MOST_WORDS) {
            if end > at && !matches!(word.gap.trim(), "" | "-" | "'" | "\u{2019}" | "." | "\u{2010}" | "\u{2011}") {
                break;
            }
            let Some(next) = self.next.get(&(node, word.folded.clone())) else { break };
            node = *next;
            longest = self.owners[node].map(|owner| (end + 1, owner)).or(longest);
        }
        longest
    }

    fn whose(&self, word: &str) -> Option<Owner> {
        self.owners[*self.next.get(&(0, word.to_owned()))?]
    }
}

/// The words of a name that may stand for all of it.
fn parts<'w>(name: &'w Words<'_>) -> impl Iterator<Item = &'w Word<'w>> {
    let lists = Lists::get();
    let is_small = name.all.iter().all(|word| word.case == Case::Small);
    name.all.iter().filter(move |word| {
        let is_role = ["kin", "title", "nobody", "en", "particle"].iter().any(|list| lists.is(list, &word.folded));
        let is_name =
            word.case != Case::Small || is_small && (!lists.is_word(&word.folded) || lists.is_given(&word.folded));
        word.folded.chars().nth(1).is_some() && word.case != Case::Other && !is_role && is_name
    })
}

/// "Mayas", where somebody leaves out the apostrophe.
fn glued(forms: &Forms, word: &Word<'_>) -> Option<Found> {
    let name = word.folded.strip_suffix('s').filter(|name| name.len() > 2 && word.text.ends_with(['s', 'S']))?;
    let owner = forms.whose(name).filter(|owner| !owner.doubtful)?;
    let is_word = word.case == Case::Small && Lists::get().is_word(&word.folded);
    let place = word.place.start..word.place.end - 1;
    (!is_word).then_some(Found { place, kind: Kind::Person, person: Some(owner.person) })
}

/// Whether a word that may be a name is one here.
fn is_meant(words: &Words<'_>, at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let lists = Lists::get();
    let before = words.before(at).map_or("", |word| word.folded.as_str());
    match word.case {
        Case::Small | Case::Other => words.is_followed_by(at, "s") || lists.is("surely", before),
        _ if is_month(words, at) || matches!(word.text, "I" | "A") => false,
        _ => !(begins_here(words, at) && words.after(at).is_some_and(|next| follows_a_word(&next.folded))),
    }
}

/// Whether the capital says nothing: at the beginning of a sentence, or among other capitals.
fn begins_here(words: &Words<'_>, at: usize) -> bool {
    let is_loud = |word: Option<&Word<'_>>| word.is_some_and(|word| word.case == Case::Loud);
    words.all[at].starts || is_loud(words.get(at)) && (is_loud(words.after(at)) || is_loud(words.before(at)))
}

fn follows_a_word(next: &str) -> bool {
    Lists::get().is("nobody", next) || matches!(next, "be" | "not" | "to" | "of" | "so")
}

/// Whether a month is meant: "in May", "12 May", "May 3".
pub(super) fn is_month(words: &Words<'_>, at: usize) -> bool {
    let lists = Lists::get();
    let is_number = |word: &Word<'_>| word.folded.starts_with(|char: char| char.is_ascii_digit());
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    lists.is("month", &words.all[at].folded)
        && (before.is_some_and(|word| lists.is("before_month", &word.folded) || is_number(word))
            || words.get(at + 1).is_some_and(is_number))
}

/// Scripts that are written without spaces.
const fn is_unspaced(char: char) -> bool {
    matches!(char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Relationship;

    fn found(text: &str, names: &[&str]) -> Vec<String> {
        let people: Vec<Named<'_>> =
            names.iter().map(|name| Named { name, relationship: Relationship::Friend }).collect();
        let mut found = find(text, &Words::of(text), &people);
        found.sort_by_key(|found| found.place.start);
        found.dedup();
        found.into_iter().map(|found| format!("{} {}", found.person.unwrap(), &text[found.place])).collect()
    }

    #[test]
    fn every_form_of_a_name() {
        let text = "Maya’s MAYA maya-and Mayas Maya Ruiz, ms. ruiz; Zoe and ZOË; o'brien";
        let expected = ["0 Maya", "0 MAYA", "0 maya", "0 Maya", "0 Maya Ruiz", "0 ruiz", "1 Zoe", "1 ZOË", "2 o'brien"];
        assert_eq!(found(text, &["Maya Ruiz", "Zoë", "O'Brien"]), expected);
        assert_eq!(found("Liz, Bob and 小明。", &["Elizabeth", "Robert", "小明"]), ["0 Liz", "1 Bob", "2 小明"]);
        assert_eq!(found("Maya and Maya Chen", &["Maya Chen", "Maya"]), ["1 Maya", "0 Maya Chen"]);
    }

    #[test]
    fn names_that_are_words() {
        let names = ["Will", "May", "Hope"];
        assert_eq!(found("Will he? I will. Will called. May I? In May I hope so. Hope you come.", &names), ["0 Will"]);
        assert_eq!(found("told will, WILL YOU, and Hope's dog. I saw May.", &names), ["0 will", "2 Hope", "1 May"]);
        assert_eq!(found("my aunt went", &["Aunt May"]), [] as [&str; 0]);
    }
}
