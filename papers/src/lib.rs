//! What is printed: badges, letters and floor plans as PDF.
//!
//! Always holds: the templates contain no words of their own and no data is ever made into source of a template, so that nothing a person
//! typed can be more than text; the same data and fonts give the same bytes. Making a paper is work for a processor (tens of milliseconds
//! and more): a server does it on a thread that may block, few at a time.

mod badge;
mod fonts;
mod letter;
mod plan;
mod press;
mod qr;

pub use badge::{Badge, Sheet, badges};
pub use fonts::{Script, missing_scripts};
pub use letter::{VisaLetter, letter};
pub use plan::{FloorPlan, PlanBooth, PlanHall, floor_plan};

/// Why a paper could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// There was nothing to print.
    #[error("there is nothing to print")]
    Empty,
    /// A text is too long for a QR code.
    #[error("a text does not fit into a QR code")]
    Code,
    /// The typesetter refused; says where in the template, never with the data.
    #[error("the paper could not be set: {0}")]
    Typesetting(String),
}
