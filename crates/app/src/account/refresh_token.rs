//! Refresh tokens: opaque to their holder, stored as a hash.

use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hearken_domain::{SessionId, UserId};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::AccountError;

/// A refresh token: who, which session, and 256 random bits, in base64url. Its `Debug` shows nothing.
#[derive(Clone)]
pub struct RefreshToken(Zeroizing<String>);

/// The parts of a refresh token that was presented.
pub(super) struct Presented {
    pub(super) user: UserId,
    pub(super) session: SessionId,
    pub(super) hash: [u8; 32],
}

impl RefreshToken {
    /// A fresh token.
    pub(super) fn issue(user: UserId, session: SessionId) -> Result<Self, AccountError> {
        let mut bytes = Zeroizing::new([0; 64]);
        bytes[..16].copy_from_slice(user.0.as_bytes());
        bytes[16..32].copy_from_slice(session.0.as_bytes());
        rand::fill(&mut bytes[32..]).map_err(|_| AccountError::Busy)?;
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(*bytes))))
    }

    /// A token as a client sent it; whether it holds is not known yet.
    #[must_use]
    pub fn received(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The token itself, for the client only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What it says; `None` when it is not of this form.
    pub(super) fn parts(&self) -> Option<Presented> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(self.0.as_bytes()).ok().filter(|bytes| bytes.len() == 64)?);
        Some(Presented {
            user: UserId(Uuid::from_slice(&bytes[..16]).ok()?),
            session: SessionId(Uuid::from_slice(&bytes[16..32]).ok()?),
            hash: self.hash(),
        })
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        sha256(self.0.as_bytes())
    }
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RefreshToken")
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}
