//! The server core without a server: sync over standard input and output, a line of JSON each way, so that clients of
//! other languages can be put through schedules against the real thing. `web/src/sync/testing/core.ts` speaks to it.
#![expect(clippy::print_stdout, reason = "a program for pipes answers on standard output")]

use std::error::Error;
use std::io::{BufRead as _, stdin};

use hearken_api::wire::sync::{Pull, Pulled, Push, Pushed};
use hearken_app::sync::{self, Action, Refusal};
use hearken_domain::{Invalid, SessionId};
use hearken_testkit::model::{Core, Happening, Violation};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// A text that ends like this is refused, as if it broke a rule.
const REFUSED: &str = "refuse-me";

/// What is asked of it.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// Goes on with another user, who has nothing yet.
    Next,
    Push(Push),
    /// A push that is given up in the midst of its transaction.
    Abort(Push),
    Pull(Pull),
    Happen(What),
    /// What is there in the end.
    End,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Work,
    Restart,
    BackUp,
    Restore,
    Compact,
    Epoch,
}

/// What went wrong: here, in what was asked, or with a promise.
enum Trouble {
    Misunderstood(String),
    Broken(Violation),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut core = Core::start().await.map_err(|violation| violation.to_string())?;
    for line in stdin().lock().lines() {
        let asked = serde_json::from_str(&line?)?;
        let (next, answer) = match asked {
            Line::Next => (Box::pin(core.next_user()).await, Ok(json!(null))),
            Line::Happen(what) => (Box::pin(core.happen(what.into())).await, Ok(json!(null))),
            asked => {
                let answer = answer(&mut core, asked).await;
                (Ok(core), answer)
            }
        };
        // Where the server itself is broken there is nothing to go on with.
        core = next.map_err(|violation| violation.to_string())?;
        println!("{}", reply(&core, answer).await?);
    }
    Ok(())
}

async fn reply(core: &Core, answer: Result<Value, Trouble>) -> Result<Value, Box<dyn Error>> {
    let head = core.head().await.map_err(|violation| violation.to_string())?;
    Ok(match answer {
        Ok(answer) => json!({ "seq": head.seq, "epoch": head.epoch, "answer": answer }),
        Err(Trouble::Broken(violation)) => json!({ "violation": violation.to_string() }),
        Err(Trouble::Misunderstood(why)) => return Err(why.into()),
    })
}

async fn answer(core: &mut Core, asked: Line) -> Result<Value, Trouble> {
    match asked {
        Line::Push(push) => {
            let pushed = core.push(understood(push)?).await.map_err(Trouble::Broken)?;
            written(Pushed::from(pushed))
        }
        Line::Abort(push) => {
            core.abort(understood(push)?).await.map_err(Trouble::Broken)?;
            Ok(json!(null))
        }
        Line::Pull(pull) => {
            let pull = pull.try_into().map_err(|invalid: Invalid| Trouble::Misunderstood(invalid.to_string()))?;
            written(Pulled::from(core.pull(pull).await.map_err(Trouble::Broken)?))
        }
        Line::End => end(core).await,
        Line::Next | Line::Happen(_) => Ok(json!(null)),
    }
}

async fn end(core: &Core) -> Result<Value, Trouble> {
    let end = core.end().await.map_err(Trouble::Broken)?;
    let texts: Vec<_> =
        end.written.iter().map(|it| json!({ "client_id": it.client, "mid": it.mid, "text": it.text })).collect();
    let everything = written(Pulled::Delta(end.everything.into()))?;
    Ok(json!({ "everything": everything, "written": texts }))
}

fn written(value: impl serde::Serialize) -> Result<Value, Trouble> {
    serde_json::to_value(value).map_err(|error| Trouble::Misunderstood(error.to_string()))
}

/// As the API takes it, but for the texts that are to be refused.
fn understood(push: Push) -> Result<sync::Push, Trouble> {
    let push = push.through(SessionId(Uuid::nil()));
    let mut push = push.map_err(|invalid| Trouble::Misunderstood(invalid.to_string()))?;
    for mutation in &mut push.mutations {
        let text = match &mutation.action {
            Ok(Action::CreateEntry(new)) => &new.text,
            Ok(Action::EditText { text, .. }) => text,
            _ => continue,
        };
        if text.ends_with(REFUSED) {
            mutation.action = Err(Refusal { code: "invalid_field", detail: "text: must not be refused".to_owned() });
        }
    }
    Ok(push)
}

impl From<What> for Happening {
    fn from(what: What) -> Self {
        match what {
            What::Work => Self::Work,
            What::Restart => Self::Restart,
            What::BackUp => Self::BackUp,
            What::Restore => Self::Restore,
            What::Compact => Self::Forget,
            What::Epoch => Self::Epoch,
        }
    }
}
