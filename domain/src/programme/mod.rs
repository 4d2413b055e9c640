//! The programme: sessions, speakers, rooms, and the ways people look at them.
//!
//! Times are instants; the venue's zone is only for showing and for the days of the programme.

pub mod filter;
pub mod search;
pub mod timetable;

use crate::kernel::ids::{RoomId, SessionId, SpeakerId, TrackId, VenueId};
use crate::kernel::lang::Text;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

pub use filter::Filter;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in files, filters and the store.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a name.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    /// What kind of session it is.
    Format {
        /// A sitting of the General Assembly, or another plenary.
        Plenary = "plenary",
        /// A ceremony.
        Ceremony = "ceremony",
        /// A roundtable.
        Roundtable = "roundtable",
        /// A thematic session.
        Thematic = "thematic",
        /// The ideathon.
        Ideathon = "ideathon",
        /// Hours of the City Digital Solutions Forum.
        Forum = "forum",
        /// A technical or cultural tour.
        Tour = "tour",
        /// A reception.
        Reception = "reception",
        /// Private meetings.
        Matchmaking = "matchmaking",
    }
}

codes! {
    /// The accent colours tracks may have; the style sheet defines them for light and dark.
    Colour {
        /// Red.
        Red = "red",
        /// Orange.
        Orange = "orange",
        /// Green.
        Green = "green",
        /// Teal.
        Teal = "teal",
        /// Blue.
        Blue = "blue",
        /// Violet.
        Violet = "violet",
    }
}

codes! {
    /// The shapes that tell tracks apart without colour.
    Shape {
        /// A disc.
        Circle = "circle",
        /// A square.
        Square = "square",
        /// A triangle.
        Triangle = "triangle",
        /// A diamond.
        Diamond = "diamond",
        /// A hexagon.
        Hexagon = "hexagon",
        /// A star.
        Star = "star",
    }
}

/// A theme that runs through the programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// The id.
    pub id: TrackId,
    /// The name.
    pub name: Text,
    /// One sentence.
    pub description: Text,
    /// Its colour.
    pub colour: Colour,
    /// Its shape.
    pub shape: Shape,
}

/// A building.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Venue {
    /// The id.
    pub id: VenueId,
    /// The name.
    pub name: Text,
    /// Where it is.
    pub address: Text,
    /// Minutes on foot to other venues.
    pub walking: Vec<(VenueId, u32)>,
    /// Whether it is sample data.
    pub sample: bool,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Room {
    /// The id.
    pub id: RoomId,
    /// Its venue.
    pub venue: VenueId,
    /// The name.
    pub name: Text,
    /// People who may be in it.
    pub capacity: u32,
    /// Whether it is sample data.
    pub sample: bool,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// The slug.
    pub id: SpeakerId,
    /// The name in three scripts.
    pub name: Text,
    /// The city.
    pub city: Text,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The position.
    pub role: Text,
    /// A sentence or two.
    pub bio: Text,
    /// ISO 639-1 codes.
    pub languages: Vec<String>,
    /// Whether it is sample data.
    pub sample: bool,
}

codes! {
    /// Where a session stands for the public.
    Standing {
        /// It takes place as shown.
        Confirmed = "confirmed",
        /// It was moved; the page says so.
        Moved = "moved",
        /// It does not take place; the page says so.
        Cancelled = "cancelled",
    }
}

/// A session of the programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The slug.
    pub id: SessionId,
    /// The title.
    pub title: Text,
    /// What happens in it, plain text.
    #[serde(rename = "abstract")]
    pub about: Text,
    /// The kind.
    pub format: Format,
    /// The track.
    pub track: TrackId,
    /// The room.
    pub room: RoomId,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends; after `start`.
    pub end: Timestamp,
    /// When it begins on the venue's clock.
    pub local_start: DateTime,
    /// When it ends on the venue's clock.
    pub local_end: DateTime,
    /// Spoken languages, ISO 639-1.
    pub languages: Vec<String>,
    /// Languages it is interpreted into, ISO 639-1.
    pub interpreted: Vec<String>,
    /// Who speaks.
    pub speakers: Vec<SpeakerId>,
    /// Whether the public can rely on it.
    pub standing: Standing,
    /// Counts changes of time and room, for calendars (RFC 5545, 3.8.7.4).
    pub sequence: u32,
    /// Whether it is sample data.
    pub sample: bool,
}

/// The public programme. Sessions are in order of start, then room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// Tracks, in the order of the files.
    pub tracks: Vec<Track>,
    /// Venues, in the order of the files.
    pub venues: Vec<Venue>,
    /// Rooms, in the order of the files.
    pub rooms: Vec<Room>,
    /// Speakers, by id.
    pub speakers: Vec<Speaker>,
    /// Sessions.
    pub sessions: Vec<Session>,
}

impl Programme {
    /// A session by its slug.
    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|s| s.id.as_str() == id)
    }

    /// A speaker by slug.
    pub fn speaker(&self, id: &str) -> Option<&Speaker> {
        self.speakers.iter().find(|s| s.id.as_str() == id)
    }

    /// A room.
    pub fn room(&self, id: &RoomId) -> Option<&Room> {
        self.rooms.iter().find(|r| r.id == *id)
    }

    /// A track.
    pub fn track(&self, id: &TrackId) -> Option<&Track> {
        self.tracks.iter().find(|t| t.id == *id)
    }

    /// A venue.
    pub fn venue(&self, id: &VenueId) -> Option<&Venue> {
        self.venues.iter().find(|v| v.id == *id)
    }

    /// The days on which sessions begin, at the venue, each once, in order.
    pub fn days(&self) -> Vec<jiff::civil::Date> {
        let mut days: Vec<_> = self.sessions.iter().map(|s| s.local_start.date()).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The sessions a speaker takes part in.
    pub fn sessions_of<'a>(&'a self, speaker: &'a SpeakerId) -> impl Iterator<Item = &'a Session> {
        self.sessions.iter().filter(move |s| s.speakers.contains(speaker))
    }
}
