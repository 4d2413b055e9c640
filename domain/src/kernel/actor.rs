//! Who acts. Every decision about what somebody may do starts from an [`Actor`].

use super::ids::{AccountId, SignInId};
use serde::{Deserialize, Serialize};

/// A hat that an account may wear; later areas add theirs here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A member of the secretariat.
    Organiser,
    /// Writes letters for visas, and alone reads passport data.
    VisaDesk,
    /// Checks people in.
    CheckIn,
    /// Scores entries of contests.
    Juror,
}

impl Role {
    /// Every hat, in the order lists show them.
    pub const ALL: [Self; 4] = [Self::Organiser, Self::VisaDesk, Self::CheckIn, Self::Juror];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Organiser => "organiser",
            Self::VisaDesk => "visa_desk",
            Self::CheckIn => "check_in",
            Self::Juror => "juror",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// Who is asking, as the server knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Actor {
    /// Nobody signed in.
    #[default]
    Anonymous,
    /// A signed-in account.
    Person(Person),
    /// The program itself: an import, a job, a command of the administrator on the machine.
    System,
}

/// A signed-in account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The device it is signed in on.
    pub sign_in: SignInId,
    /// The hats it wears.
    pub roles: Vec<Role>,
    /// Whether its e-mail address is verified.
    pub verified: bool,
    /// Whether this sign-in proved a second factor.
    pub second_factor: bool,
    /// Whose aide it is acting as now, if it is.
    pub acting_for: Option<AccountId>,
}

impl Person {
    /// Whose registration it handles: the person's whom it acts for, else its own.
    pub fn behalf(&self) -> &AccountId {
        self.acting_for.as_ref().unwrap_or(&self.account)
    }

    /// Whether it acts for somebody else.
    pub fn is_acting(&self) -> bool {
        self.acting_for.is_some()
    }
}

impl Actor {
    /// The signed-in person, when there is one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Anonymous | Self::System => None,
        }
    }

    /// Says whether the actor may do what goes with a hat: it wears it, its address is verified, this sign-in proved a second factor, and it acts
    /// for nobody else. The system may do everything.
    pub fn serves_as(&self, role: Role) -> bool {
        match self {
            Self::System => true,
            Self::Person(person) => person.verified && person.second_factor && !person.is_acting() && person.roles.contains(&role),
            Self::Anonymous => false,
        }
    }

    /// Says whether only a second factor is missing for what goes with a hat.
    pub fn lacks_second_factor_as(&self, role: Role) -> bool {
        self.person().is_some_and(|person| person.verified && !person.second_factor && !person.is_acting() && person.roles.contains(&role))
    }

    /// The name under which the audit log knows the actor.
    pub fn audit_name(&self) -> String {
        match self {
            Self::Anonymous => "anonymous".to_owned(),
            Self::Person(person) => person.account.to_string(),
            Self::System => "system".to_owned(),
        }
    }
}
