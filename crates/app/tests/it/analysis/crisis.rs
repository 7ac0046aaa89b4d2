//! Words of someone in danger: they leave the server for nobody, and nothing is concluded from them.

use hearken_domain::crisis::{self, Level};
use hearken_domain::{Analysis, AnalysisStatus, EntryChange, FallbackReason, Method, NewEntry, UserId};
use hearken_store::JobState;
use hearken_testkit::{TestApp, on_both_engines};

use crate::provider::{WithGate, WithSim};
use crate::support::{add_person, change, create, find_analysis, finished, jobs, retry};

const ACUTE: &str = "Ben was kind today. I want to kill myself.";
/// What no rule and no weight of a word tells.
const FAINT: &str = "I kissed Ben and tidied my room so they do not have to, afterwards.";
const VIOLENT: &str = "Ben hit me again last night and I hid in the bathroom.";

async fn read(t: &TestApp, user: UserId, new: NewEntry) -> Analysis {
    let entry = create(t, user, new).await.unwrap();
    assert_eq!(t.run_jobs().await, 1);
    find_analysis(t, user, entry.id).await.unwrap()
}

fn is_left_alone(analysis: &Analysis) -> bool {
    (analysis.status, analysis.fallback_reason) == (AnalysisStatus::Fallback, Some(FallbackReason::Crisis))
        && analysis.reading.is_none()
        && analysis.method.is_none()
        && analysis.provider.is_none()
        && analysis.error.is_none()
        && analysis.completed_at.is_some()
}

on_both_engines! {
    async fn nobody_reads_words_of_danger(s: WithSim) {
        let ana = s.writer("ana").await;
        add_person(&s.t, ana, "Ben").await;
        let analysis = read(&s.t, ana, finished(ACUTE)).await;
        assert!(is_left_alone(&analysis), "{analysis:?}");
        assert!(!analysis.danger.violence);
        let titled = read(&s.t, ana, NewEntry { title: "I want to die".into(), ..finished("Nothing else.") }).await;
        assert!(is_left_alone(&titled), "a title says it as well");
        retry(&s.t, ana, analysis.entry_id).await.unwrap();
        assert!(find_analysis(&s.t, ana, analysis.entry_id).await.unwrap().danger.is_acute(), "until it is read again");
        assert_eq!(s.t.run_jobs().await, 1);
        assert!(is_left_alone(&find_analysis(&s.t, ana, analysis.entry_id).await.unwrap()));
        assert_eq!(s.sim.requests().len(), 0, "not a word has left");
        assert_eq!(jobs(&s.t).await, JobState::default());
    }

    async fn without_a_provider_the_rules_leave_them_alone_too(t: TestApp) {
        let ana = t.writer("ana").await;
        assert!(is_left_alone(&read(&t, ana, finished(ACUTE)).await));
        let private = read(&t, ana, NewEntry { private: true, ..finished(ACUTE) }).await;
        assert!(is_left_alone(&private));
    }

    async fn what_only_the_encoder_hears_is_left_alone_too(s: WithSim) {
        assert!(!crisis::detect(FAINT).is_acute(), "the browser shows nothing by itself");
        let ana = s.writer("ana").await;
        let analysis = read(&s.t, ana, finished(FAINT)).await;
        assert!(is_left_alone(&analysis) && analysis.danger.is_acute(), "{analysis:?}");
        assert_eq!(s.sim.requests().len(), 0, "not a word has left");
    }

    async fn distress_is_read_as_ever(s: WithSim) {
        let ana = s.writer("ana").await;
        let analysis = read(&s.t, ana, finished("I hope I will not wake up tomorrow.")).await;
        assert_ne!(analysis.fallback_reason, Some(FallbackReason::Crisis));
        assert_eq!(analysis.danger.level, Level::S1, "and noted");
        assert_eq!(s.sim.requests().len(), 1);
    }

    async fn violence_is_read_and_noted(t: TestApp) {
        let ana = t.writer("ana").await;
        let analysis = read(&t, ana, finished(VIOLENT)).await;
        assert_eq!((analysis.method, analysis.danger.violence), (Some(Method::RuleBasedFallback), true));
        let both = read(&t, ana, finished(&format!("{VIOLENT} I want to die."))).await;
        assert!(is_left_alone(&both) && both.danger.violence);
        assert!(!read(&t, ana, finished("Ben made soup.")).await.danger.violence);
    }

    async fn words_that_are_changed_are_looked_at_anew(t: TestApp) {
        let ana = t.writer("ana").await;
        let analysis = read(&t, ana, finished("Ben made soup.")).await;
        assert!(analysis.reading.is_some());
        let changed = EntryChange { text: Some(ACUTE.into()), ..EntryChange::default() };
        change(&t, ana, analysis.entry_id, changed).await.unwrap();
        assert_eq!(t.run_jobs().await, 1);
        assert!(is_left_alone(&find_analysis(&t, ana, analysis.entry_id).await.unwrap()), "what was found before is gone");
    }

    async fn a_title_that_is_changed_is_looked_at_anew(s: WithSim) {
        let ana = s.writer("ana").await;
        let id = read(&s.t, ana, finished("Nothing else.")).await.entry_id;
        let titled = |title: &str| EntryChange { title: Some(title.into()), ..EntryChange::default() };
        change(&s.t, ana, id, titled("A title")).await.unwrap();
        assert_eq!(s.t.run_jobs().await, 0, "any other title changes nothing");
        change(&s.t, ana, id, titled("I want to die")).await.unwrap();
        assert_eq!(s.t.run_jobs().await, 1);
        assert!(is_left_alone(&find_analysis(&s.t, ana, id).await.unwrap()), "what was found before is gone");
        assert_eq!(s.sim.requests().len(), 1);
        change(&s.t, ana, id, titled("New curtains")).await.unwrap();
        assert_eq!(s.t.run_jobs().await, 1);
        assert_ne!(find_analysis(&s.t, ana, id).await.unwrap().fallback_reason, Some(FallbackReason::Crisis));
        assert_eq!(s.sim.requests().len(), 2);
    }

    async fn a_title_of_danger_typed_meanwhile_keeps_no_answer(s: WithGate) {
        let ana = s.writer("ana").await;
        let entry = create(&s.t, ana, finished("Ben made soup.")).await.unwrap();
        let answer = async {
            let call = s.call().await;
            let titled = EntryChange { title: Some("I want to die".into()), ..EntryChange::default() };
            change(&s.t, ana, entry.id, titled).await.unwrap();
            call.answer("Ben made soup");
        };
        let ((), ran) = tokio::join!(answer, s.t.run_jobs());
        assert_eq!(ran, 2);
        assert!(is_left_alone(&find_analysis(&s.t, ana, entry.id).await.unwrap()));
    }

    async fn a_model_that_talks_of_dying_is_not_listened_to(s: WithGate) {
        let ana = s.writer("ana").await;
        let entry = create(&s.t, ana, finished("Ben made soup.")).await.unwrap();
        let answer = async {
            let call = s.call().await;
            call.answer("I want to kill myself");
        };
        let ((), ran) = tokio::join!(answer, s.t.run_jobs());
        assert_eq!(ran, 1);
        let analysis = find_analysis(&s.t, ana, entry.id).await.unwrap();
        assert_eq!(analysis.fallback_reason, Some(FallbackReason::ApiError));
        assert_eq!(analysis.method, Some(Method::RuleBasedFallback));
    }
}
