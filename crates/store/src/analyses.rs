//! What was found in entries, and where the finding stands. The evidence is a column of its own, because lists and
//! charts do without it.

use std::mem;

use hearken_domain::crisis::{Crisis, Level};
use hearken_domain::reading::{CommunicationStyle, Emotion, Evidence, EvidenceKind, Reading, Theme};
use hearken_domain::{
    Analysis, AnalysisFailure, AnalysisStatus, AnswerOf, EntryId, FailedAsk, FallbackReason, Method, PersonId,
    Timestamp, Vid,
};
use serde::{Deserialize, Serialize};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::if_asked_for;
use crate::{RowKind, StoreError, UserReader, UserScope, UserTx};

statements! {
    FIND_ANALYSIS = "SELECT entry_id, rev, vid, queued_at, summary, evidence FROM analyses WHERE user_id = $1 AND entry_id = $2";
    HAS_ANALYSIS = "SELECT 1 FROM analyses WHERE user_id = $1 AND entry_id = $2";
    LIST_SUMMARIES = "SELECT entry_id, rev, vid, queued_at, summary FROM analyses WHERE user_id = $1";
    ANALYSES_BETWEEN = "SELECT a.entry_id, a.rev, a.vid, a.queued_at, a.summary, a.evidence FROM sync_rows s
        JOIN analyses a ON a.user_id = s.user_id AND a.entry_id = s.row_id
        WHERE s.user_id = $1 AND s.tbl = 3 AND s.rev > $2 AND s.rev <= $3 AND NOT s.deleted";
    PUT_ANALYSIS = "INSERT INTO analyses (user_id, entry_id, rev, vid, queued_at, summary, evidence) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (user_id, entry_id) DO UPDATE SET rev = excluded.rev, vid = excluded.vid, queued_at = excluded.queued_at,
        summary = excluded.summary, evidence = excluded.evidence";
    DELETE_ANALYSIS = "DELETE FROM analyses WHERE user_id = $1 AND entry_id = $2";
}

/// An analysis without its evidence.
#[derive(Clone, Debug)]
pub struct AnalysisSummary {
    /// The analysis; its reading has no evidence.
    pub analysis: Analysis,
    /// The people who were found in the text.
    pub people: Vec<PersonId>,
}

#[derive(Serialize, Deserialize)]
struct Summary {
    status: AnalysisStatus,
    found: Option<Found>,
    method: Option<Method>,
    fallback_reason: Option<FallbackReason>,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    violence: bool,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    level: Level,
    provider: Option<String>,
    model: Option<String>,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    answer_of: Option<AnswerOf>,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    failed: Vec<FailedAsk>,
    duration_ms: Option<u64>,
    attempts: u32,
    started_at: Option<Timestamp>,
    completed_at: Option<Timestamp>,
    error: Option<AnalysisFailure>,
}

#[derive(Serialize, Deserialize)]
struct Found {
    sentiment_score: Option<f64>,
    confidence: f64,
    emotions: Vec<Emotion>,
    themes: Vec<Theme>,
    communication_style: Option<CommunicationStyle>,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    language: Option<String>,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    people: Vec<PersonId>,
}

impl UserReader<'_> {
    /// The analysis of an entry.
    pub async fn find_analysis(&mut self, entry: EntryId) -> Result<Option<Analysis>, StoreError> {
        let scope = &self.scope;
        self.conn
            .opt(FIND_ANALYSIS, vals![scope.user(), entry], |row| {
                if_asked_for(entry.0, row.uuid(0)?, with_evidence(scope, row)?)
            })
            .await
    }

    /// Whether an entry has an analysis.
    pub async fn has_analysis(&mut self, entry: EntryId) -> Result<bool, StoreError> {
        Ok(self.conn.opt(HAS_ANALYSIS, vals![self.scope.user(), entry], |_| Ok(())).await?.is_some())
    }

    /// All analyses without their evidence, in no order.
    pub async fn list_analysis_summaries(&mut self) -> Result<Vec<AnalysisSummary>, StoreError> {
        self.list(LIST_SUMMARIES, vals![self.scope.user()], without_evidence).await
    }

    /// The analyses whose last change has a number above `after`, up to `through`, in no order.
    pub async fn analyses_changed_between(&mut self, after: i64, through: i64) -> Result<Vec<Analysis>, StoreError> {
        self.list(ANALYSES_BETWEEN, vals![self.scope.user(), after, through], with_evidence).await
    }
}

impl UserTx<'_> {
    /// Stores an analysis, new or changed; returns it with its number.
    pub async fn put_analysis(&mut self, mut analysis: Analysis) -> Result<Analysis, StoreError> {
        let row_id = analysis.entry_id.0;
        analysis.rev = self.log_change(RowKind::Analysis, row_id, false).await?;
        let summary = self.scope.seal_json(Column::AnalysisSummary, row_id.as_bytes(), &summary(&analysis))?;
        let evidence = analysis.reading.as_ref().map_or(&[][..], |reading| &reading.evidence);
        let evidence = self.scope.seal_json(Column::AnalysisEvidence, row_id.as_bytes(), &evidence)?;
        let (user, vid) = (self.scope.user(), analysis.vid.to_bytes());
        let row = vals![user, row_id, analysis.rev, &vid, analysis.queued_at, &summary, &evidence];
        self.conn.exec(PUT_ANALYSIS, row).await?;
        Ok(analysis)
    }

    /// Deletes the analysis of an entry, if there is one.
    pub async fn delete_analysis(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let user = self.scope.user();
        if self.conn.exec(DELETE_ANALYSIS, vals![user, entry]).await? > 0 {
            self.log_change(RowKind::Analysis, entry.0, true).await?;
        }
        Ok(())
    }
}

fn summary(analysis: &Analysis) -> Summary {
    let found = analysis.reading.as_ref().map(|reading| Found {
        sentiment_score: reading.sentiment_score,
        confidence: reading.confidence,
        emotions: reading.emotions.clone(),
        themes: reading.themes.clone(),
        communication_style: reading.communication_style,
        language: reading.language.clone(),
        people: people(&reading.evidence),
    });
    Summary {
        status: analysis.status,
        found,
        method: analysis.method,
        fallback_reason: analysis.fallback_reason,
        violence: analysis.danger.violence,
        level: analysis.danger.level,
        provider: analysis.provider.clone(),
        model: analysis.model.clone(),
        answer_of: analysis.answer_of,
        failed: analysis.failed.clone(),
        duration_ms: analysis.duration_ms,
        attempts: analysis.attempts,
        started_at: analysis.started_at,
        completed_at: analysis.completed_at,
        error: analysis.error,
    }
}

/// The people a reading found, each once.
fn people(evidence: &[Evidence]) -> Vec<PersonId> {
    let mut people = Vec::new();
    for found in evidence.iter().filter(|found| found.kind == EvidenceKind::Person) {
        if let Some(id) = found.label.parse().ok().filter(|id| !people.contains(id)) {
            people.push(id);
        }
    }
    people
}

pub(crate) fn without_evidence(scope: &UserScope, row: &Row<'_>) -> Result<AnalysisSummary, StoreError> {
    let mut summary = open_summary(scope, row)?;
    let people = summary.found.as_mut().map(|found| mem::take(&mut found.people)).unwrap_or_default();
    Ok(AnalysisSummary { analysis: analysis(row, summary, Vec::new())?, people })
}

fn with_evidence(scope: &UserScope, row: &Row<'_>) -> Result<Analysis, StoreError> {
    let evidence = scope.open_json(Column::AnalysisEvidence, row.uuid(0)?.as_bytes(), row.bytes(5)?)?;
    analysis(row, open_summary(scope, row)?, evidence)
}

fn open_summary(scope: &UserScope, row: &Row<'_>) -> Result<Summary, StoreError> {
    scope.open_json(Column::AnalysisSummary, row.uuid(0)?.as_bytes(), row.bytes(4)?)
}

fn analysis(row: &Row<'_>, summary: Summary, evidence: Vec<Evidence>) -> Result<Analysis, StoreError> {
    let reading = summary.found.map(|found| Reading {
        sentiment_score: found.sentiment_score,
        confidence: found.confidence,
        emotions: found.emotions,
        themes: found.themes,
        communication_style: found.communication_style,
        language: found.language,
        evidence,
    });
    // A row from before the level was kept.
    let left_alone = if summary.fallback_reason == Some(FallbackReason::Crisis) { Level::S2 } else { Level::S0 };
    Ok(Analysis {
        entry_id: row.uuid(0)?.into(),
        rev: row.int(1)?,
        vid: Vid::from_bytes(row.bytes(2)?).ok_or(StoreError::Malformed("analyses|vid"))?,
        status: summary.status,
        reading,
        method: summary.method,
        fallback_reason: summary.fallback_reason,
        danger: Crisis { level: summary.level.max(left_alone), violence: summary.violence },
        provider: summary.provider,
        model: summary.model,
        answer_of: summary.answer_of,
        failed: summary.failed,
        duration_ms: summary.duration_ms,
        attempts: summary.attempts,
        queued_at: row.timestamp(3)?,
        started_at: summary.started_at,
        completed_at: summary.completed_at,
        error: summary.error,
    })
}
