//! What cities need, and what companies answer.
//!
//! Always: a company has one answer to a need; what a city notes about answers is the city's alone; a closed need changes no more.

use super::rules::Rules;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, ChallengeId, CityId, CompanyId, NeedId, SolutionId, TopicId};
use crate::kernel::lang::Lang;
use crate::kernel::text::{line, paragraph};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How many needs a city posts at most.
pub const MOST_OF_A_CITY: usize = 30;

/// A need as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// The id; its name in paths.
    pub id: NeedId,
    /// Whose it is.
    pub city: CityId,
    /// The city's name.
    pub city_name: String,
    /// What is needed.
    #[serde(flatten)]
    pub wording: NeedWording,
}

/// What a city says that it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedWording {
    /// The language that it is written in; answers are welcome in it.
    pub lang: Lang,
    /// The title.
    pub title: String,
    /// What is needed, in plain paragraphs.
    pub text: String,
    /// What it is about.
    pub topics: Vec<TopicId>,
    /// A challenge that it belongs to.
    pub challenge: Option<ChallengeId>,
    /// The last day for answers, at the venue.
    pub until: Date,
}

/// How far a need is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedStanding {
    /// The city writes it.
    Draft,
    /// Companies answer.
    Open,
    /// Nobody answers any more.
    Closed,
}

impl NeedStanding {
    /// Every standing.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Open, Self::Closed];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A need as its city sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CityNeed {
    /// The id.
    pub id: NeedId,
    /// Whose it is.
    pub city: CityId,
    /// What is needed.
    pub wording: NeedWording,
    /// How far it is.
    pub standing: NeedStanding,
    /// How many companies answered.
    pub answers: u32,
    /// Counts changes of the wording and the standing.
    pub version: u32,
    /// Counts answers and notes about them.
    pub turn: u32,
}

/// What a company is told when a need is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The city would like to go on with it.
    Chosen,
    /// Not this time.
    Declined,
}

impl Outcome {
    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Declined => "declined",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Chosen, Self::Declined].into_iter().find(|o| o.code() == code)
    }
}

/// What a company answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedAnswer {
    /// To which need.
    pub need: NeedId,
    /// Which company.
    pub company: CompanyId,
    /// Its name.
    pub company_name: String,
    /// What it says.
    pub text: String,
    /// Which of its solutions it means.
    pub solution: Option<SolutionId>,
    /// Who of the company wrote it last.
    pub by: Option<AccountId>,
    /// What the city told it.
    pub outcome: Option<Outcome>,
    /// Counts changes.
    pub version: u32,
    /// When it was answered first.
    pub at: Timestamp,
}

/// What a city notes about an answer; no company ever sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedMark {
    /// Whether the answer is on the short list.
    pub shortlisted: bool,
    /// A note.
    pub note: String,
}

/// The form of a need, as typed.
#[derive(Clone, Debug, Default)]
pub struct NeedForm {
    /// The language that it is written in.
    pub text_lang: String,
    /// The title.
    pub need_title: String,
    /// What is needed.
    pub need_text: String,
    /// What it is about.
    pub topics: Vec<String>,
    /// A challenge that it belongs to.
    pub need_challenge: String,
    /// The last day for answers.
    pub need_until: String,
}

impl NeedForm {
    /// What is needed, or what is wrong. `challenges` are those that there are, `days` the first and last day that are possible.
    pub fn parse(&self, rules: &Rules, challenges: &[ChallengeId], days: (Date, Date)) -> Result<NeedWording, FieldErrors> {
        let mut errors = FieldErrors::new();
        let lang = errors.take("text_lang", Lang::ALL.into_iter().find(|l| l.code() == self.text_lang).ok_or(Problem::NotAChoice));
        let title = errors.take("need_title", line(&self.need_title, 4, 120));
        let text = errors.take("need_text", paragraph(&self.need_text, 20, 4000));
        let topics: Result<Vec<TopicId>, Problem> =
            self.topics.iter().map(|raw| TopicId::parse(raw).ok().filter(|id| rules.topic(id).is_some()).ok_or(Problem::NotAChoice)).collect();
        let topics = errors.take("topics", topics.and_then(|t| if t.is_empty() { Err(Problem::Required) } else { Ok(t) }));
        let challenge = match self.need_challenge.as_str() {
            "" => Some(None),
            raw => errors.take("need_challenge", challenges.iter().find(|id| id.as_str() == raw).cloned().map(Some).ok_or(Problem::NotAChoice)),
        };
        let until = errors.take("need_until", last_day(&self.need_until, days));
        match (lang, title, text, topics, challenge, until) {
            (Some(lang), Some(title), Some(text), Some(topics), Some(challenge), Some(until)) => {
                Ok(NeedWording { lang, title, text, topics, challenge, until })
            }
            _ => Err(errors),
        }
    }
}

fn last_day(typed: &str, (first, last): (Date, Date)) -> Result<Date, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let day: Date = typed.parse().map_err(|_| Problem::NotADate)?;
    if day < first {
        Err(Problem::NotBefore { day: first })
    } else if day > last {
        Err(Problem::NotAfter { day: last })
    } else {
        Ok(day)
    }
}

/// Reads what a company answers.
pub fn answer(text: &str, solution: &str, solutions: &[SolutionId]) -> Result<(String, Option<SolutionId>), FieldErrors> {
    let mut errors = FieldErrors::new();
    let text = errors.take("answer_text", paragraph(text, 20, 3000));
    let solution = match solution {
        "" => Some(None),
        raw => errors.take("answer_solution", solutions.iter().find(|id| id.as_str() == raw).cloned().map(Some).ok_or(Problem::NotAChoice)),
    };
    match (text, solution) {
        (Some(text), Some(solution)) => Ok((text, solution)),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules::Topic;
    use super::*;
    use crate::kernel::lang::Text;

    fn rules() -> Rules {
        Rules { topics: vec![Topic { id: TopicId::parse("open-city").unwrap(), name: Text::default() }], ..Rules::default() }
    }

    fn form() -> NeedForm {
        NeedForm {
            text_lang: "en".into(),
            need_title: "Quiet night buses".into(),
            need_text: "We need to know where people wait at night.".into(),
            topics: vec!["open-city".into()],
            need_challenge: String::new(),
            need_until: "2017-06-29".into(),
        }
    }

    fn days() -> (Date, Date) {
        ("2017-06-01".parse().unwrap(), "2017-06-30".parse().unwrap())
    }

    #[test]
    fn a_need_says_what_it_is_about_and_until_when() {
        let wording = form().parse(&rules(), &[], days()).unwrap();
        assert_eq!((wording.title.as_str(), wording.topics.len()), ("Quiet night buses", 1));
        let wrong = |form: NeedForm, field: &str| form.parse(&rules(), &[], days()).unwrap_err().of(field).cloned();
        assert_eq!(wrong(NeedForm { topics: vec![], ..form() }, "topics"), Some(Problem::Required));
        assert_eq!(wrong(NeedForm { topics: vec!["other".into()], ..form() }, "topics"), Some(Problem::NotAChoice));
        assert_eq!(wrong(NeedForm { need_challenge: "last-bus".into(), ..form() }, "need_challenge"), Some(Problem::NotAChoice));
        assert!(matches!(wrong(NeedForm { need_until: "2017-07-01".into(), ..form() }, "need_until"), Some(Problem::NotAfter { .. })));
        assert!(matches!(wrong(NeedForm { need_until: "2017-05-31".into(), ..form() }, "need_until"), Some(Problem::NotBefore { .. })));
    }

    #[test]
    fn an_answer_means_a_solution_of_the_company_or_none() {
        let own = [SolutionId::parse("s1").unwrap()];
        let said = "We have done this in two cities.";
        assert!(answer(said, "", &own).is_ok() && answer(said, "s1", &own).is_ok());
        assert_eq!(answer(said, "s2", &own).unwrap_err().of("answer_solution"), Some(&Problem::NotAChoice));
        assert_eq!(answer("Yes", "", &own).unwrap_err().of("answer_text"), Some(&Problem::TooShort { min: 20 }));
    }
}
