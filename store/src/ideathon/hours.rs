//! Office hours of mentors.
//!
//! Always holds: a slot is one record, so of many who book it one has it; a team's bookings all write the team's guard, so that its limits hold; what
//! a mentor publishes writes the mentor's guard, so that slots do not overlap.

use domain::ideathon::hours::{Coming, MOST_OF_A_TEAM, NewSlots, Slot};
use domain::kernel::ids::{AccountId, TeamId};
use jiff::{SignedDuration, Timestamp};
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use super::workspace::{participant, team_record};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    MENTORS,
    SLOTS.sample("{ after: time::now(), limit: 10 }"),
    PUBLISH.sample(
        "{ guard: office_guard:['mentor', 'm'], participant: participant:m, mentor: 'm', earliest: time::now(), first: time::now(), last: time::now(),
           rows: [] }",
    ),
    BOOK.sample(
        "{ id: office_slot:['m', 1], guard: office_guard:['team', 't'], participant: participant:p, team_record: team:t, team: 't', by: 'p', most: 2,
           now: time::now() }",
    ),
    GIVE_BACK.sample("{ id: office_slot:['m', 1], participant: participant:p, team: 't', now: time::now() }"),
    CANCEL.sample("{ id: office_slot:['m', 1], team: 't', now: time::now() }"),
];

const MENTORS: Query = Query::read("ideathon.mentors", "SELECT record::id(id) AS id, name FROM participant WHERE mentor = true");
// A team that is no more does not come.
const SLOTS: Query = Query::read(
    "ideathon.slots",
    "SELECT mentor, start, end, place, type::record('participant', mentor).name AS mentor_name, type::record('participant', mentor).mentor = true AS gives,
        IF team = NONE { NONE } ELSE { (SELECT record::id(id) AS team, facts.name AS name, facts.pitch AS pitch FROM ONLY type::record('team', $parent.team) WHERE ended = NONE) } AS coming
     FROM office_slot WHERE start > $after ORDER BY start LIMIT $limit",
);
const PUBLISH: Query = Query::write(
    "ideathon.slots_publish",
    "IF (SELECT VALUE mentor FROM ONLY $participant) != true { THROW 'not_found' };
     UPSERT $guard SET number = (number ?? 0) + 1 RETURN NONE;
     IF !array::is_empty(SELECT VALUE id FROM office_slot WHERE mentor = $mentor AND start > $earliest AND start < $last AND end > $first LIMIT 1) {
        THROW 'ideathon.slots_overlap'
     };
     INSERT INTO office_slot $rows RETURN NONE;
     true",
);
const BOOK: Query = Query::write(
    "ideathon.slot_book",
    "IF (SELECT VALUE team FROM ONLY $participant) != $team { THROW 'not_found' };
     IF (SELECT VALUE ended FROM ONLY $team_record) != NONE { THROW 'ideathon.team_gone' };
     LET $slot = (SELECT mentor, start, team FROM ONLY $id);
     IF $slot = NONE OR (SELECT VALUE mentor FROM ONLY type::record('participant', $slot.mentor)) != true { THROW 'not_found' };
     IF $slot.start <= $now { THROW 'ideathon.slot_begun' };
     IF $slot.team != NONE AND $slot.team != $team AND (SELECT VALUE ended FROM ONLY type::record('team', $slot.team)) = NONE {
        THROW 'ideathon.slot_taken'
     };
     IF $slot.team = $team { false } ELSE {
        UPSERT $guard SET number = (number ?? 0) + 1 RETURN NONE;
        LET $held = (SELECT VALUE mentor FROM office_slot WHERE team = $team AND start > $now);
        IF array::len($held) >= $most OR $slot.mentor IN $held { THROW 'ideathon.too_many_slots' };
        UPDATE $id SET team = $team, by = $by, booked_at = $now RETURN NONE;
        true
     };",
);
const GIVE_BACK: Query = Query::write(
    "ideathon.slot_give_back",
    "IF (SELECT VALUE team FROM ONLY $participant) != $team { THROW 'not_found' };
     LET $slot = (SELECT start, team FROM ONLY $id);
     IF $slot = NONE OR $slot.team != $team { THROW 'not_found' };
     IF $slot.start <= $now { THROW 'ideathon.slot_begun' };
     UPDATE $id SET team = NONE, by = NONE, booked_at = NONE RETURN NONE;
     true",
);
// The letters are to the team that was seen; when it is another one by now, it is looked at again.
const CANCEL: Query = Query::write(
    "ideathon.slot_cancel",
    "LET $slot = (SELECT start, team FROM ONLY $id);
     IF $slot = NONE { THROW 'not_found' };
     IF $slot.start <= $now { THROW 'ideathon.slot_begun' };
     LET $comes = IF $slot.team = NONE OR (SELECT VALUE ended FROM ONLY type::record('team', $slot.team)) != NONE { NONE } ELSE { $slot.team };
     IF $comes != $team { THROW 'ideathon.changed_meanwhile' };
     DELETE $id RETURN NONE;
     true",
);

/// How many slots the page shows.
const MOST: i64 = 2000;
/// How long a slot is at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(2);

#[derive(SurrealValue)]
struct SlotsParams {
    after: At,
    limit: i64,
}

#[derive(SurrealValue)]
struct MentorRow {
    id: String,
    name: String,
}

#[derive(SurrealValue)]
struct ComingRow {
    team: String,
    name: String,
    pitch: String,
}

#[derive(SurrealValue)]
struct Row {
    mentor: String,
    mentor_name: Option<String>,
    gives: bool,
    start: At,
    end: At,
    place: String,
    coming: Option<ComingRow>,
}

#[derive(SurrealValue)]
struct NewRow {
    id: RecordId,
    mentor: String,
    start: At,
    end: At,
    place: String,
}

#[derive(SurrealValue)]
struct PublishParams {
    guard: RecordId,
    participant: RecordId,
    mentor: String,
    earliest: At,
    first: At,
    last: At,
    rows: Vec<NewRow>,
}

#[derive(SurrealValue)]
struct BookParams {
    id: RecordId,
    guard: RecordId,
    participant: RecordId,
    team_record: RecordId,
    team: String,
    by: String,
    most: i64,
    now: At,
}

#[derive(SurrealValue)]
struct GiveBackParams {
    id: RecordId,
    participant: RecordId,
    team: String,
    now: At,
}

#[derive(SurrealValue)]
struct CancelParams {
    id: RecordId,
    team: Option<String>,
    now: At,
}

fn record(mentor: &AccountId, start: Timestamp) -> RecordId {
    RecordId::new("office_slot", Array::from(vec![Value::String(mentor.to_string()), start.as_second().into_value()]))
}

fn guard(of: &str, id: &str) -> RecordId {
    RecordId::new("office_guard", Array::from(vec![of.to_owned(), id.to_owned()]))
}

fn subject(mentor: &AccountId, start: Timestamp) -> String {
    format!("slot:{mentor}/{start}")
}

impl Row {
    fn slot(self) -> Result<Slot, StoreError> {
        let shape = |what: &str| StoreError::shape("ideathon.slots", what.to_owned());
        let coming = |row: ComingRow| {
            Ok::<_, StoreError>(Coming { team: TeamId::parse(&row.team).map_err(|_| shape("team"))?, name: row.name, pitch: row.pitch })
        };
        Ok(Slot {
            mentor: AccountId::parse(&self.mentor).map_err(|_| shape("mentor"))?,
            mentor_name: self.mentor_name.unwrap_or_default(),
            start: self.start.0,
            end: self.end.0,
            place: self.place,
            team: self.coming.map(coming).transpose()?,
        })
    }
}

impl Store {
    /// The mentors, by name.
    pub async fn mentors(&self) -> Result<Vec<(AccountId, String)>, StoreError> {
        let rows: Vec<MentorRow> = self.read(&MENTORS, ()).await?;
        let read = |row: MentorRow| Ok((AccountId::parse(&row.id).map_err(|_| StoreError::shape("ideathon.mentors", "id"))?, row.name));
        let mut mentors: Vec<(AccountId, String)> = rows.into_iter().map(read).collect::<Result<_, StoreError>>()?;
        mentors.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(mentors)
    }

    /// The slots that begin after a moment, in the order of time; of those who are mentors no more only what a team has booked.
    pub async fn office_slots(&self, after: Timestamp) -> Result<Vec<Slot>, StoreError> {
        let rows: Vec<Row> = self.read(&SLOTS, SlotsParams { after: At(after), limit: MOST }).await?;
        rows.into_iter().filter(|row| row.gives || row.coming.is_some()).map(Row::slot).collect()
    }

    /// Publishes slots of a mentor. Refused: `ideathon.slots_overlap`. Not found for somebody who is no mentor.
    pub async fn publish_slots(&self, act: &Act<'_>, mentor: &AccountId, slots: &NewSlots) -> Result<(), StoreError> {
        let (Some((first, _)), Some((_, last))) = (slots.times.first(), slots.times.last()) else { return Ok(()) };
        let rows = slots.times.iter().map(|(start, end)| NewRow {
            id: record(mentor, *start),
            mentor: mentor.to_string(),
            start: At(*start),
            end: At(*end),
            place: slots.place.clone(),
        });
        let params = PublishParams {
            guard: guard("mentor", mentor.as_str()),
            participant: participant(mentor),
            mentor: mentor.to_string(),
            earliest: At(first.saturating_sub(LONGEST).unwrap_or(*first)),
            first: At(*first),
            last: At(*last),
            rows: rows.collect(),
        };
        let said = [mentor.as_str(), &first.to_string(), &last.to_string(), &slots.times.len().to_string(), &slots.place];
        let entry = act.audit("ideathon.slots_published", subject(mentor, *first)).detail("number", slots.times.len());
        let tx = Tx::new(&PUBLISH, act.now)
            .bind(params)
            .once(act.once("ideathon.slots_publish", &said))
            .audit(entry)
            .taken("office_slot", "ideathon.slots_overlap")
            .touches("ideathon");
        self.tx(tx).await.map(drop)
    }

    /// Books a slot for one's own team. Refused: `ideathon.slot_taken`, `ideathon.too_many_slots`, `ideathon.slot_begun`, `ideathon.team_gone`.
    pub async fn book_slot(&self, act: &Act<'_>, by: &AccountId, team: &TeamId, mentor: &AccountId, start: Timestamp) -> Result<(), StoreError> {
        let params = BookParams {
            id: record(mentor, start),
            guard: guard("team", team.as_str()),
            participant: participant(by),
            team_record: team_record(team),
            team: team.to_string(),
            by: by.to_string(),
            most: i64::try_from(MOST_OF_A_TEAM).unwrap_or(i64::MAX),
            now: At(act.now),
        };
        let tx = Tx::new(&BOOK, act.now)
            .bind(params)
            .once(act.once("ideathon.slot_book", &[team.as_str(), mentor.as_str(), &start.to_string()]))
            .audit_when("$answer", act.audit("ideathon.slot_booked", subject(mentor, start)).detail("team", team.to_string()))
            .touches("ideathon");
        self.tx(tx).await.map(drop)
    }

    /// Gives a slot of one's own team back. Refused: `ideathon.slot_begun`.
    pub async fn give_slot_back(&self, act: &Act<'_>, by: &AccountId, team: &TeamId, mentor: &AccountId, start: Timestamp) -> Result<(), StoreError> {
        let params = GiveBackParams { id: record(mentor, start), participant: participant(by), team: team.to_string(), now: At(act.now) };
        let tx = Tx::new(&GIVE_BACK, act.now)
            .bind(params)
            .once(act.once("ideathon.slot_give_back", &[team.as_str(), mentor.as_str(), &start.to_string()]))
            .audit(act.audit("ideathon.slot_given_back", subject(mentor, start)).detail("team", team.to_string()))
            .touches("ideathon");
        self.tx(tx).await.map(drop)
    }

    /// Cancels a slot that this team, or nobody, has booked, and queues the letters to it. Refused: `ideathon.slot_begun`, and
    /// `ideathon.changed_meanwhile` when another team has it by now.
    pub async fn cancel_slot(
        &self,
        act: &Act<'_>,
        mentor: &AccountId,
        start: Timestamp,
        team: Option<&TeamId>,
        letters: Vec<Mail>,
    ) -> Result<(), StoreError> {
        let params = CancelParams { id: record(mentor, start), team: team.map(ToString::to_string), now: At(act.now) };
        let mut tx = Tx::new(&CANCEL, act.now)
            .bind(params)
            .once(act.once("ideathon.slot_cancel", &[mentor.as_str(), &start.to_string()]))
            .audit(act.audit("ideathon.slot_cancelled", subject(mentor, start)))
            .touches("ideathon");
        for mail in letters {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }
}
