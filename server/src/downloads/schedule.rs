//! The schedule format of frab and c3voc (<https://github.com/voc/schedule>), which conference apps read: as JSON and as XML.

use super::escaped;
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::programme::{Session, Standing};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::fmt::Write;
use uuid::Uuid;

const LANG: Lang = Lang::En;

struct Schedule<'a> {
    snapshot: &'a Snapshot,
    zone: TimeZone,
    base: &'a str,
}

impl<'a> Schedule<'a> {
    fn new(snapshot: &'a Snapshot, base: &'a str) -> Self {
        Self { snapshot, zone: TimeZone::get(&snapshot.event.time_zone).unwrap_or(TimeZone::UTC), base }
    }

    fn local(&self, moment: jiff::Timestamp) -> String {
        let minutes = self.zone.to_offset(moment).seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        format!("{}{sign}{hours:02}:{minutes:02}", self.zone.to_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// The sessions of a day, room by room in the order of the rooms; a cancelled session is not in the schedule.
    fn day(&self, date: Date) -> Vec<(&'a str, Vec<&'a Session>)> {
        let programme = &self.snapshot.programme;
        let of = |room: &domain::programme::Room| {
            programme
                .sessions
                .iter()
                .filter(|s| s.local_start.date() == date && s.room == room.id && s.standing != Standing::Cancelled)
                .collect::<Vec<_>>()
        };
        programme.rooms.iter().map(|r| (r.name.get(LANG), of(r))).filter(|(_, sessions)| !sessions.is_empty()).collect()
    }

    fn link(&self, session: &Session) -> String {
        format!("{}/en/programme/{}", self.base, session.id)
    }

    fn people(&self, session: &Session) -> Vec<(String, &'a str)> {
        let programme = &self.snapshot.programme;
        session.speakers.iter().filter_map(|id| programme.speaker(id.as_str())).map(|s| (s.id.to_string(), s.name.get(LANG))).collect()
    }

    fn track(&self, session: &Session) -> &'a str {
        self.snapshot.programme.track(&session.track).map_or("", |t| t.name.get(LANG))
    }

    fn code(&self) -> String {
        self.snapshot.event.id.to_string()
    }
}

/// A number and a UUID that stay the same for a session as long as its slug does.
fn identity(session: &Session) -> (u32, Uuid) {
    let mut bytes = [0u8; 16];
    for (to, from) in bytes.iter_mut().zip(<sha2::Sha256 as sha2::Digest>::digest(session.id.as_str())) {
        *to = from;
    }
    let uuid = uuid::Builder::from_custom_bytes(bytes).into_uuid();
    (uuid.as_fields().0 >> 1, uuid)
}

fn duration(session: &Session) -> String {
    let minutes = session.end.duration_since(session.start).as_mins();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The JSON text.
pub fn json(snapshot: &Snapshot, base: &str) -> String {
    let schedule = Schedule::new(snapshot, base);
    let (event, programme) = (&snapshot.event, &snapshot.programme);
    let days: Vec<Value> = programme
        .days()
        .into_iter()
        .enumerate()
        .map(|(index, date)| {
            let rooms: serde_json::Map<String, Value> = schedule
                .day(date)
                .into_iter()
                .map(|(room, sessions)| (room.to_owned(), sessions.into_iter().map(|s| entry(&schedule, room, s)).collect()))
                .collect();
            let (from, to) = bounds(&schedule, date);
            json!({ "index": index + 1, "date": date.to_string(), "day_start": from, "day_end": to, "rooms": rooms })
        })
        .collect();
    let rooms: Vec<Value> =
        programme.rooms.iter().map(|r| json!({ "name": r.name.get(LANG), "slug": r.id.as_str(), "capacity": r.capacity })).collect();
    let tracks: Vec<Value> = programme.tracks.iter().map(|t| json!({ "name": t.name.get(LANG), "slug": t.id.as_str() })).collect();
    json!({
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": { "name": "plenary", "version": env!("CARGO_PKG_VERSION") },
        "schedule": {
            "url": format!("{base}/schedule.json"),
            "version": snapshot.revision.to_string(),
            "base_url": base,
            "conference": {
                "acronym": schedule.code(),
                "title": event.name.get(LANG),
                "start": event.starts_on.to_string(),
                "end": event.ends_on.to_string(),
                "daysCount": programme.days().len(),
                "timeslot_duration": "00:15",
                "time_zone_name": event.time_zone,
                "url": format!("{base}/en"),
                "rooms": rooms,
                "tracks": tracks,
                "days": days,
            }
        }
    })
    .to_string()
}

fn bounds(schedule: &Schedule<'_>, date: Date) -> (String, String) {
    let at = |hour: i8| schedule.zone.to_ambiguous_timestamp(date.at(hour, 0, 0, 0)).compatible().map(|t| schedule.local(t)).unwrap_or_default();
    (at(8), at(23))
}

fn entry(schedule: &Schedule<'_>, room: &str, session: &Session) -> Value {
    let (id, guid) = identity(session);
    let persons: Vec<Value> =
        schedule.people(session).into_iter().map(|(code, name)| json!({ "code": code, "name": name, "public_name": name })).collect();
    json!({
        "guid": guid.to_string(),
        "id": id,
        "code": session.id.as_str(),
        "slug": session.id.as_str(),
        "url": schedule.link(session),
        "date": schedule.local(session.start),
        "start": session.local_start.strftime("%H:%M").to_string(),
        "duration": duration(session),
        "room": room,
        "title": session.title.get(LANG),
        "subtitle": "",
        "language": session.languages.first().map_or("", |l| l.as_str()),
        "track": schedule.track(session),
        "type": session.format.code(),
        "abstract": session.about.get(LANG),
        "description": if session.sample { "Sample data." } else { "" },
        "persons": persons,
        "links": [],
        "attachments": [],
    })
}

/// The XML text.
pub fn xml(snapshot: &Snapshot, base: &str) -> String {
    let schedule = Schedule::new(snapshot, base);
    let (event, programme) = (&snapshot.event, &snapshot.programme);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n");
    let _ = writeln!(out, "<generator name=\"plenary\" version=\"{}\"/>\n<version>{}</version>", env!("CARGO_PKG_VERSION"), snapshot.revision);
    let _ = writeln!(
        out,
        "<conference><acronym>{}</acronym><title>{}</title><start>{}</start><end>{}</end><days>{}</days><timeslot_duration>00:15</timeslot_duration>\
         <base_url>{}</base_url><time_zone_name>{}</time_zone_name></conference>",
        schedule.code(),
        escaped(event.name.get(LANG)),
        event.starts_on,
        event.ends_on,
        programme.days().len(),
        escaped(base),
        escaped(&event.time_zone)
    );
    for (index, date) in programme.days().into_iter().enumerate() {
        let (from, to) = bounds(&schedule, date);
        let _ = writeln!(out, "<day index=\"{}\" date=\"{date}\" start=\"{from}\" end=\"{to}\">", index + 1);
        for (room, sessions) in schedule.day(date) {
            let _ = writeln!(out, "<room name=\"{}\">", escaped(room));
            for session in sessions {
                element(&schedule, room, session, &mut out);
            }
            out.push_str("</room>\n");
        }
        out.push_str("</day>\n");
    }
    out.push_str("</schedule>\n");
    out
}

fn element(schedule: &Schedule<'_>, room: &str, session: &Session, out: &mut String) {
    let (id, guid) = identity(session);
    let _ = write!(out, "<event guid=\"{guid}\" id=\"{id}\">");
    let start = session.local_start.strftime("%H:%M").to_string();
    let link = schedule.link(session);
    for (name, value) in [
        ("date", schedule.local(session.start).as_str()),
        ("start", &start),
        ("duration", &duration(session)),
        ("room", room),
        ("slug", session.id.as_str()),
        ("url", &link),
        ("title", session.title.get(LANG)),
        ("subtitle", ""),
        ("track", schedule.track(session)),
        ("type", session.format.code()),
        ("language", session.languages.first().map_or("", |l| l.as_str())),
        ("abstract", session.about.get(LANG)),
        ("description", if session.sample { "Sample data." } else { "" }),
    ] {
        let _ = write!(out, "<{name}>{}</{name}>", escaped(value));
    }
    out.push_str("<recording><license/><optout>true</optout></recording><persons>");
    for (code, name) in schedule.people(session) {
        let _ = write!(out, "<person code=\"{}\">{}</person>", escaped(&code), escaped(name));
    }
    out.push_str("</persons><links/><attachments/></event>\n");
}
