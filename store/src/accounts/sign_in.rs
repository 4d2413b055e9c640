//! Signing in: looking up passwords, counting failures, devices.
//!
//! Always holds: a request reads its sign-in by record id in one query; a sign-in that is idle or old is no sign-in; failures are counted
//! for the pair of address and network and for the network, never for the address alone, so nobody can lock another out.

use domain::accounts::sign_in::{IDLE, WINDOW, is_live};
use domain::accounts::{Account, Device};
use domain::kernel::actor::Person;
use domain::kernel::ids::{AccountId, SignInId};
use domain::kernel::text::Email;
use jiff::{SignedDuration, Timestamp};
use surrealdb::types::{RecordId, SurrealValue};

use super::aide;
use super::rows::{self, AccountRow};
use super::secret::Secret;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    PASSWORD_OF.sample("{ claim: email_claim:['a'] }"),
    FAILURES.sample("{ pair: sign_in_failure:['a', 1], network: sign_in_failure:['b', 1] }"),
    FAILED.sample("{ pair: sign_in_failure:['a', 1], network: sign_in_failure:['b', 1], until: time::now() }"),
    SIGN_IN.sample("{ id: sign_in:a, account: account:a, credential: credential:['a', 'password', '1'], secret: 's', label: 'l', now: time::now() }"),
    SIGNED_IN.sample("{ id: sign_in:a }"),
    SEEN.sample("{ id: sign_in:a, now: time::now() }"),
    DEVICES.sample("{ account: account:a }"),
    SIGN_OUT.sample("{ id: sign_in:a, account: account:a }"),
    SIGN_OUT_OTHERS.sample("{ id: sign_in:a, account: account:a }"),
    TIDY.sample("{ now: time::now(), idle: time::now(), old: time::now() }"),
];

const PASSWORD_OF: Query = Query::read(
    "accounts.password_of",
    "LET $account = (SELECT VALUE account FROM ONLY $claim);
     IF $account = NONE { NONE } ELSE {
        {
            account: record::id($account),
            hash: (SELECT VALUE secret FROM ONLY type::record('credential', [record::id($account), 'password', '1'])),
            second_factor: record::exists(type::record('second_factor', record::id($account)))
        }
     }",
);
const FAILURES: Query = Query::read(
    "accounts.failures",
    "RETURN { pair: (SELECT VALUE number FROM ONLY $pair) ?? 0, network: (SELECT VALUE number FROM ONLY $network) ?? 0 }",
);
const FAILED: Query = Query::write(
    "accounts.note_failure",
    "UPSERT $pair SET number = (number ?? 0) + 1, until = $until RETURN NONE;
     UPSERT $network SET number = (number ?? 0) + 1, until = $until RETURN NONE;
     true",
);
const SIGN_IN: Query = Query::write(
    "accounts.sign_in",
    "IF !record::exists($account) { THROW 'not_found' };
     IF record::exists(type::record('second_factor', record::id($account))) { THROW 'accounts.second_factor_needed' };
     IF $secret != NONE { UPDATE $credential SET secret = $secret RETURN NONE };
     CREATE $id SET account = $account, label = $label, created_at = $now, seen_at = $now RETURN NONE;
     true",
);
const SIGNED_IN: Query = Query::read(
    "accounts.signed_in",
    "SELECT account.* AS account, created_at, seen_at, second_factor, acting.* AS acting, acting.principal.* AS principal FROM ONLY $id",
);
const SEEN: Query = Query::write("accounts.seen", "UPDATE $id SET seen_at = $now RETURN NONE; true");
const DEVICES: Query =
    Query::read("accounts.devices", "SELECT id, label, created_at, seen_at FROM sign_in WHERE account = $account ORDER BY seen_at DESC");
const SIGN_OUT: Query = Query::write("accounts.sign_out", "DELETE $id WHERE account = $account RETURN NONE; true");
const SIGN_OUT_OTHERS: Query = Query::write("accounts.sign_out_others", "DELETE sign_in WHERE account = $account AND id != $id RETURN NONE; true");
const TIDY: Query = Query::write(
    "accounts.tidy",
    "DELETE one_time WHERE until < $now RETURN NONE;
     DELETE sign_in_failure WHERE until < $now RETURN NONE;
     DELETE sign_in WHERE seen_at < $idle RETURN NONE;
     DELETE aide WHERE until < $now RETURN NONE;
     DELETE company_invitation WHERE until < $now RETURN NONE;
     DELETE passkey_challenge WHERE until < $now RETURN NONE;
     DELETE pending_sign_in WHERE until < $now RETURN NONE;
     UPDATE second_factor SET fresh = NONE, fresh_until = NONE WHERE fresh_until > d'1970-01-01T00:00:00Z' AND fresh_until < $now RETURN NONE;
     DELETE idempotency WHERE at < $old RETURN NONE;
     DELETE outbox WHERE kind = 'accounts.erased' AND at < $old RETURN NONE;
     true",
);

/// A password to compare with.
#[derive(Debug, Clone)]
pub struct PasswordOf {
    /// Whose it is.
    pub account: AccountId,
    /// The Argon2id hash in PHC format.
    pub hash: String,
    /// Whether signing in needs a second factor too.
    pub second_factor: bool,
}

/// A device to sign in.
#[derive(Debug, Clone)]
pub struct NewSignIn {
    /// The account.
    pub account: AccountId,
    /// The cookie's value.
    pub cookie: Secret,
    /// Browser and system in words.
    pub label: String,
}

/// Who a cookie belongs to.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The person as an actor.
    pub person: Person,
    /// The account.
    pub account: Account,
    /// The account of the person whom it acts for, if it does.
    pub principal: Option<Account>,
    /// When the device was last noted as used.
    pub seen_at: Timestamp,
}

#[derive(SurrealValue)]
struct Claim {
    claim: RecordId,
}

#[derive(SurrealValue)]
struct PasswordRow {
    account: String,
    hash: Option<String>,
    second_factor: bool,
}

#[derive(SurrealValue)]
struct Counted {
    pair: RecordId,
    network: RecordId,
}

#[derive(SurrealValue)]
struct Failed {
    pair: RecordId,
    network: RecordId,
    until: At,
}

#[derive(SurrealValue)]
struct Numbers {
    pair: i64,
    network: i64,
}

#[derive(SurrealValue)]
struct SignInParams {
    id: RecordId,
    account: RecordId,
    credential: RecordId,
    secret: Option<String>,
    label: String,
    now: At,
}

#[derive(SurrealValue)]
struct SignedInRow {
    account: Option<AccountRow>,
    created_at: At,
    seen_at: At,
    second_factor: Option<bool>,
    acting: Option<aide::Row>,
    principal: Option<AccountRow>,
}

#[derive(SurrealValue)]
struct DeviceRow {
    id: RecordId,
    label: String,
    created_at: At,
    seen_at: At,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct OneOf {
    id: RecordId,
    account: RecordId,
}

#[derive(SurrealValue)]
struct Of {
    account: RecordId,
}

#[derive(SurrealValue)]
struct SeenParams {
    id: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct TidyParams {
    now: At,
    idle: At,
    old: At,
}

/// The record of a sign-in.
pub fn record(id: &SignInId) -> RecordId {
    RecordId::new("sign_in", id.as_str())
}

/// The sign-in of a cookie: a digest, which does not lead back to the cookie.
pub fn id_of(cookie: &str) -> Result<SignInId, StoreError> {
    SignInId::parse(&Secret::digest(cookie)).map_err(|e| StoreError::shape("accounts.sign_in", e.to_string()))
}

/// The counters of a window, and when it ends.
fn counters(email: &Email, network: &str, now: Timestamp) -> (RecordId, RecordId, At) {
    let length = WINDOW.as_secs();
    let window = now.as_second().div_euclid(length);
    let until = Timestamp::from_second((window + 1) * length).unwrap_or(now);
    let record = |what: String| rows::parts("sign_in_failure", [Secret::digest(&what), window.to_string()]);
    (record(format!("pair {} {network}", email.normalised())), record(format!("network {network}")), At(until))
}

impl Store {
    /// The password of the account that holds an address, if there is one.
    pub async fn password_of(&self, email: &Email) -> Result<Option<PasswordOf>, StoreError> {
        let row: Option<PasswordRow> = self.read_option(&PASSWORD_OF, Claim { claim: rows::claim(email) }).await?;
        let Some(PasswordRow { account, hash: Some(hash), second_factor }) = row else { return Ok(None) };
        let account = AccountId::parse(&account).map_err(|e| StoreError::shape("accounts.password_of", e.to_string()))?;
        Ok(Some(PasswordOf { account, hash, second_factor }))
    }

    /// Failed attempts in the current window: for the pair of address and network, and for the network.
    pub async fn failures(&self, email: &Email, network: &str, now: Timestamp) -> Result<(u32, u32), StoreError> {
        let (pair, network, _) = counters(email, network, now);
        let numbers: Numbers = self.read_one(&FAILURES, Counted { pair, network }).await?;
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Ok((number(numbers.pair), number(numbers.network)))
    }

    /// Counts a failed attempt.
    pub async fn note_failure(&self, email: &Email, network: &str, now: Timestamp) -> Result<(), StoreError> {
        let (pair, network, until) = counters(email, network, now);
        self.tx(Tx::new(&FAILED, now).bind(Failed { pair, network, until })).await.map(drop)
    }

    /// Signs a device in by a password alone; with `rehash` the password's hash is replaced by a stronger one.
    /// Refused: `accounts.second_factor_needed` for an account that has a second factor.
    pub async fn sign_in(&self, act: &Act<'_>, new: &NewSignIn, rehash: Option<String>) -> Result<SignInId, StoreError> {
        let id = id_of(new.cookie.reveal())?;
        let params = SignInParams {
            id: record(&id),
            account: rows::account(&new.account),
            credential: rows::password(&new.account),
            secret: rehash,
            label: new.label.clone(),
            now: At(act.now),
        };
        let entry = act.audit("account.signed_in", format!("account:{}", new.account)).detail("device", new.label.clone());
        self.tx(Tx::new(&SIGN_IN, act.now).bind(params).audit(entry)).await?;
        Ok(id)
    }

    /// Who a cookie belongs to at this moment; `None` when it is unknown, idle or old.
    pub async fn signed_in(&self, cookie: &str, now: Timestamp) -> Result<Option<SignedIn>, StoreError> {
        let id = id_of(cookie)?;
        let row: Option<SignedInRow> = self.read_option(&SIGNED_IN, One { id: record(&id) }).await?;
        let Some(SignedInRow { account: Some(account), created_at, seen_at, second_factor, acting, principal }) = row else { return Ok(None) };
        let account = account.account()?;
        if !is_live(created_at.0, seen_at.0, !account.roles.is_empty(), now) {
            return Ok(None);
        }
        let acting_for = acting.map(|row| row.principal_of(&account.id, now)).transpose()?.flatten();
        let principal = principal.filter(|_| acting_for.is_some()).map(AccountRow::account).transpose()?;
        let person = Person {
            account: account.id.clone(),
            sign_in: id,
            roles: account.roles.clone(),
            verified: account.verified_at.is_some(),
            second_factor: second_factor.unwrap_or(false),
            acting_for,
        };
        Ok(Some(SignedIn { person, account, principal, seen_at: seen_at.0 }))
    }

    /// Notes that a device is in use; to be called once a minute at most.
    pub async fn seen(&self, id: &SignInId, now: Timestamp) -> Result<(), StoreError> {
        self.tx(Tx::new(&SEEN, now).bind(SeenParams { id: record(id), now: At(now) })).await.map(drop)
    }

    /// The devices of an account, last used first.
    pub async fn devices(&self, account: &AccountId) -> Result<Vec<Device>, StoreError> {
        let found: Vec<DeviceRow> = self.read(&DEVICES, Of { account: rows::account(account) }).await?;
        found
            .into_iter()
            .map(|row| {
                let id = SignInId::parse(&rows::key(&row.id)?).map_err(|e| StoreError::shape("accounts.devices", e.to_string()))?;
                Ok(Device { id, label: row.label, created_at: row.created_at.0, seen_at: row.seen_at.0 })
            })
            .collect()
    }

    /// Signs a device out; one that is not the account's stays.
    pub async fn sign_out(&self, act: &Act<'_>, account: &AccountId, id: &SignInId) -> Result<(), StoreError> {
        let tx = Tx::new(&SIGN_OUT, act.now)
            .bind(OneOf { id: record(id), account: rows::account(account) })
            .audit(act.audit("account.signed_out", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }

    /// Signs all devices but one out.
    pub async fn sign_out_others(&self, act: &Act<'_>, account: &AccountId, keep: &SignInId) -> Result<(), StoreError> {
        let tx = Tx::new(&SIGN_OUT_OTHERS, act.now)
            .bind(OneOf { id: record(keep), account: rows::account(account) })
            .audit(act.audit("account.signed_out", format!("account:{account}")).detail("devices", "others"));
        self.tx(tx).await.map(drop)
    }

    /// Removes what has ended: links, counters, sign-ins, and after 30 days idempotency keys and the last letters to people who are erased.
    pub async fn tidy_accounts(&self, now: Timestamp) -> Result<(), StoreError> {
        let before = |span: SignedDuration| At(now.saturating_sub(span).unwrap_or(now));
        let params = TidyParams { now: At(now), idle: before(IDLE), old: before(SignedDuration::from_hours(24 * 30)) };
        self.tx(Tx::new(&TIDY, now).bind(params)).await.map(drop)
    }
}
