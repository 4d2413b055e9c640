//! Finding people by the beginnings of their words, in any script.

use crate::kernel::text::fold;

/// The first Hangul syllable, how many there are, and how many share a consonant or a vowel (the Unicode Standard, 3.12).
const HANGUL: (u32, u32, u32, u32) = (0xac00, 11_172, 588, 28);

/// The words of a text as they are compared: folded, Hangul as single letters, so that a syllable that is not typed to its end is a beginning.
pub fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(letters).collect();
    found.sort();
    found.dedup();
    found
}

/// What is asked for: at most five words, the longest first.
pub fn asked(text: &str) -> Vec<String> {
    let mut found = words(text);
    found.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    found.truncate(5);
    found
}

fn letters(word: &str) -> String {
    let (first, number, of_consonant, of_vowel) = HANGUL;
    let mut out = String::with_capacity(word.len() * 2);
    for c in word.chars() {
        match u32::from(c).checked_sub(first).filter(|index| *index < number) {
            None => out.push(c),
            Some(index) => {
                let last = index % of_vowel;
                let parts = [0x1100 + index / of_consonant, 0x1161 + index % of_consonant / of_vowel, if last == 0 { 0 } else { 0x11a7 + last }];
                out.extend(parts.into_iter().filter(|p| *p > 0).filter_map(char::from_u32));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(asked_for: &str, text: &str) -> bool {
        let there = words(text);
        asked(asked_for).iter().all(|word| there.iter().any(|t| t.starts_with(word)))
    }

    #[test]
    fn beginnings_of_words_are_found_in_every_script() {
        for (asked_for, text) in [
            ("mul", "Zoë Müller"),
            ("ZOE muller", "Zoë Müller"),
            ("петр", "Пётр Чайковский"),
            ("чайк пёт", "Петр Чайковский"),
            ("서울", "서울특별시"),
            ("서우", "서울특별시"),
            ("ana.souza@exa", "Ana.Souza@example.org"),
        ] {
            assert!(finds(asked_for, text), "{asked_for} in {text}");
        }
        for (asked_for, text) in [("uller", "Zoë Müller"), ("muller x", "Zoë Müller"), ("우", "서울"), ("и", "Йошкар-Ола")] {
            assert!(!finds(asked_for, text), "{asked_for} in {text}");
        }
        assert_eq!(asked(" ,. "), Vec::<String>::new());
    }
}
