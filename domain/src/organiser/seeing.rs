//! Seeing the site as somebody else does: as a role, never as a person, and only to look.
//!
//! Always: nothing is changed meanwhile; what belongs to one person, or only to a role's own work with personal data, is not shown; it ends by
//! itself.

use crate::kernel::Role;
use jiff::SignedDuration;

/// How long it lasts at most.
pub const LASTS: SignedDuration = SignedDuration::from_mins(30);

/// As whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenAs {
    /// Nobody signed in.
    Anonymous,
    /// Somebody with an account and no hat.
    Participant,
    /// Who checks people in.
    CheckIn,
    /// Who writes letters for visas.
    VisaDesk,
}

impl SeenAs {
    /// Every role, in the order the form shows them.
    pub const ALL: [Self; 4] = [Self::Anonymous, Self::Participant, Self::CheckIn, Self::VisaDesk];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Participant => "participant",
            Self::CheckIn => Role::CheckIn.code(),
            Self::VisaDesk => Role::VisaDesk.code(),
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The hats that go with it; `None` for nobody signed in.
    pub fn roles(self) -> Option<Vec<Role>> {
        match self {
            Self::Anonymous => None,
            Self::Participant => Some(Vec::new()),
            Self::CheckIn => Some(vec![Role::CheckIn]),
            Self::VisaDesk => Some(vec![Role::VisaDesk]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_seen_as_an_organiser_and_names_are_read_again() {
        for seen in SeenAs::ALL {
            assert_eq!(SeenAs::parse(seen.code()), Some(seen));
            assert!(seen.roles().is_none_or(|roles| !roles.contains(&Role::Organiser)));
        }
        assert_eq!(SeenAs::parse("organiser"), None);
    }
}
