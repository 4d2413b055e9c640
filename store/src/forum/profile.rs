//! Companies' profiles: saving and its history, handing in, approving.
//!
//! Always holds: a version is written once, with the number after the one it was made on; two edits at once become two versions, the second made of
//! both, or the second is refused; an organiser approves exactly the turn that was looked at.

use domain::files::{NewFile, Owner, StoredFile};
use domain::forum::company::Company;
use domain::forum::profile::{Approved, Edit, Kept, Part, Profile, Shown, Version, merge};
use domain::kernel::ids::{CompanyId, FileId};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use super::record as company;
use crate::accounts::rows::{account, account_id, key};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::files::{self, Keeping, drop_file, dropping, keeping, put_file};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    PROFILE.sample("{ id: company_profile:a }"),
    BASIS.sample("{ id: company_profile:a, base: profile_version:['a', 1] }"),
    VERSIONS.sample("{ company: 'a', limit: 10 }"),
    VERSION.sample("{ id: profile_version:['a', 1] }"),
    WAITING.sample("{ limit: 10 }"),
    SAVE.sample(
        "{ id: company_profile:a, of: company:a, next: profile_version:['a', 2], company: 'a', turn: 1, version: 2, profile: {}, approved: NONE,
           changed: ['home'], restored: NONE, stays: false, by: account:a, now: time::now() }",
    ),
    HAND_IN.sample("{ id: company_profile:a, turn: 1, now: time::now() }"),
    APPROVE.sample("{ id: company_profile:a, turn: 1, approved: {}, owners: ['company-logo:a'] }"),
    GIVE_BACK.sample("{ id: company_profile:a, turn: 1, reason: 'r' }"),
    PUT_FILE.sample(
        "{ id: company_profile:a, of: company:a, file: file:a, file_key: 'a', owner: 'company-logo:a', guard: file_guard:`company-logo:a`, most: 10,
           parts: [], content: { owner: 'company-logo:a', name: 'a.png', kind: 'png', size: 1, digest: 'd', at: time::now(), dropped: false } }",
    ),
    DROP_FILE.sample("{ id: company_profile:a, file: file:a, file_key: 'a', owner: 'company-logo:a', guard: file_guard:`company-logo:a` }"),
];

const PROFILE: Query = Query::read("forum.profile", "SELECT * FROM ONLY $id");
const BASIS: Query = Query::read("forum.profile_basis", "RETURN { now: (SELECT * FROM ONLY $id), base: (SELECT VALUE profile FROM ONLY $base) }");
const VERSIONS: Query = Query::read(
    "forum.profile_versions",
    "SELECT number, at, by, by.name AS name, changed, restored FROM profile_version WHERE company = $company AND number > 0 ORDER BY number DESC LIMIT $limit",
);
const VERSION: Query = Query::read("forum.profile_version", "SELECT VALUE profile FROM ONLY $id");
const WAITING: Query = Query::read(
    "forum.profiles_waiting",
    "SELECT id, type::record('company', record::id(id)).name AS name, handed_in FROM company_profile WHERE handed_in > d'1970-01-01T00:00:00Z' ORDER BY handed_in LIMIT $limit",
);
const SAVE: Query = Query::write(
    "forum.save_profile",
    "IF (SELECT VALUE standing FROM ONLY $of) IN [NONE, 'rejected', 'withdrawn'] { THROW 'forum.not_now' };
     LET $row = (SELECT turn, handed_in FROM ONLY $id);
     IF ($row.turn ?? 0) != $turn { THROW 'forum.changed_meanwhile' };
     UPSERT $id SET version = $version, turn = $turn + 1, profile = $profile, at = $now, handed_in = IF $stays { $row.handed_in } ELSE { NONE },
        approved = $approved RETURN NONE;
     CREATE $next SET company = $company, number = $version, profile = $profile, changed = $changed, restored = $restored, by = $by, at = $now RETURN NONE;
     (SELECT * FROM ONLY $id)",
);
const HAND_IN: Query = Query::write(
    "forum.hand_profile_in",
    "LET $row = (SELECT turn FROM ONLY $id);
     IF $row = NONE OR $row.turn != $turn { THROW 'forum.changed_meanwhile' };
     UPDATE $id SET handed_in = $now, reason = NONE, turn += 1 RETURN NONE;
     (SELECT * FROM ONLY $id)",
);
const APPROVE: Query = Query::write(
    "forum.approve_profile",
    "LET $row = (SELECT turn, handed_in FROM ONLY $id);
     IF $row = NONE OR $row.turn != $turn OR $row.handed_in = NONE { THROW 'forum.changed_meanwhile' };
     UPDATE $id SET handed_in = NONE, reason = NONE, approved = $approved, turn += 1 RETURN NONE;
     FOR $gone IN (SELECT VALUE id FROM file WHERE owner IN $owners AND dropped = true) {
        LET $gone_key = record::id($gone);
        DELETE file_part:[$gone_key, NONE]..[$gone_key, []] RETURN NONE;
        DELETE $gone RETURN NONE;
     };
     (SELECT * FROM ONLY $id)",
);
const GIVE_BACK: Query = Query::write(
    "forum.give_profile_back",
    "LET $row = (SELECT turn, handed_in FROM ONLY $id);
     IF $row = NONE OR $row.turn != $turn OR $row.handed_in = NONE { THROW 'forum.changed_meanwhile' };
     UPDATE $id SET handed_in = NONE, reason = $reason, turn += 1 RETURN NONE;
     (SELECT * FROM ONLY $id)",
);

// What an organiser looked at is no longer what it is: it has to be handed in again.
const PUT_FILE: Query = Query::write(
    "forum.put_file",
    concat!(
        "IF (SELECT VALUE standing FROM ONLY $of) IN [NONE, 'rejected', 'withdrawn'] { THROW 'forum.not_now' };
         UPSERT $id SET version = version ?? 0, profile = profile ?? {}, turn = (turn ?? 0) + 1, handed_in = NONE RETURN NONE;
         ",
        put_file!(),
        "(SELECT * FROM ONLY $file)"
    ),
);
const DROP_FILE: Query = Query::write(
    "forum.drop_file",
    concat!(
        "LET $was = (SELECT owner, dropped FROM ONLY $file);
         IF $was.owner != $owner OR $was.dropped = true { THROW 'not_found' };
         LET $seen = (SELECT VALUE approved.exhibitor FROM ONLY $id);
         IF $file_key = $seen.logo.id OR $file_key IN ($seen.pictures.id ?? []) OR $file_key IN ($seen.documents.id ?? []) {
            UPDATE $file SET dropped = true RETURN NONE;
            UPDATE $guard SET number -= 1 RETURN NONE;
         } ELSE {
            ",
        drop_file!(),
        "};
         UPDATE $id SET turn += 1, handed_in = NONE RETURN NONE;
         true"
    ),
);

/// How many versions the history shows.
const MOST: i64 = 500;
/// How often an edit is brought together with others anew before the person is asked to try again.
const TRIES: usize = 16;

#[derive(SurrealValue)]
struct Row {
    version: i64,
    turn: i64,
    profile: Json,
    at: Option<At>,
    handed_in: Option<At>,
    reason: Option<String>,
    approved: Option<Json>,
}

impl Row {
    fn kept(self) -> Result<Kept, StoreError> {
        Ok(Kept {
            version: count(self.version),
            turn: count(self.turn),
            profile: read(self.profile)?,
            at: self.at.map(|at| at.0),
            handed_in: self.handed_in.map(|at| at.0),
            reason: self.reason,
            approved: self.approved.map(read).transpose()?,
        })
    }
}

#[derive(SurrealValue)]
struct Basis {
    now: Option<Row>,
    base: Option<Json>,
}

#[derive(SurrealValue)]
struct VersionRow {
    number: i64,
    at: At,
    by: Option<RecordId>,
    name: Option<String>,
    changed: Vec<String>,
    restored: Option<i64>,
}

#[derive(SurrealValue)]
struct WaitingRow {
    id: RecordId,
    name: Option<String>,
    handed_in: At,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct BasisParams {
    id: RecordId,
    base: RecordId,
}

#[derive(SurrealValue)]
struct VersionsParams {
    company: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    of: RecordId,
    next: RecordId,
    company: String,
    turn: i64,
    version: i64,
    profile: Json,
    approved: Option<Json>,
    changed: Vec<String>,
    restored: Option<i64>,
    stays: bool,
    by: Option<RecordId>,
    now: At,
}

#[derive(SurrealValue)]
struct HandInParams {
    id: RecordId,
    turn: i64,
    now: At,
}

#[derive(SurrealValue)]
struct ApproveParams {
    id: RecordId,
    turn: i64,
    approved: Json,
    owners: Vec<String>,
}

#[derive(SurrealValue)]
struct GiveBackParams {
    id: RecordId,
    turn: i64,
    reason: String,
}

fn shape(what: &str) -> StoreError {
    StoreError::shape("forum.profile", what)
}

fn read<T: DeserializeOwned>(json: Json) -> Result<T, StoreError> {
    serde_json::from_value(json).map_err(|e| shape(&e.to_string()))
}

fn written(what: &impl serde::Serialize) -> Result<Json, StoreError> {
    serde_json::to_value(what).map_err(|e| shape(&e.to_string()))
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// The record of a company's profile.
pub(crate) fn record(id: &CompanyId) -> RecordId {
    RecordId::new("company_profile", id.as_str())
}

fn version_record(id: &CompanyId, number: u32) -> RecordId {
    RecordId::new("profile_version", Array::from(vec![Value::String(id.to_string()), i64::from(number).into_value()]))
}

/// Whose files are a company's.
fn owners(id: &CompanyId) -> [Owner; 3] {
    [Owner::CompanyLogo(id.clone()), Owner::CompanyPicture(id.clone()), Owner::CompanyDocument(id.clone())]
}

/// What is saved of a profile.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// An edit that was made on a version.
    Edit(&'a Edit, u32),
    /// A version of the history.
    Restore(u32),
}

impl Store {
    /// A company's profile; an empty one when nobody has written anything.
    pub async fn profile(&self, id: &CompanyId) -> Result<Kept, StoreError> {
        let row: Option<Row> = self.read_option(&PROFILE, One { id: record(id) }).await?;
        row.map_or_else(|| Ok(Kept::default()), Row::kept)
    }

    /// The versions of a profile, the newest first.
    pub async fn profile_versions(&self, id: &CompanyId) -> Result<Vec<Version>, StoreError> {
        let rows: Vec<VersionRow> = self.read(&VERSIONS, VersionsParams { company: id.to_string(), limit: MOST }).await?;
        rows.into_iter()
            .map(|row| {
                Ok(Version {
                    number: count(row.number),
                    at: row.at.0,
                    by: row.by.as_ref().map(account_id).transpose()?,
                    name: row.name.unwrap_or_default(),
                    changed: row.changed.iter().filter_map(|code| Part::parse(code)).collect(),
                    restored: row.restored.map(count),
                })
            })
            .collect()
    }

    /// What a version says.
    pub async fn profile_version(&self, id: &CompanyId, number: u32) -> Result<Option<Profile>, StoreError> {
        let found: Option<Json> = self.read_option(&VERSION, One { id: version_record(id, number) }).await?;
        found.map(read).transpose()
    }

    /// The companies whose profiles wait for an organiser, those that wait longest first: id, name, and since when.
    pub async fn profiles_waiting(&self, limit: usize) -> Result<Vec<(CompanyId, String, jiff::Timestamp)>, StoreError> {
        let rows: Vec<WaitingRow> = self.read(&WAITING, Limit { limit: i64::try_from(limit).unwrap_or(i64::MAX) }).await?;
        rows.into_iter().map(|row| Ok((super::company_id(&key(&row.id)?)?, row.name.unwrap_or_default(), row.handed_in.0))).collect()
    }

    /// Saves a change of a profile on top of what is there. Of a company that the public sees, whom to ask and its pages elsewhere are seen at once.
    /// Nothing is written where nothing changes. Refused: `forum.not_now`, and `forum.changed_meanwhile` when somebody else has changed the same part
    /// in another way since the version that the edit was made on.
    pub async fn save_profile(&self, act: &Act<'_>, id: &CompanyId, change: Change<'_>) -> Result<Kept, StoreError> {
        let said = format!("{change:?}");
        let once = act.once("forum.save_profile", &[id.as_str(), &said]);
        for _ in 0..TRIES {
            let base_number = match change {
                Change::Edit(_, base) => base,
                Change::Restore(number) => number,
            };
            let basis: Basis = self.read_one(&BASIS, BasisParams { id: record(id), base: version_record(id, base_number) }).await?;
            let now = basis.now.map_or_else(|| Ok(Kept::default()), Row::kept)?;
            let base: Option<Profile> = basis.base.map(read).transpose()?;
            let (profile, restored) = match change {
                Change::Edit(edit, _) => {
                    let base = base.unwrap_or_default();
                    let merged = merge(&base, &now.profile, &edit.on(&base));
                    if !merged.both.is_empty() {
                        return self.refuse(once, "forum.changed_meanwhile").await.and_then(|answer| answer.one::<Row>()?.kept());
                    }
                    (merged.profile, None)
                }
                Change::Restore(number) => (base.ok_or(StoreError::NotFound)?, Some(i64::from(number))),
            };
            let changed = profile.differs(&now.profile);
            if changed.is_empty() && now.version > 0 {
                return Ok(now);
            }
            let stays = changed.iter().all(|part| !part.is_claim());
            // Whom to ask and its pages elsewhere are always as they were saved last; everything else waits for an organiser.
            let approved = now.approved.clone().map(|mut approved| {
                for part in changed.iter().filter(|part| !part.is_claim()) {
                    approved.profile.take(part, &profile);
                }
                approved.exhibitor.social.clone_from(&profile.social);
                approved.exhibitor.contact.clone_from(&profile.contact);
                approved
            });
            let live = approved.is_some() && approved != now.approved;
            let params = SaveParams {
                id: record(id),
                of: company(id),
                next: version_record(id, now.version + 1),
                company: id.to_string(),
                turn: i64::from(now.turn),
                version: i64::from(now.version + 1),
                profile: written(&profile)?,
                approved: approved.as_ref().map(written).transpose()?,
                changed: changed.iter().map(Part::code).collect(),
                restored,
                stays,
                by: act.actor.person().map(|person| account(&person.account)),
                now: At(act.now),
            };
            let entry = act.audit("forum.profile_saved", format!("company:{id}")).detail("version", now.version + 1);
            let mut tx = Tx::new(&SAVE, act.now).bind(params).once(once.clone()).audit(entry).touches("forum");
            if live {
                tx = tx.public();
            }
            match self.tx(tx).await {
                Err(StoreError::Refused(code)) if code == "forum.changed_meanwhile" => {}
                other => return other?.one::<Row>()?.kept(),
            }
        }
        Err(StoreError::Busy)
    }

    /// Hands a profile in, as it was at a turn. Refused: `forum.changed_meanwhile`.
    pub async fn hand_profile_in(&self, act: &Act<'_>, id: &CompanyId, turn: u32) -> Result<Kept, StoreError> {
        let tx = Tx::new(&HAND_IN, act.now)
            .bind(HandInParams { id: record(id), turn: i64::from(turn), now: At(act.now) })
            .once(act.once("forum.hand_profile_in", &[id.as_str(), &turn.to_string()]))
            .audit(act.audit("forum.profile_handed_in", format!("company:{id}")).detail("turn", turn))
            .touches("forum");
        self.tx(tx).await?.one::<Row>()?.kept()
    }

    /// Approves a profile as it was at the turn that an organiser looked at, and queues `mails`. Refused: `forum.changed_meanwhile`.
    pub async fn approve_profile(&self, act: &Act<'_>, of: &Company, turn: u32, files: Shown, mails: Vec<Mail>) -> Result<Kept, StoreError> {
        let profile = self.profile(&of.id).await?.profile;
        let approved = Approved { exhibitor: profile.as_exhibitor(of, files), profile };
        let mut tx = Tx::new(&APPROVE, act.now)
            .bind(ApproveParams {
                id: record(&of.id),
                turn: i64::from(turn),
                approved: written(&approved)?,
                owners: owners(&of.id).iter().map(Owner::key).collect(),
            })
            .once(act.once("forum.approve_profile", &[of.id.as_str(), &turn.to_string()]))
            .audit(act.audit("forum.profile_approved", format!("company:{}", of.id)).detail("turn", turn))
            .touches("forum")
            .public();
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await?.one::<Row>()?.kept()
    }

    /// Gives a profile back with a reason, and queues `mails`. Refused: `forum.changed_meanwhile`.
    pub async fn give_profile_back(&self, act: &Act<'_>, id: &CompanyId, turn: u32, reason: &str, mails: Vec<Mail>) -> Result<Kept, StoreError> {
        let mut tx = Tx::new(&GIVE_BACK, act.now)
            .bind(GiveBackParams { id: record(id), turn: i64::from(turn), reason: reason.to_owned() })
            .once(act.once("forum.give_profile_back", &[id.as_str(), &turn.to_string(), reason]))
            .audit(act.audit("forum.profile_returned", format!("company:{id}")).detail("reason", reason))
            .touches("forum");
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await?.one::<Row>()?.kept()
    }

    /// Keeps a new file of a company, whose page has to be handed in again. Refused: `files.too_many`, `forum.not_now`.
    pub async fn put_company_file(&self, act: &Act<'_>, id: &CompanyId, owner: &Owner, new: &NewFile) -> Result<StoredFile, StoreError> {
        let Keeping { mut params, said, id: file } = keeping(act, owner, new)?;
        params.insert("id", Value::RecordId(record(id)));
        params.insert("of", Value::RecordId(company(id)));
        let tx = Tx::new(&PUT_FILE, act.now)
            .bind(params)
            .once(files::once(act, &said))
            .audit(files::entry(act, "files.added", owner, &file))
            .touches("forum");
        files::answered(self.tx(tx).await?)
    }

    /// Takes a file of a company away; one that the public sees stays until the page is approved anew.
    pub async fn drop_company_file(&self, act: &Act<'_>, id: &CompanyId, owner: &Owner, file: &FileId) -> Result<(), StoreError> {
        let mut params = dropping(owner, file);
        params.insert("id", Value::RecordId(record(id)));
        let tx = Tx::new(&DROP_FILE, act.now)
            .bind(params)
            .once(act.once("files.drop", &[&owner.key(), file.as_str()]))
            .audit(files::entry(act, "files.removed", owner, file))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }
}
