//! The errors of the store, and the only place that reads the driver's errors.
//!
//! Always holds: of all the errors that one query text answers, the one that explains the failure wins. In a failed
//! transaction every other statement answers "not executed", and that text comes first, so it ranks last.

use surrealdb::types::{AlreadyExistsError, ErrorDetails, QueryError};

/// What a caller of the store can be told.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The record that the verb is about does not exist, or not for this caller.
    #[error("not found")]
    NotFound,
    /// A rule refused the change; the code is `area.reason`, as thrown by the query text.
    #[error("refused: {0}")]
    Refused(String),
    /// Too much contention, or the database cannot be reached just now; nothing was changed, trying again helps.
    #[error("busy")]
    Busy,
    /// A defect or a broken database; the cause belongs in the log and not on a page.
    #[error("the store is broken: {0}")]
    Broken(#[source] Cause),
}

/// Why the store is broken, for the log.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The driver's own error, with the name of the query.
    #[error("{name}: {source}")]
    Driver {
        /// The query of the catalogue, or the step of the engine.
        name: &'static str,
        /// What the driver said.
        source: Box<surrealdb::Error>,
    },
    /// A row did not have the shape that the code expects, or a text was used wrongly.
    #[error("{name}: {what}")]
    Shape {
        /// The query of the catalogue, or the step of the engine.
        name: &'static str,
        /// What was wrong.
        what: String,
    },
}

impl StoreError {
    /// The refusal code, if a rule refused.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(code) => Some(code),
            _ => None,
        }
    }

    /// Whether a rule refused with exactly this code.
    #[must_use]
    pub fn is_refusal(&self, code: &str) -> bool {
        self.code() == Some(code)
    }

    /// A defect: a row or a text that does not have the expected shape.
    #[must_use]
    pub fn shape(name: &'static str, what: impl Into<String>) -> Self {
        Self::Broken(Cause::Shape { name, what: what.into() })
    }

    pub(crate) fn driver(name: &'static str, source: surrealdb::Error) -> Self {
        Self::Broken(Cause::Driver { name, source: Box::new(source) })
    }
}

/// What one driver error means to the engine, worst explained last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// `THROW 'code'`.
    Thrown(String),
    /// A record with this table and id exists already.
    Exists(String),
    /// Another transaction won; the whole transaction may run again.
    Conflict,
    /// The connection failed, or the time was up; whether the change was made is not known.
    Unreachable,
    /// Anything else.
    Other,
    /// A statement that did not run because another one failed.
    NotExecuted,
}

impl Failure {
    /// Reads one driver error.
    pub(crate) fn of(error: &surrealdb::Error) -> Self {
        match error.details() {
            ErrorDetails::Thrown => Self::Thrown(thrown_code(error.message())),
            ErrorDetails::AlreadyExists(Some(AlreadyExistsError::Record { id })) => Self::Exists(id.clone()),
            ErrorDetails::Query(Some(QueryError::TransactionConflict)) => Self::Conflict,
            ErrorDetails::Query(Some(QueryError::NotExecuted | QueryError::Cancelled)) => Self::NotExecuted,
            ErrorDetails::Connection(_) | ErrorDetails::Query(Some(QueryError::TimedOut { .. })) => Self::Unreachable,
            // A `THROW` inside an event comes back as an internal error that quotes it.
            _ => match error.message().strip_prefix("Error while processing event ").and_then(|m| m.split_once(": ")) {
                Some((_, thrown)) if thrown.starts_with(THROWN) => Self::Thrown(thrown_code(thrown)),
                _ => Self::Other,
            },
        }
    }

    /// Smaller explains more.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Thrown(_) => 0,
            Self::Exists(_) => 1,
            Self::Conflict => 2,
            Self::Unreachable => 3,
            Self::Other => 4,
            Self::NotExecuted => 5,
        }
    }
}

/// How the driver's sentence for a `THROW` begins.
const THROWN: &str = "An error occurred: ";

/// The code inside the driver's sentence for a `THROW`.
fn thrown_code(message: &str) -> String {
    message.strip_prefix(THROWN).unwrap_or(message).to_owned()
}

/// Picks the error that explains the failure.
pub(crate) fn worst(errors: impl IntoIterator<Item = surrealdb::Error>) -> Option<(Failure, surrealdb::Error)> {
    errors.into_iter().map(|error| (Failure::of(&error), error)).min_by_key(|(failure, _)| failure.rank())
}
