//! The folder of backups: their names, what is in it, and files that get their name when they are whole.

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use hearken_domain::Timestamp;

use super::BackupKind;
use super::sealed::Header;
use crate::files::{create_directory, move_to_new, sync_directory};

const PREFIX: &str = "hearken-";
const UNFINISHED: &str = "part";

/// A backup by its name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// Where it is.
    pub path: PathBuf,
    /// When it was begun, as its name says.
    pub made_at: Timestamp,
}

/// The backups of a kind in a folder, newest first. A folder that is not there has none. What is no file is none: whoever
/// opens a pipe may wait for ever.
pub fn list(folder: &Path, kind: BackupKind) -> io::Result<Vec<BackupFile>> {
    let files = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files?,
    };
    let mut found = Vec::new();
    for file in files {
        let path = file?.path();
        let made_at = made_at(&path, kind).filter(|_| path.is_file());
        found.extend(made_at.map(|made_at| BackupFile { path, made_at }));
    }
    found.sort_by_key(|file| Reverse(file.made_at));
    Ok(found)
}

/// The newest backup of a kind in a folder that was made with this master key ([`Store::master_id`]), as far as its files
/// can be read; with any, where none is given. One that is dated later than `now` does not count: it was made under a
/// clock that was wrong.
///
/// [`Store::master_id`]: crate::Store::master_id
pub fn newest(
    folder: &Path,
    kind: BackupKind,
    master_id: Option<[u8; 8]>,
    now: Timestamp,
) -> io::Result<Option<BackupFile>> {
    let is_ours = |file: &BackupFile| master_id.is_none_or(|id| is_made_with(id, file));
    Ok(list(folder, kind)?.into_iter().find(|file| file.made_at <= now && is_ours(file)))
}

fn is_made_with(master_id: [u8; 8], file: &BackupFile) -> bool {
    let header = File::open(&file.path).and_then(|mut from| Header::read(&mut from));
    header.is_ok_and(|header| header.master_id == master_id)
}

/// Removes backups of a kind that were made with this master key, as far as `is_old` says so of their place from the
/// newest and their time. One that is dated later than `now` has no place and stays: it may be older than all of them. One
/// that cannot be removed keeps none of the others; the first such error is returned at the end.
pub(crate) fn prune(
    folder: &Path,
    kind: BackupKind,
    master_id: [u8; 8],
    now: Timestamp,
    is_old: impl Fn(usize, Timestamp) -> bool,
) -> io::Result<()> {
    let is_ours = |file: &BackupFile| file.made_at <= now && is_made_with(master_id, file);
    let ours: Vec<_> = list(folder, kind)?.into_iter().filter(is_ours).collect();
    let mut pruned = Ok(());
    for (_, file) in ours.iter().enumerate().filter(|(place, file)| is_old(*place, file.made_at)) {
        match fs::remove_file(&file.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => pruned = pruned.and(Err(error)),
            _ => {}
        }
    }
    pruned
}

/// `hearken-20261121T030000.000Z.data`: in the order of time when sorted by name.
fn name(kind: BackupKind, at: Timestamp) -> String {
    let time: String = at.to_string().chars().filter(|character| !['-', ':'].contains(character)).collect();
    format!("{PREFIX}{time}.{}", kind.extension())
}

fn made_at(path: &Path, kind: BackupKind) -> Option<Timestamp> {
    let time = path.file_stem()?.to_str()?.strip_prefix(PREFIX)?;
    (path.extension() == Some(OsStr::new(kind.extension()))).then(|| time.parse().ok()).flatten()
}

/// A backup that is being written. Unless it is published, nothing of it stays.
pub(crate) struct Draft {
    /// Locked as long as it is written to.
    file: File,
    unfinished: PathBuf,
    path: PathBuf,
}

impl Draft {
    /// Begins a file in a folder, which is made if it is not there. What others were killed over is removed.
    pub(crate) fn create(folder: &Path, kind: BackupKind, at: Timestamp) -> io::Result<Self> {
        create_directory(folder)?;
        remove_abandoned(folder)?;
        let path = folder.join(name(kind, at));
        let unfinished = folder.join(format!("{}.{UNFINISHED}", name(kind, at)));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        let made = Self { file, unfinished, path };
        made.file.lock()?;
        Ok(made)
    }

    /// Makes it durable and gives it its name.
    pub(crate) fn publish(self) -> io::Result<PathBuf> {
        self.file.sync_all()?;
        move_to_new(&self.unfinished, &self.path)?;
        sync_directory(&self.path)?;
        Ok(self.path.clone())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Once it has its name there is nothing at this one.
        let _ = fs::remove_file(&self.unfinished);
    }
}

/// Removes unfinished files that nobody writes to any more.
fn remove_abandoned(folder: &Path) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let is_draft = path.extension() == Some(OsStr::new(UNFINISHED))
            && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
        if is_draft && path.is_file() && File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::*;

    const AT: Timestamp = Timestamp::from_millis(1_795_176_000_123);

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_name_tells_its_time() {
        let path = PathBuf::from(name(BackupKind::Data, AT));
        assert_eq!(path, Path::new("hearken-20261120T120000.123Z.data"));
        assert_eq!(made_at(&path, BackupKind::Data), Some(AT));
        assert_eq!(made_at(&path, BackupKind::Keys), None);
        for other in ["hearken-20261120T120000.123Z.data.part", "hearken-.data", "holiday.data", "hearken-x.data"] {
            assert_eq!(made_at(Path::new(other), BackupKind::Data), None, "{other}");
        }
    }

    #[test]
    fn only_what_is_whole_has_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("made");
        let mut draft = Draft::create(&folder, BackupKind::Data, AT).unwrap();
        draft.write_all(b"half").unwrap();
        assert_eq!(list(&folder, BackupKind::Data).unwrap(), []);
        drop(draft);
        assert_eq!(names(&folder), Vec::<String>::new());
        let path = Draft::create(&folder, BackupKind::Data, AT).unwrap().publish().unwrap();
        assert_eq!(list(&folder, BackupKind::Data).unwrap(), [BackupFile { path, made_at: AT }]);
        assert!(Draft::create(&folder, BackupKind::Data, AT).unwrap().publish().is_err(), "nothing is overwritten");
        assert_eq!(names(&folder).len(), 1);
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let pipe = folder.join(name(BackupKind::Data, AT));
        let unfinished = pipe.with_extension("data.part");
        assert!(Command::new("mkfifo").args([&pipe, &unfinished]).status().unwrap().success());
        assert_eq!(list(folder, BackupKind::Data).unwrap(), []);
        Draft::create(folder, BackupKind::Keys, AT).unwrap().publish().unwrap();
        assert!(pipe.exists() && unfinished.exists());
    }

    #[test]
    fn what_was_abandoned_is_removed_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join("hearken-20200101T000000.000Z.data.part"), "of a killed process").unwrap();
        fs::write(folder.join("holiday.part"), "not ours").unwrap();
        let first = Draft::create(folder, BackupKind::Data, AT).unwrap();
        let _second = Draft::create(folder, BackupKind::Keys, AT).unwrap();
        assert_eq!(names(folder).len(), 3, "{:?}", names(folder));
        first.publish().unwrap();
    }

    const MASTER: [u8; 8] = *b"a master";

    /// What a backup begins with.
    fn header(master_id: [u8; 8]) -> Vec<u8> {
        [b"HEARKEN1".as_slice(), &[1], &master_id, &[0; 32]].concat()
    }

    #[test]
    fn the_newest_is_ours_and_not_of_tomorrow() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let put = |hours, content: &[u8]| {
            let made_at = AT + Duration::from_hours(hours);
            let path = folder.join(name(BackupKind::Data, made_at));
            fs::write(&path, content).unwrap();
            BackupFile { path, made_at }
        };
        let newest = || newest(folder, BackupKind::Data, Some(MASTER), AT + Duration::from_hours(4)).unwrap();
        put(1, b"no backup");
        put(5, &header(MASTER));
        assert_eq!(newest(), None);
        let ours = [put(2, &header(MASTER)), put(0, &header(MASTER))];
        put(3, &header(*b"another "));
        assert_eq!(newest(), Some(ours[0].clone()));
        let last = put(4, &header(MASTER));
        assert_eq!(newest(), Some(last), "of this very moment");
    }

    #[test]
    fn one_of_tomorrow_takes_no_place_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let put = |hours| {
            let path = folder.join(name(BackupKind::Data, AT + Duration::from_hours(hours)));
            fs::write(&path, header(MASTER)).unwrap();
            path
        };
        let [old, new, tomorrow, far] = [0, 1, 24, 10_000].map(put);
        prune(folder, BackupKind::Data, MASTER, AT + Duration::from_hours(1), |place, _| place >= 1).unwrap();
        assert!(!old.exists() && new.exists() && tomorrow.exists() && far.exists(), "{:?}", names(folder));
    }

    #[test]
    fn what_cannot_be_removed_keeps_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let sealed = header(MASTER);
        let [oldest, stuck, gone, newest] = [0, 1, 2, 3].map(|hours| {
            let path = folder.join(name(BackupKind::Data, AT + Duration::from_hours(hours)));
            fs::write(&path, &sealed).unwrap();
            path
        });
        let is_old = |place: usize, _: Timestamp| {
            match place {
                // Somebody else was faster.
                1 => fs::remove_file(&gone).unwrap(),
                // No file may be removed that is a directory.
                2 => fs::remove_file(&stuck).and_then(|()| fs::create_dir(&stuck)).unwrap(),
                _ => {}
            }
            place > 0
        };
        let now = AT + Duration::from_hours(3);
        let pruned = prune(folder, BackupKind::Data, MASTER, now, is_old);
        assert_eq!(pruned.unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert!(newest.exists() && stuck.exists() && !oldest.exists(), "{:?}", names(folder));
        prune(folder, BackupKind::Data, MASTER, now, |place, _| {
            fs::remove_file(&newest).unwrap();
            place == 0
        })
        .unwrap();
    }
}
