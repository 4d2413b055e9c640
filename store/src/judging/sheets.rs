//! Sheets and conflicts of interest.
//!
//! Always holds: a sheet that is handed in changes no more unless an organiser opens it again while the contest takes scores; a conflict is never
//! taken back; nobody reads another juror's scores here, organisers least of all.

use domain::judging::{Conflict, Ground, Scores, Sheet, Standing};
use domain::kernel::ids::{AccountId, ContestId, EntryId};
use surrealdb::types::SurrealValue;

use super::rows::{self, ConflictRow, SheetRow, params};
use super::subject;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    SHEETS.sample("{ contest: 'a', juror: 'b' }"),
    SHEET.sample("{ id: score_sheet:['a', 'b', 'c'] }"),
    PROGRESS.sample("{ contest: 'a' }"),
    CONFLICTS.sample("{ contest: 'a' }"),
    CONFLICTS_OF.sample("{ contest: 'a', juror: 'b' }"),
    SAVE.sample(
        "{ contest: contest:a, entry: contest_entry:['a', 'c'], juror: contest_juror:['a', 'b'], conflict: contest_conflict:['a', 'b', 'c'],
           id: score_sheet:['a', 'b', 'c'], version: 0, row: { standing: 'draft' } }",
    ),
    DECLARE.sample(
        "{ contest: contest:a, entry: contest_entry:['a', 'c'], juror: contest_juror:['a', 'b'], id: contest_conflict:['a', 'b', 'c'],
           states: ['open'], row: { ground: 'declared' } }",
    ),
    REOPEN.sample("{ contest: contest:a, juror: contest_juror:['a', 'b'], id: score_sheet:['a', 'b', 'c'], reason: 'r', now: time::now() }"),
];

const SHEETS: Query = Query::read("judging.sheets", "SELECT * FROM score_sheet WHERE contest = $contest AND juror = $juror");
const SHEET: Query = Query::read("judging.sheet", "SELECT * FROM ONLY $id");
const PROGRESS: Query = Query::read("judging.progress", "SELECT juror, entry, standing FROM score_sheet WHERE contest = $contest");
const CONFLICTS: Query = Query::read("judging.conflicts", "SELECT * FROM contest_conflict WHERE contest = $contest");
const CONFLICTS_OF: Query = Query::read("judging.conflicts_of", "SELECT * FROM contest_conflict WHERE contest = $contest AND juror = $juror");
// The juror's row is written with every score, so that the closing of the contest, which writes it too, comes before or after it.
const SAVE: Query = Query::write(
    "judging.save_sheet",
    "IF !record::exists($juror) OR !record::exists($entry) { THROW 'not_found' };
     IF (SELECT VALUE state FROM ONLY $contest) != 'open' { THROW 'judging.not_open' };
     IF record::exists($conflict) { THROW 'judging.conflict_of_interest' };
     LET $sheet = (SELECT standing, version FROM ONLY $id);
     IF $sheet != NONE AND $sheet.standing != 'draft' { THROW 'judging.handed_in' };
     IF ($sheet.version ?? 0) != $version { THROW 'judging.changed_meanwhile' };
     UPDATE $juror SET turn += 1 RETURN NONE;
     UPSERT $id CONTENT $row RETURN NONE;
     true",
);
const DECLARE: Query = Query::write(
    "judging.declare",
    "IF !record::exists($juror) OR !record::exists($entry) { THROW 'not_found' };
     IF (SELECT VALUE state FROM ONLY $contest) NOT IN $states { THROW 'judging.not_open' };
     UPDATE $juror SET turn += 1 RETURN NONE;
     UPDATE $contest SET turn += 1 RETURN NONE;
     IF record::exists($id) { false } ELSE { CREATE $id CONTENT $row RETURN NONE; true }",
);
const REOPEN: Query = Query::write(
    "judging.reopen",
    "LET $sheet = (SELECT standing FROM ONLY $id);
     IF $sheet = NONE { THROW 'not_found' };
     IF (SELECT VALUE state FROM ONLY $contest) != 'open' { THROW 'judging.not_open' };
     IF $sheet.standing = 'draft' { THROW 'judging.not_in_this_state' };
     UPDATE $juror SET turn += 1 RETURN NONE;
     UPDATE $id SET standing = 'draft', reopened = $reason, saved_at = $now, version += 1 RETURN NONE;
     true",
);

#[derive(SurrealValue)]
struct ProgressRow {
    juror: String,
    entry: String,
    standing: String,
}

impl Store {
    /// A juror's own sheets of a contest.
    pub async fn sheets_of(&self, contest: &ContestId, juror: &AccountId) -> Result<Vec<Sheet>, StoreError> {
        let rows: Vec<SheetRow> = self.read(&SHEETS, params! { contest: contest.to_string(), juror: juror.to_string() }).await?;
        rows.into_iter().map(SheetRow::sheet).collect()
    }

    /// A juror's own sheet about an entry.
    pub async fn sheet(&self, contest: &ContestId, juror: &AccountId, entry: &EntryId) -> Result<Option<Sheet>, StoreError> {
        let row: Option<SheetRow> = self.read_option(&SHEET, params! { id: rows::sheet(contest, juror, entry) }).await?;
        row.map(SheetRow::sheet).transpose()
    }

    /// How far everybody's sheets are, without what they say.
    pub async fn judging_progress(&self, contest: &ContestId) -> Result<Vec<(AccountId, EntryId, Standing)>, StoreError> {
        let found: Vec<ProgressRow> = self.read(&PROGRESS, params! { contest: contest.to_string() }).await?;
        found
            .into_iter()
            .map(|row| {
                let standing = Standing::parse(&row.standing).ok_or_else(|| StoreError::shape("judging.progress", row.standing.clone()))?;
                Ok((rows::id(&row.juror)?, rows::id(&row.entry)?, standing))
            })
            .collect()
    }

    /// Every conflict of a contest.
    pub async fn contest_conflicts(&self, contest: &ContestId) -> Result<Vec<Conflict>, StoreError> {
        let rows: Vec<ConflictRow> = self.read(&CONFLICTS, params! { contest: contest.to_string() }).await?;
        rows.into_iter().map(ConflictRow::conflict).collect()
    }

    /// A juror's own conflicts in a contest.
    pub async fn conflicts_of(&self, contest: &ContestId, juror: &AccountId) -> Result<Vec<Conflict>, StoreError> {
        let rows: Vec<ConflictRow> = self.read(&CONFLICTS_OF, params! { contest: contest.to_string(), juror: juror.to_string() }).await?;
        rows.into_iter().map(ConflictRow::conflict).collect()
    }

    /// Keeps a juror's sheet as a draft, hands it in or abstains (`version` 0 for a new one). Refused: `judging.not_open`,
    /// `judging.conflict_of_interest`, `judging.handed_in`, `judging.changed_meanwhile`.
    pub async fn save_sheet(
        &self,
        act: &Act<'_>,
        contest: &ContestId,
        (juror, entry): (&AccountId, &EntryId),
        version: u32,
        scores: &Scores,
        standing: Standing,
    ) -> Result<(), StoreError> {
        let said = super::canonical(scores)?;
        let reopened = self.sheet(contest, juror, entry).await?.and_then(|s| s.reopened);
        let row = SheetRow {
            contest: contest.to_string(),
            juror: juror.to_string(),
            entry: entry.to_string(),
            scores: rows::json(scores)?,
            standing: standing.code().to_owned(),
            reopened,
            saved_at: At(act.now),
            version: i64::from(version) + 1,
        };
        let params = params! {
            contest: rows::contest(contest),
            entry: rows::entry(contest, entry),
            juror: rows::juror(contest, juror),
            conflict: rows::conflict(contest, juror, entry),
            id: rows::sheet(contest, juror, entry),
            version: i64::from(version),
            row: row,
        };
        let verb = match standing {
            Standing::Draft => "judging.sheet_saved",
            Standing::Submitted => "judging.sheet_handed_in",
            Standing::Abstained => "judging.abstained",
        };
        let tx = Tx::new(&SAVE, act.now)
            .bind(params)
            .once(act.once("judging.save_sheet", &[contest.as_str(), entry.as_str(), &version.to_string(), standing.code(), &said]))
            // What was scored is nobody's but the juror's: the trail says that, not what.
            .audit(act.audit(verb, subject(contest)).detail("entry", entry.as_str()))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// Notes that a juror has a conflict with an entry, for good; a sheet that was handed in counts no more. While the contest takes scores; an
    /// organiser also until it is sealed. Refused: `judging.not_open`.
    pub async fn declare_conflict(
        &self,
        act: &Act<'_>,
        contest: &ContestId,
        (juror, entry): (&AccountId, &EntryId),
        reason: &str,
        by_organiser: bool,
    ) -> Result<(), StoreError> {
        let row = ConflictRow {
            contest: contest.to_string(),
            juror: juror.to_string(),
            entry: entry.to_string(),
            ground: Ground::Declared.code().to_owned(),
            reason: Some(reason.to_owned()),
            at: At(act.now),
        };
        let states: &[&str] = if by_organiser { &["open", "closed"] } else { &["open"] };
        let params = params! {
            contest: rows::contest(contest),
            entry: rows::entry(contest, entry),
            juror: rows::juror(contest, juror),
            id: rows::conflict(contest, juror, entry),
            states: states.iter().map(|s| (*s).to_owned()).collect::<Vec<String>>(),
            row: row,
        };
        let tx = Tx::new(&DECLARE, act.now)
            .bind(params)
            .once(act.once("judging.declare", &[contest.as_str(), juror.as_str(), entry.as_str(), reason]))
            .audit(act.audit("judging.conflict_declared", subject(contest)).detail("juror", juror.as_str()).detail("entry", entry.as_str()))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// Opens a sheet that was handed in again, with a reason. Refused: `judging.not_open`, `judging.not_in_this_state`.
    pub async fn reopen_sheet(
        &self,
        act: &Act<'_>,
        contest: &ContestId,
        (juror, entry): (&AccountId, &EntryId),
        reason: &str,
    ) -> Result<(), StoreError> {
        let params = params! {
            contest: rows::contest(contest),
            juror: rows::juror(contest, juror),
            id: rows::sheet(contest, juror, entry),
            reason: reason.to_owned(),
            now: At(act.now),
        };
        let entry = entry.as_str();
        let tx = Tx::new(&REOPEN, act.now)
            .bind(params)
            .once(act.once("judging.reopen", &[contest.as_str(), juror.as_str(), entry, reason]))
            .audit(
                act.audit("judging.sheet_reopened", subject(contest)).detail("juror", juror.as_str()).detail("entry", entry).detail("reason", reason),
            )
            .touches("judging");
        self.tx(tx).await.map(drop)
    }
}
