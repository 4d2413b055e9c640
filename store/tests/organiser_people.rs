//! Finding people, and the console's numbers, on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::lang::Lang;
use domain::registration::{Category, Decision, Notice, State};
use engine_rig::people::{account, act, actor, desk, draft, drafted, submitted};
use engine_rig::{now, run};
use jiff::SignedDuration;
use store::{Mail, Store};

async fn names(store: &Store, asked: &str) -> Vec<String> {
    store.search_people(asked, 20, now()).await.unwrap().people.into_iter().map(|f| f.account.name).collect()
}

#[test]
fn anybody_is_found_by_the_beginnings_of_words_in_any_script_at_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let zoe = account(&store, "zoe@x.org", "Zoë Müller", false).await;
        account(&store, "petr@y.org", "Пётр Иванов", true).await;
        let mut kim = draft("하늘", "김");
        kim.city = "서울특별시".into();
        kim.organisation = "서울시청".into();
        submitted(&store, "kim@z.org", &kim, 0).await;
        for (asked, found) in [
            ("mul", vec!["Zoë Müller"]),
            ("ZOE x.org", vec!["Zoë Müller"]),
            ("петр", vec!["Пётр Иванов"]),
            ("서울", vec!["하늘 김"]),
            ("서우", vec!["하늘 김"]),
            ("org", vec!["Zoë Müller", "Пётр Иванов", "하늘 김"]),
            (zoe.as_str(), vec!["Zoë Müller"]),
            ("uller", vec![]),
            ("zoe petr", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(names(&store, asked).await, found, "{asked}");
        }
        let found = store.search_people("org", 1, now()).await.unwrap();
        assert_eq!((found.people.len(), found.number), (1, 3));
        assert_eq!(store.search_people("서울", 9, now()).await.unwrap().people[0].registration.as_ref().map(|r| r.state), Some(State::Submitted));
    });
}

#[test]
fn who_changed_their_name_is_found_by_the_new_one_only_and_a_draft_finds_nobody() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let zoe = account(&store, "zoe@x.org", "Zoë Müller", true).await;
        assert_eq!(names(&store, "muller").await.len(), 1);
        store.update_profile(&act(&actor(&zoe), 1), &zoe, "Zoë Schmidt", Lang::En).await.unwrap();
        assert_eq!((names(&store, "muller").await.len(), names(&store, "schmidt").await.len()), (0, 1));
        let draft = drafted(&store, &zoe, &draft("Zoë", "Schmidt")).await;
        assert_eq!(names(&store, "koln").await.len(), 0);
        let of = actor(&zoe);
        store.submit(&act(&of, 2), &zoe, draft.version, Mail::new("zoe@x.org", "en", "received", "s", "t")).await.unwrap();
        assert_eq!(names(&store, "koln").await.len(), 1);
        store.reopen(&act(&of, 3), &zoe).await.unwrap();
        assert_eq!(names(&store, "koln").await.len(), 0);
    });
}

#[test]
fn a_name_that_changes_while_people_are_made_findable_is_not_missed() {
    run(async {
        for _ in 0..4 {
            let store = Store::in_memory().await.unwrap();
            let zoe = account(&store, "zoe@x.org", "Zoë 0", true).await;
            let refreshing = {
                let store = store.clone();
                tokio::spawn(async move {
                    for _ in 0..30 {
                        store.refresh_people(now()).await.unwrap();
                    }
                })
            };
            let of = actor(&zoe);
            for n in 1..20 {
                store.update_profile(&act(&of, n), &zoe, &format!("Zoë n{n}"), Lang::En).await.unwrap();
            }
            refreshing.await.unwrap();
            assert_eq!((names(&store, "n19").await.len(), names(&store, "n18").await.len()), (1, 0));
        }
    });
}

#[test]
fn the_numbers_and_the_longest_waiting_are_those_of_the_desk() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let mut all = Vec::new();
        for n in 0..4 {
            let mut d = draft("Zoë", &format!("M{n}"));
            d.category = if n == 3 { "press".into() } else { "cio".into() };
            all.push(submitted(&store, &format!("p{n}@x.org"), &d, n).await);
        }
        let someone = account(&store, "d@x.org", "Draft", true).await;
        drafted(&store, &someone, &draft("D", "D")).await;
        for (n, registration) in all.iter().take(2).enumerate() {
            let ask = Decision::AskInfo { message: "which hall?".into() };
            let at = 60 * 24 * (2 - i64::try_from(n).unwrap());
            store
                .decide(&act(&desk(), at), &registration.id, registration.version, &ask, &|_: &Notice| Mail::new("x@x.org", "en", "asked", "s", "t"))
                .await
                .unwrap();
        }
        let numbers = store.registration_numbers().await.unwrap();
        let of = |state, category| numbers.iter().find(|n| n.state == state && n.category == category).map(|n| n.number);
        assert_eq!(of(State::Submitted, Category::Cio), Some(1));
        assert_eq!((of(State::NeedsInfo, Category::Cio), of(State::Submitted, Category::Press)), (Some(2), Some(1)));
        assert_eq!(numbers.iter().map(|n| n.number).sum::<u64>(), 4);
        let (rows, number) = store.unanswered(now() + SignedDuration::from_hours(100), 1).await.unwrap();
        assert_eq!((rows[0].0.name.as_str(), number), ("Zoë M1", 2));
        assert_eq!(store.unanswered(now() + SignedDuration::from_hours(36), 9).await.unwrap().1, 1);
        assert_eq!(store.failed_mails().await.unwrap(), 0);
        for row in store.claim_due("node", 100, SignedDuration::from_mins(1), now() + SignedDuration::from_hours(99)).await.unwrap() {
            store.mark_failed("node", &row.key, "refused", None, now()).await.unwrap();
        }
        assert!(store.failed_mails().await.unwrap() > 4);
        assert_eq!(store.outbox_to("p0@x.org", None, 9).await.unwrap().rows.len(), 2);
    });
}
