//! `/sync/ws`, over a real connection.

use std::time::Duration;

use hearken_api::ApiSettings;
use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Error;

use crate::support::{Client, ORIGIN};
use crate::sync_client::{CLIENT, Socket, hello, listen, mutation, pull, push};

const ENTRY: &str = "0192f0c1-0000-7000-8000-000000000001";
const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", "hearken.sync.v1");

fn settings() -> ApiSettings {
    ApiSettings { public_origins: vec![ORIGIN.to_owned()], ..ApiSettings::default() }
}

fn numbered(id: i64, mut push: Value) -> Value {
    push["type"] = json!("push");
    push["id"] = json!(id);
    push
}

fn kinds(delta: &Value) -> Vec<&str> {
    delta["rows"].as_array().unwrap().iter().map(|row| row["t"].as_str().unwrap()).collect()
}

on_both_engines! {
    async fn hello_is_answered_with_what_is_there(t: TestApp) {
        let address = listen(&t, settings()).await;
        let ana = t.register("ana").await;
        Client::anonymous(&t).with("authorization", &format!("Bearer {}", ana.access_token)).person("Ben").await;
        let mut socket = Socket::open(&address).await;
        socket.send(hello(&ana.access_token)).await;
        let welcome = socket.next().await;
        assert_eq!((&welcome["type"], &welcome["proto"], &welcome["seq"]), (&json!("welcome"), &json!(1), &json!(1)));
        assert_eq!((&welcome["ping_ms"], &welcome["server_time"]), (&json!(15000), &json!("2026-11-20T12:00:00.000Z")));
        let delta = socket.next().await;
        assert_eq!((&delta["type"], kinds(&delta)), (&json!("delta"), vec!["person"]));
        // Who is up to date is told nothing more.
        let mut again = Socket::open(&address).await;
        let mut greeting = hello(&ana.access_token);
        (greeting["cookie"], greeting["epoch"]) = (delta["to"].clone(), delta["epoch"].clone());
        again.send(greeting).await;
        again.next().await;
        again.send(json!({ "type": "ping" })).await;
        assert_eq!(again.next().await, json!({ "type": "pong" }));
    }

    async fn what_one_device_writes_the_others_see(t: TestApp) {
        let address = listen(&t, settings()).await;
        let token = t.register("ana").await.access_token;
        let ana = Client::anonymous(&t).with("authorization", &format!("Bearer {token}"));
        let (mut socket, epoch, mut at) = Socket::signed_in(&address, &token).await;
        let (mut of_ben, ..) = Socket::signed_in(&address, &t.register("ben").await.access_token).await;
        ana.entry("I am happy").await;
        t.run_jobs().await;
        let mut statuses = Vec::new();
        while statuses.last() != Some(&json!("fallback")) {
            let delta = socket.next().await;
            assert_eq!((&delta["from"], &delta["epoch"]), (&at, &epoch), "each delta follows the one before");
            at = delta["to"].clone();
            statuses.extend(
                delta["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|row| row["t"] == "analysis")
                    .map(|row| row["d"]["status"].clone()),
            );
        }
        of_ben.send(json!({ "type": "ping" })).await;
        assert_eq!(of_ben.next().await, json!({ "type": "pong" }), "and nobody else does");
    }

    async fn a_push_is_answered_and_its_effect_follows(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, ..) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        let create = mutation(1, "entry.create@1", json!({ "id": ENTRY, "text": "one" }));
        socket.send(numbered(7, push(&[create]))).await;
        let pushed = socket.next().await;
        assert_eq!((&pushed["type"], &pushed["id"], &pushed["last_mid"]), (&json!("pushed"), &json!(7), &json!(1)));
        let delta = socket.next().await;
        assert_eq!((&delta["last_mid"], kinds(&delta)), (&json!(1), vec!["entry"]));
        // A mutation without effect is dealt with too, and said to be.
        socket.send(numbered(8, push(&[mutation(2, "entry.publish@1", json!({ "id": CLIENT }))]))).await;
        assert_eq!(socket.next().await["results"][0]["status"], "rejected");
        let delta = socket.next().await;
        assert_eq!((&delta["last_mid"], &delta["results"][0]["code"]), (&json!(2), &json!("not_found")));
        let gap = numbered(9, push(&[mutation(9, "entry.publish@1", json!({ "id": ENTRY }))]));
        socket.send(gap).await;
        assert_eq!(socket.next().await, json!({ "type": "gap", "id": 9, "expect": 3 }));
    }

    async fn a_client_that_takes_a_new_id_hears_of_its_mutations(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, ..) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        let without_effect = push(&[mutation(1, "entry.publish@1", json!({ "id": CLIENT }))]);
        let mut renamed = without_effect.clone();
        renamed["client_id"] = json!(ENTRY);
        for (id, push) in [(1, without_effect), (2, renamed)] {
            socket.send(numbered(id, push)).await;
            assert_eq!(socket.next().await["results"][0]["status"], "rejected");
            let delta = socket.next().await;
            assert_eq!((&delta["type"], &delta["last_mid"]), (&json!("delta"), &json!(1)), "push {id}");
        }
    }

    async fn a_socket_that_fell_behind_is_told_to_pull(t: TestApp) {
        let address = listen(&t, settings()).await;
        let token = t.register("ana").await.access_token;
        let ana = Client::anonymous(&t).with("authorization", &format!("Bearer {token}"));
        let (mut socket, epoch, at) = Socket::signed_in(&address, &token).await;
        let id = |mid: i64| format!("0192f0c1-0000-7000-8000-{mid:012}");
        let create =
            |mid: i64| mutation(mid, "entry.create@1", json!({ "id": id(mid), "text": "a", "status": "published" }));
        let mut many = push(&(1..=100).map(create).collect::<Vec<_>>());
        many["client_id"] = json!(ENTRY);
        ana.post("/sync/push", many).await.expect(200);
        let lag = socket.next().await;
        assert_eq!((&lag["type"], &lag["reason"], &lag["from"]), (&json!("reset"), &json!("lag"), &at));
        let mut asked = pull(&at, &epoch);
        asked.as_object_mut().unwrap().remove("client_id");
        asked["type"] = json!("pull");
        socket.send(asked).await;
        let delta = socket.next().await;
        assert_eq!((&delta["from"], &delta["more"]), (&at, &json!(false)));
        assert_eq!(delta["rows"].as_array().unwrap().len(), 200, "an entry and its analysis each");
        ana.person("Ben").await;
        let next = socket.next().await;
        assert_eq!((&next["from"], kinds(&next)), (&delta["to"], vec!["person"]));
    }

    async fn a_client_that_starts_over_pages_all_there_is(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, epoch, at) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        t.store.raw().await.set("user_sync", "floor", 1).await;
        let below = json!({ "type": "pull", "cookie": 0, "epoch": epoch });
        socket.send(below.clone()).await;
        let reset = socket.next().await;
        assert_eq!((&reset["type"], &reset["reason"]), (&json!("reset"), &json!("floor")));
        let mut fresh = below;
        fresh["fresh"] = json!(true);
        socket.send(fresh).await;
        let delta = socket.next().await;
        assert_eq!((&delta["type"], &delta["to"]), (&json!("delta"), &at));
    }

    async fn a_client_that_knows_more_than_the_server_starts_over(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, epoch, at) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        let ahead = at.as_i64().unwrap() + 5;
        socket.send(json!({ "type": "pull", "cookie": ahead, "epoch": epoch })).await;
        let reset = socket.next().await;
        assert_eq!((&reset["type"], &reset["reason"], &reset["from"]), (&json!("reset"), &json!("epoch"), &json!(ahead)));
        assert!(reset["epoch"].as_i64() > epoch.as_i64());
    }

    async fn a_long_text_arrives_whole(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, ..) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        let text = "é👩‍👩‍👧 ".repeat(12_000);
        let create = mutation(1, "entry.create@1", json!({ "id": ENTRY, "text": text }));
        socket.send(numbered(1, push(&[create]))).await;
        assert_eq!(socket.next().await["results"][0]["status"], "ok");
        assert_eq!(socket.next().await["rows"][0]["d"]["text"], text);
    }

    async fn a_session_that_ends_takes_its_sockets_along(t: TestApp) {
        let address = listen(&t, settings()).await;
        let token = t.register("ana").await.access_token;
        let ana = Client::anonymous(&t).with("authorization", &format!("Bearer {token}"));
        let (mut socket, ..) = Socket::signed_in(&address, &token).await;
        ana.send(http::Method::POST, "/auth/logout", None).await;
        let closed = tokio::time::timeout(Duration::from_secs(1), socket.goodbye()).await;
        assert_eq!(closed, Ok(4401));
    }

    async fn an_access_token_is_renewed_on_the_socket(t: TestApp) {
        let address = listen(&t, settings()).await;
        let signed_in = t.register("ana").await;
        let (mut socket, ..) = Socket::signed_in(&address, &signed_in.access_token).await;
        t.advance(Duration::from_secs(14 * 60 + 30));
        socket.send(json!({ "type": "ping" })).await;
        assert_eq!(socket.next().await, json!({ "type": "pong" }));
        assert_eq!(socket.next().await, json!({ "type": "auth_required" }));
        let fresh = Client::anonymous(&t)
            .post("/auth/refresh", json!({ "refresh_token": signed_in.refresh_token.expose() }))
            .await
            .expect(200);
        socket.send(json!({ "type": "auth", "token": fresh["access_token"] })).await;
        // The pong says that the frame before it was dealt with.
        socket.send(json!({ "type": "ping" })).await;
        assert_eq!(socket.next().await, json!({ "type": "pong" }));
        t.advance(Duration::from_mins(1));
        socket.send(json!({ "type": "ping" })).await;
        assert_eq!(socket.next().await, json!({ "type": "pong" }), "the first token has ended, the second holds");
        t.advance(Duration::from_mins(15));
        socket.send(json!({ "type": "ping" })).await;
        assert_eq!(socket.goodbye().await, 4401);
    }

    async fn nobody_gets_in_without_a_token_of_theirs(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (ana, ben) = (t.register("ana").await.access_token, t.register("ben").await.access_token);
        let mut stranger = Socket::open(&address).await;
        stranger.send(hello("guessed")).await;
        assert_eq!(stranger.goodbye().await, 4401);
        let (mut socket, ..) = Socket::signed_in(&address, &ana).await;
        socket.send(json!({ "type": "auth", "token": ben })).await;
        assert_eq!(socket.goodbye().await, 4401, "a socket stays with its user");
    }

    async fn whoever_says_nothing_is_let_go(t: TestApp) {
        let quick = ApiSettings { ping: Duration::from_millis(500), hello: Duration::from_millis(50), ..settings() };
        let address = listen(&t, quick).await;
        assert_eq!(Socket::open(&address).await.goodbye().await, 4401);
        let token = t.register("ana").await.access_token;
        let (silent, ..) = Socket::signed_in(&address, &token).await;
        assert_eq!(silent.keep_silent().await, 4408);
        let (mut hidden, ..) = Socket::signed_in(&address, &token).await;
        hidden.answer_probes(3).await;
    }

    async fn what_is_not_understood_ends_the_socket(t: TestApp) {
        let address = listen(&t, settings()).await;
        let token = t.register("ana").await.access_token;
        for first in ["", "{}", "[]", r#"{"type":"ping"}"#, r#"{"type":"hello","token":"a"}"#] {
            let mut socket = Socket::open(&address).await;
            socket.send_text(first).await;
            assert_eq!(socket.goodbye().await, 4400, "{first}");
        }
        for later in [
            json!({ "type": "sub" }),
            hello(&token),
            json!({ "type": "push", "id": 1 }),
            numbered(1, json!({ "mutations": [] })),
        ] {
            let (mut socket, ..) = Socket::signed_in(&address, &token).await;
            socket.send(later.clone()).await;
            assert_eq!(socket.goodbye().await, 4400, "{later}");
        }
    }

    async fn a_goodbye_is_answered(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, ..) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        socket.say_goodbye().await;
        assert_eq!(socket.goodbye().await, 1000);
    }

    async fn a_frame_over_the_limit_ends_the_socket(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, ..) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        // Only its first bytes: the length in its head is enough.
        socket.begin_frame_of(2 * 1024 * 1024).await;
        assert_eq!(socket.goodbye().await, 4400);
    }

    async fn the_handshake_is_for_our_pages_and_our_protocol(t: TestApp) {
        let address = listen(&t, settings()).await;
        let mut foreign = Socket::connect(&address, &[PROTOCOL, ("origin", "https://evil.example")]).await.unwrap();
        assert_eq!(foreign.goodbye().await, 4403);
        let mut own = Socket::connect(&address, &[PROTOCOL, ("origin", ORIGIN)]).await.unwrap();
        own.send(hello("guessed")).await;
        assert_eq!(own.goodbye().await, 4401);
        let Err(Error::Http(refusal)) = Socket::connect(&address, &[]).await else {
            panic!("a handshake without our protocol")
        };
        assert_eq!(refusal.status(), 400);
    }

    async fn sockets_are_told_when_the_server_stops(t: TestApp) {
        let address = listen(&t, settings()).await;
        let (mut socket, ..) = Socket::signed_in(&address, &t.register("ana").await.access_token).await;
        let mut fresh = Socket::open(&address).await;
        let tasks = t.app.tasks().clone();
        let (stopped, code, fresh) =
            tokio::join!(tasks.shut_down(Duration::from_secs(10)), socket.goodbye(), fresh.goodbye());
        assert_eq!((stopped, code, fresh), (true, 4503, 4503));
    }
}
