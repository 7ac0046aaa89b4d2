//! A model on the server's own machine: found, timed and added by the owner, and asked only for who allows it.

use hearken_app::providers::{LocalModel, add_local, list_providers, remove_local, time_local};
use hearken_domain::{FallbackReason, Method};
use hearken_testkit::sim::Sim;
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{actor, consent, create, find_analysis, finished};

const TEXT: &str = "We talked. I felt heard.";

fn served_by(sim: &Sim) -> LocalModel {
    let base = sim.base_url();
    let port = base.trim_end_matches("/v1").rsplit(':').next().unwrap();
    LocalModel { port: port.parse().unwrap(), model: "sim".to_owned() }
}

on_both_engines! {
    async fn it_reads_once_it_is_added_and_allowed_also_after_a_restart(t: TestApp) {
        let sim = Sim::start().await;
        let local = served_by(&sim);
        let ports = [local.port];
        let signed_in = t.register("ana").await;
        let (ana, user) = (actor(&t, &signed_in), signed_in.user.id);
        assert!(time_local(&t.app, &ana, (&ports, local.clone())).await.unwrap().is_ok());
        let added = add_local(&t.app, &ana, (&ports, local.clone())).await.unwrap();
        assert!(added.is_added);
        let trials = sim.requests().iter().filter(|request| request.method == "POST").count();

        let entry = create(&t, user, finished(TEXT)).await.unwrap();
        t.run_jobs().await;
        let analysis = find_analysis(&t, user, entry.id).await.unwrap();
        assert_eq!(analysis.fallback_reason, Some(FallbackReason::ConsentOff));
        let asked = || sim.requests().iter().filter(|request| request.method == "POST").count();
        assert_eq!(asked(), trials, "nobody has allowed it yet");

        let t = t.restart().await;
        consent(&t, user, Some(&sim.base_url())).await;
        let entry = create(&t, user, finished("Another day. I felt calm.")).await.unwrap();
        t.run_jobs().await;
        let analysis = find_analysis(&t, user, entry.id).await.unwrap();
        assert_eq!(analysis.method, Some(Method::AiPowered));
        assert_eq!(asked(), trials + 1);

        remove_local(&t.app, &ana).await.unwrap();
        assert_eq!(list_providers(&t.app, &ana).await.unwrap(), []);
        let entry = create(&t, user, finished("A third day. I felt tired.")).await.unwrap();
        t.run_jobs().await;
        let analysis = find_analysis(&t, user, entry.id).await.unwrap();
        assert_eq!(analysis.fallback_reason, Some(FallbackReason::NoProvider));
        assert_eq!(asked(), trials + 1);
    }

    async fn another_takes_its_place(t: TestApp) {
        let sims = [Sim::start().await, Sim::start().await];
        let ana = t.user("ana").await;
        for sim in &sims {
            let local = served_by(sim);
            add_local(&t.app, &ana, (&[local.port], local.clone())).await.unwrap();
        }
        let [provider] = list_providers(&t.app, &ana).await.unwrap().try_into().unwrap();
        assert_eq!(provider.provider.address, sims[1].base_url());
    }
}
