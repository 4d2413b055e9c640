//! Schema, migrations, leases, announcements, and several nodes on one database.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::time::Duration;

use engine_rig::{TempDir, at, in_memory, now, run};
use jiff::SignedDuration;
use store::engine::schema::{MIGRATIONS, Migration};
use store::{Query, Store, StoreConfig, StoreError, Tx};

const TOUCH: Query = Query::write("test.touch", "UPSERT counter:two SET n = (n ?? 0) + 1 RETURN NONE; counter:two.n");
const REFUSE: Query = Query::write("test.refuse", "THROW 'test.no'");
const MOVED: Query = Query::read("test.moved", "SELECT VALUE n FROM claim");

#[test]
fn the_schema_is_applied_only_when_it_changed() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let one = "DEFINE TABLE OVERWRITE claim SCHEMALESS;";
        let two = "DEFINE TABLE OVERWRITE claim SCHEMALESS; DEFINE INDEX IF NOT EXISTS claim_n_1 ON claim FIELDS n;";
        assert!(store.apply_schema(&[one]).await.unwrap());
        assert!(!store.apply_schema(&[one]).await.unwrap());
        assert!(store.apply_schema(&[two]).await.unwrap());
        assert!(store.apply_schema(&[one]).await.unwrap());
    });
}

#[test]
fn a_store_opens_again_with_what_it_had() {
    run(async {
        let dir = TempDir::new("reopen");
        for expected in 1..=3 {
            let store = at(&dir.url()).await;
            let n: i64 = store.tx(Tx::new(&TOUCH, now())).await.unwrap().one().unwrap();
            assert_eq!(n, expected);
            store.close().await.unwrap();
        }
    });
}

fn with(more: &[(&'static str, &'static str)]) -> Vec<Migration> {
    let mut all = MIGRATIONS.to_vec();
    for (name, sql) in more {
        all.push(Migration { number: i64::try_from(all.len()).unwrap() + 1, name, sql });
    }
    all
}

#[test]
fn a_migration_runs_once_and_whole() {
    run(async {
        let dir = TempDir::new("migrate");
        let store = at(&dir.url()).await;
        let first = ("first", "CREATE claim:a SET n = 1;");
        let broken = ("second", "CREATE claim:b SET n = 2; CREATE claim:a SET n = 3;");
        let mended = ("second", "CREATE claim:b SET n = 2; UPDATE claim SET n += 10;");
        store.migrate(&with(&[first])).await.unwrap();
        assert!(store.migrate(&with(&[first, broken])).await.is_err());
        assert_eq!(store.read::<i64>(&MOVED, vars! {}).await.unwrap(), [1], "nothing of the broken one stays");
        for _ in 0..2 {
            store.migrate(&with(&[first, mended])).await.unwrap();
            assert_eq!(store.read::<i64>(&MOVED, vars! {}).await.unwrap(), [11, 12]);
        }
        store.close().await.unwrap();
        drop(store);
        let ahead = Store::open(StoreConfig::new(dir.url())).await.unwrap_err();
        assert!(ahead.to_string().contains("ahead"), "{ahead}");
    });
}

#[test]
fn two_nodes_that_start_together_migrate_once() {
    run(async {
        let store = in_memory().await;
        let all = with(&[("up", "UPSERT claim:up SET n = (n ?? 0) + 1;")]);
        let tasks = (0..6).map(|_| {
            let (store, all) = (store.clone(), all.clone());
            tokio::spawn(async move { store.migrate(&all).await })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap().unwrap();
        }
        assert_eq!(store.read::<i64>(&MOVED, vars! {}).await.unwrap(), [1]);
    });
}

#[test]
fn a_lease_has_one_holder_and_ends() {
    run(async {
        let store = in_memory().await;
        let ttl = SignedDuration::from_secs(10);
        let tasks = (0..8).map(|n| {
            let store = store.clone();
            tokio::spawn(async move { store.lease("job", &format!("n{n}"), ttl, now()).await.unwrap() })
        });
        let mut held = 0;
        for task in tasks.collect::<Vec<_>>() {
            held += usize::from(task.await.unwrap());
        }
        assert_eq!(held, 1);
        let later = now() + SignedDuration::from_secs(11);
        assert!(store.lease("job", "x", ttl, later).await.unwrap());
        assert!(store.lease("job", "x", ttl, later).await.unwrap(), "the holder renews");
        assert!(!store.lease("job", "y", ttl, later).await.unwrap());
        store.drop_lease("job", "y", later).await.unwrap();
        assert!(!store.lease("job", "y", ttl, later).await.unwrap(), "only the holder gives it back");
        store.drop_lease("job", "x", later).await.unwrap();
        assert!(store.lease("job", "y", ttl, later).await.unwrap());
    });
}

#[test]
fn a_change_is_announced_before_its_answer_and_a_refusal_is_not() {
    run(async {
        let store = in_memory().await;
        let mut heard = store.changes().listen();
        let (revision, public) = (store.changes().revision(), store.changes().public_revision());
        assert!(store.tx(Tx::new(&REFUSE, now()).touches("programme").public()).await.is_err());
        assert_eq!(store.changes().revision(), revision);
        store.tx(Tx::new(&TOUCH, now()).touches("registration")).await.unwrap();
        assert!(store.changes().revision() > revision);
        assert_eq!(store.changes().public_revision(), public, "nothing public changed");
        store.tx(Tx::new(&TOUCH, now()).touches("programme").public()).await.unwrap();
        assert_eq!(store.changes().public_revision(), store.changes().revision());
        let (first, second) = (heard.try_recv().unwrap(), heard.try_recv().unwrap());
        assert!(first.touches("registration") && !first.public);
        assert!(second.touches("programme") && second.public && second.revision > first.revision);
        assert!(heard.try_recv().is_err());
    });
}

#[test]
fn another_node_hears_of_a_change_within_a_second() {
    run(async {
        let (a, b) = in_memory().await.as_two_nodes();
        for node in [a.clone(), b.clone()] {
            tokio::spawn(async move { node.follow().await });
        }
        tokio::time::sleep(Duration::from_millis(700)).await;
        let mut heard = b.changes().listen();
        let before = b.changes().public_revision();
        for _ in 0..3 {
            a.tx(Tx::new(&TOUCH, now()).touches("programme").public()).await.unwrap();
            let change = tokio::time::timeout(Duration::from_secs(1), heard.recv()).await.unwrap().unwrap();
            assert!(change.touches("programme") && change.public && !change.touches("accounts"), "{change:?}");
        }
        assert!(b.changes().public_revision() > before);
        a.tx(Tx::new(&TOUCH, now()).touches("accounts")).await.unwrap();
        let change = tokio::time::timeout(Duration::from_secs(1), heard.recv()).await.unwrap().unwrap();
        assert!(change.touches("accounts") && !change.public, "{change:?}");
    });
}

#[test]
fn an_odd_url_or_a_changed_migration_is_refused() {
    run(async {
        assert!(matches!(Store::open(StoreConfig::new("http://localhost")).await, Err(StoreError::Broken(_))));
        let store = in_memory().await;
        let mut changed = MIGRATIONS.to_vec();
        changed[0].sql = "CREATE claim:x;";
        let refused = store.migrate(&changed).await.unwrap_err();
        assert!(refused.to_string().contains("was changed after it ran"), "{refused}");
    });
}
