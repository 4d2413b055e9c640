//! Who may do what with accounts.

use crate::kernel::actor::Person;
use crate::kernel::{Actor, Role};

/// What a person does here, by whom an aide may do it for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The registration: its form, handing it in, its place.
    Registration,
    /// The account: password, factors, devices, data, aides.
    Account,
    /// Working here, and leading a delegation.
    Work,
}

impl Matter {
    /// Every matter.
    pub const ALL: [Self; 3] = [Self::Registration, Self::Account, Self::Work];
}

/// Whether a person may do something now: all of it for themselves; for somebody else the registration only.
pub fn may_do(person: &Person, matter: Matter) -> bool {
    match matter {
        Matter::Registration => true,
        Matter::Account | Matter::Work => !person.is_acting(),
    }
}

/// Organisers say who works here and as what; so does the administrator on the machine.
pub fn may_name_staff(actor: &Actor) -> bool {
    actor.serves_as(Role::Organiser)
}

/// Everybody who works here signs in with a second factor; the others may.
pub fn needs_second_factor(roles: &[Role]) -> bool {
    !roles.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{AccountId, BadId, SignInId};

    #[test]
    fn a_hat_without_a_second_factor_opens_nothing() -> Result<(), BadId> {
        for role in Role::ALL {
            for (verified, second_factor) in [(false, false), (false, true), (true, false), (true, true)] {
                let person = Person {
                    account: AccountId::parse("a")?,
                    sign_in: SignInId::parse("s")?,
                    roles: vec![role],
                    verified,
                    second_factor,
                    acting_for: None,
                };
                let actor = Actor::Person(person);
                assert_eq!(actor.serves_as(role), verified && second_factor, "{role:?}");
                assert_eq!(actor.lacks_second_factor_as(role), verified && !second_factor, "{role:?}");
                assert!(needs_second_factor(&[role]));
            }
        }
        assert!(!needs_second_factor(&[]));
        Ok(())
    }

    #[test]
    fn an_aide_does_the_registration_and_nothing_else() -> Result<(), BadId> {
        let (aide, principal) = (AccountId::parse("aide")?, AccountId::parse("principal")?);
        let mut person = Person {
            account: aide.clone(),
            sign_in: SignInId::parse("s")?,
            roles: Role::ALL.to_vec(),
            verified: true,
            second_factor: true,
            acting_for: None,
        };
        assert!(Matter::ALL.iter().all(|matter| may_do(&person, *matter)) && *person.behalf() == aide);
        person.acting_for = Some(principal.clone());
        let may: Vec<bool> = Matter::ALL.iter().map(|matter| may_do(&person, *matter)).collect();
        assert_eq!(may, [true, false, false]);
        assert_eq!(*person.behalf(), principal);
        let actor = Actor::Person(person);
        assert!(Role::ALL.iter().all(|role| !actor.serves_as(*role) && !actor.lacks_second_factor_as(*role)));
        Ok(())
    }
}
