//! What the settings accept, what they refuse and in which words, and which source wins.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use hearken_ai::ChatModel as _;
use hearken_store::Backend;
use tracing_subscriber::filter::LevelFilter;

use super::*;

fn load<const N: usize>(flags: &Flags, environment: [(&str, &str); N]) -> Result<Config, ConfigError> {
    Config::from_sources(flags, environment.map(|(name, value)| (name.into(), value.into())))
}

fn from_environment<const N: usize>(environment: [(&str, &str); N]) -> Config {
    load(&Flags::default(), environment).unwrap()
}

fn refusal<const N: usize>(environment: [(&str, &str); N]) -> String {
    load(&Flags::default(), environment).err().unwrap().to_string()
}

fn data_dir_with(file: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("hearken.toml"), file).unwrap();
    directory
}

fn as_text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn without_any_setting_the_defaults_hold() {
    let config = from_environment([("PATH", "/bin"), ("HOME", "")]);
    assert_eq!(config.storage.data_dir, PathBuf::from("./data"));
    assert_eq!(config.storage.master_key_file, PathBuf::from("./data/master.key"));
    assert!(matches!(config.storage.backend, Backend::Sqlite));
    assert_eq!(config.http.listen, "127.0.0.1:4747".parse().unwrap());
    assert_eq!(config.http.public_origin, None);
    assert_eq!(config.registration, RegistrationPolicy::Closed);
    assert!(config.providers.is_empty());
    assert_eq!(config.log, LogConfig { level: LevelFilter::INFO, format: LogFormat::Text });
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let directory = data_dir_with("listen = \"127.0.0.1:1\"\nlog = \"warn\"\nregistration = \"open\"\n");
    let environment =
        [("HEARKEN_DATA_DIR", as_text(directory.path())), ("HEARKEN_LISTEN", "127.0.0.1:2"), ("HEARKEN_LOG", "debug")];
    let config = load(&Flags::of([("listen", "127.0.0.1:3")]), environment).unwrap();
    assert_eq!(config.http.listen.port(), 3);
    assert_eq!(config.log.level, LevelFilter::DEBUG);
    assert_eq!(config.registration, RegistrationPolicy::Open);
}

#[test]
fn a_file_may_be_named_and_may_then_say_where_the_data_is() {
    let directory = data_dir_with("data_dir = \"/srv/hearken\"\n");
    let file = directory.path().join("hearken.toml");
    let config = from_environment([("HEARKEN_CONFIG", as_text(&file))]);
    assert_eq!(config.storage.data_dir, PathBuf::from("/srv/hearken"));
    assert_eq!(config.storage.master_key_file, PathBuf::from("/srv/hearken/master.key"));

    let refused = refusal([("HEARKEN_DATA_DIR", as_text(directory.path()))]);
    assert!(refused.contains("`data_dir` in ") && refused.contains("cannot say where that is"), "{refused}");
}

#[test]
fn unknown_names_are_refused_with_the_nearest_known_one() {
    assert_eq!(
        refusal([("HEARKEN_LISTNE", "x")]),
        "HEARKEN_LISTNE: there is no such setting; did you mean HEARKEN_LISTEN?"
    );
    assert_eq!(refusal([("HEARKEN_PORT", "80")]), "HEARKEN_PORT: there is no such setting; see `hearken --help`");
    let directory = data_dir_with("regsitration = \"open\"\n");
    let refused = refusal([("HEARKEN_DATA_DIR", as_text(directory.path()))]);
    assert!(refused.starts_with("`regsitration` in ") && refused.ends_with("did you mean registration?"), "{refused}");
}

#[test]
fn malformed_values_are_refused_by_name() {
    for (name, value, expected) in [
        ("HEARKEN_LISTEN", "4747", "expected an address and a port"),
        ("HEARKEN_LISTEN", "", "is set, but empty"),
        ("HEARKEN_DATA_DIR", "  ", "is set, but empty"),
        ("HEARKEN_DATABASE_URL", "mysql://root@host/db", "expected a URL as in postgresql://"),
        ("HEARKEN_DATABASE_URL", "postgresql://", "expected a URL as in postgresql://"),
        ("HEARKEN_REGISTRATION", "yes", "expected open, invite or closed"),
        ("HEARKEN_PUBLIC_URL", "journal.example.org", "expected scheme and host only"),
        ("HEARKEN_REQUESTS_PER_DAY", "0", "expected a number from 1 on"),
        ("HEARKEN_ANSWERS_KEPT_DAYS", "-1", "expected a number from 0 to 3650"),
        ("HEARKEN_LOG", "verbose", "expected error, warn, info, debug or trace"),
        ("HEARKEN_LOG_FORMAT", "xml", "expected text or json"),
        ("HEARKEN_CONFIG", "/nowhere/hearken.toml", "cannot read the file"),
        ("HEARKEN_CHAT_API_KEY_FILE", "/nowhere/key", "cannot read the file"),
    ] {
        let refused = refusal([(name, value)]);
        assert!(refused.starts_with(&format!("{name}: {expected}")), "{refused}");
    }
    let environment = [("HEARKEN_LOG".into(), OsString::from_vec(vec![0xff]))];
    let refused = Config::from_sources(&Flags::default(), environment).err().unwrap();
    assert_eq!(refused.to_string(), "HEARKEN_LOG: is not valid UTF-8");
}

#[test]
fn a_malformed_flag_is_named_as_a_flag() {
    let refused = load(&Flags::of([("listen", "x")]), []).err().unwrap().to_string();
    assert!(refused.starts_with("--listen: "), "{refused}");
}

#[test]
fn a_malformed_file_is_refused_with_its_line_and_without_its_text() {
    for (file, expected) in [
        ("log = \"info\"\nchat_api_key = \"sk-canary\nlog_format = \"text\"\n", "hearken.toml, line 2: "),
        ("[chat]\nmodel = \"x\"\n", "`chat` in "),
        ("listen = 4747\n", "must be a text in quotes"),
        ("config = \"other.toml\"\n", "cannot be set in a file"),
    ] {
        let directory = data_dir_with(file);
        let refused = refusal([("HEARKEN_DATA_DIR", as_text(directory.path()))]);
        assert!(refused.contains(expected), "{refused}");
        assert!(!refused.contains("canary"), "{refused}");
    }
}

#[test]
fn a_provider_needs_an_address_and_a_model() {
    let config =
        from_environment([("HEARKEN_CHAT_BASE_URL", "http://127.0.0.1:11434/v1"), ("HEARKEN_CHAT_MODEL", "llama")]);
    assert_eq!(config.providers[0].model.provider().model, "llama");

    let refused = refusal([("HEARKEN_CHAT_BASE_URL", "http://127.0.0.1:11434/v1")]);
    assert_eq!(refused, "HEARKEN_CHAT_MODEL: is needed with HEARKEN_CHAT_BASE_URL");
    for orphan in ["HEARKEN_CHAT_MODEL", "HEARKEN_CHAT_API_KEY"] {
        let refused = refusal([(orphan, "x")]);
        assert!(refused.starts_with(&format!("{orphan}: has no effect without HEARKEN_CHAT_BASE_URL")), "{refused}");
    }
    for address in ["api.example.com/v1", "ftp://host/v1", "http://api.example.com/v1"] {
        let refused = refusal([("HEARKEN_CHAT_BASE_URL", address), ("HEARKEN_CHAT_MODEL", "x")]);
        assert!(refused.starts_with("HEARKEN_CHAT_BASE_URL: must be"), "{refused}");
    }
}

/// The providers in a file, or why it is refused.
fn providers(file: &str) -> Result<Vec<Configured>, String> {
    let directory = data_dir_with(file);
    let environment = [("HEARKEN_DATA_DIR", as_text(directory.path()))];
    load(&Flags::default(), environment).map(|config| config.providers).map_err(|error| error.to_string())
}

const TWO: &str = r#"
[[provider]]
name = "home"
kind = "openai"
base_url = "http://127.0.0.1:11434/v1"
model = "llama"

[[provider]]
name = "cloud"
kind = "anthropic"
model = "claude"
api_key = "sk-canary"
"#;

fn summary(file: &str) -> Vec<(String, String, bool)> {
    let shown = |it: Configured| (it.name, it.model.provider().address.clone(), it.reads_entries);
    providers(file).unwrap().into_iter().map(shown).collect()
}

#[test]
fn a_file_may_list_several_providers() {
    let home = |reads| ("home".to_owned(), "http://127.0.0.1:11434/v1".to_owned(), reads);
    let cloud = |reads| ("cloud".to_owned(), "https://api.anthropic.com/v1".to_owned(), reads);
    assert_eq!(summary(TWO), [home(true), cloud(true)]);
    assert_eq!(summary(&format!("{TWO}\n[chain]\nanalysis = [\"cloud\", \"home\"]\n")), [cloud(true), home(true)]);
    assert_eq!(summary(&format!("{TWO}\n[chain]\nanalysis = [\"cloud\"]\n")), [cloud(true), home(false)]);
    let short = format!("chat_base_url = \"http://127.0.0.1:1/v1\"\nchat_model = \"m\"\n{TWO}");
    let all = summary(&short);
    assert_eq!((all[0].0.as_str(), all.len()), ("chat", 3), "the short form comes first");
    let in_flight = |file: &str| providers(file).unwrap().iter().map(|it| it.max_in_flight).collect::<Vec<_>>();
    assert_eq!(in_flight(&TWO.replace("model = \"llama\"", "model = \"llama\"\nmax_in_flight = 2")), [2, 8]);
}

#[test]
fn a_malformed_list_is_named_without_its_values() {
    for (change, expected) in [
        (("kind = \"openai\"", "kind = \"opnai\""), "`provider` home, `kind` in "),
        (("kind = \"openai\"", "kin = \"openai\""), "there is no such line; did you mean kind?"),
        (("name = \"cloud\"", "name = \"home\""), "is the name of two providers"),
        (("name = \"home\"", "name = \"my home\""), "letters, digits"),
        (("base_url = \"http://127.0.0.1:11434/v1\"\n", ""), "`base_url` in "),
        (("http://127.0.0.1:11434/v1", "http://api.example.com/v1"), "must begin with https://"),
        (("model = \"claude\"\n", ""), "`provider` cloud, `model` in "),
        (("api_key = \"sk-canary\"", "api_key = \"sk canary\""), "`api_key` in "),
        (("api_key = \"sk-canary\"", "api_key = 7"), "must be a text in quotes"),
        (("model = \"claude\"", "model = \"claude\"\nfirst_byte_seconds = 0"), "from 1 to 30"),
        (("model = \"claude\"", "model = \"claude\"\nmax_in_flight = 65"), "`max_in_flight` in "),
        (("model = \"claude\"", "model = \"claude\"\napi_key_file = \"/nowhere\""), "cannot be set together"),
        (("[[provider]]\nname = \"home\"", "[[provider]]\nname = 7"), "`name` in "),
    ] {
        let refused = providers(&TWO.replacen(change.0, change.1, 1)).err().unwrap_or_default();
        assert!(refused.contains(expected) && !refused.contains("canary"), "{expected}: {refused}");
    }
    for (chain, expected) in [
        ("analysis = [\"gone\"]", "names a provider that is not in the list"),
        ("analysis = [\"home\", \"home\"]", "names a provider twice"),
        ("analysis = \"home\"", "must be a list of names"),
        ("voice = [\"home\"]", "there is no such chain"),
    ] {
        let refused = providers(&format!("{TWO}\n[chain]\n{chain}\n")).err().unwrap_or_default();
        assert!(refused.contains(expected), "{chain}: {refused}");
    }
    let refused = providers("provider = \"home\"\n").err().unwrap();
    assert!(refused.contains("[[provider]]"), "{refused}");
}

#[test]
fn a_key_comes_from_one_place_and_shows_itself_nowhere() {
    let directory = tempfile::tempdir().unwrap();
    let key_file = directory.path().join("key");
    fs::write(&key_file, "sk-canary\n").unwrap();
    let provider = [("HEARKEN_CHAT_BASE_URL", "http://localhost/v1"), ("HEARKEN_CHAT_MODEL", "m")];
    let [base, model] = provider;

    let config = from_environment([base, model, ("HEARKEN_CHAT_API_KEY_FILE", as_text(&key_file))]);
    let shown = format!("{:?}", config.providers);
    assert!(shown.contains("Sensitive") && !shown.contains("canary"), "{shown}");

    let refused = refusal([
        base,
        model,
        ("HEARKEN_CHAT_API_KEY", "sk-canary"),
        ("HEARKEN_CHAT_API_KEY_FILE", as_text(&key_file)),
    ]);
    assert!(refused.starts_with("HEARKEN_CHAT_API_KEY_FILE: cannot be set together"), "{refused}");

    let refused = refusal([base, model, ("HEARKEN_CHAT_API_KEY", "sk canary")]);
    assert!(refused.starts_with("HEARKEN_CHAT_API_KEY: ") && !refused.contains("canary"), "{refused}");
}

#[test]
fn the_reference_describes_every_setting() {
    let reference = markdown();
    for setting in SETTINGS {
        assert!(reference.contains(&format!("\n## {}\n", setting.key)), "{} is missing", setting.key);
        assert!(reference.contains(&setting.variable()), "{} is missing", setting.variable());
    }
}
