//! What a device holds of the journal, brought up to date by deltas.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::message::Contents;

/// A row, by `table/id` in its replica.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) rev: i64,
    pub(super) data: Value,
}

/// Rows, and how far they go.
#[derive(Clone, Debug, Default)]
pub(super) struct Replica {
    pub(super) cookie: i64,
    pub(super) epoch: i64,
    pub(super) rows: BTreeMap<String, Row>,
    staging: Option<Staging>,
    /// A mistake: rows that are held are never replaced.
    keeps_first: bool,
}

/// Pages of a pull that is not complete.
#[derive(Clone, Debug)]
struct Staging {
    cookie: i64,
    epoch: i64,
    rows: Vec<Value>,
}

/// What became of a delta.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It was computed from another state (R1).
    Passed,
    /// There are more pages; ask for the next.
    More,
    /// The rows that it has changed. The server knows the client's mutations up to `last_mid`.
    Applied { changed: Vec<String>, last_mid: i64 },
}

impl Replica {
    /// One that is empty; `keeps_first` switches that mistake on.
    pub(super) fn new(keeps_first: bool) -> Self {
        Self { keeps_first, ..Self::default() }
    }

    /// What the next delta must be computed from.
    pub(super) fn position(&self) -> (i64, i64) {
        self.staging.as_ref().map_or((self.cookie, self.epoch), |staging| (staging.cookie, staging.epoch))
    }

    /// Whether everything is asked for, so that no deletion can have been missed.
    pub(super) const fn is_fresh(&self) -> bool {
        self.epoch == 0
    }

    /// Forgets the pages of a pull that will not be completed.
    pub(super) fn drop_pages(&mut self) {
        self.staging = None;
    }

    pub(super) fn take(&mut self, delta: &Value) -> Result<Taken> {
        let number = |name: &str| delta[name].as_i64().with_context(|| format!("a delta without {name}"));
        let (cookie, epoch) = self.position();
        let is_first = epoch == 0 && cookie == 0;
        if number("from")? != cookie || (number("epoch")? != epoch && !is_first) {
            return Ok(Taken::Passed);
        }
        let mut rows = self.staging.take().map(|staging| staging.rows).unwrap_or_default();
        rows.extend(delta["rows"].as_array().context("a delta without rows")?.iter().cloned());
        let (to, epoch) = (number("to")?, number("epoch")?);
        if delta["more"] == true {
            self.staging = Some(Staging { cookie: to, epoch, rows });
            return Ok(Taken::More);
        }
        let mut changed = Vec::new();
        for row in rows {
            self.apply(&row, &mut changed)?;
        }
        (self.cookie, self.epoch) = (to, epoch);
        Ok(Taken::Applied { changed, last_mid: number("last_mid")? })
    }

    /// R7: only if it is newer.
    fn apply(&mut self, row: &Value, changed: &mut Vec<String>) -> Result<()> {
        let (Some(table), Some(id), Some(rev)) = (row["t"].as_str(), row["id"].as_str(), row["rev"].as_i64()) else {
            bail!("a row without a name: {row}");
        };
        let key = format!("{table}/{id}");
        let held = self.rows.get(&key);
        if held.is_some_and(|held| held.rev >= rev || self.keeps_first) {
            return Ok(());
        }
        if row["op"] == "del" {
            self.rows.remove(&key);
        } else {
            self.rows.insert(key.clone(), Row { rev, data: row["d"].clone() });
        }
        changed.push(key);
        Ok(())
    }

    /// Everything, to be compared.
    pub(super) fn contents(&self) -> Contents {
        self.rows.iter().map(|(key, row)| (key.clone(), format!("{} {}", row.rev, sorted(&row.data)))).collect()
    }
}

/// A value as JSON with its keys in order, whoever made it.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<&String, &Value> = fields.iter().collect();
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), sorted(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(sorted).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn delta(from: i64, to: i64, more: bool, rows: &Value) -> Value {
        json!({ "type": "delta", "from": from, "to": to, "epoch": 5, "last_mid": 2, "more": more, "rows": rows })
    }

    fn row(id: &str, rev: i64) -> Value {
        json!({ "t": "entry", "id": id, "rev": rev, "op": "put", "d": { "text": id, "a": [1, null] } })
    }

    #[test]
    fn pages_are_applied_together_and_only_to_what_they_were_computed_from() {
        let mut replica = Replica::default();
        assert_eq!(replica.take(&delta(0, 1, true, &json!([row("a", 1)]))).unwrap(), Taken::More);
        assert!(replica.rows.is_empty() && replica.position() == (1, 5));
        assert_eq!(replica.take(&delta(0, 2, false, &json!([]))).unwrap(), Taken::Passed);
        let taken = replica.take(&delta(1, 2, false, &json!([row("b", 2)]))).unwrap();
        assert_eq!(taken, Taken::Applied { changed: vec!["entry/a".to_owned(), "entry/b".to_owned()], last_mid: 2 });
        let contents = replica.contents();
        assert_eq!(contents["entry/a"], r#"1 {"a":[1,null],"text":"a"}"#);
    }

    #[test]
    fn older_rows_do_not_replace_newer_ones() {
        let mut replica = Replica::default();
        replica.take(&delta(0, 3, false, &json!([row("a", 3)]))).unwrap();
        let taken = replica.take(&delta(3, 4, false, &json!([row("a", 2)]))).unwrap();
        assert_eq!(taken, Taken::Applied { changed: Vec::new(), last_mid: 2 });
        let gone = json!([{ "t": "entry", "id": "a", "rev": 5, "op": "del" }]);
        replica.take(&delta(4, 5, false, &gone)).unwrap();
        assert!(replica.rows.is_empty());
    }
}
