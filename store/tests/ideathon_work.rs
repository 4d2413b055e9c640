//! Workspaces and office hours on the real engine: versions, edits at once, handing in, slots, and what happens when many do it at once.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::collections::BTreeSet;

use domain::ideathon::Rules;
use domain::ideathon::hours::NewSlots;
use domain::ideathon::workspace::{Canvas, Field, Link};
use domain::kernel::actor::Actor;
use domain::kernel::ids::{AccountId, TeamId};
use engine_rig::people::{account, act, actor, asked};
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, Edit, Kept, Mail, Query, Store, Tx};

const PERSON: Query = Query::write(
    "test.participant",
    "UPSERT type::record('participant', $id) SET account = type::record('account', $id), name = $name, city = 'Köln', city_key = 'DE koln', profile = {},
        mentor = $team = NONE, team = $team, since = d'2017-06-27T00:00:00Z', version = 1 RETURN NONE; true",
);
const TEAM: Query = Query::write(
    "test.team",
    "UPSERT type::record('team', $id) SET facts = { name: $id, pitch: 'Buses that wait' }, members = [], closed = false, open_to_match = true,
        ended = $ended, since = d'2017-06-27T00:00:00Z', version = 1 RETURN NONE; true",
);

fn id(raw: &str) -> AccountId {
    AccountId::parse(raw).unwrap()
}

fn team(raw: &str) -> TeamId {
    TeamId::parse(raw).unwrap()
}

async fn put_team(store: &Store, name: &str, ended: Option<&str>) {
    let params = vars! { "id" => name.to_owned(), "ended" => ended.map(str::to_owned) };
    store.tx(Tx::new(&TEAM, now()).bind(params)).await.unwrap();
}

/// Puts somebody into a team; without one they are a mentor.
async fn put(store: &Store, who: &AccountId, of: Option<&str>) {
    let params = vars! { "id" => who.to_string(), "name" => format!("Name of {who}"), "team" => of.map(str::to_owned) };
    store.tx(Tx::new(&PERSON, now()).bind(params)).await.unwrap();
}

/// A store with the team `foxes` of ann and bob, and the team `owls` of eve.
async fn foxes() -> Store {
    let store = Store::in_memory().await.unwrap();
    for (name, of) in [("ann", "foxes"), ("bob", "foxes"), ("eve", "owls")] {
        put(&store, &id(name), Some(of)).await;
    }
    put_team(&store, "foxes", None).await;
    put_team(&store, "owls", None).await;
    store
}

/// The deadline is an hour from now, and ten minutes of grace follow.
fn rules() -> Rules {
    let deadline = now() + SignedDuration::from_hours(1);
    Rules { opens_at: now(), match_at: now(), locks_at: now(), deadline, grace_minutes: 10, ..Rules::default() }
}

fn at(actor: &Actor, now: Timestamp) -> Act<'_> {
    Act { actor, now, request: None }
}

fn written(title: &str, problem: &str) -> Canvas {
    Canvas { title: title.into(), problem: problem.into(), ..Canvas::default() }
}

async fn save(store: &Store, who: &str, minutes: i64, base: u32, canvas: &Canvas) -> Result<Kept, store::StoreError> {
    let (who, foxes) = (id(who), team("foxes"));
    let actor = actor(&who);
    store.save_work(&act(&actor, minutes), &rules(), &Edit { by: &who, team: &foxes, base, canvas }).await
}

#[test]
fn each_save_is_a_version_and_an_unchanged_one_is_none() {
    run(async {
        let store = foxes().await;
        assert_eq!(store.workspace(&team("foxes")).await.unwrap().version, 0);
        let first = written("Buses", "They come late");
        assert_eq!(save(&store, "ann", 0, 0, &first).await.unwrap(), Kept { version: 1, new: true });
        assert_eq!(save(&store, "ann", 1, 1, &first).await.unwrap(), Kept { version: 1, new: false });
        let link = Link { url: "https://x.org".into(), label: "Map".into() };
        let second = Canvas { links: vec![link], ..first.clone() };
        assert_eq!(save(&store, "bob", 2, 1, &second).await.unwrap(), Kept { version: 2, new: true });
        let there = store.workspace(&team("foxes")).await.unwrap();
        assert_eq!((there.version, &there.canvas, there.by.as_str()), (2, &second, "Name of bob"));
        let versions = store.work_versions(&team("foxes")).await.unwrap();
        let told: Vec<_> = versions.iter().map(|v| (v.number, v.by.as_str(), v.changed.clone())).collect();
        assert_eq!(told, [(2, "Name of bob", vec![Field::Links]), (1, "Name of ann", vec![Field::Title, Field::Problem])]);
        assert_eq!(store.work_version(&team("foxes"), 1).await.unwrap().unwrap().canvas, first);
        assert_eq!(store.work_version(&team("foxes"), 3).await.unwrap(), None);

        let (ann, actor) = (id("ann"), actor(&id("ann")));
        let old = store.restore_work(&act(&actor, 3), &rules(), &ann, &team("foxes"), 1, 1).await;
        assert!(old.unwrap_err().is_refusal("ideathon.changed_meanwhile"), "somebody saved since");
        assert_eq!(store.restore_work(&act(&actor, 3), &rules(), &ann, &team("foxes"), 1, 2).await.unwrap().version, 3);
        let last = store.work_version(&team("foxes"), 3).await.unwrap().unwrap();
        assert_eq!((last.canvas, last.restored, last.changed), (first, Some(1), vec![Field::Links]));
    });
}

#[test]
fn two_who_edit_other_fields_are_brought_together_and_the_same_field_is_refused() {
    run(async {
        let store = foxes().await;
        save(&store, "ann", 0, 0, &written("Buses", "Late")).await.unwrap();
        save(&store, "ann", 1, 1, &written("Buses on time", "Late")).await.unwrap();
        assert_eq!(save(&store, "bob", 2, 1, &written("Buses", "Late and full")).await.unwrap().version, 3);
        assert_eq!(store.workspace(&team("foxes")).await.unwrap().canvas, written("Buses on time", "Late and full"));
        let lost = save(&store, "bob", 3, 1, &written("Trams", "Late")).await;
        assert!(lost.unwrap_err().is_refusal("ideathon.changed_meanwhile"));
        assert_eq!(store.workspace(&team("foxes")).await.unwrap().version, 3);
        // Sent again after somebody else has changed the same field: it was saved, and nothing is said to be wrong.
        let (ann, actor, trams) = (id("ann"), actor(&id("ann")), written("Trams", "Late and full"));
        let once = asked(&actor, 4, "r1");
        let foxes = team("foxes");
        let edit = Edit { by: &ann, team: &foxes, base: 3, canvas: &trams };
        assert_eq!(store.save_work(&once, &rules(), &edit).await.unwrap().version, 4);
        save(&store, "bob", 5, 4, &written("Ferries", "Late and full")).await.unwrap();
        assert_eq!(store.save_work(&once, &rules(), &edit).await.unwrap().version, 4);
        assert_eq!(store.workspace(&team("foxes")).await.unwrap().version, 5);
    });
}

#[test]
fn somebody_elses_team_is_as_if_it_did_not_exist() {
    run(async {
        let store = foxes().await;
        for who in ["eve", "nobody"] {
            let denied = save(&store, who, 0, 0, &written("Owls", "")).await;
            assert!(matches!(denied, Err(store::StoreError::NotFound)), "{who}");
            let (who, foxes) = (id(who), team("foxes"));
            let actor = actor(&who);
            let denied = store.hand_in(&act(&actor, 0), &rules(), &who, &foxes, 1, Vec::new()).await;
            assert!(matches!(denied, Err(store::StoreError::NotFound)));
        }
        put_team(&store, "foxes", Some("dissolved")).await;
        assert!(save(&store, "ann", 0, 0, &written("Buses", "")).await.unwrap_err().is_refusal("ideathon.team_gone"));
    });
}

#[test]
fn of_many_edits_at_once_on_two_nodes_none_is_lost_without_being_told() {
    run(async {
        for round in 0..4 {
            let store = foxes().await;
            save(&store, "ann", 0, 0, &written("Buses", "Late")).await.unwrap();
            let (one, two) = store.as_two_nodes();
            let mut tasks = Vec::new();
            for n in 0..10usize {
                let node = if n % 2 == 0 { one.clone() } else { two.clone() };
                tasks.push(tokio::spawn(async move {
                    // Five pairs, each of which writes one field in two ways.
                    let mut canvas = written("Buses", "Late");
                    let text = format!("{n}");
                    match n / 2 {
                        0 => canvas.title = text,
                        1 => canvas.problem = text,
                        2 => canvas.users = text,
                        3 => canvas.solution = text,
                        _ => canvas.impact = text,
                    }
                    (n, save(&node, if n % 3 == 0 { "ann" } else { "bob" }, 1, 1, &canvas).await)
                }));
            }
            let mut won = BTreeSet::new();
            for task in tasks {
                let (n, saved) = task.await.unwrap();
                match saved {
                    Ok(kept) => assert!(kept.new && won.insert(n)),
                    Err(error) => assert!(error.is_refusal("ideathon.changed_meanwhile"), "{error}"),
                }
            }
            let there = store.workspace(&team("foxes")).await.unwrap();
            let fields = [&there.canvas.title, &there.canvas.problem, &there.canvas.users, &there.canvas.solution, &there.canvas.impact];
            let kept: BTreeSet<usize> = fields.iter().map(|text| text.parse().unwrap()).collect();
            assert_eq!(kept, won, "round {round}: what was said to be saved is what is there");
            assert_eq!((won.len(), there.version), (5, 6));
            let numbers: Vec<_> = store.work_versions(&team("foxes")).await.unwrap().iter().map(|v| v.number).collect();
            assert_eq!(numbers, [6, 5, 4, 3, 2, 1]);
        }
    });
}

fn receipt() -> Vec<Mail> {
    vec![Mail::new("ann@x.org", "en", "ideathon.receipt", "s", "t")]
}

async fn letters(store: &Store) -> usize {
    store.outbox(None, None, 100).await.unwrap().rows.iter().filter(|r| r.mail.kind.starts_with("ideathon.")).count()
}

async fn hand_in(store: &Store, who: &str, moment: Timestamp) -> Result<Kept, store::StoreError> {
    let (who, version) = (id(who), store.workspace(&team("foxes")).await.unwrap().version);
    let actor = actor(&who);
    store.hand_in(&at(&actor, moment), &rules(), &who, &team("foxes"), version, receipt()).await
}

#[test]
fn handing_in_is_in_time_late_and_over_by_the_millisecond_of_the_servers_clock() {
    run(async {
        let milli = SignedDuration::from_millis(1);
        let (deadline, end) = (rules().deadline, rules().closes_at());
        for (moment, late) in [(deadline - milli, Some(false)), (deadline, Some(true)), (end - milli, Some(true)), (end, None)] {
            let store = foxes().await;
            save(&store, "ann", 0, 0, &written("Buses", "Late")).await.unwrap();
            let handed = hand_in(&store, "bob", moment).await;
            let found = store.submission(&team("foxes")).await.unwrap();
            match late {
                Some(late) => {
                    assert_eq!(handed.unwrap(), Kept { version: 1, new: true });
                    let (of, canvas) = found.unwrap();
                    assert_eq!((of.late, of.at, of.by_itself, of.name.as_str()), (late, moment, false, "foxes"));
                    assert_eq!((canvas, of.pitch.as_str()), (written("Buses", "Late"), "Buses that wait"));
                    assert_eq!(letters(&store).await, 1);
                }
                None => {
                    assert!(handed.unwrap_err().is_refusal("ideathon.over"));
                    assert_eq!((found, letters(&store).await), (None, 0));
                    let actor = actor(&id("ann"));
                    let (ann, foxes, canvas) = (id("ann"), team("foxes"), written("Trams", ""));
                    let edit = Edit { by: &ann, team: &foxes, base: 1, canvas: &canvas };
                    let saved = store.save_work(&at(&actor, moment), &rules(), &edit).await;
                    assert!(saved.unwrap_err().is_refusal("ideathon.over"));
                }
            }
        }
    });
}

#[test]
fn what_was_granted_in_time_is_answered_again_after_the_end() {
    run(async {
        let store = foxes().await;
        let (ann, foxes, canvas, rules) = (id("ann"), team("foxes"), written("Buses", "Late"), rules());
        let actor = actor(&ann);
        let edit = Edit { by: &ann, team: &foxes, base: 0, canvas: &canvas };
        for minutes in [0, 71] {
            let again = asked(&actor, minutes, "r1");
            assert_eq!(store.save_work(&again, &rules, &edit).await.unwrap(), Kept { version: 1, new: true });
            assert_eq!(store.hand_in(&again, &rules, &ann, &foxes, 1, receipt()).await.unwrap(), Kept { version: 1, new: true });
        }
        assert!(store.save_work(&asked(&actor, 71, "r2"), &rules, &edit).await.unwrap_err().is_refusal("ideathon.over"));
        assert_eq!(letters(&store).await, 1);
        assert!(!store.submission(&foxes).await.unwrap().unwrap().0.late);
    });
}

#[test]
fn what_is_handed_in_last_counts_and_the_same_version_again_stays_in_time() {
    run(async {
        let store = foxes().await;
        let nothing = hand_in(&store, "ann", now()).await;
        assert!(nothing.unwrap_err().is_refusal("ideathon.changed_meanwhile"), "nothing is written yet");
        save(&store, "ann", 0, 0, &written("Buses", "Late")).await.unwrap();
        hand_in(&store, "ann", now()).await.unwrap();
        let deadline = rules().deadline;
        assert_eq!(hand_in(&store, "bob", deadline).await.unwrap(), Kept { version: 1, new: false });
        assert!(!store.submission(&team("foxes")).await.unwrap().unwrap().0.late);
        assert_eq!(letters(&store).await, 1);
        save(&store, "bob", 61, 1, &written("Buses on time", "Late")).await.unwrap();
        assert_eq!(store.submission(&team("foxes")).await.unwrap().unwrap().0.version, 1, "saving hands nothing in");
        assert_eq!(hand_in(&store, "bob", deadline + SignedDuration::from_mins(2)).await.unwrap(), Kept { version: 2, new: true });
        let all = store.submissions().await.unwrap();
        assert_eq!((all.len(), all[0].version, all[0].late), (1, 2, true));
        put_team(&store, "foxes", Some("dissolved")).await;
        assert_eq!(store.submissions().await.unwrap(), []);
    });
}

#[test]
fn what_was_saved_last_in_time_counts_once_by_itself_also_with_two_nodes() {
    run(async {
        let store = foxes().await;
        save(&store, "ann", 0, 0, &written("Buses", "Late")).await.unwrap();
        save(&store, "ann", 59, 1, &written("Buses", "Late and full")).await.unwrap();
        save(&store, "ann", 65, 2, &written("Too late", "")).await.unwrap();
        let foxes = team("foxes");
        let end = rules().closes_at();
        let early = store.count_by_itself(&Act::system(end - SignedDuration::from_millis(1)), &rules(), &foxes, |_, _| receipt()).await;
        assert!(!early.unwrap());
        assert_eq!(store.teams_without_submission().await.unwrap(), std::slice::from_ref(&foxes));
        let (one, two) = store.as_two_nodes();
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let (node, foxes) = (if n % 2 == 0 { one.clone() } else { two.clone() }, foxes.clone());
                tokio::spawn(async move { node.count_by_itself(&Act::system(end), &rules(), &foxes, |_, _| receipt()).await.unwrap() })
            })
            .collect();
        let mut counted = 0;
        for task in tasks {
            counted += usize::from(task.await.unwrap());
        }
        assert_eq!((counted, letters(&store).await), (1, 1));
        let (of, canvas) = store.submission(&foxes).await.unwrap().unwrap();
        assert_eq!((of.version, of.late, of.by_itself, of.at), (2, false, true, now() + SignedDuration::from_mins(59)));
        assert_eq!(canvas.problem, "Late and full");
        assert_eq!(store.teams_without_submission().await.unwrap(), []);
        assert!(!store.count_by_itself(&Act::system(end), &rules(), &foxes, |_, _| receipt()).await.unwrap());
        // The end is moved and somebody writes on: what counted by itself does not any more.
        let longer = Rules { deadline: end + SignedDuration::from_hours(1), ..rules() };
        let (ann, actor, canvas) = (id("ann"), actor(&id("ann")), written("Buses at last", ""));
        let edit = Edit { by: &ann, team: &foxes, base: 3, canvas: &canvas };
        store.save_work(&at(&actor, end), &longer, &edit).await.unwrap();
        assert_eq!((store.submission(&foxes).await.unwrap(), store.teams_without_submission().await.unwrap()), (None, vec![foxes]));
    });
}

fn slots(first: i64, number: i64) -> NewSlots {
    let start = |n: i64| now() + SignedDuration::from_mins(first + 20 * n);
    NewSlots { times: (0..number).map(|n| (start(n), start(n + 1))).collect(), place: "Room 3".into() }
}

async fn publish(store: &Store, mentor: &str, slots: &NewSlots) -> Result<(), store::StoreError> {
    let mentor = id(mentor);
    let actor = actor(&mentor);
    store.publish_slots(&act(&actor, 0), &mentor, slots).await
}

async fn book(store: &Store, who: &str, of: &str, mentor: &str, first: i64) -> Result<(), store::StoreError> {
    let who = id(who);
    let actor = actor(&who);
    store.book_slot(&act(&actor, 0), &who, &team(of), &id(mentor), now() + SignedDuration::from_mins(first)).await
}

#[test]
fn of_sixteen_teams_on_two_nodes_that_book_one_slot_one_has_it() {
    run(async {
        for _ in 0..4 {
            let store = Store::in_memory().await.unwrap();
            put(&store, &id("mira"), None).await;
            for n in 0..16 {
                put_team(&store, &format!("t{n}"), None).await;
                put(&store, &id(&format!("p{n}")), Some(&format!("t{n}"))).await;
            }
            publish(&store, "mira", &slots(10, 1)).await.unwrap();
            let (one, two) = store.as_two_nodes();
            let tasks: Vec<_> = (0..16)
                .map(|n| {
                    let node = if n % 2 == 0 { one.clone() } else { two.clone() };
                    tokio::spawn(async move { (n, book(&node, &format!("p{n}"), &format!("t{n}"), "mira", 10).await) })
                })
                .collect();
            let mut won = Vec::new();
            for task in tasks {
                let (n, booked) = task.await.unwrap();
                match booked {
                    Ok(()) => won.push(format!("t{n}")),
                    Err(error) => assert!(error.is_refusal("ideathon.slot_taken"), "{error}"),
                }
            }
            let there = store.office_slots(now()).await.unwrap();
            assert_eq!(won.len(), 1);
            assert_eq!(there[0].team.as_ref().map(|t| t.team.to_string()), won.pop());
        }
    });
}

#[test]
fn a_team_whose_members_all_book_at_once_holds_two_slots_and_one_with_each_mentor() {
    run(async {
        let store = foxes().await;
        for mentor in ["mira", "omar", "yuna"] {
            put(&store, &id(mentor), None).await;
            publish(&store, mentor, &slots(10, 3)).await.unwrap();
        }
        for _ in 0..4 {
            let (one, two) = store.as_two_nodes();
            let tasks: Vec<_> = (0..9)
                .map(|n| {
                    let node = if n % 2 == 0 { one.clone() } else { two.clone() };
                    let mentor = ["mira", "omar", "yuna"][n % 3];
                    let first = 10 + 20 * i64::try_from(n / 3).unwrap();
                    tokio::spawn(async move { book(&node, if n % 2 == 0 { "ann" } else { "bob" }, "foxes", mentor, first).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("ideathon.too_many_slots"), "{error}"),
                }
            }
            let held: Vec<_> = store.office_slots(now()).await.unwrap().into_iter().filter(|s| s.team.is_some()).collect();
            let mentors: BTreeSet<_> = held.iter().map(|s| s.mentor.clone()).collect();
            assert_eq!((won, held.len(), mentors.len()), (2, 2, 2));
            let (ann, actor) = (id("ann"), actor(&id("ann")));
            for slot in held {
                store.give_slot_back(&act(&actor, 0), &ann, &team("foxes"), &slot.mentor, slot.start).await.unwrap();
            }
        }
    });
}

#[test]
fn slots_of_one_mentor_do_not_overlap_however_they_are_published() {
    run(async {
        let store = foxes().await;
        put(&store, &id("mira"), None).await;
        put(&store, &id("omar"), None).await;
        assert!(matches!(publish(&store, "ann", &slots(0, 1)).await, Err(store::StoreError::NotFound)), "no mentor");
        for round in 0..4 {
            let tasks: Vec<_> = (0..6)
                .map(|n| {
                    let store = store.clone();
                    tokio::spawn(async move { publish(&store, "mira", &slots(1000 * (round + 1) + n, 3)).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("ideathon.slots_overlap"), "{error}"),
                }
            }
            assert_eq!(won, 1);
        }
        // One after the other, and another mentor at the same time, is no overlap.
        publish(&store, "omar", &slots(1000, 3)).await.unwrap();
        publish(&store, "omar", &slots(1060, 1)).await.unwrap();
        publish(&store, "omar", &slots(980, 1)).await.unwrap();
        assert!(publish(&store, "omar", &slots(970, 1)).await.unwrap_err().is_refusal("ideathon.slots_overlap"));
        let all = store.office_slots(now()).await.unwrap();
        assert_eq!((all.len(), all[0].mentor_name.as_str()), (17, "Name of omar"));
    });
}

#[test]
fn a_slot_is_given_back_or_cancelled_until_it_begins_and_only_by_those_it_is_of() {
    run(async {
        let store = foxes().await;
        put(&store, &id("mira"), None).await;
        publish(&store, "mira", &slots(10, 2)).await.unwrap();
        book(&store, "ann", "foxes", "mira", 10).await.unwrap();
        book(&store, "bob", "foxes", "mira", 10).await.unwrap();
        let start = now() + SignedDuration::from_mins(10);
        assert!(book(&store, "eve", "owls", "mira", 10).await.unwrap_err().is_refusal("ideathon.slot_taken"));
        assert!(matches!(book(&store, "eve", "foxes", "mira", 30).await, Err(store::StoreError::NotFound)));
        assert!(matches!(book(&store, "eve", "owls", "mira", 31).await, Err(store::StoreError::NotFound)));
        let (eve, owls) = (id("eve"), team("owls"));
        let eves = actor(&eve);
        let denied = store.give_slot_back(&act(&eves, 0), &eve, &owls, &id("mira"), start).await;
        assert!(matches!(denied, Err(store::StoreError::NotFound)));
        let (ann, foxes) = (id("ann"), team("foxes"));
        let anns = actor(&ann);
        let begun = store.give_slot_back(&act(&anns, 10), &ann, &foxes, &id("mira"), start).await;
        assert!(begun.unwrap_err().is_refusal("ideathon.slot_begun"));
        let miras = actor(&id("mira"));
        let unseen = store.cancel_slot(&act(&miras, 0), &id("mira"), start, None, Vec::new()).await;
        assert!(unseen.unwrap_err().is_refusal("ideathon.changed_meanwhile"), "a team has it by now");
        store.cancel_slot(&act(&miras, 0), &id("mira"), start, Some(&foxes), receipt()).await.unwrap();
        assert_eq!((store.office_slots(now()).await.unwrap().len(), letters(&store).await), (1, 1));
        // A team that is no more holds nothing.
        book(&store, "ann", "foxes", "mira", 30).await.unwrap();
        put_team(&store, "foxes", Some("merged")).await;
        assert_eq!(store.office_slots(now()).await.unwrap()[0].team, None);
        book(&store, "eve", "owls", "mira", 30).await.unwrap();
        assert_eq!(store.office_slots(now()).await.unwrap()[0].team.as_ref().unwrap().team, owls);
    });
}

#[test]
fn what_an_erased_person_wrote_stays_with_the_team_without_the_name() {
    run(async {
        let store = foxes().await;
        let zoe = account(&store, "zoe@x.org", "Zoë", true).await;
        put(&store, &zoe, Some("foxes")).await;
        save(&store, zoe.as_str(), 0, 0, &written("Buses", "Late")).await.unwrap();
        hand_in(&store, zoe.as_str(), now()).await.unwrap();
        let whole = store.account(&zoe).await.unwrap().unwrap();
        let taken = store.export_of(&whole).await.unwrap();
        assert_eq!(taken["workspace"][0]["canvas"]["title"], "Buses");
        store.erase(&Act::system(now()), &whole, Mail::new("zoe@x.org", "en", "gone", "s", "t"), &|_, _| vec![]).await.unwrap();
        let versions = store.work_versions(&team("foxes")).await.unwrap();
        assert_eq!((versions.len(), versions[0].by.as_str()), (1, ""));
        let there = store.workspace(&team("foxes")).await.unwrap();
        assert_eq!((there.canvas.title.as_str(), there.by.as_str()), ("Buses", ""));
        assert_eq!(store.submission(&team("foxes")).await.unwrap().unwrap().1.problem, "Late");
    });
}
