//! The form, one topic a step. A draft keeps whatever was typed; an [`Application`] is a draft in which nothing is wrong.

use super::Category;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::text::{line, paragraph};
use serde::{Deserialize, Serialize};

/// A step of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Who: names, category.
    Person,
    /// From where: city, country, organisation, position, telephone.
    City,
    /// Languages, food and access.
    Needs,
    /// Consents, each with its purpose.
    Consents,
    /// Everything once more, and the button.
    Review,
}

impl Step {
    /// The steps in order.
    pub const ALL: [Self; 5] = [Self::Person, Self::City, Self::Needs, Self::Consents, Self::Review];

    /// The name in paths.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::City => "city",
            Self::Needs => "needs",
            Self::Consents => "consents",
            Self::Review => "review",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The step after this one; the review has none.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().skip_while(|s| *s != self).nth(1)
    }

    /// The step before this one; the first has none.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().take_while(|s| *s != self).last()
    }
}

/// Everything the form asks, as typed. Many-valued answers are comma-separated codes; consents are `yes` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Given name as in the passport.
    pub given_name: String,
    /// Family name as in the passport.
    pub family_name: String,
    /// How the badge shows the name, in any script; empty means given and family name.
    pub badge_name: String,
    /// [`Category`] code.
    pub category: String,
    /// City or local government.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Organisation.
    pub organisation: String,
    /// Position.
    pub position: String,
    /// Telephone, optional.
    pub phone: String,
    /// Spoken languages, ISO 639-1 codes, comma-separated.
    pub languages: String,
    /// Language wanted for interpretation, ISO 639-1, optional.
    pub interpretation: String,
    /// [`DIETS`] codes, comma-separated.
    pub diet: String,
    /// Free words about food.
    pub diet_note: String,
    /// [`ACCESS`] codes, comma-separated.
    pub access: String,
    /// Free words about access.
    pub access_note: String,
    /// Consent to handling the registration; without it there is none.
    pub consent_handling: String,
    /// Consent to be in the list of participants that participants see.
    pub consent_list: String,
    /// Consent to pictures.
    pub consent_pictures: String,
    /// Consent to news of later assemblies.
    pub consent_news: String,
}

/// Dietary choices offered.
pub const DIETS: [&str; 7] = ["vegetarian", "vegan", "halal", "kosher", "no_gluten", "no_lactose", "no_nuts"];
/// Accessibility needs offered.
pub const ACCESS: [&str; 6] = ["wheelchair", "step_free", "hearing_loop", "sign_language", "large_print", "companion_seat"];
/// Languages offered as spoken and for interpretation, ISO 639-1.
pub const LANGUAGES: [&str; 14] = ["en", "ru", "ko", "ar", "de", "es", "fr", "hi", "id", "ja", "mn", "pt", "tr", "zh"];

/// What the approval rests on: a change of these is approved again.
pub const SENSITIVE: [&str; 7] = ["given_name", "family_name", "category", "city", "country", "organisation", "position"];

/// The consents, as field name and whether the registration needs it.
pub const CONSENTS: [(&str, bool); 4] = [("consent_handling", true), ("consent_list", false), ("consent_pictures", false), ("consent_news", false)];

impl Draft {
    /// The fields a step asks, in order.
    pub fn fields(step: Step) -> &'static [&'static str] {
        match step {
            Step::Person => &["given_name", "family_name", "badge_name", "category"],
            Step::City => &["city", "country", "organisation", "position", "phone"],
            Step::Needs => &["languages", "interpretation", "diet", "diet_note", "access", "access_note"],
            Step::Consents => &["consent_handling", "consent_list", "consent_pictures", "consent_news"],
            Step::Review => &[],
        }
    }

    /// The value of a field by its name.
    pub fn get(&self, field: &str) -> Option<&str> {
        Some(match field {
            "given_name" => &self.given_name,
            "family_name" => &self.family_name,
            "badge_name" => &self.badge_name,
            "category" => &self.category,
            "city" => &self.city,
            "country" => &self.country,
            "organisation" => &self.organisation,
            "position" => &self.position,
            "phone" => &self.phone,
            "languages" => &self.languages,
            "interpretation" => &self.interpretation,
            "diet" => &self.diet,
            "diet_note" => &self.diet_note,
            "access" => &self.access,
            "access_note" => &self.access_note,
            "consent_handling" => &self.consent_handling,
            "consent_list" => &self.consent_list,
            "consent_pictures" => &self.consent_pictures,
            "consent_news" => &self.consent_news,
            _ => return None,
        })
    }

    /// Takes over the fields of one step from another draft, cut to what can be stored at all.
    pub fn with_step(self, step: Step, from: &Self) -> Self {
        self.with_fields(Self::fields(step), from)
    }

    /// Takes over some fields from another draft, cut to what can be stored at all.
    pub fn with_fields(mut self, fields: &[&str], from: &Self) -> Self {
        for field in fields {
            if let (Some(slot), Some(value)) = (self.get_mut(field), from.get(field)) {
                *slot = value.chars().filter(|c| !c.is_control() || *c == '\n').take(4000).collect();
            }
        }
        self
    }

    fn get_mut(&mut self, field: &str) -> Option<&mut String> {
        Some(match field {
            "given_name" => &mut self.given_name,
            "family_name" => &mut self.family_name,
            "badge_name" => &mut self.badge_name,
            "category" => &mut self.category,
            "city" => &mut self.city,
            "country" => &mut self.country,
            "organisation" => &mut self.organisation,
            "position" => &mut self.position,
            "phone" => &mut self.phone,
            "languages" => &mut self.languages,
            "interpretation" => &mut self.interpretation,
            "diet" => &mut self.diet,
            "diet_note" => &mut self.diet_note,
            "access" => &mut self.access,
            "access_note" => &mut self.access_note,
            "consent_handling" => &mut self.consent_handling,
            "consent_list" => &mut self.consent_list,
            "consent_pictures" => &mut self.consent_pictures,
            "consent_news" => &mut self.consent_news,
            _ => return None,
        })
    }

    /// What is wrong with the fields of one step.
    pub fn problems(&self, step: Step) -> FieldErrors {
        let mut errors = FieldErrors::new();
        for field in Self::fields(step) {
            let value = self.get(field).unwrap_or_default();
            errors.take(field, check(field, value));
        }
        errors
    }

    /// The first step that still has a problem; `None` when the draft can be submitted.
    pub fn first_incomplete(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| !self.problems(*step).is_empty())
    }

    /// The complete application, else the problems of all steps.
    pub fn complete(&self) -> Result<Application, FieldErrors> {
        let errors: Vec<_> = Step::ALL.into_iter().flat_map(|s| self.problems(s).0).collect();
        match Category::parse(&self.category) {
            Some(category) if errors.is_empty() => Ok(Application { category, draft: self.clone() }),
            _ => Err(FieldErrors(errors)),
        }
    }

    /// The fields in which this differs from another draft.
    pub fn changed(&self, other: &Self) -> Vec<&'static str> {
        Step::ALL.into_iter().flat_map(Self::fields).copied().filter(|field| self.get(field) != other.get(field)).collect()
    }

    /// Given and family name in one line.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name.trim(), self.family_name.trim()).trim().to_owned()
    }
}

/// A draft in which nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The category.
    pub category: Category,
    /// The answers.
    pub draft: Draft,
}

fn check(field: &str, value: &str) -> Result<(), Problem> {
    match field {
        "given_name" | "family_name" => line(value, 1, 80).map(drop),
        "badge_name" => line(value, 0, 60).map(drop),
        "category" => match value {
            "" => Err(Problem::Required),
            code => Category::parse(code).map(drop).ok_or(Problem::NotAChoice),
        },
        "city" | "organisation" | "position" => line(value, 1, 120).map(drop),
        "country" => match value {
            "" => Err(Problem::Required),
            code if COUNTRIES.contains(&code) => Ok(()),
            _ => Err(Problem::NotAChoice),
        },
        "phone" => line(value, 0, 40)
            .and_then(|text| if text.chars().all(|c| c.is_ascii_digit() || "+() -./".contains(c)) { Ok(()) } else { Err(Problem::BadCharacters) }),
        "languages" => {
            if value.is_empty() {
                return Err(Problem::Required);
            }
            choices(value, &LANGUAGES)
        }
        "interpretation" => choices(value, &LANGUAGES),
        "diet" => choices(value, &DIETS),
        "access" => choices(value, &ACCESS),
        "diet_note" | "access_note" => paragraph(value, 0, 500).map(drop),
        "consent_handling" if value != "yes" => Err(Problem::ConsentNeeded),
        "consent_handling" | "consent_list" | "consent_pictures" | "consent_news" => choices(value, &["yes"]),
        _ => Ok(()),
    }
}

fn choices(value: &str, offered: &[&str]) -> Result<(), Problem> {
    if value.split(',').filter(|c| !c.is_empty()).all(|c| offered.contains(&c)) { Ok(()) } else { Err(Problem::NotAChoice) }
}

/// Country codes of ISO 3166-1 alpha-2, in code order.
#[rustfmt::skip]
pub const COUNTRIES: [&str; 249] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ",
    "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR",
    "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR",
    "GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM", "HN", "HR", "HT", "HU",
    "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ",
    "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ",
    "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF",
    "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI",
    "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR",
    "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Draft {
        Draft {
            given_name: "Zoë".into(),
            family_name: "Müller".into(),
            category: "cio".into(),
            city: "Köln".into(),
            country: "DE".into(),
            organisation: "City".into(),
            position: "CIO".into(),
            languages: "de,en".into(),
            consent_handling: "yes".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn an_empty_draft_names_every_field_it_needs() {
        let fields: Vec<String> = Draft::default().complete().err().map(|e| e.0.into_iter().map(|(f, _)| f).collect()).unwrap_or_default();
        assert_eq!(fields, ["given_name", "family_name", "category", "city", "country", "organisation", "position", "languages", "consent_handling"]);
        assert_eq!(Draft::default().first_incomplete(), Some(Step::Person));
    }

    #[test]
    fn a_complete_draft_is_an_application() {
        assert_eq!(complete().complete().map(|a| a.category), Ok(Category::Cio));
        assert_eq!(complete().first_incomplete(), None);
    }

    #[test]
    fn choices_that_were_never_offered_are_refused() {
        let draft = Draft { country: "XX".into(), diet: "vegan,soap".into(), consent_list: "no".into(), ..complete() };
        let errors = draft.complete().err().unwrap_or_default();
        assert_eq!(errors.of("country"), Some(&Problem::NotAChoice));
        assert_eq!(errors.of("diet"), Some(&Problem::NotAChoice));
        assert_eq!(errors.of("consent_list"), Some(&Problem::NotAChoice));
    }

    #[test]
    fn saving_a_step_touches_the_fields_of_that_step_only() {
        let typed = Draft { city: "Busan".into(), given_name: "Eve".into(), ..Draft::default() };
        let saved = complete().with_step(Step::City, &typed);
        assert_eq!((saved.city.as_str(), saved.given_name.as_str(), saved.country.as_str()), ("Busan", "Zoë", ""));
    }

    #[test]
    fn every_field_of_every_step_can_be_read() {
        for step in Step::ALL {
            for field in Draft::fields(step) {
                assert!(Draft::default().get(field).is_some(), "{field}");
            }
        }
        assert!(COUNTRIES.is_sorted());
    }

    #[test]
    fn steps_know_their_neighbours() {
        assert_eq!(Step::Person.previous(), None);
        assert_eq!(Step::City.previous(), Some(Step::Person));
        assert_eq!(Step::Consents.next(), Some(Step::Review));
        assert_eq!(Step::Review.next(), None);
    }
}
