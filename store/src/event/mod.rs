//! The event as data: importing its files, and the public snapshot.
//!
//! Always holds: an import is applied as a whole or not at all; it changes nothing that somebody changed in the program since; importing the
//! same files again writes nothing. A session whose time or room changes counts its `sequence` up, so that calendars follow (RFC 5545, 3.8.7.4).

mod plan;

use domain::event::{EventData, Snapshot};
use domain::forum::{Exhibitor, Need};
use domain::ideathon::Published;
use domain::kernel::ids::{RoomId, SessionId};
use domain::kernel::text::fold;
use domain::programme::{Programme, Standing};
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use crate::act::Act;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::forum::plan::{BoothRow, HallRow, halls as plan_of};

pub use plan::ImportReport;
use plan::{Kept, Planned};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    ITEMS,
    SNAPSHOT,
    GIVEN,
    IMPORT.sample("{ seen: 0, write: [], remove: [] }"),
    SET_STANDING.sample("{ id: item:['session', 'opening'], standing: 'cancelled' }"),
];

const ITEMS: Query = Query::read(
    "event.items",
    "RETURN {
        seen: (SELECT VALUE number FROM ONLY import_guard:main) ?? 0,
        items: array::flatten([
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'event' ORDER BY ord),
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'track' ORDER BY ord),
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'venue' ORDER BY ord),
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'room' ORDER BY ord),
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'speaker' ORDER BY ord),
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'session' ORDER BY ord),
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'challenge' ORDER BY ord),
            (SELECT kind, key, ord, hash, edited, body FROM item WHERE kind = 'exhibitor' ORDER BY ord)
        ])
    }",
);
const SNAPSHOT: Query = Query::read(
    "event.snapshot",
    "RETURN {
        event: (SELECT VALUE body FROM ONLY item:['event', 'main']),
        tracks: (SELECT body, ord FROM item WHERE kind = 'track' ORDER BY ord).body,
        venues: (SELECT body, ord FROM item WHERE kind = 'venue' ORDER BY ord).body,
        rooms: (SELECT body, ord FROM item WHERE kind = 'room' ORDER BY ord).body,
        speakers: (SELECT body, ord FROM item WHERE kind = 'speaker' ORDER BY ord).body,
        sessions: (SELECT body, ord FROM item WHERE kind = 'session' ORDER BY ord).body,
        challenges: (SELECT body, ord FROM item WHERE kind = 'challenge' ORDER BY ord).body.shown,
        posted: (SELECT published, at FROM challenge WHERE shown = true AND at > d'1970-01-01T00:00:00Z' ORDER BY at).published.shown,
        exhibitors: (SELECT body, ord FROM item WHERE kind = 'exhibitor' ORDER BY ord).body,
        published: (SELECT VALUE type::record('company_profile', record::id(id)).approved.exhibitor FROM company
            WHERE standing = 'published' AND queue > ''),
        halls: (SELECT * FROM hall),
        booths: (SELECT * FROM booth WHERE hall > ''),
        needs: (SELECT published, queue FROM city_need WHERE shown = true AND queue > '' ORDER BY queue).published
    }",
)
.tiny(crate::forum::plan::FEW_HALLS);
const GIVEN: Query = Query::read("event.given_challenges", "RETURN (SELECT body, ord FROM item WHERE kind = 'challenge' ORDER BY ord).body");
const IMPORT: Query = Query::write(
    "event.import",
    "IF ((SELECT VALUE number FROM ONLY import_guard:main) ?? 0) != $seen { THROW 'event.changed_meanwhile' };
     UPSERT import_guard:main SET number = $seen + 1 RETURN NONE;
     FOR $row IN $write {
        IF (SELECT VALUE edited FROM ONLY $row.id) = true { THROW 'event.changed_meanwhile' };
        UPSERT $row.id CONTENT $row RETURN NONE;
     };
     FOR $id IN $remove {
        IF (SELECT VALUE edited FROM ONLY $id) = true { THROW 'event.changed_meanwhile' };
        DELETE $id RETURN NONE;
     };
     true",
);
const SET_STANDING: Query = Query::write(
    "event.set_standing",
    "LET $row = (UPDATE $id SET body.standing = $standing, edited = true RETURN AFTER);
     IF array::is_empty($row) { THROW 'not_found' };
     true",
);

/// How often an import is planned again when something changed meanwhile.
const TRIES: u32 = 5;

#[derive(Debug, SurrealValue)]
struct Read {
    seen: i64,
    items: Vec<Kept>,
}

#[derive(SurrealValue)]
struct ImportParams {
    seen: i64,
    write: Vec<Planned>,
    remove: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct StandingParams {
    id: RecordId,
    standing: String,
}

#[derive(Debug, SurrealValue)]
struct SnapshotRow {
    event: Option<Json>,
    tracks: Vec<Json>,
    venues: Vec<Json>,
    rooms: Vec<Json>,
    speakers: Vec<Json>,
    sessions: Vec<Json>,
    challenges: Vec<Json>,
    posted: Vec<Json>,
    exhibitors: Vec<Json>,
    needs: Vec<Json>,
    published: Vec<Option<Json>>,
    halls: Vec<HallRow>,
    booths: Vec<BoothRow>,
}

impl Store {
    /// Brings the store to what the files say, and answers what that changed. Nothing is written when nothing differs.
    pub async fn import_event(&self, act: &Act<'_>, data: &EventData) -> Result<ImportReport, StoreError> {
        let mut tries = 0;
        loop {
            tries += 1;
            let read: Read = self.read_one(&ITEMS, ()).await?;
            let planned = plan::plan(read.items, data)?;
            if planned.write.is_empty() && planned.remove.is_empty() {
                return Ok(planned.report);
            }
            let report = planned.report;
            let entry = act
                .audit("event.imported", format!("event:{}", data.event.id))
                .detail("created", report.created)
                .detail("updated", report.updated)
                .detail("removed", report.removed)
                .detail("kept", report.kept.len());
            let tx = Tx::new(&IMPORT, act.now)
                .bind(ImportParams { seen: read.seen, write: planned.write, remove: planned.remove })
                .audit(entry)
                .touches("event")
                .public();
            match self.tx(tx).await {
                Err(StoreError::Refused(code)) if code == "event.changed_meanwhile" && tries < TRIES => {}
                Err(StoreError::Refused(code)) if code == "event.changed_meanwhile" => return Err(StoreError::Busy),
                Err(error) => return Err(error),
                Ok(_) => return Ok(report),
            }
        }
    }

    /// Says whether the public can rely on a session. An import leaves such a session alone from then on.
    pub async fn set_standing(&self, act: &Act<'_>, session: &SessionId, standing: Standing) -> Result<(), StoreError> {
        let tx = Tx::new(&SET_STANDING, act.now)
            .bind(StandingParams { id: plan::record("session", session.as_str()), standing: standing.code().to_owned() })
            .once(act.once("event.set_standing", &[session.as_str(), standing.code()]))
            .audit(act.audit("session.standing_set", format!("session:{session}")).detail("standing", standing.code()))
            .touches("event")
            .public();
        self.tx(tx).await.map(drop)
    }

    /// The challenges that came with the event's files.
    pub async fn given_challenges(&self) -> Result<Vec<Published>, StoreError> {
        plan::parsed(self.read(&GIVEN, ()).await?)
    }

    /// Everything the public may see, of one moment; `None` before the first import.
    pub async fn snapshot(&self) -> Result<Option<Snapshot>, StoreError> {
        // Read before the data: what is committed between the two only makes the snapshot look older than it is.
        let revision = self.changes().public_revision();
        let row: SnapshotRow = self.read_one(&SNAPSHOT, ()).await?;
        let Some(event) = row.event else { return Ok(None) };
        let mut programme = Programme {
            tracks: plan::parsed(row.tracks)?,
            venues: plan::parsed(row.venues)?,
            rooms: plan::parsed(row.rooms)?,
            speakers: plan::parsed(row.speakers)?,
            sessions: plan::parsed(row.sessions)?,
        };
        let rooms: Vec<_> = programme.rooms.iter().map(|r| r.id.clone()).collect();
        let place = |id: &RoomId| rooms.iter().position(|r| r == id);
        programme.sessions.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| place(&a.room).cmp(&place(&b.room))));
        programme.speakers.sort_by(|a, b| a.id.cmp(&b.id));
        let event = plan::parsed_one(event)?;
        let mut challenges = plan::parsed(row.posted)?;
        // What cities really ask comes before what is there to begin with.
        challenges.extend(plan::parsed(row.challenges)?);
        let mut exhibitors: Vec<Exhibitor> = plan::parsed(row.exhibitors)?;
        exhibitors.extend(plan::parsed::<Exhibitor>(row.published.into_iter().flatten().collect())?);
        exhibitors.sort_by_key(|e| fold(&e.name));
        let mut halls: Vec<_> = plan_of(row.halls, row.booths)?.into_iter().map(|kept| kept.hall).collect();
        for booth in halls.iter_mut().flat_map(|hall| hall.booths.iter_mut()) {
            booth.holder = booth.holder.take().filter(|id| exhibitors.iter().any(|e| e.id == *id));
        }
        let needs: Vec<Need> = plan::parsed(row.needs)?;
        Ok(Some(Snapshot { revision, event, programme, challenges, exhibitors, halls, needs }))
    }
}
