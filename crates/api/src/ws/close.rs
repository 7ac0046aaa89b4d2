//! Why a socket is closed.

use hyper::StatusCode;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tracing::error;

use crate::problem::Problem;

/// Why a socket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    /// The client went away, or said goodbye itself.
    Gone,
    /// A frame was not understood.
    NotUnderstood,
    /// There is no valid session (any more).
    SignIn,
    /// The page that opened it is not ours.
    Origin,
    /// Nothing was heard for too long.
    Silent,
    /// The client does not take what it is sent.
    Slow,
    /// The server stops.
    Stopping,
    /// The server has too much to do; come back.
    Busy,
    /// A defect of ours.
    Internal,
}

impl Close {
    /// The close frame; `None` when the client knows.
    pub(super) fn frame(self) -> Option<CloseFrame> {
        let (code, reason) = match self {
            Self::Gone => return None,
            Self::NotUnderstood => (4400, "not understood"),
            Self::SignIn => (4401, "sign in again"),
            Self::Origin => (4403, "origin"),
            Self::Silent => (4408, "silent"),
            Self::Slow => (4429, "slow"),
            Self::Stopping => (4503, "server stops"),
            Self::Busy => (1013, "try again later"),
            Self::Internal => (1011, "internal error"),
        };
        Some(CloseFrame { code: CloseCode::from(code), reason: reason.into() })
    }
}

/// What would be a failed request is the end of a socket; what was our fault is logged.
impl From<Problem> for Close {
    fn from(problem: Problem) -> Self {
        match problem.code().status() {
            StatusCode::UNAUTHORIZED => Self::SignIn,
            StatusCode::SERVICE_UNAVAILABLE => Self::Busy,
            status if status.is_client_error() => Self::NotUnderstood,
            _ => {
                error!(code = problem.code().as_str(), causes = problem.causes(), "sync socket failed");
                Self::Internal
            }
        }
    }
}
