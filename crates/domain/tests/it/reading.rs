//! What the rules find in small entries: scopes, people, labels.

use hearken_domain::reading::{
    CommunicationStyle, Emotion, EvidenceKind, KnownPerson, Layers, Reading, Theme, read_with,
};
use hearken_domain::{PersonId, Relationship};
use uuid::Uuid;

fn read(text: &str, people: &[KnownPerson<'_>]) -> Reading {
    read_with(text, people, Layers::Rules)
}

fn plain(text: &str) -> Reading {
    read(text, &[])
}

fn score(text: &str) -> f64 {
    plain(text).sentiment_score.unwrap_or(0.0)
}

/// Label, quote and polarity of the findings of a kind.
fn found(reading: &Reading, kind: EvidenceKind) -> Vec<(&str, &str, Option<f64>)> {
    let of_kind = reading.evidence.iter().filter(|evidence| evidence.kind == kind);
    of_kind.map(|evidence| (evidence.label.as_str(), evidence.quote.as_str(), evidence.polarity)).collect()
}

#[test]
fn a_finding_comes_with_its_words() {
    let reading = plain("We talked about money last night, calmly for once, and I felt heard.");
    let factors = found(&reading, EvidenceKind::Factor);
    assert!(factors.contains(&("communication", "felt heard", Some(0.8))), "{factors:?}");
    assert!(reading.themes.contains(&Theme::Money) && reading.themes.contains(&Theme::Communication));
    assert!(reading.sentiment_score.unwrap() > 0.3);
    assert_eq!(reading.communication_style, Some(CommunicationStyle::Collaborative));
}

#[test]
fn no_signal_is_not_neutral() {
    let reading = plain("The bus leaves at nine.");
    assert_eq!((reading.sentiment_score, reading.confidence), (None, 0.0));
    assert_eq!(plain(""), Reading::default());
}

#[test]
fn negation_turns_a_finding_around() {
    assert!(plain("I was happy.").emotions.contains(&Emotion::Joy));
    assert!(plain("I did not feel happy.").emotions.is_empty());
    assert!(score("I did not feel happy.") < -0.05);
    let heard = plain("I did not feel heard.");
    assert_eq!(found(&heard, EvidenceKind::Factor), [("communication", "feel heard", Some(-0.72))]);
    assert!(score("He did not shout at me.") >= 0.0);
    assert!(score("Nobody apologised.") < -0.05);
    assert!(score("No one apologised.") < -0.05);
}

#[test]
fn what_was_and_what_is_wished_for_is_missing_now() {
    assert!(score("We used to laugh together.") < -0.05);
    assert!(score("We laugh together.") > 0.05);
    assert!(score("I wish he listened to me.") < -0.05);
    assert!(score("He listened to me.") > 0.05);
    assert!(
        plain("If he hugged me, I would say so.").evidence.iter().all(|evidence| evidence.kind != EvidenceKind::Factor)
    );
}

#[test]
fn other_peoples_words_are_not_the_writers() {
    let reading = plain("She said \"I am so lonely and nobody listens to me\" and left.");
    assert!(reading.emotions.is_empty() && found(&reading, EvidenceKind::Factor).is_empty());
    assert!(plain("I said \"I am so lonely\".").emotions.contains(&Emotion::Hurt));
    assert!(plain("He was angry at the referee.").emotions.is_empty());
    assert!(plain("He made me angry.").emotions.contains(&Emotion::Anger));
}

#[test]
fn a_feeling_is_found_in_what_is_told_about_it() {
    let told = plain("I told her that I am scared.");
    assert_eq!(told.emotions, [Emotion::Fear]);
    assert_eq!(found(&told, EvidenceKind::Emotion), [("fear", "scared", None)]);
    assert_eq!(plain("I told her about the meeting.").emotions, []);
    assert_eq!(plain("I thanked her.").emotions, [Emotion::Gratitude]);
    assert_eq!(plain("She thanked me.").emotions, []);
    assert_eq!(plain("I felt heard.").emotions, [Emotion::Love]);
    assert_eq!(plain("I felt accused.").emotions, [Emotion::Hurt]);
    assert_eq!(plain("I was jealous.").emotions, [Emotion::Hurt]);
    assert_eq!(plain("He was jealous.").emotions, []);
    let said = plain("She said yes.");
    assert_eq!((said.emotions.len(), said.themes.len(), found(&said, EvidenceKind::Factor).len()), (0, 0, 0));
}

#[test]
fn what_the_writer_does_to_others_is_not_done_to_the_writer() {
    assert_eq!(plain("She brought me soup.").emotions, [Emotion::Gratitude]);
    assert_eq!(plain("I put the kids to bed so I could read.").emotions, []);
    assert_eq!(plain("She lied to me.").emotions, [Emotion::Hurt]);
    assert_eq!(plain("I was lied to.").emotions, [Emotion::Hurt]);
    let lied = plain("I lied to my mother.");
    assert_eq!((lied.emotions.len(), lied.themes.contains(&Theme::Trust)), (0, true));
    assert_eq!(plain("I lost my temper with the children and feel guilty.").emotions, [Emotion::Shame, Emotion::Anger]);
    let not_done = plain("He did not lie to me.");
    assert_eq!(found(&not_done, EvidenceKind::Factor), [], "not to have done wrong is no merit");
}

#[test]
fn a_conflict_that_did_not_take_place_is_none() {
    let talked = plain("We talked about the rent without shouting.");
    assert_eq!((talked.emotions.as_slice(), talked.themes.contains(&Theme::Conflict)), (&[][..], false));
    assert!(found(&talked, EvidenceKind::Factor).contains(&("communication", "without shouting", Some(0.8))));
    assert_eq!(talked.communication_style, Some(CommunicationStyle::Collaborative));
    assert!(!plain("We did not argue.").themes.contains(&Theme::Conflict));
    assert!(plain("We argued about the rent.").themes.contains(&Theme::Conflict));
    assert!(plain("We did not solve the argument.").themes.contains(&Theme::Conflict));
}

#[test]
fn words_of_another_meaning_have_no_theme() {
    let themes = |text: &str| plain(text).themes;
    assert_eq!(themes("We sat on the bank of the river."), []);
    assert_eq!(themes("The bank refused the loan."), [Theme::Money]);
    assert_eq!(themes("He wanted company."), []);
    assert_eq!(themes("My company moved."), [Theme::Work]);
    assert_eq!(themes("We worked it out."), []);
    assert!(score("You did a good job.") > 0.05 && !themes("You did a good job.").contains(&Theme::Work));
}

#[test]
fn signs_around_the_words_count() {
    assert!(score("No, I like it.") > 0.05);
    assert!(score("No fun.") < -0.05);
    assert!(score("I went home. I AM SO HAPPY HERE.") > score("I went home. I am so happy here."));
    assert_eq!(plain("We met at nine! :)").evidence.len(), 1, "one sentence, one tone");
}

#[test]
fn the_main_point_outweighs_an_aside() {
    assert!(score("He made me soup even though he was tired.") > 0.05);
    assert!(score("It was awkward at first and then we laughed until midnight.") > 0.05);
}

#[test]
fn people_are_found_and_their_names_have_no_tone() {
    let known = |id, name| KnownPerson { id: PersonId(Uuid::from_u128(id)), name, relationship: Relationship::Friend };
    let people = [known(1, "Joy"), known(2, "Grace"), known(3, "Sam")];
    let reading = read("I took the bus with Joy and Grace to Sam's place.", &people);
    let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
    let expected: Vec<_> =
        ids.iter().zip(["Joy", "Grace", "Sam"]).map(|(id, name)| (id.as_str(), name, None)).collect();
    assert_eq!(found(&reading, EvidenceKind::Person), expected);
    assert_eq!(reading.sentiment_score, None);
    let reading = read("Joy listened to me.", &people);
    assert_eq!(found(&reading, EvidenceKind::Factor).len(), 1, "a known person listens like anybody else");
}

#[test]
fn places_are_counted_in_characters() {
    let reading = plain("Déjà vu — 😀 — he listened to “me” today.");
    let listened = reading.evidence.iter().find(|evidence| evidence.kind == EvidenceKind::Factor).unwrap();
    assert_eq!((listened.quote.as_str(), listened.start, listened.end), ("he listened to “me", 14, 32));
}

#[test]
fn styles() {
    let style = |text: &str| plain(text).communication_style;
    assert_eq!(style("He gave me the silent treatment all day."), Some(CommunicationStyle::Avoidant));
    assert_eq!(style("She got defensive and blamed me."), Some(CommunicationStyle::Defensive));
    assert_eq!(style("I told him honestly what I need."), Some(CommunicationStyle::Direct));
    assert_eq!(style("We discussed the weather."), Some(CommunicationStyle::Neutral));
    assert_eq!(style("He never listens."), Some(CommunicationStyle::Avoidant));
    assert_eq!(style("He never listens to me."), Some(CommunicationStyle::Avoidant));
    assert_eq!(style("He did not let me finish."), Some(CommunicationStyle::Defensive));
    assert_eq!(style("I said something to the driver."), None);
    assert_eq!(style("She did not understand the question she was asked."), None);
    assert_eq!(style("The bus was late."), None);
}
