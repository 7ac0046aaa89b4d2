//! A connection to a client, with the means to treat it badly.

use std::io;

use tokio::net::TcpStream;
use tokio::time::{Duration, sleep};

use super::Shared;
use super::record::Recorded;
use super::request::{self, Parsed};
use super::step::{End, Plan, Step};

static FILLER: [u8; 64 * 1024] = [b'x'; 64 * 1024];

pub(crate) struct Connection<'s> {
    stream: TcpStream,
    received: Vec<u8>,
    buffer: Box<[u8]>,
    shared: &'s Shared,
}

impl<'s> Connection<'s> {
    pub(crate) fn new(stream: TcpStream, shared: &'s Shared) -> Self {
        // Without it, small writes would wait for each other.
        let _ = stream.set_nodelay(true);
        Self { stream, received: Vec::new(), buffer: vec![0; 16 * 1024].into(), shared }
    }

    /// The next request; `None` when the client has gone or does not speak HTTP.
    pub(crate) async fn request(&mut self) -> io::Result<Option<Recorded>> {
        loop {
            match request::parse(&self.received) {
                Parsed::Whole(request, length) => {
                    self.received.drain(..length);
                    return Ok(Some(*request));
                }
                Parsed::Partial if self.receive().await? => {}
                Parsed::Partial | Parsed::Nonsense => return Ok(None),
            }
        }
    }

    /// Does as planned; whether another request may follow.
    pub(crate) async fn act(&mut self, plan: Plan) -> io::Result<bool> {
        for step in plan.steps {
            self.take(step).await?;
        }
        match plan.end {
            End::KeepAlive => return Ok(true),
            End::Close => {}
            End::Reset => self.stream.set_zero_linger()?,
            End::Hold => while self.receive().await? {},
        }
        Ok(false)
    }

    async fn take(&mut self, step: Step) -> io::Result<()> {
        match step {
            Step::Wait(time) => sleep(time).await,
            Step::Send(bytes) => self.send(&bytes).await?,
            Step::Trickle { bytes, at_once, every } => self.trickle(&bytes, at_once, every).await?,
            Step::Fill(total) => self.fill(total).await?,
        }
        Ok(())
    }

    async fn trickle(&mut self, bytes: &[u8], at_once: usize, every: Duration) -> io::Result<()> {
        for piece in bytes.chunks(at_once.max(1)) {
            self.send(piece).await?;
            sleep(every).await;
        }
        Ok(())
    }

    async fn fill(&mut self, total: u64) -> io::Result<()> {
        let mut left = total;
        while left > 0 {
            let now = usize::try_from(left).unwrap_or(usize::MAX).min(FILLER.len());
            self.send(&FILLER[..now]).await?;
            left -= now as u64;
        }
        Ok(())
    }

    async fn send(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.writable().await?;
            match self.stream.try_write(bytes) {
                Ok(sent) => {
                    self.shared.record().count_sent(sent);
                    bytes = &bytes[sent..];
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits for bytes; whether there were any before the end.
    async fn receive(&mut self) -> io::Result<bool> {
        loop {
            self.stream.readable().await?;
            match self.stream.try_read(&mut self.buffer) {
                Ok(length) => {
                    self.received.extend(&self.buffer[..length]);
                    return Ok(length > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
}
