//! Creating entries: the text is kept as it was typed, and what breaks a limit is named.

use hearken_app::journal::JournalError;
use hearken_domain::entry::{MAX_PEOPLE, MAX_TAG, MAX_TAGS, MAX_TEXT, MAX_TITLE};
use hearken_domain::{EntryChange, EntryId, EntryStatus, Mood, NewEntry, PersonId, Private, Timestamp};
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{add_person, all_entries, assert_names, change, create, delete, draft, find, finished, id, jobs};

const AWKWARD: [&str; 7] = [
    "We talked <3 &amp; <b>hugged</b>; DROP TABLE entries; --",
    "👩‍👩‍👧‍👦 family, 🧡 zero\u{200b}width, e\u{301} combining, \u{feff}mark",
    "שלום \u{202e}mirrored\u{202c} مرحبا",
    "  line\r\nbreaks\rof\n\n\nall kinds  \n",
    "\ttabs\u{a0}and\u{2009}spaces\u{3000}",
    "NUL \0 and \u{7f} and \u{1b}[31m",
    "\u{1f9e1}",
];

fn tags(count: usize, length: usize) -> Vec<Private> {
    (0..count).map(|number| Private::from(format!("{number:0>length$}"))).collect()
}

/// Entries that break one limit each, with the field the answer must name.
fn too_much() -> Vec<(NewEntry, &'static str)> {
    let fine = draft("fine");
    vec![
        (draft(""), "text"),
        (draft(" \n\t "), "text"),
        (draft(&"é".repeat(MAX_TEXT + 1)), "text"),
        (NewEntry { title: "é".repeat(MAX_TITLE + 1).into(), ..fine.clone() }, "title"),
        (NewEntry { tags: tags(MAX_TAGS + 1, 3), ..fine.clone() }, "tags"),
        (NewEntry { tags: tags(1, MAX_TAG + 1), ..fine.clone() }, "tags"),
        (NewEntry { tags: vec!["  ".into()], ..fine.clone() }, "tags"),
        (NewEntry { people: vec![PersonId(id("someone")); MAX_PEOPLE + 1], ..fine }, "people"),
    ]
}

on_both_engines! {
    async fn text_is_kept_as_it_was_typed(t: TestApp) {
        let ana = t.writer("ana").await;
        for text in AWKWARD {
            let made = create(&t, ana, NewEntry { title: text.into(), ..draft(text) }).await.unwrap();
            let found = find(&t, ana, made.id).await.unwrap();
            assert_eq!((found.text.as_str(), found.title.as_str()), (text, text));
            assert_eq!(found, made);
            let again = format!("{text} and more");
            change(&t, ana, made.id, EntryChange { text: Some(again.as_str().into()), ..EntryChange::default() }).await.unwrap();
            assert_eq!(find(&t, ana, made.id).await.unwrap().text.as_str(), again);
        }
    }

    async fn every_field_is_kept(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let new = NewEntry {
            id: Some(EntryId(id("one"))),
            title: "A title".into(),
            text: "Four words in here".into(),
            mood: Some(Mood::new(5).unwrap()),
            tags: vec![" home ".into(), "work".into(), "home".into()],
            people: vec![ben, ben],
            private: true,
            status: EntryStatus::Published,
            written_at: Some(Timestamp::from_millis(-1)),
        };
        let made = create(&t, ana, new.clone()).await.unwrap();
        assert_eq!((made.id, made.title.as_str(), made.text.as_str()), (EntryId(id("one")), "A title", "Four words in here"));
        assert_eq!((made.mood, made.private, made.status), (new.mood, true, EntryStatus::Published));
        assert_eq!(made.tags, [Private::from("home"), Private::from("work")], "trimmed, each once");
        assert_eq!(made.people, [ben], "each once");
        assert_eq!((made.written_at.as_millis(), made.word_count), (-1, 4));
        assert_eq!((made.created_at, made.updated_at), (t.app.ctx().now(), t.app.ctx().now()));
        assert_eq!(find(&t, ana, made.id).await.unwrap(), made);
    }

    async fn what_is_left_out_has_a_default(t: TestApp) {
        let ana = t.writer("ana").await;
        let made = create(&t, ana, draft("x")).await.unwrap();
        assert_eq!((made.title.as_str(), made.mood, made.private, made.status), ("", None, false, EntryStatus::Draft));
        assert_eq!(made.written_at, t.app.ctx().now());
        assert_ne!(create(&t, ana, draft("x")).await.unwrap().id, made.id);
    }

    async fn limits_are_in_reach(t: TestApp) {
        let ana = t.writer("ana").await;
        let new = NewEntry {
            title: "é".repeat(MAX_TITLE).into(),
            tags: tags(MAX_TAGS, MAX_TAG),
            ..draft(&"é".repeat(MAX_TEXT))
        };
        let made = create(&t, ana, new).await.unwrap();
        assert_eq!(find(&t, ana, made.id).await.unwrap(), made);
    }

    async fn what_breaks_a_limit_is_named_and_nothing_is_kept(t: TestApp) {
        let ana = t.writer("ana").await;
        for (new, field) in too_much() {
            assert_names(create(&t, ana, new).await, field);
        }
        assert_eq!(all_entries(&t, ana).await, []);
    }

    async fn a_deleted_entry_is_not_created_again(t: TestApp) {
        let ana = t.writer("ana").await;
        let new = NewEntry { id: Some(EntryId(id("one"))), ..finished("first") };
        let made = create(&t, ana, new.clone()).await.unwrap();
        delete(&t, ana, made.id, None).await.unwrap();
        assert!(matches!(create(&t, ana, new).await, Err(JournalError::Deleted)), "the request was late");
        assert_eq!(all_entries(&t, ana).await, []);
    }

    async fn a_change_has_the_same_limits(t: TestApp) {
        let ana = t.writer("ana").await;
        let made = create(&t, ana, draft("fine")).await.unwrap();
        for (new, field) in too_much() {
            let changed = EntryChange {
                text: Some(new.text),
                title: Some(new.title),
                tags: Some(new.tags),
                people: Some(new.people),
                ..EntryChange::default()
            };
            assert_names(change(&t, ana, made.id, changed).await, field);
        }
        assert_eq!(find(&t, ana, made.id).await.unwrap(), made);
    }

    async fn a_repeated_create_is_no_second_entry(t: TestApp) {
        let ana = t.writer("ana").await;
        let new = NewEntry { id: Some(EntryId(id("one"))), ..finished("first") };
        let made = create(&t, ana, new.clone()).await.unwrap();
        t.run_jobs().await;
        t.advance(std::time::Duration::from_secs(1));
        let again = create(&t, ana, NewEntry { text: "second".into(), ..new }).await.unwrap();
        assert_eq!(again, made);
        assert_eq!(all_entries(&t, ana).await, [made]);
        assert_eq!(jobs(&t).await.queued, 0, "nor is it read again");
    }

    async fn two_users_may_use_the_same_id(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        for (user, text) in [(ana, "mine"), (ben, "also mine")] {
            create(&t, user, NewEntry { id: Some(EntryId(id("one"))), ..draft(text) }).await.unwrap();
        }
        assert_eq!(find(&t, ana, EntryId(id("one"))).await.unwrap().text.as_str(), "mine");
        delete(&t, ben, EntryId(id("one")), None).await.unwrap();
        assert!(find(&t, ana, EntryId(id("one"))).await.is_ok());
    }

    async fn only_a_finished_entry_is_to_be_read(t: TestApp) {
        let ana = t.writer("ana").await;
        create(&t, ana, draft("x")).await.unwrap();
        assert_eq!(jobs(&t).await.queued, 0);
        create(&t, ana, finished("x")).await.unwrap();
        assert_eq!(jobs(&t).await.queued, 1);
    }
}
