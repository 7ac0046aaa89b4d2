//! What the figures depend on: printed before them.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::ServerArgs;
use super::server::Server;
use super::statistics::{Sample, millis};
use crate::process::Run;
use crate::project::Project;

const SYNCS: usize = 1000;

pub(super) fn print(project: &Project, server: &Server, args: &ServerArgs) -> Result<()> {
    let commit = Run::new(project, "git describe --always --dirty").output()?;
    let cores = thread::available_parallelism()?;
    println!("commit            {}", commit.trim());
    println!("cores             {cores}, shared with the load generator");
    println!(
        "database          {}",
        if args.database_url.is_some() { "PostgreSQL" } else { "SQLite, synchronous=FULL, group commit" }
    );
    println!("fdatasync, 4 KB   {}", appends(server)?);
    println!("cold start        {}   (goal 200 ms)", millis(server.cold_start));
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let megabytes = server.resident_bytes()? as f64 / 1_048_576.0;
    println!("idle memory       {megabytes:.1} MB RSS   (goal 40 MB)");
    Ok(())
}

/// How fast the disk makes appended blocks durable, one after the other.
fn appends(server: &Server) -> Result<Sample> {
    let path = server.data_dir.join("fsync-probe");
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let begun = Instant::now();
    let mut latencies: Vec<Duration> = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        let write = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        latencies.push(write.elapsed());
    }
    std::fs::remove_file(&path)?;
    Ok(Sample::new(latencies, begun.elapsed()))
}
