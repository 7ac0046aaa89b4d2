//! What the redaction knows about words: the lists of `lexicon/redaction`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::fold_word;

const FILES: [&str; 5] = [
    include_str!("../../lexicon/redaction/given_names.txt"),
    include_str!("../../lexicon/redaction/not_names.txt"),
    include_str!("../../lexicon/redaction/places.txt"),
    include_str!("../../lexicon/redaction/context.txt"),
    include_str!("../../lexicon/doubtful_names.txt"),
];
const WORDS: &str = include_str!("../../lexicon/redaction/words.txt");
const LANGUAGES: &str = include_str!("../../lexicon/languages.txt");
const NICKNAMES: &str = include_str!("../../lexicon/redaction/nicknames.txt");

/// Endings of forms of a word, and what stands in their place in the word itself.
const FORMS: [(&str, &str); 12] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("er", "e"),
    ("est", ""),
    ("ness", ""),
];

/// The lists, by their keys.
pub(super) struct Lists {
    by_key: FxHashMap<&'static str, FxHashSet<String>>,
    words: FxHashSet<&'static str>,
    nicknames: FxHashMap<String, Vec<String>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

impl Lists {
    pub(super) fn get() -> &'static Self {
        &LISTS
    }

    /// Whether `folded` is on the list `key`.
    pub(super) fn is(&self, key: &str, folded: &str) -> bool {
        self.by_key.get(key).is_some_and(|list| list.contains(folded))
    }

    /// The words of the list `key`.
    pub(super) fn get_list(&self, key: &str) -> impl Iterator<Item = &str> {
        self.by_key.get(key).into_iter().flatten().map(String::as_str)
    }

    /// Whether `folded` is an ordinary word, or a form of one.
    pub(super) fn is_word(&self, folded: &str) -> bool {
        if self.words.contains(folded) {
            return true;
        }
        let is_form = |(ending, stem): &(&str, &str)| {
            let base = folded.strip_suffix(ending).filter(|base| base.len() > 2);
            base.is_some_and(|base| match *stem {
                "" => self.words.contains(base),
                stem => self.words.contains([base, stem].concat().as_str()),
            })
        };
        FORMS.iter().any(is_form) || is_derived(folded)
    }

    /// Whether `folded` is a given name, whatever else it is.
    pub(super) fn is_given(&self, folded: &str) -> bool {
        self.is("given", folded) || self.is("word", folded)
    }

    /// Whether a name is a word as well, so that the writing must show which is meant.
    pub(super) fn is_doubtful(&self, folded: &str) -> bool {
        self.is("word", folded) || self.words.contains(folded) || folded.len() < 3
    }

    /// Other forms of a name.
    pub(super) fn nicknames(&self, folded: &str) -> &[String] {
        self.nicknames.get(folded).map_or(&[], Vec::as_slice)
    }

    fn read() -> Self {
        let mut lists = FxHashMap::<_, FxHashSet<String>>::default();
        let english = LANGUAGES.lines().filter(|line| line.starts_with("en:"));
        for (key, words) in
            FILES.iter().flat_map(|file| lines(file)).chain(english).filter_map(|line| line.split_once(':'))
        {
            lists.entry(key).or_default().extend(words.split_whitespace().map(fold_word));
        }
        let words = lines(WORDS).flat_map(|line| line.trim_start_matches("w:").split_whitespace()).collect();
        let mut nicknames = FxHashMap::<_, Vec<String>>::default();
        for line in lines(NICKNAMES) {
            let forms: Vec<String> = line.split_whitespace().map(fold_word).collect();
            for form in &forms {
                // Of short forms only the long one is certain: Pat may be Patrick, and then not Patty.
                let others = if *form == forms[0] { &forms[1..] } else { &forms[..1] };
                nicknames.entry(form.clone()).or_default().extend_from_slice(others);
            }
        }
        Self { by_key: lists, words, nicknames }
    }
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Endings that names do not have.
fn is_derived(folded: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["tion", "sion", "ment", "ness", "ful", "less", "able", "ible", "ously", "ally", "ingly", "ship", "ology"];
    folded.len() > 6 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}
