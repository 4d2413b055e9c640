//! Judging: jurors score entries of a contest by criteria, and a ranking comes of it. The ideathon's pitches today, other contests the same way.
//!
//! Always: criteria, weights, method and the ladder of ties are fixed before the first score; whoever has a conflict of interest with an entry
//! never counts for it; a score that is missing is not a zero; who is tied to the end of the ladder shares the rank; nobody reads the ranking
//! before it is sealed, and the digest of what was sealed is public.

pub mod conflict;
pub mod contest;
pub mod pilot;
pub mod policy;
pub mod ranking;
pub mod ratio;
pub mod score;

use serde::{Deserialize, Serialize};

pub use conflict::{Affiliations, Conflict, Ground, JurorIs};
pub use contest::{Action, Contest, Criterion, CriterionForm, Entry, Method, Part, State, Terms, TermsForm, Tie};
pub use pilot::{Pilot, PilotForm, PilotState};
pub use ranking::{Place, Ranking, rank};
pub use ratio::Ratio;
pub use score::{Scores, Sheet, Standing};

/// Why a request about judging is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The state of the contest does not allow this step.
    #[error("not in this state")]
    NotInThisState,
    /// The contest does not take scores now.
    #[error("not open")]
    NotOpen,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// The contest has no criteria yet.
    #[error("no criteria")]
    NoCriteria,
    /// The contest has no entries yet.
    #[error("no entries")]
    NoEntries,
    /// The contest has fewer jurors than an entry needs.
    #[error("too few jurors")]
    TooFewJurors,
    /// More criteria, jurors or entries than the arithmetic is made for.
    #[error("too many")]
    TooMany,
    /// The juror has a conflict of interest with this entry.
    #[error("conflict of interest")]
    ConflictOfInterest,
    /// The juror has handed this sheet in.
    #[error("handed in")]
    HandedIn,
    /// Only somebody with the task of a juror can be put on a panel.
    #[error("no juror")]
    NoJuror,
    /// The city pilots this entry already.
    #[error("pilot known")]
    PilotKnown,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 11] = [
        Self::NotInThisState,
        Self::NotOpen,
        Self::ChangedMeanwhile,
        Self::NoCriteria,
        Self::NoEntries,
        Self::TooFewJurors,
        Self::TooMany,
        Self::ConflictOfInterest,
        Self::HandedIn,
        Self::NoJuror,
        Self::PilotKnown,
    ];

    /// The code a transaction throws, `judging.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotInThisState => "judging.not_in_this_state",
            Self::NotOpen => "judging.not_open",
            Self::ChangedMeanwhile => "judging.changed_meanwhile",
            Self::NoCriteria => "judging.no_criteria",
            Self::NoEntries => "judging.no_entries",
            Self::TooFewJurors => "judging.too_few_jurors",
            Self::TooMany => "judging.too_many",
            Self::ConflictOfInterest => "judging.conflict_of_interest",
            Self::HandedIn => "judging.handed_in",
            Self::NoJuror => "judging.no_juror",
            Self::PilotKnown => "judging.pilot_known",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
