//! Migrations: numbered, forward-only, with a checksum that notices a changed text.

use aws_lc_rs::digest;
use hearken_domain::Timestamp;

use crate::db::{Conn, Db, statements, vals};
use crate::{OpenError, StoreError};

/// Every migration, in order. The number of the last is the schema this binary knows.
pub(crate) const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "foundation", include_str!("../migrations/0001_foundation.sql")),
    (2, "versions", include_str!("../migrations/0002_versions.sql")),
    (3, "health_evidence", include_str!("../migrations/0003_health_evidence.sql")),
    (4, "breakers", include_str!("../migrations/0004_breakers.sql")),
    (5, "insights", include_str!("../migrations/0005_insights.sql")),
    (6, "privacy", include_str!("../migrations/0006_privacy.sql")),
    (7, "places", include_str!("../migrations/0007_places.sql")),
    (8, "kept_answers", include_str!("../migrations/0008_kept_answers.sql")),
    (9, "readings", include_str!("../migrations/0009_readings.sql")),
    (10, "recovery_codes", include_str!("../migrations/0010_recovery_codes.sql")),
    (11, "local_model", include_str!("../migrations/0011_local_model.sql")),
];
const KEYS: &str = include_str!("../migrations/keys.sql");
/// A migration may take its time.
const PREPARE_POSTGRES: &str = "SET LOCAL statement_timeout = 0; CREATE SCHEMA IF NOT EXISTS hearken_keys;";
const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
  version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL);";

statements! {
    APPLIED = "SELECT version, checksum FROM schema_migrations ORDER BY version";
    HAS_LEDGER = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'",
        postgres "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migrations'";
    RECORD = "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)";
}

/// The schema this binary knows.
pub(crate) fn known_version() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.0)
}

/// Brings the schema up to the version this binary knows. One transaction: it is applied whole or not at all.
pub(crate) async fn migrate(db: &Db, now: Timestamp) -> Result<i64, OpenError> {
    db.write(now, |mut conn, now| Box::pin(async move { apply_missing(&mut conn, *now).await }))
        .await
        .map_err(|error| error.0)
}

/// The schema of a database, which may be older than this binary but not newer; `None` where there is none yet.
pub(crate) async fn found(db: &Db) -> Result<Option<i64>, OpenError> {
    db.read((), |mut conn, ()| Box::pin(async move { Ok(version_found(&mut conn).await?) }))
        .await
        .map_err(|error: Wrapped| error.0)
}

/// The migrations a database has, by number and checksum; `None` where there is no database of ours.
pub(crate) async fn applied(conn: &mut Conn<'_>) -> Result<Option<Vec<(i64, String)>>, OpenError> {
    if conn.opt(HAS_LEDGER, &[], |row| row.int(0)).await? == Some(0) {
        return Ok(None);
    }
    let applied = conn.all(APPLIED, &[], |row| Ok((row.int(0)?, row.text(1)?))).await?;
    check(&applied)?;
    Ok(Some(applied))
}

/// Refuses migrations that are newer than this binary, or that had another text.
pub(crate) fn check(applied: &[(i64, String)]) -> Result<(), OpenError> {
    for (found, stored) in applied {
        let Some((_, _, text)) = MIGRATIONS.iter().find(|migration| migration.0 == *found) else {
            return Err(OpenError::Newer { found: *found, known: known_version() });
        };
        if *stored != checksum(text) {
            return Err(OpenError::Altered(*found));
        }
    }
    Ok(())
}

/// The names of the tables that migrations make, in the order in which they do.
pub(crate) fn table_names() -> impl Iterator<Item = &'static str> {
    let lines = MIGRATIONS.iter().flat_map(|(_, _, text)| text.lines());
    lines.filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split([' ', '(']).next())
}

/// `OpenError` as the error of a transaction.
struct Wrapped(OpenError);

impl From<StoreError> for Wrapped {
    fn from(error: StoreError) -> Self {
        Self(error.into())
    }
}

impl From<OpenError> for Wrapped {
    fn from(error: OpenError) -> Self {
        Self(error)
    }
}

async fn apply_missing(conn: &mut Conn<'_>, now: Timestamp) -> Result<i64, Wrapped> {
    Ok(apply_through(conn, known_version(), now).await?)
}

/// Applies what is missing up to a version.
pub(crate) async fn apply_through(conn: &mut Conn<'_>, last: i64, now: Timestamp) -> Result<i64, OpenError> {
    make_key_store(conn).await?;
    conn.batch(LEDGER).await?;
    let found = version_found(conn).await?.unwrap_or_default();
    for (version, name, text) in MIGRATIONS.iter().filter(|migration| migration.0 > found && migration.0 <= last) {
        conn.batch(&for_engine(conn, text)).await?;
        conn.exec(RECORD, vals![*version, *name, checksum(text).as_str(), now]).await?;
    }
    Ok(last)
}

/// Makes the key store where there is none, with nothing in it.
pub(crate) async fn make_key_store(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    conn.batch(conn.dialect("", PREPARE_POSTGRES)).await?;
    conn.batch(&for_engine(conn, KEYS)).await
}

async fn version_found(conn: &mut Conn<'_>) -> Result<Option<i64>, OpenError> {
    let applied = applied(conn).await?;
    Ok(applied.map(|applied| applied.last().map_or(0, |(version, _)| *version)))
}

fn for_engine(conn: &Conn<'_>, text: &str) -> String {
    text.replace("{bytes}", conn.dialect("BLOB", "BYTEA"))
        .replace("{uuid}", conn.dialect("BLOB", "UUID"))
        .replace("{clustered}", conn.dialect(" WITHOUT ROWID", ""))
}

fn checksum(text: &str) -> String {
    let digest = digest::digest(&digest::SHA256, text.as_bytes());
    digest.as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
