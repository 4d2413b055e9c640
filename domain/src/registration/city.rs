//! Cities: their membership, their delegation, and what goes with it.
//!
//! Membership and fee decide who votes: the General Assembly consists of the full members, and those with fees paid elect.

use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{CityId, RegistrationId};
use crate::kernel::text::{Email, fold, line};
use serde::{Deserialize, Serialize};

/// The class of a city's membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// Votes in the General Assembly.
    Full,
    /// Attends and speaks.
    Associate,
    /// Comes as a guest.
    Guest,
}

impl Membership {
    /// Every class, in the order lists show them.
    pub const ALL: [Self; 3] = [Self::Full, Self::Associate, Self::Guest];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Associate => "associate",
            Self::Guest => "guest",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// The priority class on waiting lists: full members first, then associates, then everybody else.
    pub fn priority(self) -> u8 {
        match self {
            Self::Full => 0,
            Self::Associate => 1,
            Self::Guest => 2,
        }
    }
}

/// Whether a city has paid its fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fee {
    /// Paid.
    Paid,
    /// Not paid yet.
    Due,
    /// Need not pay.
    Waived,
}

impl Fee {
    /// Every status, in the order lists show them.
    pub const ALL: [Self; 3] = [Self::Paid, Self::Due, Self::Waived];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Due => "due",
            Self::Waived => "waived",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// What the secretariat says about a city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityDraft {
    /// Its names, the first one for lists; the others, in other scripts or spellings, find it too.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The class of its membership.
    pub membership: Membership,
    /// Whether it has paid.
    pub fee: Fee,
    /// How many people it may register; `None` without a limit.
    pub cap: Option<u32>,
    /// Whether the head of the delegation approves before the secretariat does.
    pub endorses: bool,
    /// The addresses of the heads of its delegation, normalised.
    pub heads: Vec<String>,
}

impl CityDraft {
    /// Reads the form (fields `names`, `country`, `membership`, `fee`, `cap`, `endorses`, `heads`); names and addresses are one a line.
    pub fn parse(names: &str, country: &str, membership: &str, fee: &str, cap: &str, endorses: &str, heads: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let lines = |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let names = lines(names).iter().map(|name| line(name, 1, 120)).collect::<Result<Vec<_>, _>>();
        let names = errors.take("names", names.and_then(|names| if names.is_empty() { Err(Problem::Required) } else { Ok(names) }));
        let country = match country {
            "" => Err(Problem::Required),
            code if super::form::COUNTRIES.contains(&code) => Ok(code.to_owned()),
            _ => Err(Problem::NotAChoice),
        };
        let country = errors.take("country", country);
        let membership = errors.take("membership", Membership::parse(membership).ok_or(Problem::NotAChoice));
        let fee = errors.take("fee", Fee::parse(fee).ok_or(Problem::NotAChoice));
        let cap = errors.take("cap", parse_limit(cap));
        let heads = lines(heads).iter().map(|address| Email::parse(address).map(|e| e.normalised())).collect::<Result<Vec<_>, _>>();
        let heads = errors.take("heads", heads);
        match (names, country, membership, fee, cap, heads) {
            (Some(names), Some(country), Some(membership), Some(fee), Some(cap), Some(heads)) => {
                Ok(Self { names, country, membership, fee, cap, endorses: endorses == "yes", heads })
            }
            _ => Err(errors),
        }
    }

    /// Says whether the city's delegate votes: a full member that owes nothing.
    pub fn votes(&self) -> bool {
        self.membership == Membership::Full && self.fee != Fee::Due
    }
}

/// Reads a number of people; empty is no limit.
pub fn parse_limit(text: &str) -> Result<Option<u32>, Problem> {
    match text.trim() {
        "" => Ok(None),
        digits => digits.parse().ok().filter(|n| *n <= 100_000).map(Some).ok_or(Problem::NotANumber),
    }
}

/// A city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    /// The id.
    pub id: CityId,
    /// What the secretariat says about it.
    pub facts: CityDraft,
    /// How many people it has registered: all that count towards its cap.
    pub registered: u32,
    /// Who votes for it.
    pub voter: Option<RegistrationId>,
    /// Who votes when the voter cannot, in order.
    pub alternates: Vec<RegistrationId>,
    /// Counts changes.
    pub version: u32,
}

impl City {
    /// The name for lists.
    pub fn name(&self) -> &str {
        self.facts.names.first().map_or("", String::as_str)
    }
}

/// By what a city is found: country and folded name.
pub fn name_key(country: &str, name: &str) -> String {
    format!("{country} {}", words_of(name))
}

/// The folded words of a name, by which two spellings of it are the same.
pub fn words_of(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_found_by_any_of_its_names_however_written() {
        assert_eq!(name_key("RU", " УЛЬЯНОВСК"), name_key("RU", "Ульяновск"));
        assert_eq!(name_key("KR", "Seoul (Metropolitan)"), name_key("KR", "seoul metropolitan"));
        assert_ne!(name_key("RU", "Ульяновск"), name_key("KZ", "Ульяновск"));
    }

    #[test]
    fn what_is_wrong_with_a_city_is_said_field_by_field() {
        let errors = CityDraft::parse(" \n", "XX", "half", "", "many", "", "no address").err().unwrap_or_default();
        let fields: Vec<&str> = errors.0.iter().map(|(f, _)| f.as_str()).collect();
        assert_eq!(fields, ["names", "country", "membership", "fee", "cap", "heads"]);
        let fine = CityDraft::parse("Ульяновск\nUlyanovsk", "RU", "full", "waived", "12", "yes", "Head@city.example\n").unwrap();
        assert_eq!((fine.names.len(), fine.cap, fine.endorses, fine.heads.as_slice()), (2, Some(12), true, &["head@city.example".to_owned()][..]));
        assert!(fine.votes());
        assert!(!CityDraft { fee: Fee::Due, ..fine.clone() }.votes() && !CityDraft { membership: Membership::Associate, ..fine }.votes());
    }
}
