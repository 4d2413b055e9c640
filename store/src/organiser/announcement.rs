//! Announcements: written, sent piece by piece, stopped.
//!
//! Always holds: who gets one is fixed by one record a person with an id of announcement and account; a person's record and the one letter that
//! follows from it are written in one transaction, which also writes the announcement itself, so that stopping comes before or after it and
//! never between; a letter's key follows from announcement and account.

use domain::accounts::Account;
use domain::kernel::ids::{AccountId, AnnouncementId};
use domain::organiser::announcement::{Announcement, Message, Standing};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{Array, RecordId, SurrealValue};

use super::{key, limited};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::{Mail, OutboxState};
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    SAVE.sample("{ id: announcement:a, by: 'a', now: time::now(), filter: '', subject: {}, text: {}, version: 0 }"),
    ONE.sample("{ id: announcement:a }"),
    RECENT.sample("{ limit: 20 }"),
    AT_WORK.sample("{ now: time::now() }"),
    SCHEDULE.sample("{ id: announcement:a, version: 1, due: time::now() }"),
    START.sample("{ id: announcement:a, now: time::now() }"),
    GATHER.sample("{ id: announcement:a, cursor: '', next: 'b', rows: [], number: 0, last: true }"),
    WAITING.sample("{ id: announcement:a, limit: 20 }"),
    WRITE.sample("{ id: announcement:a, people: [announcement_to:['a', 'b']], number: 1 }"),
    FINISH.sample("{ id: announcement:a }"),
    STOP.sample("{ id: announcement:a }"),
    TAKE_BACK.sample("{ id: announcement:a, about: 'announcement:a', limit: 20 }"),
    LETTERS.sample("{ about: 'announcement:a' }"),
];

const SAVE: Query = Query::write(
    "organiser.announcement_save",
    "LET $row = (SELECT standing, version FROM ONLY $id);
     IF ($row.version ?? 0) != $version { THROW 'organiser.not_in_this_state' };
     IF $row = NONE {
        CREATE $id SET by = $by, at = $now, filter = $filter, subject = $subject, text = $text, standing = 'draft', cursor = '', total = 0, written = 0,
            version = 1 RETURN NONE;
     } ELSE {
        IF $row.standing != 'draft' { THROW 'organiser.not_in_this_state' };
        UPDATE $id SET filter = $filter, subject = $subject, text = $text, version += 1 RETURN NONE;
     };
     true",
);
const ONE: Query = Query::read("organiser.announcement", "SELECT * FROM ONLY $id");
const RECENT: Query =
    Query::read("organiser.announcements", "SELECT * FROM announcement WHERE at > d'1970-01-01T00:00:00Z' ORDER BY at DESC LIMIT $limit");
const AT_WORK: Query = Query::read(
    "organiser.announcements_at_work",
    "array::flatten([
        (SELECT * FROM announcement WHERE standing = 'scheduled' AND due <= $now),
        (SELECT * FROM announcement WHERE standing = 'gathering'),
        (SELECT * FROM announcement WHERE standing = 'sending'),
        (SELECT * FROM announcement WHERE standing = 'stopping')
     ])",
);
const SCHEDULE: Query = Query::write(
    "organiser.announcement_schedule",
    "LET $row = (SELECT standing, version FROM ONLY $id);
     IF $row = NONE { THROW 'not_found' };
     IF $row.standing != 'draft' OR $row.version != $version { THROW 'organiser.not_in_this_state' };
     UPDATE $id SET standing = 'scheduled', due = $due RETURN NONE;
     true",
);
const START: Query = Query::write(
    "organiser.announcement_start",
    "UPDATE $id SET standing = 'gathering' WHERE standing = 'scheduled' AND due <= $now RETURN NONE; true",
);
const GATHER: Query = Query::write(
    "organiser.announcement_gather",
    "LET $row = (SELECT standing, cursor FROM ONLY $id);
     IF $row.standing = 'gathering' AND $row.cursor = $cursor {
        INSERT IGNORE INTO announcement_to $rows RETURN NONE;
        UPDATE $id SET standing = IF $last { 'sending' } ELSE { 'gathering' }, cursor = $next, total += $number RETURN NONE;
     };
     true",
);
const WAITING: Query = Query::read(
    "organiser.announcement_waiting",
    "SELECT VALUE account.* FROM announcement_to WHERE announcement = $id AND written = false LIMIT $limit",
);
const WRITE: Query = Query::write(
    "organiser.announcement_write",
    "UPDATE $id SET written += $number WHERE standing = 'sending' RETURN NONE;
     IF (SELECT VALUE standing FROM ONLY $id) != 'sending' { 'over' } ELSE {
        LET $these = (UPDATE $people SET written = true WHERE written = false RETURN VALUE id);
        IF array::len($these) != $number { THROW 'organiser.not_in_this_state' };
        'written'
     }",
);
const FINISH: Query = Query::write(
    "organiser.announcement_finish",
    "IF array::is_empty(SELECT VALUE id FROM announcement_to WHERE announcement = $id AND written = false LIMIT 1) {
        UPDATE $id SET standing = 'sent' WHERE standing = 'sending' RETURN NONE;
     };
     true",
);
const STOP: Query = Query::write(
    "organiser.announcement_stop",
    "LET $standing = (SELECT VALUE standing FROM ONLY $id);
     IF $standing = NONE { THROW 'not_found' };
     IF $standing = 'scheduled' { UPDATE $id SET standing = 'draft', due = NONE RETURN NONE }
     ELSE IF $standing IN ['gathering', 'sending', 'sent'] { UPDATE $id SET standing = 'stopping' RETURN NONE }
     ELSE { THROW 'organiser.not_in_this_state' };
     true",
);
// A letter that a sender claims at this moment is written by both, so one of the two sees what the other did.
const TAKE_BACK: Query = Query::write(
    "organiser.announcement_take_back",
    "LET $letters = (SELECT VALUE id FROM outbox WHERE about = $about AND state = 'queued' LIMIT $limit);
     DELETE $letters WHERE state = 'queued' RETURN NONE;
     IF array::is_empty($letters) { UPDATE $id SET standing = 'stopped' WHERE standing = 'stopping' RETURN NONE };
     array::len($letters)",
);
const LETTERS: Query =
    Query::read("organiser.announcement_letters", "SELECT state, count() AS number FROM outbox WHERE about = $about GROUP BY state");

#[derive(SurrealValue)]
struct SaveParams {
    id: RecordId,
    by: String,
    now: At,
    filter: String,
    subject: Json,
    text: Json,
    version: i64,
}

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

#[derive(SurrealValue)]
struct Now {
    now: At,
}

#[derive(SurrealValue)]
struct Row {
    id: RecordId,
    by: String,
    at: At,
    filter: String,
    subject: Json,
    text: Json,
    standing: String,
    due: Option<At>,
    cursor: String,
    total: i64,
    written: i64,
    version: i64,
}

#[derive(SurrealValue)]
struct ScheduleParams {
    id: RecordId,
    version: i64,
    due: At,
}

#[derive(SurrealValue)]
struct StartParams {
    id: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct NewPerson {
    id: RecordId,
    announcement: RecordId,
    account: RecordId,
    written: bool,
}

#[derive(SurrealValue)]
struct GatherParams {
    id: RecordId,
    cursor: String,
    next: String,
    rows: Vec<NewPerson>,
    number: i64,
    last: bool,
}

#[derive(SurrealValue)]
struct WaitingParams {
    id: RecordId,
    limit: i64,
}

#[derive(SurrealValue)]
struct WriteParams {
    id: RecordId,
    people: Vec<RecordId>,
    number: i64,
}

#[derive(SurrealValue)]
struct TakeBackParams {
    id: RecordId,
    about: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct About {
    about: String,
}

#[derive(SurrealValue)]
struct Letters {
    state: OutboxState,
    number: i64,
}

impl Row {
    fn announcement(self) -> Result<Announcement, StoreError> {
        let shape = |what: &str| StoreError::shape("organiser.announcement", what.to_owned());
        let number = |n: i64| u32::try_from(n).unwrap_or(0);
        Ok(Announcement {
            id: AnnouncementId::parse(&key(&self.id)?).map_err(|_| shape("id"))?,
            by: self.by,
            at: self.at.0,
            filter: self.filter,
            message: Message {
                subject: serde_json::from_value(self.subject).map_err(|_| shape("subject"))?,
                text: serde_json::from_value(self.text).map_err(|_| shape("text"))?,
            },
            standing: Standing::parse(&self.standing).ok_or_else(|| shape("standing"))?,
            due: self.due.map(|at| at.0),
            cursor: self.cursor,
            total: number(self.total),
            written: number(self.written),
            version: number(self.version),
        })
    }
}

fn record(id: &AnnouncementId) -> RecordId {
    RecordId::new("announcement", id.as_str())
}

fn person(id: &AnnouncementId, account: &AccountId) -> RecordId {
    RecordId::new("announcement_to", Array::from(vec![id.to_string(), account.to_string()]))
}

/// By what the letters of an announcement are found in the outbox.
pub fn about(id: &AnnouncementId) -> String {
    format!("announcement:{id}")
}

impl Store {
    /// Keeps what was written; the first time (`version` 0) begins it. Refused: `organiser.not_in_this_state`, also when somebody else changed it.
    pub async fn save_announcement(
        &self,
        act: &Act<'_>,
        id: &AnnouncementId,
        filter: &str,
        message: &Message,
        version: u32,
    ) -> Result<(), StoreError> {
        let json =
            |text: &domain::kernel::Text| serde_json::to_value(text).map_err(|e| StoreError::shape("organiser.announcement_save", e.to_string()));
        let params = SaveParams {
            id: record(id),
            by: act.actor.audit_name(),
            now: At(act.now),
            filter: filter.to_owned(),
            subject: json(&message.subject)?,
            text: json(&message.text)?,
            version: i64::from(version),
        };
        let said: Vec<&str> = domain::kernel::Lang::ALL.iter().flat_map(|l| [message.subject.exact(*l), message.text.exact(*l)]).collect();
        let tx = Tx::new(&SAVE, act.now)
            .bind(params)
            .once(act.once("organiser.announcement_save", &said))
            .audit(act.audit("organiser.announcement_saved", about(id)));
        self.tx(tx).await.map(drop)
    }

    /// An announcement.
    pub async fn announcement(&self, id: &AnnouncementId) -> Result<Option<Announcement>, StoreError> {
        let row: Option<Row> = self.read_option(&ONE, One { id: record(id) }).await?;
        row.map(Row::announcement).transpose()
    }

    /// The newest announcements.
    pub async fn announcements(&self, limit: usize) -> Result<Vec<Announcement>, StoreError> {
        let rows: Vec<Row> = self.read(&RECENT, Limit { limit: limited(limit) }).await?;
        rows.into_iter().map(Row::announcement).collect()
    }

    /// Those that have something to be done for them at this moment.
    pub async fn announcements_at_work(&self, now: Timestamp) -> Result<Vec<Announcement>, StoreError> {
        let rows: Vec<Row> = self.read(&AT_WORK, Now { now: At(now) }).await?;
        rows.into_iter().map(Row::announcement).collect()
    }

    /// Lets it be sent at a moment. Refused: `organiser.not_in_this_state`, also when its text is another one than was looked at.
    pub async fn schedule_announcement(&self, act: &Act<'_>, id: &AnnouncementId, version: u32, due: Timestamp) -> Result<(), StoreError> {
        let entry = act.audit("organiser.announcement_confirmed", about(id)).detail("due", due.to_string());
        let tx = Tx::new(&SCHEDULE, act.now)
            .bind(ScheduleParams { id: record(id), version: i64::from(version), due: At(due) })
            .once(act.once("organiser.announcement_schedule", &[id.as_str(), &version.to_string(), &due.to_string()]))
            .audit(entry);
        self.tx(tx).await.map(drop)
    }

    /// Begins to send it, if its moment has come.
    pub async fn start_announcement(&self, id: &AnnouncementId, now: Timestamp) -> Result<(), StoreError> {
        self.tx(Tx::new(&START, now).bind(StartParams { id: record(id), now: At(now) })).await.map(drop)
    }

    /// Notes that these people get it; without `next` they are the last ones. Nothing happens when others were quicker.
    pub async fn gather_announcement(&self, of: &Announcement, people: &[AccountId], next: Option<&str>, now: Timestamp) -> Result<(), StoreError> {
        let rows: Vec<NewPerson> = people
            .iter()
            .map(|account| NewPerson {
                id: person(&of.id, account),
                announcement: record(&of.id),
                account: RecordId::new("account", account.as_str()),
                written: false,
            })
            .collect();
        let params = GatherParams {
            id: record(&of.id),
            cursor: of.cursor.clone(),
            next: next.unwrap_or_default().to_owned(),
            number: limited(rows.len()),
            rows,
            last: next.is_none(),
        };
        self.tx(Tx::new(&GATHER, now).bind(params)).await.map(drop)
    }

    /// Some of those whose letters are not written yet. Whoever has no address of their own has that of the one who registered them; an empty one
    /// means that there is none.
    pub async fn announcement_waiting(&self, id: &AnnouncementId, limit: usize) -> Result<Vec<Account>, StoreError> {
        let rows: Vec<crate::accounts::AccountRow> = self.read(&WAITING, WaitingParams { id: record(id), limit: limited(limit) }).await?;
        let mut people = rows.into_iter().map(crate::accounts::AccountRow::account).collect::<Result<Vec<_>, _>>()?;
        for account in people.iter_mut().filter(|account| account.email.is_empty()) {
            account.email = self.address_through(&account.id).await?.unwrap_or_default();
        }
        Ok(people)
    }

    /// Queues the letters of these people, of some maybe none, all together or not at all; none when it was stopped or somebody else was quicker. Notes it when nobody is left.
    pub async fn write_announcement(&self, of: &Announcement, letters: Vec<(AccountId, Option<Mail>)>, now: Timestamp) -> Result<(), StoreError> {
        if letters.is_empty() {
            return self.tx(Tx::new(&FINISH, now).bind(One { id: record(&of.id) })).await.map(drop);
        }
        let people: Vec<RecordId> = letters.iter().map(|(account, _)| person(&of.id, account)).collect();
        let mut tx = Tx::new(&WRITE, now).bind(WriteParams { id: record(&of.id), number: limited(people.len()), people });
        for (account, mail) in letters {
            let Some(mail) = mail else { continue };
            let mail = mail.about(about(&of.id)).keyed(of.due.unwrap_or(of.at), &format!("announcement-{}-{account}", of.id));
            tx = tx.mail_when("$answer = 'written'", mail);
        }
        match self.tx(tx).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_refusal("organiser.not_in_this_state") => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Stops it: what was only scheduled can be written on; what is under way loses the letters that have not left. Refused:
    /// `organiser.not_in_this_state`.
    pub async fn stop_announcement(&self, act: &Act<'_>, id: &AnnouncementId) -> Result<(), StoreError> {
        let tx = Tx::new(&STOP, act.now)
            .bind(One { id: record(id) })
            .once(act.once("organiser.announcement_stop", &[id.as_str()]))
            .audit(act.audit("organiser.announcement_stopped", about(id)));
        self.tx(tx).await.map(drop)
    }

    /// Takes back some letters of a stopped announcement that have not left; answers how many. With none left it is stopped.
    pub async fn take_back_letters(&self, id: &AnnouncementId, limit: usize, now: Timestamp) -> Result<usize, StoreError> {
        let params = TakeBackParams { id: record(id), about: about(id), limit: limited(limit) };
        let number: i64 = self.tx(Tx::new(&TAKE_BACK, now).bind(params)).await?.one()?;
        Ok(usize::try_from(number).unwrap_or(0))
    }

    /// How many letters of it are in the outbox, by where they are.
    pub async fn announcement_letters(&self, id: &AnnouncementId) -> Result<Vec<(OutboxState, u64)>, StoreError> {
        let rows: Vec<Letters> = self.read(&LETTERS, About { about: about(id) }).await?;
        Ok(rows.into_iter().map(|row| (row.state, u64::try_from(row.number).unwrap_or(0))).collect())
    }

    /// Queues one letter for the one who writes the announcement, so that they see what others would get.
    pub async fn test_announcement(&self, act: &Act<'_>, id: &AnnouncementId, mail: Mail) -> Result<(), StoreError> {
        let tx = Tx::new(&super::export::NOTE, act.now)
            .once(act.once("organiser.announcement_test", &[id.as_str()]))
            .audit(act.audit("organiser.announcement_tested", about(id)))
            .mail(mail);
        self.tx(tx).await.map(drop)
    }
}
