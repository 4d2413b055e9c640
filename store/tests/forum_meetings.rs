//! Meetings at booths and people's calendars on the real engine: who gets a time, nobody at two booths at once, and what moves with what.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::accounts::Account;
use domain::forum::meetings::{About, BoothSlot, Coming, NewSlots, News, SlotKind};
use domain::kernel::ids::{AccountId, BoothSlotId};
use domain::registration::Decision;
use engine_rig::booths::{BOOTH, at, company, delegate, exhibitor, mail};
use engine_rig::people::{account, act, actor, asked, desk, draft};
use engine_rig::{now, run};
use store::engine::schema::{MIGRATIONS, Migration};
use store::{Act, Mail, Query, Store, StoreError, Tx, Visit, Wants};

fn times(first: i64, number: i64, kind: SlotKind, places: u32) -> NewSlots {
    NewSlots { times: (0..number).map(|n| (at(first + 30 * n), at(first + 30 * n + 30))).collect(), kind, places }
}

async fn offer(store: &Store, of: &str, new: &NewSlots) -> Result<(), StoreError> {
    store.offer_booth_slots(&act(&desk(), 0), &company(of), new).await
}

async fn slots(store: &Store, of: &str) -> Vec<BoothSlot> {
    store.booth_slots(&company(of), now()).await.unwrap()
}

async fn book(store: &Store, slot: &BoothSlot, who: &AccountId) -> Result<(), StoreError> {
    visit(store, slot, who, 0, Wants::Place { about: &About::default(), waits: false }, &[]).await.map(drop)
}

async fn wait(store: &Store, slot: &BoothSlot, who: &AccountId) -> Result<Coming, StoreError> {
    visit(store, slot, who, 0, Wants::Place { about: &About::default(), waits: true }, &[]).await
}

async fn take(store: &Store, slot: &BoothSlot, who: &AccountId, minute: i64) -> Result<Coming, StoreError> {
    visit(store, slot, who, minute, Wants::Offer, &[]).await
}

async fn visit(
    store: &Store,
    slot: &BoothSlot,
    who: &AccountId,
    minute: i64,
    wants: Wants<'_>,
    leaving: &[BoothSlotId],
) -> Result<Coming, StoreError> {
    let actor = actor(who);
    let visit = Visit { slot: &slot.id, who, seen: slot.start, wants, leaving, booth: BOOTH };
    store.visit_booth(&act(&actor, minute), &visit, &letter).await
}

async fn give_back(store: &Store, slot: &BoothSlot, who: &AccountId, minute: i64) -> Result<(), StoreError> {
    store.give_booth_back(&act(&actor(who), minute), &slot.id, who, &letter).await
}

/// Letters by what they tell, so that a test counts them.
fn letter(account: &Account, _: &BoothSlot, news: News<'_>) -> Mail {
    let kind = match news {
        News::Booked => "booked",
        News::Waits => "waits",
        News::Offered(_) => "offered",
        News::Passed => "passed",
        News::Comes(_) => "comes",
        News::GivenBack(_) => "given_back",
        News::CalledOff(_) => "off",
        News::Moved(..) => "moved",
        News::Assigned => "assigned",
        News::Unmanned => "unmanned",
    };
    Mail::new(&account.email, "en", kind, "s", "t")
}

/// How people stand at a time, by name.
async fn stands(store: &Store, of: &str) -> Vec<(String, Coming)> {
    let mut all: Vec<_> = store.booth_bookings(&company(of), now()).await.unwrap().into_iter().map(|b| (b.name, b.coming)).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
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

#[test]
fn of_twelve_people_on_two_nodes_who_book_a_time_as_many_come_as_it_has_places() {
    run(async {
        for (kind, places) in [(SlotKind::Meeting, 1), (SlotKind::Demo, 3)] {
            let store = Store::in_memory().await.unwrap();
            exhibitor(&store, "foxes", &[]).await;
            offer(&store, "foxes", &times(60, 1, kind, places)).await.unwrap();
            let slot = slots(&store, "foxes").await.remove(0);
            let mut people = Vec::new();
            for n in 0..12 {
                people.push(delegate(&store, &format!("Ann{n}")).await);
            }
            let (one, two) = store.as_two_nodes();
            let tasks: Vec<_> = people
                .into_iter()
                .enumerate()
                .map(|(n, who)| {
                    let (node, slot) = (if n % 2 == 0 { one.clone() } else { two.clone() }, slot.clone());
                    tokio::spawn(async move { book(&node, &slot, &who).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("forum.slot_taken"), "{error}"),
                }
            }
            let there = slots(&store, "foxes").await.remove(0);
            let come = store.booth_bookings(&company("foxes"), now()).await.unwrap();
            assert_eq!((won, there.taken, come.len(), letters(&store, "booked").await), (places, places, places as usize, places as usize));
            assert!(there.unmanned, "booked, and nobody receives");
        }
    });
}

#[test]
fn somebody_who_books_at_several_booths_at_once_from_two_devices_is_at_one() {
    run(async {
        for round in 0..4 {
            let store = Store::in_memory().await.unwrap();
            let mut offered = Vec::new();
            for n in 0..6 {
                let of = format!("c{n}");
                exhibitor(&store, &of, &[]).await;
                // Each begins within the time of the one before.
                offer(&store, &of, &times(60 + 5 * n, 1, SlotKind::Demo, 9)).await.unwrap();
                offered.extend(slots(&store, &of).await);
            }
            let ann = delegate(&store, "Ann").await;
            let (one, two) = store.as_two_nodes();
            let tasks: Vec<_> = offered
                .into_iter()
                .enumerate()
                .map(|(n, slot)| {
                    let (node, ann) = (if n % 2 == 0 { one.clone() } else { two.clone() }, ann.clone());
                    tokio::spawn(async move { book(&node, &slot, &ann).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("forum.clash"), "{error}"),
                }
            }
            let calendar = store.calendar_of(&ann, now()).await.unwrap();
            assert_eq!((won, calendar.len(), store.booth_bookings_of(&ann, now()).await.unwrap().len()), (1, 1, 1), "round {round}");
        }
    });
}

#[test]
fn who_receives_is_at_one_booth_at_a_time_and_gives_no_visits_away_for_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let staff = exhibitor(&store, "foxes", &["staff"]).await;
        let others = exhibitor(&store, "owls", &[]).await;
        for _ in 0..2 {
            offer(&store, "foxes", &times(60, 1, SlotKind::Meeting, 1)).await.unwrap();
        }
        refused(offer(&store, "foxes", &times(75, 1, SlotKind::Meeting, 1)).await, "forum.slots_overlap");
        offer(&store, "foxes", &times(90, 1, SlotKind::Meeting, 1)).await.unwrap();
        let all = slots(&store, "foxes").await;
        let boss = actor(&staff[0]);
        let (one, two) = store.as_two_nodes();
        let assign = async |node: &Store, slot: &BoothSlot, who: Option<&AccountId>| {
            node.staff_booth(&act(&boss, 0), slot, who, BOOTH, Some(mail("assigned"))).await
        };
        let (first, second) = tokio::join!(assign(&one, &all[0], Some(&staff[1])), assign(&two, &all[1], Some(&staff[1])));
        assert!(first.is_ok() != second.is_ok(), "one of both");
        refused(if first.is_ok() { second } else { first }, "forum.clash");
        // Right after it is possible; somebody of another company is nobody here.
        assign(&store, &all[2], Some(&staff[1])).await.unwrap();
        assert!(matches!(assign(&store, &all[2], Some(&others[0])).await, Err(StoreError::NotFound)));
        assert_eq!(letters(&store, "assigned").await, 2);
        // Whoever receives does not visit then, until somebody else receives.
        let visitor = staff[1].clone();
        let found = {
            let registration = engine_rig::people::drafted(&store, &visitor, &draft("Bo", "Li")).await;
            let who = actor(&visitor);
            store.submit(&act(&who, 0), &visitor, registration.version, mail("received")).await.unwrap()
        };
        store.decide(&act(&desk(), 0), &found.id, found.version, &Decision::Approve, &|_| mail("approved")).await.unwrap();
        offer(&store, "owls", &times(95, 1, SlotKind::Meeting, 1)).await.unwrap();
        let elsewhere = slots(&store, "owls").await.remove(0);
        refused(book(&store, &elsewhere, &visitor).await, "forum.clash");
        assign(&store, &all[2], Some(&staff[0])).await.unwrap();
        book(&store, &elsewhere, &visitor).await.unwrap();
        refused(assign(&store, &all[2], Some(&visitor)).await, "forum.clash");
        assign(&store, &all[2], None).await.unwrap();
        let theirs: Vec<_> = store.calendar_of(&staff[0], now()).await.unwrap().into_iter().map(|c| (c.live, c.sequence)).collect();
        assert_eq!(theirs, [(false, 1)], "what is taken off somebody stays in their calendar as called off");
    });
}

#[test]
fn times_of_a_company_overlap_no_more_than_it_has_people_however_they_are_offered() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        exhibitor(&store, "foxes", &["staff"]).await;
        let (one, two) = store.as_two_nodes();
        for round in 0..3 {
            let tasks: Vec<_> = (0..6)
                .map(|n| {
                    let node = if n % 2 == 0 { one.clone() } else { two.clone() };
                    tokio::spawn(async move { offer(&node, "foxes", &times(1000 * (round + 1) + n, 2, SlotKind::Meeting, 1)).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("forum.slots_overlap"), "{error}"),
                }
            }
            // The second half of one offer and the first half of the other overlap as well.
            assert!((1..=2).contains(&won), "{won}");
        }
        store.tx(Tx::new(&HIDDEN, now())).await.unwrap();
        refused(offer(&store, "foxes", &times(9000, 1, SlotKind::Meeting, 1)).await, "forum.not_published");
    });
}

const HIDDEN: Query = Query::write("test.hidden", "UPDATE company SET standing = 'booth_assigned' RETURN NONE; true");

#[test]
fn a_time_is_given_back_called_off_moved_and_marked_and_calendars_follow() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let staff = exhibitor(&store, "foxes", &[]).await;
        let boss = actor(&staff[0]);
        let (ann, bob) = (delegate(&store, "Ann").await, delegate(&store, "Bob").await);
        let outsider = account(&store, "sol@city.example", "Sol", true).await;
        offer(&store, "foxes", &times(60, 3, SlotKind::Meeting, 1)).await.unwrap();
        let all = slots(&store, "foxes").await;
        refused(book(&store, &all[0], &outsider).await, "forum.not_taking_part");
        book(&store, &all[0], &ann).await.unwrap();
        // Again is no second booking.
        book(&store, &all[0], &ann).await.unwrap();
        assert_eq!(letters(&store, "booked").await, 1);
        refused(book(&store, &all[0], &bob).await, "forum.slot_taken");
        assert!(matches!(give_back(&store, &all[0], &bob, 0).await, Err(StoreError::NotFound)));
        refused(give_back(&store, &all[0], &ann, 60).await, "forum.slot_begun");
        give_back(&store, &all[0], &ann, 0).await.unwrap();
        book(&store, &all[0], &bob).await.unwrap();
        book(&store, &all[1], &ann).await.unwrap();
        // Moved into something that the visitor has: refused, and nothing moved. Beside another time of the booth: refused too.
        exhibitor(&store, "owls", &[]).await;
        offer(&store, "owls", &times(300, 1, SlotKind::Meeting, 1)).await.unwrap();
        let elsewhere = slots(&store, "owls").await.remove(0);
        book(&store, &elsewhere, &ann).await.unwrap();
        let to = |from: i64| (at(from), at(from + 30));
        refused(store.move_booth(&act(&boss, 0), &all[1].id, to(310), BOOTH, &letter).await, "forum.clash");
        refused(store.move_booth(&act(&boss, 0), &all[1].id, to(70), BOOTH, &letter).await, "forum.slots_overlap");
        // Into its own time it may move.
        let later = (at(95), at(120));
        store.move_booth(&asked(&boss, 0, "m"), &all[1].id, later, BOOTH, &letter).await.unwrap();
        store.move_booth(&asked(&boss, 0, "m"), &all[1].id, later, BOOTH, &letter).await.unwrap();
        assert_eq!(letters(&store, "moved").await, 1);
        // Who saw it where it was before does not get it where it is now.
        refused(wait(&store, &all[1], &bob).await, "forum.changed_meanwhile");
        let of = |who: &AccountId| {
            let (store, who) = (store.clone(), who.clone());
            async move {
                let all = store.calendar_of(&who, now()).await.unwrap();
                all.into_iter().map(|c| (c.start, c.live, c.sequence)).collect::<Vec<_>>()
            }
        };
        assert_eq!(of(&ann).await, [(at(60), false, 1), (at(95), true, 1), (at(300), true, 0)]);
        let mark = async |minute: i64, came: bool| store.mark_booth(&act(&boss, minute), &all[0], &bob, came, &letter).await;
        refused(mark(0, true).await, "forum.not_now");
        mark(70, false).await.unwrap();
        mark(71, true).await.unwrap();
        mark(72, false).await.unwrap();
        assert!(stands(&store, "foxes").await.contains(&("Bob Müller".to_owned(), Coming::NoShow)));
        store.call_booth_off(&act(&boss, 0), &all[1].id, "Our speaker is ill", &letter).await.unwrap();
        assert_eq!(of(&ann).await, [(at(60), false, 1), (at(95), false, 2), (at(300), true, 0)]);
        let mine = store.booth_bookings_of(&ann, now()).await.unwrap();
        let stands: Vec<_> = mine.iter().map(|b| (b.coming, b.reason.as_deref())).collect();
        assert_eq!(stands, [(Coming::Cancelled, None), (Coming::CalledOff, Some("Our speaker is ill")), (Coming::Booked, None)]);
        assert_eq!((mine[1].company_name.as_str(), mine[1].city.as_str()), ("Company foxes", "Köln"));
        assert!(matches!(book(&store, &all[1], &bob).await, Err(StoreError::NotFound)));
        assert_eq!(slots(&store, "foxes").await.len(), 2, "what is called off is not offered");
    });
}

#[test]
fn who_finds_a_time_full_waits_and_is_offered_in_turn_what_is_given_back() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let staff = exhibitor(&store, "foxes", &[]).await;
        let boss = actor(&staff[0]);
        // Ten hours ahead, so that an offer lasts five.
        offer(&store, "foxes", &times(600, 1, SlotKind::Demo, 1)).await.unwrap();
        let slot = slots(&store, "foxes").await.remove(0);
        let mut people = Vec::new();
        for name in ["Ann", "Bob", "Cid", "Dan"] {
            people.push(delegate(&store, name).await);
        }
        assert_eq!(wait(&store, &slot, &people[0]).await.unwrap(), Coming::Booked, "where there is a place nobody waits");
        for (n, who) in people[1..].iter().enumerate() {
            let n = i64::try_from(n).unwrap() + 1;
            assert_eq!(visit(&store, &slot, who, n, Wants::Place { about: &About::default(), waits: true }, &[]).await.unwrap(), Coming::Waiting);
        }
        // Again is no second wait, and who waits has the time for something else.
        assert_eq!(wait(&store, &slot, &people[1]).await.unwrap(), Coming::Waiting);
        assert_eq!((letters(&store, "waits").await, store.calendar_of(&people[1], now()).await.unwrap().len()), (3, 0));
        let there = slots(&store, "foxes").await.remove(0);
        assert_eq!((there.taken, there.offered, there.waiting, there.left()), (1, 0, 3, 0));
        refused(take(&store, &slot, &people[1], 5).await, "places.not_here");
        give_back(&store, &slot, &people[0], 10).await.unwrap();
        let there = slots(&store, "foxes").await.remove(0);
        assert_eq!((there.taken, there.offered, there.waiting, there.is_full(), there.unmanned), (0, 1, 2, true, false));
        let mine = store.booth_bookings_of(&people[1], now()).await.unwrap().remove(0);
        assert_eq!((mine.coming, mine.until), (Coming::Offered, Some(at(10 + 295))));
        // It passes, and the next one is offered it; the one who let it pass is told.
        assert!(store.pools_to_settle(at(304)).await.unwrap().is_empty());
        let due = store.pools_to_settle(at(305)).await.unwrap();
        let of: Vec<_> = due.iter().map(domain::forum::meetings::slot_of).collect();
        assert_eq!(of, [Some(slot.id.clone())]);
        let (one, two) = store.as_two_nodes();
        let system = Act::system(at(305));
        let (first, second) = tokio::join!(one.settle_booth(&system, &slot.id, &letter), two.settle_booth(&system, &slot.id, &letter));
        first.unwrap();
        second.unwrap();
        assert_eq!((letters(&store, "offered").await, letters(&store, "passed").await), (2, 1));
        refused(take(&store, &slot, &people[1], 306).await, "places.offer_ended");
        assert_eq!(take(&store, &slot, &people[2], 306).await.unwrap(), Coming::Booked);
        assert_eq!(take(&store, &slot, &people[2], 306).await.map_err(|e| e.is_refusal("places.not_here")), Err(true));
        assert_eq!(store.calendar_of(&people[2], now()).await.unwrap().len(), 1);
        // A second place is offered at once; fewer than come is not possible.
        store.resize_booth(&act(&boss, 310), &slot.id, 2, &letter).await.unwrap();
        assert_eq!(take(&store, &slot, &people[3], 311).await.unwrap(), Coming::Booked);
        refused(store.resize_booth(&act(&boss, 312), &slot.id, 1, &letter).await, "forum.places_taken");
        let there = slots(&store, "foxes").await.remove(0);
        assert_eq!((there.places, there.taken, there.offered, there.waiting, there.unmanned), (2, 2, 0, 0, true));
        // Called off, it ends for whoever comes, waits or is offered it, and each is told once.
        assert_eq!(
            visit(&store, &slot, &people[0], 320, Wants::Place { about: &About::default(), waits: true }, &[]).await.unwrap(),
            Coming::Waiting
        );
        store.call_booth_off(&act(&boss, 330), &slot.id, "ill", &letter).await.unwrap();
        let how: Vec<_> = stands(&store, "foxes").await.into_iter().map(|(_, coming)| coming).collect();
        assert_eq!(how, [Coming::CalledOff, Coming::Passed, Coming::CalledOff, Coming::CalledOff]);
        assert_eq!(letters(&store, "off").await, 3);
    });
}

#[test]
fn places_that_are_given_back_while_others_ask_are_neither_lost_nor_given_twice() {
    run(async {
        for round in 0..3 {
            let store = Store::in_memory().await.unwrap();
            exhibitor(&store, "foxes", &[]).await;
            offer(&store, "foxes", &times(600, 1, SlotKind::Demo, 3)).await.unwrap();
            let slot = slots(&store, "foxes").await.remove(0);
            let mut people = Vec::new();
            for n in 0..12 {
                people.push(delegate(&store, &format!("Ann{n}")).await);
            }
            for who in &people[..3] {
                book(&store, &slot, who).await.unwrap();
            }
            let (one, two) = store.as_two_nodes();
            let tasks: Vec<_> = people
                .iter()
                .cloned()
                .enumerate()
                .map(|(n, who)| {
                    let (node, slot) = (if n % 2 == 0 { one.clone() } else { two.clone() }, slot.clone());
                    tokio::spawn(async move {
                        if n < 3 {
                            give_back(&node, &slot, &who, 1).await.unwrap();
                        } else {
                            wait(&node, &slot, &who).await.unwrap();
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            let there = slots(&store, "foxes").await.remove(0);
            let how = stands(&store, "foxes").await;
            let count = |coming: Coming| u32::try_from(how.iter().filter(|(_, c)| *c == coming).count()).unwrap();
            assert_eq!((there.taken, there.offered, there.waiting), (count(Coming::Booked), count(Coming::Offered), count(Coming::Waiting)));
            assert_eq!((there.taken + there.offered, there.waiting, count(Coming::Cancelled)), (3, 6, 3), "round {round}");
            // Whoever is offered a place takes it from both nodes at once; calendars say the same as the booth.
            for (n, who) in people.iter().enumerate() {
                if store.booth_bookings_of(who, now()).await.unwrap()[0].coming == Coming::Offered {
                    let (first, second) = tokio::join!(take(&one, &slot, who, 2), take(&two, &slot, who, 2));
                    assert!(first.is_ok() || second.is_ok(), "{n}");
                }
            }
            let mut taken = 0;
            for who in &people {
                taken += store.calendar_of(who, now()).await.unwrap().iter().filter(|c| c.live).count();
            }
            assert_eq!((slots(&store, "foxes").await[0].taken, taken), (3, 3), "round {round}");
        }
    });
}

#[test]
fn somebody_leaves_one_time_for_another_in_one_step_or_keeps_the_first() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        for of in ["foxes", "owls"] {
            exhibitor(&store, of, &[]).await;
            offer(&store, of, &times(60, 1, SlotKind::Meeting, 1)).await.unwrap();
        }
        let (ann, bob) = (delegate(&store, "Ann").await, delegate(&store, "Bob").await);
        let (here, there) = (slots(&store, "foxes").await.remove(0), slots(&store, "owls").await.remove(0));
        book(&store, &here, &ann).await.unwrap();
        book(&store, &there, &bob).await.unwrap();
        let about = About::default();
        let wants = Wants::Place { about: &about, waits: false };
        let left = [here.id.clone()];
        // The other is somebody else's: nothing is given up for it.
        refused(visit(&store, &there, &ann, 1, wants, &left).await, "forum.slot_taken");
        assert_eq!(stands(&store, "foxes").await, [("Ann Müller".to_owned(), Coming::Booked)]);
        give_back(&store, &there, &bob, 2).await.unwrap();
        refused(visit(&store, &there, &ann, 3, wants, &[]).await, "forum.clash");
        assert_eq!(visit(&store, &there, &ann, 3, wants, &left).await.unwrap(), Coming::Booked);
        assert_eq!(stands(&store, "foxes").await, [("Ann Müller".to_owned(), Coming::Cancelled)]);
        let live: Vec<_> = store.calendar_of(&ann, now()).await.unwrap().into_iter().filter(|c| c.live).map(|c| c.what).collect();
        assert_eq!(live, [there.id.to_string()]);
        // Two who want each what the other has, at once, from two nodes: as many come as there are places.
        book(&store, &here, &bob).await.unwrap();
        let (one, two) = store.as_two_nodes();
        let (of_ann, of_bob) = ([there.id.clone()], [here.id.clone()]);
        let both = tokio::join!(visit(&one, &here, &ann, 4, wants, &of_ann), visit(&two, &there, &bob, 4, wants, &of_bob));
        assert!(both.0.is_err() && both.1.is_err(), "neither is free");
        assert_eq!((slots(&store, "foxes").await[0].taken, slots(&store, "owls").await[0].taken), (1, 1));
    });
}

#[test]
fn a_time_that_moves_takes_those_who_wait_along_and_cuts_what_is_offered() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let staff = exhibitor(&store, "foxes", &[]).await;
        let (ann, bob, cid) = (delegate(&store, "Ann").await, delegate(&store, "Bob").await, delegate(&store, "Cid").await);
        offer(&store, "foxes", &times(600, 1, SlotKind::Meeting, 1)).await.unwrap();
        let slot = slots(&store, "foxes").await.remove(0);
        for who in [&ann, &bob, &cid] {
            wait(&store, &slot, who).await.unwrap();
        }
        give_back(&store, &slot, &ann, 0).await.unwrap();
        store.move_booth(&act(&actor(&staff[0]), 0), &slot.id, (at(100), at(130)), BOOTH, &letter).await.unwrap();
        let mut offered = Vec::new();
        for who in [&bob, &cid] {
            let mine = store.booth_bookings_of(who, now()).await.unwrap().remove(0);
            offered.push((mine.coming, mine.start, mine.until));
        }
        assert!(offered.iter().all(|(_, start, _)| *start == at(100)));
        // One of both was offered it: an offer never lasts longer than until it begins.
        assert_eq!(offered.iter().filter(|(coming, _, until)| *coming == Coming::Offered && *until == Some(at(100))).count(), 1);
        assert_eq!(letters(&store, "moved").await, 2);
        store.settle_booth(&Act::system(at(100)), &slot.id, &letter).await.unwrap();
        let there = slots(&store, "foxes").await.remove(0);
        assert_eq!((there.taken, there.offered, there.waiting), (0, 0, 1), "what has begun is offered to nobody");
    });
}

const BEFORE_PLACES: Query =
    Query::write("test.before_places", "DELETE place RETURN NONE; DELETE place_claim RETURN NONE; DELETE place_pool RETURN NONE; true");

#[test]
fn who_had_booked_before_times_had_pools_has_a_place() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        exhibitor(&store, "foxes", &[]).await;
        let (ann, bob) = (delegate(&store, "Ann").await, delegate(&store, "Bob").await);
        offer(&store, "foxes", &times(60, 2, SlotKind::Meeting, 1)).await.unwrap();
        let all = slots(&store, "foxes").await;
        book(&store, &all[0], &ann).await.unwrap();
        let schema = "DEFINE FIELD OVERWRITE offered ON booth_slot TYPE option<int>;
            DEFINE FIELD OVERWRITE waiting ON booth_slot TYPE option<int>;
            UPDATE booth_slot SET offered = NONE, waiting = NONE RETURN NONE;
            DEFINE FIELD OVERWRITE offered ON booth_slot TYPE int ASSERT $value >= 0;
            DEFINE FIELD OVERWRITE waiting ON booth_slot TYPE int ASSERT $value >= 0;";
        let mut again = MIGRATIONS.to_vec();
        let number = |again: &[Migration]| i64::try_from(again.len()).unwrap() + 1;
        again.push(Migration { number: number(&again), name: "old_fields", sql: schema });
        store.migrate(&again).await.unwrap();
        store.tx(Tx::new(&BEFORE_PLACES, now())).await.unwrap();
        let places = again.iter().find(|m| m.name == "booth_places").unwrap().sql;
        again.push(Migration { number: number(&again), name: "places_again", sql: places });
        store.migrate(&again).await.unwrap();
        let all = slots(&store, "foxes").await;
        assert_eq!(all.iter().map(|s| (s.taken, s.offered, s.waiting)).collect::<Vec<_>>(), [(1, 0, 0), (0, 0, 0)]);
        refused(book(&store, &all[0], &bob).await, "forum.slot_taken");
        assert_eq!(wait(&store, &all[0], &bob).await.unwrap(), Coming::Waiting);
        give_back(&store, &all[0], &ann, 1).await.unwrap();
        assert_eq!(take(&store, &all[0], &bob, 2).await.unwrap(), Coming::Booked);
    });
}

#[test]
fn a_company_is_reminded_once_of_a_booked_time_at_which_nobody_receives() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let staff = exhibitor(&store, "foxes", &[]).await;
        let ann = delegate(&store, "Ann").await;
        offer(&store, "foxes", &times(60, 2, SlotKind::Meeting, 1)).await.unwrap();
        let all = slots(&store, "foxes").await;
        let due = async |until: i64| store.booths_unmanned(now(), at(until), 10).await.unwrap();
        assert_eq!(due(240).await.len(), 0, "nobody comes");
        book(&store, &all[0], &ann).await.unwrap();
        book(&store, &all[1], &ann).await.unwrap();
        assert_eq!((due(60).await.len(), due(61).await.len(), due(240).await.len()), (0, 1, 2));
        store.staff_booth(&act(&desk(), 0), &all[0], Some(&staff[0]), BOOTH, None).await.unwrap();
        let late = due(240).await;
        assert_eq!(late.iter().map(|s| &s.id).collect::<Vec<_>>(), [&all[1].id]);
        store.remind_of_booth(&Act::system(now()), &late[0], vec![mail("reminder")]).await.unwrap();
        assert!(matches!(store.remind_of_booth(&Act::system(now()), &late[0], vec![mail("reminder")]).await, Err(StoreError::NotFound)));
        assert_eq!((due(240).await.len(), letters(&store, "reminder").await), (0, 1));
    });
}

#[test]
fn erasing_somebody_frees_their_times_and_leaves_the_booth_without_them() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let staff = exhibitor(&store, "foxes", &["staff"]).await;
        let ann = delegate(&store, "Ann").await;
        offer(&store, "foxes", &times(60, 1, SlotKind::Meeting, 1)).await.unwrap();
        let slot = slots(&store, "foxes").await.remove(0);
        store.staff_booth(&act(&desk(), 0), &slot, Some(&staff[1]), BOOTH, None).await.unwrap();
        book(&store, &slot, &ann).await.unwrap();
        let told = store.export_of(&store.account(&ann).await.unwrap().unwrap()).await.unwrap();
        assert_eq!((told["booth_meetings"].as_array().unwrap().len(), told["calendar"].as_array().unwrap().len()), (1, 1));
        let gone = store.account(&staff[1]).await.unwrap().unwrap();
        store.erase(&act(&actor(&staff[1]), 0), &gone, mail("erased"), &|_, _| vec![]).await.unwrap();
        let there = slots(&store, "foxes").await.remove(0);
        assert_eq!((there.staff, there.unmanned, there.taken), (None, true, 1));
        let anns = actor(&ann);
        let bob = delegate(&store, "Bob").await;
        wait(&store, &slot, &bob).await.unwrap();
        store.withdraw(&act(&anns, 0), &ann, &|_| mail("withdrawn")).await.unwrap();
        let gone = store.account(&ann).await.unwrap().unwrap();
        refused(store.erase(&act(&anns, 0), &gone, mail("erased"), &|_, _| vec![]).await, "registration.changed_meanwhile");
        give_back(&store, &slot, &ann, 0).await.unwrap();
        store.erase(&act(&anns, 0), &gone, mail("erased"), &|_, _| vec![]).await.unwrap();
        let there = slots(&store, "foxes").await.remove(0);
        assert_eq!((there.unmanned, there.taken, there.offered), (false, 0, 1));
        assert_eq!(store.calendar_of(&ann, now()).await.unwrap(), []);
    });
}
