//! In which language a sentence is written, as far as that shows: the rules read English only.
//!
//! A sentence counts as English until it speaks against that: by frequent words of another language
//! (`lexicon/languages.txt`), or by letters of another script. A sentence that shows nothing goes with the rest of the text.

mod script;
mod words;

use std::ops::Range;

use words::{ENGLISH, Frequent, GERMAN, MOST_LANGUAGES};

/// What a word of one language says for it. One of two plain letters says half of it; so does one that other languages have
/// as well for English, and nothing for them.
const CLEAR: u32 = 2;
/// From this much on a sentence of at least so many words may be in another language.
const ENOUGH: u32 = 5;
const FEWEST_WORDS: u32 = 4;
/// From this much on a text may be of which no sentence shows enough by itself.
const ENOUGH_OF_ALL: u32 = 9;
/// So many different words are enough to judge by.
const MOST_WORDS: usize = 64;
/// Code of a language of which nothing is known but that it is not English.
const UNKNOWN: &str = "und";

/// A language by its BCP-47 code; `None` stands for English.
type Language = Option<&'static str>;

/// The language of each sentence, and the one most of the text is in.
pub(super) struct Languages {
    pub(super) sentences: Vec<Language>,
    pub(super) text: Language,
}

/// Finds out the languages of the sentences of a text.
pub(super) fn of(text: &str, sentences: &[Range<usize>]) -> Languages {
    let signs: Vec<Signs> = sentences.iter().map(|place| Signs::of(&text[place.clone()])).collect();
    let shown: Vec<Option<Language>> = signs.iter().map(|signs| signs.verdict(ENOUGH)).collect();
    let lengths = || sentences.iter().map(Range::len);
    let decided = shown.iter().zip(lengths()).filter_map(|(shown, length)| shown.map(|language| (language, length)));
    let rest = if shown.iter().any(Option::is_some) {
        prevalent(decided)
    } else {
        Signs::of_all(&signs).verdict(ENOUGH_OF_ALL).unwrap_or_default()
    };
    let languages: Vec<Language> = shown.iter().map(|shown| shown.unwrap_or(rest)).collect();
    let text = prevalent(languages.iter().copied().zip(lengths()));
    Languages { sentences: languages, text }
}

/// The language of most of what is not English, if that is more than what is.
fn prevalent(pieces: impl Iterator<Item = (Language, usize)>) -> Language {
    let (mut english, mut others) = (0, Vec::<(&'static str, usize)>::new());
    for (language, length) in pieces {
        let Some(code) = language else {
            english += length;
            continue;
        };
        match others.iter_mut().find(|(known, _)| *known == code) {
            Some((_, total)) => *total += length,
            None => others.push((code, length)),
        }
    }
    let foreign: usize = others.iter().map(|(_, length)| length).sum();
    let most = others.into_iter().reduce(|most, other| if other.1 > most.1 { other } else { most });
    most.filter(|_| foreign > english).map(|(code, _)| code)
}

/// What speaks for which language.
#[derive(Default)]
struct Signs {
    words: u32,
    /// Its frequent words, each once.
    frequent: Vec<Frequent>,
    /// Words with letters that English has not.
    marked: u32,
    /// The language that the script shows, where it is not the Latin one.
    script: Language,
}

impl Signs {
    fn of(sentence: &str) -> Self {
        let mut signs = Self { script: script::code(sentence), ..Self::default() };
        for word in words::split(sentence) {
            let is_first = signs.words == 0;
            signs.words += 1;
            match words::frequent(word) {
                Some(mut frequent) => {
                    // "Ben" and "Mia" are words elsewhere, but names here; only German writes nouns with a capital.
                    let may_be_name = !is_first && word.starts_with(|char: char| char.is_ascii_uppercase());
                    frequent.languages &= if may_be_name { ENGLISH | GERMAN } else { u32::MAX };
                    signs.add(frequent);
                }
                None => signs.marked += u32::from(!word.is_ascii() && word.starts_with(char::is_lowercase)),
            }
        }
        signs
    }

    /// What all sentences show together. A word in many of them shows no more than in one.
    fn of_all(sentences: &[Self]) -> Self {
        let mut all = Self::default();
        for signs in sentences {
            all.words += signs.words;
            all.marked += signs.marked;
            signs.frequent.iter().for_each(|frequent| all.add(*frequent));
        }
        all
    }

    fn add(&mut self, frequent: Frequent) {
        if self.frequent.len() < MOST_WORDS && !self.frequent.contains(&frequent) {
            self.frequent.push(frequent);
        }
    }

    /// The language; `None` if there is too little to say.
    fn verdict(&self, enough: u32) -> Option<Language> {
        let (english, (code, most)) = self.totals();
        if let Some(script) = self.script {
            return Some(Some(if script == UNKNOWN { code } else { script }));
        }
        let other = most + self.marked;
        if other >= enough && other * 2 > english * 3 {
            return (self.words >= FEWEST_WORDS).then_some(Some(code));
        }
        (english > other * 2).then_some(None)
    }

    /// How much speaks for English, and for which other language how much.
    fn totals(&self) -> (u32, (&'static str, u32)) {
        let mut totals = [0; MOST_LANGUAGES];
        for frequent in &self.frequent {
            let is_english = frequent.languages & ENGLISH != 0;
            let is_shared = is_english && frequent.languages != ENGLISH;
            let weight = if is_shared || frequent.is_short { CLEAR / 2 } else { CLEAR };
            let languages = if is_english { ENGLISH } else { frequent.languages };
            for (bit, total) in totals.iter_mut().enumerate() {
                *total += weight * (languages >> bit & 1);
            }
        }
        let others = totals.iter().zip(0..).skip(1);
        let (at, most) = others.fold((0, 0), |best, (total, at)| if *total > best.1 { (at, *total) } else { best });
        (totals[0], (if most > 0 { words::code(at) } else { UNKNOWN }, most))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sentences;
    use super::*;

    fn languages(text: &str) -> (Vec<Option<&str>>, Option<&str>) {
        let languages = of(text, &sentences::split(text));
        (languages.sentences, languages.text)
    }

    #[test]
    fn each_sentence_has_its_own() {
        let (sentences, text) = languages("I love this town. Heute war ich mit meiner Schwester hier.");
        assert_eq!((sentences, text), (vec![None, Some("de")], Some("de")));
        assert_eq!(languages("Привет! I am here and I am so happy with it.").0, [Some("und"), None]);
    }

    #[test]
    fn a_sentence_that_shows_nothing_goes_with_the_text() {
        assert_eq!(languages("Sushi. Heute war ich mit meiner Schwester hier.").0, [Some("de"), Some("de")]);
        assert_eq!(languages("Ich bin da. Es ist kalt. Ich mag nicht mehr.").1, Some("de"));
        assert_eq!(languages("Sushi. I was here with my sister today.").0, [None, None]);
        assert_eq!(languages("Sushi.").1, None);
        assert_eq!(languages(""), (vec![], None));
    }

    #[test]
    fn neither_names_nor_repetition_show_anything() {
        assert_eq!(languages("La la la la la la la la."), (vec![None], None));
        let text = "Tom was lovely. Tom hit me. Tom was lovely. Ben danced. Mia danced. Ella danced.";
        assert_eq!(languages(text).1, None);
    }
}
