//! The words of the desk.

use domain::kernel::Lang;

/// The sentence for a notice code.
pub fn notice(_lang: Lang, _code: &str) -> Option<&'static str> {
    None
}
