//! What the console's first page shows: numbers and what waits longest.

use domain::registration::{Category, State, Summary};
use jiff::Timestamp;
use surrealdb::types::SurrealValue;

use super::limited;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::registration::Row;

/// The texts of this module.
pub const QUERIES: &[Query] =
    &[NUMBERS, UNANSWERED.sample("{ before: time::now(), limit: 5 }"), UNANSWERED_NUMBER.sample("{ before: time::now() }"), FAILED];

const NUMBERS: Query = Query::read(
    "organiser.numbers",
    "SELECT state, draft.category AS category, count() AS number FROM registration WHERE desk = true GROUP BY state, category",
);
const UNANSWERED: Query = Query::read(
    "organiser.unanswered",
    "SELECT * FROM registration WHERE state = 'needs_info' AND decided_at < $before ORDER BY decided_at LIMIT $limit",
);
const UNANSWERED_NUMBER: Query = Query::read(
    "organiser.unanswered_number",
    "(SELECT count() AS number FROM registration WHERE state = 'needs_info' AND decided_at < $before GROUP ALL)[0].number ?? 0",
);
const FAILED: Query = Query::read("organiser.failed_mails", "(SELECT count() AS number FROM outbox WHERE state = 'failed' GROUP ALL)[0].number ?? 0");

/// How many registrations there are of one state and category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The state.
    pub state: State,
    /// The category applied for.
    pub category: Category,
    /// How many.
    pub number: u64,
}

#[derive(SurrealValue)]
struct Counted {
    state: String,
    category: Option<String>,
    number: i64,
}

#[derive(SurrealValue)]
struct Unanswered {
    before: At,
    limit: i64,
}

#[derive(SurrealValue)]
struct Before {
    before: At,
}

impl Store {
    /// How many registrations are at the desk, by state and category.
    pub async fn registration_numbers(&self) -> Result<Vec<Number>, StoreError> {
        let counted: Vec<Counted> = self.read(&NUMBERS, ()).await?;
        Ok(counted
            .into_iter()
            .filter_map(|row| {
                let (state, category) = (State::parse(&row.state)?, Category::parse(row.category.as_deref()?)?);
                Some(Number { state, category, number: u64::try_from(row.number).unwrap_or(0) })
            })
            .collect())
    }

    /// Registrations whose question was asked before this moment and is not answered, the longest waiting first; and how many there are.
    pub async fn unanswered(&self, before: Timestamp, limit: usize) -> Result<(Vec<(Summary, Option<Timestamp>)>, u64), StoreError> {
        let rows: Vec<Row> = self.read(&UNANSWERED, Unanswered { before: At(before), limit: limited(limit) }).await?;
        let number: i64 = self.read_one(&UNANSWERED_NUMBER, Before { before: At(before) }).await?;
        let rows = rows.into_iter().map(|row| Ok((row.asked_at(), row.summary()?))).collect::<Result<Vec<_>, StoreError>>()?;
        Ok((rows.into_iter().map(|(at, summary)| (summary, at)).collect(), u64::try_from(number).unwrap_or(0)))
    }

    /// How many messages were given up.
    pub async fn failed_mails(&self) -> Result<u64, StoreError> {
        let number: i64 = self.read_one(&FAILED, ()).await?;
        Ok(u64::try_from(number).unwrap_or(0))
    }
}
