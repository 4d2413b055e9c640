//! Judging: the desk's pages of contests, the jurors' pages, and what the public sees.
//!
//! Always holds: a juror's page is made of that juror's own sheets and nobody else's; an organiser sees how far sheets are and not what they say;
//! the ranking leaves the vault when it is announced, and before that for an organiser only who gives a reason that the audit trail keeps.

pub mod api;
pub mod desk;
pub mod desk_api;
pub mod entries;
pub mod jury;
pub mod pilots;
pub mod results;
pub mod seal;
