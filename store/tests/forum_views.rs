//! The numbers of exhibitors on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::ids::CompanyId;
use engine_rig::people::{account, act, actor};
use engine_rig::run;
use store::{Store, Views};

fn views(company: &str, day: &str, number: u64) -> Views {
    Views { company: CompanyId::parse(company).unwrap(), day: day.to_owned(), number }
}

#[test]
fn what_is_counted_at_several_times_and_by_two_servers_at_once_adds_up() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, second) = store.as_two_nodes();
        let now = jiff::Timestamp::UNIX_EPOCH;
        let (a, other) = (CompanyId::parse("a").unwrap(), CompanyId::parse("b").unwrap());
        store.add_exhibitor_views(now, &[views("a", "2017-06-27", 2), views("b", "2017-06-27", 9)]).await.unwrap();
        store.add_exhibitor_views(now, &[views("a", "2017-06-27", 3), views("a", "2017-06-26", 1)]).await.unwrap();
        for _ in 0..10 {
            let one = [views("a", "2017-06-27", 1)];
            let both = tokio::join!(first.add_exhibitor_views(now, &one), second.add_exhibitor_views(now, &one));
            assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
        }
        let who = account(&store, "one@x.org", "One", true).await;
        store.keep_favourite(&act(&actor(&who), 1), &who, &a).await.unwrap();
        let found = store.exhibitor_statistics(&a).await.unwrap();
        assert_eq!(found.days, [("2017-06-26".to_owned(), 1), ("2017-06-27".to_owned(), 25)]);
        assert_eq!((found.favourites, found.booked, found.held, found.leads), (1, 0, 0, 0));
        assert_eq!(store.exhibitor_statistics(&other).await.unwrap().days, [("2017-06-27".to_owned(), 9)]);
    });
}
