//! From the application's errors to problems: the only place that knows both.

use hearken_app::StoreError;
use hearken_app::account::{AccountError, AuthError};
use hearken_app::analysis::AnalysisError;
use hearken_app::consents::ConsentError;
use hearken_app::disclosures::DisclosureError;
use hearken_app::insights::InsightError;
use hearken_app::journal::JournalError;
use hearken_app::people::PeopleError;
use hearken_app::person_health::HealthError;
use hearken_app::preferences::PreferencesError;
use hearken_app::providers::ProvidersError;
use hearken_domain::Invalid;

use super::{Code, Problem};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::new(Code::Busy).with_cause(error),
            StoreError::Closed => Self::new(Code::Stopping).with_cause(error),
            StoreError::DiskFull => Self::new(Code::DiskFull).with_cause(error),
            error if error.is_unreadable() => Self::new(Code::Unreadable).with_cause(error),
            other => Self::internal(other),
        }
    }
}

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        Self::new(Code::Unauthenticated).with_detail(match error {
            AuthError::Invalid => "The access token is not valid.",
            AuthError::Expired => "The access token has expired; refresh it.",
            AuthError::SessionEnded => "This session has ended; sign in again.",
        })
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Invalid(invalid) => invalid.into(),
            AccountError::EmailTaken => Self::new(Code::EmailTaken).with_field("email", "has an account already"),
            AccountError::RegistrationClosed => Self::new(Code::RegistrationClosed),
            AccountError::InviteNeeded => {
                Self::new(Code::InviteNeeded).with_field("invite", "must be the code of a valid invitation")
            }
            AccountError::WrongCredentials => Self::new(Code::WrongCredentials),
            AccountError::WrongRecoveryCode => Self::new(Code::WrongRecoveryCode),
            AccountError::TooManyAttempts(wait) => Self::new(Code::TooManyAttempts).retry_after(wait.as_secs() + 1),
            AccountError::Busy => Self::new(Code::Busy),
            AccountError::SessionEnded => Self::new(Code::SessionEnded),
            AccountError::NoSuchSession => Self::new(Code::NotFound),
            AccountError::OwnerOnly => Self::new(Code::OwnerOnly),
            AccountError::Store(error) => error.into(),
        }
    }
}

impl From<ProvidersError> for Problem {
    fn from(error: ProvidersError) -> Self {
        match error {
            ProvidersError::NoSuchProvider => Self::new(Code::NotFound),
            ProvidersError::Account(error) => error.into(),
        }
    }
}

impl From<JournalError> for Problem {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Invalid(invalid) => invalid.into(),
            JournalError::NoSuchEntry | JournalError::NoSuchVersion => Self::new(Code::NotFound),
            JournalError::Deleted => Self::new(Code::Deleted),
            JournalError::Stale => Self::new(Code::Stale),
            JournalError::Store(error) => error.into(),
        }
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Invalid(invalid) => invalid.into(),
            PeopleError::Deleted => Self::new(Code::Deleted),
            PeopleError::NoSuchPerson => Self::new(Code::NotFound),
            PeopleError::Store(error) => error.into(),
        }
    }
}

impl From<HealthError> for Problem {
    fn from(error: HealthError) -> Self {
        match error {
            HealthError::NoSuchPerson | HealthError::NoSuchEvidence | HealthError::NoSuchDispute => {
                Self::new(Code::NotFound)
            }
            HealthError::TooMany => Invalid::new("start", "too much of this entry is disputed").into(),
            HealthError::Store(error) => error.into(),
        }
    }
}

impl From<InsightError> for Problem {
    fn from(error: InsightError) -> Self {
        match error {
            InsightError::NoSuchInsight | InsightError::NoSuchAnswer | InsightError::NoSuchWeek => {
                Self::new(Code::NotFound)
            }
            InsightError::Invalid(invalid) => invalid.into(),
            InsightError::Store(error) => error.into(),
        }
    }
}

impl From<AnalysisError> for Problem {
    fn from(error: AnalysisError) -> Self {
        match error {
            AnalysisError::NoSuchEntry => Self::new(Code::NotFound),
            AnalysisError::NotRead => {
                Self::new(Code::NotFound).with_detail("This copy has not been read; ask for it with a retry.")
            }
            AnalysisError::NotPublished => Self::new(Code::NothingToRetry),
            AnalysisError::Store(error) => error.into(),
        }
    }
}

impl From<ConsentError> for Problem {
    fn from(error: ConsentError) -> Self {
        match error {
            ConsentError::NoSuchConsent | ConsentError::NoSuchProvider => Self::new(Code::NotFound),
            ConsentError::Invalid(invalid) => invalid.into(),
            ConsentError::Store(error) => error.into(),
        }
    }
}

impl From<DisclosureError> for Problem {
    fn from(error: DisclosureError) -> Self {
        match error {
            DisclosureError::NoSuchDisclosure => Self::new(Code::NotFound),
            DisclosureError::Store(error) => error.into(),
        }
    }
}

impl From<PreferencesError> for Problem {
    fn from(error: PreferencesError) -> Self {
        match error {
            PreferencesError::Invalid(invalid) => invalid.into(),
            PreferencesError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::response::IntoResponse;

    use super::*;

    #[test]
    fn whoever_guesses_too_often_is_told_how_long_to_wait() {
        for (wait, seconds) in [(Duration::from_millis(31_900), "32"), (Duration::from_millis(10), "1")] {
            let response = Problem::from(AccountError::TooManyAttempts(wait)).into_response();
            assert_eq!(response.status(), 429);
            assert_eq!(response.headers()["retry-after"], seconds);
        }
    }

    #[test]
    fn a_full_queue_passes_and_a_full_disk_does_not() {
        assert_eq!(Problem::from(StoreError::Busy).code(), Code::Busy);
        assert_eq!(Problem::from(StoreError::Closed).code(), Code::Stopping);
        assert_eq!(Problem::from(StoreError::DiskFull).code(), Code::DiskFull);
        assert_eq!(Problem::from(StoreError::Sealed("entries|body")).code(), Code::Unreadable);
    }
}
