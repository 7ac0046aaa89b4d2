//! What only PostgreSQL has: limits, a connection that can be lost, a claim.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio_postgres::{Client, NoTls};

use super::*;
use crate::OpenError;

const SETTING: Sql = shared("SELECT current_setting($1)");

/// A connection beside the store.
async fn connect(url: &str) -> (Client, JoinSet<()>) {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    let mut driver = JoinSet::new();
    driver.spawn(async move { drop(connection.await) });
    (client, driver)
}

async fn setting(fixture: &Fixture, name: &'static str) -> [String; 2] {
    async fn ask(mut conn: Conn<'_>, name: &str) -> Result<String, StoreError> {
        conn.opt(SETTING, vals![name], |row| row.text(0)).await.map(Option::unwrap)
    }
    let reading = fixture.db.read(name, |conn, name| Box::pin(ask(conn, name))).await;
    let writing = fixture.db.write(name, |conn, name| Box::pin(ask(conn, name))).await;
    [reading.unwrap(), writing.unwrap()]
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_waited_for_without_a_limit() {
    let Some(fixture) = Fixture::postgres().await else { return };
    for (name, limit) in
        [("statement_timeout", "15s"), ("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "30s")]
    {
        assert_eq!(setting(&fixture, name).await, [limit, limit], "{name}");
    }
    let Some(fixture) = Fixture::postgres_with("-c statement_timeout=7s").await else { return };
    assert_eq!(setting(&fixture, "statement_timeout").await, ["7s", "7s"], "what the URL says counts");
    assert_eq!(setting(&fixture, "lock_timeout").await, ["5s", "5s"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_passes_by_itself_is_busy_and_writes_nothing() {
    let Some(fixture) = Fixture::postgres().await else { return };
    for raise in [
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '55P03'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57014'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53300'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '57P01'; END $$",
        "SELECT pg_terminate_backend(pg_backend_pid())",
    ] {
        let failed: Result<(), StoreError> = fixture
            .db
            .write(raise, |mut conn, raise| {
                Box::pin(async move {
                    insert(&mut conn, 1, &big()).await?;
                    conn.batch(raise).await
                })
            })
            .await;
        assert!(matches!(failed, Err(StoreError::Busy)), "{raise}: {failed:?}");
        assert_eq!(fixture.things().await, [], "{raise}");
    }
}

/// Fails the first two times: a sequence counts on through a rollback.
fn fails_twice(code: &str) -> String {
    format!("BEGIN IF nextval('attempts') < 3 THEN RAISE EXCEPTION USING ERRCODE = '{code}'; END IF; RETURN NULL; END")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_undone_for_another_one_is_carried_out_again() {
    for code in ["40001", "40P01"] {
        for when in ["NOT DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED"] {
            let Some(fixture) = Fixture::postgres().await else { return };
            let trigger = format!(
                "CREATE SEQUENCE attempts; CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ {} $$;
                CREATE CONSTRAINT TRIGGER losing AFTER INSERT ON things {when} FOR EACH ROW EXECUTE FUNCTION lose()",
                fails_twice(code)
            );
            fixture.run(trigger).await.unwrap();
            fixture.insert(1, big()).await.unwrap();
            assert_eq!(fixture.things().await.len(), 1, "{code} {when}");
            assert_eq!(attempts(&fixture).await, "3", "{code} {when}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_always_loses_is_given_up() {
    let Some(fixture) = Fixture::postgres().await else { return };
    fixture.run("CREATE SEQUENCE attempts").await.unwrap();
    let lose = "DO $$ BEGIN PERFORM nextval('attempts'); RAISE EXCEPTION USING ERRCODE = '40001'; END $$";
    assert!(matches!(fixture.run(lose).await, Err(StoreError::Busy)));
    assert_eq!(attempts(&fixture).await, "5");
}

async fn attempts(fixture: &Fixture) -> String {
    const ATTEMPTS: Sql = shared("SELECT last_value::text FROM attempts");
    async fn ask(mut conn: Conn<'_>) -> Result<String, StoreError> {
        conn.opt(ATTEMPTS, vals![], |row| row.text(0)).await.map(Option::unwrap)
    }
    fixture.db.read((), |conn, ()| Box::pin(ask(conn))).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limits_on_locks_and_statements_end_in_busy() {
    let Some(fixture) = Fixture::postgres_with("-c lock_timeout=50ms -c statement_timeout=1s").await else { return };
    let (other, _driver) = connect(fixture.database.as_ref().unwrap().url()).await;
    other.batch_execute("BEGIN; LOCK TABLE things").await.unwrap();
    let locked = fixture.insert(1, big()).await;
    assert!(matches!(locked, Err(StoreError::Busy)), "{locked:?}");
    other.batch_execute("ROLLBACK").await.unwrap();
    let slow = fixture.run("SELECT pg_sleep(60)").await;
    assert!(matches!(slow, Err(StoreError::Busy)), "{slow:?}");
    fixture.insert(1, big()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_lost_during_a_commit_leaves_its_outcome_open() {
    let Some(fixture) = Fixture::postgres().await else { return };
    let trigger = "CREATE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION end_session()";
    fixture.run(trigger).await.unwrap();
    match fixture.insert(1, big()).await {
        Err(StoreError::Engine(message)) => assert!(message.contains("outcome is unknown"), "{message}"),
        other => panic!("nobody can know that: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_has_gone_away_is_busy() {
    if Cluster::shared().is_none() {
        return;
    }
    let cluster = Cluster::start().unwrap();
    let db = Db::Postgres(Postgres::open(cluster.url()).await.unwrap());
    let ask = || db.read((), |mut conn, ()| Box::pin(async move { conn.batch("SELECT 1").await }));
    let asked: Result<(), StoreError> = ask().await;
    asked.unwrap();
    drop(cluster);
    // First on the connection that was open, then on one that cannot be opened.
    for _ in 0..2 {
        let away: Result<(), StoreError> = ask().await;
        assert!(matches!(away, Err(StoreError::Busy)), "{away:?}");
    }
}

const HOLDER: &str = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// The session that holds the claim.
async fn holder(client: &Client) -> Option<i32> {
    client.query_opt(HOLDER, &[]).await.unwrap().map(|row| row.get(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_claim_is_taken_again() {
    let Some(fixture) = Fixture::postgres().await else { return };
    let (other, _driver) = connect(fixture.database.as_ref().unwrap().url()).await;
    let first = holder(&other).await.unwrap();
    other.execute("SELECT pg_terminate_backend($1)", &[&first]).await.unwrap();
    let retaken = async {
        while holder(&other).await.is_none_or(|holder| holder == first) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), retaken).await.expect("the claim is taken again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_has_one_server_at_a_time() {
    let Some(Fixture { db, database, .. }) = Fixture::postgres().await else { return };
    let database = database.unwrap();
    assert!(matches!(Postgres::open(database.url()).await, Err(OpenError::DatabaseInUse)));
    drop(db);
    Postgres::open(database.url()).await.map(drop).expect("the claim goes with its holder");
}
