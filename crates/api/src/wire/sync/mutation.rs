//! Named mutations. The name carries the version of the arguments; what cannot be understood is refused by itself, so
//! that one bad mutation does not hold up the ones behind it.

use std::time::Duration;

use hearken_app::sync::{self, Action, Age, Refusal};
use hearken_domain::{Invalid, PersonChange, Private, Vid};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use utoipa::ToSchema;

use super::arguments::{AnalysisRef, EditText, EntryRef, MutationArgs, PersonRef, SetEntry, SetPerson};
use crate::extract::{UNKNOWN_FIELD, parse_value};
use crate::problem::{Code, Problem};
use crate::wire::entry::NewEntry;
use crate::wire::person::NewPerson;
use crate::wire::preferences::PreferencesChange;

/// One mutation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mutation {
    /// Its number, from 1.
    #[schema(minimum = 1)]
    mid: i64,
    /// Its name with the version of its arguments, such as `entry.edit@1`.
    name: String,
    /// Its arguments.
    #[schema(value_type = MutationArgs)]
    args: Private<Value>,
    /// The version of the text it was made over; needed where it changes a text.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    base_vid: Option<Vid>,
    /// When it was made, by the client's clock, which is not relied on.
    #[schema(value_type = String, format = "date-time")]
    #[serde(rename = "at")]
    _at: IgnoredAny,
    /// How old it was when it was sent, in milliseconds: since its words were typed. At most 90 days count.
    #[serde(default, deserialize_with = "span")]
    #[schema(value_type = i64, minimum = 0, required = false)]
    age_ms: Option<Duration>,
    /// Where it creates something that was gone on with before it was sent, how long ago that was begun.
    #[serde(default, deserialize_with = "span")]
    #[schema(value_type = Option<i64>, minimum = 0)]
    begun_ms: Option<Duration>,
}

impl Mutation {
    pub(super) fn parse(self) -> Result<sync::Mutation, Invalid> {
        if !(1..=sync::MAX_MID).contains(&self.mid) {
            return Err(Invalid::new("mutations", "each needs a mid from 1"));
        }
        let content = serde_json::to_vec(&(&self.name, &self.args, self.base_vid)).unwrap_or_default().into();
        let action = action(&self.name, self.args.into_inner(), self.base_vid).map_err(|problem| refusal(&problem));
        let typed = self.age_ms.unwrap_or_default();
        let begun = self.begun_ms.unwrap_or(typed);
        Ok(sync::Mutation { mid: self.mid, content, age: Age { typed, begun: begun.max(typed) }, action })
    }
}

/// A number of milliseconds, taken as it can be, or nothing. Clocks are set, and a client that counts back or past what it
/// can count must not have everything refused for that which it sends: there are words in it.
fn span<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let count = Value::deserialize(deserializer)?.as_f64();
    Ok(count.map(|count| Duration::try_from_secs_f64(count.max(0.0) / 1000.0).unwrap_or(Duration::MAX)))
}

fn refusal(problem: &Problem) -> Refusal {
    let detail = problem.detail().into_owned();
    // The name of a field we do not know is the sender's own word, and details are kept in clear.
    let detail =
        if detail.ends_with(UNKNOWN_FIELD) { "args: has a field that is not known".to_owned() } else { detail };
    Refusal { code: problem.code().as_str(), detail }
}

fn action(name: &str, args: Value, base_vid: Option<Vid>) -> Result<Action, Problem> {
    let base = || base_vid.ok_or_else(|| Problem::field("base_vid", "is required"));
    Ok(match name {
        "entry.create@1" => Action::CreateEntry(named(read::<NewEntry>(args)?, |new| new.id.is_some())?.try_into()?),
        "entry.edit@1" => {
            let EditText { id, text, keep_base, base_text, title, base_title } = read(args)?;
            Action::EditText { id, base: base()?, base_text, text, title, base_title, keep_base }
        }
        "entry.set@1" | "entry.set@2" => {
            let set: SetEntry = read(args)?;
            Action::SetEntry(set.id, base_vid, set.try_into()?)
        }
        "entry.publish@1" => Action::PublishEntry(read::<EntryRef>(args)?.id),
        "entry.resolve@1" => Action::ResolveCopy(read::<EntryRef>(args)?.id),
        "entry.delete@1" => Action::DeleteEntry(read::<EntryRef>(args)?.id, base_vid),
        "analysis.retry@1" => Action::RetryAnalysis(read::<AnalysisRef>(args)?.entry_id),
        "person.create@1" => Action::CreatePerson(named(read::<NewPerson>(args)?, |new| new.id.is_some())?.into()),
        "person.set@1" => {
            let SetPerson { id, name, relationship, notes } = read(args)?;
            Action::SetPerson(id, PersonChange { name, relationship: relationship.map(Into::into), notes })
        }
        "person.delete@1" => Action::DeletePerson(read::<PersonRef>(args)?.id),
        "preferences.set@1" => Action::SetPreferences(read::<PreferencesChange>(args)?.into()),
        _ => return Err(Problem::new(Code::UnknownMutation)),
    })
}

fn read<T: DeserializeOwned>(args: Value) -> Result<T, Problem> {
    parse_value(args)
}

/// What a client creates while offline it must be able to name.
fn named<T>(new: T, has_id: impl Fn(&T) -> bool) -> Result<T, Problem> {
    if has_id(&new) { Ok(new) } else { Err(Problem::field("id", "is required")) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: &str = "0192f0c1-0000-7000-8000-000000000000";
    const BASE: &str = "0192f0c1-0000-7000-8000-000000000001.3";

    fn parsed(name: &str, args: &Value, base_vid: Option<&str>) -> sync::Mutation {
        let json = json!({ "mid": 1, "name": name, "args": args, "base_vid": base_vid, "at": "2026-11-20T22:14:05Z" });
        serde_json::from_value::<Mutation>(json).unwrap().parse().unwrap()
    }

    fn refused(name: &str, args: &Value) -> (&'static str, String) {
        let refusal = parsed(name, args, None).action.unwrap_err();
        (refusal.code, refusal.detail)
    }

    #[test]
    fn every_mutation_is_understood() {
        let base = Some(BASE);
        for (name, args) in [
            ("entry.create@1", json!({ "id": ID, "text": "a" })),
            ("entry.edit@1", json!({ "id": ID, "text": "a", "title": "b", "base_title": "" })),
            ("entry.set@1", json!({ "id": ID, "mood": null })),
            ("entry.set@2", json!({ "id": ID, "tags_add": ["a"], "tags_remove": ["b"] })),
            ("entry.publish@1", json!({ "id": ID })),
            ("entry.resolve@1", json!({ "id": ID })),
            ("entry.delete@1", json!({ "id": ID })),
            ("analysis.retry@1", json!({ "entry_id": ID })),
            ("person.create@1", json!({ "id": ID, "name": "Ana" })),
            ("person.set@1", json!({ "id": ID, "notes": "" })),
            ("person.delete@1", json!({ "id": ID })),
            ("preferences.set@1", json!({ "country": null })),
        ] {
            let action = parsed(name, &args, base).action;
            assert!(action.is_ok(), "{name}: {action:?}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_by_itself() {
        assert_eq!(refused("entry.explode@1", &json!({})).0, "unknown_mutation");
        assert_eq!(refused("entry.edit@2", &json!({ "id": ID, "text": "a" })).0, "unknown_mutation");
        for (name, args, detail) in [
            ("entry.create@1", json!({ "text": "a" }), "id: is required"),
            ("entry.edit@1", json!({ "id": ID, "text": "a" }), "base_vid: is required"),
            ("entry.set@1", json!({ "id": ID, "mood": 9 }), "mood: must be a whole number from 1 to 5"),
            ("entry.set@1", json!({ "id": ID, "text": "a" }), "args: has a field that is not known"),
            ("person.set@1", json!({ "id": ID, "name": null }), "name: must be a text"),
            ("person.set@1", json!([ID]), "body: must be an object"),
        ] {
            assert_eq!(refused(name, &args), ("invalid_field", detail.to_owned()), "{name} {args}");
        }
    }

    #[test]
    fn a_mutation_is_as_old_as_it_says_and_no_other_for_that() {
        let aged = |ages: Value| {
            let mut json =
                json!({ "mid": 1, "name": "entry.publish@1", "args": { "id": ID }, "at": "2026-11-20T22:14:05Z" });
            json.as_object_mut().unwrap().extend(ages.as_object().unwrap().clone());
            serde_json::from_value::<Mutation>(json).unwrap().parse().unwrap()
        };
        let age = |typed, begun| Age { typed: Duration::from_millis(typed), begun: Duration::from_millis(begun) };
        for (ages, expected) in [
            (json!({}), age(0, 0)),
            (json!({ "age_ms": 5 }), age(5, 5)),
            (json!({ "age_ms": 5, "begun_ms": 9 }), age(5, 9)),
            (json!({ "age_ms": 5, "begun_ms": 1 }), age(5, 5)),
            (json!({ "age_ms": -5 }), age(0, 0)),
            (json!({ "age_ms": 4.0, "begun_ms": -1e300 }), age(4, 4)),
            (json!({ "age_ms": 1e19 }), age(10_u64.pow(19), 10_u64.pow(19))),
            (json!({ "age_ms": 1e300 }), Age { typed: Duration::MAX, begun: Duration::MAX }),
            // What JavaScript makes of a number that is none.
            (json!({ "age_ms": null, "begun_ms": null }), age(0, 0)),
            (json!({ "age_ms": "5", "begun_ms": [5], "at": "+275760-09-13T00:00:00.000Z" }), age(0, 0)),
        ] {
            let mutation = aged(ages);
            assert_eq!((mutation.age, mutation.content), (expected, aged(json!({})).content));
        }
    }

    #[test]
    fn content_is_equal_exactly_when_the_mutation_is() {
        let content = |args: &str, base| parsed("entry.edit@1", &serde_json::from_str(args).unwrap(), base).content;
        let one = content(&format!(r#"{{"id": "{ID}", "text": "a"}}"#), Some(BASE));
        assert_eq!(one, content(&format!(r#"{{ "text":"a","id":"{ID}" }}"#), Some(BASE)));
        assert_ne!(one, content(&format!(r#"{{"id": "{ID}", "text": "b"}}"#), Some(BASE)));
        assert_ne!(one, content(&format!(r#"{{"id": "{ID}", "text": "a"}}"#), None));
    }
}
