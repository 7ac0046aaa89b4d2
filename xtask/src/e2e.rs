//! End-to-end tests: headless Chromium against the real server.

use std::ffi::OsString;

use anyhow::Result;
use hearken_testkit::postgres::{Cluster, URL_VARIABLE};

use crate::deps::CHROMIUM;
use crate::process::Run;
use crate::project::Project;

/// Type-checks and lints the tests.
pub(crate) fn check(project: &Project) -> Result<()> {
    Run::new(project, "pnpm -C e2e run check").run()?;
    Run::new(project, "pnpm -C e2e run lint").run()
}

/// Runs them against the development build of the server, with a PostgreSQL for those that ask for one.
pub(crate) fn run(project: &Project, args: &[OsString]) -> Result<()> {
    let cluster = Cluster::start()?;
    Run::new(project, "pnpm -C e2e run test")
        .args(args)
        .env(URL_VARIABLE, cluster.url())
        .env("CARGO_TARGET_DIR", project.target())
        .env("CHROMIUM", CHROMIUM)
        .run()
}
