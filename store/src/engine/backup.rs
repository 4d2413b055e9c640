//! Logical backup: all rows of all tables as lines of JSON, lossless, and back.
//!
//! Always holds: importing an export into an empty store and exporting again gives the same lines. The schema is not part
//! of it: the program brings its own.

use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};
use surrealdb::types::{Object, RecordId, Value, Variables};

use super::connect::Store;
use super::error::StoreError;

/// Rows of one read or one write.
const BATCH: usize = 1000;
/// The same of rows that hold a quarter of a mebibyte each.
const FEW: usize = 16;
/// Rows that describe the running program and not the event, and marks of what has to be looked at, which the rows that come back set by themselves.
const SKIPPED: &[&str] = &["node", "lease", "migration", "engine", "person_open"];
const NAME: &str = "engine.backup";

/// One line.
#[derive(Serialize, Deserialize)]
struct Line {
    table: String,
    row: Value,
}

impl Store {
    /// Writes every row as one line; answers how many.
    pub async fn export(&self, out: &mut (dyn Write + Send)) -> Result<u64, StoreError> {
        let mut count = 0;
        for table in self.tables().await? {
            let mut after: Option<RecordId> = None;
            loop {
                let rows = self.rows_after(&table, after.as_ref()).await?;
                let full = rows.len() == batch_of(&table);
                after = rows.last().and_then(id_of);
                for row in rows {
                    let line = Line { table: table.clone(), row };
                    serde_json::to_writer(&mut *out, &line).map_err(|e| StoreError::shape(NAME, e.to_string()))?;
                    out.write_all(b"\n").map_err(|e| StoreError::shape(NAME, e.to_string()))?;
                    count += 1;
                }
                if !full {
                    break;
                }
            }
        }
        Ok(count)
    }

    /// Reads the lines of an export into this store, which must be empty of their rows; answers how many.
    pub async fn import(&self, lines: &mut (dyn BufRead + Send)) -> Result<u64, StoreError> {
        let mut count = 0;
        let mut table = String::new();
        let mut batch: Vec<Value> = Vec::new();
        let mut text = String::new();
        loop {
            text.clear();
            let read = lines.read_line(&mut text).map_err(|e| StoreError::shape(NAME, e.to_string()))?;
            let line: Option<Line> = match text.trim() {
                "" => None,
                text => Some(serde_json::from_str(text).map_err(|e| StoreError::shape(NAME, e.to_string()))?),
            };
            let turned = line.as_ref().is_some_and(|line| line.table != table);
            if read == 0 || turned || batch.len() >= batch_of(&table) {
                self.insert(&table, std::mem::take(&mut batch)).await?;
            }
            if read == 0 {
                return Ok(count);
            }
            if let Some(line) = line {
                if turned {
                    table = checked(line.table)?;
                }
                batch.push(line.row);
                count += 1;
            }
        }
    }

    /// The names of all tables that are backed up, sorted.
    async fn tables(&self) -> Result<Vec<String>, StoreError> {
        let info = self.plain(NAME, "INFO FOR DB", Variables::new()).await?.pop().unwrap_or(Value::None);
        let Value::Object(mut info) = info else {
            return Err(StoreError::shape(NAME, "the database does not describe itself"));
        };
        let tables = match info.remove("tables") {
            Some(Value::Object(tables)) => tables,
            _ => Object::default(),
        };
        let mut names: Vec<String> = tables.into_iter().map(|(name, _)| name).filter(|name| !SKIPPED.contains(&name.as_str())).collect();
        names.sort();
        names.into_iter().map(checked).collect()
    }

    async fn rows_after(&self, table: &str, after: Option<&RecordId>) -> Result<Vec<Value>, StoreError> {
        let mut vars = Variables::new();
        vars.insert("table", table.to_owned());
        vars.insert("limit", i64::try_from(batch_of(table)).unwrap_or(i64::MAX));
        let condition = match after {
            Some(id) => {
                vars.insert("after", id.clone());
                "WHERE id > $after"
            }
            None => "",
        };
        let sql = format!("SELECT * FROM type::table($table) {condition} ORDER BY id LIMIT $limit");
        match self.plain(NAME, &sql, vars).await?.pop() {
            Some(Value::Array(rows)) => Ok(rows.into_iter().collect()),
            _ => Ok(Vec::new()),
        }
    }

    async fn insert(&self, table: &str, rows: Vec<Value>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut vars = Variables::new();
        vars.insert("rows", rows);
        self.plain(NAME, &format!("INSERT INTO {table} $rows RETURN NONE"), vars).await.map(drop)
    }
}

/// How many rows of a table one read or one write takes, so that it fits into memory.
fn batch_of(table: &str) -> usize {
    if table == "file_part" { FEW } else { BATCH }
}

fn id_of(row: &Value) -> Option<RecordId> {
    match row {
        Value::Object(object) => match object.get("id") {
            Some(Value::RecordId(id)) => Some(id.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A table's name as it may stand in a text.
fn checked(table: String) -> Result<String, StoreError> {
    let fine = !table.is_empty() && table.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if fine { Ok(table) } else { Err(StoreError::shape(NAME, "a table's name has odd characters")) }
}
