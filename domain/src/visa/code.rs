//! The code under which anybody can check a letter: 100 random bits in the alphabet of Crockford's base 32, which people read without mistakes.

use std::fmt;

const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W',
    'X', 'Y', 'Z',
];
/// How many characters a code has, five bits each.
const LENGTH: usize = 20;
/// How many stand together on paper.
const GROUP: usize = 5;

/// The code of a letter, as `7K3M9-2QX4T-1B0ZZ-HJ5RS`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LetterCode(String);

impl LetterCode {
    /// Makes a code of random bits; those above the hundredth are not used.
    pub fn from_bits(bits: u128) -> Self {
        let characters = (0..LENGTH).rev().map(|place| {
            let index = (bits >> (5 * place)) & 31;
            usize::try_from(index).ok().and_then(|i| ALPHABET.get(i)).copied().unwrap_or('0')
        });
        Self(characters.collect())
    }

    /// Reads what somebody typed: upper and lower case, spaces and hyphens do not matter, and O, I and L are the digits they look like.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::with_capacity(LENGTH);
        for c in typed.chars().filter(|c| !c.is_whitespace() && !"-‐‑–—".contains(*c)) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !ALPHABET.contains(&c) || code.len() == LENGTH {
                return None;
            }
            code.push(c);
        }
        (code.len() == LENGTH).then_some(Self(code))
    }

    /// The code without hyphens, as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LetterCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for LetterCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LetterCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_again_however_people_write_it() {
        let code = LetterCode::from_bits(0x000f_edcb_a987_6543_210f_edcb_a987_6543);
        let printed = code.to_string();
        assert_eq!(printed.len(), 23, "{printed}");
        for written in [printed.clone(), printed.to_lowercase(), printed.replace('-', " "), code.as_str().replace('0', "o").replace('1', "l")] {
            assert_eq!(LetterCode::parse(&written).as_ref(), Some(&code), "{written}");
        }
        for other in ["", "7K3M9", &format!("{printed}0"), &printed.replacen(|c: char| c.is_ascii_digit(), "U", 1), "00000-00000-00000-0000й"] {
            assert_eq!(LetterCode::parse(other), None, "{other}");
        }
    }

    #[test]
    fn every_bit_of_the_hundred_counts() {
        let zero = LetterCode::from_bits(0);
        assert!((0..100).all(|bit| LetterCode::from_bits(1 << bit) != zero));
        assert!((100..128).all(|bit| LetterCode::from_bits(1 << bit) == zero));
    }
}
