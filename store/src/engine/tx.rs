//! Transactions: one use case, one text, all or nothing.
//!
//! Always holds: the body, the idempotency claim, the audit rows and the outbox rows are committed together or not at
//! all; a repeat of the same key has one effect and the same answer; a conflict runs the whole transaction again.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value, Variables};

use super::audit::AuditEntry;
use super::clock::At;
use super::connect::Store;
use super::error::{Failure, StoreError};
use super::outbox::Mail;
use super::query::{Kind, Query, bind, drained, many, one};

/// How often a conflicting transaction runs before the caller is told [`StoreError::Busy`].
const TRIES: u32 = 12;
/// How long a conflicting transaction is tried before the caller is told [`StoreError::Busy`].
const PATIENCE: Duration = Duration::from_secs(2);
/// What the claim throws when the key was used before; never leaves this module.
const REPEATED: &str = "engine.repeated";
/// What a body throws when the record it is about does not exist.
const NOT_FOUND: &str = "not_found";
/// The code of a refusal: a key was used before for something else.
pub const SENT_BEFORE: &str = "idempotency.mismatch";

/// The key with which a caller may repeat a change without repeating its effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Who asks; keys of different actors never meet.
    pub actor: String,
    /// The caller's key, made once per form or click.
    pub key: String,
    /// A digest of what was asked; the same key with another digest is refused with [`SENT_BEFORE`].
    pub body_hash: String,
}

/// One change, being put together.
///
/// ```text
/// let tx = Tx::new(&SUBMIT, now)
///     .bind(Params { person, city })
///     .once(key)
///     .audit(AuditEntry::new(actor, "registration.submitted", subject))
///     .mail(Mail::new(to, "en", "registration.received", subject, text))
///     .touches("registration");
/// let row: Row = store.tx(tx).await?.one()?;
/// ```
/// The body is a block: `LET`, `IF`, `THROW 'area.reason'`, and its last statement is the answer. It has no `RETURN` statement: the database
/// would leave the whole text there and commit without the audit and outbox rows; such a text is refused.
/// `THROW 'not_found'` becomes [`StoreError::NotFound`]. Inside the conditions of [`Tx::audit_when`] and
/// [`Tx::mail_when`] the answer is `$answer` and the parameters are there too.
#[derive(Debug)]
pub struct Tx {
    query: &'static Query,
    now: Timestamp,
    params: Value,
    once: Option<IdempotencyKey>,
    audit: Vec<(Option<&'static str>, AuditEntry)>,
    mails: Vec<(Option<&'static str>, Mail)>,
    taken: Vec<(&'static str, &'static str)>,
    touches: Vec<&'static str>,
    public: bool,
}

impl Tx {
    /// A change by this text at this moment.
    #[must_use]
    pub fn new(query: &'static Query, now: Timestamp) -> Self {
        Self {
            query,
            now,
            params: Value::Object(Object::default()),
            once: None,
            audit: Vec::new(),
            mails: Vec::new(),
            taken: Vec::new(),
            touches: Vec::new(),
            public: false,
        }
    }

    /// The parameters: a struct that derives `SurrealValue`, or `Variables`.
    #[must_use]
    pub fn bind(mut self, params: impl SurrealValue) -> Self {
        self.params = params.into_value();
        self
    }

    /// Makes a repeat with the same key harmless.
    #[must_use]
    pub fn once(mut self, key: impl Into<Option<IdempotencyKey>>) -> Self {
        self.once = key.into();
        self
    }

    /// Writes this audit row with the change.
    #[must_use]
    pub fn audit(mut self, entry: AuditEntry) -> Self {
        self.audit.push((None, entry));
        self
    }

    /// Writes this audit row if the SurrealQL condition holds after the body.
    #[must_use]
    pub fn audit_when(mut self, condition: &'static str, entry: AuditEntry) -> Self {
        self.audit.push((Some(condition), entry));
        self
    }

    /// Queues this message with the change.
    #[must_use]
    pub fn mail(mut self, mail: Mail) -> Self {
        self.mails.push((None, mail));
        self
    }

    /// Queues this message if the SurrealQL condition holds after the body.
    #[must_use]
    pub fn mail_when(mut self, condition: &'static str, mail: Mail) -> Self {
        self.mails.push((Some(condition), mail));
        self
    }

    /// Says which refusal it is when a record of this table exists already.
    #[must_use]
    pub fn taken(mut self, table: &'static str, code: &'static str) -> Self {
        self.taken.push((table, code));
        self
    }

    /// Names an area that changes; followers of changes are told.
    #[must_use]
    pub fn touches(mut self, area: &'static str) -> Self {
        self.touches.push(area);
        self
    }

    /// Says that public pages change.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }

    /// The text and the parameters of the whole transaction.
    fn compose(&self) -> Result<(String, Variables), StoreError> {
        let name = self.query.name;
        if self.query.kind != Kind::Write {
            return Err(StoreError::shape(name, "a reading text was used as a change"));
        }
        if returns_early(self.query.sql) {
            return Err(StoreError::shape(name, "a RETURN statement would skip the audit and outbox rows"));
        }
        let mut vars = bind(self.query, self.params.clone())?;
        let mut sql = String::with_capacity(self.query.sql.len() + 640);
        sql.push_str("BEGIN TRANSACTION;\n");
        if let Some(once) = &self.once {
            vars.insert("engine_once", once.record());
            vars.insert("engine_body", once.body_hash.clone());
            vars.insert("engine_now", At(self.now));
            let _ = writeln!(sql, "IF record::exists($engine_once) {{ THROW '{REPEATED}' }};");
        }
        let _ = writeln!(sql, "LET $answer = {{\n{}\n}};", self.query.sql);
        if self.once.is_some() {
            sql.push_str("CREATE $engine_once SET body = $engine_body, answer = $answer, at = $engine_now RETURN NONE;\n");
        }
        for (index, (condition, entry)) in self.audit.iter().enumerate() {
            let row = entry.row(name, self.now)?;
            vars.insert(format!("engine_audit{index}"), row.content);
            vars.insert(format!("engine_open{index}"), row.open);
            let insert = format!(
                "CREATE $engine_audit{index}.id CONTENT $engine_audit{index} RETURN NONE; \
                 CREATE $engine_open{index} RETURN NONE;"
            );
            write_when(&mut sql, *condition, &insert);
        }
        for (index, (condition, mail)) in self.mails.iter().enumerate() {
            vars.insert(format!("engine_mail{index}"), mail.row(self.now));
            let insert = format!("CREATE $engine_mail{index}.id CONTENT $engine_mail{index} RETURN NONE;");
            write_when(&mut sql, *condition, &insert);
        }
        sql.push_str("RETURN $answer;\nCOMMIT TRANSACTION;");
        Ok((sql, vars))
    }

    fn refusal(&self, id: &str) -> StoreError {
        let table = id.split(':').next().unwrap_or(id).trim_matches('`');
        let code = self.taken.iter().find(|(name, _)| *name == table).map(|(_, code)| Cow::Borrowed(*code));
        StoreError::Refused(code.unwrap_or_else(|| Cow::Owned(format!("{table}.exists"))).into_owned())
    }
}

fn write_when(sql: &mut String, condition: Option<&'static str>, statements: &str) {
    let _ = match condition {
        Some(condition) => writeln!(sql, "IF {condition} {{ {statements} }};"),
        None => writeln!(sql, "{statements}"),
    };
}

impl IdempotencyKey {
    fn record(&self) -> RecordId {
        RecordId::new("idempotency", Array::from(vec![self.actor.clone(), self.key.clone()]))
    }
}

/// What a change answered.
#[derive(Debug, Clone)]
pub struct Answer {
    name: &'static str,
    value: Value,
    /// Whether this is the stored answer of an earlier call with the same key.
    pub repeated: bool,
}

impl Answer {
    /// The single row, or `NotFound` when the body answered nothing.
    pub fn one<T: SurrealValue>(self) -> Result<T, StoreError> {
        one(self.name, self.value)?.ok_or(StoreError::NotFound)
    }

    /// The single row, if the body answered one.
    pub fn option<T: SurrealValue>(self) -> Result<Option<T>, StoreError> {
        one(self.name, self.value)
    }

    /// All rows.
    pub fn many<T: SurrealValue>(self) -> Result<Vec<T>, StoreError> {
        many(self.name, self.value)
    }

    /// The raw value.
    #[must_use]
    pub fn value(self) -> Value {
        self.value
    }
}

/// A kept answer of an earlier call.
#[derive(Debug, SurrealValue)]
struct Kept {
    body: String,
    answer: Option<Value>,
}

impl Store {
    /// Makes one change: commits it, announces it, answers.
    pub async fn tx(&self, tx: Tx) -> Result<Answer, StoreError> {
        // Boxed: the driver's futures are large, and a caller's own future should not carry them.
        Box::pin(self.tx_inner(tx)).await
    }

    async fn tx_inner(&self, tx: Tx) -> Result<Answer, StoreError> {
        let name = tx.query.name;
        let (sql, vars) = tx.compose()?;
        let began = Instant::now();
        let mut tries = 0;
        loop {
            tries += 1;
            let failure = match self.run(name, &sql, vars.clone()).await.map_err(|e| (Failure::of(&e), e)).and_then(drained) {
                Ok(values) => {
                    self.changes().announce(&tx.touches, tx.public);
                    tracing::debug!(query = name, tries, micros = began.elapsed().as_micros(), "committed");
                    let value = answer_of(values);
                    return Ok(Answer { name, value, repeated: false });
                }
                Err(failure) => failure,
            };
            match failure {
                (Failure::Conflict, _) if tries < TRIES && began.elapsed() < PATIENCE => {
                    tokio::time::sleep(backoff(tries)).await;
                }
                (Failure::Conflict, _) => {
                    tracing::warn!(query = name, tries, "gave up on a contended transaction");
                    return Err(StoreError::Busy);
                }
                (Failure::Thrown(code), _) if code == REPEATED => return self.kept(&tx).await,
                (Failure::Exists(id), _) if id.starts_with("idempotency:") => return self.kept(&tx).await,
                (Failure::Thrown(code), _) => {
                    let refused = if code == NOT_FOUND { StoreError::NotFound } else { StoreError::Refused(code) };
                    return self.kept_or(&tx, refused).await;
                }
                (Failure::Exists(id), _) => return self.kept_or(&tx, tx.refusal(&id)).await,
                (Failure::Unreachable, error) => {
                    // The commit may have been made: followers look again rather than miss it.
                    self.changes().announce(&tx.touches, tx.public);
                    tracing::error!(query = name, %error, "the database cannot be reached");
                    return Err(StoreError::Busy);
                }
                (Failure::Other | Failure::NotExecuted, error) => return Err(StoreError::driver(name, error)),
            }
        }
    }

    /// The answer of the earlier call with this key.
    async fn kept(&self, tx: &Tx) -> Result<Answer, StoreError> {
        match self.find_kept(tx.once.as_ref(), tx.query.name).await? {
            Some(answer) => Ok(answer),
            // Claimed by a call that is just being committed elsewhere.
            None => Err(StoreError::Busy),
        }
    }

    /// The answer of a concurrent call with this key, else the refusal: a twin that came second finds the place taken by
    /// its own twin and must say what that one said.
    async fn kept_or(&self, tx: &Tx, refused: StoreError) -> Result<Answer, StoreError> {
        self.find_kept(tx.once.as_ref(), tx.query.name).await?.ok_or(refused)
    }

    /// Refuses with a code, unless this is a repeat of a request that was granted: then it answers as that one did.
    pub(crate) async fn refuse(&self, once: Option<IdempotencyKey>, code: &str) -> Result<Answer, StoreError> {
        self.find_kept(once.as_ref(), "engine.refuse").await?.ok_or_else(|| StoreError::Refused(code.to_owned()))
    }

    async fn find_kept(&self, once: Option<&IdempotencyKey>, query: &'static str) -> Result<Option<Answer>, StoreError> {
        let Some(once) = once else { return Ok(None) };
        let mut vars = Variables::new();
        vars.insert("once", once.record());
        let name = "engine.kept";
        let values = self
            .run(name, "SELECT body, answer FROM ONLY $once", vars)
            .await
            .map_err(|e| (Failure::of(&e), e))
            .and_then(drained)
            .map_err(|(_, e)| StoreError::driver(name, e))?;
        match one::<Kept>(name, values.into_iter().next_back().unwrap_or(Value::None))? {
            Some(kept) if kept.body == once.body_hash => Ok(Some(Answer { name: query, value: kept.answer.unwrap_or(Value::None), repeated: true })),
            Some(_) => Err(StoreError::Refused(SENT_BEFORE.to_owned())),
            None => Ok(None),
        }
    }
}

/// The answer of the statement before `COMMIT`, which answers nothing itself.
fn answer_of(mut values: Vec<Value>) -> Value {
    values.pop();
    values.pop().unwrap_or(Value::None)
}

/// Whether a text has a `RETURN` that is a statement and not the clause of one.
fn returns_early(sql: &str) -> bool {
    sql.match_indices("RETURN").any(|(at, _)| {
        let before = sql.get(..at).unwrap_or_default().trim_end();
        before.is_empty() || before.ends_with([';', '{', '}'])
    })
}

/// A random pause that grows with every try.
fn backoff(tries: u32) -> Duration {
    let ceiling = 400_u64 << tries.min(8);
    Duration::from_micros(rand::random_range(100..=ceiling))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_statement_is_told_from_a_return_clause() {
        for early in ["RETURN 1;", "LET $a = 1;\n RETURN $a;", "IF true { RETURN 1 };"] {
            assert!(returns_early(early), "{early}");
        }
        for clause in ["CREATE a RETURN NONE;", "LET $a = (UPDATE b SET c = 1 RETURN AFTER);", "$a;"] {
            assert!(!returns_early(clause), "{clause}");
        }
    }
}
