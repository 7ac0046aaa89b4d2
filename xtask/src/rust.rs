//! The Rust tests, on SQLite and on a PostgreSQL of their own.

use anyhow::Result;
use hearken_testkit::postgres::{Cluster, URL_VARIABLE};

use crate::process::Run;
use crate::project::Project;
use crate::steps::Steps;

/// Builds all test programs and the server: the one development build that tests, generated files and end-to-end tests
/// share. `cargo build` would do it again, because test programs switch on further features of what they use.
pub(crate) fn build(project: &Project) -> Result<()> {
    Run::new(project, "cargo test --workspace --locked --no-run").run()
}

/// Building and testing as steps.
pub(crate) fn steps(project: &Project, steps: &mut Steps) {
    if steps.step("rust: build", || build(project)) {
        steps.step("rust: tests on SQLite and PostgreSQL", || test(project));
    }
}

fn test(project: &Project) -> Result<()> {
    let cluster = Cluster::start()?;
    println!("PostgreSQL for this run: {}", cluster.url());
    Run::new(project, "cargo test --workspace --locked --no-fail-fast").env(URL_VARIABLE, cluster.url()).run()
}
