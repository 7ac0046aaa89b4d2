//! Whether the words of an entry fit a query, and how well.

use super::Term;
use super::words::Reader;

/// How far from the best hit an entry is, from 0 to 7. What has all words in its title comes first, then what has them
/// side by side, then whole words before beginnings of words.
pub type Rank = u8;

/// What is searched of an entry, each as a line of words. No `Debug`: it holds what somebody wrote.
#[derive(Default)]
pub struct Doc {
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Tags and names.
    pub labels: String,
}

impl Doc {
    /// Reads an entry into the same memory as the one before.
    pub fn read<'l>(
        &mut self,
        reader: &mut Reader,
        title: &str,
        text: &str,
        labels: impl IntoIterator<Item = &'l str>,
    ) {
        for line in [&mut self.title, &mut self.text, &mut self.labels] {
            line.clear();
        }
        reader.append(title, &mut self.title);
        reader.append(text, &mut self.text);
        for label in labels {
            reader.append(label, &mut self.labels);
        }
    }

    fn has(&self, needle: &str) -> bool {
        [&self.text, &self.title, &self.labels].into_iter().any(|line| line.contains(needle))
    }
}

/// A query, ready to be looked for.
pub struct Pattern {
    wanted: Vec<Needle>,
    unwanted: Vec<Needle>,
    /// All that is wanted, side by side; nothing where that is one term.
    together: Option<Needle>,
}

/// What to look for in a line.
struct Needle {
    /// The words with a space behind them.
    whole: String,
    exact: bool,
}

impl Needle {
    fn new<'w>(words: impl IntoIterator<Item = &'w String>, exact: bool) -> Self {
        let mut whole = String::from(" ");
        for word in words {
            whole.push_str(word);
            whole.push(' ');
        }
        Self { whole, exact }
    }

    /// As the beginning of a word, unless a whole one is wanted.
    fn found(&self) -> &str {
        if self.exact { &self.whole } else { &self.whole[..self.whole.len() - 1] }
    }
}

impl Pattern {
    /// What `terms` ask for.
    #[must_use]
    pub fn new(terms: &[Term]) -> Self {
        let needle = |term: &Term| Needle::new(&term.words, term.exact);
        let wanted: Vec<_> = terms.iter().filter(|term| !term.not).collect();
        let exact = wanted.last().is_some_and(|term| term.exact);
        let all = (wanted.len() > 1).then(|| Needle::new(wanted.iter().flat_map(|term| &term.words), exact));
        Self {
            wanted: wanted.into_iter().map(needle).collect(),
            unwanted: terms.iter().filter(|term| term.not).map(needle).collect(),
            together: all,
        }
    }

    /// How well `doc` fits; `None` when it does not.
    #[must_use]
    pub fn rank(&self, doc: &Doc) -> Option<Rank> {
        let fits = self.wanted.iter().all(|needle| doc.has(needle.found()))
            && !self.unwanted.iter().any(|needle| doc.has(needle.found()));
        if !fits {
            return None;
        }
        let is_in_title = self.wanted.iter().all(|needle| doc.title.contains(needle.found()));
        let is_together = self.together.as_ref().is_none_or(|needle| doc.has(needle.found()));
        let is_whole = self.wanted.iter().all(|needle| doc.has(&needle.whole));
        Some(u8::from(!is_in_title) * 4 + u8::from(!is_together) * 2 + u8::from(!is_whole))
    }
}
