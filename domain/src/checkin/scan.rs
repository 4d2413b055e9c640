//! Reading badges: what a device sends, what becomes of it, and how readings of several devices are one check-in.
//!
//! Always: the check-in of a badge at a station is the earliest reading that counts, in whichever order devices send theirs; no reading is lost.

use crate::kernel::ids::{BadgeId, ScanId, StationId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How old a reading may be when it arrives: a device whose clock was never set does not put somebody's arrival into another year.
const OLDEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How a badge was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// By a camera.
    Camera,
    /// Typed, by a person or by a scanner that types.
    Typed,
    /// The person was found by name.
    Name,
}

impl Means {
    /// Every means.
    pub const ALL: [Self; 3] = [Self::Camera, Self::Typed, Self::Name];

    /// The name in the store and on the way from a device.
    pub fn code(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Typed => "typed",
            Self::Name => "name",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }
}

/// One reading, as the device that made it sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Made by the device: sent again, it is the same reading.
    pub id: ScanId,
    /// Where.
    pub station: StationId,
    /// The badge.
    pub badge: BadgeId,
    /// When, by the device's clock.
    pub at: Timestamp,
    /// How.
    pub means: Means,
}

impl Scan {
    /// Reads the line that a device sends: id, station, badge, milliseconds since 1970, means. `None` when it is none.
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let scan = Self {
            id: ScanId::parse(words.next()?).ok()?,
            station: StationId::parse(words.next()?).ok()?,
            badge: BadgeId::parse(words.next()?).ok()?,
            at: Timestamp::from_millisecond(words.next()?.parse().ok()?).ok()?,
            means: Means::parse(words.next()?)?,
        };
        words.next().is_none().then_some(scan)
    }
}

/// A device's moment by the server's clock: what the device said when it sent tells how far its clock is off. Never later than it arrived.
pub fn corrected(at: Timestamp, sent_at: Timestamp, received_at: Timestamp) -> Timestamp {
    let off = received_at.duration_since(sent_at);
    let oldest = received_at.saturating_sub(OLDEST).unwrap_or(Timestamp::MIN);
    at.saturating_add(off).unwrap_or(received_at).clamp(oldest.min(received_at), received_at)
}

/// What became of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The person is checked in by it.
    CheckedIn,
    /// The person is checked in by it, and a later reading was known already.
    Earlier,
    /// The person was checked in before.
    Again,
    /// The badge had been replaced.
    Void,
    /// The registration does not take part.
    NotTakingPart,
    /// The check-in was taken back after this reading.
    TakenBack,
    /// There is no such badge.
    Unknown,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 7] = [Self::CheckedIn, Self::Earlier, Self::Again, Self::Void, Self::NotTakingPart, Self::TakenBack, Self::Unknown];

    /// The name in the store and on the way to a device.
    pub fn code(self) -> &'static str {
        match self {
            Self::CheckedIn => "checked_in",
            Self::Earlier => "earlier",
            Self::Again => "again",
            Self::Void => "void",
            Self::NotTakingPart => "not_taking_part",
            Self::TakenBack => "taken_back",
            Self::Unknown => "unknown",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    /// Whether somebody should look.
    pub fn is_flagged(self) -> bool {
        self != Self::CheckedIn
    }
}

/// That somebody was at a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// When: the earliest reading that counts.
    pub at: Timestamp,
    /// That reading; of two at the same moment the one with the smaller id.
    pub scan: ScanId,
    /// How many readings there were in all.
    pub readings: u32,
    /// Whether it counts: nobody took it back, or there was another reading since.
    pub counts: bool,
    /// When it was last taken back.
    pub taken_back_at: Option<Timestamp>,
}

impl CheckIn {
    /// What is so after another reading of a badge that counts. The store's transaction does the same.
    pub fn after(known: Option<Self>, at: Timestamp, scan: ScanId) -> (Self, Outcome) {
        let Some(known) = known else {
            return (Self { at, scan, readings: 1, counts: true, taken_back_at: None }, Outcome::CheckedIn);
        };
        let known = Self { readings: known.readings.saturating_add(1), ..known };
        if known.taken_back_at.is_some_and(|back| at <= back) {
            (known, Outcome::TakenBack)
        } else if !known.counts {
            (Self { at, scan, counts: true, ..known }, Outcome::CheckedIn)
        } else if (at, &scan) < (known.at, &known.scan) {
            (Self { at, scan, ..known }, Outcome::Earlier)
        } else {
            (known, Outcome::Again)
        }
    }

    /// What is so after it was taken back.
    #[must_use]
    pub fn taken_back(self, now: Timestamp) -> Self {
        Self { counts: false, taken_back_at: Some(now), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(millisecond: i64) -> Timestamp {
        Timestamp::from_millisecond(millisecond).unwrap_or_default()
    }

    fn id(number: usize) -> ScanId {
        ScanId::parse(&format!("scan-{number:03}")).unwrap_or_else(|_| unreachable!())
    }

    fn all(readings: &[(i64, usize)], mut known: Option<CheckIn>) -> (Option<CheckIn>, Vec<Outcome>) {
        let mut outcomes = Vec::new();
        for (at, number) in readings {
            let (after, outcome) = CheckIn::after(known, moment(*at), id(*number));
            known = Some(after);
            outcomes.push(outcome);
        }
        (known, outcomes)
    }

    #[test]
    fn a_line_is_read_and_anything_else_is_not() {
        let scan = Scan::parse("a-1 registration-desk 00ff 1498557600000 camera").map(|s| (s.station.to_string(), s.at, s.means));
        assert_eq!(scan, Some(("registration-desk".to_owned(), moment(1_498_557_600_000), Means::Camera)));
        for bad in ["", "a b c 1", "a b c x camera", "a b c 1 sonar", "a b c 1 camera more", "A b c 1 camera", "a b c 99999999999999999 camera"] {
            assert_eq!(Scan::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_clock_that_is_off_is_put_right_and_nothing_happens_in_the_future_or_long_ago() {
        let (sent, received) = (moment(5_000_000), moment(9_000_000));
        assert_eq!(corrected(moment(4_000_000), sent, received), moment(8_000_000));
        assert_eq!(corrected(moment(6_000_000), sent, received), received);
        assert_eq!(corrected(Timestamp::MIN, sent, received), moment(9_000_000) - OLDEST);
        assert_eq!(corrected(Timestamp::MAX, Timestamp::MIN, received), received);
    }

    #[test]
    fn what_was_taken_back_stays_so_for_readings_before_it_and_not_for_those_after() {
        let (known, _) = all(&[(10, 1)], None);
        let known = known.map(|k| k.taken_back(moment(20)));
        let (known, outcomes) = all(&[(15, 2), (30, 3), (25, 4), (5, 5)], known);
        assert_eq!(outcomes, [Outcome::TakenBack, Outcome::CheckedIn, Outcome::Earlier, Outcome::TakenBack]);
        assert_eq!(known.map(|k| (k.at, k.scan, k.readings, k.counts)), Some((moment(25), id(4), 5, true)));
    }

    proptest! {
        #[test]
        fn the_earliest_reading_is_the_check_in_in_whichever_order_they_come(
            times in proptest::collection::vec(0..50_i64, 1..12),
            back in proptest::option::of(0..50_i64),
            order in any::<proptest::sample::Index>(),
        ) {
            let readings: Vec<(i64, usize)> = times.iter().copied().zip(0..).collect();
            // What was taken back was there before: readings until then have come.
            let (before, after): (Vec<_>, Vec<_>) = readings.iter().copied().partition(|(at, _)| back.is_some_and(|b| *at <= b));
            let start = |before: &[(i64, usize)]| {
                let (known, _) = all(before, None);
                match back {
                    Some(back) => known.map(|k| k.taken_back(moment(back))),
                    None => known,
                }
            };
            let (known, outcomes) = all(&after, start(&before));
            let mut turned = after.clone();
            if !turned.is_empty() {
                let by = order.index(turned.len());
                turned.rotate_left(by);
                turned.reverse();
            }
            let (again, others) = all(&turned, start(&before));
            if after.is_empty() {
                prop_assert_eq!(known.as_ref().map(|k| k.counts), again.as_ref().map(|k| k.counts));
            } else {
                prop_assert_eq!(&known, &again);
                let earliest = after.iter().min().map(|(at, number)| (moment(*at), id(*number)));
                prop_assert_eq!(known.map(|k| (k.at, k.scan)), earliest);
            }
            let firsts = |outcomes: &[Outcome]| outcomes.iter().filter(|o| **o == Outcome::CheckedIn).count();
            prop_assert_eq!(firsts(&outcomes), firsts(&others));
            prop_assert_eq!(firsts(&outcomes), usize::from(!after.is_empty()));
        }
    }
}
