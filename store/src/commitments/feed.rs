//! The address under which a calendar app reads somebody's calendar: one for a person, ended or replaced by them at any time.
//!
//! Always holds: the address is kept as a digest, by which it is found, and sealed by the program, so that only the program can show it again.

use domain::kernel::ids::AccountId;
use surrealdb::types::{RecordId, SurrealValue};

use crate::accounts::Secret;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    FEED.sample("{ id: calendar_feed:a }"),
    OWNER.sample("{ digest: 'd' }"),
    OPEN.sample("{ id: calendar_feed:a, digest: 'd', sealed: 's', now: time::now() }"),
    CLOSE.sample("{ id: calendar_feed:a }"),
];

const FEED: Query = Query::read("commitments.feed", "SELECT VALUE sealed FROM ONLY $id");
const OWNER: Query = Query::read("commitments.feed_owner", "SELECT VALUE record::id(id) FROM calendar_feed WHERE digest = $digest LIMIT 1");
const OPEN: Query = Query::write(
    "commitments.open_feed",
    "UPSERT $id SET digest = $digest, sealed = $sealed, at = $now RETURN NONE;
     true",
);
const CLOSE: Query = Query::write(
    "commitments.close_feed",
    "DELETE $id RETURN NONE;
     true",
);

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct ByDigest {
    digest: String,
}

#[derive(SurrealValue)]
struct OpenParams {
    id: RecordId,
    digest: String,
    sealed: String,
    now: At,
}

fn record(account: &AccountId) -> RecordId {
    RecordId::new("calendar_feed", account.as_str())
}

impl Store {
    /// The sealed address of somebody's calendar, if they made one.
    pub async fn calendar_feed(&self, account: &AccountId) -> Result<Option<String>, StoreError> {
        self.read_option(&FEED, One { id: record(account) }).await
    }

    /// Whose calendar is under an address.
    pub async fn owner_of_feed(&self, secret: &str) -> Result<Option<AccountId>, StoreError> {
        let id: Option<String> = self.read_option(&OWNER, ByDigest { digest: Secret::digest(secret) }).await?;
        id.map(|id| AccountId::parse(&id).map_err(|e| StoreError::shape("commitments.feed_owner", e.to_string()))).transpose()
    }

    /// Makes an address for somebody's calendar; the one before it ends.
    pub async fn open_calendar_feed(&self, act: &Act<'_>, account: &AccountId, secret: &Secret, sealed: &str) -> Result<(), StoreError> {
        let params = OpenParams { id: record(account), digest: Secret::digest(secret.reveal()), sealed: sealed.to_owned(), now: At(act.now) };
        let tx = Tx::new(&OPEN, act.now)
            .bind(params)
            .once(act.once("commitments.open_feed", &[account.as_str()]))
            .audit(act.audit("commitments.feed_opened", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }

    /// Ends the address of somebody's calendar.
    pub async fn close_calendar_feed(&self, act: &Act<'_>, account: &AccountId) -> Result<(), StoreError> {
        let tx = Tx::new(&CLOSE, act.now)
            .bind(One { id: record(account) })
            .once(act.once("commitments.close_feed", &[account.as_str()]))
            .audit(act.audit("commitments.feed_closed", format!("account:{account}")));
        self.tx(tx).await.map(drop)
    }
}
