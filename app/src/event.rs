//! The event itself: home, its parts, its texts, the flier.

pub mod flier;
pub mod home;
pub mod part;
pub mod texts;

use crate::programme::day_of_month;
use domain::event::Event;
use domain::kernel::Lang;

/// The dates of the event, such as `27–30 June 2017`.
pub fn dates(lang: Lang, event: &Event) -> String {
    let (from, to) = (event.starts_on, event.ends_on);
    let same_month = from.month() == to.month() && from.year() == to.year();
    let last = day_of_month(lang, to);
    let first = match (lang, same_month) {
        (Lang::En | Lang::Ru, true) => from.day().to_string(),
        _ => day_of_month(lang, from),
    };
    match lang {
        Lang::En => format!("{first}–{last} {}", to.year()),
        Lang::Ru => format!("{first}–{last} {} года", to.year()),
        Lang::Ko => format!("{}년 {first}–{last}", to.year()),
    }
}

/// The venue's zone in words, such as `Ulyanovsk, UTC+4`.
pub fn zone_name(event: &Event) -> String {
    let city = event.time_zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
    let noon = event.starts_on.at(12, 0, 0, 0);
    let offset = jiff::tz::TimeZone::get(&event.time_zone)
        .and_then(|zone| zone.to_ambiguous_timestamp(noon).compatible().map(|moment| zone.to_offset(moment).seconds()))
        .unwrap_or_default();
    let sign = if offset < 0 { '−' } else { '+' };
    let (hours, minutes) = (offset.abs() / 3600, offset.abs() % 3600 / 60);
    if minutes == 0 { format!("{city}, UTC{sign}{hours}") } else { format!("{city}, UTC{sign}{hours}:{minutes:02}") }
}
