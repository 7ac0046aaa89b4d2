//! How the server stops: it answers what it has begun with, and lets no client hold it up.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use tempfile::tempdir;

use crate::support::{ACCOUNT, Server};

#[test]
fn a_request_that_has_begun_is_answered_before_the_end() {
    let directory = tempdir().unwrap();
    let mut server = Server::start(directory.path());
    let mut half = send_half_a_request(&server);
    server.signal("TERM");
    server.wait_for_log("stopping");

    let mut answer = String::new();
    half.write_all(b"}").unwrap();
    half.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(server.wait().0.success());
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let directory = tempdir().unwrap();
    let mut server = Server::start(directory.path());
    let _half = send_half_a_request(&server);
    server.signal("TERM");
    server.wait_for_log("stopping");
    server.signal("INT");
    let (status, _, stderr) = server.wait();
    assert!(!status.success());
    assert!(stderr.contains("a second signal"), "{stderr}");
}

#[test]
fn a_client_that_does_not_send_its_body_is_not_waited_for() {
    let directory = tempdir().unwrap();
    let server = Server::start(directory.path());
    let mut half = send_half_a_request(&server);
    // Fails when the server lost its patience.
    server.stop();
    let mut answer = String::new();
    half.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("\"stopping\""), "{answer}");
}

#[test]
fn a_client_that_does_not_finish_the_head_of_its_request_is_not_waited_for() {
    let directory = tempdir().unwrap();
    let server = Server::start(directory.path());
    let _half = server.send("GET / HTTP/1.1\r\nhost: loc");
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200 "));
    server.stop();
}

#[test]
fn a_client_that_does_not_read_its_answers_is_not_waited_for() {
    let directory = tempdir().unwrap();
    let server = Server::start(directory.path());
    let mut stream = server.send("");
    send_until_stuck(&mut stream, b"GET /api/v1/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n");
    server.stop();
}

#[test]
fn a_socket_that_does_not_read_is_not_waited_for() {
    let directory = tempdir().unwrap();
    let server = Server::start(directory.path());
    let token = server.register();
    let entry = format!("{{\"text\":\"{}\"}}", "long ".repeat(10_000));
    assert!(server.post("/entries", Some(&token), &entry).starts_with("HTTP/1.1 201"));
    let mut socket = open_socket(&server, &token);
    send_until_stuck(&mut socket, &frame("{\"type\":\"pull\",\"cookie\":0,\"epoch\":0}"));
    server.stop();
}

/// Asks for an account with a body that lacks its last byte, and waits until the server has begun with it.
fn send_half_a_request(server: &Server) -> TcpStream {
    let (body, length) = (ACCOUNT.strip_suffix('}').unwrap(), ACCOUNT.len());
    let mut stream = server.send(&format!(
        "POST /api/v1/auth/register HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    ));
    let mut begun = [0; 25];
    stream.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100 Continue\r\n\r\n", "the server has begun with it");
    stream
}

/// Sends the same again and again without reading, until the server takes no more because its answers are not taken.
fn send_until_stuck(stream: &mut TcpStream, message: &[u8]) {
    let many = message.repeat(1000);
    stream.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut sent = 0;
    loop {
        match stream.write(&many[sent % many.len()..]) {
            Ok(written) => sent += written,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return,
            Err(error) => panic!("{error}"),
        }
    }
}

/// A sync socket that has said hello and been welcomed.
fn open_socket(server: &Server, token: &str) -> TcpStream {
    let mut stream = server.send(
        "GET /api/v1/sync/ws HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         sec-websocket-protocol: hearken.sync.v1\r\n\r\n",
    );
    let id = "0192f0c1-0000-7000-8000-00000000c11e";
    let hello = format!(
        "{{\"type\":\"hello\",\"token\":\"{token}\",\"client_id\":\"{id}\",\"proto\":[1],\"schema\":1,\"epoch\":0,\"cookie\":0}}"
    );
    stream.write_all(&frame(&hello)).unwrap();
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains("\"welcome\"") {
        let mut some = [0; 1024];
        let length = stream.read(&mut some).unwrap();
        assert_ne!(length, 0, "{}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&some[..length]);
    }
    stream
}

/// A text frame with its length in two bytes, masked with zeros.
fn frame(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap().to_be_bytes();
    [&[0x81, 0xfe], &length[..], &[0; 4], text.as_bytes()].concat()
}
