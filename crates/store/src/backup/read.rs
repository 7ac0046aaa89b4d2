//! A backup that is read from its beginning to its end, checked on the way.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::records::{BackupHead, FORMAT, Manifest, Record, RecordReader, Summing, TableSum, cells};
use super::sealed::{Damage, Header, SealedReader};
use super::watch::Watch;
use super::{BackupError, BackupKind};
use crate::crypto::MasterKey;
use crate::db::{Cell, Rows};
use crate::migrate;

/// A backup while it is read. Whatever happens in between, only [`BackupReader::finish`] says that it is whole.
pub(crate) struct BackupReader {
    path: PathBuf,
    records: RecordReader<SealedReader<BufReader<File>>>,
    pub(crate) head: BackupHead,
    /// The table at hand.
    summing: Option<Summing>,
    sums: Vec<TableSum>,
    /// What was read after the last row of the table before.
    following: Option<Record>,
    pub(crate) watch: Watch,
}

impl BackupReader {
    /// Opens a backup of a kind with the master key, which `key_path` names in errors.
    pub(crate) fn open(
        path: &Path,
        kind: BackupKind,
        (master, key_path): (&MasterKey, &Path),
        watch: Watch,
    ) -> Result<Self, BackupError> {
        let shown = || path.display().to_string();
        let file = File::open(path).map_err(|error| BackupError::from(error).at(path))?;
        let mut from = BufReader::new(file);
        let header = Header::read(&mut from).map_err(|error| BackupError::from(error).at(path))?;
        if header.kind != kind {
            return Err(BackupError::WrongKind { path: shown(), found: header.kind.name(), wanted: kind.name() });
        }
        if header.master_id != *master.id() {
            return Err(BackupError::WrongMasterKey { backup: shown(), key: key_path.display().to_string() });
        }
        let mut records = RecordReader::new(SealedReader::begin(from, header, master)?);
        let Record::Head(head) = records.next().map_err(|error| error.at(path))? else {
            return Err(BackupError::from(Damage::Altered).at(path));
        };
        if head.format != FORMAT {
            return Err(BackupError::Newer { found: head.schema(), known: migrate::known_version() });
        }
        let (summing, sums, following) = (None, Vec::new(), None);
        Ok(Self { path: path.to_owned(), records, head, summing, sums, following, watch })
    }

    /// Goes on to the next table; returns its place in the head.
    pub(crate) fn next_table(&mut self) -> Result<Option<usize>, BackupError> {
        while self.next_row()?.is_some() {}
        let record = match self.following.take() {
            Some(record) => record,
            None => self.next_record()?,
        };
        match record {
            Record::Table(place) if place == self.sums.len() && place < self.head.tables.len() => {
                let table = &self.head.tables[place];
                self.summing = Some(Summing::of(&table.name));
                self.watch.begin(table);
                Ok(Some(place))
            }
            Record::Manifest(manifest) => {
                self.following = Some(Record::Manifest(manifest));
                Ok(None)
            }
            _ => Err(self.damaged()),
        }
    }

    /// The next row of the table at hand.
    pub(crate) fn next_row(&mut self) -> Result<Option<Vec<Cell<'_>>>, BackupError> {
        let Some(mut summing) = self.summing.take() else { return Ok(None) };
        match self.next_record()? {
            Record::Row => {
                summing.add(self.records.row());
                self.summing = Some(summing);
                let cells = cells(self.records.row()).map_err(|damage| BackupError::from(damage).at(&self.path))?;
                self.watch.look(&cells);
                Ok(Some(cells))
            }
            other => {
                self.sums.push(summing.done());
                self.following = Some(other);
                Ok(None)
            }
        }
    }

    /// Reads what is left, and makes sure that all of it is what was written.
    pub(crate) fn finish(mut self) -> Result<(Manifest, Watch), BackupError> {
        while self.next_table()?.is_some() {}
        let Some(Record::Manifest(manifest)) = self.following.take() else { return Err(self.damaged()) };
        self.records.expect_end().map_err(|error| error.at(&self.path))?;
        if manifest.tables != self.sums || self.sums.len() != self.head.tables.len() {
            return Err(BackupError::Differs(self.path.display().to_string()));
        }
        Ok((manifest, self.watch))
    }

    fn next_record(&mut self) -> Result<Record, BackupError> {
        self.records.next().map_err(|error| error.at(&self.path))
    }

    fn damaged(&self) -> BackupError {
        BackupError::from(Damage::Altered).at(&self.path)
    }
}

impl Rows<BackupError> for BackupReader {
    fn next(&mut self) -> Result<Option<Vec<Cell<'_>>>, BackupError> {
        self.next_row()
    }
}
