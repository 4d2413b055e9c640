//! Accounts: signing up, proving an address, passwords, profile, signing in, inviting organisers.
//!
//! Always holds: an address belongs to one account; a link works once, before it expires, and a newer one of its purpose replaces it; nothing
//! here tells whether an address has an account; a new password ends the other sign-ins.

pub(crate) mod aide;
pub(crate) mod erasure;
pub(crate) mod invitation;
pub(crate) mod passkey;
pub(crate) mod rows;
pub(crate) mod second_factor;
mod secret;
pub(crate) mod sign_in;

use domain::accounts::{Account, TokenPurpose};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, SignInId};
use domain::kernel::text::Email;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};
use uuid::Uuid;

use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
pub(crate) use rows::AccountRow;

pub use passkey::{KeptPasskey, Passkey, PasskeyUse};
pub use second_factor::{NewCodes, NewSecondFactor, Proof, SecondFactor, Waiting};
pub use secret::{Secret, random};
pub use sign_in::{NewSignIn, PasswordOf, SignedIn};

/// The texts of this area.
pub const QUERIES: &[Query] = &[
        ACCOUNT.sample("{ id: account:a }"),
        NAMES.sample("{ ids: [account:a] }"),
        SIGN_UP.sample(
            "{ id: account:a, claim: email_claim:['a'], credential: credential:['a', 'password', '1'], link: one_time:['verify_email', 'a'],
               email: 'a', email_key: 'a', name: 'A', lang: 'en', secret: 's', hash: 'h', now: time::now(), until: time::now() }",
        ),
        RESEND.sample("{ account: account:a, link: one_time:['verify_email', 'a'], hash: 'h', now: time::now(), recent: time::now(), until: time::now() }"),
        HOLDER.sample("{ hash: 'h' }"),
        VERIFY.sample("{ hash: 'h', now: time::now() }"),
        REQUEST_RESET.sample(
            "{ claim: email_claim:['a'], link: one_time:['reset_password', 'a'], hash: 'h', email: 'a', email_key: 'a', now: time::now(), recent: time::now(), until: time::now() }",
        ),
        RESET.sample("{ hash: 'h', secret: 's', now: time::now(), account: account:a }"),
        CHANGE_PASSWORD.sample("{ account: account:a, credential: credential:['a', 'password', '1'], keep: sign_in:a, secret: 's', now: time::now() }"),
        PROFILE.sample("{ account: account:a, name: 'A', lang: 'en' }"),
];

const ACCOUNT: Query = Query::read("accounts.account", "SELECT * FROM ONLY $id");
const NAMES: Query = Query::read("accounts.names", "SELECT id, name FROM $ids WHERE name != ''");
const SIGN_UP: Query = Query::write(
    "accounts.sign_up",
    "IF record::exists($claim) { false } ELSE {
        CREATE $claim SET account = $id RETURN NONE;
        CREATE $id SET email = $email, email_key = $email_key, name = $name, lang = $lang, roles = [], created_at = $now RETURN NONE;
        CREATE $credential SET secret = $secret, at = $now RETURN NONE;
        UPSERT $link SET purpose = 'verify_email', hash = $hash, email = $email, email_key = $email_key, at = $now, until = $until RETURN NONE;
        true
     }",
);
const RESEND: Query = Query::write(
    "accounts.resend_verification",
    "LET $who = (SELECT * FROM ONLY $account);
     IF $who = NONE { THROW 'not_found' };
     IF $who.verified_at != NONE OR ((SELECT VALUE at FROM ONLY $link) ?? $recent) > $recent { false } ELSE {
        UPSERT $link SET purpose = 'verify_email', hash = $hash, email = $who.email, email_key = $who.email_key, at = $now, until = $until RETURN NONE;
        true
     }",
);
const HOLDER: Query = Query::read(
    "accounts.holder",
    "LET $link = (SELECT VALUE email_key FROM one_time WHERE hash = $hash LIMIT 1)[0];
     SELECT VALUE account FROM ONLY type::record('email_claim', [$link ?? ''])",
);
const VERIFY: Query = Query::write(
    "accounts.verify_email",
    "LET $link = (SELECT * FROM one_time WHERE hash = $hash LIMIT 1)[0];
     IF $link = NONE OR $link.purpose != 'verify_email' OR $link.until <= $now { THROW 'accounts.link_invalid' };
     LET $account = (SELECT VALUE account FROM ONLY type::record('email_claim', [$link.email_key]));
     IF $account = NONE { THROW 'accounts.link_invalid' };
     UPDATE $account SET verified_at = verified_at ?? $now RETURN NONE;
     DELETE $link.id RETURN NONE;
     $account",
);
const REQUEST_RESET: Query = Query::write(
    "accounts.request_reset",
    "IF !record::exists($claim) OR ((SELECT VALUE at FROM ONLY $link) ?? $recent) > $recent { false } ELSE {
        UPSERT $link SET purpose = 'reset_password', hash = $hash, email = $email, email_key = $email_key, at = $now, until = $until RETURN NONE;
        true
     }",
);
const RESET: Query = Query::write(
    "accounts.reset_password",
    "LET $link = (SELECT * FROM one_time WHERE hash = $hash LIMIT 1)[0];
     IF $link = NONE OR $link.purpose != 'reset_password' OR $link.until <= $now { THROW 'accounts.link_invalid' };
     LET $account = (SELECT VALUE account FROM ONLY type::record('email_claim', [$link.email_key]));
     IF $account = NONE { THROW 'accounts.link_invalid' };
     UPSERT type::record('credential', [record::id($account), 'password', '1']) SET secret = $secret, at = $now RETURN NONE;
     UPDATE $account SET verified_at = verified_at ?? $now RETURN NONE;
     DELETE pending_sign_in WHERE account = $account RETURN NONE;
     DELETE sign_in WHERE account = $account RETURN NONE;
     DELETE $link.id RETURN NONE;
     $account",
);
const CHANGE_PASSWORD: Query = Query::write(
    "accounts.change_password",
    "UPSERT $credential SET secret = $secret, at = $now RETURN NONE;
     DELETE pending_sign_in WHERE account = $account RETURN NONE;
     DELETE sign_in WHERE account = $account AND id != $keep RETURN NONE;
     true",
);
const PROFILE: Query = Query::write(
    "accounts.update_profile",
    "LET $row = (UPDATE $account SET name = $name, lang = $lang RETURN AFTER);
     IF array::is_empty($row) { THROW 'not_found' };
     true",
);

/// A message about an account is not sent twice to one address within this time.
const BETWEEN_LINKS: SignedDuration = SignedDuration::from_secs(60);

/// What a new account is made of.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The address to claim.
    pub email: Email,
    /// The name to go by.
    pub name: String,
    /// The language of its e-mails.
    pub lang: Lang,
    /// The Argon2id hash of the password.
    pub password_hash: String,
    /// [`Secret::digest`] of the link that proves the address.
    pub link: String,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct NameRow {
    id: RecordId,
    name: String,
}

#[derive(SurrealValue)]
struct SignUpParams {
    id: RecordId,
    claim: RecordId,
    credential: RecordId,
    link: RecordId,
    email: String,
    email_key: String,
    name: String,
    lang: String,
    secret: String,
    hash: String,
    now: At,
    until: At,
}

#[derive(SurrealValue)]
struct ResendParams {
    account: RecordId,
    link: RecordId,
    hash: String,
    now: At,
    recent: At,
    until: At,
}

#[derive(SurrealValue)]
struct Hash {
    hash: String,
}

#[derive(SurrealValue)]
struct LinkParams {
    hash: String,
    now: At,
}

#[derive(SurrealValue)]
struct RequestResetParams {
    claim: RecordId,
    link: RecordId,
    hash: String,
    email: String,
    email_key: String,
    now: At,
    recent: At,
    until: At,
}

#[derive(SurrealValue)]
struct ResetParams {
    hash: String,
    secret: String,
    now: At,
}

#[derive(SurrealValue)]
struct ChangeParams {
    account: RecordId,
    credential: RecordId,
    keep: RecordId,
    secret: String,
    now: At,
}

#[derive(SurrealValue)]
struct ProfileParams {
    account: RecordId,
    name: String,
    lang: String,
}

/// When a link that is made now stops working.
fn expiry(purpose: TokenPurpose, now: Timestamp) -> At {
    At(now.saturating_add(SignedDuration::from_hours(purpose.hours())).unwrap_or(now))
}

fn recent(now: Timestamp) -> At {
    At(now.saturating_sub(BETWEEN_LINKS).unwrap_or(now))
}

impl Store {
    /// An account.
    pub async fn account(&self, id: &AccountId) -> Result<Option<Account>, StoreError> {
        let row: Option<AccountRow> = self.read_option(&ACCOUNT, One { id: rows::account(id) }).await?;
        row.map(AccountRow::account).transpose()
    }

    /// The names of accounts by id, without those that do not exist or are erased.
    pub async fn names(&self, ids: impl IntoIterator<Item = AccountId>) -> Result<BTreeMap<String, String>, StoreError> {
        let ids: Vec<RecordId> = ids.into_iter().map(|id| rows::account(&id)).collect();
        let found: Vec<NameRow> = self.read(&NAMES, Ids { ids }).await?;
        found.into_iter().map(|row| Ok((rows::key(&row.id)?, row.name))).collect()
    }

    /// Makes an account and queues `welcome`; where the address has one, changes nothing and queues `already`. The answer is the same.
    pub async fn sign_up(&self, act: &Act<'_>, new: &NewAccount, welcome: Mail, already: Mail) -> Result<(), StoreError> {
        let id = AccountId::parse(&Uuid::now_v7().simple().to_string()).map_err(|e| StoreError::shape("accounts.sign_up", e.to_string()))?;
        let params = SignUpParams {
            id: rows::account(&id),
            claim: rows::claim(&new.email),
            credential: rows::password(&id),
            link: rows::one_time(TokenPurpose::VerifyEmail, &new.email),
            email: new.email.as_str().to_owned(),
            email_key: new.email.normalised(),
            name: new.name.clone(),
            lang: new.lang.code().to_owned(),
            secret: new.password_hash.clone(),
            hash: new.link.clone(),
            now: At(act.now),
            until: expiry(TokenPurpose::VerifyEmail, act.now),
        };
        let tx = Tx::new(&SIGN_UP, act.now)
            .bind(params)
            .once(act.once("accounts.sign_up", &[&new.email.normalised(), &new.name]))
            .audit_when("$answer = true", act.audit("account.signed_up", format!("account:{id}")))
            .mail_when("$answer = true", welcome)
            .mail_when("$answer = false", already);
        self.tx(tx).await.map(drop)
    }

    /// Queues the link that proves the address again; not when it is proved, nor twice within a minute.
    pub async fn resend_verification(&self, act: &Act<'_>, account: &Account, link: &str, mail: Mail) -> Result<(), StoreError> {
        let email = address_of(account)?;
        let params = ResendParams {
            account: rows::account(&account.id),
            link: rows::one_time(TokenPurpose::VerifyEmail, &email),
            hash: link.to_owned(),
            now: At(act.now),
            recent: recent(act.now),
            until: expiry(TokenPurpose::VerifyEmail, act.now),
        };
        let tx = Tx::new(&RESEND, act.now)
            .bind(params)
            .once(act.once("accounts.resend_verification", &[account.id.as_str()]))
            .mail_when("$answer = true", mail);
        self.tx(tx).await.map(drop)
    }

    /// Proves the address that the link was sent to. Refused: `accounts.link_invalid`.
    pub async fn verify_email(&self, act: &Act<'_>, link: &str) -> Result<AccountId, StoreError> {
        let hash = Secret::digest(link);
        let tx = Tx::new(&VERIFY, act.now)
            .bind(LinkParams { hash: hash.clone(), now: At(act.now) })
            .once(act.once("accounts.verify_email", &[&hash]))
            .audit(act.audit("account.email_verified", self.holder_of(&hash).await?));
        rows::account_id(&self.tx(tx).await?.one()?)
    }

    /// Queues a link for a new password, when the address has an account and none was sent within a minute. The answer is the same.
    pub async fn request_reset(&self, act: &Act<'_>, email: &Email, link: &str, mail: Mail) -> Result<(), StoreError> {
        let params = RequestResetParams {
            claim: rows::claim(email),
            link: rows::one_time(TokenPurpose::ResetPassword, email),
            hash: link.to_owned(),
            email: email.as_str().to_owned(),
            email_key: email.normalised(),
            now: At(act.now),
            recent: recent(act.now),
            until: expiry(TokenPurpose::ResetPassword, act.now),
        };
        let tx = Tx::new(&REQUEST_RESET, act.now)
            .bind(params)
            .once(act.once("accounts.request_reset", &[&email.normalised()]))
            .mail_when("$answer = true", mail);
        self.tx(tx).await.map(drop)
    }

    /// Sets a new password by a link, proves the address and ends every sign-in. Refused: `accounts.link_invalid`.
    pub async fn reset_password(&self, act: &Act<'_>, link: &str, password_hash: &str) -> Result<AccountId, StoreError> {
        let hash = Secret::digest(link);
        let tx = Tx::new(&RESET, act.now)
            .bind(ResetParams { hash: hash.clone(), secret: password_hash.to_owned(), now: At(act.now) })
            .once(act.once("accounts.reset_password", &[&hash]))
            .audit(act.audit("account.password_reset", self.holder_of(&hash).await?));
        rows::account_id(&self.tx(tx).await?.one()?)
    }

    /// The audit trail's name of the account whose address a link was sent to. For a link that is none, the change that follows is refused
    /// or a repeat, and the name is written nowhere.
    async fn holder_of(&self, hash: &str) -> Result<String, StoreError> {
        let account: Option<RecordId> = self.read_option(&HOLDER, Hash { hash: hash.to_owned() }).await?;
        let id = account.as_ref().map(rows::key).transpose()?;
        Ok(format!("account:{}", id.unwrap_or_default()))
    }

    /// Sets a new password and ends the sign-ins of the other devices.
    pub async fn change_password(&self, act: &Act<'_>, account: &AccountId, password_hash: &str, keep: &SignInId) -> Result<(), StoreError> {
        let params = ChangeParams {
            account: rows::account(account),
            credential: rows::password(account),
            keep: sign_in::record(keep),
            secret: password_hash.to_owned(),
            now: At(act.now),
        };
        let tx = Tx::new(&CHANGE_PASSWORD, act.now)
            .bind(params)
            .once(act.once("accounts.change_password", &[account.as_str()]))
            .audit(act.audit("account.password_changed", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }

    /// Changes the name a person goes by and the language of their e-mails.
    pub async fn update_profile(&self, act: &Act<'_>, account: &AccountId, name: &str, lang: Lang) -> Result<(), StoreError> {
        let tx = Tx::new(&PROFILE, act.now)
            .bind(ProfileParams { account: rows::account(account), name: name.to_owned(), lang: lang.code().to_owned() })
            .once(act.once("accounts.update_profile", &[account.as_str(), name, lang.code()]))
            .audit(act.audit("account.profile_changed", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }
}

/// The address of an account, parsed again.
fn address_of(account: &Account) -> Result<Email, StoreError> {
    Email::parse(&account.email).map_err(|_| StoreError::shape("accounts.address", "an account's address cannot be read"))
}
