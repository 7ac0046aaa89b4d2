//! Keeping a user's devices in step. The rules are in `docs/SYNC.md`; R1 to R8 below name them.

mod apply;
mod pull;
mod push;

use std::time::Duration;

use hearken_domain::{
    Analysis, ClientId, Entry, EntryChange, EntryId, NewEntry, NewPerson, Person, PersonChange, PersonId, Preferences,
    PreferencesChange, Private, SessionId, Vid,
};
use uuid::Uuid;

pub use pull::{answer, pull};
pub use push::push;

/// Version of the frames this server speaks.
pub const PROTO: i64 = 1;
/// Version of the rows and mutations this server knows.
pub const SCHEMA: i64 = 1;
/// Most rows in one delta.
pub const MAX_ROWS: i64 = 500;
/// How far a client counts its mutations: a version's name has no room for more.
pub const MAX_MID: i64 = u32::MAX as i64;
/// Most mutations in one push.
pub const MAX_MUTATIONS: usize = 100;

/// Mutations of one client, in order.
#[derive(Clone, Debug)]
pub struct Push {
    /// The client.
    pub client: ClientId,
    /// The login session it pushes through.
    pub session: SessionId,
    /// Version of the frames it speaks.
    pub proto: i64,
    /// Version of the rows and mutations it knows.
    pub schema: i64,
    /// The epoch it knows; 0 when it has not pulled yet.
    pub epoch: i64,
    /// The client no longer has its mutations up to this number, whether or not they were dealt with; 0 when it has all.
    pub lost_through: i64,
    /// The mutations.
    pub mutations: Vec<Mutation>,
}

/// One mutation.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// Its number, from 1.
    pub mid: i64,
    /// Its name, arguments and base, as bytes that are equal exactly when the mutation is the same.
    pub content: Private<Vec<u8>>,
    /// How old it was when it was sent. No part of what makes it the same: it is older when it is sent again.
    pub age: Age,
    /// What it does, or why it cannot be understood.
    pub action: Result<Action, Refusal>,
}

/// How long ago a mutation was made, by the clock of its device alone: what that clock shows may be wrong by days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Age {
    /// Since its words were typed.
    pub typed: Duration,
    /// Since what it creates was begun, which may have been gone on with before it was sent.
    pub begun: Duration,
}

/// What a mutation does.
#[derive(Clone, Debug)]
pub enum Action {
    /// `entry.create`
    CreateEntry(NewEntry),
    /// `entry.edit`
    EditText {
        /// The entry.
        id: EntryId,
        /// The version the text was typed over.
        base: Vid,
        /// The words it was typed over, where that version may have others.
        base_text: Option<Private>,
        /// The text.
        text: Private,
        /// The title, where it was changed together with the text.
        title: Option<Private>,
        /// The title that stood over the text otherwise.
        base_title: Option<Private>,
        /// Whether the text that it replaces stays in the history.
        keep_base: bool,
    },
    /// `entry.set`, with the version that was seen
    SetEntry(EntryId, Option<Vid>, EntryChange),
    /// `entry.publish`
    PublishEntry(EntryId),
    /// `entry.resolve`
    ResolveCopy(EntryId),
    /// `entry.delete`, with the version that was seen
    DeleteEntry(EntryId, Option<Vid>),
    /// `analysis.retry`
    RetryAnalysis(EntryId),
    /// `person.create`
    CreatePerson(NewPerson),
    /// `person.set`
    SetPerson(PersonId, PersonChange),
    /// `person.delete`
    DeletePerson(PersonId),
    /// `preferences.set`
    SetPreferences(PreferencesChange),
}

/// Why a mutation was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The problem's code.
    pub code: &'static str,
    /// The problem in words; never the user's.
    pub detail: String,
}

/// The answer to a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// All mutations were dealt with.
    Done {
        /// The number of the client's last mutation that was dealt with.
        last_mid: i64,
        /// The number of the user's last change.
        seq: i64,
        /// What became of each, in order.
        results: Vec<MutationResult>,
    },
    /// A mutation is missing: send again from this one.
    Gap {
        /// The number that should come next.
        expect: i64,
    },
    /// Another client uses this id (R5).
    ClientFork,
    /// The client's state belongs to another history.
    Reset(Reset),
}

/// What became of a mutation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MutationResult {
    /// Its number.
    pub mid: i64,
    /// What became of it.
    pub status: MutationStatus,
    /// The problem's code, when rejected.
    pub code: Option<String>,
    /// The problem in words; never the user's.
    pub detail: Option<String>,
    /// The copy that was made, when in conflict.
    pub copy_id: Option<Uuid>,
}

/// What became of a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MutationStatus {
    /// It took effect.
    Ok,
    /// It took effect beside what was there.
    Conflict,
    /// It did not take effect.
    Rejected,
}

/// Tells a client to start over, keeping its outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reset {
    /// The cookie the client named.
    pub from: i64,
    /// The epoch the client named.
    pub from_epoch: i64,
    /// The epoch to take.
    pub epoch: i64,
    /// Deletions up to this number are no longer known.
    pub floor: i64,
    /// Why.
    pub reason: ResetReason,
}

/// Why a client must start over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetReason {
    /// The database was restored, or lost its tail.
    Epoch,
    /// The client was away for so long that deletions it missed are no longer known.
    Floor,
}

/// What a client wants to know.
#[derive(Clone, Copy, Debug)]
pub struct Pull {
    /// The client.
    pub client: ClientId,
    /// Up to where it knows everything.
    pub cookie: i64,
    /// The epoch it knows; 0 when it has not pulled yet.
    pub epoch: i64,
    /// Whether it holds no rows, and pages all of them from cookie 0: then no deletion is news to it.
    pub fresh: bool,
    /// Most rows to send, 1 to [`MAX_ROWS`].
    pub limit: i64,
}

/// The answer to a pull.
#[derive(Clone, Debug)]
pub enum Pulled {
    /// What changed.
    Delta(Delta),
    /// The client's state belongs to another history.
    Reset(Reset),
}

/// What changed, computed in one snapshot.
#[derive(Clone, Debug)]
pub struct Delta {
    /// The cookie it was computed from (R1).
    pub from: i64,
    /// The cookie it leads to.
    pub to: i64,
    /// The epoch.
    pub epoch: i64,
    /// The number of the client's last mutation that was dealt with.
    pub last_mid: i64,
    /// Whether there is more.
    pub more: bool,
    /// The rows, oldest change first.
    pub rows: Vec<Row>,
    /// The client's latest mutations that did not simply take effect.
    pub results: Vec<MutationResult>,
}

/// A changed row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The kind of row.
    pub kind: hearken_store::RowKind,
    /// Its id.
    pub id: Uuid,
    /// The number of its last change.
    pub rev: i64,
    /// What it is now; `None` when it was deleted.
    pub content: Option<Content>,
}

/// What a row is now.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An entry.
    Entry(Box<Entry>),
    /// A person.
    Person(Person),
    /// The analysis of an entry.
    Analysis(Box<Analysis>),
    /// The user's preferences.
    Preferences(Preferences),
}
