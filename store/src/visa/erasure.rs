//! What of letters for visas is one person's own: handing it out, and the piece that erases it. A letter that was issued can still be checked.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN)];

/// A person's request. What the passport says is sealed and not in the file: the person has it.
pub(crate) const EXPORT: Query =
    Query::read("visa.export", "SELECT state, requested_at, holds AS passport_kept, erased_at FROM ONLY type::record('visa_request', $key)");

/// Erases a person's request, and what their letters say; `$account`, `$key`.
macro_rules! erase_visa {
    () => {
        "DELETE type::record('visa_request', $key) RETURN NONE;
         UPDATE visa_letter SET says = NONE, revoked_at = revoked_at ?? $now WHERE account = $account RETURN NONE;\n"
    };
}
pub(crate) use erase_visa;
