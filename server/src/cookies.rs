//! The cookies: who is signed in, who waits for the second factor, a notice for the next page, and whether the site is seen as a role.

use axum::http::{HeaderMap, HeaderValue, header};

/// The cookie that carries a notice's code to the next page.
pub const NOTICE: &str = "plenary-notice";

/// The cookie of a browser that sees the site as a role: its pages are made for it alone. What it may see does not hang on the cookie.
pub const SEEING: &str = "plenary-seeing";

/// The name of the sign-in cookie. Over https the browser itself guarantees that only this host set it; plain http on the same machine cannot
/// have that prefix.
pub fn sign_in_name(secure: bool) -> &'static str {
    if secure { "__Host-plenary" } else { "plenary" }
}

/// The name of the cookie of a sign-in that has shown its password and waits for its second factor.
pub fn waiting_name(secure: bool) -> &'static str {
    if secure { "__Host-plenary-waiting" } else { "plenary-waiting" }
}

/// The value of a cookie.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The header that sets a cookie, or clears it when there is no value. `seconds` of life; scripts never read it.
pub fn set(name: &str, value: Option<&str>, seconds: u32, secure: bool) -> Option<HeaderValue> {
    let seconds = if value.is_some() { seconds } else { 0 };
    let flag = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{flag}", value.unwrap_or_default())).ok()
}
