//! The secretariat's console: what organisers may see across areas.

/// Who may use the console.
pub mod policy {
    use crate::kernel::{Actor, Role};

    /// Organisers with a verified address read the desk, the audit trail and the outbox.
    pub fn may_use_console(actor: &Actor) -> bool {
        actor.serves_as(Role::Organiser)
    }
}
