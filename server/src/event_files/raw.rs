//! The entries of the files as they are written. An unknown key is a mistake, so that a typing error does not go unnoticed.
#![allow(missing_docs, reason = "the keys are those of the files, which say what each one is")]

use serde::Deserialize;
use std::collections::BTreeMap;

/// `event.toml`, above its lists.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEvent {
    pub id: String,
    pub edition: u32,
    pub starts_on: String,
    pub ends_on: String,
    pub time_zone: String,
    pub registration_open: bool,
    #[serde(default)]
    pub visa: domain::visa::Rules,
    #[serde(default)]
    pub ideathon: domain::ideathon::Rules,
    #[serde(default)]
    pub forum: domain::forum::Rules,
    pub name: RawText,
    pub short_name: RawText,
    pub theme: RawText,
    pub place: RawText,
    pub organiser: RawText,
}

/// A text in every language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawText {
    pub en: String,
    pub ru: String,
    pub ko: String,
}

/// A `[[host]]` of `event.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHost {
    pub id: String,
    pub name: RawText,
    pub role: RawText,
}

/// A `[[fact]]` of `event.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFact {
    pub id: String,
    pub reported_afterwards: bool,
    pub label: RawText,
    pub value: RawText,
}

/// A `[[part]]` of `parts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPart {
    pub slug: String,
    pub order: u32,
    pub formats: Vec<String>,
    pub title: RawText,
    pub summary: RawText,
}

/// A `[[track]]` of `tracks.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTrack {
    pub id: String,
    pub colour: String,
    pub shape: String,
    pub name: RawText,
    pub description: RawText,
}

/// A `[[venue]]` of `venues.toml`; `walking` has minutes by venue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawVenue {
    pub id: String,
    pub sample: bool,
    #[serde(default)]
    pub walking: BTreeMap<String, u32>,
    pub name: RawText,
    pub address: RawText,
}

/// A `[[room]]` of `venues.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRoom {
    pub id: String,
    pub venue: String,
    pub capacity: u32,
    pub sample: bool,
    pub name: RawText,
}

/// A `[[speaker]]` of a file in `speakers/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSpeaker {
    pub id: String,
    pub country: String,
    pub languages: Vec<String>,
    pub sample: bool,
    pub name: RawText,
    pub city: RawText,
    pub role: RawText,
    pub bio: RawText,
}

/// A `[[session]]` of a file in `sessions/`, which has the date above.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSession {
    pub id: String,
    pub format: String,
    pub track: String,
    pub room: String,
    pub start: String,
    pub end: String,
    pub languages: Vec<String>,
    #[serde(default)]
    pub interpreted: Vec<String>,
    #[serde(default)]
    pub speakers: Vec<String>,
    pub sample: bool,
    pub title: RawText,
    #[serde(rename = "abstract")]
    pub about: RawText,
}

/// A `[[challenge]]` of `challenges.toml`; paragraphs of its texts are apart by an empty line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawChallenge {
    pub id: String,
    pub sample: bool,
    pub links: Vec<String>,
    pub city: RawText,
    pub title: RawText,
    pub summary: RawText,
    pub description: RawText,
    pub change: RawText,
    pub data: RawText,
    pub contact: domain::ideathon::Contact,
}
