//! `/consents` and `/disclosures`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;

const ADDRESS: &str = "https://provider.example.org/v1";

async fn id_of(client: &Client) -> hearken_domain::UserId {
    client.get("/auth/account").await.expect(200)["id"].as_str().unwrap().parse().unwrap()
}

on_both_engines! {
    async fn nothing_leaves_the_server_until_it_is_switched_on(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        assert_eq!(ana.get("/consents").await.expect(200), json!({ "offers": [], "items": [] }));
        let grant = |wording| json!({ "purpose": "analysis", "address": ADDRESS, "wording": wording });
        assert_eq!(ana.post("/consents", grant(1)).await.code(404), "not_found", "there is no such provider");
        ana.post("/consents", grant(2)).await.expect(422);
    }

    async fn a_consent_ends_once_and_stays_in_the_history(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        t.consent(id_of(&ana).await, Some(ADDRESS)).await;
        let standing = ana.get("/consents").await.expect(200)["items"][0].clone();
        assert_eq!((&standing["address"], &standing["withdrawn_at"]), (&json!(ADDRESS), &Value::Null));
        let path = format!("/consents/{}", standing["id"].as_str().unwrap());
        let withdrawn = ana.delete(&path).await.expect(200);
        assert!(withdrawn["withdrawn_at"].is_string());
        t.advance(std::time::Duration::from_secs(1));
        assert_eq!(ana.delete(&format!("{path}?forget=true")).await.expect(200), withdrawn);
        assert_eq!(ana.get("/consents").await.expect(200)["items"], json!([withdrawn]));
    }

    async fn the_ledger_by_pages_word_for_word_and_whole(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let user = id_of(&ana).await;
        let entry: hearken_domain::EntryId = ana.entry("I am happy").await.parse().unwrap();
        let mut ids = Vec::new();
        for number in 0..205 {
            t.advance(std::time::Duration::from_secs(1));
            ids.insert(0, t.disclose(user, entry, &format!("words {number}")).await.to_string());
        }
        let first = ana.get("/disclosures?limit=200").await.expect(200);
        let path = format!("/disclosures?limit=200&cursor={}", first["next_cursor"].as_str().unwrap());
        let second = ana.get(&path).await.expect(200);
        assert_eq!(second["next_cursor"], Value::Null);
        let pages = [&first, &second].into_iter().flat_map(|page| page["items"].as_array().unwrap());
        let listed: Vec<_> = pages.map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(listed, ids);
        let newest = ana.get(&format!("/disclosures/{}", ids[0])).await.expect(200);
        assert_eq!((&newest["sent"], &newest["disclosure"]), (&json!("words 204"), &first["items"][0]));
        let export = ana.get("/disclosures/export").await;
        assert_eq!(export.headers["content-type"], "application/x-ndjson");
        let lines: Vec<Value> = export.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((lines.len(), &lines[0]), (205, &newest));
        for wrong in ["cursor=x", "limit=0", "purpose=gossip", "from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z"] {
            ana.get(&format!("/disclosures?{wrong}")).await.expect(422);
        }
        ana.delete(&format!("/entries/{entry}")).await;
        let row = ana.get(&format!("/disclosures/{}", ids[0])).await.expect(200);
        assert_eq!((&row["sent"], &row["disclosure"]["has_text"]), (&Value::Null, &json!(false)));
    }
}
