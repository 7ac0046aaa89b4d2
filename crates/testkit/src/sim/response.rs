//! HTTP/1.1 responses as bytes, right or wrong.

use serde_json::{Value, json};

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    pub(crate) fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("content-type".to_owned(), content_type.to_owned())], body }
    }

    pub(crate) fn json(body: &Value) -> Self {
        Self::new(200, "application/json", body.to_string().into_bytes())
    }

    /// An error in the wire format's own shape.
    pub(crate) fn error(status: u16, kind: &str, message: &str) -> Self {
        let body = json!({"error": {"message": message, "type": kind, "param": null, "code": null}});
        Self::new(status, "application/json", body.to_string().into_bytes())
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The response with the first half of its body, correctly announced.
    pub(crate) fn cut_in_half(mut self) -> Self {
        self.body.truncate(self.body.len() / 2);
        self
    }

    /// All of it, with the right length.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.framed(&format!("content-length: {}", self.body.len()))
    }

    /// All of it, announced `excess` bytes too long.
    pub(crate) fn longer_than_it_is(&self, excess: usize) -> Vec<u8> {
        self.framed(&format!("content-length: {}", self.body.len() + excess))
    }

    /// All of it, ended by the end of the connection.
    pub(crate) fn until_close(&self) -> Vec<u8> {
        self.framed("connection: close")
    }

    /// The head of a body that follows in [`chunk`]s.
    pub(crate) fn chunked(&self) -> Vec<u8> {
        self.framed("transfer-encoding: chunked")
    }

    fn framed(&self, framing: &str) -> Vec<u8> {
        let mut bytes = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status)).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend(format!("{name}: {value}\r\n").into_bytes());
        }
        bytes.extend(format!("{framing}\r\n\r\n").into_bytes());
        bytes.extend(&self.body);
        bytes
    }
}

/// One chunk of a chunked body; an empty one ends it.
pub(crate) fn chunk(data: &[u8]) -> Vec<u8> {
    let mut bytes = format!("{:x}\r\n", data.len()).into_bytes();
    bytes.extend(data);
    bytes.extend(b"\r\n");
    bytes
}

/// The words that go with a status.
pub(crate) const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        408 => "Request Timeout",
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    }
}
