//! Makes sure there is a `dist` folder to embed, and says so when it is empty. Never runs node or the network: a plain
//! `cargo build` works without them and serves a page that names the missing step.

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let dist = Path::new("dist");
    // An existing folder is what lets cargo notice the first web build; `dist` is git-ignored.
    fs::create_dir_all(dist)?;
    println!("cargo:rerun-if-changed=dist");
    println!("cargo:rerun-if-changed=crate/build.rs");
    if !dist.join("index.html").is_file() {
        println!(
            "cargo:warning=web/dist is empty: this build serves a placeholder page (build the web app first, then this)"
        );
    }
    Ok(())
}
