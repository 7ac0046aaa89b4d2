//! A device: a client of the server, of one of the kinds there are, that is asked and says things.

use std::sync::mpsc::Sender;

use anyhow::Result;

use super::message::{Ask, Said};
use super::native::{Mistake, Native, NativeOptions, Way};
use super::node::{Node, NodeClient, NodeOptions};

/// Whose devices they are.
#[derive(Clone, Debug)]
pub(super) struct Account {
    /// The letter with which tokens of this user begin.
    pub(super) owner: char,
    pub(super) email: String,
    pub(super) password: String,
    pub(super) user: String,
}

/// What kind of client a device has.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A client in this process, which never dies.
    Native { way: Way, mistake: Option<Mistake> },
    /// The web app's, in a tab that keeps nothing.
    Tab(NodeClient),
    /// The web app's, in a tab of a browser that keeps the journal.
    Kept(NodeClient),
}

/// Something that the device with this number has said.
pub(super) type Heard = (usize, Said);

/// What a device needs to begin.
#[derive(Clone)]
pub(super) struct Begin {
    pub(super) number: usize,
    pub(super) account: Account,
    /// Where it finds the server, as `host:port`.
    pub(super) address: String,
    pub(super) seed: u64,
    pub(super) said: Sender<Heard>,
}

pub(super) struct Device {
    pub(super) kind: Kind,
    begin: Begin,
    body: Body,
}

enum Body {
    Native(Native),
    Node(Node),
}

impl Device {
    pub(super) fn begin(kind: Kind, begin: Begin) -> Result<Self> {
        let body = Self::body(&kind, &begin)?;
        Ok(Self { kind, begin, body })
    }

    fn body(kind: &Kind, begin: &Begin) -> Result<Body> {
        let node = |client: &NodeClient, keeps| Node::start(NodeOptions { client, keeps, begin: begin.clone() });
        Ok(match kind {
            Kind::Native { way, mistake } => {
                Body::Native(Native::start(NativeOptions { way: *way, mistake: *mistake, begin: begin.clone() }))
            }
            Kind::Tab(client) => Body::Node(node(client, false)?),
            Kind::Kept(client) => Body::Node(node(client, true)?),
        })
    }

    /// What it is, in words.
    pub(super) fn name(&self) -> &'static str {
        match self.kind {
            Kind::Native { way: Way::Socket, .. } => "Rust by socket",
            Kind::Native { way: Way::Requests, .. } => "Rust by requests",
            Kind::Tab(_) => "web app, in memory",
            Kind::Kept(_) => "web app, kept",
        }
    }

    /// An error when it has ended by itself.
    pub(super) fn ask(&mut self, ask: &Ask) -> Result<()> {
        match &mut self.body {
            Body::Native(native) => native.ask(ask.clone()),
            Body::Node(node) => node.ask(ask),
        }
    }

    /// Kills it and starts it anew, with nothing of what it held.
    pub(super) fn replace(&mut self) -> Result<()> {
        self.body = Self::body(&self.kind, &self.begin)?;
        Ok(())
    }
}
