//! What the user has chosen.

use hearken_domain::{Ctx, Invalid, Preferences, PreferencesChange};
use hearken_store::{StoreError, UserReader, UserTx};
use thiserror::Error;

use crate::analysis::after_outage;

/// Why a choice was refused.
#[derive(Debug, Error)]
pub enum PreferencesError {
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The user's preferences. When what was chosen does not open, the defaults hold.
pub async fn find_preferences(tx: &mut UserReader<'_>) -> Result<Preferences, StoreError> {
    match tx.preferences().await {
        Err(error) if error.is_unreadable() => {
            tracing::error!(%error, "the preferences of a user are left out");
            Ok(Preferences::default())
        }
        found => found,
    }
}

/// Changes what is named in the change. Whoever wants entries read again after an outage has those read that are left over.
pub async fn change_preferences(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    change: &PreferencesChange,
) -> Result<Preferences, PreferencesError> {
    change.validate()?;
    let before = find_preferences(tx).await?;
    let was_wanted = before.read_again_after_outage;
    let preferences = change.clone().apply(before);
    tx.put_preferences(&preferences).await?;
    if preferences.read_again_after_outage && !was_wanted {
        after_outage::queue(tx, ctx).await?;
    }
    Ok(preferences)
}
