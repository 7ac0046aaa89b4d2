//! From a snapshot of the database into a backup.

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use hearken_domain::Timestamp;
use uuid::Uuid;

use super::records::{BackupHead, FORMAT, Manifest, RecordWriter, Summing, put_cell};
use super::sealed::SealedWriter;
use super::tables::{self, Table};
use super::{BackupError, BackupKind};
use crate::crypto::MasterKey;
use crate::db::{Conn, Db, Fut, statements};
use crate::{StoreError, migrate};

statements! {
    OWNER = "SELECT owner_id FROM instance WHERE id = 1";
}

/// Bytes between two looks at the log of writes.
const LOOK_EVERY: usize = 4 * 1024 * 1024;

/// What a backup of one kind is made of.
pub(crate) struct Dump<W> {
    pub(crate) kind: BackupKind,
    pub(crate) out: W,
    pub(crate) master: MasterKey,
    pub(crate) engine: &'static str,
    pub(crate) now: Timestamp,
    pub(crate) log: Option<LogWatch>,
}

/// Watches how long SQLite's log of writes grows while our snapshot keeps it from being emptied.
pub(crate) struct LogWatch {
    pub(crate) log: PathBuf,
    /// Longest it may become, in bytes.
    pub(crate) longest: u64,
}

/// A backup that was written.
pub(crate) struct Dumped<W> {
    pub(crate) out: W,
    pub(crate) head: BackupHead,
    pub(crate) manifest: Manifest,
}

impl<W: Write + Send + 'static> Dump<W> {
    /// Writes everything as it is in one snapshot.
    pub(crate) async fn run(self, db: &Db) -> Result<Dumped<W>, BackupError> {
        db.read(Mutex::new(Some(self)), |conn, dump| Box::pin(from_snapshot(conn, dump))).await
    }

    async fn write(self, conn: &mut Conn<'_>) -> Result<Dumped<W>, BackupError> {
        let tables = match self.kind {
            BackupKind::Data => tables::data(conn).await?,
            BackupKind::Keys => tables::keys(conn).await?,
        };
        let head = head(conn, &tables, (self.engine, self.now)).await?;
        let mut out = RecordWriter::new(SealedWriter::begin(self.out, self.kind, &self.master)?);
        out.head(&head)?;
        let mut manifest = Manifest::default();
        for (place, table) in tables.iter().enumerate() {
            out.table(place)?;
            let mut sum = Summing::of(&table.head.name);
            let (mut row, mut unlooked) = (Vec::new(), 0);
            let (log, out) = (self.log.as_ref(), &mut out);
            conn.each(&table.select(), |found| {
                row.clear();
                found.each_cell(|cell| put_cell(&mut row, cell))?;
                sum.add(&row);
                unlooked += row.len();
                if unlooked > LOOK_EVERY {
                    unlooked = 0;
                    log.map_or(Ok(()), LogWatch::look)?;
                }
                out.row(&row)
            })
            .await?;
            manifest.tables.push(sum.done());
        }
        let out = out.end(&manifest)?.finish()?;
        Ok(Dumped { out, head, manifest })
    }
}

/// The owner of a database; `None` as long as nobody owns it.
pub(super) async fn instance(conn: &mut Conn<'_>) -> Result<Option<Uuid>, StoreError> {
    conn.opt(OWNER, &[], |row| row.uuid(0)).await
}

async fn head(
    conn: &mut Conn<'_>,
    tables: &[Table],
    (engine, now): (&str, Timestamp),
) -> Result<BackupHead, BackupError> {
    let instance = instance(conn).await?;
    Ok(BackupHead {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        engine: engine.to_owned(),
        instance: instance.ok_or(BackupError::NothingThere)?,
        made_at: now,
        migrations: migrate::applied(conn).await?.unwrap_or_default(),
        tables: tables.iter().map(|table| table.head.clone()).collect(),
    })
}

fn from_snapshot<'a, W: Write + Send + 'static>(
    mut conn: Conn<'a>,
    dump: &'a Mutex<Option<Dump<W>>>,
) -> Fut<'a, Dumped<W>, BackupError> {
    Box::pin(async move {
        let dump = dump.lock().unwrap_or_else(PoisonError::into_inner).take();
        dump.ok_or(StoreError::Closed)?.write(&mut conn).await
    })
}

impl LogWatch {
    fn look(&self) -> Result<(), BackupError> {
        let length = std::fs::metadata(&self.log).map_or(0, |log| log.len());
        if length > self.longest { Err(BackupError::Outgrown) } else { Ok(()) }
    }
}
