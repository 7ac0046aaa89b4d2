//! The settings as command line flags, made from the table.

use std::collections::HashMap;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::table::{SETTINGS, Setting};

/// What was set on the command line, unchecked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flags {
    values: HashMap<&'static str, String>,
}

impl Flags {
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    #[cfg(test)]
    pub(crate) fn of<const N: usize>(values: [(&'static str, &str); N]) -> Self {
        Self { values: values.map(|(key, value)| (key, value.to_owned())).into() }
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().filter(|setting| setting.has_flag()).map(argument).fold(command, Command::arg)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for setting in SETTINGS.iter().filter(|setting| setting.has_flag()) {
            if let Some(value) = matches.get_one::<String>(setting.key) {
                self.values.insert(setting.key, value.clone());
            }
        }
        Ok(())
    }
}

fn argument(setting: &Setting) -> Arg {
    Arg::new(setting.key)
        .long(setting.flag())
        .value_name(setting.value_name)
        .global(true)
        .help(describe(setting))
        .help_heading("Settings")
}

/// What `--help` says about a setting that has a flag.
fn describe(setting: &Setting) -> String {
    format!("{} [env: {}]", with_default(setting), setting.variable())
}

/// What a setting is for, and what holds when nobody sets it.
pub(super) fn with_default(setting: &Setting) -> String {
    let default = setting.default.map(|default| format!(" [default: {default}]")).unwrap_or_default();
    format!("{}{default}", setting.help)
}
