//! Stations that organisers added, and how many people have arrived where.

use domain::checkin::{Kind, Station};
use domain::kernel::ids::StationId;
use domain::kernel::lang::Text;
use domain::kernel::text::fold;
use sha2::{Digest, Sha256};
use surrealdb::types::{RecordId, SurrealValue};

use super::key;
use crate::act::Act;
use crate::engine::audit::hex;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    ADDED.tiny(&[("station", "organisers add a handful for an assembly")]),
    ADD.sample("{ id: station:a, name: 'A', now: time::now() }"),
    ARRIVED.sample("{ station: 'desk' }"),
    EXPECTED,
    EVERYWHERE,
];

const ADDED: Query = Query::read("checkin.stations", "SELECT * FROM station ORDER BY at");
const ADD: Query = Query::write("checkin.add_station", "CREATE $id SET name = $name, at = $now RETURN NONE; true");
const ARRIVED: Query =
    Query::read("checkin.arrived", "SELECT category, count() AS number FROM check_in WHERE counts = true AND station = $station GROUP BY category");
const EXPECTED: Query = Query::read(
    "checkin.expected",
    "SELECT draft.category AS category, count() AS number FROM registration WHERE state = 'approved' GROUP BY category",
);
const EVERYWHERE: Query =
    Query::read("checkin.arrived_everywhere", "SELECT station, count() AS number FROM check_in WHERE counts = true GROUP BY station");

/// How many of a category are there, and how many take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrivals {
    /// The category's code; empty when the registration names none.
    pub category: String,
    /// How many are checked in.
    pub arrived: u32,
    /// How many take part.
    pub expected: u32,
}

/// How many are checked in at a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationCount {
    /// The station.
    pub station: StationId,
    /// How many.
    pub arrived: u32,
}

#[derive(SurrealValue)]
struct AddParams {
    id: RecordId,
    name: String,
    now: At,
}

#[derive(SurrealValue)]
struct StationParams {
    station: String,
}

#[derive(Debug, SurrealValue)]
struct StationRow {
    id: RecordId,
    name: String,
}

#[derive(Debug, SurrealValue)]
struct CategoryCount {
    category: Option<String>,
    number: i64,
}

#[derive(Debug, SurrealValue)]
struct EverywhereRow {
    station: String,
    number: i64,
}

fn count(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or(u32::MAX)
}

impl Store {
    /// The stations that organisers added, in the order in which they did.
    pub async fn added_stations(&self) -> Result<Vec<Station>, StoreError> {
        let found: Vec<StationRow> = self.read(&ADDED, ()).await?;
        found
            .into_iter()
            .map(|row| {
                let id = StationId::parse(key(&row.id)?).map_err(|e| StoreError::shape("checkin.stations", e.to_string()))?;
                // What an organiser typed is the same in every language.
                let name = Text { en: row.name.clone(), ru: row.name.clone(), ko: row.name };
                Ok(Station { id, kind: Kind::Added, name })
            })
            .collect()
    }

    /// Adds a station. Refused: `checkin.station_exists` when there is one whose name reads the same.
    pub async fn add_station(&self, act: &Act<'_>, name: &str) -> Result<StationId, StoreError> {
        let digest = hex(&Sha256::digest(fold(name).as_bytes()));
        let id = StationId::parse(&format!("added-{}", digest.get(..16).unwrap_or_default()))
            .map_err(|e| StoreError::shape("checkin.add_station", e.to_string()))?;
        let tx = Tx::new(&ADD, act.now)
            .bind(AddParams { id: RecordId::new("station", id.as_str()), name: name.to_owned(), now: At(act.now) })
            .taken("station", "checkin.station_exists")
            .once(act.once("checkin.add_station", &[name]))
            .audit(act.audit("checkin.station_added", format!("station:{id}")).detail("name", name))
            .touches("checkin");
        self.tx(tx).await?;
        Ok(id)
    }

    /// How many of each category are checked in at a station, of how many who take part.
    pub async fn arrivals(&self, station: &StationId) -> Result<Vec<Arrivals>, StoreError> {
        let arrived: Vec<CategoryCount> = self.read(&ARRIVED, StationParams { station: station.to_string() }).await?;
        let expected: Vec<CategoryCount> = self.read(&EXPECTED, ()).await?;
        let mut all: std::collections::BTreeMap<String, (u32, u32)> = std::collections::BTreeMap::new();
        for row in arrived {
            all.entry(row.category.unwrap_or_default()).or_default().0 += count(row.number);
        }
        for row in expected {
            all.entry(row.category.unwrap_or_default()).or_default().1 += count(row.number);
        }
        Ok(all.into_iter().map(|(category, (arrived, expected))| Arrivals { category, arrived, expected }).collect())
    }

    /// How many are checked in at each station; those where nobody is are left out.
    pub async fn arrivals_everywhere(&self) -> Result<Vec<StationCount>, StoreError> {
        let found: Vec<EverywhereRow> = self.read(&EVERYWHERE, ()).await?;
        found
            .into_iter()
            .map(|row| {
                let station = StationId::parse(&row.station).map_err(|e| StoreError::shape("checkin.arrived_everywhere", e.to_string()))?;
                Ok(StationCount { station, arrived: count(row.number) })
            })
            .collect()
    }
}
