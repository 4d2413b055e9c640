//! The event itself: what it is called, where and when, its parts, its texts. All of it is data.

use crate::forum::plan::Price;
use crate::forum::{self, Booth, BoothClass, Exhibitor, Hall, Need};
use crate::ideathon::challenge::{Challenge, Published};
use crate::kernel::ids::{ChallengeId, CompanyId, EventId, NeedId, PartId};
use crate::kernel::lang::Text;
use crate::programme::{Format, Programme};
use crate::{ideathon, visa};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The facts of an assembly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The id, such as `wego-2017`.
    pub id: EventId,
    /// The how-manieth assembly.
    pub edition: u32,
    /// The full name.
    pub name: Text,
    /// The name for narrow places.
    pub short_name: Text,
    /// The theme.
    pub theme: Text,
    /// Where.
    pub place: Text,
    /// Who organises it.
    pub organiser: Text,
    /// First day, at the venue.
    pub starts_on: Date,
    /// Last day, at the venue.
    pub ends_on: Date,
    /// IANA name of the venue's time zone.
    pub time_zone: String,
    /// Whether people can register.
    pub registration_open: bool,
    /// What it demands of visa requests.
    #[serde(default)]
    pub visa: visa::Rules,
    /// What it demands of its ideathon, as long as no organiser set it anew.
    #[serde(default)]
    pub ideathon: ideathon::Rules,
    /// What it demands of its exhibitors, as long as no organiser set it anew.
    #[serde(default)]
    pub forum: forum::Rules,
    /// What booths cost by class, where that is said.
    #[serde(default)]
    pub booth_prices: Vec<Price>,
    /// Who invites and hosts.
    pub hosts: Vec<Host>,
    /// Facts in a line each.
    pub facts: Vec<Fact>,
    /// The parts of the assembly, in order.
    pub parts: Vec<Part>,
    /// Longer texts as safe HTML.
    pub texts: Texts,
}

impl Event {
    /// What a booth of a class costs, where that is said.
    pub fn booth_price(&self, class: BoothClass) -> Option<&Price> {
        self.booth_prices.iter().find(|price| price.class == class)
    }
}

/// One who invites or hosts, by office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Host {
    /// The id in the files.
    pub id: String,
    /// The office.
    pub name: Text,
    /// The part they play.
    pub role: Text,
}

/// A fact in a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The id in the files.
    pub id: String,
    /// What it is about.
    pub label: Text,
    /// What is so.
    pub value: Text,
    /// Known only since the assembly ended.
    pub reported_afterwards: bool,
}

/// A part of the assembly named in the invitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The slug.
    pub id: PartId,
    /// Its place in lists, from 1.
    pub order: u32,
    /// The formats of the sessions that belong to it.
    pub formats: Vec<Format>,
    /// The title.
    pub title: Text,
    /// One sentence.
    pub summary: Text,
    /// The page as safe HTML.
    pub body: Text,
}

/// Longer texts as safe HTML.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Texts {
    /// The invitation.
    pub invitation: Text,
    /// How to register.
    pub registration: Text,
    /// What is kept about people, why and how long.
    pub privacy: Text,
    /// What exhibitors accept before they get a booth.
    #[serde(default)]
    pub exhibitor_terms: Text,
    /// What is sample data and what is real.
    pub sample_note: Text,
}

/// An event as its files describe it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventData {
    /// The facts and texts.
    pub event: Event,
    /// The whole programme.
    pub programme: Programme,
    /// Challenges of the ideathon to begin with.
    pub challenges: Vec<Published>,
    /// Exhibitors to begin with.
    pub exhibitors: Vec<Exhibitor>,
    /// The halls of the exhibition with their booths.
    pub halls: Vec<Hall>,
}

/// Everything the public may see, at one moment. Made from committed data only, and never changed afterwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The revision of the store it was made from.
    pub revision: u64,
    /// The event.
    pub event: Event,
    /// Its programme: released and confirmed items only.
    pub programme: Programme,
    /// The ideathon's challenges, as they were published last.
    pub challenges: Vec<Challenge>,
    /// The exhibitors, as they were approved last, in the order of their names.
    pub exhibitors: Vec<Exhibitor>,
    /// The halls of the exhibition; a booth's holder is told when the public sees that exhibitor.
    pub halls: Vec<Hall>,
    /// What cities need, as long as companies can answer; the one that was opened first comes first.
    pub needs: Vec<Need>,
}

impl Snapshot {
    /// A challenge of the ideathon.
    pub fn challenge(&self, id: &ChallengeId) -> Option<&Challenge> {
        self.challenges.iter().find(|c| c.id == *id)
    }

    /// A need of a city that companies can answer.
    pub fn need(&self, id: &NeedId) -> Option<&Need> {
        self.needs.iter().find(|n| n.id == *id)
    }

    /// An exhibitor.
    pub fn exhibitor(&self, id: &CompanyId) -> Option<&Exhibitor> {
        self.exhibitors.iter().find(|e| e.id == *id)
    }

    /// Where an exhibitor is.
    pub fn booth_of(&self, id: &CompanyId) -> Option<(&Hall, &Booth)> {
        self.halls.iter().flat_map(|hall| hall.booths.iter().map(move |booth| (hall, booth))).find(|(_, booth)| booth.holder.as_ref() == Some(id))
    }
}
