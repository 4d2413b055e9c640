//! Who may do what with accounts.

use crate::kernel::ids::AccountId;
use crate::kernel::{Actor, Role};

/// Everybody manages their own account only.
pub fn may_manage(actor: &Actor, account: &AccountId) -> bool {
    actor.person().is_some_and(|p| p.account == *account)
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
    use crate::kernel::actor::Person;
    use crate::kernel::ids::{BadId, SignInId};

    #[test]
    fn a_hat_without_a_second_factor_opens_nothing() -> Result<(), BadId> {
        for role in Role::ALL {
            for (verified, second_factor) in [(false, false), (false, true), (true, false), (true, true)] {
                let person = Person { account: AccountId::parse("a")?, sign_in: SignInId::parse("s")?, roles: vec![role], verified, second_factor };
                let actor = Actor::Person(person);
                assert_eq!(actor.serves_as(role), verified && second_factor, "{role:?}");
                assert_eq!(actor.lacks_second_factor_as(role), verified && !second_factor, "{role:?}");
                assert!(needs_second_factor(&[role]));
            }
        }
        assert!(!needs_second_factor(&[]));
        Ok(())
    }
}
