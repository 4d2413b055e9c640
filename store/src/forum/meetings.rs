//! Meetings at the booth: times that companies offer, who comes, and who receives them.
//!
//! Always holds: a time is one record that every booking of it writes and counts on, so that no more places are given than it has; who books and who
//! receives have their calendar's guard written (`store::commitments`), so that nobody is at two booths at once; what a company offers writes the
//! company's guard, so that its times overlap no more than it has people. Letters go to those whom the version that was read knows.

use domain::commitments::Kind;
use domain::forum::meetings::{About, BoothBooking, BoothSlot, Coming, LONGEST, MOST_OF_A_COMPANY, MOST_OF_A_PERSON, NewSlots, SlotKind};
use domain::kernel::ids::{AccountId, BoothSlotId, CompanyId, NeedId};
use jiff::{SignedDuration, Timestamp};
use surrealdb::types::{RecordId, SurrealValue};

use super::company_id;
use crate::accounts::rows::{key, parts};
use crate::act::Act;
use crate::commitments::{Span, Takes, free_time, record as commitment, take_time};
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    SLOT.sample("{ id: booth_slot:a }"),
    SLOTS.sample("{ company: 'a', after: time::now() }"),
    BOOKINGS.sample("{ company: 'a', after: time::now() }"),
    MINE.sample("{ account: 'a', after: time::now() }"),
    DUE.sample("{ now: time::now(), before: time::now(), limit: 10 }"),
    PUBLISH.sample("{ of: company:a, company: 'a', guard: booth_guard:a, now: time::now(), most: 400, rows: [], spans: [], owner: 'a', since: time::now(), until: time::now() }"),
    BOOK.sample(
        "{ id: booth_slot:a, key: 'a', booking: booth_booking:['a', 'b'], account: 'b', start: time::now(), end: time::now(), about: '',
           need: NONE, staff: NONE, most: 20, now: time::now(), spans: [], owner: 'a', since: time::now(), until: time::now() }",
    ),
    GIVE_BACK.sample("{ id: booth_slot:a, booking: booth_booking:['a', 'b'], staff: NONE, now: time::now(), freed: [] }"),
    ASSIGN.sample(
        "{ id: booth_slot:a, key: 'a', of: company:a, company: 'a', member: company_member:['a', account:a], staff: NONE, start: time::now(),
           end: time::now(), now: time::now(), spans: [], owner: 'a', since: time::now(), until: time::now() }",
    ),
    CALL_OFF.sample("{ id: booth_slot:a, key: 'a', company: 'a', version: 1, reason: 'r', now: time::now() }"),
    MOVE.sample(
        "{ id: booth_slot:a, key: 'a', of: company:a, company: 'a', guard: booth_guard:a, version: 1, earliest: time::now(), start: time::now(),
           end: time::now(), now: time::now(), spans: [], owner: 'a', since: time::now(), until: time::now() }",
    ),
    MARK.sample("{ id: booth_slot:a, company: 'a', booking: booth_booking:['a', 'b'], coming: 'held', now: time::now() }"),
    REMIND.sample("{ id: booth_slot:a }"),
];

/// How a time is read.
macro_rules! slot {
    () => {
        "id, company, start, end, kind, places, taken, staff, IF staff = NONE { NONE } ELSE { type::record('account', staff).name } AS staff_name,
         unmanned, gone, version"
    };
}

const SLOT: Query = Query::read("forum.booth_slot", concat!("SELECT ", slot!(), " FROM ONLY $id"));
const SLOTS: Query = Query::read(
    "forum.booth_slots",
    concat!("SELECT ", slot!(), " FROM booth_slot WHERE company = $company AND start > $after AND gone = false ORDER BY start LIMIT 1000"),
);

/// How a booking is read.
macro_rules! booking {
    () => {
        "slot, company, type::record('company', company).name AS company_name, account, type::record('account', account).name AS name, city, about,
         need, coming, start, end, reason"
    };
}

const BOOKINGS: Query = Query::read(
    "forum.booth_bookings",
    concat!("SELECT ", booking!(), " FROM booth_booking WHERE company = $company AND start > $after ORDER BY start LIMIT 2000"),
);
const MINE: Query = Query::read(
    "forum.booth_bookings_of",
    concat!("SELECT ", booking!(), " FROM booth_booking WHERE account = $account AND start > $after ORDER BY start LIMIT 200"),
);
const DUE: Query = Query::read(
    "forum.booth_unmanned",
    concat!(
        "SELECT ",
        slot!(),
        ", reminded FROM booth_slot WHERE unmanned = true AND start > $now AND start < $before AND reminded = false ORDER BY start LIMIT $limit"
    ),
);

/// Whether the booth is somebody's whom the public sees, and how many people can receive there; `$of`, `$company`.
macro_rules! receivers {
    () => {
        "IF (SELECT VALUE standing FROM ONLY $of) != 'published' { THROW 'forum.not_published' };
         UPSERT $guard SET number = (number ?? 0) + 1 RETURN NONE;
         LET $people = array::len(SELECT VALUE id FROM company_member WHERE company = $company AND since > d'1970-01-01T00:00:00Z' AND role IN ['admin', 'staff']);\n"
    };
}

/// Whether somebody receives at a time that is booked; `$id`.
macro_rules! settle {
    () => {
        "UPDATE $id SET unmanned = taken > 0 AND staff = NONE AND gone = false RETURN NONE;\n"
    };
}

const PUBLISH: Query = Query::write(
    "forum.booth_publish",
    concat!(
        receivers!(),
        "FOR $row IN $spans {
            IF array::len(SELECT VALUE id FROM booth_slot WHERE company = $company AND start > $row.earliest AND start < $row.end
                AND end > $row.start AND gone = false) >= $people { THROW 'forum.slots_overlap' };
         };
         IF array::len(SELECT VALUE id FROM booth_slot WHERE company = $company AND start > $now AND gone = false) + array::len($rows) > $most {
            THROW 'forum.too_many_slots'
         };
         INSERT INTO booth_slot $rows RETURN NONE;
         true"
    ),
);
const BOOK: Query = Query::write(
    "forum.booth_book",
    concat!(
        "LET $slot = (SELECT company, start, end, places, taken, staff, gone FROM ONLY $id);
         IF $slot = NONE OR (SELECT VALUE standing FROM ONLY type::record('company', $slot.company)) != 'published' { THROW 'not_found' };
         LET $who = (SELECT state, draft FROM ONLY type::record('registration', $account));
         IF $who = NONE OR $who.state != 'approved' { THROW 'forum.not_taking_part' };
         IF $slot.start <= $now { THROW 'forum.slot_begun' };
         IF (SELECT VALUE coming FROM ONLY $booking) = 'booked' { { new: false, staff: NONE } } ELSE {
            IF $slot.gone OR $slot.taken >= $slot.places { THROW 'forum.slot_taken' };
            IF $slot.start != $start OR $slot.end != $end { THROW 'forum.changed_meanwhile' };
            ",
        take_time!(),
        "IF array::len(SELECT VALUE id FROM booth_booking WHERE account = $account AND start > $now AND coming = 'booked') >= $most {
                THROW 'forum.too_many_slots'
            };
            UPSERT $booking SET slot = $key, company = $slot.company, account = $account, city = $who.draft.city ?? '', about = $about,
                need = $need, coming = 'booked', reason = NONE, start = $start, end = $end, at = $now RETURN NONE;
            UPDATE $id SET taken += 1, version += 1 RETURN NONE;
            ",
        settle!(),
        "{ new: true, staff: $slot.staff }
         };"
    ),
);
const GIVE_BACK: Query = Query::write(
    "forum.booth_give_back",
    concat!(
        "LET $was = (SELECT coming FROM ONLY $booking);
         LET $slot = (SELECT start, staff FROM ONLY $id);
         IF $slot = NONE OR $was = NONE OR $was.coming != 'booked' { THROW 'not_found' };
         IF $slot.start <= $now { THROW 'forum.slot_begun' };
         UPDATE $booking SET coming = 'cancelled' RETURN NONE;
         UPDATE $id SET taken -= 1, version += 1 RETURN NONE;
         ",
        settle!(),
        free_time!(),
        "{ staff: $slot.staff }"
    ),
);
// Who belongs to the company is counted on its row, so that nobody leaves while they are told to receive.
const ASSIGN: Query = Query::write(
    "forum.booth_staff",
    concat!(
        "LET $slot = (SELECT company, start, end, staff, gone FROM ONLY $id);
         IF $slot = NONE OR $slot.company != $company OR $slot.gone { THROW 'not_found' };
         IF $slot.start <= $now { THROW 'forum.slot_begun' };
         IF $slot.start != $start OR $slot.end != $end { THROW 'forum.changed_meanwhile' };
         IF $slot.staff = $staff { false } ELSE {
            UPDATE $of SET people += 1 RETURN NONE;
            IF $staff != NONE AND (SELECT VALUE role FROM ONLY $member) NOT IN ['admin', 'staff'] { THROW 'not_found' };
            IF $slot.staff != NONE {
                UPDATE type::record('commitment', [$slot.staff, 'booth_duty', $key]) SET live = false, sequence += 1 RETURN NONE;
            };
            ",
        take_time!(),
        "UPDATE $id SET staff = $staff, version += 1 RETURN NONE;
            ",
        settle!(),
        "true
         };"
    ),
);
const CALL_OFF: Query = Query::write(
    "forum.booth_call_off",
    "LET $slot = (SELECT company, start, staff, version, gone FROM ONLY $id);
     IF $slot = NONE OR $slot.company != $company OR $slot.gone { THROW 'not_found' };
     IF $slot.start <= $now { THROW 'forum.slot_begun' };
     IF $slot.version != $version { THROW 'forum.changed_meanwhile' };
     FOR $come IN (SELECT id, account FROM booth_booking WHERE slot = $key AND coming = 'booked') {
        UPDATE $come.id SET coming = 'called_off', reason = $reason RETURN NONE;
        UPDATE type::record('commitment', [$come.account, 'booth_visit', $key]) SET live = false, sequence += 1 RETURN NONE;
     };
     IF $slot.staff != NONE {
        UPDATE type::record('commitment', [$slot.staff, 'booth_duty', $key]) SET live = false, sequence += 1 RETURN NONE;
     };
     UPDATE $id SET gone = true, taken = 0, unmanned = false, version += 1 RETURN NONE;
     true",
);
const MOVE: Query = Query::write(
    "forum.booth_move",
    concat!(
        "LET $slot = (SELECT company, start, version, gone FROM ONLY $id);
         IF $slot = NONE OR $slot.company != $company OR $slot.gone { THROW 'not_found' };
         IF $slot.start <= $now { THROW 'forum.slot_begun' };
         IF $slot.version != $version { THROW 'forum.changed_meanwhile' };
         ",
        receivers!(),
        "IF array::len(SELECT VALUE id FROM booth_slot WHERE company = $company AND start > $earliest AND start < $end AND end > $start
            AND gone = false AND id != $id) >= $people { THROW 'forum.slots_overlap' };
         ",
        take_time!(),
        "UPDATE booth_booking SET start = $start, end = $end WHERE slot = $key AND coming = 'booked' RETURN NONE;
         UPDATE $id SET start = $start, end = $end, reminded = false, version += 1 RETURN NONE;
         true"
    ),
);
const MARK: Query = Query::write(
    "forum.booth_mark",
    "LET $slot = (SELECT company, start FROM ONLY $id);
     LET $was = (SELECT VALUE coming FROM ONLY $booking);
     IF $slot = NONE OR $slot.company != $company OR $was = NONE OR $was NOT IN ['booked', 'held', 'no_show'] { THROW 'not_found' };
     IF $slot.start > $now { THROW 'forum.not_now' };
     UPDATE $booking SET coming = $coming RETURN NONE;
     true",
);
const REMIND: Query = Query::write(
    "forum.booth_remind",
    "LET $slot = (SELECT unmanned, reminded FROM ONLY $id);
     IF $slot = NONE OR $slot.reminded OR !$slot.unmanned { THROW 'not_found' };
     UPDATE $id SET reminded = true RETURN NONE;
     true",
);

#[derive(SurrealValue)]
struct One {
    id: RecordId,
}

#[derive(SurrealValue)]
struct OfCompany {
    company: String,
    after: At,
}

#[derive(SurrealValue)]
struct OfAccount {
    account: String,
    after: At,
}

#[derive(SurrealValue)]
struct DueParams {
    now: At,
    before: At,
    limit: i64,
}

#[derive(SurrealValue)]
struct SlotRow {
    id: RecordId,
    company: String,
    start: At,
    end: At,
    kind: String,
    places: i64,
    taken: i64,
    staff: Option<String>,
    staff_name: Option<String>,
    unmanned: bool,
    gone: bool,
    version: i64,
}

#[derive(SurrealValue)]
struct BookingRow {
    slot: String,
    company: String,
    company_name: Option<String>,
    account: String,
    name: Option<String>,
    city: String,
    about: String,
    need: Option<String>,
    coming: String,
    start: At,
    end: At,
    reason: Option<String>,
}

#[derive(SurrealValue)]
struct NewRow {
    id: RecordId,
    company: String,
    start: At,
    end: At,
    kind: String,
    places: i64,
    taken: i64,
    unmanned: bool,
    reminded: bool,
    gone: bool,
    version: i64,
}

#[derive(SurrealValue)]
struct Window {
    earliest: At,
    start: At,
    end: At,
}

#[derive(SurrealValue)]
struct PublishParams {
    of: RecordId,
    company: String,
    guard: RecordId,
    now: At,
    most: i64,
    rows: Vec<NewRow>,
    spans: Vec<Window>,
}

#[derive(SurrealValue)]
struct BookParams {
    id: RecordId,
    key: String,
    booking: RecordId,
    account: String,
    start: At,
    end: At,
    about: String,
    need: Option<String>,
    staff: Option<String>,
    most: i64,
    now: At,
    spans: Vec<Span>,
}

#[derive(SurrealValue)]
struct GiveBackParams {
    id: RecordId,
    booking: RecordId,
    staff: Option<String>,
    now: At,
    freed: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct AssignParams {
    id: RecordId,
    key: String,
    of: RecordId,
    company: String,
    member: RecordId,
    staff: Option<String>,
    start: At,
    end: At,
    now: At,
    spans: Vec<Span>,
}

#[derive(SurrealValue)]
struct CallOffParams {
    id: RecordId,
    key: String,
    company: String,
    version: i64,
    reason: String,
    now: At,
}

#[derive(SurrealValue)]
struct MoveParams {
    id: RecordId,
    key: String,
    of: RecordId,
    company: String,
    guard: RecordId,
    version: i64,
    earliest: At,
    start: At,
    end: At,
    now: At,
    spans: Vec<Span>,
}

#[derive(SurrealValue)]
struct MarkParams {
    id: RecordId,
    company: String,
    booking: RecordId,
    coming: String,
    now: At,
}

fn shape(what: &str) -> StoreError {
    StoreError::shape("forum.booth_slot", what)
}

fn number(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

fn most(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn record(id: &BoothSlotId) -> RecordId {
    RecordId::new("booth_slot", id.as_str())
}

fn booking(id: &BoothSlotId, who: &AccountId) -> RecordId {
    parts("booth_booking", [id.to_string(), who.to_string()])
}

fn guard(id: &CompanyId) -> RecordId {
    RecordId::new("booth_guard", id.as_str())
}

fn subject(id: &BoothSlotId) -> String {
    format!("booth_slot:{id}")
}

/// The moment before which nothing that began can still be under way at a booth.
fn earliest(start: Timestamp) -> Timestamp {
    start.saturating_sub(SignedDuration::from_mins(LONGEST)).unwrap_or(start)
}

impl SlotRow {
    fn slot(self) -> Result<BoothSlot, StoreError> {
        Ok(BoothSlot {
            id: BoothSlotId::parse(&key(&self.id)?).map_err(|_| shape("the id"))?,
            company: company_id(&self.company)?,
            start: self.start.0,
            end: self.end.0,
            kind: SlotKind::parse(&self.kind).ok_or_else(|| shape(&self.kind))?,
            places: number(self.places),
            taken: number(self.taken),
            staff: self.staff.map(|id| AccountId::parse(&id).map_err(|_| shape("the staff"))).transpose()?,
            staff_name: self.staff_name.unwrap_or_default(),
            unmanned: self.unmanned,
            gone: self.gone,
            version: number(self.version),
        })
    }
}

impl BookingRow {
    fn booking(self) -> Result<BoothBooking, StoreError> {
        Ok(BoothBooking {
            slot: BoothSlotId::parse(&self.slot).map_err(|_| shape("the slot"))?,
            company: company_id(&self.company)?,
            company_name: self.company_name.unwrap_or_default(),
            account: AccountId::parse(&self.account).map_err(|_| shape("the account"))?,
            name: self.name.unwrap_or_default(),
            city: self.city,
            about: self.about,
            need: self.need.map(|id| NeedId::parse(&id).map_err(|_| shape("the need"))).transpose()?,
            coming: Coming::parse(&self.coming).ok_or_else(|| shape(&self.coming))?,
            start: self.start.0,
            end: self.end.0,
            reason: self.reason,
        })
    }
}

/// What is said of a company's booth in calendars.
#[derive(Clone, Copy, Debug)]
pub struct Booth<'a> {
    /// The company's name.
    pub name: &'a str,
    /// Where it stands, maybe empty.
    pub place: &'a str,
}

impl Booth<'_> {
    fn span(&self, who: &AccountId, kind: Kind, slot: &BoothSlotId, (start, end): (Timestamp, Timestamp)) -> Span {
        Span::new(who, Takes { kind, what: slot.as_str(), start, end, label: self.name, place: self.place })
    }
}

impl Store {
    /// A time at a booth, also one that does not take place any more.
    pub async fn booth_slot(&self, id: &BoothSlotId) -> Result<Option<BoothSlot>, StoreError> {
        let row: Option<SlotRow> = self.read_option(&SLOT, One { id: record(id) }).await?;
        row.map(SlotRow::slot).transpose()
    }

    /// A company's times that are not over at a moment, in order.
    pub async fn booth_slots(&self, company: &CompanyId, from: Timestamp) -> Result<Vec<BoothSlot>, StoreError> {
        let rows: Vec<SlotRow> = self.read(&SLOTS, OfCompany { company: company.to_string(), after: At(earliest(from)) }).await?;
        rows.into_iter().filter(|row| row.end.0 > from).map(SlotRow::slot).collect()
    }

    /// Who comes to a company's times that are not over at a moment, in order of time, also those who cancelled.
    pub async fn booth_bookings(&self, company: &CompanyId, from: Timestamp) -> Result<Vec<BoothBooking>, StoreError> {
        let rows: Vec<BookingRow> = self.read(&BOOKINGS, OfCompany { company: company.to_string(), after: At(earliest(from)) }).await?;
        rows.into_iter().filter(|row| row.end.0 > from).map(BookingRow::booking).collect()
    }

    /// What somebody booked at booths from a moment on, in order of time, also what does not take place any more.
    pub async fn booth_bookings_of(&self, who: &AccountId, from: Timestamp) -> Result<Vec<BoothBooking>, StoreError> {
        let rows: Vec<BookingRow> = self.read(&MINE, OfAccount { account: who.to_string(), after: At(earliest(from)) }).await?;
        rows.into_iter().filter(|row| row.end.0 > from).map(BookingRow::booking).collect()
    }

    /// Booked times that begin before a moment, at which nobody receives, and of which nobody was reminded.
    pub async fn booths_unmanned(&self, now: Timestamp, before: Timestamp, limit: usize) -> Result<Vec<BoothSlot>, StoreError> {
        let rows: Vec<SlotRow> = self.read(&DUE, DueParams { now: At(now), before: At(before), limit: most(limit) }).await?;
        rows.into_iter().map(SlotRow::slot).collect()
    }

    /// Offers times at a company's booth. Refused: `forum.not_published`, `forum.slots_overlap`, `forum.too_many_slots`.
    pub async fn offer_booth_slots(&self, act: &Act<'_>, company: &CompanyId, new: &NewSlots) -> Result<(), StoreError> {
        let made = act.made("forum.booth_slots");
        let rows = new.times.iter().enumerate().map(|(n, (start, end))| NewRow {
            id: RecordId::new("booth_slot", format!("{made}-{n}")),
            company: company.to_string(),
            start: At(*start),
            end: At(*end),
            kind: new.kind.code().to_owned(),
            places: i64::from(new.places),
            taken: 0,
            unmanned: false,
            reminded: false,
            gone: false,
            version: 1,
        });
        let spans = new.times.iter().map(|(start, end)| Window { earliest: At(earliest(*start)), start: At(*start), end: At(*end) });
        let params = PublishParams {
            of: super::record(company),
            company: company.to_string(),
            guard: guard(company),
            now: At(act.now),
            most: most(MOST_OF_A_COMPANY),
            rows: rows.collect(),
            spans: spans.collect(),
        };
        let said: Vec<String> = new.times.iter().map(|(start, end)| format!("{start}/{end}")).collect();
        let tx = Tx::new(&PUBLISH, act.now)
            .bind(params)
            .once(act.once("forum.booth_publish", &[company.as_str(), &said.join(","), new.kind.code(), &new.places.to_string()]))
            .audit(act.audit("forum.booth_offered", format!("company:{company}")).detail("number", new.times.len()))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Books a time as it was read, and queues the letters to the visitor and to whoever was to receive. Refused: `forum.slot_taken`,
    /// `forum.slot_begun`, `forum.clash`, `forum.too_many_slots`, `forum.not_taking_part`, `forum.changed_meanwhile` when it was moved.
    pub async fn book_booth(
        &self,
        act: &Act<'_>,
        slot: &BoothSlot,
        who: &AccountId,
        about: &About,
        booth: Booth<'_>,
        (own, staff): (Mail, Option<Mail>),
    ) -> Result<(), StoreError> {
        let params = BookParams {
            id: record(&slot.id),
            key: slot.id.to_string(),
            booking: booking(&slot.id, who),
            account: who.to_string(),
            start: At(slot.start),
            end: At(slot.end),
            about: about.text.clone(),
            need: about.need.as_ref().map(ToString::to_string),
            staff: slot.staff.as_ref().map(ToString::to_string),
            most: most(MOST_OF_A_PERSON),
            now: At(act.now),
            spans: vec![booth.span(who, Kind::BoothVisit, &slot.id, (slot.start, slot.end))],
        };
        let need = about.need.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut tx = Tx::new(&BOOK, act.now)
            .bind(params)
            .once(act.once("forum.booth_book", &[slot.id.as_str(), who.as_str(), &about.text, &need]))
            .audit_when("$answer.new", act.audit("forum.booth_booked", subject(&slot.id)))
            .mail_when("$answer.new", own)
            .touches("forum");
        if let Some(mail) = staff {
            tx = tx.mail_when("$answer.new AND $answer.staff = $staff", mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Gives a booked time back, and queues the letter to whoever was to receive. Refused: `forum.slot_begun`.
    pub async fn give_booth_back(&self, act: &Act<'_>, slot: &BoothSlot, who: &AccountId, staff: Option<Mail>) -> Result<(), StoreError> {
        let params = GiveBackParams {
            id: record(&slot.id),
            booking: booking(&slot.id, who),
            staff: slot.staff.as_ref().map(ToString::to_string),
            now: At(act.now),
            freed: vec![commitment(who, Kind::BoothVisit, slot.id.as_str())],
        };
        let mut tx = Tx::new(&GIVE_BACK, act.now)
            .bind(params)
            .once(act.once("forum.booth_give_back", &[slot.id.as_str(), who.as_str()]))
            .audit(act.audit("forum.booth_given_back", subject(&slot.id)))
            .touches("forum");
        if let Some(mail) = staff {
            tx = tx.mail_when("$answer.staff = $staff", mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Says who receives at a time, or that nobody does yet. Refused: `forum.clash` when that person has something else then, `forum.slot_begun`,
    /// `forum.changed_meanwhile` when it was moved; not found for somebody who does not receive for the company.
    pub async fn staff_booth(
        &self,
        act: &Act<'_>,
        slot: &BoothSlot,
        staff: Option<&AccountId>,
        booth: Booth<'_>,
        mail: Option<Mail>,
    ) -> Result<(), StoreError> {
        let nobody = AccountId::parse("-").map_err(|_| shape("nobody"))?;
        let params = AssignParams {
            id: record(&slot.id),
            key: slot.id.to_string(),
            of: super::record(&slot.company),
            company: slot.company.to_string(),
            member: super::member(&slot.company, staff.unwrap_or(&nobody)),
            staff: staff.map(ToString::to_string),
            start: At(slot.start),
            end: At(slot.end),
            now: At(act.now),
            spans: staff.map(|who| booth.span(who, Kind::BoothDuty, &slot.id, (slot.start, slot.end))).into_iter().collect(),
        };
        let to = staff.map(ToString::to_string).unwrap_or_default();
        let mut tx = Tx::new(&ASSIGN, act.now)
            .bind(params)
            .once(act.once("forum.booth_staff", &[slot.id.as_str(), &to]))
            .audit_when("$answer", act.audit("forum.booth_staffed", subject(&slot.id)).detail("staff", to))
            .touches("forum");
        if let Some(mail) = mail {
            tx = tx.mail_when("$answer", mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Calls a time off as it was read, with a reason, and queues the letters. Refused: `forum.slot_begun`, `forum.changed_meanwhile`.
    pub async fn call_booth_off(&self, act: &Act<'_>, slot: &BoothSlot, reason: &str, mails: Vec<Mail>) -> Result<(), StoreError> {
        let params = CallOffParams {
            id: record(&slot.id),
            key: slot.id.to_string(),
            company: slot.company.to_string(),
            version: i64::from(slot.version),
            reason: reason.to_owned(),
            now: At(act.now),
        };
        let mut tx = Tx::new(&CALL_OFF, act.now)
            .bind(params)
            .once(act.once("forum.booth_call_off", &[slot.id.as_str(), reason]))
            .audit(act.audit("forum.booth_called_off", subject(&slot.id)).detail("reason", reason))
            .touches("forum");
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Moves a time as it was read, with everybody who comes and receives, and queues the letters. Refused: `forum.clash` when one of them has
    /// something else then, `forum.slots_overlap`, `forum.slot_begun`, `forum.changed_meanwhile`.
    pub async fn move_booth(
        &self,
        act: &Act<'_>,
        slot: &BoothSlot,
        (start, end): (Timestamp, Timestamp),
        coming: &[AccountId],
        booth: Booth<'_>,
        mails: Vec<Mail>,
    ) -> Result<(), StoreError> {
        let visits = coming.iter().map(|who| booth.span(who, Kind::BoothVisit, &slot.id, (start, end)));
        let duty = slot.staff.iter().map(|who| booth.span(who, Kind::BoothDuty, &slot.id, (start, end)));
        let params = MoveParams {
            id: record(&slot.id),
            key: slot.id.to_string(),
            of: super::record(&slot.company),
            company: slot.company.to_string(),
            guard: guard(&slot.company),
            version: i64::from(slot.version),
            earliest: At(earliest(start)),
            start: At(start),
            end: At(end),
            now: At(act.now),
            spans: visits.chain(duty).collect(),
        };
        let mut tx = Tx::new(&MOVE, act.now)
            .bind(params)
            .once(act.once("forum.booth_move", &[slot.id.as_str(), &start.to_string(), &end.to_string()]))
            .audit(act.audit("forum.booth_moved", subject(&slot.id)).detail("start", start.to_string()).detail("was", slot.start.to_string()))
            .touches("forum");
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }

    /// Notes whether somebody came. Refused: `forum.not_now` before the time begins.
    pub async fn mark_booth(&self, act: &Act<'_>, slot: &BoothSlot, who: &AccountId, came: bool) -> Result<(), StoreError> {
        let coming = if came { Coming::Held } else { Coming::NoShow };
        let params = MarkParams {
            id: record(&slot.id),
            company: slot.company.to_string(),
            booking: booking(&slot.id, who),
            coming: coming.code().to_owned(),
            now: At(act.now),
        };
        let tx = Tx::new(&MARK, act.now)
            .bind(params)
            .once(act.once("forum.booth_mark", &[slot.id.as_str(), who.as_str(), coming.code()]))
            .audit(act.audit("forum.booth_marked", subject(&slot.id)).detail("coming", coming.code()))
            .touches("forum");
        self.tx(tx).await.map(drop)
    }

    /// Notes that a company was reminded of a time at which nobody receives, and queues the letters; not found when it was, or somebody does.
    pub async fn remind_of_booth(&self, act: &Act<'_>, slot: &BoothSlot, mails: Vec<Mail>) -> Result<(), StoreError> {
        let mut tx = Tx::new(&REMIND, act.now).bind(One { id: record(&slot.id) }).audit(act.audit("forum.booth_reminded", subject(&slot.id)));
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }
}
