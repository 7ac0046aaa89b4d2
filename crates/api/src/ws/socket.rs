//! A socket after hello: waiting, and the turns that follow each thing it waits for.

use std::time::Duration;

use hearken_app::{Actor, Subscription, sync};
use hearken_domain::ClientId;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::channel::Channel;
use super::close::Close;
use super::frames::{Answer, Auth, ClientFrame, FrameId, PullFrom, ServerFrame};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::sync::{Delta, Push, Reset, ResetReason};

/// Most rows sent after a hint. Who is further behind pulls at its own pace.
const HINT_ROWS: i64 = 100;
/// How long before its end an access token should be renewed.
const AUTH_NOTICE: Duration = Duration::from_mins(1);

/// An open socket of a known user.
pub(super) struct Socket {
    pub(super) channel: Channel,
    pub(super) state: ApiState,
    pub(super) actor: Actor,
    client: ClientId,
    /// What the client was last brought to: the base of the next delta.
    cookie: i64,
    epoch: i64,
    /// Whether the client held nothing and still pages all there is.
    fresh: bool,
    /// The last mutation the client was told to be dealt with.
    last_mid: i64,
    hints: Subscription,
    heard: Instant,
    /// Whether a silent client has been asked for a sign of life.
    probed: bool,
    auth_asked: bool,
}

/// What a socket waits for.
enum Wake {
    Received(Result<Option<Utf8Bytes>, Close>),
    Hint,
    Timer,
    Stopping,
}

impl Socket {
    pub(super) fn new(channel: Channel, state: ApiState, actor: Actor, client: ClientId) -> Self {
        let hints = state.app.hub().subscribe(actor.user);
        Self {
            channel,
            state,
            actor,
            client,
            cookie: 0,
            epoch: 0,
            fresh: false,
            last_mid: 0,
            hints,
            heard: Instant::now(),
            probed: false,
            auth_asked: false,
        }
    }

    /// Takes turns until the socket ends, and says why it does.
    pub(super) async fn run(mut self: Box<Self>) {
        let close = loop {
            let wake = self.wake().await;
            // Boxed, so that an idle socket does not carry the space a turn needs.
            if let Err(close) = Box::pin(self.turn(wake)).await {
                break close;
            }
        };
        Box::pin(self.close(close)).await;
    }

    pub(super) async fn close(self: Box<Self>, close: Close) {
        self.channel.close(close).await;
    }

    async fn wake(&mut self) -> Wake {
        let deadline = self.next_deadline();
        tokio::select! {
            // In this order: what a client has sent counts before it is found silent.
            biased;
            () = self.state.app.tasks().stopping() => Wake::Stopping,
            received = self.channel.receive() => Wake::Received(received),
            _ = self.hints.changed() => Wake::Hint,
            () = sleep_until(deadline) => Wake::Timer,
        }
    }

    async fn turn(&mut self, wake: Wake) -> Result<(), Close> {
        match wake {
            Wake::Stopping => Err(Close::Stopping),
            Wake::Received(received) => {
                let text = received?;
                self.heard = Instant::now();
                self.probed = false;
                self.require_session()?;
                match text {
                    Some(text) => self.answer(&text).await,
                    None => Ok(()),
                }
            }
            Wake::Hint => {
                self.require_session()?;
                self.deliver().await
            }
            Wake::Timer => {
                self.require_session()?;
                self.keep_time().await
            }
        }
    }

    /// The session has neither been ended nor outlived its access token.
    fn require_session(&self) -> Result<(), Close> {
        let app = &self.state.app;
        let over = self.actor.expires_at <= app.ctx().now() || app.has_ended(self.actor.session);
        if over { Err(Close::SignIn) } else { Ok(()) }
    }

    async fn answer(&mut self, text: &str) -> Result<(), Close> {
        match ClientFrame::read(text)? {
            ClientFrame::Ping => self.channel.send(ServerFrame::Pong {}).await,
            ClientFrame::Push(id, push) => self.push(id, push).await,
            ClientFrame::Pull(PullFrom { cookie, epoch, fresh }) => {
                self.stands_at(cookie, epoch, fresh);
                self.catch_up().await
            }
            ClientFrame::Auth(auth) => self.renew(&auth),
            ClientFrame::Hello(_) => Err(Close::NotUnderstood),
        }
    }

    /// Same code as `POST /sync/push`. The effects follow as a delta, by the hint that the write gives.
    async fn push(&mut self, id: FrameId, push: Push) -> Result<(), Close> {
        let push = push.through(self.actor.session).map_err(Problem::from)?;
        if push.client != self.client {
            // A client that had to take a new id goes on under it, and was told nothing of its mutations yet.
            (self.client, self.last_mid) = (push.client, 0);
        }
        let pushed = self.state.app.write(self.actor.user, push, |tx, ctx, push| Box::pin(sync::push(tx, ctx, push)));
        let pushed = self.state.line.take(pushed).await.map_err(Problem::from)?.into();
        self.channel.send(Answer { id, pushed }).await
    }

    fn renew(&mut self, auth: &Auth) -> Result<(), Close> {
        let actor = self.state.app.authenticate(&auth.token).map_err(Problem::from)?;
        if actor.user != self.actor.user {
            return Err(Close::SignIn);
        }
        self.actor = actor;
        self.auth_asked = false;
        Ok(())
    }

    /// The client says where it stands.
    pub(super) fn stands_at(&mut self, cookie: i64, epoch: i64, fresh: bool) {
        (self.cookie, self.epoch, self.fresh) = (cookie, epoch, fresh);
    }

    /// Sends a page from where the client stands, even when nothing is new: it asked.
    pub(super) async fn catch_up(&mut self) -> Result<(), Close> {
        match self.pull(sync::MAX_ROWS).await? {
            sync::Pulled::Delta(delta) => self.send_delta(delta).await,
            sync::Pulled::Reset(reset) => self.channel.send(ServerFrame::Reset(reset.into())).await,
        }
    }

    /// After a hint: sends what is new, or says that there is too much of it.
    async fn deliver(&mut self) -> Result<(), Close> {
        match self.pull(HINT_ROWS).await? {
            sync::Pulled::Delta(delta) if delta.more => self.send_lag().await,
            sync::Pulled::Delta(delta) if delta.rows.is_empty() && delta.last_mid == self.last_mid => Ok(()),
            sync::Pulled::Delta(delta) => self.send_delta(delta).await,
            sync::Pulled::Reset(reset) => self.channel.send(ServerFrame::Reset(reset.into())).await,
        }
    }

    async fn pull(&mut self, limit: i64) -> Result<sync::Pulled, Close> {
        let Self { client, cookie, epoch, fresh, .. } = *self;
        let pull = sync::Pull { client, cookie, epoch, fresh, limit };
        let answer = sync::answer(&self.state.app, self.actor.user, pull);
        Ok(self.state.line.take(answer).await.map_err(Problem::from)?)
    }

    async fn send_delta(&mut self, delta: sync::Delta) -> Result<(), Close> {
        (self.cookie, self.epoch, self.last_mid) = (delta.to, delta.epoch, delta.last_mid);
        self.fresh &= delta.more;
        self.channel.send(ServerFrame::Delta(Delta::from(delta))).await
    }

    async fn send_lag(&mut self) -> Result<(), Close> {
        let head = self.state.app.read(self.actor.user, (), |tx, ()| Box::pin(tx.sync_head()));
        let head = self.state.line.take(head).await.map_err(Problem::from)?;
        let (from, from_epoch) = (self.cookie, self.epoch);
        let lag = Reset { from, from_epoch, epoch: head.epoch, floor: head.floor, reason: ResetReason::Lag };
        self.channel.send(ServerFrame::Reset(lag)).await
    }

    /// Asks a silent socket for a sign of life and closes it when none comes; asks for a fresh token in time.
    ///
    /// The question is a ping of the WebSocket itself: a browser answers it even for a hidden tab, whose own timers it
    /// holds back.
    async fn keep_time(&mut self) -> Result<(), Close> {
        let now = Instant::now();
        if now >= self.heard + 2 * self.state.settings.ping {
            return Err(Close::Silent);
        }
        if !self.probed && now >= self.silent_at() {
            self.probed = true;
            self.channel.probe().await?;
        }
        if !self.auth_asked && self.token_holds() <= AUTH_NOTICE {
            self.auth_asked = true;
            return self.channel.send(ServerFrame::AuthRequired {}).await;
        }
        Ok(())
    }

    fn next_deadline(&self) -> Instant {
        let notice = if self.auth_asked { Duration::ZERO } else { AUTH_NOTICE };
        self.silent_at().min(Instant::now() + self.token_holds().saturating_sub(notice))
    }

    /// When the silence is to be broken, or ends the socket.
    fn silent_at(&self) -> Instant {
        let ping = self.state.settings.ping;
        self.heard + if self.probed { 2 * ping } else { ping }
    }

    fn token_holds(&self) -> Duration {
        self.actor.expires_at.since(self.state.app.ctx().now())
    }
}
