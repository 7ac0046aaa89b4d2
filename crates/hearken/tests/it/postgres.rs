//! The same program on PostgreSQL.

use std::convert::Infallible;

use hearken_testkit::postgres::Cluster;
use tempfile::tempdir;

use crate::support::{Server, hearken, run};

#[tokio::test]
async fn the_same_program_migrates_and_serves_on_postgresql() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.create_database("empty", async |_| Ok::<_, Infallible>(())).await.unwrap();
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");

    let ended = run(hearken(["migrate"]).env("HEARKEN_DATA_DIR", &data).env("HEARKEN_DATABASE_URL", database.url()));
    assert!(ended.success, "{}", ended.stderr);
    assert!(ended.stdout.starts_with("The database is at schema "), "{}", ended.stdout);

    let mut serve = hearken(["serve", "--listen", "127.0.0.1:0"]);
    let server = Server::start_with(serve.env("HEARKEN_DATA_DIR", &data).env("HEARKEN_DATABASE_URL", database.url()));
    let answer = server.get("/api/v1/health");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    server.stop();
    assert!(!data.join("hearken.db").exists(), "nothing of SQLite is made");

    let ended = run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data).env("HEARKEN_DATABASE_URL", database.url()));
    assert!(ended.success && ended.stdout.contains("PostgreSQL, schema "), "{}", ended.stdout);
}
