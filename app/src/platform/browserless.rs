//! What islands ask of the browser, where there is none: on the server they are only rendered, and none of this is called.

use crate::islands::Found;

/// The moment in seconds.
pub fn now_seconds() -> i64 {
    0
}

/// Calls again each second until it answers `false`.
pub fn every_second(_again: impl Fn() -> bool + 'static) {}

/// The browser's time zone.
pub fn time_zone() -> String {
    String::new()
}

/// Shows every time of the page in the browser's zone, or in the venue's.
pub fn show_times(_lang: &str, _mine: bool) {}

/// What was remembered under a name.
pub fn recall(_name: &str) -> Option<String> {
    None
}

/// Remembers something under a name.
pub fn remember(_name: &str, _what: &str) {}

/// Folds text for searching.
pub fn fold(_text: &str) -> String {
    String::new()
}

/// Loads the search index of a language.
pub fn load_index(_lang: &str, _then: impl FnOnce(Vec<Found>) + 'static) {}

/// Goes to a page of the site.
pub fn go(_path: &str) {}
