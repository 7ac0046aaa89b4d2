//! Migrations count up without gaps, and one that was ever recorded never changes.
//!
//! `crates/store/migrations/CHECKSUMS` holds a line `<checksum> <file>` for each; `cargo xtask gen` adds lines for new
//! files and never touches the old ones. The checksum is against accidents, not attackers.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Problem;
use super::tree::{SourceFile, Tree};

const FOLDER: &str = "crates/store/migrations/";
const CHECKSUMS: &str = "crates/store/migrations/CHECKSUMS";

pub(crate) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = gaps(tree);
    problems.extend(changes(tree));
    problems
}

/// Adds the checksums of files that have none yet.
pub(crate) fn record_new(root: &Path) -> Result<()> {
    let tree = Tree::read(root)?;
    let recorded = recorded(&tree);
    let mut lines: Vec<String> = recorded.iter().map(|(sum, name)| format!("{sum} {name}")).collect();
    for file in scripts(&tree) {
        let name = &file.path[FOLDER.len()..];
        if !recorded.iter().any(|(_, known)| *known == name) {
            lines.push(format!("{} {name}", checksum(&file.text)));
        }
    }
    fs::write(root.join(CHECKSUMS), lines.join("\n") + "\n").context("writing the migrations' checksums")
}

fn scripts(tree: &Tree) -> impl Iterator<Item = &SourceFile> {
    tree.files().filter(|file| file.is_below(&[FOLDER]) && file.has_extension(&["sql"]))
}

fn gaps(tree: &Tree) -> Vec<Problem> {
    let numbered = scripts(tree).filter_map(|file| {
        let number = file.path[FOLDER.len()..].split_once('_')?.0;
        Some((file, number.parse::<usize>().ok().filter(|_| number.len() == 4)?))
    });
    let misplaced = numbered.enumerate().filter(|(index, (_, number))| *number != index + 1);
    misplaced
        .map(|(index, (file, _))| Problem::new(&file.path, 0, format!("expected number {:04} here", index + 1)))
        .collect()
}

fn changes(tree: &Tree) -> Vec<Problem> {
    let recorded = recorded(tree);
    let mut problems = Vec::new();
    for file in scripts(tree) {
        let name = &file.path[FOLDER.len()..];
        match recorded.iter().find(|(_, known)| *known == name) {
            None => problems.push(Problem::new(&file.path, 0, "no checksum yet: run `cargo xtask gen`")),
            Some((sum, _)) if *sum != checksum(&file.text) => {
                problems.push(Problem::new(
                    &file.path,
                    0,
                    "changed since it was recorded; add a new migration instead",
                ));
            }
            Some(_) => {}
        }
    }
    let gone = recorded.iter().filter(|(_, name)| !tree.has(&format!("{FOLDER}{name}")));
    problems.extend(gone.map(|(_, name)| Problem::new(CHECKSUMS, 0, format!("{name} is gone"))));
    problems
}

fn recorded(tree: &Tree) -> Vec<(&str, &str)> {
    let lines = tree.find(CHECKSUMS).into_iter().flat_map(|file| file.text.lines());
    lines.filter_map(|line| line.split_once(' ')).collect()
}

/// FNV-1a, 64 bits.
fn checksum(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "crates/store/migrations/0001_first.sql";

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_checksum_is_the_published_one() {
        assert_eq!(checksum("foobar"), "85944171f73967e8");
    }

    #[test]
    fn a_gap_is_found() {
        let (one, three) =
            (format!("{} 0001_first.sql\n", checksum("a")), format!("{} 0003_third.sql\n", checksum("c")));
        let sums = one + &three;
        let found = messages(&[(ONE, "a"), ("crates/store/migrations/0003_third.sql", "c"), (CHECKSUMS, &sums)]);
        assert_eq!(found, ["crates/store/migrations/0003_third.sql: expected number 0002 here"]);
    }

    #[test]
    fn changed_new_and_lost_migrations_are_found() {
        let sums = format!("{} 0001_first.sql\n", checksum("a"));
        assert!(messages(&[(ONE, "a"), (CHECKSUMS, &sums)]).is_empty());
        assert!(messages(&[(ONE, "b"), (CHECKSUMS, &sums)])[0].contains("changed since"));
        assert!(messages(&[(ONE, "a")])[0].contains("no checksum yet"));
        assert!(messages(&[(CHECKSUMS, &sums)])[0].contains("0001_first.sql is gone"));
    }
}
