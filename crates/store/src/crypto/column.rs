//! The encrypted columns. Each has its own key, and its name is bound into every ciphertext in it.

/// An encrypted column, as `table|column`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    UserProfile,
    SessionLabel,
    EntryMeta,
    EntryBody,
    RevisionBody,
    RevisionDevice,
    PersonBody,
    AnalysisSummary,
    AnalysisEvidence,
    ReadingBody,
    EvidenceFound,
    EvidenceDisputes,
    InsightAnswer,
    KeptAnswer,
    ConsentBody,
    DisclosureHead,
    DisclosureSent,
    DisclosureEnding,
    PreferencesBody,
    JobPayload,
}

impl Column {
    pub(crate) const ALL: [Self; 20] = [
        Self::UserProfile,
        Self::SessionLabel,
        Self::EntryMeta,
        Self::EntryBody,
        Self::RevisionBody,
        Self::RevisionDevice,
        Self::PersonBody,
        Self::AnalysisSummary,
        Self::AnalysisEvidence,
        Self::ReadingBody,
        Self::EvidenceFound,
        Self::EvidenceDisputes,
        Self::InsightAnswer,
        Self::KeptAnswer,
        Self::ConsentBody,
        Self::DisclosureHead,
        Self::DisclosureSent,
        Self::DisclosureEnding,
        Self::PreferencesBody,
        Self::JobPayload,
    ];

    /// `table|column`, as it stands in the associated data.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::UserProfile => "users|profile",
            Self::SessionLabel => "sessions|label",
            Self::EntryMeta => "entries|meta",
            Self::EntryBody => "entries|body",
            Self::RevisionBody => "entry_revisions|body",
            Self::RevisionDevice => "entry_revisions|device",
            Self::PersonBody => "people|body",
            Self::AnalysisSummary => "analyses|summary",
            Self::AnalysisEvidence => "analyses|evidence",
            Self::ReadingBody => "readings|body",
            Self::EvidenceFound => "health_evidence|found",
            Self::EvidenceDisputes => "health_evidence|disputes",
            Self::InsightAnswer => "insight_answers|answer",
            Self::KeptAnswer => "kept_answers|answer",
            Self::ConsentBody => "consents|body",
            Self::DisclosureHead => "disclosures|head",
            Self::DisclosureSent => "disclosures|sent",
            Self::DisclosureEnding => "disclosures|ending",
            Self::PreferencesBody => "preferences|body",
            Self::JobPayload => "jobs|payload",
        }
    }
}
