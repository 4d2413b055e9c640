//! Who no longer receives for a company: out of its times to come, with a calendar that is free again, and the company knows how many have nobody.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::forum::CompanyRole;
use domain::forum::meetings::{About, BoothSlot, NewSlots, SlotKind};
use domain::kernel::ids::{AccountId, CompanyId};
use engine_rig::booths::{BOOTH, at, company, delegate, exhibitor, mail};
use engine_rig::people::{act, actor, asked, desk};
use engine_rig::{now, run};
use std::sync::Mutex;
use store::{Duties, Store, StoreError, Visit, Wants};

fn foxes() -> CompanyId {
    company("foxes")
}

/// A company that the public sees: somebody who administers it, a colleague who does too, and one who receives.
async fn three(store: &Store) -> Vec<AccountId> {
    exhibitor(store, "foxes", &["admin", "staff"]).await
}

/// Times of half an hour, the first an hour from now.
async fn offer(store: &Store, number: i64) -> Vec<BoothSlot> {
    let times = (0..number).map(|n| (at(60 + 30 * n), at(90 + 30 * n))).collect();
    store.offer_booth_slots(&act(&desk(), 0), &foxes(), &NewSlots { times, kind: SlotKind::Meeting, places: 1 }).await.unwrap();
    slots(store).await
}

async fn slots(store: &Store) -> Vec<BoothSlot> {
    store.booth_slots(&foxes(), now()).await.unwrap()
}

async fn staff(store: &Store, slot: &BoothSlot, who: &AccountId) -> Result<(), StoreError> {
    store.staff_booth(&act(&desk(), 0), slot, Some(who), BOOTH, None).await
}

async fn book(store: &Store, slot: &BoothSlot, who: &AccountId) -> Result<(), StoreError> {
    let wants = Wants::Place { about: &About::default(), waits: false };
    let visit = Visit { slot: &slot.id, who, seen: slot.start, wants, leaving: &[], booth: BOOTH };
    store.visit_booth(&act(&actor(who), 0), &visit, &|_, _, _| mail("booked")).await.map(drop)
}

async fn letters(store: &Store) -> usize {
    store.outbox(None, None, 500).await.unwrap().rows.iter().filter(|row| row.mail.kind == "off_duty").count()
}

/// The ways in which somebody stops receiving for a company.
#[derive(Clone, Copy, Debug)]
enum Way {
    Removed,
    Viewer,
    Erased,
}

const WAYS: [Way; 3] = [Way::Removed, Way::Viewer, Way::Erased];

/// Lets somebody stop at a moment; what the letters were told of is noted.
async fn stop(store: &Store, way: Way, who: &AccountId, minutes: i64, told: &Mutex<Vec<Duties>>) -> Result<(), StoreError> {
    let letters = |of: &CompanyId, left: Duties| {
        assert_eq!(*of, foxes());
        told.lock().unwrap().push(left);
        vec![mail("off_duty")]
    };
    let by = actor(who);
    match way {
        Way::Removed => store.remove_company_member(&act(&desk(), minutes), &foxes(), who, &letters).await,
        Way::Viewer => store.set_company_role(&act(&desk(), minutes), &foxes(), who, CompanyRole::Viewer, &letters).await,
        Way::Erased => {
            let account = store.account(who).await?.unwrap();
            store.erase(&act(&by, minutes), &account, mail("erased"), &letters).await
        }
    }
}

#[test]
fn who_stops_receiving_is_taken_off_the_times_to_come_and_the_company_is_told_how_many_have_nobody() {
    run(async {
        for way in WAYS {
            let store = Store::in_memory().await.unwrap();
            let people = three(&store).await;
            let ann = delegate(&store, "Ann").await;
            let all = offer(&store, 4).await;
            for slot in &all[..3] {
                staff(&store, slot, &people[2]).await.unwrap();
            }
            staff(&store, &all[3], &people[0]).await.unwrap();
            for slot in [&all[0], &all[1], &all[3]] {
                book(&store, slot, &ann).await.unwrap();
            }
            let told = Mutex::new(Vec::new());
            // The first of the times has begun by then.
            stop(&store, way, &people[2], 61, &told).await.unwrap();
            assert_eq!(told.into_inner().unwrap(), [Duties { times: 2, booked: 1 }], "{way:?}");
            assert_eq!(letters(&store).await, 1, "{way:?}");
            let there = slots(&store).await;
            let unmanned: Vec<bool> = there.iter().map(|slot| slot.unmanned).collect();
            assert_eq!(unmanned[1..], [true, false, false], "{way:?}: what is booked is the alarm");
            assert_eq!(there[1..3].iter().filter_map(|slot| slot.staff.as_ref()).count(), 0, "{way:?}");
            assert_eq!(there[3].staff.as_ref(), Some(&people[0]), "{way:?}: colleagues stay where they are");
            let live = store.calendar_of(&people[2], at(61)).await.unwrap().into_iter().filter(|c| c.live && c.start > at(61)).count();
            assert_eq!(live, 0, "{way:?}: that time is free");
            assert_eq!(store.calendar_of(&people[0], now()).await.unwrap().iter().filter(|c| c.live).count(), 1, "{way:?}");
            if !matches!(way, Way::Erased) {
                assert_eq!(there[0].staff.as_ref(), Some(&people[2]), "{way:?}: what has begun is over for nobody");
                let refused = store.staff_booth(&act(&desk(), 61), &there[1], Some(&people[2]), BOOTH, None).await;
                assert!(matches!(refused, Err(StoreError::NotFound)), "{way:?}: and may not be put there again");
            }
        }
    });
}

#[test]
fn who_receives_at_no_time_leaves_without_a_letter_and_who_stays_on_the_staff_keeps_the_times() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = three(&store).await;
        let all = offer(&store, 1).await;
        staff(&store, &all[0], &people[1]).await.unwrap();
        let told = Mutex::new(Vec::new());
        stop(&store, Way::Removed, &people[2], 0, &told).await.unwrap();
        let none = |_: &CompanyId, _: Duties| panic!("nobody is taken off");
        store.set_company_role(&act(&desk(), 0), &foxes(), &people[1], CompanyRole::Staff, &none).await.unwrap();
        assert!(told.into_inner().unwrap().is_empty());
        assert_eq!((letters(&store).await, slots(&store).await[0].staff.as_ref()), (0, Some(&people[1])));
        // Who may not leave stays where they are.
        staff(&store, &slots(&store).await[0], &people[0]).await.unwrap();
        let told = Mutex::new(Vec::new());
        assert!(stop(&store, Way::Removed, &people[0], 0, &told).await.unwrap_err().is_refusal("forum.last_admin"));
        assert_eq!((letters(&store).await, slots(&store).await[0].staff.as_ref()), (0, Some(&people[0])));
    });
}

#[test]
fn a_request_to_remove_somebody_that_comes_twice_is_told_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = three(&store).await;
        let all = offer(&store, 1).await;
        staff(&store, &all[0], &people[2]).await.unwrap();
        for _ in 0..2 {
            store.remove_company_member(&asked(&desk(), 0, "r1"), &foxes(), &people[2], &|_, _| vec![mail("off_duty")]).await.unwrap();
        }
        assert_eq!(letters(&store).await, 1);
    });
}

#[test]
fn a_company_is_reminded_anew_of_a_time_whose_receiver_left() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let people = three(&store).await;
        let ann = delegate(&store, "Ann").await;
        let all = offer(&store, 1).await;
        book(&store, &all[0], &ann).await.unwrap();
        let due = async || store.booths_unmanned(now(), at(240), 10).await.unwrap();
        store.remind_of_booth(&act(&desk(), 0), &due().await[0], vec![]).await.unwrap();
        assert_eq!(due().await.len(), 0);
        staff(&store, &slots(&store).await[0], &people[2]).await.unwrap();
        stop(&store, Way::Removed, &people[2], 0, &Mutex::new(Vec::new())).await.unwrap();
        assert_eq!(due().await.len(), 1);
    });
}

#[test]
fn who_is_told_to_receive_while_they_leave_receives_nowhere() {
    run(async {
        for round in 0..24 {
            let way = WAYS[round % WAYS.len()];
            let store = Store::in_memory().await.unwrap();
            let people = three(&store).await;
            let slot = offer(&store, 1).await.remove(0);
            let (one, two) = store.as_two_nodes();
            let (given, gone) = (people[2].clone(), people[2].clone());
            let told = tokio::spawn(async move { staff(&one, &slot, &given).await });
            let left = tokio::spawn(async move {
                let told = Mutex::new(Vec::new());
                stop(&two, way, &gone, 0, &told).await
            });
            let told = told.await.unwrap();
            left.await.unwrap().unwrap();
            assert!(matches!(told, Ok(()) | Err(StoreError::NotFound)), "round {round} {way:?}: {told:?}");
            assert_eq!(slots(&store).await[0].staff, None, "round {round} {way:?}: {told:?}");
            let live = store.calendar_of(&people[2], now()).await.unwrap().into_iter().filter(|c| c.live).count();
            assert_eq!(live, 0, "round {round} {way:?}: {told:?}");
            assert_eq!(letters(&store).await, usize::from(told.is_ok()), "round {round} {way:?}: {told:?}");
        }
    });
}

#[test]
fn a_time_that_is_booked_while_its_receiver_leaves_is_an_alarm() {
    run(async {
        for round in 0..24 {
            let way = WAYS[round % WAYS.len()];
            let store = Store::in_memory().await.unwrap();
            let people = three(&store).await;
            let ann = delegate(&store, "Ann").await;
            let slot = offer(&store, 1).await.remove(0);
            staff(&store, &slot, &people[2]).await.unwrap();
            let slot = slots(&store).await.remove(0);
            let (one, two) = store.as_two_nodes();
            let gone = people[2].clone();
            let booked = tokio::spawn(async move { book(&one, &slot, &ann).await });
            let left = tokio::spawn(async move {
                let told = Mutex::new(Vec::new());
                let left = stop(&two, way, &gone, 0, &told).await;
                (left, told.into_inner().unwrap())
            });
            booked.await.unwrap().unwrap();
            let (left, told) = left.await.unwrap();
            left.unwrap();
            let there = slots(&store).await.remove(0);
            assert_eq!((there.staff, there.unmanned, there.taken), (None, true, 1), "round {round} {way:?}");
            assert_eq!((told.last().unwrap().times, letters(&store).await), (1, 1), "round {round} {way:?}");
        }
    });
}
