//! What the doctor found, and how it is shown.

use std::fmt::Write as _;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    verdict: Verdict,
    subject: &'static str,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Fine,
    Wrong,
}

impl Finding {
    /// Nothing to do.
    pub(super) fn fine(subject: &'static str, text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fine, subject, text: text.into() }
    }

    /// Something to do, which `text` names.
    pub(super) fn wrong(subject: &'static str, text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Wrong, subject, text: text.into() }
    }

    pub(super) const fn subject(&self) -> &'static str {
        self.subject
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_fine(&self) -> bool {
        self.verdict == Verdict::Fine
    }
}

/// The findings as text, with a closing line.
pub(super) fn report(findings: &[Finding]) -> String {
    let mut text = String::new();
    for Finding { verdict, subject, text: found } in findings {
        let mark = if *verdict == Verdict::Fine { "fine" } else { "WRONG" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{mark:<6}{subject:<16}{found}");
    }
    let wrong = findings.iter().filter(|finding| !finding.is_fine()).count();
    text + &match wrong {
        0 => "Everything is fine.\n".to_owned(),
        1 => "1 thing to do.\n".to_owned(),
        many => format!("{many} things to do.\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_counts_what_is_wrong() {
        let findings = [Finding::fine("settings", "understood"), Finding::wrong("master key", "gone")];
        assert_eq!(report(&findings), "fine  settings        understood\nWRONG master key      gone\n1 thing to do.\n");
        assert!(report(&findings[..1]).ends_with("Everything is fine.\n"));
    }
}
