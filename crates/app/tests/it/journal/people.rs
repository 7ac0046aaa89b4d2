//! The people of a journal: added, changed, and unlinked when they go.

use hearken_app::people::{self, MAX_PEOPLE, PeopleError};
use hearken_domain::{EntryChange, NewEntry, NewPerson, Person, PersonChange, PersonId, Private, Relationship, UserId};
use hearken_testkit::{Engine, Fixture as _, TestApp, on_both_engines};

use crate::support::{add_person, assert_names, change, create, draft, find, id};

fn someone(name: &str) -> NewPerson {
    NewPerson { id: None, name: name.into(), relationship: Relationship::Partner, notes: "notes".into() }
}

async fn add(t: &TestApp, user: UserId, new: NewPerson) -> Result<Person, PeopleError> {
    t.app.write(user, new, |tx, ctx, new| Box::pin(people::create_person(tx, ctx, new))).await
}

async fn set(t: &TestApp, user: UserId, id: PersonId, change: PersonChange) -> Result<Person, PeopleError> {
    t.app.write(user, (id, change), |tx, ctx, input| Box::pin(people::change_person(tx, ctx, input))).await
}

async fn remove(t: &TestApp, user: UserId, id: PersonId) -> Result<(), PeopleError> {
    t.app.write(user, id, |tx, ctx, id| Box::pin(people::delete_person(tx, ctx, id))).await
}

async fn get(t: &TestApp, user: UserId, id: PersonId) -> Result<Person, PeopleError> {
    t.app.read(user, id, |tx, id| Box::pin(people::find_person(tx, *id))).await
}

fn names(error: &PeopleError, field: &str) -> bool {
    matches!(error, PeopleError::Invalid(invalid) if invalid.field == field)
}

on_both_engines! {
    async fn added_changed_and_listed(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add(&t, ana, someone(" Ben ")).await.unwrap();
        assert_eq!((ben.name.as_str(), ben.relationship, ben.notes.as_str()), ("Ben", Relationship::Partner, "notes"));
        let changed = PersonChange { name: Some(" Benjamin".into()), ..PersonChange::default() };
        let changed = set(&t, ana, ben.id, changed).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.relationship, changed.notes.as_str()), ("Benjamin", Relationship::Partner, "notes"));
        assert_eq!(get(&t, ana, ben.id).await.unwrap(), changed);
        let cleo = add(&t, ana, someone("Cleo")).await.unwrap();
        let all = t.app.read(ana, (), |tx, ()| Box::pin(people::list_people(tx))).await.unwrap();
        assert_eq!(all, [changed, cleo]);
    }

    async fn limits_name_their_field(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add(&t, ana, someone("Ben")).await.unwrap();
        let (long, longer): (Private, Private) = ("x".repeat(101).into(), "x".repeat(10_001).into());
        for (name, notes, field) in [("".into(), "".into(), "name"), ("  ".into(), "".into(), "name"), (long, "".into(), "name"), ("x".into(), longer, "notes")] {
            let new = NewPerson { name: Private::clone(&name), notes: Private::clone(&notes), ..someone("") };
            assert!(names(&add(&t, ana, new).await.unwrap_err(), field));
            let changed = PersonChange { name: Some(name), notes: Some(notes), relationship: None };
            assert!(names(&set(&t, ana, ben.id, changed).await.unwrap_err(), field));
        }
        assert_eq!(get(&t, ana, ben.id).await.unwrap(), ben);
    }

    async fn a_repeated_create_is_no_second_person(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add(&t, ana, NewPerson { id: Some(PersonId(id("ben"))), ..someone("Ben") }).await.unwrap();
        let again = add(&t, ana, NewPerson { id: Some(PersonId(id("ben"))), ..someone("Another") }).await.unwrap();
        assert_eq!(again, ben);
    }

    async fn whoever_goes_is_unlinked_everywhere(t: TestApp) {
        let ana = t.writer("ana").await;
        let (ben, cleo) = (add_person(&t, ana, "Ben").await, add_person(&t, ana, "Cleo").await);
        let both = create(&t, ana, NewEntry { people: vec![ben, cleo], ..draft("both") }).await.unwrap();
        let only_cleo = create(&t, ana, NewEntry { people: vec![cleo], ..draft("cleo") }).await.unwrap();
        remove(&t, ana, ben).await.unwrap();
        assert!(matches!(get(&t, ana, ben).await, Err(PeopleError::NoSuchPerson)));
        let unlinked = find(&t, ana, both.id).await.unwrap();
        assert_eq!(unlinked.people, [cleo]);
        assert!(unlinked.rev > both.rev, "devices hear of it");
        assert_eq!((&unlinked.text, unlinked.vid), (&both.text, both.vid));
        assert_eq!(find(&t, ana, only_cleo.id).await.unwrap(), only_cleo);
        let linked = EntryChange { people: Some(vec![ben]), ..EntryChange::default() };
        assert_names(change(&t, ana, both.id, linked).await, "people");
        assert!(matches!(remove(&t, ana, ben).await, Err(PeopleError::NoSuchPerson)));
    }

    async fn nobody_meets_anothers_people(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        let cleo = add_person(&t, ana, "Cleo").await;
        assert!(matches!(get(&t, ben, cleo).await, Err(PeopleError::NoSuchPerson)));
        assert!(matches!(set(&t, ben, cleo, PersonChange::default()).await, Err(PeopleError::NoSuchPerson)));
        assert!(matches!(remove(&t, ben, cleo).await, Err(PeopleError::NoSuchPerson)));
        assert_names(create(&t, ben, NewEntry { people: vec![cleo], ..draft("x") }).await, "people");
    }

    async fn whoever_was_deleted_stays_deleted(t: TestApp) {
        let ana = t.writer("ana").await;
        let new = NewPerson { id: Some(PersonId(id("ben"))), ..someone("Ben") };
        let ben = add(&t, ana, new.clone()).await.unwrap();
        remove(&t, ana, ben.id).await.unwrap();
        assert!(matches!(add(&t, ana, new).await, Err(PeopleError::Deleted)), "the request was late");
    }
}

#[tokio::test]
async fn nobody_has_more_than_a_thousand_people() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let ana = t.writer("ana").await;
    let filled = t.app.write(ana, (), |tx, ctx, ()| {
        Box::pin(async move {
            let person = people::create_person(tx, ctx, &someone("Someone")).await?;
            for _ in 1..MAX_PEOPLE {
                tx.put_person(Person { id: ctx.new_id(), ..person.clone() }).await?;
            }
            Ok::<_, PeopleError>(())
        })
    });
    filled.await.unwrap();
    assert!(names(&add(&t, ana, someone("One more")).await.unwrap_err(), "name"));
}
