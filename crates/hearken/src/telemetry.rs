//! The log: to standard error, as text or JSON.
//!
//! Libraries are heard from `warn` up only, whatever the level: at finer levels some of them print statements with their
//! parameters or headers, which may hold what people wrote or how they sign in.

use std::panic::{self, PanicHookInfo};
use std::{io, thread};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use crate::config::{LogConfig, LogFormat};

/// What the names of our own crates begin with.
const OURS: &str = "hearken";

/// Starts logging, for the whole process.
pub(crate) fn start(config: LogConfig) {
    let lines = fmt::layer().with_writer(io::stderr);
    let layer = match config.format {
        LogFormat::Text => lines.with_ansi(io::IsTerminal::is_terminal(&io::stderr())).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry().with(layer.with_filter(filter(config.level))).init();
    panic::set_hook(Box::new(log_panic));
}

/// Where it happened, not what it says: a failed operation on a string quotes the string.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, thread = thread::current().name(), "a defect stopped what was being done");
}

fn filter(level: LevelFilter) -> Targets {
    Targets::new().with_default(level.min(LevelFilter::WARN)).with_target(OURS, level)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tracing::Level;

    use super::*;

    /// What was logged.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_logged_by_its_place_alone() {
        let written = Log::default();
        let writer = written.clone();
        let lines = fmt::layer().with_writer(move || writer.clone()).with_filter(filter(LevelFilter::TRACE));
        let subscriber = tracing_subscriber::registry().with(lines);
        let (canary, before) = ("canary 7c1e".to_owned(), panic::take_hook());
        panic::set_hook(Box::new(log_panic));
        tracing::subscriber::with_default(subscriber, || {
            let cut_apart = panic::catch_unwind(|| canary[..2].parse::<u8>().expect(&canary));
            assert!(cut_apart.is_err());
            assert!(panic::catch_unwind(|| canary[..20].len()).is_err());
        });
        panic::set_hook(before);
        let written = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        assert_eq!(written.matches("a defect stopped what was being done").count(), 2, "{written}");
        assert!(written.contains(file!()), "{written}");
        assert!(!written.contains("canary"), "{written}");
    }

    #[test]
    fn only_our_own_crates_are_heard_in_detail() {
        let filter = filter(LevelFilter::TRACE);
        assert!(filter.would_enable("hearken_store::db", &Level::TRACE));
        assert!(filter.would_enable("tokio_postgres", &Level::WARN));
        assert!(!filter.would_enable("tokio_postgres", &Level::INFO));
        let quiet = super::filter(LevelFilter::ERROR);
        assert!(!quiet.would_enable("hearken_app", &Level::WARN));
        assert!(!quiet.would_enable("hyper", &Level::WARN));
    }
}
