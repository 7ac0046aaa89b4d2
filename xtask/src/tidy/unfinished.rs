//! Nothing is left for later without saying why.

use super::Problem;
use super::tree::{Tree, words};

const MARKS: [&str; 4] = ["TODO", "FIXME", "XXX", "HACK"];

/// A mark must be followed by its decision or reason in brackets, as in `TODO(ADR-0003): …`.
pub(crate) fn work(tree: &Tree) -> Vec<Problem> {
    let written_by_hand = ["rs", "ts", "tsx", "js", "css", "sql", "sh", "html"];
    let mut problems = Vec::new();
    for file in tree.files().filter(|file| file.has_extension(&written_by_hand) && !file.is_below(&["xtask/src/tidy/"]))
    {
        for (number, line) in file.lines() {
            if MARKS.iter().any(|mark| is_unexplained(line, mark)) || line.contains("unimplemented!(") {
                problems.push(Problem::new(&file.path, number, "finish it, or give the ADR or reason in brackets"));
            }
        }
    }
    problems
}

fn is_unexplained(line: &str, mark: &str) -> bool {
    if !words(line).any(|word| word == mark) {
        return false;
    }
    let reason = line.split_once(mark).and_then(|(_, rest)| rest.strip_prefix('(')?.split_once(')'));
    reason.is_none_or(|(reason, _)| reason.trim().len() < "ADR-0001".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_a_reason_are_found() {
        let text = "// TODO later\n// TODO(ADR-0003): when there are two\n// FIXME(): x\nlet mastodon = TODOS;\nunimplemented!()\n";
        let lines: Vec<usize> = work(&Tree::of(&[("a.rs", text)])).into_iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 3, 5]);
    }
}
