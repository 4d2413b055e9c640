//! Exhibitors that a person wants to find again.
//!
//! Always holds: an exhibitor is among a person's favourites once, however often and at how many places it is kept.

use domain::kernel::ids::{AccountId, CompanyId};
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use super::company_id;
use crate::accounts::rows::account;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    MINE.sample("{ account: account:a }"),
    KEEP.sample("{ id: favourite:[account:a, 'b'], account: account:a, company: 'b', now: time::now() }"),
    DROP.sample("{ id: favourite:[account:a, 'b'] }"),
    EXPORT.sample(crate::accounts::erasure::OWN),
];

const MINE: Query = Query::read(
    "forum.favourites",
    "SELECT company, at FROM favourite WHERE account = $account AND at > d'1970-01-01T00:00:00Z' ORDER BY at LIMIT 500",
);
const KEEP: Query = Query::write(
    "forum.keep_favourite",
    "IF !record::exists($id) { CREATE $id SET account = $account, company = $company, at = $now RETURN NONE };
     true",
);
const DROP: Query = Query::write("forum.drop_favourite", "DELETE $id RETURN NONE; true");

/// A person's favourites.
pub(crate) const EXPORT: Query = Query::read("forum.export_favourites", "SELECT company, at FROM favourite WHERE account = $account");

/// Forgets a person's favourites; `$account`.
macro_rules! erase_favourites {
    () => {
        "DELETE favourite WHERE account = $account RETURN NONE;\n"
    };
}
pub(crate) use erase_favourites;

#[derive(SurrealValue)]
struct Row {
    company: String,
}

#[derive(SurrealValue)]
struct OfAccount {
    account: RecordId,
}

#[derive(SurrealValue)]
struct KeepParams {
    id: RecordId,
    account: RecordId,
    company: String,
    now: At,
}

#[derive(SurrealValue)]
struct DropParams {
    id: RecordId,
}

fn record(person: &AccountId, id: &CompanyId) -> RecordId {
    RecordId::new("favourite", Array::from(vec![Value::RecordId(account(person)), Value::String(id.to_string())]))
}

impl Store {
    /// The exhibitors among a person's favourites, the first kept first.
    pub async fn favourites(&self, person: &AccountId) -> Result<Vec<CompanyId>, StoreError> {
        let rows: Vec<Row> = self.read(&MINE, OfAccount { account: account(person) }).await?;
        rows.iter().map(|row| company_id(&row.company)).collect()
    }

    /// Keeps an exhibitor among a person's favourites; doing it again changes nothing.
    pub async fn keep_favourite(&self, act: &Act<'_>, person: &AccountId, id: &CompanyId) -> Result<(), StoreError> {
        let params = KeepParams { id: record(person, id), account: account(person), company: id.to_string(), now: At(act.now) };
        self.tx(Tx::new(&KEEP, act.now).bind(params)).await.map(drop)
    }

    /// Takes an exhibitor out of a person's favourites; doing it again changes nothing.
    pub async fn drop_favourite(&self, act: &Act<'_>, person: &AccountId, id: &CompanyId) -> Result<(), StoreError> {
        self.tx(Tx::new(&DROP, act.now).bind(DropParams { id: record(person, id) })).await.map(drop)
    }
}
