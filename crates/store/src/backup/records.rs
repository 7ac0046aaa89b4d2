//! What is in a backup, as a stream of records: `tag (1) | length (4) | content`.
//!
//! First the head, then for each table its begin and its rows, at last the manifest with the number of rows and the digest
//! of each table. The values of a row are the same whichever engine they come from, and stand in the order of its key, so
//! the digest of a table does not depend on the engine either.

use std::io::{Read, Write};

use aws_lc_rs::digest;
use hearken_domain::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::BackupError;
use super::sealed::Damage;
use crate::db::Cell;

const HEAD: u8 = b'H';
const TABLE: u8 = b'T';
const ROW: u8 = b'R';
const MANIFEST: u8 = b'M';
/// Longest record that is read. The longest texts are far below it.
const LONGEST: usize = 64 * 1024 * 1024;

/// The version of this format.
pub(crate) const FORMAT: u32 = 1;

/// What a backup is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHead {
    /// Version of the format.
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// The engine it was made from.
    pub engine: String,
    /// The owner of the instance: the same in every backup of it.
    pub instance: Uuid,
    /// When it was begun: it holds what was durable then.
    pub made_at: Timestamp,
    /// The migrations that the database had, by number and checksum.
    pub migrations: Vec<(i64, String)>,
    /// The tables in it, in the order in which they can be filled.
    pub tables: Vec<TableHead>,
}

impl BackupHead {
    /// The schema of the database.
    #[must_use]
    pub fn schema(&self) -> i64 {
        self.migrations.last().map_or(0, |(number, _)| *number)
    }
}

/// A table and the order of the values in its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHead {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
}

/// What a backup must hold to be whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Each table, in order.
    pub tables: Vec<TableSum>,
}

impl Manifest {
    /// How many rows there are in all.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// How many rows a table has.
    #[must_use]
    pub fn rows_of(&self, table: &str) -> u64 {
        self.tables.iter().find(|sum| sum.name == table).map_or(0, |sum| sum.rows)
    }
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of all of them, in hexadecimal.
    pub digest: String,
}

/// A table's sum while its rows go by.
pub(crate) struct Summing {
    name: String,
    rows: u64,
    digest: digest::Context,
}

impl Summing {
    pub(crate) fn of(name: &str) -> Self {
        Self { name: name.to_owned(), rows: 0, digest: digest::Context::new(&digest::SHA256) }
    }

    pub(crate) fn add(&mut self, row: &[u8]) {
        self.rows += 1;
        self.digest.update(&(row.len() as u64).to_be_bytes());
        self.digest.update(row);
    }

    pub(crate) fn done(self) -> TableSum {
        let digest = self.digest.finish();
        let digest = digest.as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        TableSum { name: self.name, rows: self.rows, digest }
    }
}

/// A record.
#[derive(Debug)]
pub(crate) enum Record {
    Head(BackupHead),
    /// The table with this place in the head begins.
    Table(usize),
    /// A row, which stands in [`RecordReader::row`].
    Row,
    Manifest(Manifest),
}

/// Writes records.
pub(crate) struct RecordWriter<W>(W);

impl<W: Write> RecordWriter<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self(out)
    }

    pub(crate) fn head(&mut self, head: &BackupHead) -> Result<(), BackupError> {
        self.put_json(HEAD, head)
    }

    /// Begins the table with this place in the head.
    pub(crate) fn table(&mut self, place: usize) -> Result<(), BackupError> {
        self.put(TABLE, &(place as u64).to_be_bytes())
    }

    pub(crate) fn row(&mut self, row: &[u8]) -> Result<(), BackupError> {
        self.put(ROW, row)
    }

    /// Writes the manifest, which ends the stream.
    pub(crate) fn end(mut self, manifest: &Manifest) -> Result<W, BackupError> {
        self.put_json(MANIFEST, manifest)?;
        Ok(self.0)
    }

    fn put_json(&mut self, tag: u8, value: &impl Serialize) -> Result<(), BackupError> {
        self.put(tag, &serde_json::to_vec(value).map_err(std::io::Error::other)?)
    }

    fn put(&mut self, tag: u8, content: &[u8]) -> Result<(), BackupError> {
        let length = u32::try_from(content.len()).map_err(std::io::Error::other)?;
        self.0.write_all(&[tag])?;
        self.0.write_all(&length.to_be_bytes())?;
        Ok(self.0.write_all(content)?)
    }
}

/// Reads records.
pub(crate) struct RecordReader<R> {
    from: R,
    content: Vec<u8>,
}

impl<R: Read> RecordReader<R> {
    pub(crate) const fn new(from: R) -> Self {
        Self { from, content: Vec::new() }
    }

    /// The next record.
    pub(crate) fn next(&mut self) -> Result<Record, BackupError> {
        let mut start = [0; 5];
        self.from.read_exact(&mut start)?;
        let [tag, length @ ..] = start;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length > LONGEST {
            return Err(Damage::Altered.into());
        }
        self.content.resize(length, 0);
        self.from.read_exact(&mut self.content)?;
        Ok(match tag {
            HEAD => Record::Head(parse(&self.content)?),
            TABLE => Record::Table(number(&self.content)?),
            ROW => Record::Row,
            MANIFEST => Record::Manifest(parse(&self.content)?),
            _ => return Err(Damage::Altered.into()),
        })
    }

    /// The row that was read last.
    pub(crate) fn row(&self) -> &[u8] {
        &self.content
    }

    /// Makes sure that nothing follows.
    pub(crate) fn expect_end(&mut self) -> Result<(), BackupError> {
        if self.from.read(&mut [0])? == 0 { Ok(()) } else { Err(Damage::Altered.into()) }
    }
}

fn parse<T: DeserializeOwned>(content: &[u8]) -> Result<T, Damage> {
    serde_json::from_slice(content).map_err(|_| Damage::Altered)
}

fn number(content: &[u8]) -> Result<usize, Damage> {
    let bytes = content.try_into().map_err(|_| Damage::Altered)?;
    usize::try_from(u64::from_be_bytes(bytes)).map_err(|_| Damage::Altered)
}

/// Appends a value to a row: `0`, `1 | number (8)`, `2 | length (4) | text` or `3 | length (4) | bytes`.
pub(crate) fn put_cell(row: &mut Vec<u8>, cell: Cell<'_>) {
    let mut put_long = |tag: u8, bytes: &[u8]| {
        row.push(tag);
        // A value of 4 GiB would not have come out of the database.
        row.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        row.extend_from_slice(bytes);
    };
    match cell {
        Cell::Text(text) => put_long(2, text.as_bytes()),
        Cell::Bytes(bytes) => put_long(3, bytes),
        Cell::Int(value) => {
            row.push(1);
            row.extend_from_slice(&value.to_be_bytes());
        }
        Cell::Null => row.push(0),
    }
}

/// The values of a row.
pub(crate) fn cells(mut row: &[u8]) -> Result<Vec<Cell<'_>>, Damage> {
    let mut cells = Vec::new();
    while let Some((tag, rest)) = row.split_first() {
        let (cell, rest) = match tag {
            0 => (Cell::Null, rest),
            1 => {
                let (value, rest) = rest.split_first_chunk().ok_or(Damage::Altered)?;
                (Cell::Int(i64::from_be_bytes(*value)), rest)
            }
            2 => {
                let (text, rest) = long(rest)?;
                (Cell::Text(std::str::from_utf8(text).map_err(|_| Damage::Altered)?), rest)
            }
            3 => {
                let (bytes, rest) = long(rest)?;
                (Cell::Bytes(bytes), rest)
            }
            _ => return Err(Damage::Altered),
        };
        cells.push(cell);
        row = rest;
    }
    Ok(cells)
}

fn long(row: &[u8]) -> Result<(&[u8], &[u8]), Damage> {
    let (length, rest) = row.split_first_chunk().ok_or(Damage::Altered)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Damage::Altered)?;
    rest.split_at_checked(length).ok_or(Damage::Altered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_as_it_was() {
        let row = [
            Cell::Null,
            Cell::Int(i64::MIN),
            Cell::Int(-1),
            Cell::Text(""),
            Cell::Text("ä"),
            Cell::Bytes(&[]),
            Cell::Bytes(&[0, 255]),
            Cell::Null,
        ];
        let mut bytes = Vec::new();
        for cell in row {
            put_cell(&mut bytes, cell);
        }
        assert_eq!(cells(&bytes).unwrap(), row);
        for length in (0..bytes.len()).filter(|length| ![1, 10, 19, 24, 31, 36, 43].contains(length)).skip(1) {
            assert_eq!(cells(&bytes[..length]), Err(Damage::Altered), "{length} bytes");
        }
    }

    #[test]
    fn sums_tell_where_one_row_ends() {
        let sum = |rows: &[&[u8]]| {
            let mut sum = Summing::of("t");
            for row in rows {
                sum.add(row);
            }
            sum.done().digest
        };
        assert_ne!(sum(&[b"ab", b"c"]), sum(&[b"a", b"bc"]));
        assert_ne!(sum(&[b"a", b"b"]), sum(&[b"b", b"a"]));
        assert_eq!(sum(&[]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
