//! The table of settings as text: the end of `--help`, and `docs/ops/CONFIG.md`.

use std::fmt::Write as _;

use super::flags::with_default;
use super::table::{SETTINGS, Setting};

/// What `--help` says about the settings that have no flag, and where values come from.
pub(crate) fn help_on_the_rest() -> String {
    let rest = SETTINGS.iter().filter(|setting| !setting.has_flag());
    let rest = rest.fold(String::new(), |text, setting| {
        format!("{text}  {} <{}>\n      {}\n", setting.variable(), setting.value_name, with_default(setting))
    });
    format!(
        "Settings that cannot be given on the command line, where other users of the machine could read them:\n{rest}\n\
         A flag wins over the environment, the environment over the file. An unknown or malformed setting stops the start."
    )
}

/// The reference of all settings, in Markdown.
pub(crate) fn markdown() -> String {
    let mut text = INTRODUCTION.to_owned();
    for setting in SETTINGS {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n## {}\n\n{}\n\n{}", setting.key, setting.help, places(setting));
        let _ = match setting.default {
            Some(default) => writeln!(text, "Default: {default}."),
            None => writeln!(text, "Default: not set."),
        };
    }
    text + PROVIDERS
}

fn places(setting: &Setting) -> String {
    let value = setting.value_name;
    let flag = setting.has_flag().then(|| format!("`--{} <{value}>`", setting.flag()));
    let file = setting.is_in_file().then(|| format!("`{} = \"…\"`", setting.key));
    let places = [flag, Some(format!("`{}`", setting.variable())), file];
    format!("{}. ", places.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

const PROVIDERS: &str = "
# Several providers

The file takes a list of providers, which no flag or variable can hold. Each is asked only for users who switch that very
address on.

```toml
requests_per_day = \"300\"

[[provider]]
name = \"home\"
kind = \"openai\"
base_url = \"http://127.0.0.1:11434/v1\"
model = \"llama3.1\"

[[provider]]
name = \"claude\"
kind = \"anthropic\"
model = \"claude-sonnet-4-5\"
api_key_file = \"/etc/hearken/anthropic.key\"

[chain]
analysis = [\"home\", \"claude\"]
```

| Line of `[[provider]]` | |
|---|---|
| `name` | what it is called here: letters, digits, `-`, `_` |
| `kind` | the wire format: `openai` (and whoever speaks like it), `anthropic`, `gemini` |
| `base_url` | as in `chat_base_url`; `anthropic` and `gemini` have one of their own, which need not be given |
| `model` | the model to ask for there |
| `api_key`, `api_key_file` | the key, or the file that holds it; no line where none is wanted |
| `first_byte_seconds` | how long an answer may take to begin, from 1 to 30: by default 10 where another provider would be asked next, else 30 |
| `max_in_flight` | how many requests it has at once, from 1 to 64; by default 8. A model of one's own often does better with 1 or 2 |

`[chain]` says who is asked for what, in which order; so far there is only `analysis`, the reading of entries. Without it,
everybody is asked in the order of the list; who is left out of a chain is not asked. When one fails, the next is asked at
once, and all of them together have 30 seconds, after which the entry is tried again later, or read by rules. A provider
that fails repeatedly is left alone for a minute. One that has `max_in_flight` requests is passed over; an entry for which
nobody has room is tried again from a second later on, which does not count as an attempt. A quarter of the requests, at
least one, is left to others: neither one user's entries nor those that nobody waits for take all of them. The settings `chat_base_url`, `chat_model` and so on make a provider named
`chat`, which comes first.

Requests to `home` do not count for `requests_per_day`: it is on this machine. Where the limit is reached,
it goes on reading.

`hearken doctor` asks each provider a short question, which holds nothing that anybody wrote. While entries wait because a
provider failed, the server asks it the same every five minutes, to find out when it is back.
";

const INTRODUCTION: &str = "# Settings

<!-- Written by `cargo xtask gen` from crates/hearken/src/config/table.rs. -->

Every setting has one name. `listen`, for example, is the flag `--listen`, the environment variable `HEARKEN_LISTEN`, and
the line `listen = \"127.0.0.1:4747\"` in the file. A flag wins over the environment, the environment over the file, the
file over the default.

A setting that is unknown, empty or malformed stops the start with its name. That includes every environment variable
whose name begins with `HEARKEN_`; an orchestrator that adds such variables by itself (Kubernetes does, for a service
named `hearken`) has to be told not to (`enableServiceLinks: false`).

Relative paths start at the working directory of the server. `hearken doctor` says what is wrong with a setup and what to
do about it.
";
