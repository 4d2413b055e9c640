//! Registration of one person for the assembly.
//!
//! Always: one live registration per account and event; the state changes only as [`state::next`] allows; a decision names who took it and,
//! unless it approves, why.

pub mod category;
pub mod city;
pub mod form;
pub mod policy;
pub mod state;
pub mod twins;

use crate::kernel::ids::{AccountId, CityId, PoolId, RegistrationId};
use crate::kernel::lang::Lang;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use category::Category;
pub use city::{City, CityDraft, Fee, Membership};
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
    /// The city whose delegation it belongs to, when the secretariat knows that city.
    pub city: Option<CityId>,
    /// The head of the delegation who registered the person, when they did not do it themselves.
    pub by: Option<AccountId>,
    /// The answers as they were approved last.
    pub approved: Option<Draft>,
    /// Until when a place is offered.
    pub offer_until: Option<Timestamp>,
}

/// The pool of the places of a category.
pub fn pool(category: Category) -> PoolId {
    PoolId::of("registration", category.code())
}

/// Something happened to a registration that its person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The registration.
    pub id: RegistrationId,
    /// The address to write to: the person's own, or that of whoever registered them.
    pub to: String,
    /// The person's name.
    pub name: String,
    /// The language to write in.
    pub lang: Lang,
    /// Where the registration stands now.
    pub state: State,
    /// Until when a place is offered.
    pub until: Option<Timestamp>,
    /// The question or reason that came with it.
    pub message: Option<String>,
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
    /// The city has registered as many people as it may.
    #[error("city full")]
    CityFull,
    /// One of the names belongs to another city.
    #[error("city known")]
    CityKnown,
    /// There is a registration of this address already.
    #[error("address taken")]
    AddressTaken,
    /// What was approved cannot be changed while the person waits for a place.
    #[error("fixed while waiting")]
    FixedWhileWaiting,
    /// Only approved people of a full member vote.
    #[error("cannot vote")]
    CannotVote,
    /// Nothing was done yet: the rows of the table are to be looked at and confirmed.
    #[error("look first")]
    LookFirst,
    /// Some rows of the table were not registered, because something is wrong with them.
    #[error("rows left")]
    RowsLeft,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 12] = [
        Self::Closed,
        Self::NotVerified,
        Self::NotInThisState,
        Self::ChangedMeanwhile,
        Self::Incomplete,
        Self::CityFull,
        Self::CityKnown,
        Self::AddressTaken,
        Self::FixedWhileWaiting,
        Self::CannotVote,
        Self::LookFirst,
        Self::RowsLeft,
    ];

    /// The code a transaction throws, `registration.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "registration.closed",
            Self::NotVerified => "registration.not_verified",
            Self::NotInThisState => "registration.not_in_this_state",
            Self::ChangedMeanwhile => "registration.changed_meanwhile",
            Self::Incomplete => "registration.incomplete",
            Self::CityFull => "registration.city_full",
            Self::CityKnown => "registration.city_known",
            Self::AddressTaken => "registration.address_taken",
            Self::FixedWhileWaiting => "registration.fixed_while_waiting",
            Self::CannotVote => "registration.cannot_vote",
            Self::LookFirst => "registration.look_first",
            Self::RowsLeft => "registration.rows_left",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
