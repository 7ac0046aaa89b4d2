//! What a run needs of the machine: installed where we may, otherwise named.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use hearken_testkit::postgres;
use serde_json::Value;

use crate::process::{Run, is_installed, we_are_root};
use crate::project::Project;

const PNPM_VERSION: &str = "10.34.9";
/// Oldest Node.js that the web app's tools run on.
const NODE_VERSION: (u32, u32) = (20, 19);
/// Where Debian puts its Chromium.
pub(crate) const CHROMIUM: &str = "/usr/bin/chromium";

/// What the dependencies are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building and running the product.
    Run,
    /// Checking everything without running it.
    Check,
    /// Testing everything.
    Test,
}

/// Makes sure that everything is there: Debian packages, pnpm, and the packages of the lock files.
pub(crate) fn install(project: &Project, purpose: Purpose) -> Result<()> {
    install_packages(project, &missing_packages(purpose))?;
    check_node(project)?;
    install_pnpm(project)?;
    install_locked(project, "web")?;
    if purpose != Purpose::Run {
        install_locked(project, "e2e")?;
    }
    Ok(())
}

/// The Debian packages that are missing.
fn missing_packages(purpose: Purpose) -> Vec<&'static str> {
    let test = purpose == Purpose::Test;
    let needs = [
        ("build-essential", is_installed("cc")),
        ("nodejs", is_installed("node")),
        ("npm", is_installed("npm")),
        ("postgresql", !test || postgres::is_installed()),
        ("chromium", !test || Path::new(CHROMIUM).is_file()),
    ];
    needs.into_iter().filter_map(|(package, there)| (!there).then_some(package)).collect()
}

fn install_packages(project: &Project, packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let wanted = packages.join(" ");
    if !we_are_root() || !is_installed("apt-get") {
        bail!(
            "missing: {wanted}. On Debian, run as root: apt-get update && apt-get install --no-install-recommends {wanted}"
        );
    }
    let apt = |line: &str| Run::new(project, line).env("DEBIAN_FRONTEND", "noninteractive").run();
    apt("apt-get update --quiet")?;
    apt(&format!("apt-get install --quiet --yes --no-install-recommends {wanted}"))
}

fn check_node(project: &Project) -> Result<()> {
    let version = Run::new(project, "node --version").output()?;
    let (major, minor) = NODE_VERSION;
    let found = parse_version(&version).with_context(|| format!("node says its version is {version:?}"))?;
    ensure!(found >= NODE_VERSION, "Node.js {major}.{minor} or newer is needed, this one is {}", version.trim());
    Ok(())
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn install_pnpm(project: &Project) -> Result<()> {
    let tools = project.tools();
    if installed_version(&tools.join("node_modules/pnpm/package.json")).as_deref() == Some(PNPM_VERSION) {
        return Ok(());
    }
    fs::create_dir_all(&tools).context("making the folder for tools")?;
    Run::new(project, "npm install --no-audit --no-fund --no-save --loglevel error")
        .args(["--prefix".into(), tools.into_os_string(), format!("pnpm@{PNPM_VERSION}").into()])
        .run()
}

fn installed_version(package_json: &Path) -> Option<String> {
    let package: Value = serde_json::from_str(&fs::read_to_string(package_json).ok()?).ok()?;
    package["version"].as_str().map(str::to_owned)
}

fn install_locked(project: &Project, folder: &str) -> Result<()> {
    Run::new(project, &format!("pnpm -C {folder} install --frozen-lockfile --prefer-offline --reporter=append-only"))
        .env("CI", "true")
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert!(parse_version("v20.20.2\n") >= Some(NODE_VERSION));
        assert!(parse_version("v20.9.0") < Some(NODE_VERSION));
        assert_eq!(parse_version("20"), None);
    }
}
