//! Office hours of mentors: slots that a team books.
//!
//! Always: a slot has one team; the slots of one mentor do not overlap; a team holds one slot to come with each mentor, and two in all.

use super::workspace::is_address;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, TeamId};
use crate::kernel::text::line;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How many slots to come a team holds at most.
pub const MOST_OF_A_TEAM: usize = 2;
/// How many slots one form makes at most.
pub const MOST_AT_ONCE: usize = 40;
/// For how many days ahead slots can be published.
const DAYS_AHEAD: i64 = 60;

/// A slot of a mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Whose it is.
    pub mentor: AccountId,
    /// The mentor's name, as the others know them.
    pub mentor_name: String,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// Where: a room, or the address of a video call.
    pub place: String,
    /// The team that comes.
    pub team: Option<Coming>,
}

/// The team that comes to a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Which.
    pub team: TeamId,
    /// Its name.
    pub name: String,
    /// What it wants to do.
    pub pitch: String,
}

impl Slot {
    /// Whether it takes place in a video call.
    pub fn is_call(&self) -> bool {
        is_address(&self.place)
    }

    /// Whether it is this team's.
    pub fn is_of(&self, team: Option<&TeamId>) -> bool {
        self.team.as_ref().is_some_and(|coming| Some(&coming.team) == team)
    }
}

/// What a mentor publishes: slots one after the other at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSlots {
    /// Start and end of each, in order.
    pub times: Vec<(Timestamp, Timestamp)>,
    /// Where.
    pub place: String,
}

/// The form that publishes slots, as typed.
#[derive(Clone, Debug, Default)]
pub struct SlotsForm {
    /// The day at the venue.
    pub day: String,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// How long each is, in minutes.
    pub minutes: String,
    /// Where.
    pub place: String,
}

impl SlotsForm {
    /// The slots, in the venue's zone: as many whole ones as there is time for, none of them in the past.
    pub fn parse(&self, zone: &TimeZone, now: Timestamp) -> Result<NewSlots, FieldErrors> {
        let mut errors = FieldErrors::new();
        let today = zone.to_datetime(now).date();
        let day = errors.take("hours_day", day(&self.day, today));
        let from = errors.take("hours_from", time(&self.from));
        let until = errors.take("hours_until", time(&self.until));
        let minutes = errors.take("hours_minutes", minutes(&self.minutes));
        let place = errors.take("hours_place", place(&self.place));
        let (Some(day), Some(from), Some(until), Some(minutes), Some(place)) = (day, from, until, minutes, place) else { return Err(errors) };
        let moment = |time: Time| zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok();
        let (Some(mut start), Some(end)) = (moment(from), moment(until)) else { return Err(FieldErrors::one("hours_from", Problem::NotATime)) };
        if start <= now {
            return Err(FieldErrors::one("hours_from", Problem::NotATime));
        }
        let mut times = Vec::new();
        while let Ok(then) = start.checked_add(SignedDuration::from_mins(minutes)) {
            if then > end || times.len() > MOST_AT_ONCE {
                break;
            }
            times.push((start, then));
            start = then;
        }
        if times.is_empty() || times.len() > MOST_AT_ONCE {
            return Err(FieldErrors::one("hours_until", Problem::NotATime));
        }
        Ok(NewSlots { times, place })
    }
}

fn day(typed: &str, today: Date) -> Result<Date, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let day: Date = typed.parse().map_err(|_| Problem::NotADate)?;
    let last = today.saturating_add(SignedDuration::from_hours(24 * DAYS_AHEAD));
    if day < today {
        Err(Problem::NotBefore { day: today })
    } else if day > last {
        Err(Problem::NotAfter { day: last })
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

fn minutes(typed: &str) -> Result<i64, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        typed => typed.parse().ok().filter(|n| (5..=120).contains(n)).ok_or(Problem::NotAChoice),
    }
}

fn place(typed: &str) -> Result<String, Problem> {
    let place = line(typed, 1, 200)?;
    // Whoever gives an address means a call: then it has to be one that works.
    if place.contains("://") && !is_address(&place) { Err(Problem::NotALink) } else { Ok(place) }
}

/// Whether two spans of time overlap; one may begin when the other ends.
pub fn overlap(one: (Timestamp, Timestamp), other: (Timestamp, Timestamp)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(from: &str, until: &str, minutes: &str) -> SlotsForm {
        SlotsForm { day: "2017-06-28".into(), from: from.into(), until: until.into(), minutes: minutes.into(), place: " Room  3 ".into() }
    }

    fn parse(form: &SlotsForm) -> Result<NewSlots, FieldErrors> {
        form.parse(&TimeZone::get("Europe/Ulyanovsk").unwrap(), "2017-06-28T05:00:00Z".parse().unwrap())
    }

    #[test]
    fn as_many_whole_slots_are_made_as_there_is_time_for_at_the_venue() {
        let made = parse(&form("10:00", "11:10", "20")).unwrap();
        let starts: Vec<_> = made.times.iter().map(|(start, _)| start.to_string()).collect();
        assert_eq!(starts, ["2017-06-28T06:00:00Z", "2017-06-28T06:20:00Z", "2017-06-28T06:40:00Z"]);
        assert!(made.times.windows(2).all(|pair| pair[0].1 == pair[1].0 && !overlap(pair[0], pair[1])));
        assert_eq!(made.place, "Room 3");
    }

    #[test]
    fn slots_of_the_past_of_no_length_or_without_a_place_are_refused() {
        let wrong = |form: SlotsForm, field: &str| parse(&form).unwrap_err().of(field).cloned();
        assert_eq!(wrong(form("09:00", "11:00", "20"), "hours_from"), Some(Problem::NotATime));
        assert_eq!(wrong(form("11:00", "10:00", "20"), "hours_until"), Some(Problem::NotATime));
        assert_eq!(wrong(form("10:00", "23:59", "5"), "hours_until"), Some(Problem::NotATime));
        assert_eq!(wrong(form("10:00", "11:00", "4"), "hours_minutes"), Some(Problem::NotAChoice));
        assert_eq!(wrong(form("ten", "11:00", ""), "hours_from"), Some(Problem::NotATime));
        assert_eq!(wrong(form("ten", "11:00", ""), "hours_minutes"), Some(Problem::Required));
        assert_eq!(wrong(SlotsForm { place: "javascript://x".into(), ..form("10:00", "11:00", "20") }, "hours_place"), Some(Problem::NotALink));
        assert!(parse(&SlotsForm { place: "https://call.example/a".into(), ..form("10:00", "11:00", "20") }).is_ok());
        let yesterday = SlotsForm { day: "2017-06-27".into(), ..form("10:00", "11:00", "20") };
        assert!(matches!(wrong(yesterday, "hours_day"), Some(Problem::NotBefore { .. })));
    }
}
