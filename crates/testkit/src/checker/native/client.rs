//! The client's turns: what it is asked, what the server sends, what there is to send.

use std::sync::mpsc::{Receiver, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use uuid::Uuid;

use super::link::{Greeting, Lost, Requests, Socket, sign_in};
use super::outbox::{Change, Mutation, Outbox};
use super::{Mistake, NativeOptions, Way};
use crate::chance::Chance;
use crate::checker::device::Begin;
use crate::checker::message::{Ask, Said, Seen};
use crate::checker::replica::{Replica, Taken};
use crate::checker::text;
use crate::checker::watch::Watch;

/// How often plain requests look for news.
const POLL: Duration = Duration::from_millis(150);
/// An answer later than this is not waited for: the connection is made anew.
const ANSWER: Duration = Duration::from_secs(4);
/// The effect of a push comes by itself; after this long it is asked for.
const EFFECT: Duration = Duration::from_millis(1500);
const FIRST_WAIT_MS: u64 = 250;
const LONGEST_WAIT_MS: u64 = 8000;
const PAGE: i64 = 100;
const IDLE: Duration = Duration::from_millis(5);

enum Link {
    None { until: Instant },
    Socket(Box<Socket>, Waits),
    Requests(Requests, Instant),
}

/// What a socket waits for.
#[derive(Default)]
struct Waits {
    welcomed: bool,
    /// A push, and through which number.
    push: Option<(i64, Instant)>,
    pull: Option<Instant>,
    effect: Option<Instant>,
}

pub(super) struct Client {
    begin: Begin,
    way: Way,
    mistake: Option<Mistake>,
    chance: Chance,
    token: Option<String>,
    outbox: Outbox,
    replica: Replica,
    watch: Watch,
    link: Link,
    failures: u32,
    frames: u64,
    /// How many names it has given up.
    names: u64,
    /// What a mistaken client has seen arrive last, and what it is about to do once more.
    arrived: Vec<Mutation>,
    again: Vec<Mutation>,
}

impl Client {
    pub(super) fn new(options: NativeOptions) -> Self {
        let NativeOptions { way, mistake, begin } = options;
        Self {
            way,
            mistake,
            chance: Chance::part(begin.seed, begin.number),
            token: None,
            outbox: Outbox::new(client_id(&begin, 0)),
            replica: Replica::new(mistake == Some(Mistake::KeepsFirst)),
            watch: Watch::new(begin.account.owner),
            link: Link::None { until: Instant::now() },
            failures: 0,
            frames: 0,
            names: 0,
            arrived: Vec::new(),
            again: Vec::new(),
            begin,
        }
    }

    /// Until nobody asks any more.
    pub(super) fn run(mut self, asked: &Receiver<Ask>) {
        loop {
            loop {
                match asked.try_recv() {
                    Ok(ask) => self.answer(ask),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
            }
            if let Err(lost) = self.turn() {
                self.lost(lost);
            }
        }
    }

    fn say(&self, said: Said) {
        // Nobody listens any more at the very end.
        let _ = self.begin.said.send((self.begin.number, said));
    }

    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Create { token, entry, text } => {
                self.write(Change { token, entry, section: None, text, base: None });
            }
            Ask::Append { token, entry, section } => match self.shown(entry) {
                Some((before, vid)) => {
                    let text = text::with_line(&before, &token, section);
                    self.write(Change { token, entry, section, text, base: Some(vid) });
                }
                None => self.say(Said::Skipped { token }),
            },
            Ask::Look => self.say(Said::Seen(Seen {
                cookie: self.replica.cookie,
                epoch: self.replica.epoch,
                outbox: self.outbox.waiting.len() + self.again.len(),
                frames: self.frames,
                link: if matches!(self.link, Link::None { .. }) { "away" } else { "there" }.to_owned(),
            })),
            Ask::Rows => self.say(Said::Rows { rows: self.replica.contents() }),
            // Its process is the checker's own.
            Ask::Crash => {}
        }
    }

    fn write(&mut self, change: Change) {
        let (token, entry) = (change.token.clone(), change.entry);
        self.outbox.add(change);
        self.say(Said::Stored { token });
        self.look_at(&[entry]);
    }

    /// An entry's text as it is shown, and the name of that version.
    fn shown(&self, entry: Uuid) -> Option<(String, String)> {
        self.outbox.latest(entry).or_else(|| {
            let data = &self.replica.rows.get(&format!("entry/{entry}"))?.data;
            Some((data["text"].as_str()?.to_owned(), data["vid"].as_str()?.to_owned()))
        })
    }

    fn look_at(&mut self, entries: &[Uuid]) {
        let text = |entry: &Uuid| (entry.to_string(), self.shown(*entry).map(|(text, _)| text).unwrap_or_default());
        let changed: Vec<_> = entries.iter().map(text).collect();
        for what in self.watch.show(&changed) {
            self.say(Said::Wrong { what });
        }
    }

    fn turn(&mut self) -> Result<(), Lost> {
        match &mut self.link {
            Link::None { until } if Instant::now() < *until => {
                thread::sleep(IDLE);
                Ok(())
            }
            Link::None { .. } => self.connect(),
            Link::Socket(socket, _) => match socket.receive()? {
                Some(frame) => {
                    self.frames += 1;
                    self.take(&frame)
                }
                None => self.go_on(),
            },
            Link::Requests(_, next) if Instant::now() < *next => {
                thread::sleep(IDLE);
                Ok(())
            }
            Link::Requests(_, next) => {
                *next = Instant::now() + POLL;
                self.exchange()
            }
        }
    }

    fn connect(&mut self) -> Result<(), Lost> {
        let token = self.token()?;
        let address = &self.begin.address;
        self.link = match self.way {
            Way::Requests => Link::Requests(Requests::open(address)?, Instant::now()),
            Way::Socket => {
                let Replica { cookie, epoch, .. } = self.replica;
                let greeting = Greeting { token: &token, client: self.outbox.client, cookie, epoch };
                let socket = Socket::open(address, &greeting).map_err(|_| Lost::Broken)?;
                Link::Socket(Box::new(socket), Waits::default())
            }
        };
        Ok(())
    }

    /// The access token; a new one when there is none that is good.
    fn token(&mut self) -> Result<String, Lost> {
        if let Some(token) = &self.token {
            return Ok(token.clone());
        }
        let Begin { address, account, .. } = &self.begin;
        let token = sign_in(address, &account.email, &account.password).map_err(|_| Lost::Broken)?;
        self.token = Some(token.clone());
        Ok(token)
    }

    /// Sends what there is to send over a socket, and notices what does not come.
    fn go_on(&mut self) -> Result<(), Lost> {
        let Link::Socket(socket, waits) = &mut self.link else { return Ok(()) };
        let is_late = |since: Option<Instant>, limit| since.is_some_and(|since: Instant| since.elapsed() > limit);
        if is_late(waits.push.map(|(_, since)| since), ANSWER) || is_late(waits.pull, ANSWER) {
            return Err(Lost::Broken);
        }
        if is_late(waits.effect, EFFECT) {
            waits.effect = None;
            return self.ask_for_news();
        }
        if waits.welcomed && waits.push.is_none() && self.outbox.is_unsent() {
            let mut body = push(&mut self.outbox, self.replica.epoch);
            (body["type"], body["id"]) = ("push".into(), self.frames.into());
            waits.push = Some((last_mid(&body), Instant::now()));
            self.frames += 1;
            socket.send(&body)?;
        }
        Ok(())
    }

    fn ask_for_news(&mut self) -> Result<(), Lost> {
        let Link::Socket(socket, waits) = &mut self.link else { return Ok(()) };
        waits.pull = Some(Instant::now());
        let (cookie, epoch) = self.replica.position();
        let mut pull = json!({ "type": "pull", "cookie": cookie, "epoch": epoch });
        if self.replica.is_fresh() {
            pull["fresh"] = true.into();
        }
        self.frames += 1;
        socket.send(&pull)
    }

    /// A round of plain requests: what there is to send, then what is new.
    fn exchange(&mut self) -> Result<(), Lost> {
        if self.outbox.is_unsent() {
            let body = push(&mut self.outbox, self.replica.epoch);
            self.frames += 1;
            let answer = self.post("/sync/push", &body)?;
            self.pushed(&answer, last_mid(&body))?;
        }
        loop {
            let (cookie, epoch) = self.replica.position();
            let mut body = json!({ "client_id": self.outbox.client, "cookie": cookie, "epoch": epoch, "limit": PAGE });
            if self.replica.is_fresh() {
                body["fresh"] = true.into();
            }
            let answer = self.post("/sync/pull", &body)?;
            let has_news = answer["rows"].as_array().is_none_or(|rows| !rows.is_empty());
            self.frames += u64::from(has_news);
            self.take(&answer)?;
            if answer["more"] != true {
                return Ok(());
            }
        }
    }

    fn post(&mut self, path: &str, body: &Value) -> Result<Value, Lost> {
        let token = self.token()?;
        let Link::Requests(requests, _) = &mut self.link else { return Err(Lost::Broken) };
        requests.post(path, &token, body)
    }

    fn take(&mut self, frame: &Value) -> Result<(), Lost> {
        match frame["type"].as_str() {
            Some("welcome") => {
                if let Link::Socket(_, waits) = &mut self.link {
                    waits.welcomed = true;
                }
                Ok(())
            }
            Some("delta") => self.delta(frame),
            Some("pushed") => {
                let through = match &mut self.link {
                    Link::Socket(_, waits) => waits.push.take().map(|(through, _)| through),
                    _ => None,
                };
                through.map_or(Ok(()), |through| self.pushed(frame, through))
            }
            Some("reset") if frame["reason"] == "lag" => self.ask_for_news(),
            _ => Err(Lost::Wrong(format!("unexpected: {frame}"))),
        }
    }

    fn delta(&mut self, delta: &Value) -> Result<(), Lost> {
        let taken = self.replica.take(delta).map_err(|error| Lost::Wrong(error.to_string()))?;
        match taken {
            Taken::Passed => return self.ask_for_news(),
            Taken::More if self.way == Way::Socket => return self.ask_for_news(),
            Taken::More => {}
            Taken::Applied { changed, last_mid } => {
                self.failures = 0;
                self.applied(&changed, last_mid);
            }
        }
        Ok(())
    }

    fn applied(&mut self, changed: &[String], last_mid: i64) {
        let arrived = self.outbox.arrived(last_mid);
        if let Link::Socket(_, waits) = &mut self.link {
            waits.pull = None;
            if !self.outbox.is_owed() {
                waits.effect = None;
            }
        }
        let (cookie, epoch) = (self.replica.cookie, self.replica.epoch);
        if let Some(what) = self.watch.moved(cookie, epoch) {
            self.say(Said::Wrong { what });
        }
        let mut entries = entries_in(changed);
        entries.extend(arrived.iter().map(|mutation| mutation.change.entry));
        self.look_at(&entries);
        for mutation in std::mem::take(&mut self.again) {
            let Change { token, entry, section, .. } = mutation.change;
            self.answer(Ask::Append { token, entry, section });
        }
        for Mutation { change, .. } in &arrived {
            self.say(Said::Acked { token: change.token.clone() });
        }
        if self.mistake == Some(Mistake::DoesAgain) && !arrived.is_empty() {
            self.arrived = arrived;
        }
    }

    /// The server's answer to a push of everything up to `through`.
    fn pushed(&mut self, answer: &Value, through: i64) -> Result<(), Lost> {
        if answer["type"] != "pushed" {
            return Err(Lost::Wrong(format!("a push was answered with {answer}")));
        }
        for result in answer["results"].as_array().into_iter().flatten().filter(|it| it["status"] == "rejected") {
            let refused = result["mid"].as_i64().and_then(|mid| self.outbox.refuse(mid));
            if let Some(Mutation { change: Change { token, .. }, .. }) = refused {
                self.say(Said::Refused { token, code: result["code"].to_string() });
            }
        }
        self.outbox.answered(through);
        if let Link::Socket(_, waits) = &mut self.link {
            waits.effect = Some(Instant::now());
        }
        Ok(())
    }

    fn lost(&mut self, lost: Lost) {
        match lost {
            Lost::SignIn => self.token = None,
            Lost::Broken => {}
            Lost::Wrong(what) => self.say(Said::Wrong { what }),
        }
        self.replica.drop_pages();
        self.mistake();
        let most = (FIRST_WAIT_MS << self.failures.min(10)).min(LONGEST_WAIT_MS);
        self.failures += 1;
        self.link = Link::None { until: Instant::now() + Duration::from_millis(self.chance.below(most)) };
    }

    /// What mistaken clients do when a connection breaks.
    fn mistake(&mut self) {
        match self.mistake {
            None | Some(Mistake::KeepsFirst) => {}
            Some(Mistake::ForgetsOutbox) => {
                // Under the old name the server would wait for what was forgotten.
                self.names += 1;
                self.outbox = Outbox::new(client_id(&self.begin, self.names));
            }
            Some(Mistake::DoesAgain) => self.again.append(&mut self.arrived),
            Some(Mistake::StartsOver) => {
                let rows = std::mem::take(&mut self.replica).rows;
                self.look_at(&entries_in(rows.keys()));
            }
        }
    }
}

/// The ids of those rows that are entries.
fn entries_in<'a>(keys: impl IntoIterator<Item = &'a String>) -> Vec<Uuid> {
    keys.into_iter().filter_map(|key| key.strip_prefix("entry/")?.parse().ok()).collect()
}

/// A push of everything that was not answered.
fn push(outbox: &mut Outbox, epoch: i64) -> Value {
    json!({ "client_id": outbox.client, "proto": 1, "schema": 1, "epoch": epoch, "mutations": outbox.take_batch() })
}

/// The id of a device's installation, the `names`th that it has.
fn client_id(begin: &Begin, names: u64) -> Uuid {
    Uuid::new_v5(&Uuid::nil(), format!("{} {} {names}", begin.seed, begin.number).as_bytes())
}

fn last_mid(push: &Value) -> i64 {
    push["mutations"].as_array().and_then(|all| all.last()).and_then(|last| last["mid"].as_i64()).unwrap_or(0)
}
