//! The second factor: an authenticator app's secret, recovery codes, and sign-ins that wait for either.
//!
//! Always holds: the secret is sealed before it comes here; a code of the app is taken once, because its step of time has to be later than the
//! last one, and a recovery code once, because it goes away; both are written to the one record of the account's second factor, so that two who
//! use one code at once cannot both succeed. Without a second factor that is on, nobody signs in to an account that has one.

use domain::accounts::second_factor::{FRESH, PENDING};
use domain::kernel::ids::{AccountId, SignInId};
use domain::kernel::text::Email;
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::rows;
use super::secret::Secret;
use super::sign_in::{self, NewSignIn};
use crate::act::Act;
use crate::engine::audit::AuditEntry;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// Uses a code: what every text that asks for one begins with.
macro_rules! using_a_code {
    ($then:literal) => {
        concat!(
            "LET $own = (SELECT * FROM ONLY $factor);
             IF $own = NONE { THROW 'accounts.second_factor_off' };
             IF $step = NONE {
                IF $code NOT IN $own.codes { THROW 'accounts.wrong_code' };
                UPDATE $factor SET codes = array::complement(codes, [$code]) RETURN NONE
             } ELSE {
                IF $own.step >= $step { THROW 'accounts.code_used' };
                UPDATE $factor SET step = $step RETURN NONE
             };\n",
            $then
        )
    };
}

pub const QUERIES: &[Query] = &[
    FACTOR.sample("{ factor: second_factor:a }"),
    ENROL.sample(
        "{ factor: second_factor:a, account: account:a, keep: sign_in:a, secret: 's', step: 1, codes: ['h'], fresh: 'f', now: time::now(), until: time::now() }",
    ),
    KEPT.sample("{ factor: second_factor:a }"),
    RENEW.sample("{ factor: second_factor:a, step: 1, code: NONE, codes: ['h'], fresh: 'f', until: time::now() }"),
    TURN_OFF.sample("{ factor: second_factor:a, account: account:a, step: 1, code: NONE }"),
    RESET.sample("{ factor: second_factor:a, account: account:a }"),
    WAIT.sample("{ id: pending_sign_in:a, account: account:a, credential: credential:['a', 'password', '1'], secret: 's', until: time::now() }"),
    WAITING.sample("{ id: pending_sign_in:a, now: time::now() }"),
    PASS.sample(
        "{ pending: pending_sign_in:a, factor: second_factor:a, account: account:a, id: sign_in:a, label: 'l', step: 1, code: NONE, now: time::now() }",
    ),
];

const FACTOR: Query = Query::read("accounts.second_factor", "SELECT secret, array::len(codes) AS left, fresh, fresh_until, at FROM ONLY $factor");
const ENROL: Query = Query::write(
    "accounts.enrol_second_factor",
    "IF !record::exists($account) { THROW 'not_found' };
     IF record::exists($factor) { THROW 'accounts.second_factor_on' };
     LET $proved = (SELECT VALUE second_factor FROM ONLY $keep) ?? false;
     LET $has = array::len(SELECT VALUE id FROM passkey WHERE account = $account LIMIT 1) > 0;
     IF array::len($account.roles) > 0 AND $has AND !$proved { THROW 'accounts.second_factor_needed' };
     CREATE $factor SET secret = $secret, step = $step, codes = $codes, fresh = $fresh, fresh_until = $until, at = $now RETURN NONE;
     DELETE sign_in WHERE account = $account AND id != $keep RETURN NONE;
     UPDATE $keep SET second_factor = true WHERE account = $account RETURN NONE;
     true",
);
const KEPT: Query = Query::write("accounts.keep_recovery_codes", "UPDATE $factor SET fresh = NONE, fresh_until = NONE RETURN NONE; true");
const RENEW: Query = Query::write(
    "accounts.renew_recovery_codes",
    using_a_code!("UPDATE $factor SET codes = $codes, fresh = $fresh, fresh_until = $until RETURN NONE; true"),
);
const TURN_OFF: Query = Query::write(
    "accounts.turn_off_second_factor",
    using_a_code!(
        "IF !array::is_empty((SELECT VALUE roles FROM ONLY $account) ?? []) { THROW 'accounts.second_factor_needed' };
         DELETE $factor RETURN NONE;
         true"
    ),
);
const RESET: Query = Query::write(
    "accounts.reset_second_factor",
    "IF !record::exists($factor) AND array::len(SELECT VALUE id FROM passkey WHERE account = $account LIMIT 1) = 0 {
        THROW 'accounts.second_factor_off'
     };
     DELETE $factor RETURN NONE;
     DELETE passkey WHERE account = $account RETURN NONE;
     DELETE pending_sign_in WHERE account = $account RETURN NONE;
     DELETE sign_in WHERE account = $account RETURN NONE;
     true",
);
const WAIT: Query = Query::write(
    "accounts.wait_for_second_factor",
    "IF !record::exists($account) { THROW 'not_found' };
     IF $secret != NONE { UPDATE $credential SET secret = $secret RETURN NONE };
     CREATE $id SET account = $account, until = $until RETURN NONE;
     true",
);
const WAITING: Query = Query::read(
    "accounts.waiting_sign_in",
    "LET $waiting = (SELECT account, until FROM ONLY $id);
     IF $waiting = NONE OR $waiting.until <= $now { NONE } ELSE {
        {
            account: record::id($waiting.account),
            email: $waiting.account.email,
            secret: (SELECT VALUE secret FROM ONLY type::record('second_factor', record::id($waiting.account)))
        }
     }",
);
const PASS: Query = Query::write(
    "accounts.pass_second_factor",
    using_a_code!(
        "LET $waiting = (SELECT * FROM ONLY $pending);
         IF $waiting = NONE OR $waiting.until <= $now OR $waiting.account != $account { THROW 'accounts.sign_in_again' };
         DELETE $pending RETURN NONE;
         CREATE $id SET account = $account, label = $label, created_at = $now, seen_at = $now, second_factor = true RETURN NONE;
         true"
    ),
);

/// An account's second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The app's secret, sealed.
    pub secret: String,
    /// How many recovery codes are left.
    pub left: usize,
    /// New recovery codes that the person has not said to have kept, sealed, and until when they may be shown.
    pub fresh: Option<(String, Timestamp)>,
    /// Since when it is on.
    pub since: Timestamp,
}

/// A second factor to turn on.
#[derive(Debug, Clone)]
pub struct NewSecondFactor {
    /// The app's secret, sealed.
    pub secret: String,
    /// The step of time of the code that was shown.
    pub step: i64,
    /// The recovery codes.
    pub codes: NewCodes,
}

/// New recovery codes.
#[derive(Debug, Clone)]
pub struct NewCodes {
    /// Their digests.
    pub digests: Vec<String>,
    /// The codes themselves, sealed, to be shown until the person has kept them.
    pub fresh: String,
}

/// A code that fits as far as can be told without the store.
#[derive(Debug, Clone)]
pub enum Proof {
    /// The app's code of this step of time.
    App {
        /// The step.
        step: i64,
    },
    /// A recovery code.
    Recovery {
        /// Its digest.
        digest: String,
    },
}

impl Proof {
    fn parts(&self) -> (Option<i64>, Option<String>) {
        match self {
            Self::App { step } => (Some(*step), None),
            Self::Recovery { digest } => (None, Some(digest.clone())),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::App { .. } => "app",
            Self::Recovery { .. } => "recovery code",
        }
    }
}

/// A sign-in that waits for its second factor.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The account.
    pub account: AccountId,
    /// Its address.
    pub email: Email,
    /// The app's secret, sealed; `None` when the second factor was taken away meanwhile.
    pub secret: Option<String>,
}

#[derive(SurrealValue)]
struct Of {
    factor: RecordId,
}

#[derive(SurrealValue)]
struct FactorRow {
    secret: String,
    left: i64,
    fresh: Option<String>,
    fresh_until: Option<At>,
    at: At,
}

#[derive(SurrealValue)]
struct EnrolParams {
    factor: RecordId,
    account: RecordId,
    keep: RecordId,
    secret: String,
    step: i64,
    codes: Vec<String>,
    fresh: String,
    now: At,
    until: At,
}

#[derive(SurrealValue)]
struct RenewParams {
    factor: RecordId,
    step: Option<i64>,
    code: Option<String>,
    codes: Vec<String>,
    fresh: String,
    until: At,
}

#[derive(SurrealValue)]
struct OffParams {
    factor: RecordId,
    account: RecordId,
    step: Option<i64>,
    code: Option<String>,
}

#[derive(SurrealValue)]
struct ResetParams {
    factor: RecordId,
    account: RecordId,
}

#[derive(SurrealValue)]
struct WaitParams {
    id: RecordId,
    account: RecordId,
    credential: RecordId,
    secret: Option<String>,
    until: At,
}

#[derive(SurrealValue)]
struct WaitingParams {
    id: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct WaitingRow {
    account: String,
    email: String,
    secret: Option<String>,
}

#[derive(SurrealValue)]
struct PassParams {
    pending: RecordId,
    factor: RecordId,
    account: RecordId,
    id: RecordId,
    label: String,
    step: Option<i64>,
    code: Option<String>,
    now: At,
}

pub fn record(account: &AccountId) -> RecordId {
    RecordId::new("second_factor", account.as_str())
}

/// The waiting sign-in of a cookie: a digest, which does not lead back to the cookie.
fn pending(cookie: &str) -> RecordId {
    RecordId::new("pending_sign_in", Secret::digest(cookie))
}

fn fresh_until(now: Timestamp) -> At {
    At(now.saturating_add(FRESH).unwrap_or(now))
}

fn entry(act: &Act<'_>, verb: &str, account: &AccountId) -> AuditEntry {
    act.audit(verb, format!("account:{account}"))
}

impl Store {
    /// The second factor of an account, when it is on.
    pub async fn second_factor(&self, account: &AccountId) -> Result<Option<SecondFactor>, StoreError> {
        let row: Option<FactorRow> = self.read_option(&FACTOR, Of { factor: record(account) }).await?;
        Ok(row.map(|row| SecondFactor {
            secret: row.secret,
            left: usize::try_from(row.left).unwrap_or(0),
            fresh: row.fresh.zip(row.fresh_until.map(|at| at.0)),
            since: row.at.0,
        }))
    }

    /// Turns the second factor on, takes it as shown on the device `keep`, and signs the other devices out. Refused: `accounts.second_factor_on`;
    /// `accounts.second_factor_needed` for those who work here and have a passkey that they have not shown.
    pub async fn enrol_second_factor(
        &self,
        act: &Act<'_>,
        account: &AccountId,
        keep: &SignInId,
        new: NewSecondFactor,
        mail: Mail,
    ) -> Result<(), StoreError> {
        let params = EnrolParams {
            factor: record(account),
            account: rows::account(account),
            keep: sign_in::record(keep),
            secret: new.secret,
            step: new.step,
            codes: new.codes.digests,
            fresh: new.codes.fresh,
            now: At(act.now),
            until: fresh_until(act.now),
        };
        let tx = Tx::new(&ENROL, act.now)
            .bind(params)
            .once(act.once("accounts.enrol_second_factor", &[account.as_str()]))
            .audit(entry(act, "account.second_factor_on", account))
            .mail(mail);
        self.tx(tx).await.map(drop)
    }

    /// Forgets the new recovery codes' own letters: the person has kept them.
    pub async fn keep_recovery_codes(&self, act: &Act<'_>, account: &AccountId) -> Result<(), StoreError> {
        self.tx(Tx::new(&KEPT, act.now).bind(Of { factor: record(account) })).await.map(drop)
    }

    /// Replaces all recovery codes. Refused: `accounts.wrong_code`, `accounts.code_used`, `accounts.second_factor_off`.
    pub async fn renew_recovery_codes(&self, act: &Act<'_>, account: &AccountId, proof: &Proof, new: NewCodes) -> Result<(), StoreError> {
        let (step, code) = proof.parts();
        let params = RenewParams { factor: record(account), step, code, codes: new.digests, fresh: new.fresh, until: fresh_until(act.now) };
        let tx = Tx::new(&RENEW, act.now).bind(params).once(act.once("accounts.renew_recovery_codes", &[account.as_str()])).audit(entry(
            act,
            "account.recovery_codes_renewed",
            account,
        ));
        self.tx(tx).await.map(drop)
    }

    /// Turns the second factor off. Refused: `accounts.second_factor_needed` for those who work here, and as for a code.
    pub async fn turn_off_second_factor(&self, act: &Act<'_>, account: &AccountId, proof: &Proof, mail: Mail) -> Result<(), StoreError> {
        let (step, code) = proof.parts();
        let params = OffParams { factor: record(account), account: rows::account(account), step, code };
        let tx = Tx::new(&TURN_OFF, act.now)
            .bind(params)
            .once(act.once("accounts.turn_off_second_factor", &[account.as_str()]))
            .audit(entry(act, "account.second_factor_off", account))
            .mail(mail);
        self.tx(tx).await.map(drop)
    }

    /// Takes second factor and passkeys away from somebody who lost everything, and ends their sign-ins. Refused: `accounts.second_factor_off`.
    pub async fn reset_second_factor(&self, act: &Act<'_>, account: &AccountId, mail: Mail) -> Result<(), StoreError> {
        let tx = Tx::new(&RESET, act.now)
            .bind(ResetParams { factor: record(account), account: rows::account(account) })
            .audit(entry(act, "account.second_factor_reset", account))
            .mail(mail);
        self.tx(tx).await.map(drop)
    }

    /// Lets a sign-in wait for its second factor; with `rehash` the password's hash is replaced by a stronger one.
    pub async fn wait_for_second_factor(
        &self,
        act: &Act<'_>,
        account: &AccountId,
        cookie: &Secret,
        rehash: Option<String>,
    ) -> Result<(), StoreError> {
        let params = WaitParams {
            id: pending(cookie.reveal()),
            account: rows::account(account),
            credential: rows::password(account),
            secret: rehash,
            until: At(act.now.saturating_add(PENDING).unwrap_or(act.now)),
        };
        self.tx(Tx::new(&WAIT, act.now).bind(params)).await.map(drop)
    }

    /// The sign-in that waits with this cookie, while it may.
    pub async fn waiting_sign_in(&self, cookie: &str, now: Timestamp) -> Result<Option<Waiting>, StoreError> {
        let row: Option<WaitingRow> = self.read_option(&WAITING, WaitingParams { id: pending(cookie), now: At(now) }).await?;
        let Some(row) = row else { return Ok(None) };
        let shape = |what: String| StoreError::shape(WAITING.name, what);
        let account = AccountId::parse(&row.account).map_err(|e| shape(e.to_string()))?;
        let email = Email::parse(&row.email).map_err(|_| shape("an account's address cannot be read".to_owned()))?;
        Ok(Some(Waiting { account, email, secret: row.secret }))
    }

    /// Signs the device of a waiting sign-in in. Refused: `accounts.sign_in_again`, `accounts.wrong_code`, `accounts.code_used`,
    /// `accounts.second_factor_off`.
    pub async fn pass_second_factor(&self, act: &Act<'_>, waiting: &str, new: &NewSignIn, proof: &Proof) -> Result<SignInId, StoreError> {
        let id = sign_in::id_of(new.cookie.reveal())?;
        let (step, code) = proof.parts();
        let params = PassParams {
            pending: pending(waiting),
            factor: record(&new.account),
            account: rows::account(&new.account),
            id: sign_in::record(&id),
            label: new.label.clone(),
            step,
            code,
            now: At(act.now),
        };
        let entry = entry(act, "account.signed_in", &new.account).detail("device", new.label.clone()).detail("second factor", proof.kind());
        self.tx(Tx::new(&PASS, act.now).bind(params).audit(entry)).await?;
        Ok(id)
    }
}
