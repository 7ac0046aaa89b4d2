//! How we connect to PostgreSQL: with limits, so that no statement, lock or dead connection holds anybody for ever.

use std::time::Duration;

use tokio_postgres::Config;

/// What the server may make us wait for, and how it finds out that we are gone.
const LIMITS: &str = "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s \
                      -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";
/// For reading everything at once, and writing it away meanwhile.
const PATIENT: &str = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0";
const READ_ONLY: &str = "-c default_transaction_read_only=on";
/// Longest time to wait for a connection, whether a new one or one of the pool.
pub(super) const WAIT: Duration = Duration::from_secs(5);
/// How long the other end may say nothing, or leave what we sent unacknowledged.
const SILENCE: Duration = Duration::from_secs(30);
const PROBE_EVERY: Duration = Duration::from_secs(10);
const PROBES: u32 = 3;
/// What the library does when a URL says nothing.
const LIBRARY_IDLE: Duration = Duration::from_hours(2);

/// The configuration in a URL, with limits on everything on which the URL itself says nothing.
pub(super) fn configure(url: &str) -> Result<Config, tokio_postgres::Error> {
    let mut config: Config = url.parse()?;
    // Of two options that contradict each other the later counts, so what the URL says comes last.
    config.options(format!("{LIMITS} {}", config.get_options().unwrap_or_default()));
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(WAIT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    if config.get_keepalives_idle() == LIBRARY_IDLE {
        config.keepalives_idle(SILENCE);
    }
    if config.get_keepalives_interval().is_none() {
        config.keepalives_interval(PROBE_EVERY);
    }
    if config.get_keepalives_retries().is_none() {
        config.keepalives_retries(PROBES);
    }
    Ok(config)
}

/// The same for sessions that cannot write.
pub(super) fn read_only(config: &Config) -> Config {
    with(config, READ_ONLY)
}

/// The same for sessions whose statements and pauses may take long.
pub(super) fn patient(config: &Config) -> Config {
    with(config, PATIENT)
}

fn with(config: &Config, options: &str) -> Config {
    let mut config = config.clone();
    config.options(format!("{} {options}", config.get_options().unwrap_or_default()));
    config
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_url_says_counts() {
        let said = configure(
            "postgres://u@h/d?options=-c%20lock_timeout%3D1s&connect_timeout=1&tcp_user_timeout=2\
             &keepalives_idle=3&keepalives_interval=4&keepalives_retries=5",
        );
        let said = said.unwrap();
        assert!(said.get_options().unwrap().ends_with("-c lock_timeout=1s"), "{:?}", said.get_options());
        assert_eq!(said.get_connect_timeout(), Some(&Duration::from_secs(1)));
        assert_eq!(said.get_tcp_user_timeout(), Some(&Duration::from_secs(2)));
        assert_eq!(said.get_keepalives_idle(), Duration::from_secs(3));
        assert_eq!(said.get_keepalives_interval(), Some(Duration::from_secs(4)));
        assert_eq!(said.get_keepalives_retries(), Some(5));
    }

    #[test]
    fn where_the_url_says_nothing_there_are_limits() {
        let unsaid = configure("postgres://u@h/d").unwrap();
        assert_eq!(unsaid.get_connect_timeout(), Some(&WAIT));
        assert_eq!(unsaid.get_tcp_user_timeout(), Some(&SILENCE));
        assert_eq!(unsaid.get_keepalives_idle(), SILENCE);
        assert_eq!(unsaid.get_keepalives_interval(), Some(PROBE_EVERY));
        assert_eq!(unsaid.get_keepalives_retries(), Some(PROBES));
    }
}
