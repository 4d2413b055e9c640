//! Who may do what with registrations.

use super::{Action, City};
use crate::kernel::Actor;
use crate::kernel::ids::AccountId;
use crate::organiser::policy::may_use_console;

/// The person, or an aide for them, acts on the registration, the desk decides; nobody does the other's part.
pub fn may(actor: &Actor, action: Action, owner: &AccountId) -> bool {
    match action {
        Action::Save
        | Action::Amend
        | Action::Submit
        | Action::Withdraw
        | Action::Reopen
        | Action::AcceptOffer
        | Action::DeclineOffer
        | Action::AskAgain => actor.person().is_some_and(|p| p.behalf() == owner),
        // What heads of delegations do is decided by [`may_lead`]; this is about one's own and about the desk.
        Action::Endorse | Action::CityAsks | Action::CityRejects => false,
        Action::Approve | Action::AskInfo | Action::Reject | Action::Supersede => may_use_console(actor),
    }
}

/// The heads of a city's delegation act for its people: those whose address the secretariat named and who proved it. `address` is normalised.
pub fn may_lead(actor: &Actor, address: &str, city: &City) -> bool {
    actor.person().is_some_and(|p| p.verified && !p.is_acting()) && city.facts.heads.iter().any(|head| head == address)
}

/// The person and the desk read a registration.
pub fn may_read(actor: &Actor, owner: &AccountId) -> bool {
    actor.person().is_some_and(|p| p.behalf() == owner) || may_use_console(actor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::actor::{Person, Role};
    use crate::kernel::ids::{BadId, SignInId};

    #[test]
    fn nobody_decides_on_their_own_registration_but_organisers_and_nobody_edits_anothers() -> Result<(), BadId> {
        let owner = AccountId::parse("owner")?;
        let person = |account: &str, roles: Vec<Role>, verified| -> Result<Actor, BadId> {
            Ok(Actor::Person(Person {
                account: AccountId::parse(account)?,
                sign_in: SignInId::parse("s")?,
                roles,
                verified,
                second_factor: true,
                acting_for: None,
            }))
        };
        let desk = person("desk", vec![Role::Organiser], true)?;
        let unverified_desk = person("desk", vec![Role::Organiser], false)?;
        let other = person("other", vec![], true)?;
        let own = person("owner", vec![], true)?;
        for action in Action::ALL {
            if matches!(action, Action::Endorse | Action::CityAsks | Action::CityRejects) {
                assert!([&desk, &own, &other].iter().all(|actor| !may(actor, action, &owner)), "{action:?}");
                continue;
            }
            let desk_action = matches!(action, Action::Approve | Action::AskInfo | Action::Reject | Action::Supersede);
            assert_eq!(may(&desk, action, &owner), desk_action, "{action:?}");
            assert_eq!(may(&own, action, &owner), !desk_action, "{action:?}");
            assert!(!may(&other, action, &owner), "{action:?}");
            assert!(!may(&unverified_desk, action, &owner), "{action:?}");
            assert!(!may(&Actor::Anonymous, action, &owner), "{action:?}");
        }
        assert!(may_read(&own, &owner) && may_read(&desk, &owner) && !may_read(&other, &owner));
        Ok(())
    }
}
