//! Towns.

use super::lists::Lists;
use super::words::{Case, Words};

/// Most words of the name of a town.
const MOST: usize = 5;

/// How many words from this one on are the name of a town.
pub(super) fn town(words: &Words<'_>, at: usize) -> Option<usize> {
    let lists = Lists::get();
    let word = words.get(at)?;
    if let Some(count) = long_name(words, at) {
        return Some(count);
    }
    let has_capital = matches!(word.case, Case::Capital) || word.case == Case::Loud && word.text.len() > 3;
    let before = words.before(at).filter(|before| lists.is("before", &before.folded));
    let listed = lists.is("city", &word.folded);
    let is_clear = listed
        && !lists.is("doubtful", &word.folded)
        && !lists.is("given", &word.folded)
        && !lists.is("word", &word.folded);
    let is_town = has_capital && is_clear
        || has_capital
            && before.is_some()
            && (listed || lists.is("doubtful", &word.folded) && before.is_some_and(|b| b.folded == "in"))
        || word.case == Case::Small && is_clear && before.is_some() && !lists.is_word(&word.folded);
    is_town.then_some(1)
}

/// Names of several words: known ones, and "San" or "Port" with what follows.
fn long_name(words: &Words<'_>, at: usize) -> Option<usize> {
    let lists = Lists::get();
    let mut joined = words.get(at)?.folded.clone();
    let mut longest = None;
    for count in 2..=MOST {
        let Some(next) = words.get(at + count - 1).filter(|next| matches!(next.gap, " " | "-" | ". ")) else { break };
        joined.push('_');
        joined.push_str(&next.folded);
        if lists.is("two", &joined) {
            longest = Some(count);
        }
    }
    if longest.is_some() && words.all[at].case != Case::Small {
        return longest;
    }
    let word = &words.all[at];
    let next = words.get(at + 1).filter(|next| matches!(next.gap, " " | ". ") && next.case == Case::Capital)?;
    let is_other = ["time", "common", "kin", "given", "word", "nobody", "house", "country", "en"]
        .iter()
        .any(|list| lists.is(list, &next.folded));
    (word.case == Case::Capital && lists.is("first", &word.folded) && !is_other && !lists.is_word(&next.folded))
        .then_some(2)
}

/// Whether even a country is told by somebody living there.
pub(super) fn is_lived_in(words: &Words<'_>, at: usize) -> bool {
    let lists = Lists::get();
    let word = &words.all[at];
    let is_place = lists.is("country", &word.folded) || lists.is("city", &word.folded);
    is_place
        && word.case == Case::Capital
        && words.before(at).is_some_and(|before| lists.is("before", &before.folded))
        && words.has_before(word.place.start, 4, |near| lists.is("lives", near))
}

/// Whether a name stands where places do.
pub(super) fn stands_like_one(words: &Words<'_>, at: usize) -> bool {
    let lists = Lists::get();
    let Some(before) = words.before(at) else { return false };
    match before.folded.as_str() {
        "in" | "near" | "around" | "outside" | "across" | "into" | "via" | "at" => true,
        "to" | "from" | "towards" | "toward" | "through" => words.has_before(before.place.start, 3, |near| {
            lists.is("lives", near)
                || matches!(
                    near,
                    "went"
                        | "go"
                        | "going"
                        | "flew"
                        | "fly"
                        | "drove"
                        | "drive"
                        | "trip"
                        | "train"
                        | "travelled"
                        | "traveled"
                        | "back"
                        | "bus"
                        | "flight"
                        | "way"
                )
        }),
        _ => false,
    }
}
