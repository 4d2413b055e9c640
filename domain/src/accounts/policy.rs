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
