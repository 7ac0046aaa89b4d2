//! The rules of this repository that no compiler knows, each a small function with a test that shows it can fail.

use std::fmt;

use anyhow::{Result, bail};

use crate::project::Project;
use tree::Tree;

mod docs;
mod layers;
mod lints;
pub(crate) mod migrations;
mod rust_text;
mod size;
mod skipped;
mod sql;
mod transactions;
mod tree;
mod typescript;
mod unfinished;
mod whitespace;

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    path: String,
    /// Counted from 1; 0 where the file as a whole is meant.
    line: usize,
    message: String,
}

impl Problem {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

type Check = fn(&Tree) -> Vec<Problem>;

const CHECKS: &[Check] = &[
    docs::links,
    docs::named_paths,
    lints::inherited,
    lints::no_allow,
    migrations::check,
    rust_text::environment,
    rust_text::module_docs,
    size::files,
    skipped::tests,
    sql::outside_store,
    transactions::apart_from_ai,
    typescript::borders,
    typescript::no_any,
    unfinished::work,
    whitespace::check,
];

/// Prints every problem; an error if there is one.
pub(crate) fn run(project: &Project) -> Result<()> {
    let problems = problems(project)?;
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => Ok(()),
        1 => bail!("1 problem"),
        many => bail!("{many} problems"),
    }
}

fn problems(project: &Project) -> Result<Vec<Problem>> {
    let tree = Tree::read(project.root())?;
    let mut problems = layers::check(project.metadata());
    problems.extend(CHECKS.iter().flat_map(|check| check(&tree)));
    problems.sort();
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let problems = problems(&Project::find().unwrap()).unwrap();
        let shown: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert!(shown.is_empty(), "\n{}", shown.join("\n"));
    }
}
