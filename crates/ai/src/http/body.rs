//! Reading an answer without trusting its length.

use reqwest::Response;

use crate::{Junk, ProviderError};

/// Largest answer read, in bytes; the longest honest one has a tenth of it.
const LARGEST: usize = 1024 * 1024;

/// The whole body, or why there is none. Never holds more than [`LARGEST`] bytes and one chunk.
pub(crate) async fn read_body(mut response: Response) -> Result<Vec<u8>, ProviderError> {
    if response.content_length().is_some_and(|length| length > LARGEST as u64) {
        return Err(Junk::TooLarge.into());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Junk::Incomplete)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Junk::TooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The first bytes of a body, at least `wanted` where there are as many; for looking at, so a broken end is no error.
pub(crate) async fn read_some(mut response: Response, wanted: usize) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < wanted
        && let Ok(Some(chunk)) = response.chunk().await
    {
        body.extend_from_slice(&chunk);
    }
    body
}
