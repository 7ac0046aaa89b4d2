//! The database: reachable, at the right schema, and readable with the key that is there.

use hearken_store::{OpenError, Store, StoreOptions};

use super::finding::Finding;

const SUBJECT: &str = "database";
const LOG: &str = "log of writes";

pub(super) fn judge(inspected: Result<&'static str, OpenError>) -> Finding {
    match inspected {
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
    let log = Store::overgrown_log(options)?;
    let (path, megabytes) = (log.path.display(), log.size >> 20);
    let grown = format!("{path} has grown to {megabytes} MB");
    Some(if log.is_backed_up {
        Finding::fine(LOG, format!("{grown}; a backup is being made, after which it is emptied"))
    } else {
        let advice =
            format!("some program has been reading the database for long. Find it with `fuser {path}`, and end it.");
        Finding::wrong(LOG, format!("{grown}: {advice}"))
    })
}
