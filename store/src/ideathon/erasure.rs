//! What of the ideathon is one person's own: handing it out, and the piece that erases it.

use crate::engine::query::Query;

pub const QUERIES: &[Query] = &[EXPORT.sample(crate::accounts::erasure::OWN), LINKS.sample(crate::accounts::erasure::OWN)];

/// A person's profile and team.
pub(crate) const EXPORT: Query =
    Query::read("ideathon.export", "SELECT name, city, profile, mentor, team, since FROM ONLY type::record('participant', $key)");
/// A person's requests and invitations.
pub(crate) const LINKS: Query = Query::read("ideathon.export_links", "SELECT team, side, words, at FROM team_link WHERE person = $key");

/// Takes a person out of the ideathon, in the way that leaving a team does: who is erased, and who takes part in the assembly no more; `$key`.
macro_rules! leave_ideathon {
    () => {
        "LET $team = (SELECT VALUE team FROM ONLY type::record('participant', $key));
         IF $team != NONE {
            UPDATE type::record('team', $team) SET members = members.filter(|$member| $member.account != $key), version += 1 RETURN NONE;
            UPDATE type::record('team', $team) SET captain = members[0].account WHERE captain = $key RETURN NONE;
            UPDATE type::record('team', $team) SET ended = 'dissolved', code = NONE, code_until = NONE WHERE array::is_empty(members) RETURN NONE;
         };
         DELETE team_link WHERE person = $key RETURN NONE;
         DELETE type::record('match_answer', $key) RETURN NONE;
         DELETE type::record('participant', $key) RETURN NONE;\n"
    };
}
pub(crate) use leave_ideathon;
