//! Favourites on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::ids::CompanyId;
use engine_rig::people::{account, act, actor};
use engine_rig::run;
use store::Store;

fn company(raw: &str) -> CompanyId {
    CompanyId::parse(raw).unwrap()
}

#[test]
fn an_exhibitor_is_kept_once_however_often_and_only_by_who_kept_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, other) = (account(&store, "one@x.org", "One", true).await, account(&store, "other@x.org", "Other", true).await);
        let (mine, a, b) = (actor(&one), company("a"), company("b"));
        store.keep_favourite(&act(&mine, 1), &one, &a).await.unwrap();
        store.keep_favourite(&act(&mine, 2), &one, &b).await.unwrap();
        store.keep_favourite(&act(&mine, 3), &one, &a).await.unwrap();
        assert_eq!(store.favourites(&one).await.unwrap(), [a.clone(), b.clone()]);
        assert_eq!(store.favourites(&other).await.unwrap(), []);
        store.drop_favourite(&act(&actor(&other), 4), &other, &a).await.unwrap();
        store.drop_favourite(&act(&mine, 4), &one, &b).await.unwrap();
        store.drop_favourite(&act(&mine, 5), &one, &b).await.unwrap();
        assert_eq!(store.favourites(&one).await.unwrap(), [a]);
    });
}

#[test]
fn an_exhibitor_that_is_kept_at_several_places_at_once_is_kept_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let one = account(&store, "one@x.org", "One", true).await;
        let (first, second) = store.as_two_nodes();
        for round in 0..12 {
            let of = company(&format!("c{round}"));
            let tasks: Vec<_> = (0..6)
                .map(|n| {
                    let (node, one, of) = (if n % 2 == 0 { first.clone() } else { second.clone() }, one.clone(), of.clone());
                    tokio::spawn(async move { node.keep_favourite(&act(&actor(&one), round), &one, &of).await })
                })
                .collect();
            for task in tasks {
                task.await.unwrap().unwrap();
            }
            let kept = store.favourites(&one).await.unwrap();
            assert_eq!(kept.iter().filter(|id| **id == of).count(), 1, "round {round}");
        }
        assert_eq!(store.favourites(&one).await.unwrap().len(), 12);
    });
}
