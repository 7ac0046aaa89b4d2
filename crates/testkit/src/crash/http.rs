//! A plain blocking HTTP/1.1 client on one kept-open connection: whatever goes wrong on the way is an error, and then
//! nobody knows whether the request took effect.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// A server that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// One connection.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON; null when it is not.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl Client {
    pub(crate) fn connect(address: &str) -> io::Result<Self> {
        Self::with_patience(address, PATIENCE)
    }

    /// One to which a server that says nothing for so long has failed.
    pub(crate) fn with_patience(address: &str, patience: Duration) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(patience))?;
        Ok(Self { stream, buffer: Vec::new() })
    }

    pub(crate) fn get(&mut self, path: &str, token: &str) -> io::Result<Answer> {
        self.send("GET", path, Some(token), "")
    }

    pub(crate) fn post(&mut self, path: &str, token: Option<&str>, body: &Value) -> io::Result<Answer> {
        self.send("POST", path, token, &body.to_string())
    }

    fn send(&mut self, method: &str, path: &str, token: Option<&str>, body: &str) -> io::Result<Answer> {
        let authorization = token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
        let length = body.len();
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nhost: localhost\r\n{authorization}content-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes())?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            self.fill()?;
        };
        let (status, length) =
            parse_head(&self.buffer[..head]).ok_or_else(|| io::Error::new(ErrorKind::InvalidData, "not an answer"))?;
        while self.buffer.len() < head + length {
            self.fill()?;
        }
        Ok(Answer { status, body: self.buffer[head..head + length].to_vec() })
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut some = [0; 16 * 1024];
        let length = self.stream.read(&mut some)?;
        if length == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.buffer.extend_from_slice(&some[..length]);
        Ok(())
    }
}

fn parse_head(head: &[u8]) -> Option<(u16, usize)> {
    let mut lines = std::str::from_utf8(head).ok()?.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    Some((status, length.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_tells_status_and_length() {
        assert_eq!(parse_head(b"HTTP/1.1 201 Created\r\nContent-length: 17\r\n\r\n"), Some((201, 17)));
        assert_eq!(parse_head(b"HTTP/1.1 204 No Content\r\n\r\n"), Some((204, 0)));
        assert_eq!(parse_head(b"nonsense\r\n\r\n"), None);
    }
}
