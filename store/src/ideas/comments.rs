//! Comments on ideas.

use domain::ideathon::Comment;
use domain::kernel::ids::{AccountId, CommentId, IdeaId};
use surrealdb::types::{RecordId, SurrealValue};

use super::{idea_id, limited, queue, record, shape};
use crate::accounts::rows::{account, account_id, key};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::{Query, page};
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    OF_IDEA.sample("{ idea: 'a', after: '', limit: 20 }"),
    POST.sample("{ idea: idea:a, idea_key: 'a', comment: idea_comment:a, by: account:a, text: 't', now: time::now(), queue: 'q' }"),
    DELETE.sample("{ comment: idea_comment:a, by: account:a }"),
    REMOVE.sample("{ comment: idea_comment:a, reason: 'r' }"),
];

const OF_IDEA: Query = Query::read("ideas.comments", "SELECT * FROM idea_comment WHERE idea = $idea AND queue > $after ORDER BY queue LIMIT $limit");
const POST: Query = Query::write(
    "ideas.comment",
    "IF (SELECT VALUE open FROM ONLY $idea) != true { THROW 'not_found' };
     CREATE $comment SET idea = $idea_key, by = $by, text = $text, at = $now, queue = $queue RETURN NONE;
     UPDATE $idea SET comments += 1 RETURN NONE;
     true",
);
const DELETE: Query = Query::write(
    "ideas.delete_comment",
    "LET $row = (SELECT idea, by, removed FROM ONLY $comment);
     IF $row.by != $by OR $row.removed != NONE { THROW 'not_found' };
     DELETE $comment RETURN NONE;
     UPDATE type::record('idea', $row.idea) SET comments -= 1 RETURN NONE;
     $row.idea",
);
const REMOVE: Query = Query::write(
    "ideas.remove_comment",
    "LET $row = (SELECT idea, removed FROM ONLY $comment);
     IF $row = NONE OR $row.removed != NONE { THROW 'not_found' };
     UPDATE $comment SET text = '', removed = $reason RETURN NONE;
     UPDATE type::record('idea', $row.idea) SET comments -= 1 RETURN NONE;
     $row.idea",
);

#[derive(SurrealValue)]
struct CommentRow {
    id: RecordId,
    idea: String,
    by: RecordId,
    text: String,
    at: At,
    removed: Option<String>,
    queue: String,
}

impl CommentRow {
    fn comment(self) -> Result<Comment, StoreError> {
        Ok(Comment {
            id: CommentId::parse(&key(&self.id)?).map_err(|e| shape(&e.to_string()))?,
            idea: idea_id(&self.idea)?,
            by: account_id(&self.by)?,
            text: self.text,
            at: self.at.0,
            removed: self.removed,
        })
    }
}

#[derive(SurrealValue)]
struct PageParams {
    idea: String,
    after: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct PostParams {
    idea: RecordId,
    idea_key: String,
    comment: RecordId,
    by: RecordId,
    text: String,
    now: At,
    queue: String,
}

#[derive(SurrealValue)]
struct DeleteParams {
    comment: RecordId,
    by: RecordId,
}

#[derive(SurrealValue)]
struct RemoveParams {
    comment: RecordId,
    reason: String,
}

fn comment_record(id: &CommentId) -> RecordId {
    RecordId::new("idea_comment", id.as_str())
}

impl Store {
    /// A page of the comments on an idea, the first first; the second value is what to pass as `after` for the next page.
    pub async fn comments(&self, id: &IdeaId, after: Option<&str>, limit: usize) -> Result<(Vec<Comment>, Option<String>), StoreError> {
        let params = PageParams { idea: id.to_string(), after: after.unwrap_or_default().to_owned(), limit: limited(limit + 1) };
        let (rows, next) = page(self.read(&OF_IDEA, params).await?, limit, |row: &CommentRow| row.queue.clone());
        Ok((rows.into_iter().map(CommentRow::comment).collect::<Result<_, _>>()?, next))
    }

    /// Comments on an idea.
    pub async fn comment(&self, act: &Act<'_>, person: &AccountId, id: &IdeaId, text: &str) -> Result<(), StoreError> {
        let comment = act.made("ideas.comment");
        let params = PostParams {
            idea: record(id),
            idea_key: id.to_string(),
            comment: RecordId::new("idea_comment", comment.as_str()),
            by: account(person),
            text: text.to_owned(),
            now: At(act.now),
            queue: queue(act.now, &comment),
        };
        let tx = Tx::new(&POST, act.now).bind(params).once(act.once("ideas.comment", &[id.as_str(), text])).touches("ideas");
        self.tx(tx).await.map(drop)
    }

    /// Deletes one's own comment; answers the idea that it was about.
    pub async fn delete_comment(&self, act: &Act<'_>, person: &AccountId, id: &CommentId) -> Result<IdeaId, StoreError> {
        let params = DeleteParams { comment: comment_record(id), by: account(person) };
        let tx = Tx::new(&DELETE, act.now).bind(params).once(act.once("ideas.delete_comment", &[id.as_str()])).touches("ideas");
        idea_id(&self.tx(tx).await?.one::<String>()?)
    }

    /// Takes the text of somebody's comment away, with a reason that stays; answers the idea that it is about.
    pub async fn remove_comment(&self, act: &Act<'_>, id: &CommentId, reason: &str) -> Result<IdeaId, StoreError> {
        let tx = Tx::new(&REMOVE, act.now)
            .bind(RemoveParams { comment: comment_record(id), reason: reason.to_owned() })
            .once(act.once("ideas.remove_comment", &[id.as_str(), reason]))
            .audit(act.audit("ideas.comment_removed", format!("comment:{id}")).detail("reason", reason))
            .touches("ideas");
        idea_id(&self.tx(tx).await?.one::<String>()?)
    }
}
