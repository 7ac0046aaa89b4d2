//! `/health` and `/openapi.json`

use hearken_testkit::{Engine, TestApp, TestAppOptions, on_both_engines};
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn anyone_may_ask_how_the_server_is_and_who_may_join(t: TestApp) {
        let anonymous = Client::anonymous(&t);
        let database = if t.store.database_url().is_some() { "PostgreSQL" } else { "SQLite" };
        let backup = json!({ "state": "off", "last_at": null });
        let services = json!({ "database": database, "provider": "not_set_up", "backup": backup });
        let health = |registration| json!({ "status": "ok", "registration": registration, "services": services });
        assert_eq!(anonymous.get("/health").await.expect(200), health("first"));
        t.register("ana").await;
        assert_eq!(anonymous.get("/health").await.expect(200), health("open"));
    }

    async fn the_description_is_served(t: TestApp) {
        let answer = Client::anonymous(&t).get("/openapi.json").await;
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.expect(200), serde_json::to_value(hearken_api::openapi()).unwrap());
    }
}

#[tokio::test]
async fn an_instance_that_takes_nobody_says_so() {
    let t = TestApp::with(Engine::Sqlite, TestAppOptions::default()).await.unwrap();
    t.register("ana").await;
    assert_eq!(Client::anonymous(&t).get("/health").await.expect(200)["registration"], "closed");
}
