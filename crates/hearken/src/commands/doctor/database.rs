//! The database: reachable, at the right schema, and readable with the key that is there.

use hearken_store::{OpenError, Store, StoreOptions};

use super::finding::Finding;

const SUBJECT: &str = "database";

pub(super) async fn look(options: &StoreOptions) -> Finding {
    match Store::inspect(options).await {
        Ok(engine) => {
            let version = Store::schema_version();
            Finding::fine(SUBJECT, format!("{engine}, schema {version}, opens with the master key"))
        }
        Err(OpenError::Older { found: 0, .. }) => {
            Finding::fine(SUBJECT, "nothing there yet; the first start makes what is needed")
        }
        Err(OpenError::InUse(_) | OpenError::DatabaseInUse) => {
            Finding::fine(SUBJECT, "in use by a running Hearken, so not opened; its own word is at /api/v1/health")
        }
        Err(error @ OpenError::RestoreUnmoved(_)) => Finding::fine(SUBJECT, error.to_string()),
        Err(error) => Finding::wrong(SUBJECT, error.to_string()),
    }
}

/// A log of writes that cannot be emptied grows until nothing more can be written.
pub(super) fn look_at_log(options: &StoreOptions) -> Option<Finding> {
    let (path, bytes) = Store::overgrown_log(options)?;
    let (path, megabytes) = (path.display(), bytes >> 20);
    Some(Finding::wrong(
        "log of writes",
        format!(
            "{path} has grown to {megabytes} MB: some program has been reading the database for long. Find it with `fuser {path}`, and end it."
        ),
    ))
}
