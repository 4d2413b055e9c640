//! The second factor on the real engine: a code works once, also for two who use it at once, and nothing signs in around it.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::kernel::actor::{Actor, Role};
use domain::kernel::ids::AccountId;
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, Mail, NewAccount, NewCodes, NewSecondFactor, NewSignIn, Proof, Secret, Store, StoreError};

const ADDRESS: &str = "a@x.org";

fn act_at(now: Timestamp) -> Act<'static> {
    Act { actor: &Actor::Anonymous, now, request: None }
}

fn act() -> Act<'static> {
    act_at(now())
}

fn email() -> Email {
    Email::parse(ADDRESS).unwrap()
}

fn mail(kind: &str) -> Mail {
    Mail::new(ADDRESS, "en", kind, "subject", "text")
}

fn codes(which: &[&str]) -> NewCodes {
    NewCodes { digests: which.iter().map(|code| Secret::digest(code)).collect(), fresh: "sealed".to_owned() }
}

fn app(step: i64) -> Proof {
    Proof::App { step }
}

fn recovery(code: &str) -> Proof {
    Proof::Recovery { digest: Secret::digest(code) }
}

fn device(account: &AccountId) -> NewSignIn {
    NewSignIn { account: account.clone(), cookie: Secret::generate(), label: "Firefox on Linux".to_owned() }
}

/// An account with a device.
async fn account(store: &Store) -> (AccountId, NewSignIn) {
    let link = Secret::generate();
    let new =
        NewAccount { email: email(), name: "Ana".to_owned(), lang: Lang::En, password_hash: "hash".to_owned(), link: Secret::digest(link.reveal()) };
    store.sign_up(&act(), &new, mail("welcome"), mail("already")).await.unwrap();
    let account = store.verify_email(&act(), link.reveal()).await.unwrap();
    let device = device(&account);
    store.sign_in(&act(), &device, None).await.unwrap();
    (account, device)
}

/// The same with a second factor of two recovery codes, which was shown on the device.
async fn enrolled(store: &Store) -> (AccountId, NewSignIn) {
    let (account, device) = account(store).await;
    let keep = store.signed_in(device.cookie.reveal(), now()).await.unwrap().unwrap().person.sign_in;
    let new = NewSecondFactor { secret: "sealed".to_owned(), step: 100, codes: codes(&["one", "two"]) };
    store.enrol_second_factor(&act(), &account, &keep, new, mail("on")).await.unwrap();
    (account, device)
}

/// A sign-in that has shown its password.
async fn waiting(store: &Store, account: &AccountId, at: Timestamp) -> Secret {
    let cookie = Secret::generate();
    store.wait_for_second_factor(&act_at(at), account, &cookie, None).await.unwrap();
    cookie
}

async fn pass(store: &Store, account: &AccountId, cookie: &Secret, proof: &Proof, at: Timestamp) -> Result<NewSignIn, StoreError> {
    let device = device(account);
    store.pass_second_factor(&act_at(at), cookie.reveal(), &device, proof).await.map(|_| device)
}

#[test]
fn with_a_second_factor_the_password_alone_signs_nobody_in() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, first) = enrolled(&store).await;
        assert!(store.password_of(&email()).await.unwrap().unwrap().second_factor);
        let refused = store.sign_in(&act(), &device(&account), None).await.unwrap_err();
        assert!(refused.is_refusal("accounts.second_factor_needed"));
        assert!(store.signed_in(first.cookie.reveal(), now()).await.unwrap().unwrap().person.second_factor);
        let cookie = waiting(&store, &account, now()).await;
        assert!(store.signed_in(cookie.reveal(), now()).await.unwrap().is_none(), "waiting is no sign-in");
        let found = store.waiting_sign_in(cookie.reveal(), now()).await.unwrap().unwrap();
        assert_eq!((found.account, found.email.as_str(), found.secret.as_deref()), (account.clone(), ADDRESS, Some("sealed")));
        let device = pass(&store, &account, &cookie, &app(101), now()).await.unwrap();
        assert!(store.signed_in(device.cookie.reveal(), now()).await.unwrap().unwrap().person.second_factor);
        assert!(store.waiting_sign_in(cookie.reveal(), now()).await.unwrap().is_none());
        assert!(pass(&store, &account, &cookie, &app(102), now()).await.unwrap_err().is_refusal("accounts.sign_in_again"));
    });
}

#[test]
fn a_waiting_sign_in_ends_and_belongs_to_one_account() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, _) = enrolled(&store).await;
        let cookie = waiting(&store, &account, now()).await;
        let late = now() + SignedDuration::from_mins(10);
        assert!(store.waiting_sign_in(cookie.reveal(), late).await.unwrap().is_none());
        assert!(pass(&store, &account, &cookie, &app(101), late).await.unwrap_err().is_refusal("accounts.sign_in_again"));
        let unknown = Secret::generate();
        assert!(pass(&store, &account, &unknown, &app(101), now()).await.unwrap_err().is_refusal("accounts.sign_in_again"));
        let nobody = AccountId::parse("nobody").unwrap();
        assert!(pass(&store, &nobody, &cookie, &app(101), now()).await.unwrap_err().is_refusal("accounts.second_factor_off"));
        // What was refused has used nothing up.
        let _ = pass(&store, &account, &cookie, &app(101), now()).await.unwrap();
        store.tidy_accounts(late).await.unwrap();
    });
}

#[test]
fn a_code_is_taken_once_and_no_older_one_after_it() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, _) = enrolled(&store).await;
        let cookie = waiting(&store, &account, now()).await;
        for old in [99, 100] {
            assert!(pass(&store, &account, &cookie, &app(old), now()).await.unwrap_err().is_refusal("accounts.code_used"));
        }
        let _ = pass(&store, &account, &cookie, &app(101), now()).await.unwrap();
        let cookie = waiting(&store, &account, now()).await;
        assert!(pass(&store, &account, &cookie, &app(101), now()).await.unwrap_err().is_refusal("accounts.code_used"));
        assert!(pass(&store, &account, &cookie, &recovery("three"), now()).await.unwrap_err().is_refusal("accounts.wrong_code"));
        let _ = pass(&store, &account, &cookie, &recovery("one"), now()).await.unwrap();
        assert_eq!(store.second_factor(&account).await.unwrap().unwrap().left, 1);
        let cookie = waiting(&store, &account, now()).await;
        assert!(pass(&store, &account, &cookie, &recovery("one"), now()).await.unwrap_err().is_refusal("accounts.wrong_code"));
        let _ = pass(&store, &account, &cookie, &recovery("two"), now()).await.unwrap();
    });
}

#[test]
fn of_those_who_use_one_code_at_once_one_is_signed_in() {
    run(async {
        for proof in [app(101), recovery("one")] {
            for _ in 0..8 {
                let store = Store::in_memory().await.unwrap();
                let (account, _) = enrolled(&store).await;
                let mut tasks = Vec::new();
                for _ in 0..6 {
                    let cookie = waiting(&store, &account, now()).await;
                    let (store, account, proof) = (store.clone(), account.clone(), proof.clone());
                    tasks.push(tokio::spawn(async move { pass(&store, &account, &cookie, &proof, now()).await.is_ok() }));
                }
                let mut won = 0;
                for task in tasks {
                    won += usize::from(task.await.unwrap());
                }
                assert_eq!(won, 1);
            }
        }
    });
}

#[test]
fn turning_it_on_signs_the_other_devices_out_and_happens_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, here) = account(&store).await;
        let there = device(&account);
        store.sign_in(&act(), &there, None).await.unwrap();
        let keep = store.signed_in(here.cookie.reveal(), now()).await.unwrap().unwrap().person.sign_in;
        let new = || NewSecondFactor { secret: "sealed".to_owned(), step: 100, codes: codes(&["one"]) };
        store.enrol_second_factor(&act(), &account, &keep, new(), mail("on")).await.unwrap();
        assert!(store.signed_in(there.cookie.reveal(), now()).await.unwrap().is_none());
        assert!(store.enrol_second_factor(&act(), &account, &keep, new(), mail("on")).await.unwrap_err().is_refusal("accounts.second_factor_on"));
        let nobody = AccountId::parse("nobody").unwrap();
        assert!(matches!(store.enrol_second_factor(&act(), &nobody, &keep, new(), mail("on")).await, Err(StoreError::NotFound)));
    });
}

#[test]
fn new_recovery_codes_replace_the_old_and_are_shown_until_they_are_kept() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, _) = enrolled(&store).await;
        let factor = store.second_factor(&account).await.unwrap().unwrap();
        assert_eq!(factor.fresh, Some(("sealed".to_owned(), now() + SignedDuration::from_hours(1))));
        store.keep_recovery_codes(&act(), &account).await.unwrap();
        assert_eq!(store.second_factor(&account).await.unwrap().unwrap().fresh, None);
        assert!(store.renew_recovery_codes(&act(), &account, &app(100), codes(&["new"])).await.unwrap_err().is_refusal("accounts.code_used"));
        store.renew_recovery_codes(&act(), &account, &recovery("one"), codes(&["new", "newer", "newest"])).await.unwrap();
        assert_eq!(store.second_factor(&account).await.unwrap().unwrap().left, 3);
        let cookie = waiting(&store, &account, now()).await;
        assert!(pass(&store, &account, &cookie, &recovery("two"), now()).await.unwrap_err().is_refusal("accounts.wrong_code"));
        store.tidy_accounts(now() + SignedDuration::from_hours(2)).await.unwrap();
        assert_eq!(store.second_factor(&account).await.unwrap().unwrap().fresh, None);
    });
}

#[test]
fn it_is_turned_off_by_a_code_but_not_by_those_who_work_here() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, _) = enrolled(&store).await;
        let link = Secret::generate();
        store.invite_staff(&Act::system(now()), &email(), Role::CheckIn, &Secret::digest(link.reveal()), None).await.unwrap();
        store.accept_invitation(&act(), &account, link.reveal()).await.unwrap();
        let off = |proof| {
            let (store, account) = (store.clone(), account.clone());
            async move { store.turn_off_second_factor(&act(), &account, &proof, mail("off")).await }
        };
        assert!(off(app(101)).await.unwrap_err().is_refusal("accounts.second_factor_needed"));
        store.remove_role(&Act::system(now()), &account, Role::CheckIn).await.unwrap();
        assert!(off(recovery("three")).await.unwrap_err().is_refusal("accounts.wrong_code"));
        off(app(101)).await.unwrap();
        assert!(store.second_factor(&account).await.unwrap().is_none());
        assert!(off(app(102)).await.unwrap_err().is_refusal("accounts.second_factor_off"));
        store.sign_in(&act(), &device(&account), None).await.unwrap();
    });
}

#[test]
fn the_administrator_takes_it_away_and_everybody_is_signed_out() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, device) = enrolled(&store).await;
        let cookie = waiting(&store, &account, now()).await;
        store.reset_second_factor(&Act::system(now()), &account, mail("off")).await.unwrap();
        assert!(store.signed_in(device.cookie.reveal(), now()).await.unwrap().is_none());
        assert!(store.waiting_sign_in(cookie.reveal(), now()).await.unwrap().is_none());
        assert!(store.reset_second_factor(&Act::system(now()), &account, mail("off")).await.unwrap_err().is_refusal("accounts.second_factor_off"));
        let trail = store.audit_of(&format!("account:{account}"), None, 1).await.unwrap();
        assert_eq!((trail.rows[0].entry.verb.as_str(), trail.rows[0].entry.actor.as_str()), ("account.second_factor_reset", "system"));
    });
}

#[test]
fn a_new_password_ends_sign_ins_that_wait() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let (account, device) = enrolled(&store).await;
        let keep = store.signed_in(device.cookie.reveal(), now()).await.unwrap().unwrap().person.sign_in;
        let cookie = waiting(&store, &account, now()).await;
        store.change_password(&act(), &account, "other", &keep).await.unwrap();
        assert!(store.waiting_sign_in(cookie.reveal(), now()).await.unwrap().is_none());
        let (cookie, link) = (waiting(&store, &account, now()).await, Secret::generate());
        store.request_reset(&act(), &email(), &Secret::digest(link.reveal()), mail("reset")).await.unwrap();
        store.reset_password(&act(), link.reveal(), "third").await.unwrap();
        assert!(store.waiting_sign_in(cookie.reveal(), now()).await.unwrap().is_none());
    });
}
