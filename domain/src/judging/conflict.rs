//! Conflicts of interest: whose judgement never counts for an entry. Some are declared by the juror, the others follow from what is known.

use crate::kernel::ids::{AccountId, EntryId};
use crate::registration::city::words_of;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Whom and what an entry belongs to, as it was when the contest opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Affiliations {
    /// Those who made it.
    pub people: Vec<AccountId>,
    /// Those who helped them.
    pub mentors: Vec<AccountId>,
    /// Their cities, by country and folded name.
    pub cities: Vec<String>,
    /// Their countries, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Their employers, folded.
    pub employers: Vec<String>,
}

/// What is known of a juror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JurorIs {
    /// Who.
    pub account: AccountId,
    /// The city, by country and folded name.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The employer, folded.
    pub employer: Option<String>,
}

/// The folded name of an employer; `None` when it says nothing.
pub fn employer_key(organisation: &str) -> Option<String> {
    Some(words_of(organisation)).filter(|words| !words.is_empty())
}

/// Why a juror does not count for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The juror said so, or an organiser did.
    Declared,
    /// The juror made the entry.
    SamePerson,
    /// The juror helped those who made it.
    Mentor,
    /// They are from the same city.
    SameCity,
    /// They have the same employer.
    SameEmployer,
    /// They are from the same country.
    SameCountry,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 6] = [Self::Declared, Self::SamePerson, Self::Mentor, Self::SameCity, Self::SameEmployer, Self::SameCountry];

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::SamePerson => "same_person",
            Self::Mentor => "mentor",
            Self::SameCity => "same_city",
            Self::SameEmployer => "same_employer",
            Self::SameCountry => "same_country",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.code() == code)
    }
}

/// A conflict of interest; once there is one, the pair never counts again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The juror.
    pub juror: AccountId,
    /// The entry.
    pub entry: EntryId,
    /// Why.
    pub ground: Ground,
    /// What the one who declared it said.
    pub reason: Option<String>,
    /// Since when it is known.
    pub at: Timestamp,
}

/// The conflict that follows from what is known, the closest one first.
pub fn derived(juror: &JurorIs, entry: &Affiliations, same_country: bool) -> Option<Ground> {
    let among = |what: &Option<String>, all: &[String]| what.as_ref().is_some_and(|w| all.contains(w));
    if entry.people.contains(&juror.account) {
        Some(Ground::SamePerson)
    } else if entry.mentors.contains(&juror.account) {
        Some(Ground::Mentor)
    } else if among(&juror.city, &entry.cities) {
        Some(Ground::SameCity)
    } else if among(&juror.employer, &entry.employers) {
        Some(Ground::SameEmployer)
    } else if same_country && among(&juror.country, &entry.countries) {
        Some(Ground::SameCountry)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_follows_from_person_mentor_city_employer_and_where_the_contest_says_so_country() {
        let id = |id: &str| AccountId::parse(id).unwrap();
        let entry = Affiliations {
            people: vec![id("ana")],
            mentors: vec![id("bo")],
            cities: vec!["PT porto".into()],
            countries: vec!["PT".into()],
            employers: vec![employer_key("Câmara do Porto").unwrap()],
        };
        let juror = |account: &str, city: &str, employer: &str| JurorIs {
            account: id(account),
            city: Some(city.to_owned()),
            country: Some("PT".to_owned()),
            employer: employer_key(employer),
        };
        let found = |juror: &JurorIs| derived(juror, &entry, false);
        assert_eq!(found(&juror("ana", "KR seoul", "")), Some(Ground::SamePerson));
        assert_eq!(found(&juror("bo", "KR seoul", "")), Some(Ground::Mentor));
        assert_eq!(found(&juror("eva", "PT porto", "")), Some(Ground::SameCity));
        assert_eq!(found(&juror("eva", "PT braga", "CAMARA do porto.")), Some(Ground::SameEmployer));
        assert_eq!(found(&juror("eva", "PT braga", "")), None);
        assert_eq!(derived(&juror("eva", "PT braga", ""), &entry, true), Some(Ground::SameCountry));
        // Nothing known is nothing shared.
        let unknown = JurorIs { account: id("eva"), city: None, country: None, employer: employer_key(" – ") };
        assert_eq!(derived(&unknown, &Affiliations::default(), true), None);
        for ground in Ground::ALL {
            assert_eq!(Ground::parse(ground.code()), Some(ground));
        }
    }
}
