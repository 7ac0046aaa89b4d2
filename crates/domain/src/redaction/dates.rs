//! Dates in words: "3 March 1987", where they may be the day somebody was born.

use std::ops::Range;

use super::Kind;
use super::lists::Lists;
use super::numbers::LAST_BIRTH;
use super::spans::Found;
use super::words::{Case, Words};

/// How many words before or after a date may say that somebody was born.
const NEAR: usize = 8;

/// Finds them.
pub(super) fn find(text: &str, words: &Words<'_>) -> Vec<Found> {
    let lists = Lists::get();
    let months = words.all.iter().enumerate().filter(|(_, word)| lists.is("month", &word.folded));
    let dates = months.filter_map(|(at, _)| date(words, at));
    let mut found: Vec<Found> = dates
        .filter(|date| {
            date.year.is_some_and(|year| (1900..=LAST_BIRTH).contains(&year)) || is_birth(words, &date.place)
        })
        .map(|date| Found::new(date.place, Kind::BirthDate))
        .collect();
    found.extend(years(text, words));
    found
}

struct Date {
    place: Range<usize>,
    year: Option<u32>,
}

/// The date around the month at `at`, if it has a day.
fn date(words: &Words<'_>, at: usize) -> Option<Date> {
    let joined = |at: usize| {
        words.get(at).is_some_and(|word| matches!(word.gap, " " | ", " | ". " | "-" | " '" | " \u{2019}" | "/"))
    };
    let before = |back: usize| at.checked_sub(back).filter(|_| joined(at)).and_then(|at| words.get(at));
    let (mut first, mut last) = (at, at);
    let day = |word: &str| {
        word.trim_end_matches(|char: char| char.is_ascii_alphabetic())
            .parse::<u32>()
            .is_ok_and(|day| (1..=31).contains(&day))
            && word.len() <= 4
    };
    if before(1).is_some_and(|word| day(&word.folded)) {
        first = at - 1;
    } else if before(1).is_some_and(|word| word.folded == "of") && before(2).is_some_and(|word| day(&word.folded)) {
        first = at - 2;
    } else if joined(at + 1) && words.get(at + 1).is_some_and(|word| day(&word.folded)) {
        last = at + 1;
    } else {
        return None;
    }
    let year = words
        .get(last + 1)
        .filter(|word| joined(last + 1) && word.case == Case::Other)
        .and_then(|word| year(&word.folded));
    last += usize::from(year.is_some());
    Some(Date { place: words.all[first].place.start..words.all[last].place.end, year })
}

fn year(word: &str) -> Option<u32> {
    let year = word.parse::<u32>().ok()?;
    match word.len() {
        4 if (1800..2200).contains(&year) => Some(year),
        2 if year > 20 => Some(1900 + year),
        _ => None,
    }
}

/// Whether words near by speak of a birth.
fn is_birth(words: &Words<'_>, place: &Range<usize>) -> bool {
    let lists = Lists::get();
    let after = words.at(place.end);
    let line_ends = |word: &&super::words::Word<'_>| !word.gap.contains(['\n', '.', '!', '?']);
    let follows = words.all[after..].iter().take(4).take_while(line_ends).any(|word| lists.is("birth", &word.folded));
    follows || words.has_before(place.start, NEAR, |word| lists.is("birth", word))
}

/// "Born in 1987".
fn years(text: &str, words: &Words<'_>) -> Vec<Found> {
    let is_born = |at: usize| {
        let before =
            |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).map_or("", |word| word.folded.as_str());
        before(1) == "born" || before(2) == "born" && before(1) == "in"
    };
    let is_year = |at: usize| year(&text[words.all[at].place.clone()]).is_some() && words.all[at].place.len() == 4;
    let found = (0..words.all.len()).filter(|at| is_born(*at) && is_year(*at));
    found.map(|at| Found::new(words.all[at].place.clone(), Kind::BirthDate)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found() {
        for (text, expected) in [
            ("She was born on 3rd of March 1987 in May.", vec!["3rd of March 1987"]),
            ("DOB: March 14, 1962", vec!["March 14, 1962"]),
            ("My birthday is June 3, his on 9 July", vec!["June 3", "9 July"]),
            ("We met on 12 May 2023. In May 3 of us left.", vec![]),
            ("Married 12 May 1998, born in 1970", vec!["12 May 1998", "1970"]),
        ] {
            let found: Vec<_> = find(text, &Words::of(text)).into_iter().map(|found| &text[found.place]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
