//! Who comes to a company's booth: booking a time or waiting for it, giving it back, and what the company does with a time that people come to.
//!
//! Always holds: the places of a time are a pool of `store::places`, and what the pool decides, the booking, the time's numbers and people's
//! calendars change together; whoever gets a place has their calendar's guard written, so that nobody is at two booths at once; a decision is made
//! on the version of a time that was read, or made again, so that letters go to those whom it concerns.

use domain::accounts::Account;
use domain::commitments::Kind;
use domain::forum::meetings::{About, BoothSlot, Coming, MOST_OF_A_PERSON, News, pool};
use domain::kernel::ids::{AccountId, BoothSlotId, PartyId};
use domain::places::{Action, Party, Refusal, Standing};
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::meetings::{Booth, booking, earliest, guard, most, receivers, record, subject};
use crate::act::Act;
use crate::commitments::{Span, free_time, record as commitment, take_time};
use crate::engine::audit::AuditEntry;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::outbox::Mail;
use crate::engine::query::Query;
use crate::engine::tx::Tx;
use crate::places::{MOVED, Move, MoveRow, Tries, move_places, or_busy, place_record, pool_record};

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    SEAT.sample(
        "{ slots: [], rows: [], moves: [], freed: [], spans: [], others: [], now: time::now(), owner: 'a', since: time::now(), until: time::now() }",
    ),
    MOVE.sample(
        "{ id: booth_slot:a, key: 'a', of: company:a, company: 'a', guard: booth_guard:a, version: 1, earliest: time::now(), start: time::now(),
           end: time::now(), pool: place_pool:a, offers: [], spans: [], owner: 'a', since: time::now(), until: time::now() }",
    ),
    LEAVERS.sample("{ limit: 100 }").tiny(&[("booth_leaver", "a note lives for about a minute")]),
    LEFT.sample("{ id: booth_leaver:a }"),
];

const LEAVERS: Query = Query::read(
    "forum.booth_leavers",
    "SELECT record::id(id) AS account, type::record('registration', record::id(id)).state AS state FROM booth_leaver LIMIT $limit",
);
const LEFT: Query = Query::write(
    "forum.booths_left",
    "DELETE $id RETURN NONE;
     true",
);
// What becomes of places, and everything that goes with it. A time is written with its next version, so that no two rest on the same one.
const SEAT: Query = Query::write(
    "forum.booth_seats",
    concat!(
        "FOR $of IN $slots { IF (SELECT VALUE version FROM ONLY $of.id) != $of.version { THROW 'places.moved' } };
         FOR $row IN $rows {
            LET $owner = $row.booking.account;
            IF (SELECT VALUE standing FROM ONLY $row.company) != 'published' { THROW 'not_found' };
            IF (SELECT VALUE state FROM ONLY $row.registration) != 'approved' { THROW 'forum.not_taking_part' };
            IF array::len(SELECT VALUE id FROM booth_booking WHERE account = $owner AND start > $now AND coming IN ['booked', 'waiting', 'offered']
                AND id != $row.id) >= $row.most { THROW 'forum.too_many_slots' };
         };
         ",
        move_places!(),
        free_time!(),
        take_time!(),
        "FOR $row IN $rows {
            UPSERT $row.id CONTENT $row.booking RETURN NONE;
            UPDATE $row.id SET city = (SELECT VALUE draft.city FROM ONLY $row.registration) ?? '' RETURN NONE;
         };
         FOR $other IN $others {
            UPDATE $other.id SET coming = $other.coming, until = $other.until, reason = $other.reason RETURN NONE;
         };
         FOR $of IN $slots {
            LET $has = (SELECT held, offered, waiting FROM ONLY $of.pool);
            UPDATE $of.id SET taken = $has.held - $has.offered, offered = $has.offered, waiting = $has.waiting, places = $of.places, gone = $of.gone,
                unmanned = $has.held > $has.offered AND staff = NONE AND !$of.gone, version += 1 RETURN NONE;
         };
         true"
    ),
);
const MOVE: Query = Query::write(
    "forum.booth_move",
    concat!(
        "IF (SELECT VALUE version FROM ONLY $id) != $version { THROW 'places.moved' };
         ",
        receivers!(),
        "IF array::len(SELECT VALUE id FROM booth_slot WHERE company = $company AND start > $earliest AND start < $end AND end > $start
            AND gone = false AND id != $id) >= $people { THROW 'forum.slots_overlap' };
         ",
        take_time!(),
        "UPDATE $pool SET closes_at = $start, version += 1 RETURN NONE;
         FOR $offer IN $offers {
            UPDATE $offer.place SET until = time::min([until, $start]) RETURN NONE;
            UPDATE $offer.booking SET until = time::min([until, $start]) RETURN NONE;
         };
         UPDATE booth_booking SET start = $start, end = $end WHERE slot = $key AND coming IN ['booked', 'waiting', 'offered'] RETURN NONE;
         UPDATE $id SET start = $start, end = $end, reminded = false, version += 1 RETURN NONE;
         true"
    ),
);

/// Writes the letter about a time to somebody whom a change concerns.
pub type BoothLetters<'a> = &'a (dyn Fn(&Account, &BoothSlot, News<'_>) -> Mail + Send + Sync);

/// What a visitor wants of a time.
#[derive(Clone, Copy, Debug)]
pub enum Wants<'a> {
    /// A place.
    Place {
        /// What they would like to talk about.
        about: &'a About,
        /// Whether they wait when there is none.
        waits: bool,
    },
    /// What is offered to them.
    Offer,
}

/// A visitor and a time.
#[derive(Clone, Copy)]
pub struct Visit<'a> {
    /// The time.
    pub slot: &'a BoothSlotId,
    /// Who comes.
    pub who: &'a AccountId,
    /// When it begins, as they saw it.
    pub seen: Timestamp,
    /// What they want.
    pub wants: Wants<'a>,
    /// Times of theirs that they give back for it, in the same transaction.
    pub leaving: &'a [BoothSlotId],
    /// What calendars say of the booth.
    pub booth: Booth<'a>,
}

#[derive(Clone, SurrealValue)]
struct Touched {
    id: RecordId,
    pool: RecordId,
    version: i64,
    places: i64,
    gone: bool,
}

#[derive(Clone, SurrealValue)]
struct Booking {
    slot: String,
    company: String,
    account: String,
    city: String,
    about: String,
    need: Option<String>,
    coming: String,
    until: Option<At>,
    reason: Option<String>,
    start: At,
    end: At,
    at: At,
}

#[derive(Clone, SurrealValue)]
struct NewBooking {
    id: RecordId,
    company: RecordId,
    registration: RecordId,
    most: i64,
    booking: Booking,
}

#[derive(Clone, SurrealValue)]
struct Other {
    id: RecordId,
    coming: String,
    until: Option<At>,
    reason: Option<String>,
}

#[derive(Clone, SurrealValue)]
struct SeatParams {
    slots: Vec<Touched>,
    rows: Vec<NewBooking>,
    moves: Vec<MoveRow>,
    freed: Vec<RecordId>,
    spans: Vec<Span>,
    others: Vec<Other>,
    now: At,
}

#[derive(Clone, SurrealValue)]
struct OpenOffer {
    place: RecordId,
    booking: RecordId,
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
    pool: RecordId,
    offers: Vec<OpenOffer>,
    spans: Vec<Span>,
}

#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

#[derive(SurrealValue)]
struct Leaver {
    account: String,
    state: Option<String>,
}

#[derive(SurrealValue)]
struct Left {
    id: RecordId,
}

fn party(who: &AccountId) -> Result<PartyId, StoreError> {
    PartyId::parse(who.as_str()).map_err(|e| StoreError::shape("forum.party", e.to_string()))
}

fn person(party: &PartyId) -> Result<AccountId, StoreError> {
    AccountId::parse(party.as_str()).map_err(|e| StoreError::shape("forum.party", e.to_string()))
}

fn refused<T>(refusal: domain::forum::Refusal) -> Result<T, StoreError> {
    Err(StoreError::Refused(refusal.code().to_owned()))
}

/// One transaction about the places of times, as it is put together.
struct Seats<'a> {
    params: SeatParams,
    mails: Vec<Mail>,
    letters: BoothLetters<'a>,
}

impl<'a> Seats<'a> {
    fn new(act: &Act<'_>, letters: BoothLetters<'a>) -> Self {
        let none = SeatParams {
            slots: Vec::new(),
            rows: Vec::new(),
            moves: Vec::new(),
            freed: Vec::new(),
            spans: Vec::new(),
            others: Vec::new(),
            now: At(act.now),
        };
        Self { params: none, mails: Vec::new(), letters }
    }

    /// Writes a time with what its pool counts then, its places, and whether it does not take place.
    fn touch(&mut self, slot: &BoothSlot, moved: &Move, (places, gone): (u32, bool)) {
        let (id, pool) = (record(&slot.id), pool_record(&pool(&slot.id)));
        self.params.slots.push(Touched { id, pool, version: slot.version.into(), places: places.into(), gone });
        self.params.moves.push(moved.row());
    }

    /// What becomes of a time; `own` is who acts, whose booking is written elsewhere.
    async fn add(&mut self, store: &Store, slot: &BoothSlot, moved: &Move, own: Option<&AccountId>) -> Result<(), StoreError> {
        self.touch(slot, moved, (moved.plan.capacity.unwrap_or(slot.places), false));
        for change in &moved.plan.changes {
            let who = person(&change.party.id)?;
            if own == Some(&who) {
                continue;
            }
            self.stands(slot, &who, change.party.standing.into(), change.party.standing.until(), None);
            let news = match change.party.standing {
                Standing::Offered { until } => News::Offered(until),
                Standing::Expired => News::Passed,
                _ => continue,
            };
            self.tell(store, slot, &who, news).await?;
        }
        Ok(())
    }

    fn stands(&mut self, slot: &BoothSlot, who: &AccountId, coming: Coming, until: Option<Timestamp>, reason: Option<&str>) {
        let (id, coming) = (booking(&slot.id, who), coming.code().to_owned());
        self.params.others.push(Other { id, coming, until: until.map(At), reason: reason.map(str::to_owned) });
    }

    async fn tell(&mut self, store: &Store, slot: &BoothSlot, who: &AccountId, news: News<'_>) -> Result<(), StoreError> {
        if let Some(account) = store.account(who).await?.filter(|account| !account.email.is_empty()) {
            self.mails.push((self.letters)(&account, slot, news));
        }
        Ok(())
    }

    fn tx(self, act: &Act<'_>) -> Tx {
        let mut tx = Tx::new(&SEAT, act.now).bind(self.params).touches("forum").touches("places");
        for mail in self.mails {
            tx = tx.mail(mail);
        }
        tx
    }
}

impl Store {
    /// A time that takes place and has not begun. Refused: `forum.slot_begun`; not found when it does not take place.
    async fn open_slot(&self, id: &BoothSlotId, now: Timestamp) -> Result<BoothSlot, StoreError> {
        let slot = self.booth_slot(id).await?.filter(|slot| !slot.gone).ok_or(StoreError::NotFound)?;
        if slot.start <= now { refused(domain::forum::Refusal::SlotBegun) } else { Ok(slot) }
    }

    /// How somebody stands at a time.
    async fn coming_to(&self, slot: &BoothSlotId, who: &AccountId) -> Result<Coming, StoreError> {
        self.standing_of(&pool(slot), &party(who)?).await?.map(Coming::from).ok_or(StoreError::NotFound)
    }

    /// Books a time, waits for one that is full, or takes the place that was offered, and queues the letters. Answers how the visitor stands then.
    ///
    /// Refused: `forum.slot_taken` where nothing is left and they do not wait, `forum.slot_begun`, `forum.clash`, `forum.too_many_slots`,
    /// `forum.not_taking_part`, `forum.changed_meanwhile` when it is at another time than they saw, `places.offer_ended`, `places.not_here` when
    /// nothing was offered.
    pub async fn visit_booth(&self, act: &Act<'_>, visit: &Visit<'_>, letters: BoothLetters<'_>) -> Result<Coming, StoreError> {
        let (verb, said) = match visit.wants {
            Wants::Place { about, waits } => {
                let need = about.need.as_ref().map(ToString::to_string).unwrap_or_default();
                ("forum.booth_book", vec![about.text.clone(), need, waits.to_string()])
            }
            Wants::Offer => ("forum.booth_take", Vec::new()),
        };
        let leaving = visit.leaving.iter().map(ToString::to_string);
        let all: Vec<String> = [visit.slot.to_string(), visit.who.to_string()].into_iter().chain(said).chain(leaving).collect();
        let once = act.once(verb, &all.iter().map(String::as_str).collect::<Vec<_>>());
        let pools: Vec<_> = visit.leaving.iter().chain([visit.slot]).map(pool).collect();
        let mut tries = Tries::new();
        loop {
            let turn = self.queues().turn(pools.clone()).await;
            let (seats, coming, entry) = match self.decide_visit(act, visit, letters).await {
                Ok(Some(decided)) => decided,
                // They come, or wait, already.
                Ok(None) => return self.coming_to(visit.slot, visit.who).await,
                Err(StoreError::Refused(code)) => {
                    self.refuse(once, &code).await?;
                    return self.coming_to(visit.slot, visit.who).await;
                }
                Err(error) => return Err(error),
            };
            let outcome = self.tx(seats.tx(act).once(once.clone()).audit(entry)).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                or_busy(outcome)?;
                return Ok(coming);
            }
        }
    }

    /// Decides on a visit as everything is now; `None` when there is nothing to do.
    async fn decide_visit<'l>(
        &self,
        act: &Act<'_>,
        visit: &Visit<'_>,
        letters: BoothLetters<'l>,
    ) -> Result<Option<(Seats<'l>, Coming, AuditEntry)>, StoreError> {
        let slot = self.open_slot(visit.slot, act.now).await?;
        let own = party(visit.who)?;
        let (action, there) = match visit.wants {
            Wants::Place { .. } => {
                let people = vec![own.to_string()];
                (Action::Ask(Party { id: own.clone(), people, class: 0, asked_at: act.now, standing: Standing::Waiting }), None)
            }
            Wants::Offer => {
                let all = self.booth_bookings_at(visit.slot).await?;
                (Action::Accept(own.clone()), all.into_iter().find(|b| b.account == *visit.who))
            }
        };
        let moved = match self.decide_places(&pool(visit.slot), Some(&own), &action, act.now).await? {
            Ok(moved) => moved,
            Err(Refusal::AlreadyHere) => return Ok(None),
            Err(refusal) => return Err(StoreError::Refused(refusal.code().to_owned())),
        };
        if slot.start != visit.seen {
            return refused(domain::forum::Refusal::ChangedMeanwhile);
        }
        let standing = moved.plan.standing(&own).ok_or(StoreError::NotFound)?;
        let coming = Coming::from(standing);
        let about = match visit.wants {
            Wants::Place { waits: false, .. } if coming == Coming::Waiting => return refused(domain::forum::Refusal::SlotTaken),
            Wants::Place { about, .. } => about.clone(),
            Wants::Offer => there.map(|b| About { text: b.about, need: b.need }).unwrap_or_default(),
        };
        let mut seats = Seats::new(act, letters);
        seats.add(self, &slot, &moved, Some(visit.who)).await?;
        let booked = Booking {
            slot: slot.id.to_string(),
            company: slot.company.to_string(),
            account: visit.who.to_string(),
            city: String::new(),
            about: about.text,
            need: about.need.as_ref().map(ToString::to_string),
            coming: coming.code().to_owned(),
            until: standing.until().map(At),
            reason: None,
            start: At(slot.start),
            end: At(slot.end),
            at: At(act.now),
        };
        seats.params.rows.push(NewBooking {
            id: booking(&slot.id, visit.who),
            company: super::record(&slot.company),
            registration: RecordId::new("registration", visit.who.as_str()),
            most: most(MOST_OF_A_PERSON),
            booking: booked,
        });
        for left in visit.leaving {
            match self.give_back(act, left, visit.who, &mut seats).await {
                // What is not theirs any more stands in nothing's way.
                Ok(_) | Err(StoreError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        if coming == Coming::Booked {
            seats.params.spans.push(visit.booth.span(visit.who, Kind::BoothVisit, &slot.id, (slot.start, slot.end)));
            seats.tell(self, &slot, visit.who, News::Booked).await?;
            self.tell_staff(&mut seats, &slot, visit.who, |name| News::Comes(name)).await?;
        } else {
            seats.tell(self, &slot, visit.who, News::Waits).await?;
        }
        let verb = match (visit.wants, coming) {
            (Wants::Offer, _) => "forum.booth_taken",
            (_, Coming::Booked) => "forum.booth_booked",
            _ => "forum.booth_waits",
        };
        Ok(Some((seats, coming, act.audit(verb, subject(&slot.id)))))
    }

    /// Tells whoever receives at a time that somebody comes, or does not.
    async fn tell_staff(
        &self,
        seats: &mut Seats<'_>,
        slot: &BoothSlot,
        who: &AccountId,
        news: for<'n> fn(&'n str) -> News<'n>,
    ) -> Result<(), StoreError> {
        let Some(staff) = &slot.staff else { return Ok(()) };
        let name = self.account(who).await?.map(|account| account.name).unwrap_or_default();
        seats.tell(self, slot, staff, news(&name)).await
    }

    /// Adds what becomes of a time that somebody gives back. Refused: `forum.slot_begun`; not found when there is nothing to give.
    async fn give_back(&self, act: &Act<'_>, id: &BoothSlotId, who: &AccountId, seats: &mut Seats<'_>) -> Result<BoothSlot, StoreError> {
        let slot = self.open_slot(id, act.now).await?;
        let own = party(who)?;
        let moved = self.decide_places(&pool(id), Some(&own), &Action::Leave(own.clone()), act.now).await?.map_err(|_| StoreError::NotFound)?;
        let booked = moved.plan.changes.iter().any(|c| c.party.id == own && c.before == Some(Standing::Confirmed));
        seats.add(self, &slot, &moved, Some(who)).await?;
        seats.stands(&slot, who, Coming::Cancelled, None, None);
        if booked {
            seats.params.freed.push(commitment(who, Kind::BoothVisit, id.as_str()));
            self.tell_staff(seats, &slot, who, |name| News::GivenBack(name)).await?;
        }
        Ok(slot)
    }

    /// Gives a time back, or does not want to wait for it or be offered it any more; whoever waits for it is offered it. Queues the letters.
    /// Refused: `forum.slot_begun`; not found when there is nothing to give.
    pub async fn give_booth_back(&self, act: &Act<'_>, id: &BoothSlotId, who: &AccountId, letters: BoothLetters<'_>) -> Result<(), StoreError> {
        let once = act.once("forum.booth_give_back", &[id.as_str(), who.as_str()]);
        let mut tries = Tries::new();
        loop {
            let turn = self.queues().turn([pool(id)]).await;
            let mut seats = Seats::new(act, letters);
            let slot = match self.give_back(act, id, who, &mut seats).await {
                Ok(slot) => slot,
                Err(StoreError::NotFound) => return self.refuse(once, "not_found").await.map(drop).map_err(|_| StoreError::NotFound),
                Err(error) => return Err(error),
            };
            let entry = act.audit("forum.booth_given_back", subject(&slot.id));
            let outcome = self.tx(seats.tx(act).once(once.clone()).audit(entry)).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(drop);
            }
        }
    }

    /// People who stopped taking part and whose times at booths are to be given back; with each, whether they do not take part now either.
    pub async fn booth_leavers(&self, limit: usize) -> Result<Vec<(AccountId, bool)>, StoreError> {
        let rows: Vec<Leaver> = self.read(&LEAVERS, Limit { limit: most(limit) }).await?;
        let id = |raw: &str| AccountId::parse(raw).map_err(|e| StoreError::shape("forum.booth_leavers", e.to_string()));
        rows.into_iter().map(|row| Ok((id(&row.account)?, row.state.as_deref() != Some("approved")))).collect()
    }

    /// Notes that the times of somebody who stopped taking part are given back.
    pub async fn booths_left(&self, act: &Act<'_>, who: &AccountId) -> Result<(), StoreError> {
        self.tx(Tx::new(&LEFT, act.now).bind(Left { id: RecordId::new("booth_leaver", who.as_str()) })).await.map(drop)
    }

    /// Ends the offers of a time that nobody took, and offers what is free. Queues the letters.
    pub async fn settle_booth(&self, act: &Act<'_>, id: &BoothSlotId, letters: BoothLetters<'_>) -> Result<(), StoreError> {
        let Some(slot) = self.booth_slot(id).await?.filter(|slot| !slot.gone) else { return Ok(()) };
        self.change_booth(act, &slot, &Action::Settle, None, letters).await
    }

    /// Sets how many can come to a time; more are offered to whoever waits at once. Refused: `forum.places_taken` when more come already,
    /// `forum.slot_begun`; not found when it does not take place.
    pub async fn resize_booth(&self, act: &Act<'_>, id: &BoothSlotId, places: u32, letters: BoothLetters<'_>) -> Result<(), StoreError> {
        let slot = self.open_slot(id, act.now).await?;
        let entry = act.audit("forum.booth_resized", subject(id)).detail("places", places);
        self.change_booth(act, &slot, &Action::SetCapacity { to: Some(places), release: Vec::new() }, Some(entry), letters).await
    }

    /// Notes whether somebody came. Refused: `forum.not_now` before the time begins; not found when they were not to come.
    pub async fn mark_booth(
        &self,
        act: &Act<'_>,
        slot: &BoothSlot,
        who: &AccountId,
        came: bool,
        letters: BoothLetters<'_>,
    ) -> Result<(), StoreError> {
        if slot.start > act.now {
            return refused(domain::forum::Refusal::NotNow);
        }
        let own = party(who)?;
        let (action, coming) = if came { (Action::Attend(own), Coming::Held) } else { (Action::MissOut(own), Coming::NoShow) };
        let entry = act.audit("forum.booth_marked", subject(&slot.id)).detail("coming", coming.code());
        self.change_booth(act, slot, &action, Some(entry), letters).await
    }

    /// Takes an action in a time's pool that concerns whoever it concerns.
    async fn change_booth(
        &self,
        act: &Act<'_>,
        slot: &BoothSlot,
        action: &Action,
        entry: Option<AuditEntry>,
        letters: BoothLetters<'_>,
    ) -> Result<(), StoreError> {
        let once = act.once("forum.booth_change", &[slot.id.as_str(), &format!("{action:?}")]);
        let acting = match action {
            Action::Attend(who) | Action::MissOut(who) => Some(who),
            _ => None,
        };
        let mut tries = Tries::new();
        loop {
            let turn = self.queues().turn([pool(&slot.id)]).await;
            let slot = self.booth_slot(&slot.id).await?.filter(|slot| !slot.gone).ok_or(StoreError::NotFound)?;
            let moved = match self.decide_places(&pool(&slot.id), acting, action, act.now).await? {
                Ok(moved) => moved,
                Err(Refusal::NotHere) => return self.refuse(once, "not_found").await.map(drop).map_err(|_| StoreError::NotFound),
                Err(_) => return self.refuse(once, domain::forum::Refusal::PlacesTaken.code()).await.map(drop),
            };
            let mut seats = Seats::new(act, letters);
            seats.add(self, &slot, &moved, None).await?;
            let mut tx = seats.tx(act).once(once.clone());
            if let Some(entry) = &entry {
                tx = tx.audit(entry.clone());
            }
            let outcome = self.tx(tx).await;
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(drop);
            }
        }
    }

    /// Calls a time off, with a reason for whoever comes, waits or receives; queues the letters. Refused: `forum.slot_begun`; not found when it does
    /// not take place.
    pub async fn call_booth_off(&self, act: &Act<'_>, id: &BoothSlotId, reason: &str, letters: BoothLetters<'_>) -> Result<(), StoreError> {
        let once = act.once("forum.booth_call_off", &[id.as_str(), reason]);
        let mut tries = Tries::new();
        loop {
            let turn = self.queues().turn([pool(id)]).await;
            let slot = match self.open_slot(id, act.now).await {
                Ok(slot) => slot,
                Err(StoreError::NotFound) => return self.refuse(once, "not_found").await.map(drop).map_err(|_| StoreError::NotFound),
                Err(error) => return Err(error),
            };
            let holders = self.holders(&pool(id), 1000).await?;
            let outcome = match self.decide_places(&pool(id), None, &Action::Close(holders), act.now).await? {
                Ok(moved) => {
                    let seats = self.called_off(act, &slot, &moved, reason, letters).await?;
                    let entry = act.audit("forum.booth_called_off", subject(id)).detail("reason", reason);
                    self.tx(seats.tx(act).once(once.clone()).audit(entry)).await
                }
                // Somebody booked while this was read.
                Err(_) => Err(StoreError::Refused(MOVED.to_owned())),
            };
            drop(turn);
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(drop);
            }
        }
    }

    async fn called_off<'l>(
        &self,
        act: &Act<'_>,
        slot: &BoothSlot,
        moved: &Move,
        reason: &str,
        letters: BoothLetters<'l>,
    ) -> Result<Seats<'l>, StoreError> {
        let mut seats = Seats::new(act, letters);
        seats.touch(slot, moved, (slot.places, true));
        for change in moved.plan.changes.iter().filter(|c| c.before.is_some_and(Standing::is_live)) {
            let who = person(&change.party.id)?;
            seats.stands(slot, &who, Coming::CalledOff, None, Some(reason));
            seats.params.freed.push(commitment(&who, Kind::BoothVisit, slot.id.as_str()));
            seats.tell(self, slot, &who, News::CalledOff(reason)).await?;
        }
        if let Some(staff) = &slot.staff {
            seats.params.freed.push(commitment(staff, Kind::BoothDuty, slot.id.as_str()));
            seats.tell(self, slot, staff, News::CalledOff(reason)).await?;
        }
        Ok(seats)
    }

    /// Moves a time, with everybody who comes, waits and receives, and queues the letters. Refused: `forum.clash` when somebody who comes or
    /// receives has something else then, `forum.slots_overlap`, `forum.slot_begun`; not found when it does not take place.
    pub async fn move_booth(
        &self,
        act: &Act<'_>,
        id: &BoothSlotId,
        (start, end): (Timestamp, Timestamp),
        booth: Booth<'_>,
        letters: BoothLetters<'_>,
    ) -> Result<(), StoreError> {
        let once = act.once("forum.booth_move", &[id.as_str(), &start.to_string(), &end.to_string()]);
        let mut tries = Tries::new();
        loop {
            let slot = self.open_slot(id, act.now).await?;
            let all = self.booth_bookings_at(id).await?;
            let live = || all.iter().filter(|b| b.coming.is_live());
            let visits = live().filter(|b| b.coming == Coming::Booked).map(|b| booth.span(&b.account, Kind::BoothVisit, id, (start, end)));
            let duty = slot.staff.iter().map(|who| booth.span(who, Kind::BoothDuty, id, (start, end)));
            let offers = live().filter(|b| b.coming == Coming::Offered);
            let offer = |who: &AccountId| Ok::<_, StoreError>(OpenOffer { place: place_record(&pool(id), &party(who)?), booking: booking(id, who) });
            let params = MoveParams {
                id: record(id),
                key: id.to_string(),
                of: super::record(&slot.company),
                company: slot.company.to_string(),
                guard: guard(&slot.company),
                version: i64::from(slot.version),
                earliest: At(earliest(start)),
                start: At(start),
                end: At(end),
                pool: pool_record(&pool(id)),
                offers: offers.map(|b| offer(&b.account)).collect::<Result<_, _>>()?,
                spans: visits.chain(duty).collect(),
            };
            let mut told = Seats::new(act, letters);
            let after = BoothSlot { start, end, ..slot.clone() };
            for who in live().map(|b| &b.account).chain(&slot.staff) {
                told.tell(self, &after, who, News::Moved(slot.start, slot.end)).await?;
            }
            let entry = act.audit("forum.booth_moved", subject(id)).detail("start", start.to_string()).detail("was", slot.start.to_string());
            let mut tx = Tx::new(&MOVE, act.now).bind(params).once(once.clone()).audit(entry).touches("forum").touches("places");
            for mail in told.mails {
                tx = tx.mail(mail);
            }
            let outcome = self.tx(tx).await;
            if !tries.again(&outcome, false).await {
                return or_busy(outcome).map(drop);
            }
        }
    }
}
