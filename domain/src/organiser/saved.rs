//! Filters of the desk with a name.

use crate::kernel::Problem;
use crate::kernel::ids::{AccountId, SavedFilterId};
use crate::kernel::text::line;

/// A filter with a name: of one organiser, or of the whole secretariat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// The id.
    pub id: SavedFilterId,
    /// Who made it.
    pub owner: AccountId,
    /// The name.
    pub name: String,
    /// The filter as it stands in an address.
    pub filter: String,
    /// Whether the whole secretariat sees it.
    pub shared: bool,
}

/// Reads a name.
pub fn name(raw: &str) -> Result<String, Problem> {
    line(raw, 1, 60)
}
