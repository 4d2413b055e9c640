//! Who may do what with badges and check-ins.

use crate::kernel::{Actor, Role};

/// Check-in staff and organisers read badges at stations, and take back what they did by mistake.
pub fn may_check_in(actor: &Actor) -> bool {
    actor.serves_as(Role::CheckIn) || actor.serves_as(Role::Organiser)
}

/// Organisers alone print and replace badges, add stations and see the numbers of arrivals.
pub fn may_run(actor: &Actor) -> bool {
    actor.serves_as(Role::Organiser)
}
