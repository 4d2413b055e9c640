//! An exhibitor as everybody sees it.

use crate::files::FileFacts;
use crate::kernel::ids::{ChallengeId, CompanyId, SolutionId, TopicId};
use crate::kernel::lang::Text;
use serde::{Deserialize, Serialize};

/// An exhibitor as everybody sees it: what an organiser approved last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibitor {
    /// The id; the slug in paths.
    pub id: CompanyId,
    /// The name, the same in every language.
    pub name: String,
    /// What it does, in a sentence.
    pub tagline: Text,
    /// What it does, in plain paragraphs.
    pub about: Text,
    /// Where it is at home: ISO 3166-1 alpha-2, in capitals.
    pub country: String,
    /// The city where it is at home.
    pub city: String,
    /// Its own site.
    pub website: Option<String>,
    /// A video, as an address of the web.
    pub video: Option<String>,
    /// Its pages elsewhere, as addresses of the web.
    pub social: Vec<String>,
    /// Whom to ask, as the company published it.
    pub contact: Option<Contact>,
    /// The logo.
    pub logo: Option<FileFacts>,
    /// Pictures.
    pub pictures: Vec<FileFacts>,
    /// Documents.
    pub documents: Vec<FileFacts>,
    /// What it offers cities.
    pub solutions: Vec<Solution>,
    /// Cities that use it.
    pub references: Vec<Reference>,
    /// Whether it is made up.
    pub sample: bool,
}

impl Exhibitor {
    /// Every file that is shown.
    pub fn files(&self) -> impl Iterator<Item = &FileFacts> {
        self.logo.iter().chain(&self.pictures).chain(&self.documents)
    }
}

/// Something that a company offers cities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution {
    /// The id, of its own inside the company; the anchor on its page.
    pub id: SolutionId,
    /// The name.
    pub name: Text,
    /// What it does for a city, in plain paragraphs.
    pub text: Text,
    /// What it is about.
    pub topics: Vec<TopicId>,
    /// Challenges of cities that it answers.
    pub challenges: Vec<ChallengeId>,
}

/// A city that uses what the company offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The city.
    pub city: String,
    /// Its country: ISO 3166-1 alpha-2, in capitals.
    pub country: String,
    /// What it uses, in a sentence.
    pub what: Text,
}

/// Whom to ask at a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// What they do there.
    pub role: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number, maybe empty.
    pub phone: String,
}
