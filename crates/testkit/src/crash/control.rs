//! Telling the shim in a running program which of its calls are to fail.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// What a call fails with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No space is left, for whatever changes a file.
    NoSpace,
    /// The disk fails to write or sync.
    WriteError,
    /// The disk fails to read.
    ReadError,
}

impl Fault {
    pub(super) const ALL: [Self; 3] = [Self::NoSpace, Self::WriteError, Self::ReadError];

    /// Linux's number, and the kind of calls that fail.
    const fn numbers(self) -> (i64, i64) {
        const NO_SPACE: i64 = 28;
        const IO: i64 = 5;
        const CHANGES: i64 = 1;
        const READS: i64 = 2;
        match self {
            Self::NoSpace => (NO_SPACE, CHANGES),
            Self::WriteError => (IO, CHANGES),
            Self::ReadError => (IO, READS),
        }
    }
}

/// The file that the shim has mapped: `countdown`, `error`, `kinds`, `left`, `calls`, `failed`, 8 bytes each.
pub(super) struct Control {
    file: File,
    path: PathBuf,
}

impl Control {
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        file.set_len(6 * 8)?;
        Ok(Self { file, path: path.to_owned() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the `nth` call from now on fail, counted from 1, and so many in all.
    pub(super) fn fail(&self, fault: Fault, nth: u64, times: u64) -> Result<()> {
        let (error, kinds) = fault.numbers();
        self.put(0, &[0])?;
        self.put(1, &[error, kinds, i64::try_from(times)?, 0, 0])?;
        self.put(0, &[i64::try_from(nth)?])
    }

    /// Lets no call fail any more. Calls go on being counted.
    pub(super) fn heal(&self) -> Result<()> {
        self.put(0, &[0])
    }

    /// How many calls were counted since [`Self::fail`], and how many of them failed.
    pub(super) fn counts(&self) -> Result<(u64, u64)> {
        let mut bytes = [0; 16];
        self.file.read_exact_at(&mut bytes, 4 * 8)?;
        let number = |from: usize| Ok::<u64, anyhow::Error>(u64::from_ne_bytes(bytes[from..from + 8].try_into()?));
        Ok((number(0)?, number(8)?))
    }

    fn put(&self, place: u64, numbers: &[i64]) -> Result<()> {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_ne_bytes()).collect();
        Ok(self.file.write_all_at(&bytes, place * 8)?)
    }
}
