//! Challenges that cities bring to the ideathon: what the public sees, what the city writes, and who may do what.
//!
//! Always: the public sees what an organiser published last, whatever the city changes since; who asks is known to participants only.

use crate::files::FileFacts;
use crate::kernel::actor::Actor;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{ChallengeId, CityId};
use crate::kernel::lang::{Lang, Text};
use crate::kernel::links::parse_links;
use crate::kernel::text::{Email, line, paragraph};
use crate::organiser::policy::may_use_console;
use crate::registration::City;
use crate::registration::policy::may_lead;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A challenge as everybody sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Challenge {
    /// The id; the slug in paths.
    pub id: ChallengeId,
    /// The city that asks.
    pub city: Text,
    /// The title.
    pub title: Text,
    /// One sentence.
    pub summary: Text,
    /// What it is about, in plain paragraphs.
    pub description: Text,
    /// What a good answer would change.
    pub change: Text,
    /// Which data there are.
    pub data: Text,
    /// Addresses on the web.
    pub links: Vec<String>,
    /// Files.
    pub files: Vec<FileFacts>,
    /// Whether it is made up.
    pub sample: bool,
}

/// Whom participants ask about a challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// What they do in the city.
    pub role: String,
    /// The e-mail address.
    pub email: String,
}

/// What was published: for everybody, and for participants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// For everybody.
    pub shown: Challenge,
    /// For participants; gone once the assembly is long over.
    pub contact: Option<Contact>,
}

/// How far a challenge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The city writes.
    Draft,
    /// An organiser has to look at it.
    Submitted,
    /// The public sees what the city wrote.
    Published,
    /// An organiser gave it back with a reason.
    Returned,
    /// The city took it back.
    Withdrawn,
}

impl Standing {
    /// Every standing, in the order lists show them.
    pub const ALL: [Self; 5] = [Self::Submitted, Self::Draft, Self::Returned, Self::Published, Self::Withdrawn];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Published => "published",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What is done to a challenge besides writing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The city hands it in.
    Submit,
    /// An organiser publishes it.
    Publish,
    /// An organiser gives it back.
    Return,
    /// The city takes it back; the public sees it no more.
    Withdraw,
}

impl Step {
    /// From which standings it is possible.
    pub fn from(self) -> &'static [Standing] {
        match self {
            Self::Submit => &[Standing::Draft, Standing::Returned],
            Self::Publish | Self::Return => &[Standing::Submitted],
            Self::Withdraw => &[Standing::Draft, Standing::Submitted, Standing::Published, Standing::Returned],
        }
    }

    /// Where it leads.
    pub fn to(self) -> Standing {
        match self {
            Self::Submit => Standing::Submitted,
            Self::Publish => Standing::Published,
            Self::Return => Standing::Returned,
            Self::Withdraw => Standing::Withdrawn,
        }
    }

    /// Whether it is possible from a standing.
    pub fn fits(self, standing: Standing) -> bool {
        self.from().contains(&standing)
    }
}

/// What a city writes, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wording {
    /// The title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// What it is about.
    pub description: String,
    /// What a good answer would change.
    pub change: String,
    /// Which data there are.
    pub data: String,
    /// Addresses on the web.
    pub links: Vec<String>,
    /// Whom participants ask.
    pub contact: Option<Contact>,
}

/// The form, as typed.
#[derive(Clone, Debug, Default)]
pub struct ChallengeForm {
    /// The language that it is written in.
    pub text_lang: String,
    /// The title.
    pub challenge_title: String,
    /// One sentence.
    pub challenge_summary: String,
    /// What it is about.
    pub challenge_text: String,
    /// What a good answer would change.
    pub challenge_change: String,
    /// Which data there are.
    pub challenge_data: String,
    /// Addresses, one a line.
    pub links: String,
    /// Whom participants ask.
    pub contact_name: String,
    /// What they do.
    pub contact_role: String,
    /// Their address.
    pub contact_email: String,
}

impl ChallengeForm {
    /// The language and what is said, or what is wrong.
    pub fn parse(&self) -> Result<(Lang, Wording), FieldErrors> {
        let mut errors = FieldErrors::new();
        let lang = errors.take("text_lang", Lang::ALL.into_iter().find(|l| l.code() == self.text_lang).ok_or(Problem::NotAChoice));
        let title = errors.take("challenge_title", line(&self.challenge_title, 4, 100));
        let summary = errors.take("challenge_summary", line(&self.challenge_summary, 10, 240));
        let description = errors.take("challenge_text", paragraph(&self.challenge_text, 40, 6000));
        let change = errors.take("challenge_change", paragraph(&self.challenge_change, 10, 2000));
        let data = errors.take("challenge_data", paragraph(&self.challenge_data, 0, 2000));
        let links = errors.take("links", parse_links(&self.links, 8));
        let name = errors.take("contact_name", line(&self.contact_name, 2, 120));
        let role = errors.take("contact_role", line(&self.contact_role, 2, 120));
        let email = errors.take("contact_email", Email::parse(&self.contact_email));
        let contact = match (name, role, email) {
            (Some(name), Some(role), Some(email)) => Some(Contact { name, role, email: email.as_str().to_owned() }),
            _ => None,
        };
        match (lang, title, summary, description, change, data, links) {
            (Some(lang), Some(title), Some(summary), Some(description), Some(change), Some(data), Some(links)) if errors.is_empty() => {
                Ok((lang, Wording { title, summary, description, change, data, links, contact }))
            }
            _ => Err(errors),
        }
    }
}

/// A challenge as its city and the organisers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Posting {
    /// The id.
    pub id: ChallengeId,
    /// Whose it is.
    pub city: CityId,
    /// The language that it is written in.
    pub lang: Lang,
    /// How far it is.
    pub standing: Standing,
    /// What the city says now.
    pub wording: Wording,
    /// What the public sees.
    pub published: Option<Published>,
    /// Why it was given back.
    pub message: Option<String>,
    /// Counts changes, also those of its files.
    pub version: u32,
    /// When it was begun.
    pub at: Timestamp,
}

impl Posting {
    /// As it is published now.
    pub fn as_published(&self, city: &str, files: Vec<FileFacts>) -> Published {
        let told = |said: &str| {
            let mut text = Text::default();
            *text.exact_mut(self.lang) = said.to_owned();
            text
        };
        let wording = &self.wording;
        let shown = Challenge {
            id: self.id.clone(),
            // A name is the same in every language.
            city: Text { en: city.to_owned(), ru: city.to_owned(), ko: city.to_owned() },
            title: told(&wording.title),
            summary: told(&wording.summary),
            description: told(&wording.description),
            change: told(&wording.change),
            data: told(&wording.data),
            links: wording.links.clone(),
            files,
            sample: false,
        };
        Published { shown, contact: wording.contact.clone() }
    }
}

/// The heads of a city's delegation and organisers post its challenges. `address` is normalised.
pub fn may_post(actor: &Actor, address: &str, city: &City) -> bool {
    may_use_console(actor) || may_lead(actor, address, city)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ChallengeForm {
        ChallengeForm {
            text_lang: "ru".into(),
            challenge_title: "Тише на улицах".into(),
            challenge_summary: "Как измерить шум вместе с жителями?".into(),
            challenge_text: "Жители жалуются на шум ночью. Мы хотим понять, где и когда.".into(),
            challenge_change: "Мы бы знали, где действовать первыми.".into(),
            contact_name: "Анна".into(),
            contact_role: "Отдел экологии".into(),
            contact_email: "noise@city.example".into(),
            links: "https://city.example/noise".into(),
            ..ChallengeForm::default()
        }
    }

    #[test]
    fn what_is_wrong_is_said_field_by_field_and_what_is_right_is_published_in_its_language() {
        let empty = ChallengeForm { links: "javascript:x".into(), ..ChallengeForm::default() }.parse().unwrap_err();
        let fields: Vec<&str> = empty.0.iter().map(|(f, _)| f.as_str()).collect();
        assert_eq!(
            fields,
            [
                "text_lang",
                "challenge_title",
                "challenge_summary",
                "challenge_text",
                "challenge_change",
                "links",
                "contact_name",
                "contact_role",
                "contact_email"
            ]
        );
        let (lang, wording) = form().parse().unwrap();
        let posting = Posting {
            id: ChallengeId::parse("a").unwrap(),
            city: CityId::parse("c").unwrap(),
            lang,
            standing: Standing::Submitted,
            wording,
            published: None,
            message: None,
            version: 1,
            at: Timestamp::UNIX_EPOCH,
        };
        let published = posting.as_published("Ульяновск", Vec::new());
        assert_eq!(published.shown.title.resolve(Lang::Ko), ("Тише на улицах", Lang::Ru));
        assert_eq!(published.shown.city.resolve(Lang::Ko), ("Ульяновск", Lang::Ko));
        assert!(!format!("{:?}", published.shown).contains("noise@city.example"), "who asks is not for everybody");
    }

    #[test]
    fn only_what_was_handed_in_is_decided_and_what_was_withdrawn_is_over() {
        for step in [Step::Submit, Step::Publish, Step::Return, Step::Withdraw] {
            assert!(!step.fits(Standing::Withdrawn), "{step:?}");
            assert!(!step.fits(step.to()), "{step:?} twice");
        }
        assert!(Step::Publish.fits(Standing::Submitted) && !Step::Publish.fits(Standing::Draft) && !Step::Publish.fits(Standing::Returned));
        assert!(Standing::ALL.into_iter().all(|s| Standing::parse(s.code()) == Some(s)));
    }
}
