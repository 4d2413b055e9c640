//! The board of ideas: posting, liking, saying that one would join.
//!
//! Always holds: a person likes an idea once and would join once, because each is one record by its id; the counters on the idea change in the same
//! transaction; an idea that was taken back is nowhere any more.

pub(crate) mod comments;
pub(crate) mod erasure;

use domain::ideathon::idea::{MOST_IDEAS, Order, Reaction};
use domain::ideathon::{Idea, IdeaFacts};
use domain::kernel::ids::{AccountId, ChallengeId, IdeaId};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Value};

use crate::accounts::rows::{account, account_id, key, parts};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    IDEA.sample("{ idea: idea:a }"),
    NEWEST.sample(PAGE),
    LIKED.sample(PAGE),
    JOINED.sample(PAGE),
    NEWEST_OF.sample(PAGE_OF),
    LIKED_OF.sample(PAGE_OF),
    JOINED_OF.sample(PAGE_OF),
    REACTIONS.sample("{ ids: [idea_reaction:['a', 'like', 'b']] }"),
    JOINERS.sample("{ idea: 'a', limit: 20 }"),
    POST.sample(
        "{ idea: idea:a, guard: idea_guard:a, most: 20, facts: {}, by: account:a, scope: NONE, now: time::now(), queue: 'q', none: '1000000' }",
    ),
    EDIT.sample("{ idea: idea:a, by: account:a, version: 1, facts: {}, scope: NONE }"),
    CLOSE.sample("{ idea: idea:a, by: account:a, removed: NONE }"),
    REACT.sample(
        "{ idea: idea:a, idea_key: 'a', reaction: idea_reaction:['a', 'like', 'b'], kind: 'like', account: account:b, on: true, now: time::now() }",
    ),
];

const PAGE: &str = "{ before: '~', limit: 20 }";
const PAGE_OF: &str = "{ challenge: 'a', before: '~', limit: 20 }";

const IDEA: Query = Query::read("ideas.idea", "SELECT * FROM ONLY $idea");
const NEWEST: Query =
    Query::read("ideas.newest", "SELECT *, queue AS place FROM idea WHERE open = true AND queue < $before ORDER BY queue DESC LIMIT $limit");
const LIKED: Query =
    Query::read("ideas.liked", "SELECT *, liked AS place FROM idea WHERE open = true AND liked < $before ORDER BY liked DESC LIMIT $limit");
const JOINED: Query =
    Query::read("ideas.joined", "SELECT *, joined AS place FROM idea WHERE open = true AND joined < $before ORDER BY joined DESC LIMIT $limit");
const NEWEST_OF: Query = Query::read(
    "ideas.newest_of",
    "SELECT *, queue AS place FROM idea WHERE scope = $challenge AND queue < $before ORDER BY queue DESC LIMIT $limit",
);
const LIKED_OF: Query =
    Query::read("ideas.liked_of", "SELECT *, liked AS place FROM idea WHERE scope = $challenge AND liked < $before ORDER BY liked DESC LIMIT $limit");
const JOINED_OF: Query = Query::read(
    "ideas.joined_of",
    "SELECT *, joined AS place FROM idea WHERE scope = $challenge AND joined < $before ORDER BY joined DESC LIMIT $limit",
);
const REACTIONS: Query = Query::read("ideas.reactions", "SELECT VALUE id FROM $ids");
const JOINERS: Query = Query::read(
    "ideas.joiners",
    "SELECT account, at FROM idea_reaction WHERE idea = $idea AND kind = 'join' AND at > d'1970-01-01T00:00:00Z' ORDER BY at LIMIT $limit",
);
const POST: Query = Query::write(
    "ideas.post",
    "LET $guarded = (UPSERT ONLY $guard SET number = (number ?? 0) + 1 RETURN AFTER);
     IF $guarded.number > $most { THROW 'ideas.too_many' };
     CREATE $idea SET facts = $facts, by = $by, at = $now, open = true, scope = $scope, likes = 0, joins = 0, comments = 0, version = 1,
        queue = $queue, liked = $none + '-' + $queue, joined = $none + '-' + $queue RETURN NONE;
     record::id($idea)",
);
const EDIT: Query = Query::write(
    "ideas.edit",
    "LET $row = (SELECT by, open, version FROM ONLY $idea);
     IF $row.open != true OR $row.by != $by { THROW 'not_found' };
     IF $row.version != $version { THROW 'ideathon.changed_meanwhile' };
     UPDATE $idea SET facts = $facts, scope = $scope, version += 1 RETURN NONE;
     true",
);
// Whoever looked at it by its address then finds nothing; the author may post another one instead.
const CLOSE: Query = Query::write(
    "ideas.close",
    "LET $row = (SELECT by, open FROM ONLY $idea);
     IF $row.open != true OR ($by != NONE AND $row.by != $by) { THROW 'not_found' };
     UPDATE $idea SET open = false, scope = NONE, removed = $removed, version += 1 RETURN NONE;
     IF $row.by != NONE { UPDATE type::record('idea_guard', record::id($row.by)) SET number -= 1 RETURN NONE };
     true",
);

/// Counts what an idea is worth by `$step` and puts it in its place in the orders; `$counted`, `$kind`, `$step`.
macro_rules! count_reaction {
    () => {
        "LET $like_step = IF $kind = 'like' { $step } ELSE { 0 };
         LET $join_step = IF $kind = 'join' { $step } ELSE { 0 };
         UPDATE $counted SET likes += $like_step, joins += $join_step RETURN NONE;
         UPDATE $counted SET liked = <string> (1000000 + likes) + '-' + queue, joined = <string> (1000000 + joins) + '-' + queue RETURN NONE;\n"
    };
}
pub(crate) use count_reaction;

const REACT: Query = Query::write(
    "ideas.react",
    concat!(
        "IF (SELECT VALUE open FROM ONLY $idea) != true { THROW 'not_found' };
         LET $there = (SELECT VALUE id FROM ONLY $reaction) != NONE;
         IF $on != $there {
            IF $on {
                CREATE $reaction SET idea = $idea_key, kind = $kind, account = $account, at = $now RETURN NONE
            } ELSE {
                DELETE $reaction RETURN NONE
            };
            LET $step = IF $on { 1 } ELSE { -1 };
            LET $counted = $idea;
            ",
        count_reaction!(),
        "};
         true"
    ),
);

/// The place of an idea that nobody likes, before the time: numbers of seven digits sort as texts.
const NOTHING: &str = "1000000";

#[derive(SurrealValue)]
struct IdeaRow {
    id: RecordId,
    facts: Json,
    by: Option<RecordId>,
    at: At,
    open: bool,
    likes: i64,
    joins: i64,
    comments: i64,
    version: i64,
    place: Option<String>,
}

impl IdeaRow {
    fn idea(self) -> Result<Idea, StoreError> {
        let number = |n: i64| u32::try_from(n.max(0)).unwrap_or(u32::MAX);
        Ok(Idea {
            id: idea_id(&key(&self.id)?)?,
            facts: serde_json::from_value(self.facts).map_err(|e| shape(&e.to_string()))?,
            by: self.by.as_ref().map(account_id).transpose()?,
            at: self.at.0,
            likes: number(self.likes),
            joins: number(self.joins),
            comments: number(self.comments),
            withdrawn: !self.open,
            version: number(self.version),
        })
    }
}

fn shape(what: &str) -> StoreError {
    StoreError::shape("ideas.idea", what)
}

fn idea_id(raw: &str) -> Result<IdeaId, StoreError> {
    IdeaId::parse(raw).map_err(|e| shape(&e.to_string()))
}

#[derive(SurrealValue)]
struct One {
    idea: RecordId,
}

#[derive(SurrealValue)]
struct PageParams {
    before: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct PageOfParams {
    challenge: String,
    before: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct JoinersParams {
    idea: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct Joiner {
    account: RecordId,
}

#[derive(SurrealValue)]
struct PostParams {
    idea: RecordId,
    guard: RecordId,
    most: i64,
    facts: Json,
    by: RecordId,
    scope: Option<String>,
    now: At,
    queue: String,
    none: String,
}

#[derive(SurrealValue)]
struct EditParams {
    idea: RecordId,
    by: RecordId,
    version: i64,
    facts: Json,
    scope: Option<String>,
}

#[derive(SurrealValue)]
struct CloseParams {
    idea: RecordId,
    by: Option<RecordId>,
    removed: Option<String>,
}

#[derive(SurrealValue)]
struct ReactParams {
    idea: RecordId,
    idea_key: String,
    reaction: RecordId,
    kind: String,
    account: RecordId,
    on: bool,
    now: At,
}

fn record(id: &IdeaId) -> RecordId {
    RecordId::new("idea", id.as_str())
}

fn reaction_record(id: &IdeaId, reaction: Reaction, account: &AccountId) -> RecordId {
    parts("idea_reaction", [id.to_string(), reaction.code().to_owned(), account.to_string()])
}

fn json(facts: &IdeaFacts) -> Result<Json, StoreError> {
    serde_json::to_value(facts).map_err(|e| shape(&e.to_string()))
}

fn scope(facts: &IdeaFacts) -> Option<String> {
    facts.challenge.as_ref().map(ToString::to_string)
}

/// A place in a list: by time, then by id.
fn queue(now: Timestamp, id: &str) -> String {
    format!("{:020}-{id}", now.as_millisecond().max(0))
}

fn limited(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

impl Store {
    /// An idea that is on the board.
    pub async fn idea(&self, id: &IdeaId) -> Result<Option<Idea>, StoreError> {
        let row: Option<IdeaRow> = self.read_option(&IDEA, One { idea: record(id) }).await?;
        Ok(row.map(IdeaRow::idea).transpose()?.filter(|idea| !idea.withdrawn))
    }

    /// A page of the board, of one challenge or of all; the second value is what to pass as `after` for the next page.
    pub async fn ideas(
        &self,
        order: Order,
        challenge: Option<&ChallengeId>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<Idea>, Option<String>), StoreError> {
        let before = after.unwrap_or("~").to_owned();
        let limit_more = limited(limit + 1);
        let mut rows: Vec<IdeaRow> = match challenge {
            None => {
                let text = match order {
                    Order::Newest => &NEWEST,
                    Order::Liked => &LIKED,
                    Order::Joined => &JOINED,
                };
                self.read(text, PageParams { before, limit: limit_more }).await?
            }
            Some(challenge) => {
                let text = match order {
                    Order::Newest => &NEWEST_OF,
                    Order::Liked => &LIKED_OF,
                    Order::Joined => &JOINED_OF,
                };
                self.read(text, PageOfParams { challenge: challenge.to_string(), before, limit: limit_more }).await?
            }
        };
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).and_then(|row| row.place.clone());
        Ok((rows.into_iter().map(IdeaRow::idea).collect::<Result<_, _>>()?, next))
    }

    /// What a person said about these ideas with a tap.
    pub async fn reactions(&self, person: &AccountId, ideas: &[IdeaId]) -> Result<Vec<(IdeaId, Reaction)>, StoreError> {
        let ids = ideas.iter().flat_map(|id| [Reaction::Like, Reaction::Join].map(|r| reaction_record(id, r, person))).collect();
        let found: Vec<RecordId> = self.read(&REACTIONS, Ids { ids }).await?;
        found
            .into_iter()
            .map(|id| {
                let RecordIdKey::Array(words) = id.key else { return Err(shape("the key of a reaction")) };
                let words: Vec<String> = words.into_iter().filter_map(|v| if let Value::String(word) = v { Some(word) } else { None }).collect();
                match words.as_slice() {
                    [idea, kind, _] => Ok((idea_id(idea)?, Reaction::parse(kind).ok_or_else(|| shape(kind))?)),
                    _ => Err(shape("the key of a reaction")),
                }
            })
            .collect()
    }

    /// Who would join, the first first.
    pub async fn joiners(&self, id: &IdeaId, limit: usize) -> Result<Vec<AccountId>, StoreError> {
        let rows: Vec<Joiner> = self.read(&JOINERS, JoinersParams { idea: id.to_string(), limit: limited(limit) }).await?;
        rows.iter().map(|row| account_id(&row.account)).collect()
    }

    /// Puts an idea on the board. Refused: `ideas.too_many`.
    pub async fn post_idea(&self, act: &Act<'_>, person: &AccountId, facts: &IdeaFacts) -> Result<IdeaId, StoreError> {
        let id = idea_id(&act.made("ideas.idea"))?;
        let facts_json = json(facts)?;
        let said = facts_json.to_string();
        let params = PostParams {
            idea: record(&id),
            guard: RecordId::new("idea_guard", person.as_str()),
            most: i64::from(MOST_IDEAS),
            facts: facts_json,
            by: account(person),
            scope: scope(facts),
            now: At(act.now),
            queue: queue(act.now, id.as_str()),
            none: NOTHING.to_owned(),
        };
        let tx = Tx::new(&POST, act.now)
            .bind(params)
            .once(act.once("ideas.post", &[person.as_str(), &said]))
            .audit(act.audit("ideas.posted", format!("idea:{id}")))
            .touches("ideas");
        idea_id(&self.tx(tx).await?.one::<String>()?)
    }

    /// Changes what one's own idea says. Refused: `ideathon.changed_meanwhile`.
    pub async fn edit_idea(&self, act: &Act<'_>, person: &AccountId, id: &IdeaId, version: u32, facts: &IdeaFacts) -> Result<(), StoreError> {
        let facts_json = json(facts)?;
        let said = facts_json.to_string();
        let params = EditParams { idea: record(id), by: account(person), version: i64::from(version), facts: facts_json, scope: scope(facts) };
        let tx = Tx::new(&EDIT, act.now)
            .bind(params)
            .once(act.once("ideas.edit", &[id.as_str(), &version.to_string(), &said]))
            .audit(act.audit("ideas.edited", format!("idea:{id}")))
            .touches("ideas");
        self.tx(tx).await.map(drop)
    }

    /// Takes one's own idea off the board.
    pub async fn withdraw_idea(&self, act: &Act<'_>, person: &AccountId, id: &IdeaId) -> Result<(), StoreError> {
        self.close_idea(act, id, Some(person), None).await
    }

    /// Takes somebody's idea off the board, with a reason.
    pub async fn remove_idea(&self, act: &Act<'_>, id: &IdeaId, reason: &str) -> Result<(), StoreError> {
        self.close_idea(act, id, None, Some(reason)).await
    }

    async fn close_idea(&self, act: &Act<'_>, id: &IdeaId, own: Option<&AccountId>, reason: Option<&str>) -> Result<(), StoreError> {
        let mut entry = act.audit(if own.is_some() { "ideas.withdrawn" } else { "ideas.removed" }, format!("idea:{id}"));
        if let Some(reason) = reason {
            entry = entry.detail("reason", reason);
        }
        let params = CloseParams { idea: record(id), by: own.map(account), removed: reason.map(str::to_owned) };
        let tx = Tx::new(&CLOSE, act.now)
            .bind(params)
            .once(act.once("ideas.close", &[id.as_str(), reason.unwrap_or_default()]))
            .audit(entry)
            .touches("ideas");
        self.tx(tx).await.map(drop)
    }

    /// Says, or no longer says, that a person likes an idea or would join. Saying it again changes nothing.
    pub async fn react(&self, act: &Act<'_>, person: &AccountId, id: &IdeaId, reaction: Reaction, on: bool) -> Result<(), StoreError> {
        let params = ReactParams {
            idea: record(id),
            idea_key: id.to_string(),
            reaction: reaction_record(id, reaction, person),
            kind: reaction.code().to_owned(),
            account: account(person),
            on,
            now: At(act.now),
        };
        let tx = Tx::new(&REACT, act.now)
            .bind(params)
            .once(act.once("ideas.react", &[id.as_str(), reaction.code(), if on { "on" } else { "off" }]))
            .touches("ideas");
        self.tx(tx).await.map(drop)
    }
}
