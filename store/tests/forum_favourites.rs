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
fn an_exhibitor_is_kept_once_however_often_and_at_how_many_places_and_only_by_who_kept_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, other) = (account(&store, "one@x.org", "One", true).await, account(&store, "other@x.org", "Other", true).await);
        let (first, second) = store.as_two_nodes();
        let (mine, a, b) = (actor(&one), company("a"), company("b"));
        let acts = (act(&mine, 1), act(&mine, 1));
        let both = tokio::join!(first.keep_favourite(&acts.0, &one, &a), second.keep_favourite(&acts.1, &one, &a));
        assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
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
