//! The workspace of a team, its versions, and what the team handed in.
//!
//! Always holds: a version is written once, with the number after the one it was made on; two edits at once become two versions, the second made
//! of both, or the second is refused; there is one submission a team; whoever is not in the team any more changes nothing.

use domain::ideathon::Rules;
use domain::ideathon::workspace::{Canvas, Field, Submission, Version, Workspace, counts_by_itself, is_late, merge};
use domain::kernel::ids::{AccountId, TeamId};
use serde_json::Value as Json;
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::{IdempotencyKey, Tx};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    ONE.sample("{ id: workspace:a }"),
    VERSIONS.sample("{ team: 'a', limit: 10 }"),
    VERSION.sample("{ id: work_version:['a', 1] }"),
    SAVED.sample("{ team: 'a' }"),
    BASIS.sample("{ id: workspace:a, base: work_version:['a', 1] }"),
    SAVE.sample(
        "{ id: workspace:a, next: work_version:['a', 2], submission: submission:a, participant: participant:p, team_record: team:a, team: 'a',
           by: 'p', version: 1, canvas: {}, changed: ['pitch_title'], restored: NONE, what: 'save', now: time::now() }",
    ),
    HAND_IN.sample(
        "{ id: workspace:a, submission: submission:a, participant: participant:p, team_record: team:a, version_record: work_version:['a', 1], team: 'a',
           by: 'p', version: 1, late: false, now: time::now() }",
    ),
    WAITING.sample("{ limit: 10 }"),
    COUNT
        .sample("{ id: workspace:a, submission: submission:a, team_record: team:a, team: 'a', newest: 1, version: 1, at: time::now(), late: false }"),
    SUBMISSIONS.sample("{ limit: 10 }"),
    SUBMISSION.sample("{ id: submission:a }"),
];

const ONE: Query = Query::read("ideathon.workspace", "SELECT version, canvas, at, type::record('participant', by ?? '-').name AS name FROM ONLY $id");
const VERSIONS: Query = Query::read(
    "ideathon.work_versions",
    "SELECT number, at, changed, restored, {} AS canvas, type::record('participant', by ?? '-').name AS name FROM work_version
     WHERE team = $team AND number > 0 ORDER BY number DESC LIMIT $limit",
);
const VERSION: Query = Query::read(
    "ideathon.work_version",
    "SELECT number, at, changed, restored, canvas, type::record('participant', by ?? '-').name AS name FROM ONLY $id",
);
const SAVED: Query = Query::read("ideathon.work_saved", "SELECT number, at FROM work_version WHERE team = $team AND number > 0");
const BASIS: Query = Query::read(
    "ideathon.work_basis",
    "{ version: (SELECT VALUE version FROM ONLY $id) ?? 0, canvas: (SELECT VALUE canvas FROM ONLY $id), base: (SELECT VALUE canvas FROM ONLY $base) }",
);
// What counted by itself does not any more when somebody still writes: the end was moved.
const SAVE: Query = Query::write(
    "ideathon.work_save",
    "IF (SELECT VALUE team FROM ONLY $participant) != $team { THROW 'not_found' };
     IF (SELECT VALUE ended FROM ONLY $team_record) != NONE { THROW 'ideathon.team_gone' };
     LET $version_now = (SELECT VALUE version FROM ONLY $id) ?? 0;
     IF $what = 'refuse' OR $version_now != $version { THROW 'ideathon.changed_meanwhile' };
     IF $what = 'nothing' { { version: $version, saved: false } } ELSE {
        LET $counts = (SELECT by_itself FROM ONLY $submission);
        IF $counts.by_itself = true { DELETE $submission RETURN NONE };
        UPSERT $id SET team = $team, version = $version + 1, canvas = $canvas, at = $now, by = $by,
            waits = $counts = NONE OR $counts.by_itself RETURN NONE;
        CREATE $next SET team = $team, number = $version + 1, canvas = $canvas, at = $now, by = $by, changed = $changed, restored = $restored RETURN NONE;
        { version: $version + 1, saved: true }
     };",
);
// Handing in the same version again changes nothing: what was in time stays in time.
const HAND_IN: Query = Query::write(
    "ideathon.hand_in",
    "IF (SELECT VALUE team FROM ONLY $participant) != $team { THROW 'not_found' };
     IF (SELECT VALUE ended FROM ONLY $team_record) != NONE { THROW 'ideathon.team_gone' };
     IF !record::exists($version_record) { THROW 'ideathon.changed_meanwhile' };
     LET $old = (SELECT version, at, by_itself FROM ONLY $submission);
     IF $old != NONE AND !$old.by_itself AND ($old.version = $version OR $old.at > $now OR ($old.at = $now AND $old.version > $version)) { { version: $old.version, saved: false } } ELSE {
        UPSERT $submission SET team = $team, version = $version, at = $now, late = $late, by = $by, by_itself = false RETURN NONE;
        UPDATE $id SET waits = false RETURN NONE;
        { version: $version, saved: true }
     };",
);
const WAITING: Query = Query::read("ideathon.work_waiting", "SELECT VALUE team FROM workspace WHERE waits = true LIMIT $limit");
const COUNT: Query = Query::write(
    "ideathon.work_counts",
    "LET $row = (SELECT version, waits FROM ONLY $id);
     IF $row = NONE OR !$row.waits OR $row.version != $newest { false } ELSE {
        UPDATE $id SET waits = false RETURN NONE;
        IF $version = NONE OR (SELECT VALUE ended FROM ONLY $team_record) != NONE OR record::exists($submission) { false } ELSE {
            CREATE $submission SET team = $team, version = $version, at = $at, late = $late, by_itself = true RETURN NONE;
            true
        };
     };",
);
const SUBMISSIONS: Query = Query::read(
    "ideathon.submissions",
    "SELECT team, version, at, late, by_itself, type::record('team', team).facts AS facts FROM submission
     WHERE at > d'1970-01-01T00:00:00Z' AND type::record('team', team).ended = NONE ORDER BY at LIMIT $limit",
);
const SUBMISSION: Query = Query::read(
    "ideathon.submission",
    "SELECT team, version, at, late, by_itself, type::record('team', team).facts AS facts,
        type::record('work_version', [team, version]).canvas AS canvas FROM ONLY $id",
);

/// How many versions the history shows, and how many teams there are at most.
const MOST: i64 = 2000;
/// How often an edit is brought together with others anew before the person is asked to try again.
const TRIES: usize = 16;

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct OfTeam {
    team: String,
}

#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

#[derive(SurrealValue)]
struct VersionsParams {
    team: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct BasisParams {
    id: RecordId,
    base: RecordId,
}

#[derive(SurrealValue)]
struct Row {
    version: i64,
    canvas: Json,
    at: At,
    name: Option<String>,
}

#[derive(SurrealValue)]
struct VersionRow {
    number: i64,
    at: At,
    changed: Vec<String>,
    restored: Option<i64>,
    canvas: Json,
    name: Option<String>,
}

#[derive(SurrealValue)]
struct SavedRow {
    number: i64,
    at: At,
}

#[derive(SurrealValue)]
struct Basis {
    version: i64,
    canvas: Option<Json>,
    base: Option<Json>,
}

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    next: RecordId,
    submission: RecordId,
    participant: RecordId,
    team_record: RecordId,
    team: String,
    by: String,
    version: i64,
    canvas: Json,
    changed: Vec<String>,
    restored: Option<i64>,
    what: String,
    now: At,
}

#[derive(SurrealValue)]
struct HandInParams {
    id: RecordId,
    submission: RecordId,
    participant: RecordId,
    team_record: RecordId,
    version_record: RecordId,
    team: String,
    by: String,
    version: i64,
    late: bool,
    now: At,
}

#[derive(SurrealValue)]
struct CountParams {
    id: RecordId,
    submission: RecordId,
    team_record: RecordId,
    team: String,
    newest: i64,
    version: Option<i64>,
    at: At,
    late: bool,
}

#[derive(SurrealValue)]
struct Done {
    version: i64,
    saved: bool,
}

#[derive(SurrealValue)]
struct SubmissionRow {
    team: String,
    version: i64,
    at: At,
    late: bool,
    by_itself: bool,
    facts: Option<Json>,
    canvas: Option<Json>,
}

/// What became of a save or of handing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The version that is there now, or that counts.
    pub version: u32,
    /// Whether this changed anything.
    pub new: bool,
}

/// An edit of a workspace, as it was made.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'a> {
    /// Who edits.
    pub by: &'a AccountId,
    /// Whose workspace.
    pub team: &'a TeamId,
    /// The version it was made on.
    pub base: u32,
    /// What is written now.
    pub canvas: &'a Canvas,
}

fn workspace(team: &TeamId) -> RecordId {
    RecordId::new("workspace", team.as_str())
}

fn submission(team: &TeamId) -> RecordId {
    RecordId::new("submission", team.as_str())
}

pub(super) fn team_record(team: &TeamId) -> RecordId {
    RecordId::new("team", team.as_str())
}

pub(super) fn participant(account: &AccountId) -> RecordId {
    RecordId::new("participant", account.as_str())
}

fn version_record(team: &TeamId, number: u32) -> RecordId {
    RecordId::new("work_version", Array::from(vec![Value::String(team.to_string()), i64::from(number).into_value()]))
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

fn canvas(json: Option<Json>) -> Result<Canvas, StoreError> {
    json.map_or_else(|| Ok(Canvas::default()), |json| serde_json::from_value(json).map_err(|e| StoreError::shape("ideathon.canvas", e.to_string())))
}

fn subject(team: &TeamId) -> String {
    format!("team:{team}")
}

/// The key under which an edit is made once.
fn save_key(act: &Act<'_>, edit: &Edit<'_>, restored: Option<u32>) -> Option<IdempotencyKey> {
    let (base, restores) = (edit.base.to_string(), restored.map(|n| n.to_string()).unwrap_or_default());
    let fields: Vec<String> = Field::ALL.into_iter().map(|f| edit.canvas.field(f)).collect();
    let said: Vec<&str> = [edit.team.as_str(), base.as_str(), restores.as_str()].into_iter().chain(fields.iter().map(String::as_str)).collect();
    act.once("ideathon.work_save", &said)
}

impl Done {
    fn kept(self) -> Kept {
        Kept { version: count(self.version), new: self.saved }
    }
}

impl VersionRow {
    fn version(self) -> Result<Version, StoreError> {
        Ok(Version {
            number: count(self.number),
            at: self.at.0,
            by: self.name.unwrap_or_default(),
            changed: self.changed.iter().filter_map(|code| Field::parse(code)).collect(),
            restored: self.restored.map(count),
            canvas: canvas(Some(self.canvas))?,
        })
    }
}

impl SubmissionRow {
    fn submission(self) -> Result<(Submission, Canvas), StoreError> {
        let said = |field: &str| self.facts.as_ref().and_then(|f| f.get(field)).and_then(Json::as_str).unwrap_or_default().to_owned();
        let (name, pitch) = (said("name"), said("pitch"));
        let team = TeamId::parse(&self.team).map_err(|_| StoreError::shape("ideathon.submission", "the id of a team cannot be read"))?;
        let of = Submission { team, name, pitch, version: count(self.version), at: self.at.0, late: self.late, by_itself: self.by_itself };
        Ok((of, canvas(self.canvas)?))
    }
}

impl Store {
    /// The workspace of a team; an empty one when nobody has written anything.
    pub async fn workspace(&self, team: &TeamId) -> Result<Workspace, StoreError> {
        let row: Option<Row> = self.read_option(&ONE, One { id: workspace(team) }).await?;
        row.map_or_else(
            || Ok(Workspace::default()),
            |row| {
                let by = row.name.unwrap_or_default();
                Ok(Workspace { version: count(row.version), canvas: canvas(Some(row.canvas))?, at: Some(row.at.0), by })
            },
        )
    }

    /// The versions of a workspace, the newest first, without what was written in them.
    pub async fn work_versions(&self, team: &TeamId) -> Result<Vec<Version>, StoreError> {
        let rows: Vec<VersionRow> = self.read(&VERSIONS, VersionsParams { team: team.to_string(), limit: MOST }).await?;
        rows.into_iter().map(VersionRow::version).collect()
    }

    /// One version of a workspace.
    pub async fn work_version(&self, team: &TeamId, number: u32) -> Result<Option<Version>, StoreError> {
        let row: Option<VersionRow> = self.read_option(&VERSION, One { id: version_record(team, number) }).await?;
        row.map(VersionRow::version).transpose()
    }

    /// Saves an edit on top of whatever others saved since its base; an edit that changes nothing writes nothing. Refused: `ideathon.over`,
    /// `ideathon.team_gone`, and `ideathon.changed_meanwhile` where another changed the same field. Not found for whom it is not the own team.
    pub async fn save_work(&self, act: &Act<'_>, rules: &Rules, edit: &Edit<'_>) -> Result<Kept, StoreError> {
        if let Err(refusal) = is_late(rules, act.now) {
            return Ok(self.refuse(save_key(act, edit, None), refusal.code()).await?.one::<Done>()?.kept());
        }
        let mut tries = 0;
        loop {
            let basis = self.basis(edit.team, edit.base).await?;
            let now = canvas(basis.canvas)?;
            let merged = merge(&canvas(basis.base)?, &now, edit.canvas);
            let what = match (merged.both.is_empty(), merged.canvas == now) {
                (false, _) => "refuse",
                (true, true) => "nothing",
                (true, false) => "save",
            };
            let saved = self.write_version(act, edit, count(basis.version), (&now, &merged.canvas), what, None).await;
            tries += 1;
            match saved {
                // Somebody was quicker: once more on top of theirs.
                Err(error) if what != "refuse" && error.is_refusal("ideathon.changed_meanwhile") => {
                    if tries == TRIES {
                        break Err(StoreError::Busy);
                    }
                }
                other => break other,
            }
        }
    }

    /// Brings a version back as a new one, on top of the version that was looked at. Refused as [`Store::save_work`], also when somebody saved
    /// meanwhile.
    pub async fn restore_work(
        &self,
        act: &Act<'_>,
        rules: &Rules,
        by: &AccountId,
        team: &TeamId,
        number: u32,
        base: u32,
    ) -> Result<Kept, StoreError> {
        let old = self.work_version(team, number).await?.ok_or(StoreError::NotFound)?;
        let edit = Edit { by, team, base, canvas: &old.canvas };
        if let Err(refusal) = is_late(rules, act.now) {
            return Ok(self.refuse(save_key(act, &edit, Some(number)), refusal.code()).await?.one::<Done>()?.kept());
        }
        let now = canvas(self.basis(team, base).await?.canvas)?;
        let what = if old.canvas == now { "nothing" } else { "save" };
        self.write_version(act, &edit, base, (&now, &old.canvas), what, Some(number)).await
    }

    /// What is there now, and what was there at a base, which has to exist.
    async fn basis(&self, team: &TeamId, base: u32) -> Result<Basis, StoreError> {
        let found: Basis = self.read_one(&BASIS, BasisParams { id: workspace(team), base: version_record(team, base) }).await?;
        if base > 0 && found.base.is_none() { Err(StoreError::NotFound) } else { Ok(found) }
    }

    async fn write_version(
        &self,
        act: &Act<'_>,
        edit: &Edit<'_>,
        version: u32,
        (now, then): (&Canvas, &Canvas),
        what: &str,
        restored: Option<u32>,
    ) -> Result<Kept, StoreError> {
        let changed = now.differs(then);
        let params = SaveParams {
            id: workspace(edit.team),
            next: version_record(edit.team, version + 1),
            submission: submission(edit.team),
            participant: participant(edit.by),
            team_record: team_record(edit.team),
            team: edit.team.to_string(),
            by: edit.by.to_string(),
            version: i64::from(version),
            canvas: serde_json::to_value(then).map_err(|e| StoreError::shape("ideathon.work_save", e.to_string()))?,
            changed: changed.iter().map(|f| f.code().to_owned()).collect(),
            restored: restored.map(i64::from),
            what: what.to_owned(),
            now: At(act.now),
        };
        let verb = if restored.is_some() { "ideathon.work_restored" } else { "ideathon.work_saved" };
        let entry = act.audit(verb, subject(edit.team)).detail("version", version + 1);
        let tx = Tx::new(&SAVE, act.now)
            .bind(params)
            .once(save_key(act, edit, restored))
            .audit_when("$answer.saved", entry)
            .taken("work_version", "ideathon.changed_meanwhile")
            .touches("ideathon");
        Ok(self.tx(tx).await?.one::<Done>()?.kept())
    }

    /// Hands in a version, and queues the receipts. Refused: `ideathon.over`, `ideathon.team_gone`, and `ideathon.changed_meanwhile` for a version
    /// that there is not. Not found for whom it is not the own team.
    pub async fn hand_in(
        &self,
        act: &Act<'_>,
        rules: &Rules,
        by: &AccountId,
        team: &TeamId,
        version: u32,
        receipts: Vec<Mail>,
    ) -> Result<Kept, StoreError> {
        let once = act.once("ideathon.hand_in", &[team.as_str(), &version.to_string()]);
        let late = match is_late(rules, act.now) {
            Ok(late) => late,
            Err(refusal) => return Ok(self.refuse(once, refusal.code()).await?.one::<Done>()?.kept()),
        };
        let params = HandInParams {
            id: workspace(team),
            submission: submission(team),
            participant: participant(by),
            team_record: team_record(team),
            version_record: version_record(team, version),
            team: team.to_string(),
            by: by.to_string(),
            version: i64::from(version),
            late,
            now: At(act.now),
        };
        let mut tx = Tx::new(&HAND_IN, act.now)
            .bind(params)
            .once(once)
            .audit_when("$answer.saved", act.audit("ideathon.handed_in", subject(team)).detail("version", version).detail("late", late))
            .touches("ideathon");
        for mail in receipts {
            tx = tx.mail_when("$answer.saved", mail);
        }
        Ok(self.tx(tx).await?.one::<Done>()?.kept())
    }

    /// The teams that wrote something and handed nothing in.
    pub async fn teams_without_submission(&self) -> Result<Vec<TeamId>, StoreError> {
        let found: Vec<String> = self.read(&WAITING, Limit { limit: MOST }).await?;
        found.iter().map(|id| TeamId::parse(id).map_err(|_| StoreError::shape("ideathon.work_waiting", "the id of a team cannot be read"))).collect()
    }

    /// Lets what a team saved last count, when the time is over and it handed nothing in; `letters` writes to the members about the version and
    /// whether it is late. Answers whether it counts only now; with several at once, and after the first time, nothing happens.
    pub async fn count_by_itself(
        &self,
        act: &Act<'_>,
        rules: &Rules,
        team: &TeamId,
        letters: impl FnOnce(u32, bool) -> Vec<Mail>,
    ) -> Result<bool, StoreError> {
        if is_late(rules, act.now).is_ok() {
            return Ok(false);
        }
        let rows: Vec<SavedRow> = self.read(&SAVED, OfTeam { team: team.to_string() }).await?;
        let saved: Vec<_> = rows.into_iter().map(|row| (count(row.number), row.at.0)).collect();
        let Some(newest) = saved.iter().map(|(number, _)| *number).max() else { return Ok(false) };
        let counts = counts_by_itself(rules, &saved);
        let params = CountParams {
            id: workspace(team),
            submission: submission(team),
            team_record: team_record(team),
            team: team.to_string(),
            newest: i64::from(newest),
            version: counts.map(|(number, ..)| i64::from(number)),
            at: At(counts.map_or(act.now, |(_, at, _)| at)),
            late: counts.is_some_and(|(.., late)| late),
        };
        let mut tx = Tx::new(&COUNT, act.now).bind(params).taken("submission", "ideathon.changed_meanwhile").touches("ideathon");
        if let Some((number, _, late)) = counts {
            tx = tx.audit_when("$answer", act.audit("ideathon.counted_by_itself", subject(team)).detail("version", number).detail("late", late));
            for mail in letters(number, late) {
                tx = tx.mail_when("$answer", mail);
            }
        }
        self.tx(tx).await?.one()
    }

    /// What the teams handed in, in the order of time; without the teams that are no more.
    pub async fn submissions(&self) -> Result<Vec<Submission>, StoreError> {
        let rows: Vec<SubmissionRow> = self.read(&SUBMISSIONS, Limit { limit: MOST }).await?;
        rows.into_iter().map(|row| row.submission().map(|(of, _)| of)).collect()
    }

    /// What a team handed in, with what was written.
    pub async fn submission(&self, team: &TeamId) -> Result<Option<(Submission, Canvas)>, StoreError> {
        let row: Option<SubmissionRow> = self.read_option(&SUBMISSION, One { id: submission(team) }).await?;
        row.map(SubmissionRow::submission).transpose()
    }

    /// The accounts of a team's members, for letters. Whoever has no address of their own has that of the one who registered them; an empty one
    /// means that there is none.
    pub async fn team_accounts(&self, members: &[AccountId]) -> Result<Vec<domain::accounts::Account>, StoreError> {
        let mut found = Vec::new();
        for member in members {
            let Some(mut account) = self.account(member).await? else { continue };
            if account.email.is_empty() {
                account.email = self.address_through(member).await?.unwrap_or_default();
            }
            found.push(account);
        }
        Ok(found)
    }
}
