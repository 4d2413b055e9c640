//! Who may do what with contests.

use crate::kernel::{Actor, Role};

/// Organisers set contests up, open, close, seal and announce them. They score nothing.
pub fn may_run(actor: &Actor) -> bool {
    actor.serves_as(Role::Organiser)
}

/// Jurors score; in which contest, its panel says.
pub fn may_judge(actor: &Actor) -> bool {
    actor.person().is_some() && actor.serves_as(Role::Juror)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::actor::Person;
    use crate::kernel::ids::{AccountId, SignInId};

    #[test]
    fn organisers_run_contests_and_jurors_judge_and_neither_does_the_others_part() {
        let wears = |roles: Vec<Role>, second_factor| {
            let (account, sign_in) = (AccountId::parse("a").unwrap(), SignInId::parse("s").unwrap());
            Actor::Person(Person { account, sign_in, roles, verified: true, second_factor, acting_for: None })
        };
        let (desk, juror) = (wears(vec![Role::Organiser], true), wears(vec![Role::Juror], true));
        assert!(may_run(&desk) && !may_judge(&desk) && may_judge(&juror) && !may_run(&juror));
        assert!(!may_judge(&wears(vec![Role::Juror], false)) && !may_judge(&Actor::Anonymous) && !may_judge(&Actor::System));
    }
}
