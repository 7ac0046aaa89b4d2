//! The nth call on a file fails, and the ones after it until the fault is gone: the server answers that it cannot,
//! goes on reading, and recovers by itself.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::control::{Control, Fault};
use super::http::Client;
use super::integrity;
use super::program::{Program, Server};
use super::shim::Shim;
use super::writer::{Pushed, Writer, entry, text};
use crate::chance::Chance;

/// What to do, and how long.
#[derive(Clone, Debug)]
pub struct FaultOptions {
    /// The server.
    pub program: Program,
    /// Where data directories are made; made by this.
    pub directory: PathBuf,
    /// The last n of the nth call of a server that runs.
    pub through: u64,
    /// The step from one n to the next.
    pub step: u64,
    /// The same for the nth call of a server that starts, which makes as many calls as it makes.
    pub step_while_starting: u64,
    /// What repeats the run.
    pub seed: u64,
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct FaultReport {
    /// What repeats the run.
    pub seed: u64,
    /// Places in which calls were made to fail, of a running server.
    pub places: u64,
    /// Those that were not reached, because the server made too few calls of that kind.
    pub unreached: u64,
    /// Calls that failed.
    pub failed_calls: u64,
    /// Writes that were acknowledged.
    pub acknowledged: u64,
    /// Refusals by fault and status.
    pub refusals: BTreeMap<(String, u16), u64>,
    /// Writes that were refused and are there all the same.
    pub refused_but_there: u64,
    /// Reads that were answered while writes failed.
    pub reads: u64,
    /// Places in which calls of a starting server failed.
    pub starts: u64,
    /// How many of those starts came to nothing; each next one came up.
    pub refused_starts: u64,
    /// How long it took.
    pub elapsed: Duration,
}

/// Calls on files that a push makes, at the least: how many pushes must reach the nth call.
const CALLS_OF_A_PUSH: u64 = 4;
/// So many calls fail where the fault stays until it is healed.
const LASTING: u64 = 1 << 40;
/// Of a hundred faults, how many stay.
const STAYING: u64 = 50;
/// How often the server is asked while the fault stays.
const ASKED: u64 = 3;

/// Runs it. An error is a defect: something was lost, or the server did not do what it has to.
pub fn run(options: &FaultOptions, mut progress: impl FnMut(&FaultReport)) -> Result<FaultReport> {
    let begun = Instant::now();
    let mut report = FaultReport { seed: options.seed, ..FaultReport::default() };
    fs::create_dir_all(&options.directory)?;
    let shim = Shim::build(&options.directory)?;
    for fault in Fault::ALL {
        let about = || format!("{fault:?}, seed {}", options.seed);
        running(options, &shim, fault, &mut report).with_context(about)?;
        starting(options, &shim, fault, &mut report).with_context(about)?;
        report.elapsed = begun.elapsed();
        progress(&report);
    }
    Ok(report)
}

/// A server that runs meets the fault at every n.
fn running(options: &FaultOptions, shim: &Shim, fault: Fault, report: &mut FaultReport) -> Result<()> {
    let directory = options.directory.join(format!("running-{fault:?}"));
    fs::create_dir(&directory)?;
    let (data, control) = (directory.join("data"), Control::create(&directory.join("control"))?);
    let server = start(options, shim, &control, &directory)?;
    let mut http = Client::connect(&server.address)?;
    let mut writer = Writer::register(&mut http, "writer")?;
    write(&mut writer, &mut http)?;
    let mut chance = Chance::new(options.seed);
    for nth in (1..=options.through).step_by(usize::try_from(options.step)?) {
        let times = if chance.percent(STAYING) { LASTING } else { 1 };
        meet(&mut writer, &mut http, &control, (fault, nth, times), report)
            .with_context(|| format!("call {nth}, failing {times} times"))?;
    }
    report.acknowledged += writer.acked.unsigned_abs();
    drop(http);
    server.kill()?;
    let server = options.program.start(&data)?;
    writer.forget();
    check(&mut writer, &mut Client::connect(&server.address)?)?;
    server.stop()?;
    integrity::check(&data)
}

/// Writes until the nth call has failed, looks how the server takes it, and lets it recover.
fn meet(
    writer: &mut Writer,
    http: &mut Client,
    control: &Control,
    (fault, nth, times): (Fault, u64, u64),
    report: &mut FaultReport,
) -> Result<()> {
    control.fail(fault, nth, times)?;
    let mut pushes = 0;
    while control.counts()?.1 == 0 && pushes <= nth / CALLS_OF_A_PUSH {
        pushes += 1;
        try_push(writer, http, fault, report)?;
        if fault == Fault::ReadError {
            try_read(writer, http, fault, report)?;
        }
    }
    let was_reached = control.counts()?.1 > 0;
    for _ in 0..if times == LASTING && was_reached { ASKED } else { 0 } {
        try_push(writer, http, fault, report)?;
        try_read(writer, http, fault, report)?;
    }
    control.heal()?;
    report.places += 1;
    report.unreached += u64::from(!was_reached);
    report.failed_calls += control.counts()?.1;
    let (acked, sent) = (writer.acked, writer.sent);
    let shown = check(writer, http)?;
    report.refused_but_there += u64::from(sent > acked && shown > acked);
    write(writer, http).context("after the fault was gone")?;
    check(writer, http).map(drop)
}

/// A push that may be refused, with a status that says so and a problem in the body.
fn try_push(writer: &mut Writer, http: &mut Client, fault: Fault, report: &mut FaultReport) -> Result<()> {
    match writer.push(http, 1)? {
        Pushed::Acknowledged => Ok(()),
        Pushed::Refused { status, body } => {
            let is_clean = matches!(status, 500 | 503 | 507) && body["code"].is_string();
            ensure!(is_clean, "a push was answered with {status} {body}");
            *report.refusals.entry((format!("{fault:?}"), status)).or_default() += 1;
            Ok(())
        }
        Pushed::Unanswered => bail!("a push was not answered"),
    }
}

/// Reads go on while writes fail. Where reads fail, they fail cleanly.
fn try_read(writer: &Writer, http: &mut Client, fault: Fault, report: &mut FaultReport) -> Result<()> {
    let id = entry(writer.client, 1);
    let answer = http.get(&format!("/entries/{id}"), writer.token()).context("a read was not answered")?;
    if answer.is_success() {
        let is_right = answer.json()["text"] == text(writer.client, 2);
        ensure!(is_right, "a read was answered with something else");
        report.reads += 1;
        return Ok(());
    }
    let is_clean = fault == Fault::ReadError && matches!(answer.status, 500 | 503) && answer.json()["code"].is_string();
    ensure!(is_clean, "a read was answered with {} {}", answer.status, answer.json());
    *report.refusals.entry((format!("{fault:?}, reading"), answer.status)).or_default() += 1;
    Ok(())
}

/// A pair of mutations, which must be acknowledged.
fn write(writer: &mut Writer, http: &mut Client) -> Result<()> {
    match writer.push(http, 2)? {
        Pushed::Acknowledged => Ok(()),
        Pushed::Unanswered => bail!("a push was not answered"),
        Pushed::Refused { status, body } => bail!("a push was refused: {status} {body}"),
    }
}

/// Everything acknowledged is there once; how many mutations the server knows of.
fn check(writer: &mut Writer, http: &mut Client) -> Result<i64> {
    let damage = writer.check(http)?;
    ensure!(damage == super::writer::Damage::default(), "{damage:?}");
    Ok(writer.shown_mid())
}

/// A server meets the fault while it starts: on nothing, and on what a kill left. The next start is as if nothing had
/// been.
fn starting(options: &FaultOptions, shim: &Shim, fault: Fault, report: &mut FaultReport) -> Result<()> {
    let used = used_data(options, fault)?;
    for is_used in [false, true] {
        let mut nth = 1;
        loop {
            let directory = options.directory.join(format!("starting-{fault:?}-{is_used}-{nth}"));
            fs::create_dir(&directory)?;
            if is_used {
                copy_flat(&used.0, &directory.join("data"))?;
            }
            let writer = is_used.then(|| used.1.clone());
            let was_reached = start_with_fault(options, shim, (fault, nth), &directory, writer, report)
                .with_context(|| format!("call {nth} of a start, data in {}", directory.display()))?;
            fs::remove_dir_all(&directory)?;
            if !was_reached {
                break;
            }
            nth += options.step_while_starting;
        }
    }
    Ok(())
}

/// A data directory as a kill left it, and who wrote to it.
fn used_data(options: &FaultOptions, fault: Fault) -> Result<(PathBuf, Writer)> {
    let data = options.directory.join(format!("used-{fault:?}"));
    let server = options.program.start(&data)?;
    let mut http = Client::connect(&server.address)?;
    let mut writer = Writer::register(&mut http, "writer")?;
    write(&mut writer, &mut http)?;
    server.kill()?;
    writer.forget();
    Ok((data, writer))
}

/// Whether the start made that many calls.
fn start_with_fault(
    options: &FaultOptions,
    shim: &Shim,
    (fault, nth): (Fault, u64),
    directory: &Path,
    writer: Option<Writer>,
    report: &mut FaultReport,
) -> Result<bool> {
    let (data, control) = (directory.join("data"), Control::create(&directory.join("control"))?);
    control.fail(fault, nth, LASTING)?;
    let mut command = options.program.command(&data)?;
    shim.inject(&mut command, directory, &control);
    let started = Server::try_start(&mut command)?;
    let was_reached = control.counts()?.1 > 0;
    report.starts += u64::from(was_reached);
    match started {
        Ok(server) => server.kill()?,
        Err(status) => {
            ensure!(was_reached && status.code() == Some(1), "the start ended with {status}");
            report.refused_starts += 1;
        }
    }
    let said = fs::read_to_string(data.with_extension("log"))?;
    ensure!(!said.contains("a defect"), "the start panicked: {said}");
    let server = options.program.start(&data).context("after the fault was gone")?;
    let mut http = Client::connect(&server.address)?;
    let mut writer = writer.map_or_else(|| Writer::register(&mut http, "writer"), Ok)?;
    check(&mut writer, &mut http)?;
    write(&mut writer, &mut http)?;
    server.kill()?;
    Ok(was_reached)
}

fn start(options: &FaultOptions, shim: &Shim, control: &Control, directory: &Path) -> Result<Server> {
    let mut command = options.program.command(&directory.join("data"))?;
    shim.inject(&mut command, directory, control);
    Server::start(&mut command)
}

fn copy_flat(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

impl fmt::Display for FaultReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed                  {}", self.seed)?;
        writeln!(f, "places of a fault     {} while running ({} not reached)", self.places, self.unreached)?;
        writeln!(f, "calls that failed     {}", self.failed_calls)?;
        writeln!(f, "acknowledged writes   {}, each there once", self.acknowledged)?;
        for ((fault, status), count) in &self.refusals {
            writeln!(f, "answered with {status}     {count}: {fault}")?;
        }
        writeln!(f, "refused but there     {}", self.refused_but_there)?;
        writeln!(f, "reads meanwhile       {}, all answered", self.reads)?;
        writeln!(
            f,
            "starts with a fault   {} ({} came to nothing), the next came up",
            self.starts, self.refused_starts
        )?;
        write!(f, "took                  {:.0} s", self.elapsed.as_secs_f64())
    }
}
