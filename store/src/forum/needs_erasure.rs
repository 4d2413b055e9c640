//! What of needs and answers is about a person: who wrote them. The city's need and the company's answer stay.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN)];

/// The needs that a person began and the answers that they wrote.
pub(crate) const EXPORT: Query = Query::read(
    "forum.export_needs",
    "array::concat(
        (SELECT city, wording, standing, at FROM city_need WHERE by = $key),
        (SELECT need, company, text, at FROM need_answer WHERE by = $key)
     )",
);

/// Takes a person's name off needs and answers; `$key`.
macro_rules! erase_needs {
    () => {
        "UPDATE city_need SET by = NONE WHERE by = $key RETURN NONE;
         UPDATE need_answer SET by = NONE WHERE by = $key RETURN NONE;\n"
    };
}
pub(crate) use erase_needs;
