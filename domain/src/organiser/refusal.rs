//! Why a request of the console is refused.

use serde::{Deserialize, Serialize};

/// Why a request of the console is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nobody was chosen.
    #[error("nobody chosen")]
    NobodyChosen,
    /// More people than one step may affect.
    #[error("too many")]
    TooMany,
    /// The step was taken already, or is no longer possible.
    #[error("not in this state")]
    NotInThisState,
    /// The time in which it could be undone is over.
    #[error("window over")]
    WindowOver,
    /// The site is only being looked at as a role.
    #[error("only looking")]
    OnlyLooking,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 5] = [Self::NobodyChosen, Self::TooMany, Self::NotInThisState, Self::WindowOver, Self::OnlyLooking];

    /// The code a transaction throws, `organiser.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NobodyChosen => "organiser.nobody_chosen",
            Self::TooMany => "organiser.too_many",
            Self::NotInThisState => "organiser.not_in_this_state",
            Self::WindowOver => "organiser.window_over",
            Self::OnlyLooking => "organiser.only_looking",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
