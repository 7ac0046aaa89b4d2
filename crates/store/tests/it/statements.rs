//! Every statement means something on both engines.

use hearken_store::check_statements;
use hearken_testkit::{TestStore, on_both_engines};

on_both_engines! {
    async fn every_statement_can_be_prepared(t: TestStore) {
        let count = check_statements(&t.store).await.unwrap_or_else(|(name, error)| panic!("{name}: {error}"));
        assert!(count > 50, "{count} statements");
    }
}
