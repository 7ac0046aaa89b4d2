//! Simulated journals with fixed seeds: how often a pattern is seen where there is none, and how often one that is there;
//! and what each kind of claim needs. Run with `--nocapture` to see the figures.

use std::collections::HashSet;
use std::time::Duration;

use hearken_domain::insight::{
    Claim, Fact, Feature, Insight, Journal, Kind, Moment, Subject, WeekQuestion, find, finished_weeks, progress,
    reflect,
};
use hearken_domain::reading::{Emotion, Factor, Theme};
use hearken_domain::{EntryId, Mood, PersonId, Timestamp};
use jiff::civil::{Weekday, date};
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::dice::Dice;

/// A Wednesday.
const NOW: &str = "2026-11-18T12:00:00Z";
const DAY: Duration = Duration::from_hours(24);
const BEN: PersonId = PersonId(Uuid::from_u128(1));

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn fact(number: u128, at: Timestamp) -> Fact {
    Fact {
        entry: EntryId(Uuid::from_u128(number)),
        at,
        mood: None,
        tone: None,
        emotions: Vec::new(),
        themes: Vec::new(),
        people: Vec::new(),
        tags: Vec::new(),
        words: 10,
        private: false,
        said: Vec::new(),
    }
}

/// An entry of so many days ago.
fn ago(days: u32, change: impl FnOnce(&mut Fact)) -> Fact {
    let mut fact = fact(u128::from(days), now() - DAY * days);
    change(&mut fact);
    fact
}

fn journal(facts: Vec<Fact>) -> Journal {
    Journal { facts, zone: TimeZone::UTC, now: now(), silenced: HashSet::new(), harmed_by: HashSet::new() }
}

fn mood(level: u8) -> Mood {
    Mood::new(level).unwrap()
}

fn of_kind(found: &[Insight], kind: Kind) -> Vec<&Insight> {
    found.iter().filter(|insight| insight.claim.kind() == kind).collect()
}

/// How a simulated journal is written.
#[derive(Clone, Copy)]
struct Habits {
    /// How likely a day has entries.
    per_day: f64,
    /// How much of a day's mood stays on the next one.
    lasting: f64,
    /// How likely what came up yesterday comes up again.
    clustered: f64,
    planted: Planted,
}

#[derive(Clone, Copy, PartialEq)]
enum Planted {
    Nothing,
    /// Sundays are low this often, other days one time in five.
    Sundays(f64),
    /// Days with work in them are.
    Work(f64),
}

/// Half a year of writing.
fn simulated(dice: &mut Dice, habits: Habits) -> Journal {
    let themes = &Theme::ALL[..10];
    let mut today = [false; 18];
    let (mut level, mut facts) = (0.0, Vec::new());
    for day in (1..=185_u32).rev() {
        level = habits.lasting * level + dice.normal(0.0, (1.0 - habits.lasting * habits.lasting).sqrt());
        for (at, has) in today.iter_mut().enumerate() {
            let often = [0.35, 0.25, 0.15, 0.1][at % 4];
            *has = if dice.unit() < habits.clustered { *has } else { dice.unit() < often };
        }
        if dice.unit() >= habits.per_day {
            continue;
        }
        for part in 0..=dice.below(2) {
            let hours = 1 + u32::try_from(dice.below(22)).unwrap();
            let at = now() - DAY * day + Duration::from_hours(u64::from(hours)) - Duration::from_hours(12);
            let mut fact = fact(u128::from(day) * 4 + u128::from(part), at);
            fact.themes = (0..10).filter(|at| today[*at]).map(|at| themes[at]).collect();
            fact.people = (10..15)
                .filter(|at| today[*at])
                .map(|at| PersonId(Uuid::from_u128(u128::try_from(at).unwrap())))
                .collect();
            fact.tags = (15..18).filter(|at| today[*at]).map(|at| format!("tag{at}").into()).collect();
            let own = level + dice.normal(0.0, 0.5);
            let is_sunday =
                TimeZone::UTC.to_datetime(jiff::Timestamp::from_millisecond(at.as_millis()).unwrap()).weekday()
                    == Weekday::Sunday;
            let low = match habits.planted {
                Planted::Sundays(often) if is_sunday => Some(often),
                Planted::Work(often) if fact.themes.contains(&Theme::QualityTime) => Some(often),
                Planted::Nothing => None,
                _ => Some(0.2),
            };
            let value = match low {
                Some(often) if dice.unit() < often => -1.2,
                Some(_) => 0.4 + own.abs() / 2.0,
                None => own,
            };
            fact.mood = (dice.unit() < 0.8).then(|| (3.0 + 1.1 * value).round().clamp(1.0, 5.0)).map(level_of);
            fact.tone = Some((value * 0.3 + dice.normal(0.0, 0.3)).clamp(-1.0, 1.0));
            facts.push(fact);
        }
    }
    journal(facts)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 5")]
fn level_of(value: f64) -> Mood {
    Mood::new(value as u8).unwrap()
}

fn is_pattern(insight: &Insight) -> bool {
    matches!(insight.claim.kind(), Kind::Trigger | Kind::Rhythm)
}

/// The share of journals with any pattern at all.
fn share_with(seed: u64, journals: u32, habits: Habits, is_such: impl Fn(&Insight) -> bool) -> f64 {
    let mut dice = Dice(seed);
    let such = (0..journals).filter(|_| find(&simulated(&mut dice, habits)).iter().any(&is_such)).count();
    f64::from(u32::try_from(such).unwrap()) / f64::from(journals)
}

#[test]
fn where_there_is_no_pattern_hardly_any_is_told() {
    let mut all = Vec::new();
    for (per_day, lasting, clustered) in [
        (0.3, 0.0, 0.0),
        (0.9, 0.0, 0.0),
        (0.3, 0.6, 0.0),
        (0.9, 0.6, 0.0),
        (0.5, 0.4, 0.4),
        (0.9, 0.6, 0.6),
        (0.9, 0.4, 0.4),
    ] {
        let habits = Habits { per_day, lasting, clustered, planted: Planted::Nothing };
        let share = share_with(7, 100, habits, is_pattern);
        println!("writes {per_day} of days, mood lasts {lasting}, themes last {clustered}: a pattern in {share:.3}");
        all.push(share);
    }
    assert!(all.iter().all(|share| *share <= 0.05), "{all:?}");
}

#[test]
fn where_there_is_a_pattern_it_is_mostly_told() {
    let share = |per_day: f64, planted: Planted, is_such: &dyn Fn(&Insight) -> bool| {
        let share = share_with(11, 50, Habits { per_day, lasting: 0.3, clustered: 0.2, planted }, is_such);
        println!("writes {per_day} of days: told in {share:.3}");
        share
    };
    let sunday = |it: &Insight| matches!(it.claim, Claim::Weekday(Weekday::Sunday, outcome) if !outcome.is_high);
    let work = |it: &Insight| matches!(&it.claim, Claim::Trigger(Feature::Theme(Theme::QualityTime), outcome) if !outcome.is_high);
    println!("Sundays low 8 in 10, other days 2 in 10");
    let sundays = (share(0.5, Planted::Sundays(0.8), &sunday), share(0.9, Planted::Sundays(0.8), &sunday));
    println!("a theme low 7 in 10, without it 2 in 10");
    let works = (share(0.5, Planted::Work(0.7), &work), share(0.9, Planted::Work(0.7), &work));
    println!("a theme low 5 in 10, without it 2 in 10");
    share(0.9, Planted::Work(0.5), &work);
    assert!(sundays.0 >= 0.6 && sundays.1 >= 0.9 && works.0 >= 0.6 && works.1 >= 0.9, "{sundays:?} {works:?}");
}

/// A mood for each Sunday and each other day of half a year.
fn sundays() -> Journal {
    let of = |days: u32| {
        let is_sunday = (days + 4).is_multiple_of(7);
        let low = if is_sunday { !days.is_multiple_of(5) } else { days.is_multiple_of(6) };
        ago(days, |it| it.mood = Some(mood(if low { 1 } else { 4 })))
    };
    journal((1_u32..180).filter(|days| days.is_multiple_of(2) || (days + 4).is_multiple_of(7)).map(of).collect())
}

#[test]
fn a_pattern_counts_what_speaks_against_it() {
    let found = find(&sundays());
    let [insight] = of_kind(&found, Kind::Rhythm)[..] else { panic!("{found:?}") };
    assert!(matches!(insight.claim, Claim::Weekday(Weekday::Sunday, outcome) if !outcome.is_high));
    let share = insight.share;
    assert_eq!(share.hits, u32::try_from(insight.evidence.len()).unwrap());
    assert_eq!(share.of - share.hits, u32::try_from(insight.counter.len()).unwrap());
    let effect = insight.effect.unwrap();
    assert!(effect.low > 0.0 && effect.low < effect.size && effect.size < effect.high && insight.p.unwrap() < 0.05);
    assert_eq!(insight.period, (date(2026, 5, 18), date(2026, 11, 15)), "whole weeks, and no day of this one");
    assert_eq!(insight.expires_at.to_string(), "2026-11-23T00:00:00.000Z");
}

#[test]
fn what_is_never_to_be_spoken_of_is_not_looked_at() {
    let of = |silenced: &[Subject]| {
        let silenced = silenced.iter().cloned().collect();
        find(&Journal { silenced, ..sundays() }).len()
    };
    assert!(of(&[]) > of(&[Subject::Kind(Kind::Rhythm)]));
    let work = |days: u32| ago(days, |it| (it.themes, it.people) = (vec![Theme::Work], vec![BEN]));
    let entries: Vec<Fact> = (1..28).step_by(3).map(work).collect();
    let with = |silenced: Option<Subject>, harmed_by: Option<PersonId>| {
        let (silenced, harmed_by) = (silenced.into_iter().collect(), harmed_by.into_iter().collect());
        let journal = Journal { silenced, harmed_by, ..journal(entries.clone()) };
        of_kind(&find(&journal), Kind::RecurringTheme).len()
    };
    assert_eq!(with(None, None), 1);
    assert_eq!(with(Some(Subject::Theme(Theme::Work)), None), 0);
    assert_eq!(with(Some(Subject::Theme(Theme::Money)), None), 1);
    assert_eq!(with(Some(Subject::Person(BEN)), None), 0, "every quote would speak of him");
    assert_eq!(with(None, Some(BEN)), 0, "nothing is told beside harm");
}

#[test]
fn a_theme_comes_back_when_three_of_four_weeks_have_it() {
    let work = |days: &[u32]| {
        let entries = days.iter().map(|days| ago(*days, |it| it.themes = vec![Theme::Work]));
        let others = (0..28)
            .step_by(4)
            .map(|days| Fact { entry: EntryId(Uuid::from_u128(900 + u128::from(days))), ..ago(days, |_| {}) });
        let mut found = find(&journal(entries.chain(others).collect()));
        found.retain(|insight| insight.claim.kind() == Kind::RecurringTheme);
        found
    };
    let found = work(&[1, 2, 9, 15]);
    let [insight] = &found[..] else { panic!("{found:?}") };
    assert_eq!((insight.share.hits, insight.share.of, insight.evidence.len(), insight.counter.len()), (4, 11, 4, 7));
    assert!(insight.p.is_none(), "a count is not tested");
    assert!(work(&[1, 2, 9]).is_empty(), "too few");
    assert!(work(&[1, 2, 3, 9]).is_empty(), "two weeks");
    assert!(work(&[1, 30, 40, 50]).is_empty(), "long ago");
}

#[test]
fn hard_words_are_followed_to_the_next_good_entry() {
    let said = |days: u32, way: f64| {
        ago(days, |it| (it.people, it.said) = (vec![BEN], vec![(BEN, Factor::ConflictResolution, way)]))
    };
    let entries = vec![
        said(90, -0.8),
        said(89, -0.8),
        said(87, 0.8),
        said(60, -0.8),
        said(58, 0.5),
        said(40, -0.8),
        ago(33, |it| (it.people, it.mood) = (vec![BEN], Some(mood(5)))),
        said(5, -0.8),
    ];
    let found = find(&journal(entries.clone()));
    let [insight] = of_kind(&found, Kind::Repair)[..] else { panic!("{found:?}") };
    assert_eq!(insight.claim, Claim::Repair { person: BEN, days: 3 }, "3, 2 and 7 days");
    assert_eq!((insight.share.hits, insight.share.of), (3, 4), "one is still open");
    let effect = insight.effect.unwrap();
    assert!((effect.low, effect.high) == (2.0, 7.0), "{effect:?}");
    assert_eq!(insight.counter.len(), 1);
    assert!(of_kind(&find(&journal(entries[3..].to_vec())), Kind::Repair).is_empty(), "twice is too few");
    let harmed_by = HashSet::from([BEN]);
    assert!(of_kind(&find(&Journal { harmed_by, ..journal(entries) }), Kind::Repair).is_empty(), "nothing beside harm");
}

#[test]
fn a_theme_that_stays_heavy_becomes_a_question() {
    let money = |days: u32, level: u8| {
        ago(days, |it| (it.themes, it.people, it.mood) = (vec![Theme::Money], vec![BEN], Some(mood(level))))
    };
    let open = vec![money(30, 2), money(20, 1), money(12, 4), money(3, 2)];
    let found = find(&journal(open.clone()));
    let [insight] = of_kind(&found, Kind::Starter)[..] else { panic!("{found:?}") };
    assert_eq!(insight.claim, Claim::Starter { theme: Theme::Money, person: Some(BEN) });
    assert_eq!((insight.share.hits, insight.share.of), (3, 4));
    let mended = [open, vec![money(1, 5)]].concat();
    assert!(of_kind(&find(&journal(mended)), Kind::Starter).is_empty(), "it was good when it came up last");
}

#[test]
fn moods_and_tones_that_lie_apart_are_told_without_a_verdict() {
    let of = |days: u32, level: u8, tone: f64| ago(days, |it| (it.mood, it.tone) = (Some(mood(level)), Some(tone)));
    let entries = vec![of(30, 4, -0.4), of(20, 5, 0.1), of(10, 4, -0.2), of(5, 3, 0.0), of(4, 4, 0.4)];
    let found = find(&journal(entries.clone()));
    let [insight] = of_kind(&found, Kind::MoodAndTone)[..] else { panic!("{found:?}") };
    assert_eq!(insight.claim, Claim::MoodAndTone { mood_is_higher: true });
    assert_eq!((insight.share.hits, insight.share.of), (3, 5));
    assert!(of_kind(&find(&journal(entries[1..].to_vec())), Kind::MoodAndTone).is_empty(), "twice is too few");
}

#[test]
fn gratitude_is_counted_and_compared_with_before() {
    let of = |days: u32| ago(days, |it| it.emotions = vec![Emotion::Gratitude]);
    let entries = vec![of(1), of(9), of(20), of(50), ago(3, |_| {}), ago(60, |_| {}), ago(70, |_| {})];
    let found = find(&journal(entries));
    let [insight] = of_kind(&found, Kind::Gratitude)[..] else { panic!("{found:?}") };
    let otherwise = insight.otherwise.unwrap();
    assert_eq!((insight.share.hits, insight.share.of, otherwise.hits, otherwise.of), (3, 4, 1, 3));
}

#[test]
fn a_milestone_is_told_for_two_weeks() {
    let of = |latest: u32, count: u32| {
        let found = find(&journal((0..count).map(|it| ago(latest + it * 9, |_| {})).collect()));
        of_kind(&found, Kind::Milestone).first().map(|insight| insight.claim.clone())
    };
    assert_eq!(of(1, 10), Some(Claim::Milestone(10)));
    assert_eq!(of(14, 10), Some(Claim::Milestone(10)));
    assert_eq!((of(15, 10), of(1, 9)), (None, None));
}

#[test]
fn private_entries_count_and_are_cited_last() {
    let of = |days: u32| ago(days, |it| (it.themes, it.private) = (vec![Theme::Work], days < 5));
    let found = find(&journal([1, 9, 15, 20].map(of).to_vec()));
    let [insight] = of_kind(&found, Kind::RecurringTheme)[..] else { panic!("{found:?}") };
    let cited: Vec<u128> = insight.evidence.iter().map(|entry| entry.0.as_u128()).collect();
    assert_eq!(cited, [9, 15, 20, 1]);
}

#[test]
fn three_entries_on_three_days_are_the_least() {
    for entries in [vec![], vec![ago(1, |_| {})], vec![ago(1, |_| {}), ago(2, |_| {})]] {
        let journal = journal(entries);
        assert!(find(&journal).is_empty());
        assert!(progress(&journal).days < progress(&journal).days_needed);
    }
    let of = |minutes: u32| {
        let at = now() - Duration::from_mins(1) * minutes;
        Fact { themes: vec![Theme::Work], emotions: vec![Emotion::Gratitude], ..fact(u128::from(minutes), at) }
    };
    assert!(find(&journal((0..9).map(of).collect())).is_empty(), "nine in one day are one day");
    assert!(find(&journal(vec![fact(1, now() + DAY)])).is_empty(), "what is to come has not been");
}

#[test]
fn a_week_is_looked_back_on_once_it_is_over() {
    let of = |days: u32, level: u8, themes: Vec<Theme>| {
        ago(days, |it| (it.mood, it.themes, it.people) = (Some(mood(level)), themes, vec![BEN]))
    };
    // This week began two days ago; the one before has heavy work in it, twice.
    let entries = vec![
        of(1, 5, vec![]),
        of(4, 1, vec![Theme::Work]),
        of(5, 2, vec![Theme::Work, Theme::Sleep]),
        of(6, 5, vec![]),
        of(20, 4, vec![]),
    ];
    let journal = journal(entries);
    assert_eq!(finished_weeks(&journal), [(date(2026, 11, 9), 3), (date(2026, 10, 26), 1)]);
    let week = reflect(&journal, date(2026, 11, 9)).unwrap();
    assert_eq!((week.entries, week.days, week.words), (3, 3, 30));
    assert_eq!(week.themes, [(Theme::Work, 2), (Theme::Sleep, 1)]);
    assert_eq!(week.people, [(BEN, 3)]);
    let moment = |days: u128, is_good| Moment { entry: EntryId(Uuid::from_u128(days)), is_good };
    assert_eq!(week.moments, [moment(6, true), moment(5, false), moment(4, false)]);
    assert_eq!(week.question, WeekQuestion::Heavy(Theme::Work));
    assert_eq!(reflect(&journal, date(2026, 10, 26)).unwrap().question, WeekQuestion::GoodWith(BEN));
    assert_eq!(reflect(&journal, date(2026, 11, 2)), None, "nothing was written");
    assert_eq!(reflect(&journal, date(2026, 11, 16)), None, "it is not over");
    assert_eq!(reflect(&journal, date(2026, 11, 10)), None, "a Tuesday");
    let silenced = HashSet::from([Subject::Theme(Theme::Work), Subject::Person(BEN)]);
    let quiet = reflect(&Journal { silenced, ..journal }, date(2026, 11, 9)).unwrap();
    assert_eq!(
        (quiet.themes.len(), quiet.people.len(), quiet.moments.len(), quiet.question),
        (1, 0, 0, WeekQuestion::Open)
    );
}
