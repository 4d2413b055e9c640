//! Badges and check-in: a badge says who somebody is, a check-in that they are here.
//!
//! Always: a registration has at most one badge that counts, the one with the highest number; printing is not check-in; whether a badge lets
//! its bearer in is decided by the registration's state at that moment; a badge read twice at a station is one check-in and one duplicate.

pub mod badge;
pub mod code;
pub mod policy;
pub mod scan;
pub mod station;

use serde::{Deserialize, Serialize};

pub use badge::{Badge, Face, Reason, Standing};
pub use code::Code;
pub use scan::{CheckIn, Means, Outcome, Scan};
pub use station::{Kind, Station};

/// Why a request about badges and check-in is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nobody was chosen.
    #[error("nobody chosen")]
    NobodyChosen,
    /// The registration does not take part, or has no badge yet.
    #[error("no badge")]
    NoBadge,
    /// The badge was replaced meanwhile, maybe at another desk.
    #[error("replaced meanwhile")]
    ReplacedMeanwhile,
    /// There is no check-in to take back.
    #[error("not checked in")]
    NotCheckedIn,
    /// A station with this name is there already.
    #[error("station exists")]
    StationExists,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 5] = [Self::NobodyChosen, Self::NoBadge, Self::ReplacedMeanwhile, Self::NotCheckedIn, Self::StationExists];

    /// The code a transaction throws, `checkin.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NobodyChosen => "checkin.nobody_chosen",
            Self::NoBadge => "checkin.no_badge",
            Self::ReplacedMeanwhile => "checkin.replaced_meanwhile",
            Self::NotCheckedIn => "checkin.not_checked_in",
            Self::StationExists => "checkin.station_exists",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
