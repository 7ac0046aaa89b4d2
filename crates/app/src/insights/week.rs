//! Looking back on a finished week, without any provider.

use std::sync::Arc;

use hearken_domain::UserId;
use hearken_domain::insight::{Cited as Wanted, Moment, Reflection, finished_weeks, reflect};
use hearken_store::{StoreError, UserReader};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::InsightError;
use super::show::{Cited, quote, up_to_date};
use crate::App;

/// A finished week with the words of its moments.
#[derive(Clone, Debug)]
pub struct Week {
    /// The week.
    pub reflection: Reflection,
    /// Its moments.
    pub moments: Vec<(Moment, Cited)>,
}

/// The Mondays of the finished weeks with entries, and how many each has, the latest first.
pub async fn list_weeks(app: &App, user: UserId, zone: TimeZone) -> Result<Vec<(Date, u32)>, InsightError> {
    let mut known = up_to_date(app, user).await?;
    Ok(finished_weeks(known.journal(&zone, app.ctx().now())))
}

/// The finished week that began on this Monday.
pub async fn find_week(app: &App, user: UserId, (monday, zone): (Date, TimeZone)) -> Result<Week, InsightError> {
    let mut known = up_to_date(app, user).await?;
    let reflection = reflect(known.journal(&zone, app.ctx().now()), monday).ok_or(InsightError::NoSuchWeek)?;
    drop(known);
    let moments = Arc::new(reflection.moments.clone());
    let moments = app.read(user, moments, |tx, moments| Box::pin(quote_moments(tx, moments))).await?;
    Ok(Week { reflection, moments })
}

async fn quote_moments(tx: &mut UserReader<'_>, moments: &[Moment]) -> Result<Vec<(Moment, Cited)>, StoreError> {
    let mut quoted = Vec::with_capacity(moments.len());
    for moment in moments {
        let cited = quote(tx, moment.entry, &Wanted::Tone { is_high: moment.is_good }).await?;
        quoted.extend(cited.filter(|cited| cited.quote.is_some()).map(|cited| (*moment, cited)));
    }
    Ok(quoted)
}
