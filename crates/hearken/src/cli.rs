//! The command line.

use clap::{Parser, Subcommand};

use crate::config::{self, Flags};

/// Hearken, a private journal that listens.
#[derive(Debug, Parser)]
#[command(version, after_help = config::help_on_the_rest(), disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) flags: Flags,
}

/// What to do.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the server; the database is brought up to date first.
    Serve,
    /// Bring the database up to date and stop.
    Migrate,
    /// Look at settings, files, database and provider, and say what to do about what is wrong.
    Doctor,
    /// Print the description of the API.
    Openapi,
    /// Print the reference of all settings as Markdown.
    #[command(hide = true)]
    Settings,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_explains_every_setting_with_its_default() {
        let help = Cli::command().render_long_help().to_string();
        for setting in config::SETTINGS {
            assert!(help.contains(&setting.variable()), "{} is missing", setting.key);
            if let Some(default) = setting.default {
                let shown = help.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(shown.contains(&format!("[default: {default}]")), "the default of {} is missing", setting.key);
            }
        }
    }

    #[test]
    fn a_setting_may_stand_before_or_after_the_command() {
        for line in [["hearken", "--listen", "[::1]:1", "serve"], ["hearken", "serve", "--listen", "[::1]:1"]] {
            let cli = Cli::try_parse_from(line).unwrap();
            assert_eq!(cli.flags.get("listen"), Some("[::1]:1"));
        }
    }
}
