//! Where the data is.

use std::path::PathBuf;

use hearken_store::{Backend, StoreOptions};

use super::error::ConfigError;
use super::sources::Values;

const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];

pub(super) fn read(values: &Values) -> Result<StoreOptions, ConfigError> {
    let data_dir = values.data_dir();
    let backend = values.parse("database_url", parse_url)?.map_or(Backend::Sqlite, Backend::Postgres);
    let master_key_file = values.text("master_key_file").map_or_else(|| data_dir.join("master.key"), PathBuf::from);
    Ok(StoreOptions { data_dir, backend, master_key_file })
}

fn parse_url(text: &str) -> Result<String, String> {
    let rest = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme));
    match rest {
        Some(rest) if !rest.is_empty() => Ok(text.to_owned()),
        _ => Err("expected a URL as in postgresql://user@host/hearken; leave it out to use SQLite".to_owned()),
    }
}
