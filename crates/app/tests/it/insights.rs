//! Insights: what they count, what they leave out, and that what is said of them holds.

use std::time::Duration;

use hearken_app::insights::{
    InsightError, Listed, Page, Week, find_week, give_verdict, list_insights, list_weeks, never_again, withdraw,
};
use hearken_app::people::delete_person;
use hearken_domain::insight::{Kind, Standing, Subject, Verdict};
use hearken_domain::reading::Theme;
use hearken_domain::{EntryChange, EntryId, Mood, NewEntry, UserId};
use hearken_testkit::{START, TestApp, on_both_engines};
use jiff::civil::date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::support::{add_person, change, create, delete, finished};

const DAY: Duration = Duration::from_hours(24);
const WORK: &str = "The boss wants the report. We had soup.";

async fn page(t: &TestApp, user: UserId, standing: Standing) -> Page {
    list_insights(&t.app, user, (standing, TimeZone::UTC)).await.unwrap()
}

async fn active(t: &TestApp, user: UserId, kind: Kind) -> Vec<Listed> {
    let items = page(t, user, Standing::Active).await.items;
    items.into_iter().filter(|listed| listed.insight.claim.kind() == kind).collect()
}

/// Writes finished entries of so many days ago and has them read.
async fn write(t: &TestApp, user: UserId, days: &[u32], new: &NewEntry) -> Vec<EntryId> {
    let mut ids = Vec::new();
    for ago in days {
        let new = NewEntry { written_at: Some(START - DAY * *ago), ..new.clone() };
        ids.push(create(t, user, new).await.unwrap().id);
    }
    t.run_jobs().await;
    ids
}

async fn say(t: &TestApp, user: UserId, id: Uuid, verdict: Verdict) -> Result<(), InsightError> {
    give_verdict(&t.app, user, (id, verdict, TimeZone::UTC)).await
}

async fn take_back(t: &TestApp, user: UserId, id: Uuid) -> Result<(), InsightError> {
    t.app.write(user, id, |tx, ctx, id| Box::pin(withdraw(tx, ctx, id))).await
}

async fn silence(t: &TestApp, user: UserId, subject: Subject) -> Result<Uuid, InsightError> {
    t.app.write(user, subject, |tx, ctx, subject| Box::pin(never_again(tx, ctx, subject))).await
}

async fn answers(t: &TestApp, user: UserId) -> usize {
    let scope = t.store.store.scope(user).await.unwrap();
    t.store.store.read_user(scope, (), |tx, ()| Box::pin(tx.list_insight_answers())).await.unwrap().len()
}

on_both_engines! {
    async fn a_theme_that_comes_back_is_quoted_and_counted(t: TestApp) {
        let ana = t.writer("ana").await;
        assert!(page(&t, ana, Standing::Active).await.items.is_empty());
        write(&t, ana, &[1, 8, 15, 20], &finished(WORK)).await;
        write(&t, ana, &[2, 4], &finished("We had soup.")).await;
        let [listed] = &active(&t, ana, Kind::RecurringTheme).await[..] else { panic!("one theme comes back") };
        assert_eq!((listed.insight.share.hits, listed.insight.share.of), (4, 6));
        assert_eq!((listed.evidence.len(), listed.counter.len()), (3, 1));
        for cited in &listed.evidence {
            let quote = cited.quote.as_ref().unwrap();
            assert_eq!(*quote.text, "The boss wants the report.");
            assert_eq!((quote.start, quote.end), (0, 26));
        }
        assert_eq!(page(&t, ana, Standing::Active).await.progress.days, 6);
    }

    async fn what_tells_of_danger_or_violence_counts_nowhere(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        write(&t, ana, &[1, 8, 15], &finished(WORK)).await;
        write(&t, ana, &[20], &finished(&format!("{WORK} I want to kill myself."))).await;
        write(&t, ana, &[21], &NewEntry { people: vec![ben], ..finished(&format!("{WORK} Last night Ben hit me.")) }).await;
        assert!(active(&t, ana, Kind::RecurringTheme).await.is_empty(), "three are too few");
        assert_eq!(page(&t, ana, Standing::Active).await.progress.entries, 3);
        let weeks = list_weeks(&t.app, ana, TimeZone::UTC).await.unwrap();
        assert_eq!(weeks, [(date(2026, 11, 9), 1), (date(2026, 11, 2), 1)], "and none of October");
    }

    async fn an_entry_that_is_not_read_yet_does_not_count(t: TestApp) {
        let ana = t.writer("ana").await;
        let entries = write(&t, ana, &[1, 8, 15, 20], &finished(WORK)).await;
        assert_eq!(active(&t, ana, Kind::RecurringTheme).await.len(), 1);
        let worse = EntryChange { text: Some("I want to kill myself.".into()), ..EntryChange::default() };
        change(&t, ana, entries[0], worse).await.unwrap();
        assert!(active(&t, ana, Kind::RecurringTheme).await.is_empty(), "not for a moment");
        t.run_jobs().await;
        assert!(active(&t, ana, Kind::RecurringTheme).await.is_empty());
    }

    async fn private_entries_count_and_are_not_quoted(t: TestApp) {
        let ana = t.writer("ana").await;
        write(&t, ana, &[1, 8], &finished(WORK)).await;
        write(&t, ana, &[15, 20], &NewEntry { private: true, ..finished(WORK) }).await;
        let [listed] = &active(&t, ana, Kind::RecurringTheme).await[..] else { panic!("all four count") };
        let quotes: Vec<bool> = listed.evidence.iter().map(|cited| cited.quote.is_some()).collect();
        assert_eq!(quotes, [true, true, false]);
    }

    async fn what_is_said_of_an_insight_holds_and_can_be_taken_back(t: TestApp) {
        let ana = t.writer("ana").await;
        write(&t, ana, &[1, 8, 15, 20], &finished(WORK)).await;
        let id = active(&t, ana, Kind::RecurringTheme).await[0].id;
        say(&t, ana, id, Verdict::Useful).await.unwrap();
        assert_eq!(active(&t, ana, Kind::RecurringTheme).await[0].verdict, Some(Verdict::Useful));
        for (verdict, standing) in [(Verdict::NotRight, Standing::Dismissed), (Verdict::Acted, Standing::Acted)] {
            say(&t, ana, id, verdict).await.unwrap();
            assert!(active(&t, ana, Kind::RecurringTheme).await.is_empty());
            assert_eq!(page(&t, ana, standing).await.items[0].id, id);
        }
        write(&t, ana, &[3], &finished(WORK)).await;
        assert_eq!(page(&t, ana, Standing::Acted).await.items[0].id, id, "the same claim with other counts");
        take_back(&t, ana, id).await.unwrap();
        assert_eq!(active(&t, ana, Kind::RecurringTheme).await[0].verdict, None);
        assert!(matches!(take_back(&t, ana, id).await, Err(InsightError::NoSuchAnswer)));
        assert!(matches!(say(&t, ana, Uuid::nil(), Verdict::Useful).await, Err(InsightError::NoSuchInsight)));
    }

    async fn what_is_silenced_is_never_spoken_of(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        write(&t, ana, &[1, 8, 15, 20], &NewEntry { people: vec![ben], tags: vec!["Office".into()], ..finished(WORK) }).await;
        let subjects =
            [Subject::Theme(Theme::Work), Subject::Kind(Kind::RecurringTheme), Subject::Person(ben), Subject::tag(" OFFICE ")];
        for subject in subjects {
            let id = silence(&t, ana, subject.clone()).await.unwrap();
            assert_eq!(silence(&t, ana, subject).await.unwrap(), id, "once");
            let quiet = page(&t, ana, Standing::Active).await;
            assert_eq!((quiet.items.len(), quiet.never.len()), (0, 1));
            take_back(&t, ana, id).await.unwrap();
            assert_eq!(active(&t, ana, Kind::RecurringTheme).await.len(), 1);
        }
        assert!(silence(&t, ana, Subject::Person(hearken_domain::PersonId(Uuid::nil()))).await.is_err());
    }

    async fn answers_go_with_the_entries_and_people_behind_them(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let entries = write(&t, ana, &[1, 8, 15, 20], &finished(WORK)).await;
        say(&t, ana, active(&t, ana, Kind::RecurringTheme).await[0].id, Verdict::NotRight).await.unwrap();
        silence(&t, ana, Subject::Person(ben)).await.unwrap();
        for (entry, left) in entries.iter().zip([2, 2, 2, 1]) {
            delete(&t, ana, *entry, None).await.unwrap();
            assert_eq!(answers(&t, ana).await, left);
        }
        t.app.write(ana, ben, |tx, ctx, id| Box::pin(delete_person(tx, ctx, id))).await.unwrap();
        assert_eq!(answers(&t, ana).await, 0);
    }

    async fn what_was_deleted_is_not_quoted_a_moment_longer(t: TestApp) {
        let ana = t.writer("ana").await;
        let entries = write(&t, ana, &[1, 8, 15, 20, 22], &finished(WORK)).await;
        active(&t, ana, Kind::RecurringTheme).await;
        delete(&t, ana, entries[0], None).await.unwrap();
        let listed = active(&t, ana, Kind::RecurringTheme).await.remove(0);
        assert_eq!(listed.insight.share.hits, 4);
        assert!(listed.evidence.iter().all(|cited| cited.entry != entries[0]));
    }

    async fn upkeep_has_insights_at_hand_and_changes_nothing(t: TestApp) {
        let ana = t.writer("ana").await;
        write(&t, ana, &[1, 8, 15, 20], &finished(WORK)).await;
        let t = t.restart().await;
        hearken_app::upkeep::forget(&t.app).await.unwrap();
        assert_eq!(active(&t, ana, Kind::RecurringTheme).await.len(), 1);
    }

    async fn a_finished_week_is_looked_back_on(t: TestApp) {
        let ana = t.writer("ana").await;
        let mood = |level| Some(Mood::new(level).unwrap());
        write(&t, ana, &[8], &NewEntry { mood: mood(5), ..finished("It was a wonderful day, I am so happy.") }).await;
        write(&t, ana, &[9], &NewEntry { mood: mood(1), ..finished("It rained. A terrible, awful fight at work.") }).await;
        write(&t, ana, &[10], &NewEntry { mood: mood(1), private: true, ..finished(WORK) }).await;
        let weeks = list_weeks(&t.app, ana, TimeZone::UTC).await.unwrap();
        assert_eq!(weeks, [(date(2026, 11, 9), 3)]);
        let Week { reflection, moments } = find_week(&t.app, ana, (date(2026, 11, 9), TimeZone::UTC)).await.unwrap();
        assert_eq!((reflection.entries, reflection.days), (3, 3));
        let quotes: Vec<_> = moments.iter().map(|(it, cited)| (it.is_good, cited.quote.as_ref().unwrap().text.as_str())).collect();
        assert_eq!(
            quotes,
            [(false, "A terrible, awful fight at work."), (true, "It was a wonderful day, I am so happy.")],
            "in the order of the days, and nothing private"
        );
        let other = find_week(&t.app, ana, (date(2026, 11, 2), TimeZone::UTC)).await;
        assert!(matches!(other, Err(InsightError::NoSuchWeek)));
    }

    async fn nobody_sees_or_answers_anothers(t: TestApp) {
        let (ana, eve) = (t.writer("ana").await, t.writer("eve").await);
        write(&t, ana, &[1, 8, 15, 20], &finished(WORK)).await;
        let id = active(&t, ana, Kind::RecurringTheme).await[0].id;
        assert!(page(&t, eve, Standing::Active).await.items.is_empty());
        assert!(matches!(say(&t, eve, id, Verdict::NotRight).await, Err(InsightError::NoSuchInsight)));
        write(&t, eve, &[1, 8, 15, 20], &finished(WORK)).await;
        assert_ne!(active(&t, eve, Kind::RecurringTheme).await[0].id, id, "the same claim has another name with each");
        say(&t, ana, id, Verdict::NotRight).await.unwrap();
        assert!(matches!(take_back(&t, eve, id).await, Err(InsightError::NoSuchAnswer)));
        assert_eq!(active(&t, eve, Kind::RecurringTheme).await.len(), 1);
    }
}
