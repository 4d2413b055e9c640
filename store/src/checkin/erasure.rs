//! What of badges and check-in is one person's own: handing it out, and the piece that erases it.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[BADGES.sample(crate::accounts::erasure::OWN), CHECK_INS.sample(crate::accounts::erasure::OWN)];

/// A person's badges.
pub(crate) const BADGES: Query = Query::read(
    "checkin.export_badges",
    "SELECT number, code, live, issued_at, voided_at, reason FROM badge WHERE registration = type::record('registration', $key)",
);
/// Where a person was checked in.
pub(crate) const CHECK_INS: Query = Query::read(
    "checkin.export_check_ins",
    "SELECT station, at, readings, taken_back_at FROM check_in WHERE registration = type::record('registration', $key) ORDER BY at",
);

/// Erases a person's badges and every reading of them; `$registration`, `$key`.
macro_rules! erase_checkin {
    () => {
        "DELETE type::record('badge_holder', $key) RETURN NONE;
         DELETE type::record('badge_wanted', $key) RETURN NONE;
         DELETE badge WHERE registration = $registration RETURN NONE;
         DELETE check_in WHERE registration = $registration RETURN NONE;
         DELETE scan WHERE registration = $registration RETURN NONE;
         UPDATE print_run SET registrations = array::complement(registrations, [$registration]) WHERE registrations CONTAINS $registration RETURN NONE;\n"
    };
}
pub(crate) use erase_checkin;
