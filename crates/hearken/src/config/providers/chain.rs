//! `[chain]` in the file: who is asked for what, in which order.

use toml::Value;

use crate::config::error::ConfigError;

const READING: &str = "analysis";

/// The names of those who are asked to read entries, in that order; `names` are all there are, and by default the answer.
pub(super) fn read(chains: Option<&(String, Value)>, names: &[&str]) -> Result<Vec<String>, ConfigError> {
    let all = || names.iter().map(|&name| name.to_owned()).collect();
    let Some((name, value)) = chains else { return Ok(all()) };
    let wrong = |problem: &str| Err(ConfigError::new(name, problem));
    let Some(table) = value.as_table() else { return wrong("must be a section: write [chain] on a line of its own") };
    if table.keys().any(|key| key != READING) {
        return wrong("there is no such chain; the only one is `analysis`");
    }
    let Some(value) = table.get(READING) else { return Ok(all()) };
    let chain: Option<Vec<&str>> = value.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
    let Some(chain) = chain else { return wrong("`analysis` must be a list of names, as in [\"home\", \"claude\"]") };
    if chain.iter().any(|link| !names.contains(link)) {
        return wrong("`analysis` names a provider that is not in the list");
    }
    if chain.iter().enumerate().any(|(at, link)| chain[..at].contains(link)) {
        return wrong("`analysis` names a provider twice");
    }
    Ok(chain.into_iter().map(str::to_owned).collect())
}
