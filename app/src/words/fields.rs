//! Labels, hints and problems of form fields.

use domain::kernel::{Lang, Problem};

/// The label of a field.
pub fn label(_lang: Lang, field: &str) -> String {
    field.to_owned()
}

/// The hint of a field.
pub fn hint(_lang: Lang, _field: &str) -> Option<&'static str> {
    None
}

/// The sentence for a problem.
pub fn problem(_lang: Lang, problem: &Problem) -> String {
    format!("{problem:?}")
}
