//! The halls of the exhibition that come with the event's files.

use super::Reader;
use domain::forum::Hall;

/// Reads `halls.toml`.
pub fn read(_reader: &mut Reader) -> Vec<Hall> {
    Vec::new()
}
