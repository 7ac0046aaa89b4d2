//! How long a provider asks to be left alone.

use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// Longest wait reported; whoever waits may cut it further.
const LONGEST: Duration = Duration::from_hours(24);

/// The wait in the `Retry-After` header: seconds, or a date, which is compared with the answer's own `Date` header so
/// that clocks need not agree. What is neither, or lies in the past, is no wait.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let wait = seconds(text(headers, &RETRY_AFTER)?).or_else(|| until(headers))?;
    bounded(wait)
}

/// The wait of so many seconds, for formats that tell it in the body.
pub(crate) fn wait_of(text: &str) -> Option<Duration> {
    bounded(seconds(text)?)
}

fn bounded(wait: Duration) -> Option<Duration> {
    (!wait.is_zero()).then_some(wait.min(LONGEST))
}

fn seconds(value: &str) -> Option<Duration> {
    let seconds = value.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0)?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST))
}

fn until(headers: &HeaderMap) -> Option<Duration> {
    let wait = date(headers, &RETRY_AFTER)?.duration_since(date(headers, &DATE)?);
    Duration::try_from(wait).ok()
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<jiff::Timestamp> {
    DateTimeParser::new().parse_timestamp(text(headers, name)?).ok()
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    fn wait(value: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, value.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        retry_after(&headers).map(|wait| wait.as_secs())
    }

    #[test]
    fn reads_seconds() {
        assert_eq!(wait("2", None), Some(2));
        assert_eq!(wait(" 120 ", None), Some(120));
        assert_eq!(wait("1.5", None), Some(1));
    }

    #[test]
    fn reads_a_date_by_the_servers_own_clock() {
        assert_eq!(wait("Sun, 06 Nov 1994 08:50:07 GMT", Some(NOW)), Some(30));
        assert_eq!(wait("Sun, 06 Nov 1994 08:50:07 GMT", None), None);
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:00 GMT", Some(NOW)), None, "a date in the past");
    }

    #[test]
    fn absurd_values_are_bounded() {
        for value in ["99999999999999999999999", "inf", "1e300", "Thu, 31 Dec 2037 23:59:59 GMT"] {
            assert_eq!(wait(value, Some(NOW)), Some(LONGEST.as_secs()), "{value}");
        }
    }

    #[test]
    fn nonsense_is_no_wait() {
        for value in ["", "soon", "-5", "NaN", "0", "Sun, 99 Nov 1994 08:49:37 GMT"] {
            assert_eq!(wait(value, Some(NOW)), None, "{value}");
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
