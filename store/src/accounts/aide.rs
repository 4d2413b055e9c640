//! Aides: who may act for whom, and the device on which somebody does.
//!
//! Always holds: somebody acts for a person only while the one row that says so is there, accepted and not over; taking the row away ends it with
//! the next request, on every device. The row's id is the person and the aide's address, so that naming twice is one.

use domain::accounts::aide::MOST;
use domain::accounts::{Account, Aide};
use domain::kernel::ids::{AccountId, SignInId};
use domain::kernel::text::Email;
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::{rows, sign_in};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    NAME.sample("{ id: aide:['a', 'b'], principal: account:a, email: 'b', email_key: 'b', until: time::now(), now: time::now(), most: 10 }"),
    OF.sample("{ principal: account:a }"),
    FOR.sample("{ email_key: 'b' }"),
    ACCEPT.sample("{ id: aide:['a', 'b'], account: account:b, now: time::now() }"),
    END.sample("{ id: aide:['a', 'b'] }"),
    BEGIN.sample("{ id: aide:['a', 'b'], account: account:b, device: sign_in:a, now: time::now() }"),
    STOP.sample("{ account: account:b, device: sign_in:a }"),
];

const NAME: Query = Query::write(
    "accounts.name_aide",
    "LET $number = array::len(SELECT VALUE id FROM aide WHERE principal = $principal);
     LET $before = (SELECT * FROM ONLY $id);
     IF $before = NONE AND $number >= $most { THROW 'accounts.too_many_aides' };
     UPSERT $id SET principal = $principal, email = $email, email_key = $email_key, until = $until, at = $before.at ?? $now RETURN NONE;
     IF $before = NONE { true } ELSE { false }",
);
const OF: Query = Query::read("accounts.aides_of", "SELECT *, principal.name AS name FROM aide WHERE principal = $principal ORDER BY at");
const FOR: Query = Query::read("accounts.aide_for", "SELECT *, principal.name AS name FROM aide WHERE email_key = $email_key ORDER BY at");
const ACCEPT: Query = Query::write(
    "accounts.accept_aide",
    "LET $row = (SELECT * FROM ONLY $id);
     LET $who = (SELECT email_key, verified_at FROM ONLY $account);
     IF $row = NONE OR $row.until <= $now OR $who.email_key != $row.email_key { THROW 'not_found' };
     IF $who.verified_at = NONE { THROW 'accounts.not_verified' };
     UPDATE $id SET aide = $account, accepted_at = accepted_at ?? $now RETURN NONE;
     true",
);
const END: Query = Query::write(
    "accounts.end_aide",
    "LET $row = (DELETE $id RETURN BEFORE);
     IF array::is_empty($row) { THROW 'not_found' };
     true",
);
const BEGIN: Query = Query::write(
    "accounts.act_for",
    "LET $row = (SELECT * FROM ONLY $id);
     IF $row = NONE OR $row.aide != $account OR $row.accepted_at = NONE OR $row.until <= $now { THROW 'not_found' };
     UPDATE $device SET acting = $id WHERE account = $account RETURN NONE;
     true",
);
const STOP: Query = Query::write("accounts.act_for_oneself", "UPDATE $device SET acting = NONE WHERE account = $account RETURN NONE; true");

/// A row, as far as it says who acts for whom.
#[derive(Debug, Clone, SurrealValue)]
pub struct Row {
    principal: RecordId,
    aide: Option<RecordId>,
    until: At,
    accepted_at: Option<At>,
}

impl Row {
    /// For whom this account acts by it at this moment.
    pub fn principal_of(&self, account: &AccountId, now: Timestamp) -> Result<Option<AccountId>, StoreError> {
        let live = self.accepted_at.is_some() && self.until.0 > now && self.aide.as_ref() == Some(&rows::account(account));
        live.then(|| rows::account_id(&self.principal)).transpose()
    }
}

#[derive(SurrealValue)]
struct FullRow {
    principal: RecordId,
    name: String,
    email: String,
    email_key: String,
    until: At,
    accepted_at: Option<At>,
}

impl FullRow {
    fn aide(self) -> Result<Aide, StoreError> {
        Ok(Aide {
            principal: rows::account_id(&self.principal)?,
            principal_name: self.name,
            email: self.email,
            key: self.email_key,
            until: self.until.0,
            accepted: self.accepted_at.is_some(),
        })
    }
}

#[derive(SurrealValue)]
struct NameParams {
    id: RecordId,
    principal: RecordId,
    email: String,
    email_key: String,
    until: At,
    now: At,
    most: i64,
}

#[derive(SurrealValue)]
struct OfParams {
    principal: RecordId,
}

#[derive(SurrealValue)]
struct ForParams {
    email_key: String,
}

#[derive(SurrealValue)]
struct AcceptParams {
    id: RecordId,
    account: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct BeginParams {
    id: RecordId,
    account: RecordId,
    device: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct StopParams {
    account: RecordId,
    device: RecordId,
}

fn record(principal: &AccountId, address: &str) -> RecordId {
    rows::parts("aide", [principal.to_string(), address.to_owned()])
}

fn key_of(account: &Account) -> Result<String, StoreError> {
    Ok(super::address_of(account)?.normalised())
}

impl Store {
    /// Names an aide until a moment, or sets another moment; `mail` goes to a new one. Refused: `accounts.too_many_aides`.
    pub async fn name_aide(&self, act: &Act<'_>, principal: &AccountId, email: &Email, until: Timestamp, mail: Mail) -> Result<(), StoreError> {
        let params = NameParams {
            id: record(principal, &email.normalised()),
            principal: rows::account(principal),
            email: email.as_str().to_owned(),
            email_key: email.normalised(),
            until: At(until),
            now: At(act.now),
            most: MOST,
        };
        let tx = Tx::new(&NAME, act.now)
            .bind(params)
            .once(act.once("accounts.name_aide", &[&email.normalised(), &until.to_string()]))
            .audit(act.audit("account.aide_named", format!("account:{principal}")).detail("until", until.to_string()))
            .mail_when("$answer = true", mail);
        self.tx(tx).await.map(drop)
    }

    /// Those whom a person named.
    pub async fn aides_of(&self, principal: &AccountId) -> Result<Vec<Aide>, StoreError> {
        let found: Vec<FullRow> = self.read(&OF, OfParams { principal: rows::account(principal) }).await?;
        found.into_iter().map(FullRow::aide).collect()
    }

    /// Those who named this account's address.
    pub async fn aide_for(&self, account: &Account) -> Result<Vec<Aide>, StoreError> {
        let found: Vec<FullRow> = self.read(&FOR, ForParams { email_key: key_of(account)? }).await?;
        found.into_iter().map(FullRow::aide).collect()
    }

    /// Accepts to be an aide; where the address is not named, there is nothing. Refused: `accounts.not_verified`.
    pub async fn accept_aide(&self, act: &Act<'_>, account: &Account, principal: &AccountId) -> Result<(), StoreError> {
        let params = AcceptParams { id: record(principal, &key_of(account)?), account: rows::account(&account.id), now: At(act.now) };
        let tx = Tx::new(&ACCEPT, act.now)
            .bind(params)
            .once(act.once("accounts.accept_aide", &[principal.as_str()]))
            .audit(act.audit("account.aide_accepted", format!("account:{principal}")));
        self.tx(tx).await.map(drop)
    }

    /// Ends it, whoever of the two asks: `address` is the aide's, normalised. Nobody acts by it from then on.
    pub async fn end_aide(&self, act: &Act<'_>, principal: &AccountId, address: &str) -> Result<(), StoreError> {
        let tx = Tx::new(&END, act.now)
            .bind(One { id: record(principal, address) })
            .once(act.once("accounts.end_aide", &[principal.as_str(), address]))
            .audit(act.audit("account.aide_ended", format!("account:{principal}")));
        self.tx(tx).await.map(drop)
    }

    /// Has a device act for a person from now on.
    pub async fn act_for(&self, act: &Act<'_>, account: &Account, device: &SignInId, principal: &AccountId) -> Result<(), StoreError> {
        let params = BeginParams {
            id: record(principal, &key_of(account)?),
            account: rows::account(&account.id),
            device: sign_in::record(device),
            now: At(act.now),
        };
        let tx = Tx::new(&BEGIN, act.now).bind(params).audit(act.audit("account.acting_begun", format!("account:{principal}")));
        self.tx(tx).await.map(drop)
    }

    /// Has a device act for its own account again.
    pub async fn act_for_oneself(&self, act: &Act<'_>, account: &AccountId, device: &SignInId) -> Result<(), StoreError> {
        let params = StopParams { account: rows::account(account), device: sign_in::record(device) };
        self.tx(Tx::new(&STOP, act.now).bind(params).audit(act.audit("account.acting_ended", format!("account:{account}")))).await.map(drop)
    }
}
