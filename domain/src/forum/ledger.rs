//! A person's ledger: who saw or got what of them, and when.

use super::consent::Fields;
use jiff::Timestamp;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A check-in station read the badge.
    CheckedIn,
    /// A company's staff scanned the badge.
    Scanned,
    /// A company got fields.
    Granted,
    /// A company had to forget what it had.
    Withdrawn,
    /// A company took its leads along as a file.
    Exported,
    /// An organiser opened the page of the person.
    Opened,
    /// The registration was part of a file that an organiser took along.
    Listed,
    /// The badge was put on a sheet for printing.
    Printed,
    /// An organiser took the scores of a contest along as a file, with the person's as a juror.
    Scored,
    /// The visa desk read the passport data.
    PassportRead,
}

impl Kind {
    /// Every kind, in the order filters show them.
    pub const ALL: [Self; 10] = [
        Self::Scanned,
        Self::Granted,
        Self::Exported,
        Self::Withdrawn,
        Self::CheckedIn,
        Self::Printed,
        Self::Opened,
        Self::Listed,
        Self::Scored,
        Self::PassportRead,
    ];

    /// The name in filters and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::CheckedIn => "checked_in",
            Self::Scanned => "scanned",
            Self::Granted => "granted",
            Self::Withdrawn => "withdrawn",
            Self::Exported => "exported",
            Self::Opened => "opened",
            Self::Listed => "listed",
            Self::Printed => "printed",
            Self::Scored => "scored",
            Self::PassportRead => "passport_read",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// What a verb of the audit trail is in the ledger of the person whom it is about, where it is a look at them.
    pub fn of_verb(verb: &str) -> Option<Self> {
        match verb {
            "visa.passport_read" => Some(Self::PassportRead),
            _ => None,
        }
    }
}

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: Kind,
    /// Who: a company's name, the id of a station; empty for organisers and the visa desk.
    pub who: String,
    /// What they got, where they got something.
    pub fields: Fields,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_under_its_own_name() {
        assert!(Kind::ALL.into_iter().all(|k| Kind::parse(k.code()) == Some(k)));
        assert_eq!(Kind::of_verb("visa.passport_read"), Some(Kind::PassportRead));
        assert_eq!(Kind::of_verb("visa.requested"), None);
    }
}
