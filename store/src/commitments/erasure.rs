//! A person's calendar: handing it out, and the piece that erases it.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN)];

/// What takes a person's time.
pub(crate) const EXPORT: Query =
    Query::read("commitments.export", "SELECT kind, what, start, end, label, place, live FROM commitment WHERE account = $key");

/// Erases a person's calendar; `$key`.
macro_rules! erase_commitments {
    () => {
        "DELETE commitment WHERE account = $key RETURN NONE;
         DELETE type::record('calendar_feed', $key) RETURN NONE;
         DELETE type::record('calendar_guard', $key) RETURN NONE;\n"
    };
}
pub(crate) use erase_commitments;
