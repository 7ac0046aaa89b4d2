//! Finished weeks on the wire.

use hearken_app::insights as app;
use hearken_domain::insight::WeekQuestion as DomainQuestion;
use hearken_domain::reading::{Emotion, Theme};
use hearken_domain::{Invalid, PersonId};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::Serialize;
use utoipa::ToSchema;

use super::dashboard::LabelCount;
use super::insight::InsightCitation;

/// The finished weeks in which something was written.
#[derive(Serialize, ToSchema)]
pub struct Weeks {
    /// The latest first.
    items: Vec<WeekSummary>,
}

/// A finished week.
#[derive(Serialize, ToSchema)]
pub struct WeekSummary {
    /// Its name (ISO 8601), as in `2026-W07`.
    week: String,
    /// Its Monday.
    #[schema(format = "date")]
    from: String,
    /// Entries.
    entries: u32,
}

/// What a finished week was like, by what was written in it.
#[derive(Serialize, ToSchema)]
#[schema(as = Week)]
pub struct FinishedWeek {
    /// Its name (ISO 8601), as in `2026-W07`.
    week: String,
    /// Its Monday.
    #[schema(format = "date")]
    from: String,
    /// Its Sunday.
    #[schema(format = "date")]
    to: String,
    /// Entries.
    entries: u32,
    /// Days with entries.
    days: u32,
    /// Words.
    words: u32,
    /// What it was about, in how many entries, most first.
    themes: Vec<LabelCount>,
    /// What was felt, in how many entries, most first.
    emotions: Vec<LabelCount>,
    /// Who was in it, in how many entries, most first.
    people: Vec<WeekPerson>,
    /// What was good and what was heavy, in the order of the days.
    moments: Vec<WeekMoment>,
    /// A question to take along.
    question: WeekQuestion,
}

/// Somebody who was in a week.
#[derive(Serialize, ToSchema)]
pub struct WeekPerson {
    /// The person.
    #[schema(value_type = String, format = "uuid")]
    person_id: PersonId,
    /// Entries.
    count: u32,
}

/// A moment of a week.
#[derive(Serialize, ToSchema)]
pub struct WeekMoment {
    /// Whether it was good, or heavy.
    is_good: bool,
    /// The entry with its words.
    citation: InsightCitation,
}

/// A question to take along.
#[derive(Serialize, ToSchema)]
pub struct WeekQuestion {
    /// Which.
    kind: WeekQuestionKind,
    /// What it is about; null but for `heavy`.
    #[schema(required, value_type = Option<String>)]
    theme: Option<Theme>,
    /// Whom it is about; null but for `good_with`.
    #[schema(required, value_type = Option<String>, format = "uuid")]
    person_id: Option<PersonId>,
}

/// Questions.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeekQuestionKind {
    /// Something came up more than once, and was heavy.
    Heavy,
    /// Somebody was in what was good.
    GoodWith,
    /// Something was good.
    Good,
    /// Nothing stands out.
    Open,
}

/// The Monday of a week such as `2026-W07`.
pub(crate) fn parse_week(name: &str) -> Result<Date, Invalid> {
    let malformed = || Invalid::new("week", "must be a week as in 2026-W07");
    let (year, week) = name.split_once("-W").ok_or_else(malformed)?;
    let (year, week) = (year.parse().map_err(|_| malformed())?, week.parse().map_err(|_| malformed())?);
    let monday = ISOWeekDate::new(year, week, Weekday::Monday).map_err(|_| malformed())?;
    Ok(monday.date())
}

fn name(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

impl From<Vec<(Date, u32)>> for Weeks {
    fn from(weeks: Vec<(Date, u32)>) -> Self {
        let summary =
            |(monday, entries): (Date, u32)| WeekSummary { week: name(monday), from: monday.to_string(), entries };
        Self { items: weeks.into_iter().map(summary).collect() }
    }
}

impl From<app::Week> for FinishedWeek {
    fn from(app::Week { reflection, moments }: app::Week) -> Self {
        let theme = |(label, count): (Theme, u32)| LabelCount::new(label.as_str(), count);
        let emotion = |(label, count): (Emotion, u32)| LabelCount::new(label.as_str(), count);
        let monday = reflection.monday;
        let sunday = monday.checked_add(jiff::Span::new().days(6)).unwrap_or(monday);
        Self {
            week: name(monday),
            from: monday.to_string(),
            to: sunday.to_string(),
            entries: reflection.entries,
            days: reflection.days,
            words: reflection.words,
            themes: reflection.themes.into_iter().map(theme).collect(),
            emotions: reflection.emotions.into_iter().map(emotion).collect(),
            people: reflection.people.into_iter().map(|(person_id, count)| WeekPerson { person_id, count }).collect(),
            moments: moments
                .into_iter()
                .map(|(moment, cited)| WeekMoment { is_good: moment.is_good, citation: cited.into() })
                .collect(),
            question: reflection.question.into(),
        }
    }
}

impl From<DomainQuestion> for WeekQuestion {
    fn from(question: DomainQuestion) -> Self {
        let (kind, theme, person_id) = match question {
            DomainQuestion::Heavy(theme) => (WeekQuestionKind::Heavy, Some(theme), None),
            DomainQuestion::GoodWith(person) => (WeekQuestionKind::GoodWith, None, Some(person)),
            DomainQuestion::Good => (WeekQuestionKind::Good, None, None),
            DomainQuestion::Open => (WeekQuestionKind::Open, None, None),
        };
        Self { kind, theme, person_id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_have_names_that_can_be_read_back() {
        for (week, monday) in [("2026-W07", "2026-02-09"), ("2026-W53", "2026-12-28"), ("2027-W01", "2027-01-04")] {
            let date = parse_week(week).unwrap();
            assert_eq!((date.to_string(), name(date)), (monday.to_owned(), week.to_owned()));
        }
        for wrong in ["", "2026", "2026-07", "2026-W00", "2027-W53", "2026-Wxx", "x-W07"] {
            assert!(parse_week(wrong).is_err(), "{wrong}");
        }
    }
}
