//! Query texts: named, catalogued, with every parameter bound.
//!
//! Always holds: a parameter that the text names and the caller does not bind is an error (the database would take it for
//! NONE), and all errors of all statements of a text are drained before a row is believed.

use std::collections::BTreeSet;

use surrealdb::types::{SurrealValue, Value, Variables};

use super::connect::Store;
use super::error::{Failure, StoreError, worst};

/// Whether a text reads or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only reads: [`Store::read`] and its siblings.
    Read,
    /// The body of a transaction: [`Store::tx`].
    Write,
}

/// One SurrealQL text of the catalogue.
///
/// ```text
/// pub(crate) const BY_CITY: Query = Query::read("registration.by_city", include_str!("by_city.surql"))
///     .sample("{ city: 'seoul', after: NONE, limit: 20 }");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Query {
    /// `area.verb`, unique; the name in logs, metrics and error causes.
    pub name: &'static str,
    /// The text. Of several statements, the last one answers.
    pub sql: &'static str,
    /// Reads or changes.
    pub kind: Kind,
    /// A SurrealQL object with a sample value for every parameter, for the EXPLAIN test.
    pub sample: &'static str,
    /// Tables that this text may scan or sort, with the reason: tables that stay tiny.
    pub tiny: &'static [(&'static str, &'static str)],
}

impl Query {
    /// A text that only reads.
    #[must_use]
    pub const fn read(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, kind: Kind::Read, sample: "{}", tiny: &[] }
    }

    /// The body of a transaction.
    #[must_use]
    pub const fn write(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, kind: Kind::Write, sample: "{}", tiny: &[] }
    }

    /// Sample parameters as a SurrealQL object.
    #[must_use]
    pub const fn sample(self, sample: &'static str) -> Self {
        Self { sample, ..self }
    }

    /// Tables that may be scanned because they stay tiny, with the reason.
    #[must_use]
    pub const fn tiny(self, tiny: &'static [(&'static str, &'static str)]) -> Self {
        Self { tiny, ..self }
    }

    /// The parameters that a caller has to bind.
    #[must_use]
    pub fn parameters(&self) -> BTreeSet<&'static str> {
        parameters(self.sql)
    }
}

/// Names that the language itself binds.
const BUILT_IN: &[&str] = &["this", "parent", "value", "before", "after", "event", "input", "auth", "session", "token"];

/// Finds `$name`s that nothing in the text binds: not `LET`, not `FOR`, not a closure.
fn parameters(sql: &'static str) -> BTreeSet<&'static str> {
    let mut used = BTreeSet::new();
    let mut bound: BTreeSet<&str> = BUILT_IN.iter().copied().collect();
    let mut quote = None;
    let mut rest = sql.char_indices().peekable();
    let mut closure = false;
    while let Some((at, c)) = rest.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                rest.next();
            }
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '-') if sql.get(at..).is_some_and(|tail| tail.starts_with("--")) => while rest.next_if(|(_, c)| *c != '\n').is_some() {},
            (None, '|') => closure = sql.get(at + 1..).is_some_and(|tail| tail.trim_start().starts_with('$')),
            (None, '$') => {
                let tail = sql.get(at + 1..).unwrap_or_default();
                let end = tail.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(tail.len());
                let name = tail.get(..end).unwrap_or_default();
                let head = sql.get(..at).unwrap_or_default().trim_end().to_ascii_uppercase();
                if closure || head.ends_with("LET") || head.ends_with("FOR") || head.ends_with("FOR (") {
                    bound.insert(name);
                } else if !name.is_empty() {
                    used.insert(name);
                }
            }
            _ => {}
        }
    }
    used.retain(|name| !bound.contains(name));
    used
}

impl Store {
    /// All rows of a read; the last statement answers.
    pub async fn read<T: SurrealValue>(&self, query: &'static Query, params: impl SurrealValue) -> Result<Vec<T>, StoreError> {
        many(query.name, self.read_value(query, params.into_value()).await?)
    }

    /// One row of a read, or `NotFound`.
    pub async fn read_one<T: SurrealValue>(&self, query: &'static Query, params: impl SurrealValue) -> Result<T, StoreError> {
        one(query.name, self.read_value(query, params.into_value()).await?)?.ok_or(StoreError::NotFound)
    }

    /// One row of a read, if there is one.
    pub async fn read_option<T: SurrealValue>(&self, query: &'static Query, params: impl SurrealValue) -> Result<Option<T>, StoreError> {
        one(query.name, self.read_value(query, params.into_value()).await?)
    }

    /// The raw answer of a read; `params` is an object.
    pub async fn read_value(&self, query: &'static Query, params: Value) -> Result<Value, StoreError> {
        let vars = bind(query, params)?;
        if query.kind != Kind::Read {
            return Err(StoreError::shape(query.name, "a changing text was used as a read"));
        }
        Box::pin(self.run(query.name, query.sql, vars))
            .await
            .map_err(|e| (Failure::of(&e), e))
            .and_then(drained)
            .map(|mut values| values.pop().unwrap_or(Value::None))
            .map_err(|failure| match failure {
                (Failure::Thrown(code), _) if code == "not_found" => StoreError::NotFound,
                (Failure::Thrown(code), _) => StoreError::Refused(code),
                (Failure::Unreachable | Failure::Conflict, _) => StoreError::Busy,
                (_, error) => StoreError::driver(query.name, error),
            })
    }
}

/// Makes a page of rows of which one more was read than it holds; the second value is what to pass as `after` for the next page.
pub(crate) fn page<T>(mut rows: Vec<T>, limit: usize, place: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(place);
    (rows, next)
}

/// Checks that every parameter of the text is bound.
pub(crate) fn bind(query: &'static Query, params: Value) -> Result<Variables, StoreError> {
    let vars = match params {
        Value::Object(object) => Variables::from(object),
        Value::None | Value::Null => Variables::new(),
        Value::Array(array) if array.is_empty() => Variables::new(),
        other => return Err(StoreError::shape(query.name, format!("parameters must be an object, not {}", other.kind()))),
    };
    if cfg!(debug_assertions) {
        for name in query.parameters() {
            if vars.get(name).is_none() {
                return Err(StoreError::shape(query.name, format!("${name} is not bound")));
            }
        }
    }
    Ok(vars)
}

/// The rows of an answer.
pub(crate) fn many<T: SurrealValue>(name: &'static str, value: Value) -> Result<Vec<T>, StoreError> {
    match value {
        Value::None | Value::Null => Ok(Vec::new()),
        Value::Array(array) => array.into_iter().map(|value| row(name, value)).collect(),
        other => Ok(vec![row(name, other)?]),
    }
}

/// The single row of an answer.
pub(crate) fn one<T: SurrealValue>(name: &'static str, value: Value) -> Result<Option<T>, StoreError> {
    match value {
        Value::None | Value::Null => Ok(None),
        Value::Array(array) => array.into_iter().next().map(|value| row(name, value)).transpose(),
        other => row(name, other).map(Some),
    }
}

fn row<T: SurrealValue>(name: &'static str, value: Value) -> Result<T, StoreError> {
    T::from_value(value).map_err(|e| StoreError::driver(name, e))
}

/// Reads the errors of all statements; the one that explains most decides.
#[expect(clippy::result_large_err, reason = "the driver's own error is that large, and it travels only inside the engine")]
pub(crate) fn drained(results: Vec<Result<Value, surrealdb::Error>>) -> Result<Vec<Value>, (Failure, surrealdb::Error)> {
    let mut values = Vec::with_capacity(results.len());
    let mut errors = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(error) => errors.push(error),
        }
    }
    match worst(errors) {
        Some(found) => Err(found),
        None => Ok(values),
    }
}
