//! What a letter needs of a passport and a journey: the form as typed, and a [`Passport`] in which nothing is wrong.

use super::Rules;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::text::line;
use crate::registration::form::COUNTRIES;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How long before and after the assembly a journey may be, in days: those who come early or stay on see the country.
const AROUND: i32 = 60;

/// The form as typed. Dates are ISO 8601, as browsers send them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PassportForm {
    /// Number of the passport.
    pub passport_number: String,
    /// The country that issued it, ISO 3166-1 alpha-2.
    pub issuing_country: String,
    /// Nationality, ISO 3166-1 alpha-2.
    pub nationality: String,
    /// Date of birth.
    pub date_of_birth: String,
    /// Last day on which the passport is valid.
    pub passport_expiry: String,
    /// City of the consulate where the visa is applied for.
    pub consulate: String,
    /// First day in the country.
    pub arrival: String,
    /// Last day in the country.
    pub departure: String,
}

/// Passport and journey, complete and plausible. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// Number of the passport.
    pub number: String,
    /// The country that issued it, ISO 3166-1 alpha-2.
    pub issuing_country: String,
    /// Nationality, ISO 3166-1 alpha-2.
    pub nationality: String,
    /// Date of birth.
    pub date_of_birth: Date,
    /// Last day on which it is valid.
    pub expiry: Date,
    /// City of the consulate.
    pub consulate: String,
    /// First day in the country.
    pub arrival: Date,
    /// Last day in the country.
    pub departure: Date,
}

impl fmt::Debug for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passport(..)")
    }
}

impl fmt::Debug for PassportForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassportForm(..)")
    }
}

/// The names of the form's fields, in order.
pub const FIELDS: [&str; 8] =
    ["passport_number", "issuing_country", "nationality", "date_of_birth", "passport_expiry", "consulate", "arrival", "departure"];

impl PassportForm {
    /// The form filled with a passport, for changing it.
    pub fn of(passport: &Passport) -> Self {
        Self {
            passport_number: passport.number.clone(),
            issuing_country: passport.issuing_country.clone(),
            nationality: passport.nationality.clone(),
            date_of_birth: passport.date_of_birth.to_string(),
            passport_expiry: passport.expiry.to_string(),
            consulate: passport.consulate.clone(),
            arrival: passport.arrival.to_string(),
            departure: passport.departure.to_string(),
        }
    }

    /// The value of a field by its name.
    pub fn get(&self, field: &str) -> &str {
        match field {
            "passport_number" => &self.passport_number,
            "issuing_country" => &self.issuing_country,
            "nationality" => &self.nationality,
            "date_of_birth" => &self.date_of_birth,
            "passport_expiry" => &self.passport_expiry,
            "consulate" => &self.consulate,
            "arrival" => &self.arrival,
            "departure" => &self.departure,
            _ => "",
        }
    }

    /// The passport, for an event on these days; else what is wrong with each field. `today` is the day at the venue.
    pub fn complete(&self, rules: Rules, first_day: Date, last_day: Date, today: Date) -> Result<Passport, FieldErrors> {
        let mut errors = FieldErrors::new();
        let number = errors.take("passport_number", number(&self.passport_number));
        let issuing_country = errors.take("issuing_country", country(&self.issuing_country));
        let nationality = errors.take("nationality", country(&self.nationality));
        let birth = errors.take("date_of_birth", birth(&self.date_of_birth, today));
        let until = rules.valid_until(last_day);
        let expiry = errors.take(
            "passport_expiry",
            date(&self.passport_expiry).and_then(|d| if d < until { Err(Problem::NotBefore { day: until }) } else { Ok(d) }),
        );
        let consulate = errors.take("consulate", line(&self.consulate, 2, 80));
        // Whoever comes takes part in the event: the journey covers at least one of its days and is near it.
        let earliest = shifted(first_day, -AROUND).max(today);
        let arrival = errors.take("arrival", date(&self.arrival).and_then(|d| within(d, earliest, last_day)));
        let from = arrival.unwrap_or(first_day).max(first_day);
        let departure = errors.take("departure", date(&self.departure).and_then(|d| within(d, from, shifted(last_day, AROUND))));
        match (number, issuing_country, nationality, birth, expiry, consulate, arrival, departure) {
            (
                Some(number),
                Some(issuing_country),
                Some(nationality),
                Some(date_of_birth),
                Some(expiry),
                Some(consulate),
                Some(arrival),
                Some(departure),
            ) => Ok(Passport { number, issuing_country, nationality, date_of_birth, expiry, consulate, arrival, departure }),
            _ => Err(errors),
        }
    }
}

fn shifted(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// Number of a passport: letters and digits (ICAO 9303, 4.2.2), spaces and hyphens are left out.
fn number(typed: &str) -> Result<String, Problem> {
    let text: String = line(typed, 1, 40)?.chars().filter(|c| !" -‐–<".contains(*c)).flat_map(char::to_uppercase).collect();
    match text.chars().count() {
        _ if !text.chars().all(|c| c.is_ascii_alphanumeric()) => Err(Problem::BadCharacters),
        0..=4 => Err(Problem::TooShort { min: 5 }),
        5..=20 => Ok(text),
        _ => Err(Problem::TooLong { max: 20 }),
    }
}

fn country(code: &str) -> Result<String, Problem> {
    match code {
        "" => Err(Problem::Required),
        code if COUNTRIES.contains(&code) => Ok(code.to_owned()),
        _ => Err(Problem::NotAChoice),
    }
}

fn date(typed: &str) -> Result<Date, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        text => text.parse().map_err(|_| Problem::NotADate),
    }
}

fn birth(typed: &str, today: Date) -> Result<Date, Problem> {
    let day = date(typed)?;
    within(day, shifted(today, -366 * 120), shifted(today, -1))
}

fn within(day: Date, first: Date, last: Date) -> Result<Date, Problem> {
    match day {
        day if day < first => Err(Problem::NotBefore { day: first }),
        day if day > last => Err(Problem::NotAfter { day: last }),
        day => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn form() -> PassportForm {
        PassportForm {
            passport_number: "c01 x00-t47".into(),
            issuing_country: "DE".into(),
            nationality: "DE".into(),
            date_of_birth: "1971-03-03".into(),
            passport_expiry: "2018-01-01".into(),
            consulate: "Almaty".into(),
            arrival: "2017-06-26".into(),
            departure: "2017-07-01".into(),
        }
    }

    fn read(form: &PassportForm) -> Result<Passport, FieldErrors> {
        form.complete(Rules::default(), date(2017, 6, 27), date(2017, 6, 30), date(2017, 5, 27))
    }

    #[test]
    fn a_number_is_read_as_it_stands_in_the_passport() {
        assert_eq!(read(&form()).map(|p| p.number), Ok("C01X00T47".to_owned()));
        for (typed, problem) in [
            ("", Problem::Required),
            ("A1", Problem::TooShort { min: 5 }),
            ("№ 123456", Problem::BadCharacters),
            (&"1".repeat(21), Problem::TooLong { max: 20 }),
        ] {
            let found = read(&PassportForm { passport_number: typed.into(), ..form() });
            assert_eq!(found, Err(FieldErrors::one("passport_number", problem)), "{typed}");
        }
    }

    #[test]
    fn a_passport_must_outlive_the_assembly_by_the_months_of_the_rule() {
        let expires = |day: &str| read(&PassportForm { passport_expiry: day.into(), ..form() });
        assert!(expires("2017-12-30").is_ok());
        let until = Problem::NotBefore { day: date(2017, 12, 30) };
        assert_eq!(expires("2017-12-29"), Err(FieldErrors::one("passport_expiry", until)));
        assert_eq!(expires("29.12.2017"), Err(FieldErrors::one("passport_expiry", Problem::NotADate)));
        let strict = Rules { passport_months: 12, ..Rules::default() };
        assert!(form().complete(strict, date(2017, 6, 27), date(2017, 6, 30), date(2017, 5, 27)).is_err());
    }

    #[test]
    fn a_journey_covers_a_day_of_the_assembly_and_ends_after_it_began() {
        let journey = |arrival: &str, departure: &str| read(&PassportForm { arrival: arrival.into(), departure: departure.into(), ..form() });
        assert!(journey("2017-06-30", "2017-06-30").is_ok());
        assert_eq!(journey("2017-07-01", "2017-07-02"), Err(FieldErrors::one("arrival", Problem::NotAfter { day: date(2017, 6, 30) })));
        assert_eq!(journey("2017-06-28", "2017-06-27"), Err(FieldErrors::one("departure", Problem::NotBefore { day: date(2017, 6, 28) })));
        assert_eq!(journey("2017-06-20", "2017-06-26"), Err(FieldErrors::one("departure", Problem::NotBefore { day: date(2017, 6, 27) })));
        assert_eq!(journey("2017-05-26", "2017-06-30"), Err(FieldErrors::one("arrival", Problem::NotBefore { day: date(2017, 5, 27) })));
    }

    #[test]
    fn an_empty_form_names_every_field_and_nothing_of_a_passport_is_ever_printed() {
        let fields: Vec<String> = read(&PassportForm::default()).err().map(|e| e.0.into_iter().map(|(f, _)| f).collect()).unwrap_or_default();
        assert_eq!(fields, FIELDS);
        let passport = read(&form()).unwrap();
        assert_eq!(format!("{passport:?} {:?}", form()), "Passport(..) PassportForm(..)");
        assert_eq!(read(&PassportForm::of(&passport)), Ok(passport));
    }
}
