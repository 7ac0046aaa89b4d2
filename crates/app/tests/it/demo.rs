//! The made-up year.

use hearken_app::account::{SignIn, log_in};
use hearken_app::demo::{DemoError, EMAIL, PASSWORD, fill};
use hearken_app::journal::{EntryFilter, EntryQuery, list_entries};
use hearken_app::people::list_people;
use hearken_app::person_health::find_health;
use hearken_domain::account::{Email, Password};
use hearken_domain::{Entry, Relationship, UserId};
use hearken_store::TimeWindow;
use hearken_testkit::{TestApp, on_both_engines};

async fn reader(t: &TestApp) -> UserId {
    let (email, password) = (Email::parse(EMAIL).unwrap(), Password::parse(PASSWORD.to_owned()).unwrap());
    log_in(&t.app, SignIn { email, password, device: "test".into() }).await.unwrap().user.id
}

async fn entries(t: &TestApp, user: UserId) -> Vec<Entry> {
    let all = EntryQuery { filter: EntryFilter::default(), window: TimeWindow::default(), limit: 1000 };
    t.app.read(user, all, |tx, all| Box::pin(list_entries(tx, all))).await.unwrap().entries
}

on_both_engines! {
    async fn a_year_is_there_once(t: TestApp) {
        fill(&t.app).await.unwrap();
        let user = reader(&t).await;
        let written = entries(&t, user).await;
        assert!(written.len() > 150);
        let now = t.app.ctx().now();
        let days = |entry: &Entry| now.since(entry.written_at).as_secs() / 86_400;
        assert!(written.iter().all(|entry| entry.written_at <= now));
        assert!(days(&written[0]) < 7 && days(written.last().unwrap()) > 330);
        fill(&t.app).await.unwrap();
        assert_eq!(entries(&t, user).await.len(), written.len(), "a second start adds nothing");
    }

    async fn all_of_it_is_read_and_there_is_something_to_see(t: TestApp) {
        fill(&t.app).await.unwrap();
        let user = reader(&t).await;
        assert!(t.run_jobs().await > 150);
        let people = t.app.read(user, (), |tx, ()| Box::pin(list_people(tx))).await.unwrap();
        let partner = people.iter().find(|person| person.relationship == Relationship::Partner).unwrap();
        let health = find_health(&t.app, user, partner.id).await.unwrap();
        assert!(health.evidence.len() >= 3, "{} pieces of evidence", health.evidence.len());
    }

    async fn nobodys_own_journal_is_touched(t: TestApp) {
        t.owner("ana").await;
        assert!(matches!(fill(&t.app).await, Err(DemoError::NotEmpty)));
    }
}
