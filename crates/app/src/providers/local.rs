//! For the owner who looks for a model on the server's own machine: which there are, how fast one reads, and adding it.

use std::time::Duration;

use hearken_ai::{LocalServer, ReadError, find_local, local_address, try_local};
use hearken_domain::Invalid;
use hearken_store::{LocalModel, StoreError};

use super::readers::ADDED;
use super::{ProviderState, ProvidersError, state};
use crate::App;
use crate::account::{AccountError, Actor, owner_only};

/// The programs on this machine that serve models, at any of these ports.
pub async fn look_for_local(app: &App, actor: &Actor, ports: &[u16]) -> Result<Vec<LocalServer>, ProvidersError> {
    owner_only(app, actor).await?;
    Ok(find_local(ports).await)
}

/// Has a model that is found at one of these ports read an entry that nobody wrote: how long it took, or how it failed.
pub async fn time_local(
    app: &App,
    actor: &Actor,
    (ports, wanted): (&[u16], LocalModel),
) -> Result<Result<Duration, ReadError>, ProvidersError> {
    owner_only(app, actor).await?;
    must_be_found(ports, &wanted).await?;
    Ok(try_local(wanted.port, &wanted.model).await)
}

/// Adds a model that is found at one of these ports to the providers, after all others; the one added before goes. It is
/// asked for nobody until they allow it.
pub async fn add_local(
    app: &App,
    actor: &Actor,
    (ports, wanted): (&[u16], LocalModel),
) -> Result<ProviderState, ProvidersError> {
    owner_only(app, actor).await?;
    must_be_found(ports, &wanted).await?;
    let address = local_address(wanted.port);
    if app.readers().iter().any(|link| link.name() != ADDED && link.provider().address == address) {
        return Err(refusal("port", "is the port of a provider in the server's settings"));
    }
    let adding = app.clone();
    let added = app.complete(async move {
        let input = (wanted, adding.ctx().now());
        let put = adding.store().write(input.clone(), |tx, (local, now)| Box::pin(tx.put_local_model(local, *now)));
        put.await?;
        adding.inner.readers.change(Some(&input.0));
        Ok::<_, StoreError>(())
    });
    added.await.map_err(AccountError::from)?;
    tracing::info!(%address, "a model on this machine was added by the owner");
    let readers = app.readers();
    let link = readers.iter().find(|link| link.name() == ADDED).ok_or(ProvidersError::NoSuchProvider)?;
    Ok(state(link, app.ctx().now()))
}

/// Takes the added model away. What it is reading right now it may read to the end.
pub async fn remove_local(app: &App, actor: &Actor) -> Result<(), ProvidersError> {
    owner_only(app, actor).await?;
    let removing = app.clone();
    let removed = app.complete(async move {
        let removed = removing.store().write((), |tx, ()| Box::pin(tx.delete_local_model())).await?;
        removing.inner.readers.change(None);
        Ok::<_, StoreError>(removed)
    });
    if removed.await.map_err(AccountError::from)? { Ok(()) } else { Err(ProvidersError::NoSuchProvider) }
}

/// No other door of this machine is knocked at, whatever the request says.
async fn must_be_found(ports: &[u16], LocalModel { port, model }: &LocalModel) -> Result<(), ProvidersError> {
    if !ports.contains(port) {
        return Err(refusal("port", "must be one at which models are looked for"));
    }
    let found = find_local(&[*port]).await;
    if found.iter().any(|server| server.models.contains(model)) {
        Ok(())
    } else {
        Err(refusal("model", "must be one that is served there"))
    }
}

fn refusal(field: &'static str, message: &'static str) -> ProvidersError {
    AccountError::from(Invalid::new(field, message)).into()
}
