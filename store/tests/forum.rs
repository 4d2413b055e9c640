//! Companies, their people and their profiles on the real engine.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::forum::profile::{Edit, Named, Part, Shown};
use domain::forum::{Application, Company, CompanyRole, Contact, Reference, Solution, Standing, Step};
use domain::kernel::ids::{AccountId, CompanyId, SolutionId};
use domain::kernel::lang::{Lang, Text};
use domain::kernel::text::Email;
use engine_rig::people::{account, act, actor, asked, desk};
use engine_rig::{now, run};
use jiff::SignedDuration;
use store::{Mail, ProfileChange, Secret, Store, StoreError};

fn company(raw: &str) -> CompanyId {
    CompanyId::parse(raw).unwrap()
}

fn application() -> Application {
    Application { country: "DE".into(), city: "Bonn".into(), about: "We measure.".into(), ..Application::default() }
}

async fn begun(store: &Store, name: &str) -> (AccountId, Company) {
    let who = account(store, &format!("{name}@x.org"), name, true).await;
    let person = actor(&who);
    let of = store.apply_company(&act(&person, 0), &company(name), name, &application()).await.unwrap();
    (who, of)
}

async fn step(store: &Store, id: &CompanyId, step: Step) -> Result<Company, StoreError> {
    let version = store.company(id).await.unwrap().unwrap().version;
    store.step_company(&act(&desk(), 1), (id, version), step, None, None, vec![]).await
}

async fn join(store: &Store, by: &AccountId, id: &CompanyId, name: &str, role: CompanyRole) -> AccountId {
    let address = format!("{name}@x.org");
    let who = account(store, &address, name, true).await;
    let (email, link) = (Email::parse(&address).unwrap(), Secret::generate());
    let until = now() + SignedDuration::from_hours(24);
    let mail = Mail::new(&address, "en", "forum.invited", "s", "t");
    store.invite_to_company(&act(&actor(by), 1), id, (&email, role), (&Secret::digest(link.reveal()), until), mail).await.unwrap();
    assert_eq!(store.company_invitations(id, now()).await.unwrap().len(), 1);
    assert_eq!(store.company_invitation(link.reveal(), now()).await.unwrap().unwrap().0.role, role);
    assert_eq!(store.accept_company_invitation(&act(&actor(&who), 2), &who, link.reveal()).await.unwrap(), *id);
    let again = store.accept_company_invitation(&act(&actor(&who), 3), &who, link.reveal()).await;
    assert!(again.unwrap_err().is_refusal("forum.invitation_not_valid"), "an invitation works once");
    who
}

fn texts(lang: Lang, tagline: &str) -> Edit {
    Edit::Texts { lang, tagline: tagline.to_owned(), about: "About".to_owned() }
}

fn facts(name: &str, city: &str) -> Edit {
    let contact = Contact { name: name.to_owned(), role: String::new(), email: "a@x.org".to_owned(), phone: String::new() };
    Edit::Facts {
        country: "DE".to_owned(),
        city: city.to_owned(),
        website: String::new(),
        video: String::new(),
        social: vec![],
        contact: Some(contact),
    }
}

fn solution(key: &str, name: &str) -> Edit {
    let id = SolutionId::parse(key).unwrap();
    let name = Text { en: name.to_owned(), ..Text::default() };
    Edit::Solution(Box::new(Solution { id, name, text: Text::default(), topics: vec![], challenges: vec![] }))
}

fn reference(key: &str, city: &str) -> Edit {
    let id = SolutionId::parse(key).unwrap();
    Edit::Reference(Box::new(Named { id, says: Reference { city: city.to_owned(), country: "DE".to_owned(), what: Text::default() } }))
}

#[test]
fn a_company_goes_its_way_and_may_apply_again() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (who, of) = begun(&store, "quiet").await;
        assert_eq!((of.standing, of.version), (Standing::Draft, 1));
        assert_eq!(store.companies_of(&who).await.unwrap()[0].1, CompanyRole::Admin);
        let person = actor(&who);
        let changed = Application { city: "Köln".into(), ..application() };
        let saved = store.save_application(&act(&person, 1), &of.id, 1, "Quiet Sensors", &changed).await.unwrap();
        assert_eq!((saved.name.as_str(), saved.application.city.as_str(), saved.version), ("Quiet Sensors", "Köln", 2));
        let stale = store.save_application(&act(&person, 1), &of.id, 1, "Old", &changed).await.unwrap_err();
        assert!(stale.is_refusal("forum.changed_meanwhile"));
        step(&store, &of.id, Step::Submit).await.unwrap();
        assert_eq!(store.companies_in(Standing::Submitted, None, 10).await.unwrap().0.len(), 1);
        assert_eq!(store.companies_named("QUIET sensors").await.unwrap().len(), 1);
        let version = store.company(&of.id).await.unwrap().unwrap().version;
        let rejected = store.step_company(&act(&desk(), 2), (&of.id, version), Step::Reject, Some("No room"), None, vec![]).await.unwrap();
        assert_eq!((rejected.standing, rejected.reason.as_deref()), (Standing::Rejected, Some("No room")));
        let early = step(&store, &of.id, Step::AcceptTerms).await.unwrap_err();
        assert!(early.is_refusal("forum.not_now"));
        for next in [Step::Submit, Step::Waitlist, Step::Accept, Step::AcceptTerms] {
            step(&store, &of.id, next).await.unwrap();
        }
        let late = store.save_application(&act(&person, 3), &of.id, 8, "Other", &changed).await.unwrap_err();
        assert!(late.is_refusal("forum.changed_meanwhile") || late.is_refusal("forum.not_now"));
        assert!(step(&store, &of.id, Step::Publish).await.unwrap_err().is_refusal("forum.not_now"), "nobody is published without a booth");
    });
}

#[test]
fn one_request_begins_one_company() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let who = account(&store, "a@x.org", "A", true).await;
        let person = actor(&who);
        for _ in 0..2 {
            store.apply_company(&asked(&person, 0, "r-1"), &company("a-1"), "A", &application()).await.unwrap();
        }
        assert_eq!(store.companies_of(&who).await.unwrap().len(), 1);
    });
}

#[test]
fn there_is_always_somebody_who_administers_a_company() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, of) = begun(&store, "quiet").await;
        let second = join(&store, &first, &of.id, "second", CompanyRole::Staff).await;
        let person = actor(&first);
        let by = act(&person, 5);
        assert!(store.remove_company_member(&by, &of.id, &first, &|_, _| vec![]).await.unwrap_err().is_refusal("forum.last_admin"));
        assert!(store.set_company_role(&by, &of.id, &first, CompanyRole::Viewer, &|_, _| vec![]).await.unwrap_err().is_refusal("forum.last_admin"));
        store.set_company_role(&by, &of.id, &second, CompanyRole::Admin, &|_, _| vec![]).await.unwrap();
        store.remove_company_member(&by, &of.id, &first, &|_, _| vec![]).await.unwrap();
        let people = store.company_people(&of.id).await.unwrap();
        assert_eq!(people.iter().map(|m| (m.account.clone(), m.role)).collect::<Vec<_>>(), [(second.clone(), CompanyRole::Admin)]);
        assert!(matches!(store.remove_company_member(&by, &of.id, &first, &|_, _| vec![]).await, Err(StoreError::NotFound)));
    });
}

#[test]
fn of_two_administrators_who_leave_at_once_one_stays() {
    run(async {
        for round in 0..20 {
            let store = Store::in_memory().await.unwrap();
            let (first, of) = begun(&store, "quiet").await;
            let second = join(&store, &first, &of.id, "second", CompanyRole::Admin).await;
            let (one, two) = store.as_two_nodes();
            let leave = |node: Store, who: AccountId| {
                let id = of.id.clone();
                tokio::spawn(async move { node.remove_company_member(&act(&actor(&who), 9), &id, &who, &|_, _| vec![]).await })
            };
            let (a, b) = (leave(one, first), leave(two, second));
            let both = [a.await.unwrap(), b.await.unwrap()];
            assert_eq!(both.iter().filter(|r| r.is_ok()).count(), 1, "round {round}: {both:?}");
            assert_eq!(store.company_people(&of.id).await.unwrap().len(), 1);
        }
    });
}

#[test]
fn who_is_erased_leaves_a_company_that_goes_on() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (first, of) = begun(&store, "quiet").await;
        let second = join(&store, &first, &of.id, "second", CompanyRole::Viewer).await;
        let erase = |who: AccountId| {
            let store = store.clone();
            async move {
                let account = store.account(&who).await.unwrap().unwrap();
                store.erase(&act(&actor(&who), 9), &account, Mail::new("x@x.org", "en", "accounts.erased", "s", "t"), &|_, _| vec![]).await.unwrap();
            }
        };
        erase(first).await;
        let people = store.company_people(&of.id).await.unwrap();
        assert_eq!(people.iter().map(|m| (m.account.clone(), m.role)).collect::<Vec<_>>(), [(second.clone(), CompanyRole::Admin)]);
        erase(second).await;
        assert_eq!(store.company(&of.id).await.unwrap().unwrap().standing, Standing::Withdrawn);
    });
}

#[test]
fn edits_of_two_colleagues_come_together_and_nothing_is_overwritten_unseen() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (who, of) = begun(&store, "quiet").await;
        let person = actor(&who);
        let by = act(&person, 1);
        let first = store.save_profile(&by, &of.id, ProfileChange::Edit(&texts(Lang::En, "A"), 0)).await.unwrap();
        assert_eq!((first.version, first.turn), (1, 1));
        // Both begin at the first version.
        store.save_profile(&by, &of.id, ProfileChange::Edit(&texts(Lang::Ru, "Б"), 1)).await.unwrap();
        let both = store.save_profile(&by, &of.id, ProfileChange::Edit(&solution("s", "Sensor"), 1)).await.unwrap();
        assert_eq!((both.profile.tagline.ru.as_str(), both.profile.solutions.len(), both.version), ("Б", 1, 3));
        let clash = store.save_profile(&by, &of.id, ProfileChange::Edit(&texts(Lang::Ru, "В"), 1)).await.unwrap_err();
        assert!(clash.is_refusal("forum.changed_meanwhile"));
        let same = store.save_profile(&by, &of.id, ProfileChange::Edit(&texts(Lang::Ru, "Б"), 3)).await.unwrap();
        assert_eq!(same.version, 3, "what changes nothing is no version");
        store.save_profile(&by, &of.id, ProfileChange::Edit(&reference("r", "Bonn"), 3)).await.unwrap();
        let back = store.save_profile(&by, &of.id, ProfileChange::Restore(1)).await.unwrap();
        assert_eq!((back.version, back.profile.clone()), (5, first.profile));
        let versions = store.profile_versions(&of.id).await.unwrap();
        assert_eq!(versions.iter().map(|v| (v.number, v.restored)).collect::<Vec<_>>(), [(5, Some(1)), (4, None), (3, None), (2, None), (1, None)]);
        assert_eq!(versions[1].changed, [Part::Reference(SolutionId::parse("r").unwrap())]);
        assert_eq!(versions[0].name, "quiet");
        assert_eq!(store.profile_version(&of.id, 4).await.unwrap().unwrap().references.len(), 1);
    });
}

#[test]
fn of_edits_at_once_on_two_nodes_none_is_lost_without_being_told() {
    run(async {
        for round in 0..6 {
            let store = Store::in_memory().await.unwrap();
            let (who, of) = begun(&store, "quiet").await;
            store.save_profile(&act(&actor(&who), 1), &of.id, ProfileChange::Edit(&texts(Lang::En, "A"), 0)).await.unwrap();
            let (one, two) = store.as_two_nodes();
            let mut tasks = Vec::new();
            for n in 0..8 {
                let (node, who, id) = (if n % 2 == 0 { one.clone() } else { two.clone() }, who.clone(), of.id.clone());
                // Four pairs, each of which writes one solution in two ways.
                tasks.push(tokio::spawn(async move {
                    let edit = solution(&format!("s{}", n / 2), &format!("{n}"));
                    (n, node.save_profile(&act(&actor(&who), 2), &id, ProfileChange::Edit(&edit, 1)).await)
                }));
            }
            let mut won = Vec::new();
            for task in tasks {
                let (n, saved) = task.await.unwrap();
                match saved {
                    Ok(_) => won.push(n.to_string()),
                    Err(error) => assert!(error.is_refusal("forum.changed_meanwhile"), "{error}"),
                }
            }
            let there = store.profile(&of.id).await.unwrap();
            let mut kept: Vec<String> = there.profile.solutions.iter().map(|s| s.name.en.clone()).collect();
            kept.sort();
            won.sort();
            assert_eq!(kept, won, "round {round}: what was said to be saved is what is there");
            assert_eq!((won.len(), there.version), (4, 5));
        }
    });
}

#[test]
fn the_public_keeps_what_was_approved_last_and_contacts_go_live_at_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (who, of) = begun(&store, "quiet").await;
        let person = actor(&who);
        let by = act(&person, 1);
        store.save_profile(&by, &of.id, ProfileChange::Edit(&texts(Lang::En, "First"), 0)).await.unwrap();
        let kept = store.save_profile(&by, &of.id, ProfileChange::Edit(&facts("Ann", "Bonn"), 1)).await.unwrap();
        let handed = store.hand_profile_in(&by, &of.id, kept.turn).await.unwrap();
        assert_eq!(store.profiles_waiting(10).await.unwrap().len(), 1);
        let stale = store.approve_profile(&act(&desk(), 2), &of, kept.turn, Shown::default(), vec![]).await.unwrap_err();
        assert!(stale.is_refusal("forum.changed_meanwhile"), "only what was looked at is approved");
        let returned = store.give_profile_back(&act(&desk(), 2), &of.id, handed.turn, "Which streets?", vec![]).await.unwrap();
        assert_eq!((returned.handed_in, returned.reason.as_deref()), (None, Some("Which streets?")));
        let handed = store.hand_profile_in(&by, &of.id, returned.turn).await.unwrap();
        let approved = store.approve_profile(&act(&desk(), 3), &of, handed.turn, Shown::default(), vec![]).await.unwrap();
        assert_eq!(approved.approved.as_ref().unwrap().exhibitor.tagline.en, "First");
        let later = store.save_profile(&by, &of.id, ProfileChange::Edit(&texts(Lang::En, "Second"), 2)).await.unwrap();
        assert_eq!(later.approved.as_ref().unwrap().exhibitor.tagline.en, "First");
        let revision = store.changes().public_revision();
        let live = store.save_profile(&by, &of.id, ProfileChange::Edit(&facts("Bea", "Bonn"), 3)).await.unwrap();
        let public = live.approved.unwrap();
        assert_eq!((public.exhibitor.contact.unwrap().name.as_str(), public.exhibitor.tagline.en.as_str()), ("Bea", "First"));
        assert!(store.changes().public_revision() > revision, "public pages are made anew");
        let moved = store.save_profile(&by, &of.id, ProfileChange::Edit(&facts("Bea", "Köln"), 4)).await.unwrap();
        assert_eq!(moved.approved.unwrap().exhibitor.city, "Bonn", "where it is at home is looked at first");
    });
}
