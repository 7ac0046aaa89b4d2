//! Short forms of the campaigns against this very program; `docs/TESTING.md` tells of the long ones.

use std::convert::Infallible;
use std::path::Path;
use std::time::Duration;

use hearken_testkit::crash::Program;
use hearken_testkit::crash::faults::{self, FaultOptions};
use hearken_testkit::crash::kill::{self, KillOptions};
use hearken_testkit::crash::power::Recording;
use hearken_testkit::postgres::Cluster;
use tempfile::tempdir;

const SEED: u64 = 20_260;

fn program() -> Program {
    Program::hearken(env!("CARGO_BIN_EXE_hearken"))
}

fn kills(program: Program, directory: &Path, on_sqlite: bool) {
    let options = KillOptions {
        program,
        directory: directory.to_owned(),
        on_sqlite,
        kills: 6,
        writes: 1,
        kills_per_directory: 6,
        longest: Duration::from_millis(250),
        seed: SEED,
    };
    let report = kill::run(&options, |_| ()).unwrap();
    assert!(report.is_clean() && report.acknowledged > 0, "{report}");
    assert!(report.unanswered > 0, "no kill met a write: {report}");
}

#[test]
fn what_was_acknowledged_outlives_kills() {
    kills(program(), tempdir().unwrap().path(), true);
}

#[tokio::test]
async fn what_was_acknowledged_outlives_kills_on_postgresql() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.create_database("empty", async |_| Ok::<_, Infallible>(())).await.unwrap();
    kills(program().on_postgres(database.url()), tempdir().unwrap().path(), false);
}

#[test]
fn what_was_acknowledged_outlives_power_cuts() {
    let directory = tempdir().unwrap();
    let recording = Recording::of_server(&program(), directory.path(), SEED).unwrap();
    let report = recording.cut(300, SEED, &directory.path().join("scratch")).unwrap();
    assert!(report.is_clean() && report.acknowledged > 0, "{report}");
}

#[test]
fn a_failing_disk_is_survived() {
    let directory = tempdir().unwrap();
    let options = FaultOptions {
        program: program(),
        directory: directory.path().to_owned(),
        through: 150,
        step: 7,
        step_while_starting: 23,
        seed: SEED,
    };
    let report = faults::run(&options, |_| ()).unwrap();
    assert!(report.failed_calls > 0 && report.refusals.len() >= 3 && report.reads > 0, "{report}");
}
