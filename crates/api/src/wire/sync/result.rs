//! What became of mutations.

use hearken_app::sync;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::wire::mirror::mirror;

/// What became of a mutation.
#[derive(Serialize, ToSchema)]
pub struct MutationResult {
    /// Its number.
    mid: i64,
    /// What became of it.
    status: MutationStatus,
    /// The problem's code, when rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    code: Option<String>,
    /// The problem in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<String>,
    /// The entry that was made, when in conflict.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid", nullable = false)]
    copy_id: Option<Uuid>,
}

impl From<sync::MutationResult> for MutationResult {
    fn from(result: sync::MutationResult) -> Self {
        let sync::MutationResult { mid, status, code, detail, copy_id } = result;
        Self { mid, status: status.into(), code, detail, copy_id }
    }
}

mirror! {
    /// What became of a mutation.
    MutationStatus of sync::MutationStatus {
        /// It took effect.
        Ok,
        /// It took effect beside what was there.
        Conflict,
        /// It did not take effect.
        Rejected,
    }
}
