//! The database: reachable, at the right schema, and readable with the key that is there.

use hearken_domain::{Clock, SystemClock};
use hearken_store::{Backend, OpenError, Store, StoreOptions};

use super::finding::Finding;

const SUBJECT: &str = "database";

pub(super) async fn look(options: &StoreOptions) -> Finding {
    if matches!(options.backend, Backend::Sqlite) && !options.data_dir.join("hearken.db").exists() {
        return Finding::fine(SUBJECT, "SQLite, not there yet; the first start makes it");
    }
    match Store::open_current(options, SystemClock.now()).await {
        Ok(store) => {
            let (engine, version) = (store.engine(), Store::schema_version());
            Finding::fine(SUBJECT, format!("{engine}, schema {version}, opens with the master key"))
        }
        Err(OpenError::InUse(_)) => {
            Finding::fine(SUBJECT, "in use by a running Hearken, so not opened; its own word is at /api/v1/health")
        }
        Err(error) => Finding::wrong(SUBJECT, error.to_string()),
    }
}
