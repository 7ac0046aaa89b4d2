//! How an entry was read before.

use std::time::Duration;

use hearken_app::analysis::{self, AnalysisError};
use hearken_app::consents::{self, Grant, Withdrawal};
use hearken_domain::consent::WORDING;
use hearken_domain::{ConsentId, EntryChange, EntryId, Method, Purpose, UserId};
use hearken_testkit::{TestApp, on_both_engines};

use crate::provider::WithSim;
use crate::support::{change, create, delete, finished, retry};

/// What read an entry before the reading it has, the latest first.
async fn past(t: &TestApp, user: UserId, entry: EntryId) -> Result<Vec<Method>, AnalysisError> {
    let past = t.app.read(user, entry, |tx, id| Box::pin(analysis::list_past_readings(tx, *id))).await?;
    Ok(past.into_iter().map(|past| past.method).collect())
}

async fn read_again(t: &TestApp, user: UserId, entry: EntryId) {
    t.advance(Duration::from_mins(1));
    retry(t, user, entry).await.unwrap();
    t.run_jobs().await;
}

async fn forget(t: &TestApp, user: UserId, id: ConsentId) {
    let withdrawal = Withdrawal { id, forget: true };
    t.app.write(user, withdrawal, |tx, ctx, it| Box::pin(consents::withdraw(tx, ctx, it))).await.unwrap();
    t.run_jobs().await;
}

on_both_engines! {
    async fn each_reading_that_says_something_else_is_kept_and_goes_with_what_it_rests_on(s: WithSim) {
        let (t, rules, model) = (&s.t, Method::RuleBasedFallback, Method::AiPowered);
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        let entry = create(t, ana, finished("I felt heard, and happy.")).await.unwrap().id;
        t.run_jobs().await;
        assert_eq!(past(t, ana, entry).await.unwrap(), []);
        let grant = Grant { purpose: Purpose::Analysis, address: s.address(), wording: WORDING };
        let consent = consents::grant(&t.app, ana, grant).await.unwrap();
        read_again(t, ana, entry).await;
        assert_eq!(past(t, ana, entry).await.unwrap(), [rules]);
        read_again(t, ana, entry).await;
        assert_eq!(past(t, ana, entry).await.unwrap(), [rules], "the same again is no news");
        let text = Some("I was sad, and alone.".into());
        change(t, ana, entry, EntryChange { text, ..EntryChange::default() }).await.unwrap();
        assert_eq!(past(t, ana, entry).await.unwrap(), [model, rules], "while the new words wait");
        t.advance(Duration::from_mins(1));
        t.run_jobs().await;
        assert_eq!(past(t, ana, entry).await.unwrap(), [model, rules]);
        assert!(matches!(past(t, ben, entry).await, Err(AnalysisError::NoSuchEntry)));
        forget(t, ana, consent.id).await;
        assert_eq!(past(t, ana, entry).await.unwrap(), [rules], "nothing that the model found is left");
        delete(t, ana, entry, None).await.unwrap();
        let left = t.app.read::<_, _, hearken_store::StoreError>(ana, (), |tx, ()| Box::pin(tx.all_readings())).await;
        assert_eq!(left.unwrap(), []);
    }
}
