//! Leases: one node at a time runs a job.
//!
//! Always holds: of several holders that ask at the same time exactly one gets the lease, because all of them write the
//! same record; a lease that is not renewed ends by itself.

use jiff::{SignedDuration, Timestamp};
use surrealdb::types::SurrealValue;

use super::clock::At;
use super::connect::Store;
use super::error::StoreError;
use super::query::Query;
use super::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[TAKE, DROP];

const TAKE: Query = Query::write(
    "engine.lease",
    "LET $lease = type::record('lease', $name);
     LET $held = (SELECT holder, until FROM ONLY $lease);
     IF $held != NONE AND $held.holder != $holder AND $held.until > $now {
         false
     } ELSE {
         UPSERT $lease SET holder = $holder, until = $until RETURN NONE;
         true
     };",
)
.sample("{ name: 'job', holder: 'node', now: d'2017-06-27T00:00:00Z', until: d'2017-06-27T00:00:10Z' }");

const DROP: Query = Query::write("engine.lease_drop", "DELETE type::record('lease', $name) WHERE holder = $holder RETURN NONE;")
    .sample("{ name: 'job', holder: 'node' }");

#[derive(SurrealValue)]
struct Take {
    name: String,
    holder: String,
    now: At,
    until: At,
}

#[derive(SurrealValue)]
struct Drop {
    name: String,
    holder: String,
}

impl Store {
    /// Takes or renews the lease; `false` while another holder has it.
    pub async fn lease(&self, name: &str, holder: &str, ttl: SignedDuration, now: Timestamp) -> Result<bool, StoreError> {
        let until = now.checked_add(ttl).map_err(|e| StoreError::shape("engine.lease", e.to_string()))?;
        let take = Take { name: name.to_owned(), holder: holder.to_owned(), now: At(now), until: At(until) };
        self.tx(Tx::new(&TAKE, now).bind(take)).await?.one()
    }

    /// Gives the lease back early.
    pub async fn drop_lease(&self, name: &str, holder: &str, now: Timestamp) -> Result<(), StoreError> {
        self.tx(Tx::new(&DROP, now).bind(Drop { name: name.to_owned(), holder: holder.to_owned() })).await?;
        Ok(())
    }
}
