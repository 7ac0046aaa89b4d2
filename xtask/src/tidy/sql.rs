//! SQL text stands in the store only, where one test prepares all of it on both engines.

use super::Problem;
use super::tree::Tree;

const STARTS: [&str; 10] = [
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "PRAGMA ",
    "WITH ",
];

/// Folders that may speak SQL; the test kit and the tools make and measure databases.
const SPEAK_SQL: [&str; 3] = ["crates/store/", "crates/testkit/", "xtask/"];

pub(crate) fn outside_store(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.rust().filter(|file| !file.is_below(&SPEAK_SQL)) {
        for (number, line) in file.code_lines() {
            if line.split('"').skip(1).any(|text| STARTS.iter().any(|start| text.starts_with(start))) {
                problems.push(Problem::new(&file.path, number, "SQL belongs into crates/store"));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_found_outside_the_store() {
        let text = "let sql = \"SELECT id FROM entries\";\nlog(\"UPDATE failed\"); // \"SELECT x\"\nlet x = r#\"DELETE FROM t\"#;\n";
        let tree = Tree::of(&[("crates/app/src/a.rs", text), ("crates/store/src/a.rs", text)]);
        let found: Vec<usize> = outside_store(&tree).into_iter().map(|problem| problem.line).collect();
        assert_eq!(found, [1, 2, 3]);
        assert!(outside_store(&Tree::of(&[("crates/app/src/a.rs", "select(\"SELECTED\")")])).is_empty());
    }
}
