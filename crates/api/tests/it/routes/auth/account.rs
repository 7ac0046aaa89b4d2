//! `/auth/account` and `/auth/password`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn the_name_can_be_changed(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let before = ana.get("/auth/account").await.expect(200);
        assert_eq!((&before["email"], &before["name"]), (&json!("ana@example.org"), &json!("ana")));
        let after = ana.patch("/auth/account", json!({ "name": "Ana" })).await.expect(200);
        assert_eq!((&after["id"], &after["name"]), (&before["id"], &json!("Ana")));
        assert_eq!(ana.get("/auth/account").await.expect(200), after);
        let refused = ana.patch("/auth/account", json!({ "name": " " })).await.problem(422);
        assert_eq!(refused, ("invalid_field".to_owned(), Some("name".to_owned())));
    }

    async fn the_password_can_be_changed_by_who_knows_it(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for (current, new, field) in [
            ("wrong-password", "another-password", "current_password"),
            ("short", "another-password", "current_password"),
            ("ana-password", "short", "new_password"),
        ] {
            let change = json!({ "current_password": current, "new_password": new });
            let refused = ana.post("/auth/password", change).await.problem(422);
            assert_eq!(refused, ("invalid_field".to_owned(), Some(field.to_owned())));
        }
        let change = json!({ "current_password": "ana-password", "new_password": "another-password" });
        assert_eq!(ana.post("/auth/password", change).await.status, 204);
        let login = |password: &str| json!({ "email": "ana@example.org", "password": password });
        Client::anonymous(&t).post("/auth/login", login("another-password")).await.expect(200);
        assert_eq!(Client::anonymous(&t).post("/auth/login", login("ana-password")).await.code(401), "wrong_credentials");
    }
}
