//! Rows of accounts, and the ids of their records.

use domain::accounts::{Account, TokenPurpose};
use domain::kernel::ids::AccountId;
use domain::kernel::text::Email;
use domain::kernel::{Lang, Role};
use surrealdb::types::{Array, RecordId, RecordIdKey, SurrealValue, Value};

use crate::engine::clock::At;
use crate::engine::error::StoreError;

#[derive(Debug, Clone, SurrealValue)]
pub struct AccountRow {
    pub id: RecordId,
    pub email: String,
    pub email_key: String,
    pub verified_at: Option<At>,
    pub name: String,
    pub lang: String,
    pub roles: Vec<String>,
    pub created_at: At,
}

impl AccountRow {
    pub fn account(self) -> Result<Account, StoreError> {
        Ok(Account {
            id: account_id(&self.id)?,
            email: self.email,
            verified_at: self.verified_at.map(|at| at.0),
            name: self.name,
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            roles: self.roles.iter().filter_map(|role| Role::parse(role)).collect(),
            created_at: self.created_at.0,
        })
    }
}

pub fn account(id: &AccountId) -> RecordId {
    RecordId::new("account", id.as_str())
}

pub fn account_id(record: &RecordId) -> Result<AccountId, StoreError> {
    AccountId::parse(&key(record)?).map_err(|e| StoreError::shape("accounts.id", e.to_string()))
}

/// The text of a record's key.
pub fn key(record: &RecordId) -> Result<String, StoreError> {
    match &record.key {
        RecordIdKey::String(key) => Ok(key.clone()),
        _ => Err(StoreError::shape("accounts.id", "the key is not a text")),
    }
}

pub fn claim(email: &Email) -> RecordId {
    parts("email_claim", [email.normalised()])
}

pub fn password(id: &AccountId) -> RecordId {
    parts("credential", [id.to_string(), "password".to_owned(), "1".to_owned()])
}

pub fn one_time(purpose: TokenPurpose, email: &Email) -> RecordId {
    parts("one_time", [purpose.code().to_owned(), email.normalised()])
}

pub fn parts<const N: usize>(table: &str, words: [String; N]) -> RecordId {
    RecordId::new(table, Array::from(words.map(Value::String).to_vec()))
}
