//! Challenges of cities: writing them, deciding on them, and what the public sees of them.
//!
//! Always holds: every change is made on the version that was read, and a file that comes or goes counts as one, so that an organiser publishes
//! exactly what they looked at; the public sees what was published last until it is published anew or withdrawn.

pub(crate) mod erasure;

use domain::files::{NewFile, Owner, StoredFile};
use domain::ideathon::challenge::{Standing, Step};
use domain::ideathon::{Contact, Posting, Published, Wording};
use domain::kernel::ids::{ChallengeId, CityId, FileId};
use domain::kernel::{Lang, Text};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use crate::accounts::rows::{account, key};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::{Query, page};
use crate::engine::tx::Tx;
use crate::files::{self, Keeping, drop_file, dropping, keeping, put_file};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    CHALLENGE.sample("{ id: challenge:a }"),
    OF_CITY.sample("{ city: 'a' }"),
    IN_STANDING.sample("{ standing: 'submitted', after: '', limit: 20 }"),
    TITLES,
    CONTACT.sample("{ id: challenge:a, item: item:['challenge', 'a'] }"),
    SAVE.sample("{ id: challenge:a, city: 'a', lang: 'en', wording: {}, by: account:a, version: 0, now: time::now(), queue: 'q' }"),
    STEP.sample(
        "{ id: challenge:a, version: 1, from: ['submitted'], to: 'returned', message: NONE, queue: 'q', withdraws: false, owner: 'challenge:a' }",
    ),
    PUBLISH.sample("{ id: challenge:a, version: 1, published: {}, queue: 'q', owner: 'challenge:a' }"),
    PUT_FILE.sample(
        "{ challenge: challenge:a, file: file:a, file_key: 'a', owner: 'challenge:a', guard: file_guard:`challenge:a`, most: 10, parts: [],
           content: { owner: 'challenge:a', name: 'a.txt', kind: 'text', size: 1, digest: 'd', at: time::now(), dropped: false } }",
    ),
    DROP_FILE.sample("{ challenge: challenge:a, file: file:a, file_key: 'a', owner: 'challenge:a', guard: file_guard:`challenge:a` }"),
];

const CHALLENGE: Query = Query::read("challenges.challenge", "SELECT * FROM ONLY $id");
const OF_CITY: Query = Query::read("challenges.of_city", "SELECT * FROM challenge WHERE city = $city AND queue > '' ORDER BY queue DESC LIMIT 100");
const IN_STANDING: Query =
    Query::read("challenges.in_standing", "SELECT * FROM challenge WHERE standing = $standing AND queue > $after ORDER BY queue LIMIT $limit");
const TITLES: Query = Query::read(
    "challenges.titles",
    "RETURN array::concat(
        (SELECT published, at FROM challenge WHERE shown = true AND at > d'1970-01-01T00:00:00Z' ORDER BY at).published.shown,
        (SELECT body, ord FROM item WHERE kind = 'challenge' ORDER BY ord).body.shown
     )",
);
const CONTACT: Query =
    Query::read("challenges.contact", "RETURN (SELECT VALUE body.contact FROM ONLY $item) ?? (SELECT VALUE published.contact FROM ONLY $id)");
const SAVE: Query = Query::write(
    "challenges.save",
    "LET $row = (SELECT city, version FROM ONLY $id);
     IF ($row.version ?? 0) != $version { THROW 'ideathon.changed_meanwhile' };
     IF $row = NONE {
        CREATE $id SET city = $city, lang = $lang, standing = 'draft', wording = $wording, shown = false, by = $by, version = 1, at = $now,
            queue = $queue RETURN NONE;
     } ELSE {
        IF $row.city != $city { THROW 'not_found' };
        UPDATE $id SET lang = $lang, wording = $wording, standing = 'draft', version += 1, queue = $queue RETURN NONE;
     };
     (SELECT * FROM ONLY $id)",
);

/// Files that stayed only for what was published go; `$owner`.
macro_rules! forget_dropped {
    () => {
        "FOR $gone IN (SELECT VALUE id FROM file WHERE owner = $owner AND dropped = true) {
            LET $gone_key = record::id($gone);
            DELETE file_part:[$gone_key, NONE]..[$gone_key, []] RETURN NONE;
            DELETE $gone RETURN NONE;
         };\n"
    };
}

const STEP: Query = Query::write(
    "challenges.step",
    concat!(
        "LET $row = (SELECT version, standing FROM ONLY $id);
         IF $row = NONE { THROW 'not_found' };
         IF $row.version != $version OR $row.standing NOT IN $from { THROW 'ideathon.changed_meanwhile' };
         UPDATE $id SET standing = $to, message = $message, version += 1, queue = $queue RETURN NONE;
         IF $withdraws {
            UPDATE $id SET published = NONE, shown = false RETURN NONE;
            ",
        forget_dropped!(),
        "};
         (SELECT * FROM ONLY $id)"
    ),
);
const PUBLISH: Query = Query::write(
    "challenges.publish",
    concat!(
        "LET $row = (SELECT version, standing FROM ONLY $id);
         IF $row = NONE { THROW 'not_found' };
         IF $row.version != $version OR $row.standing != 'submitted' { THROW 'ideathon.changed_meanwhile' };
         UPDATE $id SET standing = 'published', published = $published, shown = true, message = NONE, version += 1, queue = $queue RETURN NONE;
         ",
        forget_dropped!(),
        "(SELECT * FROM ONLY $id)"
    ),
);
// What an organiser looked at is no longer what it is: it has to be handed in again.
const PUT_FILE: Query = Query::write(
    "challenges.put_file",
    concat!(
        "IF (SELECT VALUE id FROM ONLY $challenge) = NONE { THROW 'not_found' };
         UPDATE $challenge SET standing = 'draft', version += 1 RETURN NONE;
         ",
        put_file!(),
        "(SELECT * FROM ONLY $file)"
    ),
);
const DROP_FILE: Query = Query::write(
    "challenges.drop_file",
    concat!(
        "LET $was = (SELECT owner, dropped FROM ONLY $file);
         IF $was.owner != $owner OR $was.dropped = true { THROW 'not_found' };
         IF $file_key IN ((SELECT VALUE published.shown.files.id FROM ONLY $challenge) ?? []) {
            UPDATE $file SET dropped = true RETURN NONE;
            UPDATE $guard SET number -= 1 RETURN NONE;
         } ELSE {
            ",
        drop_file!(),
        "};
         UPDATE $challenge SET standing = 'draft', version += 1 RETURN NONE;
         true"
    ),
);

#[derive(SurrealValue)]
struct ChallengeRow {
    id: RecordId,
    city: String,
    lang: String,
    standing: String,
    wording: Json,
    published: Option<Json>,
    message: Option<String>,
    version: i64,
    at: At,
    queue: String,
}

impl ChallengeRow {
    fn posting(self) -> Result<Posting, StoreError> {
        Ok(Posting {
            id: ChallengeId::parse(&key(&self.id)?).map_err(|_| shape("the id"))?,
            city: CityId::parse(&self.city).map_err(|_| shape("the city"))?,
            lang: Lang::parse(&self.lang).unwrap_or_default(),
            standing: Standing::parse(&self.standing).ok_or_else(|| shape(&self.standing))?,
            wording: read(self.wording)?,
            published: self.published.map(read).transpose()?,
            message: self.message,
            version: u32::try_from(self.version.max(0)).unwrap_or(u32::MAX),
            at: self.at.0,
        })
    }
}

fn shape(what: &str) -> StoreError {
    StoreError::shape("challenges.challenge", what)
}

fn read<T: DeserializeOwned>(json: Json) -> Result<T, StoreError> {
    serde_json::from_value(json).map_err(|e| shape(&e.to_string()))
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct OfCity {
    city: String,
}

#[derive(SurrealValue)]
struct InStanding {
    standing: String,
    after: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct ContactParams {
    id: RecordId,
    item: RecordId,
}

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    city: String,
    lang: String,
    wording: Json,
    by: Option<RecordId>,
    version: i64,
    now: At,
    queue: String,
}

#[derive(SurrealValue)]
struct StepParams {
    id: RecordId,
    version: i64,
    from: Vec<String>,
    to: String,
    message: Option<String>,
    queue: String,
    withdraws: bool,
    owner: String,
}

#[derive(SurrealValue)]
struct PublishParams {
    id: RecordId,
    version: i64,
    published: Json,
    queue: String,
    owner: String,
}

fn record(id: &ChallengeId) -> RecordId {
    RecordId::new("challenge", id.as_str())
}

fn queue(now: Timestamp, id: &ChallengeId) -> String {
    format!("{:020}-{id}", now.as_millisecond().max(0))
}

fn owner(id: &ChallengeId) -> Owner {
    Owner::Challenge(id.clone())
}

impl Store {
    /// A challenge as its city sees it; `None` for those of the event's files.
    pub async fn challenge(&self, id: &ChallengeId) -> Result<Option<Posting>, StoreError> {
        let row: Option<ChallengeRow> = self.read_option(&CHALLENGE, One { id: record(id) }).await?;
        row.map(ChallengeRow::posting).transpose()
    }

    /// The challenges of a city, the last changed first.
    pub async fn challenges_of(&self, city: &CityId) -> Result<Vec<Posting>, StoreError> {
        let rows: Vec<ChallengeRow> = self.read(&OF_CITY, OfCity { city: city.to_string() }).await?;
        rows.into_iter().map(ChallengeRow::posting).collect()
    }

    /// A page of the challenges of one standing, those that wait longest first; the second value is what to pass as `after` for the next page.
    pub async fn challenges_in(&self, standing: Standing, after: Option<&str>, limit: usize) -> Result<(Vec<Posting>, Option<String>), StoreError> {
        let params = InStanding {
            standing: standing.code().to_owned(),
            after: after.unwrap_or_default().to_owned(),
            limit: i64::try_from(limit + 1).unwrap_or(i64::MAX),
        };
        let (rows, next) = page(self.read(&IN_STANDING, params).await?, limit, |row: &ChallengeRow| row.queue.clone());
        Ok((rows.into_iter().map(ChallengeRow::posting).collect::<Result<_, _>>()?, next))
    }

    /// The challenges that are published, in the order of lists, with their titles.
    pub async fn challenges(&self) -> Result<Vec<(ChallengeId, Text)>, StoreError> {
        #[derive(serde::Deserialize)]
        struct Title {
            id: ChallengeId,
            title: Text,
        }
        let found: Vec<Json> = self.read(&TITLES, ()).await?;
        found.into_iter().map(|json| read::<Title>(json).map(|t| (t.id, t.title))).collect()
    }

    /// Whom participants ask about a published challenge.
    pub async fn challenge_contact(&self, id: &ChallengeId) -> Result<Option<Contact>, StoreError> {
        let item = RecordId::new("item", Array::from(vec![Value::String("challenge".to_owned()), Value::String(id.to_string())]));
        let found: Option<Json> = self.read_option(&CONTACT, ContactParams { id: record(id), item }).await?;
        found.map(read).transpose()
    }

    /// Keeps what a city says; the first save (`version` 0) begins the challenge. Refused: `ideathon.changed_meanwhile`.
    pub async fn save_challenge(
        &self,
        act: &Act<'_>,
        (city, id): (&CityId, &ChallengeId),
        version: u32,
        lang: Lang,
        wording: &Wording,
    ) -> Result<Posting, StoreError> {
        let json = serde_json::to_value(wording).map_err(|e| shape(&e.to_string()))?;
        let said = json.to_string();
        let params = SaveParams {
            id: record(id),
            city: city.to_string(),
            lang: lang.code().to_owned(),
            wording: json,
            by: act.actor.person().map(|person| account(&person.account)),
            version: i64::from(version),
            now: At(act.now),
            queue: queue(act.now, id),
        };
        // The id of a new one is made by the request itself.
        let tx = Tx::new(&SAVE, act.now)
            .bind(params)
            .once(act.once("challenges.save", &[id.as_str(), &version.to_string(), lang.code(), &said]))
            .audit(act.audit("challenges.saved", format!("challenge:{id}")).detail("city", city.to_string()))
            .touches("challenges");
        self.tx(tx).await?.one::<ChallengeRow>()?.posting()
    }

    /// Hands a challenge in, gives it back with a reason, or withdraws it; queues `mails`. Refused: `ideathon.changed_meanwhile`.
    pub async fn step_challenge(
        &self,
        act: &Act<'_>,
        id: &ChallengeId,
        version: u32,
        step: Step,
        message: Option<&str>,
        mails: Vec<Mail>,
    ) -> Result<Posting, StoreError> {
        let verb = match step {
            Step::Submit => "challenges.submitted",
            Step::Return => "challenges.returned",
            Step::Withdraw => "challenges.withdrawn",
            Step::Publish => return Err(shape("publishing has a text of its own")),
        };
        let params = StepParams {
            id: record(id),
            version: i64::from(version),
            from: step.from().iter().map(|s| s.code().to_owned()).collect(),
            to: step.to().code().to_owned(),
            message: message.map(str::to_owned),
            queue: queue(act.now, id),
            withdraws: step == Step::Withdraw,
            owner: owner(id).key(),
        };
        let mut entry = act.audit(verb, format!("challenge:{id}"));
        if let Some(message) = message {
            entry = entry.detail("message", message);
        }
        let mut tx = Tx::new(&STEP, act.now)
            .bind(params)
            .once(act.once("challenges.step", &[id.as_str(), &version.to_string(), step.to().code(), message.unwrap_or_default()]))
            .audit(entry)
            .touches("challenges");
        if step == Step::Withdraw {
            tx = tx.public();
        }
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await?.one::<ChallengeRow>()?.posting()
    }

    /// Publishes what a city handed in, as it was read, and queues `mails`. Refused: `ideathon.changed_meanwhile`.
    pub async fn publish_challenge(&self, act: &Act<'_>, of: &Posting, published: &Published, mails: Vec<Mail>) -> Result<Posting, StoreError> {
        let id = &of.id;
        let params = PublishParams {
            id: record(id),
            version: i64::from(of.version),
            published: serde_json::to_value(published).map_err(|e| shape(&e.to_string()))?,
            queue: queue(act.now, id),
            owner: owner(id).key(),
        };
        let mut tx = Tx::new(&PUBLISH, act.now)
            .bind(params)
            .once(act.once("challenges.publish", &[id.as_str(), &of.version.to_string()]))
            .audit(act.audit("challenges.published", format!("challenge:{id}")).detail("version", of.version))
            .touches("challenges")
            .public();
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await?.one::<ChallengeRow>()?.posting()
    }

    /// Keeps a new file of a challenge, which has to be handed in again. Refused: `files.too_many`.
    pub async fn put_challenge_file(&self, act: &Act<'_>, id: &ChallengeId, new: &NewFile) -> Result<StoredFile, StoreError> {
        let Keeping { mut params, said, id: file } = keeping(act, &owner(id), new)?;
        params.insert("challenge", Value::RecordId(record(id)));
        let tx = Tx::new(&PUT_FILE, act.now)
            .bind(params)
            .once(files::once(act, &said))
            .audit(files::entry(act, "files.added", &owner(id), &file))
            .touches("challenges");
        files::answered(self.tx(tx).await?)
    }

    /// Takes a file of a challenge away; one that the public sees stays until the challenge is published anew.
    pub async fn drop_challenge_file(&self, act: &Act<'_>, id: &ChallengeId, file: &FileId) -> Result<(), StoreError> {
        let mut params = dropping(&owner(id), file);
        params.insert("challenge", Value::RecordId(record(id)));
        let tx = Tx::new(&DROP_FILE, act.now)
            .bind(params)
            .once(act.once("files.drop", &[&owner(id).key(), file.as_str()]))
            .audit(files::entry(act, "files.removed", &owner(id), file))
            .touches("challenges");
        self.tx(tx).await.map(drop)
    }
}
