//! What of the board of ideas is one person's own: handing it out, and the piece that erases it.

use crate::engine::query::Query;

pub const QUERIES: &[Query] =
    &[IDEAS.sample(crate::accounts::erasure::OWN), COMMENTS.sample(crate::accounts::erasure::OWN), REACTIONS.sample(crate::accounts::erasure::OWN)];

/// The ideas that a person posted.
pub(crate) const IDEAS: Query = Query::read("ideas.export", "SELECT facts, at, open, likes, joins, removed FROM idea WHERE by = $account");
/// The comments that a person wrote.
pub(crate) const COMMENTS: Query = Query::read("ideas.export_comments", "SELECT idea, text, at, removed FROM idea_comment WHERE by = $account");
/// What a person likes and would join.
pub(crate) const REACTIONS: Query = Query::read("ideas.export_reactions", "SELECT idea, kind, at FROM idea_reaction WHERE account = $account");

/// Erases what a person said on the board, and takes it out of what is counted there; `$account`, `$key`.
macro_rules! erase_ideas {
    () => {
        concat!(
            "FOR $said IN (SELECT id, idea, kind FROM idea_reaction WHERE account = $account) {
                LET $kind = $said.kind;
                LET $step = -1;
                LET $counted = type::record('idea', $said.idea);
                DELETE $said.id RETURN NONE;
                ",
            $crate::ideas::count_reaction!(),
            "};
         FOR $wrote IN (SELECT id, idea, removed FROM idea_comment WHERE by = $account) {
            DELETE $wrote.id RETURN NONE;
            IF $wrote.removed = NONE { UPDATE type::record('idea', $wrote.idea) SET comments -= 1 RETURN NONE };
         };
         UPDATE idea SET by = NONE, open = false, scope = NONE, facts = { title: '', text: '' }, version += 1 WHERE by = $account RETURN NONE;
         DELETE type::record('idea_guard', $key) RETURN NONE;\n"
        )
    };
}
pub(crate) use erase_ideas;
