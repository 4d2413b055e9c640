//! Erasing people on the real engine: all or nothing, and always with an organiser left.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use domain::accounts::Account;
use domain::kernel::actor::{Actor, Role};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use engine_rig::{now, run};
use store::{Act, Mail, NewAccount, Secret, Store, StoreError};

fn act() -> Act<'static> {
    Act { actor: &Actor::Anonymous, now: now(), request: None }
}

fn mail(to: &str, kind: &str) -> Mail {
    Mail::new(to, "en", kind, "subject", "text")
}

async fn account(store: &Store, address: &str, organiser: bool) -> Account {
    let (link, email) = (Secret::generate(), Email::parse(address).unwrap());
    let new =
        NewAccount { email: email.clone(), name: "Ana".into(), lang: Lang::En, password_hash: "hash".into(), link: Secret::digest(link.reveal()) };
    store.sign_up(&act(), &new, mail(address, "welcome"), mail(address, "already")).await.unwrap();
    let id = store.verify_email(&act(), link.reveal()).await.unwrap();
    if organiser {
        let link = Secret::generate();
        store.invite_staff(&Act::system(now()), &email, Role::Organiser, &Secret::digest(link.reveal()), None).await.unwrap();
        store.accept_invitation(&act(), &id, link.reveal()).await.unwrap();
    }
    store.account(&id).await.unwrap().unwrap()
}

#[test]
fn what_is_left_of_an_account_says_nothing_and_is_erased_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let ana = account(&store, "ana@x.org", false).await;
        store.erase(&act(), &ana, mail("ana@x.org", "accounts.erased"), &|_, _| vec![]).await.unwrap();
        assert!(store.password_of(&Email::parse("ana@x.org").unwrap()).await.unwrap().is_none());
        let left = store.account(&ana.id).await.unwrap().unwrap();
        assert_eq!((left.email.as_str(), left.name.as_str(), left.verified_at, left.roles.len()), ("", "", None, 0));
        assert!(store.names([ana.id.clone()]).await.unwrap().is_empty());
        let mails = store.outbox(None, None, 10).await.unwrap().rows;
        assert_eq!(mails.iter().map(|m| m.mail.kind.as_str()).collect::<Vec<_>>(), ["accounts.erased"]);
        assert!(matches!(store.erase(&act(), &ana, mail("ana@x.org", "accounts.erased"), &|_, _| vec![]).await, Err(StoreError::NotFound)));
    });
}

#[test]
fn of_two_organisers_who_erase_themselves_at_once_one_is_left() {
    run(async {
        for _ in 0..8 {
            let store = Store::in_memory().await.unwrap();
            let both = [account(&store, "a@x.org", true).await, account(&store, "b@x.org", true).await];
            let tasks: Vec<_> = both
                .into_iter()
                .map(|one| {
                    let store = store.clone();
                    tokio::spawn(async move { store.erase(&act(), &one, mail(&one.email, "accounts.erased"), &|_, _| vec![]).await })
                })
                .collect();
            let mut refused = 0;
            for task in tasks {
                refused += usize::from(task.await.unwrap().is_err_and(|e| e.is_refusal("accounts.last_organiser")));
            }
            assert_eq!((refused, store.staff().await.unwrap().len()), (1, 1));
        }
    });
}
