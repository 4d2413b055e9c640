//! What of workspaces and office hours is one person's own: handing it out, and the piece that erases it. What a team wrote stays with the team, without
//! the name of the one who wrote it.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[VERSIONS.sample(crate::accounts::erasure::OWN), HOURS.sample(crate::accounts::erasure::OWN)];

/// What a person wrote in workspaces.
pub(crate) const VERSIONS: Query =
    Query::read("ideathon.export_versions", "SELECT team, number, at, changed, canvas FROM work_version WHERE by = $key");
/// The office hours that a person gives as a mentor or booked for a team.
pub(crate) const HOURS: Query = Query::read(
    "ideathon.export_hours",
    "array::concat(
        (SELECT start, end, place, team, 'mentor' AS as FROM office_slot WHERE mentor = $key),
        (SELECT start, end, place, team, 'booked' AS as FROM office_slot WHERE by = $key)
     )",
);

/// Takes a person's name off what teams wrote, and their office hours away; `$key`.
macro_rules! erase_work {
    () => {
        "UPDATE workspace SET by = NONE WHERE by = $key RETURN NONE;
         UPDATE work_version SET by = NONE WHERE by = $key RETURN NONE;
         UPDATE submission SET by = NONE WHERE by = $key RETURN NONE;
         UPDATE office_slot SET by = NONE WHERE by = $key RETURN NONE;
         DELETE office_slot WHERE mentor = $key RETURN NONE;
         DELETE type::record('office_guard', ['mentor', $key]) RETURN NONE;\n"
    };
}
pub(crate) use erase_work;
