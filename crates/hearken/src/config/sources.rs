//! Where values come from: flag before environment before file. Anything that is not in the table is refused here.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::error::ConfigError;
use super::flags::Flags;
use super::suggest::nearest;
use super::table::{PREFIX, SETTINGS, Setting};

/// The values that were set, each with the name under which it was given.
pub(crate) struct Values {
    values: HashMap<&'static str, Given>,
    lists: Lists,
}

/// What only a file can say, because it is more than a text.
#[derive(Default)]
pub(super) struct Lists {
    /// `[[provider]]`, with the name under which it was given.
    pub(super) providers: Option<(String, Value)>,
    /// `[chain]`, likewise.
    pub(super) chains: Option<(String, Value)>,
}

struct Given {
    name: String,
    text: String,
}

const DEFAULT_DATA_DIR: &str = "./data";
const DEFAULT_FILE: &str = "hearken.toml";

impl Values {
    /// Gathers what was set. `environment` is handed in, so that tests can make one up.
    pub(super) fn gather(
        flags: &Flags,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut all = Self { values: HashMap::new(), lists: Lists::default() };
        for (setting, text) in SETTINGS.iter().filter_map(|setting| Some((setting, flags.get(setting.key)?))) {
            all.put(setting, format!("--{}", setting.flag()), text.to_owned())?;
        }
        for (name, value) in environment {
            let (name, value) = (name.to_string_lossy().into_owned(), value.into_string());
            if name.starts_with(PREFIX) {
                let setting = find(&name, Setting::variable)?;
                let text = value.map_err(|_| ConfigError::new(&name, "is not valid UTF-8"))?;
                all.put(setting, name, text)?;
            }
        }
        all.read_file()?;
        Ok(all)
    }

    /// Takes a value unless a stronger source has given one.
    fn put(&mut self, setting: &Setting, name: String, text: String) -> Result<(), ConfigError> {
        if text.trim().is_empty() {
            return Err(ConfigError::new(name, "is set, but empty; leave it out to get the default"));
        }
        self.values.entry(setting.key).or_insert(Given { name, text });
        Ok(())
    }

    fn read_file(&mut self) -> Result<(), ConfigError> {
        let was_named = self.values.contains_key("config");
        let file = if was_named { self.named_file()? } else { self.file_in_data_dir()? };
        file.map_or(Ok(()), |(path, text)| self.take_table(&path, &text, was_named))
    }

    fn named_file(&self) -> Result<Option<(PathBuf, String)>, ConfigError> {
        let text = self.parse("config", |path| {
            fs::read_to_string(path).map_err(|error| format!("cannot read the file: {error}"))
        })?;
        Ok(self.text("config").map(PathBuf::from).zip(text))
    }

    fn file_in_data_dir(&self) -> Result<Option<(PathBuf, String)>, ConfigError> {
        let path = self.data_dir().join(DEFAULT_FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some((path, text))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ConfigError::new(path.display().to_string(), format!("cannot read the file: {error}"))),
        }
    }

    fn take_table(&mut self, path: &Path, text: &str, was_named: bool) -> Result<(), ConfigError> {
        let table: Table = text.parse().map_err(|error| malformed(path, text, &error))?;
        for (key, value) in table {
            let name = format!("`{key}` in {}", path.display());
            match key.as_str() {
                "provider" => {
                    self.lists.providers = Some((name, value));
                    continue;
                }
                "chain" => {
                    self.lists.chains = Some((name, value));
                    continue;
                }
                _ => {}
            }
            let setting = find(&key, |setting| setting.key.to_owned()).map_err(|error| error.renamed(&name))?;
            if !setting.is_in_file() {
                return Err(ConfigError::new(name, "cannot be set in a file"));
            }
            if setting.key == "data_dir" && !was_named {
                return Err(ConfigError::new(
                    name,
                    "this file was found in the data directory, so it cannot say where that is",
                ));
            }
            let Value::String(text) = value else {
                return Err(ConfigError::new(name, "must be a text in quotes"));
            };
            self.put(setting, name, text)?;
        }
        Ok(())
    }

    /// The data directory, as far as the command line and the environment say.
    pub(super) fn data_dir(&self) -> PathBuf {
        self.values.get("data_dir").map_or_else(|| DEFAULT_DATA_DIR.into(), |given| PathBuf::from(&given.text))
    }

    /// What only a file can say.
    pub(super) const fn lists(&self) -> &Lists {
        &self.lists
    }

    /// The text of a setting, if it was set.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(|given| given.text.as_str())
    }

    /// A setting's value, understood by `parse`, which says what it expected otherwise.
    pub(super) fn parse<T>(
        &self,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        self.text(key).map(|text| parse(text).map_err(|problem| self.error(key, problem))).transpose()
    }

    /// A problem with a setting, by the name under which it was given; by its variable if it was not.
    pub(super) fn error(&self, key: &str, problem: impl Into<String>) -> ConfigError {
        ConfigError::new(self.name(key), problem)
    }

    /// The name under which a setting was given; its variable if it was not.
    pub(super) fn name(&self, key: &str) -> String {
        let variable =
            || SETTINGS.iter().find(|setting| setting.key == key).map_or_else(|| key.to_owned(), Setting::variable);
        self.values.get(key).map_or_else(variable, |given| given.name.clone())
    }
}

fn find(name: &str, known_as: impl Fn(&Setting) -> String) -> Result<&'static Setting, ConfigError> {
    SETTINGS.iter().find(|setting| known_as(setting) == name).ok_or_else(|| {
        let prefix = if name.starts_with(PREFIX) { PREFIX } else { "" };
        let candidates = SETTINGS.iter().map(|setting| known_as(setting)[prefix.len()..].to_owned());
        let hint = nearest(&name[prefix.len()..], candidates).map_or_else(
            || "see `hearken --help`".to_owned(),
            |suggestion| format!("did you mean {prefix}{suggestion}?"),
        );
        ConfigError::new(name, format!("there is no such setting; {hint}"))
    })
}

/// The parser's own words, without the line it would quote: that may hold a key.
fn malformed(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    let place = line.map_or_else(|| path.display().to_string(), |line| format!("{}, line {line}", path.display()));
    ConfigError::new(place, error.message().to_owned())
}
