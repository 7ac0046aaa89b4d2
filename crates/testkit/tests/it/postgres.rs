//! The throw-away cluster: isolation, the template, and what stays behind.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use hearken_testkit::postgres::{Cluster, PostgresError};
use tokio_postgres::{Client, NoTls};

#[tokio::test]
async fn databases_start_from_the_template_and_do_not_see_each_other() {
    let Some(cluster) = Cluster::shared() else { return };
    let migrations = AtomicU32::new(0);
    let migrate = async |url: String| {
        migrations.fetch_add(1, Ordering::Relaxed);
        run(&url, "CREATE TABLE notes (text TEXT)").await
    };
    let fingerprint = "isolation";
    let one = cluster.create_database(fingerprint, migrate).await.unwrap();
    let two = cluster.create_database(fingerprint, migrate).await.unwrap();
    assert_eq!(migrations.load(Ordering::Relaxed), 1, "the template is migrated once");

    run(one.url(), "INSERT INTO notes VALUES ('mine')").await.unwrap();
    assert_eq!(count(one.url(), "SELECT count(*) FROM notes").await, 1);
    assert_eq!(count(two.url(), "SELECT count(*) FROM notes").await, 0);
}

#[tokio::test]
async fn a_database_goes_with_its_owner_even_while_somebody_is_connected() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.create_database("removal", async |_| Ok::<_, String>(())).await.unwrap();
    let name = database.url().rsplit_once('/').unwrap().1.to_owned();
    let (_client, connection) = tokio_postgres::connect(database.url(), NoTls).await.unwrap();
    drop(database);
    assert!(connection.await.is_err(), "the server ends the connection");
    assert_eq!(count(cluster.url(), &format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'")).await, 0);
}

#[tokio::test]
async fn a_failed_migration_leaves_no_template() {
    let Some(cluster) = Cluster::shared() else { return };
    let failed = cluster.create_database("failing", async |_| Err("no such table")).await;
    assert!(matches!(failed, Err(PostgresError::Migrate(why)) if why == "no such table"));
    let mended =
        cluster.create_database("failing", async |url| run(&url, "CREATE TABLE t (id BIGINT)").await).await.unwrap();
    assert_eq!(count(mended.url(), "SELECT count(*) FROM t").await, 0);
}

#[tokio::test]
async fn a_stopped_cluster_leaves_neither_files_nor_a_listener() {
    let cluster = match Cluster::start() {
        Err(PostgresError::NotInstalled) => return,
        started => started.unwrap(),
    };
    let url = cluster.url().to_owned();
    let files = PathBuf::from(text(&url, "SHOW data_directory").await);
    let home = files.parent().unwrap().to_owned();
    assert!(home.is_dir());
    drop(cluster);
    assert!(!home.exists(), "{} is still there", home.display());
    assert!(tokio_postgres::connect(&url, NoTls).await.is_err());
}

async fn connected<T>(url: &str, work: impl AsyncFnOnce(&Client) -> T) -> T {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::select! {
        outcome = work(&client) => outcome,
        ended = connection => panic!("the connection ended: {ended:?}"),
    }
}

async fn run(url: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    connected(url, async |client| client.batch_execute(sql).await).await
}

async fn count(url: &str, sql: &str) -> i64 {
    connected(url, async |client| client.query_one(sql, &[]).await.unwrap().get(0)).await
}

async fn text(url: &str, sql: &str) -> String {
    connected(url, async |client| client.query_one(sql, &[]).await.unwrap().get(0)).await
}
