//! Everything that is wrong without running anything: format, lints, tidiness, stale files, broken documentation links.

use anyhow::Result;

use crate::process::Run;
use crate::project::Project;
use crate::steps::Steps;
use crate::{e2e, generate, tidy, web};

/// All checks as steps.
pub(crate) fn steps(project: &Project, steps: &mut Steps) {
    steps.step("tidy", || tidy::run(project));
    steps.step("format", || Run::new(project, "cargo fmt --all --check").run());
    steps.step("web: types", || web::check(project));
    steps.step("web: lint", || web::lint(project));
    steps.step("end-to-end: types and lint", || e2e::check(project));
    steps.step("clippy", || Run::new(project, "cargo clippy --workspace --all-targets --locked -- -D warnings").run());
    steps.step("rustdoc", || rustdoc(project));
    steps.step("generated files", || generate::check(project));
}

fn rustdoc(project: &Project) -> Result<()> {
    Run::new(project, "cargo doc --workspace --no-deps --document-private-items --locked --quiet")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()
}
