//! The log: to standard error, as text or JSON.
//!
//! Libraries are heard from `warn` up only, whatever the level: at finer levels some of them print statements with their
//! parameters or headers, which may hold what people wrote or how they sign in.

use std::{io, panic, thread};

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
    panic::set_hook(Box::new(|panic| {
        // Not what it says: a failed operation on a string quotes the string.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, thread = thread::current().name(), "a defect stopped what was being done");
    }));
}

fn filter(level: LevelFilter) -> Targets {
    Targets::new().with_default(level.min(LevelFilter::WARN)).with_target(OURS, level)
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

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
