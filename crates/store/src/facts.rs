//! Everything that is known of entries without their words, for whoever keeps it at hand: what is newer than some number of
//! the user's sequence.

use hearken_domain::EntryId;
use hearken_domain::health::EntryEvidence;

use crate::analyses::without_evidence;
use crate::db::{statements, vals};
use crate::health_evidence::evidence;
use crate::outlines::outline;
use crate::{AnalysisSummary, EntryOutline, StoreError, UserReader};

statements! {
    CHANGED_FACTS = "SELECT row_id FROM sync_rows WHERE user_id = $1 AND rev > $2 AND tbl IN (1, 3)
        UNION SELECT entry_id FROM health_evidence WHERE user_id = $1 AND rev > $2";
    OUTLINES_SINCE = "SELECT id, written_at, meta FROM entries WHERE user_id = $1 AND id IN
        (SELECT row_id FROM sync_rows WHERE user_id = $1 AND rev > $2 AND tbl IN (1, 3)
        UNION SELECT entry_id FROM health_evidence WHERE user_id = $1 AND rev > $2)";
    SUMMARIES_SINCE = "SELECT entry_id, rev, vid, queued_at, summary FROM analyses WHERE user_id = $1 AND entry_id IN
        (SELECT row_id FROM sync_rows WHERE user_id = $1 AND rev > $2 AND tbl IN (1, 3)
        UNION SELECT entry_id FROM health_evidence WHERE user_id = $1 AND rev > $2)";
    FACT_EVIDENCE_SINCE = "SELECT v.entry_id, e.written_at, v.found, v.disputes FROM health_evidence v
        JOIN entries e ON e.user_id = v.user_id AND e.id = v.entry_id WHERE v.user_id = $1 AND v.entry_id IN
        (SELECT row_id FROM sync_rows WHERE user_id = $1 AND rev > $2 AND tbl IN (1, 3)
        UNION SELECT entry_id FROM health_evidence WHERE user_id = $1 AND rev > $2)";
}

/// What is newer, of every entry of which anything is.
#[derive(Debug, Default)]
pub struct NewFacts {
    /// Every entry of which anything may have changed, those included that are gone.
    pub changed: Vec<EntryId>,
    /// Those that are there.
    pub outlines: Vec<EntryOutline>,
    /// Their analyses.
    pub summaries: Vec<AnalysisSummary>,
    /// What they say of relationships.
    pub evidence: Vec<EntryEvidence>,
}

impl UserReader<'_> {
    /// Everything that may have changed after the number `after`. A row that does not open is left out.
    pub async fn facts_since(&mut self, after: i64) -> Result<NewFacts, StoreError> {
        let user = self.scope.user();
        let args = vals![user, after];
        Ok(NewFacts {
            changed: self.conn.all(CHANGED_FACTS, args, |row| Ok(EntryId(row.uuid(0)?))).await?,
            outlines: self.list(OUTLINES_SINCE, args, outline).await?,
            summaries: self.list(SUMMARIES_SINCE, args, without_evidence).await?,
            evidence: self.list(FACT_EVIDENCE_SINCE, args, evidence).await?,
        })
    }
}
