//! The HTTP client: our TLS settings, a connect deadline, no redirects, no proxies, no retries.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, Url, redirect, retry};
use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::{Address, SetupError};
use crate::ProviderError;
use crate::ledger::Recorded;

/// How long making a connection may take, of the whole deadline.
const CONNECT: Duration = Duration::from_secs(5);

/// Asks one provider. Nothing leaves by it that is not written down.
#[derive(Debug)]
pub(crate) struct Client(reqwest::Client);

impl Client {
    /// A request that says nothing of anybody's.
    pub(crate) fn get(&self, url: Url) -> RequestBuilder {
        self.0.get(url)
    }

    /// A request with a body of JSON.
    pub(crate) fn post(&self, url: Url, recorded: &Recorded<'_>) -> RequestBuilder {
        self.0.post(url).header(CONTENT_TYPE, "application/json").body(recorded.body())
    }
}

/// A client for the provider at `address`.
///
/// No redirects: an address was agreed to, and a redirect would send an entry elsewhere. No proxy from the environment:
/// only the settings say where data goes.
pub(crate) fn build_client(address: &Address) -> Result<Client, SetupError> {
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls_config(address)?)
        .connect_timeout(CONNECT)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .user_agent(concat!("hearken/", env!("CARGO_PKG_VERSION")))
        .build();
    Ok(Client(client.map_err(|_| SetupError::Client)?))
}

/// The class of a failure that came before the status line of an answer.
pub(crate) fn class_of(error: &reqwest::Error) -> ProviderError {
    if error.is_timeout() { ProviderError::Timeout } else { ProviderError::Unreachable }
}

/// The provider of cryptography is named here, so that nothing has to be installed for the whole process. Certificates
/// are only looked for where they are needed: a model on this machine works without any.
fn tls_config(address: &Address) -> Result<ClientConfig, SetupError> {
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| SetupError::Client)?;
    let mut config = if address.is_encrypted() {
        builder.with_platform_verifier().map_err(|_| SetupError::Certificates)?.with_no_client_auth()
    } else {
        builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
