//! Characters without case and accents.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// So many folded characters are remembered; a journal has far fewer.
const MOST_KNOWN: usize = 20_000;

/// Folds characters, and remembers how: a journal has few different ones, and each of them often.
#[derive(Default)]
pub(super) struct Folds {
    known: FxHashMap<Box<str>, Box<str>>,
}

impl Folds {
    /// A character, with what belongs to it, without case and accents. May be nothing, or several characters.
    pub(super) fn of(&mut self, character: &str) -> &str {
        if !self.known.contains_key(character) {
            if self.known.len() >= MOST_KNOWN {
                self.known.clear();
            }
            self.known.insert(character.into(), fold(character).into());
        }
        self.known.get(character).map_or("", |folded| folded)
    }
}

/// Characters without case and accents.
pub(crate) fn fold(character: &str) -> String {
    let plain = character.nfkd().flat_map(char::to_lowercase).filter(|&char| !is_ignored(char));
    let mut spelled = String::new();
    for char in plain {
        match spelling(char) {
            Some(letters) => spelled.push_str(letters),
            None => spelled.push(char),
        }
    }
    spelled.nfc().collect()
}

/// Letters that are not taken apart by Unicode, but are by people who type.
const fn spelling(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents, points and signs that only change how a character looks, or where a line breaks.
const fn is_ignored(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}'
        | '\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'
        | '\u{feff}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether a character belongs to the one before it.
pub(super) fn is_following(char: char) -> bool {
    char >= '\u{300}' && (is_combining_mark(char) || matches!(char, '\u{1160}'..='\u{11ff}'))
}

/// Whether a character is a word by itself: one of a script written without spaces, so that words are found wherever
/// they stand, or a picture.
pub(super) fn is_single(char: char) -> bool {
    match char {
        '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => true,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => char.is_alphanumeric(),
        _ => false,
    }
}

/// Whether a character is part of a word.
pub(super) fn is_letter(char: char) -> bool {
    char.is_alphanumeric() || is_combining_mark(char)
}
