//! A badge: what is on it, and whether it counts.

use super::Code;
use crate::kernel::ids::RegistrationId;
use crate::registration::{Category, Draft};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What people read on a badge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// The name, in the script that its bearer chose.
    pub name: String,
    /// The name as in the passport, where the first one is not in Latin letters.
    pub latin: Option<String>,
    /// City or local government.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Organisation.
    pub organisation: String,
    /// Position.
    pub position: String,
    /// As what its bearer takes part.
    pub category: Option<Category>,
}

impl Face {
    /// The face of a registration's badge.
    pub fn of(draft: &Draft) -> Self {
        let passport = draft.full_name();
        let chosen = draft.badge_name.trim();
        let (name, latin) = match chosen {
            "" => (passport, None),
            chosen if is_latin(chosen) || chosen == passport => (chosen.to_owned(), None),
            chosen => (chosen.to_owned(), Some(passport).filter(|p| !p.trim().is_empty() && is_latin(p))),
        };
        Self {
            name,
            latin,
            city: draft.city.clone(),
            country: draft.country.clone(),
            organisation: draft.organisation.clone(),
            position: draft.position.clone(),
            category: Category::parse(&draft.category),
        }
    }
}

/// Whether every letter of a name is Latin; marks, digits and punctuation are of no script.
fn is_latin(name: &str) -> bool {
    let latin =
        |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2b8}' | '\u{1e00}'..='\u{1eff}');
    name.chars().filter(|c| c.is_alphabetic()).all(latin)
}

/// Why a badge is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is lost.
    Lost,
    /// The name on it is wrong or has changed.
    WrongName,
    /// It is damaged.
    Damaged,
}

impl Reason {
    /// Every reason, in the order forms show them.
    pub const ALL: [Self; 3] = [Self::Lost, Self::WrongName, Self::Damaged];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::WrongName => "wrong_name",
            Self::Damaged => "damaged",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// Whether what is printed is what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Not printed yet.
    New,
    /// Printed, and its bearer's answers have changed since.
    Changed,
    /// Printed as it is.
    Printed,
}

impl Standing {
    /// Every standing, in the order filters show them.
    pub const ALL: [Self; 3] = [Self::New, Self::Changed, Self::Printed];

    /// The name in filters and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Printed => "printed",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The badge of a registration that counts now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Whose it is.
    pub registration: RegistrationId,
    /// The how-manieth it is; earlier ones are void.
    pub number: u32,
    /// Its code.
    pub code: Code,
    /// What is on it.
    pub face: Face,
    /// Whether the registration takes part; another badge lets nobody in.
    pub counts: bool,
    /// Whether it is printed.
    pub standing: Standing,
    /// When it was last printed.
    pub printed_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(badge_name: &str) -> (String, Option<String>) {
        let draft = Draft { given_name: "Min-ji".into(), family_name: "Kim".into(), badge_name: badge_name.into(), ..Draft::default() };
        let face = Face::of(&draft);
        (face.name, face.latin)
    }

    #[test]
    fn a_name_in_another_script_has_the_name_of_the_passport_below_it() {
        assert_eq!(face(""), ("Min-ji Kim".to_owned(), None));
        assert_eq!(face("Dr. MJ Kim"), ("Dr. MJ Kim".to_owned(), None));
        assert_eq!(face("Łucja Đorđević-Ő 2"), ("Łucja Đorđević-Ő 2".to_owned(), None));
        for name in ["김민지", "Мин Чжи", "Dr. 김", "مين"] {
            assert_eq!(face(name), (name.to_owned(), Some("Min-ji Kim".to_owned())), "{name}");
        }
    }

    #[test]
    fn a_passport_that_was_not_given_in_latin_letters_is_not_repeated() {
        let draft = Draft { given_name: "Анна".into(), family_name: "Ли".into(), badge_name: "Аня".into(), ..Draft::default() };
        assert_eq!(Face::of(&draft).latin, None);
    }
}
