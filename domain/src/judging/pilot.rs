//! "My city will pilot this": what becomes of an entry after the contest, with somebody who owns it, a first step and a day.

use super::Refusal;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{CityId, ContestId, EntryId};
use crate::kernel::text::{Email, line, paragraph};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// How far a pilot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PilotState {
    /// The city said that it will.
    Intended,
    /// Those who made the entry agreed.
    Agreed,
    /// It runs.
    Running,
    /// It is done.
    Done,
    /// It came to nothing.
    Dropped,
}

/// Who changes a pilot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The city.
    City,
    /// Those who made the entry.
    Team,
    /// An organiser.
    Organiser,
}

impl PilotState {
    /// Every state, in order.
    pub const ALL: [Self; 5] = [Self::Intended, Self::Agreed, Self::Running, Self::Done, Self::Dropped];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Intended => "intended",
            Self::Agreed => "agreed",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether something is still to be done.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Done | Self::Dropped)
    }

    /// Whether it can go there from here, by this side: those who made the entry agree, the city and the organisers do the rest.
    pub fn may_become(self, to: Self, side: Side) -> bool {
        match (self, to) {
            (Self::Intended, Self::Agreed) => side != Side::City,
            (Self::Agreed, Self::Running) | (Self::Running, Self::Done) => side != Side::Team,
            (from, Self::Dropped) => from.is_live() && side != Side::Team,
            _ => false,
        }
    }
}

/// What a city says that pilots an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The name of whoever owns it.
    pub owner_name: String,
    /// What the owner is in the city.
    pub owner_role: String,
    /// The owner's address.
    pub owner_email: String,
    /// The first step.
    pub first_step: String,
    /// Until when the first step is taken.
    pub day: Date,
}

/// A pilot; there is one of a city and an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pilot {
    /// The contest.
    pub contest: ContestId,
    /// The entry.
    pub entry: EntryId,
    /// The city.
    pub city: CityId,
    /// The city's name, as it was called then.
    pub city_name: String,
    /// What the city says.
    pub promise: Promise,
    /// How far it is.
    pub state: PilotState,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// Since when it is so.
    pub at: Timestamp,
    /// Counts changes.
    pub version: u32,
}

/// A form about a pilot, as typed.
#[derive(Clone, Debug, Default)]
pub struct PilotForm {
    /// The name of whoever owns it.
    pub owner_name: String,
    /// What the owner is in the city.
    pub owner_role: String,
    /// The owner's address.
    pub owner_email: String,
    /// The first step.
    pub first_step: String,
    /// Until when.
    pub pilot_day: String,
}

impl PilotForm {
    /// What the city says, or what is wrong with it; the day is from today to three years ahead.
    pub fn parse(&self, today: Date) -> Result<Promise, FieldErrors> {
        let mut errors = FieldErrors::new();
        let owner_name = errors.take("owner_name", line(&self.owner_name, 2, 120));
        let owner_role = errors.take("owner_role", line(&self.owner_role, 2, 120));
        let owner_email = errors.take("owner_email", Email::parse(&self.owner_email).map(|e| e.as_str().to_owned()));
        let first_step = errors.take("first_step", paragraph(&self.first_step, 3, 500));
        let last = today.saturating_add(3.years());
        let day = match self.pilot_day.trim() {
            "" => Err(Problem::Required),
            typed => match typed.parse::<Date>() {
                Err(_) => Err(Problem::NotADate),
                Ok(day) if day < today => Err(Problem::NotBefore { day: today }),
                Ok(day) if day > last => Err(Problem::NotAfter { day: last }),
                Ok(day) => Ok(day),
            },
        };
        let day = errors.take("pilot_day", day);
        match (owner_name, owner_role, owner_email, first_step, day) {
            (Some(owner_name), Some(owner_role), Some(owner_email), Some(first_step), Some(day)) => {
                Ok(Promise { owner_name, owner_role, owner_email, first_step, day })
            }
            _ => Err(errors),
        }
    }
}

/// Reads the form that changes a pilot (fields `pilot_step`, `pilot_reason`): where to, and why when it is dropped.
pub fn parse_step(step: &str, reason: &str) -> Result<(PilotState, Option<String>), FieldErrors> {
    let to = PilotState::parse(step)
        .ok_or_else(|| FieldErrors::one("pilot_step", if step.is_empty() { Problem::Required } else { Problem::NotAChoice }))?;
    match to {
        PilotState::Dropped => Ok((to, Some(paragraph(reason, 3, 500).map_err(|p| FieldErrors::one("pilot_reason", p))?))),
        _ => Ok((to, None)),
    }
}

impl Pilot {
    /// Refuses what this side may not do from here.
    pub fn step(&self, to: PilotState, side: Side) -> Result<(), Refusal> {
        if self.state.may_become(to, side) { Ok(()) } else { Err(Refusal::NotInThisState) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_team_agrees_and_the_city_or_an_organiser_does_the_rest() {
        let mut table = String::new();
        for side in [Side::City, Side::Team, Side::Organiser] {
            for from in PilotState::ALL {
                let to: Vec<&str> = PilotState::ALL.into_iter().filter(|to| from.may_become(*to, side)).map(PilotState::code).collect();
                table.push_str(&format!("{side:?} {}: {}\n", from.code(), to.join(" ")));
            }
        }
        assert_eq!(
            table,
            "City intended: dropped\nCity agreed: running dropped\nCity running: done dropped\nCity done: \nCity dropped: \n\
             Team intended: agreed\nTeam agreed: \nTeam running: \nTeam done: \nTeam dropped: \n\
             Organiser intended: agreed dropped\nOrganiser agreed: running dropped\nOrganiser running: done dropped\nOrganiser done: \nOrganiser dropped: \n"
        );
    }

    #[test]
    fn a_promise_has_an_owner_a_first_step_and_a_day_ahead_and_a_drop_its_reason() {
        let today: Date = "2017-06-30".parse().unwrap();
        let form = PilotForm {
            owner_name: "Ana Sample".into(),
            owner_role: "CIO".into(),
            owner_email: "ana@city.example".into(),
            first_step: "Talk to the bus company".into(),
            pilot_day: "2017-09-01".into(),
        };
        assert_eq!(form.parse(today).unwrap().day.to_string(), "2017-09-01");
        let fields: Vec<String> = PilotForm::default().parse(today).unwrap_err().0.into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["owner_name", "owner_role", "owner_email", "first_step", "pilot_day"]);
        let early = PilotForm { pilot_day: "2017-06-29".into(), ..form.clone() }.parse(today).unwrap_err();
        assert_eq!(early.of("pilot_day"), Some(&Problem::NotBefore { day: today }));
        assert!(PilotForm { pilot_day: "2021-01-01".into(), ..form.clone() }.parse(today).is_err());
        assert!(PilotForm { pilot_day: "soon".into(), ..form }.parse(today).is_err());
        assert_eq!(parse_step("running", "").unwrap(), (PilotState::Running, None));
        assert_eq!(parse_step("dropped", " ").unwrap_err().of("pilot_reason"), Some(&Problem::Required));
        assert!(parse_step("", "").is_err() && parse_step("gone", "").is_err());
    }
}
