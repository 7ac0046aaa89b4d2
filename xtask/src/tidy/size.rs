//! No file so long that nobody finds their way in it.

use super::Problem;
use super::tree::Tree;

const RUST: usize = 600;
const TYPESCRIPT: usize = 350;

/// Files that may be longer, with the reason beside them.
const EXCEPTIONS: [&str; 0] = [];

pub(crate) fn files(tree: &Tree) -> Vec<Problem> {
    let rust = tree.rust().map(|file| (file, RUST));
    let typescript = tree.typescript().map(|file| (file, TYPESCRIPT));
    rust.chain(typescript)
        .filter(|(file, _)| !EXCEPTIONS.contains(&file.path.as_str()))
        .filter_map(|(file, limit)| {
            let lines = file.text.lines().count();
            (lines > limit).then(|| {
                Problem::new(&file.path, 0, format!("{lines} lines, {limit} at most: split it by what it knows"))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_found_and_generated_ones_left_alone() {
        let (rust, typescript) = ("//\n".repeat(RUST + 1), "//\n".repeat(TYPESCRIPT + 1));
        let tree = Tree::of(&[
            ("crates/a/src/long.rs", &rust),
            ("crates/a/src/fine.rs", &rust[3..]),
            ("web/src/long.tsx", &typescript),
            ("web/src/schema.gen.ts", &typescript),
        ]);
        let found: Vec<String> = files(&tree).into_iter().map(|problem| problem.path).collect();
        assert_eq!(found, ["crates/a/src/long.rs", "web/src/long.tsx"]);
    }
}
