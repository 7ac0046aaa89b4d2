//! A provider's key, which shows itself nowhere but in the header it is for.

use std::fmt;

use reqwest::header::HeaderValue;

use super::SetupError;

/// The key with which a provider knows its customer.
#[derive(Clone)]
pub struct ApiKey {
    plain: HeaderValue,
    bearer: HeaderValue,
}

impl ApiKey {
    /// Takes a key as configured; spaces and line ends around it, as a key file has, are dropped.
    pub fn new(key: &str) -> Result<Self, SetupError> {
        let key = key.trim();
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(SetupError::ApiKey);
        }
        Ok(Self { plain: header(key)?, bearer: header(&format!("Bearer {key}"))? })
    }

    /// The key alone, as the value of a header.
    pub(crate) fn plain(&self) -> HeaderValue {
        self.plain.clone()
    }

    /// The value of the `Authorization` header.
    pub(crate) fn bearer(&self) -> HeaderValue {
        self.bearer.clone()
    }
}

fn header(value: &str) -> Result<HeaderValue, SetupError> {
    let mut header = HeaderValue::try_from(value).map_err(|_| SetupError::ApiKey)?;
    header.set_sensitive(true);
    Ok(header)
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[api key]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_shows_itself() {
        let key = ApiKey::new("sk-secret\n").unwrap();
        assert_eq!(format!("{key:?} {:?} {:?}", key.bearer(), key.plain()), "[api key] Sensitive Sensitive");
        assert_eq!((key.bearer().as_bytes(), key.plain().as_bytes()), (&b"Bearer sk-secret"[..], &b"sk-secret"[..]));
    }

    #[test]
    fn refuses_what_no_header_can_carry() {
        for key in ["", "  ", "a b", "a\nb", "schlüssel"] {
            assert_eq!(ApiKey::new(key).unwrap_err(), SetupError::ApiKey, "{key:?}");
        }
    }
}
