//! Everything outside `/api`: the web app.

use axum::body::Body;
use hearken_testkit::{Engine, Fixture, TestApp};
use http::{Method, Request};

use crate::support::{Answer, Client};

async fn site() -> Client {
    Client::anonymous(&TestApp::start(Engine::Sqlite).await.unwrap())
}

async fn get(client: &Client, method: Method, uri: &str, accept: &str) -> Answer {
    client.raw(Request::builder().method(method).uri(uri).header("accept", accept).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_page_is_answered_whatever_its_path() {
    let client = site().await;
    let home = get(&client, Method::GET, "/", "*/*").await;
    assert_eq!((home.status.as_u16(), home.header("content-type")), (200, "text/html; charset=utf-8"));
    for uri in ["/journal", "/entries/7?from=here", "/index.html"] {
        let page = get(&client, Method::GET, uri, "text/html,*/*;q=0.8").await;
        assert_eq!((page.status, &page.body), (home.status, &home.body), "{uri}");
        assert_eq!(page.header("cache-control"), "no-cache", "{uri}");
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let client = site().await;
    let etag = get(&client, Method::GET, "/", "text/html").await.header("etag").to_owned();
    let again = client.with("if-none-match", &etag);
    let answer = get(&again, Method::GET, "/", "text/html").await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (304, 0));
    assert_eq!(answer.header("etag"), etag);
    assert!(!answer.header("content-security-policy").is_empty());
}

#[tokio::test]
async fn a_file_that_is_missing_is_not_a_page() {
    let client = site().await;
    for (uri, accept) in [
        ("/assets/gone.js", "text/html"),
        ("/favicon.gone", "image/*"),
        ("/../Cargo.toml", "*/*"),
        ("/%2e%2e/Cargo.toml", "*/*"),
    ] {
        assert_eq!(get(&client, Method::GET, uri, accept).await.code(404), "not_found", "{uri}");
    }
}

#[tokio::test]
async fn a_page_is_only_read() {
    let client = site().await;
    let head = get(&client, Method::HEAD, "/", "text/html").await;
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    let answer = get(&client, Method::POST, "/", "text/html").await;
    assert_eq!((answer.code(405).as_str(), answer.header("allow")), ("method_not_allowed", "GET, HEAD"));
}
