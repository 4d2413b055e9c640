//! The floor plan and who has which booth, on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::forum::plan::Wishes;
use domain::forum::{Application, Booth, BoothClass, Company, Hall, Standing, Step};
use domain::kernel::Text;
use domain::kernel::ids::{BoothId, CompanyId, HallId};
use engine_rig::people::{account, act, actor, asked, desk};
use engine_rig::run;
use store::{Mail, Store, StoreError};

fn company(raw: &str) -> CompanyId {
    CompanyId::parse(raw).unwrap()
}

fn id(raw: &str) -> BoothId {
    BoothId::parse(raw).unwrap()
}

fn hall_id() -> HallId {
    HallId::parse("hall-a").unwrap()
}

fn booth(number: &str, x: u32, y: u32) -> Booth {
    let (id, number) = (id(&format!("hall-a-{}", number.to_lowercase())), number.to_owned());
    Booth { id, number, x, y, width: 30, depth: 30, class: BoothClass::Standard, power: 3000, internet: true, taken: false, holder: None }
}

fn hall() -> Hall {
    let booths = vec![booth("A-1", 0, 0), booth("A-2", 30, 0), booth("A-10", 100, 60)];
    Hall { id: hall_id(), name: Text { en: "Hall A".into(), ..Text::default() }, width: 200, depth: 100, booths, sample: true }
}

async fn plan() -> Store {
    let store = Store::in_memory().await.unwrap();
    assert_eq!(store.import_halls(&act(&desk(), 0), &[hall()]).await.unwrap(), 1);
    store
}

async fn step(store: &Store, id: &CompanyId, step: Step) -> Result<Company, StoreError> {
    let version = store.company(id).await.unwrap().unwrap().version;
    store.step_company(&act(&desk(), 1), (id, version), step, None, None, vec![]).await
}

/// A company that waits for a booth.
async fn waiting(store: &Store, name: &str) -> CompanyId {
    let who = account(store, &format!("{name}@x.org"), name, true).await;
    let person = actor(&who);
    let of = store.apply_company(&act(&person, 0), &company(name), name, &Application::default()).await.unwrap();
    for next in [Step::Submit, Step::Accept, Step::AcceptTerms] {
        step(store, &of.id, next).await.unwrap();
    }
    of.id
}

async fn give(store: &Store, booth: &str, to: &CompanyId) -> Result<(), StoreError> {
    let version = store.company(to).await.unwrap().unwrap().version;
    store.assign_booth(&act(&desk(), 2), (&id(booth), to), version, None, vec![]).await
}

async fn holder(store: &Store, of: &str) -> Option<String> {
    store.halls().await.unwrap()[0].hall.booth(&id(of)).unwrap().holder.as_ref().map(ToString::to_string)
}

/// A booth has one company and a company one booth, whichever row one asks.
async fn agrees(store: &Store, companies: &[&CompanyId]) {
    let halls = store.halls().await.unwrap();
    let held: Vec<(String, String)> = halls[0].hall.booths.iter().filter_map(|b| Some((b.holder.as_ref()?.to_string(), b.id.to_string()))).collect();
    for id in companies {
        let of = store.company(id).await.unwrap().unwrap();
        let booths: Vec<&String> = held.iter().filter(|(who, _)| who == id.as_str()).map(|(_, booth)| booth).collect();
        assert!(booths.len() <= 1, "{id} has {booths:?}");
        assert_eq!(booths.first().map(|b| b.as_str()), of.booth.as_ref().map(BoothId::as_str), "{id}");
        assert_eq!(of.booth.is_some(), matches!(of.standing, Standing::BoothAssigned | Standing::Published), "{id}");
    }
}

#[test]
fn halls_of_the_files_are_put_in_once_and_what_organisers_do_stays() {
    run(async {
        let store = plan().await;
        let halls = store.halls().await.unwrap();
        let numbers: Vec<&str> = halls[0].hall.booths.iter().map(|b| b.number.as_str()).collect();
        assert_eq!((numbers, halls[0].version), (vec!["A-1", "A-2", "A-10"], 1));
        store.save_booth(&act(&desk(), 1), &hall_id(), 1, &booth("A-1", 0, 60)).await.unwrap();
        assert_eq!(store.import_halls(&act(&desk(), 2), &[hall()]).await.unwrap(), 0);
        assert_eq!(store.halls().await.unwrap()[0].hall.booths[0].y, 60);
        let version = store.halls().await.unwrap()[0].version;
        store.remove_hall(&act(&desk(), 3), &hall_id(), version).await.unwrap();
        assert_eq!(store.import_halls(&act(&desk(), 4), &[hall()]).await.unwrap(), 0, "what was removed does not come back");
        assert!(store.halls().await.unwrap().is_empty());
    });
}

/// The hall of the files with who has which booth in it.
fn given(holders: &[(&str, &str)]) -> Hall {
    let mut hall = hall();
    for (booth, who) in holders {
        let booth = hall.booths.iter_mut().find(|b| b.id == id(booth)).unwrap();
        (booth.taken, booth.holder) = (true, Some(company(who)));
    }
    hall
}

async fn import(store: &Store, holders: &[(&str, &str)]) -> usize {
    store.import_halls(&act(&desk(), 1), &[given(holders)]).await.unwrap()
}

#[test]
fn exhibitors_of_the_files_have_their_booths_once_and_what_organisers_did_since_stays() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let files = [("hall-a-a-1", "sample-a")];
        assert_eq!(import(&store, &files).await, 2, "the hall and the one who has a booth in it");
        assert_eq!(holder(&store, "hall-a-a-1").await.as_deref(), Some("sample-a"));
        assert_eq!(import(&store, &files).await, 0);
        store.take_booth_back(&act(&desk(), 2), (&id("hall-a-a-1"), &company("sample-a")), vec![]).await.unwrap();
        assert_eq!(import(&store, &files).await, 0);
        assert_eq!(holder(&store, "hall-a-a-1").await, None, "what was taken back is not given again");
        // The files say more now, of a booth that an organiser has given meanwhile, and of one that is free.
        let quiet = waiting(&store, "quiet").await;
        give(&store, "hall-a-a-2", &quiet).await.unwrap();
        assert_eq!(import(&store, &[files[0], ("hall-a-a-2", "sample-b"), ("hall-a-a-10", "sample-c")]).await, 2);
        assert_eq!(holder(&store, "hall-a-a-2").await.as_deref(), Some("quiet"));
        assert_eq!(holder(&store, "hall-a-a-10").await.as_deref(), Some("sample-c"));
        agrees(&store, &[&quiet]).await;
    });
}

#[test]
fn a_booth_that_the_files_give_to_somebody_else_changes_hands_unless_an_organiser_was_there() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        import(&store, &[("hall-a-a-1", "sample-a"), ("hall-a-a-2", "sample-b")]).await;
        assert_eq!(import(&store, &[("hall-a-a-10", "sample-a"), ("hall-a-a-2", "sample-b")]).await, 2);
        assert_eq!((holder(&store, "hall-a-a-1").await, holder(&store, "hall-a-a-10").await.as_deref()), (None, Some("sample-a")));
        let quiet = waiting(&store, "quiet").await;
        give(&store, "hall-a-a-1", &quiet).await.unwrap();
        let (one, other) = (id("hall-a-a-1"), id("hall-a-a-2"));
        store.swap_booths(&act(&desk(), 3), (&one, &quiet), (&other, &company("sample-b")), vec![]).await.unwrap();
        // Whoever was moved by hand is where the hand put them, whatever the files say: one booth each.
        import(&store, &[("hall-a-a-10", "sample-a"), ("hall-a-a-1", "sample-c")]).await;
        assert_eq!(holder(&store, "hall-a-a-1").await.as_deref(), Some("sample-b"));
        assert_eq!(holder(&store, "hall-a-a-2").await.as_deref(), Some("quiet"));
        import(&store, &[("hall-a-a-10", "sample-b")]).await;
        assert_eq!((holder(&store, "hall-a-a-1").await.as_deref(), holder(&store, "hall-a-a-10").await), (Some("sample-b"), None));
        agrees(&store, &[&quiet]).await;
    });
}

#[test]
fn a_company_that_takes_part_itself_gets_no_booth_from_the_files() {
    run(async {
        let store = plan().await;
        let quiet = waiting(&store, "quiet").await;
        import(&store, &[("hall-a-a-1", "quiet")]).await;
        assert_eq!(holder(&store, "hall-a-a-1").await, None);
        agrees(&store, &[&quiet]).await;
    });
}

#[test]
fn the_files_imported_while_an_organiser_gives_a_booth_leave_it_with_one_of_the_two() {
    run(async {
        for round in 0..16 {
            let store = plan().await;
            let quiet = waiting(&store, "quiet").await;
            let (one, two) = store.as_two_nodes();
            let to = quiet.clone();
            let organiser = tokio::spawn(async move { give(&one, "hall-a-a-1", &to).await });
            let files = tokio::spawn(async move { import(&two, &[("hall-a-a-1", "sample-a")]).await });
            let organiser = organiser.await.unwrap();
            files.await.unwrap();
            let has = holder(&store, "hall-a-a-1").await;
            assert_eq!(has.as_deref(), Some(if organiser.is_ok() { "quiet" } else { "sample-a" }), "round {round}: {organiser:?}");
            agrees(&store, &[&quiet]).await;
        }
    });
}

#[test]
fn a_plan_on_which_booths_would_overlap_or_leave_the_hall_is_refused() {
    run(async {
        let store = plan().await;
        let by = desk();
        let put = |booth: Booth, version| {
            let (store, by) = (store.clone(), by.clone());
            async move { store.save_booth(&act(&by, 1), &hall_id(), version, &booth).await }
        };
        assert!(put(booth("A-1", 1, 0), 1).await.unwrap_err().is_refusal("forum.plan_overlaps"));
        assert!(put(booth("A-1", 171, 60), 1).await.unwrap_err().is_refusal("forum.plan_overlaps"));
        assert!(put(booth("A-3", 0, 29), 0).await.unwrap_err().is_refusal("forum.plan_overlaps"));
        let twin = Booth { id: id("hall-a-twin"), ..booth("A-1", 0, 60) };
        assert!(put(twin, 0).await.unwrap_err().is_refusal("forum.number_taken"));
        assert!(put(booth("A-4", 0, 60), 3).await.unwrap_err().is_refusal("forum.booth_gone"));
        assert_eq!(put(booth("A-3", 0, 30), 0).await.unwrap(), 1);
        assert_eq!(put(booth("A-3", 0, 60), 1).await.unwrap(), 2);
        assert!(put(booth("A-3", 0, 30), 1).await.unwrap_err().is_refusal("forum.changed_meanwhile"));
        let version = store.halls().await.unwrap()[0].version;
        let small = store.save_hall(&act(&by, 2), &hall_id(), version, &Text::default(), (120, 100)).await;
        assert!(small.unwrap_err().is_refusal("forum.plan_overlaps"));
        store.save_hall(&act(&by, 2), &hall_id(), version, &Text::default(), (130, 90)).await.unwrap();
        assert!(
            store.save_hall(&act(&by, 2), &hall_id(), version, &Text::default(), (130, 90)).await.unwrap_err().is_refusal("forum.changed_meanwhile")
        );
        let second = HallId::parse("hall-b").unwrap();
        store.save_hall(&act(&by, 3), &second, 0, &Text::default(), (100, 100)).await.unwrap();
        let halls = store.halls().await.unwrap();
        assert_eq!(halls.iter().map(|k| k.hall.id.as_str()).collect::<Vec<_>>(), ["hall-a", "hall-b"]);
    });
}

#[test]
fn of_two_organisers_who_put_booths_onto_the_same_place_one_is_refused() {
    run(async {
        for round in 0..12 {
            let store = plan().await;
            let (one, two) = store.as_two_nodes();
            let put = |node: Store, number: &'static str, x: u32| {
                tokio::spawn(async move { node.save_booth(&act(&desk(), 1), &hall_id(), 0, &booth(number, x, 40)).await })
            };
            let (a, b) = (put(one, "A-3", 0), put(two, "A-4", 20));
            let both = [a.await.unwrap(), b.await.unwrap()];
            assert_eq!(both.iter().filter(|r| r.is_ok()).count(), 1, "round {round}: {both:?}");
            assert_eq!(store.halls().await.unwrap()[0].hall.mistakes(), []);
        }
    });
}

#[test]
fn a_booth_is_given_taken_back_and_freed_by_who_withdraws() {
    run(async {
        let store = plan().await;
        let quiet = waiting(&store, "quiet").await;
        let by = desk();
        assert!(give(&store, "hall-a-a-99", &quiet).await.unwrap_err().is_refusal("forum.booth_gone"));
        let stale = store.assign_booth(&act(&by, 2), (&id("hall-a-a-1"), &quiet), 1, None, vec![]).await;
        assert!(stale.unwrap_err().is_refusal("forum.changed_meanwhile"));
        give(&store, "hall-a-a-1", &quiet).await.unwrap();
        agrees(&store, &[&quiet]).await;
        assert!(give(&store, "hall-a-a-2", &quiet).await.unwrap_err().is_refusal("forum.not_now"), "one booth a company");
        let other = waiting(&store, "other").await;
        assert!(give(&store, "hall-a-a-1", &other).await.unwrap_err().is_refusal("forum.booth_taken"), "one company a booth");
        assert!(store.remove_booth(&act(&by, 3), &hall_id(), &id("hall-a-a-1"), 2).await.unwrap_err().is_refusal("forum.booth_held"));
        let version = store.halls().await.unwrap()[0].version;
        assert!(store.remove_hall(&act(&by, 3), &hall_id(), version).await.unwrap_err().is_refusal("forum.hall_held"));
        let wrong = store.take_booth_back(&act(&by, 3), (&id("hall-a-a-1"), &other), vec![]).await;
        assert!(wrong.unwrap_err().is_refusal("forum.changed_meanwhile"));
        store.take_booth_back(&act(&by, 3), (&id("hall-a-a-1"), &quiet), vec![]).await.unwrap();
        agrees(&store, &[&quiet, &other]).await;
        assert_eq!(store.company(&quiet).await.unwrap().unwrap().standing, Standing::Terms);
        store.remove_booth(&act(&by, 4), &hall_id(), &id("hall-a-a-10"), 1).await.unwrap();
        give(&store, "hall-a-a-2", &quiet).await.unwrap();
        step(&store, &quiet, Step::Withdraw).await.unwrap();
        assert_eq!(holder(&store, "hall-a-a-2").await, None, "who withdraws gives the booth up at once");
        agrees(&store, &[&quiet, &other]).await;
        give(&store, "hall-a-a-2", &other).await.unwrap();
    });
}

#[test]
fn the_booth_of_a_company_whose_last_person_is_erased_is_free() {
    run(async {
        let store = plan().await;
        let quiet = waiting(&store, "quiet").await;
        give(&store, "hall-a-a-1", &quiet).await.unwrap();
        let who = store.company_people(&quiet).await.unwrap().remove(0).account;
        let account = store.account(&who).await.unwrap().unwrap();
        store.erase(&act(&actor(&who), 9), &account, Mail::new("x@x.org", "en", "accounts.erased", "s", "t"), &|_, _| vec![]).await.unwrap();
        assert_eq!(holder(&store, "hall-a-a-1").await, None);
        agrees(&store, &[&quiet]).await;
    });
}

#[test]
fn a_request_that_comes_twice_gives_a_booth_once() {
    run(async {
        let store = plan().await;
        let quiet = waiting(&store, "quiet").await;
        let version = store.company(&quiet).await.unwrap().unwrap().version;
        let by = desk();
        for _ in 0..2 {
            store.assign_booth(&asked(&by, 2, "r1"), (&id("hall-a-a-1"), &quiet), version, Some("seed"), vec![]).await.unwrap();
        }
        assert_eq!(store.company(&quiet).await.unwrap().unwrap().version, version + 1);
    });
}

#[test]
fn of_two_organisers_who_give_one_booth_to_two_companies_one_is_refused() {
    run(async {
        for round in 0..16 {
            let store = plan().await;
            let (quiet, loud) = (waiting(&store, "quiet").await, waiting(&store, "loud").await);
            let (one, two) = store.as_two_nodes();
            let go = |node: Store, to: CompanyId| tokio::spawn(async move { give(&node, "hall-a-a-1", &to).await });
            let (a, b) = (go(one, quiet.clone()), go(two, loud.clone()));
            let both = [a.await.unwrap(), b.await.unwrap()];
            assert_eq!(both.iter().filter(|r| r.is_ok()).count(), 1, "round {round}: {both:?}");
            let lost = both.iter().find_map(|r| r.as_ref().err()).unwrap();
            assert!(lost.is_refusal("forum.booth_taken"), "round {round}: {lost}");
            agrees(&store, &[&quiet, &loud]).await;
        }
    });
}

#[test]
fn of_two_organisers_who_give_one_company_two_booths_one_is_refused() {
    run(async {
        for round in 0..16 {
            let store = plan().await;
            let quiet = waiting(&store, "quiet").await;
            let (one, two) = store.as_two_nodes();
            let version = store.company(&quiet).await.unwrap().unwrap().version;
            let go = |node: Store, booth: &'static str| {
                let quiet = quiet.clone();
                tokio::spawn(async move { node.assign_booth(&act(&desk(), 2), (&id(booth), &quiet), version, None, vec![]).await })
            };
            let (a, b) = (go(one, "hall-a-a-1"), go(two, "hall-a-a-2"));
            let both = [a.await.unwrap(), b.await.unwrap()];
            assert_eq!(both.iter().filter(|r| r.is_ok()).count(), 1, "round {round}: {both:?}");
            let lost = both.iter().find_map(|r| r.as_ref().err()).unwrap();
            assert!(lost.is_refusal("forum.changed_meanwhile"), "round {round}: {lost}");
            agrees(&store, &[&quiet]).await;
        }
    });
}

#[test]
fn booths_are_exchanged_whole_whatever_else_happens_at_once() {
    run(async {
        for round in 0..16 {
            let store = plan().await;
            let (a, b, c) = (waiting(&store, "aa").await, waiting(&store, "bb").await, waiting(&store, "cc").await);
            for (booth, to) in [("hall-a-a-1", &a), ("hall-a-a-2", &b), ("hall-a-a-10", &c)] {
                give(&store, booth, to).await.unwrap();
            }
            let (one, two) = store.as_two_nodes();
            let swap = |node: Store, mine: (&'static str, CompanyId), theirs: (&'static str, CompanyId)| {
                tokio::spawn(async move { node.swap_booths(&act(&desk(), 3), (&id(mine.0), &mine.1), (&id(theirs.0), &theirs.1), vec![]).await })
            };
            let first = swap(one, ("hall-a-a-1", a.clone()), ("hall-a-a-2", b.clone()));
            let second = if round % 2 == 0 {
                swap(two, ("hall-a-a-2", b.clone()), ("hall-a-a-10", c.clone()))
            } else {
                let b = b.clone();
                tokio::spawn(async move { step(&two, &b, Step::Withdraw).await.map(drop) })
            };
            let both = [first.await.unwrap(), second.await.unwrap()];
            agrees(&store, &[&a, &b, &c]).await;
            assert!(both.iter().any(Result::is_ok), "round {round}: {both:?}");
            if round % 2 == 0 {
                assert_eq!(both.iter().filter(|r| r.is_ok()).count(), 1, "round {round}: of two exchanges of one booth one counts: {both:?}");
            } else {
                let there = store.company(&b).await.unwrap().unwrap();
                assert_eq!(there.standing == Standing::Withdrawn, both[1].is_ok(), "round {round}: {both:?}");
            }
        }
    });
}

#[test]
fn a_company_that_withdraws_while_it_gets_a_booth_either_has_it_or_has_withdrawn() {
    run(async {
        for round in 0..16 {
            let store = plan().await;
            let quiet = waiting(&store, "quiet").await;
            let version = store.company(&quiet).await.unwrap().unwrap().version;
            let (one, two) = store.as_two_nodes();
            let (to, from) = (quiet.clone(), quiet.clone());
            let given = tokio::spawn(async move { one.assign_booth(&act(&desk(), 2), (&id("hall-a-a-1"), &to), version, None, vec![]).await });
            let left =
                tokio::spawn(async move { two.step_company(&act(&desk(), 2), (&from, version), Step::Withdraw, None, None, vec![]).await.map(drop) });
            let both = [given.await.unwrap(), left.await.unwrap()];
            assert_eq!(both.iter().filter(|r| r.is_ok()).count(), 1, "round {round}: {both:?}");
            let lost = both.iter().find_map(|r| r.as_ref().err()).unwrap();
            assert!(lost.is_refusal("forum.changed_meanwhile"), "round {round}: {lost}");
            assert_eq!(holder(&store, "hall-a-a-1").await.is_some(), both[0].is_ok(), "round {round}");
            agrees(&store, &[&quiet]).await;
        }
    });
}

#[test]
fn a_booth_that_is_removed_while_it_is_given_is_either_gone_or_given() {
    run(async {
        for round in 0..16 {
            let store = plan().await;
            let quiet = waiting(&store, "quiet").await;
            let (one, two) = store.as_two_nodes();
            let to = quiet.clone();
            let given = tokio::spawn(async move { give(&one, "hall-a-a-1", &to).await });
            let removed = if round % 2 == 0 {
                tokio::spawn(async move { two.remove_booth(&act(&desk(), 2), &hall_id(), &id("hall-a-a-1"), 1).await })
            } else {
                tokio::spawn(async move { two.remove_hall(&act(&desk(), 2), &hall_id(), 1).await })
            };
            let (given, removed) = (given.await.unwrap(), removed.await.unwrap());
            match (&given, &removed) {
                (Ok(()), Err(late)) => assert!(late.is_refusal("forum.booth_held") || late.is_refusal("forum.hall_held"), "round {round}: {late}"),
                (Err(late), Ok(())) => assert!(late.is_refusal("forum.booth_gone"), "round {round}: {late}"),
                both => panic!("round {round}: {both:?}"),
            }
            let of = store.company(&quiet).await.unwrap().unwrap();
            assert_eq!((of.booth.is_some(), of.standing == Standing::BoothAssigned), (given.is_ok(), given.is_ok()), "round {round}");
            let there = store.halls().await.unwrap().iter().any(|kept| kept.hall.booth(&id("hall-a-a-1")).is_some());
            assert_eq!(there, given.is_ok(), "round {round}");
        }
    });
}

#[test]
fn an_exchange_leaves_standings_alone() {
    run(async {
        let store = plan().await;
        let (a, b) = (waiting(&store, "aa").await, waiting(&store, "bb").await);
        give(&store, "hall-a-a-1", &a).await.unwrap();
        give(&store, "hall-a-a-2", &b).await.unwrap();
        let (one, two) = (id("hall-a-a-1"), id("hall-a-a-2"));
        store.swap_booths(&act(&desk(), 3), (&one, &a), (&two, &b), vec![]).await.unwrap();
        agrees(&store, &[&a, &b]).await;
        assert_eq!((holder(&store, "hall-a-a-1").await.as_deref(), holder(&store, "hall-a-a-2").await.as_deref()), (Some("bb"), Some("aa")));
        let again = store.swap_booths(&act(&desk(), 4), (&one, &a), (&two, &b), vec![]).await;
        assert!(again.unwrap_err().is_refusal("forum.changed_meanwhile"));
    });
}

#[test]
fn wishes_are_kept_in_their_order_as_long_as_a_company_is_accepted() {
    run(async {
        let store = plan().await;
        let quiet = waiting(&store, "quiet").await;
        assert_eq!(store.booth_wishes(&quiet).await.unwrap(), Wishes::default());
        let mut wishes = Wishes { booths: vec![id("hall-a-a-2"), id("hall-a-a-1")], competitors: vec![company("loud")], version: 0 };
        store.save_booth_wishes(&act(&desk(), 1), &quiet, &wishes).await.unwrap();
        assert!(store.save_booth_wishes(&act(&desk(), 1), &quiet, &wishes).await.unwrap_err().is_refusal("forum.changed_meanwhile"));
        wishes.version = 1;
        assert_eq!(store.booth_wishes(&quiet).await.unwrap(), wishes);
        assert_eq!(store.all_booth_wishes().await.unwrap().get(&quiet), Some(&wishes));
        step(&store, &quiet, Step::Withdraw).await.unwrap();
        assert!(store.save_booth_wishes(&act(&desk(), 2), &quiet, &wishes).await.unwrap_err().is_refusal("forum.not_now"));
    });
}

#[test]
fn wishes_for_booths_are_settled_by_a_booth_and_count_again_without_it_and_neighbours_can_be_named_all_the_time() {
    run(async {
        let store = plan().await;
        let quiet = waiting(&store, "quiet").await;
        let save = async |booths: &[&str], competitors: &[&str], version| {
            let booths = booths.iter().map(|b| id(b)).collect();
            let wishes = Wishes { booths, competitors: competitors.iter().map(|c| company(c)).collect(), version };
            store.save_booth_wishes(&act(&desk(), 1), &quiet, &wishes).await
        };
        save(&["hall-a-a-1"], &[], 0).await.unwrap();
        give(&store, "hall-a-a-2", &quiet).await.unwrap();
        assert!(save(&["hall-a-a-10"], &[], 1).await.unwrap_err().is_refusal("forum.has_booth"));
        assert!(save(&[], &[], 1).await.unwrap_err().is_refusal("forum.has_booth"));
        save(&["hall-a-a-1"], &["loud"], 1).await.unwrap();
        store.take_booth_back(&act(&desk(), 3), (&id("hall-a-a-2"), &quiet), vec![]).await.unwrap();
        save(&["hall-a-a-10"], &["loud"], 2).await.unwrap();
        assert_eq!(store.booth_wishes(&quiet).await.unwrap().booths, [id("hall-a-a-10")]);
    });
}
