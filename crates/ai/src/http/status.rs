//! The class of an answer that is not a success.

use reqwest::{Response, StatusCode};

use super::retry_after::retry_after;
use crate::ProviderError;

/// The failure that the status of `response` stands for; `None` for a success.
pub(crate) fn refusal(response: &Response) -> Option<ProviderError> {
    let status = response.status();
    if status.is_success() {
        return None;
    }
    let retry_after = retry_after(response.headers());
    Some(match status {
        StatusCode::TOO_MANY_REQUESTS => ProviderError::RateLimited { retry_after },
        StatusCode::REQUEST_TIMEOUT => ProviderError::Timeout,
        _ if status.is_server_error() => ProviderError::Server { status: status.as_u16(), retry_after },
        _ => ProviderError::Refused { status: status.as_u16() },
    })
}
