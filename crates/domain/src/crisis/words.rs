//! A text cut into sentences and words, as the rules see them.
//!
//! It leans on no tables of Unicode, which differ between one program and the next: the web app cuts the same way.

use std::ops::Range;

use super::rules::Rules;

/// Words after which a sentence without an end is taken to have one.
const LONGEST_SENTENCE: usize = 60;

/// A word in lower case, contractions taken apart and shorthand spelled out.
pub(super) struct Word {
    pub(super) text: String,
    /// Whether a comma, a dash or a bracket stands before it.
    pub(super) apart: bool,
    /// The number of the quotation it stands in; 0 outside.
    pub(super) quote: usize,
}

/// All words, and which of them make a sentence.
pub(super) struct Text {
    pub(super) words: Vec<Word>,
    pub(super) sentences: Vec<Range<usize>>,
}

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Comma,
    Sentence,
}

impl Text {
    pub(super) fn read(text: &str, rules: &Rules) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut reader = Reader {
            rules,
            text: Self { words: Vec::new(), sentences: Vec::new() },
            gap: Gap::Sentence,
            quote: 0,
            quotes: 0,
        };
        let mut at = 0;
        while at < chars.len() {
            let end = word_end(&chars, at);
            if end > at {
                reader.take_word(&chars[at..end]);
                at = end;
            } else {
                at = reader.take_sign(&chars, at);
            }
        }
        reader.text
    }
}

struct Reader<'a> {
    rules: &'a Rules,
    text: Text,
    gap: Gap,
    /// The quotation that is open; 0 for none.
    quote: usize,
    quotes: usize,
}

impl Reader<'_> {
    fn take_word(&mut self, chars: &[char]) {
        let word = plain(chars);
        if let Some(parts) = self.rules.spelled(&word) {
            for part in parts {
                self.push(part);
            }
        } else {
            let (stem, ending) = split(&word);
            for part in [stem, ending].into_iter().filter(|part| !part.is_empty()) {
                self.push(part);
            }
        }
    }

    fn push(&mut self, word: &str) {
        let at = self.text.words.len();
        match self.text.sentences.last_mut() {
            Some(last) if self.gap < Gap::Sentence && last.len() < LONGEST_SENTENCE => last.end = at + 1,
            _ => self.text.sentences.push(at..at + 1),
        }
        self.text.words.push(Word { text: word.to_owned(), apart: self.gap > Gap::None, quote: self.quote });
        self.gap = Gap::None;
    }

    /// Takes what is no word; returns where the next begins.
    fn take_sign(&mut self, chars: &[char], at: usize) -> usize {
        let (mut end, mut gap) = (at + 1, Gap::None);
        match chars[at] {
            '.' => {
                while chars.get(end) == Some(&'.') {
                    end += 1;
                }
                // Three dots are a pause.
                gap = if end - at > 1 { Gap::Comma } else { Gap::Sentence };
            }
            '!' | '?' | ';' => gap = Gap::Sentence,
            '\n' => {
                while chars.get(end).is_some_and(|next| matches!(next, '\n' | '\r' | '\t' | ' ')) {
                    end += 1;
                }
                // Lines may be broken anywhere; an empty one ends what is said.
                let is_empty = chars[at + 1..end].contains(&'\n');
                gap = if is_empty { Gap::Sentence } else { Gap::Comma };
                if is_empty {
                    self.quote = 0;
                }
            }
            ',' | ':' | '(' | ')' | '[' | ']' | '/' | '…' | '–' | '—' => gap = Gap::Comma,
            '-' if !chars.get(end).is_some_and(|next| is_letter(*next)) => gap = Gap::Comma,
            '"' if self.quote > 0 => self.quote = 0,
            '"' | '“' | '„' | '«' => {
                self.quotes += 1;
                self.quote = self.quotes;
            }
            '”' | '»' => self.quote = 0,
            _ => {}
        }
        self.gap = self.gap.max(gap);
        end
    }
}

/// Where the word at `at` ends; `at` if there is none.
fn word_end(chars: &[char], at: usize) -> usize {
    let letter = |at: usize| chars.get(at).is_some_and(|char| is_letter(*char));
    let mut end = at;
    let joins = |at: usize| chars.get(at).is_some_and(|char| is_inner(*char)) && letter(at + 1);
    while letter(end) || (end > at && joins(end)) {
        end += 1;
    }
    end
}

/// Letters and digits; beyond ASCII, all that is not known to be a sign.
fn is_letter(char: char) -> bool {
    let code = u32::from(char);
    char.is_ascii_alphanumeric()
        || (code >= 0xc0
            && !matches!(code, 0xd7 | 0xf7 | 0x2000..=0x2bff | 0x3000..=0x303f | 0xfe00..=0xfe0f | 0x1f000..=0x1faff))
}

/// What may stand inside a word: an apostrophe, or a star for a letter that is not written out.
fn is_inner(char: char) -> bool {
    is_apostrophe(char) || char == '*'
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

/// In lower case, with plain apostrophes, and without letters that were only drawn out ("sooo").
fn plain(chars: &[char]) -> String {
    let mut word = String::new();
    let mut at = 0;
    while at < chars.len() {
        let char = lower(chars[at]);
        let run = chars[at..].iter().take_while(|next| lower(**next) == char).count();
        let kept = match char {
            '0'..='9' => run,
            _ if run < 3 => run,
            'a' | 'e' | 'i' | 'o' | 'u' => 1,
            _ => 2,
        };
        word.extend(std::iter::repeat_n(char, kept));
        at += run;
    }
    word
}

fn lower(char: char) -> char {
    match char {
        _ if is_apostrophe(char) => '\'',
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(char) + 0x20).unwrap_or(char),
        _ => char.to_ascii_lowercase(),
    }
}

/// The two words of a contraction; the second is empty for any other word.
fn split(word: &str) -> (&str, &str) {
    const ENDINGS: [(&str, &str); 7] =
        [("n't", "not"), ("'m", "am"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"), ("'s", "'s")];
    let found = ENDINGS.iter().find_map(|(ending, full)| Some((word.strip_suffix(ending)?, *full)));
    found.filter(|(stem, _)| !stem.is_empty()).unwrap_or((word, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let text = Text::read(text, Rules::get());
        let sentence = |place: &Range<usize>| {
            let words = text.words[place.clone()]
                .iter()
                .map(|word| if word.apart { format!(", {}", word.text) } else { word.text.clone() });
            words.collect::<Vec<_>>().join(" ")
        };
        text.sentences.iter().map(sentence).collect()
    }

    #[test]
    fn sentences_and_words() {
        assert_eq!(read("I can't. I’m SO… tired, really"), [", i can not", ", i am so , tired , really"]);
        assert_eq!(read("Noooo!! it's self-harm -- again"), [", no", ", it 's self harm , again"]);
        assert_eq!(read("k*ll it ** it's 1000"), [", kill it it 's 1000"]);
        assert_eq!(read("'"), [""; 0]);
        assert_eq!(read("a'"), [", a"]);
    }

    #[test]
    fn quotations_are_numbered() {
        let text = Text::read("he said \"go away\" and “now” left", Rules::get());
        let quotes: Vec<_> = text.words.iter().map(|word| word.quote).collect();
        assert_eq!(quotes, [0, 0, 1, 1, 0, 2, 0]);
    }
}
