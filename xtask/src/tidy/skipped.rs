//! No test is switched off, and none switches the others off.

use super::Problem;
use super::tree::Tree;

const IN_RUST: [&str; 1] = ["#[ignore"];
const IN_TYPESCRIPT: [&str; 9] = [
    "it.only(",
    "it.skip(",
    "test.only(",
    "test.skip(",
    "describe.only(",
    "describe.skip(",
    "it.todo(",
    "test.todo(",
    "test.fixme(",
];

pub(crate) fn tests(tree: &Tree) -> Vec<Problem> {
    let rust = tree.rust().map(|file| (file, IN_RUST.as_slice()));
    let typescript = tree.typescript().map(|file| (file, IN_TYPESCRIPT.as_slice()));
    let mut problems = Vec::new();
    for (file, patterns) in rust.chain(typescript) {
        for (number, line) in file.code_lines() {
            if let Some(pattern) = patterns.iter().find(|pattern| line.contains(**pattern)) {
                problems.push(Problem::new(&file.path, number, format!("`{pattern}`: a test either runs or goes")));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switched_off_tests_are_found() {
        let tree = Tree::of(&[
            ("a.rs", "#[ignore = \"slow\"]\niter.skip(1)\n"),
            ("a.test.ts", "it.only(\"x\", f);\ntest.describe.skip(\"y\", f);\nrows.skip(2);\n"),
        ]);
        let found: Vec<(String, usize)> =
            super::tests(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(found, [("a.rs".to_owned(), 1), ("a.test.ts".to_owned(), 1), ("a.test.ts".to_owned(), 2)]);
    }
}
