//! A whole run: everybody writes while everything breaks, then nothing breaks any more, and everybody is compared.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use super::device::{Begin, Device, Kind};
use super::judge::Judge;
use super::native::{Mistake, Way};
use super::node::NodeClient;
use super::party::Party;
use super::proxy::{Limits, Proxy};
use super::report::LiveReport;
use super::server::Torment;
use super::settle::settle;
use crate::chance::Chance;
use crate::crash::Program;
use crate::crash::integrity;

/// What to do, and how long.
#[derive(Clone, Debug)]
pub struct LiveOptions {
    /// The server.
    pub program: Program,
    /// Where its data is written; made by this.
    pub directory: PathBuf,
    /// Whether its data is in SQLite files, to be checked for integrity.
    pub on_sqlite: bool,
    /// The web app's client; without it, all devices are of the other kind.
    pub node: Option<NodeClient>,
    /// Mistakes, each of one more device, to see that they are found.
    pub mistakes: Vec<Mistake>,
    /// At least so many kills of the server.
    pub kills: u64,
    /// At least so many acknowledged tokens.
    pub tokens: u64,
    /// At least so long.
    pub at_least: Duration,
    /// How long the server is left alone at most before it is killed.
    pub longest: Duration,
    /// How long a connection may swallow everything before it breaks.
    pub hole: Duration,
    /// What repeats the run, but for what the system's scheduler adds.
    pub seed: u64,
}

/// A connection that is to break has carried no more than this.
const BYTES: u64 = 40_000;
/// How long everybody waits between two tokens, on average.
const PAUSE_MS: u64 = 18;
/// Of so many tokens, before one a client in Node.js is taken away.
const CRASH: u64 = 60;
const PROGRESS: Duration = Duration::from_secs(10);

/// Runs it. An error is a defect of another kind: a server that does not start, a client that ends by itself.
pub fn run(options: &LiveOptions, mut progress: impl FnMut(&str)) -> Result<LiveReport> {
    let begun = Instant::now();
    fs::create_dir_all(&options.directory)?;
    let data = options.directory.join("data");
    let server = options.program.start(&data)?;
    let judges = [Judge::register(&server.address, 'u')?, Judge::register(&server.address, 'c')?];
    let limits = Limits { hole: options.hole, bytes: BYTES };
    let proxy = Arc::new(Proxy::start(options.seed, limits)?);
    proxy.lead_to(Some(&server.address))?;
    let mut chance = Chance::new(options.seed);
    let mut party = gather(options, judges, &proxy)?;
    let torment = Torment {
        program: options.program.clone(),
        data: data.clone(),
        longest: options.longest,
        chance: Chance::new(chance.next()),
    };
    let tormented = torment.begin(server, Arc::clone(&proxy));
    let mut told = Instant::now();
    let is_enough = |party: &Party| {
        tormented.kills() >= options.kills
            && party.acknowledged() >= options.tokens
            && begun.elapsed() >= options.at_least
    };
    while !is_enough(&party) && !tormented.has_ended() {
        party.write_one(&mut chance)?;
        if chance.below(CRASH) == 0 {
            party.crash_one(&mut chance)?;
        }
        party.listen(Duration::from_millis(chance.below(2 * PAUSE_MS)));
        if told.elapsed() > PROGRESS {
            told = Instant::now();
            let (kills, tokens) = (tormented.kills(), party.acknowledged());
            progress(&format!("{kills:>6} kills, {tokens:>8} tokens, {:.0} s", begun.elapsed().as_secs_f64()));
        }
    }
    let kills = tormented.kills();
    let server = tormented.end()?;
    proxy.calm_down();
    let mut report = LiveReport { seed: options.seed, kills, faults: proxy.counts(), ..LiveReport::default() };
    settle(&mut party, &server.address, &mut report)?;
    party.verify(&server.address, &mut report)?;
    drop(party);
    server.stop()?;
    if options.on_sqlite {
        integrity::check(&data)?;
    }
    report.elapsed = begun.elapsed();
    Ok(report)
}

/// The devices of the first user, and one of the second.
fn gather(options: &LiveOptions, judges: [Judge; 2], proxy: &Proxy) -> Result<Party> {
    let native = |way, mistake| Kind::Native { way, mistake };
    let mut kinds = vec![native(Way::Socket, None), native(Way::Requests, None)];
    kinds.extend(match &options.node {
        Some(node) => vec![Kind::Kept(node.clone()), Kind::Kept(node.clone()), Kind::Tab(node.clone())],
        None => vec![native(Way::Socket, None), native(Way::Requests, None)],
    });
    kinds.extend(options.mistakes.iter().map(|mistake| native(Way::Socket, Some(*mistake))));
    let ours = kinds.len();
    kinds.push(native(Way::Socket, None));
    let (said, heard) = channel();
    let [judge, other] = judges;
    let devices: Result<Vec<Device>> = kinds
        .into_iter()
        .enumerate()
        .map(|(number, kind)| {
            let account = if number < ours { judge.account.clone() } else { other.account.clone() };
            let begin = Begin { number, account, address: proxy.address(), seed: options.seed, said: said.clone() };
            Device::begin(kind, begin).context("starting a device")
        })
        .collect();
    Ok(Party::new(devices?, ours, [judge, other], heard, options.seed))
}
