//! How often the public pages of exhibitors are read, and what came of it, in numbers alone.
//!
//! Always holds: what several servers counted adds up; a batch that is sent again counts once; nothing that is kept tells of who read.

use domain::kernel::ids::CompanyId;
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use crate::act::Act;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    ADD.sample("{ rows: [{ id: exhibitor_views:['a', '2017-06-27'], company: 'a', day: '2017-06-27', number: 1 }] }"),
    OF_COMPANY.sample("{ company: 'a' }"),
    FAVOURITES.sample("{ company: 'a' }"),
    MEETINGS.sample("{ company: 'a' }"),
    LEADS.sample("{ company: 'a' }"),
];

const ADD: Query = Query::write(
    "forum.add_views",
    "FOR $row IN $rows {
        UPSERT $row.id SET company = $row.company, day = $row.day, number = (number ?? 0) + $row.number RETURN NONE
     };
     true",
);
const OF_COMPANY: Query =
    Query::read("forum.views", "SELECT day, number FROM exhibitor_views WHERE company = $company AND day > '' ORDER BY day LIMIT 4000");
const FAVOURITES: Query = Query::read("forum.favourites_of_company", "SELECT count() AS number FROM favourite WHERE company = $company GROUP ALL");
const MEETINGS: Query =
    Query::read("forum.meetings_of_company", "SELECT coming, count() AS number FROM booth_booking WHERE company = $company GROUP BY coming");
const LEADS: Query = Query::read("forum.leads_of_company", "SELECT state, count() AS number FROM lead WHERE company = $company GROUP BY state");

/// How often an exhibitor's public page was read on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Views {
    /// Whose page.
    pub company: CompanyId,
    /// The day at the venue, like `2017-06-27`.
    pub day: String,
    /// How often.
    pub number: u64,
}

/// What came of being an exhibitor, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExhibitorStatistics {
    /// Days on which the page was read, the earliest first, and how often.
    pub days: Vec<(String, u64)>,
    /// How many people have it among their favourites.
    pub favourites: u64,
    /// How many booked meetings are to come or have no outcome.
    pub booked: u64,
    /// How many meetings took place.
    pub held: u64,
    /// How many delegates share their data with it.
    pub leads: u64,
}

#[derive(SurrealValue)]
struct ViewsRow {
    id: RecordId,
    company: String,
    day: String,
    number: i64,
}

#[derive(SurrealValue)]
struct AddParams {
    rows: Vec<ViewsRow>,
}

#[derive(Clone, SurrealValue)]
struct OfCompany {
    company: String,
}

#[derive(SurrealValue)]
struct DayRow {
    day: String,
    number: i64,
}

#[derive(SurrealValue)]
struct All {
    number: i64,
}

#[derive(SurrealValue)]
struct ByComing {
    coming: String,
    number: i64,
}

#[derive(SurrealValue)]
struct ByState {
    state: String,
    number: i64,
}

fn many(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

impl Store {
    /// Adds a batch of what was counted. The act's request names the batch: the same one, sent again because nobody knew whether it had arrived, has
    /// no second effect.
    pub async fn add_exhibitor_views(&self, act: &Act<'_>, counted: &[Views]) -> Result<(), StoreError> {
        let rows: Vec<ViewsRow> = counted
            .iter()
            .map(|views| ViewsRow {
                id: RecordId::new("exhibitor_views", Array::from(vec![Value::String(views.company.to_string()), Value::String(views.day.clone())])),
                company: views.company.to_string(),
                day: views.day.clone(),
                number: i64::try_from(views.number).unwrap_or(i64::MAX),
            })
            .collect();
        let said: Vec<String> = rows.iter().map(|row| format!("{} {} {}", row.company, row.day, row.number)).collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        self.tx(Tx::new(&ADD, act.now).bind(AddParams { rows }).once(act.once("forum.add_views", &said))).await.map(drop)
    }

    /// A company's numbers.
    pub async fn exhibitor_statistics(&self, id: &CompanyId) -> Result<ExhibitorStatistics, StoreError> {
        let of = OfCompany { company: id.to_string() };
        let days: Vec<DayRow> = self.read(&OF_COMPANY, of.clone()).await?;
        let favourites: Vec<All> = self.read(&FAVOURITES, of.clone()).await?;
        let meetings: Vec<ByComing> = self.read(&MEETINGS, of.clone()).await?;
        let leads: Vec<ByState> = self.read(&LEADS, of).await?;
        let coming = |code: &str| meetings.iter().filter(|row| row.coming == code).map(|row| many(row.number)).sum();
        Ok(ExhibitorStatistics {
            days: days.into_iter().map(|row| (row.day, many(row.number))).collect(),
            favourites: favourites.iter().map(|row| many(row.number)).sum(),
            booked: coming("booked"),
            held: coming("held"),
            leads: leads.iter().filter(|row| row.state == "granted").map(|row| many(row.number)).sum(),
        })
    }
}
