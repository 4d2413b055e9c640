//! The visa desk's side: the queue, one request, its steps, the letter.
//!
//! Always holds: a step is taken on the version that was read; issuing revokes the former letter; opening a passport or a letter writes a row of
//! the audit trail in the same transaction that answers with it.

use domain::accounts::Account;
use domain::kernel::ids::AccountId;
use domain::visa::{Action, Letter, LetterCode, Request, State, Step};
use surrealdb::types::{RecordId, SurrealValue};

use super::rows::{self, LetterRow, Row, columns};
use super::{codes, subject, target};
use crate::accounts::rows as accounts;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::{Query, page};
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    OF_STATE.sample("{ state: 'requested', after: '', limit: 20 }"),
    ALL.sample("{ after: '', limit: 20 }"),
    COUNTS.tiny(&[("visa_request", "one row a person who needs a visa, counted on one page of the visa desk")]),
    READ_PASSPORT.sample("{ id: visa_request:a }"),
    READ_LETTER.sample("{ id: visa_request:a }"),
    STEP.sample("{ id: visa_request:a, version: 1, from: ['requested'], state: 'documents_ok', message: NONE, revokes: false, now: time::now() }"),
    ISSUE.sample(
        "{ id: visa_request:a, letter: visa_letter:['a', 1], account: account:a, version: 1, from: ['documents_ok'], turn: 1,
           code: '00000000000000000000', says: 's', now: time::now() }",
    ),
];

const OF_STATE: Query = Query::read(
    "visa.of_state",
    concat!("SELECT ", columns!(), " FROM visa_request WHERE state = $state AND queue > $after ORDER BY queue LIMIT $limit"),
);
const ALL: Query = Query::read("visa.all", concat!("SELECT ", columns!(), " FROM visa_request WHERE queue > $after ORDER BY queue LIMIT $limit"));
const COUNTS: Query = Query::read("visa.counts", "SELECT state, count() AS number FROM visa_request GROUP BY state");
const READ_PASSPORT: Query = Query::write("visa.read_passport", "(SELECT VALUE passport FROM ONLY $id)");
const READ_LETTER: Query =
    Query::write("visa.read_letter", "(SELECT turn, number, code, issued_at, revoked_at, says FROM ONLY (SELECT VALUE letter FROM ONLY $id))");
const STEP: Query = Query::write(
    "visa.step",
    "LET $row = (SELECT state, version, letter FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state NOT IN $from { THROW 'visa.not_in_this_state' };
     IF $row.version != $version { THROW 'visa.changed_meanwhile' };
     UPDATE $id SET state = $state, version += 1, message = $message RETURN NONE;
     IF $revokes AND $row.letter != NONE { UPDATE $row.letter SET revoked_at = revoked_at ?? $now RETURN NONE };
     true",
);
const ISSUE: Query = Query::write(
    "visa.issue",
    "LET $row = (SELECT state, version, turn, letter, holds, registration, registration.state AS takes_part FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state NOT IN $from { THROW 'visa.not_in_this_state' };
     IF $row.version != $version OR $row.turn + 1 != $turn { THROW 'visa.changed_meanwhile' };
     IF !$row.holds { THROW 'visa.erased' };
     IF $row.takes_part != 'approved' { THROW 'visa.not_approved' };
     IF $row.letter != NONE { UPDATE $row.letter SET revoked_at = revoked_at ?? $now RETURN NONE };
     UPSERT visa_counter:letters SET number = (number ?? 0) + 1 RETURN NONE;
     CREATE $letter SET account = $account, registration = $row.registration, turn = $turn, code = $code, says = $says, issued_at = $now,
        number = (SELECT VALUE number FROM ONLY visa_counter:letters) RETURN NONE;
     UPDATE $id SET state = 'letter_issued', version += 1, turn = $turn, letter = $letter, message = NONE RETURN NONE;
     true",
);

/// One page of the queue, the longest waiting first.
#[derive(Debug, Clone, PartialEq)]
pub struct VisaPage {
    /// The requests.
    pub rows: Vec<Request>,
    /// What to pass as `after` for the next page, if there is one.
    pub next: Option<String>,
}

#[derive(SurrealValue)]
struct PageParams {
    state: Option<String>,
    after: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct Count {
    state: String,
    number: i64,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct StepParams {
    id: RecordId,
    version: i64,
    from: Vec<String>,
    state: String,
    message: Option<String>,
    revokes: bool,
    now: At,
}

#[derive(SurrealValue)]
struct IssueParams {
    id: RecordId,
    letter: RecordId,
    account: RecordId,
    version: i64,
    from: Vec<String>,
    turn: i64,
    code: String,
    says: String,
    now: At,
}

/// The verb of a step in the audit trail.
fn verb(action: Action) -> &'static str {
    match action {
        Action::Accept => "visa.documents_ok",
        Action::Ask => "visa.asked",
        Action::Decline => "visa.declined",
        Action::Issue => "visa.letter_issued",
        Action::Revoke => "visa.letter_revoked",
        Action::Request | Action::Cancel => "visa.changed",
    }
}

impl Store {
    /// A page of the visa desk's queue.
    pub async fn visa_requests(&self, state: Option<State>, after: Option<&str>, limit: usize) -> Result<VisaPage, StoreError> {
        let params = PageParams {
            state: state.map(|s| s.code().to_owned()),
            after: after.unwrap_or_default().to_owned(),
            limit: i64::try_from(limit + 1).unwrap_or(i64::MAX),
        };
        let query = if state.is_some() { &OF_STATE } else { &ALL };
        let (found, next) = page(self.read(query, params).await?, limit, |row: &Row| row.queue.clone());
        Ok(VisaPage { rows: found.into_iter().map(Row::request).collect::<Result<_, _>>()?, next })
    }

    /// How many requests there are in each state.
    pub async fn visa_counts(&self) -> Result<Vec<(State, u64)>, StoreError> {
        let counts: Vec<Count> = self.read(&COUNTS, ()).await?;
        let of = |state: State| counts.iter().find(|c| c.state == state.code()).map_or(0, |c| u64::try_from(c.number).unwrap_or(0));
        Ok(State::ALL.into_iter().map(|state| (state, of(state))).collect())
    }

    /// A request, with the account it belongs to.
    pub async fn visa_request_at_desk(&self, account: &AccountId) -> Result<Option<(Request, Account)>, StoreError> {
        let Some(request) = self.visa_request(account).await? else { return Ok(None) };
        Ok(self.account(account).await?.map(|account| (request, account)))
    }

    /// Opens a passport, sealed, for the desk, which the audit trail tells; `None` when it is erased.
    pub async fn read_passport(&self, act: &Act<'_>, account: &AccountId) -> Result<Option<String>, StoreError> {
        let tx = Tx::new(&READ_PASSPORT, act.now)
            .bind(One { id: rows::request(account) })
            .audit_when("$answer != NONE", act.audit("visa.passport_read", subject(account)));
        self.tx(tx).await?.option()
    }

    /// Opens what a letter says, sealed, for the desk, which the audit trail tells; without words once they are erased.
    pub async fn read_visa_letter(&self, act: &Act<'_>, account: &AccountId) -> Result<Option<(Letter, Option<String>)>, StoreError> {
        let tx = Tx::new(&READ_LETTER, act.now)
            .bind(One { id: rows::request(account) })
            .audit_when("$answer.says != NONE", act.audit("visa.passport_read", subject(account)).detail("in", "letter"));
        self.tx(tx).await?.option::<LetterRow>()?.map(LetterRow::letter).transpose()
    }

    /// Takes any step of the desk but issuing, on the version that was read, and queues `mail`; `message` is the step's, sealed.
    /// Refused: `visa.not_in_this_state`, `visa.changed_meanwhile`.
    pub async fn step_visa(
        &self,
        act: &Act<'_>,
        account: &AccountId,
        version: u32,
        step: &Step,
        message: Option<String>,
        mail: Mail,
    ) -> Result<(), StoreError> {
        let action = step.action();
        let params = StepParams {
            id: rows::request(account),
            version: i64::from(version),
            from: codes(action),
            state: target(action)?.code().to_owned(),
            message,
            revokes: action == Action::Revoke,
            now: At(act.now),
        };
        let tx = Tx::new(&STEP, act.now)
            .bind(params)
            .once(act.once("visa.step", &[account.as_str(), &version.to_string(), verb(action)]))
            .audit(act.audit(verb(action), subject(account)))
            .mail(mail)
            .touches("visa");
        self.tx(tx).await.map(drop)
    }

    /// Issues the letter of this turn, on the version that was read, revokes the former one and queues `mail`; `says` is what the letter says,
    /// sealed. Refused: `visa.not_in_this_state`, `visa.changed_meanwhile`, `visa.erased`, `visa.not_approved`.
    pub async fn issue_visa_letter(
        &self,
        act: &Act<'_>,
        account: &AccountId,
        version: u32,
        turn: u32,
        says: &str,
        mail: Mail,
    ) -> Result<(), StoreError> {
        let params = IssueParams {
            id: rows::request(account),
            letter: rows::letter_of(account, turn),
            account: accounts::account(account),
            version: i64::from(version),
            from: codes(Action::Issue),
            turn: i64::from(turn),
            code: LetterCode::from_bits(rand::random()).as_str().to_owned(),
            says: says.to_owned(),
            now: At(act.now),
        };
        let tx = Tx::new(&ISSUE, act.now)
            .bind(params)
            .once(act.once("visa.issue", &[account.as_str(), &version.to_string()]))
            .audit(act.audit(verb(Action::Issue), subject(account)))
            .mail(mail)
            .taken("visa_letter", "visa.changed_meanwhile")
            .touches("visa");
        self.tx(tx).await.map(drop)
    }
}
