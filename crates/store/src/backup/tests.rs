//! What needs a look inside: backups of other schemas, disks that are full, and logs that grow.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use hearken_domain::Timestamp;
use uuid::Uuid;

use super::dump::{Dump, LogWatch};
use super::folder::Draft;
use super::records::{FORMAT, RecordWriter};
use super::sealed::SealedWriter;
use super::*;
use crate::db::{Db, Durability, Sqlite, vals};
use crate::{Backend, Store, StoreError, migrate};

const NOW: Timestamp = Timestamp::from_millis(1_795_176_000_000);
const OWNER: Uuid = Uuid::from_u128(7);

struct Place {
    directory: tempfile::TempDir,
}

impl Place {
    /// A data directory with nothing but a master key.
    fn new() -> Self {
        let place = Self { directory: tempfile::tempdir().unwrap() };
        fs::create_dir(place.path("data")).unwrap();
        MasterKey::create(&place.options().master_key_file).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn options(&self) -> StoreOptions {
        let data_dir = self.path("data");
        StoreOptions { master_key_file: data_dir.join("master.key"), data_dir, backend: Backend::Sqlite }
    }

    fn master(&self) -> MasterKey {
        load_master(&self.options()).unwrap()
    }

    /// A database at a schema, with an owner and somebody's sequence.
    async fn database(&self, name: &str, schema: i64) -> Db {
        let db =
            Db::Sqlite(Sqlite::open(&self.path(name), &self.path(&format!("{name}-keys")), Durability::Full).unwrap());
        let made = db.write(schema, |mut conn, schema| {
            Box::pin(async move {
                migrate::apply_through(&mut conn, *schema, NOW).await?;
                let owner = OWNER.simple();
                let rows = format!(
                    "INSERT INTO instance (id, owner_id, created_at) VALUES (1, x'{owner}', 1);
                     INSERT INTO user_sync (user_id, seq, floor, epoch) VALUES (x'{owner}', 5, 2, 3);
                     INSERT INTO hearken_keys.wrapped_keys (user_id, kid, master_id, wrapped, created_at)
                       VALUES (x'{owner}', 1, x'00', x'00', 1);"
                );
                conn.batch(&rows).await.map_err(BackupError::from)
            })
        });
        made.await.unwrap();
        db
    }

    async fn dump(&self, db: &Db, kind: BackupKind, out: impl Write + Send + 'static) -> Result<Manifest, BackupError> {
        let dump = Dump { kind, out, master: self.master(), engine: "SQLite", now: NOW, log: None };
        dump.run(db).await.map(|dumped| dumped.manifest)
    }

    /// Both files of a database.
    async fn back_up(&self, db: &Db) -> [PathBuf; 2] {
        for kind in BackupKind::ALL {
            let file = fs::File::create(self.path(kind.name())).unwrap();
            self.dump(db, kind, file).await.unwrap();
        }
        BackupKind::ALL.map(|kind| self.path(kind.name()))
    }
}

/// A disk that is full after so many bytes.
struct SmallDisk(usize);

impl Write for SmallDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_backup_of_every_older_schema_is_migrated_when_it_is_restored() {
    for (schema, _, _) in migrate::MIGRATIONS.iter().copied() {
        let place = Place::new();
        let db = place.database("old", schema).await;
        let [data, keys] = place.back_up(&db).await;
        let pair = BackupPair { data: &data, keys: &keys };
        let restored = restore(&place.options(), pair, NOW, 10).await.unwrap();
        assert_eq!(restored.head.schema(), schema);
        assert_eq!(
            Store::inspect(&place.options()).await.map(drop).map_err(|error| error.to_string()),
            Err(wrong_key(&place))
        );
        let db = Db::Sqlite(Sqlite::look(&place.path("data/hearken.db"), &place.path("data/keys.db")).unwrap());
        assert_eq!(migrate::found(&db).await.unwrap(), Some(migrate::known_version()));
    }
}

/// The key in these tests is made up, so a store that is otherwise right finds that one thing wrong.
fn wrong_key(place: &Place) -> String {
    crate::OpenError::WrongKey(place.options().master_key_file.display().to_string()).to_string()
}

#[tokio::test]
async fn a_backup_of_a_newer_schema_or_format_is_refused() {
    let place = Place::new();
    let known = migrate::known_version();
    let db = place.database("now", known).await;
    let [data, keys] = place.back_up(&db).await;
    let reader =
        read::BackupReader::open(&data, BackupKind::Data, (&place.master(), Path::new("")), watch::Watch::default());
    let head = reader.unwrap().head;
    let mut newer = head.clone();
    newer.migrations.push((known + 1, "of another time".to_owned()));
    let altered = BackupHead { migrations: vec![(1, "of another text".to_owned())], ..head.clone() };
    let other = BackupHead { format: FORMAT + 1, ..head };
    for (head, words) in [
        (newer, format!("is at schema {}, but this Hearken knows only up to {known}", known + 1)),
        (altered, "migration 1 was applied with another text".to_owned()),
        (other, format!("is at schema {known}")),
    ] {
        let path = place.path("newer");
        let file = fs::File::create(&path).unwrap();
        let mut out = RecordWriter::new(SealedWriter::begin(file, BackupKind::Data, &place.master()).unwrap());
        out.head(&head).unwrap();
        out.end(&Manifest::default()).unwrap().finish().unwrap();
        let refused = restore(&place.options(), BackupPair { data: &path, keys: &keys }, NOW, 10).await;
        let refused = refused.map(drop).unwrap_err().to_string();
        assert!(refused.contains(&words) && refused.contains("othing was changed"), "{refused}");
        assert!(!place.path("data/hearken.db").exists() && !place.path("data/restoring").exists());
    }
}

#[tokio::test]
async fn a_full_disk_is_named_and_nothing_is_left_there() {
    let place = Place::new();
    let db = place.database("full", migrate::known_version()).await;
    let folder = place.path("backups");
    for room in [0, 10, 49, 60, 500] {
        let refused = place.dump(&db, BackupKind::Data, SmallDisk(room)).await.unwrap_err().at(&folder);
        assert!(
            matches!(&refused, BackupError::DiskFull(path) if *path == folder.display().to_string()),
            "{refused:?}"
        );
    }
    let mut draft = Draft::create(&folder, BackupKind::Data, NOW).unwrap();
    draft.write_all(b"half of it").unwrap();
    drop(draft);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    assert!(place.dump(&db, BackupKind::Data, io::sink()).await.unwrap().rows() > 0, "the database is unharmed");
}

#[tokio::test]
async fn a_backup_gives_up_before_the_log_of_writes_grows_without_end() {
    let place = Place::new();
    let db = place.database("busy", migrate::known_version()).await;
    let filled = db.write((), |mut conn, ()| {
        Box::pin(async move {
            let insert = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
                INSERT INTO people (user_id, id, rev, created_at, updated_at, body)
                SELECT randomblob(16), randomblob(16), i, 0, 0, randomblob(250000) FROM n";
            conn.batch(insert).await
        })
    });
    filled.await.unwrap();
    let run = async |longest| {
        let log = Some(LogWatch { log: place.path("busy-wal"), longest });
        let (kind, master) = (BackupKind::Data, place.master());
        Dump { kind, out: io::sink(), master, engine: "SQLite", now: NOW, log }.run(&db).await.map(drop)
    };
    let length = fs::metadata(place.path("busy-wal")).unwrap().len();
    run(length).await.unwrap();
    assert!(matches!(run(length - 1).await, Err(BackupError::Outgrown)));
    let written: Result<u64, StoreError> = db
        .write((), |mut conn, ()| {
            Box::pin(async move {
                let statement = crate::db::Sql { sqlite: "DELETE FROM people", postgres: "DELETE FROM people" };
                conn.exec(statement, vals![]).await
            })
        })
        .await;
    assert_eq!(written.unwrap(), 40, "the writer was never held up");
}
