//! Headings of the data files: what the phrases below them mean.
//!
//! A heading lists labels, separated by semicolons:
//! `[factor trust_intimacy -0.9; emotion hurt 0.8; theme trust; style avoidant 0.5]`. Further labels are `tone ±n` (the tone of the words, where it is not that of the factor or the
//! emotion), `plain` (their tone is left to VADER), `mute` (the words have no tone, whatever they are rated), `ignore`
//! (they do not mean what other phrases take them for), `grave` and `harmless` (it tells of harm; it only sounds like
//! it), `suffered` (the emotions are those of the one it is done to), `by_others` (it counts where somebody else does
//! it) and `scope name` (what follows is negated, wished for and so on).

use std::str::FromStr;

use super::super::{CommunicationStyle, Emotion, Factor, Theme};

/// What follows a phrase is to be understood differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum ScopeKind {
    /// It is not so.
    Negation,
    /// It is wished for, so it is not so.
    Wish,
    /// It may be so.
    Maybe,
    /// It was so once.
    Past,
    /// It is so, but that is not the point: "although".
    Aside,
    /// The same for what stands before: "at first".
    AsideBefore,
}

/// One meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Label {
    /// Evidence on a factor, -1 to 1.
    Factor(Factor, f64),
    /// An emotion of the writer, strength 0 to 1.
    Emotion(Emotion, f64),
    /// A theme, strength 0 to 1.
    Theme(Theme, f64),
    /// A way of speaking, strength 0 to 1.
    Style(CommunicationStyle, f64),
    /// A scope over the words after it.
    Scope(ScopeKind),
}

/// What a phrase means where the writer does what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum OwnDeed {
    /// The same.
    #[default]
    MeansTheSame,
    /// The emotions are those of the one it is done to, so not the writer's.
    FeelsDifferent,
    /// Nothing: it is about what others do for the writer.
    MeansNothing,
}

/// Whether a phrase tells of harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Gravity {
    /// It says nothing of the kind.
    #[default]
    Ordinary,
    /// It tells of harm to oneself, or by others where it names a factor; that outweighs what is said around it.
    Grave,
    /// It sounds like harm and means none: grave phrases that share a word with it are none.
    Harmless,
}

/// What a phrase means.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Rule {
    pub(in super::super) labels: Vec<Label>,
    /// Tone of the words, -1 to 1; `None` leaves it to VADER.
    pub(in super::super) tone: Option<f64>,
    /// Whether the tone counts only where VADER rates none of the words.
    pub(in super::super) yields: bool,
    /// Whether its words mean something else altogether: a river's bank.
    pub(in super::super) ignores: bool,
    /// What it means where the writer does it.
    pub(in super::super) own_deed: OwnDeed,
    /// Whether it tells of harm.
    pub(in super::super) gravity: Gravity,
}

impl Rule {
    /// Whether it only says what the text is about; such a phrase leaves other meanings of its words alone.
    pub(in super::super) fn is_topic_only(&self) -> bool {
        !self.ignores
            && self.tone.is_none()
            && self.labels.iter().all(|label| matches!(label, Label::Theme(..) | Label::Style(..)))
    }

    /// Whether it says how somebody acts and leaves it open how that feels, so that a feeling named in it counts.
    pub(in super::super) fn leaves_feelings_open(&self) -> bool {
        self.names_factor() && !self.names_feeling()
    }

    /// Whether it tells of harm, if nothing around it says otherwise.
    pub(in super::super) fn is_grave(&self) -> bool {
        self.gravity == Gravity::Grave
    }

    /// Whether one of the factors is among its labels.
    pub(in super::super) fn names_factor(&self) -> bool {
        self.labels.iter().any(|label| matches!(label, Label::Factor(..)))
    }

    /// Whether a way of speaking is among its labels.
    pub(in super::super) fn names_style(&self) -> bool {
        self.labels.iter().any(|label| matches!(label, Label::Style(..)))
    }

    /// Whether an emotion is among its labels.
    pub(in super::super) fn names_feeling(&self) -> bool {
        self.labels.iter().any(|label| matches!(label, Label::Emotion(..)))
    }

    pub(in super::super) fn scope(&self) -> Option<ScopeKind> {
        self.labels.iter().find_map(|label| match label {
            Label::Scope(kind) => Some(*kind),
            _ => None,
        })
    }
}

/// Reads a heading without its brackets.
pub(super) fn parse(heading: &str) -> Result<Rule, String> {
    let mut rule = Rule::default();
    let mut tone = None;
    let mut is_plain = false;
    for label in heading.split(';') {
        let mut words = label.split_whitespace();
        let (kind, name, number) = (words.next().unwrap_or_default(), words.next(), words.next());
        match kind {
            "mute" => tone = Some(0.0),
            "ignore" => rule.ignores = true,
            "grave" => rule.gravity = Gravity::Grave,
            "harmless" => rule.gravity = Gravity::Harmless,
            "by_others" => rule.own_deed = OwnDeed::MeansNothing,
            "suffered" => rule.own_deed = OwnDeed::FeelsDifferent,
            "plain" => is_plain = true,
            "tone" => tone = Some(parse_number(name, -1.0, 1.0)?),
            _ => rule.labels.push(parse_label(kind, name.ok_or("a label without a name")?, number)?),
        }
    }
    rule.yields = tone.is_none() && !rule.names_factor();
    rule.tone = tone.or_else(|| if is_plain { None } else { own_tone(&rule.labels) });
    Ok(rule)
}

fn parse_label(kind: &str, name: &str, number: Option<&str>) -> Result<Label, String> {
    Ok(match kind {
        "factor" => Label::Factor(parse_name(name)?, parse_number(number, -1.0, 1.0)?),
        "emotion" => Label::Emotion(parse_name(name)?, parse_number(number, 0.0, 1.0)?),
        "theme" => Label::Theme(parse_name(name)?, parse_number(number.or(Some("0.6")), 0.0, 1.0)?),
        "style" => Label::Style(parse_name(name)?, parse_number(number.or(Some("0.6")), 0.0, 1.0)?),
        "scope" => Label::Scope(match name {
            "negation" => ScopeKind::Negation,
            "wish" => ScopeKind::Wish,
            "maybe" => ScopeKind::Maybe,
            "past" => ScopeKind::Past,
            "aside" => ScopeKind::Aside,
            "aside_before" => ScopeKind::AsideBefore,
            _ => return Err(format!("unknown scope {name}")),
        }),
        _ => return Err(format!("unknown kind {kind:?}")),
    })
}

fn parse_name<T: FromStr>(name: &str) -> Result<T, String> {
    name.parse().map_err(|_| format!("unknown name {name}"))
}

fn parse_number(text: Option<&str>, low: f64, high: f64) -> Result<f64, String> {
    let number: f64 = text.ok_or("no number")?.parse().map_err(|_| format!("not a number: {text:?}"))?;
    if (low..=high).contains(&number) { Ok(number) } else { Err(format!("{number} is out of range")) }
}

/// The tone that comes with the labels: that of the factor, else that of the emotion.
fn own_tone(labels: &[Label]) -> Option<f64> {
    let factor = labels.iter().find_map(|label| match label {
        Label::Factor(_, polarity) => Some(*polarity),
        _ => None,
    });
    factor.or_else(|| labels.iter().find_map(emotion_tone))
}

fn emotion_tone(label: &Label) -> Option<f64> {
    match label {
        Label::Emotion(emotion, strength) => Some(if emotion.is_pleasant() { *strength } else { -strength }),
        _ => None,
    }
}
