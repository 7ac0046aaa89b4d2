//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the server; the database is brought up to date first.
    Serve,
    /// Run a server that is full of a made-up year, to look around in. Its data is in a folder of its own in the data
    /// directory.
    Demo,
    /// Bring the database up to date and stop.
    Migrate,
    /// Back up, check backups, and restore them.
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Look at settings, files, database and provider, and say what to do about what is wrong.
    Doctor,
    /// Print the description of the API.
    Openapi,
    /// Print the reference of all settings as Markdown.
    #[command(hide = true)]
    Settings,
}

/// What to do about backups.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// Make a backup now, beside a running server or without one.
    Create,
    /// Read a backup to its end, check every seal and digest, and decrypt entries taken at random.
    Verify {
        #[command(flatten)]
        files: BackupFiles,
        /// How many entries to decrypt.
        #[arg(long, value_name = "NUMBER", default_value_t = TRIED)]
        decrypt: usize,
    },
    /// Restore a backup where there is nothing yet: an empty data directory, and an empty database if it is PostgreSQL.
    Restore {
        #[command(flatten)]
        files: BackupFiles,
    },
    /// Restore the keys alone, where the journal is there and its key store is lost.
    RestoreKeys {
        /// The key backup (hearken-….keys) [default: the newest in the directory for key backups].
        #[arg(value_name = "FILE")]
        keys: Option<PathBuf>,
    },
    /// Try all of it: back up, verify, restore into a scratch directory, compare every row, decrypt entries. Says how
    /// long it took and how much could be lost.
    Drill,
}

/// How many entries are decrypted to try a backup, unless somebody says otherwise.
pub(crate) const TRIED: usize = 100;

/// The files of a backup.
#[derive(Args, Clone, Debug)]
pub(crate) struct BackupFiles {
    /// The data backup (hearken-….data) [default: the newest in the backup directory].
    #[arg(value_name = "FILE")]
    pub(crate) data: Option<PathBuf>,
    /// The key backup (hearken-….keys) [default: the newest in the directory for key backups or beside the data backup].
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
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
