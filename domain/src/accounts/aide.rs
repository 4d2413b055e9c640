//! Aides: somebody who may do a person's registration for them, such as the office of a mayor.

use crate::kernel::fields::Problem;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// How many aides a person has at most.
pub const MOST: i64 = 10;
/// For how long one is named at most, in days.
pub const LONGEST: i64 = 366;

/// Reads the last day on which somebody is an aide, as `2017-07-01`: from today to a year ahead. Answers the moment after it, in UTC.
pub fn until(raw: &str, now: Timestamp) -> Result<Timestamp, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Required);
    }
    let day: Date = raw.trim().parse().map_err(|_| Problem::NotADay)?;
    let end = day.tomorrow().ok().and_then(|next| jiff::tz::TimeZone::UTC.to_timestamp(next.at(0, 0, 0, 0)).ok()).ok_or(Problem::NotADay)?;
    let ahead = end.duration_since(now);
    if ahead > SignedDuration::ZERO && ahead <= SignedDuration::from_hours(24 * LONGEST) { Ok(end) } else { Err(Problem::NotADay) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aide_is_named_from_today_to_a_year_ahead() {
        let now: Timestamp = "2017-06-01T12:00:00Z".parse().unwrap_or_default();
        assert_eq!(until("2017-06-01", now), Ok("2017-06-02T00:00:00Z".parse().unwrap_or_default()));
        assert!(until(" 2018-06-01 ", now).is_ok());
        assert_eq!(until("", now), Err(Problem::Required));
        for bad in ["2017-05-31", "2018-06-03", "1 June", "2017-02-30", "9999-12-31"] {
            assert_eq!(until(bad, now), Err(Problem::NotADay), "{bad}");
        }
    }
}
