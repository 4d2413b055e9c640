//! Meetings at the booth: the times that companies offer, and who receives at them; who comes is `visits`.
//!
//! Always holds: a time is offered together with the pool of its places; who receives has their calendar's guard written (`store::commitments`), so
//! that nobody is at two booths at once; what a company offers writes the company's guard, so that its times overlap no more than it has people.

use domain::commitments::Kind;
use domain::forum::meetings::{BoothBooking, BoothSlot, Coming, LONGEST, MOST_OF_A_COMPANY, NewSlots, OFFER_LASTS, SlotKind, pool};
use domain::kernel::ids::{AccountId, BoothSlotId, CompanyId, NeedId};
use jiff::{SignedDuration, Timestamp};
use surrealdb::types::{RecordId, SurrealValue};

use super::company_id;
use crate::accounts::rows::{key, parts};
use crate::act::Act;
use crate::commitments::{Span, Takes, take_time};
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::places::PoolRow;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    SLOT.sample("{ id: booth_slot:a }"),
    SLOTS.sample("{ company: 'a', after: time::now() }"),
    OF_SLOT.sample("{ slot: 'a' }"),
    BOOKINGS.sample("{ company: 'a', after: time::now() }"),
    MINE.sample("{ account: 'a', after: time::now() }"),
    DUE.sample("{ now: time::now(), before: time::now(), limit: 10 }"),
    PUBLISH.sample("{ of: company:a, company: 'a', guard: booth_guard:a, now: time::now(), most: 400, rows: [], pools: [], spans: [], owner: 'a', since: time::now(), until: time::now() }"),
    ASSIGN.sample(
        "{ id: booth_slot:a, key: 'a', of: company:a, company: 'a', member: company_member:['a', account:a], staff: NONE, start: time::now(),
           end: time::now(), now: time::now(), spans: [], owner: 'a', since: time::now(), until: time::now() }",
    ),
    REMIND.sample("{ id: booth_slot:a }"),
];

/// How a time is read.
macro_rules! slot {
    () => {
        "id, company, start, end, kind, places, taken, offered, waiting, staff, IF staff = NONE { NONE } ELSE { type::record('account', staff).name } AS staff_name,
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
         need, coming, until, start, end, reason"
    };
}

const BOOKINGS: Query = Query::read(
    "forum.booth_bookings",
    concat!("SELECT ", booking!(), " FROM booth_booking WHERE company = $company AND start > $after ORDER BY start LIMIT 2000"),
);
const MINE: Query = Query::read(
    "forum.booth_bookings_of",
    concat!(
        "SELECT ",
        booking!(),
        ", IF coming = 'waiting' {
            LET $pool = 'booth-' + slot;
            LET $own = type::record('place', [$pool, account]).rank;
            array::len(SELECT VALUE id FROM place WHERE pool = $pool AND standing = 'waiting' AND rank <= $own)
         } ELSE { NONE } AS turn FROM booth_booking WHERE account = $account AND start > $after ORDER BY start LIMIT 200"
    ),
);
const OF_SLOT: Query =
    Query::read("forum.booth_bookings_of_slot", concat!("SELECT ", booking!(), " FROM booth_booking WHERE slot = $slot LIMIT 1000"));
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

pub(super) use receivers;

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
         INSERT INTO place_pool $pools RETURN NONE;
         true"
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
        "UPDATE $id SET staff = $staff, unmanned = taken > 0 AND $staff = NONE, version += 1 RETURN NONE;
            true
         };"
    ),
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
struct OfSlot {
    slot: String,
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
    offered: i64,
    waiting: i64,
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
    turn: Option<i64>,
    until: Option<At>,
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
    offered: i64,
    waiting: i64,
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
    pools: Vec<PoolRow>,
    spans: Vec<Window>,
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

fn shape(what: &str) -> StoreError {
    StoreError::shape("forum.booth_slot", what)
}

pub(super) fn number(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

pub(super) fn most(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn record(id: &BoothSlotId) -> RecordId {
    RecordId::new("booth_slot", id.as_str())
}

pub(super) fn booking(id: &BoothSlotId, who: &AccountId) -> RecordId {
    parts("booth_booking", [id.to_string(), who.to_string()])
}

pub(super) fn guard(id: &CompanyId) -> RecordId {
    RecordId::new("booth_guard", id.as_str())
}

pub(super) fn subject(id: &BoothSlotId) -> String {
    format!("booth_slot:{id}")
}

/// The moment before which nothing that began can still be under way at a booth.
pub(super) fn earliest(start: Timestamp) -> Timestamp {
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
            offered: number(self.offered),
            waiting: number(self.waiting),
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
            until: self.until.map(|at| at.0),
            turn: self.turn.map(number),
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
    pub(super) fn span(&self, who: &AccountId, kind: Kind, slot: &BoothSlotId, (start, end): (Timestamp, Timestamp)) -> Span {
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

    /// Who comes to a time, in no order, also those who cancelled.
    pub(super) async fn booth_bookings_at(&self, slot: &BoothSlotId) -> Result<Vec<BoothBooking>, StoreError> {
        let rows: Vec<BookingRow> = self.read(&OF_SLOT, OfSlot { slot: slot.to_string() }).await?;
        rows.into_iter().map(BookingRow::booking).collect()
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
        let mut rows = Vec::with_capacity(new.times.len());
        let mut pools = Vec::with_capacity(new.times.len());
        for (n, (start, end)) in new.times.iter().enumerate() {
            let id = BoothSlotId::parse(&format!("{made}-{n}")).map_err(|_| shape("the id"))?;
            pools.push(PoolRow::new(&pool(&id), new.places, OFFER_LASTS, Some(*start)));
            rows.push(NewRow {
                id: record(&id),
                company: company.to_string(),
                start: At(*start),
                end: At(*end),
                kind: new.kind.code().to_owned(),
                places: i64::from(new.places),
                taken: 0,
                offered: 0,
                waiting: 0,
                unmanned: false,
                reminded: false,
                gone: false,
                version: 1,
            });
        }
        let spans = new.times.iter().map(|(start, end)| Window { earliest: At(earliest(*start)), start: At(*start), end: At(*end) });
        let params = PublishParams {
            of: super::record(company),
            company: company.to_string(),
            guard: guard(company),
            now: At(act.now),
            most: most(MOST_OF_A_COMPANY),
            rows,
            pools,
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

    /// Notes that a company was reminded of a time at which nobody receives, and queues the letters; not found when it was, or somebody does.
    pub async fn remind_of_booth(&self, act: &Act<'_>, slot: &BoothSlot, mails: Vec<Mail>) -> Result<(), StoreError> {
        let mut tx = Tx::new(&REMIND, act.now).bind(One { id: record(&slot.id) }).audit(act.audit("forum.booth_reminded", subject(&slot.id)));
        for mail in mails {
            tx = tx.mail(mail);
        }
        self.tx(tx).await.map(drop)
    }
}
