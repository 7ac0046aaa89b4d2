//! The figures that the product itself shows, on sentences that nobody looked into: a generated file of the web app.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use hearken_domain::crisis::{Crisis, Level, detect, detect_closely};
use hearken_domain::reading::{self, vader};

use super::classes::{Class, Confusion};
use super::labels::{Named, Tally, labels_of};
use super::polarity::{NEUTRAL, class_of};

/// Sentences of an author who knew neither the rules nor the other authors'.
const FILE: &str = "training/journal/held-back.tsv";
const COLUMNS: [&str; 6] = ["polarity", "emotions", "themes", "factors", "crisis", "text"];

/// Of so many, so many.
#[derive(Clone, Copy, Default)]
struct Share {
    of: u32,
    right: u32,
}

/// What is measured.
#[derive(Default)]
struct Figures {
    sentences: u32,
    tone: Vec<(Class, Class)>,
    tone_of_words: Vec<(Class, Class)>,
    emotions: Tally,
    themes: Tally,
    factors: Tally,
    acute: Share,
    distress: Share,
    violence: Share,
    false_alarms: Share,
}

/// The file as it should be.
pub(crate) fn typescript(root: &Path) -> Result<String> {
    let text = super::read(&root.join(FILE))?;
    measure(&text).with_context(|| format!("in {FILE}"))?.written()
}

fn measure(text: &str) -> Result<Figures> {
    let mut lines = super::lines(text).map(|(at, line)| (at, line.split('\t').collect::<Vec<_>>()));
    let (_, headings) = lines.next().context("no headings")?;
    let place = |name: &str| headings.iter().position(|it| *it == name).with_context(|| format!("no column {name}"));
    let places = COLUMNS.iter().map(|name| place(name)).collect::<Result<Vec<_>>>()?;
    let mut figures = Figures::default();
    for (at, fields) in lines {
        let field = |column: usize| fields.get(places[column]).copied().with_context(|| format!("line {at} is short"));
        let row = [field(0)?, field(1)?, field(2)?, field(3)?, field(4)?, field(5)?];
        figures.count(row).with_context(|| format!("line {at}"))?;
    }
    Ok(figures)
}

impl Figures {
    fn count(&mut self, [tone, emotions, themes, factors, danger, text]: [&str; 6]) -> Result<()> {
        let reading = reading::read(text, &[]);
        self.sentences += 1;
        if let Some(gold) = Class::parse(tone) {
            self.tone.push((gold, class_of(&reading)));
            self.tone_of_words.push((gold, Class::of(vader::score(text).compound, NEUTRAL)));
        }
        for (tally, named, gold) in [
            (&mut self.emotions, Named::Emotions, emotions),
            (&mut self.themes, Named::Themes, themes),
            (&mut self.factors, Named::Factors, factors),
        ] {
            tally.add(&labels_of(gold), &named.found(&reading));
        }
        // The browser looks, and then the server, more closely.
        self.count_danger(danger, detect(text).or(detect_closely(text)))
    }

    fn count_danger(&mut self, gold: &str, found: Crisis) -> Result<()> {
        let (share, is_met) = match gold {
            "S0" => (&mut self.false_alarms, found != Crisis::default()),
            "S1" => (&mut self.distress, found.level >= Level::S1),
            "S2" | "S3" => (&mut self.acute, found.is_acute()),
            "V" => (&mut self.violence, found.violence),
            _ => bail!("no label {gold:?}"),
        };
        share.of += 1;
        share.right += u32::from(is_met);
        Ok(())
    }

    fn written(&self) -> Result<String> {
        let tone = Confusion::of(self.tone.iter().copied());
        let words = Confusion::of(self.tone_of_words.iter().copied());
        let mut file =
            format!("// Written by `cargo xtask gen`, from {FILE}.\n\n/** How good the reading by rules is. */\n");
        writeln!(file, "export const FIGURES = {{\n  sentences: {},", self.sentences)?;
        for (name, confusion) in [("tone", tone), ("toneOfWords", words)] {
            writeln!(file, "  {name}: {{ of: {}, right: {} }},", confusion.total(), confusion.right())?;
        }
        for (name, Tally { gold, found, right }) in
            [("emotions", &self.emotions), ("themes", &self.themes), ("factors", &self.factors)]
        {
            writeln!(file, "  {name}: {{ there: {gold}, found: {found}, right: {right} }},")?;
        }
        for (name, Share { of, right }) in [
            ("acute", self.acute),
            ("distress", self.distress),
            ("violence", self.violence),
            ("falseAlarms", self.false_alarms),
        ] {
            writeln!(file, "  {name}: {{ of: {of}, right: {right} }},")?;
        }
        file.push_str("} as const;\n");
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_all_kinds_are_counted() {
        let text = "polarity\temotions\tthemes\trelationship\tfactors\tcrisis\ttext\n\
            neg\tanger\t-\tpartner\t-\tS0\tI am furious with him.\n\
            mixed\t-\t-\t-\t-\tS2\tI want to die.\n\
            pos\t-\t-\tpartner\tcommunication:+\tS0\tShe listened to me.\n\
            neu\t-\t-\t-\tcommunication:+\tS0\tThe bus came at nine.\n";
        let file = measure(text).unwrap().written().unwrap();
        for line in [
            "sentences: 4,",
            "tone: { of: 3, right: 3 },",
            "emotions: { there: 1,",
            "factors: { there: 2, found: 1, right: 1 },",
            "acute: { of: 1, right: 1 },",
            "falseAlarms: { of: 3, right: 0 },",
        ] {
            assert!(file.contains(line), "{line} in {file}");
        }
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |text: &str| format!("{:#}", measure(text).err().unwrap());
        let headings = "polarity\temotions\tthemes\tfactors\tcrisis\ttext\n";
        assert_eq!(fault(&format!("{headings}neg\t-\n")), "line 2 is short");
        assert_eq!(fault(&format!("{headings}neg\t-\t-\t-\tS9\tx\n")), "line 2: no label \"S9\"");
        assert_eq!(fault("label\ttext\n"), "no column polarity");
    }
}
