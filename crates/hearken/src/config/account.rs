//! Who may create an account.

use hearken_app::RegistrationPolicy;

use super::error::ConfigError;
use super::sources::Values;

pub(super) fn read(values: &Values) -> Result<RegistrationPolicy, ConfigError> {
    let policy = values.parse("registration", |text| match text {
        "open" => Ok(RegistrationPolicy::Open),
        "invite" => Ok(RegistrationPolicy::Invite),
        "closed" => Ok(RegistrationPolicy::Closed),
        _ => Err("expected open, invite or closed".to_owned()),
    })?;
    Ok(policy.unwrap_or_default())
}
