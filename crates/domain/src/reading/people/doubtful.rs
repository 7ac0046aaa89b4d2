//! Names that are also words ("Will", "Joy", "May"): they count only where the writing shows that a name is meant.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// The lists of `doubtful_names.txt`, by their keys.
static LISTS: LazyLock<FxHashMap<&'static str, FxHashSet<&'static str>>> = LazyLock::new(|| {
    let mut lists = FxHashMap::<_, FxHashSet<_>>::default();
    let lines = include_str!("../../../lexicon/doubtful_names.txt").lines().filter(|line| !line.starts_with('#'));
    for (key, words) in lines.filter_map(|line| line.split_once(':')) {
        lists.entry(key).or_default().extend(words.split_whitespace());
    }
    lists
});

fn is_in(list: &str, word: &str) -> bool {
    LISTS.get(list).is_some_and(|words| words.contains(word))
}

/// Whether the writing must show that `folded` is meant as a name.
pub(super) fn is_doubtful(folded: &str) -> bool {
    folded.chars().nth(2).is_none() && folded.is_ascii() || is_in("word", folded)
}

/// Whether the writing may show that `folded` is meant as a name, though it is not on the user's list.
pub(super) fn is_given(folded: &str) -> bool {
    is_in("given", folded)
}

/// With a capital first letter, however the user wrote it in the list.
pub(super) fn capitalize(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether the capitalised word at `place` can only be a name, by what stands around it.
pub(super) fn is_name(text: &str, place: Range<usize>) -> bool {
    let is_subject = || is_in("counted", &text[place.clone()]) && follows_subject(&text[place.end..]);
    let follows = || is_followed_like_a_name(&text[place.end..]) || is_subject();
    !is_word(text, place.clone()) && (!starts_sentence(text, place.start) || follows())
}

/// Whether the word at `place` can be no name: a month in its place.
pub(super) fn is_word(text: &str, place: Range<usize>) -> bool {
    is_in("month", &text[place.clone()]) && is_month(text, &place)
}

fn is_month(text: &str, place: &Range<usize>) -> bool {
    let before = text[..place.start].split_whitespace().next_back().unwrap_or_default();
    let after = text[place.end..].trim_start_matches([' ', ',']);
    is_in("before_month", &before.to_lowercase())
        || before.ends_with(|char: char| char.is_ascii_digit())
        || after.starts_with(|char: char| char.is_ascii_digit())
}

fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '"', '\'', '(', '*', '_']);
    before.ends_with(['.', '!', '?', ':', '\n', '\r', '-', '\t', super::super::source::DASH]) || before.is_empty()
}

fn follows_subject(after: &str) -> bool {
    after.starts_with(" is ") || after.starts_with(" was ")
}

fn is_followed_like_a_name(after: &str) -> bool {
    if after.starts_with("'s ") {
        return true;
    }
    let Some(after) = after.strip_prefix(' ') else { return false };
    let word = after.split([' ', ',', '.', '!', '?', '\n']).next().unwrap_or_default();
    let is_past = word.len() > 4 && word.ends_with("ed") && !is_in("no_deed", word);
    is_past || is_in("after_name", word)
}

/// Whether `word` stands somewhere in the text where it can only be a name.
pub(super) fn is_name_elsewhere(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let place = at..at + word.len();
        let is_part =
            text[..at].ends_with(char::is_alphanumeric) || text[place.end..].starts_with(char::is_alphanumeric);
        !is_part && !starts_sentence(text, at) && !is_word(text, place)
    })
}
