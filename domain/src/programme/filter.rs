//! The filters of the programme. They live in the URL and mean the same on the server and in the browser.

use super::search::Query;
use super::{Format, Programme, Session};
use crate::kernel::ids::{RoomId, TrackId};
use crate::kernel::text::percent;
use jiff::civil::Date;

/// How the programme is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Rooms across, time down.
    #[default]
    Timetable,
    /// One after the other.
    List,
    /// What happens now and next.
    Now,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 3] = [Self::Timetable, Self::List, Self::Now];

    /// The name in the URL.
    pub fn code(self) -> &'static str {
        match self {
            Self::Timetable => "timetable",
            Self::List => "list",
            Self::Now => "now",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// What of the programme to show. An empty field does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// How to show it.
    pub view: View,
    /// The day at the venue.
    pub day: Option<Date>,
    /// The track.
    pub track: Option<TrackId>,
    /// The format.
    pub format: Option<Format>,
    /// The room.
    pub room: Option<RoomId>,
    /// A language spoken or interpreted, ISO 639-1.
    pub language: Option<String>,
    /// Words to search for.
    pub words: String,
}

impl Filter {
    /// Reads decoded query pairs; what is unknown or malformed is ignored, so that old links keep working.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs {
            match key {
                "view" => filter.view = View::parse(value).unwrap_or_default(),
                "day" => filter.day = value.parse().ok(),
                "track" => filter.track = TrackId::parse(value).ok(),
                "format" => filter.format = Format::parse(value),
                "room" => filter.room = RoomId::parse(value).ok(),
                "language" => {
                    filter.language = (value.len() == 2 && value.bytes().all(|b| b.is_ascii_lowercase())).then(|| value.to_owned());
                }
                "q" => filter.words = value.trim().chars().take(80).collect(),
                _ => {}
            }
        }
        filter
    }

    /// The query pairs of this filter in one fixed order, defaults left out: the same filter always has the same URL.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.view != View::default() {
            pairs.push(("view", self.view.code().to_owned()));
        }
        pairs.extend(self.day.map(|d| ("day", d.to_string())));
        pairs.extend(self.track.as_ref().map(|t| ("track", t.to_string())));
        pairs.extend(self.format.map(|f| ("format", f.code().to_owned())));
        pairs.extend(self.room.as_ref().map(|r| ("room", r.to_string())));
        pairs.extend(self.language.clone().map(|l| ("language", l)));
        if !self.words.is_empty() {
            pairs.push(("q", self.words.clone()));
        }
        pairs
    }

    /// The query string of this filter with its `?`, percent-encoded; empty when nothing is filtered.
    pub fn query(&self) -> String {
        let mut out = String::new();
        for (key, value) in self.pairs() {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(key);
            out.push('=');
            out.push_str(&percent(&value));
        }
        out
    }

    /// Says whether anything but view and day is filtered.
    pub fn narrows(&self) -> bool {
        self.track.is_some() || self.format.is_some() || self.room.is_some() || self.language.is_some() || !self.words.is_empty()
    }

    /// The sessions that pass, in the programme's order.
    pub fn apply<'a>(&self, programme: &'a Programme) -> Vec<&'a Session> {
        let query = Query::parse(&self.words);
        programme
            .sessions
            .iter()
            .filter(|s| self.day.is_none_or(|d| s.local_start.date() == d))
            .filter(|s| self.track.as_ref().is_none_or(|t| s.track == *t))
            .filter(|s| self.format.is_none_or(|f| s.format == f))
            .filter(|s| self.room.as_ref().is_none_or(|r| s.room == *r))
            .filter(|s| self.language.as_ref().is_none_or(|l| s.languages.contains(l) || s.interpreted.contains(l)))
            .filter(|s| query.is_empty() || query.matches(&super::search::haystack(programme, s)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_its_url_in_one_canonical_order() {
        let filter = Filter::from_pairs([("q", "Улья новск"), ("day", "2017-06-28"), ("format", "tour"), ("nonsense", "1"), ("track", "!!")]);
        assert_eq!(filter.query(), "?day=2017-06-28&format=tour&q=%D0%A3%D0%BB%D1%8C%D1%8F%20%D0%BD%D0%BE%D0%B2%D1%81%D0%BA");
        let again = Filter::from_pairs(filter.pairs().iter().map(|(k, v)| (*k, v.as_str())));
        assert_eq!(again, filter);
        assert_eq!(Filter::default().query(), "");
    }
}
