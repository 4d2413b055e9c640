//! A company on its way from the application to the public page, and the people who act for it.

use super::plan::BoothClass;
use super::rules::Rules;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, BoothId, CompanyId, TopicId};
use crate::kernel::lang::Lang;
use crate::kernel::links::is_link;
use crate::kernel::text::{line, paragraph};
use crate::registration::form::COUNTRIES;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How far a company is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The company writes its application.
    Draft,
    /// An organiser has to decide on it.
    Submitted,
    /// It may come, and has to accept the terms.
    Accepted,
    /// It may come if another one does not.
    Waitlisted,
    /// It may not come, with a reason; it may apply again.
    Rejected,
    /// It accepted the terms and waits for a booth.
    Terms,
    /// It has a booth; the public does not see it yet.
    BoothAssigned,
    /// The public sees it.
    Published,
    /// It does not come any more.
    Withdrawn,
}

impl Standing {
    /// Every standing, in the order lists show them.
    pub const ALL: [Self; 9] = [
        Self::Submitted,
        Self::Waitlisted,
        Self::Accepted,
        Self::Terms,
        Self::BoothAssigned,
        Self::Published,
        Self::Draft,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Waitlisted => "waitlisted",
            Self::Rejected => "rejected",
            Self::Terms => "terms",
            Self::BoothAssigned => "booth_assigned",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether a company may still change its application.
    pub fn is_applying(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Waitlisted | Self::Rejected | Self::Withdrawn)
    }

    /// Whether a company has accepted the terms and has not withdrawn: it may have a booth.
    pub fn takes_part(self) -> bool {
        matches!(self, Self::Terms | Self::BoothAssigned | Self::Published)
    }
}

/// What is done with a company besides writing its application and giving it a booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The company hands its application in.
    Submit,
    /// An organiser accepts it.
    Accept,
    /// An organiser lets it wait.
    Waitlist,
    /// An organiser rejects it, with a reason.
    Reject,
    /// The company accepts the terms.
    AcceptTerms,
    /// An organiser lets the public see it.
    Publish,
    /// The company withdraws, or an organiser withdraws it.
    Withdraw,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] = [Self::Submit, Self::Accept, Self::Waitlist, Self::Reject, Self::AcceptTerms, Self::Publish, Self::Withdraw];

    /// The name in forms and in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Accept => "accept",
            Self::Waitlist => "waitlist",
            Self::Reject => "reject",
            Self::AcceptTerms => "accept_terms",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// From which standings it is possible.
    pub fn from(self) -> &'static [Standing] {
        use Standing::{Accepted, BoothAssigned, Draft, Published, Rejected, Submitted, Terms, Waitlisted, Withdrawn};
        match self {
            // Who was rejected or has withdrawn applies again.
            Self::Submit => &[Draft, Rejected, Withdrawn],
            Self::Accept => &[Submitted, Waitlisted],
            Self::Waitlist => &[Submitted],
            Self::Reject => &[Submitted, Waitlisted],
            Self::AcceptTerms => &[Accepted],
            Self::Publish => &[BoothAssigned],
            Self::Withdraw => &[Draft, Submitted, Accepted, Waitlisted, Terms, BoothAssigned, Published],
        }
    }

    /// Where it leads.
    pub fn to(self) -> Standing {
        match self {
            Self::Submit => Standing::Submitted,
            Self::Accept => Standing::Accepted,
            Self::Waitlist => Standing::Waitlisted,
            Self::Reject => Standing::Rejected,
            Self::AcceptTerms => Standing::Terms,
            Self::Publish => Standing::Published,
            Self::Withdraw => Standing::Withdrawn,
        }
    }

    /// Whether it is possible from a standing.
    pub fn fits(self, standing: Standing) -> bool {
        self.from().contains(&standing)
    }
}

/// What somebody may do for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyRole {
    /// Reads everything.
    Viewer,
    /// Besides: writes the profile, keeps meetings and leads.
    Staff,
    /// Besides: applies, accepts the terms, withdraws, and says who belongs to the company.
    Admin,
}

impl CompanyRole {
    /// Every role, the one that may most first.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Staff, Self::Viewer];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Staff => "staff",
            Self::Viewer => "viewer",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// What a company says of itself when it applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Application {
    /// Where it is at home: ISO 3166-1 alpha-2, in capitals.
    pub country: String,
    /// The city where it is at home.
    pub city: String,
    /// Its own site.
    pub website: String,
    /// What it does.
    pub about: String,
    /// What it wants to show.
    pub shows: String,
    /// What that is about.
    pub topics: Vec<TopicId>,
    /// Which class of booth it would like.
    pub class: Option<BoothClass>,
    /// How much electric power it needs, in watts.
    pub power: u32,
    /// Whether it needs internet by cable.
    pub internet: bool,
    /// What else an organiser should know.
    pub remarks: String,
}

/// How many people belong to a company at most, invited ones included.
pub const MOST_PEOPLE: u32 = 30;
/// For how many days an invitation is valid.
pub const INVITATION_DAYS: i64 = 14;

/// The application's form, as typed.
#[derive(Clone, Debug, Default)]
pub struct ApplicationForm {
    /// The company's name.
    pub company_name: String,
    /// Where it is at home.
    pub country: String,
    /// The city where it is at home.
    pub company_city: String,
    /// Its own site.
    pub website: String,
    /// What it does.
    pub company_about: String,
    /// What it wants to show.
    pub company_shows: String,
    /// What that is about.
    pub topics: Vec<String>,
    /// Which class of booth it would like.
    pub booth_class: String,
    /// Electric power, in watts.
    pub power: String,
    /// Whether it needs internet by cable: `yes`.
    pub internet: String,
    /// What else an organiser should know.
    pub remarks: String,
}

impl ApplicationForm {
    /// The company's name and what it says of itself, or what is wrong.
    pub fn parse(&self, rules: &Rules) -> Result<(String, Application), FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.take("company_name", line(&self.company_name, 2, 100));
        let country = match self.country.as_str() {
            "" => Err(Problem::Required),
            code if COUNTRIES.contains(&code) => Ok(code.to_owned()),
            _ => Err(Problem::NotAChoice),
        };
        let country = errors.take("country", country);
        let city = errors.take("company_city", line(&self.company_city, 1, 100));
        let website = errors.take("website", optional_link(&self.website));
        let about = errors.take("company_about", paragraph(&self.company_about, 20, 2000));
        let shows = errors.take("company_shows", paragraph(&self.company_shows, 20, 2000));
        let topics = errors.take("topics", topics(&self.topics, rules));
        let class = match self.booth_class.as_str() {
            "" => Ok(None),
            code => BoothClass::parse(code).map(Some).ok_or(Problem::NotAChoice),
        };
        let class = errors.take("booth_class", class);
        let power = match self.power.trim() {
            "" => Ok(0),
            typed => typed.parse().ok().filter(|watts| *watts <= MOST_POWER).ok_or(Problem::NotANumber),
        };
        let power = errors.take("power", power);
        let remarks = errors.take("remarks", paragraph(&self.remarks, 0, 1000));
        let internet = self.internet == "yes";
        match (name, country, city, website, about, shows, topics, class, power, remarks) {
            (
                Some(name),
                Some(country),
                Some(city),
                Some(website),
                Some(about),
                Some(shows),
                Some(topics),
                Some(class),
                Some(power),
                Some(remarks),
            ) => Ok((name, Application { country, city, website, about, shows, topics, class, power, internet, remarks })),
            _ => Err(errors),
        }
    }
}

/// The most electric power that can be asked for, in watts.
pub const MOST_POWER: u32 = 50_000;

/// An address of the web, or nothing.
pub(super) fn optional_link(raw: &str) -> Result<String, Problem> {
    let typed = line(raw, 0, 300)?;
    if typed.is_empty() || is_link(&typed) { Ok(typed) } else { Err(Problem::NotALink) }
}

/// Topics that the event has, one at least.
pub(super) fn topics(raw: &[String], rules: &Rules) -> Result<Vec<TopicId>, Problem> {
    let mut found: Vec<TopicId> = Vec::new();
    for code in raw {
        let id = TopicId::parse(code).ok().filter(|id| rules.topic(id).is_some()).ok_or(Problem::NotAChoice)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    if found.is_empty() { Err(Problem::Required) } else { Ok(found) }
}

/// The slug of a new company: what of its name can be in an address, and a few characters that make it its own.
pub fn slug(name: &str, made: &str) -> String {
    let folded = crate::kernel::text::fold(name);
    let mut words: Vec<String> = Vec::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        if words.iter().map(|w| w.len() + 1).sum::<usize>() + word.len() > 40 {
            break;
        }
        words.push(word.to_owned());
    }
    words.push(made.chars().filter(char::is_ascii_alphanumeric).take(6).collect());
    words.join("-")
}

/// Somebody who is invited to a company and has not come yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The company.
    pub company: CompanyId,
    /// The address.
    pub email: String,
    /// What they will be able to do.
    pub role: CompanyRole,
    /// Until when the invitation is valid.
    pub until: Timestamp,
}

/// A company, as its people and the organisers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// The id; the slug in paths.
    pub id: CompanyId,
    /// The name.
    pub name: String,
    /// How far it is.
    pub standing: Standing,
    /// What it says of itself.
    pub application: Application,
    /// Why it waits or was rejected or withdrawn.
    pub reason: Option<String>,
    /// Which terms it accepted: the version that was shown.
    pub terms: Option<String>,
    /// Its booth.
    pub booth: Option<BoothId>,
    /// Counts changes.
    pub version: u32,
    /// When it was begun.
    pub at: Timestamp,
}

/// Somebody who belongs to a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The company.
    pub company: CompanyId,
    /// Who.
    pub account: AccountId,
    /// Their name, as the others know them.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The language of letters to them.
    pub lang: Lang,
    /// What they may do.
    pub role: CompanyRole,
    /// Since when.
    pub since: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_leads_on_and_nothing_is_decided_twice() {
        for step in Step::ALL {
            assert!(!step.fits(step.to()), "{step:?} twice");
            assert_eq!(Step::parse(step.code()), Some(step));
        }
        assert!(Standing::ALL.into_iter().all(|s| Standing::parse(s.code()) == Some(s)));
        assert!(!Step::Publish.fits(Standing::Terms), "without a booth nobody is published");
        assert!(Step::Submit.fits(Standing::Rejected) && Step::Submit.fits(Standing::Withdrawn), "one may apply again");
    }

    #[test]
    fn an_application_says_field_by_field_what_is_wrong() {
        let rules = Rules {
            applications_open: true,
            topics: vec![super::super::Topic { id: TopicId::parse("open-city").unwrap(), name: Default::default() }],
        };
        let wrong =
            ApplicationForm { website: "javascript:x".into(), power: "much".into(), booth_class: "huge".into(), ..ApplicationForm::default() };
        let fields: Vec<String> = wrong.parse(&rules).unwrap_err().0.into_iter().map(|(f, _)| f).collect();
        let expected = ["company_name", "country", "company_city", "website", "company_about", "company_shows", "topics", "booth_class", "power"];
        assert_eq!(fields, expected);
        let good = ApplicationForm {
            company_name: "  Quiet   Sensors ".into(),
            country: "DE".into(),
            company_city: "Bonn".into(),
            company_about: "We measure noise in streets.".into(),
            company_shows: "Sensors that one can touch.".into(),
            topics: vec!["open-city".into(), "open-city".into()],
            ..ApplicationForm::default()
        };
        let (name, application) = good.parse(&rules).unwrap();
        assert_eq!((name.as_str(), application.topics.len(), application.power), ("Quiet Sensors", 1, 0));
        let unknown = ApplicationForm { topics: vec!["weather".into()], ..good };
        assert_eq!(unknown.parse(&rules).unwrap_err().of("topics"), Some(&Problem::NotAChoice));
    }

    #[test]
    fn a_slug_can_be_in_an_address_whatever_the_name_is() {
        assert_eq!(slug("Quiet Sensors GmbH", "3fa2c19b"), "quiet-sensors-gmbh-3fa2c1");
        assert_eq!(slug("\u{422}\u{438}\u{445}\u{43e}", "3fa2c19b"), "3fa2c1");
        assert!(CompanyId::parse(&slug(&"long ".repeat(40), "abcdef")).is_ok());
    }

    #[test]
    fn who_may_more_comes_later_in_the_order_of_roles() {
        assert!(CompanyRole::Admin > CompanyRole::Staff && CompanyRole::Staff > CompanyRole::Viewer);
    }
}
