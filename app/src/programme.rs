//! The programme: overview, sessions, speakers.

pub mod card;
pub mod overview;
pub mod session;
pub mod speakers;

use crate::words::programme as words;
use domain::kernel::Lang;
use domain::programme::Session;
use jiff::civil::Date;

/// Day and time of a session at the venue, such as `Wed 28 June, 09:00–10:30`.
pub fn when(lang: Lang, session: &Session) -> String {
    format!("{}, {}", day(lang, session.local_start.date()), hours(session))
}

/// The hours of a session at the venue, such as `09:00–10:30`.
pub fn hours(session: &Session) -> String {
    format!("{}–{}", session.local_start.strftime("%H:%M"), session.local_end.strftime("%H:%M"))
}

/// A day, such as `Wed 28 June`.
pub fn day(lang: Lang, date: Date) -> String {
    let w = words::words(lang);
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).ok().and_then(|i| w.weekdays.get(i)).copied().unwrap_or_default();
    format!("{weekday} {}", day_of_month(lang, date))
}

/// A day without its weekday, such as `28 June`.
pub fn day_of_month(lang: Lang, date: Date) -> String {
    let w = words::words(lang);
    let month = usize::try_from(date.month() - 1).ok().and_then(|i| w.months.get(i)).copied().unwrap_or_default();
    match lang {
        Lang::En | Lang::Ru => format!("{} {month}", date.day()),
        Lang::Ko => format!("{month} {}일", date.day()),
    }
}
