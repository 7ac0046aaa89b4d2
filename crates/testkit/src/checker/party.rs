//! Everybody who takes part: two users, their devices, and what became of what they wrote.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Result;
use uuid::Uuid;

use super::device::{Device, Heard, Kind};
use super::judge::Judge;
use super::ledger::Ledger;
use super::message::{Ask, Contents, Said, Seen};
use super::report::LiveReport;
use super::workload::{Order, Workload};
use crate::chance::Chance;

/// A device with so many tokens on the way writes no more for now.
const MOST_WAITING: usize = 60;
/// The first device never dies, so that what it makes is sure to arrive.
const MAKER: usize = 0;
/// How long to wait for everybody to say where they are, or what they hold.
const WORDS: Duration = Duration::from_secs(20);
/// How many of anything that is wrong are kept.
const MOST_WRONG: usize = 200;

/// One user.
pub(super) struct User {
    pub(super) judge: Judge,
    pub(super) ledger: Ledger,
    workload: Workload,
}

pub(super) struct Party {
    devices: Vec<Device>,
    /// The devices below this number are the first user's.
    ours: usize,
    pub(super) users: [User; 2],
    heard: Receiver<Heard>,
    seen: Vec<Option<Seen>>,
    rows: Vec<Option<Contents>>,
    wrong: Vec<String>,
    client_kills: u64,
    tab_crashes: u64,
}

impl Party {
    pub(super) fn new(
        devices: Vec<Device>,
        ours: usize,
        judges: [Judge; 2],
        heard: Receiver<Heard>,
        seed: u64,
    ) -> Self {
        let all = devices.len();
        let users = judges.map(|judge| {
            let workload = Workload::new(judge.account.owner, all, seed);
            User { judge, ledger: Ledger::default(), workload }
        });
        Self {
            devices,
            ours,
            users,
            heard,
            seen: vec![None; all],
            rows: vec![None; all],
            wrong: Vec::new(),
            client_kills: 0,
            tab_crashes: 0,
        }
    }

    fn user_of(&mut self, device: usize) -> &mut User {
        &mut self.users[usize::from(device >= self.ours)]
    }

    pub(super) fn acknowledged(&self) -> u64 {
        self.users[0].ledger.count_acked()
    }

    /// Lets a device write a token, somewhere.
    pub(super) fn write_one(&mut self, chance: &mut Chance) -> Result<()> {
        let device = chance.index(self.devices.len());
        let makes = device == MAKER || device >= self.ours;
        let user = self.user_of(device);
        if user.ledger.waiting(device) >= MOST_WAITING {
            return Ok(());
        }
        let Order { ask, token, entry, place } = user.workload.next(device, makes);
        user.ledger.asked(&token, device, entry, place);
        self.devices[device].ask(&ask)
    }

    /// Takes a client in Node.js away: a tab of a browser that keeps the journal comes back with it, another one with
    /// nothing.
    pub(super) fn crash_one(&mut self, chance: &mut Chance) -> Result<()> {
        let device = chance.index(self.devices.len());
        match self.devices[device].kind {
            Kind::Native { .. } => {}
            Kind::Kept(_) => {
                self.tab_crashes += 1;
                self.user_of(device).ledger.died(device, true);
                self.devices[device].ask(&Ask::Crash)?;
            }
            Kind::Tab(_) => {
                self.client_kills += 1;
                self.devices[device].replace()?;
                let user = self.user_of(device);
                user.ledger.died(device, false);
                user.workload.begin_anew(device);
            }
        }
        Ok(())
    }

    /// Takes in what is said for so long.
    pub(super) fn listen(&mut self, span: Duration) {
        let until = Instant::now() + span;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.heard.recv_timeout(left) {
                Ok((device, said)) => self.hear(device, said),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn hear(&mut self, device: usize, said: Said) {
        let ledger = &mut self.user_of(device).ledger;
        match said {
            Said::Stored { token } => ledger.stored(&token),
            Said::Skipped { token } => ledger.skipped(&token),
            Said::Acked { token } => ledger.acked(&token),
            Said::Refused { token, code } => self.note(device, &format!("{token} was refused: {code}")),
            Said::Wrong { what } => self.note(device, &what),
            Said::Seen(seen) => self.seen[device] = Some(seen),
            Said::Rows { rows } => self.rows[device] = Some(rows),
        }
    }

    fn note(&mut self, device: usize, what: &str) {
        if self.wrong.len() < MOST_WRONG {
            self.wrong.push(format!("device {device}: {what}"));
        }
    }

    /// Where everybody stands; nothing of those who do not say.
    pub(super) fn look(&mut self) -> Result<&[Option<Seen>]> {
        self.seen.fill(None);
        self.ask_all(&Ask::Look, |party| party.seen.iter().all(Option::is_some))?;
        Ok(&self.seen)
    }

    fn ask_all(&mut self, ask: &Ask, is_answered: impl Fn(&Self) -> bool) -> Result<()> {
        for device in &mut self.devices {
            device.ask(ask)?;
        }
        let until = Instant::now() + WORDS;
        while !is_answered(self) && Instant::now() < until {
            self.listen(Duration::from_millis(10));
        }
        Ok(())
    }

    /// What keeps everybody from being in step with the server; nothing once they are.
    pub(super) fn lag(&mut self, address: &str) -> Result<Option<String>> {
        for user in &mut self.users {
            user.judge.catch_up(address)?;
        }
        self.look()?;
        for (device, seen) in self.seen.iter().enumerate() {
            let user = &self.users[usize::from(device >= self.ours)];
            let replica = &user.judge.replica;
            let Some(seen) = seen else { return Ok(Some(format!("device {device} says nothing"))) };
            if seen.outbox > 0 || (seen.cookie, seen.epoch) != (replica.cookie, replica.epoch) {
                return Ok(Some(format!("device {device} is at {seen:?}, the server at {}", replica.cookie)));
            }
        }
        Ok(None)
    }

    /// Frames so far, of everybody.
    pub(super) fn frames(&self) -> u64 {
        self.seen.iter().flatten().map(|seen| seen.frames).sum()
    }

    /// Compares everybody with the server, and what is there with what was written.
    pub(super) fn verify(&mut self, address: &str, report: &mut LiveReport) -> Result<()> {
        self.rows.fill(None);
        self.ask_all(&Ask::Rows, |party| party.rows.iter().all(Option::is_some))?;
        let expected = [self.users[0].judge.replica.contents(), self.users[1].judge.replica.contents()];
        for device in 0..self.devices.len() {
            let expected = &expected[usize::from(device >= self.ours)];
            let found = self.rows[device].take().unwrap_or_default();
            for what in differences(expected, &found) {
                self.note(device, &what);
            }
            let waiting = self.user_of(device).ledger.waiting(device);
            if waiting > 0 {
                self.note(device, &format!("it has not acknowledged {waiting} tokens, and no longer waits"));
            }
        }
        report.wrong.append(&mut self.wrong);
        for user in &self.users {
            report.wrong.extend(user.judge.compare_with_list(address)?);
            let verdict = user.ledger.judge(&user.judge.entries()?);
            report.lost.extend(verdict.lost);
            report.doubled.extend(verdict.doubled);
            report.wrong.extend(verdict.strange);
            report.copies += verdict.copies;
            report.doubtful += user.ledger.count_doubtful();
        }
        report.acknowledged = self.acknowledged();
        report.rows = expected[0].len();
        report.digest = digest(&expected[0]);
        report.devices = self.devices.iter().map(Device::name).collect::<Vec<_>>().join(", ");
        (report.client_kills, report.tab_crashes) = (self.client_kills, self.tab_crashes);
        Ok(())
    }
}

/// How what a device holds differs from what the server has.
fn differences(expected: &Contents, found: &Contents) -> Vec<String> {
    let missing = expected.iter().filter(|(key, row)| found.get(*key) != Some(*row)).map(|(key, row)| {
        let held = found.get(key).map_or("nothing", String::as_str);
        format!("of {key} it holds {held}; the server has {row}")
    });
    let more =
        found.keys().filter(|key| !expected.contains_key(*key)).map(|key| format!("it holds {key}, and nobody else"));
    missing.chain(more).collect()
}

fn digest(rows: &Contents) -> String {
    let all: Vec<String> = rows.iter().map(|(key, row)| format!("{key} {row}\n")).collect();
    Uuid::new_v5(&Uuid::nil(), all.concat().as_bytes()).simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_differs_is_named() {
        let rows = |rows: &[(&str, &str)]| -> Contents {
            rows.iter().map(|(key, row)| ((*key).to_owned(), (*row).to_owned())).collect()
        };
        let expected = rows(&[("entry/a", "1 {}"), ("entry/b", "2 {}")]);
        assert!(differences(&expected, &expected).is_empty());
        let found = differences(&expected, &rows(&[("entry/a", "1 {}"), ("entry/b", "1 {}"), ("entry/c", "3 {}")]));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_ne!(digest(&expected), digest(&rows(&[])));
    }
}
