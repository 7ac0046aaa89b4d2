//! The server's side, watched: which words were accepted, where they are kept, and what was taken out on purpose.

use std::collections::{BTreeMap, BTreeSet};

use hearken_app::sync::{Action, Mutation, MutationStatus, Push, Pushed};
use hearken_domain::{ClientId, EntryId, UserId, Vid};
use hearken_testkit::TestApp;

use super::device::Device;
use super::network::{Answer, Request};
use super::text::words;
use crate::support::all_entries;
use crate::sync::mutations::{ask, send};

type Words = BTreeSet<String>;

/// The words of an entry.
#[derive(Clone)]
struct Kept {
    vid: Vid,
    current: Words,
    /// Those of its former versions, too.
    all: Words,
}

/// What must still be found at the end.
#[derive(Clone, Default)]
pub(super) struct Journal {
    /// Every text that was accepted, by the mutation that brought it.
    accepted: BTreeMap<(ClientId, i64), String>,
    /// Words that somebody took out of a text, or that went with an entry which was deleted. They may be in no text.
    removed: Words,
    /// Those of them that went with the whole history, which somebody deleted after seeing it.
    deleted: Words,
    /// What the server kept after the last mutation: nobody else writes texts.
    kept: BTreeMap<EntryId, Kept>,
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
        if push.mutations.is_empty() {
            return send(t, user, push).await.unwrap();
        }
        for mutation in &push.mutations {
            let one = Push { mutations: vec![mutation.clone()], ..push.clone() };
            let pushed = send(t, user, one).await.unwrap();
            let Pushed::Done { results, .. } = &pushed else { return pushed };
            self.note(push.client, mutation, results[0].status, results[0].code.as_deref());
            let before = std::mem::replace(&mut self.kept, kept(t, user).await);
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

    fn account_for_what_vanished(&mut self, mutation: &Mutation, before: &BTreeMap<EntryId, Kept>) {
        for (id, entry) in before {
            let now = self.kept.get(id);
            let missing = |word: &&String| !self.kept.values().any(|entry| entry.all.contains(*word));
            let vanished: Words = entry.all.iter().filter(missing).cloned().collect();
            if now.is_some() {
                assert_eq!(vanished, Words::new(), "vanished from a history by {:?}", mutation.action);
            } else {
                let seen = Some(entry.vid);
                let on_purpose = matches!(&mutation.action, Ok(Action::DeleteEntry(it, of)) if it == id && *of == seen);
                assert!(on_purpose, "{id} vanished by {:?}", mutation.action);
                self.removed.extend(entry.current.iter().cloned());
                self.deleted.extend(vanished);
            }
        }
    }

    /// Every accepted word is in a text, unless somebody took it out, and then in a history; and the devices show what the
    /// server has.
    pub(super) async fn check(&self, t: &TestApp, user: UserId, devices: &[Device]) {
        for (mutation, text) in devices.iter().flat_map(Device::typed) {
            assert_eq!(self.accepted.get(&mutation), Some(text), "what was typed never reached the server");
        }
        let kept = kept(t, user).await;
        let removed: Words = devices.iter().flat_map(Device::cut).chain(&self.removed).cloned().collect();
        for word in self.accepted.values().flat_map(|text| words(text)) {
            let in_history = kept.values().any(|entry| entry.all.contains(&word));
            assert!(in_history || self.deleted.contains(&word), "{word} is nowhere");
            let in_text = kept.values().any(|entry| entry.current.contains(&word));
            assert!(in_text || removed.contains(&word), "{word} is in no text, and nobody took it out");
        }
        let scope = t.store.store.scope(user).await.unwrap();
        let head = t.store.store.read_user(scope, (), |tx, ()| Box::pin(tx.sync_head())).await.unwrap();
        assert_eq!(head.seq, devices[0].cookie(), "devices have seen the last change");
        let live = devices[0].rows().values().filter(|(_, row)| row.starts_with("Entry")).count();
        assert_eq!(live, all_entries(t, user).await.len());
    }
}

/// Every word the server keeps, by its entry.
async fn kept(t: &TestApp, user: UserId) -> BTreeMap<EntryId, Kept> {
    let mut kept = BTreeMap::new();
    let scope = t.store.store.scope(user).await.unwrap();
    for entry in all_entries(t, user).await {
        let versions = t.store.store.read_user(scope.clone(), entry.id, |tx, id| Box::pin(tx.entry_versions(*id)));
        let current = words(&entry.text);
        let former = versions.await.unwrap().into_iter().flat_map(|version| words(&version.text));
        let all = former.chain(current.iter().cloned()).collect();
        kept.insert(entry.id, Kept { vid: entry.vid, current, all });
    }
    kept
}
