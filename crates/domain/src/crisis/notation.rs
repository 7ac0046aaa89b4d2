//! How a pattern of `rules.txt` is written.

use rustc_hash::FxHashMap;

/// A step of a pattern.
#[derive(Debug)]
pub(super) enum Element {
    /// One word of a set, which may be missing if `optional`.
    One { set: Set, optional: bool },
    /// Up to so many words, none of which denies.
    UpTo(usize),
    /// The next word is none of these.
    Not(Set),
    /// The beginning of a sentence, or of what follows a comma.
    Start,
    /// The end of one.
    End,
}

/// Words, and numbers of classes of words.
#[derive(Debug, Default)]
pub(super) struct Set {
    pub(super) words: Vec<&'static str>,
    pub(super) classes: Vec<usize>,
    /// Whether the end of a sentence, or of a part of it, will do as well.
    pub(super) or_end: bool,
}

/// Reads a pattern; `classes` has the numbers of those that are known.
pub(super) fn pattern(line: &'static str, classes: &FxHashMap<&'static str, usize>) -> Result<Vec<Element>, String> {
    let elements = line.split_whitespace().map(|part| element(part, classes)).collect::<Result<Vec<_>, _>>()?;
    let first = elements.iter().find(|element| !matches!(element, Element::Start));
    match first {
        Some(Element::One { optional: false, .. }) => Ok(elements),
        _ => Err("must begin with a word".to_owned()),
    }
}

fn element(part: &'static str, classes: &FxHashMap<&'static str, usize>) -> Result<Element, String> {
    if let Some(count) = part.strip_prefix('_') {
        let count = if count.is_empty() { Ok(1) } else { count.parse() };
        return count.map(Element::UpTo).map_err(|_| format!("{part}: how many?"));
    }
    if let Some(words) = part.strip_prefix('!') {
        return Ok(Element::Not(set(words, classes)?));
    }
    match part {
        "^" => Ok(Element::Start),
        "$" => Ok(Element::End),
        _ => {
            let (words, optional) = part.strip_suffix('?').map_or((part, false), |words| (words, true));
            Ok(Element::One { set: set(words, classes)?, optional })
        }
    }
}

/// Reads `a|b|<class>|$`.
pub(super) fn set(words: &'static str, classes: &FxHashMap<&'static str, usize>) -> Result<Set, String> {
    let mut set = Set::default();
    for word in words.split('|') {
        match word.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
            Some(name) => set.classes.push(*classes.get(name).ok_or_else(|| format!("no class {name}"))?),
            None if word == "$" => set.or_end = true,
            None if word.is_empty() => return Err(format!("{words}: a word is missing")),
            None => set.words.push(word),
        }
    }
    Ok(set)
}
