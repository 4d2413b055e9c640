//! What a delegate lets companies have: which fields, of which company, and until when they say otherwise.

use crate::kernel::ids::CompanyId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that a company may get of a delegate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name; without it a contact is none.
    Name,
    /// Organisation and city.
    Organisation,
    /// The position.
    Position,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
}

impl Field {
    /// Every field, in the order forms show them.
    pub const ALL: [Self; 5] = [Self::Name, Self::Organisation, Self::Position, Self::Email, Self::Phone];
    /// Those that can be chosen: the name is always there.
    pub const CHOSEN: [Self; 4] = [Self::Organisation, Self::Position, Self::Email, Self::Phone];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Organisation => "organisation",
            Self::Position => "position",
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// Fields that go together: the name is always one of them, and each is there once, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields(Vec<Field>);

impl Default for Fields {
    fn default() -> Self {
        Self(vec![Field::Name])
    }
}

impl Fields {
    /// These, and the name.
    pub fn of(chosen: impl IntoIterator<Item = Field>) -> Self {
        let chosen: Vec<Field> = chosen.into_iter().collect();
        Self(Field::ALL.into_iter().filter(|f| *f == Field::Name || chosen.contains(f)).collect())
    }

    /// Reads names; what is no field is left out.
    pub fn parse<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of(codes.into_iter().filter_map(Field::parse))
    }

    /// Whether a field is among them.
    pub fn has(&self, field: Field) -> bool {
        self.0.contains(&field)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Field> + '_ {
        self.0.iter().copied()
    }

    /// Their names in the store.
    pub fn codes(&self) -> Vec<String> {
        self.iter().map(|f| f.code().to_owned()).collect()
    }
}

/// What happens when a company scans the badge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The delegate is asked.
    #[default]
    Ask,
    /// Every exhibitor gets the chosen fields.
    Share,
    /// Nobody gets anything.
    Nothing,
}

impl Mode {
    /// Every mode, in the order the form shows them.
    pub const ALL: [Self; 3] = [Self::Ask, Self::Share, Self::Nothing];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Share => "share",
            Self::Nothing => "nothing",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }
}

/// What a delegate decided for every company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// What happens at a scan.
    pub mode: Mode,
    /// What is shared where it is shared without asking, and what is ticked beforehand where it is asked.
    pub fields: Fields,
    /// When everything was last withdrawn: scans until then count for nothing.
    pub withdrawn_at: Option<Timestamp>,
}

/// What a delegate told one company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// It may have these.
    Granted(Fields),
    /// It gets nothing, until the delegate says otherwise.
    Refused,
    /// It has to forget what it had.
    Withdrawn,
}

impl Word {
    /// The name in the store.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Granted(_) => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What one company was told, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub word: Word,
    /// When.
    pub at: Timestamp,
}

/// One company that asked a delegate for something, as the delegate sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The company.
    pub company: CompanyId,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: super::lead::State,
    /// When its staff scanned the badge first.
    pub scanned_at: Timestamp,
    /// Until when it can be answered, while it waits.
    pub until: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}
