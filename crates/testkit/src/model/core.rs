//! The server core for clients that are not of this program: one user after another, watched as in a schedule.

use hearken_app::sync::{Delta, Pull, Pulled, Push, Pushed};
use hearken_domain::ClientId;
use hearken_store::SyncHead;

use super::host::Host;
use super::journal::{all_kept, head};
use super::network::{Answer, Request};
use super::server::Server;
use super::step::Event;
use super::text::Words;
use super::violation::{Held, Violation};

/// A user's journal makes a backup longer for all who come after.
const USERS: u64 = 50;

/// What may happen to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The worker does what is due.
    Work,
    /// It is stopped and started again.
    Restart,
    /// It is backed up.
    BackUp,
    /// It is lost and comes back from its backup, if there is one of this user.
    Restore,
    /// A season goes by, and it forgets old deletions.
    Forget,
    /// The user begins another epoch.
    Epoch,
}

/// A text that took effect, with the mutation that brought it.
#[derive(Clone, Debug)]
pub struct Written {
    /// The client whose mutation it was.
    pub client: ClientId,
    /// The mutation's number.
    pub mid: i64,
    /// The text as it was typed.
    pub text: String,
}

/// What is there in the end.
pub struct End {
    /// All rows.
    pub everything: Delta,
    /// All texts that took effect, in that order.
    pub written: Vec<Written>,
}

/// A server with the user whose turn it is.
pub struct Core {
    host: Host,
    server: Server,
    users: u64,
    has_backup: bool,
}

impl Core {
    /// Starts a server with its first user.
    pub async fn start() -> Held<Self> {
        Self::with_user(Host::start(None).await, 1).await
    }

    async fn with_user(host: Host, users: u64) -> Held<Self> {
        let user = host.t.writer(&format!("user{users}")).await;
        let server = Server::new(&host.t, user, None).await?;
        Ok(Self { host, server, users, has_backup: false })
    }

    /// Goes on with another user.
    pub async fn next_user(self) -> Held<Self> {
        if self.users == USERS { Self::start().await } else { Self::with_user(self.host, self.users + 1).await }
    }

    /// Where the user stands.
    pub async fn head(&self) -> Held<SyncHead> {
        Ok(head(&self.host.t, self.server.user).await?)
    }

    /// Applies mutations. A violation if what comes of them breaks a promise.
    pub async fn push(&mut self, push: Push) -> Held<Pushed> {
        match self.server.serve(&self.host.t, Request::Push(push)).await? {
            Answer::Pushed(_, pushed) => Ok(pushed),
            Answer::Pulled(_) => Err(Violation::new("a push was answered with rows")),
        }
    }

    /// Tells what has changed.
    pub async fn pull(&mut self, pull: Pull) -> Held<Pulled> {
        match self.server.serve(&self.host.t, Request::Pull(pull)).await? {
            Answer::Pulled(pulled) => Ok(pulled),
            Answer::Pushed(..) => Err(Violation::new("a pull was answered with results")),
        }
    }

    /// Begins to apply mutations and gives up, as a server does that is killed.
    pub async fn abort(&self, push: Push) -> Held {
        self.server.abort(&self.host.t, Request::Push(push)).await
    }

    /// Lets something happen to the server.
    pub async fn happen(mut self, happening: Happening) -> Held<Self> {
        let event = match happening {
            Happening::Epoch => {
                self.server.begin_epoch(&self.host.t).await?;
                return Ok(self);
            }
            Happening::Restore if !self.has_backup => return Ok(self),
            Happening::Work => Event::Work,
            Happening::Restart => Event::Restart,
            Happening::BackUp => Event::BackUp,
            Happening::Restore => Event::Restore,
            Happening::Forget => Event::Forget,
        };
        let host = self.host.take(event).await;
        self.server.after(&host.t, event).await?;
        Ok(Self { host, has_backup: self.has_backup || happening == Happening::BackUp, ..self })
    }

    /// What is there, once all is quiet. A violation if a text that took effect is gone: these clients take no words out.
    pub async fn end(&self) -> Held<End> {
        let kept = all_kept(&self.host.t, self.server.user).await?;
        self.server.journal.check_dated(&kept)?;
        self.server.journal.check_kept(&kept, &Words::new())?;
        Ok(End { everything: self.server.everything(&self.host.t).await?, written: self.server.journal.written() })
    }
}
