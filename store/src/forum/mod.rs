//! The City Digital Solutions Forum: companies on their way from the application to the public page.
//!
//! Always holds: a step is made from the version that was read; who applies administers the company; what the public sees of a company ends in the
//! transaction that withdraws it.

pub mod consent;
pub(crate) mod erasure;
pub mod favourites;
pub mod lead_desk;
pub(crate) mod lead_erasure;
pub mod leads;
pub mod meetings;
pub(crate) mod meetings_erasure;
pub mod needs;
pub(crate) mod needs_erasure;
pub mod people;
pub mod plan;
pub mod profile;
pub mod sights;
pub mod views;
pub mod visits;

use domain::forum::{Application, Company, CompanyRole, Standing, Step};
use domain::kernel::ids::{AccountId, BoothId, CompanyId};
use domain::kernel::text::fold;
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use crate::accounts::rows::{account, key};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::{Query, page};
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    COMPANY.sample("{ id: company:a }"),
    OF_ACCOUNT.sample("{ account: account:a }"),
    IN_STANDING.sample("{ standing: 'submitted', after: '', limit: 20 }"),
    NAMED.sample("{ name_key: 'a' }"),
    APPLY.sample(
        "{ id: company:a, member: company_member:['a', account:a], account: account:a, company: 'a', name: 'A', name_key: 'a', application: {}, now: time::now(), queue: 'q' }",
    ),
    SAVE.sample("{ id: company:a, version: 1, name: 'A', name_key: 'a', application: {}, open: ['draft'] }"),
    STEP.sample(
        "{ id: company:a, profile: company_profile:a, version: 1, from: ['submitted'], to: 'rejected', reason: NONE, queue: 'q', terms: NONE, by: account:a, now: time::now() }",
    ),
];

const COMPANY: Query = Query::read("forum.company", "SELECT * FROM ONLY $id");
const OF_ACCOUNT: Query = Query::read(
    "forum.companies_of",
    "SELECT role, since, type::record('company', company).* AS company FROM company_member
     WHERE account = $account AND since > d'1970-01-01T00:00:00Z' ORDER BY since LIMIT 50",
);
const IN_STANDING: Query =
    Query::read("forum.companies_in", "SELECT * FROM company WHERE standing = $standing AND queue > $after ORDER BY queue LIMIT $limit");
const NAMED: Query = Query::read("forum.companies_named", "SELECT * FROM company WHERE name_key = $name_key LIMIT 10");
const APPLY: Query = Query::write(
    "forum.apply",
    "IF record::exists($id) { THROW 'forum.changed_meanwhile' };
     CREATE $id SET name = $name, name_key = $name_key, standing = 'draft', application = $application, version = 1, people = 1, at = $now,
        queue = $queue RETURN NONE;
     CREATE $member SET company = $company, account = $account, role = 'admin', since = $now RETURN NONE;
     (SELECT * FROM ONLY $id)",
);
const SAVE: Query = Query::write(
    "forum.save_application",
    "LET $row = (SELECT version, standing FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.version != $version { THROW 'forum.changed_meanwhile' };
     IF $row.standing NOT IN $open { THROW 'forum.not_now' };
     UPDATE $id SET name = $name, name_key = $name_key, application = $application, version += 1 RETURN NONE;
     (SELECT * FROM ONLY $id)",
);
const STEP: Query = Query::write(
    "forum.step",
    concat!(
        "LET $row = (SELECT version, standing FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.version != $version { THROW 'forum.changed_meanwhile' };
     IF $row.standing NOT IN $from { THROW 'forum.not_now' };
     IF $to = 'withdrawn' {",
        plan::free_booth!(),
        "};
     IF $to = 'published' AND (SELECT VALUE approved FROM ONLY $profile) = NONE { THROW 'forum.profile_incomplete' };
     UPDATE $id SET standing = $to, reason = $reason, queue = $queue, version += 1 RETURN NONE;
     IF $terms != NONE { UPDATE $id SET terms = $terms, terms_by = $by, terms_at = $now RETURN NONE };
     (SELECT * FROM ONLY $id)"
    ),
);

#[derive(SurrealValue)]
struct CompanyRow {
    id: RecordId,
    name: String,
    standing: String,
    application: Json,
    reason: Option<String>,
    terms: Option<String>,
    booth: Option<String>,
    version: i64,
    at: At,
    queue: String,
}

impl CompanyRow {
    fn company(self) -> Result<Company, StoreError> {
        Ok(Company {
            id: company_id(&key(&self.id)?)?,
            name: self.name,
            standing: Standing::parse(&self.standing).ok_or_else(|| shape(&self.standing))?,
            application: serde_json::from_value(self.application).map_err(|e| shape(&e.to_string()))?,
            reason: self.reason,
            terms: self.terms,
            booth: self.booth.map(|id| BoothId::parse(&id).map_err(|_| shape("the booth"))).transpose()?,
            version: u32::try_from(self.version.max(0)).unwrap_or(u32::MAX),
            at: self.at.0,
        })
    }
}

#[derive(SurrealValue)]
struct OfAccountRow {
    role: String,
    company: CompanyRow,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct OfAccount {
    account: RecordId,
}

#[derive(SurrealValue)]
struct InStanding {
    standing: String,
    after: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct Named {
    name_key: String,
}

#[derive(SurrealValue)]
struct ApplyParams {
    id: RecordId,
    member: RecordId,
    account: RecordId,
    company: String,
    name: String,
    name_key: String,
    application: Json,
    now: At,
    queue: String,
}

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    version: i64,
    name: String,
    name_key: String,
    application: Json,
    open: Vec<String>,
}

#[derive(SurrealValue)]
struct StepParams {
    id: RecordId,
    profile: RecordId,
    version: i64,
    from: Vec<String>,
    to: String,
    reason: Option<String>,
    queue: String,
    terms: Option<String>,
    by: Option<RecordId>,
    now: At,
}

fn shape(what: &str) -> StoreError {
    StoreError::shape("forum.company", what)
}

pub(crate) fn company_id(raw: &str) -> Result<CompanyId, StoreError> {
    CompanyId::parse(raw).map_err(|_| shape("the id"))
}

/// The record of a company.
pub(crate) fn record(id: &CompanyId) -> RecordId {
    RecordId::new("company", id.as_str())
}

/// The record of somebody's belonging to a company.
pub(crate) fn member(id: &CompanyId, who: &AccountId) -> RecordId {
    RecordId::new("company_member", Array::from(vec![Value::String(id.to_string()), Value::RecordId(account(who))]))
}

fn queue(now: Timestamp, id: &CompanyId) -> String {
    format!("{:020}-{id}", now.as_millisecond().max(0))
}

fn role(code: &str) -> Result<CompanyRole, StoreError> {
    CompanyRole::parse(code).ok_or_else(|| shape(code))
}

impl Store {
    /// A company.
    pub async fn company(&self, id: &CompanyId) -> Result<Option<Company>, StoreError> {
        let row: Option<CompanyRow> = self.read_option(&COMPANY, One { id: record(id) }).await?;
        row.map(CompanyRow::company).transpose()
    }

    /// The companies that somebody belongs to, with what they may do there.
    pub async fn companies_of(&self, who: &AccountId) -> Result<Vec<(Company, CompanyRole)>, StoreError> {
        let rows: Vec<OfAccountRow> = self.read(&OF_ACCOUNT, OfAccount { account: account(who) }).await?;
        rows.into_iter().map(|row| Ok((row.company.company()?, role(&row.role)?))).collect()
    }

    /// A page of the companies of one standing, those that wait longest first; the second value is what to pass as `after` for the next page.
    pub async fn companies_in(&self, standing: Standing, after: Option<&str>, limit: usize) -> Result<(Vec<Company>, Option<String>), StoreError> {
        let params = InStanding {
            standing: standing.code().to_owned(),
            after: after.unwrap_or_default().to_owned(),
            limit: i64::try_from(limit + 1).unwrap_or(i64::MAX),
        };
        let (rows, next) = page(self.read(&IN_STANDING, params).await?, limit, |row: &CompanyRow| row.queue.clone());
        Ok((rows.into_iter().map(CompanyRow::company).collect::<Result<_, _>>()?, next))
    }

    /// Companies of the same name, however it is written.
    pub async fn companies_named(&self, name: &str) -> Result<Vec<Company>, StoreError> {
        let rows: Vec<CompanyRow> = self.read(&NAMED, Named { name_key: fold(name) }).await?;
        rows.into_iter().map(CompanyRow::company).collect()
    }

    /// Begins a company's application; the one who acts administers it.
    pub async fn apply_company(&self, act: &Act<'_>, id: &CompanyId, name: &str, application: &Application) -> Result<Company, StoreError> {
        let person = act.actor.person().ok_or(StoreError::NotFound)?;
        let json = serde_json::to_value(application).map_err(|e| shape(&e.to_string()))?;
        let said = json.to_string();
        let params = ApplyParams {
            id: record(id),
            member: member(id, &person.account),
            account: account(&person.account),
            company: id.to_string(),
            name: name.to_owned(),
            name_key: fold(name),
            application: json,
            now: At(act.now),
            queue: queue(act.now, id),
        };
        let tx = Tx::new(&APPLY, act.now)
            .bind(params)
            .once(act.once("forum.apply", &[name, &said]))
            .audit(act.audit("forum.company_begun", format!("company:{id}")))
            .touches("forum");
        self.tx(tx).await?.one::<CompanyRow>()?.company()
    }

    /// Keeps a company's application as long as nobody has accepted it. Refused: `forum.changed_meanwhile`, `forum.not_now`.
    pub async fn save_application(
        &self,
        act: &Act<'_>,
        id: &CompanyId,
        version: u32,
        name: &str,
        application: &Application,
    ) -> Result<Company, StoreError> {
        let json = serde_json::to_value(application).map_err(|e| shape(&e.to_string()))?;
        let said = json.to_string();
        let open = Standing::ALL.into_iter().filter(|s| s.is_applying()).map(|s| s.code().to_owned()).collect();
        let params = SaveParams { id: record(id), version: i64::from(version), name: name.to_owned(), name_key: fold(name), application: json, open };
        let tx = Tx::new(&SAVE, act.now)
            .bind(params)
            .once(act.once("forum.save_application", &[id.as_str(), &version.to_string(), name, &said]))
            .audit(act.audit("forum.application_saved", format!("company:{id}")))
            .touches("forum");
        self.tx(tx).await?.one::<CompanyRow>()?.company()
    }

    /// Makes a step, with a reason or the version of the terms where it has one; queues `mails`. Refused: `forum.changed_meanwhile`,
    /// `forum.not_now`.
    pub async fn step_company(
        &self,
        act: &Act<'_>,
        (id, version): (&CompanyId, u32),
        step: Step,
        reason: Option<&str>,
        terms: Option<&str>,
        mails: Vec<Mail>,
    ) -> Result<Company, StoreError> {
        let params = StepParams {
            id: record(id),
            profile: profile::record(id),
            version: i64::from(version),
            from: step.from().iter().map(|s| s.code().to_owned()).collect(),
            to: step.to().code().to_owned(),
            reason: reason.map(str::to_owned),
            queue: queue(act.now, id),
            terms: terms.map(str::to_owned),
            by: act.actor.person().map(|person| account(&person.account)),
            now: At(act.now),
        };
        let mut entry = act.audit("forum.company_stepped", format!("company:{id}")).detail("step", step.code());
        if let Some(reason) = reason {
            entry = entry.detail("reason", reason);
        }
        let said = [id.as_str(), &version.to_string(), step.code(), reason.unwrap_or_default(), terms.unwrap_or_default()];
        let mut tx = Tx::new(&STEP, act.now).bind(params).once(act.once("forum.step", &said)).audit(entry).touches("forum");
        if matches!(step, Step::Publish | Step::Withdraw) {
            tx = tx.public();
        }
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await?.one::<CompanyRow>()?.company()
    }
}
