//! Contests: their terms, panels, entries and steps. Sheets and conflicts are in `sheets`, sealing in `seal`, pilots in `pilots`.
//!
//! Always holds: terms change in a draft only; a step is taken once and on the version that was looked at; a score is in before the closing or
//! refused, because both write the juror's row of the panel; whoever is put on a panel, and the opening and closing, write the contest's row.

pub(crate) mod erasure;
pub(crate) mod pilots;
mod rows;
pub(crate) mod seal;
pub(crate) mod sheets;

use domain::judging::{Contest, Entry, Ground, Refusal, Terms};
use domain::kernel::Text;
use domain::kernel::ids::{AccountId, ContestId, EntryId};
use surrealdb::types::Value;

use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use rows::{ConflictRow, ContestRow, EntryRow, params};

pub use seal::{Tally, canonical, digest};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    CONTEST.sample("{ id: contest:a }"),
    CONTESTS.tiny(&[("contest", "an assembly has a handful of them")]),
    OF_JUROR.sample("{ juror: 'a' }").tiny(&[("contest_juror", "those of one juror are a handful, and the index finds them")]),
    ENTRIES.sample("{ contest: 'a' }"),
    ENTRY.sample("{ id: contest_entry:['a', 'b'] }"),
    PANEL.sample("{ contest: 'a' }"),
    ON_PANEL.sample("{ id: contest_juror:['a', 'b'] }"),
    MAKE.sample("{ id: contest:a, title: {}, terms: {} }"),
    TERMS.sample("{ id: contest:a, version: 1, title: {}, terms: {} }"),
    ADD_JUROR.sample(
        "{ id: contest:a, key: 'a', state: 'draft', juror: contest_juror:['a', 'b'], account: account:b, name: 'b', now: time::now(), most: 200, conflicts: [] }",
    ),
    REMOVE_JUROR.sample("{ id: contest:a, juror: contest_juror:['a', 'b'] }"),
    OPEN.sample("{ id: contest:a, key: 'a', version: 1, now: time::now(), digest: 'd', jurors: ['b'], entries: [], conflicts: [] }"),
    CLOSE.sample("{ id: contest:a, key: 'a', version: 1, now: time::now() }"),
];

const CONTEST: Query = Query::read("judging.contest", "SELECT * OMIT sealed, result FROM ONLY $id");
const CONTESTS: Query = Query::read("judging.contests", "SELECT * OMIT sealed, result FROM contest");
const OF_JUROR: Query = Query::read("judging.of_juror", "SELECT VALUE contest FROM contest_juror WHERE account = $juror");
const ENTRIES: Query = Query::read("judging.entries", "SELECT * FROM contest_entry WHERE contest = $contest ORDER BY key");
const ENTRY: Query = Query::read("judging.entry", "SELECT * FROM ONLY $id");
const PANEL: Query = Query::read("judging.panel", "SELECT VALUE account FROM contest_juror WHERE contest = $contest ORDER BY account");
const ON_PANEL: Query = Query::read("judging.on_panel", "SELECT VALUE account FROM ONLY $id");
const MAKE: Query = Query::write(
    "judging.make",
    "IF record::exists($id) { false } ELSE {
        CREATE $id SET title = $title, terms = $terms, state = 'draft', version = 1, turn = 0 RETURN NONE;
        true
     }",
);
const TERMS: Query = Query::write(
    "judging.terms",
    "LET $row = (SELECT state, version FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state != 'draft' { THROW 'judging.not_in_this_state' };
     IF $row.version != $version { THROW 'judging.changed_meanwhile' };
     UPDATE $id SET title = $title, terms = $terms, version += 1 RETURN NONE;
     true",
);
// Declared conflicts stay what they are.
macro_rules! put_conflicts {
    () => {
        "FOR $one IN $conflicts { IF !record::exists($one.id) { CREATE $one.id CONTENT $one.row RETURN NONE } };\n"
    };
}
const ADD_JUROR: Query = Query::write(
    "judging.add_juror",
    concat!(
        "LET $row = (SELECT state FROM ONLY $id);
         IF $row = NONE { THROW 'not_found' };
         IF $row.state NOT IN ['draft', 'open'] { THROW 'judging.not_in_this_state' };
         IF $row.state != $state { THROW 'judging.changed_meanwhile' };
         IF 'juror' NOT IN ((SELECT VALUE roles FROM ONLY $account) ?? []) { THROW 'judging.no_juror' };
         IF array::len(SELECT VALUE account FROM contest_juror WHERE contest = $key) >= $most { THROW 'judging.too_many' };
         UPDATE $id SET turn += 1 RETURN NONE;
         IF !record::exists($juror) { CREATE $juror SET contest = $key, account = $name, since = $now, turn = 0 RETURN NONE };\n",
        put_conflicts!(),
        "true"
    ),
);
const REMOVE_JUROR: Query = Query::write(
    "judging.remove_juror",
    "LET $row = (SELECT state FROM ONLY $id);
     IF $row = NONE OR !record::exists($juror) { THROW 'not_found' };
     IF $row.state != 'draft' { THROW 'judging.not_in_this_state' };
     UPDATE $id SET turn += 1 RETURN NONE;
     DELETE $juror RETURN NONE;
     true",
);
const OPEN: Query = Query::write(
    "judging.open",
    concat!(
        "LET $row = (SELECT state, version FROM ONLY $id);
         IF $row = NONE { THROW 'not_found' };
         IF $row.state != 'draft' { THROW 'judging.not_in_this_state' };
         IF $row.version != $version { THROW 'judging.changed_meanwhile' };
         IF array::sort(SELECT VALUE account FROM contest_juror WHERE contest = $key) != $jurors { THROW 'judging.changed_meanwhile' };
         UPDATE $id SET state = 'open', version += 1, turn += 1, opened_at = $now, terms_digest = $digest RETURN NONE;
         FOR $one IN $entries { CREATE $one.id CONTENT $one.row RETURN NONE };\n",
        put_conflicts!(),
        "true"
    ),
);
// Writes every juror's row of the panel, which every score writes too: what is handed in meanwhile is in before this, or refused.
const CLOSE: Query = Query::write(
    "judging.close",
    "LET $row = (SELECT state, version FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.state != 'open' { THROW 'judging.not_in_this_state' };
     IF $row.version != $version { THROW 'judging.changed_meanwhile' };
     UPDATE contest_juror SET turn += 1 WHERE contest = $key RETURN NONE;
     UPDATE $id SET state = 'closed', version += 1, turn += 1, closed_at = $now RETURN NONE;
     true",
);

/// How the audit trail calls a contest.
pub(crate) fn subject(contest: &ContestId) -> String {
    format!("contest:{contest}")
}

/// The conflicts that follow from what is known, by juror and entry.
pub type Derived = Vec<(AccountId, EntryId, Ground)>;

fn conflict_rows(act: &Act<'_>, contest: &ContestId, derived: &Derived) -> Vec<Value> {
    let row = |(juror, entry, ground): &(AccountId, EntryId, Ground)| {
        let row = ConflictRow {
            contest: contest.to_string(),
            juror: juror.to_string(),
            entry: entry.to_string(),
            ground: ground.code().to_owned(),
            reason: None,
            at: At(act.now),
        };
        params! { id: rows::conflict(contest, juror, entry), row: row }
    };
    derived.iter().map(row).collect()
}

impl Store {
    /// A contest.
    pub async fn contest(&self, id: &ContestId) -> Result<Option<Contest>, StoreError> {
        let row: Option<ContestRow> = self.read_option(&CONTEST, params! { id: rows::contest(id) }).await?;
        row.map(ContestRow::contest).transpose()
    }

    /// Every contest, by id.
    pub async fn contests(&self) -> Result<Vec<Contest>, StoreError> {
        let rows: Vec<ContestRow> = self.read(&CONTESTS, ()).await?;
        let mut all = rows.into_iter().map(ContestRow::contest).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(all)
    }

    /// The contests on whose panel somebody is, by id, without drafts.
    pub async fn contests_of_juror(&self, juror: &AccountId) -> Result<Vec<Contest>, StoreError> {
        let ids: Vec<String> = self.read(&OF_JUROR, params! { juror: juror.to_string() }).await?;
        let mut all = Vec::new();
        for id in ids {
            let id = ContestId::parse(&id).map_err(|e| StoreError::shape("judging.of_juror", e.to_string()))?;
            all.extend(self.contest(&id).await?.filter(|c| c.state != domain::judging::State::Draft));
        }
        all.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(all)
    }

    /// The entries of a contest, by id.
    pub async fn contest_entries(&self, contest: &ContestId) -> Result<Vec<Entry>, StoreError> {
        let rows: Vec<EntryRow> = self.read(&ENTRIES, params! { contest: contest.to_string() }).await?;
        rows.into_iter().map(EntryRow::entry).collect()
    }

    /// An entry of a contest.
    pub async fn contest_entry(&self, contest: &ContestId, entry: &EntryId) -> Result<Option<Entry>, StoreError> {
        let row: Option<EntryRow> = self.read_option(&ENTRY, params! { id: rows::entry(contest, entry) }).await?;
        row.map(EntryRow::entry).transpose()
    }

    /// The accounts of a panel, by id.
    pub async fn panel(&self, contest: &ContestId) -> Result<Vec<AccountId>, StoreError> {
        let all: Vec<String> = self.read(&PANEL, params! { contest: contest.to_string() }).await?;
        all.iter().map(|id| AccountId::parse(id).map_err(|e| StoreError::shape("judging.panel", e.to_string()))).collect()
    }

    /// Whether somebody is on a panel.
    pub async fn is_on_panel(&self, contest: &ContestId, juror: &AccountId) -> Result<bool, StoreError> {
        let found: Option<String> = self.read_option(&ON_PANEL, params! { id: rows::juror(contest, juror) }).await?;
        Ok(found.is_some())
    }

    /// Makes a contest; one that is there already stays as it is. Answers whether it was made.
    pub async fn make_contest(&self, act: &Act<'_>, id: &ContestId, title: &Text, terms: &Terms) -> Result<bool, StoreError> {
        let params = params! { id: rows::contest(id), title: rows::json(title)?, terms: rows::json(terms)? };
        let tx = Tx::new(&MAKE, act.now)
            .bind(params)
            .once(act.once("judging.make", &[id.as_str()]))
            .audit_when("$answer = true", act.audit("judging.made", subject(id)))
            .touches("judging");
        self.tx(tx).await?.one()
    }

    /// Says title and terms of a draft anew. Refused: `judging.not_in_this_state`, `judging.changed_meanwhile`.
    pub async fn set_terms(&self, act: &Act<'_>, id: &ContestId, version: u32, title: &Text, terms: &Terms) -> Result<(), StoreError> {
        let said = canonical(&(title, terms))?;
        let params = params! { id: rows::contest(id), version: i64::from(version), title: rows::json(title)?, terms: rows::json(terms)? };
        let tx = Tx::new(&TERMS, act.now)
            .bind(params)
            .once(act.once("judging.terms", &[id.as_str(), &version.to_string(), &said]))
            .audit(act.audit("judging.terms_set", subject(id)))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// Puts somebody with the task of a juror on the panel of a contest that was looked at, with the conflicts that follow from what is known.
    /// Refused: `judging.no_juror`, `judging.too_many`, `judging.not_in_this_state`, and `judging.changed_meanwhile` when it has opened since.
    pub async fn add_juror(&self, act: &Act<'_>, of: &Contest, juror: &AccountId, derived: &Derived) -> Result<(), StoreError> {
        let contest = &of.id;
        let params = params! {
            id: rows::contest(contest),
            key: contest.to_string(),
            state: of.state.code().to_owned(),
            juror: rows::juror(contest, juror),
            account: crate::accounts::rows::account(juror),
            name: juror.to_string(),
            now: At(act.now),
            most: i64::try_from(domain::judging::contest::MOST_JURORS).unwrap_or(i64::MAX),
            conflicts: conflict_rows(act, contest, derived),
        };
        let tx = Tx::new(&ADD_JUROR, act.now)
            .bind(params)
            .once(act.once("judging.add_juror", &[contest.as_str(), juror.as_str()]))
            .audit(act.audit("judging.juror_added", subject(contest)).detail("juror", juror.as_str()))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// Takes somebody off a panel before the contest opens. Refused: `judging.not_in_this_state`.
    pub async fn remove_juror(&self, act: &Act<'_>, contest: &ContestId, juror: &AccountId) -> Result<(), StoreError> {
        let tx = Tx::new(&REMOVE_JUROR, act.now)
            .bind(params! { id: rows::contest(contest), juror: rows::juror(contest, juror) })
            .once(act.once("judging.remove_juror", &[contest.as_str(), juror.as_str()]))
            .audit(act.audit("judging.juror_removed", subject(contest)).detail("juror", juror.as_str()))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// Fixes terms and entries and lets the panel score. `derived` are the conflicts that follow from what is known of `jurors`, who have to be
    /// the whole panel. Refused: what [`Terms::ready`] refuses, `judging.not_in_this_state`, `judging.changed_meanwhile`.
    pub async fn open_contest(
        &self,
        act: &Act<'_>,
        contest: &Contest,
        entries: &[Entry],
        jurors: &[AccountId],
        derived: &Derived,
    ) -> Result<(), StoreError> {
        contest.terms.ready(entries.len(), jurors.len()).map_err(refused)?;
        let mut panel: Vec<String> = jurors.iter().map(ToString::to_string).collect();
        panel.sort();
        let of = |entry: &Entry| Ok(params! { id: rows::entry(&contest.id, &entry.key), row: EntryRow::new(&contest.id, entry)? });
        let params = params! {
            id: rows::contest(&contest.id),
            key: contest.id.to_string(),
            version: i64::from(contest.version),
            now: At(act.now),
            digest: digest(&canonical(&contest.terms)?),
            jurors: panel,
            entries: entries.iter().map(of).collect::<Result<Vec<Value>, StoreError>>()?,
            conflicts: conflict_rows(act, &contest.id, derived),
        };
        let tx = Tx::new(&OPEN, act.now)
            .bind(params)
            .once(act.once("judging.open", &[contest.id.as_str(), &contest.version.to_string()]))
            .audit(act.audit("judging.opened", subject(&contest.id)).detail("entries", entries.len()).detail("jurors", jurors.len()))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }

    /// Ends the scoring. Refused: `judging.not_in_this_state`, `judging.changed_meanwhile`.
    pub async fn close_contest(&self, act: &Act<'_>, contest: &ContestId, version: u32) -> Result<(), StoreError> {
        let params = params! { id: rows::contest(contest), key: contest.to_string(), version: i64::from(version), now: At(act.now) };
        let tx = Tx::new(&CLOSE, act.now)
            .bind(params)
            .once(act.once("judging.close", &[contest.as_str(), &version.to_string()]))
            .audit(act.audit("judging.closed", subject(contest)))
            .touches("judging");
        self.tx(tx).await.map(drop)
    }
}

fn refused(refusal: Refusal) -> StoreError {
    StoreError::Refused(refusal.code().to_owned())
}
