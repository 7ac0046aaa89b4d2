//! What may be left on a disk after a power cut.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Result;

use super::disk::{Change, Content, Disk, Node, put, reachable};
use crate::chance::Chance;

/// How much of what no sync has followed had reached the disk.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    /// What the disk writes as a whole: the unit of tearing.
    sector: usize,
    /// Of a hundred sectors, how many had reached it.
    kept: u64,
    /// Whether names arrive in the order of their changes, as with a journal; otherwise any of them may.
    names_in_order: bool,
    /// Whether a file may have grown before what was to be there: with what the disk held before.
    garbage: bool,
}

impl Cut {
    /// Nothing, everything, or anything between.
    pub(super) fn draw(chance: &mut Chance) -> Self {
        let kept = match chance.below(5) {
            0 => 0,
            1 => 100,
            2 => 50,
            _ => chance.below(101),
        };
        let sector = if chance.percent(50) { 512 } else { 4096 };
        Self { sector, kept, names_in_order: chance.percent(50), garbage: chance.percent(25) }
    }

    /// Writes what is left of `disk` below `root` into the directory `into`, which is empty.
    pub(super) fn write(&self, disk: &Disk, root: &Path, into: &Path, chance: &mut Chance) -> Result<()> {
        let mut names = disk.durable.clone();
        let in_order = chance.index(disk.pending.len() + 1);
        for (number, change) in disk.pending.iter().enumerate() {
            if if self.names_in_order { number < in_order } else { chance.percent(self.kept) } {
                change.apply(&mut names);
            }
        }
        for path in reachable(&names, root) {
            let target = into.join(path.strip_prefix(root)?);
            match names[&path] {
                Node::Directory => fs::create_dir(&target)?,
                Node::File(index) => {
                    let content = self.content(&disk.contents[index], chance);
                    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&target)?;
                    file.write_all(&content)?;
                }
            }
        }
        Ok(())
    }

    fn content(&self, content: &Content, chance: &mut Chance) -> Vec<u8> {
        let mut left = content.durable.clone();
        for change in &content.pending {
            match change {
                Change::Truncate { length } if chance.percent(self.kept) => left.resize(*length, 0),
                Change::Truncate { .. } => {}
                Change::Write { offset, bytes } => self.write_torn(&mut left, *offset, bytes, chance),
            }
        }
        left
    }

    /// Each sector that a write touches is there or not. A later write over an earlier one that was dropped while the
    /// earlier was kept is the same as the two in the other order.
    fn write_torn(&self, left: &mut Vec<u8>, offset: usize, bytes: &[u8], chance: &mut Chance) {
        let mut from = offset;
        while from < offset + bytes.len() {
            let end = ((from / self.sector + 1) * self.sector).min(offset + bytes.len());
            if chance.percent(self.kept) {
                put(left, from, &bytes[from - offset..end - offset]);
            } else if self.garbage && left.len() < end {
                let garbage: Vec<u8> = (left.len().max(from)..end).map(|_| chance.next().to_le_bytes()[0]).collect();
                let at = left.len().max(from);
                put(left, at, &garbage);
            }
            from = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::crash::recording::Event;

    /// All that a disk may hold of a file of three sectors that was written twice, synced between.
    fn left(cut: &Cut) -> BTreeSet<Vec<u8>> {
        let mut disk = Disk::default();
        let path = Path::new("/disk/a").to_owned();
        let write = |byte: u8| Event::Write { file: 1, offset: 0, bytes: vec![byte; 3 * 512] };
        for event in [Event::Create { file: 1, path }, write(1), Event::Sync { file: 1 }, write(2)] {
            disk.play(&event);
        }
        disk.play(&Event::SyncDirectory { path: "/disk".into() });
        let into = tempfile::tempdir().unwrap();
        let images = (0..200).map(|number| {
            let into = into.path().join(number.to_string());
            fs::create_dir(&into).unwrap();
            cut.write(&disk, Path::new("/disk"), &into, &mut Chance::new(number)).unwrap();
            let content = fs::read(into.join("a")).unwrap();
            content.chunks(512).map(|sector| sector[0]).collect()
        });
        images.collect()
    }

    #[test]
    fn what_was_synced_is_there_and_of_the_rest_any_sectors() {
        let cut = |kept| Cut { sector: 512, kept, names_in_order: false, garbage: false };
        assert_eq!(left(&cut(0)), [vec![1, 1, 1]].into());
        assert_eq!(left(&cut(100)), [vec![2, 2, 2]].into());
        assert_eq!(left(&cut(50)).len(), 8, "all combinations of three sectors");
    }
}
