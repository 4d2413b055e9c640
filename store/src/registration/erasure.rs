//! What of registrations is one person's own: handing it out, and the piece that erases it.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN)];

/// The registration of a person, as they wrote it and as it was decided.
pub(crate) const EXPORT: Query = Query::read(
    "registration.export",
    "SELECT state, draft, message, created_at, submitted_at, decided_at, approved, city FROM ONLY type::record('registration', $key)",
);

/// Erases a registration that holds and counts nothing any more, and every trace of its name, also in kept answers; `$registration`, `$key`,
/// `$email_key`.
macro_rules! erase_registration {
    () => {
        concat!(
            "LET $held = (SELECT state, counted, pool FROM ONLY $registration);
         IF $held != NONE AND ($held.counted != NONE OR $held.pool != NONE OR $held.state NOT IN ['withdrawn', 'rejected', 'superseded', 'lapsed']) {
            THROW 'registration.changed_meanwhile'
         };
         DELETE $registration RETURN NONE;
         DELETE idempotency WHERE answer.id = $registration RETURN NONE;
         LET $named = (SELECT VALUE id FROM twins WHERE ids CONTAINS $key OR array::flatten(apart ?? []) CONTAINS $key);
         ",
            $crate::registration::twins::forget_twin!(),
            "
         FOR $led IN (SELECT VALUE id FROM city WHERE heads CONTAINS $email_key) {
            DELETE idempotency WHERE answer.id = $led RETURN NONE;
            UPDATE $led SET heads = array::complement(heads, [$email_key]) RETURN NONE
         };\n"
        )
    };
}
pub(crate) use erase_registration;
