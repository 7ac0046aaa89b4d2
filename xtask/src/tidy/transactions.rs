//! No function is handed a transaction and a provider at once: it could wait for the outside while holding locks.

use super::Problem;
use super::tree::{Tree, words};

/// The types of a transaction, in `hearken-store`.
const TRANSACTIONS: [&str; 2] = ["Tx", "UserTx"];
/// What leads to a provider besides the traits of `hearken-ai`: its name, and the type that holds a model.
const LEAD_TO_PROVIDER: [&str; 2] = ["hearken_ai", "EntryReader"];

pub(crate) fn apart_from_ai(tree: &Tree) -> Vec<Problem> {
    let providers = provider_traits(tree);
    let mut problems = Vec::new();
    for file in tree.rust() {
        for (number, signature) in signatures(&file.text) {
            let names: Vec<&str> = words(signature).collect();
            let transaction = TRANSACTIONS.iter().find(|name| names.contains(name));
            let provider = providers.iter().chain(&LEAD_TO_PROVIDER).find(|name| names.contains(name));
            if let (Some(transaction), Some(provider)) = (transaction, provider) {
                problems.push(Problem::new(
                    &file.path,
                    number,
                    format!("a signature with both {transaction} and {provider}"),
                ));
            }
        }
    }
    problems
}

/// The traits by which providers are known.
fn provider_traits(tree: &Tree) -> Vec<&str> {
    let of_ai = tree.rust().filter(|file| file.is_below(&["crates/ai/src/"]));
    of_ai.flat_map(|file| file.text.lines()).filter_map(|line| words(line.strip_prefix("pub trait ")?).next()).collect()
}

/// Each function's text from `fn` to its body, with the line it starts on.
fn signatures(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("fn ").filter_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(['{', ';'])?;
        Some((text[..at].matches('\n').count() + 1, &rest[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AI: (&str, &str) = ("crates/ai/src/chat.rs", "//! x\npub trait ChatModel: Send {\n}\n");

    #[test]
    fn a_transaction_beside_a_provider_is_found_across_lines() {
        let bad = "//! x\nasync fn f(\n    tx: &mut Tx<'_>,\n    model: &dyn ChatModel,\n) -> u8 {\n}\n";
        let by_name = "fn g(tx: UserTx, reader: EntryReader) {}\n";
        let fine = "fn g(tx: &mut Tx<'_>) { let m: &dyn ChatModel; }\nfn h(model: &dyn ChatModel) {}\n";
        let found = apart_from_ai(&Tree::of(&[
            AI,
            ("crates/app/src/a.rs", bad),
            ("crates/app/src/b.rs", fine),
            ("crates/app/src/c.rs", by_name),
        ]));
        let first = Problem::new("crates/app/src/a.rs", 2, "a signature with both Tx and ChatModel");
        let second = Problem::new("crates/app/src/c.rs", 1, "a signature with both UserTx and EntryReader");
        assert_eq!(found, [first, second]);
    }
}
