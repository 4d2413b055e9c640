//! Leads: delegates whose badge a company's staff scanned at its booth.
//!
//! Always: a company reads of a delegate what they consented to, copied at that moment, and nothing before it; a word of the delegate counts for
//! scans that were made before it and arrive after it; what was withdrawn comes back by no earlier scan.

use super::consent::{Consent, Fields, Mode, Said, Word};
use crate::checkin::Means;
use crate::kernel::ids::{AccountId, BadgeId, LeadId, ScanId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a company's question waits for the delegate.
pub const WAITS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The longest notes.
pub const NOTES_MAX: u32 = 1000;

/// How a lead stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The delegate is asked.
    Pending,
    /// The company has these fields.
    Granted(Fields),
    /// The delegate shares nothing with it.
    Refused,
    /// The delegate took back what they had shared.
    Withdrawn,
}

impl State {
    /// The names, in the order filters show them.
    pub const CODES: [&'static str; 3] = ["granted", "pending", "refused"];

    /// The name in filters and in the store.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Granted(_) => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a name; the fields are those of a granted one.
    pub fn parse(code: &str, fields: Fields) -> Option<Self> {
        match code {
            "pending" => Some(Self::Pending),
            "granted" => Some(Self::Granted(fields)),
            "refused" => Some(Self::Refused),
            "withdrawn" => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

/// What a scan made at this moment is worth, whenever it arrives. The store's transaction does the same.
pub fn decide(at: Timestamp, consent: &Consent, said: Option<&Said>) -> State {
    match said.map(|s| (&s.word, s.at)) {
        Some((Word::Granted(fields), _)) => State::Granted(fields.clone()),
        Some((Word::Refused, _)) => State::Refused,
        Some((Word::Withdrawn, then)) if at <= then => State::Withdrawn,
        // Who withdrew and shows the badge again is asked, whatever they let others have.
        Some((Word::Withdrawn, _)) => State::Pending,
        None if consent.withdrawn_at.is_some_and(|then| at <= then) => State::Withdrawn,
        None => match consent.mode {
            Mode::Ask => State::Pending,
            Mode::Share => State::Granted(consent.fields.clone()),
            Mode::Nothing => State::Refused,
        },
    }
}

/// Whether a question that was asked then waits no longer.
pub fn is_over(asked_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(asked_at) > WAITS
}

/// One scan of a badge at a booth, as the device sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoothScan {
    /// Made by the device: sent again, it is the same scan.
    pub id: ScanId,
    /// The badge.
    pub badge: BadgeId,
    /// When, by the device's clock.
    pub at: Timestamp,
    /// How.
    pub means: Means,
}

impl BoothScan {
    /// Reads the line that a device sends: id, badge, milliseconds since 1970, means. `None` when it is none.
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let scan = Self {
            id: ScanId::parse(words.next()?).ok()?,
            badge: BadgeId::parse(words.next()?).ok()?,
            at: Timestamp::from_millisecond(words.next()?.parse().ok()?).ok()?,
            means: Means::parse(words.next()?)?,
        };
        words.next().is_none().then_some(scan)
    }
}

/// How promising a lead is, as the company's staff say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// To be called first.
    Hot,
    /// Worth a call.
    Warm,
    /// Later, if at all.
    Cold,
}

impl Rating {
    /// Every rating, the most promising first.
    pub const ALL: [Self; 3] = [Self::Hot, Self::Warm, Self::Cold];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Warm => "warm",
            Self::Cold => "cold",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// What a company got of a delegate: copied when they consented; what they did not share is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A lead, as the company sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// An id that says nothing of the delegate.
    pub id: LeadId,
    /// How it stands.
    pub state: State,
    /// What the company has; empty while it has nothing.
    pub card: Card,
    /// When the badge was scanned first.
    pub scanned_at: Timestamp,
    /// Who scanned it first.
    pub by: AccountId,
    /// Their name.
    pub by_name: String,
    /// Since when the delegate is asked, while they are.
    pub asked_at: Timestamp,
    /// How promising it is.
    pub rating: Option<Rating>,
    /// What the staff wrote down.
    pub notes: String,
    /// Counts changes of rating and notes.
    pub version: u32,
}

/// A lead that is no more: what a company has to erase on its side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The id that the lead had.
    pub id: LeadId,
    /// When the delegate withdrew.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::super::consent::Field;
    use super::*;
    use proptest::prelude::*;

    fn moment(millisecond: i64) -> Timestamp {
        Timestamp::from_millisecond(millisecond).unwrap_or_default()
    }

    fn consent(mode: Mode) -> Consent {
        Consent { mode, fields: Fields::of([Field::Email]), withdrawn_at: None }
    }

    #[test]
    fn what_was_decided_beforehand_counts_for_a_company_that_was_told_nothing() {
        assert_eq!(decide(moment(1), &Consent::default(), None), State::Pending);
        assert_eq!(decide(moment(1), &consent(Mode::Share), None), State::Granted(Fields::of([Field::Email])));
        assert_eq!(decide(moment(1), &consent(Mode::Nothing), None), State::Refused);
    }

    #[test]
    fn a_word_to_one_company_goes_before_what_was_decided_for_all() {
        let said = |word| Said { word, at: moment(10) };
        for mode in Mode::ALL {
            for at in [moment(5), moment(10), moment(15)] {
                assert_eq!(decide(at, &consent(mode), Some(&said(Word::Refused))), State::Refused);
                assert_eq!(decide(at, &consent(mode), Some(&said(Word::Granted(Fields::default())))), State::Granted(Fields::default()));
            }
            for (at, state) in [(5, State::Withdrawn), (10, State::Withdrawn), (15, State::Pending)] {
                assert_eq!(decide(moment(at), &consent(mode), Some(&said(Word::Withdrawn))), state, "{mode:?} {at}");
            }
        }
    }

    #[test]
    fn what_was_withdrawn_from_all_comes_back_by_no_scan_that_was_made_before() {
        let all = Consent { withdrawn_at: Some(moment(10)), ..consent(Mode::Share) };
        assert_eq!(decide(moment(9), &all, None), State::Withdrawn);
        assert_eq!(decide(moment(10), &all, None), State::Withdrawn);
        assert_eq!(decide(moment(11), &all, None), State::Granted(Fields::of([Field::Email])));
    }

    #[test]
    fn fields_have_the_name_and_each_once() {
        let fields = Fields::parse(["phone", "email", "phone", "passport"]);
        assert_eq!(fields.codes(), ["name", "email", "phone"]);
        assert!(Field::ALL.into_iter().all(|f| Field::parse(f.code()) == Some(f)));
        assert!(Rating::ALL.into_iter().all(|r| Rating::parse(r.code()) == Some(r)));
    }

    #[test]
    fn a_line_is_read_and_anything_else_is_not() {
        assert_eq!(BoothScan::parse("a-1 00ff 1498557600000 camera").map(|s| s.at), Some(moment(1_498_557_600_000)));
        for bad in ["", "a b 1", "a b x camera", "a b 1 sonar", "a b 1 camera more", "A b 1 camera"] {
            assert_eq!(BoothScan::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_question_waits_a_week() {
        assert!(!is_over(moment(0), moment(0) + WAITS));
        assert!(is_over(moment(0), moment(1) + WAITS));
    }

    proptest! {
        #[test]
        fn nobody_gets_anything_by_a_scan_from_before_the_withdrawal(at in 0..100_i64, then in 0..100_i64, mode in 0..3_usize, all in any::<bool>()) {
            let mode = Mode::ALL.get(mode).copied().unwrap_or_default();
            let of_all = Consent { withdrawn_at: all.then(|| moment(then)), ..consent(mode) };
            let said = (!all).then(|| Said { word: Word::Withdrawn, at: moment(then) });
            let state = decide(moment(at), &of_all, said.as_ref());
            prop_assert_eq!(state == State::Withdrawn, at <= then);
        }
    }
}
