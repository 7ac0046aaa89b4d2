//! Access tokens: only what this instance signed, for as long as it says and its session runs.

use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hearken_app::account::{ACCESS_TOKEN_TIME, AuthError, end_session};
use hearken_testkit::{TestApp, on_both_engines};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::support::actor;

const MOMENT: Duration = Duration::from_millis(1);

/// The parts of a good token, and a way to sign others.
struct Forger {
    header: Value,
    claims: Value,
    seed: [u8; 32],
}

impl Forger {
    fn of(t: &TestApp, token: &str) -> Self {
        let part =
            |at| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(at).unwrap()).unwrap()).unwrap();
        Self { header: part(0), claims: part(1), seed: *t.store.store.signing_seed() }
    }

    /// A token as this instance would sign it, with something else in it.
    fn signed(&self, header: &Value, claims: &Value) -> String {
        let body = format!("{}.{}", encoded(header), encoded(claims));
        let pair = Ed25519KeyPair::from_seed_unchecked(&self.seed).unwrap();
        format!("{body}.{}", URL_SAFE_NO_PAD.encode(pair.sign(body.as_bytes())))
    }

    fn with_header(&self, name: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[name] = value;
        self.signed(&header, &self.claims)
    }

    fn with_claim(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.signed(&self.header, &claims)
    }

    fn without(&self, name: &str) -> String {
        let (mut header, mut claims) = (self.header.clone(), self.claims.clone());
        let removed =
            header.as_object_mut().unwrap().remove(name).or_else(|| claims.as_object_mut().unwrap().remove(name));
        assert!(removed.is_some(), "{name} is in a good token");
        self.signed(&header, &claims)
    }
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

on_both_engines! {
    async fn it_holds_for_a_quarter_of_an_hour(t: TestApp) {
        let ana = t.register("ana").await;
        let token = &ana.access_token;
        assert_eq!(ana.expires_in, ACCESS_TOKEN_TIME);
        assert_eq!(t.app.authenticate(token).unwrap().expires_at, t.app.ctx().now() + ACCESS_TOKEN_TIME);
        t.advance(ACCESS_TOKEN_TIME - MOMENT);
        // Seen a moment ago, so that only its end decides.
        assert_eq!(t.app.authenticate(token).unwrap().user, ana.user.id);
        t.advance(MOMENT);
        assert_eq!(t.app.authenticate(token), Err(AuthError::Expired));
        assert_eq!(t.restart().await.app.authenticate(token), Err(AuthError::Expired), "not seen before either");
    }

    async fn a_remembered_one_ends_with_its_session(t: TestApp) {
        let ana = t.register("ana").await;
        let actor = actor(&t, &ana);
        assert_eq!(t.app.authenticate(&ana.access_token), Ok(actor));
        assert!(!t.app.has_ended(actor.session));
        end_session(&t.app, &actor, actor.session).await.unwrap();
        assert_eq!(t.app.authenticate(&ana.access_token), Err(AuthError::SessionEnded));
        assert!(t.app.has_ended(actor.session));
    }

    async fn it_outlives_a_restart_unless_its_session_ended(t: TestApp) {
        let (ana, ben) = (t.register("ana").await, t.register("ben").await);
        let (anas, bens) = (actor(&t, &ana), actor(&t, &ben));
        end_session(&t.app, &bens, bens.session).await.unwrap();
        t.advance(ACCESS_TOKEN_TIME - MOMENT);
        let t = t.restart().await;
        assert_eq!(t.app.authenticate(&ana.access_token), Ok(anas));
        assert_eq!(t.app.authenticate(&ben.access_token), Err(AuthError::SessionEnded));
    }

    async fn another_instances_token_is_worth_nothing(t: TestApp) {
        let other = TestApp::start(hearken_testkit::Engine::Sqlite).await.unwrap();
        let token = other.register("ana").await.access_token;
        t.register("ana").await;
        assert_eq!(t.app.authenticate(&token), Err(AuthError::Invalid));
        assert!(other.app.authenticate(&token).is_ok());
    }
}

use hearken_testkit::{Engine, Fixture as _};

#[tokio::test]
async fn what_is_signed_but_not_an_access_token() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let token = t.register("ana").await.access_token;
    let forger = Forger::of(&t, &token);
    assert!(t.app.authenticate(&forger.signed(&forger.header, &forger.claims)).is_ok(), "the forger's hand is good");
    let kid = forger.header["kid"].as_str().unwrap().to_uppercase();
    let mut counterfeits = vec![
        forger.with_header("typ", json!("JWT")),
        forger.with_header("typ", json!("AT+JWT")),
        forger.with_header("kid", json!(kid)),
        forger.with_header("kid", json!("../../etc/passwd")),
        forger.with_header("kid", json!("")),
        forger.with_claim("aud", json!("another")),
        forger.with_claim("iss", json!("another")),
        forger.with_claim("sub", json!("nobody")),
        forger.with_claim("sid", json!(7)),
        forger.with_claim("exp", json!("later")),
    ];
    counterfeits.extend(["typ", "kid", "alg", "aud", "iss", "sub", "sid", "exp"].map(|name| forger.without(name)));
    for token in counterfeits {
        assert_eq!(t.app.authenticate(&token), Err(AuthError::Invalid), "{token}");
    }
}

#[tokio::test]
async fn what_is_not_signed_by_us() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let token = t.register("ana").await.access_token;
    let forger = Forger::of(&t, &token);
    let claims = encoded(&forger.claims);
    let signature = token.rsplit('.').next().unwrap();
    let public = Ed25519KeyPair::from_seed_unchecked(&forger.seed).unwrap().public_key().as_ref().to_vec();
    let mut hs256 = Header::new(Algorithm::HS256);
    (hs256.typ, hs256.kid) = (Some("at+jwt".to_owned()), forger.header["kid"].as_str().map(str::to_owned));
    let by_public_key = encode(&hs256, &forger.claims, &EncodingKey::from_secret(&public)).unwrap();
    let mut none = forger.header.clone();
    none["alg"] = json!("none");
    let stranger = Forger { seed: [7; 32], header: forger.header.clone(), claims: forger.claims.clone() };
    let mut with_key = forger.header.clone();
    with_key["jku"] = json!("https://example.org/keys");
    with_key["jwk"] = json!({"kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(public)});
    for token in [
        String::new(),
        "..".to_owned(),
        "a.b.c".to_owned(),
        format!("{}.{claims}.", encoded(&none)),
        format!("{}.{claims}.{signature}", encoded(&none)),
        format!("{}.{claims}.", encoded(&forger.header)),
        format!("{}.{claims}", encoded(&forger.header)),
        by_public_key,
        stranger.signed(&stranger.header, &stranger.claims),
        stranger.signed(&with_key, &stranger.claims),
        format!("{token}."),
        format!(" {token}"),
        format!("{token}{}", "A".repeat(1 << 20)),
    ] {
        assert_eq!(t.app.authenticate(&token), Err(AuthError::Invalid), "{}", &token[..token.len().min(300)]);
    }
}

#[tokio::test]
async fn one_letter_changed_anywhere() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let token = t.register("ana").await.access_token;
    assert!(t.app.authenticate(&token).is_ok());
    for at in 0..token.len() {
        let mut altered = token.clone().into_bytes();
        altered[at] = if altered[at] == b'A' { b'Q' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        assert_eq!(t.app.authenticate(&altered), Err(AuthError::Invalid), "{altered}");
    }
}
