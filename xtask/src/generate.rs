//! Files made from other files, and the check that they are up to date.
//!
//! The server's own code describes the API (`openapi.json`) and the settings (`CONFIG.md`); the web app's types are
//! made from `openapi.json`, and the figures it shows from sentences. All are committed, so that nothing has to be
//! generated to build.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::eval::figures;
use crate::process::Run;
use crate::project::Project;
use crate::rust;
use crate::tidy::migrations;

const OPENAPI: &str = "crates/api/openapi.json";
const TYPES: &str = "web/src/api/schema.gen.ts";
const SETTINGS: &str = "docs/ops/CONFIG.md";
const FIGURES: &str = "web/src/features/how/figures.gen.ts";

/// Writes all generated files anew.
pub(crate) fn write(project: &Project) -> Result<()> {
    rust::build(project)?;
    for file in generated(project)? {
        file.write()?;
    }
    migrations::record_new(project.root())?;
    generate_types(project)
}

/// Fails if a generated file differs from what would be written; leaves all files as they are.
pub(crate) fn check(project: &Project) -> Result<()> {
    rust::build(project)?;
    let mut stale: Vec<String> =
        generated(project)?.iter().filter(|file| !file.is_current()).map(Generated::name).collect();
    if !types_are_current(project)? {
        stale.push(TYPES.to_owned());
    }
    if !stale.is_empty() {
        bail!("stale: {}. Run `cargo xtask gen` and look at what changed", stale.join(", "));
    }
    Ok(())
}

/// A file and what it should hold.
struct Generated {
    path: PathBuf,
    content: String,
}

impl Generated {
    fn write(&self) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        }
        fs::write(&self.path, &self.content).with_context(|| format!("writing {}", self.path.display()))
    }

    fn is_current(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|found| found == self.content)
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// All but the types, which the web app's own tools make.
fn generated(project: &Project) -> Result<Vec<Generated>> {
    let program = project.debug_program("hearken");
    let printed = |path: &str, command: &str| -> Result<Generated> {
        let content = Run::program(project, &program).args([command]).output()?;
        Ok(Generated { path: project.root().join(path), content })
    };
    let figures = Generated { path: project.root().join(FIGURES), content: figures::typescript(project.root())? };
    Ok(vec![printed(OPENAPI, "openapi")?, printed(SETTINGS, "settings")?, figures])
}

fn generate_types(project: &Project) -> Result<()> {
    Run::new(project, "pnpm -C web run gen:api").env("CI", "true").run()
}

/// Generates the types in place, compares, and puts back what was there.
fn types_are_current(project: &Project) -> Result<bool> {
    let path = project.root().join(TYPES);
    let committed = read(&path)?;
    generate_types(project)?;
    let generated = read(&path)?;
    if generated != committed {
        fs::write(&path, &committed).with_context(|| format!("restoring {TYPES}"))?;
    }
    Ok(generated == committed)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_changed_file_is_stale() {
        let path = std::env::temp_dir().join(format!("hearken-generated-{}", std::process::id()));
        let file = Generated { path: path.clone(), content: "new".to_owned() };
        assert!(!file.is_current());
        fs::write(&path, "old").unwrap();
        assert!(!file.is_current());
        file.write().unwrap();
        assert!(file.is_current());
        fs::remove_file(path).unwrap();
    }
}
