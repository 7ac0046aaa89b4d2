//! `/entries/{id}/preview`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;

fn tokens(sent: &Value) -> Vec<String> {
    let text: Vec<char> = sent["text"].as_str().unwrap().chars().collect();
    let place = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let tokens = sent["tokens"].as_array().unwrap().iter();
    tokens.map(|token| text[place(&token["start"])..place(&token["end"])].iter().collect()).collect()
}

on_both_engines! {
    async fn what_would_be_sent_is_shown_without_names(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        ana.person("Maya").await;
        let text = "Maya 🌧 and I talked. Write to maya@example.org.";
        let id = ana.post("/entries", json!({ "text": text, "title": "Not sent" })).await.expect(201)["id"].as_str().unwrap().to_owned();
        let preview = ana.get(&format!("/entries/{id}/preview")).await.expect(200);
        let sent = &preview["sent"];
        assert_eq!((&preview["provider"], &preview["stays_because"]), (&json!(null), &json!("no_provider")));
        assert_eq!(sent["text"], "<PERSON_1:friend> 🌧 and I talked. Write to <EMAIL_1>.".replace(":friend", ""));
        assert_eq!(tokens(sent), ["<PERSON_1>", "<EMAIL_1>"]);
        assert_eq!(sent["tokens"][1]["kind"], "email");
        let question = sent["question"].as_str().unwrap();
        assert!(question.contains(sent["text"].as_str().unwrap()), "{question}");
        assert!(sent["instructions"].as_str().unwrap().contains("PERSON_1"));
        assert!(!preview.to_string().contains("Maya") && !preview.to_string().contains("Not sent"), "{preview}");
    }

    async fn what_never_leaves_has_no_preview(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for (entry, why) in [
            (json!({ "text": "a", "private": true }), "private_entry"),
            (json!({ "text": "I want to kill myself" }), "crisis"),
        ] {
            let id = ana.post("/entries", entry).await.expect(201)["id"].as_str().unwrap().to_owned();
            let preview = ana.get(&format!("/entries/{id}/preview")).await.expect(200);
            assert_eq!((&preview["stays_because"], &preview["sent"]), (&json!(why), &json!(null)));
        }
    }
}
