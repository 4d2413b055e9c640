//! Parsed texts: what a person typed becomes one of these or a [`Problem`]. And folding, the one way texts are compared in searches.

use super::fields::Problem;
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A line of text: trimmed, inner white space collapsed, no control characters.
pub fn line(raw: &str, min: u32, max: u32) -> Result<String, Problem> {
    let text: String = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(text, min, max)
}

/// Text of several lines: trimmed at both ends, line ends unified.
pub fn paragraph(raw: &str, min: u32, max: u32) -> Result<String, Problem> {
    bounded(raw.replace("\r\n", "\n").trim().to_owned(), min, max)
}

fn bounded(text: String, min: u32, max: u32) -> Result<String, Problem> {
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        Err(Problem::BadCharacters)
    } else if count == 0 && min > 0 {
        Err(Problem::Required)
    } else if count < min {
        Err(Problem::TooShort { min })
    } else if count > max {
        Err(Problem::TooLong { max })
    } else {
        Ok(text)
    }
}

/// An e-mail address: as typed for sending, normalised for telling two apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    /// Reads an address: one `@`, a dot in the domain, at most 254 characters, no white space or control characters (RFC 5321, 4.5.3.1).
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if text.chars().count() > 254 {
            return Err(Problem::TooLong { max: 254 });
        }
        let allowed = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
        match text.split_once('@') {
            Some((local, domain))
                if !local.is_empty()
                    && local.len() <= 64
                    && domain.contains('.')
                    && !domain.contains('@')
                    && domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
                    && text.chars().all(allowed) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => Err(Problem::NotAnEmail),
        }
    }

    /// The address as the person wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address by which two are the same: NFKC, lower case.
    pub fn normalised(&self) -> String {
        self.0.nfkc().flat_map(char::to_lowercase).collect()
    }
}

/// Folds a text for comparing in searches: case, diacritics, е/ё and compatibility forms do not matter; Hangul stays composed.
pub fn fold(text: &str) -> String {
    text.nfkd()
        // Combining marks go, but й is a letter of its own and Hangul jamo are no marks: they compose again below.
        .filter(|c| !is_combining_mark(*c) || *c == '\u{306}')
        .nfc()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}

/// The plain letter for a small letter that no decomposition makes plain, or whose mark was kept for й.
pub fn plain(c: char) -> char {
    match c {
        'ă' => 'a',
        'ĕ' => 'e',
        'ğ' => 'g',
        'ĭ' | 'ı' => 'i',
        'ŏ' | 'ø' => 'o',
        'ŭ' => 'u',
        'ß' => 's',
        'ł' => 'l',
        'đ' => 'd',
        other => other,
    }
}

/// Percent-encodes a query value (RFC 3986, 2.3).
pub fn percent(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Decodes a form or a query (the URL Standard's urlencoded parser).
pub fn pairs(encoded: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let mut bytes = Vec::with_capacity(text.len());
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            match byte {
                b'+' => bytes.push(b' '),
                b'%' => {
                    let ahead = rest.clone();
                    let digits: String = ahead.take(2).map(char::from).collect();
                    match u8::from_str_radix(&digits, 16) {
                        Ok(value) if digits.len() == 2 => {
                            bytes.push(value);
                            rest.nth(1);
                        }
                        _ => bytes.push(b'%'),
                    }
                }
                other => bytes.push(other),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    encoded.split('&').filter(|p| !p.is_empty()).map(|p| p.split_once('=').unwrap_or((p, ""))).map(|(k, v)| (decode(k), decode(v))).collect()
}

/// The address of a path with query pairs, below the site.
pub fn address(path: &str, query: &[(String, String)]) -> String {
    let query: Vec<String> = query.iter().map(|(k, v)| format!("{}={}", percent(k), percent(v))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_diacritics_and_yo_and_keeps_hangul() {
        assert_eq!(fold("José MÜLLER"), "jose muller");
        assert_eq!(fold("Пётр Чайковский"), fold("петр чайковский"));
        assert_ne!(fold("й"), fold("и"));
        assert_eq!(fold("서울"), "서울");
        assert_eq!(fold("\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"), "서울");
        assert_eq!(fold("Łódź"), "lodz");
        assert_eq!(fold("Beyoğlu"), "beyoglu");
    }

    #[test]
    fn an_address_is_kept_as_typed_and_compared_normalised() -> Result<(), Problem> {
        let email = Email::parse("  Ana.Souza@Example.ORG ")?;
        assert_eq!(email.as_str(), "Ana.Souza@Example.ORG");
        assert_eq!(email.normalised(), "ana.souza@example.org");
        for bad in ["ana", "ana@", "@x.org", "a@b", "a b@x.org", "a@x..org", "a@@x.org", "a@x.org\nBcc: b@y.org", "<a@x.org>"] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Email::parse(" "), Err(Problem::Required));
        Ok(())
    }

    #[test]
    fn lines_are_collapsed_and_bounded_in_characters_not_bytes() {
        assert_eq!(line("  Анна   Ли ", 1, 7), Ok("Анна Ли".to_owned()));
        assert_eq!(line("Анна Лии", 1, 7), Err(Problem::TooLong { max: 7 }));
        assert_eq!(line("", 1, 7), Err(Problem::Required));
        assert_eq!(line("a\u{0}b", 1, 7), Err(Problem::BadCharacters));
    }

    #[test]
    fn forms_are_decoded_as_browsers_encode_them() {
        let expected = [("name", "Улья новск & co"), ("a[]", "1"), ("a[]", "100%"), ("empty", "")];
        let found = pairs("name=%D0%A3%D0%BB%D1%8C%D1%8F+%D0%BD%D0%BE%D0%B2%D1%81%D0%BA%20%26%20co&a%5B%5D=1&a[]=100%&empty");
        assert_eq!(found, expected.map(|(k, v)| (k.to_owned(), v.to_owned())));
    }
}
