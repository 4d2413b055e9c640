//! What of judging is one person's own: handing it out, and the piece that erases it. Scores stay, as those of an account that says nothing.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN)];

/// A person's scores, conflicts and pilots.
pub(crate) const EXPORT: Query = Query::read(
    "judging.export",
    "RETURN {
        sheets: (SELECT contest, entry, scores, standing, saved_at FROM score_sheet WHERE juror = $key),
        conflicts: (SELECT contest, entry, ground, reason, at FROM contest_conflict WHERE juror = $key),
        pilots: (SELECT contest, entry, city_name, owner, first_step, day, state, at FROM pilot WHERE by = $key)
     }",
);

/// Erases what a person said of conflicts, and of themselves as the owner of a pilot; `$key`, `$email_key`.
macro_rules! erase_judging {
    () => {
        "UPDATE contest_conflict SET reason = NONE WHERE juror = $key RETURN NONE;
         UPDATE pilot SET owner = { name: '', role: '', email: '' }, owner_key = '', due = NONE WHERE owner_key = $email_key RETURN NONE;\n"
    };
}
pub(crate) use erase_judging;
