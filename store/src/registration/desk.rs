//! The desk's side of registrations: the queue, one registration, the decision.
//!
//! Always holds: drafts never reach the desk; a decision is taken on the version that was read.

use domain::accounts::Account;
use domain::kernel::ids::RegistrationId;
use domain::kernel::text::fold;
use domain::registration::{Category, Decision, Registration, State, Summary};
use surrealdb::types::{RecordId, SurrealValue};

use super::change::Letters;
use super::seats::Deed;
use super::{Row, record};
use crate::act::Act;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::{Query, page};

pub const QUERIES: &[Query] = &[
    OF_STATE.sample("{ state: 'submitted', after: '', category: NONE, country: NONE, words: [' a'], limit: 20 }"),
    OF_DESK.sample("{ after: '', category: NONE, country: NONE, words: [' a'], limit: 20 }"),
    COUNTS,
    SOME.sample("{ ids: [registration:a] }"),
    AT_DESK.sample("{ id: registration:a }"),
];

// The index gives the rows of a state, or all of the desk, in the queue's order; the other filters thin them out on the way.
const OF_STATE: Query = Query::read(
    "registration.of_state",
    "SELECT * FROM registration WHERE state = $state AND queue > $after AND desk = true
        AND ($category ?? draft.category) = draft.category AND ($country ?? draft.country) = draft.country
        AND array::all($words, |$word| string::contains(words, $word))
     ORDER BY queue LIMIT $limit",
);
const OF_DESK: Query = Query::read(
    "registration.of_desk",
    "SELECT * FROM registration WHERE desk = true AND queue > $after
        AND ($category ?? draft.category) = draft.category AND ($country ?? draft.country) = draft.country
        AND array::all($words, |$word| string::contains(words, $word))
     ORDER BY queue LIMIT $limit",
);
const SOME: Query = Query::read("registration.some", "SELECT * FROM $ids");
const COUNTS: Query = Query::read("registration.counts", "SELECT state, count() AS number FROM registration WHERE desk = true GROUP BY state");
const AT_DESK: Query = Query::read("registration.at_desk", "SELECT * FROM ONLY $id WHERE desk = true");
/// What the desk wants to see. An empty field does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskFilter {
    /// The state.
    pub state: Option<State>,
    /// The category applied for.
    pub category: Option<Category>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Beginnings of words of name, city, organisation, address.
    pub words: String,
}

/// One page of the queue, the longest waiting first.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskPage {
    /// The registrations.
    pub rows: Vec<Summary>,
    /// What to pass as `after` for the next page, if there is one.
    pub next: Option<String>,
}

#[derive(SurrealValue)]
struct PageParams {
    state: Option<String>,
    after: String,
    category: Option<String>,
    country: Option<String>,
    words: Vec<String>,
    limit: i64,
}

#[derive(SurrealValue)]
struct Count {
    state: String,
    number: i64,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

impl Store {
    /// A page of the desk's queue.
    pub async fn registrations(&self, filter: &DeskFilter, after: Option<&str>, limit: usize) -> Result<DeskPage, StoreError> {
        let (found, next) = self.desk_rows(filter, after, limit).await?;
        let rows = found.into_iter().map(Row::summary).collect::<Result<_, _>>()?;
        Ok(DeskPage { rows, next })
    }

    /// The rows that a filter finds behind a place in the queue, and the place behind which there are more.
    pub(crate) async fn desk_rows(&self, filter: &DeskFilter, after: Option<&str>, limit: usize) -> Result<(Vec<Row>, Option<String>), StoreError> {
        let words = fold(&filter.words);
        let params = PageParams {
            state: filter.state.map(|s| s.code().to_owned()),
            after: after.unwrap_or_default().to_owned(),
            category: filter.category.map(|c| c.code().to_owned()),
            country: filter.country.clone(),
            words: words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| format!(" {w}")).collect(),
            limit: i64::try_from(limit + 1).unwrap_or(i64::MAX),
        };
        let query = if filter.state.is_some() { &OF_STATE } else { &OF_DESK };
        Ok(page(self.read(query, params).await?, limit, |row: &Row| row.queue.clone()))
    }

    /// The names of registrations, in order of name.
    pub async fn registration_names(&self, ids: &[RegistrationId]) -> Result<Vec<(RegistrationId, String)>, StoreError> {
        let params = Ids { ids: ids.iter().map(|id| record(id.as_str())).collect() };
        let rows: Vec<Row> = self.read(&SOME, params).await?;
        let mut names = rows.into_iter().map(|row| row.registration().map(|r| (r.id, r.draft.full_name()))).collect::<Result<Vec<_>, _>>()?;
        names.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(names)
    }

    /// How many registrations are at the desk in each state.
    pub async fn registration_counts(&self) -> Result<Vec<(State, u64)>, StoreError> {
        let counts: Vec<Count> = self.read(&COUNTS, ()).await?;
        let of = |state: State| counts.iter().find(|c| c.state == state.code()).map_or(0, |c| u64::try_from(c.number).unwrap_or(0));
        Ok(State::AT_THE_DESK.into_iter().map(|state| (state, of(state))).collect())
    }

    /// A registration at the desk, with the account it belongs to.
    pub async fn registration(&self, id: &RegistrationId) -> Result<Option<(Registration, Account)>, StoreError> {
        let row: Option<Row> = self.read_option(&AT_DESK, One { id: record(id.as_str()) }).await?;
        let Some(registration) = row.map(Row::registration).transpose()? else { return Ok(None) };
        let account = self.account(&registration.account).await?;
        Ok(account.map(|account| (registration, account)))
    }

    /// Decides on the version that was read; the letters tell the person, and whoever gets a place that this frees.
    /// Refused: `registration.not_in_this_state`, `registration.changed_meanwhile`, `registration.city_full`.
    pub async fn decide(
        &self,
        act: &Act<'_>,
        id: &RegistrationId,
        version: u32,
        decision: &Decision,
        letters: Letters<'_>,
    ) -> Result<Registration, StoreError> {
        if self.registration(id).await?.is_none() {
            return Err(StoreError::NotFound);
        }
        let deed = Deed { action: decision.action(), version: Some(version), message: decision.message() };
        self.in_turn(act, id.as_str(), deed, letters).await
    }
}
