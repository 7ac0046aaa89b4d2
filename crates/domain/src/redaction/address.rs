//! Streets, and what belongs to an address: the flat, the town, the code of the post.

use super::Kind;
use super::lists::Lists;
use super::spans::Found;
use super::words::{Case, Word, Words};

/// Most words of the name of a street.
const MOST: usize = 4;

/// Finds them.
pub(super) fn find(text: &str, words: &Words<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut taken = 0;
    for at in 0..words.all.len() {
        let Some((first, last)) = street(words, at).or_else(|| code(words, at)).or_else(|| box_number(words, at))
        else {
            continue;
        };
        let last = on(words, last);
        if last < taken {
            continue;
        }
        let first = with_unit(words, first.max(taken));
        taken = last + 1;
        found.push(Found::new(words.all[first].place.start..words.all[last].place.end, Kind::Address));
    }
    debug_assert!(found.iter().all(|found| text.get(found.place.clone()).is_some()));
    found
}

/// The first and the last word of a street, if one begins here.
fn street(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    english(words, at).or_else(|| foreign(words, at)).or_else(|| german(words, at))
}

/// "14 Elm Street", "Elm Street", "221B Baker St".
fn english(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let lists = Lists::get();
    let numbered = is_house_number(&words.all[at]);
    let first = at + usize::from(numbered);
    for count in 1..=MOST {
        let last = first + count;
        let word = words.get(last).filter(|word| matches!(word.gap, " " | ". "))?;
        let name = &words.all[first..last];
        let begins = name[0].case == Case::Capital && !lists.is("en", &name[0].folded) || is_ordinal(&name[0]);
        let is_name = begins && (!numbered || name[0].gap == " ");
        if !is_name {
            return None;
        }
        let is_type = lists.is("street", &word.folded);
        let is_clear = word.case == Case::Capital
            && lists.is("clear", &word.folded)
            && !name[0].starts
            && !lists.is("kin", &name[0].folded);
        if is_type && (numbered && (word.case == Case::Capital || count == 1) || is_clear) {
            let more = words.get(last + 1).filter(|next| next.gap == " " && next.case == Case::Capital);
            return Some((at, last + usize::from(more.is_some_and(|next| lists.is("street", &next.folded)))));
        }
        if word.case != Case::Capital && !lists.is("particle", &word.folded) && !is_ordinal(word) {
            return None;
        }
    }
    None
}

/// "Rue de la Paix 12", "12 rue Victor Hugo".
fn foreign(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let lists = Lists::get();
    if !lists.is("foreign", &words.all[at].folded) {
        return None;
    }
    let before = at
        .checked_sub(1)
        .filter(|before| is_house_number(&words.all[*before]) && matches!(words.all[at].gap, " " | ", "));
    let mut last = at;
    while let Some(next) =
        words.get(last + 1).filter(|next| matches!(next.gap, " " | "-" | "'" | "\u{2019}") && last - at < 5)
    {
        let goes_on = next.case == Case::Capital
            || lists.is("particle", &next.folded)
            || matches!(next.folded.as_str(), "des" | "das" | "do" | "l" | "d" | "los" | "las");
        if !goes_on {
            break;
        }
        last += 1;
    }
    let after = words
        .get(last + 1)
        .filter(|next| is_house_number(next) && matches!(next.gap, " " | ", " | " n. "))
        .map(|_| last + 1);
    (last > at && words.all[last].case == Case::Capital && (before.is_some() || after.is_some()))
        .then(|| (before.unwrap_or(at), after.unwrap_or(last)))
}

/// "Lindenstraße 5".
fn german(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let lists = Lists::get();
    let word = &words.all[at];
    let text = word.text.to_lowercase();
    let ending = lists
        .get_list("ending")
        .any(|ending| word.folded.len() > ending.len() + 2 && word.folded.ends_with(ending) || text.ends_with(ending));
    let number = words.get(at + 1).filter(|next| matches!(next.gap, " " | ". ") && is_house_number(next));
    (ending && word.case == Case::Capital && number.is_some()).then_some((at, at + 1))
}

fn is_house_number(word: &Word<'_>) -> bool {
    let digits = word.text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=5).contains(&digits) && word.text.len() <= digits + 1 && !word.folded.ends_with(['%'])
}

fn is_ordinal(word: &Word<'_>) -> bool {
    let digits = word.text.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && matches!(&word.folded[digits..], "st" | "nd" | "rd" | "th")
}

/// The code of the post: British, Canadian, Dutch, American after a state, or five digits before a town.
fn code(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let lists = Lists::get();
    let word = &words.all[at];
    let next = words.get(at + 1).filter(|next| next.gap == " ");
    let shape: String = word.text.chars().map(shape).collect();
    let after: String = next.map(|next| next.text.chars().map(self::shape).collect()).unwrap_or_default();
    if matches!(shape.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A") && after == "9AA"
        || shape == "A9A" && after == "9A9"
    {
        return Some((at, at + 1));
    }
    if matches!(shape.as_str(), "A99AA" | "AA99AA" | "AA999AA" | "A9A9AA" | "AA9A9AA" | "A999AA" | "A9A9A9") {
        return Some((at, at));
    }
    let is_state = word.case == Case::Loud && lists.is("state", &word.folded);
    if is_state && after == "99999" {
        return Some((at, at + 1));
    }
    let is_told = at.checked_sub(1).is_some_and(|before| {
        matches!(words.all[before].folded.as_str(), "zip" | "postcode" | "postal" | "plz" | "zipcode")
    }) || at.checked_sub(2).is_some_and(|before| {
        matches!(words.all[before].folded.as_str(), "zip" | "postcode" | "postal" | "plz" | "zipcode")
    });
    let is_town = |next: &Word<'_>| {
        next.case == Case::Capital && (lists.is("city", &next.folded) || !lists.is_word(&next.folded))
    };
    let is_joined = words.get(at + 1).is_some_and(|next| next.gap == "-" && next.text.len() == 3);
    if shape == "9999" && is_joined && words.get(at + 2).is_some_and(is_town) {
        return Some((at, at + 2));
    }
    if (shape == "99999" || shape == "9999") && is_told {
        return Some((at, at));
    }
    (shape == "99999" && next.is_some_and(is_town)).then_some((at, at + 1))
}

fn shape(char: char) -> char {
    match char {
        _ if char.is_ascii_digit() => '9',
        _ if char.is_ascii_uppercase() => 'A',
        other => other,
    }
}

/// "PO Box 1234".
fn box_number(words: &Words<'_>, at: usize) -> Option<(usize, usize)> {
    let is_next = |at: usize, word: &str| words.get(at).is_some_and(|next| next.folded == word);
    let count = match words.all[at].folded.as_str() {
        "po" if is_next(at + 1, "box") => 2,
        "p" if is_next(at + 1, "o") && is_next(at + 2, "box") => 3,
        _ => return None,
    };
    words.get(at + count).is_some_and(is_house_number).then_some((at, at + count))
}

/// The flat before a street: "Flat 3, 14 Elm Street".
fn with_unit(words: &Words<'_>, first: usize) -> usize {
    let Some(unit) = first.checked_sub(2) else { return first };
    let is_unit = Lists::get().is("unit", &words.all[unit].folded) && words.all[unit].case != Case::Small;
    if is_unit && matches!(words.all[first].gap, ", " | " ") && words.all[unit + 1].text.len() <= 4 {
        unit
    } else {
        first
    }
}

/// The last word of an address that goes on: flat, town, state, code.
fn on(words: &Words<'_>, street: usize) -> usize {
    let mut last = street;
    while let Some(end) = goes_on(words, last + 1).filter(|_| last - street < 12) {
        last = end;
    }
    last
}

fn goes_on(words: &Words<'_>, at: usize) -> Option<usize> {
    let lists = Lists::get();
    let word =
        words.get(at).filter(|word| matches!(word.gap, " " | ", " | ". " | " #" | ", #" | ",\n" | "\n" | " - "))?;
    if let Some((_, last)) = code(words, at).filter(|(first, _)| *first == at) {
        return Some(last);
    }
    if word.gap.ends_with('#') {
        return Some(at);
    }
    let next = words.get(at + 1).filter(|next| next.gap == " ");
    if lists.is("unit", &word.folded) && next.is_some_and(|next| next.text.len() <= 4 && next.case != Case::Small) {
        return Some(at + 1);
    }
    let is_comma = word.gap.starts_with(',');
    let town = super::places::town(words, at).filter(|_| is_comma || word.gap == " ");
    if let Some(count) = town {
        return Some(at + count - 1);
    }
    let is_state = word.case == Case::Loud && lists.is("state", &word.folded) && is_comma;
    if is_state {
        return Some(at);
    }
    // A town nobody told us of: capitals up to a comma, a code or the end.
    let mut end = at;
    while words.get(end + 1).is_some_and(|next| next.gap == " " && next.case == Case::Capital) && end - at < 2 {
        end += 1;
    }
    let closes = words
        .get(end + 1)
        .is_none_or(|next| next.gap.starts_with([',', '.', ';', ')', '\n']) || code(words, end + 1).is_some());
    let is_name = word.case == Case::Capital && !lists.is("given", &word.folded) && !lists.is("en", &word.folded);
    (is_comma && is_name && closes).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found() {
        for (text, expected) in [
            ("We moved to 14 Birch Lane, Dunmore, PA 18512, in May.", vec!["14 Birch Lane, Dunmore, PA 18512"]),
            ("Flat 3, 22 Elm Grove Road, Bristol BS6 6AB.", vec!["Flat 3, 22 Elm Grove Road, Bristol BS6 6AB"]),
            ("Lindenstraße 5, 10115 Berlin", vec!["Lindenstraße 5, 10115 Berlin"]),
            ("at 12 rue Victor Hugo, 75011 Paris", vec!["12 rue Victor Hugo, 75011 Paris"]),
            ("I walked down Maple Avenue alone. PO Box 1234", vec!["Maple Avenue", "PO Box 1234"]),
            ("221B Baker St and 90 West 4th Street Apt 5C", vec!["221B Baker St", "90 West 4th Street Apt 5C"]),
            ("5 Days Way too long, 10 people on the street, The Road, 3 hours drive", vec![]),
        ] {
            let found: Vec<_> = find(text, &Words::of(text)).into_iter().map(|found| &text[found.place]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
