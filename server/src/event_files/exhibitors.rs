//! The exhibitors that come with the event's files.

use super::Reader;
use domain::forum::Exhibitor;

/// Reads `exhibitors.toml`.
pub fn read(_reader: &mut Reader) -> Vec<Exhibitor> {
    Vec::new()
}
