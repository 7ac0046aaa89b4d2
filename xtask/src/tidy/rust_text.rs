//! Rules about the text of Rust files: what a module is for, and who reads the environment.

use super::Problem;
use super::tree::Tree;

/// Every module begins by saying what it is for.
pub(crate) fn module_docs(tree: &Tree) -> Vec<Problem> {
    tree.files()
        .filter(|file| file.has_extension(&["rs"]))
        .filter(|file| {
            !file.text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with("//! "))
        })
        .map(|file| Problem::new(&file.path, 1, "begin with a `//!` sentence that says what the module is for"))
        .collect()
}

/// Where the environment may be read: the product's one place, and the tools around it.
const READS_ENVIRONMENT: [&str; 3] = ["crates/hearken/src/config/", "crates/testkit/", "xtask/"];

/// Only the configuration reads the environment.
pub(crate) fn environment(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.rust().filter(|file| !file.is_below(&READS_ENVIRONMENT) && !file.path.ends_with("build.rs")) {
        for (number, line) in file.code_lines() {
            if ["std::env", "env::var", "env::args"].iter().any(|found| line.contains(found)) {
                problems.push(Problem::new(&file.path, number, "only crates/hearken/src/config reads the environment"));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_a_sentence_is_found() {
        let tree = Tree::of(&[("a.rs", "use x;\n"), ("b.rs", "\n//! What for.\n"), ("c.rs", ""), ("d.rs", "//!\n")]);
        let found: Vec<String> = module_docs(&tree).into_iter().map(|problem| problem.path).collect();
        assert_eq!(found, ["a.rs", "c.rs", "d.rs"]);
    }

    #[test]
    fn the_environment_is_read_in_one_place() {
        let text = "//! x\nlet home = std::env::var(\"HOME\");\n";
        let tree = Tree::of(&[
            ("crates/app/src/a.rs", text),
            ("crates/hearken/src/main.rs", text),
            ("crates/hearken/src/config/environment.rs", text),
            ("crates/app/src/b.rs", "// std::env is not for us\nlet program = env!(\"CARGO_BIN_EXE_x\");"),
        ]);
        let found: Vec<(String, usize)> =
            environment(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(found, [("crates/app/src/a.rs".to_owned(), 2), ("crates/hearken/src/main.rs".to_owned(), 2)]);
    }
}
