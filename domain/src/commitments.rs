//! One person's calendar: everything at which they have promised to be.
//!
//! Always: what blocks never overlaps something else that blocks; what only warns is told and left to the person. An area that takes somebody's time
//! adds its kind here and writes its rows through `store::commitments`; it needs no other area for that.

use crate::kernel::ids::AccountId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a commitment is at most: what may overlap a moment began within this time before it.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What takes somebody's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Meeting a company at its booth.
    BoothVisit,
    /// Receiving somebody at the booth of one's own company.
    BoothDuty,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::BoothVisit, Self::BoothDuty];

    /// The name in the store; a person has one commitment of a kind to one thing.
    pub fn code(self) -> &'static str {
        match self {
            Self::BoothVisit => "booth_visit",
            Self::BoothDuty => "booth_duty",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// How much it counts.
    pub fn weight(self) -> Weight {
        match self {
            Self::BoothVisit | Self::BoothDuty => Weight::Block,
        }
    }
}

/// How much a commitment counts against another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Others wait for the person: nothing else is possible at that time.
    Block,
    /// A wish: something else is possible, and the person is told.
    Warn,
}

/// A span of time that somebody gave away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Whose time.
    pub account: AccountId,
    /// What takes it.
    pub kind: Kind,
    /// Which one of these: an id of its area.
    pub what: String,
    /// From when.
    pub start: Timestamp,
    /// Until when; something else may begin then.
    pub end: Timestamp,
    /// A name for people, such as the company's.
    pub label: String,
    /// Where it takes place, maybe empty.
    pub place: String,
    /// Counts changes of time and of whether it takes place (RFC 5545, 3.8.7.4).
    pub sequence: u32,
    /// Whether it takes place; one that does not stays, so that calendars take it out.
    pub live: bool,
}

impl Commitment {
    /// Whether both take the same time.
    pub fn overlaps(&self, start: Timestamp, end: Timestamp) -> bool {
        overlap((self.start, self.end), (start, end))
    }
}

/// Whether two spans of time overlap; one may begin when the other ends.
pub fn overlap(one: (Timestamp, Timestamp), other: (Timestamp, Timestamp)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// What stands in the way of a span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash<'a> {
    /// Nothing.
    None,
    /// These, which leave the choice to the person.
    Warns(Vec<&'a Commitment>),
    /// These, with which it is not possible.
    Blocks(Vec<&'a Commitment>),
}

/// Looks for what stands in the way of something of this kind, besides the thing itself when it is moved.
pub fn clash<'a>(all: &'a [Commitment], kind: Kind, what: &str, start: Timestamp, end: Timestamp) -> Clash<'a> {
    let there: Vec<&Commitment> = all.iter().filter(|c| c.live && c.overlaps(start, end) && !(c.kind == kind && c.what == what)).collect();
    let blocks: Vec<&Commitment> = match kind.weight() {
        Weight::Block => there.iter().copied().filter(|c| c.kind.weight() == Weight::Block).collect(),
        Weight::Warn => Vec::new(),
    };
    match (there.is_empty(), blocks.is_empty()) {
        (true, _) => Clash::None,
        (false, true) => Clash::Warns(there),
        (false, false) => Clash::Blocks(blocks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_498_000_000 + 60 * minutes).unwrap()
    }

    fn visit(what: &str, from: i64, to: i64) -> Commitment {
        Commitment {
            account: AccountId::parse("a").unwrap(),
            kind: Kind::BoothVisit,
            what: what.into(),
            start: at(from),
            end: at(to),
            label: what.into(),
            place: String::new(),
            sequence: 0,
            live: true,
        }
    }

    #[test]
    fn what_overlaps_by_a_minute_blocks_and_what_follows_does_not() {
        let all = [visit("a", 0, 30), visit("b", 60, 90)];
        assert_eq!(clash(&all, Kind::BoothVisit, "c", at(30), at(60)), Clash::None);
        for (from, to) in [(29, 40), (0, 30), (10, 20), (-5, 1), (-5, 200), (59, 61)] {
            assert!(matches!(clash(&all, Kind::BoothDuty, "c", at(from), at(to)), Clash::Blocks(_)), "{from}-{to}");
        }
        let Clash::Blocks(named) = clash(&all, Kind::BoothVisit, "c", at(20), at(70)) else { panic!("no clash") };
        assert_eq!(named.iter().map(|c| c.label.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn a_thing_does_not_stand_in_its_own_way_and_what_does_not_take_place_in_nobodys() {
        let gone = Commitment { live: false, ..visit("b", 0, 60) };
        let all = [visit("a", 0, 30), gone];
        assert_eq!(clash(&all, Kind::BoothVisit, "a", at(10), at(50)), Clash::None);
        assert!(matches!(clash(&all, Kind::BoothDuty, "a", at(10), at(50)), Clash::Blocks(_)), "another kind of the same name is another thing");
        assert!(Kind::ALL.into_iter().all(|k| Kind::parse(k.code()) == Some(k)));
    }
}
