//! The logical backup: what is exported, imported and exported again is the same.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::io::Cursor;

use engine_rig::{in_memory, now, run};
use store::{AuditEntry, IdempotencyKey, Mail, Query, Store, Tx};

const KINDS: Query = Query::write(
    "test.kinds",
    "CREATE type::record('claim', [$n, 'x']) SET n = $n, at = d'2017-06-27T05:00:00.123456789Z', link = claim:other,
        text = 'ü 한 \"quoted\"', list = [1, 2.5, true, NULL], deep = { a: { b: 1h30m } }, money = 12.50dec,
        id2 = u'018f6f0e-0000-7000-8000-000000000001', raw = <bytes> 'abc' RETURN NONE;",
);

async fn exported(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    store.export(&mut out).await.unwrap();
    out
}

#[test]
fn a_restored_store_exports_the_same() {
    run(async {
        let store = in_memory().await;
        for n in 0..1100_i64 {
            let key = IdempotencyKey { actor: "ann".into(), key: n.to_string(), body_hash: "b".into() };
            let mut tx = Tx::new(&KINDS, now()).bind(vars! { "n" => n }).once(key);
            if n < 20 {
                tx = tx.audit(AuditEntry::new("ann", "test.made", "claim:1").detail("n", n)).mail(Mail::new(
                    "a@example.org",
                    "ru",
                    "test.made",
                    "Тема",
                    "Текст",
                ));
            }
            store.tx(tx).await.unwrap();
            if n == 10 {
                store.seal_audit(now()).await.unwrap();
            }
        }
        let first = exported(&store).await;
        assert!(first.iter().filter(|b| **b == b'\n').count() > 2200);

        let other = in_memory().await;
        other.import(&mut Cursor::new(&first)).await.unwrap();
        assert!(exported(&other).await == first, "the second export differs");
        assert_eq!(other.audit_verify().await.unwrap().first_break, None);
        assert!(other.import(&mut Cursor::new(&first)).await.is_err(), "rows that exist are not overwritten");
    });
}
