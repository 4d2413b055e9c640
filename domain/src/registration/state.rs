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
    /// Waits for the head of the city's delegation.
    WithCity,
    /// Waits for the secretariat.
    Submitted,
    /// The secretariat asked something.
    NeedsInfo,
    /// Approved, but every place of the category is taken: waits for one.
    Waitlisted,
    /// May take a place until a moment.
    Offered,
    /// The person takes part.
    Approved,
    /// Let the offer of a place pass; may ask again.
    Lapsed,
    /// Refused, with a reason.
    Rejected,
    /// Taken back by the person.
    Withdrawn,
    /// Another registration took its place: of a substitute, or of the same person.
    Superseded,
}

impl State {
    /// Every state, in the order filters show them.
    pub const ALL: [Self; 11] = [
        Self::WithCity,
        Self::Submitted,
        Self::NeedsInfo,
        Self::Waitlisted,
        Self::Offered,
        Self::Approved,
        Self::Lapsed,
        Self::Rejected,
        Self::Withdrawn,
        Self::Superseded,
        Self::Draft,
    ];

    /// The states the desk may see: drafts are the person's own.
    pub const AT_THE_DESK: [Self; 10] = [
        Self::Submitted,
        Self::WithCity,
        Self::NeedsInfo,
        Self::Waitlisted,
        Self::Offered,
        Self::Approved,
        Self::Lapsed,
        Self::Rejected,
        Self::Withdrawn,
        Self::Superseded,
    ];

    /// The name in filters and the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::WithCity => "with_city",
            Self::Submitted => "submitted",
            Self::NeedsInfo => "needs_info",
            Self::Waitlisted => "waitlisted",
            Self::Offered => "offered",
            Self::Approved => "approved",
            Self::Lapsed => "lapsed",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the registration counts towards the cap of its city.
    pub fn counts(self) -> bool {
        matches!(self, Self::WithCity | Self::Submitted | Self::NeedsInfo | Self::Waitlisted | Self::Offered | Self::Approved)
    }
}

/// What can be done to a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The person saves a step.
    Save,
    /// The person changes something of what was approved; what is sensitive is approved again.
    Amend,
    /// The person hands it in.
    Submit,
    /// The person takes it back.
    Withdraw,
    /// The person begins again after withdrawing.
    Reopen,
    /// The person takes the place that is offered.
    AcceptOffer,
    /// The person does not want the place that is offered.
    DeclineOffer,
    /// The person waits again after an offer passed.
    AskAgain,
    /// The head of the delegation approves.
    Endorse,
    /// The head of the delegation asks for something.
    CityAsks,
    /// The head of the delegation refuses.
    CityRejects,
    /// A head of the delegation, or the desk merging duplicates, puts another registration in its place.
    Supersede,
    /// The desk approves. Without a free place the registration is `Waitlisted`.
    Approve,
    /// The desk asks for something.
    AskInfo,
    /// The desk refuses.
    Reject,
}

impl Action {
    /// Every action, for tables.
    pub const ALL: [Self; 15] = [
        Self::Save,
        Self::Amend,
        Self::Submit,
        Self::Withdraw,
        Self::Reopen,
        Self::AcceptOffer,
        Self::DeclineOffer,
        Self::AskAgain,
        Self::Endorse,
        Self::CityAsks,
        Self::CityRejects,
        Self::Supersede,
        Self::Approve,
        Self::AskInfo,
        Self::Reject,
    ];
}

/// The state after an action; `NotInThisState` where the action is impossible.
///
/// Editing something handed in first returns it to `Draft` (with [`Action::Reopen`]), so that the desk never decides on a moving text.
/// Where the places of a category or the two approvals decide, this gives the first of the possible states: `Approved`, which may become
/// `Waitlisted`; `Submitted`, which may be `WithCity`.
pub fn next(state: State, action: Action) -> Result<State, Refusal> {
    use Action as A;
    use State as S;
    match (state, action) {
        (S::Draft | S::NeedsInfo, A::Save) => Ok(state),
        (S::Draft | S::NeedsInfo, A::Submit) => Ok(S::Submitted),
        (S::Approved, A::Amend) => Ok(S::Submitted),
        (S::Waitlisted | S::Offered, A::Amend) => Ok(state),
        (S::Draft | S::WithCity | S::Submitted | S::NeedsInfo | S::Waitlisted | S::Offered | S::Approved | S::Lapsed, A::Withdraw) => {
            Ok(S::Withdrawn)
        }
        (S::WithCity | S::Submitted | S::Withdrawn, A::Reopen) => Ok(S::Draft),
        (S::Offered, A::AcceptOffer) => Ok(S::Approved),
        (S::Offered, A::DeclineOffer) => Ok(S::Withdrawn),
        (S::Lapsed, A::AskAgain) => Ok(S::Approved),
        (S::WithCity, A::Endorse) => Ok(S::Submitted),
        (S::WithCity, A::CityAsks) => Ok(S::NeedsInfo),
        (S::WithCity, A::CityRejects) => Ok(S::Rejected),
        (S::WithCity | S::Submitted | S::NeedsInfo | S::Waitlisted | S::Offered | S::Approved | S::Lapsed, A::Supersede) => Ok(S::Superseded),
        // The desk may change its mind: what was decided by mistake is decided again.
        (S::Submitted | S::Rejected, A::Approve) => Ok(S::Approved),
        (S::Submitted | S::Approved | S::Rejected, A::AskInfo) => Ok(S::NeedsInfo),
        (S::Submitted | S::WithCity | S::Waitlisted | S::Offered | S::Approved, A::Reject) => Ok(S::Rejected),
        _ => Err(Refusal::NotInThisState),
    }
}

/// The state after somebody who may do so changed the answers of a registration that was handed in; `sensitive` says that the change touches
/// what an approval rests on. An approval then has to be given again; who waits for a place keeps to what was approved.
pub fn revised(state: State, sensitive: bool) -> Result<State, Refusal> {
    match state {
        State::Draft | State::NeedsInfo | State::WithCity | State::Submitted => Ok(State::Submitted),
        State::Approved if sensitive => Ok(State::Submitted),
        State::Waitlisted | State::Offered if sensitive => Err(Refusal::FixedWhileWaiting),
        State::Approved | State::Waitlisted | State::Offered => Ok(state),
        State::Lapsed | State::Rejected | State::Withdrawn | State::Superseded => Err(Refusal::NotInThisState),
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
            "with_city: Withdraw->withdrawn Reopen->draft Endorse->submitted CityAsks->needs_info CityRejects->rejected Supersede->superseded Reject->rejected\n\
             submitted: Withdraw->withdrawn Reopen->draft Supersede->superseded Approve->approved AskInfo->needs_info Reject->rejected\n\
             needs_info: Save->needs_info Submit->submitted Withdraw->withdrawn Supersede->superseded\n\
             waitlisted: Amend->waitlisted Withdraw->withdrawn Supersede->superseded Reject->rejected\n\
             offered: Amend->offered Withdraw->withdrawn AcceptOffer->approved DeclineOffer->withdrawn Supersede->superseded Reject->rejected\n\
             approved: Amend->submitted Withdraw->withdrawn Supersede->superseded AskInfo->needs_info Reject->rejected\n\
             lapsed: Withdraw->withdrawn AskAgain->approved Supersede->superseded\n\
             rejected: Approve->approved AskInfo->needs_info\n\
             withdrawn: Reopen->draft\n\
             superseded: \n\
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
