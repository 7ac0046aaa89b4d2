//! Applying a client's mutations: each once, in order, all in one transaction.

use hearken_domain::Ctx;
use hearken_store::{Applied, ClientState, StoreError, UserTx};

use super::apply::{Origin, apply};
use super::{Mutation, MutationResult, MutationStatus, Push, Pushed, Reset, ResetReason};

/// How many mutations of a client are remembered, to tell a retry from a clone.
const REMEMBERED: i64 = 2000;

/// Applies what is new in a push and answers for the rest.
pub async fn push(tx: &mut UserTx<'_>, ctx: &Ctx, push: &Push) -> Result<Pushed, StoreError> {
    let head = tx.head();
    if push.epoch != 0 && push.epoch != head.epoch {
        let reason = ResetReason::Epoch;
        return Ok(Pushed::Reset(Reset {
            from: 0,
            from_epoch: push.epoch,
            epoch: head.epoch,
            floor: head.floor,
            reason,
        }));
    }
    let stored = tx.last_mid(push.client).await?;
    // What the client has lost cannot come any more: after a restore it may be more than is known here.
    let known = stored.max(push.lost_through);
    let Some(earlier) = answers_to_repeats(tx, push, known).await? else { return Ok(Pushed::ClientFork) };
    let mut results = earlier;
    let mut last_mid = known;
    let origin = Origin { client: push.client, device: tx.session_label(push.session).await? };
    for mutation in &push.mutations {
        if mutation.mid <= known {
            continue;
        }
        if mutation.mid != last_mid + 1 {
            // What came before the gap stands; the client sends again from here.
            store_client(tx, push, last_mid).await?;
            return Ok(Pushed::Gap { expect: last_mid + 1 });
        }
        results.push(apply_once(tx, ctx, &origin, mutation).await?);
        last_mid = mutation.mid;
    }
    if last_mid != stored {
        store_client(tx, push, last_mid).await?;
        tx.prune_results(push.client, last_mid - REMEMBERED).await?;
    }
    Ok(Pushed::Done { last_mid, seq: tx.seq(), results })
}

/// What became of the mutations that were dealt with before; `None` when one of them is not the one that was, or when that
/// is not remembered (R5): to take a clone's text for a repetition would lose it.
async fn answers_to_repeats(
    tx: &mut UserTx<'_>,
    push: &Push,
    known: i64,
) -> Result<Option<Vec<MutationResult>>, StoreError> {
    let Some(first) = push.mutations.first().map(|mutation| mutation.mid).filter(|first| *first <= known) else {
        return Ok(Some(Vec::new()));
    };
    let remembered = tx.mutation_results(push.client, first - 1, known).await?;
    let mut results = Vec::new();
    for mutation in push.mutations.iter().filter(|mutation| mutation.mid <= known) {
        let digest = tx.scope().digest(&mutation.content);
        let is_same = |applied: &&Applied| applied.mid == mutation.mid && applied.digest == digest;
        let Some(applied) = remembered.iter().find(is_same) else { return Ok(None) };
        results.push(result(applied));
    }
    Ok(Some(results))
}

/// Applies a mutation and remembers what became of it: a rejected one counts as dealt with too (R6).
async fn apply_once(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    origin: &Origin,
    mutation: &Mutation,
) -> Result<MutationResult, StoreError> {
    let result = apply(tx, ctx, origin, mutation).await?;
    let applied = Applied {
        mid: result.mid,
        digest: tx.scope().digest(&mutation.content),
        status: result.status.as_str().to_owned(),
        code: result.code.clone(),
        detail: result.detail.clone(),
        copy_id: result.copy_id,
    };
    tx.insert_result(origin.client, &applied).await?;
    Ok(result)
}

async fn store_client(tx: &mut UserTx<'_>, push: &Push, last_mid: i64) -> Result<(), StoreError> {
    let Push { client, session, proto, schema, .. } = *push;
    tx.store_client(&ClientState { id: client, session, last_mid, proto, schema }).await
}

pub(super) fn result(applied: &Applied) -> MutationResult {
    MutationResult {
        mid: applied.mid,
        status: MutationStatus::from_name(&applied.status),
        code: applied.code.clone(),
        detail: applied.detail.clone(),
        copy_id: applied.copy_id,
    }
}

impl MutationStatus {
    /// The status as the protocol writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Conflict => "conflict",
            Self::Rejected => "rejected",
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "ok" => Self::Ok,
            "conflict" => Self::Conflict,
            _ => Self::Rejected,
        }
    }
}
