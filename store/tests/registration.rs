//! Registrations on the real engine: drafts, handing in, deciding, and what happens when two do it at once.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::actor::Actor;
use domain::kernel::ids::{AccountId, RegistrationId, RequestId};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use domain::registration::{Category, Decision, Draft, Notice, Registration, State, Step};
use engine_rig::people::actor;
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, DeskFilter, Mail, NewAccount, Secret, Store, StoreError};

fn act(actor: &Actor, minutes: i64) -> Act<'_> {
    Act { actor, now: now() + SignedDuration::from_mins(minutes), request: None }
}

fn mail(kind: &str) -> Mail {
    Mail::new("a@x.org", "en", kind, "s", "t")
}

/// The letter about where a registration stands now; its kind is the state.
fn letter(notice: &Notice) -> Mail {
    Mail::new(&notice.to, notice.lang.code(), notice.state.code(), "s", "t")
}

fn draft() -> Draft {
    Draft {
        given_name: "Zoë".into(),
        family_name: "Müller".into(),
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

async fn account(store: &Store, address: &str, verified: bool) -> AccountId {
    let link = Secret::generate();
    let new = NewAccount {
        email: Email::parse(address).unwrap(),
        name: "Zoë".to_owned(),
        lang: Lang::En,
        password_hash: "h".to_owned(),
        link: Secret::digest(link.reveal()),
    };
    store.sign_up(&Act::system(now()), &new, mail("w"), mail("a")).await.unwrap();
    if verified {
        store.verify_email(&Act::system(now()), link.reveal()).await.unwrap();
    }
    store.password_of(&new.email).await.unwrap().unwrap().account
}

async fn fill(store: &Store, account: &AccountId, draft: &Draft) -> Registration {
    let actor = actor(account);
    let mut version = store.my_registration(account).await.unwrap().map_or(0, |r| r.version);
    for step in [Step::Person, Step::City, Step::Needs, Step::Consents] {
        version = store.save_step(&act(&actor, 0), account, Lang::En, step, draft, version).await.unwrap().version;
    }
    store.my_registration(account).await.unwrap().unwrap()
}

async fn submitted(store: &Store, address: &str, draft: &Draft, minutes: i64) -> Registration {
    let account = account(store, address, true).await;
    let version = fill(store, &account, draft).await.version;
    let actor = actor(&account);
    store.submit(&act(&actor, minutes), &account, version, Mail::new(address, "en", "received", "s", "t")).await.unwrap()
}

async fn mails(store: &Store, kind: &str) -> usize {
    store.outbox(None, None, 100).await.unwrap().rows.iter().filter(|r| r.mail.kind == kind).count()
}

#[test]
fn a_draft_is_kept_step_by_step_and_never_at_the_desk() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let account = account(&store, "a@x.org", true).await;
        assert_eq!(store.my_registration(&account).await.unwrap(), None);
        let actor = actor(&account);
        let typed = Draft { given_name: "Zoë".into(), city: "ignored here".into(), ..Draft::default() };
        let saved = store.save_step(&act(&actor, 0), &account, Lang::Ko, Step::Person, &typed, 0).await.unwrap();
        assert_eq!((saved.version, saved.state, saved.draft.given_name.as_str(), saved.draft.city.as_str()), (1, State::Draft, "Zoë", ""));
        assert_eq!(store.my_registration(&account).await.unwrap(), Some(saved.clone()));
        assert_eq!(store.registration(&saved.id).await.unwrap(), None);
        assert_eq!(store.registrations(&DeskFilter::default(), None, 10).await.unwrap().rows, []);
    });
}

#[test]
fn what_another_tab_saved_is_not_overwritten() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let account = account(&store, "a@x.org", true).await;
        let actor = actor(&account);
        let saved = store.save_step(&act(&actor, 0), &account, Lang::En, Step::Person, &draft(), 0).await.unwrap();
        store.save_step(&act(&actor, 0), &account, Lang::En, Step::City, &draft(), saved.version).await.unwrap();
        let late = store.save_step(&act(&actor, 0), &account, Lang::En, Step::Person, &Draft::default(), saved.version).await;
        assert!(late.unwrap_err().is_refusal("registration.changed_meanwhile"));
        assert_eq!(store.my_registration(&account).await.unwrap().unwrap().draft.given_name, "Zoë");
    });
}

#[test]
fn of_many_first_saves_at_once_one_begins_the_registration() {
    run(async {
        for _ in 0..6 {
            let store = Store::in_memory().await.unwrap();
            let account = account(&store, "a@x.org", true).await;
            let tasks: Vec<_> = (0..8)
                .map(|n| {
                    let (store, account) = (store.clone(), account.clone());
                    let typed = Draft { given_name: format!("n{n}"), ..Draft::default() };
                    tokio::spawn(async move {
                        let actor = actor(&account);
                        store.save_step(&act(&actor, 0), &account, Lang::En, Step::Person, &typed, 0).await
                    })
                })
                .collect();
            let mut won = Vec::new();
            for task in tasks {
                match task.await.unwrap() {
                    Ok(saved) => won.push(saved.draft.given_name),
                    Err(error) => assert!(error.is_refusal("registration.changed_meanwhile"), "{error}"),
                }
            }
            assert_eq!(won.len(), 1);
            assert_eq!(store.my_registration(&account).await.unwrap().unwrap().draft.given_name, won[0]);
        }
    });
}

#[test]
fn what_is_incomplete_or_unproved_is_not_handed_in() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (proved, unproved) = (account(&store, "a@x.org", true).await, account(&store, "b@x.org", false).await);
        let half = fill(&store, &proved, &Draft { city: String::new(), ..draft() }).await;
        let (one, other) = (actor(&proved), actor(&unproved));
        let answer = store.submit(&act(&one, 0), &proved, half.version, mail("received")).await;
        assert!(answer.unwrap_err().is_refusal("registration.incomplete"));
        let whole = fill(&store, &unproved, &draft()).await;
        let answer = store.submit(&act(&other, 0), &unproved, whole.version, mail("received")).await;
        assert!(answer.unwrap_err().is_refusal("registration.not_verified"));
        assert_eq!(mails(&store, "received").await, 0);
    });
}

#[test]
fn a_form_handed_in_twice_is_handed_in_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let account = account(&store, "a@x.org", true).await;
        let version = fill(&store, &account, &draft()).await.version;
        let actor = actor(&account);
        let act = Act { request: Some(RequestId::parse("r1").unwrap()), ..act(&actor, 0) };
        let first = store.submit(&act, &account, version, mail("received")).await.unwrap();
        let again = store.submit(&act, &account, version, mail("received")).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(first.state, State::Submitted);
        assert_eq!(mails(&store, "received").await, 1);
    });
}

#[test]
fn of_two_organisers_who_decide_at_once_one_does() {
    run(async {
        for _ in 0..6 {
            let store = Store::in_memory().await.unwrap();
            let registration = submitted(&store, "a@x.org", &draft(), 0).await;
            let decisions = [Decision::Approve, Decision::Reject { reason: "too late".into() }, Decision::AskInfo { message: "which city?".into() }];
            let tasks: Vec<_> = decisions
                .into_iter()
                .map(|decision| {
                    let (store, registration) = (store.clone(), registration.clone());
                    tokio::spawn(async move { store.decide(&Act::system(now()), &registration.id, registration.version, &decision, &letter).await })
                })
                .collect();
            let mut won = 0;
            let said = ["approved", "rejected", "needs_info"];
            for task in tasks {
                match task.await.unwrap() {
                    Ok(_) => won += 1,
                    Err(StoreError::Refused(code)) => {
                        assert!(code == "registration.changed_meanwhile" || code == "registration.not_in_this_state", "{code}");
                    }
                    Err(other) => panic!("{other}"),
                }
            }
            let mut letters = 0;
            for kind in said {
                letters += mails(&store, kind).await;
            }
            assert_eq!((won, letters), (1, 1));
        }
    });
}

#[test]
fn a_question_is_answered_and_the_trail_tells_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let registration = submitted(&store, "a@x.org", &draft(), 0).await;
        let ask = Decision::AskInfo { message: "which department?".into() };
        let asked = store.decide(&Act::system(now()), &registration.id, registration.version, &ask, &letter).await.unwrap();
        assert_eq!((asked.state, asked.message.as_deref()), (State::NeedsInfo, Some("which department?")));
        let actor = actor(&registration.account);
        let mut answer = draft();
        answer.organisation = "City, digital department".into();
        let saved = store.save_step(&act(&actor, 1), &registration.account, Lang::En, Step::City, &answer, asked.version).await.unwrap();
        let again = store.submit(&act(&actor, 2), &registration.account, saved.version, mail("received")).await.unwrap();
        let done = store.decide(&Act::system(now()), &again.id, again.version, &Decision::Approve, &letter).await.unwrap();
        assert_eq!((done.state, done.message), (State::Approved, None));
        let trail = store.audit_of(&format!("registration:{}", done.id), None, 20).await.unwrap();
        let verbs: Vec<_> = trail.rows.iter().rev().map(|r| r.entry.verb.trim_start_matches("registration.")).collect();
        assert_eq!(verbs, ["saved", "saved", "saved", "saved", "submitted", "info_asked", "saved", "submitted", "approved"]);
    });
}

#[test]
fn withdrawing_stays_visible_to_the_desk_and_reopening_does_not() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let registration = submitted(&store, "a@x.org", &draft(), 0).await;
        let actor = actor(&registration.account);
        let withdrawn = store.withdraw(&act(&actor, 1), &registration.account, &letter).await.unwrap();
        assert_eq!(withdrawn.state, State::Withdrawn);
        assert!(store.registration(&registration.id).await.unwrap().is_some());
        let twice = store.withdraw(&act(&actor, 1), &registration.account, &letter).await;
        assert!(twice.unwrap_err().is_refusal("registration.not_in_this_state"));
        let open = store.reopen(&act(&actor, 2), &registration.account).await.unwrap();
        assert_eq!(open.state, State::Draft);
        assert!(store.registration(&registration.id).await.unwrap().is_none());
        let decided = store.decide(&Act::system(now()), &open.id, open.version, &Decision::Approve, &letter).await;
        assert!(matches!(decided, Err(StoreError::NotFound)));
        let nobody = RegistrationId::parse("nobody").unwrap();
        assert!(matches!(store.decide(&Act::system(now()), &nobody, 1, &Decision::Approve, &letter).await, Err(StoreError::NotFound)));
    });
}

#[test]
fn the_queue_is_in_order_of_waiting_and_finds_people_by_the_beginnings_of_their_words() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let mut ids = Vec::new();
        for n in 0..7 {
            let mut d = draft();
            d.city = if n % 2 == 0 { "Ульяновск".into() } else { "서울특별시".into() };
            d.country = if n % 2 == 0 { "RU".into() } else { "KR".into() };
            d.family_name = format!("Möller{n}");
            // The later in the list, the longer waiting.
            ids.push(submitted(&store, &format!("p{n}@x.org"), &d, 10 - n).await.id);
        }
        ids.reverse();
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = store.registrations(&DeskFilter::default(), after.as_deref(), 3).await.unwrap();
            seen.extend(page.rows.into_iter().map(|r| r.id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, ids);
        let count = async |filter: DeskFilter| store.registrations(&filter, None, 50).await.unwrap().rows.len();
        let words = |w: &str| DeskFilter { words: w.to_owned(), ..DeskFilter::default() };
        assert_eq!(count(words("мол")).await, 0);
        assert_eq!(count(words("MOLL")).await, 7);
        assert_eq!(count(words("ульян moller0")).await, 1);
        assert_eq!(count(words("서울")).await, 3);
        assert_eq!(count(words("p3 x")).await, 1);
        assert_eq!(count(DeskFilter { country: Some("KR".into()), ..DeskFilter::default() }).await, 3);
        assert_eq!(count(DeskFilter { category: Some(Category::Press), ..DeskFilter::default() }).await, 0);
        assert_eq!(count(DeskFilter { category: Some(Category::Cio), state: Some(State::Submitted), ..DeskFilter::default() }).await, 7);
        assert_eq!(count(DeskFilter { state: Some(State::Approved), ..DeskFilter::default() }).await, 0);
        let counts = store.registration_counts().await.unwrap();
        assert_eq!(counts.iter().find(|(s, _)| *s == State::Submitted).map(|(_, n)| *n), Some(7));
    });
}

#[test]
fn moments_keep_their_milliseconds_in_the_queue() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let registration = submitted(&store, "a@x.org", &draft(), 0).await;
        assert_eq!(registration.submitted_at, Some(now()));
        assert_eq!(registration.created_at, "2017-06-27T05:00:00Z".parse::<Timestamp>().unwrap());
    });
}
