//! Registrations and the places of their categories, their cities and delegations, on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::ids::AccountId;
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use domain::registration::{Action, Category, City, CityDraft, Decision, Draft, Fee, Membership, Notice, Registration, State, Step, pool};
use engine_rig::people::actor;
use engine_rig::{now, run};
use jiff::SignedDuration;
use store::engine::schema::{MIGRATIONS, Migration};
use store::{Act, Mail, Member, NewAccount, Query, Secret, Store, StoreError, Tx};

fn at(minutes: i64) -> Act<'static> {
    Act::system(now() + SignedDuration::from_mins(minutes))
}

fn letter(notice: &Notice) -> Mail {
    Mail::new(&notice.to, notice.lang.code(), notice.state.code(), notice.id.as_str(), "t")
}

fn draft(name: &str, city: &str) -> Draft {
    Draft {
        given_name: name.into(),
        family_name: "Silva".into(),
        category: "cio".into(),
        city: city.into(),
        country: "PT".into(),
        organisation: "City".into(),
        position: "CIO".into(),
        languages: "pt".into(),
        consent_handling: "yes".into(),
        ..Draft::default()
    }
}

async fn account(store: &Store, name: &str) -> AccountId {
    let link = Secret::generate();
    let email = Email::parse(&format!("{name}@x.org")).unwrap();
    let mail = || Mail::new(email.as_str(), "en", "account", "s", "t");
    let new = NewAccount {
        email: email.clone(),
        name: name.to_owned(),
        lang: Lang::En,
        password_hash: "h".to_owned(),
        link: Secret::digest(link.reveal()),
    };
    store.sign_up(&at(0), &new, mail(), mail()).await.unwrap();
    store.verify_email(&at(0), link.reveal()).await.unwrap()
}

async fn submit(store: &Store, name: &str, draft: &Draft, minutes: i64) -> Result<Registration, StoreError> {
    let account = account(store, name).await;
    let mut version = 0;
    for step in [Step::Person, Step::City, Step::Needs, Step::Consents] {
        version = store.save_step(&at(minutes), &account, Lang::En, step, draft, version).await.unwrap().version;
    }
    store.submit(&at(minutes), &account, version, Mail::new(format!("{name}@x.org"), "en", "received", "s", "t")).await
}

async fn approve(store: &Store, registration: &Registration, minutes: i64) -> Registration {
    store.decide(&at(minutes), &registration.id, registration.version, &Decision::Approve, &letter).await.unwrap()
}

async fn now_of(store: &Store, registration: &Registration) -> Registration {
    store.my_registration(&registration.account).await.unwrap().unwrap()
}

async fn letters(store: &Store, kind: &str) -> Vec<String> {
    store.outbox(None, None, 500).await.unwrap().rows.into_iter().filter(|r| r.mail.kind == kind).map(|r| r.mail.to).collect()
}

async fn limit(store: &Store, to: u32) {
    store.set_category_capacity(&at(0), Category::Cio, Some(to), &[], &letter).await.unwrap();
}

fn facts(names: &[&str]) -> CityDraft {
    CityDraft {
        names: names.iter().map(|n| (*n).to_owned()).collect(),
        country: "PT".to_owned(),
        membership: Membership::Full,
        fee: Fee::Paid,
        cap: None,
        endorses: false,
        heads: vec!["head@x.org".to_owned()],
    }
}

async fn city(store: &Store, facts: &CityDraft) -> City {
    store.put_city(&at(0), None, 0, facts, vec![]).await.unwrap()
}

#[test]
fn the_approved_wait_when_their_category_is_full_and_are_offered_what_becomes_free() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        limit(&store, 1).await;
        city(&store, &facts(&["Porto"])).await;
        let mut all = Vec::new();
        for (number, (name, of)) in [("a", "Faro"), ("b", "Faro"), ("c", "Porto")].into_iter().enumerate() {
            let minutes = i64::try_from(number).unwrap();
            let registration = submit(&store, name, &draft(name, of), minutes).await.unwrap();
            all.push(approve(&store, &registration, minutes + 10).await);
        }
        let states: Vec<State> = all.iter().map(|r| r.state).collect();
        assert_eq!(states, [State::Approved, State::Waitlisted, State::Waitlisted]);
        assert_eq!(letters(&store, "waitlisted").await.len(), 2);
        // A full member's person is ahead of a guest's who was approved earlier.
        store.withdraw(&at(20), &all[0].account, &letter).await.unwrap();
        let offered = now_of(&store, &all[2]).await;
        assert_eq!(
            (offered.state, offered.offer_until),
            (State::Offered, Some(now() + SignedDuration::from_hours(48) + SignedDuration::from_mins(20)))
        );
        assert_eq!(letters(&store, "offered").await, ["c@x.org"]);
        assert!(store.accept_offer(&at(21), &all[1].account, &letter).await.unwrap_err().is_refusal("registration.not_in_this_state"));
        // Nobody answers; the job passes it on.
        let late = 49 * 60;
        assert_eq!(store.pools_to_settle(at(late).now).await.unwrap(), [pool(Category::Cio)]);
        assert!(store.accept_offer(&at(late), &all[2].account, &letter).await.unwrap_err().is_refusal("registration.not_in_this_state"));
        store.settle_registrations(&at(late), &pool(Category::Cio), &letter).await.unwrap();
        assert_eq!((now_of(&store, &all[2]).await.state, now_of(&store, &all[1]).await.state), (State::Lapsed, State::Offered));
        assert_eq!(store.accept_offer(&at(late + 1), &all[1].account, &letter).await.unwrap().state, State::Approved);
        assert_eq!(store.ask_again(&at(late + 2), &all[2].account, &letter).await.unwrap().state, State::Waitlisted);
        store.set_category_capacity(&at(late + 3), Category::Cio, Some(2), &[], &letter).await.unwrap();
        assert_eq!(store.decline_offer(&at(late + 4), &all[2].account, &letter).await.unwrap().state, State::Withdrawn);
        let trail = store.audit_of(&format!("registration:{}", all[2].id), None, 50).await.unwrap();
        let verbs: Vec<_> = trail.rows.iter().rev().map(|r| r.entry.verb.trim_start_matches("registration.")).collect();
        assert_eq!(&verbs[5..], ["approved", "place_offered", "offer_passed", "asked_again", "place_offered", "offer_declined"]);
    });
}

#[test]
fn a_lowered_capacity_takes_a_place_only_from_whom_the_organiser_chose() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let mut all = Vec::new();
        for name in ["a", "b"] {
            let registration = submit(&store, name, &draft(name, "Faro"), 0).await.unwrap();
            all.push(approve(&store, &registration, 1).await);
        }
        let refused = store.set_category_capacity(&at(2), Category::Cio, Some(1), &[], &letter).await;
        assert!(refused.unwrap_err().is_refusal("places.below_held"));
        store.set_category_capacity(&at(2), Category::Cio, Some(1), &[all[0].id.clone()], &letter).await.unwrap();
        assert_eq!((now_of(&store, &all[0]).await.state, now_of(&store, &all[1]).await.state), (State::Waitlisted, State::Approved));
        assert_eq!(letters(&store, "waitlisted").await, ["a@x.org"]);
    });
}

#[test]
fn what_the_approval_rests_on_is_approved_again_and_the_place_stays() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        limit(&store, 1).await;
        let one = submit(&store, "a", &draft("a", "Faro"), 0).await.unwrap();
        let one = approve(&store, &one, 1).await;
        let two = submit(&store, "b", &draft("b", "Faro"), 0).await.unwrap();
        let two = approve(&store, &two, 1).await;
        let actor = actor(&one.account);
        let act = |minutes: i64| Act { actor: &actor, now: now() + SignedDuration::from_mins(minutes), request: None };
        let mild = Draft { phone: "+351 1".into(), ..draft("a", "Faro") };
        let saved = store.amend(&act(2), &one.account, Step::City, &mild, one.version).await.unwrap();
        assert_eq!((saved.state, saved.draft.phone.as_str()), (State::Approved, "+351 1"));
        let grave = Draft { position: "Mayor".into(), ..mild };
        let saved = store.amend(&act(3), &one.account, Step::City, &grave, saved.version).await.unwrap();
        assert_eq!(saved.state, State::Submitted);
        assert_eq!(saved.approved.as_ref().map(|d| d.position.as_str()), Some("CIO"));
        assert_eq!(now_of(&store, &two).await.state, State::Waitlisted, "the place is not given away meanwhile");
        assert_eq!(approve(&store, &saved, 4).await.state, State::Approved);
        let refused = store.amend(&act(5), &two.account, Step::City, &grave, two.version).await;
        assert!(refused.unwrap_err().is_refusal("registration.fixed_while_waiting"));
        // Another category is another pool: the place of the first is free for who waits.
        let saved = now_of(&store, &one).await;
        let other = Draft { category: "press".into(), ..draft("a", "Faro") };
        let saved = store.amend(&act(6), &one.account, Step::Person, &other, saved.version).await.unwrap();
        assert_eq!(approve(&store, &saved, 7).await.state, State::Approved);
        assert_eq!(now_of(&store, &two).await.state, State::Offered);
        let held: Vec<u32> = store.occupancies(&[pool(Category::Cio), pool(Category::Press)]).await.unwrap().iter().map(|o| o.held).collect();
        assert_eq!(held, [1, 1]);
    });
}

#[test]
fn of_many_approved_at_once_over_two_nodes_as_many_take_part_as_there_are_places() {
    run(async {
        for _ in 0..3 {
            let store = Store::in_memory().await.unwrap();
            limit(&store, 3).await;
            let mut all = Vec::new();
            for n in 0..9 {
                all.push(submit(&store, &format!("p{n}"), &draft(&format!("p{n}"), "Faro"), n).await.unwrap());
            }
            let nodes = store.as_two_nodes();
            let tasks: Vec<_> = all
                .iter()
                .enumerate()
                .map(|(n, r)| {
                    let (store, r) = (if n % 2 == 0 { nodes.0.clone() } else { nodes.1.clone() }, r.clone());
                    tokio::spawn(async move { approve(&store, &r, 60).await.state })
                })
                .collect();
            let mut approved = 0;
            for task in tasks {
                approved += usize::from(task.await.unwrap() == State::Approved);
            }
            let occupancy = store.occupancies(&[pool(Category::Cio)]).await.unwrap().remove(0);
            assert_eq!((approved, occupancy.held, occupancy.waiting), (3, 3, 6));
        }
    });
}

/// A registration that was approved by a program that knew no places.
const BEFORE_PLACES: Query = Query::write(
    "test.before_places",
    "UPDATE registration SET pool = NONE, approved = NONE, city_name = NONE RETURN NONE;
     DELETE place RETURN NONE; DELETE place_claim RETURN NONE; DELETE place_pool RETURN NONE; true",
);

#[test]
fn who_was_approved_before_there_were_places_has_one() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let mut all = Vec::new();
        for name in ["a", "b", "c"] {
            let registration = submit(&store, name, &draft(name, "Faro"), 0).await.unwrap();
            all.push(if name == "c" { registration } else { approve(&store, &registration, 1).await });
        }
        store.tx(Tx::new(&BEFORE_PLACES, now())).await.unwrap();
        let mut again = MIGRATIONS.to_vec();
        let places = again.iter().find(|m| m.name == "places").unwrap().sql;
        again.push(Migration { number: i64::try_from(again.len()).unwrap() + 1, name: "places_again", sql: places });
        store.migrate(&again).await.unwrap();
        let occupancy = store.occupancies(&[pool(Category::Cio)]).await.unwrap().remove(0);
        assert_eq!((occupancy.capacity, occupancy.held, occupancy.waiting), (None, 2, 0));
        limit(&store, 2).await;
        assert_eq!(approve(&store, &all[2], 2).await.state, State::Waitlisted);
        store.withdraw(&at(3), &all[0].account, &letter).await.unwrap();
        assert_eq!(now_of(&store, &all[2]).await.state, State::Offered);
        let faro = city(&store, &facts(&["Faro"])).await;
        assert_eq!(faro.registered, 2);
    });
}

#[test]
fn a_city_registers_as_many_as_it_may_however_many_ask_at_once() {
    run(async {
        for _ in 0..4 {
            let store = Store::in_memory().await.unwrap();
            let porto = city(&store, &CityDraft { cap: Some(3), ..facts(&["Porto", "Порту"]) }).await;
            let nodes = store.as_two_nodes();
            let tasks: Vec<_> = (0..8)
                .map(|n| {
                    let store = if n % 2 == 0 { nodes.0.clone() } else { nodes.1.clone() };
                    let of = if n % 3 == 0 { "ПОРТУ" } else { "porto" };
                    tokio::spawn(async move { submit(&store, &format!("p{n}"), &draft(&format!("p{n}"), of), n).await })
                })
                .collect();
            let mut handed_in = Vec::new();
            for task in tasks {
                match task.await.unwrap() {
                    Ok(registration) => handed_in.push(registration),
                    Err(error) => assert!(error.is_refusal("registration.city_full"), "{error}"),
                }
            }
            assert_eq!(handed_in.len(), 3);
            assert_eq!(store.city(&porto.id).await.unwrap().unwrap().registered, 3);
            // Who goes makes room.
            store.withdraw(&at(30), &handed_in[0].account, &letter).await.unwrap();
            assert_eq!(store.city(&porto.id).await.unwrap().unwrap().registered, 2);
            submit(&store, "late", &draft("late", "Porto"), 40).await.unwrap();
            assert!(submit(&store, "later", &draft("later", "Porto"), 41).await.unwrap_err().is_refusal("registration.city_full"));
        }
    });
}

#[test]
fn a_name_belongs_to_one_city_and_finds_those_who_wrote_it_before() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let early = submit(&store, "a", &draft("a", "Порту"), 0).await.unwrap();
        assert_eq!(early.city, None);
        let porto = city(&store, &facts(&["Porto", "Порту"])).await;
        assert_eq!(porto.registered, 1);
        assert_eq!(now_of(&store, &early).await.city, Some(porto.id.clone()));
        assert!(store.put_city(&at(1), None, 0, &facts(&["ПОРТУ"]), vec![]).await.unwrap_err().is_refusal("registration.city_known"));
        let other = CityDraft { country: "BR".to_owned(), ..facts(&["Porto"]) };
        store.put_city(&at(1), None, 0, &other, vec![]).await.unwrap();
        assert!(
            store.put_city(&at(1), Some(&porto.id), 0, &facts(&["Porto"]), vec![]).await.unwrap_err().is_refusal("registration.changed_meanwhile")
        );
        let porto = store.put_city(&at(1), Some(&porto.id), porto.version, &facts(&["Porto"]), vec![]).await.unwrap();
        assert_eq!((porto.registered, now_of(&store, &early).await.city), (0, None));
        assert_eq!(store.cities_led_by("head@x.org").await.unwrap().len(), 2);
        assert_eq!(store.cities(None, 1).await.unwrap().0.len(), 1);
    });
}

#[test]
fn a_head_of_a_delegation_registers_decides_and_replaces_in_their_own_city_only() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        limit(&store, 1).await;
        let porto = city(&store, &CityDraft { endorses: true, ..facts(&["Porto"]) }).await;
        let faro = city(&store, &CityDraft { heads: vec![], ..facts(&["Faro"]) }).await;
        let head = account(&store, "head").await;
        let actor = actor(&head);
        let act = Act { actor: &actor, now: now(), request: None };
        // Somebody who registers alone waits for the head first.
        let alone = submit(&store, "alone", &draft("alone", "Porto"), 0).await.unwrap();
        assert_eq!(alone.state, State::WithCity);
        let foreign = store.decide_for_city(&act, &faro.id, &alone.id, alone.version, (Action::Endorse, None), &letter).await;
        assert!(matches!(foreign, Err(StoreError::NotFound)));
        let endorsed = store.decide_for_city(&act, &porto.id, &alone.id, alone.version, (Action::Endorse, None), &letter).await.unwrap();
        assert_eq!(endorsed.state, State::Submitted);
        // The head adds people, with an address of their own and without.
        let member =
            |name: &str, own: bool| Member { email: own.then(|| Email::parse(&format!("{name}@x.org")).unwrap()), draft: draft(name, "Porto") };
        let welcome = Mail::new("bea@x.org", "en", "welcome", "s", "t");
        let bea = store.add_member(&act, &head, Lang::En, &member("bea", true), Some(welcome)).await.unwrap();
        let cid = store.add_member(&act, &head, Lang::En, &member("cid", false), None).await.unwrap();
        assert_eq!((bea.state, bea.by.as_ref(), cid.state), (State::Submitted, Some(&head), State::Submitted));
        assert!(store.add_member(&act, &head, Lang::En, &member("bea", true), None).await.unwrap_err().is_refusal("registration.address_taken"));
        assert_eq!(store.delegation(&porto.id, 50).await.unwrap().len(), 3);
        assert_eq!(letters(&store, "welcome").await, ["bea@x.org"]);
        let cid = approve(&store, &cid, 1).await;
        assert_eq!(letters(&store, "approved").await, ["head@x.org"], "who has no address is told through the head");
        let bea = approve(&store, &bea, 2).await;
        assert_eq!(bea.state, State::Waitlisted);
        // The vote.
        let porto = store.city(&porto.id).await.unwrap().unwrap();
        let refused = store.name_voters(&act, &porto.id, porto.version, Some(&bea.id), &[]).await;
        assert!(refused.unwrap_err().is_refusal("registration.cannot_vote"));
        let porto = store.name_voters(&act, &porto.id, porto.version, Some(&cid.id), &[]).await.unwrap();
        assert_eq!(porto.voter.as_ref(), Some(&cid.id));
        // The substitute takes over the place, so that nobody is offered it, and the vote.
        let dora = store
            .substitute(&act, &head, Lang::En, &porto.id, &cid.id, cid.version, &member("dora", true), (true, true), None, &letter)
            .await
            .unwrap();
        assert_eq!((dora.state, now_of(&store, &cid).await.state), (State::Submitted, State::Superseded));
        assert_eq!(now_of(&store, &bea).await.state, State::Waitlisted);
        let porto = store.city(&porto.id).await.unwrap().unwrap();
        assert_eq!((porto.voter.as_ref(), porto.registered), (Some(&dora.id), 3));
        let dora = approve(&store, &dora, 3).await;
        assert_eq!(dora.state, State::Approved);
        let changed = Draft { position: "Mayor".into(), ..draft("dora", "Porto") };
        let dora = store.revise_member(&act, &porto.id, &dora.id, dora.version, &changed).await.unwrap();
        assert_eq!(dora.state, State::Submitted);
        // Who goes without a substitute gives the place to who waits, and the vote to nobody.
        store.decide_for_city(&act, &porto.id, &dora.id, dora.version, (Action::Withdraw, None), &letter).await.unwrap();
        assert_eq!(now_of(&store, &bea).await.state, State::Offered);
        assert_eq!(store.city(&porto.id).await.unwrap().unwrap().voter, None);
    });
}
