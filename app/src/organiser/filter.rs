//! The desk's filter as it stands in addresses, in records and in words.

use crate::ui::percent;
use crate::words::{bulk, countries, registration as names};
use domain::kernel::Lang;
use domain::registration::{Category, State};
use store::DeskFilter;

/// Reads a filter from the pairs of an address; what it does not know does not filter.
pub fn read(pairs: &[(String, String)]) -> DeskFilter {
    let of = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    DeskFilter {
        state: of("state").and_then(State::parse).filter(|s| State::AT_THE_DESK.contains(s)),
        category: of("category").and_then(Category::parse),
        country: of("country").filter(|c| c.len() == 2).map(str::to_owned),
        words: of("words").unwrap_or_default().to_owned(),
    }
}

/// Reads a filter from its text in a record or form.
pub fn parse(text: &str) -> DeskFilter {
    read(&domain::kernel::text::pairs(text))
}

/// The pairs of an address that ask for it.
pub fn pairs(filter: &DeskFilter) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    pairs.extend(filter.state.map(|s| ("state", s.code().to_owned())));
    pairs.extend(filter.category.map(|c| ("category", c.code().to_owned())));
    pairs.extend(filter.country.clone().map(|c| ("country", c)));
    if !filter.words.is_empty() {
        pairs.push(("words", filter.words.clone()));
    }
    pairs
}

/// The text of pairs.
pub fn encoded(pairs: &[(&str, String)]) -> String {
    let joined: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={}", percent(v))).collect();
    joined.join("&")
}

/// The filter as a text for records and forms; empty when it does not filter.
pub fn text(filter: &DeskFilter) -> String {
    encoded(&pairs(filter))
}

/// The pairs as the query of an address.
pub fn query(pairs: &[(&str, String)]) -> String {
    if pairs.is_empty() { String::new() } else { format!("?{}", encoded(pairs)) }
}

/// The filter in words.
pub fn in_words(lang: Lang, filter: &DeskFilter) -> String {
    let parts: Vec<String> = [
        filter.state.map(|s| names::state(lang, s).to_owned()),
        filter.category.map(|c| names::category(lang, c).to_owned()),
        filter.country.as_deref().map(|c| countries::country(lang, c).to_owned()),
        (!filter.words.is_empty()).then(|| format!("“{}”", filter.words)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { bulk::words(lang).everybody.to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_again_from_its_text_and_what_is_unknown_does_not_filter() {
        let filter =
            DeskFilter { state: Some(State::Submitted), category: Some(Category::Cio), country: Some("KR".into()), words: "서울 & co = 1".into() };
        assert_eq!(parse(&text(&filter)), filter);
        assert_eq!(parse("state=draft&category=emperor&country=Korea"), DeskFilter::default());
        assert_eq!(text(&DeskFilter::default()), "");
    }
}
