//! Every path of the site, in one place.

use domain::kernel::Lang;
use domain::kernel::ids::{PartId, RegistrationId, SessionId, SpeakerId};
use domain::programme::Filter;
use domain::registration::Step;

/// The home page of a language.
pub fn home(lang: Lang) -> String {
    format!("/{}", lang.code())
}

/// A page below the language: `page(lang, "sign-in")` is `/en/sign-in`.
pub fn page(lang: Lang, rest: &str) -> String {
    format!("/{}/{rest}", lang.code())
}

/// The programme, filtered.
pub fn programme(lang: Lang, filter: &Filter) -> String {
    format!("/{}/programme{}", lang.code(), filter.query())
}

/// A session.
pub fn session(lang: Lang, id: &SessionId) -> String {
    format!("/{}/programme/{id}", lang.code())
}

/// A speaker.
pub fn speaker(lang: Lang, id: &SpeakerId) -> String {
    format!("/{}/speakers/{id}", lang.code())
}

/// A part of the assembly.
pub fn part(lang: Lang, id: &PartId) -> String {
    format!("/{}/parts/{id}", lang.code())
}

/// A step of one's own registration.
pub fn step(lang: Lang, step: Step) -> String {
    format!("/{}/me/registration/{}", lang.code(), step.code())
}

/// A registration at the desk.
pub fn desk_registration(lang: Lang, id: &RegistrationId) -> String {
    format!("/{}/desk/registrations/{id}", lang.code())
}

/// The path of a server function.
pub fn api(endpoint: &str) -> String {
    format!("/api/{endpoint}")
}

/// Path segments below the language whose pages are personal: never kept, never the same for two people.
pub const PERSONAL: [&str; 7] = ["sign-in", "sign-up", "verify", "reset", "invite", "me", "desk"];
