//! Who takes part in the ideathon, and what the others see of them.

use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, ChallengeId, TeamId};
use crate::kernel::text::paragraph;
use crate::registration::form::LANGUAGES;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What somebody can bring to a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Design of services and interfaces.
    Ux,
    /// Programming.
    Software,
    /// Data and statistics.
    Data,
    /// Electronics and building things.
    Hardware,
    /// Urban planning.
    Planning,
    /// Public administration.
    Policy,
    /// Business and finance.
    Business,
    /// Telling and showing.
    Story,
    /// Asking people and finding out.
    Research,
    /// Guiding a group.
    Facilitation,
    /// Law and privacy.
    Law,
    /// Knowing a subject of cities from work: transport, energy, water, health, schools.
    Subject,
}

impl Skill {
    /// Every skill, in the order lists show them.
    pub const ALL: [Self; 12] = [
        Self::Ux,
        Self::Software,
        Self::Data,
        Self::Hardware,
        Self::Planning,
        Self::Policy,
        Self::Business,
        Self::Story,
        Self::Research,
        Self::Facilitation,
        Self::Law,
        Self::Subject,
    ];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ux => "ux",
            Self::Software => "software",
            Self::Data => "data",
            Self::Hardware => "hardware",
            Self::Planning => "planning",
            Self::Policy => "policy",
            Self::Business => "business",
            Self::Story => "story",
            Self::Research => "research",
            Self::Facilitation => "facilitation",
            Self::Law => "law",
            Self::Subject => "subject",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What a person says of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// What they bring.
    pub skills: Vec<Skill>,
    /// Spoken languages, ISO 639-1.
    pub languages: Vec<String>,
    /// The challenges they would like to work on.
    pub interests: Vec<ChallengeId>,
    /// A sentence or two.
    pub about: String,
    /// Whether they look for a team; who does not is not shown among those who do, and is proposed none.
    pub looking: bool,
    /// Whether the others see the city.
    pub shows_city: bool,
    /// Whether the others see the languages.
    pub shows_languages: bool,
    /// Whether the others see the skills.
    pub shows_skills: bool,
    /// Whether the others see that they are here now.
    pub shows_presence: bool,
}

/// A form of a profile, as typed.
#[derive(Clone, Debug, Default)]
pub struct ProfileForm {
    /// Codes of skills.
    pub skills: Vec<String>,
    /// Codes of languages.
    pub languages: Vec<String>,
    /// Ids of challenges.
    pub interests: Vec<String>,
    /// A sentence or two.
    pub about: String,
    /// `yes` or empty.
    pub looking: String,
    /// What is shown: `city`, `languages`, `skills`, `presence`.
    pub shown: Vec<String>,
}

impl ProfileForm {
    /// The profile, or what is wrong with it. A challenge that is no more is left out in silence.
    pub fn parse(&self, challenges: &[ChallengeId]) -> Result<Profile, FieldErrors> {
        let mut errors = FieldErrors::new();
        let skills: Option<Vec<Skill>> = self.skills.iter().map(|s| Skill::parse(s)).collect();
        let mut skills = errors.take("skills", skills.ok_or(Problem::NotAChoice)).unwrap_or_default();
        if skills.is_empty() && errors.of("skills").is_none() {
            let _: Option<()> = errors.take("skills", Err(Problem::Required));
        }
        skills.sort();
        skills.dedup();
        let known = self.languages.iter().all(|l| LANGUAGES.contains(&l.as_str()));
        let languages = match (known, self.languages.is_empty()) {
            (false, _) => Err(Problem::NotAChoice),
            (true, true) => Err(Problem::Required),
            (true, false) => Ok(LANGUAGES.iter().filter(|l| self.languages.iter().any(|m| m == *l)).map(|l| (*l).to_owned()).collect()),
        };
        let languages = errors.take("languages", languages).unwrap_or_default();
        let about = errors.take("about", paragraph(&self.about, 0, 300)).unwrap_or_default();
        if !errors.is_empty() {
            return Err(errors);
        }
        let shows = |what: &str| self.shown.iter().any(|s| s == what);
        Ok(Profile {
            skills,
            languages,
            interests: challenges.iter().filter(|c| self.interests.iter().any(|i| i == c.as_str())).cloned().collect(),
            about,
            looking: self.looking == "yes",
            shows_city: shows("city"),
            shows_languages: shows("languages"),
            shows_skills: shows("skills"),
            shows_presence: shows("presence"),
        })
    }
}

/// A participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Whose profile it is; there is one an account.
    pub account: AccountId,
    /// The name that the others see.
    pub name: String,
    /// The city, as the registration writes it.
    pub city: String,
    /// What the rule of diversity counts cities by: country and folded name.
    pub city_key: String,
    /// What they say of themselves.
    pub profile: Profile,
    /// Whether they help teams instead of being in one.
    pub mentor: bool,
    /// The team they are in.
    pub team: Option<TeamId>,
    /// Since when they take part.
    pub since: Timestamp,
    /// Counts changes.
    pub version: u64,
}

impl Participant {
    /// Whether they have no team and want one.
    pub fn is_looking(&self) -> bool {
        self.team.is_none() && !self.mentor && self.profile.looking
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_needs_a_skill_and_a_language_and_shows_only_what_was_chosen() {
        let empty = ProfileForm::default().parse(&[]).unwrap_err();
        assert_eq!((empty.of("skills"), empty.of("languages")), (Some(&Problem::Required), Some(&Problem::Required)));
        let known = ChallengeId::parse("buses").unwrap();
        let form = ProfileForm {
            skills: vec!["data".into(), "ux".into(), "data".into()],
            languages: vec!["ko".into(), "en".into()],
            interests: vec!["gone".into(), "buses".into()],
            about: " I draw.  ".into(),
            looking: "yes".into(),
            shown: vec!["skills".into()],
        };
        let profile = form.parse(std::slice::from_ref(&known)).unwrap();
        assert_eq!(profile.skills, [Skill::Ux, Skill::Data]);
        assert_eq!((profile.languages.join(" "), profile.interests), ("en ko".to_owned(), vec![known]));
        assert!(profile.shows_skills && !profile.shows_city && !profile.shows_languages && profile.looking);
        let wrong = ProfileForm { skills: vec!["magic".into()], languages: vec!["xx".into()], ..ProfileForm::default() }.parse(&[]).unwrap_err();
        assert_eq!((wrong.of("skills"), wrong.of("languages")), (Some(&Problem::NotAChoice), Some(&Problem::NotAChoice)));
    }
}
