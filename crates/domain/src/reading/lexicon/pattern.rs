//! Phrases as they are written in the data files.
//!
//! | Written | Means |
//! |---|---|
//! | `word` | this word |
//! | `word~` | this word in any form |
//! | `<class>` | a word of this class (`classes.txt`) |
//! | `a\|b` | one of these |
//! | `a?` | may be there |
//! | `_` | any word |
//! | `_3` | up to three words |
//! | `!a` | the next word is not this |
//! | `,` | a comma or a dash |
//! | `^` `$` | the beginning, the end of a clause |
//!
//! Between two words of a phrase up to three of the class `skip` may stand ("just", "really", "did not").

use super::{Classes, WordId};

/// Any of these words, and any word of these classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Set {
    pub(super) words: Vec<WordId>,
    pub(super) classes: Classes,
}

impl Set {
    pub(in super::super) fn has(&self, word: WordId, classes: Classes) -> bool {
        self.classes & classes != 0 || self.words.binary_search(&word).is_ok()
    }
}

/// One step of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Element {
    /// One word of the set.
    One(Set),
    /// Any one word.
    Any,
    /// At most so many words.
    UpTo(usize),
    /// The next word is none of the set.
    Not(Set),
    /// A comma or a dash.
    Comma,
    /// The beginning of a clause.
    Start,
    /// The end of a clause.
    End,
}

/// A phrase and the rule that says what it means.
#[derive(Debug)]
pub(in super::super) struct Pattern {
    pub(super) rule: usize,
    pub(in super::super) elements: Vec<Element>,
}

impl Pattern {
    /// The words that it must have, one of each set.
    pub(super) fn sets(&self) -> impl Iterator<Item = &Set> {
        self.elements.iter().filter_map(|element| match element {
            Element::One(set) => Some(set),
            _ => None,
        })
    }

    /// What the phrase begins with, if it begins with a word.
    pub(super) fn first_set(&self) -> Option<&Set> {
        self.elements.iter().find(|element| **element != Element::Start).and_then(|element| match element {
            Element::One(set) => Some(set),
            _ => None,
        })
    }
}

/// Reads a phrase. One with optional words becomes several: with and without each of them.
pub(super) fn parse(
    line: &str,
    parse_set: &mut impl FnMut(&str) -> Result<Set, String>,
) -> Result<Vec<Vec<Element>>, String> {
    let mut variants = vec![Vec::new()];
    for item in line.split_whitespace() {
        let (item, optional) = item.strip_suffix('?').map_or((item, false), |item| (item, true));
        let element = parse_element(item, parse_set)?;
        let shorter = if optional { variants.clone() } else { Vec::new() };
        for variant in &mut variants {
            variant.push(element.clone());
        }
        variants.extend(shorter);
    }
    Ok(variants)
}

fn parse_element(item: &str, parse_set: &mut impl FnMut(&str) -> Result<Set, String>) -> Result<Element, String> {
    Ok(match item {
        "_" => Element::Any,
        "," => Element::Comma,
        "^" => Element::Start,
        "$" => Element::End,
        _ => match (item.strip_prefix('_'), item.strip_prefix('!')) {
            (Some(count), _) => Element::UpTo(count.parse().map_err(|_| format!("not a number: {count:?}"))?),
            (_, Some(set)) => Element::Not(parse_set(set)?),
            _ => Element::One(parse_set(item)?),
        },
    })
}
