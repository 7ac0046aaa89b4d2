//! Access tokens: EdDSA, 15 minutes, verified once and remembered for a minute.

use aws_lc_rs::digest;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use hearken_domain::{SessionId, Timestamp, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use zeroize::Zeroizing;

use super::{ACCESS_TOKEN_TIME, Actor, AuthError};

const ISSUER: &str = "hearken";
const AUDIENCE: &str = "hearken";
/// RFC 9068's type, so that no other token of ours could be mistaken for one.
const TYPE: &str = "at+jwt";
const REMEMBER: Duration = Duration::from_mins(1);
const REMEMBER_MOST: u64 = 100_000;

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

/// Signs and verifies access tokens.
pub(super) struct AccessTokens {
    header: Header,
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    /// SHA-256 of a token whose signature is good, with what it says.
    verified: Cache<[u8; 32], Actor>,
}

impl AccessTokens {
    pub(super) fn new(seed: &Zeroizing<[u8; 32]>) -> Result<Self, String> {
        let unusable = |_| "the signing key cannot be used".to_owned();
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).map_err(|error| error.to_string())?;
        let private = Zeroizing::new(pair.to_pkcs8v1().map_err(unusable)?.as_ref().to_vec());
        let public = pair.public_key().as_ref();
        let kid = digest::digest(&digest::SHA256, public).as_ref()[..8]
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let header = Header { typ: Some(TYPE.to_owned()), kid: Some(kid), ..Header::new(Algorithm::EdDSA) };
        Ok(Self {
            header,
            signing: EncodingKey::from_ed_der(&private),
            verifying: DecodingKey::from_ed_der(public),
            validation: validation(),
            verified: Cache::builder().time_to_live(REMEMBER).max_capacity(REMEMBER_MOST).build(),
        })
    }

    /// A token for one session.
    pub(super) fn issue(
        &self,
        user: UserId,
        session: SessionId,
        now: Timestamp,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user,
            sid: session,
            iat: now.as_millis() / 1000,
            exp: (now + ACCESS_TOKEN_TIME).as_millis() / 1000,
        };
        encode(&self.header, &claims, &self.signing)
    }

    /// Who holds a token. Only the signature check is remembered: the token's end is looked at every time.
    pub(super) fn verify(&self, token: &str, now: Timestamp) -> Result<Actor, AuthError> {
        let mut fingerprint = [0; 32];
        fingerprint.copy_from_slice(digest::digest(&digest::SHA256, token.as_bytes()).as_ref());
        let actor = if let Some(actor) = self.verified.get(&fingerprint) {
            actor
        } else {
            let actor = self.check(token)?;
            self.verified.insert(fingerprint, actor);
            actor
        };
        if actor.expires_at <= now { Err(AuthError::Expired) } else { Ok(actor) }
    }

    fn check(&self, token: &str) -> Result<Actor, AuthError> {
        let data = decode::<Claims>(token, &self.verifying, &self.validation).map_err(|_| AuthError::Invalid)?;
        if data.header.typ.as_deref() != Some(TYPE) || data.header.kid != self.header.kid {
            return Err(AuthError::Invalid);
        }
        let claims = data.claims;
        Ok(Actor {
            user: claims.sub,
            session: claims.sid,
            expires_at: Timestamp::from_millis(claims.exp.saturating_mul(1000)),
        })
    }
}

fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The end is compared with our own clock, which tests can move.
    validation.validate_exp = false;
    validation
}
