//! Passkeys, and the challenges that browsers are asked with.
//!
//! Always holds: a challenge is taken once, before its answer is looked at, for what and for whom it was made, and in time; a passkey belongs to
//! one account, because its own id is the record's; who works here changes passkeys only from a sign-in that proved two factors.

use domain::accounts::passkey::{CHALLENGE, MOST};
use domain::kernel::ids::{AccountId, SignInId};
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::rows;
use super::sign_in::{self, NewSignIn};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// Refuses somebody who works here, has another factor, and has not shown it on this device.
macro_rules! from_a_proved_sign_in {
    ($then:literal) => {
        concat!(
            "LET $hats = (SELECT VALUE roles FROM ONLY $account);
             IF $hats = NONE { THROW 'not_found' };
             LET $proved = (SELECT VALUE second_factor FROM ONLY $device) ?? false;
             LET $has = record::exists($factor) OR array::len(SELECT VALUE id FROM passkey WHERE account = $account LIMIT 1) > 0;
             IF array::len($hats) > 0 AND $has AND !$proved { THROW 'accounts.second_factor_needed' };\n",
            $then
        )
    };
}

pub const QUERIES: &[Query] = &[
    ASK.sample("{ id: passkey_challenge:a, purpose: 'show', account: NONE, kept: 'k', until: time::now() }"),
    TAKE.sample("{ id: passkey_challenge:a, purpose: 'show', account: NONE, now: time::now() }"),
    ADD.sample(
        "{ id: passkey:a, account: account:a, device: sign_in:a, factor: second_factor:a, name: 'n', key: 'k', state: 's', most: 20, now: time::now() }",
    ),
    LIST.sample("{ account: account:a }"),
    KEPT.sample("{ id: passkey:a }"),
    RENAME.sample("{ id: passkey:a, account: account:a, name: 'n' }"),
    REMOVE.sample("{ id: passkey:a, account: account:a, device: sign_in:a, factor: second_factor:a }"),
    SIGN_IN.sample("{ passkey: passkey:a, account: account:a, state: 's', id: sign_in:a, label: 'l', now: time::now() }"),
];

const ASK: Query =
    Query::write("accounts.ask_for_passkey", "CREATE $id SET purpose = $purpose, account = $account, kept = $kept, until = $until RETURN NONE; true");
const TAKE: Query = Query::write(
    "accounts.take_passkey_challenge",
    "LET $asked = (SELECT * FROM ONLY $id);
     DELETE $id RETURN NONE;
     IF $asked = NONE OR $asked.purpose != $purpose OR $asked.account != $account OR $asked.until <= $now { NONE } ELSE { $asked.kept }",
);
const ADD: Query = Query::write(
    "accounts.add_passkey",
    from_a_proved_sign_in!(
        "IF array::len(SELECT VALUE id FROM passkey WHERE account = $account) >= $most { THROW 'accounts.too_many_passkeys' };
         CREATE $id SET account = $account, name = $name, key = $key, state = $state, at = $now RETURN NONE;
         UPDATE $device SET second_factor = true WHERE account = $account RETURN NONE;
         true"
    ),
);
const LIST: Query = Query::read("accounts.passkeys", "SELECT id, name, at, used_at FROM passkey WHERE account = $account ORDER BY at");
const KEPT: Query = Query::read("accounts.passkey", "SELECT id, account, key, state FROM ONLY $id");
const RENAME: Query = Query::write(
    "accounts.rename_passkey",
    "LET $row = (UPDATE $id SET name = $name WHERE account = $account RETURN AFTER);
     IF array::is_empty($row) { THROW 'not_found' };
     true",
);
const REMOVE: Query = Query::write(
    "accounts.remove_passkey",
    from_a_proved_sign_in!(
        "LET $row = (DELETE $id WHERE account = $account RETURN BEFORE);
         IF array::is_empty($row) { THROW 'not_found' };
         true"
    ),
);
const SIGN_IN: Query = Query::write(
    "accounts.sign_in_with_passkey",
    "LET $row = (UPDATE $passkey SET state = $state, used_at = $now WHERE account = $account RETURN AFTER);
     IF array::is_empty($row) { THROW 'accounts.passkey_unknown' };
     CREATE $id SET account = $account, label = $label, created_at = $now, seen_at = $now, second_factor = true RETURN NONE;
     true",
);

/// What a browser is asked to do with a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasskeyUse {
    /// To make one for this account.
    Make(AccountId),
    /// To show one, whoever's it is.
    Show,
}

impl PasskeyUse {
    fn parts(&self) -> (String, Option<RecordId>) {
        match self {
            Self::Make(account) => ("make".to_owned(), Some(rows::account(account))),
            Self::Show => ("show".to_owned(), None),
        }
    }
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The id.
    pub id: String,
    /// How its owner calls it.
    pub name: String,
    /// When it was added.
    pub at: Timestamp,
    /// When it last signed its owner in.
    pub used_at: Option<Timestamp>,
}

/// What is needed to look at a passkey's answer; the store knows none of it closer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPasskey {
    /// The id.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// Its public key.
    pub key: String,
    /// What changes with its use.
    pub state: String,
}

#[derive(SurrealValue)]
struct AskParams {
    id: RecordId,
    purpose: String,
    account: Option<RecordId>,
    kept: String,
    until: At,
}

#[derive(SurrealValue)]
struct TakeParams {
    id: RecordId,
    purpose: String,
    account: Option<RecordId>,
    now: At,
}

#[derive(SurrealValue)]
struct AddParams {
    id: RecordId,
    account: RecordId,
    device: RecordId,
    factor: RecordId,
    name: String,
    key: String,
    state: String,
    most: i64,
    now: At,
}

#[derive(SurrealValue)]
struct Of {
    account: RecordId,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct RenameParams {
    id: RecordId,
    account: RecordId,
    name: String,
}

#[derive(SurrealValue)]
struct RemoveParams {
    id: RecordId,
    account: RecordId,
    device: RecordId,
    factor: RecordId,
}

#[derive(SurrealValue)]
struct SignInParams {
    passkey: RecordId,
    account: RecordId,
    state: String,
    id: RecordId,
    label: String,
    now: At,
}

#[derive(SurrealValue)]
struct ListRow {
    id: RecordId,
    name: String,
    at: At,
    used_at: Option<At>,
}

#[derive(SurrealValue)]
struct KeptRow {
    id: RecordId,
    account: RecordId,
    key: String,
    state: String,
}

fn record(id: &str) -> RecordId {
    RecordId::new("passkey", id)
}

fn challenge(challenge: &str) -> RecordId {
    RecordId::new("passkey_challenge", challenge)
}

impl Store {
    /// Notes a challenge that a browser is asked with, and what is needed to look at the answer.
    pub async fn ask_for_passkey(&self, act: &Act<'_>, what: &PasskeyUse, challenge_: &str, kept: &str) -> Result<(), StoreError> {
        let (purpose, account) = what.parts();
        let until = At(act.now.saturating_add(CHALLENGE).unwrap_or(act.now));
        let params = AskParams { id: challenge(challenge_), purpose, account, kept: kept.to_owned(), until };
        self.tx(Tx::new(&ASK, act.now).bind(params)).await.map(drop)
    }

    /// Takes a challenge, which is then gone whatever comes of it; `None` when there is none for this use, any more or at all.
    pub async fn take_passkey_challenge(&self, act: &Act<'_>, what: &PasskeyUse, challenge_: &str) -> Result<Option<String>, StoreError> {
        let (purpose, account) = what.parts();
        let params = TakeParams { id: challenge(challenge_), purpose, account, now: At(act.now) };
        self.tx(Tx::new(&TAKE, act.now).bind(params)).await?.option()
    }

    /// Adds a passkey from a device, which has now shown it. Refused: `accounts.passkey_known`, `accounts.too_many_passkeys`,
    /// `accounts.second_factor_needed`.
    pub async fn add_passkey(&self, act: &Act<'_>, new: &KeptPasskey, name: &str, device: &SignInId) -> Result<(), StoreError> {
        let account = &new.account;
        let params = AddParams {
            id: record(&new.id),
            account: rows::account(account),
            device: sign_in::record(device),
            factor: super::second_factor::record(account),
            name: name.to_owned(),
            key: new.key.clone(),
            state: new.state.clone(),
            most: MOST,
            now: At(act.now),
        };
        let tx = Tx::new(&ADD, act.now)
            .bind(params)
            .taken("passkey", "accounts.passkey_known")
            .audit(act.audit("account.passkey_added", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }

    /// The passkeys of an account, the oldest first.
    pub async fn passkeys(&self, account: &AccountId) -> Result<Vec<Passkey>, StoreError> {
        let found: Vec<ListRow> = self.read(&LIST, Of { account: rows::account(account) }).await?;
        let passkey = |row: ListRow| Ok(Passkey { id: rows::key(&row.id)?, name: row.name, at: row.at.0, used_at: row.used_at.map(|at| at.0) });
        found.into_iter().map(passkey).collect()
    }

    /// What is needed to look at a passkey's answer.
    pub async fn passkey(&self, id: &str) -> Result<Option<KeptPasskey>, StoreError> {
        let row: Option<KeptRow> = self.read_option(&KEPT, One { id: record(id) }).await?;
        let kept =
            |row: KeptRow| Ok(KeptPasskey { id: rows::key(&row.id)?, account: rows::account_id(&row.account)?, key: row.key, state: row.state });
        row.map(kept).transpose()
    }

    /// Calls a passkey otherwise; one that is not the account's does not exist.
    pub async fn rename_passkey(&self, act: &Act<'_>, account: &AccountId, id: &str, name: &str) -> Result<(), StoreError> {
        let tx = Tx::new(&RENAME, act.now)
            .bind(RenameParams { id: record(id), account: rows::account(account), name: name.to_owned() })
            .audit(act.audit("account.passkey_renamed", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }

    /// Removes a passkey; one that is not the account's does not exist. Refused: `accounts.second_factor_needed`.
    pub async fn remove_passkey(&self, act: &Act<'_>, account: &AccountId, id: &str, device: &SignInId) -> Result<(), StoreError> {
        let params = RemoveParams {
            id: record(id),
            account: rows::account(account),
            device: sign_in::record(device),
            factor: super::second_factor::record(account),
        };
        let tx = Tx::new(&REMOVE, act.now).bind(params).audit(act.audit("account.passkey_removed", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }

    /// Signs a device in by a passkey that showed itself; `went_back` says that its counter did. Refused: `accounts.passkey_unknown`.
    pub async fn sign_in_with_passkey(
        &self,
        act: &Act<'_>,
        passkey: &str,
        state: &str,
        new: &NewSignIn,
        went_back: bool,
    ) -> Result<SignInId, StoreError> {
        let id = sign_in::id_of(new.cookie.reveal())?;
        let params = SignInParams {
            passkey: record(passkey),
            account: rows::account(&new.account),
            state: state.to_owned(),
            id: sign_in::record(&id),
            label: new.label.clone(),
            now: At(act.now),
        };
        let mut entry = act.audit("account.signed_in", format!("account:{}", new.account));
        entry = entry.detail("device", new.label.clone()).detail("second factor", "passkey");
        if went_back {
            entry = entry.detail("counter", "went back");
        }
        self.tx(Tx::new(&SIGN_IN, act.now).bind(params).audit(entry)).await?;
        Ok(id)
    }
}
