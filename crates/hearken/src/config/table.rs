//! Every setting, once: the command line, the environment, the file, `--help` and the reference are made from this table.

/// A setting. Its name is the same everywhere: `listen` in the file, `--listen`, `HEARKEN_LISTEN`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    /// The name, in snake case.
    pub(crate) key: &'static str,
    /// What kind of value it takes, as `--help` shows it.
    pub(crate) value_name: &'static str,
    /// What holds when nobody sets it, as a person would say it.
    pub(crate) default: Option<&'static str>,
    /// What it is for.
    pub(crate) help: &'static str,
    /// Where it can be set.
    pub(crate) places: Places,
}

/// Where a setting can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Places {
    /// Command line, environment and file.
    All,
    /// Not on the command line, which every user of the machine can read.
    NotCommandLine,
    /// Not in the file, because it says where the file is.
    NotFile,
}

impl Setting {
    pub(crate) fn flag(&self) -> String {
        self.key.replace('_', "-")
    }

    pub(crate) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.to_ascii_uppercase())
    }

    pub(crate) fn has_flag(&self) -> bool {
        self.places != Places::NotCommandLine
    }

    pub(crate) fn is_in_file(&self) -> bool {
        self.places != Places::NotFile
    }
}

/// What the names of all our environment variables begin with.
pub(crate) const PREFIX: &str = "HEARKEN_";

/// Every setting, in the order in which they are explained.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        key: "config",
        value_name: "FILE",
        default: Some("hearken.toml in the data directory, if there is one"),
        help: "File with settings, in TOML: a line `name = \"value\"` for each.",
        places: Places::NotFile,
    },
    Setting {
        key: "data_dir",
        value_name: "DIRECTORY",
        default: Some("./data"),
        help: "Directory for everything Hearken keeps: database, keys, lock. Made at the first start, for its owner only.",
        places: Places::All,
    },
    Setting {
        key: "listen",
        value_name: "ADDRESS",
        default: Some("127.0.0.1:4747"),
        help: "Address and port to listen on. Port 0 takes any free port.",
        places: Places::All,
    },
    Setting {
        key: "public_url",
        value_name: "URL",
        default: Some("the address that the browser used, if that is an IP address or localhost"),
        help: "The address under which browsers reach this server, as in https://journal.example.org. Needed as soon as \
               that is a name, as behind a reverse proxy: anybody can point a name of theirs at this server, so a page \
               under a name that is not set here is taken for another site's, and refused.",
        places: Places::All,
    },
    Setting {
        key: "database_url",
        value_name: "URL",
        default: Some("SQLite in the data directory"),
        help: "PostgreSQL database to use, as in postgresql://user:password@host/hearken. The connection is not encrypted: \
               keep it on this machine or a private network. Prefer the environment or the file if it holds a \
               password: other users of the machine can read command lines.",
        places: Places::All,
    },
    Setting {
        key: "master_key_file",
        value_name: "FILE",
        default: Some("master.key in the data directory"),
        help: "File with the key that seals everything written here. Made at the first start. Keep a copy elsewhere: \
               without it nothing can be read.",
        places: Places::All,
    },
    Setting {
        key: "backup_schedule",
        value_name: "HH:MM|INTERVAL|off",
        default: Some("03:00"),
        help: "When the server backs itself up: every day at a time in UTC, or in intervals as in 6h or 30m, or not at all. \
               A backup that was missed is made up for a minute after the start.",
        places: Places::All,
    },
    Setting {
        key: "backup_dir",
        value_name: "DIRECTORY",
        default: Some("backups in the data directory"),
        help: "Directory for backups of the data. Best on another disk, or copied to one: a backup on the disk that is \
               lost is lost too.",
        places: Places::All,
    },
    Setting {
        key: "backup_keys_dir",
        value_name: "DIRECTORY",
        default: Some("key-backups in the data directory"),
        help: "Directory for backups of the key store. Keep them apart from those of the data, and copies of both. They \
               are kept for 14 days, the newest for ever.",
        places: Places::All,
    },
    Setting {
        key: "backup_keep",
        value_name: "NUMBER",
        default: Some("14"),
        help: "How many backups of the data to keep in backup_dir. Older ones are removed after a new one was made.",
        places: Places::All,
    },
    Setting {
        key: "registration",
        value_name: "open|invite|closed",
        default: Some("closed"),
        help: "Who may create an account once there is one: anyone, people with an invitation, or nobody. The first \
               account can always be created, and owns the instance.",
        places: Places::All,
    },
    Setting {
        key: "chat_base_url",
        value_name: "URL",
        default: Some("none: entries are read by rules on this machine"),
        help: "Base URL of an OpenAI-compatible provider that may read entries, as in https://api.openai.com/v1 or \
               http://127.0.0.1:11434/v1. It is asked only for users who switch that on. The short form of a single \
               provider; the file takes several, and other kinds.",
        places: Places::All,
    },
    Setting {
        key: "chat_model",
        value_name: "NAME",
        default: None,
        help: "The model to ask for there. Required with chat_base_url.",
        places: Places::All,
    },
    Setting {
        key: "chat_api_key",
        value_name: "KEY",
        default: None,
        help: "The key for that provider, if it wants one.",
        places: Places::NotCommandLine,
    },
    Setting {
        key: "chat_api_key_file",
        value_name: "FILE",
        default: None,
        help: "File that holds the key for that provider, instead of chat_api_key.",
        places: Places::All,
    },
    Setting {
        key: "local_model_ports",
        value_name: "PORTS",
        default: Some("11434,8080,8000: where Ollama, llama.cpp and vLLM usually listen"),
        help: "The ports of this machine at which the owner may look for models in the settings, as in 11434,1234.",
        places: Places::All,
    },
    Setting {
        key: "requests_per_day",
        value_name: "NUMBER",
        default: Some("500"),
        help: "How many requests may be sent to providers for one user in a day, by UTC; those to this machine or the local \
               network do not count. An entry that is too much is read by rules, and again by itself the next day, as \
               far as its user wants that.",
        places: Places::All,
    },
    Setting {
        key: "answers_kept_days",
        value_name: "NUMBER",
        default: Some("30"),
        help: "For how many days the answers of providers are kept, sealed like everything else: what a user has read in \
               the very same words meanwhile is not sent again. With 0 none are kept.",
        places: Places::All,
    },
    Setting {
        key: "crisis_resources_file",
        value_name: "FILE",
        default: Some("the list that comes with Hearken"),
        help: "File in the data directory, or anywhere, with the lines that people in danger are told to turn to, in place \
               of the list that comes with Hearken; GET /api/v1/crisis/resources shows its form. Check its numbers by hand.",
        places: Places::All,
    },
    Setting {
        key: "log",
        value_name: "error|warn|info|debug|trace",
        default: Some("info"),
        help: "How much to log. What people write is never logged, at any level.",
        places: Places::All,
    },
    Setting {
        key: "log_format",
        value_name: "text|json",
        default: Some("text"),
        help: "How to write the log, which goes to standard error: lines for people, or JSON for machines.",
        places: Places::All,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_in_snake_case() {
        for (index, setting) in SETTINGS.iter().enumerate() {
            assert!(setting.key.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", setting.key);
            assert!(SETTINGS[..index].iter().all(|other| other.key != setting.key), "{} twice", setting.key);
        }
    }
}
