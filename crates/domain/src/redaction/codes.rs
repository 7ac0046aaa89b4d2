//! Codes of letters and digits: accounts for transfers, passports, orders, plates, and the names of accounts.

use std::ops::Range;

use super::Kind;
use super::lists::Lists;
use super::spans::Found;
use super::words::{Case, Word, Words};

/// How many small words may stand between "passport" and its number.
const MOST_FILLERS: usize = 6;
/// Most words of one code.
const MOST_WORDS: usize = 10;

/// Finds them.
pub(super) fn find(text: &str, words: &Words<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut taken = 0;
    for at in 0..words.all.len() {
        let seen = if at < taken { None } else { iban(words, at).or_else(|| by_itself(text, words, at)) };
        if let Some((end, kind)) = seen {
            taken = end;
            found.push(Found::new(place(words, at..end), kind));
        }
        found.extend(announced(words, at));
        found.extend(account(text, words, at));
    }
    found
}

fn place(words: &Words<'_>, range: Range<usize>) -> Range<usize> {
    words.all[range.start].place.start..words.all[range.end - 1].place.end
}

fn digits(word: &str) -> usize {
    word.bytes().filter(u8::is_ascii_digit).count()
}

/// Two letters, two digits, and up to thirty more.
fn iban(words: &Words<'_>, at: usize) -> Option<(usize, Kind)> {
    let first = words.all[at].text.as_bytes();
    let begins = first.len() >= 4
        && first[..2].iter().all(u8::is_ascii_alphabetic)
        && first[2..4].iter().all(u8::is_ascii_digit);
    if !begins || first.len() > 34 {
        return None;
    }
    let mut code = words.all[at].text.to_owned();
    let mut best = None;
    for end in at + 1..=words.all.len().min(at + MOST_WORDS) {
        if (15..=34).contains(&code.len()) && is_mod_97(&code) {
            best = Some((end, Kind::Iban));
        } else if (18..=34).contains(&code.len())
            && best.is_none_or(|(_, kind)| kind == Kind::Id)
            && digits(&code) >= 12
        {
            best = Some((end, Kind::Id));
        }
        let Some(next) = words
            .get(end)
            .filter(|next| matches!(next.gap, " " | "-" | "\u{a0}") && next.text.is_ascii() && next.text.len() <= 8)
        else {
            break;
        };
        if digits(next.text) == 0 && next.text.len() != 4 || code.len() > 34 {
            break;
        }
        code.push_str(next.text);
    }
    best
}

fn is_mod_97(code: &str) -> bool {
    let bytes = code.as_bytes();
    let rest = bytes[4..].iter().chain(&bytes[..4]).try_fold(0_u32, |rest, byte| {
        let value = char::from(*byte).to_digit(36)?;
        Some(if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 })
    });
    rest == Some(1)
}

/// A code that looks like one, whatever stands around it: "POL-88213", "AB123456C".
fn by_itself(text: &str, words: &Words<'_>, at: usize) -> Option<(usize, Kind)> {
    let end = joined(words, at, &["-", "_", "/"]);
    let code = &text[place(words, at..end)];
    let (letters, number) = (code.bytes().filter(u8::is_ascii_uppercase).count(), digits(code));
    let pieces = || words.all[at..end].iter();
    let is_plain = |word: &Word<'_>| {
        matches!(word.case, Case::Small | Case::Capital) && digits(word.text) == 0 && word.text.len() > 2
    };
    let all = code.chars().filter(|char| char.is_alphanumeric()).count();
    let is_unit =
        words.all[at].text.trim_start_matches(|char: char| char.is_ascii_digit()).chars().all(char::is_lowercase);
    let is_code = letters > 0 && number >= 3 && all >= 6 && !pieces().any(is_plain) && (end > at + 1 || !is_unit);
    let small = code.bytes().filter(u8::is_ascii_lowercase).count();
    let is_hash = end > at && number >= 4 && small + letters >= 3 && all >= 12 && !pieces().any(is_plain);
    let is_numbered = words.all[at].gap.ends_with('#') && number >= 4;
    let national = national(words, at);
    national.or_else(|| (is_code || is_hash || is_numbered).then_some(end)).map(|end| (end, Kind::Id))
}

/// British national insurance: "AB 12 34 56 C".
fn national(words: &Words<'_>, at: usize) -> Option<usize> {
    let shape: Vec<&Word<'_>> = words.all[at..].iter().take(5).collect();
    let [first, a, b, c, last] = shape[..] else { return None };
    let is_pair = |word: &Word<'_>| word.gap == " " && word.text.len() == 2 && digits(word.text) == 2;
    let is_one = first.case == Case::Loud
        && first.text.len() == 2
        && [a, b, c].into_iter().all(is_pair)
        && last.text.len() == 1
        && last.case == Case::Loud;
    is_one.then_some(at + 5)
}

/// The end of what hangs together by these signs.
fn joined(words: &Words<'_>, at: usize, by: &[&str]) -> usize {
    let more = (at + 1..words.all.len()).take(MOST_WORDS).take_while(|next| by.contains(&words.all[*next].gap));
    more.last().map_or(at + 1, |last| last + 1)
}

/// A code after a word that tells of one: "passport number is C01X00T47".
fn announced(words: &Words<'_>, at: usize) -> Option<Found> {
    let lists = Lists::get();
    let (clear, vague) = (lists.is("clear", &words.all[at].folded), lists.is("vague", &words.all[at].folded));
    if !clear && !vague {
        return None;
    }
    let mut told = matches!(words.all[at].folded.as_str(), "number" | "nr" | "id" | "code");
    let mut next = at + 1;
    while next <= at + MOST_FILLERS {
        let word = words.get(next).filter(|word| is_near(word.gap))?;
        told |= word.gap.contains([':', '#', '=']);
        if is_code(words, next, clear, told) {
            let end = code_end(words, next);
            return Some(Found::new(place(words, next..end), Kind::Id));
        }
        if !lists.is("filler", &word.folded) && !lists.is("clear", &word.folded) && !lists.is("vague", &word.folded) {
            return None;
        }
        told |= lists.is("says_so", &word.folded) && (word.folded != "is" && word.folded != "was" || clear);
        next += 1;
    }
    None
}

fn is_near(gap: &str) -> bool {
    gap.len() <= 4 && !gap.contains(['.', '!', '?', '\n']) || matches!(gap, ". " | ". #" | ".: ")
}

fn is_code(words: &Words<'_>, at: usize, clear: bool, told: bool) -> bool {
    let word = &words.all[at];
    let end = code_end(words, at);
    let number: usize = words.all[at..end].iter().map(|word| digits(word.text)).sum();
    let length: usize = words.all[at..end].iter().map(|word| word.text.chars().count()).sum();
    let is_year =
        end == at + 1 && length == 4 && word.text.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year));
    let is_loud = word.case == Case::Loud && length >= 5 && !Lists::get().is_word(&word.folded) && clear;
    let has_digits = number >= 1 && length >= 4 && (!is_year || told);
    let is_pin = told && number >= 3;
    (has_digits && (clear || told) || is_pin || is_loud) && !is_time(word)
}

/// "10am", "3rd", "20kg".
fn is_time(word: &Word<'_>) -> bool {
    ["am", "pm", "th", "st", "nd", "rd", "kg", "km", "mg", "ml", "min", "s"].iter().any(|unit| {
        word.folded
            .strip_suffix(unit)
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// A code goes on over signs that join, and over spaces before groups with digits.
fn code_end(words: &Words<'_>, at: usize) -> usize {
    let mut end = joined(words, at, &["-", "/", ".", "_"]);
    while let Some(next) = words.get(end).filter(|next| matches!(next.gap, " " | "-")) {
        let is_group = (digits(next.text) > 0 || next.case == Case::Loud && next.text.len() <= 4 && next.text != "I")
            && next.text.len() <= 6
            && !is_time(next);
        let so_far = words.all[at..end].iter().all(|word| digits(word.text) > 0 || word.case == Case::Loud);
        if !is_group || !so_far || end - at >= MOST_WORDS {
            break;
        }
        end = joined(words, end, &["-", "/", ".", "_"]);
    }
    end
}

/// "My username is otter41".
fn account(text: &str, words: &Words<'_>, at: usize) -> Option<Found> {
    let lists = Lists::get();
    let word = &words.all[at];
    if !lists.is("user", &word.folded) && word.folded != "password" {
        return None;
    }
    let (mut said, mut strange) = (false, false);
    for next in at + 1..=at + MOST_FILLERS {
        let name = words.get(next).filter(|word| is_near(word.gap) || matches!(word.gap, " \"" | ": \"" | " @"))?;
        let end = joined(words, next, &["_", ".", "-", "#", "@", "!", "$"]);
        let whole = &text[place(words, next..end)];
        said |= name.gap.contains([':', '=']);
        let is_filler = lists.is("user_filler", &name.folded);
        let is_ordinary = is_filler || lists.is_word(&name.folded) || lists.is("en", &name.folded);
        let is_odd = whole.contains(['_', '#', '@'])
            || digits(whole) > 0 && whole.chars().any(char::is_alphabetic) && whole.len() > 3;
        if is_odd || said && !strange && !is_ordinary {
            return Some(Found::new(place(words, next..end), Kind::Handle));
        }
        strange |= !is_filler;
        said |= matches!(name.folded.as_str(), "is" | "was");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found() {
        for (text, expected) in [
            (
                "DE89 3704 0044 0532 0130 00 and gb82west12345698765432",
                vec!["DE89 3704 0044 0532 0130 00", "gb82west12345698765432"],
            ),
            ("passport number is C01X00T47.", vec!["C01X00T47"]),
            ("My booking reference: QX7RTP, order #4471-B", vec!["QX7RTP", "4471-B"]),
            (
                "NI AB 12 34 56 C; POL-88213; 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                vec!["AB 12 34 56 C", "POL-88213", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
            ),
            ("plate KT67 OWD and PIN 4821 my username is blue_otter", vec!["KT67 OWD", "4821", "blue_otter"]),
            ("In any case 2019 was hard. Order 2 more at 10am, room 12, B12, 1990s, 5000m, COVID19.", vec![]),
        ] {
            let mut found: Vec<_> = find(text, &Words::of(text)).into_iter().map(|found| &text[found.place]).collect();
            found.dedup();
            assert_eq!(found, expected, "{text}");
        }
    }
}
