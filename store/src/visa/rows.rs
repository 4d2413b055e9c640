//! Rows of visa requests and letters, and the ids of their records.

use domain::kernel::Lang;
use domain::kernel::ids::AccountId;
use domain::visa::{Letter, LetterCode, Request, State};
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use crate::accounts::rows::account_id;
use crate::engine::clock::At;
use crate::engine::error::StoreError;

/// The columns of a [`Row`]: everything but what the passport says.
macro_rules! columns {
    () => {
        "account, lang, state, message, version, requested_at, erased_at, queue, registration.draft.given_name AS given_name,
         registration.draft.family_name AS family_name, registration.draft.country AS country, letter.turn AS turn, letter.number AS number,
         letter.code AS code, letter.issued_at AS issued_at, letter.revoked_at AS revoked_at"
    };
}
pub(super) use columns;

#[derive(Debug, SurrealValue)]
pub struct Row {
    account: RecordId,
    lang: String,
    state: String,
    message: Option<String>,
    version: i64,
    requested_at: At,
    erased_at: Option<At>,
    pub queue: String,
    given_name: Option<String>,
    family_name: Option<String>,
    country: Option<String>,
    turn: Option<i64>,
    number: Option<i64>,
    code: Option<String>,
    issued_at: Option<At>,
    revoked_at: Option<At>,
}

impl Row {
    pub fn request(self) -> Result<Request, StoreError> {
        let letter = match (self.turn, self.number, self.code, self.issued_at) {
            (Some(turn), Some(number), Some(code), Some(issued_at)) => Some(letter(turn, number, &code, issued_at, self.revoked_at)?),
            _ => None,
        };
        Ok(Request {
            account: account_id(&self.account)?,
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            name: format!("{} {}", self.given_name.unwrap_or_default().trim(), self.family_name.unwrap_or_default().trim()).trim().to_owned(),
            country: self.country.unwrap_or_default(),
            state: State::parse(&self.state).ok_or_else(|| StoreError::shape("visa.row", self.state.clone()))?,
            message: self.message,
            version: count(self.version),
            requested_at: self.requested_at.0,
            erased_at: self.erased_at.map(|at| at.0),
            letter,
        })
    }
}

/// A letter with what it says, sealed.
#[derive(Debug, SurrealValue)]
pub struct LetterRow {
    turn: i64,
    number: i64,
    code: String,
    issued_at: At,
    revoked_at: Option<At>,
    says: Option<String>,
}

impl LetterRow {
    pub fn letter(self) -> Result<(Letter, Option<String>), StoreError> {
        Ok((letter(self.turn, self.number, &self.code, self.issued_at, self.revoked_at)?, self.says))
    }
}

fn letter(turn: i64, number: i64, code: &str, issued_at: At, revoked_at: Option<At>) -> Result<Letter, StoreError> {
    Ok(Letter {
        turn: count(turn),
        number: count(number),
        code: LetterCode::parse(code).ok_or_else(|| StoreError::shape("visa.row", "a letter's code cannot be read"))?,
        issued_at: issued_at.0,
        revoked_at: revoked_at.map(|at| at.0),
    })
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The record of an account's request.
pub fn request(account: &AccountId) -> RecordId {
    RecordId::new("visa_request", account.as_str())
}

/// The record of a letter.
pub fn letter_of(account: &AccountId, turn: u32) -> RecordId {
    RecordId::new("visa_letter", Array::from(vec![Value::String(account.to_string()), i64::from(turn).into_value()]))
}
