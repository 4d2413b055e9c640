//! Meetings at booths and people's calendars on the real engine: who gets a time, nobody at two booths at once, and what moves with what.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::forum::Application;
use domain::forum::meetings::{About, BoothSlot, Coming, NewSlots, SlotKind};
use domain::kernel::ids::{AccountId, CompanyId};
use domain::registration::Decision;
use engine_rig::people::{account, act, actor, asked, desk, draft, submitted};
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, Booth, Mail, Query, Store, StoreError, Tx};

const PUBLISHED: Query = Query::write("test.published", "UPDATE company SET standing = 'published' RETURN NONE; true");
const BOOTH: Booth<'_> = Booth { name: "Foxes Ltd", place: "Hall A, A1" };

fn at(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn mail(kind: &str) -> Mail {
    Mail::new("a@x.org", "en", kind, "s", "t")
}

fn company(id: &str) -> CompanyId {
    CompanyId::parse(id).unwrap()
}

/// A company that the public sees, with people who receive at its booth; the first one administers it.
async fn exhibitor(store: &Store, id: &str, people: usize) -> Vec<AccountId> {
    let mut all = Vec::new();
    for n in 0..people {
        all.push(account(store, &format!("{id}-{n}@company.example"), &format!("Staff {n} of {id}"), true).await);
    }
    let boss = actor(&all[0]);
    store.apply_company(&act(&boss, 0), &company(id), &format!("Company {id}"), &Application::default()).await.unwrap();
    for who in &all[1..] {
        let join = "CREATE type::record('company_member', [$company, $account]) SET company = $company, account = $account, role = 'staff', since = time::now() RETURN NONE; true";
        let query: &'static Query = Box::leak(Box::new(Query::write("test.join", join)));
        let mut vars = store::engine::Variables::new();
        vars.insert("company", id.to_owned());
        vars.insert("account", surrealdb::types::RecordId::new("account", who.as_str()));
        store.tx(Tx::new(query, now()).bind(vars)).await.unwrap();
    }
    store.tx(Tx::new(&PUBLISHED, now())).await.unwrap();
    all
}

/// Somebody who takes part in the assembly.
async fn delegate(store: &Store, name: &str) -> AccountId {
    let found = submitted(store, &format!("{name}@city.example"), &draft(name, "Müller"), 0).await;
    store.decide(&act(&desk(), 0), &found.id, found.version, &Decision::Approve, &|_| mail("approved")).await.unwrap();
    found.account
}

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
    let actor = actor(who);
    store.book_booth(&act(&actor, 0), slot, who, &About::default(), BOOTH, (mail("booked"), None)).await
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
            exhibitor(&store, "foxes", 1).await;
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
                exhibitor(&store, &of, 1).await;
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
        let staff = exhibitor(&store, "foxes", 2).await;
        let others = exhibitor(&store, "owls", 1).await;
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
        exhibitor(&store, "foxes", 2).await;
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
        let staff = exhibitor(&store, "foxes", 1).await;
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
        let anns = actor(&ann);
        let bobs = actor(&bob);
        assert!(matches!(store.give_booth_back(&act(&bobs, 0), &all[0], &bob, None).await, Err(StoreError::NotFound)));
        refused(store.give_booth_back(&act(&anns, 60), &all[0], &ann, None).await, "forum.slot_begun");
        store.give_booth_back(&act(&anns, 0), &all[0], &ann, None).await.unwrap();
        book(&store, &all[0], &bob).await.unwrap();
        book(&store, &all[1], &ann).await.unwrap();
        // What was read before somebody booked is not what is there.
        refused(store.move_booth(&act(&boss, 0), &all[1], (at(300), at(330)), &[], BOOTH, vec![]).await, "forum.changed_meanwhile");
        let all = slots(&store, "foxes").await;
        // Moved into something that the visitor has: refused, and nothing moved. Beside another time of the booth: refused too.
        exhibitor(&store, "owls", 1).await;
        offer(&store, "owls", &times(300, 1, SlotKind::Meeting, 1)).await.unwrap();
        let elsewhere = slots(&store, "owls").await.remove(0);
        book(&store, &elsewhere, &ann).await.unwrap();
        let to = |from: i64| (at(from), at(from + 30));
        let visitors = [ann.clone()];
        refused(store.move_booth(&act(&boss, 0), &all[1], to(310), &visitors, BOOTH, vec![mail("moved")]).await, "forum.clash");
        refused(store.move_booth(&act(&boss, 0), &all[1], to(70), &visitors, BOOTH, vec![mail("moved")]).await, "forum.slots_overlap");
        // Into its own time it may move.
        let later = (at(95), at(120));
        store.move_booth(&asked(&boss, 0, "m"), &all[1], later, &visitors, BOOTH, vec![mail("moved")]).await.unwrap();
        store.move_booth(&asked(&boss, 0, "m"), &all[1], later, &visitors, BOOTH, vec![mail("moved")]).await.unwrap();
        assert_eq!(letters(&store, "moved").await, 1);
        let of = |who: &AccountId| {
            let (store, who) = (store.clone(), who.clone());
            async move {
                let all = store.calendar_of(&who, now()).await.unwrap();
                all.into_iter().map(|c| (c.start, c.live, c.sequence)).collect::<Vec<_>>()
            }
        };
        assert_eq!(of(&ann).await, [(at(60), false, 1), (at(95), true, 1), (at(300), true, 0)]);
        // Somebody else's time is missing for a company.
        let foreign = BoothSlot { company: company("owls"), ..all[0].clone() };
        assert!(matches!(store.call_booth_off(&act(&boss, 0), &foreign, "ill", vec![]).await, Err(StoreError::NotFound)));
        assert!(matches!(store.mark_booth(&act(&boss, 70), &foreign, &bob, true).await, Err(StoreError::NotFound)));
        refused(store.mark_booth(&act(&boss, 0), &all[0], &bob, true).await, "forum.not_now");
        store.mark_booth(&act(&boss, 70), &all[0], &bob, false).await.unwrap();
        let all = slots(&store, "foxes").await;
        store.call_booth_off(&act(&boss, 0), &all[1], "Our speaker is ill", vec![mail("off")]).await.unwrap();
        assert_eq!(of(&ann).await, [(at(60), false, 1), (at(95), false, 2), (at(300), true, 0)]);
        let mine = store.booth_bookings_of(&ann, now()).await.unwrap();
        let stands: Vec<_> = mine.iter().map(|b| (b.coming, b.reason.as_deref())).collect();
        assert_eq!(stands, [(Coming::Cancelled, None), (Coming::CalledOff, Some("Our speaker is ill")), (Coming::Booked, None)]);
        assert_eq!((mine[1].company_name.as_str(), mine[1].city.as_str()), ("Company foxes", "Köln"));
        refused(book(&store, &all[1], &bob).await, "forum.slot_taken");
        assert_eq!(slots(&store, "foxes").await.len(), 2, "what is called off is not offered");
    });
}

#[test]
fn a_company_is_reminded_once_of_a_booked_time_at_which_nobody_receives() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let staff = exhibitor(&store, "foxes", 1).await;
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
        let staff = exhibitor(&store, "foxes", 2).await;
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
        store.withdraw(&act(&anns, 0), &ann, &|_| mail("withdrawn")).await.unwrap();
        let gone = store.account(&ann).await.unwrap().unwrap();
        store.erase(&act(&anns, 0), &gone, mail("erased"), &|_, _| vec![]).await.unwrap();
        let there = slots(&store, "foxes").await.remove(0);
        assert_eq!((there.unmanned, there.taken), (false, 0));
        assert_eq!(store.calendar_of(&ann, now()).await.unwrap(), []);
    });
}
