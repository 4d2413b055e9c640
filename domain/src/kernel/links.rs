//! Links to other sites: in a field of their own, and inside of plain text.

use super::fields::Problem;

/// The longest address.
const LONGEST: usize = 500;

/// A piece of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// An address that may become a link.
    Link(&'a str),
}

/// Says whether a text is an address of the web: `http` or `https`, a name with a dot, no account in it, and nothing that has a meaning in HTML.
pub fn is_link(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    text.len() <= LONGEST
        && name.contains('.')
        && name.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"'`\\{}|^".contains(c))
}

/// Reads addresses, one a line.
pub fn parse_links(raw: &str, most: u32) -> Result<Vec<String>, Problem> {
    let lines: Vec<String> = raw.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if lines.iter().any(|line| !is_link(line)) {
        Err(Problem::NotALink)
    } else if lines.len() > most as usize {
        Err(Problem::TooMany { max: most })
    } else {
        Ok(lines)
    }
}

/// Splits plain text into words and addresses. What ends a sentence does not belong to an address.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut words = text;
    while let Some((before, link, after)) = next_link(words) {
        if !before.is_empty() {
            out.push(Piece::Words(before));
        }
        out.push(Piece::Link(link));
        words = after;
    }
    if !words.is_empty() {
        out.push(Piece::Words(words));
    }
    out
}

fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = from + ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min()?;
        let tail = text.get(at..)?;
        let end = tail.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(tail.len());
        let link = tail.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '»', '”', '。']);
        if is_link(link) {
            return Some((text.get(..at)?, link, tail.get(link.len()..)?));
        }
        from = at + "http".len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for good in ["https://city.example/noise?a=1#b", "http://xn--80.example:8080", "https://дом.example/карта"] {
            assert!(is_link(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "https://",
            "https://localhost",
            "https://user@city.example",
            "https://city.example/\"onclick=",
            "ftp://city.example",
            "https://city..example",
            "//city.example",
        ] {
            assert!(!is_link(bad), "{bad}");
        }
        assert_eq!(parse_links(" https://a.example \n\nhttps://b.example/x\n", 2).map(|l| l.len()), Ok(2));
        assert_eq!(parse_links("https://a.example\njavascript:x", 2), Err(Problem::NotALink));
        assert_eq!(parse_links("https://a.example\nhttps://b.example", 1), Err(Problem::TooMany { max: 1 }));
    }

    #[test]
    fn addresses_inside_of_text_are_found_and_the_sentence_around_them_stays() {
        let found = pieces("See https://a.example/map. And (http://b.example), not http://nowhere or https://x@y.example!");
        assert_eq!(
            found,
            [
                Piece::Words("See "),
                Piece::Link("https://a.example/map"),
                Piece::Words(". And ("),
                Piece::Link("http://b.example"),
                Piece::Words("), not http://nowhere or https://x@y.example!"),
            ]
        );
        assert_eq!(pieces("<script>"), [Piece::Words("<script>")]);
        assert_eq!(pieces(""), []);
    }
}
