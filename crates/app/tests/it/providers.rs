//! How providers are doing: shown to the owner, kept over restarts, and reset.

use std::sync::Arc;
use std::time::Duration;

use hearken_app::account::AccountError;
use hearken_app::providers::{BreakerState, ProvidersError, list_providers, reset_breaker};
use hearken_app::{App, AppOptions, RegistrationPolicy, Spending, worker};
use hearken_domain::FallbackReason;
use hearken_testkit::sim::Behaviour;
use hearken_testkit::{CountingIds, TestApp, on_both_engines};

use crate::provider::{WithSim, link};
use crate::support::{consent, create, find_analysis, finished};

const DOWN: Behaviour = Behaviour::Status(401);

/// Five entries that a provider refuses.
async fn open_breaker(s: &WithSim, user: hearken_domain::UserId) {
    s.sim.usually(DOWN);
    for _ in 0..5 {
        create(&s.t, user, finished("We talked. I felt heard.")).await.unwrap();
        s.t.run_jobs().await;
    }
    assert_eq!(s.sim.requests().len(), 5);
}

/// The application anew on the same data and with the same provider, as after a restart.
async fn again(s: &WithSim) -> App {
    let clock = || Arc::clone(&s.t.store.clock);
    let options = AppOptions {
        store: s.t.store.store.clone(),
        clock: clock(),
        ids: Arc::new(CountingIds::default()),
        readers: vec![link(s.model("small"), &clock())],
        registration: RegistrationPolicy::Open,
        spending: Spending::default(),
    };
    App::new(options).await.unwrap()
}

on_both_engines! {
    async fn a_breaker_outlives_a_restart_and_is_reset_by_the_owner_alone(s: WithSim) {
        let (ana, ben) = (s.t.user("ana").await, s.t.user("ben").await);
        consent(&s.t, ana.user, Some(&s.address())).await;
        open_breaker(&s, ana.user).await;

        let app = again(&s).await;
        let shown = list_providers(&app, &ana).await.unwrap();
        assert_eq!(shown, list_providers(&s.t.app, &ana).await.unwrap(), "as before the restart");
        let [state] = shown.as_slice() else { panic!("{shown:?}") };
        assert_eq!((state.name.as_str(), state.provider.model.as_str()), ("small", "small"));
        assert_eq!((state.breaker.state, state.breaker.failures), (BreakerState::Open, 5));
        assert_eq!(state.breaker.open_until, Some(app.ctx().now() + Duration::from_mins(1)));
        assert_eq!(state.last_error.as_ref().unwrap().cause, "http_401");

        let entry = create(&s.t, ana.user, finished("We talked. I felt heard.")).await.unwrap().id;
        worker::run_due(&app).await.unwrap();
        let reason = find_analysis(&s.t, ana.user, entry).await.unwrap().fallback_reason;
        assert_eq!((reason, s.sim.requests().len()), (Some(FallbackReason::CircuitOpen), 5), "still left alone");

        let refused = |error: ProvidersError| matches!(error, ProvidersError::Account(AccountError::OwnerOnly));
        assert!(refused(reset_breaker(&app, &ben, "small").await.unwrap_err()));
        assert!(refused(list_providers(&app, &ben).await.unwrap_err()));
        assert!(matches!(reset_breaker(&app, &ana, "gone").await, Err(ProvidersError::NoSuchProvider)));
        let reset = reset_breaker(&app, &ana, "small").await.unwrap();
        assert_eq!((reset.breaker.state, reset.breaker.failures, reset.last_error), (BreakerState::Closed, 0, None));
        let after = list_providers(&again(&s).await, &ana).await.unwrap();
        assert_eq!(after[0].breaker.state, BreakerState::Closed, "for good");

        s.sim.usually(Behaviour::Competent);
        let entry = create(&s.t, ana.user, finished("We talked. I felt heard.")).await.unwrap().id;
        worker::run_due(&app).await.unwrap();
        assert_eq!(find_analysis(&s.t, ana.user, entry).await.unwrap().fallback_reason, None);
    }

    async fn without_a_provider_there_is_nothing_to_show(t: TestApp) {
        let ana = t.user("ana").await;
        assert_eq!(list_providers(&t.app, &ana).await.unwrap(), []);
    }
}
