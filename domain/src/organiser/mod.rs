//! The secretariat's console: what organisers may see across areas.

pub mod announcement;
pub mod bulk;
pub mod export;
mod refusal;
pub mod retention;
pub mod saved;
pub mod search;
pub mod seeing;

pub use refusal::Refusal;

/// Who may use the console.
pub mod policy {
    use crate::kernel::{Actor, Role};

    /// Organisers with a verified address read the desk, the audit trail and the outbox.
    pub fn may_use_console(actor: &Actor) -> bool {
        actor.serves_as(Role::Organiser)
    }
}
