//! Names that are not on the user's list, told by how they are written and what stands around them.

use rustc_hash::FxHashSet;

use super::Kind;
use super::known::is_month;
use super::lists::Lists;
use super::places;
use super::spans::Found;
use super::words::{Case, Word, Words, is_initial};

/// What somebody's name is not made of.
const NONE_OF_THESE: [&str; 6] = ["time", "common", "kin", "nobody", "house", "country"];
/// Where more than one of so many unknown words has a capital, capitals say nothing, unless enough words are English: in some
/// languages many words have one.
const MANY: usize = 6;
/// One frequent English word among so many is enough.
const MANY_ENGLISH: usize = 5;
const FEWEST: usize = 8;

/// Finds names, and the places that are written like names. `known` was found already.
pub(super) fn find(words: &Words<'_>, known: &[Found]) -> Vec<Found> {
    let finder = Finder::new(words, known);
    let mut kinds = finder.first_look();
    finder.again(&mut kinds);
    finder.extend(&mut kinds);
    let as_found = |(at, kind): (usize, &Option<Kind>)| kind.map(|kind| (at, kind));
    let mut found: Vec<Found> = Vec::new();
    let mut last = None;
    for (at, kind) in kinds.iter().enumerate().filter_map(as_found) {
        let word = &words.all[at];
        let goes_on = last == at.checked_sub(1).zip(Some(kind)) && is_one_name(word.gap) && !word.starts;
        match found.last_mut().filter(|_| goes_on) {
            Some(before) => before.place.end = word.place.end,
            None => found.push(Found::new(word.place.clone(), kind)),
        }
        last = Some((at, kind));
    }
    found
}

fn is_one_name(gap: &str) -> bool {
    matches!(gap, " " | "-" | "\u{a0}" | ". " | "'" | "\u{2019}" | ".")
}

struct Finder<'w, 't> {
    words: &'w Words<'t>,
    lists: &'static Lists,
    /// Whether a word is part of a name on the user's list.
    known: Vec<bool>,
    /// Words that are written small somewhere: those are no names.
    small: FxHashSet<&'w str>,
    /// Whether capitals say nothing in this text.
    many_capitals: bool,
}

impl<'w, 't> Finder<'w, 't> {
    fn new(words: &'w Words<'t>, known: &[Found]) -> Self {
        let mut is_known = vec![false; words.all.len()];
        for found in known {
            let range = words.at(found.place.start)..words.at(found.place.end);
            is_known[range].fill(true);
        }
        let small = words.all.iter().filter(|word| word.case == Case::Small).map(|word| word.folded.as_str()).collect();
        let mut finder = Self { words, lists: Lists::get(), known: is_known, small, many_capitals: false };
        finder.many_capitals = finder.has_many_capitals();
        finder
    }

    fn has_many_capitals(&self) -> bool {
        let inside = || self.words.all.iter().enumerate().filter(|(_, word)| !word.starts && word.case != Case::Other);
        let strange = |(at, word): &(usize, &Word<'_>)| {
            word.case == Case::Capital && !self.lists.is_given(&word.folded) && !self.is_something_else(*at)
        };
        let (all, odd) = (inside().count(), inside().filter(strange).count());
        let english = inside().filter(|(_, word)| self.lists.is("en", &word.folded)).count();
        all >= FEWEST && odd * MANY > all && english * MANY_ENGLISH < all
    }

    /// Names and places by what stands around each.
    fn first_look(&self) -> Vec<Option<Kind>> {
        let mut kinds = vec![None; self.words.all.len()];
        let mut at = 0;
        while at < kinds.len() {
            let count = places::town(self.words, at).filter(|_| !self.known[at]).unwrap_or(0);
            if count > 0 {
                kinds[at..at + count].fill(Some(Kind::Place));
                at += count;
                continue;
            }
            if self.known[at] || self.is_person(at) {
                kinds[at] = Some(Kind::Person);
            } else if places::is_lived_in(self.words, at) {
                kinds[at] = Some(Kind::Place);
            }
            if kinds[at] == Some(Kind::Person) && !self.known[at] && self.is_rather_a_place(at) {
                kinds[at] = Some(Kind::Place);
            }
            at += 1;
        }
        kinds
    }

    fn is_rather_a_place(&self, at: usize) -> bool {
        !self.lists.is_given(&self.words.all[at].folded) && places::stands_like_one(self.words, at)
    }

    fn is_person(&self, at: usize) -> bool {
        let word = &self.words.all[at];
        let is_contraction = self.words.is_followed_by(at, "t");
        let is_part = matches!(word.gap, "'" | "\u{2019}") && word.case == Case::Small;
        if is_contraction || is_part || word.folded.chars().nth(1).is_none() {
            return false;
        }
        match word.case {
            Case::Other => false,
            Case::Small => self.is_surely_given(&word.folded, 4) || self.is_introduced(at),
            Case::Loud => self.is_surely_given(&word.folded, 3),
            Case::Capital => self.is_capital_a_name(at, word),
        }
    }

    fn is_capital_a_name(&self, at: usize, word: &Word<'_>) -> bool {
        if self.has_title(at) {
            return !self.lists.is("time", &word.folded) && !self.lists.is("en", &word.folded);
        }
        if self.is_surely_given(&word.folded, 2) {
            return true;
        }
        if self.is_something_else(at) {
            return false;
        }
        let (doubtful, ordinary) = (self.lists.is_given(&word.folded), self.lists.is_word(&word.folded));
        if word.starts {
            let speaks_for_it =
                if doubtful { self.acts_like_a_person(at) } else { !ordinary && self.begins_like_a_name(at) };
            return speaks_for_it && !self.small.contains(word.folded.as_str());
        }
        // Mid-sentence only names have capitals, unless the writer is fond of them.
        doubtful && !self.is_in_heading(at)
            || !ordinary && !self.many_capitals && !self.is_in_heading(at) && !self.small.contains(word.folded.as_str())
    }

    fn is_surely_given(&self, folded: &str, fewest: usize) -> bool {
        folded.len() >= fewest && self.lists.is("given", folded) && !self.lists.is_doubtful(folded)
    }

    /// Whether the word is known to be none of a name.
    fn is_something_else(&self, at: usize) -> bool {
        let word = &self.words.all[at];
        let listed = NONE_OF_THESE.iter().any(|list| self.lists.is(list, &word.folded)) && !self.is_month_and_name(at);
        listed || is_month(self.words, at)
    }

    /// "April" and "June" are months by their list and may be names.
    fn is_month_and_name(&self, at: usize) -> bool {
        let word = &self.words.all[at];
        self.lists.is("given", &word.folded) && self.lists.is("month", &word.folded) && !is_month(self.words, at)
    }

    fn has_title(&self, at: usize) -> bool {
        let title = self.words.before(at).filter(|before| self.lists.is("title", &before.folded));
        title.is_some_and(|title| title.case != Case::Small || !self.lists.is_word(&title.folded))
            || title.is_some_and(|title| self.lists.is("kin", &title.folded))
                && !self.is_something_else(at)
                && !self.words.all[at].starts
    }

    /// "Her name is thandiwe."
    fn is_introduced(&self, at: usize) -> bool {
        let is_free = |word: &Word<'_>| !self.lists.is_word(&word.folded) && !self.lists.is("en", &word.folded);
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.words.get(at));
        let named = before(1).is_some_and(|word| word.folded == "named")
            || before(1).is_some_and(|word| matches!(word.folded.as_str(), "is" | "s"))
                && before(2).is_some_and(|word| word.folded == "name");
        named && self.words.before(at).is_some() && is_free(&self.words.all[at]) && !self.is_something_else(at)
    }

    /// Whether what follows is what people do.
    fn acts_like_a_person(&self, at: usize) -> bool {
        if self.words.is_followed_by(at, "s") {
            return true;
        }
        self.words.after(at).is_some_and(|next| {
            let is_past =
                next.folded.len() > 4 && next.folded.ends_with("ed") && !self.lists.is("no_deed", &next.folded);
            is_past
                || self.lists.is("after_name", &next.folded) && !matches!(next.folded.as_str(), "has" | "and" | "also")
        })
    }

    /// Whether an unknown word at the beginning of a sentence is followed by what people do, or is called upon.
    fn begins_like_a_name(&self, at: usize) -> bool {
        let more = (at + 1..self.words.all.len()).take_while(|next| self.words.all[*next].gap == "-");
        let at = more.take(3).last().unwrap_or(at);
        let next = self.words.get(at + 1);
        let is_called =
            next.is_some_and(|next| next.gap == ", " || next.gap == ": " && self.words.all[at].gap.contains('\n'));
        let acts = self.words.after(at).is_some_and(|next| {
            let is_present = |verb: &str| verb.len() > 2 && self.lists.is_word(verb);
            let is_verb = self.lists.is("says", &next.folded)
                || next.folded.ends_with("ed")
                || next.folded.strip_suffix('s').is_some_and(is_present);
            is_verb
                || next.case == Case::Capital && !self.is_something_else(at + 1) && !self.lists.is_word(&next.folded)
        });
        acts || is_called || self.words.is_followed_by(at, "s")
    }

    /// Whether most words of the line have a capital.
    fn is_in_heading(&self, at: usize) -> bool {
        const NEAR: usize = 4;
        let line = at.saturating_sub(NEAR)..(at + NEAR + 1).min(self.words.all.len());
        let near = line.clone().zip(&self.words.all[line]).filter(|(_, word)| word.case != Case::Other);
        let (mut all, mut capitals) = (0, 0);
        for (other, word) in near.filter(|(other, _)| *other != at) {
            all += 1;
            let is_name = self.lists.is_given(&word.folded) || self.known[other];
            capitals += u32::from(word.case != Case::Small && !is_name && word.text != "I" && !word.starts);
        }
        all >= 4 && capitals * 2 > all
    }

    /// A name that was recognised somewhere is one wherever it has a capital.
    fn again(&self, kinds: &mut [Option<Kind>]) {
        let recognised = |(at, kind): (usize, &Option<Kind>)| {
            kind.filter(|_| !self.known[at]).map(|kind| (self.words.all[at].folded.clone(), kind))
        };
        let seen: rustc_hash::FxHashMap<String, Kind> = kinds.iter().enumerate().filter_map(recognised).collect();
        for (at, kind) in kinds.iter_mut().enumerate().filter(|(_, kind)| kind.is_none()) {
            let word = &self.words.all[at];
            let has_capital = matches!(word.case, Case::Capital | Case::Loud);
            if has_capital && !self.lists.is_doubtful(&word.folded) && !self.is_something_else(at) {
                *kind = seen.get(&word.folded).copied();
            }
        }
    }

    /// Takes in what belongs to a name: surnames, initials, what is between.
    fn extend(&self, kinds: &mut [Option<Kind>]) {
        for at in 0..kinds.len() {
            if kinds[at] != Some(Kind::Person) {
                continue;
            }
            if at.checked_sub(1).is_some_and(|before| kinds[before].is_none() && self.is_by_name(before)) {
                kinds[at - 1] = Some(Kind::Person);
            }
            let next = at + 1;
            if kinds.get(next).is_some_and(Option::is_none) && self.belongs(next) {
                kinds[next] = Some(Kind::Person);
            } else if let Some(end) = self.after_particles(next) {
                kinds[next..=end].fill(Some(Kind::Person));
            }
        }
    }

    /// "Big Tony": whether the word belongs to the name after it.
    fn is_by_name(&self, at: usize) -> bool {
        let word = &self.words.all[at];
        let none = ["time", "common", "nobody", "en", "kin", "title", "house"];
        word.case == Case::Capital
            && !word.starts
            && !none.iter().any(|list| self.lists.is(list, &word.folded))
            && self.words.after(at).is_some_and(|next| next.gap == " " && !next.starts)
    }

    /// Whether the word goes on with the name before it.
    fn belongs(&self, at: usize) -> bool {
        let word = &self.words.all[at];
        let is_joined = matches!(word.gap, " " | "-" | ". ");
        if is_initial(word) {
            return word.gap == " " && self.words.get(at + 1).is_none_or(|next| next.gap.starts_with(['.', ',']));
        }
        let is_open = ["time", "common", "nobody", "en", "kin"].iter().any(|list| self.lists.is(list, &word.folded));
        let is_name = word.case == Case::Capital
            || word.gap == "-" && word.case == Case::Small && !self.lists.is_word(&word.folded);
        is_joined && is_name && !is_open && (word.gap == "-" || !word.starts) && !self.words.is_followed_by(at, "t")
    }

    /// The last word of a name that goes on after "van der" and the like.
    fn after_particles(&self, from: usize) -> Option<usize> {
        let is_particle = |at: &usize| {
            self.words.get(*at).is_some_and(|word| word.gap == " " && self.lists.is("particle", &word.folded))
        };
        let count = (from..from + 3).take_while(is_particle).count();
        let end = from + count;
        (count > 0 && self.words.get(end).is_some_and(|word| matches!(word.gap, " " | "-")) && self.belongs(end))
            .then_some(end)
    }
}
