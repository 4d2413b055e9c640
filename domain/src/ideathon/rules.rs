//! What an event demands of its ideathon: sizes of teams, the rule of diversity, and the clock.

use super::Refusal;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The rules; data of the event, which an organiser may set anew while it runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// How many people make a team complete.
    pub min: u8,
    /// How many people a team has at most.
    pub max: u8,
    /// How many of a team's members may come from one city; `None`: as many as like.
    pub most_of_one_city: Option<u8>,
    /// How many different skills the members of a complete team have between them.
    pub least_skills: u8,
    /// From when teams form.
    pub opens_at: Timestamp,
    /// When those who have no team yet are proposed one.
    pub match_at: Timestamp,
    /// From when members change by an organiser's hand only.
    pub locks_at: Timestamp,
    /// Until when a team hands in.
    pub deadline: Timestamp,
    /// For how many minutes after the deadline something may still be handed in, marked as late.
    pub grace_minutes: u16,
}

impl Default for Rules {
    fn default() -> Self {
        let at = |second| Timestamp::from_second(second).unwrap_or_default();
        Self {
            min: 3,
            max: 6,
            most_of_one_city: None,
            least_skills: 2,
            opens_at: at(0),
            match_at: at(0),
            locks_at: at(0),
            deadline: at(0),
            grace_minutes: 0,
        }
    }
}

/// How far the ideathon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Challenges, ideas and profiles are there; teams do not form yet.
    Before,
    /// Teams form.
    Forming,
    /// Teams are locked and work.
    Working,
    /// The deadline is over; what comes now is late.
    Late,
    /// Nothing can be handed in any more: pitches, judging, results.
    Closed,
}

impl Phase {
    /// The name in forms and words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Forming => "forming",
            Self::Working => "working",
            Self::Late => "late",
            Self::Closed => "closed",
        }
    }
}

impl Rules {
    /// How far the ideathon is at a moment.
    pub fn phase(&self, now: Timestamp) -> Phase {
        if now < self.opens_at {
            Phase::Before
        } else if now < self.locks_at {
            Phase::Forming
        } else if now < self.deadline {
            Phase::Working
        } else if now < self.closes_at() {
            Phase::Late
        } else {
            Phase::Closed
        }
    }

    /// From when nothing can be handed in any more.
    pub fn closes_at(&self) -> Timestamp {
        self.deadline.saturating_add(SignedDuration::from_mins(i64::from(self.grace_minutes))).unwrap_or(Timestamp::MAX)
    }

    /// When the phase ends, and which one begins then.
    pub fn next(&self, now: Timestamp) -> Option<(Timestamp, Phase)> {
        match self.phase(now) {
            Phase::Before => Some((self.opens_at, Phase::Forming)),
            Phase::Forming => Some((self.locks_at, Phase::Working)),
            Phase::Working => Some((self.deadline, if self.grace_minutes > 0 { Phase::Late } else { Phase::Closed })),
            Phase::Late => Some((self.closes_at(), Phase::Closed)),
            Phase::Closed => None,
        }
    }

    /// Refuses rules that nobody could keep: sizes from 1 to 12 in order, and moments in order.
    pub fn checked(self) -> Result<Self, Refusal> {
        let sizes = self.min >= 1 && self.min <= self.max && self.max <= 12 && self.most_of_one_city != Some(0);
        let moments = self.opens_at <= self.match_at && self.match_at <= self.locks_at && self.locks_at <= self.deadline;
        if sizes && moments { Ok(self) } else { Err(Refusal::RulesContradict) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_moment_begins_the_phase_it_names_and_the_next_one_is_told() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let rules = Rules { opens_at: at(100), match_at: at(150), locks_at: at(200), deadline: at(300), grace_minutes: 1, ..Rules::default() };
        let phases = [(99, Phase::Before), (100, Phase::Forming), (200, Phase::Working), (300, Phase::Late), (360, Phase::Closed)];
        for (second, phase) in phases {
            assert_eq!(rules.phase(at(second)), phase, "{second}");
        }
        let mut now = at(0);
        let mut seen = vec![rules.phase(now)];
        while let Some((then, phase)) = rules.next(now) {
            assert_eq!(rules.phase(then), phase);
            (now, seen) = (then, [seen, vec![phase]].concat());
        }
        assert_eq!(seen, [Phase::Before, Phase::Forming, Phase::Working, Phase::Late, Phase::Closed]);
        let punctual = Rules { grace_minutes: 0, ..rules };
        assert_eq!(punctual.next(at(250)), Some((at(300), Phase::Closed)));
    }

    #[test]
    fn rules_that_nobody_could_keep_are_refused() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!(Rules::default().checked().is_ok());
        for bad in [
            Rules { min: 0, ..Rules::default() },
            Rules { min: 7, ..Rules::default() },
            Rules { max: 13, ..Rules::default() },
            Rules { most_of_one_city: Some(0), ..Rules::default() },
            Rules { opens_at: at(1), ..Rules::default() },
            Rules { deadline: at(-1), ..Rules::default() },
        ] {
            assert_eq!(bad.clone().checked(), Err(Refusal::RulesContradict), "{bad:?}");
        }
    }
}
