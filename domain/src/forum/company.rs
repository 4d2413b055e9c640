//! A company on its way from the application to the public page, and the people who act for it.

use super::plan::BoothClass;
use crate::kernel::ids::{AccountId, BoothId, CompanyId, TopicId};
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
    /// Where it is at home: ISO 3166-1 alpha-2, lower case.
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
    fn who_may_more_comes_later_in_the_order_of_roles() {
        assert!(CompanyRole::Admin > CompanyRole::Staff && CompanyRole::Staff > CompanyRole::Viewer);
    }
}
