//! The score of a relationship: where its evidence comes from, and that what is disputed stays so.

use std::time::Duration;

use hearken_app::people::{change_person, delete_person};
use hearken_app::person_health::{Claim, HealthError, Report, dispute, find_health, withdraw_dispute};
use hearken_domain::health::{About, CalculationMethod, Dispute, Status};
use hearken_domain::reading::Factor;
use hearken_domain::{EntryChange, EntryId, EntryStatus, PersonChange, PersonId, UserId};
use hearken_store::JobState;
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{add_person, change, create, delete, find_analysis, finished, jobs, retry};

/// Speaks badly of whoever is meant, by the rules.
const BAD: &str = "Ben never listens to me.";

async fn report(t: &TestApp, user: UserId, person: PersonId) -> Report {
    find_health(&t.app, user, person).await.unwrap()
}

/// Writes entries and has them read.
async fn write(t: &TestApp, user: UserId, texts: &[&str]) -> Vec<EntryId> {
    let mut ids = Vec::new();
    for text in texts {
        ids.push(create(t, user, finished(text)).await.unwrap().id);
    }
    t.run_jobs().await;
    ids
}

async fn take_away(t: &TestApp, user: UserId, person: PersonId, claim: Claim) -> Result<Dispute, HealthError> {
    t.app.write(user, (person, claim), |tx, ctx, input| Box::pin(dispute(tx, ctx, input))).await
}

/// What a report's piece of evidence claims.
fn claim(report: &Report, at: usize) -> Claim {
    let shown = &report.evidence[at];
    Claim { entry: shown.entry, about: shown.piece.about, start: shown.piece.start, end: shown.piece.end }
}

fn counted(report: &Report) -> (usize, usize) {
    (report.health.items, report.health.entries)
}

on_both_engines! {
    async fn a_score_rests_on_the_words_of_entries(t: TestApp) {
        let ana = t.writer("ana").await;
        let (ben, cleo) = (add_person(&t, ana, "Ben").await, add_person(&t, ana, "Cleo").await);
        let empty = report(&t, ana, ben).await;
        assert_eq!((empty.health.status, empty.evidence.len()), (Status::NotEnough, 0));
        let entries = write(&t, ana, &[BAD; 8]).await;
        let found = report(&t, ana, ben).await;
        assert_eq!((found.health.status, counted(&found)), (Status::Early, (8, 8)));
        assert_eq!(found.health.method, CalculationMethod::FallbackScoring);
        assert!(found.health.overall.unwrap().mean < 50.0);
        let shown = &found.evidence[0];
        assert!(entries.contains(&shown.entry) && shown.piece.about == About::Factor(Factor::Communication));
        let words: String = BAD.chars().skip(shown.piece.start).take(shown.piece.end - shown.piece.start).collect();
        assert_eq!(*shown.piece.quote, words);
        assert_eq!(counted(&report(&t, ana, cleo).await), (0, 0));
    }

    async fn what_is_disputed_stays_so_through_another_reading_and_an_edit(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let entries = write(&t, ana, &[BAD, BAD]).await;
        let before = report(&t, ana, ben).await;
        let claim = claim(&before, 0);
        let made = take_away(&t, ana, ben, claim).await.unwrap();
        assert_eq!(take_away(&t, ana, ben, claim).await.unwrap().id, made.id, "once");
        let after = report(&t, ana, ben).await;
        assert_eq!(counted(&after), (1, 1), "at once");
        assert_eq!(after.evidence.iter().filter(|shown| shown.dispute == Some(made.id)).count(), 1, "and still shown");
        for entry in &entries {
            retry(&t, ana, *entry).await.unwrap();
        }
        t.run_jobs().await;
        assert_eq!(counted(&report(&t, ana, ben).await), (1, 1), "after another reading");
        let text = Some(format!("It rained. {BAD} We had soup.").into());
        change(&t, ana, claim.entry, EntryChange { text, ..EntryChange::default() }).await.unwrap();
        t.run_jobs().await;
        assert_eq!(counted(&report(&t, ana, ben).await), (1, 1), "after the text has moved");
        let place = (ben, claim.entry, made.id);
        t.app.write(ana, place, |tx, ctx, place| Box::pin(withdraw_dispute(tx, ctx, place))).await.unwrap();
        assert_eq!(counted(&report(&t, ana, ben).await), (2, 2), "taken back");
        let again = t.app.write(ana, place, |tx, ctx, place| Box::pin(withdraw_dispute(tx, ctx, place))).await;
        assert!(matches!(again, Err(HealthError::NoSuchDispute)));
        let nothing = take_away(&t, ana, ben, Claim { start: 999, end: 1000, ..claim }).await;
        assert!(matches!(nothing, Err(HealthError::NoSuchEvidence)));
    }

    async fn violence_leaves_no_score_until_it_is_disputed(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        write(&t, ana, &[BAD; 8]).await;
        write(&t, ana, &["Last night Ben hit me."]).await;
        let harmed = report(&t, ana, ben).await;
        assert_eq!((harmed.health.status, harmed.health.overall), (Status::Suppressed, None));
        let at = harmed.evidence.iter().position(|shown| shown.piece.about == About::Harm).unwrap();
        take_away(&t, ana, ben, claim(&harmed, at)).await.unwrap();
        assert_eq!(report(&t, ana, ben).await.health.status, Status::Early);
    }

    async fn violence_without_words_for_its_deeds_leaves_no_score(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        write(&t, ana, &["We had tea. There is a tracker from Ben on my car. It rained."]).await;
        let found = report(&t, ana, ben).await;
        assert_eq!(found.health.status, Status::Suppressed);
        assert_eq!(*found.evidence[0].piece.quote, "There is a tracker from Ben on my car.");
        let cleo = add_person(&t, ana, "Cleo").await;
        write(&t, ana, &["Ben and Cleo came. I found a tracker on my car."]).await;
        assert_eq!(report(&t, ana, cleo).await.health.status, Status::NotEnough, "it may be either");
    }

    async fn evidence_follows_the_text_and_the_entry(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let entries = write(&t, ana, &[BAD, BAD, BAD]).await;
        let rewritten = EntryChange { text: Some("It rained.".into()), ..EntryChange::default() };
        change(&t, ana, entries[0], rewritten).await.unwrap();
        assert_eq!(counted(&report(&t, ana, ben).await).0, 2, "what was deleted is not quoted for a moment longer");
        delete(&t, ana, entries[1], None).await.unwrap();
        assert_eq!(counted(&report(&t, ana, ben).await).0, 1);
        let draft = EntryChange { status: Some(EntryStatus::Draft), ..EntryChange::default() };
        change(&t, ana, entries[2], draft).await.unwrap();
        assert_eq!(counted(&report(&t, ana, ben).await).0, 0);
    }

    async fn harm_that_is_still_told_leaves_no_score_while_the_entry_is_read_again(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let entries = write(&t, ana, &["Ben hit me. Ben never listens to me."]).await;
        let to = |text: &str| EntryChange { text: Some(text.into()), ..EntryChange::default() };
        change(&t, ana, entries[0], to("Last night Ben hit me.")).await.unwrap();
        let found = report(&t, ana, ben).await;
        assert_eq!((found.health.status, found.evidence.len()), (Status::Suppressed, 1));
        assert_eq!(found.evidence[0].piece.start, 11, "where it is now");
        change(&t, ana, entries[0], to("It rained.")).await.unwrap();
        assert_eq!(report(&t, ana, ben).await.health.status, Status::NotEnough);
    }

    async fn evidence_is_collected_anew_when_people_change(t: TestApp) {
        let ana = t.writer("ana").await;
        let early = write(&t, ana, &[BAD, "He never listens to me."]).await;
        let ben = add_person(&t, ana, "Ben").await;
        assert_eq!(counted(&report(&t, ana, ben).await).0, 0);
        t.run_jobs().await;
        assert_eq!(counted(&report(&t, ana, ben).await).0, 1, "in entries from before");
        let linked = EntryChange { people: Some(vec![ben]), ..EntryChange::default() };
        change(&t, ana, early[1], linked).await.unwrap();
        t.run_jobs().await;
        assert_eq!(counted(&report(&t, ana, ben).await).0, 2, "where somebody is linked");
        let renamed = PersonChange { name: Some("Benedict".into()), ..PersonChange::default() };
        t.app.write(ana, (ben, renamed), |tx, ctx, input| Box::pin(change_person(tx, ctx, input))).await.unwrap();
        t.run_jobs().await;
        assert_eq!(counted(&report(&t, ana, ben).await).0, 1, "no longer by the former name");
        t.app.write(ana, ben, |tx, ctx, id| Box::pin(delete_person(tx, ctx, id))).await.unwrap();
        t.run_jobs().await;
        let evidence = t.store.store.read_user(t.store.store.scope(ana).await.unwrap(), early[1], |tx, id| {
            Box::pin(tx.find_evidence(*id))
        });
        assert!(evidence.await.unwrap().unwrap().pieces.is_empty(), "nothing is kept of who is gone");
        assert!(matches!(find_health(&t.app, ana, ben).await, Err(HealthError::NoSuchPerson)));
    }

    async fn harm_beside_danger_is_collected_anew_when_people_change(t: TestApp) {
        let ana = t.writer("ana").await;
        let harmed = "Last night Ben hit me. I want to kill myself. Ben never listens to me.";
        let entries = write(&t, ana, &[harmed]).await;
        assert!(find_analysis(&t, ana, entries[0]).await.unwrap().method.is_none(), "nothing is concluded");
        let ben = add_person(&t, ana, "Ben").await;
        t.run_jobs().await;
        let found = report(&t, ana, ben).await;
        assert_eq!(found.health.status, Status::Suppressed);
        assert!(found.evidence.iter().all(|shown| shown.piece.about == About::Harm), "and nothing else");
    }

    async fn what_was_read_before_evidence_was_kept_is_collected(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        write(&t, ana, &[BAD]).await;
        t.store.raw().await.empty("health_evidence").await;
        t.store.raw().await.set("user_sync", "evidence_gathered", 0).await;
        write(&t, ana, &[BAD]).await;
        assert_eq!(counted(&report(&t, ana, ben).await).0, 1, "what is new hides nothing that is old");
        hearken_app::upkeep::forget(&t.app).await.unwrap();
        t.run_jobs().await;
        assert_eq!(counted(&report(&t, ana, ben).await).0, 2);
        hearken_app::upkeep::forget(&t.app).await.unwrap();
        assert_eq!(jobs(&t).await, JobState::default(), "once");
    }

    async fn everything_disputed_is_shown_and_goes_with_the_person(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let entries = write(&t, ana, &[BAD; 14]).await;
        while let found = report(&t, ana, ben).await
            && let Some(at) = found.evidence.iter().position(|shown| shown.dispute.is_none())
        {
            take_away(&t, ana, ben, claim(&found, at)).await.unwrap();
        }
        assert_eq!(report(&t, ana, ben).await.evidence.len(), 14);
        t.app.write(ana, ben, |tx, ctx, id| Box::pin(delete_person(tx, ctx, id))).await.unwrap();
        t.run_jobs().await;
        let evidence = t.store.store.read_user(t.store.store.scope(ana).await.unwrap(), entries[0], |tx, id| {
            Box::pin(tx.find_evidence(*id))
        });
        assert!(evidence.await.unwrap().unwrap().disputes.is_empty());
    }

    async fn evidence_fades_with_time(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        write(&t, ana, &[BAD; 8]).await;
        assert_eq!(report(&t, ana, ben).await.health.status, Status::Early);
        t.advance(Duration::from_hours(24 * 90));
        let later = report(&t, ana, ben).await;
        assert_eq!((later.health.status, counted(&later)), (Status::NotEnough, (8, 8)));
    }

    async fn nobody_sees_or_disputes_anothers_evidence(t: TestApp) {
        let (ana, eve) = (t.writer("ana").await, t.writer("eve").await);
        let ben = add_person(&t, ana, "Ben").await;
        write(&t, ana, &[BAD]).await;
        let claim = claim(&report(&t, ana, ben).await, 0);
        assert!(matches!(find_health(&t.app, eve, ben).await, Err(HealthError::NoSuchPerson)));
        assert!(matches!(take_away(&t, eve, ben, claim).await, Err(HealthError::NoSuchPerson)));
        let mine = add_person(&t, eve, "Ben").await;
        assert!(matches!(take_away(&t, eve, mine, claim).await, Err(HealthError::NoSuchEvidence)));
        assert_eq!(counted(&report(&t, ana, ben).await).0, 1);
    }
}
