//! What is stored comes back as it was, whatever is in it.

use std::time::Duration;

use hearken_domain::{
    AnalysisStatus, Consent, Disclosure, DisclosureId, Email, Ending, EntryId, Preferences, Private, SendResult,
    Timestamp, User,
};
use hearken_store::{DisclosureCursor, EntryCursor, KeptAnswer, StoredUser, TimeWindow, UserScope};
use hearken_testkit::{Engine, Fixture as _, START, TestStore, on_both_engines};
use proptest::prelude::*;

use crate::support::{
    ENDING, analysis, answer, consent, disclosure, entry, evidence, find, head, id, insert, kept_answer, person, read,
    write,
};

const AWKWARD: [&str; 8] = [
    "plain",
    "We talked <3 & it's \"fine\"; DROP TABLE entries; --",
    "👩‍👩‍👧‍👦 zero\u{200b}width\u{feff}, joined\u{200d}",
    "שלום עולם \u{202e}mirrored\u{202c} مرحبا",
    "line\r\nbreaks\rof\nall kinds\u{2028}and\u{85}",
    "NUL \0 and \u{1} and \u{7f}",
    "ends in padding \u{80}\0\0",
    " \t leading and trailing \n ",
];

fn at(seconds: u64) -> Timestamp {
    START + Duration::from_secs(seconds)
}

async fn list(t: &TestStore, scope: &UserScope, window: TimeWindow, limit: i64) -> Vec<EntryId> {
    let found = read(t, scope, (window, limit), |tx, (window, limit)| Box::pin(tx.list_entries(window, *limit))).await;
    found.into_iter().map(|entry| entry.id).collect()
}

on_both_engines! {
    async fn an_account(t: TestStore) {
        let scope = t.store.create_scope(id("ana").into(), START).await.unwrap();
        let email = Email::parse("Ana@Example.org").unwrap();
        let user = User { id: scope.user(), email, name: "Ana \u{1f9e1}".into(), is_owner: true, created_at: at(5) };
        let email_index = t.store.email_index("ana@example.org");
        let stored = StoredUser { user: user.clone(), email_index, password_hash: "$argon2id$x".to_owned() };
        let stored = t.store.write((scope.clone(), stored), |tx, (scope, stored)| Box::pin(tx.insert_user(scope, stored)));
        stored.await.unwrap();
        let found = t.store.read(scope, |tx, scope| Box::pin(tx.find_user(scope))).await.unwrap();
        assert_eq!(found, Some(user));
        let found = t.store.read(email_index, |tx, index| Box::pin(tx.find_credentials(index))).await.unwrap().unwrap();
        assert_eq!((found.user, found.password_hash.as_str()), (id("ana").into(), "$argon2id$x"));
        let other = t.store.email_index("ben@example.org");
        assert!(t.store.read(other, |tx, index| Box::pin(tx.find_credentials(index))).await.unwrap().is_none());
    }

    async fn entries(t: TestStore) {
        let ana = t.user("ana").await;
        for (number, text) in AWKWARD.iter().enumerate() {
            let mut new = entry(&number.to_string(), text);
            new.conflict_of = (number % 2 == 0).then_some(EntryId(id("other")));
            new.mood = None;
            new.written_at = Timestamp::from_millis(-5);
            let stored = insert(&t, &ana, new.clone()).await;
            assert_eq!(stored.rev, i64::try_from(number).unwrap() + 1);
            new.rev = stored.rev;
            assert_eq!(stored, new);
            assert_eq!(find(&t, &ana, new.id).await, Some(new));
        }
        assert_eq!(find(&t, &ana, EntryId(id("no such"))).await, None);
    }

    async fn changed_fields_leave_the_text(t: TestStore) {
        let ana = t.user("ana").await;
        let mut new = insert(&t, &ana, entry("one", "text")).await;
        (new.title, new.tags, new.private) = (AWKWARD[2].into(), Vec::new(), false);
        new.text = "not to be written here".into();
        let changed = write(&t, &ana, new.clone(), |tx, entry| Box::pin(tx.update_entry_meta(entry.clone()))).await.unwrap();
        new.text = "text".into();
        new.rev = 2;
        assert_eq!(changed.value.rev, 2);
        assert_eq!(find(&t, &ana, new.id).await, Some(new));
    }

    async fn people(t: TestStore) {
        let ana = t.user("ana").await;
        for text in AWKWARD {
            let mut new = person(text);
            new = write(&t, &ana, new, |tx, person| Box::pin(tx.put_person(person.clone()))).await.unwrap().value;
            let found = read(&t, &ana, new.id, |tx, id| Box::pin(tx.find_person(*id))).await;
            assert_eq!(found.as_ref(), Some(&new));
            (new.notes, new.updated_at) = ("changed".into(), at(9));
            new = write(&t, &ana, new, |tx, person| Box::pin(tx.put_person(person.clone()))).await.unwrap().value;
            assert_eq!(read(&t, &ana, new.id, |tx, id| Box::pin(tx.find_person(*id))).await, Some(new));
        }
        assert_eq!(read(&t, &ana, (), |tx, ()| Box::pin(tx.list_people())).await.len(), AWKWARD.len());
    }

    async fn analyses(t: TestStore) {
        let ana = t.user("ana").await;
        let one = insert(&t, &ana, entry("one", AWKWARD[2])).await;
        let mut new = analysis(&one);
        new = write(&t, &ana, new, |tx, analysis| Box::pin(tx.put_analysis(analysis.clone()))).await.unwrap().value;
        let found = read(&t, &ana, one.id, |tx, id| Box::pin(tx.find_analysis(*id))).await;
        assert_eq!(found.as_ref(), Some(&new));
        let mut summary = read(&t, &ana, (), |tx, ()| Box::pin(tx.list_analysis_summaries())).await.remove(0);
        assert!(summary.analysis.reading.as_ref().unwrap().evidence.is_empty());
        summary.analysis.reading.clone_from(&new.reading);
        assert_eq!(summary.analysis, new);
        (new.status, new.reading) = (AnalysisStatus::Queued, None);
        new = write(&t, &ana, new, |tx, analysis| Box::pin(tx.put_analysis(analysis.clone()))).await.unwrap().value;
        assert_eq!(read(&t, &ana, one.id, |tx, id| Box::pin(tx.find_analysis(*id))).await, Some(new));
    }

    async fn facts_are_what_is_newer_of_entries_readings_and_evidence(t: TestStore) {
        let ana = t.user("ana").await;
        let since = |after: i64| read(&t, &ana, after, |tx, after| Box::pin(tx.facts_since(*after)));
        let counts = |facts: &hearken_store::NewFacts| (facts.outlines.len(), facts.summaries.len(), facts.evidence.len());
        let one = insert(&t, &ana, entry("one", "text")).await;
        let two = insert(&t, &ana, entry("two", "text")).await;
        let written = head(&t, &ana).await.seq;
        assert_eq!(counts(&since(0).await), (2, 0, 0));
        write(&t, &ana, analysis(&one), |tx, analysis| Box::pin(tx.put_analysis(analysis.clone()))).await.unwrap();
        let read_then = since(written).await;
        assert_eq!((counts(&read_then), read_then.changed), ((1, 1, 0), vec![one.id]), "all that is known of it");
        let analysed = head(&t, &ana).await.seq;
        write(&t, &ana, evidence(&one, "mark"), |tx, found| Box::pin(tx.put_evidence(found))).await.unwrap();
        assert_eq!(counts(&since(analysed).await), (1, 1, 1));
        let collected = head(&t, &ana).await.seq;
        write(&t, &ana, two.id, |tx, id| Box::pin(tx.delete_entry(*id))).await.unwrap();
        let gone = since(collected).await;
        assert_eq!((counts(&gone), gone.changed), ((0, 0, 0), vec![two.id]));
    }

    async fn answers_to_insights(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        let list = |scope| read(&t, scope, (), |tx, ()| Box::pin(tx.list_insight_answers()));
        let seq = head(&t, &ana).await.seq;
        for name in ["one", "two"] {
            let said = answer(name, AWKWARD[2]);
            write(&t, &ana, said.clone(), |tx, said| Box::pin(tx.put_insight_answer(said))).await.unwrap();
            let found = read(&t, &ana, said.id, |tx, id| Box::pin(tx.find_insight_answer(*id))).await;
            assert_eq!(found, Some(said));
        }
        assert_eq!((list(&ana).await.len(), list(&ben).await.len()), (2, 0));
        assert_eq!(head(&t, &ana).await.seq, seq + 2, "there is something to ask for");
        let gone = write(&t, &ana, id("one"), |tx, id| Box::pin(tx.delete_insight_answer(*id))).await.unwrap();
        let again = write(&t, &ana, id("one"), |tx, id| Box::pin(tx.delete_insight_answer(*id))).await.unwrap();
        assert_eq!((gone.value, again.value, list(&ana).await), (true, false, vec![answer("two", AWKWARD[2])]));
    }

    async fn answers_that_are_kept_until_they_are_old_or_their_entry_goes(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        let find = async |scope, id, since| {
            let found = read(&t, scope, (id, since), |tx, (id, since)| Box::pin(tx.find_kept_answer(*id, *since))).await;
            found.map(|kept| (kept.of, kept.text, kept.model))
        };
        let one = insert(&t, &ana, entry("one", "text")).await;
        let [mine, other] = ["one", "two"].map(|name| kept_answer(name, AWKWARD[2]));
        for kept in [&mine, &other] {
            let put = write(&t, &ana, kept.clone(), |tx, kept| Box::pin(tx.put_kept_answer(kept)));
            put.await.unwrap();
        }
        let of = |kept: &KeptAnswer| Some((kept.of, kept.text.clone(), kept.model.clone()));
        assert_eq!(find(&ana, mine.id, START).await, of(&mine));
        assert_eq!(find(&ben, mine.id, START).await, None, "not another's");
        let later = START + Duration::from_secs(1);
        assert_eq!(find(&ana, mine.id, later).await, None, "too old");
        write(&t, &ana, one.id, |tx, id| Box::pin(tx.delete_entry(*id))).await.unwrap();
        assert_eq!((find(&ana, mine.id, START).await, find(&ana, other.id, START).await), (None, of(&other)));
        let gone = write(&t, &ana, later, |tx, before| Box::pin(tx.forget_kept_answers(*before))).await.unwrap();
        assert_eq!((gone.value, find(&ana, other.id, START).await), (1, None));
    }

    async fn evidence_and_what_is_newer_than_a_number(t: TestStore) {
        let ana = t.user("ana").await;
        let since = |after: i64| read(&t, &ana, after, |tx, after| Box::pin(tx.evidence_since(*after)));
        let mut put = Vec::new();
        for name in ["one", "two"] {
            let entry = insert(&t, &ana, entry(name, AWKWARD[2])).await;
            let found = evidence(&entry, AWKWARD[2]);
            write(&t, &ana, found.clone(), |tx, found| Box::pin(tx.put_evidence(found))).await.unwrap();
            let stored = read(&t, &ana, entry.id, |tx, id| Box::pin(tx.find_evidence(*id))).await.unwrap();
            assert_eq!((stored.pieces, stored.disputes, stored.written_at), (found.pieces, found.disputes, entry.written_at));
            put.push((entry, head(&t, &ana).await.seq));
        }
        let ((one, after_one), (two, after_two)) = (put.remove(0), put.remove(0));
        assert_eq!(since(0).await.rows.len(), 2);
        assert_eq!(since(after_one).await.changed, [two.id]);
        assert!(since(after_two).await.changed.is_empty() && since(after_two).await.rows.is_empty());
        let moved = hearken_domain::Entry { written_at: at(9), ..one.clone() };
        write(&t, &ana, moved, |tx, entry| Box::pin(tx.update_entry_meta(entry.clone()))).await.unwrap();
        let newer = since(after_two).await;
        assert_eq!((newer.changed, newer.rows[0].written_at), (vec![one.id], at(9)), "it moves with its entry");
        write(&t, &ana, two.id, |tx, id| Box::pin(tx.delete_entry(*id))).await.unwrap();
        let newer = since(after_two).await;
        assert!(newer.changed.contains(&two.id) && newer.rows.iter().all(|row| row.entry == one.id));
    }

    async fn the_ledger_and_what_of_it_goes_with_an_entry(t: TestStore) {
        let ana = t.user("ana").await;
        let one = insert(&t, &ana, entry("one", "text")).await;
        let find_row = |id: DisclosureId| read(&t, &ana, id, |tx, id| Box::pin(tx.find_disclosure(*id)));
        for mark in AWKWARD {
            let (mut new, sent) = disclosure("one", mark);
            let before = head(&t, &ana).await.seq;
            write(&t, &ana, (new.clone(), sent), |tx, (new, sent)| Box::pin(tx.insert_disclosure(new, sent))).await.unwrap();
            assert!(head(&t, &ana).await.seq > before, "devices hear of it");
            assert_eq!(find_row(new.id).await, Some((new.clone(), Some(mark.into()))));
            for ending in [ENDING, Ending { result: SendResult::Cut, ..ENDING }] {
                write(&t, &ana, (new.id, ending), |tx, (id, ending)| Box::pin(tx.end_disclosure(*id, ending))).await.unwrap();
            }
            new.ending = Some(ENDING);
            assert_eq!(find_row(new.id).await, Some((new, Some(mark.into()))), "it ends once");
        }
        write(&t, &ana, one.id, |tx, id| Box::pin(tx.delete_entry(*id))).await.unwrap();
        for mark in AWKWARD {
            let (row, sent) = find_row(disclosure("one", mark).0.id).await.unwrap();
            assert_eq!((row.ending, sent), (Some(ENDING), None), "that it was sent stays known");
        }
        assert_eq!(find_row(DisclosureId(id("no such"))).await, None);
    }

    async fn the_ledger_by_pages(t: TestStore) {
        let ana = t.user("ana").await;
        for (mark, second) in [("a", 10), ("b", 20), ("c", 20), ("d", 30)] {
            let (new, sent) = disclosure("one", mark);
            let new = Disclosure { at: at(second), ..new };
            write(&t, &ana, (new, sent), |tx, (new, sent)| Box::pin(tx.insert_disclosure(new, sent))).await.unwrap();
        }
        let page = |from: Option<u64>, after: Option<DisclosureCursor>, limit: i64| {
            read(&t, &ana, (from.map(at), after, limit), |tx, (from, after, limit)| Box::pin(tx.list_disclosures(*from, *after, *limit)))
        };
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let next = page(None, after, 1).await;
            seen.extend(next.items.into_iter().map(|(row, _)| row.at));
            after = next.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, [30, 20, 20, 10].map(at), "each once");
        assert_eq!(page(Some(20), None, 10).await.items.len(), 3);
    }

    async fn consents_and_their_end(t: TestStore) {
        let ana = t.user("ana").await;
        let list = || read(&t, &ana, (), |tx, ()| Box::pin(tx.list_consents()));
        let mut stored = Vec::new();
        for (mark, second) in AWKWARD.into_iter().zip(1..) {
            let new = Consent { granted_at: at(second), withdrawn_at: None, ..consent("one", mark) };
            write(&t, &ana, new.clone(), |tx, new| Box::pin(tx.insert_consent(new))).await.unwrap();
            stored.insert(0, new);
        }
        assert_eq!(list().await, stored);
        for second in [50, 60] {
            let end = (stored[2].id, at(second));
            write(&t, &ana, end, |tx, (id, at)| Box::pin(tx.withdraw_consent(*id, *at))).await.unwrap();
        }
        stored[2].withdrawn_at = Some(at(50));
        assert_eq!(list().await, stored, "it ends once");
    }

    async fn preferences(t: TestStore) {
        let ana = t.user("ana").await;
        assert_eq!(read(&t, &ana, (), |tx, ()| Box::pin(tx.preferences())).await, Preferences::default());
        for country in [Some("NZ".to_owned()), None] {
            let chosen = Preferences { country, ..Preferences::default() };
            write(&t, &ana, chosen.clone(), |tx, chosen| Box::pin(tx.put_preferences(chosen))).await.unwrap();
            assert_eq!(read(&t, &ana, (), |tx, ()| Box::pin(tx.preferences())).await, chosen);
        }
    }

    async fn a_stretch_of_the_journal_newest_first(t: TestStore) {
        let ana = t.user("ana").await;
        let mut ids = Vec::new();
        for (name, seconds) in [("a", 10), ("b", 20), ("c", 20), ("d", 20), ("e", 30)] {
            let stored = insert(&t, &ana, hearken_domain::Entry { written_at: at(seconds), ..entry(name, name) }).await;
            ids.push((seconds, stored.id));
        }
        ids.sort_by(|a, b| b.cmp(a));
        let ids: Vec<_> = ids.into_iter().map(|(_, id)| id).collect();
        let all = TimeWindow::default();
        assert_eq!(list(&t, &ana, all, 10).await, ids);
        assert_eq!(list(&t, &ana, all, 2).await, ids[..2]);
        assert_eq!(list(&t, &ana, TimeWindow { from: Some(at(20)), ..all }, 10).await, ids[..4], "the first moment is in");
        assert_eq!(list(&t, &ana, TimeWindow { to: Some(at(20)), ..all }, 10).await, ids[4..], "the last one is not");
        let middle = TimeWindow { from: Some(at(20)), to: Some(at(30)), ..all };
        assert_eq!(list(&t, &ana, middle, 10).await, ids[1..4]);
        let after = |seconds, id| Some(EntryCursor { written_at: at(seconds), id });
        assert_eq!(list(&t, &ana, TimeWindow { after: after(20, ids[2]), ..all }, 10).await, ids[3..], "among equals");
        assert_eq!(list(&t, &ana, TimeWindow { after: after(30, ids[0]), ..middle }, 10).await, ids[1..4]);
        assert_eq!(list(&t, &ana, TimeWindow { after: after(20, ids[1]), ..middle }, 10).await, ids[2..4]);
    }

    async fn one_user_never_sees_anothers_rows(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        let one = insert(&t, &ana, entry("one", "mine")).await;
        assert_eq!(find(&t, &ben, one.id).await, None);
        assert_eq!(list(&t, &ben, TimeWindow::default(), 10).await, []);
        let deleted = write(&t, &ben, one.id, |tx, id| Box::pin(tx.delete_entry(*id))).await.unwrap();
        assert!(!deleted.value);
        let same_id = insert(&t, &ben, entry("one", "also mine")).await;
        assert_eq!(find(&t, &ana, one.id).await.unwrap().text.as_str(), "mine");
        assert_eq!(find(&t, &ben, same_id.id).await.unwrap().text.as_str(), "also mine");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1))]

    #[test]
    fn any_text(texts in prop::collection::vec(any::<String>(), 60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let t = TestStore::start(Engine::Sqlite).await.unwrap();
            let ana = t.user("ana").await;
            for (number, text) in texts.into_iter().enumerate() {
                let mut new = entry(&number.to_string(), &text);
                new.tags = vec![Private::from(text)];
                new = insert(&t, &ana, new).await;
                assert_eq!(find(&t, &ana, new.id).await, Some(new));
            }
        });
    }
}
