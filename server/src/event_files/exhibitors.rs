//! `exhibitors.toml`: exhibitors that come with the event's files. A folder without the file has none.

use super::{At, Entry, Reader};
use domain::event::Event;
use domain::forum::profile::{MOST_REFERENCES, MOST_SOLUTIONS};
use domain::forum::{Contact, Exhibitor, Reference, Solution};
use domain::ideathon::Published;
use domain::kernel::ids::{ChallengeId, CompanyId, SolutionId, TopicId};
use domain::kernel::links::is_link;
use domain::kernel::text::Email;
use domain::kernel::{Lang, Text};
use domain::registration::form::COUNTRIES;
use serde::Deserialize;
use std::collections::BTreeMap;

/// An `[[exhibitor]]` as it is written. A text may lack languages, as those of real companies do; the public then sees another one, marked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExhibitor {
    id: String,
    name: String,
    country: String,
    city: String,
    website: Option<String>,
    video: Option<String>,
    #[serde(default)]
    social: Vec<String>,
    sample: bool,
    tagline: RawSome,
    about: RawSome,
    contact: Option<Contact>,
    #[serde(default)]
    solution: Vec<RawSolution>,
    #[serde(default)]
    reference: Vec<RawReference>,
}

/// A text in some languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSome {
    #[serde(default)]
    en: String,
    #[serde(default)]
    ru: String,
    #[serde(default)]
    ko: String,
}

/// An `[[exhibitor.solution]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSolution {
    id: String,
    topics: Vec<String>,
    #[serde(default)]
    challenges: Vec<String>,
    name: RawSome,
    text: RawSome,
}

/// An `[[exhibitor.reference]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReference {
    city: String,
    country: String,
    what: RawSome,
}

/// Reads `exhibitors.toml`.
pub fn read(reader: &mut Reader, event: Option<&Event>, challenges: &[Published]) -> Vec<Exhibitor> {
    if !reader.root.join("exhibitors.toml").exists() {
        return Vec::new();
    }
    let mut seen = BTreeMap::new();
    let mut exhibitors = Vec::new();
    for Entry { at, is } in reader.entries::<RawExhibitor>("exhibitors.toml", "exhibitor") {
        let id = reader.id(&at, &is.id, &mut seen, |id| CompanyId::parse(id).ok());
        if is.name.trim().is_empty() {
            reader.wrong(&at, "the exhibitor has no name", "write it under `name`");
        }
        country(reader, &at, &is.country);
        for link in is.website.iter().chain(&is.video).chain(&is.social).filter(|link| !is_link(link)) {
            reader.wrong(&at, format!("`{link}` is no address of the web"), "write it with https:// in front");
        }
        if let Some(contact) = is.contact.as_ref().filter(|c| Email::parse(&c.email).is_err()) {
            reader.wrong(&at, format!("`{}` is no e-mail address", contact.email), "write it as name@company.example");
        }
        let (tagline, about) = (some(reader, &at, "tagline", is.tagline), some(reader, &at, "about", is.about));
        for (what, count, most) in [("solutions", is.solution.len(), MOST_SOLUTIONS), ("references", is.reference.len(), MOST_REFERENCES)] {
            if count > most {
                reader.wrong(&at, format!("there are {count} {what}"), format!("name {most} at most"));
            }
        }
        let mut taken = BTreeMap::new();
        let mut solutions = Vec::new();
        for raw in is.solution {
            solutions.extend(solution(reader, &at, raw, &mut taken, event, challenges));
        }
        let mut references = Vec::new();
        for raw in is.reference {
            country(reader, &at, &raw.country);
            references.push(Reference { city: raw.city, country: raw.country, what: some(reader, &at, "what", raw.what) });
        }
        exhibitors.extend(id.map(|id| Exhibitor {
            id,
            name: is.name,
            tagline,
            about,
            country: is.country,
            city: is.city,
            website: is.website,
            video: is.video,
            social: is.social,
            contact: is.contact,
            logo: None,
            pictures: Vec::new(),
            documents: Vec::new(),
            solutions,
            references,
            sample: is.sample,
        }));
    }
    exhibitors
}

fn solution(
    reader: &mut Reader,
    at: &At,
    raw: RawSolution,
    taken: &mut BTreeMap<String, At>,
    event: Option<&Event>,
    challenges: &[Published],
) -> Option<Solution> {
    let id = reader.id(at, &raw.id, taken, |id| SolutionId::parse(id).ok());
    let (name, text) = (some(reader, at, "name", raw.name), some(reader, at, "text", raw.text));
    if raw.topics.is_empty() {
        reader.wrong(at, format!("the solution `{}` has no topic", raw.id), "write at least one in `topics`");
    }
    let mut topics = Vec::new();
    for topic in raw.topics {
        match TopicId::parse(&topic).ok().filter(|id| event.is_none_or(|e| e.forum.topic(id).is_some())) {
            Some(id) => topics.push(id),
            None => reader.wrong(at, format!("there is no topic `{topic}`"), "use the id of a [[forum.topics]] of event.toml"),
        }
    }
    let mut answers = Vec::new();
    for challenge in raw.challenges {
        match ChallengeId::parse(&challenge).ok().filter(|id| challenges.iter().any(|c| c.shown.id == *id)) {
            Some(id) => answers.push(id),
            None => reader.wrong(at, format!("there is no challenge `{challenge}`"), "use the id of a [[challenge]] of challenges.toml"),
        }
    }
    id.map(|id| Solution { id, name, text, topics, challenges: answers })
}

fn country(reader: &mut Reader, at: &At, code: &str) {
    if !COUNTRIES.contains(&code) {
        reader.wrong(at, format!("`{code}` is no country code"), "use two capital letters (ISO 3166-1), such as KR");
    }
}

/// A text that has to be there in one language at least.
fn some(reader: &mut Reader, at: &At, field: &str, raw: RawSome) -> Text {
    let text = Text { en: raw.en, ru: raw.ru, ko: raw.ko };
    if text.missing().len() == Lang::ALL.len() {
        reader.wrong(at, format!("`{field}` has no text"), "write it in one language at least, under `en`, `ru` or `ko`");
    }
    text
}
