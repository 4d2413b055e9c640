//! Who may do what with visa requests. Organisers are no visa desk: reading passports is a hat of its own.

use super::Action;
use crate::kernel::ids::AccountId;
use crate::kernel::{Actor, Role};

/// Whether the actor is a person of the visa desk: the program itself never reads a passport.
pub fn is_desk(actor: &Actor) -> bool {
    actor.person().is_some() && actor.serves_as(Role::VisaDesk)
}

/// The person acts on their own request, the visa desk decides; nobody does the other's part, and nobody decides about themselves.
pub fn may(actor: &Actor, action: Action, owner: &AccountId) -> bool {
    let own = actor.person().is_some_and(|p| p.account == *owner);
    if action.is_of_the_desk() { is_desk(actor) && !own } else { own }
}

/// Passport data and letters are read by the person and the visa desk.
pub fn may_read(actor: &Actor, owner: &AccountId) -> bool {
    is_desk(actor) || actor.person().is_some_and(|p| p.account == *owner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::actor::Person;
    use crate::kernel::ids::SignInId;

    #[test]
    fn only_the_visa_desk_and_the_person_read_and_nobody_decides_about_themselves() {
        let owner = AccountId::parse("owner").unwrap();
        let person = |account: &str, roles: Vec<Role>, verified| {
            Actor::Person(Person {
                account: AccountId::parse(account).unwrap(),
                sign_in: SignInId::parse("s").unwrap(),
                roles,
                verified,
                second_factor: true,
                acting_for: None,
            })
        };
        let desk = person("desk", vec![Role::VisaDesk], true);
        let others = [
            person("organiser", vec![Role::Organiser], true),
            person("desk", vec![Role::VisaDesk], false),
            person("other", vec![], true),
            Actor::Anonymous,
            Actor::System,
        ];
        let own = person("owner", vec![Role::VisaDesk], true);
        for action in Action::ALL {
            assert_eq!(may(&desk, action, &owner), action.is_of_the_desk(), "{action:?}");
            assert_eq!(may(&own, action, &owner), !action.is_of_the_desk(), "{action:?}");
            assert!(others.iter().all(|actor| !may(actor, action, &owner)), "{action:?}");
        }
        assert!(may_read(&desk, &owner) && may_read(&own, &owner) && others.iter().all(|actor| !may_read(actor, &owner)));
    }
}
