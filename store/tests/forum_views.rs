//! The numbers of exhibitors on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::ids::{CompanyId, RequestId};
use engine_rig::people::{account, act, actor};
use engine_rig::{now, run};
use store::{Act, Store, Views};

fn views(company: &str, day: &str, number: u64) -> Views {
    Views { company: CompanyId::parse(company).unwrap(), day: day.to_owned(), number }
}

/// The act of sending a batch.
fn batch(key: &str) -> Act<'static> {
    Act { request: Some(RequestId::parse(key).unwrap()), ..Act::system(now()) }
}

#[test]
fn what_is_counted_at_several_times_and_by_two_servers_at_once_adds_up() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, second) = store.as_two_nodes();
        let (a, other) = (CompanyId::parse("a").unwrap(), CompanyId::parse("b").unwrap());
        store.add_exhibitor_views(&batch("b1"), &[views("a", "2017-06-27", 2), views("b", "2017-06-27", 9)]).await.unwrap();
        store.add_exhibitor_views(&batch("b2"), &[views("a", "2017-06-27", 3), views("a", "2017-06-26", 1)]).await.unwrap();
        for round in 0..10 {
            let one = [views("a", "2017-06-27", 1)];
            let acts = (batch(&format!("first-{round}")), batch(&format!("second-{round}")));
            let both = tokio::join!(first.add_exhibitor_views(&acts.0, &one), second.add_exhibitor_views(&acts.1, &one));
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

#[test]
fn a_batch_counts_once_however_often_it_is_sent_and_also_when_it_is_sent_twice_at_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, second) = store.as_two_nodes();
        let counted = [views("a", "2017-06-27", 2), views("b", "2017-06-27", 5)];
        store.add_exhibitor_views(&batch("b1"), &counted).await.unwrap();
        store.add_exhibitor_views(&batch("b1"), &counted).await.unwrap();
        for round in 0..10 {
            let act = batch(&format!("again-{round}"));
            let both = tokio::join!(first.add_exhibitor_views(&act, &counted), second.add_exhibitor_views(&act, &counted));
            assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
        }
        let days = async |id: &str| store.exhibitor_statistics(&CompanyId::parse(id).unwrap()).await.unwrap().days;
        assert_eq!((days("a").await, days("b").await), (vec![("2017-06-27".to_owned(), 22)], vec![("2017-06-27".to_owned(), 55)]));
        // A key is for one batch; another one under it would be a mistake of the program.
        assert!(store.add_exhibitor_views(&batch("b1"), &counted[..1]).await.unwrap_err().is_refusal("idempotency.mismatch"));
    });
}
