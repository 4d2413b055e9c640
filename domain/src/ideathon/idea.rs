//! The board of ideas: who may read and write, what an idea says, and how the board is asked.

use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, ChallengeId, CommentId, IdeaId};
use crate::kernel::text::{line, paragraph};
use crate::registration::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The longest comment, in characters.
pub const MOST_OF_COMMENT: u32 = 1000;
/// How many ideas one person may have on the board.
pub const MOST_IDEAS: u32 = 20;

/// Why a request about ideas is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The person has as many ideas on the board as allowed.
    #[error("too many")]
    TooMany,
}

impl Refusal {
    /// The code a transaction throws.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooMany => "ideas.too_many",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(Self::TooMany).filter(|r| r.code() == code)
    }
}

/// The board is for people who take part in the assembly, and for organisers.
pub fn may_use_board(registration: Option<State>, organiser: bool) -> bool {
    organiser || registration == Some(State::Approved)
}

/// What an idea says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdeaFacts {
    /// The title.
    pub title: String,
    /// The idea, in plain paragraphs.
    pub text: String,
    /// The challenge that it answers.
    pub challenge: Option<ChallengeId>,
}

impl IdeaFacts {
    /// Reads the form (fields `idea_title`, `idea_text`, `challenge`). A challenge must be one of the published ones, or the one that it had.
    pub fn parse(title: &str, text: &str, challenge: &str, known: &[ChallengeId]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let title = errors.take("idea_title", line(title, 4, 100));
        let text = errors.take("idea_text", paragraph(text, 20, 4000));
        let challenge = match challenge {
            "" => Ok(None),
            id => known.iter().find(|c| c.as_str() == id).cloned().map(Some).ok_or(Problem::NotAChoice),
        };
        let challenge = errors.take("challenge", challenge);
        match (title, text, challenge) {
            (Some(title), Some(text), Some(challenge)) => Ok(Self { title, text, challenge }),
            _ => Err(errors),
        }
    }
}

/// What somebody says about an idea with one tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// I like it.
    Like,
    /// I would join a team that does it.
    Join,
}

impl Reaction {
    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::Join => "join",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Like, Self::Join].into_iter().find(|r| r.code() == code)
    }
}

/// In which order the board shows ideas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The most liked first.
    Liked,
    /// Those first that most would join.
    Joined,
}

impl Order {
    /// Every order, as lists show them.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Liked, Self::Joined];

    /// The name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Newest => "new",
            Self::Liked => "liked",
            Self::Joined => "joined",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// An idea on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idea {
    /// The id.
    pub id: IdeaId,
    /// What it says.
    pub facts: IdeaFacts,
    /// Whose it is; nobody once their account is erased.
    pub by: Option<AccountId>,
    /// When it was posted.
    pub at: Timestamp,
    /// How many like it.
    pub likes: u32,
    /// How many would join.
    pub joins: u32,
    /// How many comments it has.
    pub comments: u32,
    /// Whether its author took it back.
    pub withdrawn: bool,
    /// Counts changes of what it says.
    pub version: u32,
}

/// A comment on an idea.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The id.
    pub id: CommentId,
    /// The idea.
    pub idea: IdeaId,
    /// Who wrote it.
    pub by: AccountId,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// Why an organiser took it away; the text is gone then.
    pub removed: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_is_for_those_who_take_part_and_for_organisers() {
        assert!(may_use_board(Some(State::Approved), false) && may_use_board(None, true));
        for state in State::ALL.into_iter().filter(|s| *s != State::Approved) {
            assert!(!may_use_board(Some(state), false), "{state:?}");
        }
        assert!(!may_use_board(None, false));
    }

    #[test]
    fn an_idea_answers_a_challenge_that_there_is_or_none() {
        let known = [ChallengeId::parse("buses").unwrap()];
        let fine = IdeaFacts::parse("Quiet hours", "Buses that hum instead of roar.", "buses", &known).unwrap();
        assert_eq!(fine.challenge.as_ref(), Some(&known[0]));
        assert_eq!(IdeaFacts::parse("Quiet hours", "Buses that hum instead of roar.", "", &known).unwrap().challenge, None);
        let wrong = IdeaFacts::parse("a", "", "gone", &known).unwrap_err();
        let fields: Vec<&str> = wrong.0.iter().map(|(f, _)| f.as_str()).collect();
        assert_eq!(fields, ["idea_title", "idea_text", "challenge"]);
    }
}
