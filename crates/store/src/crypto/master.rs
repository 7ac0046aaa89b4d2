//! The master key: one file, made at first start, without which nothing can be read.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::LessSafeKey;
use aws_lc_rs::{digest, hkdf, rand};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::user_keys::expand;
use super::{FileKey, envelope};
use crate::files::{move_to_new, sync_directory};
use crate::{OpenError, StoreError};

const PREFIX: &str = "hearken-master-key-1 ";
/// The number of the master key in what it wraps: there is one.
const KID: u32 = 0;

/// The key that wraps all others.
pub(crate) struct MasterKey {
    id: [u8; 8],
    key: LessSafeKey,
    /// What the keys of backups come from.
    backups: hkdf::Prk,
}

impl MasterKey {
    /// Reads the key file; `None` when there is none.
    pub(crate) fn load(path: &Path) -> Result<Option<Self>, OpenError> {
        let mut text = Zeroizing::new(String::new());
        match File::open(path).and_then(|mut file| file.read_to_string(&mut text)) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                return Err(OpenError::BadKeyFile(path.display().to_string()));
            }
            Err(cause) => return Err(OpenError::File { path: path.display().to_string(), cause }),
        }
        let hex = text.trim_end().strip_prefix(PREFIX);
        let bytes = hex.and_then(parse_hex).ok_or_else(|| OpenError::BadKeyFile(path.display().to_string()))?;
        Ok(Some(Self::from_bytes(&bytes)?))
    }

    /// Makes a key and writes it to a new file that only its owner can read. The file is there whole or not at all.
    pub(crate) fn create(path: &Path) -> Result<Self, OpenError> {
        let failed = |cause| OpenError::File { path: path.display().to_string(), cause };
        let mut bytes = Zeroizing::new([0; 32]);
        rand::fill(bytes.as_mut()).map_err(|_| failed(std::io::Error::other("no random numbers")))?;
        let mut line = Zeroizing::new(PREFIX.to_owned());
        for byte in bytes.iter() {
            // Writing to a string cannot fail.
            let _ = write!(line, "{byte:02x}");
        }
        line.push('\n');
        write_whole(path, line.as_bytes()).map_err(failed)?;
        Ok(Self::from_bytes(&bytes)?)
    }

    fn from_bytes(bytes: &[u8; 32]) -> Result<Self, StoreError> {
        let mut named = Zeroizing::new(b"hearken master key id ".to_vec());
        named.extend_from_slice(bytes);
        let digest = digest::digest(&digest::SHA256, &named);
        let mut id = [0; 8];
        id.copy_from_slice(&digest.as_ref()[..8]);
        let backups = hkdf::Salt::new(hkdf::HKDF_SHA256, b"hearken backup key 1").extract(bytes);
        Ok(Self { id, key: envelope::key(bytes)?, backups })
    }

    /// The key of one backup file, named by what begins it: a random salt among other things.
    pub(crate) fn backup_key(&self, header: &[u8]) -> Result<FileKey, StoreError> {
        Ok(FileKey::new(envelope::key(&*expand(&self.backups, header)?)?))
    }

    /// Tells this key from another without giving anything of it away.
    pub(crate) const fn id(&self) -> &[u8; 8] {
        &self.id
    }

    pub(super) fn wrap(&self, owner: Uuid, kid: u32, data_key: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
        envelope::seal(&self.key, KID, &wrap_aad(owner, kid), data_key)
    }

    pub(super) fn unwrap(&self, owner: Uuid, kid: u32, wrapped: &[u8]) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let plain = envelope::open(&self.key, KID, &wrap_aad(owner, kid), wrapped).map(Zeroizing::new);
        let bytes = plain.and_then(|plain| <[u8; 32]>::try_from(plain.as_slice()).ok());
        bytes.map(Zeroizing::new).ok_or(StoreError::Sealed("wrapped_keys|wrapped"))
    }
}

fn wrap_aad(owner: Uuid, kid: u32) -> Vec<u8> {
    format!("hearken|1|dek|{owner}|{kid}").into_bytes()
}

fn parse_hex(hex: &str) -> Option<Zeroizing<[u8; 32]>> {
    // Checked by itself because the parser below would take a sign for a digit.
    if hex.len() != 64 || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = Zeroizing::new([0; 32]);
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// Writes a file under another name first, so that a crash leaves no half of it under its own.
fn write_whole(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(content)?;
    file.sync_all()?;
    move_to_new(&draft, path)?;
    sync_directory(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_there_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("master.key");
        let first = MasterKey::create(&path).unwrap();
        assert!(matches!(MasterKey::create(&path), Err(OpenError::File { .. })), "another process was faster");
        assert_eq!(MasterKey::load(&path).unwrap().unwrap().id(), first.id());
    }
}
