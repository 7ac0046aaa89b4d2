//! The server's side, watched: which text was accepted, where it is kept, and what was deleted on purpose.

use std::collections::{BTreeMap, BTreeSet};

use hearken_app::sync::{Action, Mutation, MutationStatus, Push, Pushed};
use hearken_domain::{ClientId, EntryId, UserId, Vid};
use hearken_testkit::TestApp;

use super::device::Device;
use super::network::{Answer, Request};
use crate::support::all_entries;
use crate::sync::mutations::{ask, push_of, send};

/// What must still be found at the end.
#[derive(Default)]
pub(super) struct Journal {
    /// Every text that was accepted, by the mutation that brought it.
    accepted: BTreeMap<(ClientId, i64), String>,
    /// Texts that went with an entry somebody deleted after seeing it.
    deleted: BTreeSet<String>,
    /// What the server kept after the last mutation: nobody else writes texts.
    kept: Texts,
    /// The first answer for each mutation: every later one must be the same.
    answers: BTreeMap<(ClientId, i64), MutationStatus>,
}

impl Journal {
    pub(super) async fn serve(&mut self, t: &TestApp, user: UserId, request: Request) -> Answer {
        match request {
            Request::Pull(pull) => Answer::Pulled(ask(t, user, pull).await),
            Request::Push(push) => Answer::Pushed(self.serve_push(t, user, push).await),
        }
    }

    /// One mutation at a time, so that what each does to the texts can be seen.
    async fn serve_push(&mut self, t: &TestApp, user: UserId, push: Push) -> Pushed {
        let mut last = None;
        for mutation in &push.mutations {
            let one = push_of(push.client, push.epoch, vec![mutation.clone()]);
            let pushed = send(t, user, one).await.unwrap();
            let Pushed::Done { results, .. } = &pushed else { return pushed };
            self.note(push.client, mutation, results[0].status, results[0].code.as_deref());
            let before = std::mem::replace(&mut self.kept, texts(t, user).await);
            self.account_for_what_vanished(mutation, &before);
            last = Some(pushed);
        }
        last.unwrap_or(Pushed::Gap { expect: 1 })
    }

    fn note(&mut self, client: ClientId, mutation: &Mutation, status: MutationStatus, code: Option<&str>) {
        let key = (client, mutation.mid);
        assert_eq!(*self.answers.entry(key).or_insert(status), status, "one mutation, two answers");
        if let Ok(Action::EditText { text, .. }) = &mutation.action {
            assert_ne!(status, MutationStatus::Rejected, "typed text was refused: {code:?}");
            self.accepted.insert(key, text.to_string());
        }
    }

    fn account_for_what_vanished(&mut self, mutation: &Mutation, before: &Texts) {
        for (text, (entry, current)) in before.iter().filter(|(text, _)| !self.kept.contains_key(*text)) {
            let seen = Some(*current);
            let on_purpose = matches!(&mutation.action, Ok(Action::DeleteEntry(id, of)) if id == entry && *of == seen);
            assert!(on_purpose, "{text} vanished by {:?}", mutation.action);
            self.deleted.insert(text.clone());
        }
    }

    /// Every accepted text is there exactly once, and the devices show what the server has.
    pub(super) async fn check(&self, t: &TestApp, user: UserId, devices: &[Device]) {
        for (mutation, text) in devices.iter().flat_map(Device::typed) {
            assert_eq!(self.accepted.get(&mutation), Some(text), "what was typed never reached the server");
        }
        let kept = texts(t, user).await;
        for text in self.accepted.values() {
            assert!(kept.contains_key(text) != self.deleted.contains(text), "{text}");
        }
        let scope = t.store.store.scope(user).await.unwrap();
        let head = t.store.store.read_user(scope, (), |tx, ()| Box::pin(tx.sync_head())).await.unwrap();
        let highest = devices[0].rows().values().map(|(rev, _)| *rev).max().unwrap_or(0);
        assert_eq!(head.seq, highest, "devices have seen the last change");
        let live = devices[0]
            .rows()
            .values()
            .filter(|(_, row)| row.as_ref().is_some_and(|row| row.starts_with("Entry")))
            .count();
        assert_eq!(live, all_entries(t, user).await.len());
    }
}

/// Every text the server keeps, current or replaced, with its entry and that one's current version.
type Texts = BTreeMap<String, (EntryId, Vid)>;

/// Fails when a text is kept twice: then a mutation took effect twice.
async fn texts(t: &TestApp, user: UserId) -> Texts {
    let mut texts = Texts::new();
    let scope = t.store.store.scope(user).await.unwrap();
    for entry in all_entries(t, user).await {
        let versions = t.store.store.read_user(scope.clone(), entry.id, |tx, id| Box::pin(tx.entry_versions(*id)));
        let replaced = versions.await.unwrap().into_iter().map(|version| version.text);
        for text in replaced.chain([entry.text.clone()]) {
            assert_eq!(texts.insert(text.to_string(), (entry.id, entry.vid)), None, "{} is kept twice", *text);
        }
    }
    texts
}
