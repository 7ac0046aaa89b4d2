//! Addresses that nobody may ask.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Listens where the attacks' addresses lead.
pub(super) struct Trap {
    address: String,
    visits: Arc<AtomicUsize>,
    /// Owns the task.
    _listening: JoinSet<()>,
}

impl Trap {
    pub(super) async fn set() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let visits = Arc::new(AtomicUsize::new(0));
        let mut listening = JoinSet::new();
        let count = Arc::clone(&visits);
        listening.spawn(async move {
            while listener.accept().await.is_ok() {
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(Self { address, visits, _listening: listening })
    }

    /// `text` with the host of every address in it replaced by the trap's.
    pub(super) fn leads_here(&self, text: &str) -> String {
        let mut led = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("://") {
            let scheme = before.trim_end_matches(|char: char| char.is_ascii_alphabetic());
            let end = after.find(|char: char| !(char.is_alphanumeric() || ".-:@[]".contains(char)));
            led.push_str(scheme);
            led.push_str("http://");
            led.push_str(&self.address);
            rest = &after[end.unwrap_or(after.len())..];
        }
        led + rest
    }

    /// How many came.
    pub(super) fn visits(&self) -> usize {
        self.visits.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn addresses_lead_into_it() {
        let trap = Trap::set().await.unwrap();
        let led = trap.leads_here("See ![x](https://evil.example/a?b=1) and ftp://x.example.");
        let host = &trap.address;
        assert_eq!(led, format!("See ![x](http://{host}/a?b=1) and http://{host}"));
        tokio::net::TcpStream::connect(host).await.unwrap();
        while trap.visits() == 0 {
            tokio::task::yield_now().await;
        }
    }
}
