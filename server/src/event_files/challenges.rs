//! The challenges of the ideathon that come with the event's files.

use super::raw::RawChallenge;
use super::{Entry, Reader};
use domain::ideathon::{Challenge, Published};
use domain::kernel::ids::ChallengeId;
use domain::kernel::links::is_link;
use std::collections::BTreeMap;

/// Reads `challenges.toml`.
pub fn read(reader: &mut Reader) -> Vec<Published> {
    let mut seen = BTreeMap::new();
    let mut challenges = Vec::new();
    for Entry { at, is } in reader.entries::<RawChallenge>("challenges.toml", "challenge") {
        let id = reader.id(&at, &is.id, &mut seen, |id| ChallengeId::parse(id).ok());
        for link in is.links.iter().filter(|link| !is_link(link)) {
            reader.wrong(&at, format!("`{link}` is no address of the web"), "write it with https:// in front");
        }
        let (city, title, summary) =
            (reader.text(&at, "city", is.city), reader.text(&at, "title", is.title), reader.text(&at, "summary", is.summary));
        let (description, change, data) =
            (reader.text(&at, "description", is.description), reader.text(&at, "change", is.change), reader.text(&at, "data", is.data));
        challenges.extend(id.map(|id| {
            let shown = Challenge { id, city, title, summary, description, change, data, links: is.links, files: Vec::new(), sample: is.sample };
            Published { shown, contact: Some(is.contact) }
        }));
    }
    challenges
}
