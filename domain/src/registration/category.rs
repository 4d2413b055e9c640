//! The categories of participants.

use serde::{Deserialize, Serialize};

/// As what a person takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Head of a city or local government.
    Mayor,
    /// Chief information officer of a city.
    Cio,
    /// Official of a city or local government.
    CityOfficial,
    /// National or regional official.
    NationalOfficial,
    /// Company.
    Company,
    /// University or research.
    Academia,
    /// Press.
    Press,
    /// Interpreter.
    Interpreter,
    /// Accompanies a participant.
    Companion,
    /// Takes part in the ideathon.
    IdeathonParticipant,
    /// Works at a booth.
    ExhibitorStaff,
}

impl Category {
    /// Every category, in the order forms show them.
    pub const ALL: [Self; 11] = [
        Self::Mayor,
        Self::Cio,
        Self::CityOfficial,
        Self::NationalOfficial,
        Self::Company,
        Self::Academia,
        Self::Press,
        Self::Interpreter,
        Self::Companion,
        Self::IdeathonParticipant,
        Self::ExhibitorStaff,
    ];

    /// The name in forms, filters and the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mayor => "mayor",
            Self::Cio => "cio",
            Self::CityOfficial => "city_official",
            Self::NationalOfficial => "national_official",
            Self::Company => "company",
            Self::Academia => "academia",
            Self::Press => "press",
            Self::Interpreter => "interpreter",
            Self::Companion => "companion",
            Self::IdeathonParticipant => "ideathon_participant",
            Self::ExhibitorStaff => "exhibitor_staff",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}
