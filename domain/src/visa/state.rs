//! The states of a request and the only ways between them.

use super::Refusal;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::text::paragraph;
use serde::{Deserialize, Serialize};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for the visa desk.
    Requested,
    /// The desk asked something.
    Asked,
    /// The documents are in order; the letter is next.
    DocumentsOk,
    /// The letter is there.
    LetterIssued,
    /// The letter is no longer valid.
    Revoked,
    /// Refused, with a reason.
    Declined,
    /// Taken back by the person.
    Cancelled,
}

impl State {
    /// Every state, in the order filters show them.
    pub const ALL: [Self; 7] = [Self::Requested, Self::DocumentsOk, Self::Asked, Self::LetterIssued, Self::Revoked, Self::Declined, Self::Cancelled];

    /// The name in filters and the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Asked => "asked",
            Self::DocumentsOk => "documents_ok",
            Self::LetterIssued => "letter_issued",
            Self::Revoked => "revoked",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What can be done to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The person asks for a letter, or sends the data again.
    Request,
    /// The person needs no letter any more.
    Cancel,
    /// The desk found the documents in order.
    Accept,
    /// The desk asks for something.
    Ask,
    /// The desk refuses.
    Decline,
    /// The desk issues the letter; another one takes the place of the former.
    Issue,
    /// The desk takes the letter back.
    Revoke,
}

impl Action {
    /// Every action, for tables.
    pub const ALL: [Self; 7] = [Self::Request, Self::Cancel, Self::Accept, Self::Ask, Self::Decline, Self::Issue, Self::Revoke];

    /// Whether it is the desk's and not the person's.
    pub fn is_of_the_desk(self) -> bool {
        !matches!(self, Self::Request | Self::Cancel)
    }
}

/// The state after an action; `NotInThisState` where the action is impossible.
///
/// A person whose letter is issued cancels it before sending other data, so that no letter says what is no longer so.
pub fn next(state: State, action: Action) -> Result<State, Refusal> {
    use Action as A;
    use State as S;
    match (state, action) {
        (S::Requested | S::Asked | S::Revoked | S::Declined | S::Cancelled, A::Request) => Ok(S::Requested),
        (S::Requested | S::Asked | S::DocumentsOk | S::LetterIssued, A::Cancel) => Ok(S::Cancelled),
        (S::Requested, A::Accept) => Ok(S::DocumentsOk),
        (S::Requested | S::DocumentsOk, A::Ask) => Ok(S::Asked),
        (S::Requested | S::Asked | S::DocumentsOk, A::Decline) => Ok(S::Declined),
        (S::DocumentsOk | S::LetterIssued, A::Issue) => Ok(S::LetterIssued),
        (S::LetterIssued, A::Revoke) => Ok(S::Revoked),
        _ => Err(Refusal::NotInThisState),
    }
}

/// The states from which an action is possible, for guards in the store.
pub fn allowed_from(action: Action) -> Vec<State> {
    State::ALL.into_iter().filter(|s| next(*s, action).is_ok()).collect()
}

/// What the desk does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The documents are in order.
    Accept,
    /// Something is not clear.
    Ask {
        /// The question, in the desk's words.
        message: String,
    },
    /// There will be no letter.
    Decline {
        /// Why, in the desk's words; the person reads it.
        reason: String,
    },
    /// The letter is issued.
    Issue,
    /// The letter is taken back.
    Revoke {
        /// Why, in the desk's words; the person reads it.
        reason: String,
    },
}

impl Step {
    /// Reads the desk's form (fields `decision`, `desk_message`); asking, refusing and revoking need at least 5 characters of words.
    pub fn parse(decision: &str, message: &str) -> Result<Self, FieldErrors> {
        let words = || paragraph(message, 5, 2000).map_err(|p| FieldErrors::one("desk_message", p));
        match decision {
            "accept" => Ok(Self::Accept),
            "ask" => Ok(Self::Ask { message: words()? }),
            "decline" => Ok(Self::Decline { reason: words()? }),
            "issue" => Ok(Self::Issue),
            "revoke" => Ok(Self::Revoke { reason: words()? }),
            "" => Err(FieldErrors::one("decision", Problem::Required)),
            _ => Err(FieldErrors::one("decision", Problem::NotAChoice)),
        }
    }

    /// The action it is.
    pub fn action(&self) -> Action {
        match self {
            Self::Accept => Action::Accept,
            Self::Ask { .. } => Action::Ask,
            Self::Decline { .. } => Action::Decline,
            Self::Issue => Action::Issue,
            Self::Revoke { .. } => Action::Revoke,
        }
    }

    /// The question or reason.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Accept | Self::Issue => None,
            Self::Ask { message } => Some(message),
            Self::Decline { reason } | Self::Revoke { reason } => Some(reason),
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
            "requested: Request->requested Cancel->cancelled Accept->documents_ok Ask->asked Decline->declined\n\
             documents_ok: Cancel->cancelled Ask->asked Decline->declined Issue->letter_issued\n\
             asked: Request->requested Cancel->cancelled Decline->declined\n\
             letter_issued: Cancel->cancelled Issue->letter_issued Revoke->revoked\n\
             revoked: Request->requested\n\
             declined: Request->requested\n\
             cancelled: Request->requested\n"
        );
    }

    #[test]
    fn what_the_person_has_to_understand_needs_words() {
        for decision in ["ask", "decline", "revoke"] {
            assert_eq!(Step::parse(decision, " "), Err(FieldErrors::one("desk_message", Problem::Required)), "{decision}");
        }
        assert_eq!(Step::parse("issue", ""), Ok(Step::Issue));
        assert_eq!(Step::parse("", ""), Err(FieldErrors::one("decision", Problem::Required)));
    }
}
