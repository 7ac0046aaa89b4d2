//! What asking a provider costs besides the provider's own time: the same requests to the simulator, once through all of
//! `hearken_ai` and once over bare sockets. Run by `cargo xtask bench provider`.

#![expect(clippy::print_stdout, reason = "prints what it finds")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, ready};
use hearken_ai::providers::{DEADLINE, HttpModel, Kind, ModelConfig};
use hearken_ai::{
    Answers, Asker, ChatReply, Earlier, EntryReader, Ledger, Link, NotRecorded, Question, ReadInput, Round, Sending,
};
use hearken_domain::{DisclosureId, Ending, SystemClock, UserId};
use hearken_testkit::sim::Sim;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use uuid::Uuid;

/// How to measure.
#[derive(Parser)]
struct Args {
    /// Calls in flight at a time.
    #[arg(long, default_value_t = 16)]
    in_flight: usize,
    /// Calls of each kind.
    #[arg(long, default_value_t = 8000)]
    calls: usize,
}

const ENTRY: &str = "We talked about money without shouting. I felt heard. Later I was tired, and we cooked together.";
const MARK: &str = "0198f3a27c117000";
/// What the layer may add to a call in the middle, and to one in a hundred.
const GOALS: [Duration; 2] = [Duration::from_micros(500), Duration::from_millis(3)];
const ROUNDS: usize = 3;

fn main() -> Result<()> {
    let args = Args::parse();
    let cores = std::thread::available_parallelism()?;
    println!("cores             {cores}, shared by simulator and caller");
    println!("simulator         on loopback, answers at once");
    println!("calls             {} of each kind, {} in flight, {ROUNDS} rounds", args.calls, args.in_flight);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(measure(&args))
}

async fn measure(args: &Args) -> Result<()> {
    let sim = Sim::start().await;
    for kind in Kind::ALL {
        let link = Arc::new(link(kind, &sim)?.max_in_flight(2 * args.in_flight));
        read(&link).await?;
        let request = as_bytes(&sim, kind)?;
        // In turns, so that whatever else the machine does meets both.
        let (mut bare, mut whole) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            bare.extend(bare_calls(&sim, &request, args).await?);
            whole.extend(whole_calls(&link, args).await?);
        }
        print(kind, bare, whole);
    }
    Ok(())
}

fn link(kind: Kind, sim: &Sim) -> Result<Link> {
    let (base_url, model) = (sim.base_url(), "small".to_owned());
    let config = ModelConfig { base_url, api_key: None, model, deadline: DEADLINE, first_byte: DEADLINE };
    Ok(Link::new("sim", EntryReader::new(Arc::new(HttpModel::new(kind, config)?), Arc::new(SystemClock))))
}

/// What a ledger costs is the store's time, which is measured elsewhere.
struct Unwritten;

impl Ledger for Unwritten {
    fn record(&self, _: Sending) -> BoxFuture<'_, Result<DisclosureId, NotRecorded>> {
        ready(Ok(DisclosureId(Uuid::nil()))).boxed()
    }

    fn settle(&self, _: DisclosureId, _: Ending) -> BoxFuture<'_, ()> {
        ready(()).boxed()
    }
}

/// Every call is one.
impl Answers for Unwritten {
    fn find<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Option<Earlier>> {
        ready(None).boxed()
    }

    fn keep<'a>(&'a self, _: &'a Question, _: &'a ChatReply) -> BoxFuture<'a, ()> {
        ready(()).boxed()
    }
}

async fn read(link: &Link) -> Result<()> {
    let input = ReadInput { text: ENTRY, people: &[], mark: MARK };
    let asker = Asker { user: UserId(Uuid::nil()), can_wait: false };
    let read = Round::new(&[link], asker).read(input, &Unwritten, &Unwritten).await;
    ensure!(read.is_some(), "the simulator did not read");
    Ok(())
}

/// The request that the layer sends, byte for byte what counts of it.
fn as_bytes(sim: &Sim, kind: Kind) -> Result<Vec<u8>> {
    let sent = sim.requests().pop().with_context(|| format!("no request of {kind:?}"))?;
    let body = sent.body.to_string();
    let head = format!("POST {} HTTP/1.1\r\nhost: sim\r\ncontent-type: application/json\r\n", sent.path);
    Ok(format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

async fn whole_calls(link: &Arc<Link>, args: &Args) -> Result<Vec<Duration>> {
    let mut callers = JoinSet::new();
    let each = args.calls / args.in_flight / ROUNDS;
    for _ in 0..args.in_flight {
        let link = Arc::clone(link);
        callers.spawn(async move {
            let mut took = Vec::with_capacity(each);
            for _ in 0..each {
                let asked = Instant::now();
                read(&link).await?;
                took.push(asked.elapsed());
            }
            Ok(took)
        });
    }
    gather(callers).await
}

async fn bare_calls(sim: &Sim, request: &[u8], args: &Args) -> Result<Vec<Duration>> {
    let address = sim.base_url().trim_start_matches("http://").trim_end_matches("/v1").to_owned();
    let each = args.calls / args.in_flight / ROUNDS;
    let mut callers = JoinSet::new();
    for _ in 0..args.in_flight {
        let (address, request) = (address.clone(), request.to_vec());
        callers.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut took = Vec::with_capacity(each);
            for _ in 0..each {
                let asked = Instant::now();
                stream.write_all(&request).await?;
                whole_answer(&mut stream).await?;
                took.push(asked.elapsed());
            }
            Ok(took)
        });
    }
    gather(callers).await
}

/// Reads one answer, whose length is announced.
async fn whole_answer(stream: &mut TcpStream) -> Result<()> {
    let mut answer = Vec::with_capacity(8 * 1024);
    loop {
        ensure!(stream.read_buf(&mut answer).await? > 0, "the simulator hung up");
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).context("a length")?;
        if body.len() >= length.parse::<usize>()? {
            return Ok(());
        }
    }
}

async fn gather(mut callers: JoinSet<Result<Vec<Duration>>>) -> Result<Vec<Duration>> {
    let mut all = Vec::new();
    while let Some(took) = callers.join_next().await {
        all.extend(took??);
    }
    Ok(all)
}

fn print(kind: Kind, bare: Vec<Duration>, whole: Vec<Duration>) {
    let (bare, whole) = (percentiles(bare), percentiles(whole));
    let added = [whole[0].saturating_sub(bare[0]), whole[1].saturating_sub(bare[1])];
    println!("\n{}", kind.as_str());
    for (what, [p50, p99]) in [("bare sockets", bare), ("the whole layer", whole), ("added", added)] {
        println!("  {what:<16}  p50 {:>9}   p99 {:>9}", millis(p50), millis(p99));
    }
    println!("  goal              p50 {:>9}   p99 {:>9}", millis(GOALS[0]), millis(GOALS[1]));
}

fn percentiles(mut took: Vec<Duration>) -> [Duration; 2] {
    took.sort_unstable();
    [50, 99]
        .map(|percent| took.get((took.len() * percent).div_ceil(100).saturating_sub(1)).copied().unwrap_or_default())
}

fn millis(span: Duration) -> String {
    format!("{:.2} ms", span.as_secs_f64() * 1000.0)
}
