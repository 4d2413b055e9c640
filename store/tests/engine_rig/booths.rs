//! Companies with people who receive at their booths, and delegates who visit them.

use domain::forum::Application;
use domain::kernel::ids::{AccountId, CompanyId};
use domain::registration::Decision;
use jiff::{SignedDuration, Timestamp};
use store::engine::Variables;
use store::{Booth, Mail, Query, Store, Tx};
use surrealdb::types::RecordId;

use super::now;
use super::people::{account, act, actor, desk, draft, submitted};

pub const BOOTH: Booth<'_> = Booth { name: "Foxes Ltd", place: "Hall A, A1" };
const PUBLISHED: Query = Query::write("test.published", "UPDATE company SET standing = 'published' RETURN NONE; true");
const JOIN: Query = Query::write(
    "test.join",
    "CREATE type::record('company_member', [$company, $account]) SET company = $company, account = $account, role = $role, since = time::now() RETURN NONE; true",
);

pub fn at(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

pub fn mail(kind: &str) -> Mail {
    Mail::new("a@x.org", "en", kind, "s", "t")
}

pub fn company(id: &str) -> CompanyId {
    CompanyId::parse(id).unwrap()
}

/// A company that the public sees: somebody who administers it, and colleagues with these roles.
pub async fn exhibitor(store: &Store, id: &str, colleagues: &[&str]) -> Vec<AccountId> {
    let boss = account(store, &format!("{id}-0@company.example"), &format!("Staff 0 of {id}"), true).await;
    store.apply_company(&act(&actor(&boss), 0), &company(id), &format!("Company {id}"), &Application::default()).await.unwrap();
    let mut all = vec![boss];
    for (n, role) in (1..).zip(colleagues) {
        let who = account(store, &format!("{id}-{n}@company.example"), &format!("Staff {n} of {id}"), true).await;
        let mut vars = Variables::new();
        vars.insert("company", id.to_owned());
        vars.insert("account", RecordId::new("account", who.as_str()));
        vars.insert("role", (*role).to_owned());
        store.tx(Tx::new(&JOIN, now()).bind(vars)).await.unwrap();
        all.push(who);
    }
    store.tx(Tx::new(&PUBLISHED, now())).await.unwrap();
    all
}

/// Somebody who takes part in the assembly.
pub async fn delegate(store: &Store, name: &str) -> AccountId {
    let found = submitted(store, &format!("{name}@city.example"), &draft(name, "Müller"), 0).await;
    store.decide(&act(&desk(), 0), &found.id, found.version, &Decision::Approve, &|_| mail("approved")).await.unwrap();
    found.account
}
