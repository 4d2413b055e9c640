//! Registrations: the person's side and the desk's.
//!
//! Always holds: one registration an account, by its id; every change goes from a state that allows it, re-checked in the transaction; a
//! form that was filled against an older version changes nothing.

pub(crate) mod desk;

use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, RegistrationId};
use domain::kernel::text::fold;
use domain::registration::state::{allowed_from, next};
use domain::registration::{Action, Category, Draft, Refusal, Registration, State, Step, Summary};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};

use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

pub use desk::{DeskFilter, DeskPage};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    MINE.sample("{ id: registration:a }"),
    SAVE.sample("{ id: registration:a, account: account:a, lang: 'en', draft: {}, version: 0, from: ['draft'], now: time::now(), queue: 'q' }"),
    SUBMIT.sample("{ id: registration:a, version: 1, from: ['draft'], now: time::now(), queue: 'q', words: 'w' }"),
    STEP_BACK.sample("{ id: registration:a, from: ['draft'], state: 'withdrawn', desk: true }"),
];

const MINE: Query = Query::read("registration.mine", "SELECT * FROM ONLY $id");
const SAVE: Query = Query::write(
    "registration.save_step",
    "IF (SELECT VALUE body.registration_open FROM ONLY item:['event', 'main']) = false { THROW 'registration.closed' };
     LET $row = (SELECT state, version FROM ONLY $id);
     IF ($row.version ?? 0) != $version { THROW 'registration.changed_meanwhile' };
     IF $row = NONE {
        CREATE $id SET account = $account, lang = $lang, state = 'draft', draft = $draft, version = 1, created_at = $now, desk = false, queue = $queue, words = '' RETURN NONE;
     } ELSE {
        IF $row.state NOT IN $from { THROW 'registration.not_in_this_state' };
        UPDATE $id SET lang = $lang, draft = $draft, version += 1 RETURN NONE;
     };
     (SELECT * FROM ONLY $id)",
);
const SUBMIT: Query = Query::write(
    "registration.submit",
    "IF (SELECT VALUE body.registration_open FROM ONLY item:['event', 'main']) = false { THROW 'registration.closed' };
     LET $row = (SELECT state, version, account.verified_at AS verified_at FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state NOT IN $from { THROW 'registration.not_in_this_state' };
     IF $row.version != $version { THROW 'registration.changed_meanwhile' };
     IF $row.verified_at = NONE { THROW 'registration.not_verified' };
     UPDATE $id SET state = 'submitted', version += 1, submitted_at = $now, desk = true, queue = $queue, words = $words RETURN NONE;
     (SELECT * FROM ONLY $id)",
);
const STEP_BACK: Query = Query::write(
    "registration.step_back",
    "LET $row = (SELECT state, submitted_at FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state NOT IN $from { THROW 'registration.not_in_this_state' };
     UPDATE $id SET state = $state, version += 1, desk = ($desk AND submitted_at != NONE) RETURN NONE;
     (SELECT * FROM ONLY $id)",
);

#[derive(Debug, SurrealValue)]
pub(super) struct Row {
    id: RecordId,
    account: RecordId,
    lang: String,
    state: String,
    draft: Json,
    message: Option<String>,
    version: i64,
    created_at: At,
    submitted_at: Option<At>,
    decided_at: Option<At>,
    queue: String,
}

impl Row {
    pub(super) fn registration(self) -> Result<Registration, StoreError> {
        let shape = |e: String| StoreError::shape("registration.row", e);
        Ok(Registration {
            id: RegistrationId::parse(&key(&self.id)?).map_err(|e| shape(e.to_string()))?,
            account: AccountId::parse(&key(&self.account)?).map_err(|e| shape(e.to_string()))?,
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            state: State::parse(&self.state).ok_or_else(|| shape(self.state.clone()))?,
            draft: serde_json::from_value(self.draft).map_err(|e| shape(e.to_string()))?,
            message: self.message,
            version: u32::try_from(self.version).unwrap_or(u32::MAX),
            created_at: self.created_at.0,
            submitted_at: self.submitted_at.map(|at| at.0),
            decided_at: self.decided_at.map(|at| at.0),
        })
    }

    pub(super) fn summary(self) -> Result<Summary, StoreError> {
        let of = self.registration()?;
        Ok(Summary {
            id: of.id,
            name: of.draft.full_name(),
            city: of.draft.city.clone(),
            country: of.draft.country.clone(),
            category: Category::parse(&of.draft.category),
            state: of.state,
            submitted_at: of.submitted_at,
        })
    }
}

fn key(record: &RecordId) -> Result<String, StoreError> {
    match &record.key {
        RecordIdKey::String(key) => Ok(key.clone()),
        _ => Err(StoreError::shape("registration.id", "the key is not a text")),
    }
}

/// The record of an account's registration.
fn record(account: &str) -> RecordId {
    RecordId::new("registration", account)
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    account: RecordId,
    lang: String,
    draft: Json,
    version: i64,
    from: Vec<String>,
    now: At,
    queue: String,
}

#[derive(SurrealValue)]
struct SubmitParams {
    id: RecordId,
    version: i64,
    from: Vec<String>,
    now: At,
    queue: String,
    words: String,
}

#[derive(SurrealValue)]
struct StepBackParams {
    id: RecordId,
    from: Vec<String>,
    state: String,
    desk: bool,
}

/// The codes of the states from which an action is possible.
fn codes(action: Action) -> Vec<String> {
    allowed_from(action).into_iter().map(|s| s.code().to_owned()).collect()
}

/// The state an action leads to, whichever of its states it starts from.
fn target(action: Action) -> Result<State, StoreError> {
    let from = allowed_from(action).into_iter().next();
    from.and_then(|s| next(s, action).ok()).ok_or_else(|| StoreError::shape("registration.target", "an action that leads nowhere"))
}

/// The place in the queue: by time, then by id.
fn queue(now: Timestamp, account: &AccountId) -> String {
    format!("{:020}-{account}", now.as_millisecond().max(0))
}

/// What the desk's search looks at: every word folded, each after a space, so that the beginning of a word is found as ` word`.
fn words(draft: &Draft, email: &str) -> String {
    let text = fold(&[draft.full_name().as_str(), &draft.badge_name, &draft.city, &draft.organisation, email].join(" "));
    let mut out = String::from(" ");
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

impl Store {
    /// An account's own registration.
    pub async fn my_registration(&self, account: &AccountId) -> Result<Option<Registration>, StoreError> {
        let row: Option<Row> = self.read_option(&MINE, One { id: record(account.as_str()) }).await?;
        row.map(Row::registration).transpose()
    }

    /// Saves what was typed in one step; the first save begins the registration (`version` 0).
    /// Refused: `registration.closed`, `registration.changed_meanwhile`, `registration.not_in_this_state`.
    pub async fn save_step(
        &self,
        act: &Act<'_>,
        account: &AccountId,
        lang: Lang,
        step: Step,
        typed: &Draft,
        version: u32,
    ) -> Result<Registration, StoreError> {
        let mine = self.my_registration(account).await?;
        let draft = mine.map(|m| m.draft).unwrap_or_default().with_step(step, typed);
        let draft = serde_json::to_value(&draft).map_err(|e| StoreError::shape("registration.save_step", e.to_string()))?;
        let said: Vec<&str> = Draft::fields(step).iter().filter_map(|field| typed.get(field)).collect();
        let once = act.once(&format!("registration.save_step.{}", step.code()), &said);
        let params = SaveParams {
            id: record(account.as_str()),
            account: RecordId::new("account", account.as_str()),
            lang: lang.code().to_owned(),
            draft,
            version: i64::from(version),
            from: codes(Action::Save),
            now: At(act.now),
            queue: queue(act.now, account),
        };
        let entry = act.audit("registration.saved", format!("registration:{account}")).detail("step", step.code());
        let tx = Tx::new(&SAVE, act.now).bind(params).once(once).audit(entry).touches("registration");
        self.tx(tx).await?.one::<Row>()?.registration()
    }

    /// Hands the registration in, if nothing is missing, and queues `mail`. Refused: `registration.closed`, `registration.incomplete`,
    /// `registration.not_verified`, `registration.changed_meanwhile`, `registration.not_in_this_state`.
    pub async fn submit(&self, act: &Act<'_>, account: &AccountId, version: u32, mail: Mail) -> Result<Registration, StoreError> {
        let mine = self.my_registration(account).await?.ok_or(StoreError::NotFound)?;
        // What is checked here is what is handed in: the transaction refuses when the version is another one by then.
        if mine.state != State::Submitted && mine.draft.complete().is_err() {
            return Err(StoreError::Refused(Refusal::Incomplete.code().to_owned()));
        }
        let params = SubmitParams {
            id: record(account.as_str()),
            version: i64::from(version),
            from: codes(Action::Submit),
            now: At(act.now),
            queue: queue(act.now, account),
            words: words(&mine.draft, &mail.to),
        };
        let tx = Tx::new(&SUBMIT, act.now)
            .bind(params)
            .once(act.once("registration.submit", &[account.as_str(), &version.to_string()]))
            .audit(act.audit("registration.submitted", format!("registration:{account}")))
            .mail(mail)
            .touches("registration");
        self.tx(tx).await?.one::<Row>()?.registration()
    }

    /// Takes the registration back and queues `mail`. Refused: `registration.not_in_this_state`.
    pub async fn withdraw(&self, act: &Act<'_>, account: &AccountId, mail: Mail) -> Result<Registration, StoreError> {
        self.step_back(act, account, Action::Withdraw, "registration.withdrawn", Some(mail)).await
    }

    /// Opens the form again. Refused: `registration.not_in_this_state`.
    pub async fn reopen(&self, act: &Act<'_>, account: &AccountId) -> Result<Registration, StoreError> {
        self.step_back(act, account, Action::Reopen, "registration.reopened", None).await
    }

    async fn step_back(
        &self,
        act: &Act<'_>,
        account: &AccountId,
        action: Action,
        verb: &str,
        mail: Option<Mail>,
    ) -> Result<Registration, StoreError> {
        let state = target(action)?;
        let params = StepBackParams {
            id: record(account.as_str()),
            from: codes(action),
            state: state.code().to_owned(),
            desk: State::AT_THE_DESK.contains(&state),
        };
        let mut tx = Tx::new(&STEP_BACK, act.now)
            .bind(params)
            .once(act.once(verb, &[account.as_str()]))
            .audit(act.audit(verb, format!("registration:{account}")))
            .touches("registration");
        if let Some(mail) = mail {
            tx = tx.mail(mail);
        }
        self.tx(tx).await?.one::<Row>()?.registration()
    }
}
