//! Who acts. Every decision about what somebody may do starts from an [`Actor`].

use super::ids::{AccountId, SignInId};
use serde::{Deserialize, Serialize};

/// A hat that an account may wear; later areas add theirs here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A member of the secretariat.
    Organiser,
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
}

impl Actor {
    /// The signed-in person, when there is one.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Anonymous | Self::System => None,
        }
    }

    /// Says whether the actor wears a hat; the system wears them all.
    pub fn has(&self, role: Role) -> bool {
        match self {
            Self::System => true,
            Self::Person(person) => person.roles.contains(&role),
            Self::Anonymous => false,
        }
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
