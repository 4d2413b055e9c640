//! The event's files: TOML and Markdown that a secretariat can edit, read into [`EventData`].
//!
//! Always holds: everything is looked at before anything is refused, so that one run names every mistake with its file, its line and the way
//! to mend it; what is returned is complete and consistent.

mod challenges;
mod contests;
mod exhibitors;
mod halls;
mod raw;
mod rules;
mod text;

use domain::event::{Event, EventData, Fact, Host, Part};
use domain::kernel::ids::{EventId, PartId, RoomId, SessionId, SpeakerId, TrackId, VenueId, is_id};
use domain::kernel::{Lang, Text};
use domain::programme::{Colour, Format, Room, Session, Shape, Speaker, Standing, Track, Venue};
use jiff::civil::{Date, Time};
use raw::{RawEvent, RawFact, RawHost, RawPart, RawRoom, RawSession, RawSpeaker, RawText, RawTrack, RawVenue};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

pub use contests::{ContestDraft, contests};

/// One mistake in the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// The file, relative to the event's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    to mend it: {}", self.file, self.line, self.what, self.mend)
    }
}

/// Where an entry is.
#[derive(Clone, Debug)]
struct At {
    file: String,
    line: usize,
}

/// An entry of a file, and where it is.
struct Entry<T> {
    at: At,
    is: T,
}

/// Reads an event's folder. Errors with every mistake found, in the order of files and lines.
pub fn read(root: &Path) -> Result<EventData, Vec<Mistake>> {
    let mut reader = Reader { root: root.to_path_buf(), mistakes: Vec::new() };
    let data = reader.event();
    // They are put into the program beside the event; their mistakes are named with the others.
    reader.contests();
    reader.mistakes.sort();
    match data {
        Some(data) if reader.mistakes.is_empty() => Ok(data),
        _ => Err(reader.mistakes),
    }
}

/// The lists of a file by name, each entry with its place.
type Lists<'a> = BTreeMap<String, Vec<Spanned<DeValue<'a>>>>;

struct Reader {
    root: PathBuf,
    mistakes: Vec<Mistake>,
}

/// What one file holds: the lists of its entries, and what stands above them.
struct File {
    name: String,
    text: String,
}

impl File {
    fn line(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|b| *b == b'\n').count()
    }
}

impl Reader {
    fn wrong(&mut self, at: &At, what: impl Into<String>, mend: impl Into<String>) {
        self.mistakes.push(Mistake { file: at.file.clone(), line: at.line, what: what.into(), mend: mend.into() });
    }

    fn load(&mut self, name: &str) -> Option<File> {
        match std::fs::read_to_string(self.root.join(name)) {
            Ok(text) => Some(File { name: name.to_owned(), text }),
            Err(error) => {
                let at = At { file: name.to_owned(), line: 1 };
                self.wrong(&at, format!("the file cannot be read: {error}"), "write this file; CONTRIBUTING.md lists the files of an event");
                None
            }
        }
    }

    /// The entries of each list of a file, and what stands above the lists. Every entry is read by itself, so that a mistake in one does not
    /// hide those in others.
    fn lists<'a>(&mut self, file: &'a File, known: &[&str]) -> (Lists<'a>, Option<Spanned<DeTable<'a>>>) {
        let mut lists = BTreeMap::new();
        let parsed = match DeTable::parse(&file.text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let line = file.line(error.span().map_or(0, |s| s.start));
                let at = At { file: file.name.clone(), line };
                self.wrong(&at, format!("this is not TOML: {}", error.message()), "look at the entry above for quotes, brackets and equals signs");
                return (lists, None);
            }
        };
        let span = parsed.span();
        let mut top = DeTable::new();
        for (key, value) in parsed.into_inner() {
            let name = key.get_ref().to_string();
            if known.contains(&name.as_str()) {
                match value.into_inner() {
                    DeValue::Array(entries) => {
                        lists.insert(name, entries.into_iter().collect());
                    }
                    _ => {
                        let at = At { file: file.name.clone(), line: file.line(key.span().start) };
                        self.wrong(&at, format!("`{name}` is not a list"), format!("begin each entry with [[{name}]]"));
                    }
                }
            } else {
                top.insert(key, value);
            }
        }
        (lists, Some(Spanned::new(span, top)))
    }

    fn entry<T: DeserializeOwned>(&mut self, file: &File, value: Spanned<DeValue<'_>>) -> Option<Entry<T>> {
        let at = At { file: file.name.clone(), line: file.line(value.span().start) };
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(is) => Some(Entry { at, is }),
            Err(error) => {
                let at = error.span().map_or(at, |span| At { file: file.name.clone(), line: file.line(span.start) });
                self.wrong(&at, error.message().to_owned(), "compare this entry with another one of the file: it has the same keys");
                None
            }
        }
    }

    fn entries<T: DeserializeOwned>(&mut self, name: &str, list: &str) -> Vec<Entry<T>> {
        let Some(file) = self.load(name) else { return Vec::new() };
        let (mut lists, top) = self.lists(&file, &[list]);
        for (key, _) in top.map(Spanned::into_inner).into_iter().flatten() {
            let at = At { file: name.to_owned(), line: file.line(key.span().start) };
            self.wrong(&at, format!("`{}` is not known here", key.get_ref()), format!("this file has only [[{list}]] entries"));
        }
        let found = lists.remove(list).unwrap_or_default();
        found.into_iter().filter_map(|value| self.entry(&file, value)).collect()
    }

    fn text(&mut self, at: &At, field: &str, raw: RawText) -> Text {
        let text = Text { en: raw.en, ru: raw.ru, ko: raw.ko };
        for lang in text.missing() {
            self.wrong(at, format!("`{field}` has no {} text", lang.code()), format!("write it under `{}`", lang.code()));
        }
        text
    }

    fn id<T>(&mut self, at: &At, raw: &str, seen: &mut BTreeMap<String, At>, make: impl Fn(&str) -> Option<T>) -> Option<T> {
        if !is_id(raw) {
            self.wrong(at, format!("`{raw}` cannot be an id"), "use 1 to 64 of the characters a-z, 0-9 and -");
            return None;
        }
        if let Some(first) = seen.get(raw) {
            let what = format!("the id `{raw}` is taken by {}:{}", first.file, first.line);
            self.wrong(at, what, "give one of the two another id; links to the page use it, so keep the older one");
            return None;
        }
        seen.insert(raw.to_owned(), at.clone());
        make(raw)
    }

    fn choice<T>(&mut self, at: &At, field: &str, raw: &str, parse: impl Fn(&str) -> Option<T>, all: &[&str]) -> Option<T> {
        let found = parse(raw);
        if found.is_none() {
            self.wrong(at, format!("`{raw}` is no {field}"), format!("use one of {}", all.join(", ")));
        }
        found
    }

    fn languages(&mut self, at: &At, field: &str, raw: Vec<String>) -> Vec<String> {
        for code in &raw {
            if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_lowercase()) {
                self.wrong(at, format!("`{code}` in `{field}` is no language code"), "use two small letters (ISO 639-1), such as en, ru, ko");
            }
        }
        raw
    }

    fn date(&mut self, at: &At, field: &str, raw: &str) -> Option<Date> {
        let date = raw.parse().ok();
        if date.is_none() {
            self.wrong(at, format!("`{raw}` in `{field}` is no date"), "write it as \"2017-06-27\"");
        }
        date
    }

    fn markdown(&mut self, name: &str) -> Text {
        let mut out = Text::default();
        for lang in Lang::ALL {
            let Some(file) = self.load(&format!("texts/{name}.{}.md", lang.code())) else { continue };
            let html = text::html(&file.text);
            if html.trim().is_empty() {
                let at = At { file: file.name.clone(), line: 1 };
                self.wrong(&at, "the text is empty", "write it in Markdown");
            }
            *out.exact_mut(lang) = html;
        }
        out
    }

    fn event(&mut self) -> Option<EventData> {
        let event = self.about();
        let tracks = self.tracks();
        let (venues, rooms) = self.venues();
        let speakers = self.speakers();
        // Without a zone the sessions are looked at all the same; the mistake is noted where the zone is.
        let zone = event.as_ref().and_then(|e| jiff::tz::TimeZone::get(&e.time_zone).ok()).unwrap_or(jiff::tz::TimeZone::UTC);
        let sessions = self.sessions(&zone);
        let programme = rules::check(self, event.as_ref(), tracks, venues, rooms, speakers, sessions);
        let challenges = challenges::read(self);
        let exhibitors = exhibitors::read(self, event.as_ref(), &challenges);
        let (halls, booth_prices) = halls::read(self, &exhibitors);
        let event = Event { booth_prices, ..event? };
        Some(EventData { event, programme, challenges, exhibitors, halls })
    }

    fn about(&mut self) -> Option<Event> {
        let file = self.load("event.toml")?;
        let (mut lists, top) = self.lists(&file, &["host", "fact"]);
        let top = top?;
        let span = top.span();
        let lines: BTreeMap<String, usize> = top.get_ref().iter().map(|(key, _)| (key.get_ref().to_string(), file.line(key.span().start))).collect();
        let at_key = |key: &str| At { file: file.name.clone(), line: lines.get(key).copied().unwrap_or(1) };
        let raw: Option<Entry<RawEvent>> = self.entry(&file, Spanned::new(span, DeValue::Table(top.into_inner())));
        let mut seen = BTreeMap::new();
        let mut hosts = Vec::new();
        for value in lists.remove("host").unwrap_or_default() {
            let Some(Entry { at, is }) = self.entry::<RawHost>(&file, value) else { continue };
            let id = self.id(&at, &is.id, &mut seen, |id| Some(id.to_owned()));
            let (name, role) = (self.text(&at, "name", is.name), self.text(&at, "role", is.role));
            hosts.extend(id.map(|id| Host { id, name, role }));
        }
        let mut seen = BTreeMap::new();
        let mut facts = Vec::new();
        for value in lists.remove("fact").unwrap_or_default() {
            let Some(Entry { at, is }) = self.entry::<RawFact>(&file, value) else { continue };
            let id = self.id(&at, &is.id, &mut seen, |id| Some(id.to_owned()));
            let (label, value) = (self.text(&at, "label", is.label), self.text(&at, "value", is.value));
            facts.extend(id.map(|id| Fact { id, label, value, reported_afterwards: is.reported_afterwards }));
        }
        let parts = self.parts();
        let texts = domain::event::Texts {
            invitation: self.markdown("invitation"),
            registration: self.markdown("registration"),
            exhibitor_terms: self.markdown("exhibitor_terms"),
            privacy: self.markdown("privacy"),
            sample_note: self.markdown("sample_note"),
        };
        let Entry { at, is: raw } = raw?;
        let id = self.id(&at_key("id"), &raw.id, &mut BTreeMap::new(), |id| EventId::parse(id).ok());
        let starts_on = self.date(&at_key("starts_on"), "starts_on", &raw.starts_on);
        let ends_on = self.date(&at_key("ends_on"), "ends_on", &raw.ends_on);
        if starts_on.zip(ends_on).is_some_and(|(from, to)| from > to) {
            self.wrong(&at_key("ends_on"), "the event ends before it starts", "put `ends_on` at or after `starts_on`");
        }
        if jiff::tz::TimeZone::get(&raw.time_zone).is_err() {
            self.wrong(&at_key("time_zone"), format!("`{}` is no time zone", raw.time_zone), "use a name of the IANA list, such as Europe/Ulyanovsk");
        }
        Some(Event {
            name: self.text(&at, "name", raw.name),
            short_name: self.text(&at, "short_name", raw.short_name),
            theme: self.text(&at, "theme", raw.theme),
            place: self.text(&at, "place", raw.place),
            organiser: self.text(&at, "organiser", raw.organiser),
            id: id?,
            edition: raw.edition,
            starts_on: starts_on?,
            ends_on: ends_on?,
            time_zone: raw.time_zone,
            registration_open: raw.registration_open,
            visa: raw.visa,
            ideathon: raw.ideathon,
            forum: raw.forum,
            booth_prices: Vec::new(),
            hosts,
            facts,
            parts,
            texts,
        })
    }

    fn parts(&mut self) -> Vec<Part> {
        let codes: Vec<&str> = Format::ALL.iter().map(|f| f.code()).collect();
        let mut seen = BTreeMap::new();
        let mut parts = Vec::new();
        for Entry { at, is } in self.entries::<RawPart>("parts.toml", "part") {
            let id = self.id(&at, &is.slug, &mut seen, |id| PartId::parse(id).ok());
            let formats = is.formats.iter().filter_map(|f| self.choice(&at, "format", f, Format::parse, &codes)).collect();
            let (title, summary) = (self.text(&at, "title", is.title), self.text(&at, "summary", is.summary));
            let Some(id) = id else { continue };
            let body = self.markdown(&format!("parts/{id}"));
            parts.push(Part { id, order: is.order, formats, title, summary, body });
        }
        parts.sort_by_key(|p| p.order);
        parts
    }

    fn tracks(&mut self) -> Vec<Track> {
        let colours: Vec<&str> = Colour::ALL.iter().map(|c| c.code()).collect();
        let shapes: Vec<&str> = Shape::ALL.iter().map(|s| s.code()).collect();
        let mut seen = BTreeMap::new();
        let mut tracks = Vec::new();
        for Entry { at, is } in self.entries::<RawTrack>("tracks.toml", "track") {
            let id = self.id(&at, &is.id, &mut seen, |id| TrackId::parse(id).ok());
            let colour = self.choice(&at, "colour", &is.colour, Colour::parse, &colours);
            let shape = self.choice(&at, "shape", &is.shape, Shape::parse, &shapes);
            let (name, description) = (self.text(&at, "name", is.name), self.text(&at, "description", is.description));
            if let (Some(id), Some(colour), Some(shape)) = (id, colour, shape) {
                tracks.push(Track { id, name, description, colour, shape });
            }
        }
        tracks
    }

    fn venues(&mut self) -> (Vec<Venue>, Vec<Entry<Room>>) {
        let Some(file) = self.load("venues.toml") else { return (Vec::new(), Vec::new()) };
        let (mut lists, _) = self.lists(&file, &["venue", "room"]);
        let mut seen = BTreeMap::new();
        let mut venues = Vec::new();
        for value in lists.remove("venue").unwrap_or_default() {
            let Some(Entry { at, is }) = self.entry::<RawVenue>(&file, value) else { continue };
            let id = self.id(&at, &is.id, &mut seen, |id| VenueId::parse(id).ok());
            let (name, address) = (self.text(&at, "name", is.name), self.text(&at, "address", is.address));
            let walking = is.walking.iter().filter_map(|(to, minutes)| Some((VenueId::parse(to).ok()?, *minutes))).collect();
            venues.extend(id.map(|id| Venue { id, name, address, walking, sample: is.sample }));
        }
        let mut seen = BTreeMap::new();
        let mut rooms = Vec::new();
        for value in lists.remove("room").unwrap_or_default() {
            let Some(Entry { at, is }) = self.entry::<RawRoom>(&file, value) else { continue };
            let id = self.id(&at, &is.id, &mut seen, |id| RoomId::parse(id).ok());
            let name = self.text(&at, "name", is.name);
            let venue = venues.iter().find(|v| v.id.as_str() == is.venue).map(|v| v.id.clone());
            if venue.is_none() {
                self.wrong(&at, format!("there is no venue `{}`", is.venue), "use the id of a [[venue]] of this file");
            }
            if let (Some(id), Some(venue)) = (id, venue) {
                rooms.push(Entry { at, is: Room { id, venue, name, capacity: is.capacity, sample: is.sample } });
            }
        }
        (venues, rooms)
    }

    /// The TOML files of a folder, in the order of their names.
    fn folder(&mut self, name: &str) -> Vec<String> {
        let mut files: Vec<String> = std::fs::read_dir(self.root.join(name))
            .map(|entries| entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).filter(|f| f.ends_with(".toml")).collect())
            .unwrap_or_default();
        files.sort();
        if files.is_empty() {
            let at = At { file: name.to_owned(), line: 1 };
            self.wrong(&at, "the folder has no TOML files", "write at least one; CONTRIBUTING.md lists the files of an event");
        }
        files.into_iter().map(|f| format!("{name}/{f}")).collect()
    }

    fn speakers(&mut self) -> Vec<Speaker> {
        let mut seen = BTreeMap::new();
        let mut speakers = Vec::new();
        for file in self.folder("speakers") {
            for Entry { at, is } in self.entries::<RawSpeaker>(&file, "speaker") {
                let id = self.id(&at, &is.id, &mut seen, |id| SpeakerId::parse(id).ok());
                if is.country.len() != 2 || !is.country.bytes().all(|b| b.is_ascii_uppercase()) {
                    self.wrong(&at, format!("`{}` is no country code", is.country), "use two capital letters (ISO 3166-1), such as KR");
                }
                let languages = self.languages(&at, "languages", is.languages);
                let (name, city) = (self.text(&at, "name", is.name), self.text(&at, "city", is.city));
                let (role, bio) = (self.text(&at, "role", is.role), self.text(&at, "bio", is.bio));
                speakers.extend(id.map(|id| Speaker { id, name, city, country: is.country, role, bio, languages, sample: is.sample }));
            }
        }
        speakers
    }

    fn sessions(&mut self, zone: &jiff::tz::TimeZone) -> Vec<Entry<Session>> {
        let mut seen = BTreeMap::new();
        let mut sessions = Vec::new();
        for name in self.folder("sessions") {
            let Some(file) = self.load(&name) else { continue };
            let (mut lists, top) = self.lists(&file, &["session"]);
            let at = At { file: name.clone(), line: 1 };
            let date = top.and_then(|t| t.get_ref().get("date").and_then(|d| d.get_ref().as_str().map(str::to_owned)));
            let date = match date {
                Some(raw) => self.date(&at, "date", &raw),
                None => {
                    self.wrong(&at, "the file has no `date`", "write date = \"2017-06-27\" above its sessions");
                    None
                }
            };
            for value in lists.remove("session").unwrap_or_default() {
                let Some(entry) = self.entry::<RawSession>(&file, value) else { continue };
                if let Some(session) = self.session(entry, date, zone, &mut seen) {
                    sessions.push(session);
                }
            }
        }
        sessions
    }

    fn time(&mut self, at: &At, field: &str, raw: &str) -> Option<Time> {
        let time = (raw.len() == 5).then(|| format!("{raw}:00").parse::<Time>().ok()).flatten();
        match time {
            Some(time) if time.minute() % 15 == 0 => Some(time),
            _ => {
                self.wrong(at, format!("`{raw}` in `{field}` is no quarter of an hour"), "write it as \"09:00\", \"09:15\", \"09:30\" or \"09:45\"");
                None
            }
        }
    }

    fn session(
        &mut self,
        Entry { at, is }: Entry<RawSession>,
        date: Option<Date>,
        zone: &jiff::tz::TimeZone,
        seen: &mut BTreeMap<String, At>,
    ) -> Option<Entry<Session>> {
        let codes: Vec<&str> = Format::ALL.iter().map(|f| f.code()).collect();
        let id = self.id(&at, &is.id, seen, |id| SessionId::parse(id).ok());
        let format = self.choice(&at, "format", &is.format, Format::parse, &codes);
        let (start, end) = (self.time(&at, "start", &is.start), self.time(&at, "end", &is.end));
        if start.zip(end).is_some_and(|(start, end)| start >= end) {
            self.wrong(&at, "the session ends before it starts", "put `end` after `start`; a session does not run past midnight");
        }
        let languages = self.languages(&at, "languages", is.languages);
        if languages.is_empty() {
            self.wrong(&at, "no language is spoken", "write at least one code in `languages`");
        }
        let interpreted = self.languages(&at, "interpreted", is.interpreted);
        let (title, about) = (self.text(&at, "title", is.title), self.text(&at, "abstract", is.about));
        let mut speakers = Vec::new();
        for raw in &is.speakers {
            match SpeakerId::parse(raw) {
                Ok(id) => speakers.push(id),
                Err(_) => self.wrong(&at, format!("`{raw}` is no speaker's id"), "use the id of a [[speaker]]"),
            }
        }
        let (track, room) = (TrackId::parse(&is.track), RoomId::parse(&is.room));
        if track.is_err() {
            self.wrong(&at, format!("there is no track `{}`", is.track), "use the id of a [[track]]");
        }
        if room.is_err() {
            self.wrong(&at, format!("there is no room `{}`", is.room), "use the id of a [[room]]");
        }
        let date = date?;
        let (local_start, local_end) = (date.to_datetime(start?), date.to_datetime(end?));
        let instant = |local: jiff::civil::DateTime| zone.to_ambiguous_timestamp(local).compatible().ok();
        let session = Session {
            id: id?,
            title,
            about,
            format: format?,
            track: track.ok()?,
            room: room.ok()?,
            start: instant(local_start)?,
            end: instant(local_end)?,
            local_start,
            local_end,
            languages,
            interpreted,
            speakers,
            standing: Standing::Confirmed,
            sequence: 0,
            sample: is.sample,
        };
        Some(Entry { at, is: session })
    }
}
