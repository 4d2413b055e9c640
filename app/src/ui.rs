//! The pieces every page is made of.

pub mod form;
pub mod plain;
pub mod qr;

use crate::words;
pub use domain::kernel::text::percent;
use domain::kernel::{Lang, Text};
use leptos::prelude::*;

/// One of several choices among filters, as a list to open whose first choice is any; it stands out while it filters.
pub fn choice(name: &'static str, label: &str, any: &'static str, chosen: Option<String>, choices: Vec<(String, String)>) -> impl IntoView + use<> {
    let options: Vec<_> = choices
        .into_iter()
        .map(|(code, label)| {
            let selected = chosen.as_deref() == Some(code.as_str());
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect();
    let active = chosen.is_some();
    view! { <label class:active=active><span>{label.to_owned()}</span><select name=name><option value="">{any}</option>{options}</select></label> }
}

/// The mark of the site: a round of seats.
pub fn mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <path d="M16 3a13 13 0 1 0 13 13" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
            <path d="M16 9a7 7 0 1 0 7 7" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
            <circle cx="24.5" cy="7.5" r="3.5" fill="currentColor" />
        </svg>
    }
}

/// A text of the event's data; one that is missing in the page's language is shown in another and says which.
pub fn text(lang: Lang, text: &Text) -> impl IntoView + use<> {
    let (found, really) = text.resolve(lang);
    let other = (really != lang).then(|| really.code());
    view! { <span lang=other>{found.to_owned()}</span> }
}

/// Safe HTML of the event's data.
pub fn prose(lang: Lang, text: &Text) -> impl IntoView + use<> {
    let (found, really) = text.resolve(lang);
    let other = (really != lang).then(|| really.code());
    view! { <div class="prose" lang=other inner_html=found.to_owned()></div> }
}

/// Marks what is sample data.
pub fn sample(lang: Lang, is_sample: bool) -> Option<impl IntoView + use<>> {
    is_sample.then(|| view! { <span class="sample">{words::shell::words(lang).sample}</span> })
}

/// A moment as the attribute `datetime` has it, to the second (HTML, 2.3.5.8: no more than three digits of a fraction).
pub fn machine(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A moment in the venue's zone, such as `28 June 2017, 14:05`.
pub fn moment(lang: Lang, zone: Option<&str>, at: jiff::Timestamp) -> String {
    let zone = zone.and_then(|z| jiff::tz::TimeZone::get(z).ok()).unwrap_or(jiff::tz::TimeZone::UTC);
    let local = zone.to_datetime(at);
    let day = crate::programme::day_of_month(lang, local.date());
    let day = match lang {
        Lang::Ko => format!("{}년 {day}", local.year()),
        Lang::En | Lang::Ru => format!("{day} {}", local.year()),
    };
    format!("{day}, {}", local.strftime("%H:%M"))
}
