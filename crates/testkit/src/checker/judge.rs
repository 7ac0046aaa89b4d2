//! Who asks the server itself, past the network that breaks.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use uuid::Uuid;

use super::device::Account;
use super::ledger::Entry;
use super::replica::{Replica, Taken};
use crate::crash::http::Client;

const PASSWORD: &str = "a long password";

/// One user's journal as the server has it.
pub(super) struct Judge {
    pub(super) account: Account,
    pub(super) replica: Replica,
    client: Uuid,
    token: Option<String>,
}

impl Judge {
    /// Makes the account.
    pub(super) fn register(address: &str, owner: char) -> Result<Self> {
        let email = format!("{owner}@example.org");
        let body = json!({ "email": email, "password": PASSWORD, "name": "A" });
        let answer = Client::connect(address)?.post("/auth/register", None, &body)?;
        ensure!(answer.status == 201, "no account: {answer:?}");
        let user = answer.json()["user"]["id"].as_str().context("no user id")?.to_owned();
        let client = Uuid::new_v5(&user.parse()?, b"judge");
        let account = Account { owner, email, password: PASSWORD.to_owned(), user };
        Ok(Self { account, replica: Replica::default(), client, token: None })
    }

    /// Signs in anew: what is asked later may not last as long as a token does.
    pub(super) fn sign_in(&mut self, address: &str) -> Result<()> {
        let body = json!({ "email": self.account.email, "password": self.account.password, "session": "token" });
        let answer = Client::connect(address)?.post("/auth/login", None, &body)?;
        self.token = Some(answer.json()["access_token"].as_str().context("no access token")?.to_owned());
        Ok(())
    }

    fn token(&self) -> Result<&str> {
        self.token.as_deref().context("the judge has not signed in")
    }

    /// Pulls what is new.
    pub(super) fn catch_up(&mut self, address: &str) -> Result<()> {
        let mut http = Client::connect(address)?;
        loop {
            let (cookie, epoch) = self.replica.position();
            let body = json!({ "client_id": self.client, "cookie": cookie, "epoch": epoch });
            let answer = http.post("/sync/pull", Some(self.token()?), &body)?;
            ensure!(answer.is_success(), "a pull was answered with {answer:?}");
            match self.replica.take(&answer.json())? {
                Taken::Applied { .. } => return Ok(()),
                Taken::More => {}
                Taken::Passed => anyhow::bail!("a pull was answered from elsewhere"),
            }
        }
    }

    pub(super) fn entries(&self) -> Result<Vec<Entry>> {
        let rows = self.replica.rows.iter().filter(|(key, _)| key.starts_with("entry/"));
        rows.map(|(_, row)| {
            let data = &row.data;
            let id = |name: &str| data[name].as_str().map(str::parse).transpose();
            Ok(Entry {
                id: id("id")?.context("an entry without an id")?,
                conflict_of: id("conflict_of")?,
                text: data["text"].as_str().context("an entry without a text")?.to_owned(),
            })
        })
        .collect()
    }

    /// How the list of entries that the API gives differs from the rows.
    pub(super) fn compare_with_list(&self, address: &str) -> Result<Vec<String>> {
        let mut http = Client::connect(address)?;
        let (mut differences, mut listed, mut cursor) = (Vec::new(), 0, None::<String>);
        loop {
            let after = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let answer = http.get(&format!("/entries?limit=200{after}"), self.token()?)?;
            ensure!(answer.is_success(), "the list was answered with {}", answer.status);
            let page: Value = answer.json();
            for entry in page["items"].as_array().context("a list without items")? {
                listed += 1;
                let key = format!("entry/{}", entry["id"].as_str().unwrap_or_default());
                if self.replica.rows.get(&key).is_none_or(|row| row.data != *entry) {
                    differences.push(format!("{key} differs between list and rows"));
                }
            }
            cursor = page["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        let held = self.replica.rows.keys().filter(|key| key.starts_with("entry/")).count();
        if listed != held {
            differences.push(format!("{listed} entries in the list, {held} in the rows"));
        }
        Ok(differences)
    }
}
