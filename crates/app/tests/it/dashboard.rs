//! The dashboard: counted over what is finished, by the user's own days.

use std::time::Duration;

use hearken_app::dashboard::{Dashboard, DashboardQuery, StatusCounts, dashboard};
use hearken_domain::{EntryStatus, Mood, NewEntry, Timestamp, UserId};
use hearken_testkit::{START, TestApp, on_both_engines};
use jiff::tz::{TimeZone, offset};

use crate::support::{add_person, create, draft, finished};

const DAY: Duration = Duration::from_hours(24);
const GLAD: &str = "I am so happy and grateful, this was a wonderful day!";

async fn look(t: &TestApp, user: UserId, time_zone: TimeZone) -> Dashboard {
    let query = DashboardQuery { time_zone, now: t.app.ctx().now() };
    dashboard(&t.app, user, &query).await.unwrap()
}

fn mood(level: u8) -> Mood {
    Mood::new(level).unwrap()
}

fn at(written_at: Timestamp, new: NewEntry) -> NewEntry {
    NewEntry { written_at: Some(written_at), ..new }
}

/// The days as text, with how many entries each has.
fn days(dashboard: &Dashboard) -> Vec<(String, usize)> {
    dashboard.days.iter().map(|day| (day.date.to_string(), day.entries)).collect()
}

on_both_engines! {
    async fn an_empty_journal(t: TestApp) {
        let ana = t.writer("ana").await;
        let empty = look(&t, ana, TimeZone::UTC).await;
        assert_eq!((empty.entries_total, empty.entries_this_week, empty.words_total), (0, 0, 0));
        assert!(empty.days.is_empty() && empty.recent.is_empty() && empty.people.is_empty() && empty.emotions.is_empty());
        assert_eq!(empty.status, StatusCounts::default());
    }

    async fn drafts_count_nowhere_but_among_the_latest(t: TestApp) {
        let ana = t.writer("ana").await;
        create(&t, ana, NewEntry { mood: Some(mood(1)), ..draft("four words not counted") }).await.unwrap();
        create(&t, ana, NewEntry { mood: Some(mood(5)), ..finished("three words counted") }).await.unwrap();
        let seen = look(&t, ana, TimeZone::UTC).await;
        assert_eq!((seen.entries_total, seen.entries_this_week, seen.words_total), (1, 1, 3));
        assert_eq!((seen.days.len(), seen.days[0].entries, seen.days[0].mood), (1, 1, Some(5.0)));
        assert_eq!(seen.recent.len(), 2);
    }

    async fn moods_and_tones_are_means_over_the_users_days(t: TestApp) {
        let ana = t.writer("ana").await;
        // Half an hour before midnight in UTC is the next day to the east.
        let late = START + Duration::from_mins(11 * 60 + 30);
        for (level, text) in [(2, GLAD), (5, GLAD)] {
            create(&t, ana, at(START, NewEntry { mood: Some(mood(level)), ..finished(text) })).await.unwrap();
        }
        create(&t, ana, at(late, finished(GLAD))).await.unwrap();
        assert_eq!(look(&t, ana, TimeZone::UTC).await.days[0].tone, None, "nothing has been read yet");
        t.run_jobs().await;
        let utc = look(&t, ana, TimeZone::UTC).await;
        assert_eq!(days(&utc), [("2026-11-20".to_owned(), 3)]);
        assert_eq!(utc.days[0].mood, Some(3.5), "of those that have one");
        assert!(utc.days[0].tone.unwrap() > 0.0);
        let east = look(&t, ana, TimeZone::fixed(offset(1))).await;
        assert_eq!(days(&east), [("2026-11-20".to_owned(), 2), ("2026-11-21".to_owned(), 1)]);
        assert_eq!(east.days[1].mood, None);
    }

    async fn a_week_and_a_year_are_looked_back_on(t: TestApp) {
        let ana = t.writer("ana").await;
        for days in [0, 6, 7, 364, 366] {
            create(&t, ana, at(START - days * DAY, finished("x"))).await.unwrap();
        }
        let seen = look(&t, ana, TimeZone::UTC).await;
        assert_eq!((seen.entries_total, seen.entries_this_week, seen.days.len()), (5, 2, 4));
        assert!(seen.days.is_sorted_by_key(|day| day.date));
    }

    async fn entries_of_days_to_come_are_told(t: TestApp) {
        let ana = t.writer("ana").await;
        create(&t, ana, at(START + DAY, finished("x"))).await.unwrap();
        let seen = look(&t, ana, TimeZone::UTC).await;
        assert_eq!((days(&seen), seen.entries_this_week), (vec![("2026-11-21".to_owned(), 1)], 0));
    }

    async fn the_latest_come_with_their_reading(t: TestApp) {
        let ana = t.writer("ana").await;
        for minute in 0..7 {
            create(&t, ana, at(START + Duration::from_mins(minute), finished(&minute.to_string()))).await.unwrap();
        }
        t.run_jobs().await;
        let seen = look(&t, ana, TimeZone::UTC).await;
        let latest: Vec<_> = seen.recent.iter().map(|recent| recent.entry.text.as_str()).collect();
        assert_eq!(latest, ["6", "5", "4", "3", "2"]);
        assert!(seen.recent.iter().all(|recent| recent.analysis.as_ref().unwrap().entry_id == recent.entry.id));
        assert_eq!(seen.status, StatusCounts { fallback: 7, ..StatusCounts::default() });
    }

    async fn people_emotions_and_themes_most_first(t: TestApp) {
        let ana = t.writer("ana").await;
        let (ben, cleo) = (add_person(&t, ana, "Ben").await, add_person(&t, ana, "Cleo").await);
        add_person(&t, ana, "Nobody").await;
        for people in [vec![cleo], vec![ben, cleo]] {
            create(&t, ana, NewEntry { people, ..finished(GLAD) }).await.unwrap();
        }
        create(&t, ana, NewEntry { people: vec![ben, ben], status: EntryStatus::Draft, ..draft(GLAD) }).await.unwrap();
        t.run_jobs().await;
        let seen = look(&t, ana, TimeZone::UTC).await;
        let people: Vec<_> = seen.people.iter().map(|(person, count)| (person.name.as_str(), *count)).collect();
        assert_eq!(people, [("Cleo", 2), ("Ben", 1)]);
        assert!(!seen.emotions.is_empty() && seen.emotions.iter().all(|(_, count)| *count == 2), "each entry counts an emotion once");
        assert!(seen.emotions.is_sorted_by(|(_, a), (_, b)| a >= b));
    }

    async fn people_count_who_are_linked_or_found_each_once(t: TestApp) {
        let ana = t.writer("ana").await;
        let (ben, cleo) = (add_person(&t, ana, "Ben").await, add_person(&t, ana, "Cleo").await);
        create(&t, ana, NewEntry { people: vec![ben], ..finished("Ben made me laugh. I love Ben.") }).await.unwrap();
        create(&t, ana, NewEntry { people: vec![cleo], ..finished("Ben was not in a good mood.") }).await.unwrap();
        t.run_jobs().await;
        let seen = look(&t, ana, TimeZone::UTC).await;
        let people: Vec<_> = seen.people.iter().map(|(person, count)| (person.name.as_str(), *count)).collect();
        assert_eq!(people, [("Ben", 2), ("Cleo", 1)]);
    }

    async fn nobody_sees_anothers(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        create(&t, ana, finished("x")).await.unwrap();
        assert_eq!(look(&t, ben, TimeZone::UTC).await.entries_total, 0);
    }
}
