//! Registrations: the person's side, the desk's, the cities' and their delegations'.
//!
//! Always holds: one registration an account, by its id; every change goes from a state that allows it, on the version that was read; a form
//! that was filled against an older version changes nothing.

pub(crate) mod change;
pub(crate) mod city;
pub(crate) mod delegation;
pub(crate) mod desk;
pub(crate) mod erasure;
pub(crate) mod listed;
pub(crate) mod seats;
pub(crate) mod twins;

use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, CityId, PoolId, RegistrationId};
use domain::kernel::text::fold;
use domain::registration::city::{name_key, words_of};
use domain::registration::form::SENSITIVE;
use domain::registration::state::{allowed_from, next, revised};
use domain::registration::{Action, Category, Draft, Refusal, Registration, State, Step, Summary};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};

use crate::IdempotencyKey;
use crate::accounts::rows::parts;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use change::Circumstances;

pub use change::Letters;
pub use delegation::Member;
pub use desk::{DeskFilter, DeskPage};
pub use twins::{Merge, Twin};

/// The texts of this module.
pub const QUERIES: &[Query] =
    &[SAVE.sample("{ id: registration:a, account: account:a, lang: 'en', draft: {}, version: 0, from: ['draft'], now: time::now(), queue: 'q' }")];

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

/// A registration as it is kept.
#[derive(Clone, Debug, SurrealValue)]
pub(crate) struct Row {
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
    approved: Option<Json>,
    pool: Option<String>,
    until: Option<At>,
    city: Option<String>,
    counted: Option<String>,
    by: Option<RecordId>,
    desk: bool,
    queue: String,
    words: String,
    city_name: Option<String>,
}

impl Row {
    pub(crate) fn registration(self) -> Result<Registration, StoreError> {
        let shape = |e: String| StoreError::shape("registration.row", e);
        let account = |record: &RecordId| AccountId::parse(&key(record)?).map_err(|e| shape(e.to_string()));
        Ok(Registration {
            id: RegistrationId::parse(&key(&self.id)?).map_err(|e| shape(e.to_string()))?,
            account: account(&self.account)?,
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            state: State::parse(&self.state).ok_or_else(|| shape(self.state.clone()))?,
            draft: serde_json::from_value(self.draft).map_err(|e| shape(e.to_string()))?,
            message: self.message,
            version: u32::try_from(self.version).unwrap_or(u32::MAX),
            created_at: self.created_at.0,
            submitted_at: self.submitted_at.map(|at| at.0),
            decided_at: self.decided_at.map(|at| at.0),
            city: self.city.map(|c| CityId::parse(&c)).transpose().map_err(|e| shape(e.to_string()))?,
            by: self.by.as_ref().map(account).transpose()?,
            approved: self.approved.map(serde_json::from_value).transpose().map_err(|e| shape(e.to_string()))?,
            offer_until: self.until.map(|at| at.0),
        })
    }

    /// When it was last decided, which for a question is when it was asked.
    pub(crate) fn asked_at(&self) -> Option<Timestamp> {
        self.decided_at.map(|at| at.0)
    }

    pub(crate) fn summary(self) -> Result<Summary, StoreError> {
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

    fn typed(&self) -> Result<Draft, StoreError> {
        serde_json::from_value(self.draft.clone()).map_err(|e| StoreError::shape("registration.draft", e.to_string()))
    }

    fn state(&self) -> Result<State, StoreError> {
        State::parse(&self.state).ok_or_else(|| StoreError::shape("registration.state", self.state.clone()))
    }

    /// The pool in which the person holds or waits for a place.
    fn pool(&self) -> Result<Option<PoolId>, StoreError> {
        self.pool.as_deref().map(PoolId::parse).transpose().map_err(|e| StoreError::shape("registration.pool", e.to_string()))
    }

    /// The row that follows this one, in another state.
    fn becomes(&self, state: State) -> Self {
        Self { state: state.code().to_owned(), version: self.version + 1, until: None, ..self.clone() }
    }

    /// The same with other answers, and all that is derived from them.
    fn answers(self, draft: &Draft, address: &str) -> Result<Self, StoreError> {
        Ok(Self { draft: json(draft)?, words: words(draft, address), city_name: Some(name_key(&draft.country, &draft.city)), ..self })
    }

    /// The record that knows the registrations which may be of the same person: by country, city and name.
    fn twins(&self) -> Result<RecordId, StoreError> {
        let draft = self.typed()?;
        Ok(parts("twins", [name_key(&draft.country, &draft.city), words_of(&draft.full_name())]))
    }
}

fn json(draft: &Draft) -> Result<Json, StoreError> {
    serde_json::to_value(draft).map_err(|e| StoreError::shape("registration.draft", e.to_string()))
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

/// The codes of the states from which an action is possible.
fn codes(action: Action) -> Vec<String> {
    allowed_from(action).into_iter().map(|s| s.code().to_owned()).collect()
}

/// The place in the queue: by time, then by id.
fn queue(now: Timestamp, account: &str) -> String {
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
        self.registration_row(account.as_str()).await?.map(Row::registration).transpose()
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
        let params = SaveParams {
            id: record(account.as_str()),
            account: RecordId::new("account", account.as_str()),
            lang: lang.code().to_owned(),
            draft: json(&draft)?,
            version: i64::from(version),
            from: codes(Action::Save),
            now: At(act.now),
            queue: queue(act.now, account.as_str()),
        };
        let entry = act.audit("registration.saved", format!("registration:{account}")).detail("step", step.code());
        let tx = Tx::new(&SAVE, act.now).bind(params).once(said_in_step(act, "save_step", step, typed)).audit(entry).touches("registration");
        self.tx(tx).await?.one::<Row>()?.registration()
    }

    /// Changes answers of a registration that was approved. What the approval rests on goes to the desk once more; the place stays until then.
    /// Refused: `registration.closed`, `registration.changed_meanwhile`, `registration.not_in_this_state`, `registration.fixed_while_waiting`.
    pub async fn amend(&self, act: &Act<'_>, account: &AccountId, step: Step, typed: &Draft, version: u32) -> Result<Registration, StoreError> {
        let once = said_in_step(act, "amend", step, typed);
        let row = match self.at_version(account.as_str(), Action::Amend, version).await? {
            Ok(row) => row,
            Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
        };
        let (before, state) = (row.typed()?, row.state()?);
        let draft = before.clone().with_step(step, typed);
        let changed = draft.changed(&before);
        let sensitive = changed.iter().any(|field| SENSITIVE.contains(field));
        let to = match revised(state, sensitive) {
            Ok(to) => to,
            Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
        };
        let email = self.address(account).await?;
        let mut after = row.becomes(to).answers(&draft, &email)?;
        after.until = row.until;
        if sensitive {
            after.submitted_at = Some(At(act.now));
            after.queue = queue(act.now, account.as_str());
        }
        let entry = act.audit("registration.amended", format!("registration:{account}")).detail("fields", changed.join(", "));
        let about = Circumstances { once, entry, moves: Vec::new(), opened: true, letters: None, mails: Vec::new() };
        self.change(act, after, about).await?.registration()
    }

    /// Hands the registration in, if nothing is missing, and queues `mail`. It waits for the head of the delegation where the city wants that,
    /// else for the desk. Refused: `registration.closed`, `registration.incomplete`, `registration.not_verified`,
    /// `registration.changed_meanwhile`, `registration.not_in_this_state`, `registration.city_full`.
    pub async fn submit(&self, act: &Act<'_>, account: &AccountId, version: u32, mail: Mail) -> Result<Registration, StoreError> {
        let once = act.once("registration.submit", &[account.as_str(), &version.to_string()]);
        let row = match self.at_version(account.as_str(), Action::Submit, version).await? {
            Ok(row) => row,
            Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
        };
        let draft = row.typed()?;
        let refusal = match self.account(account).await? {
            _ if draft.complete().is_err() => Some(Refusal::Incomplete),
            Some(account) if account.verified_at.is_none() => Some(Refusal::NotVerified),
            _ => None,
        };
        if let Some(refusal) = refusal {
            return self.refuse_registration(once, refusal.code()).await?.registration();
        }
        let endorsed = self.city_named(&draft.country, &draft.city).await?.is_some_and(|city| city.facts.endorses);
        let mut after = row.becomes(if endorsed { State::WithCity } else { State::Submitted }).answers(&draft, &mail.to)?;
        after.submitted_at = Some(At(act.now));
        after.desk = true;
        after.queue = queue(act.now, account.as_str());
        let entry = act.audit("registration.submitted", format!("registration:{account}"));
        let about = Circumstances { once, entry, moves: Vec::new(), opened: true, letters: None, mails: vec![mail] };
        self.change(act, after, about).await?.registration()
    }

    /// Opens the form again. Refused: `registration.not_in_this_state`.
    pub async fn reopen(&self, act: &Act<'_>, account: &AccountId) -> Result<Registration, StoreError> {
        let once = act.once("registration.reopened", &[account.as_str()]);
        let row = match self.in_state(account.as_str(), Action::Reopen).await? {
            Ok(row) => row,
            Err(refusal) => return self.refuse_registration(once, refusal.code()).await?.registration(),
        };
        let after = Row { desk: false, ..row.becomes(State::Draft) };
        let entry = act.audit("registration.reopened", format!("registration:{account}"));
        let about = Circumstances { once, entry, moves: Vec::new(), opened: false, letters: None, mails: Vec::new() };
        self.change(act, after, about).await?.registration()
    }

    /// A registration as it is, when its state allows the action.
    async fn in_state(&self, id: &str, action: Action) -> Result<Result<Row, Refusal>, StoreError> {
        let row = self.registration_row(id).await?.ok_or(StoreError::NotFound)?;
        Ok(next(row.state()?, action).map(|_| row))
    }

    /// The same, when it is the version that somebody looked at too.
    async fn at_version(&self, id: &str, action: Action, version: u32) -> Result<Result<Row, Refusal>, StoreError> {
        let found = self.in_state(id, action).await?;
        Ok(found.and_then(|row| if row.version == i64::from(version) { Ok(row) } else { Err(Refusal::ChangedMeanwhile) }))
    }

    async fn address(&self, account: &AccountId) -> Result<String, StoreError> {
        Ok(self.account(account).await?.map(|a| a.email).unwrap_or_default())
    }
}

/// The key of a request that says the fields of a step.
fn said_in_step(act: &Act<'_>, verb: &str, step: Step, typed: &Draft) -> Option<IdempotencyKey> {
    let said: Vec<&str> = Draft::fields(step).iter().filter_map(|field| typed.get(field)).collect();
    act.once(&format!("registration.{verb}.{}", step.code()), &said)
}
