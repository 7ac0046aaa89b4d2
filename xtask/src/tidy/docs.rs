//! Documents name only what exists.

use super::Problem;
use super::tree::{SourceFile, Tree};

/// Documents that are a map of the repository: every path in backticks is checked.
const MAPS: [&str; 5] = ["CONTRIBUTING.md", "README.md", "docs/ARCHITECTURE.md", "docs/DATA.md", "docs/TESTING.md"];

/// First parts of paths that are made by building or running, and so are not in the repository.
const MADE: [&str; 4] = ["target/", "data/", "./data", "web/dist"];

/// Paths and crates in backticks exist: `crates/x`, `web/src/y.ts`, `hearken-z`.
pub(crate) fn named_paths(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files().filter(|file| MAPS.contains(&file.path.as_str())) {
        for (number, name) in in_backticks(file) {
            if is_crate(name) && !has_crate(tree, name) {
                problems.push(Problem::new(&file.path, number, format!("there is no crate `{name}`")));
            }
            if is_path(name) && !tree.has(name) {
                problems.push(Problem::new(&file.path, number, format!("there is no `{name}`")));
            }
        }
    }
    problems
}

/// Links between files lead somewhere.
pub(crate) fn links(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files().filter(|file| file.has_extension(&["md"])) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in file.lines() {
            for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let path = target.split('#').next().unwrap_or_default();
                if !path.is_empty() && !target.contains(':') && !tree.has(&resolve(folder, path)) {
                    problems.push(Problem::new(&file.path, number, format!("the link leads nowhere: {target}")));
                }
            }
        }
    }
    problems
}

fn in_backticks(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    let mut in_block = false;
    file.lines().flat_map(move |(number, line)| {
        in_block ^= line.trim_start().starts_with("```");
        let code = if in_block { "" } else { line };
        code.split('`').skip(1).step_by(2).map(move |name| (number, name))
    })
}

fn is_path(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    plain && name.contains('/') && !name.starts_with('/') && !MADE.iter().any(|made| name.starts_with(made))
}

fn is_crate(name: &str) -> bool {
    name.strip_prefix("hearken-").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_lowercase()))
}

fn has_crate(tree: &Tree, name: &str) -> bool {
    let line = format!("name = \"{name}\"");
    tree.files().any(|file| file.path.ends_with("Cargo.toml") && file.text.contains(&line))
}

/// `path` as seen from `folder`, without `..`.
pub(crate) fn resolve(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_crates_that_do_not_exist_are_found() {
        let text = "`crates/store` `crates/voice/` `web/src/a.ts` `GET /entries` `target/release/hearken`\n`hearken-store` `hearken-voice`\n```\n`crates/x`\n```\n";
        let tree = Tree::of(&[
            ("docs/ARCHITECTURE.md", text),
            ("crates/store/Cargo.toml", "name = \"hearken-store\""),
            ("web/src/a.ts", ""),
        ]);
        let found: Vec<String> = named_paths(&tree).into_iter().map(|problem| problem.message).collect();
        assert_eq!(found, ["there is no `crates/voice/`", "there is no crate `hearken-voice`"]);
    }

    #[test]
    fn dead_links_are_found() {
        let text = "[a](../README.md) [b](ops/CONFIG.md#log) [c](https://example.org) [d](#here) [e](GONE.md)\n";
        let tree = Tree::of(&[("docs/A.md", text), ("README.md", ""), ("docs/ops/CONFIG.md", "")]);
        let found: Vec<String> = links(&tree).into_iter().map(|problem| problem.message).collect();
        assert_eq!(found, ["the link leads nowhere: GONE.md"]);
    }
}
