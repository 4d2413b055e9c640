//! The floor plan: halls and their booths, in tenths of a metre.

use crate::kernel::ids::{BoothId, CompanyId, HallId};
use crate::kernel::lang::Text;
use serde::{Deserialize, Serialize};

/// A hall of the exhibition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hall {
    /// The id.
    pub id: HallId,
    /// The name.
    pub name: Text,
    /// How wide it is, in tenths of a metre.
    pub width: u32,
    /// How deep it is, in tenths of a metre.
    pub depth: u32,
    /// Its booths, in the order of their numbers.
    pub booths: Vec<Booth>,
    /// Whether it is made up.
    pub sample: bool,
}

/// A booth; places and sizes in tenths of a metre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booth {
    /// The id.
    pub id: BoothId,
    /// The number on the plan and over the booth, such as `A-12`.
    pub number: String,
    /// From the hall's left side.
    pub x: u32,
    /// From the hall's upper side.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How deep it is.
    pub depth: u32,
    /// Its class, which says the price.
    pub class: BoothClass,
    /// Electric power, in watts; 0: none.
    pub power: u32,
    /// Whether it has internet by cable.
    pub internet: bool,
    /// Whether it is given to somebody.
    pub taken: bool,
    /// To whom; on public pages only when the public sees that exhibitor.
    pub holder: Option<CompanyId>,
}

/// The class of a booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoothClass {
    /// A table and a wall.
    Small,
    /// A booth in a row.
    Standard,
    /// At a corner, or larger.
    Large,
}

impl BoothClass {
    /// Every class, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Standard, Self::Large];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Standard => "standard",
            Self::Large => "large",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}
