//! The words of registration.

use domain::kernel::Lang;

/// The sentence for a refusal.
pub fn refusal(_lang: Lang, _refusal: domain::registration::Refusal) -> &'static str {
    ""
}

/// The sentence for a notice code.
pub fn notice(_lang: Lang, _code: &str) -> Option<&'static str> {
    None
}
