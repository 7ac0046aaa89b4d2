//! People who are not on the user's list, as far as a sentence shows that one of them acts in it: "a stranger", "Tom
//! never listens".

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::reading::lexicon::Lexicon;

/// A list of words, taken apart once.
type Words = LazyLock<FxHashSet<&'static str>>;

/// Words that may stand between a determiner and the noun: "a tall young man".
const BETWEEN: usize = 2;

static STRANGERS: Words = LazyLock::new(|| {
    words("stranger strangers landlord landlady teacher coach boss manager stepdad stepfather stepmom stepmum
    stepmother stepbrother stepsister neighbor neighbour professor tutor trainer driver nurse doctor therapist priest pastor
    cop policeman officer client customer colleague coworker intruder burglar mugger stalker waiter bouncer bully")
});
/// Each of them may be somebody on the list, too, unless they are new.
static ANYBODY: Words =
    LazyLock::new(|| words("man men woman women guy guys boy boys girl girls kid kids person lady bloke drunk"));
static DETERMINERS: Words = LazyLock::new(|| words("a an the some another this that our my his her their two three"));
static OF_NEW: Words = LazyLock::new(|| words("a an some another two three"));
/// Before a determiner: the noun only says what somebody is.
static LIKENING: Words =
    LazyLock::new(|| words("is was are were be been being became like as such i'm he's she's you're they're"));
/// After a name that is the subject.
static AFTER_SUBJECT: Words = LazyLock::new(|| {
    words("never always often still just also really only even is was isn't wasn't has had hasn't hadn't
    does doesn't did didn't will won't would wouldn't can can't could couldn't kept hit said told came went got took made
    gave threw broke beat put ran left let felt sent spoke forgot held sat stood bit yells hits says tells")
});
/// Before a name that is none, or not the subject.
static BEFORE_PLACE: Words = LazyLock::new(|| words("in at on to from of for with by near since until the a an"));
/// Capitalised, and no names.
static NO_NAMES: Words = LazyLock::new(|| {
    words("monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december christmas easter god i he she it we you they this that these those who what
    which there here everyone everybody someone somebody nobody anyone everything nothing something one mine his hers ours
    yours theirs and but or so then than now today yesterday tomorrow tonight last once later maybe perhaps sometimes
    usually only even still just also never always often not no yes if when while because since though although after before
    where how why as my her our your their its a an the some any each every all both most many few another other more")
});

/// Whether somebody acts in a sentence who is not on the list. `words` are those of the sentence, in lower case, with where
/// they begin; `names` are the places of names on the list.
pub(super) fn act(text: &str, words: &[(usize, String)], names: &[Range<usize>]) -> bool {
    (0..words.len()).any(|at| is_stranger(words, names, at) || is_unlisted_subject(text, words, names, at))
}

fn is_stranger(words: &[(usize, String)], names: &[Range<usize>], at: usize) -> bool {
    let noun = &*words[at].1;
    let determiners = match noun {
        noun if has(&STRANGERS, noun) => &DETERMINERS,
        noun if has(&ANYBODY, noun) => &OF_NEW,
        _ => return false,
    };
    let is_named = words.get(at + 1).is_some_and(|(start, _)| is_listed(names, *start));
    let first = at.saturating_sub(BETWEEN + 1);
    let determiner = (first..at).rev().find(|before| has(determiners, &words[*before].1));
    let is_likened = |before: usize| before > 0 && has(&LIKENING, &words[before - 1].1);
    !is_named && determiner.is_some_and(|before| !is_likened(before))
}

fn is_unlisted_subject(text: &str, words: &[(usize, String)], names: &[Range<usize>], at: usize) -> bool {
    let (start, word) = &words[at];
    let (written, Some((next_start, next))) = (&text[*start..], words.get(at + 1)) else { return false };
    let is_capitalized = written.starts_with(char::is_uppercase)
        && word.chars().count() > 1
        && written.chars().skip(1).take(word.chars().count() - 1).all(char::is_lowercase);
    // Nothing but a blank between it and the verb: no "Tom's", no "Well, she".
    // A letter may be longer or shorter in lower case: then what is cut out is no blank.
    let is_alone = text.get(*start + word.len()..*next_start) == Some(" ");
    let is_place = at > 0 && has(&BEFORE_PLACE, &words[at - 1].1);
    // What begins a sentence is always capitalised: only a word that means nothing else is a name there.
    let is_word = has(&NO_NAMES, word) || at == 0 && Lexicon::get().word(word).0 != 0;
    is_capitalized && is_alone && !is_place && !is_word && !is_listed(names, *start) && is_verb(next)
}

fn is_verb(word: &str) -> bool {
    let is_inflected = word.len() > 4 && (word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss"));
    has(&AFTER_SUBJECT, word) || is_inflected
}

fn is_listed(names: &[Range<usize>], start: usize) -> bool {
    names.iter().any(|place| place.contains(&start))
}

fn has(list: &Words, word: &str) -> bool {
    list.contains(word)
}

fn words(list: &'static str) -> FxHashSet<&'static str> {
    list.split_whitespace().collect()
}
