//! What a sealed file gives away, and what becomes of one that was tampered with.

use std::io::Cursor;

use super::*;

const KIND: BackupKind = BackupKind::Data;

fn a_master() -> MasterKey {
    let folder = tempfile::tempdir().unwrap();
    MasterKey::create(&folder.path().join("master.key")).unwrap()
}

fn seal(master: &MasterKey, content: &[u8]) -> Vec<u8> {
    let mut writer = SealedWriter::begin(Vec::new(), KIND, master).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

fn open(master: &MasterKey, sealed: &[u8]) -> Result<Vec<u8>, Damage> {
    let mut from = Cursor::new(sealed);
    let mut content = Vec::new();
    let read = Header::read(&mut from)
        .and_then(|header| SealedReader::begin(from, header, master).unwrap().read_to_end(&mut content).map(drop));
    match read {
        Ok(()) => Ok(content),
        Err(error) => Err(*error.get_ref().and_then(|inner| inner.downcast_ref()).unwrap()),
    }
}

/// Not compressible, so that sizes are what they seem.
fn noise(length: usize) -> Vec<u8> {
    let mut noise = vec![0; length];
    rand::fill(&mut noise).unwrap();
    noise
}

/// Where each chunk of a file is.
fn chunks(sealed: &[u8]) -> Vec<std::ops::Range<usize>> {
    let (mut at, mut chunks) = (HEADER, Vec::new());
    while at < sealed.len() {
        let length = u32::from_be_bytes(sealed[at..at + 4].try_into().unwrap()) & !LAST;
        let end = at + 4 + usize::try_from(length).unwrap();
        chunks.push(at..end);
        at = end;
    }
    chunks
}

#[test]
fn what_was_sealed_opens_whatever_its_length() {
    let master = a_master();
    for (length, parts) in [(0, 1), (1, 1), (CHUNK - 1, 1), (CHUNK, 1), (CHUNK + 1, 2), (2 * CHUNK, 2), (3 * CHUNK, 3)]
    {
        let content = noise(length);
        let sealed = seal(&master, &content);
        assert_eq!(chunks(&sealed).len(), parts, "{length} bytes");
        assert!(open(&master, &sealed) == Ok(content), "{length} bytes");
    }
    let plain = vec![b'a'; CHUNK];
    assert!(seal(&master, &plain).len() < CHUNK / 100, "it is compressed");
}

#[test]
fn one_bit_changed_anywhere_is_noticed() {
    let master = a_master();
    let sealed = seal(&master, b"words that were written");
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&master, &changed).is_err(), "bit {bit}");
    }
}

#[test]
fn a_file_that_ends_too_early_or_too_late_is_noticed() {
    let master = a_master();
    let sealed = seal(&master, &noise(2 * CHUNK + 5));
    let ends = chunks(&sealed);
    for length in [0, 7, HEADER - 1] {
        assert_eq!(open(&master, &sealed[..length]), Err(Damage::NotABackup), "{length} bytes");
    }
    for length in [HEADER, HEADER + 3, ends[0].end, ends[0].end + 100, ends[1].end, sealed.len() - 1] {
        assert_eq!(open(&master, &sealed[..length]), Err(Damage::Truncated), "{length} bytes");
    }
    assert_eq!(open(&master, &[&sealed[..], &[0]].concat()), Err(Damage::Altered));
    assert_eq!(open(&master, &[&sealed[..], &sealed[ends[2].clone()]].concat()), Err(Damage::Altered));
}

#[test]
fn chunks_do_not_change_places_or_files() {
    let master = a_master();
    let (one, other) = (seal(&master, &noise(3 * CHUNK)), seal(&master, &noise(3 * CHUNK)));
    let parts: Vec<&[u8]> = chunks(&one).into_iter().map(|part| &one[part]).collect();
    let foreign: Vec<&[u8]> = chunks(&other).into_iter().map(|part| &other[part]).collect();
    let header = &one[..HEADER];
    for (about, order) in [
        ("swapped", [parts[1], parts[0], parts[2]]),
        ("doubled", [parts[0], parts[0], parts[2]]),
        ("of another file", [parts[0], foreign[1], parts[2]]),
        ("ended by another", [parts[0], parts[1], foreign[2]]),
    ] {
        assert_eq!(open(&master, &[&[header], &order[..]].concat().concat()), Err(Damage::Altered), "{about}");
    }
    assert_eq!(open(&master, &[header, parts[0], parts[2]].concat()), Err(Damage::Altered), "one left out");
    let mut ended = [header, parts[0], parts[1]].concat();
    ended[chunks(&one)[1].start] |= 0x80;
    assert_eq!(open(&master, &ended), Err(Damage::Altered), "a chunk made the last");
    assert!(open(&master, &[&[header], &parts[..]].concat().concat()).is_ok(), "the pieces are the right ones");
}

#[test]
fn another_master_key_or_kind_opens_nothing() {
    let sealed = seal(&a_master(), b"words");
    assert_eq!(open(&a_master(), &sealed), Err(Damage::Altered));
    let master = a_master();
    let mut keys = seal(&master, b"words");
    keys[MAGIC.len()] = BackupKind::Keys.to_byte();
    assert_eq!(open(&master, &keys), Err(Damage::Altered));
    keys[MAGIC.len()] = 9;
    assert_eq!(open(&master, &keys), Err(Damage::NotABackup));
}

#[test]
fn the_same_content_is_never_sealed_alike() {
    let master = a_master();
    let (one, other) = (seal(&master, b"words"), seal(&master, b"words"));
    assert_eq!(one[..MAGIC.len() + 1 + MASTER_ID], other[..MAGIC.len() + 1 + MASTER_ID]);
    assert!(one[HEADER + 4..].iter().zip(&other[HEADER + 4..]).filter(|(one, other)| one == other).count() < 5);
}
