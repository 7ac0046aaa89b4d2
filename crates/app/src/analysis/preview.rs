//! What would leave this server of an entry, to be looked at before it does.

use hearken_ai::{Provider, ReadInput, Role, outgoing};
use hearken_domain::crisis::Crisis;
use hearken_domain::reading::KnownPerson;
use hearken_domain::redaction::Span;
use hearken_domain::{Consent, Entry, EntryId, FallbackReason, Person, Private, UserId};
use hearken_store::StoreError;

use super::AnalysisError;
use super::ask::who_may_read;
use super::danger::danger_at_sight;
use super::queue::danger_found;
use crate::App;

/// What a provider would be sent of an entry.
#[derive(Debug)]
pub struct Preview {
    /// Who would be asked first.
    pub provider: Option<Provider>,
    /// Why nothing is sent as things stand.
    pub stays_because: Option<FallbackReason>,
    /// `None` where nothing of the entry is ever sent.
    pub sent: Option<Sent>,
}

/// An entry as it is sent.
#[derive(Debug)]
pub struct Sent {
    /// Its words, with tokens for what was taken out.
    pub text: Private,
    /// What was taken out.
    pub spans: Vec<Span>,
    /// What the model is told to do with it, word for word.
    pub instructions: Private,
    /// The entry with what stands around it, word for word but for the mark, which is another each time.
    pub question: Private,
}

struct Subject {
    entry: Entry,
    people: Vec<Person>,
    consents: Vec<Consent>,
    /// What a reading has found in its words.
    danger: Crisis,
}

/// What would be sent of an entry as it is now, draft or not. Nothing is.
pub async fn preview(app: &App, user: UserId, id: EntryId) -> Result<Preview, AnalysisError> {
    let subject = app.read(user, id, |tx, id| {
        Box::pin(async move {
            let entry = tx.find_entry(*id).await?.ok_or(AnalysisError::NoSuchEntry)?;
            Ok::<_, AnalysisError>(Subject {
                danger: danger_found(tx, &entry).await?,
                entry,
                people: tx.list_people().await?,
                consents: tx.list_consents().await?,
            })
        })
    });
    let subject = subject.await?;
    let known = app.readers();
    let readers = who_may_read(&known, &subject.entry, &subject.consents);
    let first = readers.as_ref().ok().and_then(|allowed| allowed.first()).map(|link| link.provider());
    let provider = first.cloned().or_else(|| app.provider());
    let kept = readers.err();
    let mark = app.ctx().new_id::<uuid::Uuid>().simple().to_string();
    let work = tokio::task::spawn_blocking(move || {
        let at_sight = danger_at_sight(&subject.entry.title, &subject.entry.text);
        let is_danger = at_sight.or(subject.danger).is_acute();
        let stays_because = if is_danger { Some(FallbackReason::Crisis) } else { kept };
        let never = matches!(stays_because, Some(FallbackReason::PrivateEntry | FallbackReason::Crisis));
        let sent = (!never).then(|| sent(&subject, &mark));
        Preview { provider, stays_because, sent }
    });
    // It can only fail by a defect in the rules.
    work.await.map_err(|_| StoreError::Closed.into())
}

fn sent(subject: &Subject, mark: &str) -> Sent {
    let people = subject.people.iter();
    let people: Vec<KnownPerson<'_>> = people
        .map(|person| KnownPerson { id: person.id, name: &person.name, relationship: person.relationship })
        .collect();
    let outgoing = outgoing(ReadInput { text: &subject.entry.text, people: &people, mark });
    let said = |role: Role| -> Private {
        let messages = outgoing.request.messages.iter().filter(|message| message.role == role);
        messages.map(|message| message.text.as_str()).collect::<Vec<_>>().join("\n\n").into()
    };
    Sent {
        text: outgoing.entry.text().into(),
        spans: outgoing.entry.spans().to_vec(),
        instructions: said(Role::System),
        question: said(Role::User),
    }
}
