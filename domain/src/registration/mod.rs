//! Registration of one person for the assembly.
//!
//! Always: one live registration per account and event; the state changes only as [`state::next`] allows; a decision names who took it and,
//! unless it approves, why.

pub mod category;
pub mod form;
pub mod policy;
pub mod state;

use crate::kernel::ids::{AccountId, RegistrationId};
use crate::kernel::lang::Lang;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use category::Category;
pub use form::{Application, Draft, Step};
pub use state::{Action, Decision, State};

/// One person's registration as the person and the desk see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// The id.
    pub id: RegistrationId,
    /// Whose it is.
    pub account: AccountId,
    /// The language the person uses; answers are written in it.
    pub lang: Lang,
    /// Where it stands.
    pub state: State,
    /// What the person has typed so far; complete from `Submitted` on.
    pub draft: Draft,
    /// The question or reason that came with the last decision.
    pub message: Option<String>,
    /// Counts saves; a form that was filled against an older version is refused rather than overwriting.
    pub version: u32,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last submitted.
    pub submitted_at: Option<Timestamp>,
    /// When it was last decided.
    pub decided_at: Option<Timestamp>,
}

/// One line of the desk's queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The id.
    pub id: RegistrationId,
    /// Given and family name.
    pub name: String,
    /// City, as typed.
    pub city: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The category applied for.
    pub category: Option<Category>,
    /// Where it stands.
    pub state: State,
    /// When it was last submitted.
    pub submitted_at: Option<Timestamp>,
}

/// Why a request about a registration is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Registration is not open.
    #[error("registration closed")]
    Closed,
    /// The account's address is not verified yet.
    #[error("address not verified")]
    NotVerified,
    /// The state does not allow this step.
    #[error("not in this state")]
    NotInThisState,
    /// Somebody, maybe the person in another tab, changed it meanwhile.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// Steps of the form are incomplete.
    #[error("incomplete")]
    Incomplete,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 5] = [Self::Closed, Self::NotVerified, Self::NotInThisState, Self::ChangedMeanwhile, Self::Incomplete];

    /// The code a transaction throws, `registration.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "registration.closed",
            Self::NotVerified => "registration.not_verified",
            Self::NotInThisState => "registration.not_in_this_state",
            Self::ChangedMeanwhile => "registration.changed_meanwhile",
            Self::Incomplete => "registration.incomplete",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
