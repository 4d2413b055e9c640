//! A company's profile: what its people write together, how edits made at once come together, and what an organiser looks at before the public
//! sees it.
//!
//! Always: an edit is made on a version; what only one of two changed since then is kept from both, and what both changed is decided by a person
//! who sees both. Whom to ask and where else to find the company goes live at once; everything that says something about the company is looked at.

use super::company::{Company, optional_link, topics};
use super::exhibitor::{Contact, Exhibitor, Reference, Solution};
use super::rules::Rules;
use crate::files::FileFacts;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, ChallengeId, SolutionId};
use crate::kernel::lang::{Lang, Text};
use crate::kernel::links::parse_links;
use crate::kernel::text::{Email, line, paragraph};
use crate::registration::form::COUNTRIES;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How many solutions a company shows at most.
pub const MOST_SOLUTIONS: usize = 12;
/// How many cities it names at most.
pub const MOST_REFERENCES: usize = 20;

/// What a company's people write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// What the company does, in a sentence.
    pub tagline: Text,
    /// What it does, in plain paragraphs.
    pub about: Text,
    /// Where it is at home: ISO 3166-1 alpha-2, in capitals; empty when not said.
    pub country: String,
    /// The city where it is at home.
    pub city: String,
    /// Its own site, or empty.
    pub website: String,
    /// A video, or empty.
    pub video: String,
    /// Its pages elsewhere.
    pub social: Vec<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// What it offers cities, in the order in which it was added.
    pub solutions: Vec<Solution>,
    /// Cities that use it, in the order in which they were added.
    pub references: Vec<Named>,
}

/// A reference that can be told from the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its id inside the profile.
    pub id: SolutionId,
    /// What is said.
    pub says: Reference,
}

/// A part of the profile: the unit in which edits come together and are looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What the company does, in a sentence.
    Tagline(Lang),
    /// What it does.
    About(Lang),
    /// Where it is at home.
    Home,
    /// Its own site.
    Website,
    /// A video.
    Video,
    /// Its pages elsewhere.
    Social,
    /// Whom to ask.
    Contact,
    /// Something that it offers.
    Solution(SolutionId),
    /// A city that uses it.
    Reference(SolutionId),
}

impl Part {
    /// The name in the store.
    pub fn code(&self) -> String {
        match self {
            Self::Tagline(lang) => format!("tagline.{}", lang.code()),
            Self::About(lang) => format!("about.{}", lang.code()),
            Self::Home => "home".to_owned(),
            Self::Website => "website".to_owned(),
            Self::Video => "video".to_owned(),
            Self::Social => "social".to_owned(),
            Self::Contact => "contact".to_owned(),
            Self::Solution(id) => format!("solution.{id}"),
            Self::Reference(id) => format!("reference.{id}"),
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        let lang = |code: &str| Lang::ALL.into_iter().find(|l| l.code() == code);
        Some(match code.split_once('.') {
            None => match code {
                "home" => Self::Home,
                "website" => Self::Website,
                "video" => Self::Video,
                "social" => Self::Social,
                "contact" => Self::Contact,
                _ => return None,
            },
            Some(("tagline", rest)) => Self::Tagline(lang(rest)?),
            Some(("about", rest)) => Self::About(lang(rest)?),
            Some(("solution", rest)) => Self::Solution(SolutionId::parse(rest).ok()?),
            Some(("reference", rest)) => Self::Reference(SolutionId::parse(rest).ok()?),
            Some(_) => return None,
        })
    }

    /// Whether it says something about the company, which an organiser looks at before the public sees it.
    pub fn is_claim(&self) -> bool {
        !matches!(self, Self::Contact | Self::Social)
    }

    /// The parts that every profile has.
    pub fn fixed() -> Vec<Self> {
        let texts = Lang::ALL.into_iter().flat_map(|lang| [Self::Tagline(lang), Self::About(lang)]);
        texts.chain([Self::Home, Self::Website, Self::Video, Self::Social, Self::Contact]).collect()
    }
}

impl Profile {
    /// Every part that the profile has.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Part::fixed();
        parts.extend(self.solutions.iter().map(|s| Part::Solution(s.id.clone())));
        parts.extend(self.references.iter().map(|r| Part::Reference(r.id.clone())));
        parts
    }

    /// A solution.
    pub fn solution(&self, id: &SolutionId) -> Option<&Solution> {
        self.solutions.iter().find(|s| s.id == *id)
    }

    /// A reference.
    pub fn reference(&self, id: &SolutionId) -> Option<&Reference> {
        self.references.iter().find(|r| r.id == *id).map(|r| &r.says)
    }

    /// Whether a part is the same in another profile.
    pub fn same(&self, part: &Part, other: &Self) -> bool {
        match part {
            Part::Tagline(lang) => self.tagline.exact(*lang) == other.tagline.exact(*lang),
            Part::About(lang) => self.about.exact(*lang) == other.about.exact(*lang),
            Part::Home => self.country == other.country && self.city == other.city,
            Part::Website => self.website == other.website,
            Part::Video => self.video == other.video,
            Part::Social => self.social == other.social,
            Part::Contact => self.contact == other.contact,
            Part::Solution(id) => self.solution(id) == other.solution(id),
            Part::Reference(id) => self.reference(id) == other.reference(id),
        }
    }

    /// Takes a part over from another profile; what that does not have goes.
    pub fn take(&mut self, part: &Part, from: &Self) {
        match part {
            Part::Tagline(lang) => *self.tagline.exact_mut(*lang) = from.tagline.exact(*lang).to_owned(),
            Part::About(lang) => *self.about.exact_mut(*lang) = from.about.exact(*lang).to_owned(),
            Part::Home => (self.country, self.city) = (from.country.clone(), from.city.clone()),
            Part::Website => self.website.clone_from(&from.website),
            Part::Video => self.video.clone_from(&from.video),
            Part::Social => self.social.clone_from(&from.social),
            Part::Contact => self.contact.clone_from(&from.contact),
            Part::Solution(id) => put(&mut self.solutions, |s| s.id == *id, from.solution(id).cloned()),
            Part::Reference(id) => {
                put(&mut self.references, |r| r.id == *id, from.reference(id).map(|says| Named { id: id.clone(), says: says.clone() }));
            }
        }
    }

    /// The parts that differ from another profile, those of the other one that are gone here included.
    pub fn differs(&self, other: &Self) -> Vec<Part> {
        let mut parts = self.parts();
        parts.extend(other.parts().into_iter().filter(|p| !self.parts().contains(p)));
        parts.into_iter().filter(|part| !self.same(part, other)).collect()
    }

    /// What the public needs and is not there yet.
    pub fn missing(&self) -> Vec<Lack> {
        let said = |text: &Text| Lang::ALL.into_iter().any(|lang| !text.exact(lang).is_empty());
        let lacks = [
            (said(&self.tagline), Lack::Tagline),
            (said(&self.about), Lack::About),
            (!self.country.is_empty() && !self.city.is_empty(), Lack::Home),
            (self.contact.is_some(), Lack::Contact),
            (!self.solutions.is_empty(), Lack::Solution),
        ];
        lacks.into_iter().filter(|(there, _)| !there).map(|(_, lack)| lack).collect()
    }

    /// The exhibitor that the public sees of it.
    pub fn as_exhibitor(&self, company: &Company, files: Shown) -> Exhibitor {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Exhibitor {
            id: company.id.clone(),
            name: company.name.clone(),
            tagline: self.tagline.clone(),
            about: self.about.clone(),
            country: self.country.clone(),
            city: self.city.clone(),
            website: given(&self.website),
            video: given(&self.video),
            social: self.social.clone(),
            contact: self.contact.clone(),
            logo: files.logo,
            pictures: files.pictures,
            documents: files.documents,
            solutions: self.solutions.clone(),
            references: self.references.iter().map(|r| r.says.clone()).collect(),
            sample: false,
        }
    }
}

fn put<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, new: Option<T>) {
    match (list.iter().position(&is), new) {
        (Some(place), Some(new)) => {
            if let Some(old) = list.get_mut(place) {
                *old = new;
            }
        }
        (Some(place), None) => drop(list.remove(place)),
        (None, Some(new)) => list.push(new),
        (None, None) => {}
    }
}

/// The files of a company that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The logo.
    pub logo: Option<FileFacts>,
    /// Pictures.
    pub pictures: Vec<FileFacts>,
    /// Documents.
    pub documents: Vec<FileFacts>,
}

/// Something that the public needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A sentence about the company, in one language at least.
    Tagline,
    /// What it does, in one language at least.
    About,
    /// Where it is at home.
    Home,
    /// Whom to ask.
    Contact,
    /// Something that it offers.
    Solution,
}

/// What comes of an edit that was made on a version which may no longer be the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The edit on top of what is there now.
    pub profile: Profile,
    /// The parts that both changed, each in another way: a person has to look.
    pub both: Vec<Part>,
}

/// Brings an edit, made on `base`, together with what is there `now`.
pub fn merge(base: &Profile, now: &Profile, edit: &Profile) -> Merged {
    let mut merged = Merged { profile: now.clone(), both: Vec::new() };
    for part in edit.differs(base) {
        if !now.same(&part, base) && !now.same(&part, edit) {
            merged.both.push(part.clone());
        }
        merged.profile.take(&part, edit);
    }
    merged
}

/// An edit: the part of the profile that a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The texts in a language.
    Texts {
        /// The language.
        lang: Lang,
        /// In a sentence.
        tagline: String,
        /// In full.
        about: String,
    },
    /// Where it is at home, links, whom to ask.
    Facts {
        /// The country.
        country: String,
        /// The city.
        city: String,
        /// Its own site.
        website: String,
        /// A video.
        video: String,
        /// Its pages elsewhere.
        social: Vec<String>,
        /// Whom to ask.
        contact: Option<Contact>,
    },
    /// A solution as it shall be.
    Solution(Box<Solution>),
    /// A solution that goes.
    DropSolution(SolutionId),
    /// A reference as it shall be.
    Reference(Box<Named>),
    /// A reference that goes.
    DropReference(SolutionId),
}

impl Edit {
    /// The profile with the edit in it.
    pub fn on(&self, base: &Profile) -> Profile {
        let mut edited = base.clone();
        match self.clone() {
            Self::Texts { lang, tagline, about } => {
                *edited.tagline.exact_mut(lang) = tagline;
                *edited.about.exact_mut(lang) = about;
            }
            Self::Facts { country, city, website, video, social, contact } => {
                edited = Profile { country, city, website, video, social, contact, ..edited };
            }
            Self::Solution(solution) => {
                let id = solution.id.clone();
                put(&mut edited.solutions, |s| s.id == id, Some(*solution));
            }
            Self::DropSolution(id) => put(&mut edited.solutions, |s| s.id == id, None),
            Self::Reference(named) => {
                let id = named.id.clone();
                put(&mut edited.references, |r| r.id == id, Some(*named));
            }
            Self::DropReference(id) => put(&mut edited.references, |r| r.id == id, None),
        }
        edited
    }
}

/// The form of the texts in one language, as typed. Everything may be empty.
pub fn parse_texts(text_lang: &str, tagline: &str, about: &str) -> Result<Edit, FieldErrors> {
    let mut errors = FieldErrors::new();
    let lang = errors.take("text_lang", Lang::ALL.into_iter().find(|l| l.code() == text_lang).ok_or(Problem::NotAChoice));
    let tagline = errors.take("tagline", line(tagline, 0, 160));
    let about = errors.take("profile_about", paragraph(about, 0, 4000));
    match (lang, tagline, about) {
        (Some(lang), Some(tagline), Some(about)) => Ok(Edit::Texts { lang, tagline, about }),
        _ => Err(errors),
    }
}

/// The form of facts and contact, as typed. Everything may be empty.
#[derive(Clone, Debug, Default)]
pub struct FactsForm {
    /// The country.
    pub country: String,
    /// The city.
    pub company_city: String,
    /// Its own site.
    pub website: String,
    /// A video.
    pub video: String,
    /// Its pages elsewhere, one a line.
    pub social: String,
    /// Whom to ask.
    pub ask_name: String,
    /// What they do.
    pub ask_role: String,
    /// Their address.
    pub ask_email: String,
    /// Their telephone number.
    pub ask_phone: String,
}

impl FactsForm {
    /// What is said, or what is wrong. A contact is whole or not there.
    pub fn parse(&self) -> Result<Edit, FieldErrors> {
        let mut errors = FieldErrors::new();
        let country = match self.country.as_str() {
            "" => Ok(String::new()),
            code if COUNTRIES.contains(&code) => Ok(code.to_owned()),
            _ => Err(Problem::NotAChoice),
        };
        let country = errors.take("country", country);
        let city = errors.take("company_city", line(&self.company_city, 0, 100));
        let website = errors.take("website", optional_link(&self.website));
        let video = errors.take("video", optional_link(&self.video));
        let social = errors.take("social", parse_links(&self.social, 8));
        let typed = [&self.ask_name, &self.ask_role, &self.ask_email, &self.ask_phone];
        let contact = if typed.into_iter().all(|value| value.trim().is_empty()) {
            None
        } else {
            let name = errors.take("ask_name", line(&self.ask_name, 2, 120));
            let role = errors.take("ask_role", line(&self.ask_role, 0, 120));
            let email = errors.take("ask_email", Email::parse(&self.ask_email));
            let phone = errors.take("ask_phone", line(&self.ask_phone, 0, 40));
            match (name, role, email, phone) {
                (Some(name), Some(role), Some(email), Some(phone)) => Some(Contact { name, role, email: email.as_str().to_owned(), phone }),
                _ => None,
            }
        };
        match (country, city, website, video, social) {
            (Some(country), Some(city), Some(website), Some(video), Some(social)) if errors.is_empty() => {
                Ok(Edit::Facts { country, city, website, video, social, contact })
            }
            _ => Err(errors),
        }
    }
}

/// The form of a solution, as typed.
#[derive(Clone, Debug, Default)]
pub struct SolutionForm {
    /// The name, in every language.
    pub name: [String; 3],
    /// What it does, in every language.
    pub text: [String; 3],
    /// What it is about.
    pub topics: Vec<String>,
    /// Challenges that it answers.
    pub challenges: Vec<String>,
}

/// The fields of the name of a solution, in the order of [`Lang::ALL`].
pub const NAME_FIELDS: [&str; 3] = ["solution_name_en", "solution_name_ru", "solution_name_ko"];
/// The fields of what a solution does.
pub const TEXT_FIELDS: [&str; 3] = ["solution_text_en", "solution_text_ru", "solution_text_ko"];
/// The fields of what a city uses.
pub const WHAT_FIELDS: [&str; 3] = ["uses_en", "uses_ru", "uses_ko"];

/// Reads a text of several languages, one at least.
fn several(errors: &mut FieldErrors, fields: [&str; 3], typed: &[String; 3], read: impl Fn(&str) -> Result<String, Problem>) -> Text {
    let mut text = Text::default();
    let mut some = false;
    for ((lang, field), raw) in Lang::ALL.into_iter().zip(fields).zip(typed) {
        if let Some(read) = errors.take(field, read(raw)) {
            some |= !read.is_empty();
            *text.exact_mut(lang) = read;
        } else {
            some = true;
        }
    }
    if !some {
        let [first, ..] = fields;
        errors.take::<()>(first, Err(Problem::Required));
    }
    text
}

impl SolutionForm {
    /// What is said, or what is wrong; `known` are the challenges that there are.
    pub fn parse(&self, id: SolutionId, rules: &Rules, known: &[ChallengeId]) -> Result<Edit, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = several(&mut errors, NAME_FIELDS, &self.name, |raw| line(raw, 0, 100));
        let text = several(&mut errors, TEXT_FIELDS, &self.text, |raw| paragraph(raw, 0, 2000));
        let topics = errors.take("topics", topics(&self.topics, rules));
        let challenges: Option<Vec<ChallengeId>> =
            self.challenges.iter().map(|code| ChallengeId::parse(code).ok().filter(|id| known.contains(id))).collect();
        let challenges = errors.take("answers_challenges", challenges.ok_or(Problem::NotAChoice));
        match (topics, challenges) {
            (Some(topics), Some(challenges)) if errors.is_empty() => Ok(Edit::Solution(Box::new(Solution { id, name, text, topics, challenges }))),
            _ => Err(errors),
        }
    }
}

/// Reads the form of a reference, or says what is wrong.
pub fn parse_reference(id: SolutionId, city: &str, country: &str, what: &[String; 3]) -> Result<Edit, FieldErrors> {
    let mut errors = FieldErrors::new();
    let city = errors.take("reference_city", line(city, 1, 100));
    let country = match country {
        "" => Err(Problem::Required),
        code if COUNTRIES.contains(&code) => Ok(code.to_owned()),
        _ => Err(Problem::NotAChoice),
    };
    let country = errors.take("country", country);
    let what = several(&mut errors, WHAT_FIELDS, what, |raw| line(raw, 0, 240));
    match (city, country) {
        (Some(city), Some(country)) if errors.is_empty() => Ok(Edit::Reference(Box::new(Named { id, says: Reference { city, country, what } }))),
        _ => Err(errors),
    }
}

/// A profile as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many times it was saved; 0 when nobody has written anything.
    pub version: u32,
    /// Counts every change, those of files and decisions included: what an organiser looked at.
    pub turn: u32,
    /// What is written.
    pub profile: Profile,
    /// When it was saved last.
    pub at: Option<Timestamp>,
    /// Since when it waits for an organiser.
    pub handed_in: Option<Timestamp>,
    /// Why an organiser gave it back.
    pub reason: Option<String>,
    /// What the public sees.
    pub approved: Option<Approved>,
}

/// What an organiser approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// As the public sees it.
    pub exhibitor: Exhibitor,
    /// As it was written.
    #[serde(default)]
    pub profile: Profile,
}

/// A saved version of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// By whom; nobody once their account is erased.
    pub by: Option<AccountId>,
    /// Their name; empty when it is not known any more.
    pub name: String,
    /// What changed.
    pub changed: Vec<Part>,
    /// The version that it brought back.
    pub restored: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(raw: &str) -> SolutionId {
        SolutionId::parse(raw).unwrap()
    }

    fn solution(name: &str) -> Solution {
        let name = Text { en: name.to_owned(), ..Text::default() };
        Solution { id: id("s"), name, text: Text::default(), topics: vec![], challenges: vec![] }
    }

    fn texts(lang: Lang, tagline: &str) -> Edit {
        Edit::Texts { lang, tagline: tagline.to_owned(), about: String::new() }
    }

    #[test]
    fn two_who_edit_different_parts_at_once_both_keep_what_they_wrote() {
        let base = Profile::default();
        let one = texts(Lang::En, "Quiet streets").on(&base);
        let other = Edit::Solution(Box::new(solution("Sensor"))).on(&base);
        let merged = merge(&base, &one, &other);
        assert_eq!(merged.both, []);
        assert_eq!((merged.profile.tagline.en.as_str(), merged.profile.solutions.len()), ("Quiet streets", 1));
    }

    #[test]
    fn what_both_changed_in_another_way_is_shown_to_a_person() {
        let base = Edit::Solution(Box::new(solution("Sensor"))).on(&Profile::default());
        let (mine, theirs) = (texts(Lang::Ru, "A").on(&base), texts(Lang::Ru, "B").on(&base));
        assert_eq!(merge(&base, &theirs, &mine).both, [Part::Tagline(Lang::Ru)]);
        assert_eq!(merge(&base, &mine, &mine).both, [], "the same twice is no conflict");
        let changed = Edit::Solution(Box::new(solution("Better sensor"))).on(&base);
        let gone = Edit::DropSolution(id("s")).on(&base);
        assert_eq!(merge(&base, &changed, &gone).both, [Part::Solution(id("s"))], "removing what another one changes is one, too");
    }

    #[test]
    fn only_whom_to_ask_and_other_places_go_live_without_a_look() {
        let live: Vec<Part> = Part::fixed().into_iter().filter(|p| !p.is_claim()).collect();
        assert_eq!(live, [Part::Social, Part::Contact]);
        assert!(Part::Solution(id("s")).is_claim() && Part::Reference(id("s")).is_claim());
        let all = [Part::fixed(), vec![Part::Solution(id("s")), Part::Reference(id("r"))]].concat();
        assert!(all.iter().all(|p| Part::parse(&p.code()).as_ref() == Some(p)));
    }

    #[test]
    fn forms_say_what_is_wrong_and_a_contact_is_whole_or_not_there() {
        let facts = FactsForm { ask_phone: "1".into(), video: "ftp://x".into(), ..FactsForm::default() };
        let fields: Vec<String> = facts.parse().unwrap_err().0.into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["video", "ask_name", "ask_email"]);
        assert!(FactsForm::default().parse().is_ok());
        let rules = Rules::default();
        let wrong = SolutionForm { challenges: vec!["unknown".into()], ..SolutionForm::default() }.parse(id("s"), &rules, &[]).unwrap_err();
        let fields: Vec<String> = wrong.0.into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["solution_name_en", "solution_text_en", "topics", "answers_challenges"]);
        let wrong = parse_reference(id("r"), "", "XX", &Default::default()).unwrap_err();
        assert_eq!(wrong.0.len(), 3);
    }

    #[test]
    fn what_the_public_needs_is_named_until_it_is_there() {
        assert_eq!(Profile::default().missing(), [Lack::Tagline, Lack::About, Lack::Home, Lack::Contact, Lack::Solution]);
        let text = Text { ko: "조용한 거리".into(), ..Text::default() };
        let contact = Contact { name: "A".into(), role: String::new(), email: "a@x.org".into(), phone: String::new() };
        let whole = Profile {
            tagline: text.clone(),
            about: text,
            country: "KR".into(),
            city: "Seoul".into(),
            contact: Some(contact),
            solutions: vec![solution("S")],
            ..Profile::default()
        };
        assert_eq!(whole.missing(), []);
    }

    fn edits() -> impl Strategy<Value = Edit> {
        let lang = prop::sample::select(Lang::ALL.to_vec());
        prop_oneof![
            (lang, "[ab]{0,2}").prop_map(|(lang, tagline)| texts(lang, &tagline)),
            ("[rs]", "[ab]{1,2}").prop_map(|(key, name)| Edit::Solution(Box::new(Solution { id: id(&key), ..solution(&name) }))),
            "[rs]".prop_map(|key| Edit::DropSolution(id(&key))),
        ]
    }

    proptest! {
        #[test]
        fn nothing_that_only_one_changed_is_lost(start in prop::collection::vec(edits(), 0..4), mine in edits(), theirs in edits()) {
            let base = start.iter().fold(Profile::default(), |profile, edit| edit.on(&profile));
            let (edit, now) = (mine.on(&base), theirs.on(&base));
            let merged = merge(&base, &now, &edit);
            for part in edit.differs(&base) {
                prop_assert!(merged.profile.same(&part, &edit));
            }
            for part in now.differs(&base) {
                prop_assert!(merged.profile.same(&part, &now) || merged.both.contains(&part));
            }
        }
    }
}
