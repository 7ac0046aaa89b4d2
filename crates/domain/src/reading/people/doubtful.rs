//! Names that are also words ("Will", "Joy", "May"): they count only where the writing shows that a name is meant.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../../lexicon/names_that_are_words.txt").split_whitespace().collect());

/// Names that count although the user has not listed them: the words would mislead.
static GIVEN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../../lexicon/given_names.txt").split_whitespace().collect());

/// Words that no sentence begins with but as names: without an article, a bill or a mark is nobody's subject.
const COUNTED: [&str; 13] =
    ["Bill", "Mark", "Rose", "Jack", "Penny", "Will", "Rob", "Bob", "Sue", "Max", "Daisy", "Lily", "Robin"];

/// After one of these a month is meant, not a person.
const BEFORE_MONTHS: [&str; 13] =
    ["in", "since", "until", "till", "by", "last", "next", "this", "of", "early", "late", "every", "during"];

const MONTHS: [&str; 4] = ["April", "May", "June", "August"];

/// Words that follow a name at the start of a sentence rather than the word of the same spelling.
const AFTER_NAMES: &str = "
    said says told tells asked asks called calls came comes went goes has had does did doesn't didn't wasn't isn't
    hasn't made makes took takes got gets gave gives wants thinks thought seems looks left sat forgot never finally
    still also always loves and who brought brings sent sends wrote drove held slept ate met let put knew knows felt
    feels keeps kept won't can't wouldn't couldn't";

/// Words that look like what somebody did, and are not, or what rather a feeling does than a person.
const NO_DEEDS: [&str; 13] = [
    "indeed",
    "exceed",
    "proceed",
    "succeed",
    "filled",
    "faded",
    "vanished",
    "flooded",
    "bubbled",
    "flickered",
    "surged",
    "swelled",
    "welled",
];

/// Whether the writing must show that `folded` is meant as a name.
pub(super) fn is_doubtful(folded: &str) -> bool {
    folded.chars().nth(2).is_none() && folded.is_ascii() || WORDS.contains(folded)
}

/// Whether the writing may show that `folded` is meant as a name, though it is not on the user's list.
pub(super) fn is_given(folded: &str) -> bool {
    GIVEN.contains(folded)
}

/// With a capital first letter, however the user wrote it in the list.
pub(super) fn capitalize(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether the capitalised word at `place` can only be a name, by what stands around it.
pub(super) fn is_name(text: &str, place: Range<usize>) -> bool {
    let is_subject = || COUNTED.contains(&&text[place.clone()]) && follows_subject(&text[place.end..]);
    let follows = || is_followed_like_a_name(&text[place.end..]) || is_subject();
    !is_word(text, place.clone()) && (!starts_sentence(text, place.start) || follows())
}

/// Whether the word at `place` can be no name: a month in its place.
pub(super) fn is_word(text: &str, place: Range<usize>) -> bool {
    MONTHS.contains(&&text[place.clone()]) && is_month(text, &place)
}

fn is_month(text: &str, place: &Range<usize>) -> bool {
    let before = text[..place.start].split_whitespace().next_back().unwrap_or_default();
    let after = text[place.end..].trim_start_matches([' ', ',']);
    BEFORE_MONTHS.contains(&before.to_lowercase().as_str())
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
    let is_past = word.len() > 4 && word.ends_with("ed") && !NO_DEEDS.contains(&word);
    is_past || AFTER_NAMES.split_whitespace().any(|follower| follower == word)
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
