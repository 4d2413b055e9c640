//! Meetings at the booth: times that a company offers, and who comes.
//!
//! Always: of a time are never given more places than it has, and who waits for one is offered it in turn (`places`: a time is a pool, a visitor a
//! party of one); a person is at one place at a time, whether they visit or receive (`commitments`: who has a place, not who waits); a time of a
//! booth overlaps no more others than the company has people to receive at them.

use crate::commitments::overlap;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, BoothSlotId, CompanyId, NeedId, PoolId};
use crate::kernel::text::line;
use crate::places;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How short a time may be, in minutes.
pub const SHORTEST: i64 = 10;
/// How long a time may be, in minutes.
pub const LONGEST: i64 = 120;
/// How many times one form makes at most.
pub const MOST_AT_ONCE: usize = 60;
/// How many times a company offers at most, over all days.
pub const MOST_OF_A_COMPANY: usize = 400;
/// How many places a demonstration has at most.
pub const MOST_PLACES: u32 = 60;
/// How many meetings to come a person books or waits for at most.
pub const MOST_OF_A_PERSON: usize = 20;
/// How long a place is offered to whoever waited for it, at most.
pub const OFFER_LASTS: SignedDuration = SignedDuration::from_hours(12);

const AREA: &str = "booth";

/// The pool of a time's places.
pub fn pool(slot: &BoothSlotId) -> PoolId {
    PoolId::of(AREA, slot.as_str())
}

/// The time whose places a pool has; `None` when it is another area's.
pub fn slot_of(pool: &PoolId) -> Option<BoothSlotId> {
    pool.as_str().strip_prefix(AREA)?.strip_prefix('-').and_then(|id| BoothSlotId::parse(id).ok())
}

/// What happens at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// One party is received.
    Meeting,
    /// Something is shown to several.
    Demo,
}

impl SlotKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Meeting, Self::Demo];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Demo => "demo",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// A time at a booth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoothSlot {
    /// The id.
    pub id: BoothSlotId,
    /// Whose booth.
    pub company: CompanyId,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// What happens.
    pub kind: SlotKind,
    /// How many can come.
    pub places: u32,
    /// How many come.
    pub taken: u32,
    /// How many are offered a place that they waited for.
    pub offered: u32,
    /// How many wait.
    pub waiting: u32,
    /// Who receives them.
    pub staff: Option<AccountId>,
    /// Their name.
    pub staff_name: String,
    /// Whether it is booked and nobody receives.
    pub unmanned: bool,
    /// Whether it does not take place.
    pub gone: bool,
    /// Counts changes, also those of who comes.
    pub version: u32,
}

impl BoothSlot {
    /// How many places are left.
    pub fn left(&self) -> u32 {
        if self.gone { 0 } else { self.places.saturating_sub(self.taken + self.offered) }
    }

    /// Whether whoever asks now waits: nothing is left, or others wait for what is.
    pub fn is_full(&self) -> bool {
        self.left() == 0 || self.waiting > 0
    }

    /// Whether somebody comes soon and nobody receives them.
    pub fn is_alarm(&self, now: Timestamp) -> bool {
        self.unmanned && self.end > now
    }
}

/// How a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coming {
    /// They come.
    Booked,
    /// They come when somebody else does not.
    Waiting,
    /// They can come, if they say so in time.
    Offered,
    /// They did not want, or did not take in time, what they waited for.
    Passed,
    /// They do not come any more.
    Cancelled,
    /// The company does not receive them.
    CalledOff,
    /// They came.
    Held,
    /// They did not come.
    NoShow,
}

impl Coming {
    /// Every standing.
    pub const ALL: [Self; 8] = [Self::Booked, Self::Waiting, Self::Offered, Self::Passed, Self::Cancelled, Self::CalledOff, Self::Held, Self::NoShow];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Passed => "passed",
            Self::Cancelled => "cancelled",
            Self::CalledOff => "called_off",
            Self::Held => "held",
            Self::NoShow => "no_show",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// Whether they come, or were to come.
    pub fn holds(self) -> bool {
        matches!(self, Self::Booked | Self::Held | Self::NoShow)
    }

    /// Whether there is something to give back.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Booked | Self::Waiting | Self::Offered)
    }
}

impl From<places::Standing> for Coming {
    fn from(standing: places::Standing) -> Self {
        match standing {
            places::Standing::Confirmed => Self::Booked,
            places::Standing::Waiting => Self::Waiting,
            places::Standing::Offered { .. } => Self::Offered,
            places::Standing::Declined | places::Standing::Expired => Self::Passed,
            places::Standing::Cancelled => Self::Cancelled,
            places::Standing::Attended => Self::Held,
            places::Standing::NoShow => Self::NoShow,
        }
    }
}

/// What happened to a meeting, for whom it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News<'a> {
    /// The visitor booked it.
    Booked,
    /// The visitor waits for a place.
    Waits,
    /// A place is free, until this moment.
    Offered(Timestamp),
    /// The place went on to the next.
    Passed,
    /// This visitor booked it.
    Comes(&'a str),
    /// This visitor does not come any more.
    GivenBack(&'a str),
    /// The company called it off, for this reason.
    CalledOff(&'a str),
    /// It is at another time now; this was the one before.
    Moved(Timestamp, Timestamp),
    /// The one who reads receives.
    Assigned,
    /// Nobody receives yet.
    Unmanned,
}

/// Somebody who comes to a time at a booth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoothBooking {
    /// The time.
    pub slot: BoothSlotId,
    /// Whose booth.
    pub company: CompanyId,
    /// Its name.
    pub company_name: String,
    /// Who comes.
    pub account: AccountId,
    /// Their name, as the company sees it.
    pub name: String,
    /// Their city.
    pub city: String,
    /// What they would like to talk about, maybe empty.
    pub about: String,
    /// The need of their city that it is about.
    pub need: Option<NeedId>,
    /// How it stands.
    pub coming: Coming,
    /// Until when a place is offered.
    pub until: Option<Timestamp>,
    /// Where they are in line, from 1, while they wait; told to themselves alone.
    pub turn: Option<u32>,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// Why it does not take place.
    pub reason: Option<String>,
}

/// What somebody says when they book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// A sentence, maybe empty.
    pub text: String,
    /// A need of their city.
    pub need: Option<NeedId>,
}

impl About {
    /// Reads what was typed.
    pub fn parse(text: &str, need: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = errors.take("slot_about", line(text, 0, 240));
        let need = match need {
            "" => Some(None),
            id => errors.take("slot_need", NeedId::parse(id).map(Some).map_err(|_| Problem::NotAChoice)),
        };
        match (text, need) {
            (Some(text), Some(need)) => Ok(Self { text, need }),
            _ => Err(errors),
        }
    }
}

/// Times that a company offers with one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSlots {
    /// Start and end of each, in order, none overlapping another.
    pub times: Vec<(Timestamp, Timestamp)>,
    /// What happens.
    pub kind: SlotKind,
    /// How many can come to each.
    pub places: u32,
}

/// The days on which times can be, and what the venue's clocks say.
#[derive(Clone, Debug)]
pub struct Days {
    /// The first day of the event.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The venue's zone.
    pub zone: TimeZone,
    /// The moment of the request.
    pub now: Timestamp,
}

/// The form that offers times, as typed.
#[derive(Clone, Debug, Default)]
pub struct SlotsForm {
    /// The day at the venue.
    pub day: String,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// How long each is, in minutes; empty for one that lasts from the first to the second time.
    pub minutes: String,
    /// The pause after each, in minutes; empty for none.
    pub pause: String,
    /// What happens.
    pub kind: String,
    /// How many can come to each.
    pub places: String,
}

impl SlotsForm {
    /// The times: as many whole ones as there is room for.
    pub fn parse(&self, days: &Days) -> Result<NewSlots, FieldErrors> {
        let mut errors = FieldErrors::new();
        let span = span(&mut errors, days, (&self.day, &self.from, &self.until));
        let minutes = match self.minutes.trim() {
            "" => Some(None),
            typed => errors.take("slot_minutes", number(typed, SHORTEST, LONGEST)).map(Some),
        };
        let pause = match self.pause.trim() {
            "" => Some(0),
            typed => errors.take("slot_pause", number(typed, 0, LONGEST)),
        };
        let kind = errors.take("slot_kind", SlotKind::parse(&self.kind).ok_or(Problem::NotAChoice));
        let places = match (kind, self.places.trim()) {
            (Some(SlotKind::Demo), typed) => errors.take("slot_places", places_of(typed)),
            _ => Some(1),
        };
        let (Some((first, last)), Some(minutes), Some(pause), Some(kind), Some(places)) = (span, minutes, pause, kind, places) else {
            return Err(errors);
        };
        let each = minutes.unwrap_or_else(|| minutes_between(first, last));
        if !(SHORTEST..=LONGEST).contains(&each) {
            return Err(FieldErrors::one("slot_minutes", Problem::Required));
        }
        let mut times = Vec::new();
        let mut start = first;
        while let Ok(end) = start.checked_add(SignedDuration::from_mins(each)) {
            if end > last || times.len() > MOST_AT_ONCE {
                break;
            }
            times.push((start, end));
            let Ok(next) = end.checked_add(SignedDuration::from_mins(pause)) else { break };
            start = next;
        }
        if times.len() > MOST_AT_ONCE {
            let most = u32::try_from(MOST_AT_ONCE).unwrap_or(u32::MAX);
            return Err(FieldErrors::one("slot_minutes", Problem::TooMany { max: most }));
        }
        if times.is_empty() {
            return Err(FieldErrors::one("slot_until", Problem::NotATime));
        }
        Ok(NewSlots { times, kind, places })
    }
}

/// Another time for one that is there, as typed.
pub fn moved(days: &Days, day: &str, from: &str, until: &str) -> Result<(Timestamp, Timestamp), FieldErrors> {
    let mut errors = FieldErrors::new();
    match span(&mut errors, days, (day, from, until)) {
        Some((start, end)) if (SHORTEST..=LONGEST).contains(&minutes_between(start, end)) => Ok((start, end)),
        Some(_) => Err(FieldErrors::one("slot_until", Problem::NotATime)),
        None => Err(errors),
    }
}

fn minutes_between(start: Timestamp, end: Timestamp) -> i64 {
    end.duration_since(start).as_mins()
}

/// A span of one day at the venue that has not begun.
fn span(errors: &mut FieldErrors, days: &Days, (day, from, until): (&str, &str, &str)) -> Option<(Timestamp, Timestamp)> {
    let day = errors.take("slot_day", day_of(day, days));
    let from = errors.take("slot_from", time(from));
    let until = errors.take("slot_until", time(until));
    let (day, from, until) = (day?, from?, until?);
    let moment = |time: Time| days.zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok();
    let span = moment(from).zip(moment(until));
    match span {
        Some((start, _)) if start <= days.now => {
            errors.0.push(("slot_from".to_owned(), Problem::NotATime));
            None
        }
        Some((start, end)) if end > start => Some((start, end)),
        _ => {
            errors.0.push(("slot_until".to_owned(), Problem::NotATime));
            None
        }
    }
}

fn day_of(typed: &str, days: &Days) -> Result<Date, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let day: Date = typed.parse().map_err(|_| Problem::NotADate)?;
    if day < days.first {
        Err(Problem::NotBefore { day: days.first })
    } else if day > days.last {
        Err(Problem::NotAfter { day: days.last })
    } else {
        Ok(day)
    }
}

fn time(typed: &str) -> Result<Time, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        typed => typed.parse().map_err(|_| Problem::NotATime),
    }
}

fn number(typed: &str, least: i64, most: i64) -> Result<i64, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        typed => typed.parse().ok().filter(|n| (least..=most).contains(n)).ok_or(Problem::NotANumber),
    }
}

/// How many can come to a demonstration, as typed.
pub fn places_of(typed: &str) -> Result<u32, Problem> {
    number(typed, 1, i64::from(MOST_PLACES)).and_then(|n| u32::try_from(n).map_err(|_| Problem::NotANumber))
}

/// Whether a time can be offered beside those that are there: at none of them more people are needed than the company has.
pub fn fits(there: &[(Timestamp, Timestamp)], new: (Timestamp, Timestamp), people: usize) -> bool {
    there.iter().filter(|other| overlap(**other, new)).count() < people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> Days {
        Days {
            first: "2017-06-27".parse().unwrap(),
            last: "2017-06-30".parse().unwrap(),
            zone: TimeZone::get("Europe/Ulyanovsk").unwrap(),
            now: "2017-06-28T05:00:00Z".parse().unwrap(),
        }
    }

    fn form(from: &str, until: &str, minutes: &str, pause: &str) -> SlotsForm {
        let [day, from, until, minutes, pause] = ["2017-06-28", from, until, minutes, pause].map(str::to_owned);
        SlotsForm { day, from, until, minutes, pause, kind: "meeting".into(), places: "7".into() }
    }

    #[test]
    fn as_many_whole_times_are_made_as_fit_with_their_pauses() {
        let made = form("10:00", "11:10", "20", "5").parse(&days()).unwrap();
        let starts: Vec<_> = made.times.iter().map(|(start, _)| start.to_string()).collect();
        assert_eq!(starts, ["2017-06-28T06:00:00Z", "2017-06-28T06:25:00Z", "2017-06-28T06:50:00Z"]);
        assert_eq!(made.places, 1, "a meeting is with one party");
        let one = form("10:00", "11:10", "", "").parse(&days()).unwrap();
        assert_eq!(one.times.len(), 1);
        let demo = SlotsForm { kind: "demo".into(), ..form("10:00", "11:00", "", "") }.parse(&days()).unwrap();
        assert_eq!((demo.places, demo.kind), (7, SlotKind::Demo));
    }

    #[test]
    fn times_outside_of_the_event_in_the_past_or_of_another_length_are_refused() {
        let wrong = |form: SlotsForm, field: &str| form.parse(&days()).unwrap_err().of(field).cloned();
        assert_eq!(wrong(form("09:00", "10:00", "20", ""), "slot_from"), Some(Problem::NotATime));
        assert_eq!(wrong(form("11:00", "10:00", "20", ""), "slot_until"), Some(Problem::NotATime));
        assert_eq!(wrong(form("10:00", "10:15", "20", ""), "slot_until"), Some(Problem::NotATime));
        assert_eq!(wrong(form("10:00", "15:00", "", ""), "slot_minutes"), Some(Problem::Required));
        assert_eq!(wrong(form("10:00", "15:00", "9", ""), "slot_minutes"), Some(Problem::NotANumber));
        assert!(matches!(wrong(form("10:00", "23:50", "10", "0"), "slot_minutes"), Some(Problem::TooMany { .. })));
        let early = SlotsForm { day: "2017-06-26".into(), ..form("10:00", "11:00", "20", "") };
        assert!(matches!(wrong(early, "slot_day"), Some(Problem::NotBefore { .. })));
        let crowd = SlotsForm { kind: "demo".into(), places: "61".into(), ..form("10:00", "11:00", "20", "") };
        assert_eq!(wrong(crowd, "slot_places"), Some(Problem::NotANumber));
        assert!(moved(&days(), "2017-06-29", "10:00", "10:30").is_ok());
        assert!(moved(&days(), "2017-06-29", "10:00", "12:01").is_err());
    }

    #[test]
    fn as_many_times_overlap_as_there_are_people() {
        let at = |n: i64| Timestamp::from_second(60 * n).unwrap();
        let there = [(at(0), at(30)), (at(10), at(40))];
        assert!(!fits(&there, (at(20), at(25)), 2));
        assert!(fits(&there, (at(20), at(25)), 3));
        assert!(fits(&there, (at(40), at(60)), 1));
        assert!(!fits(&[], (at(40), at(60)), 0), "where nobody receives, nothing is offered");
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        assert!(Coming::ALL.into_iter().all(|c| Coming::parse(c.code()) == Some(c)));
        assert!(SlotKind::ALL.into_iter().all(|k| SlotKind::parse(k.code()) == Some(k)));
        let slot = BoothSlotId::parse("0a1b-3").unwrap();
        assert_eq!(slot_of(&pool(&slot)), Some(slot));
        assert_eq!(slot_of(&PoolId::of("registration", "press")), None);
        assert!(About::parse("", "").is_ok());
        assert!(About::parse("a", "NOT AN ID").is_err());
    }
}
