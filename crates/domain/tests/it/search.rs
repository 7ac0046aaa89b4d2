//! The rules of search, as the web app's tests have them too.

use std::collections::HashSet;

use hearken_domain::search::{Candidate, Condition, Doc, Fits, Pattern, Query, Reader, Term, Test, snippet, words};
use hearken_domain::{EntryStatus, Mood, Person, PersonId, Private, Relationship, Timestamp};
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

fn fixture() -> Value {
    serde_json::from_str(include_str!("../fixtures/search.json")).unwrap()
}

fn cases<'f>(fixture: &'f Value, name: &str) -> &'f [Value] {
    let cases = fixture[name].as_array().unwrap();
    assert!(!cases.is_empty());
    cases
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().map(|list| list.iter().map(|text| text.as_str().unwrap()).collect()).unwrap_or_default()
}

#[test]
fn words_of_texts() {
    for case in cases(&fixture(), "words") {
        let text = case["text"].as_str().unwrap();
        let read: Vec<_> =
            words(text).into_iter().map(|word| format!("{}={}", &text[word.place.clone()], word.folded)).collect();
        assert_eq!(read, texts(&case["words"]), "{text}");
    }
}

fn term_word(term: &Term) -> String {
    format!("{}{}{}", sign(term.not), term.words.join(" "), if term.exact { "" } else { "*" })
}

fn condition_word(Condition { test, not }: &Condition) -> String {
    let test = match test {
        Test::Person(name) => format!("person={name}"),
        Test::Tag(name) => format!("tag={name}"),
        Test::Mood(least, most) => format!("mood={least}-{most}"),
        Test::From(day) => format!("from={day}"),
        Test::To(day) => format!("to={day}"),
        Test::Status(EntryStatus::Draft) => "status=draft".to_owned(),
        Test::Status(EntryStatus::Published) => "status=published".to_owned(),
    };
    format!("{}{test}", sign(*not))
}

fn sign(not: bool) -> &'static str {
    if not { "-" } else { "" }
}

#[test]
fn queries_as_they_are_typed() {
    for case in cases(&fixture(), "queries") {
        let typed = case["q"].as_str().unwrap();
        let query = Query::parse(typed);
        let terms: Vec<_> = query.terms.iter().map(term_word).collect();
        let conditions: Vec<_> = query.conditions.iter().map(condition_word).collect();
        let misread: Vec<_> = query.misread.iter().map(|field| field.name()).collect();
        assert_eq!(terms, texts(&case["terms"]), "{typed}");
        assert_eq!(conditions, texts(&case["conditions"]), "{typed}");
        assert_eq!(misread, texts(&case["misread"]), "{typed}");
    }
}

/// A person for each name in the fixture; the id follows from the name.
fn person(name: &str) -> Person {
    let at = Timestamp::from_millis(0);
    Person {
        id: PersonId(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())),
        rev: 0,
        name: name.into(),
        relationship: Relationship::Other,
        notes: Private::default(),
        created_at: at,
        updated_at: at,
    }
}

struct Entry<'f> {
    id: &'f str,
    day: Date,
    doc: Doc,
    tags: Vec<Private>,
    people: HashSet<PersonId>,
    mood: Option<Mood>,
    status: EntryStatus,
}

impl<'f> Entry<'f> {
    fn new(entry: &'f Value) -> Self {
        let field = |name: &str| entry[name].as_str().unwrap();
        let (tags, people) = (texts(&entry["tags"]), texts(&entry["people"]));
        let mut doc = Doc::default();
        let labels = tags.iter().chain(&people).copied();
        doc.read(&mut Reader::default(), field("title"), field("text"), labels);
        Self {
            id: entry["id"].as_str().unwrap(),
            day: field("day").parse().unwrap(),
            doc,
            tags: tags.into_iter().map(Private::from).collect(),
            people: people.into_iter().map(|name| person(name).id).collect(),
            mood: entry["mood"].as_u64().map(|level| Mood::new(u8::try_from(level).unwrap()).unwrap()),
            status: if field("status") == "draft" { EntryStatus::Draft } else { EntryStatus::Published },
        }
    }
}

#[test]
fn searches_and_the_order_of_their_hits() {
    let fixture = fixture();
    let entries: Vec<_> = cases(&fixture, "entries").iter().map(Entry::new).collect();
    let names: HashSet<_> = cases(&fixture, "entries").iter().flat_map(|entry| texts(&entry["people"])).collect();
    let people: Vec<_> = names.into_iter().map(person).collect();
    for case in cases(&fixture, "searches") {
        let typed = case["q"].as_str().unwrap();
        let query = Query::parse(typed);
        let (pattern, fits) = (Pattern::new(&query.terms), Fits::new(&query.conditions, &people));
        let mut hits: Vec<_> = entries
            .iter()
            .filter(|entry| {
                let Entry { tags, people, mood, status, day, .. } = entry;
                let candidate = Candidate { tags, people, mood: *mood, status: *status, day: *day };
                fits.hold(&mut Reader::default(), &candidate)
            })
            .filter_map(|entry| Some((pattern.rank(&entry.doc)?, entry)))
            .collect();
        hits.sort_by_key(|(rank, entry)| (*rank, std::cmp::Reverse(entry.day)));
        let ids: Vec<_> = hits.into_iter().map(|(_, entry)| entry.id).collect();
        assert_eq!(ids, texts(&case["ids"]), "{typed}");
    }
}

#[test]
fn snippets_around_what_was_found() {
    for case in cases(&fixture(), "snippets") {
        let (text, typed) = (case["text"].as_str().unwrap(), case["q"].as_str().unwrap());
        let chars: Vec<_> = text.chars().collect();
        let found = snippet(text, &Query::parse(typed).terms);
        let (mut shown, mut at) = (String::new(), found.piece.start);
        for place in found.places {
            shown.extend(&chars[at..place.start]);
            shown.push('«');
            shown.extend(&chars[place.clone()]);
            shown.push('»');
            at = place.end;
        }
        shown.extend(&chars[at..found.piece.end]);
        assert_eq!(shown, case["snippet"].as_str().unwrap(), "{typed}");
    }
}
