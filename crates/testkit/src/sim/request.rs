//! Reading HTTP/1.1 requests: as much of it as a client of this wire format uses.

use serde_json::Value;

use super::record::Recorded;

/// Largest head accepted, in bytes.
const LARGEST_HEAD: usize = 64 * 1024;
/// Largest body accepted, in bytes.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// What the bytes received so far amount to.
#[derive(Debug)]
pub(crate) enum Parsed {
    /// A request, and how many bytes it took.
    Whole(Box<Recorded>, usize),
    /// More is to come.
    Partial,
    /// Not a request that is understood here.
    Nonsense,
}

/// Parses the request at the beginning of `bytes`.
pub(crate) fn parse(bytes: &[u8]) -> Parsed {
    // TLS and the like would otherwise be waited for to the end.
    if bytes.first().is_some_and(|byte| !byte.is_ascii_uppercase()) {
        return Parsed::Nonsense;
    }
    let Some(head_end) = find(bytes, b"\r\n\r\n") else {
        return if bytes.len() > LARGEST_HEAD { Parsed::Nonsense } else { Parsed::Partial };
    };
    let Some(mut request) = std::str::from_utf8(&bytes[..head_end]).ok().and_then(parse_head) else {
        return Parsed::Nonsense;
    };
    let Some(length) = body_length(&request) else { return Parsed::Nonsense };
    let body_start = head_end + 4;
    let Some(body) = bytes.get(body_start..body_start + length) else { return Parsed::Partial };
    request.body = serde_json::from_slice(body).unwrap_or(Value::Null);
    Parsed::Whole(Box::new(request), body_start + length)
}

fn parse_head(head: &str) -> Option<Recorded> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    let headers = lines.map(header).collect::<Option<_>>()?;
    Some(Recorded { method, path, headers, body: Value::Null, met: None })
}

/// The announced length; `None` where it is too large, or announced in a way not understood here.
fn body_length(request: &Recorded) -> Option<usize> {
    if request.header("transfer-encoding").is_some() {
        return None;
    }
    let length = request.header("content-length").map_or(Ok(0), str::parse).ok()?;
    (length <= LARGEST_BODY).then_some(length)
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_one_request_at_a_time() {
        let bytes = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n{\"model\":1}GET /v1";
        let Parsed::Whole(request, taken) = parse(bytes) else { panic!("a whole request") };
        assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/v1/chat/completions"));
        assert_eq!((request.header("host"), request.body["model"].as_u64()), (Some("x"), Some(1)));
        assert_eq!(&bytes[taken..], b"GET /v1");
        for end in 0..taken {
            assert!(matches!(parse(&bytes[..end]), Parsed::Partial), "{end}");
        }
    }

    #[test]
    fn refuses_what_it_does_not_understand() {
        for head in [
            "\r\n\r\n",
            "\x16\x03\x01",
            "POST /\r\nbroken\r\n\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        ] {
            assert!(matches!(parse(head.as_bytes()), Parsed::Nonsense), "{head:?}");
        }
    }
}
