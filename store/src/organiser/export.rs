//! Whole registrations of the desk, page by page, with the addresses of their accounts: for exports and for lists that are worked off.

use domain::accounts::Account;
use domain::kernel::ids::AccountId;
use domain::registration::Registration;
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};

use crate::accounts::AccountRow;
use crate::act::Act;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::registration::DeskFilter;

/// The texts of this module.
pub const QUERIES: &[Query] = &[ACCOUNTS.sample("{ ids: [account:a] }"), NOTE];

const ACCOUNTS: Query = Query::read("organiser.accounts", "SELECT * FROM $ids");
pub(super) const NOTE: Query = Query::write("organiser.note", "true");

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

/// Registrations with their accounts, in the queue's order.
#[derive(Debug, Clone, PartialEq)]
pub struct WholePage {
    /// The registrations.
    pub rows: Vec<(Registration, Account)>,
    /// What to pass as `after` for the next page, if there is one.
    pub next: Option<String>,
}

impl Store {
    /// A page of whole registrations as the filter finds them.
    pub async fn whole_registrations(&self, filter: &DeskFilter, after: Option<&str>, limit: usize) -> Result<WholePage, StoreError> {
        let (rows, next) = self.desk_rows(filter, after, limit).await?;
        let mut registrations = Vec::with_capacity(rows.len());
        for row in rows {
            registrations.push(row.registration()?);
        }
        let mut accounts = self.accounts_of(registrations.iter().map(|r| &r.account)).await?;
        let rows = registrations.into_iter().filter_map(|r| accounts.remove(&r.account).map(|account| (r, account))).collect();
        Ok(WholePage { rows, next })
    }

    /// Whose registrations the filter finds, a page behind a place in the queue, and the place behind which there are more.
    pub async fn people_of(&self, filter: &DeskFilter, after: Option<&str>, limit: usize) -> Result<(Vec<AccountId>, Option<String>), StoreError> {
        let (rows, next) = self.desk_rows(filter, after, limit).await?;
        let people = rows.into_iter().map(|row| row.registration().map(|r| r.account)).collect::<Result<_, _>>()?;
        Ok((people, next))
    }

    /// How many registrations the filter finds.
    pub async fn count_registrations(&self, filter: &DeskFilter) -> Result<usize, StoreError> {
        let (mut number, mut after) = (0, None);
        loop {
            let (rows, next) = self.desk_rows(filter, after.as_deref(), 1000).await?;
            number += rows.len();
            match next {
                Some(next) => after = Some(next),
                None => return Ok(number),
            }
        }
    }

    /// Accounts by id, without those that do not exist.
    pub(super) async fn accounts_of<'a>(&self, ids: impl Iterator<Item = &'a AccountId>) -> Result<BTreeMap<AccountId, Account>, StoreError> {
        let ids = ids.map(|id| RecordId::new("account", id.as_str())).collect();
        let found: Vec<AccountRow> = self.read(&ACCOUNTS, Ids { ids }).await?;
        found.into_iter().map(|row| row.account().map(|account| (account.id.clone(), account))).collect()
    }

    /// Writes into the audit trail that registrations left the program as a file.
    pub async fn note_export(&self, act: &Act<'_>, form: &str, filter: &str, rows: usize) -> Result<(), StoreError> {
        let entry =
            act.audit("organiser.exported", "export:registrations".to_owned()).detail("form", form).detail("filter", filter).detail("rows", rows);
        self.tx(Tx::new(&NOTE, act.now).audit(entry)).await.map(drop)
    }
}
