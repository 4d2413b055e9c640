//! The floor plan of an exhibition, a hall to a page.

use crate::PaperError;
use crate::press::{Template, print};
use crate::qr;
use domain::kernel::Lang;
use serde::Serialize;

const TEMPLATE: Template = Template { name: "plan.typ", source: include_str!("../templates/plan.typ") };

/// What a plan says. Every word of it is given, so that it can be in any language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FloorPlan {
    /// The language of the plan.
    #[serde(serialize_with = "code")]
    pub lang: Lang,
    /// The name of the event.
    pub sender: String,
    /// What the plan is.
    pub title: String,
    /// Of which day it is.
    pub as_of: String,
    /// Says where the plan of the moment is.
    pub check: String,
    /// The address of that page; also the QR code.
    pub url: String,
    /// How outlines and hatching are read.
    pub legend: Vec<String>,
    /// What stands above the columns of the list.
    pub heads: Vec<String>,
    /// The halls.
    pub halls: Vec<PlanHall>,
    /// What has to be said at the foot, such as that the plan is made up; may be empty.
    pub foot: String,
}

/// A hall; places and sizes in tenths of a metre.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanHall {
    /// The name.
    pub name: String,
    /// The size in words.
    pub size: String,
    /// How wide it is.
    pub width: u32,
    /// How deep it is.
    pub depth: u32,
    /// Its booths.
    pub booths: Vec<PlanBooth>,
}

/// A booth; places and sizes in tenths of a metre.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanBooth {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How deep it is.
    pub depth: u32,
    /// The number.
    pub number: String,
    /// Who is there, as far as it fits into the booth; may be empty.
    pub name: String,
    /// The code of the class, which decides the outline.
    pub class: String,
    /// Whether it is given, which is hatched.
    pub taken: bool,
    /// What the list says of it, a cell to a column.
    pub cells: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
fn code<S: serde::Serializer>(lang: &Lang, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(lang.code())
}

#[derive(Serialize)]
struct Paper<'a> {
    qr: String,
    #[serde(flatten)]
    plan: &'a FloorPlan,
}

/// The plan as PDF. Errors when there is no hall, or the address is too long for a code.
pub fn floor_plan(plan: &FloorPlan) -> Result<Vec<u8>, PaperError> {
    if plan.halls.is_empty() {
        return Err(PaperError::Empty);
    }
    print(&TEMPLATE, &Paper { qr: qr::svg(&plan.url)?, plan })
}
