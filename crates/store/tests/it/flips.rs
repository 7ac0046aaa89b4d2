//! Bits that turn over in the files: what a person wrote is either what they wrote or an error, never something else, and
//! one damaged value hides nothing beside it.

use std::fs;
use std::path::Path;

use hearken_domain::{Entry, EntryId, UserId};
use hearken_store::{Store, StoreError, StoreOptions, Succession, UserScope};
use hearken_testkit::{Cell, ClosedStore, Engine, Fixture as _, START, TestStore};

use crate::support::{entry, id, insert, vid, write};

const ENTRIES: usize = 40;
const FLIPS: u64 = 150;

fn name(number: usize) -> String {
    format!("entry-{number}")
}

fn words(number: usize) -> String {
    format!("what was written as number {number}, with some more to fill a row")
}

/// Two users with the same entries, everything in the files.
async fn filled() -> ClosedStore {
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    for user in ["ana", "ben"] {
        let scope = t.user(user).await;
        for number in 0..ENTRIES {
            let unlike = format!("{user} {}", name(number));
            insert(&t, &scope, Entry { id: EntryId(id(&unlike)), ..entry("any", &words(number)) }).await;
        }
    }
    t.close()
}

/// A copy of the files in which one bit is another.
fn flipped(place: &ClosedStore, file: &str, bit: usize, into: &Path) -> StoreOptions {
    if into.exists() {
        fs::remove_dir_all(into).unwrap();
    }
    fs::create_dir(into).unwrap();
    for found in ["hearken.db", "keys.db", "master.key"] {
        let mut bytes = fs::read(place.dir().join(found)).unwrap();
        if found == file {
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
        fs::write(into.join(found), bytes).unwrap();
    }
    StoreOptions { data_dir: into.to_owned(), master_key_file: into.join("master.key"), ..place.options().clone() }
}

/// How many of a user's entries are as they were written; the others must be errors.
async fn intact(store: &Store, scope: &UserScope, user: &str) -> usize {
    let mut intact = 0;
    for number in 0..ENTRIES {
        let wanted = EntryId(id(&format!("{user} {}", name(number))));
        let found: Result<Option<Entry>, StoreError> =
            store.read_user(scope.clone(), wanted, |reader, id| Box::pin(reader.find_entry(*id))).await;
        if let Ok(Some(found)) = found {
            assert_eq!(found.text.as_str(), words(number), "{user} {number}");
            assert_eq!(found.title.as_str(), format!("title of {}", words(number)), "{user} {number}");
            intact += 1;
        }
    }
    intact
}

/// The intact entries of both users; `None` where the store does not even open.
async fn served(options: &StoreOptions) -> Option<[usize; 2]> {
    let store = Store::open(options, START).await.ok()?;
    let mut served = [0; 2];
    for (user, served) in ["ana", "ben"].into_iter().zip(&mut served) {
        if let Ok(scope) = store.scope(UserId(id(user))).await {
            *served = intact(&store, &scope, user).await;
        }
    }
    Some(served)
}

/// Where the bytes of a value begin in a file.
fn place_of(bytes: &[u8], file: &Path) -> usize {
    let all = fs::read(file).unwrap();
    let found: Vec<usize> =
        all.windows(bytes.len()).enumerate().filter(|(_, window)| *window == bytes).map(|(at, _)| at).collect();
    assert_eq!(found.len(), 1, "the value is in the file once");
    found[0]
}

async fn value(place: &ClosedStore, sql: &str) -> Vec<u8> {
    match place.raw().await.rows(sql).await.swap_remove(0).swap_remove(0) {
        Cell::Bytes(bytes) => bytes,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_in_an_entry_costs_that_entry_alone() {
    let place = filled().await;
    for column in ["body", "meta"] {
        let sealed = value(&place, &format!("SELECT {column} FROM entries ORDER BY id LIMIT 1")).await;
        let at = place_of(&sealed, &place.dir().join("hearken.db"));
        for offset in [0, sealed.len() / 2, sealed.len() - 1] {
            let options = flipped(&place, "hearken.db", (at + offset) * 8 + 3, &place.outside().join("copy"));
            let served = served(&options).await.unwrap();
            assert_eq!(served.iter().sum::<usize>(), 2 * ENTRIES - 1, "{column}, byte {offset}: {served:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_in_a_wrapped_key_costs_that_user_alone() {
    let place = filled().await;
    let sql = "SELECT wrapped FROM hearken_keys.wrapped_keys ORDER BY user_id = zeroblob(16), user_id LIMIT 1";
    let wrapped = value(&place, sql).await;
    let at = place_of(&wrapped, &place.dir().join("keys.db"));
    for offset in [0, wrapped.len() / 2, wrapped.len() - 1] {
        let options = flipped(&place, "keys.db", (at + offset) * 8 + 5, &place.outside().join("copy"));
        let mut served = served(&options).await.unwrap();
        served.sort_unstable();
        assert_eq!(served, [0, ENTRIES], "byte {offset}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_anywhere_never_puts_other_words_into_a_journal() {
    let place = filled().await;
    let (mut refused, mut damaged) = (0, 0);
    for number in 0..FLIPS {
        let file = if number % 4 == 0 { "keys.db" } else { "hearken.db" };
        let bits = fs::metadata(place.dir().join(file)).unwrap().len() * 8;
        // Some multiple of a large prime: spread over the file, and the same every time.
        let bit = usize::try_from(number.wrapping_mul(2_654_435_761) % bits).unwrap();
        match served(&flipped(&place, file, bit, &place.outside().join("copy"))).await {
            None => refused += 1,
            Some(served) => damaged += usize::from(served != [ENTRIES; 2]),
        }
    }
    assert!(damaged > 0, "no flip met anything: {refused} refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bit_in_an_index_leads_to_no_other_version() {
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    let ana = t.user("ana").await;
    let one = insert(&t, &ana, entry("one", "first")).await;
    let two = Entry { vid: vid(5), text: "second".into(), ..one.clone() };
    let put = write(&t, &ana, two, |tx, two| Box::pin(tx.update_entry_text(two.clone(), Succession::default())));
    put.await.unwrap();
    let place = t.close();
    let (file, key) =
        (place.dir().join("hearken.db"), [id("ana").as_bytes(), one.id.0.as_bytes(), &vid(1).to_bytes()[..]].concat());
    let bytes = fs::read(&file).unwrap();
    let found: Vec<_> = bytes.windows(key.len()).enumerate().filter(|(_, window)| *window == key).collect();
    assert_eq!(found.len(), 2, "once in the row and once in the index");
    for (at, _) in found {
        let last_bit = (at + key.len() - 1) * 8;
        let options = flipped(&place, "hearken.db", last_bit, &place.outside().join("copy"));
        let store = Store::open(&options, START).await.unwrap();
        let (scope, asked) = (store.scope(UserId(id("ana"))).await.unwrap(), (one.id, vid(0)));
        let found = store.read_user(scope.clone(), asked, |tx, (id, vid)| Box::pin(tx.find_version(*id, *vid)));
        assert!(!matches!(found.await, Ok(Some(_))), "byte {at}");
        let found = store.read_user(scope, asked, |tx, (id, vid)| Box::pin(tx.find_readable_version(*id, *vid)));
        assert_eq!(found.await.unwrap(), None, "byte {at}");
    }
}
