//! The second factor: codes of an authenticator app (RFC 6238), and recovery codes for those who lost it.

use crate::kernel::fields::Problem;
use jiff::{SignedDuration, Timestamp};

/// How long a code of the app is shown, in seconds (RFC 6238, 5.2).
pub const STEP: i64 = 30;
/// How many digits a code of the app has.
pub const DIGITS: u32 = 6;
/// The length of the shared secret in bytes (RFC 4226, 4: R6 recommends 160 bits).
pub const SECRET: usize = 20;
/// How many recovery codes there are; each works once.
pub const RECOVERY_CODES: usize = 10;
/// How many characters a recovery code has, without its dashes: 80 random bits, so that a plain digest does not lead back to it.
pub const RECOVERY_LENGTH: usize = 16;
/// After the right password the second factor may be shown for this long.
pub const PENDING: SignedDuration = SignedDuration::from_mins(10);
/// New recovery codes are shown until the person says that they are kept, at most for this long.
pub const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// The letters of recovery codes: none of them is taken for another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The steps of time whose codes are taken at a moment: the current one, and one before and after it for clocks that differ (RFC 6238, 5.2).
pub fn steps(now: Timestamp) -> [i64; 3] {
    let step = now.as_second().div_euclid(STEP);
    [step - 1, step, step + 1]
}

/// What a person typed as their second factor.
#[derive(Clone, PartialEq, Eq)]
pub enum Typed {
    /// Six digits of the app.
    App(String),
    /// A recovery code, normalised.
    Recovery(String),
}

impl Typed {
    /// Reads a code of either kind; white space, dashes and upper case do not matter, nor does O for 0 and I or L for 1.
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        let text: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if text.len() == DIGITS as usize && text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Self::App(text));
        }
        let text = text.replace('o', "0").replace(['i', 'l'], "1");
        let is_recovery = text.len() == RECOVERY_LENGTH && text.bytes().all(|b| LETTERS.contains(&b));
        if is_recovery { Ok(Self::Recovery(text)) } else { Err(Problem::NotACode) }
    }
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed(..)")
    }
}

/// A recovery code made of random bytes, normalised.
pub fn recovery_code(random: [u8; RECOVERY_LENGTH]) -> String {
    random.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32))).map(|letter| char::from(*letter)).collect()
}

/// A normalised recovery code as people read it: in groups of four.
pub fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_understood_however_people_type_it() {
        assert_eq!(Typed::parse(" 123 456 "), Ok(Typed::App("123456".to_owned())));
        let code = recovery_code([31; RECOVERY_LENGTH]);
        assert_eq!(grouped(&code), "zzzz-zzzz-zzzz-zzzz");
        assert_eq!(Typed::parse(&grouped(&code).to_uppercase()), Ok(Typed::Recovery(code)));
        assert_eq!(Typed::parse("oOoo-Iill-0000-0000"), Ok(Typed::Recovery("0000111100000000".to_owned())));
        assert_eq!(Typed::parse("  "), Err(Problem::Required));
        for bad in ["12345", "1234567", "12345a", "uuuu-uuuu-uuuu-uuuu", "１２３４５６"] {
            assert_eq!(Typed::parse(bad), Err(Problem::NotACode), "{bad}");
        }
    }

    #[test]
    fn codes_are_taken_one_step_around_the_moment() {
        assert_eq!(steps(Timestamp::UNIX_EPOCH + SignedDuration::from_secs(59)), [0, 1, 2]);
        assert_eq!(steps(Timestamp::UNIX_EPOCH + SignedDuration::from_secs(60)), [1, 2, 3]);
    }
}
