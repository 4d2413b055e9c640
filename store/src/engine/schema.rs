//! The schema and the migrations.
//!
//! Always holds: the schema is declared as a whole and applied in one transaction when its digest differs from the kept
//! one; each migration runs exactly once, in one transaction with the record that it ran, so a kill at any moment leaves
//! it undone or done. A database that is ahead of this program is not opened.

use sha2::{Digest, Sha256};
use surrealdb::types::{SurrealValue, Value, Variables};

use super::connect::Store;
use super::error::{Failure, StoreError};
use super::query::{Query, drained, many, one};

/// The declarative schema, one text per area.
const SCHEMA: &[&str] = &[
    include_str!("../../schema/engine.surql"),
    include_str!("../../schema/accounts.surql"),
    include_str!("../../schema/event.surql"),
    include_str!("../../schema/places.surql"),
    include_str!("../../schema/registration.surql"),
    include_str!("../../schema/visa.surql"),
    include_str!("../../schema/checkin.surql"),
    include_str!("../../schema/organiser.surql"),
    include_str!("../../schema/ideathon.surql"),
    include_str!("../../schema/files.surql"),
    include_str!("../../schema/forum.surql"),
    include_str!("../../schema/leads.surql"),
    include_str!("../../schema/forum_plan.surql"),
    include_str!("../../schema/forum_meetings.surql"),
    include_str!("../../schema/forum_needs.surql"),
    include_str!("../../schema/forum_favourites.surql"),
    include_str!("../../schema/forum_views.surql"),
    include_str!("../../schema/workspace.surql"),
    include_str!("../../schema/challenges.surql"),
    include_str!("../../schema/judging.surql"),
    include_str!("../../schema/ideas.surql"),
];

/// The migrations in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "identity", sql: include_str!("../../migrations/0001_identity.surql") },
    Migration { number: 2, name: "people", sql: include_str!("../../migrations/0002_people.surql") },
    Migration { number: 3, name: "places", sql: include_str!("../../migrations/0003_places.surql") },
    Migration { number: 4, name: "booth_places", sql: include_str!("../../migrations/0004_booth_places.surql") },
];

/// One step of moving data.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Position, from 1 without gaps.
    pub number: i64,
    /// What it is called.
    pub name: &'static str,
    /// What it does.
    pub sql: &'static str,
}

/// The texts of this module.
pub const QUERIES: &[Query] =
    &[Query::read("engine.schema_digest", DIGEST), Query::read("engine.migrations", RAN).tiny(&[("migration", "one row per migration")])];
const DIGEST: &str = "SELECT VALUE value FROM ONLY engine:schema";
const RAN: &str = "SELECT record::id(id) AS number, name, digest FROM migration";

/// A migration that ran.
#[derive(Debug, SurrealValue)]
struct Ran {
    number: i64,
    name: String,
    digest: String,
}

fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_be_bytes());
        hasher.update(text.as_bytes());
    }
    super::audit::hex(&hasher.finalize())
}

impl Store {
    /// Applies the schema if it changed and runs the migrations that are missing.
    pub(crate) async fn bring_up_to_date(&self) -> Result<(), StoreError> {
        self.apply_schema(SCHEMA).await?;
        self.migrate(MIGRATIONS).await
    }

    /// Applies these schema texts unless exactly they were applied last; answers whether it did.
    pub async fn apply_schema(&self, texts: &[&str]) -> Result<bool, StoreError> {
        let wanted = digest(texts.iter().copied());
        // On a new database the table does not exist yet: that is an error of this text, and means "never".
        let kept: Option<String> = match self.plain("engine.schema_digest", DIGEST, Variables::new()).await {
            Ok(mut values) => one("engine.schema_digest", values.pop().unwrap_or(Value::None))?,
            Err(_) => None,
        };
        if kept.as_ref() == Some(&wanted) {
            return Ok(false);
        }
        let mut sql = String::from("BEGIN TRANSACTION;\n");
        for text in texts {
            sql.push_str(text);
            sql.push('\n');
        }
        sql.push_str("UPSERT engine:schema SET value = $digest, at = time::now() RETURN NONE;\nCOMMIT TRANSACTION;");
        let mut vars = Variables::new();
        vars.insert("digest", wanted);
        self.patiently("engine.schema", &sql, vars).await?;
        Ok(true)
    }

    /// Runs the migrations that did not run yet, in order.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<(), StoreError> {
        let name = "engine.migrations";
        let value = self.plain(name, RAN, Variables::new()).await?.pop().unwrap_or(Value::None);
        let ran: Vec<Ran> = many(name, value)?;
        for done in &ran {
            match migrations.iter().find(|m| m.number == done.number) {
                None => {
                    let what = format!("the database is ahead: migration {} ({}) is unknown here", done.number, done.name);
                    return Err(StoreError::shape(name, what));
                }
                Some(known) if digest([known.sql]) != done.digest => {
                    let what = format!("migration {} ({}) was changed after it ran", done.number, done.name);
                    return Err(StoreError::shape(name, what));
                }
                Some(_) => {}
            }
        }
        for migration in migrations.iter().filter(|m| !ran.iter().any(|r| r.number == m.number)) {
            let sql = format!(
                "BEGIN TRANSACTION;\nCREATE type::record('migration', $number) SET name = $name, digest = $digest, \
                 at = time::now() RETURN NONE;\n{}\nCOMMIT TRANSACTION;",
                migration.sql
            );
            let mut vars = Variables::new();
            vars.insert("number", migration.number);
            vars.insert("name", migration.name.to_owned());
            vars.insert("digest", digest([migration.sql]));
            match self.patiently("engine.migrate", &sql, vars).await? {
                Done::Now => tracing::info!(number = migration.number, name = migration.name, "migrated"),
                Done::Elsewhere => {}
            }
        }
        Ok(())
    }

    /// Runs a transaction of the engine itself, again on conflicts: two nodes may start at the same moment.
    async fn patiently(&self, name: &'static str, sql: &str, vars: Variables) -> Result<Done, StoreError> {
        let mut tries = 0_u64;
        loop {
            tries += 1;
            let failure = match Box::pin(self.run(name, sql, vars.clone())).await.map_err(|e| (Failure::of(&e), e)).and_then(drained) {
                Ok(_) => return Ok(Done::Now),
                Err(failure) => failure,
            };
            match failure {
                (Failure::Conflict, _) if tries < 20 => {
                    tokio::time::sleep(std::time::Duration::from_millis(20 * tries)).await;
                }
                (Failure::Exists(id), _) if id.starts_with("migration:") => return Ok(Done::Elsewhere),
                (_, error) => return Err(StoreError::driver(name, error)),
            }
        }
    }
}

/// Whether this call did it or another node was quicker.
enum Done {
    Now,
    Elsewhere,
}
