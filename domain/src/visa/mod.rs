//! Letters of invitation for a visa.
//!
//! Always: one request an account; the state changes only as [`state::next`] allows; what is in a passport is read by the visa desk and the
//! person alone, and erased some days after the assembly; a letter can be checked without anybody's data until the registrations go.

pub mod code;
pub mod letter;
pub mod passport;
pub mod policy;
pub mod state;

use crate::kernel::ids::AccountId;
use crate::kernel::lang::Lang;
use jiff::{Span, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub use code::LetterCode;
pub use letter::Facts;
pub use passport::{Passport, PassportForm};
pub use state::{Action, State, Step};

/// What an event demands of visa requests; data of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// How many months after the last day a passport must still be valid. Six is what most consulates ask for.
    pub passport_months: u8,
    /// How many days after the last day passport data are erased: thirty leave time for journeys home and for questions of consulates.
    pub erase_after_days: u16,
}

impl Default for Rules {
    fn default() -> Self {
        Self { passport_months: 6, erase_after_days: 30 }
    }
}

impl Rules {
    /// The day until which a passport must be valid.
    pub fn valid_until(&self, last_day: Date) -> Date {
        last_day.saturating_add(Span::new().months(i64::from(self.passport_months)))
    }

    /// The moment from which passport data are erased: the beginning of that day at the venue.
    pub fn erase_at(&self, last_day: Date, zone: &TimeZone) -> Timestamp {
        let day = last_day.saturating_add(Span::new().days(i64::from(self.erase_after_days)));
        zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
    }
}

/// A request for a letter, without anything of the passport.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Whose it is; there is one an account.
    pub account: AccountId,
    /// The language the person uses.
    pub lang: Lang,
    /// Given and family name, from the registration.
    pub name: String,
    /// The country of the registration, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it stands.
    pub state: State,
    /// The question or reason that came with the desk's last step.
    pub message: Option<String>,
    /// Counts changes; a form that was filled against an older version is refused.
    pub version: u32,
    /// When it was last asked for.
    pub requested_at: Timestamp,
    /// When the passport data were erased.
    pub erased_at: Option<Timestamp>,
    /// The letter that was issued last.
    pub letter: Option<Letter>,
}

/// An issued letter, without anybody's data.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// The how-manieth letter of its person; part of its id.
    pub turn: u32,
    /// Its number among all letters of the event.
    pub number: u32,
    /// The code under which anybody can check it.
    pub code: LetterCode,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// What anybody learns about a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It was issued here and is valid.
    Valid,
    /// It was issued here and is revoked.
    Revoked,
    /// No letter has this code.
    Unknown,
}

/// Why a request about a visa letter is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The registration is not approved.
    #[error("registration not approved")]
    NotApproved,
    /// The state does not allow this step.
    #[error("not in this state")]
    NotInThisState,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// The passport data are erased.
    #[error("erased")]
    Erased,
    /// The assembly is over, so that no letter is needed any more.
    #[error("over")]
    Over,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 5] = [Self::NotApproved, Self::NotInThisState, Self::ChangedMeanwhile, Self::Erased, Self::Over];

    /// The code a transaction throws, `visa.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotApproved => "visa.not_approved",
            Self::NotInThisState => "visa.not_in_this_state",
            Self::ChangedMeanwhile => "visa.changed_meanwhile",
            Self::Erased => "visa.erased",
            Self::Over => "visa.over",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_days_of_the_rules_are_counted_at_the_venue_and_survive_short_months() {
        let rules = Rules::default();
        assert_eq!(rules.valid_until(date(2017, 6, 30)), date(2017, 12, 30));
        assert_eq!(rules.valid_until(date(2023, 8, 31)), date(2024, 2, 29));
        let zone = TimeZone::get("Europe/Ulyanovsk").unwrap();
        assert_eq!(rules.erase_at(date(2017, 6, 30), &zone).to_string(), "2017-07-29T20:00:00Z");
    }
}
