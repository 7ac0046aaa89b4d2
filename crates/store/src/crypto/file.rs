//! Sealing a file in chunks, each under the key of that one file and bound to its place in it.

use aws_lc_rs::aead::{Aad, LessSafeKey, NONCE_LEN, Nonce};

use crate::StoreError;

/// Bytes that sealing adds to a chunk.
pub(crate) const TAG: usize = 16;

/// The key of one file. Because no other file has it, the place of a chunk can be its nonce.
pub(crate) struct FileKey(LessSafeKey);

/// Where in its file a chunk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) number: u32,
    pub(crate) is_last: bool,
}

impl FileKey {
    pub(super) const fn new(key: LessSafeKey) -> Self {
        Self(key)
    }

    /// Seals a chunk where it lies, and appends its tag.
    pub(crate) fn seal(&self, place: Place, header: &[u8], chunk: &mut Vec<u8>) -> Result<(), StoreError> {
        let sealed = self.0.seal_in_place_append_tag(place.nonce(), Aad::from(header), chunk);
        sealed.map_err(|_| StoreError::Engine("encryption failed".to_owned()))
    }

    /// Opens a chunk; `None` when anything about it, its key or its place is not as it was sealed.
    pub(crate) fn open<'c>(&self, place: Place, header: &[u8], sealed: &'c mut [u8]) -> Option<&'c [u8]> {
        self.0.open_in_place(place.nonce(), Aad::from(header), sealed).ok().map(|chunk| &*chunk)
    }
}

impl Place {
    fn nonce(self) -> Nonce {
        let mut nonce = [0; NONCE_LEN];
        nonce[7..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(self.is_last);
        Nonce::assume_unique_for_key(nonce)
    }
}
