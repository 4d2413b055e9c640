//! The states of a registration and the only ways between them.

use super::Refusal;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::text::paragraph;
use serde::{Deserialize, Serialize};

/// Where a registration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being filled in; the desk does not see it.
    Draft,
    /// Waits for the secretariat.
    Submitted,
    /// The secretariat asked something.
    NeedsInfo,
    /// The person takes part.
    Approved,
    /// Refused, with a reason.
    Rejected,
    /// Taken back by the person.
    Withdrawn,
}

impl State {
    /// Every state, in the order filters show them.
    pub const ALL: [Self; 6] = [Self::Submitted, Self::NeedsInfo, Self::Approved, Self::Rejected, Self::Withdrawn, Self::Draft];

    /// The states the desk may see: drafts are the person's own.
    pub const AT_THE_DESK: [Self; 5] = [Self::Submitted, Self::NeedsInfo, Self::Approved, Self::Rejected, Self::Withdrawn];

    /// The name in filters and the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::NeedsInfo => "needs_info",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What can be done to a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The person saves a step. An approved registration goes back to `Submitted` only on [`Action::Submit`].
    Save,
    /// The person hands it in.
    Submit,
    /// The person takes it back.
    Withdraw,
    /// The person begins again after withdrawing.
    Reopen,
    /// The desk approves.
    Approve,
    /// The desk asks for something.
    AskInfo,
    /// The desk refuses.
    Reject,
}

impl Action {
    /// Every action, for tables.
    pub const ALL: [Self; 7] = [Self::Save, Self::Submit, Self::Withdraw, Self::Reopen, Self::Approve, Self::AskInfo, Self::Reject];
}

/// The state after an action; `NotInThisState` where the action is impossible.
///
/// Editing something submitted or approved first returns it to `Draft` (with [`Action::Reopen`]), so that the desk never decides on a moving text.
pub fn next(state: State, action: Action) -> Result<State, Refusal> {
    use Action as A;
    use State as S;
    match (state, action) {
        (S::Draft | S::NeedsInfo, A::Save) => Ok(state),
        (S::Draft | S::NeedsInfo, A::Submit) => Ok(S::Submitted),
        (S::Draft | S::Submitted | S::NeedsInfo | S::Approved, A::Withdraw) => Ok(S::Withdrawn),
        (S::Submitted | S::Approved | S::Withdrawn, A::Reopen) => Ok(S::Draft),
        // The desk may change its mind: what was decided by mistake is decided again.
        (S::Submitted | S::Rejected, A::Approve) => Ok(S::Approved),
        (S::Submitted | S::Approved | S::Rejected, A::AskInfo) => Ok(S::NeedsInfo),
        (S::Submitted | S::Approved, A::Reject) => Ok(S::Rejected),
        _ => Err(Refusal::NotInThisState),
    }
}

/// The states from which an action is possible, for guards in the store.
pub fn allowed_from(action: Action) -> Vec<State> {
    State::ALL.into_iter().filter(|s| next(*s, action).is_ok()).collect()
}

/// What the desk decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Decision {
    /// The person takes part.
    Approve,
    /// The desk needs to know something first.
    AskInfo {
        /// The question, in the desk's words.
        message: String,
    },
    /// The person does not take part.
    Reject {
        /// Why, in the desk's words; the person reads it.
        reason: String,
    },
}

impl Decision {
    /// Reads the desk's form (fields `decision`, `message`); asking and rejecting need at least 5 characters of words.
    pub fn parse(decision: &str, message: &str) -> Result<Self, FieldErrors> {
        let words = || paragraph(message, 5, 2000).map_err(|p| FieldErrors::one("message", p));
        match decision {
            "approve" => Ok(Self::Approve),
            "ask_info" => Ok(Self::AskInfo { message: words()? }),
            "reject" => Ok(Self::Reject { reason: words()? }),
            "" => Err(FieldErrors::one("decision", Problem::Required)),
            _ => Err(FieldErrors::one("decision", Problem::NotAChoice)),
        }
    }

    /// The action it is.
    pub fn action(&self) -> Action {
        match self {
            Self::Approve => Action::Approve,
            Self::AskInfo { .. } => Action::AskInfo,
            Self::Reject { .. } => Action::Reject,
        }
    }

    /// The question or reason.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Approve => None,
            Self::AskInfo { message } => Some(message),
            Self::Reject { reason } => Some(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_listed_steps_are_possible() {
        let mut table = String::new();
        for state in State::ALL {
            let steps: Vec<String> = Action::ALL.into_iter().filter_map(|a| next(state, a).ok().map(|to| format!("{a:?}->{}", to.code()))).collect();
            table.push_str(&format!("{}: {}\n", state.code(), steps.join(" ")));
        }
        assert_eq!(
            table,
            "submitted: Withdraw->withdrawn Reopen->draft Approve->approved AskInfo->needs_info Reject->rejected\n\
             needs_info: Save->needs_info Submit->submitted Withdraw->withdrawn\n\
             approved: Withdraw->withdrawn Reopen->draft AskInfo->needs_info Reject->rejected\n\
             rejected: Approve->approved AskInfo->needs_info\n\
             withdrawn: Reopen->draft\n\
             draft: Save->draft Submit->submitted Withdraw->withdrawn\n"
        );
    }

    #[test]
    fn a_refusal_needs_a_reason() {
        assert_eq!(Decision::parse("reject", " "), Err(FieldErrors::one("message", Problem::Required)));
        assert_eq!(Decision::parse("approve", ""), Ok(Decision::Approve));
        assert_eq!(Decision::parse("maybe", ""), Err(FieldErrors::one("decision", Problem::NotAChoice)));
    }
}
