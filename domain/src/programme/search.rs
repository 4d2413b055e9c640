//! Search in the programme: every word typed must begin a word of the session, in any of its languages.

use super::{Programme, Session};
use crate::kernel::lang::Lang;
use crate::kernel::text::fold;

/// A parsed search: folded words, all of which must be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<String>);

impl Query {
    /// Folds and splits what was typed.
    pub fn parse(typed: &str) -> Self {
        Self(words(&fold(typed)).map(str::to_owned).collect())
    }

    /// Splits what was typed and is folded already: the browser folds with its own tables, to keep the download small.
    pub fn from_folded(folded: &str) -> Self {
        Self(words(folded).map(str::to_owned).collect())
    }

    /// Says whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether every word begins a word of the folded text. Words with Hangul match anywhere: particles are glued to nouns.
    pub fn matches(&self, folded: &str) -> bool {
        self.0.iter().all(|word| {
            if word.chars().any(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)) {
                folded.contains(word.as_str())
            } else {
                words(folded).any(|w| w.starts_with(word.as_str()))
            }
        })
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// The folded text of a session that is searched: titles, speakers, cities, room and track in every language.
pub fn haystack(programme: &Programme, session: &Session) -> String {
    let mut text = String::new();
    let mut add = |part: &str| {
        text.push_str(part);
        text.push(' ');
    };
    for lang in Lang::ALL {
        add(session.title.exact(lang));
        if let Some(track) = programme.track(&session.track) {
            add(track.name.exact(lang));
        }
        if let Some(room) = programme.room(&session.room) {
            add(room.name.exact(lang));
        }
        for speaker in session.speakers.iter().filter_map(|id| programme.speaker(id.as_str())) {
            add(speaker.name.exact(lang));
            add(speaker.city.exact(lang));
        }
    }
    fold(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_begin_a_word() {
        let text = fold("Открытые данные: José Müller, Köln · 서울에서 배우기");
        for hit in ["откры", "ДАННЫЕ jose", "mull koln", "서울", "배우"] {
            assert!(Query::parse(hit).matches(&text), "{hit}");
        }
        for miss in ["анные", "jose seoul", "부산"] {
            assert!(!Query::parse(miss).matches(&text), "{miss}");
        }
        assert!(Query::parse(" ,. ").is_empty());
    }
}
