//! A provider whose certificate nobody vouches for. The fixtures are a key made for this test and a certificate for
//! `localhost` that it signed itself.

use std::net::TcpListener;
use std::sync::Arc;

use hearken_ai::providers::{HttpModel, Kind};
use hearken_ai::{ChatModel, ProviderError, SetupError};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection};

use crate::support::{AMPLE, Book, config_at, words};

const CERTIFICATE: &[u8] = include_bytes!("../fixtures/untrusted.cert.der");
const KEY: &[u8] = include_bytes!("../fixtures/untrusted.key.der");

fn server_config() -> ServerConfig {
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(CERTIFICATE)], PrivatePkcs8KeyDer::from(KEY).into())
        .unwrap()
}

/// Takes one connection; why the handshake failed, if it did.
fn shake_hands(listener: &TcpListener) -> Result<(), String> {
    let (mut stream, _) = listener.accept().unwrap();
    let mut connection = ServerConnection::new(Arc::new(server_config())).unwrap();
    while connection.is_handshaking() {
        connection.complete_io(&mut stream).map_err(|error| error.to_string())?;
    }
    Ok(())
}

#[tokio::test]
async fn an_untrusted_certificate_ends_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("https://localhost:{}/v1", listener.local_addr().unwrap().port());
    let model = match HttpModel::new(Kind::OpenAi, config_at(&base_url, AMPLE)) {
        Ok(model) => model,
        Err(SetupError::Certificates) => {
            println!("skipped: this machine has no certificates to check against (package ca-certificates)");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    let server = tokio::task::spawn_blocking(move || shake_hands(&listener));
    assert_eq!(model.complete(words("hello"), &Book::default()).await.unwrap_err(), ProviderError::Unreachable);
    let refusal = server.await.unwrap().unwrap_err();
    assert!(refusal.contains("UnknownCA"), "{refusal}");
}
