//! Every route of the API, tried by someone else and by nobody. The list of routes comes from the OpenAPI document: a
//! route that is not sorted into a group here fails the test.

use hearken_testkit::{TestApp, on_both_engines};
use http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client};

/// What only Ana may ever read.
const CANARY: &str = "heliotrope-canary";
const ANY: &str = "0192f0c1-0000-7000-8000-0000000000ff";

/// Whose thing a route's id names.
#[derive(Clone, Copy)]
enum Owned {
    Entry,
    Person,
    Session,
    Insight,
    Silence,
    Disclosure,
    Consent,
}

/// Who may call a route.
enum Group {
    /// Anyone: it shows and changes nothing of anybody's.
    Public,
    /// Whoever is signed in, about their own things: named by no id.
    Own(Value),
    /// The owner of what the id names.
    Named(Owned, Value),
}

/// Sorts a route into its group, with the body it needs.
fn group(method: &str, path: &str) -> Option<Group> {
    use Group::{Named, Own, Public};
    let none = Value::Null;
    Some(match (method, path) {
        ("post", "/auth/register" | "/auth/login" | "/auth/refresh" | "/auth/recover")
        | ("get", "/health" | "/crisis/resources" | "/openapi.json" | "/sync/ws") => Public,
        ("post", "/auth/logout" | "/invites" | "/providers/local" | "/providers/{name}/breaker/reset")
        | (
            "get",
            "/auth/account"
            | "/auth/sessions"
            | "/auth/recovery-codes"
            | "/invites"
            | "/entries"
            | "/people"
            | "/people/health"
            | "/dashboard"
            | "/preferences"
            | "/providers"
            | "/queue"
            | "/search"
            | "/analysis/dead-letters"
            | "/insights"
            | "/insights/weeks"
            | "/insights/weeks/{week}"
            | "/disclosures"
            | "/disclosures/export"
            | "/consents",
        )
        | ("delete", "/auth/sessions" | "/providers/local") => Own(none),
        ("post", "/insights/never") => Own(json!({ "about": "theme", "value": "work" })),
        ("post", "/entries") => Own(json!({ "text": "mine" })),
        ("post", "/people") | ("patch", "/auth/account") => Own(json!({ "name": "Mine" })),
        ("patch", "/preferences") | ("post", "/analysis/dead-letters/retry") => Own(json!({})),
        ("post", "/auth/password") => {
            Own(json!({ "current_password": "mine-password", "new_password": "mine-password" }))
        }
        ("post", "/auth/recovery-codes") => Own(json!({ "password": "mine-password" })),
        ("put", "/providers/local") | ("post", "/providers/local/trial") => Own(json!({ "port": 1, "model": "any" })),
        ("post", "/sync/push") => {
            Own(json!({ "client_id": ANY, "proto": 1, "schema": 1, "epoch": 0, "mutations": [] }))
        }
        ("post", "/sync/pull") => Own(json!({ "client_id": ANY, "cookie": 0, "epoch": 0 })),
        ("delete", "/auth/sessions/{id}") => Named(Owned::Session, none),
        ("post", "/consents") => Own(json!({ "purpose": "analysis", "address": CANARY, "wording": 1 })),
        ("delete", "/consents/{id}") => Named(Owned::Consent, none),
        ("get", "/disclosures/{id}") => Named(Owned::Disclosure, none),
        ("get" | "delete", "/entries/{id}")
        | (
            "get",
            "/entries/{id}/analysis"
            | "/entries/{id}/analysis/history"
            | "/entries/{id}/preview"
            | "/entries/{id}/versions"
            | "/entries/{id}/versions/{vid}",
        )
        | ("post", "/entries/{id}/analysis/retry") => Named(Owned::Entry, none),
        ("patch", "/entries/{id}") => Named(Owned::Entry, json!({ "text": "taken" })),
        ("get" | "delete", "/people/{id}")
        | ("get", "/people/{id}/health")
        | ("delete", "/people/{id}/health/disputes/{entry_id}/{dispute}") => Named(Owned::Person, none),
        ("post", "/people/{id}/health/disputes") => {
            Named(Owned::Person, json!({ "entry_id": ANY, "about": "communication", "start": 0, "end": 1 }))
        }
        ("put", "/insights/{id}/feedback") => Named(Owned::Insight, json!({ "feedback": "not_right" })),
        ("delete", "/insights/{id}/feedback") => Named(Owned::Insight, none),
        ("delete", "/insights/never/{id}") => Named(Owned::Silence, none),
        ("patch", "/people/{id}") => Named(Owned::Person, json!({ "name": "Taken" })),
        _ => return None,
    })
}

fn routes() -> Vec<(String, String)> {
    let document = serde_json::to_value(hearken_api::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let methods: Vec<_> = item.as_object().unwrap().keys().cloned().collect();
        methods.into_iter().map({
            let path = path.clone();
            move |method| (method, path.clone())
        })
    };
    paths.iter().flat_map(methods).collect()
}

async fn call(client: &Client, method: &str, path: &str, body: &Value) -> Answer {
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    client.send(method, path, Some(body.clone()).filter(|body| !body.is_null())).await
}

/// Ana's things, each with the canary in it.
struct Things {
    entry: String,
    /// The version of the entry's text.
    vid: String,
    person: String,
    session: String,
    /// An insight of which something was said.
    insight: String,
    /// What is never spoken of.
    silence: String,
    disclosure: String,
    consent: String,
}

/// Ten days with entries are a milestone: its id, once something was said of it.
async fn reach_milestone(t: &TestApp, ana: &Client) -> String {
    for day in 10..20 {
        let entry = json!({ "text": CANARY, "status": "published", "written_at": format!("2026-11-{day}T09:00:00Z") });
        ana.post("/entries", entry).await.expect(201);
    }
    t.run_jobs().await;
    let id = ana.get("/insights").await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let said = ana.send(Method::PUT, &format!("/insights/{id}/feedback"), Some(json!({ "feedback": "useful" }))).await;
    assert_eq!(said.status, 204);
    id
}

async fn write_things(t: &TestApp, ana: &Client) -> Things {
    let insight = reach_milestone(t, ana).await;
    let silence = ana.post("/insights/never", json!({ "about": "tag", "value": "canary" })).await.expect(201);
    let silence = silence["id"].as_str().unwrap().to_owned();
    let person = ana.person(CANARY).await;
    let entry = json!({ "text": CANARY, "title": CANARY, "tags": [CANARY], "people": [person], "status": "published" });
    let entry = ana.post("/entries", entry).await.expect(201);
    let (entry, vid) = (entry["id"].as_str().unwrap().to_owned(), entry["vid"].as_str().unwrap().to_owned());
    let session = ana.get("/auth/sessions").await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let user = ana.get("/auth/account").await.expect(200)["id"].as_str().unwrap().parse().unwrap();
    let disclosure = t.disclose(user, entry.parse().unwrap(), CANARY).await.to_string();
    t.consent(user, Some(CANARY)).await;
    let consent = ana.get("/consents").await.expect(200)["items"][0]["id"].as_str().unwrap().to_owned();
    Things { entry, vid, person, session, insight, silence, disclosure, consent }
}

impl Things {
    fn id(&self, owned: Owned) -> &str {
        match owned {
            Owned::Entry => &self.entry,
            Owned::Person => &self.person,
            Owned::Session => &self.session,
            Owned::Insight => &self.insight,
            Owned::Silence => &self.silence,
            Owned::Disclosure => &self.disclosure,
            Owned::Consent => &self.consent,
        }
    }
}

on_both_engines! {
    async fn nobody_reaches_what_is_not_theirs(t: TestApp) {
        let (ana, ben, nobody) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await, Client::anonymous(&t));
        let things = write_things(&t, &ana).await;
        t.run_jobs().await;
        for (i, (method, path)) in routes().into_iter().enumerate() {
            let about = format!("{method} {path}");
            let of_week = path.replace("{week}", "2026-W46");
            match group(&method, &path).unwrap_or_else(|| panic!("{about} is in no group of the matrix")) {
                Group::Public => {}
                Group::Own(body) => {
                    let path = of_week;
                    assert_eq!(call(&nobody, &method, &path, &body).await.code(401), "unauthenticated", "{about}");
                    // Tried by Cleo, who is new each time: some of these end sessions.
                    let cleo = Client::user(&t, &format!("cleo{i}")).await;
                    let answer = call(&cleo, &method, &path, &body).await;
                    assert!(!answer.text().contains(CANARY), "{about}: {}", answer.text());
                }
                Group::Named(owned, body) => {
                    let path = path.replace("{vid}", &things.vid).replace("{entry_id}", &things.entry).replace("{dispute}", ANY);
                    let url = path.replace("{id}", things.id(owned));
                    assert_eq!(call(&nobody, &method, &url, &body).await.code(401), "unauthenticated", "{about}");
                    let answer = call(&ben, &method, &url, &body).await;
                    assert_eq!(answer.code(404), "not_found", "{about}");
                    let absent = call(&ben, &method, &path.replace("{id}", ANY), &body).await;
                    let (mut others, mut nothing) = (answer.json(), absent.json());
                    for body in [&mut others, &mut nothing] {
                        body["request_id"].take();
                    }
                    assert_eq!(others, nothing, "{about}: another's id and an unknown one must look the same");
                }
            }
        }
        let entry = ana.get(&format!("/entries/{}", things.entry)).await.expect(200);
        assert_eq!(entry["text"], CANARY, "and nothing was changed");
        assert_eq!(ana.get(&format!("/people/{}", things.person)).await.expect(200)["name"], CANARY);
    }

    /// The same through mutations: they name ids in their arguments.
    async fn nor_by_a_mutation(t: TestApp) {
        let (ana, ben) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
        let things = write_things(&t, &ana).await;
        let (entry, vid, person) = (&things.entry, &things.vid, &things.person);
        let tried = [
            ("entry.edit@1", json!({ "id": entry, "text": "taken" })),
            ("entry.set@1", json!({ "id": entry, "title": "taken" })),
            ("entry.set@2", json!({ "id": entry, "tags_add": ["taken"] })),
            ("entry.publish@1", json!({ "id": entry })),
            ("entry.resolve@1", json!({ "id": entry })),
            ("entry.delete@1", json!({ "id": entry })),
            ("analysis.retry@1", json!({ "entry_id": entry })),
            ("person.set@1", json!({ "id": person, "name": "taken" })),
            ("person.delete@1", json!({ "id": person })),
            ("entry.create@1", json!({ "id": ANY, "text": "mine", "people": [person] })),
        ];
        let mutations = tried.iter().zip(1..).map(|((name, args), mid)| {
            json!({ "mid": mid, "name": name, "args": args, "base_vid": vid, "at": "2026-11-20T12:00:00Z" })
        });
        let mutations: Vec<_> = mutations.collect();
        let push = json!({ "client_id": ANY, "proto": 1, "schema": 1, "epoch": 0, "mutations": mutations });
        let pushed = ben.post("/sync/push", push).await;
        pushed.expect(200);
        assert!(!pushed.text().contains(CANARY), "{}", pushed.text());
        let rows = ben.post("/sync/pull", json!({ "client_id": ANY, "cookie": 0, "epoch": 0 })).await;
        assert!(!rows.text().contains(CANARY) && !rows.text().contains(person.as_str()), "{}", rows.text());
        assert_eq!(ana.get(&format!("/entries/{entry}")).await.expect(200)["text"], CANARY);
        assert_eq!(ana.get(&format!("/people/{person}")).await.expect(200)["name"], CANARY);
    }
}
