//! `[[provider]]` in the file.

use std::time::Duration;

use hearken_ai::providers::{DEADLINE, Kind};
use hearken_ai::{ApiKey, MAX_IN_FLIGHT};
use toml::{Table, Value};

use super::{Given, key_in, parse_key};
use crate::config::error::ConfigError;
use crate::config::suggest::nearest;

const LINES: [&str; 8] =
    ["name", "kind", "base_url", "model", "api_key", "api_key_file", "first_byte_seconds", "max_in_flight"];

/// The providers in the list, in its order.
pub(super) fn read(list: Option<&(String, Value)>) -> Result<Vec<Given>, ConfigError> {
    let Some((name, value)) = list else { return Ok(Vec::new()) };
    let tables: Option<Vec<&Table>> = value.as_array().and_then(|list| list.iter().map(Value::as_table).collect());
    let tables = tables.ok_or_else(|| {
        ConfigError::new(name, "must be a list: write [[provider]] on a line of its own in front of each")
    })?;
    let file = name.split_once(" in ").map_or("", |(_, file)| file);
    tables.into_iter().enumerate().map(|(at, table)| Entry::new(table, at, file).read()).collect()
}

/// One `[[provider]]`.
struct Entry<'t> {
    table: &'t Table,
    /// What to call it in a complaint: its name, or its place.
    called: String,
    file: &'t str,
}

impl<'t> Entry<'t> {
    fn new(table: &'t Table, at: usize, file: &'t str) -> Self {
        let named = table.get("name").and_then(Value::as_str).filter(|name| is_name(name));
        Self { table, called: named.map_or_else(|| format!("number {}", at + 1), str::to_owned), file }
    }

    fn read(&self) -> Result<Given, ConfigError> {
        if let Some(unknown) = self.table.keys().find(|key| !LINES.contains(&key.as_str())) {
            let known = LINES.map(str::to_owned).into_iter();
            let hint = nearest(unknown, known).map_or_else(String::new, |line| format!("; did you mean {line}?"));
            return Err(self.error(unknown, format!("there is no such line{hint}")));
        }
        let name = self.needed("name")?;
        if !is_name(name) {
            return Err(self.error("name", "must be letters, digits, - and _, at most 40 of them"));
        }
        let kind = self.needed("kind")?;
        let kind = Kind::parse(kind).ok_or_else(|| self.error("kind", "expected openai, anthropic or gemini"))?;
        let usual = kind.usual_address();
        let base_url = match self.text("base_url")?.or(usual) {
            Some(base_url) => base_url.trim().to_owned(),
            None => return Err(self.error("base_url", "is needed")),
        };
        Ok(Given {
            name: name.to_owned(),
            kind,
            base_url,
            model: self.needed("model")?.trim().to_owned(),
            api_key: self.key()?,
            first_byte: self.first_byte()?,
            max_in_flight: self.max_in_flight()?,
            address_name: self.line("base_url"),
        })
    }

    fn key(&self) -> Result<Option<ApiKey>, ConfigError> {
        let (given, file) = (self.text("api_key")?, self.text("api_key_file")?);
        match (given, file) {
            (Some(_), Some(_)) => {
                Err(self.error("api_key_file", "cannot be set together with api_key; keep one of them"))
            }
            (Some(key), None) => parse_key(key).map(Some).map_err(|problem| self.error("api_key", problem)),
            (None, Some(path)) => key_in(path).map(Some).map_err(|problem| self.error("api_key_file", problem)),
            (None, None) => Ok(None),
        }
    }

    fn first_byte(&self) -> Result<Option<Duration>, ConfigError> {
        Ok(self.number("first_byte_seconds", DEADLINE.as_secs())?.map(Duration::from_secs))
    }

    fn max_in_flight(&self) -> Result<usize, ConfigError> {
        let number = self.number("max_in_flight", 64)?;
        Ok(number.and_then(|number| usize::try_from(number).ok()).unwrap_or(MAX_IN_FLIGHT))
    }

    fn number(&self, line: &str, most: u64) -> Result<Option<u64>, ConfigError> {
        let Some(value) = self.table.get(line) else { return Ok(None) };
        let number = value.as_integer().and_then(|number| u64::try_from(number).ok());
        let number = number.filter(|number| (1..=most).contains(number));
        number.map(Some).ok_or_else(|| self.error(line, format!("expected a number from 1 to {most}")))
    }

    fn needed(&self, line: &str) -> Result<&'t str, ConfigError> {
        self.text(line)?.ok_or_else(|| self.error(line, "is needed"))
    }

    fn text(&self, line: &str) -> Result<Option<&'t str>, ConfigError> {
        match self.table.get(line) {
            None => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => {
                Err(self.error(line, "is set, but empty; leave it out to get the default"))
            }
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.error(line, "must be a text in quotes")),
        }
    }

    fn error(&self, line: &str, problem: impl Into<String>) -> ConfigError {
        ConfigError::new(self.line(line), problem)
    }

    fn line(&self, line: &str) -> String {
        format!("`provider` {}, `{line}` in {}", self.called, self.file)
    }
}

fn is_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=40).contains(&text.len()) && text.bytes().all(is_plain)
}
