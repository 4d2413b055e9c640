//! The programme as a calendar.

use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::programme::Standing;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

/// The calendar's text. Times are in UTC, which every calendar app shows in its own zone.
pub fn text(snapshot: &Snapshot, base: &str) -> String {
    let (event, programme, lang) = (&snapshot.event, &snapshot.programme, Lang::En);
    let mut calendar = Calendar::new();
    calendar.name(event.name.get(lang));
    calendar.append_property(("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"));
    for session in &programme.sessions {
        let mut entry = Event::new();
        let room = programme.room(&session.room);
        let venue = room.and_then(|r| programme.venue(&r.venue));
        let place: Vec<&str> = [room.map(|r| r.name.get(lang)), venue.map(|v| v.name.get(lang))].into_iter().flatten().collect();
        let note = if session.sample { "Sample data. " } else { "" };
        entry.uid(&format!("{}@{}.{}", session.id, event.id, host(base)));
        entry.summary(session.title.get(lang));
        entry.description(&format!("{note}{}", session.about.get(lang)));
        entry.location(&place.join(", "));
        entry.url(&format!("{base}/en/programme/{}", session.id));
        entry.add_property("DTSTART", stamp(session.start));
        entry.add_property("DTEND", stamp(session.end));
        // A stamp that does not change with the clock keeps the file the same until the programme changes.
        entry.add_property("DTSTAMP", stamp(session.start));
        entry.sequence(session.sequence);
        entry.status(if session.standing == Standing::Cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
        calendar.push(entry.done());
    }
    calendar.to_string()
}

pub(super) fn stamp(moment: jiff::Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

pub(super) fn host(base: &str) -> &str {
    base.rsplit('/').next().unwrap_or("plenary")
}
