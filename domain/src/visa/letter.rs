//! What a letter says: the person and the passport as they were when it was issued.

use super::Passport;
use crate::registration::{Application, Category};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a letter says. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Given name as in the passport.
    pub given_name: String,
    /// Family name as in the passport.
    pub family_name: String,
    /// As what the person takes part.
    pub category: Category,
    /// Position.
    pub position: String,
    /// Organisation.
    pub organisation: String,
    /// City.
    pub city: String,
    /// Country of the city, ISO 3166-1 alpha-2.
    pub country: String,
    /// Passport and journey.
    pub passport: Passport,
}

impl Facts {
    /// The facts of a registration and a passport.
    pub fn of(application: &Application, passport: Passport) -> Self {
        let draft = &application.draft;
        Self {
            given_name: draft.given_name.trim().to_owned(),
            family_name: draft.family_name.trim().to_owned(),
            category: application.category,
            position: draft.position.trim().to_owned(),
            organisation: draft.organisation.trim().to_owned(),
            city: draft.city.trim().to_owned(),
            country: draft.country.clone(),
            passport,
        }
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Facts(..)")
    }
}
