//! Needs of cities and what companies answer.
//!
//! Always holds: an answer is one record of need and company, made on the version that was read, so that two colleagues who answer at once make one;
//! every answer and every note writes the need's row, so that a need is closed as its city looked at it. What a city notes is in a table of its own,
//! which nothing reads that is for companies.

use domain::forum::Need;
use domain::forum::needs::{CityNeed, MOST_OF_A_CITY, NeedAnswer, NeedMark, NeedStanding, NeedWording, Outcome};
use domain::kernel::ids::{AccountId, CityId, CompanyId, NeedId, SolutionId};
use jiff::Timestamp;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};

use super::company_id;
use crate::accounts::rows::{key, parts};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    NEED.sample("{ id: city_need:a }"),
    OF_CITY.sample("{ city: 'a' }"),
    ANSWERS.sample("{ need: 'a' }"),
    ANSWERS_OF.sample("{ company: 'a' }"),
    MARKS.sample("{ need: 'a' }"),
    SAVE.sample(
        "{ id: city_need:a, city: 'a', wording: {}, published: {}, until: time::now(), by: 'a', version: 0, most: 30, now: time::now(), queue: 'q' }",
    ),
    OPEN.sample("{ id: city_need:a, version: 1, published: {}, now: time::now(), queue: 'q' }"),
    CLOSE.sample("{ id: city_need:a, key: 'a', version: 1, turn: 1, tell: true }"),
    ANSWER.sample(
        "{ id: city_need:a, key: 'a', answer: need_answer:['a', 'b'], of: company:b, company: 'b', text: 't', solution: NONE, by: 'a', version: 0,
           now: time::now() }",
    ),
    MARK.sample(
        "{ id: city_need:a, key: 'a', answer: need_answer:['a', 'b'], mark: need_mark:['a', 'b'], company: 'b', shortlisted: true, note: '' }",
    ),
];

const NEED: Query = Query::read("forum.need", "SELECT * FROM ONLY $id");
const OF_CITY: Query = Query::read("forum.needs_of", "SELECT * FROM city_need WHERE city = $city AND queue > '' ORDER BY queue DESC LIMIT 100");

/// How an answer is read: nothing of what the city notes.
macro_rules! answer {
    () => {
        "SELECT need, company, type::record('company', company).name AS company_name, text, solution, by, outcome, version, at FROM need_answer"
    };
}

const ANSWERS: Query =
    Query::read("forum.need_answers", concat!(answer!(), " WHERE need = $need AND at > d'1970-01-01T00:00:00Z' ORDER BY at LIMIT 500"));
const ANSWERS_OF: Query =
    Query::read("forum.need_answers_of", concat!(answer!(), " WHERE company = $company AND at > d'1970-01-01T00:00:00Z' ORDER BY at LIMIT 500"));
const MARKS: Query = Query::read("forum.need_marks", "SELECT company, shortlisted, note FROM need_mark WHERE need = $need");
const SAVE: Query = Query::write(
    "forum.need_save",
    "LET $row = (SELECT city, standing, version FROM ONLY $id);
     IF ($row.version ?? 0) != $version { THROW 'forum.changed_meanwhile' };
     IF $row = NONE {
        IF array::len(SELECT VALUE id FROM city_need WHERE city = $city AND queue > '') >= $most { THROW 'forum.too_many_slots' };
        CREATE $id SET city = $city, wording = $wording, shown = false, standing = 'draft', until = $until, by = $by, answers = 0, version = 1,
            turn = 0, at = $now, queue = $queue RETURN NONE;
     } ELSE {
        IF $row.city != $city { THROW 'not_found' };
        IF $row.standing = 'closed' { THROW 'forum.need_closed' };
        LET $shown = IF $row.standing = 'open' { $published } ELSE { NONE };
        UPDATE $id SET wording = $wording, published = $shown, until = $until, version += 1 RETURN NONE;
     };
     (SELECT * FROM ONLY $id)",
);
const OPEN: Query = Query::write(
    "forum.need_open",
    "LET $row = (SELECT standing, version, until FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.version != $version OR $row.standing != 'draft' { THROW 'forum.changed_meanwhile' };
     IF $row.until <= $now { THROW 'forum.need_closed' };
     UPDATE $id SET standing = 'open', published = $published, shown = true, version += 1, queue = $queue RETURN NONE;
     true",
);
const CLOSE: Query = Query::write(
    "forum.need_close",
    "LET $row = (SELECT standing, version, turn FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.version != $version OR $row.turn != $turn OR $row.standing != 'open' { THROW 'forum.changed_meanwhile' };
     UPDATE $id SET standing = 'closed', published = NONE, shown = false, version += 1 RETURN NONE;
     IF $tell {
        FOR $one IN (SELECT id, company FROM need_answer WHERE need = $key AND at > d'1970-01-01T00:00:00Z') {
            LET $chosen = (SELECT VALUE shortlisted FROM ONLY type::record('need_mark', [$key, $one.company])) = true;
            LET $outcome = IF $chosen { 'chosen' } ELSE { 'declined' };
            UPDATE $one.id SET outcome = $outcome RETURN NONE;
        };
     };
     true",
);
const ANSWER: Query = Query::write(
    "forum.need_answer",
    "LET $need = (SELECT standing, until FROM ONLY $id);
     IF $need = NONE OR $need.standing = 'draft' { THROW 'not_found' };
     IF $need.standing = 'closed' OR $need.until <= $now { THROW 'forum.need_closed' };
     IF (SELECT VALUE standing FROM ONLY $of) != 'published' { THROW 'forum.not_published' };
     LET $there = (SELECT VALUE version FROM ONLY $answer);
     IF $there != NONE AND $version = 0 { THROW 'forum.answered_already' };
     IF ($there ?? 0) != $version { THROW 'forum.changed_meanwhile' };
     UPSERT $answer SET need = $key, company = $company, text = $text, solution = $solution, by = $by, version = $version + 1, at = at ?? $now RETURN NONE;
     UPDATE $id SET answers += IF $there = NONE { 1 } ELSE { 0 }, turn += 1 RETURN NONE;
     true",
);
const MARK: Query = Query::write(
    "forum.need_mark",
    "LET $need = (SELECT standing FROM ONLY $id);
     IF $need = NONE OR (SELECT VALUE id FROM ONLY $answer) = NONE { THROW 'not_found' };
     UPSERT $mark SET need = $key, company = $company, shortlisted = $shortlisted, note = $note RETURN NONE;
     UPDATE $id SET turn += 1 RETURN NONE;
     true",
);

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct OfCity {
    city: String,
}

#[derive(SurrealValue)]
struct OfNeed {
    need: String,
}

#[derive(SurrealValue)]
struct OfCompany {
    company: String,
}

#[derive(SurrealValue)]
struct NeedRow {
    id: RecordId,
    city: String,
    wording: Json,
    standing: String,
    answers: i64,
    version: i64,
    turn: i64,
}

#[derive(SurrealValue)]
struct AnswerRow {
    need: String,
    company: String,
    company_name: Option<String>,
    text: String,
    solution: Option<String>,
    by: Option<String>,
    outcome: Option<String>,
    version: i64,
    at: At,
}

#[derive(SurrealValue)]
struct MarkRow {
    company: String,
    shortlisted: bool,
    note: String,
}

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    city: String,
    wording: Json,
    published: Json,
    until: At,
    by: Option<String>,
    version: i64,
    most: i64,
    now: At,
    queue: String,
}

#[derive(SurrealValue)]
struct OpenParams {
    id: RecordId,
    version: i64,
    published: Json,
    now: At,
    queue: String,
}

#[derive(SurrealValue)]
struct CloseParams {
    id: RecordId,
    key: String,
    version: i64,
    turn: i64,
    tell: bool,
}

#[derive(SurrealValue)]
struct AnswerParams {
    id: RecordId,
    key: String,
    answer: RecordId,
    of: RecordId,
    company: String,
    text: String,
    solution: Option<String>,
    by: Option<String>,
    version: i64,
    now: At,
}

#[derive(SurrealValue)]
struct MarkParams {
    id: RecordId,
    key: String,
    answer: RecordId,
    mark: RecordId,
    company: String,
    shortlisted: bool,
    note: String,
}

fn shape(what: &str) -> StoreError {
    StoreError::shape("forum.need", what)
}

fn number(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

fn record(id: &NeedId) -> RecordId {
    RecordId::new("city_need", id.as_str())
}

fn answer_record(need: &NeedId, company: &CompanyId) -> RecordId {
    parts("need_answer", [need.to_string(), company.to_string()])
}

fn queue(now: Timestamp, id: &NeedId) -> String {
    format!("{:020}-{id}", now.as_millisecond().max(0))
}

fn json(value: &impl serde::Serialize) -> Result<Json, StoreError> {
    serde_json::to_value(value).map_err(|e| shape(&e.to_string()))
}

fn by(act: &Act<'_>) -> Option<String> {
    act.actor.person().map(|person| person.account.to_string())
}

impl NeedRow {
    fn need(self) -> Result<CityNeed, StoreError> {
        Ok(CityNeed {
            id: NeedId::parse(&key(&self.id)?).map_err(|_| shape("the id"))?,
            city: CityId::parse(&self.city).map_err(|_| shape("the city"))?,
            wording: serde_json::from_value(self.wording).map_err(|e| shape(&e.to_string()))?,
            standing: NeedStanding::parse(&self.standing).ok_or_else(|| shape(&self.standing))?,
            answers: number(self.answers),
            version: number(self.version),
            turn: number(self.turn),
        })
    }
}

impl AnswerRow {
    fn answer(self) -> Result<NeedAnswer, StoreError> {
        Ok(NeedAnswer {
            need: NeedId::parse(&self.need).map_err(|_| shape("the need"))?,
            company: company_id(&self.company)?,
            company_name: self.company_name.unwrap_or_default(),
            text: self.text,
            solution: self.solution.map(|id| SolutionId::parse(&id).map_err(|_| shape("the solution"))).transpose()?,
            by: self.by.map(|id| AccountId::parse(&id).map_err(|_| shape("the writer"))).transpose()?,
            outcome: self.outcome.as_deref().and_then(Outcome::parse),
            version: number(self.version),
            at: self.at.0,
        })
    }
}

impl Store {
    /// A need as its city sees it.
    pub async fn need(&self, id: &NeedId) -> Result<Option<CityNeed>, StoreError> {
        let row: Option<NeedRow> = self.read_option(&NEED, One { id: record(id) }).await?;
        row.map(NeedRow::need).transpose()
    }

    /// The needs of a city, the newest first.
    pub async fn needs_of(&self, city: &CityId) -> Result<Vec<CityNeed>, StoreError> {
        let rows: Vec<NeedRow> = self.read(&OF_CITY, OfCity { city: city.to_string() }).await?;
        rows.into_iter().map(NeedRow::need).collect()
    }

    /// What companies answered to a need, the first one first.
    pub async fn need_answers(&self, need: &NeedId) -> Result<Vec<NeedAnswer>, StoreError> {
        let rows: Vec<AnswerRow> = self.read(&ANSWERS, OfNeed { need: need.to_string() }).await?;
        rows.into_iter().map(AnswerRow::answer).collect()
    }

    /// What a company answered, need by need.
    pub async fn need_answers_of(&self, company: &CompanyId) -> Result<Vec<NeedAnswer>, StoreError> {
        let rows: Vec<AnswerRow> = self.read(&ANSWERS_OF, OfCompany { company: company.to_string() }).await?;
        rows.into_iter().map(AnswerRow::answer).collect()
    }

    /// What a city noted about the answers to a need. For the city alone.
    pub async fn need_marks(&self, need: &NeedId) -> Result<BTreeMap<CompanyId, NeedMark>, StoreError> {
        let rows: Vec<MarkRow> = self.read(&MARKS, OfNeed { need: need.to_string() }).await?;
        rows.into_iter().map(|row| Ok((company_id(&row.company)?, NeedMark { shortlisted: row.shortlisted, note: row.note }))).collect()
    }

    /// Keeps what a city needs; the first save (`version` 0) begins it. `until` is the end of its last day. Refused: `forum.changed_meanwhile`,
    /// `forum.need_closed`, `forum.too_many_slots`.
    pub async fn save_need(
        &self,
        act: &Act<'_>,
        (city, city_name): (&CityId, &str),
        (id, version): (&NeedId, u32),
        wording: &NeedWording,
        until: Timestamp,
    ) -> Result<CityNeed, StoreError> {
        let published = Need { id: id.clone(), city: city.clone(), city_name: city_name.to_owned(), wording: wording.clone() };
        let said = json(wording)?;
        let params = SaveParams {
            id: record(id),
            city: city.to_string(),
            wording: said.clone(),
            published: json(&published)?,
            until: At(until),
            by: by(act),
            version: i64::from(version),
            most: i64::try_from(MOST_OF_A_CITY).unwrap_or(i64::MAX),
            now: At(act.now),
            queue: queue(act.now, id),
        };
        let tx = Tx::new(&SAVE, act.now)
            .bind(params)
            .once(act.once("forum.need_save", &[id.as_str(), &version.to_string(), &said.to_string()]))
            .audit(act.audit("forum.need_saved", format!("need:{id}")).detail("city", city.to_string()))
            .touches("forum")
            .public();
        self.tx(tx).await?.one::<NeedRow>()?.need()
    }

    /// Lets companies answer a need as it was read. Refused: `forum.changed_meanwhile`, `forum.need_closed` when its last day is over.
    pub async fn open_need(&self, act: &Act<'_>, of: &CityNeed, city_name: &str) -> Result<(), StoreError> {
        let id = &of.id;
        let published = Need { id: id.clone(), city: of.city.clone(), city_name: city_name.to_owned(), wording: of.wording.clone() };
        let version = i64::from(of.version);
        let params = OpenParams { id: record(id), version, published: json(&published)?, now: At(act.now), queue: queue(act.now, id) };
        let tx = Tx::new(&OPEN, act.now)
            .bind(params)
            .once(act.once("forum.need_open", &[id.as_str(), &version.to_string()]))
            .audit(act.audit("forum.need_opened", format!("need:{id}")))
            .touches("forum")
            .public();
        self.tx(tx).await.map(drop)
    }

    /// Closes a need as it was looked at; `tell` tells companies what became of their answers, with `mails`. Refused: `forum.changed_meanwhile`.
    pub async fn close_need(&self, act: &Act<'_>, of: &CityNeed, tell: bool, mails: Vec<Mail>) -> Result<(), StoreError> {
        let id = &of.id;
        let params = CloseParams { id: record(id), key: id.to_string(), version: i64::from(of.version), turn: i64::from(of.turn), tell };
        let mut tx = Tx::new(&CLOSE, act.now)
            .bind(params)
            .once(act.once("forum.need_close", &[id.as_str(), &of.version.to_string(), &of.turn.to_string(), &tell.to_string()]))
            .audit(act.audit("forum.need_closed", format!("need:{id}")).detail("told", tell))
            .touches("forum")
            .public();
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Answers for a company, or changes its answer (`version` is the one that was read, 0 for none), and queues `mails`. Refused:
    /// `forum.answered_already` when a colleague answered meanwhile, `forum.changed_meanwhile`, `forum.need_closed`, `forum.not_published`.
    pub async fn answer_need(
        &self,
        act: &Act<'_>,
        need: &NeedId,
        (company, version): (&CompanyId, u32),
        (text, solution): (&str, Option<&SolutionId>),
        mails: Vec<Mail>,
    ) -> Result<(), StoreError> {
        let solution = solution.map(ToString::to_string);
        let params = AnswerParams {
            id: record(need),
            key: need.to_string(),
            answer: answer_record(need, company),
            of: super::record(company),
            company: company.to_string(),
            text: text.to_owned(),
            solution: solution.clone(),
            by: by(act),
            version: i64::from(version),
            now: At(act.now),
        };
        let said = [need.as_str(), company.as_str(), &version.to_string(), text, solution.as_deref().unwrap_or_default()];
        let mut tx = Tx::new(&ANSWER, act.now)
            .bind(params)
            .once(act.once("forum.need_answer", &said))
            .audit(act.audit("forum.need_answered", format!("need:{need}")).detail("company", company.to_string()))
            .touches("forum");
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Notes for a city whether an answer is on the short list, and what the city thinks of it. Not found where the company did not answer.
    pub async fn mark_answer(&self, act: &Act<'_>, need: &NeedId, company: &CompanyId, mark: &NeedMark) -> Result<(), StoreError> {
        let params = MarkParams {
            id: record(need),
            key: need.to_string(),
            answer: answer_record(need, company),
            mark: parts("need_mark", [need.to_string(), company.to_string()]),
            company: company.to_string(),
            shortlisted: mark.shortlisted,
            note: mark.note.clone(),
        };
        let tx = Tx::new(&MARK, act.now)
            .bind(params)
            .once(act.once("forum.need_mark", &[need.as_str(), company.as_str(), &mark.shortlisted.to_string(), &mark.note]))
            .audit(act.audit("forum.need_marked", format!("need:{need}")))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }
}
