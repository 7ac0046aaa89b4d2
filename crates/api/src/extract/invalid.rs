//! From a deserializer's complaint to a field and a rule.
//!
//! Complaints quote the value they are about, so none of their words is passed on: the shapes that serde uses are
//! recognised, the parts that come from our own types are kept, everything else is "is not valid".

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_path_to_error::{Path, Segment};

use crate::problem::Problem;

/// The rule that a field breaks which we do not know.
pub(crate) const UNKNOWN_FIELD: &str = "is not a known field";
/// Longest field name that is repeated to a client that made it up.
const MAX_NAME: usize = 64;

/// The problem of a `complaint` raised at `path`.
pub(super) fn problem(path: &Path, complaint: &str) -> Problem {
    let complaint = complaint.rsplit_once(" at line ").map_or(complaint, |(text, _)| text);
    let field = field(path);
    let parent = if field.is_empty() { String::new() } else { format!("{field}.") };
    if let Some(name) = named("missing field", complaint) {
        Problem::field(format!("{parent}{name}"), "is required")
    } else if let Some(name) = named("duplicate field", complaint) {
        Problem::field(format!("{parent}{name}"), "is given twice")
    } else if field.is_empty() {
        Problem::field("body", rule(complaint))
    } else {
        Problem::field(field, rule(complaint))
    }
}

/// The path in the notation `mutations[2].args.text`.
fn field(path: &Path) -> String {
    let mut field = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                let _ = write!(field, "[{index}]");
            }
            Segment::Map { key } => push(&mut field, key),
            Segment::Enum { variant } => push(&mut field, variant),
            Segment::Unknown => {}
        }
    }
    field
}

fn push(field: &mut String, name: &str) {
    let is_name = (1..=MAX_NAME).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if !field.is_empty() {
        field.push('.');
    }
    // A key that is no name may be anything, such as a sentence in the wrong place.
    field.push_str(if is_name { name } else { "(unnamed)" });
}

/// The field of ours that a complaint of the form "missing field `text`" is about.
fn named<'a>(kind: &str, complaint: &'a str) -> Option<&'a str> {
    complaint.strip_prefix(kind)?.strip_prefix(" `")?.strip_suffix('`')
}

fn rule(complaint: &str) -> Cow<'static, str> {
    let begins = |prefix| complaint.starts_with(prefix);
    if begins("unknown field") {
        UNKNOWN_FIELD.into()
    } else if begins("unknown variant") {
        expected(complaint).map_or(NOT_VALID, |choices| format!("must be {}", choices.replace('`', "")).into())
    } else if begins("invalid type") || begins("invalid value") || begins("invalid length") {
        expected(complaint).map_or(NOT_VALID, |kind| format!("must be {}", plain(kind)).into())
    } else if complaint.contains("hex escape") || complaint.contains("unicode code point") {
        "must be well-formed Unicode".into()
    } else if begins("UUID parsing failed") {
        "must be an id as in 0192f0c1-0000-7000-8000-000000000000".into()
    } else if begins("expected a date and time") || begins("expected a text version") {
        complaint.replacen("expected", "must be", 1).into()
    } else if begins("invalid digit") || begins("number too ") || begins("cannot parse integer") {
        "must be a whole number".into()
    } else if begins("provided string was not `true` or `false`") {
        "must be true or false".into()
    } else {
        NOT_VALID
    }
}

const NOT_VALID: Cow<'static, str> = Cow::Borrowed("is not valid");

/// What our type said it wanted: the part behind the last "expected", which no value can come after.
fn expected(complaint: &str) -> Option<&str> {
    complaint.rsplit_once(", expected ").map(|(_, kind)| kind)
}

/// `kind` without the vocabulary of programming.
fn plain(kind: &str) -> &str {
    match kind {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a string" | "a borrowed string" | "str" => "a text",
        kind if kind.starts_with("struct ") || kind.contains("map") || kind.contains("enum") => "an object",
        kind if kind.starts_with("a ") || kind.starts_with("an ") => kind,
        _ => "of another type",
    }
}

#[cfg(test)]
mod tests {
    use hearken_domain::{EntryId, EntryStatus, Timestamp};
    use serde::Deserialize;

    use crate::extract::parse;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading matters here")]
    struct Sample {
        text: String,
        id: Option<EntryId>,
        at: Option<Timestamp>,
        status: Option<EntryStatus>,
        mood: Option<i64>,
        list: Option<Vec<Item>>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the reading matters here")]
    struct Item {
        flag: bool,
    }

    fn detail(json: &str) -> String {
        parse::<Sample>(json.as_bytes()).err().expect(json).detail().into_owned()
    }

    #[test]
    fn every_breach_names_its_field() {
        for (json, expected) in [
            (r"{}", "text: is required"),
            (r"[]", "body: must be an object"),
            (r#""a""#, "body: must be an object"),
            (r#"{"text": 5}"#, "text: must be a text"),
            (r#"{"text": null}"#, "text: must be a text"),
            (r#"{"text": "\ud800"}"#, "text: must be well-formed Unicode"),
            (r#"{"text": "a", "mood": "5"}"#, "mood: must be a whole number"),
            (r#"{"text": "a", "mood": 2.5}"#, "mood: must be a whole number"),
            (r#"{"text": "a", "mood": 99999999999999999999}"#, "mood: must be a whole number"),
            (r#"{"text": "a", "text": "b"}"#, "text: is given twice"),
            (r#"{"text": "a", "user_id": 1}"#, "user_id: is not a known field"),
            (r#"{"text": "a", "status": "gone"}"#, "status: must be draft or published"),
            (r#"{"text": "a", "status": 5}"#, "status: is not valid"),
            (r#"{"text": "a", "id": "7"}"#, "id: must be an id as in 0192f0c1-0000-7000-8000-000000000000"),
            (r#"{"text": "a", "at": "noon"}"#, "at: must be a date and time as in 2026-11-20T22:14:05Z"),
            (r#"{"text": "a", "list": [{"flag": true}, {}]}"#, "list[1].flag: is required"),
            (r#"{"text": "a", "list": [{"flag": "no"}]}"#, "list[0].flag: must be true or false"),
            (r#"{"text": "a", "list": {}}"#, "list: must be a list"),
        ] {
            assert_eq!(detail(json), expected, "{json}");
        }
    }

    #[test]
    fn nothing_from_the_request_is_repeated_but_plain_field_names() {
        for json in [
            r#"{"text": "a", "I told nobody, expected secret": 1}"#,
            r#"{"text": "a", "status": "`secret`, expected secret"}"#,
            r#"{"text": "a", "mood": "secret at line 1, expected secret"}"#,
            r#"{"text": "a", "at": "secret"}"#,
            r#"{"text": "a", "id": "secret"}"#,
            r#"{"text": "a", "list": "secret, expected secret"}"#,
            r#""secret""#,
        ] {
            assert!(!detail(json).contains("secret"), "{}", detail(json));
        }
        assert_eq!(detail(r#"{"text": "a", "I told nobody": 1}"#), "(unnamed): is not a known field");
    }
}
