//! Deciding on many registrations at once: looked at before it is done, and undone for a while afterwards.
//!
//! Always: nothing is decided before the list was seen and confirmed; whoever changed meanwhile is left out and named; the letters wait until
//! nothing can be undone any more.

use crate::kernel::ids::{BulkId, RegistrationId};
use crate::registration::{Decision, State};
use jiff::{SignedDuration, Timestamp};

/// How long a decision on many can be undone after it was confirmed.
pub const UNDO: SignedDuration = SignedDuration::from_mins(10);
/// How much longer the letters wait, so that undoing at the last moment is over before the first one leaves.
pub const GRACE: SignedDuration = SignedDuration::from_mins(1);
/// The most registrations decided on at once.
pub const MOST: usize = 10_000;
/// How long a list that was looked at and not confirmed is kept.
pub const KEPT_UNCONFIRMED: SignedDuration = SignedDuration::from_hours(24);

/// Where a decision on many stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The list is being made.
    Gathering,
    /// The list can be looked at and confirmed.
    Preview,
    /// It is being carried out.
    Applying,
    /// It is carried out.
    Done,
    /// It is being undone.
    Undoing,
    /// It is undone, as far as that was possible.
    Undone,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 6] = [Self::Gathering, Self::Preview, Self::Applying, Self::Done, Self::Undoing, Self::Undone];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Gathering => "gathering",
            Self::Preview => "preview",
            Self::Applying => "applying",
            Self::Done => "done",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What becomes of one registration on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Its turn comes.
    Waiting,
    /// Decided.
    Applied,
    /// Left out.
    Skipped,
    /// Its turn never came, because all was undone before.
    Cancelled,
    /// Put back as it was.
    Undone,
    /// Decided, and could not be put back.
    Kept,
}

impl Fate {
    /// Every fate, in the order lists show them.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Applied, Self::Undone, Self::Cancelled, Self::Kept, Self::Skipped];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Applied => "applied",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
            Self::Undone => "undone",
            Self::Kept => "kept",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// Why a registration was left out, or could not be put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no longer at the desk.
    Gone,
    /// Its state does not allow the decision.
    State,
    /// Somebody changed it meanwhile.
    Changed,
    /// Its letter is on the way.
    Mailed,
    /// There is no place for it: its city is full, or the place that it had was given away.
    Place,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Gone, Self::State, Self::Changed, Self::Mailed, Self::Place];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::State => "state",
            Self::Changed => "changed",
            Self::Mailed => "mailed",
            Self::Place => "place",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }
}

/// A decision on many registrations.
#[derive(Clone, Debug, PartialEq)]
pub struct Bulk {
    /// The id.
    pub id: BulkId,
    /// Who takes it, as the audit trail knows them.
    pub by: String,
    /// When the list was made.
    pub at: Timestamp,
    /// What is decided.
    pub decision: Decision,
    /// The filter of the desk that the list was made from; empty when it was ticked row by row.
    pub filter: String,
    /// Where it stands.
    pub stage: Stage,
    /// Until when it can be undone, once it is confirmed.
    pub until: Option<Timestamp>,
    /// Who undid it.
    pub undone_by: Option<String>,
}

impl Bulk {
    /// How long it can still be undone; `None` when it cannot.
    pub fn undo_left(&self, now: Timestamp) -> Option<SignedDuration> {
        let open = matches!(self.stage, Stage::Applying | Stage::Done);
        self.until.filter(|until| open && *until > now).map(|until| until.duration_since(now))
    }
}

/// One registration on the list.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkItem {
    /// Its place.
    pub ord: u32,
    /// The registration.
    pub registration: RegistrationId,
    /// Given and family name; empty when it is gone.
    pub name: String,
    /// The city.
    pub city: String,
    /// What becomes of it.
    pub fate: Fate,
    /// Why it was left out or not put back.
    pub why: Option<Why>,
    /// Its state now; `None` when it is gone.
    pub state: Option<State>,
    /// Whether it was changed since the list was made.
    pub changed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::BadId;

    #[test]
    fn undoing_is_possible_from_the_confirmation_to_the_end_of_the_window() -> Result<(), BadId> {
        let (start, minute) = (Timestamp::UNIX_EPOCH, SignedDuration::from_mins(1));
        let mut bulk = Bulk {
            id: BulkId::parse("b")?,
            by: "desk".into(),
            at: start,
            decision: Decision::Approve,
            filter: String::new(),
            stage: Stage::Preview,
            until: None,
            undone_by: None,
        };
        assert_eq!(bulk.undo_left(start), None);
        bulk.until = Some(start + UNDO);
        for (stage, open) in [(Stage::Applying, true), (Stage::Done, true), (Stage::Undoing, false), (Stage::Undone, false), (Stage::Preview, false)]
        {
            bulk.stage = stage;
            assert_eq!(bulk.undo_left(start + minute), open.then_some(minute * 9), "{stage:?}");
            assert_eq!(bulk.undo_left(start + UNDO), None);
        }
        Ok(())
    }

    #[test]
    fn names_in_the_store_are_read_again() {
        assert!(Stage::ALL.into_iter().all(|s| Stage::parse(s.code()) == Some(s)));
        assert!(Fate::ALL.into_iter().all(|f| Fate::parse(f.code()) == Some(f)));
        assert!(Why::ALL.into_iter().all(|w| Why::parse(w.code()) == Some(w)));
    }
}
