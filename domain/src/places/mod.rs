//! Places: what many want and few can have. Categories of registration, sessions, tours, dinners.
//!
//! A *pool* has a capacity. A *party* is one person or a group that comes all together or not at all; it asks, and has a place or waits. Always
//! holds: the people of confirmed parties and of live offers are never more than the capacity; no waiting party fits into what is free; a
//! person belongs to one party of a pool that holds or waits; who declined, let an offer pass or left is not offered again before asking
//! again. The order of the waiting list is the priority class, then the time of asking; a smaller party may pass a larger one only into
//! places that the larger one does not fit into.

mod book;

use crate::kernel::ids::{PartyId, PoolId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use book::{Action, Book, Change, Plan};

/// How a party stands in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Has its places.
    Confirmed,
    /// Is on the waiting list.
    Waiting,
    /// May take its places until a moment.
    Offered {
        /// When the offer ends.
        until: Timestamp,
    },
    /// Did not want what was offered.
    Declined,
    /// Let an offer pass.
    Expired,
    /// Left the list or gave its places back.
    Cancelled,
    /// Came.
    Attended,
    /// Did not come.
    NoShow,
}

impl Standing {
    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Waiting => "waiting",
            Self::Offered { .. } => "offered",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Attended => "attended",
            Self::NoShow => "no_show",
        }
    }

    /// Reads a name; `until` is the end of an offer.
    pub fn parse(code: &str, until: Option<Timestamp>) -> Option<Self> {
        Some(match code {
            "confirmed" => Self::Confirmed,
            "waiting" => Self::Waiting,
            "offered" => Self::Offered { until: until? },
            "declined" => Self::Declined,
            "expired" => Self::Expired,
            "cancelled" => Self::Cancelled,
            "attended" => Self::Attended,
            "no_show" => Self::NoShow,
            _ => return None,
        })
    }

    /// When an offer ends.
    pub fn until(self) -> Option<Timestamp> {
        match self {
            Self::Offered { until } => Some(until),
            _ => None,
        }
    }

    /// Whether the party takes up capacity.
    pub fn holds(self) -> bool {
        matches!(self, Self::Confirmed | Self::Offered { .. } | Self::Attended)
    }

    /// Whether the party holds or waits; its people then have no second party in the pool.
    pub fn is_live(self) -> bool {
        self.holds() || self == Self::Waiting
    }
}

/// A party in a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Which one.
    pub id: PartyId,
    /// Whom it consists of: at least one, each once. Ids of accounts or registrations, as the pool's area says.
    pub people: Vec<String>,
    /// The priority class: lower goes first.
    pub class: u8,
    /// When it asked.
    pub asked_at: Timestamp,
    /// How it stands.
    pub standing: Standing,
}

impl Party {
    /// How many places it needs.
    pub fn size(&self) -> u32 {
        u32::try_from(self.people.len()).unwrap_or(u32::MAX)
    }

    /// Its place in the order of the waiting list: class, moment, id.
    pub fn rank(&self) -> String {
        format!("{:03}-{:020}-{}", self.class, self.asked_at.as_millisecond().max(0), self.id)
    }
}

/// What a pool has and what is left, for everybody to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupancy {
    /// Which one.
    pub pool: PoolId,
    /// How many it has; `None` without a limit.
    pub capacity: Option<u32>,
    /// People of confirmed parties and live offers.
    pub held: u32,
    /// Of these, people of live offers.
    pub offered: u32,
    /// People on the waiting list.
    pub waiting: u32,
}

/// Why a request about places is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The party, or one of its people in another party, holds or waits already.
    #[error("already here")]
    AlreadyHere,
    /// There is nothing of this party that could be accepted, declined or left.
    #[error("not here")]
    NotHere,
    /// The offer ended.
    #[error("offer ended")]
    OfferEnded,
    /// More people hold places than the new capacity has: who gives theirs back has to be chosen.
    #[error("below what is held")]
    BelowHeld,
}

impl Refusal {
    /// Every refusal.
    pub const ALL: [Self; 4] = [Self::AlreadyHere, Self::NotHere, Self::OfferEnded, Self::BelowHeld];

    /// The code a transaction throws, `places.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::AlreadyHere => "places.already_here",
            Self::NotHere => "places.not_here",
            Self::OfferEnded => "places.offer_ended",
            Self::BelowHeld => "places.below_held",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
