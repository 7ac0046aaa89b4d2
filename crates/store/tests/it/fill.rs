//! Two rows in every table for each of two users, with `mark` in everything a person wrote or that was derived from it.

use std::time::Duration;

use hearken_domain::{ClientId, EntryId, Preferences, SessionId};
use hearken_store::{Applied, ClientState, Invite, LocalModel, Session, StoreError, Tx, UserScope, UserTx};
use hearken_testkit::{START, TestStore};

use crate::support::{
    ENDING, analysis, answer, breaker, consent, disclosure, entry, evidence, id, kept_answer, merge_of, person, vid,
    write,
};

/// How long what is filled in holds.
pub(crate) const HOLDS: Duration = Duration::from_hours(1);

pub(crate) async fn fill(t: &TestStore, mark: &str) -> [UserScope; 2] {
    let users = [t.user(&format!("ana-{mark}")).await, t.user(&format!("ben-{mark}")).await];
    for scope in &users {
        let filled = t.store.write((scope.clone(), mark.to_owned()), |tx, (scope, mark)| {
            Box::pin(async move { fill_account(tx, scope, mark).await })
        });
        filled.await.unwrap();
        let filled = write(t, scope, mark.to_owned(), |tx, mark| Box::pin(async move { fill_journal(tx, mark).await }));
        filled.await.unwrap();
    }
    for name in ["one", "two"] {
        t.store.write(breaker(name), |tx, breaker| Box::pin(tx.put_breaker(breaker))).await.unwrap();
    }
    let local = LocalModel { port: 11434, model: "small".to_owned() };
    t.store.write(local, |tx, local| Box::pin(tx.put_local_model(local, START))).await.unwrap();
    let claimed = t.store.write((), |tx, ()| Box::pin(tx.claim_job(START, id("lease"), START + HOLDS)));
    assert!(claimed.await.unwrap().is_some());
    users
}

async fn fill_account(tx: &mut Tx<'_>, scope: &UserScope, mark: &str) -> Result<(), StoreError> {
    let user = scope.user();
    tx.claim_instance(user, START).await?;
    for name in ["one", "two"] {
        let session = Session {
            id: SessionId(id(name)),
            label: format!("{mark} on {name}").into(),
            created_at: START,
            last_used_at: START,
            expires_at: START + HOLDS,
        };
        tx.insert_session(scope, &session, START - HOLDS).await?;
        let (first, second) = (hash(name, 1), hash(name, 2));
        tx.insert_refresh(user, session.id, &first, START).await?;
        tx.insert_refresh(user, session.id, &second, START).await?;
        tx.consume_refresh((user, session.id), &first, &second, (START, START - HOLDS)).await?;
        let code = hash(&format!("{user}{name}"), 3);
        let invite = Invite { created_at: START, expires_at: START + HOLDS, used_at: None };
        tx.insert_invite(&code, user, &invite).await?;
        tx.use_invite(&code, user, START).await?;
    }
    let codes = ["one", "two"].map(|name| hash(&format!("{user}{name}"), 4));
    tx.replace_recovery_codes(user, &codes, START).await?;
    tx.use_recovery_code(user, &codes[0], START).await?;
    Ok(())
}

async fn fill_journal(tx: &mut UserTx<'_>, mark: &str) -> Result<(), StoreError> {
    for name in ["one", "two"] {
        let mut first = entry(name, &format!("{mark} wrote {name}"));
        first.conflict_of = Some(EntryId(id("zero")));
        let mut second = tx.insert_entry(first, Some(vid(9))).await?;
        (second.vid, second.text) = (vid(2), format!("{mark} wrote {name} again").into());
        let mut third = tx.update_entry_text(second, merge_of(vid(8))).await?;
        tx.put_analysis(analysis(&third)).await?;
        tx.put_reading(&analysis(&third).past().expect("it was read")).await?;
        tx.put_evidence(&evidence(&third, mark)).await?;
        tx.put_insight_answer(&answer(name, mark)).await?;
        (third.vid, third.text) = (vid(3), format!("{mark} wrote {name} once more").into());
        tx.update_entry_text(third, merge_of(vid(7))).await?;
        let mut person = person(name);
        (person.name, person.notes) = (format!("{mark} {name}").into(), format!("notes on {mark}").into());
        tx.put_person(person).await?;
        tx.enqueue(&format!("kind-{name}"), id(name), &format!("{mark} to do"), START).await?;
        fill_sync(tx, ClientId(id(name))).await?;
    }
    fill_ledger(tx, mark).await?;
    tx.put_preferences(&Preferences { country: Some(mark.to_owned()), ..Preferences::default() }).await
}

async fn fill_ledger(tx: &mut UserTx<'_>, mark: &str) -> Result<(), StoreError> {
    for name in ["one", "two"] {
        let (disclosure, sent) = disclosure(name, mark);
        tx.insert_disclosure(&disclosure, &sent).await?;
        tx.end_disclosure(disclosure.id, &ENDING).await?;
        tx.insert_consent(&consent(name, mark)).await?;
        tx.put_kept_answer(&kept_answer(name, mark)).await?;
    }
    Ok(())
}

async fn fill_sync(tx: &mut UserTx<'_>, client: ClientId) -> Result<(), StoreError> {
    let state = ClientState { id: client, session: SessionId(id("one")), last_mid: 2, proto: 1, schema: 1 };
    tx.store_client(&state).await?;
    for mid in [1, 2] {
        let applied = Applied {
            mid,
            digest: [1; 8],
            status: "conflict".to_owned(),
            code: Some("a_code".to_owned()),
            detail: Some("a detail".to_owned()),
            copy_id: Some(id("copy")),
        };
        tx.insert_result(client, &applied).await?;
    }
    Ok(())
}

fn hash(name: &str, number: u8) -> [u8; 32] {
    let mut hash = [number; 32];
    hash[..16].copy_from_slice(id(name).as_bytes());
    hash
}
