//! Scripts in words, for use by hand: `refuse,429:2,3*500,slow,ok`.

use std::str::FromStr;
use std::time::Duration;

use super::behaviour::{Behaviour, RetryAfter};

/// The words that make a script.
pub const SCRIPT_HELP: &str = "Comma-separated, one per request: ok, obedient, delay:2s, refuse, hang, slow[:bytes/ms], wrong-length, \
    huge[:megabytes], 429[:seconds|:date|:absurd], any other status (400, 401, 500, …), without:parameter, redirect, html, \
    truncated, malformed, shape, empty, utf8, filtered, cut-off, sse-truncated, sse-malformed, sse-error. \
    3*500 means three times 500.";

/// A word that is no behaviour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no behaviour. {help}", help = SCRIPT_HELP)]
pub struct ScriptError(String);

/// The behaviours of a script.
///
/// ```
/// use hearken_testkit::sim::{Behaviour, RetryAfter, parse_script};
/// let script = parse_script("429:2, 2*500, ok").unwrap();
/// let server_error = Behaviour::Status(500);
/// assert_eq!(script, [
///     Behaviour::TooMany(RetryAfter::Seconds(2)), server_error.clone(), server_error, Behaviour::Competent,
/// ]);
/// ```
pub fn parse_script(script: &str) -> Result<Vec<Behaviour>, ScriptError> {
    let mut behaviours = Vec::new();
    for word in script.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let (times, one) = word.split_once('*').unwrap_or(("1", word));
        let times = times.parse::<usize>().map_err(|_| ScriptError(word.to_owned()))?;
        behaviours.extend(std::iter::repeat_n(one.parse()?, times));
    }
    Ok(behaviours)
}

impl FromStr for Behaviour {
    type Err = ScriptError;

    fn from_str(word: &str) -> Result<Self, ScriptError> {
        let (name, argument) = word.split_once(':').map_or((word, None), |(name, argument)| (name, Some(argument)));
        plain(name, argument).or_else(|| with_argument(name, argument)).ok_or_else(|| ScriptError(word.to_owned()))
    }
}

/// Behaviours that are a word alone.
fn plain(name: &str, argument: Option<&str>) -> Option<Behaviour> {
    if argument.is_some() {
        return None;
    }
    Some(match name {
        "ok" => Behaviour::Competent,
        "obedient" => Behaviour::Obedient,
        "refuse" => Behaviour::Refuse,
        "hang" => Behaviour::Hang,
        "wrong-length" => Behaviour::WrongLength,
        "redirect" => Behaviour::Redirect,
        "html" => Behaviour::Html,
        "truncated" => Behaviour::Truncated,
        "malformed" => Behaviour::Malformed,
        "shape" => Behaviour::WrongShape,
        "empty" => Behaviour::EmptyChoices,
        "utf8" => Behaviour::BadUtf8,
        "filtered" => Behaviour::Filtered,
        "cut-off" => Behaviour::CutOff,
        "sse-truncated" => Behaviour::TruncatedSse,
        "sse-malformed" => Behaviour::MalformedSse,
        "sse-error" => Behaviour::ErrorMidStream,
        _ => return None,
    })
}

/// Behaviours that take an argument, or may take one.
fn with_argument(name: &str, argument: Option<&str>) -> Option<Behaviour> {
    match (name, argument) {
        ("delay", Some(time)) => Some(Behaviour::Delay(seconds(time)?, Box::new(Behaviour::Competent))),
        ("slow", None) => Some(Behaviour::Slow { bytes: 1, every: Duration::from_secs(1) }),
        ("slow", Some(pace)) => {
            let (bytes, every) = pace.split_once('/')?;
            Some(Behaviour::Slow { bytes: bytes.parse().ok()?, every: Duration::from_millis(every.parse().ok()?) })
        }
        ("huge", size) => Some(Behaviour::Huge(size.unwrap_or("100").parse::<u64>().ok()? * 1024 * 1024)),
        ("without", Some(parameter)) => Some(Behaviour::Without(parameter.to_owned())),
        ("429", wait) => Some(Behaviour::TooMany(retry_after(wait)?)),
        (status, None) => status.parse().ok().filter(|status| (400..600).contains(status)).map(Behaviour::Status),
        _ => None,
    }
}

fn retry_after(wait: Option<&str>) -> Option<RetryAfter> {
    match wait {
        None => Some(RetryAfter::Absent),
        Some("date") => Some(RetryAfter::Date(2)),
        Some("absurd") => Some(RetryAfter::Absurd),
        Some(seconds) => seconds.parse().ok().map(RetryAfter::Seconds),
    }
}

fn seconds(time: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(time.strip_suffix('s').unwrap_or(time).parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_help_is_understood() {
        let script = "ok,obedient,delay:2s,refuse,hang,slow,slow:10/200,wrong-length,huge,huge:3,429,429:2,429:date,429:absurd,400,503,\
                      without:max_tokens,redirect,html,truncated,malformed,shape,empty,utf8,filtered,cut-off,sse-truncated,\
                      sse-malformed,sse-error,3*500";
        assert_eq!(parse_script(script).unwrap().len(), 32);
        assert_eq!(parse_script(" , ").unwrap(), []);
    }

    #[test]
    fn other_words_are_named() {
        for word in ["okay", "200", "ok:1", "delay", "slow:1", "429:soon", "x*ok", "without"] {
            let error = parse_script(&format!("ok,{word}")).unwrap_err();
            assert!(error.to_string().starts_with(&format!("`{word}`")), "{error}");
        }
    }
}
