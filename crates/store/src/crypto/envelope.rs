//! The form of a ciphertext: `01 | key id (4) | nonce (12) | ciphertext | tag (16)`, AES-256-GCM.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rand;

use super::padding;
use crate::StoreError;

const VERSION: u8 = 1;
const HEADER: usize = 1 + 4 + NONCE_LEN;

/// A key ready for use.
pub(super) fn key(bytes: &[u8; 32]) -> Result<LessSafeKey, StoreError> {
    UnboundKey::new(&AES_256_GCM, bytes)
        .map(LessSafeKey::new)
        .map_err(|_| StoreError::Engine("AES-256-GCM is not available".to_owned()))
}

/// Seals `plain` under `key`, bound to `aad`. The nonce is random: one key stays far below 2^32 messages.
pub(super) fn seal(key: &LessSafeKey, kid: u32, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let broken = || StoreError::Engine("encryption failed".to_owned());
    let mut nonce = [0; NONCE_LEN];
    rand::fill(&mut nonce).map_err(|_| broken())?;
    let mut body = Vec::with_capacity(plain.len() + 256);
    body.extend_from_slice(plain);
    padding::pad(&mut body);
    let nonce_used = Nonce::assume_unique_for_key(nonce);
    let tag = key.seal_in_place_separate_tag(nonce_used, Aad::from(aad), &mut body).map_err(|_| broken())?;
    let mut blob = Vec::with_capacity(HEADER + body.len() + tag.as_ref().len());
    blob.push(VERSION);
    blob.extend_from_slice(&kid.to_be_bytes());
    blob.extend_from_slice(&nonce);
    blob.extend_from_slice(&body);
    blob.extend_from_slice(tag.as_ref());
    Ok(blob)
}

/// Opens `blob`; `None` when anything about it, its key or its place is not as it was sealed.
pub(super) fn open(key: &LessSafeKey, kid: u32, aad: &[u8], blob: &[u8]) -> Option<Vec<u8>> {
    let (header, sealed) = blob.split_at_checked(HEADER)?;
    if header[0] != VERSION || header[1..5] != kid.to_be_bytes() {
        return None;
    }
    let nonce = Nonce::try_assume_unique_for_key(&header[5..]).ok()?;
    let mut body = sealed.to_vec();
    let plain = key.open_in_place(nonce, Aad::from(aad), &mut body).ok()?;
    let length = padding::content_len(plain)?;
    body.truncate(length);
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KID: u32 = 7;

    fn a_key(byte: u8) -> LessSafeKey {
        key(&[byte; 32]).unwrap()
    }

    #[test]
    fn what_was_sealed_opens() {
        for length in [0, 1, 254, 255, 256, 1000] {
            let plain = vec![b'x'; length];
            let blob = seal(&a_key(1), KID, b"place", &plain).unwrap();
            assert_eq!(open(&a_key(1), KID, b"place", &blob), Some(plain));
        }
    }

    #[test]
    fn another_key_or_place_opens_nothing() {
        let blob = seal(&a_key(1), KID, b"place", b"words").unwrap();
        assert_eq!(open(&a_key(2), KID, b"place", &blob), None);
        assert_eq!(open(&a_key(1), KID + 1, b"place", &blob), None);
        assert_eq!(open(&a_key(1), KID, b"other", &blob), None);
        assert_eq!(open(&a_key(1), KID, b"", &blob), None);
    }

    #[test]
    fn one_bit_changed_anywhere_is_noticed() {
        let blob = seal(&a_key(1), KID, b"place", b"words").unwrap();
        for bit in 0..blob.len() * 8 {
            let mut changed = blob.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&a_key(1), KID, b"place", &changed), None, "bit {bit}");
        }
    }

    #[test]
    fn any_part_of_it_is_not_it() {
        let blob = seal(&a_key(1), KID, b"place", b"words").unwrap();
        for length in 0..blob.len() {
            assert_eq!(open(&a_key(1), KID, b"place", &blob[..length]), None, "{length} bytes");
        }
        assert_eq!(open(&a_key(1), KID, b"place", &[blob, vec![0]].concat()), None);
    }

    #[test]
    fn the_same_words_are_never_sealed_alike() {
        let sealed: Vec<_> = (0..100).map(|_| seal(&a_key(1), KID, b"place", b"words").unwrap()).collect();
        for (at, one) in sealed.iter().enumerate() {
            assert!(sealed[..at].iter().all(|other| one[5..HEADER] != other[5..HEADER]), "a nonce came twice");
        }
    }

    #[test]
    fn sizes_say_little() {
        for (length, buckets) in [(0, 1), (1, 1), (255, 1), (256, 2), (511, 2), (512, 3), (100_000, 391)] {
            let blob = seal(&a_key(1), KID, b"place", &vec![b'x'; length]).unwrap();
            assert_eq!(blob.len(), HEADER + buckets * 256 + 16, "{length} bytes");
        }
    }
}
