//! Badges and check-in on the real engine: what devices send late, twice or at once, and badges that were replaced meanwhile.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::collections::BTreeSet;

use domain::checkin::{CheckIn, Code, Means, Outcome, Reason, Standing};
use domain::kernel::ids::{AccountId, RegistrationId, RequestId, ScanId, StationId};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use domain::registration::{Category, Decision, Draft, Registration, Step};
use engine_rig::people::actor;
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, BadgeFilter, Mail, NewAccount, NewScan, Reading, Secret, Store, StoreError, Subject, badge_id};

fn at(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn system(minutes: i64) -> Act<'static> {
    Act::system(at(minutes))
}

fn mail() -> Mail {
    Mail::new("a@x.org", "en", "k", "s", "t")
}

fn draft(name: &str) -> Draft {
    Draft {
        given_name: "Min-ji".into(),
        family_name: "Kim".into(),
        badge_name: name.into(),
        category: "cio".into(),
        city: "Köln".into(),
        country: "DE".into(),
        organisation: "City".into(),
        position: "CIO".into(),
        languages: "de,en".into(),
        consent_handling: "yes".into(),
        ..Draft::default()
    }
}

/// A registration that is handed in.
async fn submitted(store: &Store, address: &str, draft: &Draft) -> Registration {
    let link = Secret::generate();
    let new = NewAccount {
        email: Email::parse(address).unwrap(),
        name: "Min-ji".to_owned(),
        lang: Lang::En,
        password_hash: "h".to_owned(),
        link: Secret::digest(link.reveal()),
    };
    store.sign_up(&system(0), &new, mail(), mail()).await.unwrap();
    store.verify_email(&system(0), link.reveal()).await.unwrap();
    let account = store.password_of(&new.email).await.unwrap().unwrap().account;
    let actor = actor(&account);
    let act = Act { actor: &actor, now: now(), request: None };
    let mut version = 0;
    for step in [Step::Person, Step::City, Step::Needs, Step::Consents] {
        version = store.save_step(&act, &account, Lang::En, step, draft, version).await.unwrap().version;
    }
    store.submit(&act, &account, version, mail()).await.unwrap()
}

/// A registration that takes part, with its badge.
async fn approved(store: &Store, address: &str, draft: &Draft) -> (RegistrationId, Code) {
    let handed_in = submitted(store, address, draft).await;
    store.decide(&system(0), &handed_in.id, handed_in.version, &Decision::Approve, &|_| mail()).await.unwrap();
    store.issue_badges(now(), false).await.unwrap();
    let code = code(store, &handed_in.id).await;
    (handed_in.id, code)
}

async fn code(store: &Store, of: &RegistrationId) -> Code {
    store.badge_of(of).await.unwrap().unwrap().code
}

fn desk() -> StationId {
    StationId::parse("registration-desk").unwrap()
}

fn scan(id: &str, code: &Code, minutes: i64) -> NewScan {
    NewScan {
        id: ScanId::parse(id).unwrap(),
        station: desk(),
        subject: Subject::Badge(badge_id(code).unwrap()),
        at: at(minutes),
        device_at: at(minutes),
        means: Means::Camera,
    }
}

async fn read(store: &Store, id: &str, code: &Code, minutes: i64) -> Reading {
    store.check_in(&system(100), &scan(id, code, minutes)).await.unwrap()
}

async fn arrived(store: &Store) -> u32 {
    store.arrivals(&desk()).await.unwrap().iter().map(|a| a.arrived).sum()
}

#[test]
fn everybody_who_takes_part_gets_one_badge_and_nobody_else_does() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let waiting = submitted(&store, "w@x.org", &draft("")).await;
        let (one, first) = approved(&store, "a@x.org", &draft("김민지")).await;
        assert_eq!(store.badge_of(&waiting.id).await.unwrap(), None);
        let badge = store.badge_of(&one).await.unwrap().unwrap();
        assert_eq!((badge.number, badge.counts, badge.standing), (1, true, Standing::New));
        assert_eq!((badge.face.name.as_str(), badge.face.latin.as_deref()), ("김민지", Some("Min-ji Kim")));
        assert_eq!(store.issue_badges(now(), true).await.unwrap(), 0);
        assert_eq!(code(&store, &one).await, first);
    });
}

#[test]
fn two_nodes_that_give_out_badges_at_once_give_everybody_one() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let mut ids = Vec::new();
        for n in 0..4 {
            let handed_in = submitted(&store, &format!("p{n}@x.org"), &draft("")).await;
            store.decide(&system(0), &handed_in.id, handed_in.version, &Decision::Approve, &|_| mail()).await.unwrap();
            ids.push(handed_in.id);
        }
        let tasks: Vec<_> = (0..4)
            .map(|n| (store.clone(), now(), n))
            .map(|(store, now, n)| tokio::spawn(async move { store.issue_badges(now, n % 2 == 0).await }))
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let list = store.offline_list().await.unwrap();
        assert_eq!((list.live.len(), list.void.len()), (4, 0));
        let held: BTreeSet<_> = list.live.into_iter().map(|l| l.badge).collect();
        for id in &ids {
            assert!(held.contains(&badge_id(&code(&store, id).await).unwrap()));
        }
    });
}

#[test]
fn two_devices_that_read_a_badge_at_once_make_one_check_in_and_one_duplicate() {
    run(async {
        for _ in 0..6 {
            let store = Store::in_memory().await.unwrap();
            let (_, code) = approved(&store, "a@x.org", &draft("")).await;
            let tasks: Vec<_> = (0..8)
                .map(|n| {
                    let (store, scan) = (store.clone(), scan(&format!("device-{n}"), &code, n));
                    tokio::spawn(async move { store.check_in(&system(100), &scan).await.unwrap().outcome })
                })
                .collect();
            let mut outcomes = Vec::new();
            for task in tasks {
                outcomes.push(task.await.unwrap());
            }
            assert_eq!(outcomes.iter().filter(|o| **o == Outcome::CheckedIn).count(), 1, "{outcomes:?}");
            let check_ins = store.recent_check_ins(&desk(), 20).await.unwrap();
            assert_eq!(check_ins.len(), 1);
            assert_eq!((check_ins[0].at, check_ins[0].readings), (at(0), 8));
            assert_eq!(store.flagged_readings(&desk(), 20).await.unwrap().len(), 7);
        }
    });
}

#[test]
fn a_queue_that_is_sent_again_changes_nothing_and_is_answered_the_same() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, code) = approved(&store, "a@x.org", &draft("")).await;
        let mut first = Vec::new();
        for (id, minutes) in [("a", 1), ("b", 2)] {
            first.push(read(&store, id, &code, minutes).await);
        }
        // The answers were lost on the way: the device sends everything again, by now with other corrections of its clock.
        for (before, (id, minutes)) in first.iter().zip([("a", 5), ("b", 6)]) {
            assert_eq!(read(&store, id, &code, minutes).await, *before);
        }
        let check_ins = store.check_ins_of(&one).await.unwrap();
        assert_eq!((check_ins.len(), check_ins[0].at, check_ins[0].readings), (1, at(1), 2));
        // Another badge under an id that was used is another matter.
        let (_, other) = approved(&store, "b@x.org", &draft("")).await;
        assert!(store.check_in(&system(100), &scan("a", &other, 1)).await.unwrap_err().is_refusal("idempotency.mismatch"));
        let trail = store.audit_of(&format!("registration:{one}"), None, 50).await.unwrap();
        assert_eq!(trail.rows.iter().filter(|r| r.entry.verb == "checkin.checked_in").count(), 1);
    });
}

#[test]
fn the_store_merges_readings_exactly_as_the_rule_says() {
    run(async {
        for order in [[3, 1, 2, 2], [1, 2, 3, 1], [2, 2, 1, 3]] {
            let store = Store::in_memory().await.unwrap();
            let (one, code) = approved(&store, "a@x.org", &draft("")).await;
            let mut expected = None;
            for (number, minutes) in order.into_iter().enumerate() {
                let id = format!("scan-{}", 9 - number);
                let (after, outcome) = CheckIn::after(expected, at(minutes), ScanId::parse(&id).unwrap());
                let reading = read(&store, &id, &code, minutes).await;
                assert_eq!((reading.outcome, reading.first), (outcome, Some(after.at)), "{order:?}");
                expected = Some(after);
            }
            store.take_back(&system(4), &desk(), &one, "wrong person").await.unwrap();
            let mut expected = expected.map(|e| e.taken_back(at(4)));
            assert_eq!(arrived(&store).await, 0);
            for (id, minutes) in [("late", 3), ("again", 6), ("before", 5)] {
                let (after, outcome) = CheckIn::after(expected, at(minutes), ScanId::parse(id).unwrap());
                assert_eq!(read(&store, id, &code, minutes).await.outcome, outcome, "{id}");
                expected = Some(after);
            }
            let found = &store.check_ins_of(&one).await.unwrap()[0];
            let expected = expected.unwrap();
            assert_eq!((found.at, found.readings, found.counts), (expected.at, expected.readings, expected.counts));
            assert_eq!((found.at, found.readings, arrived(&store).await), (at(5), 7, 1));
        }
    });
}

#[test]
fn a_badge_that_was_replaced_lets_nobody_in_from_then_on() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, old) = approved(&store, "a@x.org", &draft("")).await;
        store.replace_badge(&system(10), &one, 1, Reason::Lost).await.unwrap();
        let new = code(&store, &one).await;
        assert_ne!(new, old);
        // Read by a device that was offline and did not know; the old one counted until it was replaced.
        assert_eq!(read(&store, "late", &old, 11).await.outcome, Outcome::Void);
        assert_eq!(arrived(&store).await, 0);
        assert_eq!(read(&store, "early", &old, 9).await.outcome, Outcome::CheckedIn);
        assert_eq!(read(&store, "new", &new, 12).await.outcome, Outcome::Again);
        let list = store.offline_list().await.unwrap();
        assert_eq!(list.live.iter().map(|l| l.badge.clone()).collect::<Vec<_>>(), [badge_id(&new).unwrap()]);
        assert_eq!(list.void, [badge_id(&old).unwrap()]);
        let again = store.replace_badge(&system(13), &one, 1, Reason::Damaged).await;
        assert!(again.unwrap_err().is_refusal("checkin.replaced_meanwhile"));
    });
}

#[test]
fn of_two_desks_that_replace_a_badge_at_once_one_does() {
    run(async {
        for _ in 0..4 {
            let store = Store::in_memory().await.unwrap();
            let (one, _) = approved(&store, "a@x.org", &draft("")).await;
            let tasks: Vec<_> = (0..6)
                .map(|_| (store.clone(), one.clone()))
                .map(|(store, one)| tokio::spawn(async move { store.replace_badge(&system(1), &one, 1, Reason::Lost).await }))
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("checkin.replaced_meanwhile"), "{error}"),
                }
            }
            let list = store.offline_list().await.unwrap();
            assert_eq!((won, list.live.len(), list.void.len()), (1, 1, 1));
        }
    });
}

#[test]
fn who_takes_part_no_more_is_not_checked_in_and_what_is_no_badge_is_kept_all_the_same() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, code) = approved(&store, "a@x.org", &draft("")).await;
        let actor = actor(&AccountId::parse(one.as_str()).unwrap());
        store.withdraw(&Act { actor: &actor, now: at(1), request: None }, &AccountId::parse(one.as_str()).unwrap(), &|_| mail()).await.unwrap();
        assert_eq!(read(&store, "a", &code, 2).await.outcome, Outcome::NotTakingPart);
        assert!(!store.badge_of(&one).await.unwrap().unwrap().counts);
        assert!(!store.offline_list().await.unwrap().live[0].counts);
        let reading = read(&store, "b", &Code::from_random([1; 10]), 3).await;
        assert_eq!((reading.outcome, reading.registration.clone()), (Outcome::Unknown, None));
        assert_eq!(store.reading(&reading.id).await.unwrap(), Some(reading));
        assert_eq!(store.flagged_readings(&desk(), 10).await.unwrap().len(), 2);
        assert!(store.replace_badge(&system(4), &one, 1, Reason::Lost).await.unwrap_err().is_refusal("checkin.no_badge"));
        let nobody = NewScan { subject: Subject::Registration(RegistrationId::parse("nobody").unwrap()), ..scan("c", &code, 3) };
        assert_eq!(store.check_in(&system(100), &nobody).await.unwrap().outcome, Outcome::NotTakingPart);
        assert_eq!(arrived(&store).await, 0);
    });
}

#[test]
fn a_person_found_by_name_and_the_badge_are_one_check_in_and_stations_are_apart() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, code) = approved(&store, "a@x.org", &draft("")).await;
        let _ = approved(&store, "b@x.org", &Draft { category: "press".into(), ..draft("") }).await;
        let by_name = NewScan { subject: Subject::Registration(one.clone()), means: Means::Name, ..scan("a", &code, 1) };
        assert_eq!(store.check_in(&system(100), &by_name).await.unwrap().outcome, Outcome::CheckedIn);
        assert_eq!(read(&store, "b", &code, 2).await.outcome, Outcome::Again);
        let hall = StationId::parse("room-hall-a").unwrap();
        let elsewhere = NewScan { station: hall.clone(), ..scan("c", &code, 3) };
        assert_eq!(store.check_in(&system(100), &elsewhere).await.unwrap().outcome, Outcome::CheckedIn);
        let counts: Vec<_> = store.arrivals_everywhere().await.unwrap().into_iter().map(|c| (c.station.to_string(), c.arrived)).collect();
        assert_eq!(counts, [("registration-desk".to_owned(), 1), ("room-hall-a".to_owned(), 1)]);
        let of: Vec<_> = store.arrivals(&hall).await.unwrap().into_iter().map(|a| (a.category, a.arrived, a.expected)).collect();
        assert_eq!(of, [("cio".to_owned(), 1, 1), ("press".to_owned(), 0, 1)]);
        assert_eq!(store.checked_in_at(&hall, std::slice::from_ref(&one)).await.unwrap().len(), 1);
        let act = Act { request: Some(RequestId::parse("undo").unwrap()), ..system(5) };
        for _ in 0..2 {
            store.take_back(&act, &hall, &one, "wrong person").await.unwrap();
        }
        let twice = store.take_back(&system(6), &hall, &one, "wrong person").await;
        assert!(twice.unwrap_err().is_refusal("checkin.not_checked_in"));
        assert_eq!(store.checked_in_at(&hall, &[one]).await.unwrap(), []);
    });
}

#[test]
fn the_list_knows_what_is_printed_and_what_has_changed_since() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (one, _) = approved(&store, "a@x.org", &draft("김민지")).await;
        let (two, _) = approved(&store, "b@x.org", &Draft { category: "press".into(), ..draft("") }).await;
        let waiting = submitted(&store, "c@x.org", &draft("")).await;
        let found = async |filter: BadgeFilter| -> Vec<RegistrationId> {
            store.badges(&filter, None, 10).await.unwrap().rows.into_iter().map(|r| r.registration).collect()
        };
        let of = |standing| BadgeFilter { standing: Some(standing), ..BadgeFilter::default() };
        assert_eq!(found(of(Standing::New)).await.len(), 2);
        let print = Act { request: Some(RequestId::parse("print").unwrap()), ..system(1) };
        let chosen = [one.clone(), waiting.id.clone()];
        let run = store.print_badges(&print, &chosen, "a4").await.unwrap();
        assert_eq!(store.print_badges(&print, &chosen, "a4").await.unwrap(), run);
        let (sheet, badges) = store.print_run(&run).await.unwrap().unwrap();
        assert_eq!((sheet.as_str(), badges.len(), badges[0].face.name.as_str()), ("a4", 1, "김민지"));
        assert_eq!(badges[0].code, code(&store, &one).await);
        let runs: Vec<_> = store.print_runs(5).await.unwrap().into_iter().map(|r| (r.id, r.number)).collect();
        assert_eq!(runs, [(run, 1)]);
        assert_eq!(found(of(Standing::Printed)).await, std::slice::from_ref(&one));
        assert_eq!(found(of(Standing::New)).await, std::slice::from_ref(&two));
        assert_eq!(found(BadgeFilter { category: Some(Category::Press), ..BadgeFilter::default() }).await, std::slice::from_ref(&two));
        assert_eq!(found(BadgeFilter { words: "민지".into(), ..BadgeFilter::default() }).await, []);
        assert_eq!(found(BadgeFilter { words: "김".into(), ..BadgeFilter::default() }).await, std::slice::from_ref(&one));
        // The person mends the name and is approved again: the badge is the same, what is printed is not.
        let account = AccountId::parse(one.as_str()).unwrap();
        let actor = actor(&account);
        let act = Act { actor: &actor, now: at(2), request: None };
        let asked = store.my_registration(&account).await.unwrap().unwrap();
        let ask = Decision::AskInfo { message: "which spelling?".into() };
        let open = store.decide(&system(2), &one, asked.version, &ask, &|_| mail()).await.unwrap();
        let saved = store.save_step(&act, &account, Lang::En, Step::Person, &draft("김민서"), open.version).await.unwrap();
        let again = store.submit(&act, &account, saved.version, mail()).await.unwrap();
        store.decide(&system(3), &one, again.version, &Decision::Approve, &|_| mail()).await.unwrap();
        assert_eq!(found(of(Standing::Changed)).await, std::slice::from_ref(&one));
        assert_eq!(store.badge_of(&one).await.unwrap().unwrap().standing, Standing::Changed);
        // A replaced badge is to be printed again.
        store.replace_badge(&system(4), &one, 1, Reason::WrongName).await.unwrap();
        assert_eq!(found(of(Standing::New)).await.len(), 2);
        let page = store.badges(&BadgeFilter::default(), None, 1).await.unwrap();
        let rest = store.badges(&BadgeFilter::default(), page.next.as_deref(), 1).await.unwrap();
        assert_eq!((page.rows.len(), rest.rows.len(), rest.next), (1, 1, None));
        assert!(store.print_badges(&system(5), &[waiting.id], "a4").await.unwrap_err().is_refusal("checkin.no_badge"));
    });
}

#[test]
fn a_station_is_added_once_however_its_name_is_written() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = store.add_station(&system(0), "Гала-ужин").await.unwrap();
        let twice = store.add_station(&system(1), "ГАЛА-УЖИН").await;
        assert!(matches!(twice, Err(StoreError::Refused(code)) if code == "checkin.station_exists"));
        let found = store.added_stations().await.unwrap();
        assert_eq!((found.len(), &found[0].id, found[0].name.ko.as_str()), (1, &id, "Гала-ужин"));
    });
}
