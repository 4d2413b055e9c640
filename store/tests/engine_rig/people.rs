//! People with registrations, for tests of what is done with many.

use domain::kernel::actor::{Actor, Person, Role};
use domain::kernel::ids::{AccountId, RequestId, SignInId};
use domain::kernel::lang::Lang;
use domain::kernel::text::Email;
use domain::registration::{Draft, Registration, Step};
use jiff::SignedDuration;
use store::{Act, Mail, NewAccount, Secret, Store};

use super::now;

pub fn actor(account: &AccountId) -> Actor {
    Actor::Person(Person {
        account: account.clone(),
        sign_in: SignInId::parse("s").unwrap(),
        roles: vec![],
        verified: true,
        second_factor: false,
        acting_for: None,
    })
}

pub fn desk() -> Actor {
    let (account, sign_in) = (AccountId::parse("desk").unwrap(), SignInId::parse("desk").unwrap());
    Actor::Person(Person { account, sign_in, roles: vec![Role::Organiser], verified: true, second_factor: true, acting_for: None })
}

pub fn act(actor: &Actor, minutes: i64) -> Act<'_> {
    Act { actor, now: now() + SignedDuration::from_mins(minutes), request: None }
}

pub fn asked<'a>(actor: &'a Actor, minutes: i64, request: &str) -> Act<'a> {
    Act { request: Some(RequestId::parse(request).unwrap()), ..act(actor, minutes) }
}

pub fn draft(given: &str, family: &str) -> Draft {
    Draft {
        given_name: given.into(),
        family_name: family.into(),
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

pub async fn account(store: &Store, address: &str, name: &str, verified: bool) -> AccountId {
    let link = Secret::generate();
    let new = NewAccount {
        email: Email::parse(address).unwrap(),
        name: name.to_owned(),
        lang: Lang::En,
        password_hash: "h".to_owned(),
        link: Secret::digest(link.reveal()),
    };
    let mail = |kind: &str| Mail::new(address, "en", kind, "s", "t");
    store.sign_up(&Act::system(now()), &new, mail("welcome"), mail("already")).await.unwrap();
    if verified {
        store.verify_email(&Act::system(now()), link.reveal()).await.unwrap();
    }
    store.password_of(&new.email).await.unwrap().unwrap().account
}

/// A draft with everything in it, not handed in.
pub async fn drafted(store: &Store, account: &AccountId, draft: &Draft) -> Registration {
    let actor = actor(account);
    let mut version = store.my_registration(account).await.unwrap().map_or(0, |r| r.version);
    for step in [Step::Person, Step::City, Step::Needs, Step::Consents] {
        version = store.save_step(&act(&actor, 0), account, Lang::En, step, draft, version).await.unwrap().version;
    }
    store.my_registration(account).await.unwrap().unwrap()
}

/// A registration that waits for the desk.
pub async fn submitted(store: &Store, address: &str, draft: &Draft, minutes: i64) -> Registration {
    let account = account(store, address, &draft.full_name(), true).await;
    let version = drafted(store, &account, draft).await.version;
    let actor = actor(&account);
    store.submit(&act(&actor, minutes), &account, version, Mail::new(address, "en", "received", "s", "t")).await.unwrap()
}
