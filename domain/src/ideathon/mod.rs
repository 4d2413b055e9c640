//! The ideathon: challenges of cities, ideas, participants who find each other, teams and what they hand in.
//!
//! Always: a person is in one team at most; a team has at most `max` members and at most so many of one city as the rules say; who asks to join
//! and is invited is in; nobody changes a team from outside but an organiser, with a reason.

pub mod board;
pub mod challenge;
pub mod hall;
pub mod hours;
pub mod idea;
pub mod matching;
pub mod participant;
pub mod rules;
pub mod team;
pub mod workspace;

use serde::{Deserialize, Serialize};

pub use board::{Board, Delta, Mine, Offer, PersonCard, Presence, Reason, Seat, TeamCard, Terms};
pub use challenge::{Challenge, ChallengeForm, Contact, Posting, Published, Wording};
pub use hall::{Action, By, Hall, Link, News, Plan, Side, Wish};
pub use idea::{Comment, Idea, IdeaFacts, Order, Reaction};
pub use matching::{Group, Matching, Proposal, Proposed};
pub use participant::{Participant, Profile, ProfileForm, Skill};
pub use rules::{Phase, Rules};
pub use team::{Ended, InviteCode, Lacks, Member, Team, TeamFacts, TeamForm};

/// Why a request about the ideathon is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Only people with an approved registration take part.
    #[error("registration not approved")]
    NotApproved,
    /// There is no profile of this person yet.
    #[error("no participant")]
    NoParticipant,
    /// Teams do not form yet.
    #[error("not open yet")]
    NotOpenYet,
    /// Teams are locked: only an organiser changes who is in them.
    #[error("locked")]
    Locked,
    /// This team's captain closed it to newcomers.
    #[error("team closed")]
    TeamClosed,
    /// The person is in a team already.
    #[error("in a team already")]
    InATeam,
    /// The person is not in a team.
    #[error("in no team")]
    InNoTeam,
    /// The team has no place left.
    #[error("team full")]
    TeamFull,
    /// The team has as many people from this city as it may have.
    #[error("too many of one city")]
    TooManyOfOneCity,
    /// The team is no more.
    #[error("team gone")]
    TeamGone,
    /// Only the captain does this.
    #[error("captain only")]
    CaptainOnly,
    /// There is no such request or invitation any more.
    #[error("nothing to answer")]
    NothingToAnswer,
    /// The code is wrong, was replaced or has expired.
    #[error("code not valid")]
    CodeNotValid,
    /// Mentors are in no team.
    #[error("mentor")]
    Mentor,
    /// The two teams together would be too many.
    #[error("too many together")]
    TooManyTogether,
    /// The team is not complete yet.
    #[error("not complete")]
    NotComplete,
    /// Too many requests or teams at once.
    #[error("too many requests")]
    TooManyRequests,
    /// Nothing can be handed in any more.
    #[error("over")]
    Over,
    /// Another team has this slot.
    #[error("slot taken")]
    SlotTaken,
    /// The team has as many slots to come as it may have.
    #[error("too many slots")]
    TooManySlots,
    /// The slot has begun.
    #[error("slot begun")]
    SlotBegun,
    /// The mentor has other slots at that time.
    #[error("slots overlap")]
    SlotsOverlap,
    /// The rules contradict each other.
    #[error("rules contradict")]
    RulesContradict,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 24] = [
        Self::NotApproved,
        Self::NoParticipant,
        Self::NotOpenYet,
        Self::Locked,
        Self::TeamClosed,
        Self::InATeam,
        Self::InNoTeam,
        Self::TeamFull,
        Self::TooManyOfOneCity,
        Self::TeamGone,
        Self::CaptainOnly,
        Self::NothingToAnswer,
        Self::CodeNotValid,
        Self::Mentor,
        Self::TooManyTogether,
        Self::NotComplete,
        Self::TooManyRequests,
        Self::Over,
        Self::SlotTaken,
        Self::TooManySlots,
        Self::SlotBegun,
        Self::SlotsOverlap,
        Self::RulesContradict,
        Self::ChangedMeanwhile,
    ];

    /// The code a transaction throws, `ideathon.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotApproved => "ideathon.not_approved",
            Self::NoParticipant => "ideathon.no_participant",
            Self::NotOpenYet => "ideathon.not_open_yet",
            Self::Locked => "ideathon.locked",
            Self::TeamClosed => "ideathon.team_closed",
            Self::InATeam => "ideathon.in_a_team",
            Self::InNoTeam => "ideathon.in_no_team",
            Self::TeamFull => "ideathon.team_full",
            Self::TooManyOfOneCity => "ideathon.too_many_of_one_city",
            Self::TeamGone => "ideathon.team_gone",
            Self::CaptainOnly => "ideathon.captain_only",
            Self::NothingToAnswer => "ideathon.nothing_to_answer",
            Self::CodeNotValid => "ideathon.code_not_valid",
            Self::Mentor => "ideathon.mentor",
            Self::TooManyTogether => "ideathon.too_many_together",
            Self::NotComplete => "ideathon.not_complete",
            Self::TooManyRequests => "ideathon.too_many_requests",
            Self::Over => "ideathon.over",
            Self::SlotTaken => "ideathon.slot_taken",
            Self::TooManySlots => "ideathon.too_many_slots",
            Self::SlotBegun => "ideathon.slot_begun",
            Self::SlotsOverlap => "ideathon.slots_overlap",
            Self::RulesContradict => "ideathon.rules_contradict",
            Self::ChangedMeanwhile => "ideathon.changed_meanwhile",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
