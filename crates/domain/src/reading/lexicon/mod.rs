//! The lexicon of phrases: what the rules know about English, read once from the data files.

mod index;
mod inflect;
mod numbers;
mod pattern;
mod rule;

use std::sync::LazyLock;

use index::Index;
use rustc_hash::FxHashMap;

pub(super) use numbers::Numbers;
pub(super) use pattern::{Element, Pattern, Set};
pub(super) use rule::{Gravity, Label, OwnDeed, Rule, ScopeKind};

use crate::Relationship;

/// The number of a word that some phrase names; 0 stands for all other words.
pub(super) type WordId = u32;

/// A set of word classes, one bit each.
pub(super) type Classes = u64;

/// The files, in the order in which they are read; of two equally good matches the earlier one counts.
const PHRASES: [(&str, &str); 16] = [
    ("scopes", include_str!("../../../lexicon/phrases/scopes.txt")),
    ("mute", include_str!("../../../lexicon/phrases/mute.txt")),
    ("harm", include_str!("../../../lexicon/phrases/harm.txt")),
    ("praise", include_str!("../../../lexicon/phrases/praise.txt")),
    ("ignored", include_str!("../../../lexicon/phrases/ignored.txt")),
    ("communication", include_str!("../../../lexicon/phrases/communication.txt")),
    ("support", include_str!("../../../lexicon/phrases/support.txt")),
    ("conflict", include_str!("../../../lexicon/phrases/conflict.txt")),
    ("trust", include_str!("../../../lexicon/phrases/trust.txt")),
    ("growth", include_str!("../../../lexicon/phrases/growth.txt")),
    ("emotions", include_str!("../../../lexicon/phrases/emotions.txt")),
    ("daily", include_str!("../../../lexicon/phrases/daily.txt")),
    ("body", include_str!("../../../lexicon/phrases/body.txt")),
    ("time", include_str!("../../../lexicon/phrases/time.txt")),
    ("styles", include_str!("../../../lexicon/phrases/styles.txt")),
    ("themes", include_str!("../../../lexicon/phrases/themes.txt")),
];

/// Words, classes, rules and the patterns that lead to them.
#[derive(Default)]
pub(super) struct Lexicon {
    words: FxHashMap<String, (WordId, Classes)>,
    classes: FxHashMap<String, Classes>,
    rules: Vec<Rule>,
    patterns: Vec<Pattern>,
    /// By what they begin with.
    first: Index,
    /// By those of their words that are in the fewest phrases.
    rarest: Index,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build().0);

impl Lexicon {
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    /// Number and classes of a word in lower case.
    pub(super) fn word(&self, lower: &str) -> (WordId, Classes) {
        self.words.get(lower).copied().unwrap_or_default()
    }

    /// Roughly the word that a word in lower case is a form of.
    #[expect(clippy::unused_self, reason = "what is known of words is asked of the lexicon")]
    pub(super) fn stem(&self, lower: &str) -> String {
        inflect::stem(lower)
    }

    /// The classes of someone the user has named: those of a word for such a person.
    pub(super) fn person(&self, relationship: Relationship) -> Classes {
        let word = match relationship {
            Relationship::Partner => "partner",
            Relationship::Family => "cousin",
            Relationship::Friend => "friend",
            Relationship::Colleague => "colleague",
            Relationship::Other => "doctor",
        };
        self.word(word).1
    }

    /// The bit of a class; no bit for a name that is not in the files.
    pub(super) fn class(&self, name: &str) -> Classes {
        self.classes.get(name).copied().unwrap_or(0)
    }

    pub(super) fn rule(&self, pattern: &Pattern) -> &Rule {
        &self.rules[pattern.rule]
    }

    /// The patterns of which some words have the rarest: the others are not there.
    pub(super) fn possible(&self, words: impl Iterator<Item = (WordId, Classes)>) -> Numbers {
        let mut possible = Numbers::default();
        words.for_each(|(word, classes)| self.rarest.add(word, classes, &mut possible));
        possible
    }

    /// The patterns that may begin with this word, of those that are possible.
    pub(super) fn starting_with<'a>(
        &'a self,
        word: WordId,
        classes: Classes,
        possible: &'a Numbers,
    ) -> impl Iterator<Item = &'a Pattern> {
        self.first.with(word, classes, possible).map(|pattern| &self.patterns[pattern as usize])
    }

    /// Reads the files; lines that make no sense are left out and returned (a test sees to it that there are none).
    fn build() -> (Self, Vec<String>) {
        let mut lexicon = Self::default();
        let mut bad = Vec::new();
        for (at, line) in lines(include_str!("../../../lexicon/classes.txt")) {
            if let Err(reason) = lexicon.add_class(line) {
                bad.push(format!("classes.txt:{at}: {reason}"));
            }
        }
        for (file, text) in PHRASES {
            let mut in_rule = false;
            for (at, line) in lines(text) {
                let added = match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                    Some(header) => rule::parse(header).map(|rule| {
                        in_rule = true;
                        lexicon.rules.push(rule);
                    }),
                    None if in_rule => lexicon.add_pattern(line),
                    None => Err("a phrase before the first [heading]".to_owned()),
                };
                if let Err(reason) = added {
                    bad.push(format!("{file}.txt:{at}: {reason}"));
                }
            }
        }
        lexicon.index();
        (lexicon, bad)
    }

    /// `name: word word~ <class>`; further lines of the same name add to it.
    fn add_class(&mut self, line: &str) -> Result<(), String> {
        let (name, members) = line.split_once(':').ok_or("no colon")?;
        let next = u32::try_from(self.classes.len()).ok().and_then(|known| Classes::checked_shl(1, known));
        let class = match self.class(name) {
            0 => next.ok_or("too many classes")?,
            known => known,
        };
        self.classes.insert(name.to_owned(), class);
        for member in members.split_whitespace() {
            let set = self.parse_set(member)?;
            for (word, classes) in self.words.values_mut() {
                if set.has(*word, *classes) {
                    *classes |= class;
                }
            }
        }
        Ok(())
    }

    fn add_pattern(&mut self, line: &str) -> Result<(), String> {
        let rule = self.rules.len() - 1;
        for elements in pattern::parse(line, &mut |set| self.parse_set(set))? {
            self.patterns.push(Pattern { rule, elements });
        }
        Ok(())
    }

    /// `a|b~|<class>`: any of these words.
    fn parse_set(&mut self, text: &str) -> Result<Set, String> {
        let mut set = Set::default();
        for item in text.split('|') {
            if let Some(class) = item.strip_prefix('<').and_then(|item| item.strip_suffix('>')) {
                let bit = self.class(class);
                if bit == 0 {
                    return Err(format!("unknown class {class}"));
                }
                set.classes |= bit;
            } else if let Some(base) = item.strip_suffix('~') {
                set.words.extend(inflect::inflections(base).iter().map(|form| self.intern(form)));
            } else if item.is_empty() || item.contains(|char: char| !(char.is_alphanumeric() || char == '\'')) {
                return Err(format!("not a word: {item:?}"));
            } else {
                set.words.push(self.intern(item));
            }
        }
        set.words.sort_unstable();
        Ok(set)
    }

    fn intern(&mut self, word: &str) -> WordId {
        let next = WordId::try_from(self.words.len() + 1).unwrap_or(0);
        self.words.entry(word.to_owned()).or_insert((next, 0)).0
    }

    fn index(&mut self) {
        let all = || (0..).zip(&self.patterns);
        let each = Index::new(all().flat_map(|(at, pattern)| pattern.sets().map(move |set| (at, set))));
        let indices = (
            Index::new(all().filter_map(|(at, pattern)| Some((at, pattern.first_set()?)))),
            Index::new(all().filter_map(|(at, pattern)| Some((at, pattern.sets().min_by_key(|set| each.count(set))?)))),
        );
        (self.first, self.rarest) = indices;
    }
}

/// The lines of a data file that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .zip(1..)
        .filter_map(|(line, at)| (!line.is_empty()).then_some((at, line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_files_is_understood() {
        let (lexicon, bad) = Lexicon::build();
        assert!(bad.is_empty(), "{bad:#?}");
        assert!(lexicon.patterns.iter().all(|pattern| pattern.first_set().is_some()), "a phrase begins with a word");
        assert!(lexicon.words.len() > 2000);
    }
}
