//! Requests for visa letters on the real engine: who reads what, what two do at once, and what is left after the erasure.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::ids::{AccountId, RequestId};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use domain::registration::{Decision, Draft, Notice, Step as RegistrationStep};
use domain::visa::{LetterCode, State, Step, Validity};
use engine_rig::{now, run};
use jiff::SignedDuration;
use store::{Act, Mail, NewAccount, Secret, Store};

fn mail(kind: &str) -> Mail {
    Mail::new("a@x.org", "en", kind, "s", "t")
}

fn letter(_: &Notice) -> Mail {
    mail("registration")
}

fn act(minutes: i64) -> Act<'static> {
    Act::system(now() + SignedDuration::from_mins(minutes))
}

/// An account whose registration is approved.
async fn approved(store: &Store, address: &str) -> AccountId {
    let link = Secret::generate();
    let new = NewAccount {
        email: Email::parse(address).unwrap(),
        name: "Zoë".to_owned(),
        lang: Lang::En,
        password_hash: "h".to_owned(),
        link: Secret::digest(link.reveal()),
    };
    store.sign_up(&act(0), &new, mail("w"), mail("a")).await.unwrap();
    store.verify_email(&act(0), link.reveal()).await.unwrap();
    let account = store.password_of(&new.email).await.unwrap().unwrap().account;
    let draft = Draft {
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
    };
    let mut version = 0;
    for step in [RegistrationStep::Person, RegistrationStep::City, RegistrationStep::Needs, RegistrationStep::Consents] {
        version = store.save_step(&act(0), &account, Lang::En, step, &draft, version).await.unwrap().version;
    }
    let done = store.submit(&act(0), &account, version, mail("received")).await.unwrap();
    store.decide(&act(0), &done.id, done.version, &Decision::Approve, &letter).await.unwrap();
    account
}

async fn ask(store: &Store, account: &AccountId, version: u32, sealed: &str) {
    store.ask_visa(&act(1), account, Lang::En, version, sealed, mail("asked")).await.unwrap();
}

async fn issue(store: &Store, account: &AccountId) -> LetterCode {
    let request = store.visa_request(account).await.unwrap().unwrap();
    let turn = request.letter.map_or(0, |l| l.turn) + 1;
    store.issue_visa_letter(&act(3), account, request.version, turn, "sealed letter", mail("issued")).await.unwrap();
    store.visa_request(account).await.unwrap().unwrap().letter.unwrap().code
}

async fn issued(store: &Store, address: &str) -> (AccountId, LetterCode) {
    let account = approved(store, address).await;
    ask(store, &account, 0, "sealed passport").await;
    store.step_visa(&act(2), &account, 1, &Step::Accept, None, mail("ok")).await.unwrap();
    let code = issue(store, &account).await;
    (account, code)
}

async fn verbs(store: &Store, account: &AccountId) -> Vec<String> {
    let rows = store.audit_of(&format!("visa:{account}"), None, 50).await.unwrap().rows;
    rows.iter().rev().map(|r| r.entry.verb.trim_start_matches("visa.").to_owned()).collect()
}

#[test]
fn a_letter_needs_an_approved_registration_and_goes_its_way_step_by_step() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let nobody = AccountId::parse("nobody").unwrap();
        let refused = store.ask_visa(&act(0), &nobody, Lang::En, 0, "s", mail("x")).await.unwrap_err();
        assert!(refused.is_refusal("visa.not_approved"));
        assert_eq!(store.visa_request(&nobody).await.unwrap(), None);
        assert_eq!(store.my_visa_letter(&nobody).await.unwrap(), None);

        let account = approved(&store, "a@x.org").await;
        ask(&store, &account, 0, "one").await;
        let request = store.visa_request(&account).await.unwrap().unwrap();
        assert_eq!((request.state, request.version, request.name.as_str(), request.country.as_str()), (State::Requested, 1, "Zoë Müller", "DE"));
        assert_eq!(store.my_visa_letter(&account).await.unwrap(), None);
        let late = store.ask_visa(&act(1), &account, Lang::En, 0, "two", mail("x")).await.unwrap_err();
        assert!(late.is_refusal("visa.changed_meanwhile"));
        let early = store.issue_visa_letter(&act(1), &account, 1, 1, "s", mail("x")).await.unwrap_err();
        assert!(early.is_refusal("visa.not_in_this_state"));

        let question = Step::Ask { message: "which?".to_owned() };
        store.step_visa(&act(2), &account, 1, &question, Some("sealed words".to_owned()), mail("asked")).await.unwrap();
        assert_eq!(store.visa_request(&account).await.unwrap().unwrap().message.as_deref(), Some("sealed words"));
        ask(&store, &account, 2, "two").await;
        assert_eq!(store.my_passport(&account).await.unwrap().as_deref(), Some("two"));
        store.step_visa(&act(2), &account, 3, &Step::Accept, None, mail("ok")).await.unwrap();
        let code = issue(&store, &account).await;
        assert_eq!(store.check_letter(&code).await.unwrap(), Validity::Valid);
        let (found, says) = store.my_visa_letter(&account).await.unwrap().unwrap();
        assert_eq!((found.number, found.turn, says.as_deref()), (1, 1, Some("sealed letter")));
        assert_eq!(verbs(&store, &account).await, ["requested", "asked", "requested", "documents_ok", "letter_issued"]);
    });
}

#[test]
fn issuing_again_revokes_the_former_letter_and_revoking_and_leaving_are_seen_by_everybody() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, first) = issued(&store, "a@x.org").await;
        let second = issue(&store, &account).await;
        assert_eq!(store.check_letter(&first).await.unwrap(), Validity::Revoked);
        assert_eq!(store.check_letter(&second).await.unwrap(), Validity::Valid);
        let version = store.visa_request(&account).await.unwrap().unwrap().version;
        let revoke = Step::Revoke { reason: "lost passport".to_owned() };
        store.step_visa(&act(4), &account, version, &revoke, Some("s".to_owned()), mail("revoked")).await.unwrap();
        assert_eq!(store.check_letter(&second).await.unwrap(), Validity::Revoked);

        let (other, code) = issued(&store, "b@x.org").await;
        assert_eq!(store.visa_request(&other).await.unwrap().unwrap().letter.unwrap().number, 3, "numbers run on");
        store.withdraw(&act(5), &other, &letter).await.unwrap();
        assert_eq!(store.check_letter(&code).await.unwrap(), Validity::Revoked);
        let version = store.visa_request(&other).await.unwrap().unwrap().version;
        let again = store.issue_visa_letter(&act(5), &other, version, 2, "s", mail("x")).await.unwrap_err();
        assert!(again.is_refusal("visa.not_approved"));
        assert_eq!(store.check_letter(&LetterCode::from_bits(7)).await.unwrap(), Validity::Unknown);
    });
}

#[test]
fn of_two_desks_that_issue_at_once_one_does_and_one_letter_is_valid() {
    run(async {
        for _ in 0..6 {
            let store = Store::in_memory().await.unwrap();
            let account = approved(&store, "a@x.org").await;
            ask(&store, &account, 0, "p").await;
            store.step_visa(&act(2), &account, 1, &Step::Accept, None, mail("ok")).await.unwrap();
            let tasks: Vec<_> = (0..6)
                .map(|_| {
                    let (store, account) = (store.clone(), account.clone());
                    tokio::spawn(async move { store.issue_visa_letter(&act(3), &account, 2, 1, "s", mail("issued")).await })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(error.is_refusal("visa.changed_meanwhile"), "{error}"),
                }
            }
            assert_eq!(won, 1);
            assert_eq!(store.visa_request(&account).await.unwrap().unwrap().letter.unwrap().number, 1);
        }
    });
}

#[test]
fn opening_a_passport_at_the_desk_is_in_the_trail_and_a_repeat_answers_without_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let account = approved(&store, "a@x.org").await;
        let once = Act { request: Some(RequestId::parse("r1").unwrap()), ..act(1) };
        assert!(!store.ask_visa(&once, &account, Lang::En, 0, "sealed passport", mail("asked")).await.unwrap());
        assert!(store.ask_visa(&once, &account, Lang::En, 0, "other", mail("asked")).await.unwrap(), "the caller learns that it is a repeat");
        assert_eq!(store.my_passport(&account).await.unwrap().as_deref(), Some("sealed passport"));
        assert_eq!(store.read_passport(&act(2), &account).await.unwrap().as_deref(), Some("sealed passport"));
        assert_eq!(verbs(&store, &account).await, ["requested", "passport_read"]);
        let mut lines = Vec::new();
        store.export(&mut lines).await.unwrap();
        let export = String::from_utf8(lines).unwrap();
        assert_eq!(export.matches("sealed passport").count(), 1, "in its own row and nowhere else");
    });
}

#[test]
fn after_the_erasure_nothing_of_a_passport_is_left_and_letters_can_still_be_checked() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, code) = issued(&store, "a@x.org").await;
        let (gone, cancelled) = issued(&store, "b@x.org").await;
        store.cancel_visa(&act(4), &gone, mail("cancelled")).await.unwrap();
        assert_eq!(store.check_letter(&cancelled).await.unwrap(), Validity::Revoked);
        assert_eq!(store.my_passport(&gone).await.unwrap(), None);
        assert_eq!(store.passports_held(10).await.unwrap(), std::slice::from_ref(&account), "what is cancelled is erased at once");

        store.erase_passport(&act(9), &account).await.unwrap();
        store.erase_passport(&act(10), &account).await.unwrap();
        assert_eq!(store.passports_held(10).await.unwrap(), []);
        assert_eq!(store.check_letter(&code).await.unwrap(), Validity::Valid);
        let request = store.visa_request(&account).await.unwrap().unwrap();
        assert_eq!((request.state, request.erased_at), (State::LetterIssued, Some(act(9).now)));
        assert_eq!(store.my_visa_letter(&account).await.unwrap().unwrap().1, None);
        assert_eq!(store.read_passport(&act(11), &account).await.unwrap(), None);
        assert_eq!(store.read_visa_letter(&act(11), &account).await.unwrap().unwrap().1, None);
        let again = store.issue_visa_letter(&act(11), &account, request.version, 2, "s", mail("x")).await.unwrap_err();
        assert!(again.is_refusal("visa.erased"));
        assert_eq!(verbs(&store, &account).await, ["requested", "documents_ok", "letter_issued", "passport_erased"]);
        let mut lines = Vec::new();
        store.export(&mut lines).await.unwrap();
        let export = String::from_utf8(lines).unwrap();
        assert!(!export.contains("sealed passport") && !export.contains("sealed letter"));
    });
}

#[test]
fn the_queue_is_in_order_of_waiting_page_by_page_and_by_state() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let mut ids = Vec::new();
        for n in 0..5 {
            let account = approved(&store, &format!("p{n}@x.org")).await;
            store.ask_visa(&act(10 - n), &account, Lang::En, 0, "p", mail("asked")).await.unwrap();
            ids.push(account);
        }
        store.step_visa(&act(11), &ids[0], 1, &Step::Accept, None, mail("ok")).await.unwrap();
        ids.reverse();
        let first = store.visa_requests(None, None, 3).await.unwrap();
        let second = store.visa_requests(None, first.next.as_deref(), 3).await.unwrap();
        let seen: Vec<_> = first.rows.into_iter().chain(second.rows).map(|r| r.account).collect();
        assert_eq!((seen, second.next), (ids, None));
        assert_eq!(store.visa_requests(Some(State::DocumentsOk), None, 3).await.unwrap().rows.len(), 1);
        let counts = store.visa_counts().await.unwrap();
        assert_eq!(counts.iter().find(|(s, _)| *s == State::Requested).map(|(_, n)| *n), Some(4));
    });
}
