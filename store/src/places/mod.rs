//! Places: pools, the parties in them, and how a decision of [`domain::places`] becomes a transaction.
//!
//! Always holds: a decision is applied to the pool it was made on, or made again: the transaction that applies it writes the pool's row and
//! refuses when its version is another one. The verbs of an area put the text of `move_places!` before their own, so that what a person has
//! in a pool and what that means in the area change together or not at all.

use domain::kernel::ids::{PartyId, PoolId};
use domain::places::{Action, Book, Occupancy, Party, Plan, Standing};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use surrealdb::types::{RecordId, SurrealValue};
use tokio::sync::OwnedMutexGuard;

use crate::accounts::rows::parts;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// What the transaction throws when a pool is not as it was when the decision was made; never leaves the store.
pub(crate) const MOVED: &str = "places.moved";
/// How long a decision is made again before the caller is told `Busy`.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much of a waiting list a decision looks at.
const LOOKS_AT: usize = 500;
/// How long an offer lasts where nothing else was said.
const OFFER_LASTS: SignedDuration = SignedDuration::from_hours(48);

/// The beginning of every text that changes places: applies `$moves`, a list of [`Move`]s.
macro_rules! move_places {
    () => {
        "FOR $move IN $moves {
            IF ((SELECT VALUE version FROM ONLY $move.pool) ?? 0) != $move.version { THROW 'places.moved' };
            UPSERT $move.pool SET capacity = $move.capacity, held = $move.held, offered = (offered ?? 0) + $move.offered,
                waiting = (waiting ?? 0) + $move.waiting, offer_minutes = $move.offer_minutes, closes_at = $move.closes_at, version = $move.version + 1 RETURN NONE;
            FOR $change IN $move.changes {
                FOR $claim IN $change.claims {
                    LET $holder = (SELECT VALUE party FROM ONLY $claim);
                    IF $change.live {
                        IF $holder != NONE AND $holder != $change.row.party { THROW 'places.already_here' };
                        UPSERT $claim SET party = $change.row.party RETURN NONE;
                    } ELSE IF $holder = $change.row.party { DELETE $claim RETURN NONE };
                };
                UPSERT $change.id CONTENT $change.row RETURN NONE;
            };
         };
         "
    };
}
pub(crate) use move_places;

/// The texts of this area.
pub const QUERIES: &[Query] = &[
    BOOK.sample("{ pool: place_pool:a, party: place:['a', 'b'], key: 'a', now: time::now(), limit: 10 }"),
    PARTY.sample("{ id: place:['a', 'b'] }"),
    POOLS.sample("{ pools: [place_pool:a] }"),
    POSITION.sample("{ id: place:['a', 'b'] }"),
    ENDED.sample("{ now: time::now(), limit: 10 }"),
    HOLDERS.sample("{ pool: 'a', limit: 10 }"),
    MOVE.sample("{ moves: [] }"),
];

const BOOK: Query = Query::read(
    "places.book",
    "RETURN {
        pool: (SELECT * FROM ONLY $pool),
        party: (SELECT * FROM ONLY $party),
        waiting: (SELECT * FROM place WHERE pool = $key AND standing = 'waiting' ORDER BY rank LIMIT $limit),
        ended: (SELECT * FROM place WHERE pool = $key AND standing = 'offered' AND until <= $now LIMIT $limit)
     }",
);
const PARTY: Query = Query::read("places.party", "SELECT * FROM ONLY $id");
const POOLS: Query = Query::read("places.pools", "SELECT record::id(id) AS key, capacity, held, offered, waiting FROM $pools");
const POSITION: Query = Query::read(
    "places.position",
    "LET $me = (SELECT pool, rank, standing FROM ONLY $id);
     IF $me.standing != 'waiting' { NONE } ELSE {
        (SELECT VALUE number FROM ONLY (SELECT count() AS number FROM place WHERE pool = $me.pool AND standing = 'waiting' AND rank <= $me.rank GROUP ALL) LIMIT 1)
     }",
);
const ENDED: Query =
    Query::read("places.ended", "SELECT VALUE pool FROM place WHERE standing = 'offered' AND until <= $now ORDER BY until LIMIT $limit");
const HOLDERS: Query = Query::read("places.holders", "SELECT * FROM place WHERE pool = $pool AND standing IN ['confirmed', 'offered'] LIMIT $limit");
const MOVE: Query = Query::write("places.move", concat!(move_places!(), "true"));

/// One pool's part of a transaction: what a decision changes in it.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pool: PoolId,
    version: i64,
    offer_minutes: i64,
    closes: Option<At>,
    /// What was decided.
    pub plan: Plan,
}

impl Move {
    /// As a parameter for [`move_places!`].
    pub(crate) fn row(&self) -> MoveRow {
        let people = |matches: fn(Standing) -> bool| -> i64 {
            let number = |standing: Standing, party: &Party| if matches(standing) { i64::from(party.size()) } else { 0 };
            self.plan.changes.iter().map(|c| number(c.party.standing, &c.party) - c.before.map_or(0, |before| number(before, &c.party))).sum()
        };
        MoveRow {
            pool: pool_record(&self.pool),
            version: self.version,
            capacity: self.plan.capacity.map(i64::from),
            held: i64::from(self.plan.held),
            offered: people(|s| matches!(s, Standing::Offered { .. })),
            waiting: people(|s| s == Standing::Waiting),
            offer_minutes: self.offer_minutes,
            closes_at: self.closes,
            changes: self.plan.changes.iter().map(|change| ChangeRow::new(&self.pool, &change.party)).collect(),
        }
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub(crate) struct MoveRow {
    pool: RecordId,
    version: i64,
    capacity: Option<i64>,
    held: i64,
    offered: i64,
    waiting: i64,
    offer_minutes: i64,
    closes_at: Option<At>,
    changes: Vec<ChangeRow>,
}

#[derive(Clone, Debug, SurrealValue)]
struct ChangeRow {
    id: RecordId,
    row: PlaceRow,
    live: bool,
    claims: Vec<RecordId>,
}

impl ChangeRow {
    fn new(pool: &PoolId, party: &Party) -> Self {
        Self {
            id: place_record(pool, &party.id),
            row: PlaceRow {
                pool: pool.to_string(),
                party: party.id.to_string(),
                people: party.people.clone(),
                class: i64::from(party.class),
                asked_at: At(party.asked_at),
                rank: party.rank(),
                standing: party.standing.code().to_owned(),
                until: party.standing.until().map(At),
            },
            live: party.standing.is_live(),
            claims: party.people.iter().map(|person| parts("place_claim", [pool.to_string(), person.clone()])).collect(),
        }
    }
}

#[derive(Clone, Debug, SurrealValue)]
struct PlaceRow {
    pool: String,
    party: String,
    people: Vec<String>,
    class: i64,
    asked_at: At,
    rank: String,
    standing: String,
    until: Option<At>,
}

impl PlaceRow {
    fn party(self) -> Result<Party, StoreError> {
        let standing = Standing::parse(&self.standing, self.until.map(|at| at.0));
        Ok(Party {
            id: PartyId::parse(&self.party).map_err(|e| StoreError::shape("places.row", e.to_string()))?,
            people: self.people,
            class: u8::try_from(self.class).unwrap_or(u8::MAX),
            asked_at: self.asked_at.0,
            standing: standing.ok_or_else(|| StoreError::shape("places.row", self.standing))?,
        })
    }
}

/// A pool with nobody in it, as a parameter for a text of the area that makes it.
#[derive(Clone, Debug, SurrealValue)]
pub(crate) struct PoolRow {
    id: RecordId,
    capacity: Option<i64>,
    held: i64,
    offered: i64,
    waiting: i64,
    offer_minutes: i64,
    closes_at: Option<At>,
    version: i64,
}

impl PoolRow {
    /// A pool of this many places, whose offers last so long, of something that begins at a moment.
    pub(crate) fn new(pool: &PoolId, capacity: u32, offer_lasts: SignedDuration, closes: Option<Timestamp>) -> Self {
        let capacity = Some(i64::from(capacity));
        Self { capacity, offer_minutes: offer_lasts.as_mins(), closes_at: closes.map(At), ..Self::unknown(pool) }
    }

    /// A pool that nobody asked for anything yet and nobody set a capacity of.
    fn unknown(pool: &PoolId) -> Self {
        let (id, offer_minutes) = (pool_record(pool), OFFER_LASTS.as_mins());
        Self { id, capacity: None, held: 0, offered: 0, waiting: 0, offer_minutes, closes_at: None, version: 0 }
    }
}

#[derive(SurrealValue)]
struct BookRow {
    pool: Option<PoolRow>,
    party: Option<PlaceRow>,
    waiting: Vec<PlaceRow>,
    ended: Vec<PlaceRow>,
}

#[derive(SurrealValue)]
struct BookParams {
    pool: RecordId,
    party: RecordId,
    key: String,
    now: At,
    limit: i64,
}

#[derive(SurrealValue)]
struct Pools {
    pools: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct OccupancyRow {
    key: String,
    capacity: Option<i64>,
    held: i64,
    offered: i64,
    waiting: i64,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct EndedParams {
    now: At,
    limit: i64,
}

#[derive(SurrealValue)]
struct HoldersParams {
    pool: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct MoveParams {
    moves: Vec<MoveRow>,
}

pub(crate) fn pool_record(pool: &PoolId) -> RecordId {
    RecordId::new("place_pool", pool.as_str())
}

pub(crate) fn place_record(pool: &PoolId, party: &PartyId) -> RecordId {
    parts("place", [pool.to_string(), party.to_string()])
}

fn number(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

/// Lets the decisions on a pool follow each other inside this node, which spares most of the second tries; that nothing is oversold rests on
/// the version alone.
#[derive(Debug, Default)]
pub(crate) struct Queues(Mutex<HashMap<PoolId, Arc<tokio::sync::Mutex<()>>>>);

impl Queues {
    /// Waits for the turn on all these pools.
    pub(crate) async fn turn(&self, pools: impl IntoIterator<Item = PoolId>) -> Vec<OwnedMutexGuard<()>> {
        let mut pools: Vec<PoolId> = pools.into_iter().collect();
        // Always in the same order, so that no two wait for each other.
        pools.sort();
        pools.dedup();
        let mut turns = Vec::with_capacity(pools.len());
        for pool in pools {
            let queue = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(pool).or_default().clone();
            turns.push(queue.lock_owned().await);
        }
        turns
    }
}

/// Counts the tries of a decision.
pub(crate) struct Tries {
    began: Instant,
    number: u32,
}

impl Tries {
    pub(crate) fn new() -> Self {
        Self { began: Instant::now(), number: 0 }
    }

    /// Whether a decision that came too late is to be made again, or one that `passed` for another reason; waits a moment before it says so.
    pub(crate) async fn again<T>(&mut self, outcome: &Result<T, StoreError>, passed: bool) -> bool {
        let late = matches!(outcome, Err(error) if error.is_refusal(MOVED) || matches!(error, StoreError::Busy));
        if !(late || passed) || self.began.elapsed() > PATIENCE {
            return false;
        }
        self.number += 1;
        tokio::time::sleep(Duration::from_micros(rand::random_range(100..=2_000 * u64::from(self.number.min(16))))).await;
        true
    }
}

/// What a decision that was late to the end is answered with.
pub(crate) fn or_busy<T>(outcome: Result<T, StoreError>) -> Result<T, StoreError> {
    match outcome {
        Err(error) if error.is_refusal(MOVED) => Err(StoreError::Busy),
        other => other,
    }
}

impl Store {
    /// Decides on an action in a pool as it is now. `party` is the one that acts.
    pub(crate) async fn decide_places(
        &self,
        pool: &PoolId,
        party: Option<&PartyId>,
        action: &Action,
        now: Timestamp,
    ) -> Result<Result<Move, domain::places::Refusal>, StoreError> {
        let nobody = PartyId::parse("-").map_err(|e| StoreError::shape("places.book", e.to_string()))?;
        let params = BookParams {
            pool: pool_record(pool),
            party: place_record(pool, party.unwrap_or(&nobody)),
            key: pool.to_string(),
            now: At(now),
            limit: i64::try_from(LOOKS_AT).unwrap_or(i64::MAX),
        };
        let row: BookRow = self.read_one(&BOOK, params).await?;
        let kept = row.pool.unwrap_or_else(|| PoolRow::unknown(pool));
        let parties = |rows: Vec<PlaceRow>| rows.into_iter().map(PlaceRow::party).collect::<Result<Vec<_>, _>>();
        let book = Book {
            capacity: kept.capacity.map(number),
            held: number(kept.held),
            offer_lasts: SignedDuration::from_mins(kept.offer_minutes),
            closes: kept.closes_at.map(|at| at.0),
            party: row.party.map(PlaceRow::party).transpose()?,
            waiting: parties(row.waiting)?,
            ended: parties(row.ended)?,
        };
        let (version, offer_minutes, closes) = (kept.version, kept.offer_minutes, kept.closes_at);
        Ok(book.decide(action, now).map(|plan| Move { pool: pool.clone(), version, offer_minutes, closes, plan }))
    }

    /// Takes an action that means nothing beyond its pool. Answers how the acting party stands then.
    /// Refused: the codes of [`domain::places::Refusal`].
    pub async fn places(&self, act: &Act<'_>, pool: &PoolId, party: Option<&PartyId>, action: &Action) -> Result<Plan, StoreError> {
        let _turn = self.queues().turn([pool.clone()]).await;
        let mut tries = Tries::new();
        loop {
            let moved = match self.decide_places(pool, party, action, act.now).await? {
                Ok(moved) => moved,
                Err(refusal) => return Err(StoreError::Refused(refusal.code().to_owned())),
            };
            let outcome = self.tx(Tx::new(&MOVE, act.now).bind(MoveParams { moves: vec![moved.row()] }).touches("places")).await;
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(|_| moved.plan);
            }
        }
    }

    /// What these pools have and what is left. A pool that nobody asked for anything yet is not among them.
    pub async fn occupancies(&self, pools: &[PoolId]) -> Result<Vec<Occupancy>, StoreError> {
        let rows: Vec<OccupancyRow> = self.read(&POOLS, Pools { pools: pools.iter().map(pool_record).collect() }).await?;
        rows.into_iter()
            .map(|row| {
                Ok(Occupancy {
                    pool: PoolId::parse(&row.key).map_err(|e| StoreError::shape("places.pools", e.to_string()))?,
                    capacity: row.capacity.map(number),
                    held: number(row.held),
                    offered: number(row.offered),
                    waiting: number(row.waiting),
                })
            })
            .collect()
    }

    /// How a party stands in a pool.
    pub async fn standing_of(&self, pool: &PoolId, party: &PartyId) -> Result<Option<Standing>, StoreError> {
        let row: Option<PlaceRow> = self.read_option(&PARTY, One { id: place_record(pool, party) }).await?;
        Ok(row.map(PlaceRow::party).transpose()?.map(|party| party.standing))
    }

    /// Where a party is on the waiting list, from 1; `None` when it does not wait.
    pub async fn place_in_line(&self, pool: &PoolId, party: &PartyId) -> Result<Option<u32>, StoreError> {
        let position: Option<i64> = self.read_option(&POSITION, One { id: place_record(pool, party) }).await?;
        Ok(position.map(number))
    }

    /// Pools with offers whose time is up.
    pub async fn pools_to_settle(&self, now: Timestamp) -> Result<Vec<PoolId>, StoreError> {
        let mut keys: Vec<String> = self.read(&ENDED, EndedParams { now: At(now), limit: 1000 }).await?;
        keys.sort();
        keys.dedup();
        keys.iter().map(|key| PoolId::parse(key).map_err(|e| StoreError::shape("places.ended", e.to_string()))).collect()
    }

    /// The parties that hold places of a pool or were offered some.
    pub async fn holders(&self, pool: &PoolId, limit: usize) -> Result<Vec<Party>, StoreError> {
        let params = HoldersParams { pool: pool.to_string(), limit: i64::try_from(limit).unwrap_or(i64::MAX) };
        let rows: Vec<PlaceRow> = self.read(&HOLDERS, params).await?;
        rows.into_iter().map(PlaceRow::party).collect()
    }
}
