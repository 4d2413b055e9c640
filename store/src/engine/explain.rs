//! Plans: how the database would run the reads inside a text, for the test that looks at the whole catalogue.
//!
//! Always holds: nothing is changed by asking.

use surrealdb::types::{Value, Variables};

use super::connect::Store;
use super::error::StoreError;
use super::query::{Query, one};

/// The plan of one read inside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The read.
    pub statement: String,
    /// What the database would do.
    pub plan: String,
}

impl Plan {
    /// What is wrong with it: a scan or a sort of a table that is not declared tiny.
    #[must_use]
    pub fn fault(&self, query: &Query) -> Option<String> {
        let tiny = query.tiny.iter().any(|(table, _)| mentions(&self.statement, table));
        let step = ["TableScan", "Iterate Table", "Sort"].into_iter().find(|step| self.plan.contains(step))?;
        (!tiny).then(|| format!("{step} of a table that may grow"))
    }
}

/// Whether the read is from this table.
fn mentions(statement: &str, table: &str) -> bool {
    statement.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == table)
}

impl Store {
    /// The plans of all reads inside a text, with its sample parameters.
    pub async fn explain(&self, query: &'static Query) -> Result<Vec<Plan>, StoreError> {
        let sample = self.plain(query.name, &format!("RETURN {}", query.sample), Variables::new()).await?.pop();
        let vars = match sample {
            Some(Value::Object(object)) => Variables::from(object),
            _ => return Err(StoreError::shape(query.name, "the sample is not an object")),
        };
        for name in query.parameters() {
            if vars.get(name).is_none() && !query.sample.contains(&format!("{name}: NONE")) {
                return Err(StoreError::shape(query.name, format!("the sample has no {name}")));
            }
        }
        let mut plans = Vec::new();
        for statement in reads(query.sql) {
            let value = self.plain(query.name, &format!("EXPLAIN {statement}"), vars.clone()).await?.pop();
            let plan = match value {
                Some(Value::String(text)) => text,
                Some(other) => one::<Value>(query.name, other)?.map_or_else(String::new, |v| v.into_json_value().to_string()),
                None => String::new(),
            };
            plans.push(Plan { statement, plan });
        }
        Ok(plans)
    }
}

/// Every `SELECT` inside a text, and the `SELECT` that an `UPDATE` or `DELETE` of a whole table amounts to.
fn reads(sql: &str) -> Vec<String> {
    let sql = without_comments(sql);
    let mut found = Vec::new();
    for (at, word) in words(&sql) {
        let statement = statement_from(&sql, at);
        match word.to_ascii_uppercase().as_str() {
            "SELECT" => found.push(statement.to_owned()),
            "UPDATE" | "DELETE" | "UPSERT" => found.extend(read_of_change(statement)),
            _ => {}
        }
    }
    found
}

/// `UPDATE team SET .. WHERE x RETURN ..` finds its rows like `SELECT * FROM team WHERE x`.
fn read_of_change(statement: &str) -> Option<String> {
    let mut parts = statement.split_whitespace().skip(1).filter(|word| !word.eq_ignore_ascii_case("ONLY"));
    let target = parts.next()?.trim_end_matches(';');
    if target.contains([':', '$', '(', '[']) {
        return None;
    }
    let upper = statement.to_ascii_uppercase();
    let condition = upper.find(" WHERE ").map_or("", |at| {
        let end = upper.find(" RETURN ").filter(|end| *end > at).unwrap_or(statement.len());
        statement.get(at..end).unwrap_or_default()
    });
    Some(format!("SELECT * FROM {target}{condition}"))
}

/// The text from here to the end of its statement or of the bracket around it.
fn statement_from(sql: &str, at: usize) -> &str {
    let rest = sql.get(at..).unwrap_or_default();
    let mut depth = 0_i32;
    let mut quote = None;
    for (index, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ';') if depth == 0 => depth = -1,
            _ => {}
        }
        if depth < 0 {
            return rest.get(..index).unwrap_or_default();
        }
    }
    rest
}

/// The words of a text with their places, outside of quotes.
fn words(sql: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, c) in sql.char_indices().chain([(sql.len(), ' ')]) {
        if quote.is_none() && (c.is_alphanumeric() || c == '_' || c == '$' || c == '.') {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            found.push((from, sql.get(from..at).unwrap_or_default()));
        }
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '\'' | '"' | '`') => quote = Some(c),
            _ => {}
        }
    }
    found
}

fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.find("-- ").map_or(line, |at| line.get(..at).unwrap_or(line))).collect::<Vec<_>>().join("\n")
}
