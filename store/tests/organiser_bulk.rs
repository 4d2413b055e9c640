//! Decisions on many at once on the real engine: what is looked at, done, left out, undone, and what happens when several do it at once.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::ids::BulkId;
use domain::organiser::bulk::{Bulk, Fate, GRACE, Stage, UNDO, Why};
use domain::registration::{Category, Decision, Notice, Registration, State};
use engine_rig::people::{act, actor, asked, desk, draft, submitted};
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Mail, Store};

/// The letter of a list's decision; it goes to the registration's own id, so that it is told from others.
fn letter(notice: &Notice) -> Mail {
    Mail::new(notice.id.as_str(), "en", "decided", "s", "t")
}

/// The letter of a single change.
fn single(_: &Notice) -> Mail {
    Mail::new("x@x.org", "en", "one", "s", "t")
}

async fn people(store: &Store, number: usize) -> Vec<Registration> {
    let mut all = Vec::new();
    for n in 0..number {
        all.push(submitted(store, &format!("p{n}@x.org"), &draft("Zoë", &format!("Müller{n}")), n as i64).await);
    }
    all
}

async fn listed(store: &Store, of: &[Registration], decision: &Decision) -> BulkId {
    let (id, desk) = (BulkId::parse("b1").unwrap(), desk());
    let ids: Vec<_> = of.iter().map(|r| r.id.clone()).collect();
    store.bulk_begin(&act(&desk, 60), &id, decision, "").await.unwrap();
    let rows = store.bulk_versions(&ids).await.unwrap();
    store.bulk_gather(&act(&desk, 60), &id, decision, 0, &rows).await.unwrap();
    store.bulk_ready(&act(&desk, 60), &id).await.unwrap();
    id
}

async fn confirmed(store: &Store, of: &[Registration]) -> Bulk {
    let id = listed(store, of, &Decision::Approve).await;
    store.bulk_confirm(&act(&desk(), 60), &id).await.unwrap();
    store.bulk(&id).await.unwrap().unwrap()
}

/// Carries a list out, or its undoing, as the job does.
async fn work(store: &Store, bulk: &Bulk, at: Timestamp) {
    let bulk = store.bulk(&bulk.id).await.unwrap().unwrap();
    for fate in [Fate::Waiting, Fate::Applied] {
        for item in store.bulk_items(&bulk.id, Some(fate), 0, 1000).await.unwrap() {
            match bulk.stage {
                Stage::Undoing => store.bulk_undo_one(&bulk, &item.registration, &letter, at).await.unwrap(),
                _ => store.bulk_apply(&bulk, &item.registration, &letter, at).await.unwrap(),
            }
        }
    }
    store.bulk_finish(&bulk.id, at).await.unwrap();
}

async fn fates(store: &Store, id: &BulkId) -> Vec<(Fate, u64)> {
    store.bulk_counts(id).await.unwrap().into_iter().filter(|(_, n)| *n > 0).collect()
}

async fn state(store: &Store, of: &Registration) -> State {
    store.my_registration(&of.account).await.unwrap().unwrap().state
}

async fn letters(store: &Store) -> Vec<store::OutboxRow> {
    store.outbox(None, None, 1000).await.unwrap().rows.into_iter().filter(|r| r.mail.kind == "decided").collect()
}

#[test]
fn nothing_is_decided_before_the_list_was_confirmed_and_who_changed_meanwhile_is_left_out() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = people(&store, 4).await;
        let reject = Decision::Reject { reason: "no seats".into() };
        store.decide(&act(&desk(), 59), &people[3].id, people[3].version, &reject, &single).await.unwrap();
        let ask = Decision::AskInfo { message: "which hall?".into() };
        let id = listed(&store, &people, &ask).await;
        assert_eq!(fates(&store, &id).await, [(Fate::Waiting, 4)]);
        let bulk = store.bulk(&id).await.unwrap().unwrap();
        work(&store, &bulk, now()).await;
        assert_eq!((state(&store, &people[0]).await, letters(&store).await.len()), (State::Submitted, 0));
        // One goes away, one is decided by somebody else.
        store.withdraw(&act(&actor(&people[1].account), 61), &people[1].account, &single).await.unwrap();
        store.decide(&act(&desk(), 61), &people[2].id, people[2].version, &reject, &single).await.unwrap();
        let seen = store.bulk_items(&id, None, 0, 10).await.unwrap();
        assert_eq!(seen.iter().map(|i| i.changed).collect::<Vec<_>>(), [false, true, true, false]);
        let at = now() + SignedDuration::from_hours(2);
        store.bulk_confirm(&asked(&desk(), 120, "r1"), &id).await.unwrap();
        store.bulk_confirm(&asked(&desk(), 120, "r1"), &id).await.unwrap();
        let twice = store.bulk_confirm(&act(&desk(), 121), &id).await;
        assert!(twice.unwrap_err().is_refusal("organiser.not_in_this_state"));
        work(&store, &bulk, at).await;
        let after = store.bulk_items(&id, None, 0, 10).await.unwrap();
        let told: Vec<_> = after.iter().map(|i| (i.fate, i.why)).collect();
        let changed = (Fate::Skipped, Some(Why::Changed));
        assert_eq!(told, [(Fate::Applied, None), changed, changed, (Fate::Applied, None)]);
        assert_eq!(store.bulk(&id).await.unwrap().unwrap().stage, Stage::Done);
        let one = store.my_registration(&people[0].account).await.unwrap().unwrap();
        assert_eq!((one.state, one.message.as_deref(), one.decided_at), (State::NeedsInfo, Some("which hall?"), Some(at)));
        let waiting = letters(&store).await;
        assert_eq!(waiting.iter().filter(|l| l.mail.about.is_some()).count(), 2);
        assert!(waiting.iter().filter(|l| l.mail.about.is_some()).all(|l| l.mail.due == Some(at + UNDO + GRACE)));
        let trail = store.audit_of(&format!("registration:{}", one.id), None, 1).await.unwrap().rows;
        assert_eq!((trail[0].entry.verb.as_str(), trail[0].entry.actor.as_str()), ("registration.info_asked", "desk"));
    });
}

#[test]
fn those_whose_state_does_not_allow_the_decision_are_named_before_it_is_confirmed() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = people(&store, 2).await;
        store.decide(&act(&desk(), 1), &people[0].id, people[0].version, &Decision::Approve, &single).await.unwrap();
        let id = listed(&store, &people, &Decision::Approve).await;
        let told: Vec<_> = store.bulk_items(&id, None, 0, 10).await.unwrap().into_iter().map(|i| (i.fate, i.why)).collect();
        assert_eq!(told, [(Fate::Skipped, Some(Why::State)), (Fate::Waiting, None)]);
    });
}

#[test]
fn a_list_is_carried_out_once_however_often_and_by_however_many_it_is_tried() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = people(&store, 8).await;
        let bulk = confirmed(&store, &people).await;
        // Half of it, as a crash leaves it; then three at once go on.
        for registration in &people[..4] {
            store.bulk_apply(&bulk, &registration.id, &letter, now()).await.unwrap();
        }
        let tasks: Vec<_> = (0..3)
            .map(|_| {
                let (store, bulk) = (store.clone(), bulk.clone());
                tokio::spawn(async move { work(&store, &bulk, now()).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(fates(&store, &bulk.id).await, [(Fate::Applied, 8)]);
        assert_eq!(letters(&store).await.len(), 8);
        assert_eq!(store.my_registration(&people[0].account).await.unwrap().unwrap().version, people[0].version + 1);
    });
}

#[test]
fn undoing_puts_everybody_back_who_was_not_changed_meanwhile_and_takes_the_letters_away() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = people(&store, 4).await;
        let bulk = confirmed(&store, &people).await;
        for registration in &people[..3] {
            store.bulk_apply(&bulk, &registration.id, &letter, now()).await.unwrap();
        }
        store.withdraw(&act(&actor(&people[1].account), 61), &people[1].account, &single).await.unwrap();
        store.bulk_undo(&act(&desk(), 69), &bulk.id).await.unwrap();
        let late = store.bulk_undo(&act(&desk(), 69), &bulk.id).await;
        assert!(late.unwrap_err().is_refusal("organiser.not_in_this_state"));
        // Whoever still carries the list out does nothing any more.
        store.bulk_apply(&bulk, &people[3].id, &letter, now()).await.unwrap();
        work(&store, &bulk, now()).await;
        let told: Vec<_> = store.bulk_items(&bulk.id, None, 0, 10).await.unwrap().into_iter().map(|i| (i.fate, i.why)).collect();
        assert_eq!(told, [(Fate::Undone, None), (Fate::Kept, Some(Why::Changed)), (Fate::Undone, None), (Fate::Cancelled, None)]);
        assert_eq!(store.bulk(&bulk.id).await.unwrap().unwrap().stage, Stage::Undone);
        let back = store.my_registration(&people[0].account).await.unwrap().unwrap();
        assert_eq!((back.state, back.message, back.decided_at), (State::Submitted, None, None));
        assert_eq!(letters(&store).await.len(), 0);
        // They stand in the queue where they stood.
        let queue = store.registrations(&Default::default(), None, 10).await.unwrap().rows;
        assert_eq!(queue[0].id, people[0].id);
    });
}

#[test]
fn after_the_window_nothing_is_undone() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = people(&store, 1).await;
        let bulk = confirmed(&store, &people).await;
        work(&store, &bulk, now()).await;
        let late = store.bulk_undo(&act(&desk(), 70), &bulk.id).await;
        assert!(late.unwrap_err().is_refusal("organiser.window_over"));
        assert_eq!(state(&store, &people[0]).await, State::Approved);
    });
}

/// Undoing while the list is still being carried out and, on a node whose clock is far ahead, letters already leave.
#[test]
fn nobody_is_both_put_back_and_written_to() {
    run(async {
        for round in 0..4 {
            let store = Store::in_memory().await.unwrap();
            let people = people(&store, 16).await;
            let bulk = confirmed(&store, &people).await;
            for registration in &people[..10] {
                store.bulk_apply(&bulk, &registration.id, &letter, now()).await.unwrap();
            }
            let applying = {
                let (store, bulk) = (store.clone(), bulk.clone());
                tokio::spawn(async move { work(&store, &bulk, now()).await })
            };
            let undoing = {
                let (store, bulk) = (store.clone(), bulk.clone());
                tokio::spawn(async move {
                    store.bulk_undo(&act(&desk(), 61), &bulk.id).await.unwrap();
                    work(&store, &bulk, now()).await;
                })
            };
            let sending = {
                let store = store.clone();
                tokio::spawn(async move {
                    let late = now() + SignedDuration::from_hours(9);
                    let mut sent = Vec::new();
                    for _ in 0..20 {
                        // What is claimed leaves, whatever becomes of its row.
                        for row in store.claim_due("node", 2, SignedDuration::from_mins(2), late).await.unwrap() {
                            let noted = store.mark_sent("node", &row.key, late).await;
                            sent.push((row.mail.to, noted.is_ok()));
                        }
                    }
                    sent
                })
            };
            for task in [applying, undoing] {
                task.await.unwrap();
            }
            let sent = sending.await.unwrap();
            assert!(sent.iter().all(|(_, noted)| *noted), "a letter that left stays in the outbox");
            let sent: Vec<String> = sent.into_iter().map(|(to, _)| to).filter(|to| people.iter().any(|p| p.id.as_str() == to)).collect();
            work(&store, &bulk, now()).await;
            for item in store.bulk_items(&bulk.id, None, 0, 100).await.unwrap() {
                let told = sent.iter().any(|to| to == item.registration.as_str());
                let expected = if told { (Fate::Kept, Some(State::Approved)) } else { (item.fate, Some(State::Submitted)) };
                assert_eq!((item.fate, item.state), expected, "round {round}: {} was written to: {told}", item.name);
                assert!(told || matches!(item.fate, Fate::Undone | Fate::Cancelled), "{:?}", item.fate);
            }
            assert_eq!(letters(&store).await.len(), sent.len(), "no letter waits for somebody who was put back");
        }
    });
}

#[test]
fn a_list_that_nobody_confirmed_is_forgotten_and_the_others_stay() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = people(&store, 2).await;
        let id = listed(&store, &people, &Decision::Approve).await;
        store.bulk_forget(now(), now()).await.unwrap();
        assert!(store.bulk(&id).await.unwrap().is_some());
        store.bulk_forget(now() + SignedDuration::from_hours(24), now()).await.unwrap();
        assert!(store.bulk(&id).await.unwrap().is_none());
        assert_eq!(store.bulk_items(&id, None, 0, 10).await.unwrap(), []);
        let kept = confirmed(&store, &people).await;
        assert_eq!(store.bulks_at_work().await.unwrap(), std::slice::from_ref(&kept));
        assert_eq!(store.bulks(5).await.unwrap().len(), 1);
        store.bulk_forget(now() + SignedDuration::from_hours(24), now()).await.unwrap();
        assert!(store.bulk(&kept.id).await.unwrap().is_some());
    });
}

#[test]
fn who_is_put_back_gives_the_place_up_and_who_was_refused_has_it_again_while_it_is_free() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        store.set_category_capacity(&act(&desk(), 0), Category::Cio, Some(1), &[], &single).await.unwrap();
        let people = people(&store, 2).await;
        let bulk = confirmed(&store, &people).await;
        work(&store, &bulk, now()).await;
        assert_eq!((state(&store, &people[0]).await, state(&store, &people[1]).await), (State::Approved, State::Waitlisted));
        store.bulk_undo(&act(&desk(), 61), &bulk.id).await.unwrap();
        work(&store, &bulk, now()).await;
        let fates: Vec<_> = store.bulk_items(&bulk.id, None, 0, 9).await.unwrap().into_iter().map(|i| (i.fate, i.why)).collect();
        // The first one's place went to the second, who is told so; that one changed meanwhile and stays.
        assert_eq!(fates, [(Fate::Undone, None), (Fate::Kept, Some(Why::Changed))]);
        assert_eq!((state(&store, &people[0]).await, state(&store, &people[1]).await), (State::Submitted, State::Offered));
    });
}
