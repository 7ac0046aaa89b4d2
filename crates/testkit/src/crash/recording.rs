//! The log that the shim keeps, with the marks that a client sets in it.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// `kind`, `length`, `file`, `offset`.
const HEAD: usize = 4 + 4 + 8 + 8;
/// Not of the shim: set by whoever wrote to the program.
const MARK: u32 = 100;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A file came to be. `file` is its number, which a file that is gone may have had before.
    Create { file: u64, path: PathBuf },
    /// Bytes were written.
    Write { file: u64, offset: usize, bytes: Vec<u8> },
    /// A file was made shorter or longer.
    Truncate { file: u64, length: usize },
    /// A sync of a file was answered.
    Sync { file: u64 },
    /// A sync of a directory was answered.
    SyncDirectory { path: PathBuf },
    /// A directory came to be.
    MakeDirectory { path: PathBuf },
    /// A file got a second name.
    Link { from: PathBuf, to: PathBuf },
    /// A file got another name.
    Rename { from: PathBuf, to: PathBuf },
    /// A name was removed.
    Unlink { path: PathBuf },
    /// What the client knew at this point.
    Mark(String),
}

/// Appends a mark to a log that a program may be writing to.
pub(crate) fn mark(log: &Path, text: &str) -> Result<()> {
    let mut record = Vec::with_capacity(HEAD + text.len());
    record.extend_from_slice(&MARK.to_ne_bytes());
    record.extend_from_slice(&u32::try_from(text.len())?.to_ne_bytes());
    record.extend_from_slice(&[0; 16]);
    record.extend_from_slice(text.as_bytes());
    // One write, so that nothing gets between.
    Ok(OpenOptions::new().append(true).open(log)?.write_all(&record)?)
}

/// Every event of a log, in order.
pub(crate) fn parse(log: &[u8]) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    let mut rest = log;
    while !rest.is_empty() {
        let (head, behind) = rest.split_at_checked(HEAD).context("the log ends within a record")?;
        let number = |from: usize| -> Result<u64> { Ok(u64::from_ne_bytes(head[from..from + 8].try_into()?)) };
        let word = |from: usize| -> Result<u32> { Ok(u32::from_ne_bytes(head[from..from + 4].try_into()?)) };
        let (content, behind) =
            behind.split_at_checked(word(4)? as usize).context("the log ends within a record's content")?;
        events.push(event(word(0)?, number(8)?, usize::try_from(number(16)?)?, content)?);
        rest = behind;
    }
    Ok(events)
}

fn event(kind: u32, file: u64, offset: usize, content: &[u8]) -> Result<Event> {
    let text = || String::from_utf8(content.to_vec()).context("a name is not text");
    let path = || text().map(PathBuf::from);
    let paths = || -> Result<(PathBuf, PathBuf)> {
        let text = text()?;
        let (from, to) = text.split_once('\0').context("a second name is missing")?;
        Ok((from.into(), to.into()))
    };
    Ok(match kind {
        1 => Event::Create { file, path: path()? },
        2 => Event::Write { file, offset, bytes: content.to_vec() },
        3 => Event::Truncate { file, length: offset },
        4 => Event::Sync { file },
        5 => Event::SyncDirectory { path: path()? },
        6 => Event::MakeDirectory { path: path()? },
        7 => paths().map(|(from, to)| Event::Link { from, to })?,
        8 => paths().map(|(from, to)| Event::Rename { from, to })?,
        9 => Event::Unlink { path: path()? },
        MARK => Event::Mark(text()?),
        other => bail!("a record of an unknown kind: {other}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_again_and_halves_are_not_taken_for_whole() {
        let log = tempfile::NamedTempFile::new().unwrap();
        mark(log.path(), "one").unwrap();
        mark(log.path(), "two").unwrap();
        let bytes = std::fs::read(log.path()).unwrap();
        assert_eq!(parse(&bytes).unwrap(), [Event::Mark("one".to_owned()), Event::Mark("two".to_owned())]);
        assert!(parse(&bytes[..bytes.len() - 1]).is_err());
    }
}
