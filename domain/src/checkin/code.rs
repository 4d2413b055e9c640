//! The code of a badge: 80 random bits and a check character, for scanners and for people who read it aloud.
//!
//! The letters are those of Crockford's base 32, which has no I, L, O and U. The check character is a sum over the field of 32 elements, with a
//! different weight at each place: one wrong character, and two that changed places anywhere, are always noticed.

use crate::kernel::fields::Problem;

/// How many characters are random.
const RANDOM: usize = 16;
/// The 32 letters, by value.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The keys of a Russian keyboard and the Latin letters on them: a scanner that types sends the keys.
const KEYS: (&str, &str) = ("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM");

/// A badge's code: 17 letters, the last of which checks the others.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// The code of 80 random bits.
    pub fn from_random(random: [u8; 10]) -> Self {
        let mut bits = 0_u32;
        let mut held = 0_u32;
        let mut values = Vec::with_capacity(RANDOM + 1);
        for byte in random {
            bits = (bits << 8) | u32::from(byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                values.push(u8::try_from((bits >> held) & 31).unwrap_or(0));
            }
            bits &= (1 << held) - 1;
        }
        values.push(check(&values));
        Self(values.into_iter().map(letter).collect())
    }

    /// Reads a code as typed or scanned: case, spaces and hyphens do not matter, O is 0, I and L are 1. `BadCode` when a character is wrong.
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        if raw.trim().is_empty() {
            return Err(Problem::Required);
        }
        let mut values = Vec::with_capacity(RANDOM + 1);
        for typed in raw.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')) {
            values.push(value(typed).ok_or(Problem::BadCode)?);
        }
        match values.split_last() {
            Some((last, random)) if random.len() == RANDOM && check(random) == *last => Ok(Self(values.into_iter().map(letter).collect())),
            _ => Err(Problem::BadCode),
        }
    }

    /// The code without groups, as digests are made of it.
    pub fn plain(&self) -> &str {
        &self.0
    }
}

/// In groups, such as `7K3M-9QXR-2D5W-HT8NB`.
impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, c) in self.0.chars().enumerate() {
            if [4, 8, 12].contains(&index) {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

/// Never in logs: who knows the code can show the badge.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(..)")
    }
}

fn letter(value: u8) -> char {
    LETTERS.get(usize::from(value)).copied().map_or('0', char::from)
}

fn value(typed: char) -> Option<u8> {
    let upper = typed.to_uppercase().next().unwrap_or(typed);
    let on_its_key = KEYS.0.chars().zip(KEYS.1.chars()).find(|(key, _)| *key == upper).map(|(_, latin)| latin);
    let known = match on_its_key.unwrap_or(upper) {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    LETTERS.iter().position(|l| char::from(*l) == known).and_then(|at| u8::try_from(at).ok())
}

/// The sum of the values, each times another power of the generator 2 of the field modulo x^5 + x^2 + 1.
fn check(values: &[u8]) -> u8 {
    // Horner's rule from the front: the first value is multiplied most often.
    values.iter().fold(0, |sum, value| double(sum ^ value))
}

fn double(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { (shifted ^ 0b10_0101) & 31 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = Code::from_random([7; 10]);
        let shown = code.to_string();
        assert_eq!(shown.len(), 20);
        assert_eq!(Code::parse(&shown.to_lowercase().replace('-', " ")), Ok(code.clone()));
        assert_eq!(Code::parse(&format!("  {} ", code.plain())), Ok(code));
        assert_eq!(Code::parse(" "), Err(Problem::Required));
        assert_eq!(Code::parse("7K3M"), Err(Problem::BadCode));
        assert_eq!(Code::parse("7K3M-9QXR-2D5W-HT8N!"), Err(Problem::BadCode));
    }

    #[test]
    fn letters_that_look_like_digits_are_digits_and_a_russian_keyboard_is_understood() {
        let code = Code::from_random([0x08, 0x42, 0x10, 0x84, 0x21, 0, 0, 0, 0xff, 0xff]);
        let looks = code.plain().replace('0', "O").replacen('1', "l", 1).replacen('1', "I", 1);
        assert_eq!(Code::parse(&looks), Ok(code.clone()));
        let keys: String =
            code.plain().chars().map(|c| KEYS.1.chars().zip(KEYS.0.chars()).find(|(latin, _)| *latin == c).map_or(c, |(_, key)| key)).collect();
        assert_ne!(keys, code.plain());
        assert_eq!(Code::parse(&keys.to_lowercase()), Ok(code));
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_always_noticed(random in any::<[u8; 10]>(), at in 0..17_usize, by in 1..32_u8) {
            let mut typed: Vec<char> = Code::from_random(random).plain().chars().collect();
            typed[at] = letter((value(typed[at]).unwrap_or(0) + by) % 32);
            prop_assert_eq!(Code::parse(&typed.into_iter().collect::<String>()), Err(Problem::BadCode));
        }

        #[test]
        fn two_characters_that_changed_places_are_always_noticed(random in any::<[u8; 10]>(), a in 0..17_usize, b in 0..17_usize) {
            let mut typed: Vec<char> = Code::from_random(random).plain().chars().collect();
            prop_assume!(typed[a] != typed[b]);
            typed.swap(a, b);
            prop_assert_eq!(Code::parse(&typed.into_iter().collect::<String>()), Err(Problem::BadCode));
        }

        #[test]
        fn different_random_bits_are_different_codes(a in any::<[u8; 10]>(), b in any::<[u8; 10]>()) {
            prop_assert_eq!(a == b, Code::from_random(a) == Code::from_random(b));
        }
    }
}
