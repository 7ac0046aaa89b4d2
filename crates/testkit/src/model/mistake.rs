//! The mistakes that others made, or that we nearly made. Each can be switched on, and has to be found: a model that does
//! not find them proves nothing.

/// A rule that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The server applies a mutation again when it comes again (against R3).
    NoDedupe,
    /// The server takes a mutation although one before it is missing (against R3).
    MissingMutations,
    /// A number is handed out without the lock, so that a later one can be seen before it (against R2).
    SequenceGaps,
    /// A device applies a delta or a reset that was computed from another state than its own (against R1).
    AnyBase,
    /// The last text written takes the place of whatever is there.
    LastWriterWins,
    /// A device changes what it has sent (against R4).
    ChangesWhatWasSent,
    /// Devices keep nothing of what was dealt with (against R9).
    NoRetention,
    /// A restored server goes on in the same epoch.
    SameEpoch,
    /// The rows of a delta and its `last_mid` are of different snapshots.
    SplitSnapshot,
    /// The server takes the time at which a mutation arrives for the time at which it was made.
    DatesOnArrival,
    /// A device sends a title apart from the text that it was typed with.
    TitlesApart,
    /// Old deletions are forgotten, but devices that have not seen them are not told to start over.
    NoFloor,
}

impl Mistake {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::NoDedupe,
        Self::MissingMutations,
        Self::SequenceGaps,
        Self::AnyBase,
        Self::LastWriterWins,
        Self::ChangesWhatWasSent,
        Self::NoRetention,
        Self::SameEpoch,
        Self::SplitSnapshot,
        Self::DatesOnArrival,
        Self::TitlesApart,
        Self::NoFloor,
    ];
}
