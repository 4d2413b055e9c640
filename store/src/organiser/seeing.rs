//! Seeing the site as a role: which sign-in does, and until when.

use domain::kernel::ids::SignInId;
use domain::organiser::seeing::{LASTS, SeenAs};
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    SEEING.sample("{ id: seeing:a }"),
    BEGIN.sample("{ id: seeing:a, role: 'participant', until: time::now() }"),
    END.sample("{ id: seeing:a }"),
    FORGET.sample("{ now: time::now() }"),
];

const SEEING: Query = Query::read("organiser.seeing", "SELECT role, until FROM ONLY $id");
const BEGIN: Query = Query::write("organiser.see_as", "UPSERT $id SET role = $role, until = $until RETURN NONE; true");
const END: Query = Query::write("organiser.see_end", "DELETE $id RETURN NONE; true");
const FORGET: Query = Query::write("organiser.see_forget", "DELETE seeing WHERE until < $now RETURN NONE; true");

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct Row {
    role: String,
    until: At,
}

#[derive(SurrealValue)]
struct BeginParams {
    id: RecordId,
    role: String,
    until: At,
}

#[derive(SurrealValue)]
struct Now {
    now: At,
}

fn record(id: &SignInId) -> RecordId {
    RecordId::new("seeing", id.as_str())
}

impl Store {
    /// As whom a sign-in sees the site at this moment, and until when; `None` when as itself.
    pub async fn seeing(&self, id: &SignInId, now: Timestamp) -> Result<Option<(SeenAs, Timestamp)>, StoreError> {
        let row: Option<Row> = self.read_option(&SEEING, One { id: record(id) }).await?;
        Ok(row.filter(|row| row.until.0 > now).and_then(|row| Some((SeenAs::parse(&row.role)?, row.until.0))))
    }

    /// Begins to see the site as a role.
    pub async fn see_as(&self, act: &Act<'_>, id: &SignInId, seen: SeenAs) -> Result<(), StoreError> {
        let until = act.now.checked_add(LASTS).map_err(|e| StoreError::shape("organiser.see_as", e.to_string()))?;
        let tx = Tx::new(&BEGIN, act.now)
            .bind(BeginParams { id: record(id), role: seen.code().to_owned(), until: At(until) })
            .once(act.once("organiser.see_as", &[id.as_str(), seen.code()]))
            .audit(act.audit("organiser.see_as_began", format!("role:{}", seen.code())));
        self.tx(tx).await.map(drop)
    }

    /// Ends it.
    pub async fn see_end(&self, act: &Act<'_>, id: &SignInId, seen: SeenAs) -> Result<(), StoreError> {
        let tx = Tx::new(&END, act.now).bind(One { id: record(id) }).audit(act.audit("organiser.see_as_ended", format!("role:{}", seen.code())));
        self.tx(tx).await.map(drop)
    }

    /// Forgets what has ended by itself.
    pub async fn see_forget(&self, now: Timestamp) -> Result<(), StoreError> {
        self.tx(Tx::new(&FORGET, now).bind(Now { now: At(now) })).await.map(drop)
    }
}
