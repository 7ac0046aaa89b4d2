//! What stops a start: somebody else on the same data, lost or wrong keys; and who may look at the files.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use hearken_domain::UserId;
use hearken_store::{Backend, OpenError, Store, StoreError, StoreOptions};
use hearken_testkit::{ClosedStore, Engine, Fixture as _, START, TestStore, on_both_engines};

use crate::support::{entry, everything, find, id, insert};

const OTHER_KEY: &str = "hearken-master-key-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";

/// A store with an owner and an entry in it.
async fn used(t: TestStore) -> ClosedStore {
    used_by("ana", t).await
}

/// The same with an owner of this name.
pub(crate) async fn used_by(owner: &str, t: TestStore) -> ClosedStore {
    use_by(owner, &t).await;
    t.close()
}

/// Makes an owner of this name, and an entry.
pub(crate) async fn use_by(owner: &str, t: &TestStore) {
    let scope = t.user(owner).await;
    let claimed = t.store.write(scope.user(), |tx, owner| Box::pin(tx.claim_instance(*owner, START)));
    assert!(claimed.await.unwrap());
    insert(t, &scope, entry("first", "hello")).await;
}

async fn refusal(place: &ClosedStore) -> OpenError {
    place.try_open().await.map(drop).unwrap_err()
}

/// The message is for the one who starts the server: it names the file, and says that nothing was harmed.
fn assert_names(error: &OpenError, path: &Path) {
    let message = error.to_string();
    assert!(message.contains(&path.display().to_string()), "{message}");
    assert!(message.contains("nothing was changed"), "{message}");
}

pub(crate) async fn assert_opens_with_its_data(place: ClosedStore) {
    let t = place.open(std::sync::Arc::default()).await;
    let ana = t.store.scope(UserId(id("ana"))).await.unwrap();
    assert_eq!(find(&t, &ana, entry("first", "").id).await.unwrap().text.as_str(), "hello");
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

pub(crate) async fn lose_key_store(place: &ClosedStore) {
    match place.options().backend {
        Backend::Sqlite => {
            for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
                // Only the first is always there.
                let _ = fs::remove_file(place.dir().join(name));
            }
        }
        Backend::Postgres(_) => place.raw().await.run("DROP SCHEMA hearken_keys CASCADE").await,
    }
}

on_both_engines! {
    async fn a_second_start_on_the_same_data_is_refused(t: TestStore) {
        let error = refusal(&t).await;
        assert!(matches!(error, OpenError::InUse(_)), "{error}");
        assert!(error.to_string().contains(&t.dir().display().to_string()), "{error}");
        assert!(matches!(Store::migrate(t.options(), START).await, Err(OpenError::InUse(_))));
        assert!(matches!(Store::inspect(t.options()).await, Err(OpenError::InUse(_))));
        let t = t.reopen().await;
        t.user("ana").await;
    }

    async fn it_opens_again_at_once_many_times(t: TestStore) {
        let mut place = used(t).await;
        for _ in 0..10 {
            place = place.open(std::sync::Arc::default()).await.close();
        }
        assert_opens_with_its_data(place).await;
    }

    async fn a_lost_key_file_is_named_and_not_replaced(t: TestStore) {
        let place = used(t).await;
        let (key, aside) = (place.options().master_key_file.clone(), place.outside().join("aside"));
        fs::rename(&key, &aside).unwrap();
        let before = everything(&place.raw().await).await;
        let error = refusal(&place).await;
        assert!(matches!(error, OpenError::KeyFileLost(_)), "{error}");
        assert_names(&error, &key);
        assert!(error.to_string().contains("in no backup"), "nobody should look for it where it cannot be: {error}");
        assert!(!key.exists(), "a new key would hide the loss");
        assert_eq!(everything(&place.raw().await).await, before);
        fs::rename(&aside, &key).unwrap();
        assert_opens_with_its_data(place).await;
    }

    async fn a_wrong_key_is_named_and_left_alone(t: TestStore) {
        let place = used(t).await;
        let key = place.options().master_key_file.clone();
        let right = fs::read(&key).unwrap();
        fs::write(&key, OTHER_KEY).unwrap();
        let before = everything(&place.raw().await).await;
        let error = refusal(&place).await;
        assert!(matches!(error, OpenError::WrongKey(_)), "{error}");
        assert_names(&error, &key);
        assert_eq!(fs::read_to_string(&key).unwrap(), OTHER_KEY);
        assert_eq!(everything(&place.raw().await).await, before);
        fs::write(&key, right).unwrap();
        assert_opens_with_its_data(place).await;
    }

    async fn a_lost_key_store_is_not_started_anew_over_accounts(t: TestStore) {
        let place = used(t).await;
        lose_key_store(&place).await;
        let error = refusal(&place).await;
        assert!(matches!(error, OpenError::KeyStoreLost), "{error}");
        for words in ["keys.db", "hearken_keys", "Run `hearken backup restore-keys`", "nothing was changed"] {
            assert!(error.to_string().contains(words), "{error}");
        }
        assert!(!place.dir().join("keys.db").exists(), "an empty key store would hide the loss");
        let tables = place.raw().await.tables().await;
        assert!(!tables.iter().any(|table| table.starts_with("hearken_keys.")), "{tables:?}");
    }

    async fn a_lost_key_store_without_accounts_is_no_loss(t: TestStore) {
        let place = t.close();
        lose_key_store(&place).await;
        place.try_open().await.map(drop).unwrap();
    }

    async fn the_key_of_one_account_may_be_missing(t: TestStore) {
        t.user("ana").await;
        t.user("ben").await;
        let place = t.close();
        let delete = "DELETE FROM hearken_keys.wrapped_keys WHERE user_id = $1";
        assert_eq!(place.raw().await.exec(delete, &[id("ben").into()]).await, 1);
        let store = place.try_open().await.unwrap();
        assert!(matches!(store.scope(UserId(id("ben"))).await, Err(StoreError::KeyMissing)));
        store.scope(UserId(id("ana"))).await.map(drop).unwrap();
    }
}

#[tokio::test]
async fn a_key_file_that_holds_no_key_is_named_but_not_quoted() {
    let half_a_key = "hearken-master-key-1 00112233445566778899aabbccddeeff";
    let not_hex = OTHER_KEY.replace('a', "g");
    let signed = OTHER_KEY.replace("00", "+0");
    for content in ["", "secret words", half_a_key, &not_hex, &signed, &OTHER_KEY.repeat(2)] {
        let place = used(TestStore::start(Engine::Sqlite).await.unwrap()).await;
        let key = place.options().master_key_file.clone();
        fs::write(&key, content).unwrap();
        let error = refusal(&place).await;
        assert!(matches!(error, OpenError::BadKeyFile(_)), "{content:?}: {error}");
        let message = error.to_string();
        assert!(message.contains(&key.display().to_string()), "{message}");
        assert!(content.is_empty() || !message.contains(content.trim()), "{message}");
    }
}

#[tokio::test]
async fn a_key_file_that_is_no_text_or_no_file() {
    let place = used(TestStore::start(Engine::Sqlite).await.unwrap()).await;
    let key = place.options().master_key_file.clone();
    fs::write(&key, [0xff, 0xfe, 0]).unwrap();
    assert!(matches!(refusal(&place).await, OpenError::BadKeyFile(_)));
    fs::remove_file(&key).unwrap();
    fs::create_dir(&key).unwrap();
    let error = refusal(&place).await;
    assert!(matches!(&error, OpenError::File { path, .. } if *path == key.display().to_string()), "{error}");
}

#[tokio::test]
async fn only_the_owner_may_look_at_the_files() {
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    assert_eq!(mode(t.dir()), 0o700);
    assert_eq!(mode(&t.options().master_key_file), 0o600);
}

#[tokio::test]
async fn files_are_closed_to_others_even_in_a_directory_that_is_not() {
    let place = ClosedStore::start(Engine::Sqlite).await.unwrap();
    fs::create_dir(place.dir()).unwrap();
    fs::set_permissions(place.dir(), fs::Permissions::from_mode(0o755)).unwrap();
    let t = place.open(std::sync::Arc::default()).await;
    t.user("ana").await;
    for file in fs::read_dir(t.dir()).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[tokio::test]
async fn a_data_directory_that_is_a_file_is_named() {
    let place = ClosedStore::start(Engine::Sqlite).await.unwrap();
    fs::write(place.dir(), "").unwrap();
    let error = refusal(&place).await;
    assert!(error.to_string().contains(&place.dir().display().to_string()), "{error}");
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_an_error_without_its_password() {
    let place = ClosedStore::start(Engine::Sqlite).await.unwrap();
    for url in ["postgres://ana:hush@localhost:notaport/db", "postgres://ana:hush@127.0.0.1:1/db", "nonsense hush"] {
        let mut options = place.options().clone();
        options.backend = Backend::Postgres(url.to_owned());
        let error = Store::open(&options, START).await.map(drop).unwrap_err().to_string();
        assert!(!error.contains("hush"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_postgresql_that_says_nothing_is_not_waited_for_for_ever() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let dir = tempfile::tempdir().unwrap();
    let url = format!("postgres://ana@{}/ana", silent.local_addr().unwrap());
    let options = StoreOptions {
        data_dir: dir.path().to_owned(),
        backend: Backend::Postgres(url),
        master_key_file: dir.path().join("master.key"),
    };
    assert!(Store::open(&options, START).await.is_err());
}

#[tokio::test]
async fn a_key_file_elsewhere_gets_its_directory() {
    let place = ClosedStore::start(Engine::Sqlite).await.unwrap();
    let mut options = place.options().clone();
    options.master_key_file = place.outside().join("deep/down/key");
    Store::open(&options, START).await.map(drop).unwrap();
    assert_eq!(mode(&options.master_key_file), 0o600);
    assert!(!place.options().master_key_file.exists());
}

#[tokio::test]
async fn what_a_crash_left_of_a_key_file_is_no_hindrance() {
    let place = ClosedStore::start(Engine::Sqlite).await.unwrap();
    fs::create_dir(place.dir()).unwrap();
    let draft = place.dir().join("master.key.new");
    fs::write(&draft, &OTHER_KEY[..30]).unwrap();
    place.try_open().await.map(drop).unwrap();
    assert!(!draft.exists(), "half a key is of no use to anybody");
    assert_eq!(mode(&place.options().master_key_file), 0o600);
    place.try_open().await.map(drop).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgresql_database_serves_one_at_a_time_whatever_their_directories() {
    let Some(t) = TestStore::start(Engine::Postgres).await else { return };
    let elsewhere = |name| StoreOptions { data_dir: t.outside().join(name), ..t.options().clone() };
    let [one, two, three] = ["one", "two", "three"].map(elsewhere);
    let (opened, migrated, inspected) =
        tokio::join!(Store::open(&one, START), Store::migrate(&two, START), Store::inspect(&three));
    for refused in [opened.map(drop), migrated.map(drop), inspected.map(drop)] {
        let error = refused.unwrap_err();
        assert!(matches!(error, OpenError::DatabaseInUse), "{error}");
        assert!(error.to_string().contains("another Hearken"), "{error}");
    }
    t.user("ana").await;
    t.close().try_open().await.map(drop).unwrap();
}
