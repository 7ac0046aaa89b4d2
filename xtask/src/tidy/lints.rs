//! The lints of the workspace hold everywhere, and exceptions give their reason.

use super::Problem;
use super::tree::Tree;

/// Every crate takes the workspace's lints.
pub(crate) fn inherited(tree: &Tree) -> Vec<Problem> {
    tree.files()
        .filter(|file| file.path.ends_with("Cargo.toml") && file.text.contains("[package]"))
        .filter(|file| !file.text.contains("[lints]\nworkspace = true\n"))
        .map(|file| Problem::new(&file.path, 0, "add `[lints]` with `workspace = true`"))
        .collect()
}

/// `#[expect(…, reason = "…")]` complains when it is no longer needed; `#[allow]` stays for ever.
pub(crate) fn no_allow(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.rust() {
        for (number, line) in file.code_lines() {
            if line.contains("#[allow(") || line.contains("#![allow(") {
                problems.push(Problem::new(
                    &file.path,
                    number,
                    "write #[expect(…, reason = \"…\")] instead of #[allow]",
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let good = "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n";
        let tree =
            Tree::of(&[("a/Cargo.toml", good), ("b/Cargo.toml", "[package]\n"), ("Cargo.toml", "[workspace]\n")]);
        assert_eq!(inherited(&tree).len(), 1);
        assert_eq!(inherited(&tree)[0].path, "b/Cargo.toml");
    }

    #[test]
    fn allowances_are_found() {
        let tree =
            Tree::of(&[("a.rs", "#[allow(dead_code)]\n// #[allow(x)]\n#![allow(y)]\n#[expect(z, reason = \"w\")]\n")]);
        let lines: Vec<usize> = no_allow(&tree).into_iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 3]);
    }
}
