//! A team: who is in it, what it looks for, and how far it is.

use super::{Participant, Rules, Skill};
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, ChallengeId, IdeaId, TeamId};
use crate::kernel::text::line;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// For how long a code that invites lets people in.
pub const CODE_LASTS: SignedDuration = SignedDuration::from_hours(2);

/// A code from random bytes: six letters and digits that are not taken for each other.
pub fn code_from(random: &[u8; 6]) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    random.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32))).map(|b| char::from(*b)).collect()
}

/// What a team says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TeamFacts {
    /// The name.
    pub name: String,
    /// What it wants to do, in a sentence.
    pub pitch: String,
    /// The challenge it works on.
    pub challenge: Option<ChallengeId>,
    /// The idea it began with.
    pub idea: Option<IdeaId>,
    /// The skills it looks for.
    pub wanted: Vec<Skill>,
}

/// A form about a team, as typed.
#[derive(Clone, Debug, Default)]
pub struct TeamForm {
    /// The name.
    pub team_name: String,
    /// What it wants to do.
    pub pitch: String,
    /// The id of a challenge, or empty.
    pub challenge: String,
    /// The id of an idea, or empty.
    pub idea: String,
    /// Codes of skills.
    pub wanted: Vec<String>,
}

impl TeamForm {
    /// What the team says, or what is wrong with it.
    pub fn parse(&self, challenges: &[ChallengeId]) -> Result<TeamFacts, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.take("team_name", line(&self.team_name, 2, 40));
        let pitch = errors.take("pitch", line(&self.pitch, 0, 140));
        let challenge = match self.challenge.as_str() {
            "" => Ok(None),
            id => challenges.iter().find(|c| c.as_str() == id).cloned().map(Some).ok_or(Problem::NotAChoice),
        };
        let challenge = errors.take("challenge", challenge);
        let wanted: Option<Vec<Skill>> = self.wanted.iter().map(|s| Skill::parse(s)).collect();
        let wanted = errors.take("wanted", wanted.ok_or(Problem::NotAChoice));
        let (Some(name), Some(pitch), Some(challenge), Some(mut wanted)) = (name, pitch, challenge, wanted) else { return Err(errors) };
        wanted.sort();
        wanted.dedup();
        Ok(TeamFacts { name, pitch, challenge, idea: IdeaId::parse(&self.idea).ok(), wanted })
    }
}

/// A member of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub account: AccountId,
    /// Since when.
    pub at: Timestamp,
}

/// A code that lets people in until a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteCode {
    /// The code, in capitals.
    pub code: String,
    /// Until when.
    pub until: Timestamp,
}

/// How a team ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Its last member left, or an organiser dissolved it.
    Dissolved,
    /// It went into another one.
    Merged(TeamId),
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The id.
    pub id: TeamId,
    /// What it says of itself.
    pub facts: TeamFacts,
    /// Who is in it, by the time they joined.
    pub members: Vec<Member>,
    /// Who leads it; nobody once it has ended.
    pub captain: Option<AccountId>,
    /// Whether its captain closed it to newcomers.
    pub closed: bool,
    /// Whether it takes people whom the match proposes.
    pub open_to_match: bool,
    /// The code that lets people in.
    pub code: Option<InviteCode>,
    /// How it ended.
    pub ended: Option<Ended>,
    /// Since when there is one.
    pub since: Timestamp,
    /// Counts changes.
    pub version: u64,
}

impl Team {
    /// Whether somebody is in it.
    pub fn has(&self, account: &AccountId) -> bool {
        self.members.iter().any(|m| m.account == *account)
    }

    /// How many places are left.
    pub fn free(&self, rules: &Rules) -> usize {
        usize::from(rules.max).saturating_sub(self.members.len())
    }
}

/// What a team lacks to be complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacks {
    /// How many people.
    pub people: u8,
    /// How many more different skills.
    pub skills: u8,
}

impl Lacks {
    /// What these people lack by the rules.
    pub fn of<'a>(members: impl IntoIterator<Item = &'a Participant>, rules: &Rules) -> Self {
        let (mut people, mut skills) = (0u8, Vec::new());
        for member in members {
            people = people.saturating_add(1);
            skills.extend(member.profile.skills.iter().copied());
        }
        skills.sort();
        skills.dedup();
        let skills = u8::try_from(skills.len()).unwrap_or(u8::MAX);
        Self { people: rules.min.saturating_sub(people), skills: rules.least_skills.saturating_sub(skills) }
    }

    /// Whether nothing is lacking.
    pub fn nothing(self) -> bool {
        self == Self::default()
    }
}
