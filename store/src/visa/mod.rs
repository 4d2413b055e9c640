//! Letters for visas: the person's side, what anybody may check, and the erasure. The desk's side is in `desk`.
//!
//! Always holds: one request an account, by its id; a letter is one record whose code answers until the registrations go; what a passport says comes here sealed
//! and leaves through three verbs only: to its person, to the desk together with a row of the audit trail, and never after its erasure. It is in
//! no kept answer of a repeated request, and no digest of it is kept either: passport numbers are few enough to be guessed from one.

pub(crate) mod desk;
pub(crate) mod erasure;
mod rows;

use domain::kernel::Lang;
use domain::kernel::ids::AccountId;
use domain::visa::state::{allowed_from, next};
use domain::visa::{Action, Letter, LetterCode, Request, State, Validity};
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use crate::accounts::rows as accounts;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use rows::{LetterRow, Row, columns};

pub use desk::VisaPage;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    MINE.sample("{ id: visa_request:a }"),
    PASSPORT.sample("{ id: visa_request:a }"),
    LETTER.sample("{ id: visa_request:a }"),
    CHECK.sample("{ code: '00000000000000000000' }"),
    ASK.sample(
        "{ id: visa_request:a, account: account:a, registration: registration:a, lang: 'en', passport: 's', version: 0, from: ['asked'],
           now: time::now(), queue: 'q' }",
    ),
    CANCEL.sample("{ id: visa_request:a, account: account:a, from: ['requested'], now: time::now() }"),
    DUE.sample("{ limit: 10 }"),
    ERASE.sample("{ id: visa_request:a, account: account:a, now: time::now() }"),
];

const MINE: Query = Query::read("visa.mine", concat!("SELECT ", columns!(), " FROM ONLY $id"));
const PASSPORT: Query = Query::read("visa.passport", "SELECT VALUE passport FROM ONLY $id");
const LETTER: Query =
    Query::read("visa.letter", "SELECT turn, number, code, issued_at, revoked_at, says FROM ONLY (SELECT VALUE letter FROM ONLY $id)");
// A letter of somebody who does not take part any more is as good as revoked.
const CHECK: Query = Query::read(
    "visa.check",
    "SELECT VALUE revoked_at = NONE AND registration.state NOT IN ['withdrawn', 'rejected', 'superseded'] FROM visa_letter WHERE code = $code LIMIT 1",
);
const ASK: Query = Query::write(
    "visa.ask",
    "IF (SELECT VALUE state FROM ONLY $registration) != 'approved' { THROW 'visa.not_approved' };
     LET $row = (SELECT state, version FROM ONLY $id);
     IF ($row.version ?? 0) != $version { THROW 'visa.changed_meanwhile' };
     IF $row = NONE {
        CREATE $id SET account = $account, registration = $registration, lang = $lang, state = 'requested', passport = $passport, holds = true,
            version = 1, requested_at = $now, turn = 0, queue = $queue RETURN NONE;
     } ELSE {
        IF $row.state NOT IN $from { THROW 'visa.not_in_this_state' };
        UPDATE $id SET lang = $lang, state = 'requested', passport = $passport, holds = true, message = NONE, erased_at = NONE, version += 1,
            requested_at = $now, queue = $queue RETURN NONE;
     };
     true",
);
// What is cancelled needs no passport any more.
const CANCEL: Query = Query::write(
    "visa.cancel",
    "LET $row = (SELECT state, letter FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state NOT IN $from { THROW 'visa.not_in_this_state' };
     UPDATE $id SET state = 'cancelled', version += 1, message = NONE, passport = NONE, holds = false, erased_at = $now RETURN NONE;
     IF $row.letter != NONE { UPDATE $row.letter SET revoked_at = revoked_at ?? $now RETURN NONE };
     UPDATE visa_letter SET says = NONE WHERE account = $account RETURN NONE;
     true",
);
const DUE: Query = Query::read("visa.due", "SELECT VALUE account FROM visa_request WHERE holds = true ORDER BY queue LIMIT $limit");
const ERASE: Query = Query::write(
    "visa.erase",
    "LET $row = (SELECT holds FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     LET $held = $row.holds;
     UPDATE $id SET passport = NONE, message = NONE, holds = false, version += 1, erased_at = erased_at ?? $now RETURN NONE;
     UPDATE visa_letter SET says = NONE WHERE account = $account RETURN NONE;
     $held",
);

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct CheckParams {
    code: String,
}

#[derive(SurrealValue)]
struct AskParams {
    id: RecordId,
    account: RecordId,
    registration: RecordId,
    lang: String,
    passport: String,
    version: i64,
    from: Vec<String>,
    now: At,
    queue: String,
}

#[derive(SurrealValue)]
struct CancelParams {
    id: RecordId,
    account: RecordId,
    from: Vec<String>,
    now: At,
}

#[derive(SurrealValue)]
struct DueParams {
    limit: i64,
}

#[derive(SurrealValue)]
struct EraseParams {
    id: RecordId,
    account: RecordId,
    now: At,
}

/// The codes of the states from which an action is possible.
fn codes(action: Action) -> Vec<String> {
    allowed_from(action).into_iter().map(|s| s.code().to_owned()).collect()
}

/// The state an action leads to, whichever of its states it starts from.
fn target(action: Action) -> Result<State, StoreError> {
    let from = allowed_from(action).into_iter().next();
    from.and_then(|s| next(s, action).ok()).ok_or_else(|| StoreError::shape("visa.target", "an action that leads nowhere"))
}

/// The place in the queue: by time, then by id.
fn queue(now: Timestamp, account: &AccountId) -> String {
    format!("{:020}-{account}", now.as_millisecond().max(0))
}

/// How the audit trail calls a request.
fn subject(account: &AccountId) -> String {
    format!("visa:{account}")
}

impl Store {
    /// An account's request.
    pub async fn visa_request(&self, account: &AccountId) -> Result<Option<Request>, StoreError> {
        let row: Option<Row> = self.read_option(&MINE, One { id: rows::request(account) }).await?;
        row.map(Row::request).transpose()
    }

    /// What an account's passport says, sealed, for the person itself; `None` when there is nothing or it is erased.
    pub async fn my_passport(&self, account: &AccountId) -> Result<Option<String>, StoreError> {
        self.read_option(&PASSPORT, One { id: rows::request(account) }).await
    }

    /// An account's last letter and what it says, sealed, for the person itself; without words once they are erased.
    pub async fn my_visa_letter(&self, account: &AccountId) -> Result<Option<(Letter, Option<String>)>, StoreError> {
        let row: Option<LetterRow> = self.read_option(&LETTER, One { id: rows::request(account) }).await?;
        row.map(LetterRow::letter).transpose()
    }

    /// What anybody may know of a letter.
    pub async fn check_letter(&self, code: &LetterCode) -> Result<Validity, StoreError> {
        let valid: Option<bool> = self.read_option(&CHECK, CheckParams { code: code.as_str().to_owned() }).await?;
        Ok(match valid {
            Some(true) => Validity::Valid,
            Some(false) => Validity::Revoked,
            None => Validity::Unknown,
        })
    }

    /// Asks for a letter (`version` 0) or sends the passport again, sealed, and queues `mail`. Answers whether this repeats an earlier call with the
    /// same key, whose passport was kept: whether it is the same one only the caller can say.
    /// Refused: `visa.not_approved`, `visa.changed_meanwhile`, `visa.not_in_this_state`.
    pub async fn ask_visa(
        &self,
        act: &Act<'_>,
        account: &AccountId,
        lang: Lang,
        version: u32,
        passport: &str,
        mail: Mail,
    ) -> Result<bool, StoreError> {
        let params = AskParams {
            id: rows::request(account),
            account: accounts::account(account),
            registration: RecordId::new("registration", account.as_str()),
            lang: lang.code().to_owned(),
            passport: passport.to_owned(),
            version: i64::from(version),
            from: codes(Action::Request),
            now: At(act.now),
            queue: queue(act.now, account),
        };
        let tx = Tx::new(&ASK, act.now)
            .bind(params)
            .once(act.once("visa.ask", &[account.as_str(), &version.to_string()]))
            .audit(act.audit("visa.requested", subject(account)))
            .mail(mail)
            .touches("visa");
        Ok(self.tx(tx).await?.repeated)
    }

    /// Takes the request back, with its letter, erases the passport and queues `mail`. Refused: `visa.not_in_this_state`.
    pub async fn cancel_visa(&self, act: &Act<'_>, account: &AccountId, mail: Mail) -> Result<(), StoreError> {
        let params = CancelParams { id: rows::request(account), account: accounts::account(account), from: codes(Action::Cancel), now: At(act.now) };
        let tx = Tx::new(&CANCEL, act.now)
            .bind(params)
            .once(act.once("visa.cancel", &[account.as_str()]))
            .audit(act.audit("visa.cancelled", subject(account)))
            .mail(mail)
            .touches("visa");
        self.tx(tx).await.map(drop)
    }

    /// Accounts whose passport data are still there, the oldest first.
    pub async fn passports_held(&self, limit: usize) -> Result<Vec<AccountId>, StoreError> {
        let due: Vec<RecordId> = self.read(&DUE, DueParams { limit: i64::try_from(limit).unwrap_or(i64::MAX) }).await?;
        due.iter().map(accounts::account_id).collect()
    }

    /// Erases what is known of an account's passport, in the request and in its letters, which can still be checked.
    pub async fn erase_passport(&self, act: &Act<'_>, account: &AccountId) -> Result<(), StoreError> {
        let tx = Tx::new(&ERASE, act.now)
            .bind(EraseParams { id: rows::request(account), account: accounts::account(account), now: At(act.now) })
            .audit_when("$answer = true", act.audit("visa.passport_erased", subject(account)))
            .touches("visa");
        self.tx(tx).await.map(drop)
    }
}
