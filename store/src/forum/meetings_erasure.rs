//! What of meetings at booths is one person's own: handing it out, and the piece that erases it.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN)];

/// What a person booked, and where they receive.
pub(crate) const EXPORT: Query = Query::read(
    "forum.export_meetings",
    "array::concat(
        (SELECT company, start, end, city, about, need, coming, reason, 'visitor' AS as FROM booth_booking WHERE account = $key),
        (SELECT company, start, end, kind, 'staff' AS as FROM booth_slot WHERE staff = $key)
     )",
);

/// Erases what a person booked at booths, who has given back what is to come, and takes them off the times at which they receive; `$key`, `$now`.
macro_rules! erase_meetings {
    () => {
        "FOR $visit IN (SELECT id, slot, coming, start FROM booth_booking WHERE account = $key) {
            IF $visit.coming IN ['booked', 'waiting', 'offered'] AND $visit.start > $now { THROW 'registration.changed_meanwhile' };
            DELETE type::record('place', ['booth-' + $visit.slot, $key]) RETURN NONE;
            DELETE type::record('place_claim', ['booth-' + $visit.slot, $key]) RETURN NONE;
            DELETE $visit.id RETURN NONE;
         };
         DELETE type::record('booth_leaver', $key) RETURN NONE;
         FOR $duty IN (SELECT VALUE id FROM booth_slot WHERE staff = $key) {
            UPDATE $duty SET staff = NONE, version += 1 RETURN NONE;
            UPDATE $duty SET unmanned = taken > 0 AND gone = false RETURN NONE;
         };\n"
    };
}
pub(crate) use erase_meetings;
