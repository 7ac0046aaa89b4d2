//! `/entries/{id}/analysis`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;

const TEXT: &str = "We talked about money last night, calmly for once, and I felt heard 👩‍👩‍👧. I am grateful.";

on_both_engines! {
    async fn a_published_entry_is_read_with_the_words_it_rests_on(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = ana.entry(TEXT).await;
        let url = format!("/entries/{id}/analysis");
        let queued = ana.get(&url).await.expect(200);
        assert_eq!(
            (&queued["status"], &queued["evidence"], &queued["confidence"]),
            (&json!("queued"), &json!([]), &json!(0.0))
        );
        t.run_jobs().await;
        let read = ana.get(&url).await.expect(200);
        assert_eq!((&read["status"], &read["method"]), (&json!("fallback"), &json!("rule_based_fallback")));
        assert_eq!(read["fallback_reason"], "no_provider");
        assert_eq!(read["vid"], ana.get(&format!("/entries/{id}")).await.expect(200)["vid"]);
        assert!(read["sentiment_score"].as_f64().unwrap() > 0.0, "{read}");
        let evidence = read["evidence"].as_array().unwrap();
        assert!(!evidence.is_empty());
        for found in evidence {
            let place = |name: &str| usize::try_from(found[name].as_u64().unwrap()).unwrap();
            let (start, end) = (place("start"), place("end"));
            let words: String = TEXT.chars().skip(start).take(end - start).collect();
            assert_eq!(found["quote"], words.as_str(), "places count Unicode scalar values");
        }
    }

    async fn an_entry_that_is_not_english_says_so(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let german = ana.entry("Heute war ich mit meiner Schwester im Park. Ich bin so müde und doch glücklich.").await;
        let english = ana.entry(TEXT).await;
        t.run_jobs().await;
        let read = ana.get(&format!("/entries/{german}/analysis")).await.expect(200);
        assert_eq!((&read["status"], &read["language"]), (&json!("fallback"), &json!("de")));
        assert_eq!((&read["sentiment_score"], &read["evidence"]), (&json!(null), &json!([])));
        let read = ana.get(&format!("/entries/{english}/analysis")).await.expect(200);
        assert_eq!(read["language"], json!(null));
    }

    async fn a_draft_is_not_read(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = ana.post("/entries", json!({ "text": "a" })).await.expect(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(ana.get(&format!("/entries/{id}/analysis")).await.code(404), "not_found");
        assert_eq!(
            ana.send(http::Method::POST, &format!("/entries/{id}/analysis/retry"), None).await.code(409),
            "nothing_to_retry"
        );
        ana.patch(&format!("/entries/{id}"), json!({ "status": "published" })).await.expect(200);
        assert_eq!(ana.get(&format!("/entries/{id}/analysis")).await.expect(200)["status"], "queued");
    }

    async fn a_reading_can_be_repeated(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = ana.entry(TEXT).await;
        t.run_jobs().await;
        let again = ana.send(http::Method::POST, &format!("/entries/{id}/analysis/retry"), None).await.expect(202);
        assert_eq!(again["status"], "queued");
        t.run_jobs().await;
        assert_eq!(ana.get(&format!("/entries/{id}/analysis")).await.expect(200)["status"], "fallback");
    }
}
