//! Decisions on many registrations: the list, carrying it out, undoing it.
//!
//! Always holds: one record a list and one record a registration on it, both with ids that follow from the request; each registration is
//! decided or put back in one transaction that writes its record on the list, so that carrying out and undoing cannot both pass it, whoever
//! works at the same time; a registration is put back only in the transaction that takes its waiting letter away.

use domain::kernel::actor::{Actor, Person, Role};
use domain::kernel::ids::{AccountId, BulkId, RegistrationId, SignInId};
use domain::organiser::bulk::{Bulk, BulkItem, Fate, Stage, UNDO, Why};
use domain::registration::state::next;
use domain::registration::{Decision, Draft, Notice, Refusal, State};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use super::{key, limited};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::registration::Letters;
use crate::registration::listed::{Listed, MAILED, NO_PLACE, OVER, Was};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    BEGIN.sample("{ bulk: bulk:a, by: 'a', now: time::now(), decision: 'approve', message: NONE, filter: '' }"),
    VERSIONS.sample("{ ids: [registration:a] }"),
    GATHER.sample("{ bulk: bulk:a, rows: [] }"),
    READY.sample("{ bulk: bulk:a }"),
    ONE.sample("{ bulk: bulk:a }"),
    RECENT.sample("{ limit: 5 }"),
    AT_WORK,
    COUNTS.sample("{ bulk: bulk:a }"),
    ITEMS.sample("{ bulk: bulk:a, after: 0, limit: 20 }"),
    ITEMS_OF.sample("{ bulk: bulk:a, fate: 'waiting', after: 0, limit: 20 }"),
    CONFIRM.sample("{ bulk: bulk:a, now: time::now(), until: time::now() }"),
    SKIP.sample("{ bulk: bulk:a, item: bulk_item:['a', 'b'], why: 'state' }"),
    UNDO_ALL.sample("{ bulk: bulk:a, by: 'a', now: time::now() }"),
    LISTED.sample("{ item: bulk_item:['a', 'b'] }"),
    CANCEL.sample("{ bulk: bulk:a, item: bulk_item:['a', 'b'] }"),
    KEEP.sample("{ bulk: bulk:a, item: bulk_item:['a', 'b'], letter: outbox:a, why: 'changed', stays: false }"),
    FINISH.sample("{ bulk: bulk:a }"),
    FORGET.sample("{ before: time::now(), stage: 'preview', bulk: bulk:a }"),
];

const BEGIN: Query = Query::write(
    "organiser.bulk_begin",
    "IF !record::exists($bulk) {
        CREATE $bulk SET by = $by, at = $now, decision = $decision, message = $message, filter = $filter, stage = 'gathering' RETURN NONE;
     };
     true",
);
const VERSIONS: Query = Query::read("organiser.bulk_versions", "SELECT id, state, version FROM $ids WHERE desk = true");
const GATHER: Query = Query::write(
    "organiser.bulk_gather",
    "IF (SELECT VALUE stage FROM ONLY $bulk) = 'gathering' { INSERT IGNORE INTO bulk_item $rows RETURN NONE };
     true",
);
const READY: Query = Query::write("organiser.bulk_ready", "UPDATE $bulk SET stage = 'preview' WHERE stage = 'gathering' RETURN NONE; true");
const ONE: Query = Query::read("organiser.bulk", "SELECT * FROM ONLY $bulk");
const RECENT: Query = Query::read("organiser.bulk_recent", "SELECT * FROM bulk WHERE at > d'1970-01-01T00:00:00Z' ORDER BY at DESC LIMIT $limit");
const AT_WORK: Query = Query::read(
    "organiser.bulk_at_work",
    "array::concat((SELECT * FROM bulk WHERE stage = 'applying' ORDER BY at), (SELECT * FROM bulk WHERE stage = 'undoing' ORDER BY at))",
);
const COUNTS: Query = Query::read("organiser.bulk_counts", "SELECT fate, count() AS number FROM bulk_item WHERE bulk = $bulk GROUP BY fate");
const ITEMS: Query = Query::read(
    "organiser.bulk_items",
    "SELECT ord, fate, why, version, after, registration, registration.draft AS draft, registration.state AS state, registration.version AS now
     FROM bulk_item WHERE bulk = $bulk AND ord > $after ORDER BY ord LIMIT $limit",
);
const ITEMS_OF: Query = Query::read(
    "organiser.bulk_items_of",
    "SELECT ord, fate, why, version, after, registration, registration.draft AS draft, registration.state AS state, registration.version AS now
     FROM bulk_item WHERE bulk = $bulk AND fate = $fate AND ord > $after ORDER BY ord LIMIT $limit",
);
const CONFIRM: Query = Query::write(
    "organiser.bulk_confirm",
    "LET $stage = (SELECT VALUE stage FROM ONLY $bulk);
     IF $stage = NONE { THROW 'not_found' };
     IF $stage != 'preview' { THROW 'organiser.not_in_this_state' };
     UPDATE $bulk SET stage = 'applying', at = $now, until = $until RETURN NONE;
     true",
);
const SKIP: Query = Query::write(
    "organiser.bulk_skip",
    "IF (SELECT VALUE stage FROM ONLY $bulk) = 'applying' { UPDATE $item SET fate = 'skipped', why = $why WHERE fate = 'waiting' RETURN NONE };
     true",
);
const UNDO_ALL: Query = Query::write(
    "organiser.bulk_undo",
    "LET $row = (SELECT stage, until FROM ONLY $bulk);
     IF $row = NONE { THROW 'not_found' };
     IF $row.stage NOT IN ['applying', 'done'] { THROW 'organiser.not_in_this_state' };
     IF $row.until <= $now { THROW 'organiser.window_over' };
     UPDATE $bulk SET stage = 'undoing', undone_by = $by RETURN NONE;
     true",
);
const LISTED: Query = Query::read("organiser.bulk_item", "SELECT fate, version, before, after FROM ONLY $item");
const CANCEL: Query = Query::write(
    "organiser.bulk_cancel",
    "IF (SELECT VALUE stage FROM ONLY $bulk) = 'undoing' { UPDATE $item SET fate = 'cancelled' WHERE fate = 'waiting' RETURN NONE };
     true",
);
// A letter that waits goes also where somebody changed the registration since, because it no longer says what is so.
const KEEP: Query = Query::write(
    "organiser.bulk_keep",
    "IF (SELECT VALUE stage FROM ONLY $bulk) = 'undoing' AND (SELECT VALUE fate FROM ONLY $item) = 'applied' {
        LET $waits = ((SELECT VALUE state FROM ONLY $letter) ?? 'queued') = 'queued';
        IF $waits AND !$stays { DELETE $letter RETURN NONE };
        UPDATE $item SET why = IF $waits { $why } ELSE { 'mailed' }, fate = 'kept' RETURN NONE;
     };
     true",
);
const FINISH: Query = Query::write(
    "organiser.bulk_finish",
    "LET $waiting = (SELECT VALUE ord FROM bulk_item WHERE bulk = $bulk AND fate = 'waiting' LIMIT 1);
     LET $applied = (SELECT VALUE ord FROM bulk_item WHERE bulk = $bulk AND fate = 'applied' LIMIT 1);
     IF array::is_empty($waiting) {
        UPDATE $bulk SET stage = 'done' WHERE stage = 'applying' RETURN NONE;
        IF array::is_empty($applied) { UPDATE $bulk SET stage = 'undone' WHERE stage = 'undoing' RETURN NONE };
     };
     true",
);
const FORGET: Query = Query::write(
    "organiser.bulk_forget",
    "FOR $stage IN ['gathering', 'preview'] {
        FOR $bulk IN (SELECT VALUE id FROM bulk WHERE stage = $stage AND at < $before LIMIT 20) {
            DELETE bulk_item WHERE bulk = $bulk RETURN NONE;
            DELETE $bulk RETURN NONE;
        };
     };
     true",
);

#[derive(SurrealValue)]
struct BeginParams {
    bulk: RecordId,
    by: String,
    now: At,
    decision: String,
    message: Option<String>,
    filter: String,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct VersionRow {
    id: RecordId,
    state: String,
    version: i64,
}

#[derive(SurrealValue)]
struct NewItem {
    id: RecordId,
    bulk: RecordId,
    ord: i64,
    registration: RecordId,
    version: i64,
    fate: String,
    why: Option<String>,
}

#[derive(SurrealValue)]
struct GatherParams {
    bulk: RecordId,
    rows: Vec<NewItem>,
}

#[derive(SurrealValue)]
struct Of {
    bulk: RecordId,
}

#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

#[derive(SurrealValue)]
struct Row {
    id: RecordId,
    by: String,
    at: At,
    decision: String,
    message: Option<String>,
    filter: String,
    stage: String,
    until: Option<At>,
    undone_by: Option<String>,
}

#[derive(SurrealValue)]
struct Count {
    fate: String,
    number: i64,
}

#[derive(SurrealValue)]
struct ItemsParams {
    bulk: RecordId,
    after: i64,
    limit: i64,
}

#[derive(SurrealValue)]
struct ItemsOfParams {
    bulk: RecordId,
    fate: String,
    after: i64,
    limit: i64,
}

#[derive(SurrealValue)]
struct ItemRow {
    ord: i64,
    fate: String,
    why: Option<String>,
    version: i64,
    after: Option<i64>,
    registration: RecordId,
    draft: Option<Json>,
    state: Option<String>,
    now: Option<i64>,
}

#[derive(SurrealValue)]
struct ConfirmParams {
    bulk: RecordId,
    now: At,
    until: At,
}

#[derive(SurrealValue)]
struct SkipParams {
    bulk: RecordId,
    item: RecordId,
    why: String,
}

#[derive(SurrealValue)]
struct UndoParams {
    bulk: RecordId,
    by: String,
    now: At,
}

#[derive(SurrealValue)]
struct OneItem {
    item: RecordId,
}

#[derive(SurrealValue)]
struct ListedRow {
    fate: String,
    version: i64,
    before: Option<Was>,
    after: Option<i64>,
}

#[derive(SurrealValue)]
struct KeepParams {
    bulk: RecordId,
    item: RecordId,
    letter: RecordId,
    why: String,
    stays: bool,
}

#[derive(SurrealValue)]
struct Before {
    before: At,
}

impl Row {
    fn bulk(self) -> Result<Bulk, StoreError> {
        let shape = |what: &str| StoreError::shape("organiser.bulk", what.to_owned());
        Ok(Bulk {
            id: BulkId::parse(&key(&self.id)?).map_err(|_| shape("id"))?,
            by: self.by,
            at: self.at.0,
            decision: Decision::parse(&self.decision, self.message.as_deref().unwrap_or_default()).map_err(|_| shape("decision"))?,
            filter: self.filter,
            stage: Stage::parse(&self.stage).ok_or_else(|| shape("stage"))?,
            until: self.until.map(|at| at.0),
            undone_by: self.undone_by,
        })
    }
}

impl ItemRow {
    fn item(self) -> Result<BulkItem, StoreError> {
        let shape = |what: &str| StoreError::shape("organiser.bulk_item", what.to_owned());
        let draft: Draft = self.draft.map(serde_json::from_value).transpose().map_err(|_| shape("draft"))?.unwrap_or_default();
        let known = self.after.unwrap_or(self.version);
        Ok(BulkItem {
            ord: u32::try_from(self.ord).unwrap_or(u32::MAX),
            registration: RegistrationId::parse(&key(&self.registration)?).map_err(|_| shape("registration"))?,
            name: draft.full_name(),
            city: draft.city,
            fate: Fate::parse(&self.fate).ok_or_else(|| shape("fate"))?,
            why: self.why.as_deref().and_then(Why::parse),
            state: self.state.as_deref().and_then(State::parse),
            changed: self.now != Some(known),
        })
    }
}

/// Why a registration is left out or not put back, from the refusal; what is no refusal stays an error.
fn why_not(error: StoreError) -> Result<Why, StoreError> {
    match &error {
        StoreError::NotFound => Ok(Why::Gone),
        StoreError::Refused(code) if code == MAILED => Ok(Why::Mailed),
        StoreError::Refused(code) if code == NO_PLACE || code == Refusal::CityFull.code() => Ok(Why::Place),
        StoreError::Refused(code) if code == Refusal::ChangedMeanwhile.code() => Ok(Why::Changed),
        StoreError::Refused(_) => Ok(Why::State),
        StoreError::Busy | StoreError::Broken(_) => Err(error),
    }
}

/// The organiser as the audit trail knows them; the program where that is nobody.
fn actor(by: &str) -> Actor {
    match (AccountId::parse(by), SignInId::parse("list")) {
        (Ok(account), Ok(sign_in)) if by != "system" => {
            Actor::Person(Person { account, sign_in, roles: vec![Role::Organiser], verified: true, second_factor: true, acting_for: None })
        }
        _ => Actor::System,
    }
}

fn record(id: &BulkId) -> RecordId {
    RecordId::new("bulk", id.as_str())
}

fn registration(id: &RegistrationId) -> RecordId {
    RecordId::new("registration", id.as_str())
}

fn item(bulk: &BulkId, of: &RegistrationId) -> RecordId {
    RecordId::new("bulk_item", surrealdb::types::Array::from(vec![bulk.to_string(), of.to_string()]))
}

/// The name of a decision in the store.
fn code(decision: &Decision) -> &'static str {
    match decision {
        Decision::Approve => "approve",
        Decision::AskInfo { .. } => "ask_info",
        Decision::Reject { .. } => "reject",
    }
}

/// The letter of one registration on a list: queued once, waiting for the end of the list's window.
pub fn letter_of(bulk: &Bulk, of: &RegistrationId, mail: Mail) -> Mail {
    let due = bulk.until.and_then(|until| until.checked_add(domain::organiser::bulk::GRACE).ok()).unwrap_or(bulk.at);
    mail.due(due).about(format!("bulk:{}", bulk.id)).keyed(bulk.at, &format!("bulk-{}-{of}", bulk.id))
}

impl Store {
    /// Begins the list of a decision on many; a repeat finds the list of the first time.
    pub async fn bulk_begin(&self, act: &Act<'_>, id: &BulkId, decision: &Decision, filter: &str) -> Result<(), StoreError> {
        let params = BeginParams {
            bulk: record(id),
            by: act.actor.audit_name(),
            now: At(act.now),
            decision: code(decision).to_owned(),
            message: decision.message().map(str::to_owned),
            filter: filter.to_owned(),
        };
        self.tx(Tx::new(&BEGIN, act.now).bind(params)).await.map(drop)
    }

    /// The states and versions of those of these registrations that are at the desk.
    pub async fn bulk_versions(&self, ids: &[RegistrationId]) -> Result<Vec<(RegistrationId, State, u32)>, StoreError> {
        let found: Vec<VersionRow> = self.read(&VERSIONS, Ids { ids: ids.iter().map(registration).collect() }).await?;
        let shape = |what: &str| StoreError::shape("organiser.bulk_versions", what.to_owned());
        found
            .into_iter()
            .map(|row| {
                let id = RegistrationId::parse(&key(&row.id)?).map_err(|_| shape("id"))?;
                Ok((id, State::parse(&row.state).ok_or_else(|| shape("state"))?, u32::try_from(row.version).unwrap_or(u32::MAX)))
            })
            .collect()
    }

    /// Puts registrations on the list, from this place on; those whose state does not allow the decision as left out.
    pub async fn bulk_gather(
        &self,
        act: &Act<'_>,
        id: &BulkId,
        decision: &Decision,
        from: usize,
        rows: &[(RegistrationId, State, u32)],
    ) -> Result<(), StoreError> {
        let rows = rows
            .iter()
            .zip(from + 1..)
            .map(|((of, state, version), ord)| {
                let (fate, why) = match next(*state, decision.action()) {
                    Ok(_) => (Fate::Waiting, None),
                    Err(_) => (Fate::Skipped, Some(Why::State.code().to_owned())),
                };
                NewItem {
                    id: item(id, of),
                    bulk: record(id),
                    ord: limited(ord),
                    registration: registration(of),
                    version: i64::from(*version),
                    fate: fate.code().to_owned(),
                    why,
                }
            })
            .collect();
        self.tx(Tx::new(&GATHER, act.now).bind(GatherParams { bulk: record(id), rows })).await.map(drop)
    }

    /// Says that the list is whole and can be looked at.
    pub async fn bulk_ready(&self, act: &Act<'_>, id: &BulkId) -> Result<(), StoreError> {
        self.tx(Tx::new(&READY, act.now).bind(Of { bulk: record(id) })).await.map(drop)
    }

    /// A decision on many.
    pub async fn bulk(&self, id: &BulkId) -> Result<Option<Bulk>, StoreError> {
        let row: Option<Row> = self.read_option(&ONE, Of { bulk: record(id) }).await?;
        row.map(Row::bulk).transpose()
    }

    /// The newest decisions on many.
    pub async fn bulks(&self, limit: usize) -> Result<Vec<Bulk>, StoreError> {
        let rows: Vec<Row> = self.read(&RECENT, Limit { limit: limited(limit) }).await?;
        rows.into_iter().map(Row::bulk).collect()
    }

    /// Those that are being carried out or undone.
    pub async fn bulks_at_work(&self) -> Result<Vec<Bulk>, StoreError> {
        let rows: Vec<Row> = self.read(&AT_WORK, ()).await?;
        rows.into_iter().map(Row::bulk).collect()
    }

    /// How many on the list have which fate.
    pub async fn bulk_counts(&self, id: &BulkId) -> Result<Vec<(Fate, u64)>, StoreError> {
        let counts: Vec<Count> = self.read(&COUNTS, Of { bulk: record(id) }).await?;
        let of = |fate: Fate| counts.iter().find(|c| c.fate == fate.code()).map_or(0, |c| u64::try_from(c.number).unwrap_or(0));
        Ok(Fate::ALL.into_iter().map(|fate| (fate, of(fate))).collect())
    }

    /// Registrations on the list behind a place, of one fate or of all.
    pub async fn bulk_items(&self, id: &BulkId, fate: Option<Fate>, after: u32, limit: usize) -> Result<Vec<BulkItem>, StoreError> {
        let (bulk, after, limit) = (record(id), i64::from(after), limited(limit));
        let rows: Vec<ItemRow> = match fate {
            Some(fate) => self.read(&ITEMS_OF, ItemsOfParams { bulk, fate: fate.code().to_owned(), after, limit }).await?,
            None => self.read(&ITEMS, ItemsParams { bulk, after, limit }).await?,
        };
        rows.into_iter().map(ItemRow::item).collect()
    }

    /// Confirms the list: from now on it is carried out, and can be undone for a while. Refused: `organiser.not_in_this_state`.
    pub async fn bulk_confirm(&self, act: &Act<'_>, id: &BulkId) -> Result<(), StoreError> {
        let until = act.now.checked_add(UNDO).map_err(|e| StoreError::shape("organiser.bulk_confirm", e.to_string()))?;
        let entry = act.audit("organiser.bulk_confirmed", format!("bulk:{id}"));
        let tx = Tx::new(&CONFIRM, act.now)
            .bind(ConfirmParams { bulk: record(id), now: At(act.now), until: At(until) })
            .once(act.once("organiser.bulk_confirm", &[id.as_str()]))
            .audit(entry)
            .touches("registration");
        self.tx(tx).await.map(drop)
    }

    /// Decides on one registration of the list and queues its letter, which waits; or leaves it out. Nothing happens twice.
    pub async fn bulk_apply(&self, bulk: &Bulk, of: &RegistrationId, letters: Letters<'_>, now: Timestamp) -> Result<(), StoreError> {
        let listed = Listed { bulk: record(&bulk.id), item: item(&bulk.id, of) };
        let row: Option<ListedRow> = self.read_option(&LISTED, OneItem { item: listed.item.clone() }).await?;
        let Some(row) = row.filter(|row| row.fate == Fate::Waiting.code()) else { return Ok(()) };
        let letters = |notice: &Notice| if notice.id == *of { letter_of(bulk, of, letters(notice)) } else { letters(notice) };
        let actor = actor(&bulk.by);
        let act = Act { actor: &actor, now, request: None };
        let version = u32::try_from(row.version).unwrap_or(u32::MAX);
        let why = match self.decide_listed(&act, &listed, of, version, &bulk.decision, &letters).await {
            Ok(()) => return Ok(()),
            Err(error) if error.is_refusal(OVER) => return Ok(()),
            Err(error) => why_not(error)?,
        };
        let params = SkipParams { bulk: listed.bulk, item: listed.item, why: why.code().to_owned() };
        self.tx(Tx::new(&SKIP, now).bind(params)).await.map(drop)
    }

    /// Begins to undo. Refused: `organiser.window_over`, `organiser.not_in_this_state`.
    pub async fn bulk_undo(&self, act: &Act<'_>, id: &BulkId) -> Result<(), StoreError> {
        let tx = Tx::new(&UNDO_ALL, act.now)
            .bind(UndoParams { bulk: record(id), by: act.actor.audit_name(), now: At(act.now) })
            .once(act.once("organiser.bulk_undo", &[id.as_str()]))
            .audit(act.audit("organiser.bulk_undone", format!("bulk:{id}")))
            .touches("registration");
        self.tx(tx).await.map(drop)
    }

    /// Puts one registration of the list back as it was and takes its letter away, if neither has gone on meanwhile. Nothing happens twice.
    pub async fn bulk_undo_one(&self, bulk: &Bulk, of: &RegistrationId, letters: Letters<'_>, now: Timestamp) -> Result<(), StoreError> {
        let listed = Listed { bulk: record(&bulk.id), item: item(&bulk.id, of) };
        loop {
            let row: Option<ListedRow> = self.read_option(&LISTED, OneItem { item: listed.item.clone() }).await?;
            match row {
                Some(row) if row.fate == Fate::Applied.code() => return self.put_back(bulk, &listed, of, &row, letters, now).await,
                Some(row) if row.fate == Fate::Waiting.code() => {
                    self.tx(Tx::new(&CANCEL, now).bind(listed.clone())).await?;
                    // Somebody may have decided on it at this moment: then it is put back.
                }
                _ => return Ok(()),
            }
        }
    }

    async fn put_back(
        &self,
        bulk: &Bulk,
        listed: &Listed,
        of: &RegistrationId,
        row: &ListedRow,
        letters: Letters<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let actor = actor(bulk.undone_by.as_deref().unwrap_or(&bulk.by));
        let act = Act { actor: &actor, now, request: None };
        let key = letter_of(bulk, of, Mail::new("", "", "", "", ""));
        let letter = RecordId::new("outbox", key.key().unwrap_or_default());
        let version = u32::try_from(row.after.unwrap_or_default()).unwrap_or(u32::MAX);
        let Some(was) = &row.before else { return Err(StoreError::shape("organiser.bulk_item", "decided, and what was before is not kept")) };
        let why = match self.put_back_listed(&act, listed, letter.clone(), of, version, was, letters).await {
            Ok(()) => return Ok(()),
            Err(error) if error.is_refusal(OVER) => return Ok(()),
            Err(error) => why_not(error)?,
        };
        // Where the decision stays because the place is gone, its letter is still true.
        let params =
            KeepParams { bulk: listed.bulk.clone(), item: listed.item.clone(), letter, why: why.code().to_owned(), stays: why == Why::Place };
        self.tx(Tx::new(&KEEP, now).bind(params)).await.map(drop)
    }

    /// Notes that the list is done or undone, if nobody on it is left.
    pub async fn bulk_finish(&self, id: &BulkId, now: Timestamp) -> Result<(), StoreError> {
        self.tx(Tx::new(&FINISH, now).bind(Of { bulk: record(id) })).await.map(drop)
    }

    /// Forgets lists that nobody confirmed.
    pub async fn bulk_forget(&self, before: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        self.tx(Tx::new(&FORGET, now).bind(Before { before: At(before) })).await.map(drop)
    }
}
