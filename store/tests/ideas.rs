//! The board of ideas on the real engine: everything is counted once, whoever asks how often and whenever.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::ideathon::idea::MOST_IDEAS;
use domain::ideathon::{Idea, IdeaFacts, Order, Reaction};
use domain::kernel::ids::{AccountId, ChallengeId, IdeaId};
use engine_rig::people::{account, act, actor, asked, desk};
use engine_rig::run;
use store::{Mail, Store, StoreError};

fn person(name: &str) -> AccountId {
    AccountId::parse(name).unwrap()
}

fn facts(title: &str, challenge: Option<&str>) -> IdeaFacts {
    IdeaFacts { title: title.to_owned(), text: "t".to_owned(), challenge: challenge.map(|c| ChallengeId::parse(c).unwrap()) }
}

async fn posted(store: &Store, by: &str, minutes: i64, title: &str, challenge: Option<&str>) -> IdeaId {
    store.post_idea(&act(&actor(&person(by)), minutes), &person(by), &facts(title, challenge)).await.unwrap()
}

async fn react(store: &Store, by: &str, id: &IdeaId, reaction: Reaction, on: bool) {
    store.react(&act(&actor(&person(by)), 0), &person(by), id, reaction, on).await.unwrap();
}

async fn now_of(store: &Store, id: &IdeaId) -> Idea {
    store.idea(id).await.unwrap().unwrap()
}

async fn titles(store: &Store, order: Order, challenge: Option<&str>) -> Vec<String> {
    let challenge = challenge.map(|c| ChallengeId::parse(c).unwrap());
    let (mut all, mut after) = (Vec::new(), None::<String>);
    loop {
        let (page, next) = store.ideas(order, challenge.as_ref(), after.as_deref(), 2).await.unwrap();
        all.extend(page.into_iter().map(|i| i.facts.title));
        after = next;
        if after.is_none() {
            return all;
        }
    }
}

#[test]
fn sixteen_requests_of_one_person_at_once_count_once_and_so_does_taking_back() {
    run(async {
        for on in [true, false] {
            let store = Store::in_memory().await.unwrap();
            let id = posted(&store, "ana", 0, "Quiet buses", None).await;
            react(&store, "zoe", &id, Reaction::Like, !on).await;
            let tasks: Vec<_> = (0..16)
                .map(|n| {
                    let (store, id) = (store.clone(), id.clone());
                    tokio::spawn(async move {
                        let bo = actor(&person("zoe"));
                        let request = format!("r{}", n / 2);
                        store.react(&asked(&bo, 0, &request), &person("zoe"), &id, Reaction::Like, on).await
                    })
                })
                .collect();
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) | Err(StoreError::Busy) => {}
                    Err(error) => panic!("{error}"),
                }
            }
            let likes = u32::from(on);
            assert_eq!(now_of(&store, &id).await.likes, likes);
            assert_eq!(store.reactions(&person("zoe"), std::slice::from_ref(&id)).await.unwrap().len(), likes as usize);
        }
    });
}

#[test]
fn sixteen_people_at_once_are_counted_as_many_as_were_told_yes() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = posted(&store, "ana", 0, "Quiet buses", None).await;
        let tasks: Vec<_> = (0..16)
            .map(|n| {
                let (store, id) = (store.clone(), id.clone());
                tokio::spawn(async move {
                    let who = person(&format!("p{n}"));
                    let actor = actor(&who);
                    store.react(&act(&actor, 0), &who, &id, Reaction::Join, true).await
                })
            })
            .collect();
        let mut told = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => told += 1,
                Err(StoreError::Busy) => {}
                Err(error) => panic!("{error}"),
            }
        }
        let of = now_of(&store, &id).await;
        assert_eq!((of.joins as usize, of.likes, store.joiners(&id, 50).await.unwrap().len()), (told, 0, told));
        assert!(told > 0);
    });
}

#[test]
fn the_board_is_in_the_order_and_of_the_challenge_that_was_asked_for_page_by_page() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let a = posted(&store, "ana", 1, "a", Some("noise")).await;
        let b = posted(&store, "bo", 2, "b", None).await;
        let c = posted(&store, "cid", 3, "c", Some("noise")).await;
        let _ = posted(&store, "cid", 4, "d", Some("buses")).await;
        for who in ["p", "q"] {
            react(&store, who, &a, Reaction::Like, true).await;
        }
        react(&store, "p", &b, Reaction::Like, true).await;
        react(&store, "p", &c, Reaction::Join, true).await;
        assert_eq!(titles(&store, Order::Newest, None).await, ["d", "c", "b", "a"]);
        assert_eq!(titles(&store, Order::Liked, None).await, ["a", "b", "d", "c"]);
        assert_eq!(titles(&store, Order::Joined, None).await, ["c", "d", "b", "a"]);
        assert_eq!(titles(&store, Order::Newest, Some("noise")).await, ["c", "a"]);
        assert_eq!(titles(&store, Order::Liked, Some("noise")).await, ["a", "c"]);
        assert_eq!(titles(&store, Order::Joined, Some("buses")).await, ["d"]);
        for who in ["p", "q"] {
            react(&store, who, &a, Reaction::Like, false).await;
        }
        assert_eq!(titles(&store, Order::Liked, None).await, ["b", "d", "c", "a"]);
        let ana = actor(&person("ana"));
        store.edit_idea(&act(&ana, 5), &person("ana"), &a, 1, &facts("a2", Some("buses"))).await.unwrap();
        assert_eq!(titles(&store, Order::Newest, Some("buses")).await, ["d", "a2"]);
        store.withdraw_idea(&act(&ana, 6), &person("ana"), &a).await.unwrap();
        assert_eq!(titles(&store, Order::Newest, Some("buses")).await, ["d"]);
        assert_eq!(titles(&store, Order::Newest, None).await, ["d", "c", "b"]);
    });
}

#[test]
fn only_the_author_changes_an_idea_and_what_was_taken_back_takes_nothing_any_more() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = posted(&store, "ana", 0, "a", None).await;
        let (ana, bo, desk) = (actor(&person("ana")), actor(&person("bo")), desk());
        let missing = |outcome: Result<(), StoreError>| assert!(matches!(outcome, Err(StoreError::NotFound)));
        missing(store.edit_idea(&act(&bo, 1), &person("bo"), &id, 1, &facts("b", None)).await);
        missing(store.withdraw_idea(&act(&bo, 1), &person("bo"), &id).await);
        let stale = store.edit_idea(&act(&ana, 1), &person("ana"), &id, 7, &facts("b", None)).await.unwrap_err();
        assert!(stale.is_refusal("ideathon.changed_meanwhile"), "{stale}");
        store.remove_idea(&act(&desk, 2), &id, "an advertisement").await.unwrap();
        assert_eq!(store.idea(&id).await.unwrap(), None);
        missing(store.react(&act(&bo, 3), &person("bo"), &id, Reaction::Like, true).await);
        missing(store.comment(&act(&bo, 3), &person("bo"), &id, "hm").await);
        missing(store.withdraw_idea(&act(&ana, 3), &person("ana"), &id).await);
        let trail = store.audit_of(&format!("idea:{id}"), None, 10).await.unwrap().rows;
        assert!(trail.iter().any(|row| row.entry.verb == "ideas.removed"));
    });
}

#[test]
fn one_person_has_so_many_ideas_and_no_more_however_many_come_at_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let most = MOST_IDEAS as usize;
        for n in 0..most - 2 {
            posted(&store, "ana", n as i64, "a", None).await;
        }
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.post_idea(&act(&actor(&person("ana")), 100), &person("ana"), &facts("x", None)).await })
            })
            .collect();
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) | Err(StoreError::Busy) => {}
                Err(error) => assert!(error.is_refusal("ideas.too_many"), "{error}"),
            }
        }
        let (all, _) = store.ideas(Order::Newest, None, None, 100).await.unwrap();
        assert_eq!(all.len(), most);
        let ana = actor(&person("ana"));
        store.withdraw_idea(&act(&ana, 101), &person("ana"), &all[0].id).await.unwrap();
        posted(&store, "ana", 102, "again", None).await;
    });
}

#[test]
fn comments_are_counted_deleted_by_their_author_and_removed_with_a_reason() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = posted(&store, "ana", 0, "a", None).await;
        let (bo, cid, desk) = (actor(&person("bo")), actor(&person("cid")), desk());
        store.comment(&asked(&bo, 1, "r1"), &person("bo"), &id, "first").await.unwrap();
        store.comment(&asked(&bo, 1, "r1"), &person("bo"), &id, "first").await.unwrap();
        store.comment(&act(&cid, 2), &person("cid"), &id, "second").await.unwrap();
        store.comment(&act(&cid, 3), &person("cid"), &id, "third").await.unwrap();
        let (page, next) = store.comments(&id, None, 2).await.unwrap();
        let (rest, end) = store.comments(&id, next.as_deref(), 2).await.unwrap();
        let texts: Vec<_> = page.iter().chain(&rest).map(|c| c.text.as_str()).collect();
        assert_eq!((texts, end, now_of(&store, &id).await.comments), (vec!["first", "second", "third"], None, 3));
        let foreign = store.delete_comment(&act(&cid, 4), &person("cid"), &page[0].id).await;
        assert!(matches!(foreign, Err(StoreError::NotFound)));
        assert_eq!(store.delete_comment(&act(&bo, 4), &person("bo"), &page[0].id).await.unwrap(), id);
        store.remove_comment(&act(&desk, 5), &page[1].id, "off topic").await.unwrap();
        let again = store.delete_comment(&act(&cid, 6), &person("cid"), &page[1].id).await;
        assert!(matches!(again, Err(StoreError::NotFound)));
        let (left, _) = store.comments(&id, None, 9).await.unwrap();
        let left: Vec<_> = left.iter().map(|c| (c.text.as_str(), c.removed.as_deref())).collect();
        assert_eq!((left, now_of(&store, &id).await.comments), (vec![("", Some("off topic")), ("third", None)], 1));
    });
}

#[test]
fn what_a_person_said_is_handed_out_to_them_and_goes_with_them_also_out_of_the_numbers() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let ana = account(&store, "ana@x.org", "Ana", true).await;
        let actor = actor(&ana);
        let own = store.post_idea(&act(&actor, 0), &ana, &facts("mine", None)).await.unwrap();
        let other = posted(&store, "bo", 0, "other", None).await;
        store.react(&act(&actor, 1), &ana, &other, Reaction::Like, true).await.unwrap();
        store.react(&act(&actor, 1), &ana, &other, Reaction::Join, true).await.unwrap();
        store.comment(&act(&actor, 1), &ana, &other, "nice").await.unwrap();
        react(&store, "cid", &other, Reaction::Like, true).await;
        let file = store.export_of(&store.account(&ana).await.unwrap().unwrap()).await.unwrap();
        assert_eq!((file["ideas"][0]["facts"]["title"].as_str(), file["idea_comments"][0]["text"].as_str()), (Some("mine"), Some("nice")));
        assert_eq!(file["idea_reactions"].as_array().unwrap().len(), 2);
        let person = store.account(&ana).await.unwrap().unwrap();
        store.erase(&act(&actor, 2), &person, Mail::new("ana@x.org", "en", "erased", "s", "t"), &|_, _| vec![]).await.unwrap();
        let of = now_of(&store, &other).await;
        assert_eq!((of.likes, of.joins, of.comments, store.idea(&own).await.unwrap()), (1, 0, 0, None));
        let mut out = Vec::new();
        store.export(&mut out).await.unwrap();
        let kept = String::from_utf8(out).unwrap();
        assert!(!kept.contains("mine") && !kept.contains("nice"));
    });
}
