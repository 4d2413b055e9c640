//! The audit trail and the outbox.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::collections::BTreeSet;

use engine_rig::{in_memory, now, run};
use jiff::SignedDuration;
use serde_json::json;
use store::engine::schema::{MIGRATIONS, Migration};
use store::{AuditEntry, Mail, OutboxState, Query, Store, StoreError, Tx};

const NOTE: Query = Query::write("test.note", "1");
const TAMPER: Query = Query::write("test.tamper", "UPDATE type::record('audit', $key) SET actor = 'eve' RETURN NONE");
const ERASE: Query = Query::write("test.erase", "DELETE type::record('audit', $key) RETURN NONE");

async fn note(store: &Store, n: i64) {
    let entry = AuditEntry::new("person:ann", "test.noted", format!("thing:{}", n % 3))
        .on_behalf((n == 2).then(|| "person:mayor".to_owned()))
        .detail("n", n)
        .detail("nested", json!({ "b": [1, 2.5, null, true], "a": "ü" }));
    store.tx(Tx::new(&NOTE, now()).audit(entry)).await.unwrap();
}

#[test]
fn rows_are_sealed_into_a_chain_that_verifies() {
    run(async {
        let store = in_memory().await;
        for n in 0..12 {
            note(&store, n).await;
            if n == 4 {
                assert_eq!(store.seal_audit(now()).await.unwrap(), 5);
            }
        }
        let report = store.audit_verify().await.unwrap();
        assert_eq!((report.sealed, report.open, report.seals, report.first_break.clone()), (5, 7, 1, None), "{report:?}");
        assert_eq!(store.seal_audit(now()).await.unwrap(), 7);
        assert_eq!(store.seal_audit(now()).await.unwrap(), 0);
        let report = store.audit_verify().await.unwrap();
        assert_eq!((report.sealed, report.open, report.seals, report.first_break), (12, 0, 2, None));

        let page = store.audit_of("thing:0", None, 3).await.unwrap();
        let n = |row: &store::AuditRow| row.entry.details["n"].as_i64().unwrap();
        assert_eq!(page.rows.iter().map(n).collect::<Vec<_>>(), [9, 6, 3]);
        let rest = store.audit_of("thing:0", page.next.as_deref(), 3).await.unwrap();
        assert_eq!(rest.rows.iter().map(n).collect::<Vec<_>>(), [0]);
        assert_eq!(rest.next, None);
        let by = store.audit_by("person:ann", None, 100).await.unwrap();
        assert_eq!(by.rows.len(), 12);
        assert_eq!(by.rows[9].entry.on_behalf.as_deref(), Some("person:mayor"));
        assert_eq!(by.rows[0].entry.details["nested"], json!({ "b": [1, 2.5, null, true], "a": "ü" }));
    });
}

#[test]
fn two_sealers_at_once_make_one_chain() {
    run(async {
        let store = in_memory().await;
        for round in 0..5 {
            for n in 0..4 {
                note(&store, n + round).await;
            }
            let sealers = (0..4).map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.seal_audit(now()).await })
            });
            for sealer in sealers.collect::<Vec<_>>() {
                sealer.await.unwrap().unwrap();
            }
        }
        store.seal_audit(now()).await.unwrap();
        let report = store.audit_verify().await.unwrap();
        assert_eq!((report.sealed, report.open, report.first_break), (20, 0, None));
    });
}

/// Somebody with the database's own tools takes the protection away and changes the past.
async fn by_force(store: &Store, sql: &'static str) {
    let mut migrations = MIGRATIONS.to_vec();
    let number = i64::try_from(migrations.len()).unwrap() + 1;
    migrations.push(Migration { number, name: "by_force", sql });
    store.migrate(&migrations).await.unwrap();
}

#[test]
fn rows_cannot_be_changed_by_ordinary_means() {
    run(async {
        let store = in_memory().await;
        note(&store, 1).await;
        let key = store.audit(None, 1).await.unwrap().rows.remove(0).key;
        for query in [&TAMPER, &ERASE] {
            let refused = store.tx(Tx::new(query, now()).bind(vars! { "key" => key.clone() })).await.unwrap_err();
            assert!(matches!(&refused, StoreError::Refused(code) if code.contains("audit.written_once")), "{refused:?}");
        }
        assert_eq!(store.audit_verify().await.unwrap().first_break, None);
    });
}

#[test]
fn every_kind_of_tampering_is_found() {
    const UNLOCK: &str = "REMOVE EVENT audit_is_written_once ON audit; REMOVE EVENT audit_seal_is_written_once ON audit_seal;";
    for (attack, found) in [
        ("UPDATE audit SET actor = 'eve' WHERE details.n = 3;", "was changed"),
        ("DELETE audit WHERE details.n = 3;", "is missing"),
        ("UPDATE audit SET details.n = 7, digest = 'x' WHERE details.n = 3;", "was changed"),
        ("DELETE audit_seal:2;", "seal 2 is missing"),
        ("UPDATE audit_seal:1 SET rows = array::slice(rows, 1);", "seal 1 does not follow"),
        ("UPDATE audit_head:main SET number = 1;", "the head is not the newest seal"),
        (
            "CREATE audit:smuggled SET key = 'k', at = time::now(), actor = 'eve', verb = 'v', subject = 's',
             details = {}, digest = 'd';",
            "7 rows are kept, 6 are sealed or open",
        ),
    ] {
        run(async move {
            let store = in_memory().await;
            for n in 0..6 {
                note(&store, n).await;
                if n % 2 == 1 {
                    store.seal_audit(now()).await.unwrap();
                }
            }
            assert_eq!(store.audit_verify().await.unwrap().first_break, None);
            by_force(&store, Box::leak(format!("{UNLOCK} {attack}").into_boxed_str())).await;
            let report = store.audit_verify().await.unwrap();
            let first = report.first_break.unwrap_or_default();
            assert!(first.contains(found), "{attack}: {first:?}");
        });
    }
}

async fn queue(store: &Store, count: usize) {
    for n in 0..count {
        let mail = Mail::new(format!("p{n}@example.org"), "ko", "test.hello", "안녕", format!("text {n}"));
        let mail = if n == 0 { mail.due(now() + SignedDuration::from_hours(1)) } else { mail };
        store.tx(Tx::new(&NOTE, now()).mail(mail)).await.unwrap();
    }
}

#[test]
fn messages_are_claimed_once_by_racing_senders() {
    run(async {
        let store = in_memory().await;
        queue(&store, 41).await;
        let lease = SignedDuration::from_secs(60);
        let senders = (0..6).map(|sender| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut claimed = Vec::new();
                loop {
                    match store.claim_due(&format!("s{sender}"), 5, lease, now()).await {
                        Ok(rows) if rows.is_empty() => return claimed,
                        Ok(rows) => claimed.extend(rows.into_iter().map(|row| row.key)),
                        Err(StoreError::Busy) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            })
        });
        let mut all = Vec::new();
        for sender in senders.collect::<Vec<_>>() {
            all.extend(sender.await.unwrap());
        }
        assert_eq!(all.len(), 40, "one is due later");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 40, "a message was claimed twice");
    });
}

#[test]
fn a_message_is_sent_or_tried_again_or_given_up() {
    run(async {
        let store = in_memory().await;
        queue(&store, 4).await;
        let lease = SignedDuration::from_secs(60);
        let rows = store.claim_due("a", 10, lease, now()).await.unwrap();
        assert_eq!(rows.iter().map(|r| r.mail.text.as_str()).collect::<Vec<_>>(), ["text 1", "text 2", "text 3"]);
        let later = now() + SignedDuration::from_mins(5);
        store.mark_sent("a", &rows[0].key, now()).await.unwrap();
        store.mark_failed("a", &rows[1].key, "421 later", Some(later), now()).await.unwrap();
        store.mark_failed("a", &rows[2].key, "550 nobody", None, now()).await.unwrap();
        assert!(matches!(store.mark_sent("a", &rows[0].key, now()).await, Err(StoreError::NotFound)), "sent already");
        assert!(store.claim_due("a", 10, lease, now()).await.unwrap().is_empty());

        let again = store.claim_due("a", 10, lease, later).await.unwrap();
        assert_eq!((again.len(), again[0].attempts, again[0].trouble.as_deref()), (1, 2, Some("421 later")));
        // The sender dies; another one takes over when the claim has ended, and the dead one's note comes too late.
        let much_later = later + SignedDuration::from_secs(61);
        let taken = store.claim_due("b", 10, lease, much_later).await.unwrap();
        assert_eq!((taken.len(), taken[0].attempts), (1, 3));
        assert!(matches!(store.mark_sent("a", &taken[0].key, much_later).await, Err(StoreError::NotFound)));
        store.mark_kept("b", &taken[0].key, much_later).await.unwrap();

        let states: Vec<OutboxState> = store.outbox(None, None, 10).await.unwrap().rows.into_iter().map(|row| row.state).collect();
        assert_eq!(states, [OutboxState::Failed, OutboxState::Kept, OutboxState::Sent, OutboxState::Queued]);
        let failed = store.outbox(Some(OutboxState::Failed), None, 10).await.unwrap();
        assert_eq!(failed.rows[0].trouble.as_deref(), Some("550 nobody"));
        let first = store.outbox(None, None, 3).await.unwrap();
        let rest = store.outbox(None, first.next.as_deref(), 3).await.unwrap();
        assert_eq!((first.rows.len(), rest.rows.len(), rest.next), (3, 1, None));
    });
}
