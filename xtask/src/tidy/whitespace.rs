//! Trailing space, a missing last line end, and marks of an unfinished merge.

use super::Problem;
use super::tree::{SourceFile, Tree};

/// Ends of the paths of files written by tools, or by others and kept as they are.
const NOT_OURS: [&str; 6] = ["Cargo.lock", "pnpm-lock.yaml", ".snap", ".po", ".tsv", "lexicon/vader/LICENSE"];

pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let ours = tree
        .files()
        .filter(|file| !NOT_OURS.iter().any(|end| file.path.ends_with(end)) && !file.path.contains(".gen."));
    ours.flat_map(problems_in).collect()
}

fn problems_in(file: &SourceFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    // `lines` would hide a carriage return.
    for (index, line) in file.text.split('\n').enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            problems.push(Problem::new(&file.path, index + 1, "space at the end of the line"));
        }
        let is_mark =
            |mark: char| line.len() >= 7 && line.chars().take(7).all(|c| c == mark) && !line[7..].starts_with(mark);
        if is_mark('<') || is_mark('>') || line == "=".repeat(7) {
            problems.push(Problem::new(&file.path, index + 1, "mark of a merge"));
        }
    }
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        problems.push(Problem::new(&file.path, file.text.lines().count(), "no line end at the end of the file"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn careless_lines_are_found() {
        let merge = format!("{} HEAD\n{}\n{} other\n", "<".repeat(7), "=".repeat(7), ">".repeat(7));
        let tree = Tree::of(&[
            ("a.md", "fine\nspace \ntab\t\r\n"),
            ("b.rs", &merge),
            ("c.css", "x"),
            ("d.md", "========\n"),
            ("e/Cargo.lock", "x "),
        ]);
        let found: Vec<(String, usize)> =
            check(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        let expected = [("a.md", 2), ("a.md", 3), ("b.rs", 1), ("b.rs", 2), ("b.rs", 3), ("c.css", 1)];
        assert_eq!(found, expected.map(|(path, line)| (path.to_owned(), line)));
    }
}
