//! A stream of bytes as a sealed file: compressed, and sealed in chunks whose number, order and end are part of the seal.
//!
//! `header | chunk …`, where a chunk is `length and whether it is the last (4) | ciphertext | tag (16)`. The header says
//! what kind of file this is and which master key opens it; the rest is noise without that key.

use std::io::{self, ErrorKind, Read, Write};

use aws_lc_rs::rand;
use lz4_flex::block;

use super::{BackupError, BackupKind};
use crate::StoreError;
use crate::crypto::{FileKey, MasterKey, Place, TAG};

const MAGIC: &[u8; 8] = b"HEARKEN1";
const MASTER_ID: usize = 8;
const SALT: usize = 32;
const HEADER: usize = MAGIC.len() + 1 + MASTER_ID + SALT;
/// Bytes in a chunk before it is compressed.
const CHUNK: usize = 1024 * 1024;
/// Set in the length of the last chunk.
const LAST: u32 = 1 << 31;

/// Why a file is not what was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It does not begin like one.
    #[error("this is not a backup of Hearken")]
    NotABackup,
    /// Something is missing at its end.
    #[error("the file ends in the middle")]
    Truncated,
    /// It is not what was written.
    #[error("the file was altered or is damaged")]
    Altered,
}

impl From<Damage> for io::Error {
    fn from(damage: Damage) -> Self {
        Self::new(ErrorKind::InvalidData, damage)
    }
}

/// What a file says about itself in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) kind: BackupKind,
    /// The master key that opens it.
    pub(crate) master_id: [u8; MASTER_ID],
    salt: [u8; SALT],
}

impl Header {
    fn new(kind: BackupKind, master: &MasterKey) -> Result<Self, StoreError> {
        let mut salt = [0; SALT];
        rand::fill(&mut salt).map_err(|_| StoreError::Engine("no random numbers".to_owned()))?;
        Ok(Self { kind, master_id: *master.id(), salt })
    }

    /// Reads the header of a file.
    pub(crate) fn read(from: &mut impl Read) -> io::Result<Self> {
        let mut bytes = [0; HEADER];
        from.read_exact(&mut bytes).map_err(|error| ended(error, Damage::NotABackup))?;
        let (magic, rest) = bytes.split_at(MAGIC.len());
        let (kind, rest) = rest.split_at(1);
        let (master_id, salt) = rest.split_at(MASTER_ID);
        let kind = BackupKind::from_byte(kind[0]).filter(|_| magic == MAGIC).ok_or(Damage::NotABackup)?;
        let mut header = Self { kind, master_id: [0; MASTER_ID], salt: [0; SALT] };
        header.master_id.copy_from_slice(master_id);
        header.salt.copy_from_slice(salt);
        Ok(header)
    }

    fn to_bytes(self) -> Vec<u8> {
        [&MAGIC[..], &[self.kind.to_byte()], &self.master_id, &self.salt].concat()
    }
}

/// Seals what is written to it. Only [`SealedWriter::finish`] makes a whole file.
pub(crate) struct SealedWriter<W> {
    out: W,
    key: FileKey,
    header: Vec<u8>,
    number: u32,
    chunk: Vec<u8>,
}

impl<W: Write> SealedWriter<W> {
    pub(crate) fn begin(mut out: W, kind: BackupKind, master: &MasterKey) -> Result<Self, BackupError> {
        let header = Header::new(kind, master)?.to_bytes();
        out.write_all(&header)?;
        let key = master.backup_key(&header)?;
        Ok(Self { out, key, header, number: 0, chunk: Vec::with_capacity(CHUNK) })
    }

    fn put_chunk(&mut self, is_last: bool) -> io::Result<()> {
        let mut sealed = block::compress_prepend_size(&self.chunk);
        self.chunk.clear();
        let place = Place { number: self.number, is_last };
        self.key.seal(place, &self.header, &mut sealed).map_err(io::Error::other)?;
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        self.out.write_all(&(length | if is_last { LAST } else { 0 }).to_be_bytes())?;
        self.out.write_all(&sealed)?;
        self.number = self.number.checked_add(1).ok_or_else(|| io::Error::other("the backup is too large"))?;
        Ok(())
    }

    /// Writes what is left, and the end. Returns where it was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.put_chunk(true)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.chunk.len() == CHUNK {
            self.put_chunk(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        // A chunk that is not full is written at the end only: where chunks end says nothing then.
        Ok(())
    }
}

/// Opens what a [`SealedWriter`] has written; whatever is not exactly that is an error that holds a [`Damage`].
pub(crate) struct SealedReader<R> {
    from: R,
    key: FileKey,
    header: Vec<u8>,
    number: u32,
    chunk: Vec<u8>,
    read: usize,
    ended: bool,
}

impl<R: Read> SealedReader<R> {
    /// Reads on after the header.
    pub(crate) fn begin(from: R, header: Header, master: &MasterKey) -> Result<Self, StoreError> {
        let header = header.to_bytes();
        let key = master.backup_key(&header)?;
        Ok(Self { from, key, header, number: 0, chunk: Vec::new(), read: 0, ended: false })
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length).map_err(|error| ended(error, Damage::Truncated))?;
        let length = u32::from_be_bytes(length);
        let is_last = length & LAST != 0;
        let length = usize::try_from(length & !LAST).map_err(|_| Damage::Altered)?;
        if length < TAG || length > block::get_maximum_output_size(CHUNK) + 4 + TAG {
            return Err(Damage::Altered.into());
        }
        let mut sealed = vec![0; length];
        self.from.read_exact(&mut sealed).map_err(|error| ended(error, Damage::Truncated))?;
        let place = Place { number: self.number, is_last };
        let packed = self.key.open(place, &self.header, &mut sealed).ok_or(Damage::Altered)?;
        self.chunk = block::decompress_size_prepended(packed).map_err(|_| Damage::Altered)?;
        self.read = 0;
        self.number = self.number.checked_add(1).ok_or(Damage::Altered)?;
        self.ended = is_last;
        if is_last && self.from.read(&mut [0])? != 0 {
            return Err(Damage::Altered.into());
        }
        Ok(())
    }
}

impl<R: Read> Read for SealedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.read == self.chunk.len() && !self.ended {
            self.next_chunk()?;
        }
        let left = &self.chunk[self.read..];
        let taken = left.len().min(into.len());
        into[..taken].copy_from_slice(&left[..taken]);
        self.read += taken;
        Ok(taken)
    }
}

fn ended(error: io::Error, damage: Damage) -> io::Error {
    if error.kind() == ErrorKind::UnexpectedEof { damage.into() } else { error }
}

#[cfg(test)]
mod tests;
