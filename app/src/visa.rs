//! Letters for visas: the person's page, the visa desk, the page on which anybody checks a letter.
//!
//! Always holds: what a passport says is sealed before it leaves this module for the store, for the one record it belongs to.

pub mod api;
pub mod check;
pub mod desk;
pub mod letter;
pub mod pages;

use crate::error::ApiError;
use crate::platform::Request;
use domain::event::Event;
use domain::kernel::ids::AccountId;
use domain::visa::{Facts, Passport};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// For which purpose and record something is sealed.
struct Lock {
    purpose: &'static str,
    record: String,
}

impl Lock {
    fn passport(account: &AccountId) -> Self {
        Self { purpose: "passport", record: format!("visa_request:{account}") }
    }

    fn message(account: &AccountId) -> Self {
        Self { purpose: "visa_message", record: format!("visa_request:{account}") }
    }

    fn letter(account: &AccountId, turn: u32) -> Self {
        Self { purpose: "visa_letter", record: format!("visa_letter:{account}:{turn}") }
    }

    fn seal(&self, rq: &Request, value: &impl Serialize) -> Result<String, ApiError> {
        let plain = serde_json::to_vec(value).map_err(|_| rq.broken("what is to be sealed cannot be written down"))?;
        rq.services.vault.seal(self.purpose, &self.record, &plain)
    }

    /// Opens what was sealed. Errors with a reference when it was changed or belongs elsewhere; never says what it is.
    fn open<T: DeserializeOwned>(&self, rq: &Request, sealed: &str) -> Result<T, ApiError> {
        let plain = rq.services.vault.open(self.purpose, &self.record, sealed);
        plain.and_then(|p| serde_json::from_slice(&p).ok()).ok_or_else(|| rq.broken(&format!("what is sealed as {} does not open", self.purpose)))
    }
}

fn open_passport(rq: &Request, account: &AccountId, sealed: Option<&str>) -> Result<Option<Passport>, ApiError> {
    sealed.map(|sealed| Lock::passport(account).open(rq, sealed)).transpose()
}

fn open_message(rq: &Request, account: &AccountId, sealed: Option<&str>) -> Result<Option<String>, ApiError> {
    sealed.map(|sealed| Lock::message(account).open(rq, sealed)).transpose()
}

fn open_facts(rq: &Request, account: &AccountId, turn: u32, sealed: &str) -> Result<Facts, ApiError> {
    Lock::letter(account, turn).open(rq, sealed)
}

fn zone(event: &Event) -> TimeZone {
    TimeZone::get(&event.time_zone).unwrap_or(TimeZone::UTC)
}

/// The day at the venue.
fn today(rq: &Request, event: &Event) -> Date {
    zone(event).to_datetime(rq.now).date()
}

/// From when nothing of passports is kept.
pub fn erase_at(event: &Event) -> Timestamp {
    event.visa.erase_at(event.ends_on, &zone(event))
}

/// A day with its year, such as `28 June 2017`.
pub(crate) fn date(lang: domain::kernel::Lang, day: Date) -> String {
    let short = crate::programme::day_of_month(lang, day);
    match lang {
        domain::kernel::Lang::Ko => format!("{}년 {short}", day.year()),
        domain::kernel::Lang::En | domain::kernel::Lang::Ru => format!("{short} {}", day.year()),
    }
}
