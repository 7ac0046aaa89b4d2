//! A sentence cut into words for the phrases: lower case, contractions taken apart, names kept whole.

use std::ops::Range;

use super::lexicon::{Classes, Lexicon, WordId};
use super::people::Mention;
use super::source::DASH;
use crate::Relationship;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing but white space, a hyphen or quotation marks.
    None,
    /// A comma or a bracket.
    Comma,
    /// The beginning of a sentence, a dash, a colon.
    Clause,
}

/// A word as the phrases see it. Both parts of a contraction have the place of the whole.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) place: Range<usize>,
    /// Its number in the lexicon; 0 if no phrase names it.
    pub(super) word: WordId,
    pub(super) classes: Classes,
    pub(super) gap: Gap,
}

/// Cuts the sentence at the bytes `sentence` of `text` into words; each mention of a person is one word.
pub(super) fn tokenize(text: &str, sentence: Range<usize>, mentions: &[Mention]) -> Vec<Token> {
    let mut tokenizer = Tokenizer { lexicon: Lexicon::get(), tokens: Vec::new(), gap: Gap::Clause };
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(mention) = mention_at(mentions, at) {
            tokenizer.push_person(mention);
            at = mention.place.end;
            continue;
        }
        let rest = &text[at..sentence.end];
        let length = word_length(rest, mentions, at);
        if length > 0 {
            tokenizer.push_word(&rest[..length], at);
            at += length;
        } else if let Some(char) = rest.chars().next() {
            tokenizer.push_gap(char, rest);
            at += char.len_utf8();
        }
    }
    tokenizer.tokens
}

fn mention_at(mentions: &[Mention], at: usize) -> Option<&Mention> {
    let first = mentions.partition_point(|mention| mention.place.start < at);
    mentions.get(first).filter(|mention| mention.place.start == at)
}

/// Bytes of the word at the start of `rest`: letters and digits, with single apostrophes inside.
fn word_length(rest: &str, mentions: &[Mention], at: usize) -> usize {
    let mut end = 0;
    for (offset, char) in rest.char_indices() {
        let inside = char == '\'' && offset == end && (offset > 0 || rest.starts_with("'s")) && {
            rest[offset + 1..].starts_with(char::is_alphanumeric)
        };
        if !(char.is_alphanumeric() || inside) || (offset > 0 && mention_at(mentions, at + offset).is_some()) {
            break;
        }
        end = offset + char.len_utf8();
    }
    end
}

struct Tokenizer {
    lexicon: &'static Lexicon,
    tokens: Vec<Token>,
    gap: Gap,
}

impl Tokenizer {
    fn push_person(&mut self, mention: &Mention) {
        self.push(mention.place.clone(), 0, self.lexicon.person(mention.relationship));
    }

    fn push_word(&mut self, word: &str, at: usize) {
        let lower = word.to_lowercase();
        let place = at..at + word.len();
        if lower == "one" && self.completes_no_one(place.end) {
            return;
        }
        let mut parts = [""; 3];
        for part in split_contraction(&lower, &mut parts) {
            let (id, classes) = self.lexicon.word(part);
            let is_name = id == 0 && part.len() == lower.len() && looks_like_a_name(word);
            self.push(place.clone(), id, if is_name { self.lexicon.person(Relationship::Other) } else { classes });
        }
    }

    /// Makes the "no" before a "one" that ends here "nobody".
    fn completes_no_one(&mut self, end: usize) -> bool {
        let no = self.lexicon.word("no").0;
        let Some(last) = self.tokens.last_mut().filter(|last| last.word == no && self.gap == Gap::None) else {
            return false;
        };
        (last.word, last.classes) = self.lexicon.word("nobody");
        last.place.end = end;
        true
    }

    fn push(&mut self, place: Range<usize>, word: WordId, classes: Classes) {
        self.tokens.push(Token { place, word, classes, gap: self.gap });
        self.gap = Gap::None;
    }

    fn push_gap(&mut self, char: char, rest: &str) {
        let gap = match char {
            ',' | '(' | ')' | '[' | ']' | '/' => Gap::Comma,
            ';' | ':' | '.' | '!' | '?' | DASH => Gap::Clause,
            '-' if rest.starts_with("--") || rest.starts_with("- ") => Gap::Clause,
            _ => Gap::None,
        };
        self.gap = self.gap.max(gap);
    }
}

/// Whether a word no phrase knows may be somebody's name: one capital, then small letters.
fn looks_like_a_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && word.len() > 2 && chars.all(char::is_lowercase)
}

/// The words in a contraction ("don't" is "do not"); `parts` lends the room for them.
fn split_contraction<'a, 'b>(lower: &'a str, parts: &'b mut [&'a str; 3]) -> &'b [&'a str] {
    let (count, words) = match lower {
        "can't" | "cant" | "cannot" => (2, ["can", "not", ""]),
        "won't" | "wont" => (2, ["will", "not", ""]),
        "shan't" => (2, ["shall", "not", ""]),
        "ain't" | "aint" => (2, ["is", "not", ""]),
        "im" => (2, ["i", "am", ""]),
        "ive" => (2, ["i", "have", ""]),
        "gonna" => (2, ["going", "to", ""]),
        "wanna" => (2, ["want", "to", ""]),
        "gotta" => (2, ["got", "to", ""]),
        "kinda" => (2, ["kind", "of", ""]),
        _ => split_regular(lower),
    };
    *parts = words;
    &parts[..count]
}

fn split_regular(lower: &str) -> (usize, [&str; 3]) {
    const BARE: [&str; 12] = [
        "dont", "didnt", "doesnt", "isnt", "wasnt", "arent", "werent", "havent", "hasnt", "hadnt", "wouldnt", "couldnt",
    ];
    if let Some(verb) = lower.strip_suffix("n't") {
        return (2, [verb, "not", ""]);
    }
    if BARE.contains(&lower) || lower == "shouldnt" {
        return (2, [&lower[..lower.len() - 2], "not", ""]);
    }
    let Some((word, ending)) = lower.rsplit_once('\'') else { return (1, [lower, "", ""]) };
    let full = match ending {
        "m" => "am",
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        "d" => "'d",
        "s" => "'s",
        _ => return (1, [lower, "", ""]),
    };
    if word.is_empty() { (1, [full, "", ""]) } else { (2, [word, full, ""]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lower: &str) -> Vec<String> {
        split_contraction(lower, &mut [""; 3]).iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn contractions_are_taken_apart() {
        assert_eq!(words("didn't"), ["did", "not"]);
        assert_eq!(words("didnt"), ["did", "not"]);
        assert_eq!(words("can't"), ["can", "not"]);
        assert_eq!(words("she's"), ["she", "'s"]);
        assert_eq!(words("'s"), ["'s"]);
        assert_eq!(words("we've"), ["we", "have"]);
        assert_eq!(words("o'clock"), ["o'clock"]);
    }

    #[test]
    fn gaps_are_kept() {
        let text = "No, wait - I'm self-made";
        let tokens = tokenize(text, 0..text.len(), &[]);
        let seen: Vec<_> = tokens.iter().map(|token| (&text[token.place.clone()], token.gap)).collect();
        let expected = [("No", Gap::Clause), ("wait", Gap::Comma), ("I'm", Gap::Clause), ("I'm", Gap::None)];
        assert_eq!(seen[..4], expected);
        assert_eq!(seen[4..], [("self", Gap::None), ("made", Gap::None)]);
    }
}
