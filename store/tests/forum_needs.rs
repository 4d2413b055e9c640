//! Needs of cities and answers on the real engine: one answer a company, closed as it was looked at, and notes that no company reads.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::forum::Application;
use domain::forum::needs::{CityNeed, NeedMark, NeedStanding, NeedWording, Outcome};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, CityId, CompanyId, NeedId, TopicId};
use engine_rig::people::{account, act, actor, desk};
use engine_rig::{now, run};
use jiff::SignedDuration;
use store::{Mail, Query, Store, StoreError, Tx};

const PUBLISHED: Query = Query::write("test.published", "UPDATE company SET standing = 'published' RETURN NONE; true");

fn mail(kind: &str) -> Mail {
    Mail::new("a@x.org", "en", kind, "s", "t")
}

fn company(id: &str) -> CompanyId {
    CompanyId::parse(id).unwrap()
}

fn city() -> CityId {
    CityId::parse("koeln").unwrap()
}

fn id() -> NeedId {
    NeedId::parse("n1").unwrap()
}

fn wording(title: &str) -> NeedWording {
    NeedWording {
        lang: Lang::En,
        title: title.into(),
        text: "We need to know where people wait at night.".into(),
        topics: vec![TopicId::parse("open-city").unwrap()],
        challenge: None,
        until: "2017-06-29".parse().unwrap(),
    }
}

async fn save(store: &Store, version: u32, title: &str) -> Result<CityNeed, StoreError> {
    let until = now() + SignedDuration::from_hours(48);
    store.save_need(&act(&desk(), 0), (&city(), "Köln"), (&id(), version), &wording(title), until).await
}

async fn exhibitor(store: &Store, name: &str) -> AccountId {
    let boss = account(store, &format!("{name}@company.example"), name, true).await;
    let who = actor(&boss);
    store.apply_company(&act(&who, 0), &company(name), &format!("Company {name}"), &Application::default()).await.unwrap();
    store.tx(Tx::new(&PUBLISHED, now())).await.unwrap();
    boss
}

async fn answer(store: &Store, who: &AccountId, of: &str, version: u32, text: &str, minutes: i64) -> Result<(), StoreError> {
    let actor = actor(who);
    store.answer_need(&act(&actor, minutes), &id(), (&company(of), version), (text, None), vec![mail("answered")]).await
}

async fn letters(store: &Store, kind: &str) -> usize {
    store.outbox(None, None, 500).await.unwrap().rows.iter().filter(|row| row.mail.kind == kind).count()
}

fn refused<T>(outcome: Result<T, StoreError>, code: &str) {
    match outcome {
        Err(error) => assert!(error.is_refusal(code), "{error} instead of {code}"),
        Ok(_) => panic!("not refused with {code}"),
    }
}

/// A need that companies can answer.
async fn opened(store: &Store) -> CityNeed {
    let draft = save(store, 0, "Quiet night buses").await.unwrap();
    store.open_need(&act(&desk(), 0), &draft, "Köln").await.unwrap();
    store.need(&id()).await.unwrap().unwrap()
}

#[test]
fn colleagues_who_answer_at_once_on_two_nodes_make_one_answer() {
    run(async {
        for _ in 0..4 {
            let store = Store::in_memory().await.unwrap();
            let boss = exhibitor(&store, "foxes").await;
            opened(&store).await;
            let (one, two) = store.as_two_nodes();
            let tasks: Vec<_> = (0..8)
                .map(|n| {
                    let (node, boss) = (if n % 2 == 0 { one.clone() } else { two.clone() }, boss.clone());
                    tokio::spawn(async move { answer(&node, &boss, "foxes", 0, &format!("This is what colleague {n} says."), 0).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("forum.answered_already"), "{error}"),
                }
            }
            let there = store.need_answers(&id()).await.unwrap();
            let need = store.need(&id()).await.unwrap().unwrap();
            assert_eq!((won, there.len(), need.answers, letters(&store, "answered").await), (1, 1, 1, 1));
            // The other sees it and changes it; who began on an older version does not write over it.
            answer(&store, &boss, "foxes", 1, "This is what both of us say.", 0).await.unwrap();
            refused(answer(&store, &boss, "foxes", 1, "This is what I said before.", 0).await, "forum.changed_meanwhile");
            assert_eq!(store.need_answers_of(&company("foxes")).await.unwrap()[0].text, "This is what both of us say.");
            assert_eq!(store.need(&id()).await.unwrap().unwrap().answers, 1);
        }
    });
}

#[test]
fn a_need_is_a_draft_until_it_is_opened_and_is_closed_as_it_was_looked_at() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (foxes, owls) = (exhibitor(&store, "foxes").await, exhibitor(&store, "owls").await);
        let draft = save(&store, 0, "Quiet night buses").await.unwrap();
        assert!(
            matches!(answer(&store, &foxes, "foxes", 0, "Too early for an answer.", 0).await, Err(StoreError::NotFound)),
            "a draft is nobody's business"
        );
        refused(save(&store, 0, "Twice").await, "forum.changed_meanwhile");
        let elsewhere = CityId::parse("bonn").unwrap();
        let until = now() + SignedDuration::from_hours(48);
        let foreign = store.save_need(&act(&desk(), 0), (&elsewhere, "Bonn"), (&id(), 1), &wording("Mine"), until).await;
        assert!(matches!(foreign, Err(StoreError::NotFound)));
        let seen = CityNeed { version: 7, ..draft.clone() };
        refused(store.open_need(&act(&desk(), 0), &seen, "Köln").await, "forum.changed_meanwhile");
        refused(store.open_need(&act(&desk(), 48 * 60), &draft, "Köln").await, "forum.need_closed");
        store.open_need(&act(&desk(), 0), &draft, "Köln").await.unwrap();
        answer(&store, &foxes, "foxes", 0, "We have done this twice.", 0).await.unwrap();
        refused(answer(&store, &owls, "owls", 0, "A minute too late for it.", 48 * 60).await, "forum.need_closed");
        let looked_at = store.need(&id()).await.unwrap().unwrap();
        answer(&store, &owls, "owls", 0, "We have done this once.", 0).await.unwrap();
        // An answer that came meanwhile is not closed unseen; neither is a note of a colleague.
        refused(store.close_need(&act(&desk(), 0), &looked_at, true, vec![]).await, "forum.changed_meanwhile");
        let listed = NeedMark { shortlisted: true, note: "Ask them about snow".into() };
        store.mark_answer(&act(&desk(), 0), &id(), &company("foxes"), &listed).await.unwrap();
        assert!(matches!(store.mark_answer(&act(&desk(), 0), &id(), &company("nobody"), &listed).await, Err(StoreError::NotFound)));
        let looked_at = store.need(&id()).await.unwrap().unwrap();
        store.close_need(&act(&desk(), 0), &looked_at, true, vec![mail("closed")]).await.unwrap();
        let told: Vec<_> = store.need_answers(&id()).await.unwrap().into_iter().map(|a| (a.company.to_string(), a.outcome)).collect();
        assert_eq!(told, [("foxes".to_owned(), Some(Outcome::Chosen)), ("owls".to_owned(), Some(Outcome::Declined))]);
        refused(answer(&store, &foxes, "foxes", 1, "We have done this three times.", 0).await, "forum.need_closed");
        let closed = store.need(&id()).await.unwrap().unwrap();
        assert_eq!(closed.standing, NeedStanding::Closed);
        refused(save(&store, closed.version, "Again").await, "forum.need_closed");
        // What the city noted is in nothing that is read for the company.
        let read = format!("{:?}", store.need_answers_of(&company("foxes")).await.unwrap());
        assert!(!read.contains("snow") && !read.contains("shortlisted"));
        assert_eq!(store.need_marks(&id()).await.unwrap()[&company("foxes")], listed);
    });
}

#[test]
fn a_need_can_be_closed_without_telling_and_of_answers_and_closing_at_once_nothing_is_lost() {
    run(async {
        for round in 0..16 {
            let store = Store::in_memory().await.unwrap();
            let foxes = exhibitor(&store, "foxes").await;
            let need = opened(&store).await;
            let (one, two) = store.as_two_nodes();
            let closing = tokio::spawn(async move {
                // Now and then it comes a little later.
                for _ in 0..round % 4 {
                    tokio::task::yield_now().await;
                }
                one.close_need(&act(&desk(), 0), &need, false, vec![]).await
            });
            let answering = tokio::spawn(async move { answer(&two, &foxes, "foxes", 0, "We have done this twice.", 0).await });
            let (closing, answering) = (closing.await.unwrap(), answering.await.unwrap());
            for (outcome, code) in [(&closing, "forum.changed_meanwhile"), (&answering, "forum.need_closed")] {
                if let Err(error) = outcome {
                    assert!(error.is_refusal(code), "{error}");
                }
            }
            let (closed, answered) = (closing.is_ok(), answering.is_ok());
            assert!(closed != answered, "one of both came first, and the other knows");
            let there = store.need_answers(&id()).await.unwrap();
            assert_eq!(there.len(), usize::from(answered));
            assert!(there.iter().all(|a| a.outcome.is_none()));
        }
    });
}
