//! What is remembered of clients and their mutations.

use hearken_domain::{ClientId, SessionId};
use hearken_store::{Applied, ClientState, UserScope};
use hearken_testkit::{TestStore, on_both_engines};

use crate::support::{id, read, write};

fn applied(mid: i64, status: &str) -> Applied {
    let conflict = status == "conflict";
    Applied {
        mid,
        digest: mid.to_be_bytes(),
        status: status.to_owned(),
        code: (status == "rejected").then(|| "not_found".to_owned()),
        detail: (status == "rejected").then(|| "there is no such entry".to_owned()),
        copy_id: conflict.then(|| id("copy")),
    }
}

async fn results(t: &TestStore, scope: &UserScope, client: &str, after: i64, through: i64) -> Vec<i64> {
    let input = (ClientId(id(client)), after, through);
    let found =
        read(t, scope, input, |tx, (client, after, through)| Box::pin(tx.mutation_results(*client, *after, *through)));
    found.await.iter().map(|applied| applied.mid).collect()
}

on_both_engines! {
    async fn a_client_is_known_by_its_last_mutation(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        let client = ClientId(id("client"));
        for last_mid in [0, 3, 7] {
            let session = SessionId(id(&format!("session {last_mid}")));
            let state = ClientState { id: client, session, last_mid, proto: 1, schema: 1 };
            write(&t, &ana, state, |tx, state| Box::pin(tx.store_client(state))).await.unwrap();
            assert_eq!(read(&t, &ana, client, |tx, client| Box::pin(tx.last_mid(*client))).await, last_mid);
        }
        assert_eq!(read(&t, &ben, client, |tx, client| Box::pin(tx.last_mid(*client))).await, 0);
        assert_eq!(t.raw().await.number("SELECT COUNT(*) FROM sync_clients").await, 1);
    }

    async fn results_come_back_as_they_were(t: TestStore) {
        let ana = t.user("ana").await;
        let all = [applied(1, "ok"), applied(2, "conflict"), applied(3, "rejected")];
        for one in all.clone() {
            write(&t, &ana, one, |tx, one| Box::pin(tx.insert_result(ClientId(id("client")), one))).await.unwrap();
        }
        let found = read(&t, &ana, (), |tx, ()| Box::pin(tx.mutation_results(ClientId(id("client")), 0, 3))).await;
        assert_eq!(found, all);
    }

    async fn results_are_found_and_forgotten_by_number(t: TestStore) {
        let ana = t.user("ana").await;
        for client in ["client", "other"] {
            for mid in 1..=5 {
                let input = (ClientId(id(client)), applied(mid, "ok"));
                write(&t, &ana, input, |tx, (client, one)| Box::pin(tx.insert_result(*client, one))).await.unwrap();
            }
        }
        assert_eq!(results(&t, &ana, "client", 1, 4).await, [2, 3, 4]);
        write(&t, &ana, ClientId(id("client")), |tx, client| Box::pin(tx.prune_results(*client, 3))).await.unwrap();
        assert_eq!(results(&t, &ana, "client", 0, 9).await, [4, 5]);
        assert_eq!(results(&t, &ana, "other", 0, 9).await, [1, 2, 3, 4, 5]);
    }
}
