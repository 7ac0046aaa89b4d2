//! The table of codes: name, status and title of everything that can go wrong.

use http::StatusCode;
use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:ident, $title:literal;)*) => {
        /// Stable names of problems. A name, once published, keeps its meaning and its status.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The `type` URI on the wire.
            #[must_use]
            pub const fn uri(self) -> &'static str {
                match self { $(Self::$variant => concat!("urn:hearken:problem:", $name),)* }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)* }
            }

            /// The sentence that belongs to it.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
        }
    };
}

codes! {
    /// The body is no JSON, or not in UTF-8.
    MalformedJson = "malformed_json", BAD_REQUEST, "The body is not well-formed JSON.";
    /// The request asks for a protocol this route does not speak.
    BadUpgrade = "bad_upgrade", BAD_REQUEST, "This address answers WebSocket handshakes only.";
    /// Any other request that cannot be understood.
    BadRequest = "bad_request", BAD_REQUEST, "The request cannot be understood.";
    /// No access token, or none that is valid.
    Unauthenticated = "unauthenticated", UNAUTHORIZED, "Sign in first.";
    /// The e-mail address and the password do not belong together.
    WrongCredentials = "wrong_credentials", UNAUTHORIZED, "E-mail address or password is wrong.";
    /// The e-mail address and the recovery code do not belong together, or the code was used before.
    WrongRecoveryCode = "wrong_recovery_code", UNAUTHORIZED, "E-mail address or recovery code is wrong, or the code was used before.";
    /// The refresh token is unknown, used up or ended.
    SessionEnded = "session_ended", UNAUTHORIZED, "This session has ended; sign in again.";
    /// The request comes from another site.
    CrossOrigin = "cross_origin", FORBIDDEN, "Requests from other sites are refused.";
    /// Only the owner of the instance may do this.
    OwnerOnly = "owner_only", FORBIDDEN, "Only the owner of this server may do this.";
    /// The server takes no new accounts.
    RegistrationClosed = "registration_closed", FORBIDDEN, "This server takes no new accounts.";
    /// The server takes new accounts by invitation only, and the one given is missing, used or expired.
    InviteNeeded = "invite_needed", FORBIDDEN, "A valid invitation is needed to create an account.";
    /// There is no such thing, or it belongs to someone else.
    NotFound = "not_found", NOT_FOUND, "There is nothing here.";
    /// What has this id was deleted; the id is not used again.
    Deleted = "deleted", GONE, "This was deleted.";
    /// The route exists, the method does not.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, "This address does not answer that method.";
    /// The request did not arrive in time.
    RequestTimeout = "request_timeout", REQUEST_TIMEOUT, "The request took too long to arrive.";
    /// An account with that address exists.
    EmailTaken = "email_taken", CONFLICT, "There is an account with this e-mail address.";
    /// What was changed has changed meanwhile.
    Stale = "stale", CONFLICT, "This has changed since it was read.";
    /// The entry is a draft: there is no reading to repeat.
    NothingToRetry = "nothing_to_retry", CONFLICT, "This entry is not read before it is published.";
    /// The body is larger than allowed.
    BodyTooLarge = "body_too_large", PAYLOAD_TOO_LARGE, "The body is larger than 1 MiB.";
    /// The body is not declared as JSON.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.";
    /// A field is missing, unknown, of the wrong type or outside its limits.
    InvalidField = "invalid_field", UNPROCESSABLE_ENTITY, "A field breaks a rule.";
    /// A mutation of a name or version this server does not know.
    UnknownMutation = "unknown_mutation", UNPROCESSABLE_ENTITY, "This server does not know that mutation.";
    /// Too many attempts.
    TooManyAttempts = "too_many_attempts", TOO_MANY_REQUESTS, "Too many attempts; wait a little.";
    /// A defect of ours.
    Internal = "internal", INTERNAL_SERVER_ERROR, "Something went wrong on the server.";
    /// What is stored is damaged.
    Unreadable = "unreadable", INTERNAL_SERVER_ERROR, "What is stored here cannot be decrypted. Nothing was changed.";
    /// The server's disk is full.
    DiskFull = "disk_full", INSUFFICIENT_STORAGE, "The server's disk is full. Nothing was saved; what was saved before is safe.";
    /// The server has more to do than it can queue.
    Busy = "busy", SERVICE_UNAVAILABLE, "The server is busy; try again shortly.";
    /// The answer took too long.
    Timeout = "timeout", SERVICE_UNAVAILABLE, "The server did not answer in time; try again.";
    /// The server is stopping.
    Stopping = "stopping", SERVICE_UNAVAILABLE, "The server is stopping; try again shortly.";
}

impl Code {
    /// Seconds after which another attempt makes sense, where waiting helps.
    pub(super) const fn retry_after(self) -> Option<u64> {
        match self.status() {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Some(2),
            _ => None,
        }
    }

    /// The code for a status that something other than a handler decided on.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::RequestTimeout,
            StatusCode::PAYLOAD_TOO_LARGE => Self::BodyTooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::SERVICE_UNAVAILABLE => Self::Busy,
            status if status.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .description(Some("Stable name of the problem. New ones may be added."))
            .into()
    }
}

impl ToSchema for Code {
    fn name() -> std::borrow::Cow<'static, str> {
        "ProblemCode".into()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_every_status_is_an_error() {
        let names: HashSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.status().is_client_error() || code.status().is_server_error(), "{}", code.as_str());
            assert!(code.title().ends_with('.'), "{}", code.as_str());
        }
    }

    #[test]
    fn every_refusal_that_passes_says_when() {
        for code in Code::ALL.iter().filter(|code| matches!(code.status().as_u16(), 429 | 503)) {
            assert!(code.retry_after().is_some(), "{}", code.as_str());
        }
    }
}
