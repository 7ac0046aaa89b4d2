//! A client that writes, remembers what was acknowledged, and knows what must be there.
//!
//! Its mutations come in pairs: the odd one creates an entry, the even one edits it. An edit that took effect twice
//! would be one over a stale version, and leave a copy behind.

use std::collections::BTreeMap;
use std::io;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use uuid::Uuid;

use super::http::Client;

/// How many rows a pull may bring.
const PAGE: i64 = 500;

/// One installation of one account.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    pub(super) user: Uuid,
    pub(super) client: Uuid,
    token: String,
    epoch: i64,
    /// The last mutation that was acknowledged.
    pub(super) acked: i64,
    /// The last that was sent.
    pub(super) sent: i64,
    /// The last that a pull has shown, and the cookie of that pull.
    shown: (i64, i64),
    /// What a pull must bring beside what this client wrote: the number of the first change it makes.
    first_seq: i64,
}

/// What became of a push.
pub(super) enum Pushed {
    /// Every mutation was acknowledged.
    Acknowledged,
    /// No answer came: it took effect or it did not.
    Unanswered,
    /// The server refused.
    Refused { status: u16, body: Value },
}

/// What a pull found that must not be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Damage {
    /// Acknowledged mutations without their effect.
    pub(super) lost: u64,
    /// Effects too many.
    pub(super) doubled: u64,
}

impl Writer {
    /// Makes an account.
    pub(super) fn register(http: &mut Client, name: &str) -> Result<Self> {
        let body = json!({ "email": format!("{name}@example.org"), "password": "a long password", "name": name });
        let answer = http.post("/auth/register", None, &body)?;
        ensure!(answer.status == 201, "no account: {answer:?}");
        let signed_in = answer.json();
        let user = signed_in["user"]["id"].as_str().context("no user id")?.parse()?;
        let mut writer = Self {
            user,
            client: Uuid::new_v5(&user, b"client"),
            token: signed_in["access_token"].as_str().context("no access token")?.to_owned(),
            epoch: 0,
            acked: 0,
            sent: 0,
            shown: (0, 0),
            first_seq: 0,
        };
        let delta = writer.pull(http)?;
        writer.epoch = delta["epoch"].as_i64().context("no epoch")?;
        writer.first_seq = delta["to"].as_i64().context("no cookie")?;
        writer.shown.1 = writer.first_seq;
        Ok(writer)
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Sends the next `count` mutations after the last that was acknowledged.
    pub(super) fn push(&mut self, http: &mut Client, count: i64) -> Result<Pushed> {
        let last = self.acked + count;
        let mutations: Vec<Value> = (self.acked + 1..=last).map(|mid| mutation(self.client, mid)).collect();
        let body = json!({
            "client_id": self.client, "proto": 1, "schema": 1, "epoch": self.epoch, "mutations": mutations,
        });
        self.sent = self.sent.max(last);
        let Ok(answer) = http.post("/sync/push", Some(&self.token), &body) else { return Ok(Pushed::Unanswered) };
        let said = answer.json();
        if !answer.is_success() {
            return Ok(Pushed::Refused { status: answer.status, body: said });
        }
        ensure!(said["type"] == "pushed", "a push was answered with {said}");
        let results = said["results"].as_array().context("no results")?;
        ensure!(results.len() == mutations.len(), "{} results of {count}", results.len());
        let not_ok = results.iter().find(|result| result["status"] != "ok");
        ensure!(not_ok.is_none(), "a mutation was answered with {not_ok:?}");
        self.acked = last;
        Ok(Pushed::Acknowledged)
    }

    /// The last mutation that a check has seen the effect of.
    pub(super) const fn shown_mid(&self) -> i64 {
        self.shown.0
    }

    /// Everything is to be looked at anew by the next [`Self::check`].
    pub(super) fn forget(&mut self) {
        self.shown = (0, 0);
    }

    /// Pulls what is new since the last check and compares it with what was written.
    pub(super) fn check(&mut self, http: &mut Client) -> Result<Damage> {
        let mut found = BTreeMap::new();
        let mut damage = Damage::default();
        let (shown, _) = self.shown;
        let last_mid = loop {
            let delta = self.pull(http)?;
            for row in delta["rows"].as_array().context("no rows")? {
                let id: Uuid = row["id"].as_str().context("a row has no id")?.parse()?;
                if row["t"] == "entry" {
                    found.insert(id, row["d"]["vid"].as_str().unwrap_or_default().to_owned());
                }
            }
            self.shown.1 = delta["to"].as_i64().context("no cookie")?;
            if delta["more"] == false {
                break delta["last_mid"].as_i64().context("no last_mid")?;
            }
        };
        ensure!(last_mid <= self.sent, "the server knows of {last_mid} mutations, {} were sent", self.sent);
        damage.lost += above_zero(self.acked - last_mid);
        // Each mutation changes one row once, so the sequence counts their effects.
        let effects = self.shown.1 - self.first_seq;
        damage.doubled += above_zero(effects - last_mid);
        damage.lost += above_zero(last_mid - effects);
        for (entry, mid) in entries(self.client, shown, last_mid) {
            match found.remove(&entry) {
                Some(vid) if vid == version(self.client, mid) => {}
                _ => damage.lost += 1,
            }
        }
        damage.doubled += found.len() as u64;
        self.shown.0 = last_mid;
        Ok(damage)
    }

    fn pull(&self, http: &mut Client) -> Result<Value> {
        let body = json!({ "client_id": self.client, "cookie": self.shown.1, "epoch": self.epoch, "limit": PAGE });
        let answer: io::Result<_> = http.post("/sync/pull", Some(&self.token), &body);
        let answer = answer.context("a pull was not answered")?;
        let delta = answer.json();
        ensure!(answer.is_success() && delta["type"] == "delta", "a pull was answered with {} {delta}", answer.status);
        Ok(delta)
    }
}

fn above_zero(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// The entry that a mutation makes or edits.
pub(super) fn entry(client: Uuid, mid: i64) -> Uuid {
    Uuid::new_v5(&client, &((mid + 1) / 2).to_be_bytes())
}

/// The version of an entry's text that a mutation writes.
fn version(client: Uuid, mid: i64) -> String {
    format!("{client}.{mid}")
}

/// The text that a mutation writes.
pub(super) fn text(client: Uuid, mid: i64) -> String {
    format!("Mutation {mid} of {client}.")
}

/// The entries changed by the mutations after `after` up to `last`, each with the mutation whose text it must have.
pub(super) fn entries(client: Uuid, after: i64, last: i64) -> BTreeMap<Uuid, i64> {
    (after + 1..=last).map(|mid| (entry(client, mid), mid)).collect()
}

fn mutation(client: Uuid, mid: i64) -> Value {
    let (id, text) = (entry(client, mid), text(client, mid));
    let at = "2026-01-02T03:04:05Z";
    if mid % 2 == 1 {
        return json!({ "mid": mid, "name": "entry.create@1", "args": { "id": id, "text": text }, "at": at });
    }
    let base = version(client, mid - 1);
    json!({ "mid": mid, "name": "entry.edit@1", "args": { "id": id, "text": text }, "base_vid": base, "at": at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_has_the_text_of_its_last_mutation() {
        let client = Uuid::nil();
        let found: Vec<i64> = entries(client, 0, 5).into_values().collect();
        assert_eq!(found.iter().sum::<i64>(), 2 + 4 + 5);
        assert_eq!(entries(client, 1, 2), [(entry(client, 1), 2)].into());
        assert!(entries(client, 4, 4).is_empty());
    }
}
