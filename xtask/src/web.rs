//! The web app: its build, size budgets, types, lints and unit tests.

use std::path::PathBuf;

use anyhow::Result;

use crate::process::Run;
use crate::project::Project;
use crate::steps::Steps;

/// Building and testing as steps.
pub(crate) fn steps(project: &Project, steps: &mut Steps) {
    steps.step("web: build and size", || build(project));
    steps.step("web: unit tests", || test(project));
}

/// Builds what the server embeds; fails when a size budget is exceeded.
pub(crate) fn build(project: &Project) -> Result<()> {
    script(project, "build")
}

/// Checks the types.
pub(crate) fn check(project: &Project) -> Result<()> {
    script(project, "check")
}

/// Runs the linter and the format check.
pub(crate) fn lint(project: &Project) -> Result<()> {
    script(project, "lint")
}

/// Runs the unit tests.
pub(crate) fn test(project: &Project) -> Result<()> {
    script(project, "test")
}

/// Makes the sync client run without a page; answers with the program for Node.js.
pub(crate) fn headless(project: &Project) -> Result<PathBuf> {
    let folder = project.target().join("headless");
    Run::new(project, "pnpm -C web run headless").args([&folder]).run()?;
    Ok(folder.join("client.js"))
}

fn script(project: &Project, name: &str) -> Result<()> {
    Run::new(project, &format!("pnpm -C web run {name}")).env("CI", "true").run()
}
