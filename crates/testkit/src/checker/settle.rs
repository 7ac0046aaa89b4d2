//! After the last fault: how long it takes until everybody has everything, and nobody has anything more to say.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::party::Party;
use super::report::LiveReport;

/// Within this everything must be quiet.
const GOAL: Duration = Duration::from_secs(30);
/// When to give up.
const PATIENCE: Duration = Duration::from_secs(75);
/// Nobody has anything more to say who has said nothing for so long. Longer than any wait for an answer or an effect is
/// once everybody has everything.
const STILL: Duration = Duration::from_secs(3);
const LOOK: Duration = Duration::from_millis(100);

pub(super) fn settle(party: &mut Party, address: &str, report: &mut LiveReport) -> Result<()> {
    let begun = Instant::now();
    for user in &mut party.users {
        user.judge.sign_in(address)?;
    }
    let (mut settled, mut frames, mut last) = (None, 0, Duration::ZERO);
    loop {
        let lag = party.lag(address)?;
        let now = begun.elapsed();
        let said = party.frames();
        if said != frames || lag.is_some() {
            (frames, last) = (said, now);
        }
        match lag {
            None => {
                report.settled = *settled.get_or_insert(now);
            }
            Some(_) if now < PATIENCE => settled = None,
            Some(lag) => {
                report.wrong.push(format!("after {:.0} s: {lag}", now.as_secs_f64()));
                return Ok(());
            }
        }
        if settled.is_some() && now.saturating_sub(last) >= STILL {
            break;
        }
        party.listen(LOOK);
    }
    report.quiet = last;
    if last > GOAL {
        report.wrong.push(format!("it took {:.1} s until all was quiet", last.as_secs_f64()));
    }
    Ok(())
}
