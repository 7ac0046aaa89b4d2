//! Backups: how fast one is made, verified and restored, and what those notice who write meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;

use super::client::request;
use super::server::{Account, Server};
use super::{BackupArgs, conditions, load};
use crate::project::Project;

/// 2 KB of writing.
const SENTENCES: usize = 28;
const WRITERS: usize = 8;
const SPAN: Duration = Duration::from_secs(5);

pub(super) async fn measure(project: &Project, args: &BackupArgs) -> Result<()> {
    let server = Server::start(project, &args.server)?;
    conditions::print(project, &server, &args.server)?;
    let account = server.register("bench").await?;
    load::fill(&server, &account, args.entries, &load::SENTENCE.repeat(SENTENCES)).await?;
    println!("\n{} entries of 2 KB", args.entries);
    let database_url: Vec<&str> =
        args.server.database_url.iter().flat_map(|url| ["--database-url", url.as_str()]).collect();
    let place = Place { binary: server.binary.clone(), data_dir: server.data_dir.clone(), database_url };

    let (took, said) = place.timed(&["backup", "create"])?;
    let backup = newest(&place.data_dir.join("backups"))?;
    let size = fs::metadata(&backup)?.len();
    print!("{said}");
    report("create", took, size, args.entries);
    let (took, _) = place.timed(&["backup", "verify"])?;
    report("verify", took, size, args.entries);
    meanwhile(&server, &account, &place).await?;
    server.stop()?;
    report("restore", restore(project, &place, &backup)?, size, args.entries);
    Ok(())
}

/// Where the journal is.
struct Place<'a> {
    binary: PathBuf,
    data_dir: PathBuf,
    database_url: Vec<&'a str>,
}

impl Place<'_> {
    fn timed(&self, command: &[&str]) -> Result<(Duration, String)> {
        let begun = Instant::now();
        let said = Server::command(&self.binary, &self.data_dir, &[command, &self.database_url].concat())?;
        Ok((begun.elapsed(), said))
    }
}

/// Restores a backup into a directory of its own, on SQLite, whatever it came from.
fn restore(project: &Project, place: &Place<'_>, backup: &Path) -> Result<Duration> {
    let data_dir = project.target().join("bench-restored");
    if data_dir.exists() {
        fs::remove_dir_all(&data_dir)?;
    }
    fs::create_dir_all(&data_dir)?;
    fs::copy(place.data_dir.join("master.key"), data_dir.join("master.key"))?;
    let (backup, keys) = (backup.to_string_lossy(), place.data_dir.join("key-backups"));
    let begun = Instant::now();
    Server::command(
        &place.binary,
        &data_dir,
        &["backup", "restore", &backup, "--backup-keys-dir", &keys.to_string_lossy()],
    )?;
    let took = begun.elapsed();
    fs::remove_dir_all(&data_dir)?;
    Ok(took)
}

/// Writes without a backup, then with one after the other beside them.
async fn meanwhile(server: &Server, account: &Account, place: &Place<'_>) -> Result<()> {
    let body = json!({ "text": load::SENTENCE, "status": "draft" }).to_string();
    let post = request("POST", "/entries", Some(&account.token), &body);
    println!("\nPOST /entries, c={WRITERS}");
    println!("  alone            {}", load::run(server, WRITERS, SPAN, 201, vec![post.clone()]).await?);
    let (stop, made) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let backups = {
        let (stop, made) = (Arc::clone(&stop), Arc::clone(&made));
        let (binary, data_dir) = (place.binary.clone(), place.data_dir.clone());
        let args: Vec<String> =
            ["backup", "create"].iter().chain(&place.database_url).map(ToString::to_string).collect();
        tokio::task::spawn_blocking(move || {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            while !stop.load(Ordering::SeqCst) {
                Server::command(&binary, &data_dir, &args)?;
                made.fetch_add(1, Ordering::SeqCst);
            }
            anyhow::Ok(())
        })
    };
    let sample = load::run(server, WRITERS, SPAN, 201, vec![post]).await?;
    let finished = made.load(Ordering::SeqCst);
    stop.store(true, Ordering::SeqCst);
    backups.await??;
    println!("  beside backups   {sample}   ({finished} made meanwhile, one after the other)");
    Ok(())
}

/// The newest file in a folder.
fn newest(folder: &Path) -> Result<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    Ok(files.last().context("no backup was made")?.path())
}

fn report(what: &str, took: Duration, size: u64, entries: usize) {
    #[expect(clippy::cast_precision_loss, reason = "shown without decimals")]
    let (megabytes, entries) = (size as f64 / 1_000_000.0, entries as f64);
    let seconds = took.as_secs_f64();
    println!(
        "  {what:<8} {seconds:>6.2} s   {:>5.0} MB/s   {:>7.0} entries/s   ({megabytes:.1} MB, start of the process included)",
        megabytes / seconds,
        entries / seconds
    );
}
