//! Accounts on the real engine: one account an address, links that work once, sign-ins that end.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::accounts::Account;
use domain::kernel::actor::{Actor, Role};
use domain::kernel::ids::{AccountId, RequestId};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use engine_rig::{now, run};
use jiff::{SignedDuration, Timestamp};
use store::{Act, Mail, NewAccount, NewSignIn, Secret, SignedIn, Store, StoreError};

const ANONYMOUS: &Actor = &Actor::Anonymous;

fn act_at(now: Timestamp) -> Act<'static> {
    Act { actor: ANONYMOUS, now, request: None }
}

fn act() -> Act<'static> {
    act_at(now())
}

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn mail(to: &str, kind: &str) -> Mail {
    Mail::new(to, "en", kind, "subject", "text")
}

fn new(address: &str, link: &Secret) -> NewAccount {
    NewAccount {
        email: email(address),
        name: "Ana".to_owned(),
        lang: Lang::En,
        password_hash: "hash".to_owned(),
        link: Secret::digest(link.reveal()),
    }
}

async fn sign_up(store: &Store, address: &str) -> Secret {
    let link = Secret::generate();
    store.sign_up(&act(), &new(address, &link), mail(address, "welcome"), mail(address, "already")).await.unwrap();
    link
}

async fn kinds(store: &Store) -> Vec<String> {
    let mut kinds: Vec<_> = store.outbox(None, None, 50).await.unwrap().rows.into_iter().map(|r| r.mail.kind).collect();
    kinds.sort();
    kinds
}

async fn account_of(store: &Store, address: &str) -> Account {
    let id = store.password_of(&email(address)).await.unwrap().unwrap().account;
    store.account(&id).await.unwrap().unwrap()
}

async fn sign_in(store: &Store, account: &AccountId, at: Timestamp) -> Secret {
    let cookie = Secret::generate();
    let new = NewSignIn { account: account.clone(), cookie: cookie.clone(), label: "Firefox on Linux".to_owned() };
    store.sign_in(&act_at(at), &new, None).await.unwrap();
    cookie
}

async fn who(store: &Store, cookie: &Secret, at: Timestamp) -> Option<SignedIn> {
    store.signed_in(cookie.reveal(), at).await.unwrap()
}

#[test]
fn an_address_belongs_to_one_account_however_many_ask_at_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|n| {
                let store = store.clone();
                // The same address in other letters.
                let address = if n % 2 == 0 { "Ana@Example.org" } else { "ana@example.ORG" };
                tokio::spawn(async move { sign_up(&store, address).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let kinds = kinds(&store).await;
        assert_eq!(kinds.iter().filter(|k| *k == "welcome").count(), 1);
        assert_eq!(kinds.iter().filter(|k| *k == "already").count(), 15);
    });
}

#[test]
fn a_form_sent_twice_signs_up_once_and_says_the_same() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let act = Act { request: Some(RequestId::parse("r1").unwrap()), ..act() };
        for _ in 0..2 {
            store.sign_up(&act, &new("a@x.org", &Secret::generate()), mail("a@x.org", "welcome"), mail("a@x.org", "already")).await.unwrap();
        }
        assert_eq!(kinds(&store).await, ["welcome"]);
    });
}

#[test]
fn a_link_proves_an_address_once_and_only_in_time() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let link = sign_up(&store, "a@x.org").await;
        let late = now() + SignedDuration::from_hours(48);
        assert!(store.verify_email(&act_at(late), link.reveal()).await.unwrap_err().is_refusal("accounts.link_invalid"));
        assert!(store.verify_email(&act(), "nonsense").await.unwrap_err().is_refusal("accounts.link_invalid"));
        let id = store.verify_email(&act(), link.reveal()).await.unwrap();
        assert_eq!(account_of(&store, "a@x.org").await.verified_at, Some(now()));
        assert!(store.verify_email(&act(), link.reveal()).await.unwrap_err().is_refusal("accounts.link_invalid"));
        let trail = store.audit_of(&format!("account:{id}"), None, 10).await.unwrap();
        let verbs: Vec<_> = trail.rows.iter().map(|r| r.entry.verb.as_str()).collect();
        assert_eq!(verbs, ["account.email_verified", "account.signed_up"]);
    });
}

#[test]
fn a_newer_link_replaces_the_older_and_none_is_sent_twice_in_a_minute() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let first = sign_up(&store, "a@x.org").await;
        let account = account_of(&store, "a@x.org").await;
        let (soon, later) = (Secret::generate(), Secret::generate());
        store.resend_verification(&act(), &account, &Secret::digest(soon.reveal()), mail("a@x.org", "again")).await.unwrap();
        assert_eq!(kinds(&store).await, ["welcome"]);
        let after = act_at(now() + SignedDuration::from_secs(61));
        store.resend_verification(&after, &account, &Secret::digest(later.reveal()), mail("a@x.org", "again")).await.unwrap();
        assert_eq!(kinds(&store).await, ["again", "welcome"]);
        assert!(store.verify_email(&after, first.reveal()).await.unwrap_err().is_refusal("accounts.link_invalid"));
        store.verify_email(&after, later.reveal()).await.unwrap();
    });
}

#[test]
fn a_reset_ends_every_sign_in_and_tells_nobody_whether_the_address_is_known() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        sign_up(&store, "a@x.org").await;
        let account = account_of(&store, "a@x.org").await;
        let cookie = sign_in(&store, &account.id, now()).await;
        let link = Secret::generate();
        let digest = Secret::digest(link.reveal());
        store.request_reset(&act(), &email("nobody@x.org"), &digest, mail("nobody@x.org", "reset")).await.unwrap();
        assert_eq!(kinds(&store).await, ["welcome"]);
        store.request_reset(&act(), &email("A@x.org"), &digest, mail("a@x.org", "reset")).await.unwrap();
        assert_eq!(kinds(&store).await, ["reset", "welcome"]);
        assert!(who(&store, &cookie, now()).await.is_some());
        store.reset_password(&act(), link.reveal(), "new hash").await.unwrap();
        assert_eq!(store.password_of(&email("a@x.org")).await.unwrap().unwrap().hash, "new hash");
        assert!(who(&store, &cookie, now()).await.is_none());
        assert!(account_of(&store, "a@x.org").await.verified_at.is_some());
        assert!(store.reset_password(&act(), link.reveal(), "x").await.unwrap_err().is_refusal("accounts.link_invalid"));
    });
}

#[test]
fn of_two_who_use_one_link_at_once_one_succeeds() {
    run(async {
        for _ in 0..8 {
            let store = Store::in_memory().await.unwrap();
            sign_up(&store, "a@x.org").await;
            let link = Secret::generate();
            store.request_reset(&act(), &email("a@x.org"), &Secret::digest(link.reveal()), mail("a@x.org", "reset")).await.unwrap();
            let tasks: Vec<_> = ["one", "two", "three"]
                .into_iter()
                .map(|hash| {
                    let (store, link) = (store.clone(), link.clone());
                    tokio::spawn(async move { store.reset_password(&act(), link.reveal(), hash).await.is_ok() })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                won += usize::from(task.await.unwrap());
            }
            assert_eq!(won, 1);
        }
    });
}

#[test]
fn a_sign_in_ends_idle_and_a_device_is_signed_out_by_its_owner_only() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        sign_up(&store, "a@x.org").await;
        sign_up(&store, "b@x.org").await;
        let (a, b) = (account_of(&store, "a@x.org").await, account_of(&store, "b@x.org").await);
        let (phone, laptop) = (sign_in(&store, &a.id, now()).await, sign_in(&store, &a.id, now() + SignedDuration::from_mins(1)).await);
        let seen = who(&store, &phone, now()).await.unwrap();
        assert_eq!((seen.account.email.as_str(), seen.person.verified, seen.person.roles.len()), ("a@x.org", false, 0));
        assert!(who(&store, &phone, now() + SignedDuration::from_hours(24 * 14)).await.is_none());
        store.seen(&seen.person.sign_in, now() + SignedDuration::from_hours(24)).await.unwrap();
        assert!(who(&store, &phone, now() + SignedDuration::from_hours(24 * 14)).await.is_some());
        let devices = store.devices(&a.id).await.unwrap();
        assert_eq!(devices.len(), 2);
        assert_eq!(devices[0].id, seen.person.sign_in);
        store.sign_out(&act(), &b.id, &seen.person.sign_in).await.unwrap();
        assert!(who(&store, &phone, now()).await.is_some());
        store.sign_out_others(&act(), &a.id, &seen.person.sign_in).await.unwrap();
        assert!(who(&store, &laptop, now()).await.is_none());
        store.sign_out(&act(), &a.id, &seen.person.sign_in).await.unwrap();
        assert!(who(&store, &phone, now()).await.is_none());
        assert!(store.signed_in("never seen", now()).await.unwrap().is_none());
    });
}

#[test]
fn a_new_password_ends_the_other_devices_and_keeps_this_one() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        sign_up(&store, "a@x.org").await;
        let a = account_of(&store, "a@x.org").await;
        let (here, there) = (sign_in(&store, &a.id, now()).await, sign_in(&store, &a.id, now()).await);
        let keep = who(&store, &here, now()).await.unwrap().person.sign_in;
        store.change_password(&act(), &a.id, "other", &keep).await.unwrap();
        assert!(who(&store, &here, now()).await.is_some());
        assert!(who(&store, &there, now()).await.is_none());
        assert_eq!(store.password_of(&email("a@x.org")).await.unwrap().unwrap().hash, "other");
    });
}

#[test]
fn failures_are_counted_together_and_forgotten_with_their_window() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let victim = email("a@x.org");
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let (store, victim) = (store.clone(), victim.clone());
                tokio::spawn(async move { store.note_failure(&victim, "203.0.113.7", now()).await.unwrap() })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(store.failures(&victim, "203.0.113.7", now()).await.unwrap(), (6, 6));
        assert_eq!(store.failures(&email("b@x.org"), "203.0.113.7", now()).await.unwrap(), (0, 6));
        assert_eq!(store.failures(&victim, "198.51.100.9", now()).await.unwrap(), (0, 0));
        let later = now() + SignedDuration::from_mins(16);
        assert_eq!(store.failures(&victim, "203.0.113.7", later).await.unwrap(), (0, 0));
        store.tidy_accounts(later).await.unwrap();
    });
}

#[test]
fn an_invitation_makes_the_invited_address_an_organiser_and_nobody_else() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        sign_up(&store, "desk@x.org").await;
        sign_up(&store, "other@x.org").await;
        let (desk, other) = (account_of(&store, "desk@x.org").await, account_of(&store, "other@x.org").await);
        let link = Secret::generate();
        store.invite_staff(&Act::system(now()), &email("Desk@x.org"), Role::Organiser, &Secret::digest(link.reveal()), None).await.unwrap();
        assert_eq!(store.invitation(link.reveal(), now()).await.unwrap(), Some(("Desk@x.org".to_owned(), Role::Organiser)));
        assert_eq!(store.invitation(link.reveal(), now() + SignedDuration::from_hours(72)).await.unwrap(), None);
        assert!(store.accept_invitation(&act(), &other.id, link.reveal()).await.unwrap_err().is_refusal("accounts.link_invalid"));
        let cookie = sign_in(&store, &desk.id, now()).await;
        store.accept_invitation(&act(), &desk.id, link.reveal()).await.unwrap();
        assert!(who(&store, &cookie, now()).await.is_none(), "a sign-in from before the hat must not wear it");
        let organiser = store.account(&desk.id).await.unwrap().unwrap();
        assert_eq!(organiser.roles, [Role::Organiser]);
        assert!(organiser.verified_at.is_some());
        assert_eq!(store.staff().await.unwrap(), [organiser]);
        assert!(store.accept_invitation(&act(), &desk.id, link.reveal()).await.unwrap_err().is_refusal("accounts.link_invalid"));
    });
}

async fn becomes(store: &Store, address: &str, role: Role) -> AccountId {
    if store.password_of(&email(address)).await.unwrap().is_none() {
        sign_up(store, address).await;
    }
    let account = account_of(store, address).await.id;
    let link = Secret::generate();
    store.invite_staff(&Act::system(now()), &email(address), role, &Secret::digest(link.reveal()), None).await.unwrap();
    store.accept_invitation(&act(), &account, link.reveal()).await.unwrap();
    account
}

#[test]
fn a_hat_is_taken_away_with_its_sign_ins_and_the_others_stay() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let account = becomes(&store, "desk@x.org", Role::VisaDesk).await;
        becomes(&store, "desk@x.org", Role::CheckIn).await;
        let cookie = sign_in(&store, &account, now()).await;
        store.remove_role(&act(), &account, Role::VisaDesk).await.unwrap();
        assert_eq!(store.account(&account).await.unwrap().unwrap().roles, [Role::CheckIn]);
        assert!(who(&store, &cookie, now()).await.is_none());
        assert!(matches!(store.remove_role(&act(), &account, Role::VisaDesk).await, Err(StoreError::NotFound)));
    });
}

#[test]
fn of_two_organisers_who_remove_each_other_at_once_one_is_left() {
    run(async {
        for round in 0..12 {
            let store = Store::in_memory().await.unwrap();
            let (one, two) = (becomes(&store, "one@x.org", Role::Organiser).await, becomes(&store, "two@x.org", Role::Organiser).await);
            let remove = |account: AccountId| {
                let store = store.clone();
                tokio::spawn(async move { store.remove_role(&act(), &account, Role::Organiser).await })
            };
            let (first, second) = tokio::join!(remove(one), remove(two));
            let done = [first.unwrap(), second.unwrap()];
            assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "round {round}");
            assert!(done.iter().any(|d| d.as_ref().is_err_and(|e| e.is_refusal("accounts.last_organiser"))));
            assert_eq!(store.staff().await.unwrap().len(), 1);
        }
    });
}

#[test]
fn changing_the_profile_of_nobody_finds_nobody() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        sign_up(&store, "a@x.org").await;
        let a = account_of(&store, "a@x.org").await;
        store.update_profile(&act(), &a.id, "Анна", Lang::Ru).await.unwrap();
        let changed = account_of(&store, "a@x.org").await;
        assert_eq!((changed.name.as_str(), changed.lang), ("Анна", Lang::Ru));
        let nobody = AccountId::parse("nobody").unwrap();
        assert!(matches!(store.update_profile(&act(), &nobody, "x", Lang::En).await, Err(store::StoreError::NotFound)));
    });
}
