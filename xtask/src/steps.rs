//! A run of named steps: each timed, a failure does not hide the ones after it, and a summary closes the run.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

/// The steps done so far.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Outcome>,
    started: Option<Instant>,
}

struct Outcome {
    name: String,
    took: Duration,
    error: Option<String>,
}

impl Steps {
    /// Does one step and returns whether it succeeded.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        println!("\n── {name}");
        let start = Instant::now();
        self.started.get_or_insert(start);
        let error = work().err().map(|error| format!("{error:#}"));
        if let Some(error) = &error {
            println!("FAILED: {error}");
        }
        let succeeded = error.is_none();
        self.done.push(Outcome { name: name.to_owned(), took: start.elapsed(), error });
        succeeded
    }

    /// Prints the summary; a failure if any step failed, or none ran.
    pub(crate) fn finish(self) -> ExitCode {
        println!("\n{self}");
        if self.failures() == 0 && !self.done.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn failures(&self) -> usize {
        self.done.iter().filter(|outcome| outcome.error.is_some()).count()
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Outcome { name, took, error } in &self.done {
            let verdict = if error.is_some() { "FAILED" } else { "ok" };
            write!(f, "{verdict:>6} {:>7.1} s  {name}", took.as_secs_f64())?;
            if let Some(error) = error {
                write!(f, ": {}", error.lines().next().unwrap_or_default())?;
            }
            writeln!(f)?;
        }
        let total = self.started.map_or(Duration::ZERO, |start| start.elapsed());
        write!(f, "{} steps, {} failed, {:.0} s", self.done.len(), self.failures(), total.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_run_and_is_named() {
        let mut steps = Steps::default();
        assert!(!steps.step("first", || anyhow::bail!("broken\nin detail")));
        assert!(steps.step("second", || Ok(())));
        let shown = steps.to_string();
        assert!(shown.contains("FAILED") && shown.contains("first: broken\n"), "{shown}");
        assert!(shown.contains("2 steps, 1 failed"), "{shown}");
        assert_eq!(format!("{:?}", steps.finish()), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn a_run_without_steps_is_no_success() {
        assert_eq!(format!("{:?}", Steps::default().finish()), format!("{:?}", ExitCode::FAILURE));
    }
}
