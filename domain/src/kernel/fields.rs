//! What is wrong with a field of a form, as facts; the words are found where the page is made.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A fact about one field's value that makes it unusable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given.
    Required,
    /// More characters than allowed.
    TooLong {
        /// The most characters allowed.
        max: u32,
    },
    /// Fewer characters than needed.
    TooShort {
        /// The fewest characters needed.
        min: u32,
    },
    /// Not an e-mail address.
    NotAnEmail,
    /// Not one of the choices offered.
    NotAChoice,
    /// A password that everybody tries first.
    CommonPassword,
    /// The two passwords differ.
    PasswordsDiffer,
    /// A consent without which the registration cannot be handled.
    ConsentNeeded,
    /// Not a whole number.
    NotANumber,
    /// No rows of cells, or without the columns that are needed.
    NotATable,
    /// Not a day from today to a year ahead.
    NotADay,
    /// Not the address of the person's own account.
    NotOwnAddress,
    /// Neither six digits of an authenticator app nor a recovery code.
    NotACode,
    /// Characters that cannot be kept, such as control characters.
    BadCharacters,
    /// Not a day of the calendar.
    NotADate,
    /// A day before the first that is possible.
    NotBefore {
        /// The first day that is possible.
        day: Date,
    },
    /// A day after the last that is possible.
    NotAfter {
        /// The last day that is possible.
        day: Date,
    },
    /// Not an address of the web.
    NotALink,
    /// More of them than allowed.
    TooMany {
        /// The most allowed.
        max: u32,
    },
    /// A badge's code that was misread or mistyped.
    BadCode,
    /// A time of the day that cannot be read, or is not after the one before it.
    NotATime,
}

/// Every problem of one form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<(String, Problem)>);

impl FieldErrors {
    /// Starts an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// A list of one problem.
    pub fn one(field: &str, problem: Problem) -> Self {
        Self(vec![(field.to_owned(), problem)])
    }

    /// Keeps the value or notes the problem of its field.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Problem>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.0.push((field.to_owned(), problem));
                None
            }
        }
    }

    /// The problem of a field, when it has one.
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, p)| p)
    }

    /// Says whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
