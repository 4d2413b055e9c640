//! Accounts: signing up and in, proving an address, devices.

pub mod aide;
pub mod aide_api;
pub mod api;
pub mod data;
pub mod data_api;
pub mod factor;
pub mod factor_api;
pub mod me;
pub mod pages;
pub mod passkey;
pub mod passkey_api;
pub mod totp;

use crate::route::Route;
use domain::kernel::Lang;

/// The page to go on to after signing in: only a page of this site, so that no link can lead elsewhere; else one's own place.
pub fn onward(then: &str, lang: Lang) -> String {
    let path = then.split(['?', '#']).next().unwrap_or_default();
    let is_page = then.starts_with('/') && !then.starts_with("//") && !then.contains(['\\', '\r', '\n']) && Route::split(path).is_some();
    if is_page { then.to_owned() } else { Route::Me.path(lang) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(onward("/ru/me/devices?a=1", Lang::En), "/ru/me/devices?a=1");
        for bad in ["//evil.example/en", "https://evil.example/en", "/\\evil.example", "/api/accounts/sign_out", "", "en/me", "/en\r\nx: y"] {
            assert_eq!(onward(bad, Lang::En), "/en/me", "{bad}");
        }
    }
}
