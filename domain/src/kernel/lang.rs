//! The languages of the site and texts written in all of them.

use serde::{Deserialize, Serialize};

/// A language the whole site speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
    /// Korean.
    Ko,
}

impl Lang {
    /// Every language, in the order menus show them.
    pub const ALL: [Self; 3] = [Self::En, Self::Ru, Self::Ko];

    /// The BCP 47 tag, which is also the first segment of every public path.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Ko => "ko",
        }
    }

    /// The name of the language in itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
            Self::Ko => "한국어",
        }
    }

    /// Reads a tag such as `ru` or `ru-RU`.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// Picks the best language for an `Accept-Language` header (RFC 9110, 12.5.4); English when nothing fits.
    pub fn negotiate(header: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for item in header.split(',') {
            let mut parts = item.trim().split(';');
            let Some(lang) = parts.next().and_then(Self::parse) else { continue };
            let quality = parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            if quality > 0.0 && best.is_none_or(|(q, _)| quality > q) {
                best = Some((quality, lang));
            }
        }
        best.map_or(Self::En, |(_, lang)| lang)
    }
}

/// One text of the event's data in every language; an empty one is missing and falls back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// Russian.
    pub ru: String,
    /// Korean.
    pub ko: String,
}

impl Text {
    /// The text in exactly this language, maybe empty.
    pub fn exact(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
            Lang::Ko => &self.ko,
        }
    }

    /// The same, to be written.
    pub fn exact_mut(&mut self, lang: Lang) -> &mut String {
        match lang {
            Lang::En => &mut self.en,
            Lang::Ru => &mut self.ru,
            Lang::Ko => &mut self.ko,
        }
    }

    /// The text in this language, else in the first language that has it.
    pub fn get(&self, lang: Lang) -> &str {
        self.resolve(lang).0
    }

    /// The text and the language it is really in, for marking fallbacks with `lang=".."`.
    pub fn resolve(&self, lang: Lang) -> (&str, Lang) {
        std::iter::once(lang).chain(Lang::ALL).map(|l| (self.exact(l), l)).find(|(text, _)| !text.is_empty()).unwrap_or(("", lang))
    }

    /// The languages in which the text is missing.
    pub fn missing(&self) -> Vec<Lang> {
        Lang::ALL.into_iter().filter(|l| self.exact(*l).trim().is_empty()).collect()
    }
}

/// The languages other than the page's in which texts are shown because they lack its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fallbacks {
    /// The languages, each once, in the order of the texts.
    pub langs: Vec<Lang>,
    /// Whether none of the texts is in the language of the page.
    pub all: bool,
}

impl Fallbacks {
    /// Those of what is shown together on a page in `lang`; texts that say nothing do not count.
    pub fn of<'a>(lang: Lang, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        let mut found = Self { langs: Vec::new(), all: true };
        for really in texts.into_iter().map(|text| text.resolve(lang)).filter(|(says, _)| !says.is_empty()).map(|(_, really)| really) {
            if really == lang {
                found.all = false;
            } else if !found.langs.contains(&really) {
                found.langs.push(really);
            }
        }
        found.all &= !found.langs.is_empty();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_language_wins_and_english_is_the_fallback() {
        assert_eq!(Lang::negotiate("fr-FR, ru;q=0.8, en;q=0.7"), Lang::Ru);
        assert_eq!(Lang::negotiate("ko-KR,ko;q=0.9,en;q=0.8"), Lang::Ko);
        assert_eq!(Lang::negotiate("de, ru;q=0"), Lang::En);
        assert_eq!(Lang::negotiate(""), Lang::En);
    }

    #[test]
    fn a_missing_text_falls_back_and_says_in_which_language_it_is() {
        let text = Text { en: "Hello".into(), ru: String::new(), ko: "안녕".into() };
        assert_eq!(text.resolve(Lang::Ko), ("안녕", Lang::Ko));
        assert_eq!(text.resolve(Lang::Ru), ("Hello", Lang::En));
        assert_eq!(text.missing(), vec![Lang::Ru]);
    }

    #[test]
    fn of_texts_that_are_shown_together_it_is_known_which_are_in_other_languages() {
        let text = |en: &str, ru: &str, ko: &str| Text { en: en.into(), ru: ru.into(), ko: ko.into() };
        let (whole, english, russian, none) = (text("a", "b", "c"), text("a", "", ""), text("", "b", ""), Text::default());
        let of = |texts: &[&Text]| Fallbacks::of(Lang::Ko, texts.iter().copied());
        assert_eq!(of(&[&whole, &none]), Fallbacks::default());
        assert_eq!(of(&[&none]), Fallbacks::default());
        assert_eq!(of(&[&english, &none, &english]), Fallbacks { langs: vec![Lang::En], all: true });
        assert_eq!(of(&[&whole, &russian, &english]), Fallbacks { langs: vec![Lang::Ru, Lang::En], all: false });
    }
}
