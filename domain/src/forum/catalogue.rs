//! The catalogue of exhibitors: what of it to show, in which order, and which of them beside each other. It lives in the URL.

use super::exhibitor::Exhibitor;
use crate::event::Snapshot;
use crate::kernel::ids::{ChallengeId, CompanyId, HallId, TopicId};
use crate::kernel::lang::{Lang, Text};
use crate::kernel::text::{fold, percent};
use crate::programme::search::Query;
use std::collections::BTreeSet;

/// How many exhibitors stand beside each other at most.
pub const MOST_COMPARED: usize = 4;

/// The order of the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// As one walks past the booths; who has none comes last.
    Booth,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 2] = [Self::Name, Self::Booth];

    /// The name in the URL.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Booth => "booth",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}

/// What of the catalogue to show. An empty field does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The topic of a solution.
    pub topic: Option<TopicId>,
    /// A challenge that a solution answers.
    pub challenge: Option<ChallengeId>,
    /// Where the exhibitor is at home: ISO 3166-1 alpha-2, in capitals.
    pub country: Option<String>,
    /// The hall of the booth.
    pub hall: Option<HallId>,
    /// The order.
    pub order: Order,
    /// Words to search for.
    pub words: String,
}

impl Filter {
    /// Reads decoded query pairs; what is unknown or malformed is ignored, so that old links keep working.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs {
            match key {
                "topic" => filter.topic = TopicId::parse(value).ok(),
                "challenge" => filter.challenge = ChallengeId::parse(value).ok(),
                "country" => {
                    filter.country = (value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase())).then(|| value.to_owned());
                }
                "hall" => filter.hall = HallId::parse(value).ok(),
                "order" => filter.order = Order::parse(value).unwrap_or_default(),
                "q" => filter.words = value.trim().chars().take(80).collect(),
                _ => {}
            }
        }
        filter
    }

    /// The query pairs of this filter in one fixed order, defaults left out: the same filter always has the same URL.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.topic.as_ref().map(|t| ("topic", t.to_string())));
        pairs.extend(self.challenge.as_ref().map(|c| ("challenge", c.to_string())));
        pairs.extend(self.country.clone().map(|c| ("country", c)));
        pairs.extend(self.hall.as_ref().map(|h| ("hall", h.to_string())));
        if self.order != Order::default() {
            pairs.push(("order", self.order.code().to_owned()));
        }
        if !self.words.is_empty() {
            pairs.push(("q", self.words.clone()));
        }
        pairs
    }

    /// The query string of this filter with its `?`, percent-encoded; empty when nothing is filtered.
    pub fn query(&self) -> String {
        query(self.pairs())
    }

    /// Says whether anything is filtered.
    pub fn narrows(&self) -> bool {
        self.topic.is_some() || self.challenge.is_some() || self.country.is_some() || self.hall.is_some() || !self.words.is_empty()
    }

    /// Says whether everything that is filtered by is there: only so many addresses are worth keeping.
    pub fn is_of(&self, snapshot: &Snapshot) -> bool {
        self.topic.as_ref().is_none_or(|id| snapshot.event.forum.topic(id).is_some())
            && self.challenge.as_ref().is_none_or(|id| snapshot.challenge(id).is_some())
            && self.country.as_ref().is_none_or(|code| snapshot.exhibitors.iter().any(|e| e.country == *code))
            && self.hall.as_ref().is_none_or(|id| snapshot.halls.iter().any(|h| h.id == *id))
    }

    /// The exhibitors that pass, in the order that is asked for.
    pub fn apply<'a>(&self, snapshot: &'a Snapshot) -> Vec<&'a Exhibitor> {
        let words = Query::parse(&self.words);
        let mut found: Vec<&Exhibitor> = snapshot
            .exhibitors
            .iter()
            .filter(|e| self.topic.as_ref().is_none_or(|id| e.solutions.iter().any(|s| s.topics.contains(id))))
            .filter(|e| self.challenge.as_ref().is_none_or(|id| e.solutions.iter().any(|s| s.challenges.contains(id))))
            .filter(|e| self.country.as_ref().is_none_or(|code| e.country == *code))
            .filter(|e| self.hall.as_ref().is_none_or(|id| snapshot.booth_of(&e.id).is_some_and(|(hall, _)| hall.id == *id)))
            .filter(|e| words.is_empty() || words.matches(&haystack(snapshot, e)))
            .collect();
        match self.order {
            Order::Name => found.sort_by_cached_key(|e| (fold(&e.name), e.id.clone())),
            Order::Booth => found.sort_by_cached_key(|e| (place(snapshot, &e.id), fold(&e.name), e.id.clone())),
        }
        found
    }
}

/// Where on the way past all booths an exhibitor is; booths are in the order of their numbers.
fn place(snapshot: &Snapshot, id: &CompanyId) -> usize {
    let mut booths = snapshot.halls.iter().flat_map(|hall| &hall.booths);
    booths.position(|booth| booth.holder.as_ref() == Some(id)).unwrap_or(usize::MAX)
}

/// The folded text of an exhibitor that is searched, in every language: names, what it does, solutions, topics, cities, the booth's number.
fn haystack<'a>(snapshot: &'a Snapshot, of: &'a Exhibitor) -> String {
    let mut parts = vec![of.name.as_str(), &of.city];
    let mut add = |part: &'a Text| parts.extend(Lang::ALL.map(|lang| part.exact(lang)));
    add(&of.tagline);
    add(&of.about);
    for solution in &of.solutions {
        add(&solution.name);
        add(&solution.text);
        solution.topics.iter().filter_map(|id| snapshot.event.forum.topic(id)).for_each(|topic| add(&topic.name));
    }
    for reference in &of.references {
        add(&reference.what);
    }
    parts.extend(of.references.iter().map(|r| r.city.as_str()));
    parts.extend(snapshot.booth_of(&of.id).map(|(_, booth)| booth.number.as_str()));
    fold(&parts.join(" "))
}

/// The topics of what an exhibitor offers, each once, in the order of its solutions.
pub fn topics(of: &Exhibitor) -> Vec<&TopicId> {
    let mut seen = BTreeSet::new();
    of.solutions.iter().flat_map(|s| &s.topics).filter(|id| seen.insert(*id)).collect()
}

/// The challenges that what an exhibitor offers answers, each once, in the order of its solutions.
pub fn challenges(of: &Exhibitor) -> Vec<&ChallengeId> {
    let mut seen = BTreeSet::new();
    of.solutions.iter().flat_map(|s| &s.challenges).filter(|id| seen.insert(*id)).collect()
}

/// Exhibitors to be seen beside each other: each once, [`MOST_COMPARED`] at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared(Vec<CompanyId>);

impl Compared {
    /// Reads decoded query pairs; what is no id, is there already or is too much is ignored.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let ids = pairs.into_iter().filter(|(key, _)| *key == "with").filter_map(|(_, value)| CompanyId::parse(value).ok());
        ids.fold(Self::default(), |compared, id| compared.with(id))
    }

    /// The ids in their order.
    pub fn ids(&self) -> &[CompanyId] {
        &self.0
    }

    /// Says whether there is room for another one.
    pub fn has_room(&self) -> bool {
        self.0.len() < MOST_COMPARED
    }

    /// With another one, when there is room and it is not there.
    #[must_use]
    pub fn with(mut self, id: CompanyId) -> Self {
        if self.has_room() && !self.0.contains(&id) {
            self.0.push(id);
        }
        self
    }

    /// Without one.
    #[must_use]
    pub fn without(mut self, id: &CompanyId) -> Self {
        self.0.retain(|other| other != id);
        self
    }

    /// The query string with its `?`; empty for none.
    pub fn query(&self) -> String {
        query(self.0.iter().map(|id| ("with", id.to_string())))
    }
}

fn query(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let mut out = String::new();
    for (key, value) in pairs {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(key);
        out.push('=');
        out.push_str(&percent(&value));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_url_in_one_canonical_order() {
        let pairs = [("q", " шум "), ("order", "booth"), ("country", "KR"), ("topic", "open-city"), ("hall", "!!"), ("nonsense", "1")];
        let filter = Filter::from_pairs(pairs);
        assert_eq!(filter.query(), "?topic=open-city&country=KR&order=booth&q=%D1%88%D1%83%D0%BC");
        let again = Filter::from_pairs(filter.pairs().iter().map(|(k, v)| (*k, v.as_str())));
        assert_eq!(again, filter);
        assert!(filter.narrows());
        assert!(!Filter::from_pairs([("order", "booth"), ("country", "kr"), ("topic", "")]).narrows());
        assert_eq!(Filter::default().query(), "");
    }

    #[test]
    fn four_at_most_stand_beside_each_other_and_none_twice() {
        let compared = Compared::from_pairs(["a", "b", "a", "!", "c", "d", "e"].map(|id| ("with", id)));
        assert_eq!(compared.query(), "?with=a&with=b&with=c&with=d");
        assert!(!compared.has_room());
        let Some(b) = compared.ids().get(1).cloned() else { return };
        let fewer = compared.without(&b);
        assert_eq!(fewer.query(), "?with=a&with=c&with=d");
        assert_eq!(fewer.clone().with(b).query(), "?with=a&with=c&with=d&with=b");
        assert_eq!(Compared::from_pairs([("other", "a")]).query(), "");
    }
}
