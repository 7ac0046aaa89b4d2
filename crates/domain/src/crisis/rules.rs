//! `lexicon/crisis/rules.txt`, read once.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::notation::{self, Element, Set};

/// What it means that a pattern is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    S1,
    S2,
    S3,
    Violence,
    /// It only sounds like harm: what shares a word with it does not count.
    Harmless,
    /// A negation in it denies nothing.
    Undeny,
    /// The sentence tells of a time long past, unless it has `Now` too.
    Past,
    Now,
    /// The sentence tells of something made up, or of the world at large.
    Told,
    /// The sentence tells of play, sport or a mishap: nobody was violent.
    Play,
}

/// Whose doing it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doer {
    Anyone,
    /// The writer, or nobody named.
    Own,
    /// Somebody else, or nobody named.
    Other,
}

pub(super) struct Pattern {
    pub(super) kind: Kind,
    pub(super) doer: Doer,
    pub(super) elements: Vec<Element>,
}

/// Classes of words that the search itself asks for.
pub(super) struct Known {
    pub(super) skip: usize,
    pub(super) deny: usize,
    pub(super) own: usize,
    pub(super) other: usize,
    pub(super) thing: usize,
    pub(super) speech: usize,
    pub(super) turn: usize,
}

/// Classes, spellings and patterns.
pub(super) struct Rules {
    classes: Vec<FxHashSet<&'static str>>,
    spellings: FxHashMap<&'static str, Vec<&'static str>>,
    patterns: Vec<Pattern>,
    by_word: FxHashMap<&'static str, Vec<usize>>,
    pub(super) known: Known,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| read(include_str!("../../lexicon/crisis/rules.txt")).0);

impl Rules {
    pub(super) fn get() -> &'static Self {
        &RULES
    }

    pub(super) fn spelled(&self, word: &str) -> Option<&[&'static str]> {
        self.spellings.get(word).map(Vec::as_slice)
    }

    /// Whether a class has a word.
    pub(super) fn is(&self, class: usize, word: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }

    pub(super) fn has(&self, set: &Set, word: &str) -> bool {
        set.words.contains(&word) || set.classes.iter().any(|class| self.is(*class, word))
    }

    /// The patterns that may begin with this word.
    pub(super) fn starting_with(&self, word: &str) -> impl Iterator<Item = &Pattern> {
        self.by_word.get(word).into_iter().flatten().map(|at| &self.patterns[*at])
    }
}

enum Section {
    None,
    Class(usize),
    Spell,
    Patterns(Kind, Doer),
}

#[derive(Default)]
struct Reader {
    names: FxHashMap<&'static str, usize>,
    classes: Vec<FxHashSet<&'static str>>,
    spellings: FxHashMap<&'static str, Vec<&'static str>>,
    patterns: Vec<Pattern>,
}

/// Reads the file; lines that make no sense are left out and returned (a test sees to it that there are none).
fn read(text: &'static str) -> (Rules, Vec<String>) {
    let (mut reader, mut section, mut bad) = (Reader::default(), Section::None, Vec::new());
    for (line, at) in text.lines().map(str::trim).zip(1..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let taken = match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(header) => reader.begin(header).map(|begun| section = begun),
            None => reader.take(&section, line),
        };
        bad.extend(taken.err().map(|reason| format!("line {at}: {reason}")));
    }
    (reader.finish(), bad)
}

impl Reader {
    fn begin(&mut self, header: &'static str) -> Result<Section, String> {
        let mut words = header.split_whitespace();
        let kind = match (words.next(), words.next()) {
            (Some("class"), Some(name)) => return Ok(Section::Class(self.class(name))),
            (Some("spell"), None) => return Ok(Section::Spell),
            (Some(kind), doer) => (kind, doer),
            _ => return Err("an empty heading".to_owned()),
        };
        let doer = match kind.1 {
            None => Doer::Anyone,
            Some("own") => Doer::Own,
            Some("other") => Doer::Other,
            Some(word) => return Err(format!("{word}: own or other?")),
        };
        let kind = match kind.0 {
            "S1" => Kind::S1,
            "S2" => Kind::S2,
            "S3" => Kind::S3,
            "V" => Kind::Violence,
            "harmless" => Kind::Harmless,
            "undeny" => Kind::Undeny,
            "past" => Kind::Past,
            "now" => Kind::Now,
            "told" => Kind::Told,
            "play" => Kind::Play,
            word => return Err(format!("no kind {word}")),
        };
        Ok(Section::Patterns(kind, doer))
    }

    fn class(&mut self, name: &'static str) -> usize {
        let next = self.classes.len();
        let number = *self.names.entry(name).or_insert(next);
        if number == next {
            self.classes.push(FxHashSet::default());
        }
        number
    }

    fn take(&mut self, section: &Section, line: &'static str) -> Result<(), String> {
        match *section {
            Section::None => return Err("stands under no heading".to_owned()),
            Section::Class(number) => {
                for part in line.split_whitespace() {
                    let Set { words, classes, .. } = notation::set(part, &self.names)?;
                    let others: Vec<_> = classes.iter().flat_map(|class| self.classes[*class].clone()).collect();
                    self.classes[number].extend(words.into_iter().chain(others));
                }
            }
            Section::Spell => {
                let (from, to) = line.split_once('=').ok_or("no =")?;
                let to: Vec<_> = to.split_whitespace().collect();
                self.spellings.extend(from.split_whitespace().map(|word| (word, to.clone())));
            }
            Section::Patterns(kind, doer) => {
                self.patterns.push(Pattern { kind, doer, elements: notation::pattern(line, &self.names)? });
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Rules {
        let known = Known {
            skip: self.class("skip"),
            deny: self.class("deny"),
            own: self.class("own"),
            other: self.class("other"),
            thing: self.class("thing"),
            speech: self.class("speech"),
            turn: self.class("turn"),
        };
        let mut by_word: FxHashMap<&'static str, Vec<usize>> = FxHashMap::default();
        for (at, pattern) in self.patterns.iter().enumerate() {
            let first = pattern.elements.iter().find_map(|element| match element {
                Element::One { set, .. } => Some(set),
                _ => None,
            });
            let Some(set) = first else { continue };
            let of_classes = set.classes.iter().flat_map(|class| &self.classes[*class]);
            let words: FxHashSet<_> = set.words.iter().chain(of_classes).copied().collect();
            for word in words {
                by_word.entry(word).or_default().push(at);
            }
        }
        let Self { classes, spellings, patterns, .. } = self;
        Rules { classes, spellings, patterns, by_word, known }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_makes_sense() {
        let (rules, bad) = read(include_str!("../../lexicon/crisis/rules.txt"));
        assert!(bad.is_empty(), "{}", bad.join("\n"));
        assert!(rules.patterns.len() > 100);
        for class in [rules.known.skip, rules.known.deny, rules.known.own, rules.known.other, rules.known.speech] {
            assert!(!rules.classes[class].is_empty());
        }
    }

    #[test]
    fn nonsense_is_named() {
        let bad = read("die\n[S9]\n[S1 ours]\n[S1]\n<none> die\n_2 die\na||b\n[spell]\nx").1;
        assert_eq!(bad.len(), 7, "{bad:?}");
        assert!(bad[0].starts_with("line 1: "), "{bad:?}");
    }
}
