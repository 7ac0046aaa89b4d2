//! The job that forgets what a provider found, after its consent was withdrawn: those entries are read again, by rules or
//! by whom the user still lets.

use hearken_domain::{Consent, ConsentId, Ctx, EntryId, Method, Timestamp};
use hearken_store::{ClaimedJob, StoreError, UserReader, UserScope, UserTx};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::analysis::{enter, find_by, queue_reading, withdraw_reading};

/// The job's kind, with the version of its payload.
pub(crate) const KIND: &str = "consent.forget@1";
/// Entries that are put in line in one transaction.
const AT_ONCE: usize = 50;

#[derive(Serialize, Deserialize)]
struct Payload {
    /// The provider as analyses name it.
    provider: String,
}

/// Something that a provider found.
#[derive(Clone, Copy)]
enum Trace {
    /// The reading that an entry has.
    Current(EntryId),
    /// One from before.
    Past(EntryId, Timestamp),
}

/// Has everything forgotten that the provider of this consent found.
pub(super) async fn queue(tx: &mut UserTx<'_>, ctx: &Ctx, consent: &Consent) -> Result<(), StoreError> {
    tx.enqueue(KIND, consent.id.0, &Payload { provider: consent.name.clone() }, ctx.now()).await
}

/// Does the job. What was forgotten before it was interrupted is not found again.
pub(crate) async fn forget(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    let Some(scope) = enter(app, &claimed).await? else { return Ok(()) };
    let id = ConsentId(claimed.job.subject);
    let provider = claimed.payload::<Payload>(&scope)?.provider;
    let found =
        app.store().read_user(scope.clone(), (id, provider), |tx, (id, provider)| Box::pin(find(tx, *id, provider)));
    for traces in found.await?.chunks(AT_ONCE) {
        let forgotten = app.write_scoped::<_, _, StoreError>(scope.clone(), traces.to_vec(), |tx, ctx, traces| {
            Box::pin(async move {
                for trace in traces {
                    forget_one(tx, ctx, *trace).await?;
                }
                Ok(())
            })
        });
        forgotten.await?;
    }
    finish(app, scope, claimed).await
}

/// All that this provider found; nothing, if the user lets it read again meanwhile.
async fn find(tx: &mut UserReader<'_>, id: ConsentId, provider: &str) -> Result<Vec<Trace>, StoreError> {
    let consents = tx.list_consents().await?;
    let withdrawn = consents.iter().find(|consent| consent.id == id);
    if withdrawn.is_none_or(|it| super::covers(&consents, it.purpose, &it.address)) {
        return Ok(Vec::new());
    }
    let summaries = tx.list_analysis_summaries().await?.into_iter().map(|summary| summary.analysis);
    let by_it = |analysis: &hearken_domain::Analysis| {
        analysis.method == Some(Method::AiPowered) && analysis.provider.as_deref() == Some(provider)
    };
    let current = summaries.filter(by_it).map(|analysis| Trace::Current(analysis.entry_id));
    let past = find_by(tx, provider).await?.into_iter().map(|(entry, at)| Trace::Past(entry, at));
    Ok(current.chain(past).collect())
}

async fn forget_one(tx: &mut UserTx<'_>, ctx: &Ctx, trace: Trace) -> Result<(), StoreError> {
    match trace {
        Trace::Current(entry) => read_again(tx, ctx, entry).await,
        Trace::Past(entry, at) => tx.delete_reading(entry, at).await,
    }
}

async fn read_again(tx: &mut UserTx<'_>, ctx: &Ctx, id: EntryId) -> Result<(), StoreError> {
    withdraw_reading(tx, id).await?;
    match tx.find_readable_entry(id).await? {
        Some(entry) => queue_reading(tx, ctx, &entry).await.map(drop),
        None => Ok(()),
    }
}

async fn finish(app: &App, scope: UserScope, claimed: ClaimedJob) -> Result<(), StoreError> {
    app.write_scoped(scope, claimed.job, |tx, _, job| Box::pin(async move { tx.finish_job(job).await.map(drop) })).await
}
