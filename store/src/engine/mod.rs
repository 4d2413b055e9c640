//! The engine: connecting, the schema, queries, transactions, and what every change carries along.
//!
//! # One change, one transaction
//! A use case is one SurrealQL text. [`Store::tx`](connect::Store::tx) wraps it with everything that belongs to it and
//! sends it as one `BEGIN .. COMMIT`: the idempotency claim, the body, its audit rows, its outbox rows. On a conflict the
//! whole transaction runs again, its reads included. After the commit and before the caller has its answer, the change
//! is announced ([`changes`]).
//!
//! # Why nothing here is one hot record
//! Snapshot isolation lets only one of the transactions that write the same record win. A global revision record or a
//! chained audit head would make every transaction of the product conflict with every other, on every node. Therefore:
//! - Revisions are numbers of the process (`start second << 20 | counter`), given out after the commit; they never go
//!   back, not over a restart. Nodes on one database tell each other through one small row per node, written after
//!   commits and read by all, and a node that dies with a change untold is noticed by its heartbeat ([`changes`]).
//! - Audit rows are written in the transaction, with their own digest and an open mark; one sealer at a time links the
//!   marked rows into a hash chain, in batches, within about a second ([`audit`]).
//!
//! So two transactions conflict only where the product's own rules let them contend.

pub mod audit;
pub mod backup;
pub mod changes;
pub mod clock;
pub mod connect;
#[cfg(test)]
mod driver_shapes;
mod embedded;
pub mod error;
pub mod explain;
pub mod lease;
pub mod outbox;
pub mod query;
pub mod schema;
mod segment;
pub mod tx;

pub use clock::At;
pub use connect::{Store, StoreConfig};
pub use error::StoreError;
pub use query::Query;
pub use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Value, Variables};
pub use tx::{Answer, IdempotencyKey, Tx};
