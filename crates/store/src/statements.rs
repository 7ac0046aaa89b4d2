//! Every statement of the store, so that each can be prepared on both engines.

use crate::db::Sql;
use crate::{
    Store, StoreError, accounts, analyses, backup, breakers, consents, crypto, disclosures, facts, health_evidence,
    insight_answers, journal, kept_answers, local_model, migrate, outlines, people, preferences, queue, readings,
    recovery_codes, sealed, sessions, sync, upkeep, versions,
};

fn all() -> impl Iterator<Item = (&'static str, Sql)> {
    let modules = [
        accounts::STATEMENTS,
        analyses::STATEMENTS,
        breakers::STATEMENTS,
        consents::STATEMENTS,
        crypto::STATEMENTS,
        disclosures::STATEMENTS,
        facts::STATEMENTS,
        health_evidence::STATEMENTS,
        insight_answers::STATEMENTS,
        journal::STATEMENTS,
        kept_answers::STATEMENTS,
        local_model::STATEMENTS,
        migrate::STATEMENTS,
        outlines::STATEMENTS,
        people::STATEMENTS,
        preferences::STATEMENTS,
        queue::STATEMENTS,
        readings::STATEMENTS,
        recovery_codes::STATEMENTS,
        sealed::STATEMENTS,
        sessions::STATEMENTS,
        sync::STATEMENTS,
        upkeep::STATEMENTS,
        versions::STATEMENTS,
    ];
    modules.into_iter().chain(backup::STATEMENTS).flatten().copied()
}

/// Prepares every statement on the store's engine. Returns how many there are, or the name of the first that fails.
pub async fn check_statements(store: &Store) -> Result<usize, (&'static str, StoreError)> {
    let mut count = 0;
    for (name, sql) in all() {
        let prepared = store.inner.db.read(sql, |mut conn, sql| Box::pin(async move { conn.prepare(*sql).await }));
        prepared.await.map_err(|error| (name, error))?;
        count += 1;
    }
    Ok(count)
}
