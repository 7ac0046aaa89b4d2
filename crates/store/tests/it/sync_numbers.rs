//! A user's numbers have no gaps, and who has seen one has seen all before it.

use hearken_domain::{Entry, EntryId};
use hearken_store::{RowChange, RowKind, Store, StoreError, Succession, UserReader, UserScope, UserTx};
use hearken_testkit::{START, TestStore, on_both_engines};
use tokio::task::JoinSet;

use crate::support::{analysis, entry, head, id, insert, log, person, read, write};

const TASKS: usize = 6;
const WRITES: usize = 25;

/// Inserts an entry, except that every third attempt takes its number back.
async fn insert_or_abort(tx: &mut UserTx<'_>, (entry, abort): &(Entry, bool)) -> Result<i64, StoreError> {
    let entry = tx.insert_entry(entry.clone(), None).await?;
    if *abort { Err(StoreError::Malformed("this test")) } else { Ok(entry.rev) }
}

/// Writes of one task: the numbers that were handed out for good.
async fn keep_writing(store: Store, scope: UserScope, task: usize) -> Vec<i64> {
    let mut revs = Vec::new();
    for number in 0..WRITES {
        let input = (entry(&format!("{task}-{number}"), "x"), number % 3 == 1);
        let written = store.write_user(scope.clone(), START, input, |tx, input| Box::pin(insert_or_abort(tx, input)));
        match written.await {
            Ok(written) => {
                assert_eq!(written.seq, written.value, "the transaction's last number");
                revs.push(written.value);
            }
            Err(StoreError::Malformed("this test")) => {}
            Err(error) => panic!("{error}"),
        }
    }
    revs
}

/// What a client sees in one snapshot.
async fn look(tx: &mut UserReader<'_>, cookie: i64) -> Result<(i64, Vec<RowChange>), StoreError> {
    let head = tx.sync_head().await?;
    Ok((head.seq, tx.changes_since(cookie, 10).await?))
}

/// Follows a user's log until it has seen `last`; fails at the first gap.
async fn follow(store: Store, scope: UserScope, last: i64) {
    let mut cookie = 0;
    while cookie < last {
        let looked = store.read_user(scope.clone(), cookie, |tx, cookie| Box::pin(look(tx, *cookie)));
        let (seq, changes) = looked.await.unwrap();
        for change in &changes {
            cookie += 1;
            assert_eq!(change.rev, cookie, "each row is written once, so each number is there");
        }
        assert!(cookie == seq || changes.len() == 10, "up to {seq} was promised, {cookie} was seen");
        tokio::task::yield_now().await;
    }
}

/// The number of a row in its own table and in the log, as one query from each.
async fn numbers_agree(t: &TestStore, tbl: i64, table: &str, id: &str) {
    let raw = t.raw().await;
    let rows = raw.number(&format!("SELECT COUNT(*) FROM {table}")).await;
    let agree = format!(
        "SELECT COUNT(*) FROM {table} r JOIN sync_rows s ON s.user_id = r.user_id AND s.row_id = r.{id}
         WHERE s.tbl = {tbl} AND s.rev = r.rev AND NOT s.deleted"
    );
    assert_eq!(raw.number(&agree).await, rows, "{table}");
    let logged = raw.number(&format!("SELECT COUNT(*) FROM sync_rows WHERE tbl = {tbl} AND NOT deleted")).await;
    assert_eq!(logged, rows, "{table}");
}

/// Everything that takes a number, some of it twice.
async fn change_everything(tx: &mut UserTx<'_>) -> Result<(), StoreError> {
    for name in ["one", "two", "three"] {
        let stored = tx.insert_entry(entry(name, "x"), None).await?;
        let stored = tx.update_entry_meta(stored).await?;
        let stored = tx.update_entry_text(Entry { text: "y".into(), ..stored }, Succession::default()).await?;
        tx.put_analysis(analysis(&stored)).await?;
        tx.put_analysis(analysis(&stored)).await?;
        let stored = tx.put_person(person(name)).await?;
        tx.put_person(stored).await?;
    }
    tx.put_preferences(&hearken_domain::Preferences::default()).await?;
    tx.put_preferences(&hearken_domain::Preferences::default()).await
}

fn deleted(kind: RowKind, name: &str, rev: i64) -> RowChange {
    RowChange { kind, id: id(name), rev, deleted: true }
}

on_both_engines! {
    async fn many_writers_leave_no_gap(t: TestStore) {
        let users = [t.user("ana").await, t.user("ben").await];
        for scope in &users {
            assert_eq!(head(&t, scope).await.seq, 0);
        }
        let mut writers = JoinSet::new();
        for (at, scope) in users.iter().enumerate() {
            for task in 0..TASKS {
                let writing = keep_writing(t.store.clone(), scope.clone(), task);
                writers.spawn(async move { (at, writing.await) });
            }
        }
        let mut handed_out = [Vec::new(), Vec::new()];
        for (at, revs) in writers.join_all().await {
            assert!(revs.is_sorted());
            handed_out[at].extend(revs);
        }
        for (scope, mut revs) in users.iter().zip(handed_out) {
            revs.sort_unstable();
            let last = i64::try_from(revs.len()).unwrap();
            assert_eq!(last, i64::try_from(TASKS * (WRITES - 8)).unwrap(), "8 of 25 gave theirs back");
            assert!(revs.iter().copied().eq(1..=last), "{revs:?}");
            assert_eq!(head(&t, scope).await.seq, last);
            assert!(log(&t, scope).await.iter().map(|change| change.rev).eq(1..=last));
        }
    }

    async fn a_reader_among_writers_misses_nothing(t: TestStore) {
        let ana = t.user("ana").await;
        let last = i64::try_from(TASKS * (WRITES - 8)).unwrap();
        let mut tasks = JoinSet::new();
        for _ in 0..3 {
            tasks.spawn(follow(t.store.clone(), ana.clone(), last));
        }
        for task in 0..TASKS {
            let writing = keep_writing(t.store.clone(), ana.clone(), task);
            tasks.spawn(async move { drop(writing.await) });
        }
        tasks.join_all().await;
    }

    async fn the_log_has_one_row_for_each_row(t: TestStore) {
        let ana = t.user("ana").await;
        write(&t, &ana, (), |tx, ()| Box::pin(change_everything(tx))).await.unwrap();
        for (tbl, table, id) in
            [(1, "entries", "id"), (2, "people", "id"), (3, "analyses", "entry_id"), (4, "preferences", "user_id")]
        {
            numbers_agree(&t, tbl, table, id).await;
        }
        let log = log(&t, &ana).await;
        assert_eq!(log.len(), 3 * 3 + 1);
        assert_eq!(head(&t, &ana).await.seq, 3 * 7 + 2);
        assert_eq!(log.last().unwrap().rev, 3 * 7 + 2, "the last change is always in the log");
        assert!(log.iter().is_sorted_by_key(|change| change.rev));
    }

    async fn what_was_deleted_stays_in_the_log(t: TestStore) {
        let ana = t.user("ana").await;
        let one = insert(&t, &ana, entry("one", "x")).await;
        let two = insert(&t, &ana, entry("two", "x")).await;
        write(&t, &ana, analysis(&one), |tx, analysis| Box::pin(tx.put_analysis(analysis.clone()))).await.unwrap();
        let someone = write(&t, &ana, person("someone"), |tx, person| Box::pin(tx.put_person(person.clone()))).await;
        let someone = someone.unwrap().value.id;
        for (id, expected) in [(one.id, true), (two.id, true), (two.id, false), (EntryId(id("none")), false)] {
            let gone = write(&t, &ana, id, |tx, id| Box::pin(tx.delete_entry(*id))).await.unwrap();
            assert_eq!(gone.value, expected);
        }
        for expected in [true, false] {
            let gone = write(&t, &ana, someone, |tx, id| Box::pin(tx.delete_person(*id))).await.unwrap();
            assert_eq!(gone.value, expected);
        }
        let expected = [
            deleted(RowKind::Entry, "one", 5),
            deleted(RowKind::Analysis, "one", 6),
            deleted(RowKind::Entry, "two", 7),
            deleted(RowKind::Person, "someone", 8),
        ];
        assert_eq!(log(&t, &ana).await, expected);
        for table in ["entries", "entry_revisions", "analyses", "people"] {
            assert_eq!(t.raw().await.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
    }

    async fn what_comes_back_is_there_again(t: TestStore) {
        let ana = t.user("ana").await;
        let one = insert(&t, &ana, entry("one", "x")).await;
        write(&t, &ana, one.id, |tx, id| Box::pin(tx.delete_entry(*id))).await.unwrap();
        insert(&t, &ana, entry("one", "again")).await;
        let change = RowChange { kind: RowKind::Entry, id: id("one"), rev: 3, deleted: false };
        assert_eq!(log(&t, &ana).await, [change]);
    }

    async fn rows_of_a_stretch_of_the_log(t: TestStore) {
        let ana = t.user("ana").await;
        write(&t, &ana, (), |tx, ()| Box::pin(change_everything(tx))).await.unwrap();
        let through = head(&t, &ana).await.seq;
        let log = log(&t, &ana).await;
        for (after, through) in [(0, through), (5, 12), (12, 13), (through, through + 5)] {
            let expected = |kind| {
                let mut revs: Vec<_> = log.iter().filter(|change| change.kind == kind && change.rev > after && change.rev <= through).map(|change| change.rev).collect();
                revs.sort_unstable();
                revs
            };
            let entries = read(&t, &ana, (after, through), |tx, (a, b)| Box::pin(tx.entries_changed_between(*a, *b))).await;
            let people = read(&t, &ana, (after, through), |tx, (a, b)| Box::pin(tx.people_changed_between(*a, *b))).await;
            let analyses = read(&t, &ana, (after, through), |tx, (a, b)| Box::pin(tx.analyses_changed_between(*a, *b))).await;
            for (kind, mut revs) in [
                (RowKind::Entry, entries.iter().map(|row| row.rev).collect::<Vec<_>>()),
                (RowKind::Person, people.iter().map(|row| row.rev).collect()),
                (RowKind::Analysis, analyses.iter().map(|row| row.rev).collect()),
            ] {
                revs.sort_unstable();
                assert_eq!(revs, expected(kind), "{kind:?} from {after} to {through}");
            }
        }
    }

    async fn a_transaction_that_changes_nothing_takes_no_number(t: TestStore) {
        let ana = t.user("ana").await;
        let nothing = write(&t, &ana, (), |tx, ()| Box::pin(async move { Ok(tx.seq()) })).await.unwrap();
        assert_eq!((nothing.value, nothing.seq, nothing.enqueued), (0, 0, false));
        assert_eq!(head(&t, &ana).await.seq, 0);
    }
}
