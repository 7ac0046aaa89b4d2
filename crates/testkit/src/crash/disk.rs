//! What a disk holds: what it must hold, and what it may or may not hold yet.
//!
//! The rules are the strict reading of POSIX, not what a certain file system happens to do. A completed sync of a file
//! makes its content so far durable, and nothing else. A name is durable once its directory was synced, and reachable
//! only if the names of the directories above it are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::recording::Event;

/// A change of a file's content that no sync has followed yet.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Truncate { length: usize },
}

/// A file's content.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) durable: Vec<u8>,
    pub(super) pending: Vec<Change>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Directory,
    /// The index of its content.
    File(usize),
}

/// A change of names that no sync of their directory has followed yet.
#[derive(Clone, Debug)]
pub(super) enum NameChange {
    Add { path: PathBuf, node: Node },
    Remove { path: PathBuf },
    Rename { from: PathBuf, to: PathBuf },
}

/// Names and what they stand for.
pub(super) type Names = BTreeMap<PathBuf, Node>;

/// A disk while a recording is played back.
#[derive(Debug, Default)]
pub(super) struct Disk {
    pub(super) contents: Vec<Content>,
    pub(super) durable: Names,
    pub(super) pending: Vec<NameChange>,
    /// What the running system sees.
    seen: Names,
    by_number: BTreeMap<u64, usize>,
}

impl Disk {
    /// Plays one event. Marks change nothing.
    pub(super) fn play(&mut self, event: &Event) {
        match event {
            Event::Create { file, path } => {
                let index = self.contents.len();
                self.contents.push(Content::default());
                self.by_number.insert(*file, index);
                self.rename(NameChange::Add { path: path.clone(), node: Node::File(index) });
            }
            Event::Write { file, offset, bytes } => {
                self.change(*file, Change::Write { offset: *offset, bytes: bytes.clone() });
            }
            Event::Truncate { file, length } => self.change(*file, Change::Truncate { length: *length }),
            Event::Sync { file } => {
                if let Some(content) = self.by_number.get(file).and_then(|index| self.contents.get_mut(*index)) {
                    for change in std::mem::take(&mut content.pending) {
                        change.apply(&mut content.durable);
                    }
                }
            }
            Event::SyncDirectory { path } => self.sync_directory(path),
            Event::MakeDirectory { path } => {
                self.rename(NameChange::Add { path: path.clone(), node: Node::Directory });
            }
            Event::Link { from, to } => {
                if let Some(node) = self.seen.get(from).copied() {
                    self.rename(NameChange::Add { path: to.clone(), node });
                }
            }
            Event::Rename { from, to } => self.rename(NameChange::Rename { from: from.clone(), to: to.clone() }),
            Event::Unlink { path } => self.rename(NameChange::Remove { path: path.clone() }),
            Event::Mark(_) => {}
        }
    }

    fn change(&mut self, file: u64, change: Change) {
        if let Some(content) = self.by_number.get(&file).and_then(|index| self.contents.get_mut(*index)) {
            content.pending.push(change);
        }
    }

    fn rename(&mut self, change: NameChange) {
        change.apply(&mut self.seen);
        self.pending.push(change);
    }

    fn sync_directory(&mut self, directory: &Path) {
        let (synced, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.pending).into_iter().partition(|change| change.is_in(directory));
        self.pending = rest;
        for change in synced {
            change.apply(&mut self.durable);
        }
    }
}

impl Change {
    pub(super) fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes } => put(content, *offset, bytes),
            Self::Truncate { length } => content.resize(*length, 0),
        }
    }
}

impl NameChange {
    pub(super) fn apply(&self, names: &mut Names) {
        match self {
            Self::Add { path, node } => {
                names.insert(path.clone(), *node);
            }
            Self::Remove { path } => {
                names.remove(path);
            }
            Self::Rename { from, to } => {
                if let Some(node) = names.remove(from) {
                    names.insert(to.clone(), node);
                }
            }
        }
    }

    /// All names of a change are in one directory, or the sync of either is taken for both.
    fn is_in(&self, directory: &Path) -> bool {
        let path = match self {
            Self::Add { path, .. } | Self::Remove { path } | Self::Rename { to: path, .. } => path,
        };
        path.parent() == Some(directory)
    }
}

/// Writes bytes at an offset, with zeros before them where the file was shorter.
pub(super) fn put(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(bytes);
}

/// The names that can be reached from `root`, which is there.
pub(super) fn reachable(names: &Names, root: &Path) -> BTreeSet<PathBuf> {
    let mut reached = BTreeSet::from([root.to_owned()]);
    // In order, so that a directory comes before what is in it.
    for path in names.keys() {
        if path.parent().is_some_and(|parent| reached.contains(parent)) {
            reached.insert(path.clone());
        }
    }
    reached.remove(root);
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> PathBuf {
        Path::new("/disk").join(name)
    }

    fn play(events: &[Event]) -> Disk {
        let mut disk = Disk::default();
        for event in events {
            disk.play(event);
        }
        disk
    }

    #[test]
    fn a_sync_of_a_file_keeps_its_content_and_not_its_name() {
        let write = |bytes: &[u8]| Event::Write { file: 7, offset: 0, bytes: bytes.to_vec() };
        let created = Event::Create { file: 7, path: path("a") };
        let disk = play(&[created, write(b"one"), Event::Sync { file: 7 }, write(b"two")]);
        assert_eq!((disk.contents[0].durable.as_slice(), disk.contents[0].pending.len()), (&b"one"[..], 1));
        assert!(disk.durable.is_empty());
        let mut disk = disk;
        disk.play(&Event::SyncDirectory { path: "/disk".into() });
        assert_eq!(disk.durable[&path("a")], Node::File(0));
    }

    #[test]
    fn a_number_that_is_used_again_is_another_file() {
        let created = Event::Create { file: 7, path: path("a") };
        let write = Event::Write { file: 7, offset: 2, bytes: b"x".to_vec() };
        let disk = play(&[created.clone(), Event::Unlink { path: path("a") }, created, write, Event::Sync { file: 7 }]);
        assert_eq!(disk.contents[0].durable, b"");
        assert_eq!(disk.contents[1].durable, b"\0\0x");
    }

    #[test]
    fn what_is_in_a_directory_that_is_lost_is_lost() {
        let events = [
            Event::MakeDirectory { path: path("d") },
            Event::Create { file: 1, path: path("d/a") },
            Event::SyncDirectory { path: path("d") },
        ];
        let mut disk = play(&events);
        assert!(reachable(&disk.durable, Path::new("/disk")).is_empty());
        disk.play(&Event::SyncDirectory { path: "/disk".into() });
        assert_eq!(reachable(&disk.durable, Path::new("/disk")), [path("d"), path("d/a")].into());
    }
}
