//! The keys of one user, and those of the server itself.

use aws_lc_rs::aead::LessSafeKey;
use aws_lc_rs::{hkdf, hmac};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Column, MasterKey, envelope};
use crate::StoreError;

/// The column keys of one user, derived from their data key.
pub(crate) struct UserKeys {
    user: Uuid,
    kid: u32,
    columns: [LessSafeKey; Column::ALL.len()],
    digest: hmac::Key,
}

impl UserKeys {
    /// Unwraps the data key of a user and derives theirs from it.
    pub(crate) fn unwrap(master: &MasterKey, user: Uuid, kid: u32, wrapped: &[u8]) -> Result<Self, StoreError> {
        Self::derive(user, kid, &*master.unwrap(user, kid, wrapped)?)
    }

    pub(super) fn derive(user: Uuid, kid: u32, data_key: &[u8; 32]) -> Result<Self, StoreError> {
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"hearken user key 1").extract(data_key);
        let mut columns = Vec::with_capacity(Column::ALL.len());
        for column in Column::ALL {
            columns.push(envelope::key(&*expand(&root, column.name().as_bytes())?)?);
        }
        let digest = hmac::Key::new(hmac::HMAC_SHA256, &*expand(&root, b"mutation digest")?);
        let columns = columns.try_into().map_err(|_| StoreError::Malformed("column keys"))?;
        Ok(Self { user, kid, columns, digest })
    }

    /// Seals `plain` for one column of one row.
    pub(crate) fn seal(&self, column: Column, row: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        envelope::seal(&self.columns[column as usize], self.kid, &self.aad(column, row), plain)
    }

    /// Opens what was sealed for this column of this row; anything else is an error.
    pub(crate) fn open(&self, column: Column, row: &[u8], blob: &[u8]) -> Result<Vec<u8>, StoreError> {
        let plain = envelope::open(&self.columns[column as usize], self.kid, &self.aad(column, row), blob);
        plain.ok_or(StoreError::Sealed(column.name()))
    }

    /// A short keyed digest: equal contents of one user have equal digests, and nobody without the key can tell which.
    pub(crate) fn digest(&self, content: &[u8]) -> [u8; 8] {
        let tag = hmac::sign(&self.digest, content);
        let mut short = [0; 8];
        short.copy_from_slice(&tag.as_ref()[..8]);
        short
    }

    fn aad(&self, column: Column, row: &[u8]) -> Vec<u8> {
        let name = column.name().as_bytes();
        let mut aad = Vec::with_capacity(12 + name.len() + 16 + row.len());
        aad.extend_from_slice(b"hearken|1|");
        aad.extend_from_slice(name);
        aad.push(b'|');
        aad.extend_from_slice(self.user.as_bytes());
        aad.extend_from_slice(row);
        aad
    }
}

/// Keys that belong to no user.
pub(crate) struct ServerKeys {
    email: hmac::Key,
    signing_seed: Zeroizing<[u8; 32]>,
}

impl ServerKeys {
    pub(super) fn derive(server_key: &[u8; 32]) -> Result<Self, StoreError> {
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"hearken server key 1").extract(server_key);
        let email = hmac::Key::new(hmac::HMAC_SHA256, &*expand(&root, b"e-mail index")?);
        Ok(Self { email, signing_seed: expand(&root, b"access token signing")? })
    }

    /// The index under which an address is stored.
    pub(crate) fn email_index(&self, email: &str) -> [u8; 32] {
        let mut index = [0; 32];
        index.copy_from_slice(hmac::sign(&self.email, email.as_bytes()).as_ref());
        index
    }

    /// The seed of the key that signs access tokens.
    pub(crate) const fn signing_seed(&self) -> &Zeroizing<[u8; 32]> {
        &self.signing_seed
    }
}

pub(super) fn expand(root: &hkdf::Prk, info: &[u8]) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let mut bytes = Zeroizing::new([0; 32]);
    let info = [info];
    let okm = root.expand(&info, hkdf::HKDF_SHA256);
    okm.and_then(|okm| okm.fill(bytes.as_mut())).map_err(|_| StoreError::Engine("key derivation failed".to_owned()))?;
    Ok(bytes)
}
