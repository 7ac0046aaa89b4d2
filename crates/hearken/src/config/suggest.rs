//! "Did you mean": the known name nearest to an unknown one.

/// The candidate that differs from `word` by the fewest letters, if it is close at all.
pub(super) fn nearest(word: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let closest = candidates.map(|candidate| (distance(word, &candidate), candidate)).min()?;
    let (distance, candidate) = closest;
    (distance <= candidate.len() / 3).then_some(candidate)
}

/// How many letters have to be put in, taken out or exchanged to turn one word into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let exchanged = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = exchanged.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_letters() {
        assert_eq!(distance("listen", "listne"), 2);
        assert_eq!(distance("", "log"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn suggests_only_what_is_close() {
        let known = || ["listen", "log", "chat_model"].into_iter().map(str::to_owned);
        assert_eq!(nearest("lisen", known()), Some("listen".to_owned()));
        assert_eq!(nearest("chat_modle", known()), Some("chat_model".to_owned()));
        assert_eq!(nearest("port", known()), None);
    }
}
