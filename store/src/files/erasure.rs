//! What of files is one person's own: which they uploaded, and the piece that forgets who it was.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN)];

/// The files that a person uploaded. The files themselves are where they belong.
pub(crate) const EXPORT: Query = Query::read("files.export", "SELECT owner, name, kind, size, at FROM file WHERE by = $account");

/// Forgets who uploaded files; `$account`.
macro_rules! erase_files {
    () => {
        "UPDATE file SET by = NONE WHERE by = $account RETURN NONE;\n"
    };
}
pub(crate) use erase_files;
