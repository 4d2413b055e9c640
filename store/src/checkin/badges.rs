//! Giving out badges, replacing them, and listing them for the desk and for devices that are offline.

use domain::checkin::{Badge, Code, Face, Reason, Standing};
use domain::kernel::ids::{BadgeId, RegistrationId};
use domain::kernel::text::fold;
use domain::registration::{Category, State};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use super::{badge, badge_id, face, holder, registration, registration_id};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::{Query, page};
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    WANTED.sample("{ limit: 100 }").tiny(&[("badge_wanted", "a note lives for about a second")]),
    WITHOUT.sample("{ limit: 100 }"),
    ISSUE.sample("{ badges: [], now: time::now() }"),
    MINE.sample("{ holder: badge_holder:a, registration: registration:a }"),
    LIST.sample("{ after: '', category: NONE, words: [' a'], standing: NONE, limit: 20 }"),
    REPLACE
        .sample("{ holder: badge_holder:a, registration: registration:a, badge: badge:a, code: 'c', number: 1, reason: 'lost', now: time::now() }"),
    OFFLINE,
];

const WANTED: Query = Query::read("checkin.wanted", "SELECT VALUE record::id(id) FROM badge_wanted LIMIT $limit");
const WITHOUT: Query = Query::read(
    "checkin.without_badge",
    "SELECT VALUE record::id(id) FROM registration WHERE state = 'approved' AND !record::exists(type::record('badge_holder', record::id(id)))
     LIMIT $limit",
);
const ISSUE: Query = Query::write(
    "checkin.issue",
    "FOR $new IN $badges {
        IF !record::exists($new.holder) AND (SELECT VALUE state FROM ONLY $new.registration) = 'approved' {
            CREATE $new.badge SET registration = $new.registration, code = $new.code, number = 1, live = true, issued_at = $now RETURN NONE;
            CREATE $new.holder SET badge = $new.badge, number = 1 RETURN NONE;
        };
        DELETE $new.wanted RETURN NONE;
     };
     true",
);
const MINE: Query = Query::read(
    "checkin.badge_of",
    "LET $of = (SELECT number, badge.code AS code, printed_at, printed_as FROM ONLY $holder);
     LET $row = (SELECT state, draft, crypto::sha256(array::join([draft.badge_name, draft.given_name, draft.family_name, draft.category,
        draft.city, draft.country, draft.organisation, draft.position], '\n')) AS shown FROM ONLY $registration);
     IF $of = NONE OR $row = NONE { NONE } ELSE {
        { registration: $registration, number: $of.number, code: $of.code, printed_at: $of.printed_at, printed_as: $of.printed_as,
          state: $row.state, draft: $row.draft, shown: $row.shown }
     }",
);
// The index gives the approved in the queue's order; the other filters thin them out on the way.
const LIST: Query = Query::read(
    "checkin.badges",
    "SELECT id AS registration, queue, state, draft, type::record('badge_holder', record::id(id)).{ number, printed_at, printed_as } AS of,
        crypto::sha256(array::join([draft.badge_name, draft.given_name, draft.family_name, draft.category,
            draft.city, draft.country, draft.organisation, draft.position], '\n')) AS shown
     FROM registration WHERE state = 'approved' AND queue > $after
        AND ($category ?? draft.category) = draft.category
        AND array::all($words, |$word| string::contains(words, $word))
        AND ($standing = NONE OR $standing = (
            IF type::record('badge_holder', record::id(id)).printed_as = NONE { 'new' }
            ELSE IF type::record('badge_holder', record::id(id)).printed_as = crypto::sha256(array::join([draft.badge_name, draft.given_name,
                draft.family_name, draft.category, draft.city, draft.country, draft.organisation, draft.position], '\n')) { 'printed' }
            ELSE { 'changed' }))
     ORDER BY queue LIMIT $limit",
);
const REPLACE: Query = Query::write(
    "checkin.replace",
    "LET $of = (SELECT badge, number FROM ONLY $holder);
     IF $of = NONE OR (SELECT VALUE state FROM ONLY $registration) != 'approved' { THROW 'checkin.no_badge' };
     IF $of.number != $number { THROW 'checkin.replaced_meanwhile' };
     UPDATE $of.badge SET live = false, voided_at = $now, reason = $reason RETURN NONE;
     CREATE $badge SET registration = $registration, code = $code, number = $number + 1, live = true, issued_at = $now RETURN NONE;
     UPDATE $holder SET badge = $badge, number = $number + 1, printed_at = NONE, printed_as = NONE RETURN NONE;
     true",
);
const OFFLINE: Query = Query::read(
    "checkin.offline_list",
    "RETURN {
        live: (SELECT record::id(id) AS badge, registration, registration.state AS state,
            registration.draft.{ badge_name, given_name, family_name, category, city, country } AS draft FROM badge WHERE live = true),
        void: (SELECT VALUE record::id(id) FROM badge WHERE live = false)
     }",
);

/// How many badges one transaction gives out.
const AT_ONCE: usize = 100;

/// Which badges the desk wants to see. An empty field does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BadgeFilter {
    /// As what the bearer takes part.
    pub category: Option<Category>,
    /// Whether it is printed.
    pub standing: Option<Standing>,
    /// Beginnings of words of name, city, organisation, address.
    pub words: String,
}

/// One badge of the desk's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgeRow {
    /// Whose it is.
    pub registration: RegistrationId,
    /// What is on it.
    pub face: Face,
    /// The how-manieth it is; `None` while the first one is being made.
    pub number: Option<u32>,
    /// Whether it is printed.
    pub standing: Standing,
    /// When it was last printed.
    pub printed_at: Option<Timestamp>,
}

/// One page of the desk's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgePage {
    /// The badges.
    pub rows: Vec<BadgeRow>,
    /// What to pass as `after` for the next page, if there is one.
    pub next: Option<String>,
}

/// A badge as devices keep it for when they are offline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The badge.
    pub badge: BadgeId,
    /// Whose it is.
    pub registration: RegistrationId,
    /// What is on it, as far as a station needs it.
    pub face: Face,
    /// Whether its bearer takes part.
    pub counts: bool,
}

/// Every badge, as devices keep them for when they are offline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfflineList {
    /// The badges that were not replaced.
    pub live: Vec<Listed>,
    /// Those that were.
    pub void: Vec<BadgeId>,
}

#[derive(SurrealValue)]
struct LimitParams {
    limit: i64,
}

#[derive(SurrealValue)]
struct NewBadge {
    wanted: RecordId,
    badge: RecordId,
    holder: RecordId,
    registration: RecordId,
    code: String,
}

#[derive(SurrealValue)]
struct IssueParams {
    badges: Vec<NewBadge>,
    now: At,
}

#[derive(SurrealValue)]
struct MineParams {
    holder: RecordId,
    registration: RecordId,
}

#[derive(SurrealValue)]
struct ListParams {
    after: String,
    category: Option<String>,
    words: Vec<String>,
    standing: Option<String>,
    limit: i64,
}

#[derive(SurrealValue)]
struct ReplaceParams {
    holder: RecordId,
    registration: RecordId,
    badge: RecordId,
    code: String,
    number: i64,
    reason: String,
    now: At,
}

#[derive(Debug, SurrealValue)]
struct MineRow {
    registration: RecordId,
    number: i64,
    code: String,
    printed_at: Option<At>,
    printed_as: Option<String>,
    state: String,
    draft: Json,
    shown: String,
}

#[derive(Debug, SurrealValue)]
struct OfRow {
    number: Option<i64>,
    printed_at: Option<At>,
    printed_as: Option<String>,
}

#[derive(Debug, SurrealValue)]
struct ListRow {
    registration: RecordId,
    queue: String,
    draft: Json,
    of: Option<OfRow>,
    shown: String,
}

#[derive(Debug, SurrealValue)]
struct LiveRow {
    badge: String,
    registration: RecordId,
    state: Option<String>,
    draft: Option<Json>,
}

#[derive(Debug, SurrealValue)]
struct OfflineRow {
    live: Vec<LiveRow>,
    void: Vec<String>,
}

fn standing(printed_as: Option<&str>, shown: &str) -> Standing {
    match printed_as {
        None => Standing::New,
        Some(printed) if printed == shown => Standing::Printed,
        Some(_) => Standing::Changed,
    }
}

fn number(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or(u32::MAX)
}

impl ListRow {
    fn row(self) -> Result<BadgeRow, StoreError> {
        let of = self.of.unwrap_or(OfRow { number: None, printed_at: None, printed_as: None });
        Ok(BadgeRow {
            registration: registration_id(&self.registration)?,
            face: face(Some(self.draft))?,
            number: of.number.map(number),
            standing: standing(of.printed_as.as_deref(), &self.shown),
            printed_at: of.printed_at.map(|at| at.0),
        })
    }
}

impl LiveRow {
    fn listed(self) -> Result<Listed, StoreError> {
        let badge = BadgeId::parse(&self.badge).map_err(|e| StoreError::shape("checkin.offline_list", e.to_string()))?;
        let counts = self.state.as_deref() == Some(State::Approved.code());
        Ok(Listed { badge, registration: registration_id(&self.registration)?, face: face(self.draft)?, counts })
    }
}

impl Store {
    /// Gives a badge to those who began to take part, or with `everybody` to everybody who takes part and has none; answers to how many.
    pub async fn issue_badges(&self, now: Timestamp, everybody: bool) -> Result<usize, StoreError> {
        let mut given = 0;
        loop {
            let params = LimitParams { limit: i64::try_from(AT_ONCE).unwrap_or(i64::MAX) };
            let without: Vec<String> = self.read(if everybody { &WITHOUT } else { &WANTED }, params).await?;
            if without.is_empty() {
                return Ok(given);
            }
            let id = |raw: &String| RegistrationId::parse(raw).map_err(|e| StoreError::shape("checkin.issue", e.to_string()));
            let badges = without.iter().map(|raw| new_badge(&id(raw)?)).collect::<Result<Vec<_>, StoreError>>()?;
            self.tx(Tx::new(&ISSUE, now).bind(IssueParams { badges, now: At(now) }).touches("checkin")).await?;
            given += without.len();
            if without.len() < AT_ONCE {
                return Ok(given);
            }
        }
    }

    /// The badge of a registration that counts; `None` while there is none.
    pub async fn badge_of(&self, id: &RegistrationId) -> Result<Option<Badge>, StoreError> {
        let row: Option<MineRow> = self.read_option(&MINE, MineParams { holder: holder(id), registration: registration(id) }).await?;
        row.map(|row| {
            Ok(Badge {
                registration: registration_id(&row.registration)?,
                number: number(row.number),
                code: Code::parse(&row.code).map_err(|_| StoreError::shape("checkin.badge_of", "a code that is none"))?,
                face: face(Some(row.draft))?,
                counts: row.state == State::Approved.code(),
                standing: standing(row.printed_as.as_deref(), &row.shown),
                printed_at: row.printed_at.map(|at| at.0),
            })
        })
        .transpose()
    }

    /// A page of everybody's badges, in the order in which registrations were handed in.
    pub async fn badges(&self, filter: &BadgeFilter, after: Option<&str>, limit: usize) -> Result<BadgePage, StoreError> {
        let words = fold(&filter.words);
        let params = ListParams {
            after: after.unwrap_or_default().to_owned(),
            category: filter.category.map(|c| c.code().to_owned()),
            words: words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| format!(" {w}")).collect(),
            standing: filter.standing.map(|s| s.code().to_owned()),
            limit: i64::try_from(limit + 1).unwrap_or(i64::MAX),
        };
        let (found, next) = page(self.read(&LIST, params).await?, limit, |row: &ListRow| row.queue.clone());
        Ok(BadgePage { rows: found.into_iter().map(ListRow::row).collect::<Result<_, _>>()?, next })
    }

    /// Gives out another badge in place of the one that was read; that one is void from now on.
    /// Refused: `checkin.no_badge`, `checkin.replaced_meanwhile`.
    pub async fn replace_badge(&self, act: &Act<'_>, id: &RegistrationId, read: u32, reason: Reason) -> Result<(), StoreError> {
        let new = new_badge(id)?;
        let params = ReplaceParams {
            holder: new.holder,
            registration: new.registration,
            badge: new.badge,
            code: new.code,
            number: i64::from(read),
            reason: reason.code().to_owned(),
            now: At(act.now),
        };
        let tx = Tx::new(&REPLACE, act.now)
            .bind(params)
            .once(act.once("checkin.replace", &[id.as_str(), &read.to_string(), reason.code()]))
            .audit(act.audit("checkin.badge_replaced", format!("registration:{id}")).detail("reason", reason.code()))
            .touches("checkin");
        self.tx(tx).await.map(drop)
    }

    /// What devices keep for when they are offline.
    pub async fn offline_list(&self) -> Result<OfflineList, StoreError> {
        let row: OfflineRow = self.read_one(&OFFLINE, ()).await?;
        let id = |raw: String| BadgeId::parse(&raw).map_err(|e| StoreError::shape("checkin.offline_list", e.to_string()));
        Ok(OfflineList {
            live: row.live.into_iter().map(LiveRow::listed).collect::<Result<_, _>>()?,
            void: row.void.into_iter().map(id).collect::<Result<_, _>>()?,
        })
    }
}

fn new_badge(id: &RegistrationId) -> Result<NewBadge, StoreError> {
    let code = Code::from_random(rand::random());
    let wanted = RecordId::new("badge_wanted", id.as_str());
    Ok(NewBadge { wanted, badge: badge(&badge_id(&code)?), holder: holder(id), registration: registration(id), code: code.to_string() })
}
