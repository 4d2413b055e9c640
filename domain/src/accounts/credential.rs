//! Passwords and one-time links.

use crate::kernel::Role;
use crate::kernel::fields::Problem;
use crate::kernel::text::fold;
use serde::{Deserialize, Serialize};

/// What a one-time link is for. A link serves its purpose once, before it expires, and a newer one replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenPurpose {
    /// Proves that an address is read by the person.
    VerifyEmail,
    /// Lets the person choose a new password.
    ResetPassword,
    /// Gives the holder a hat.
    Invite(Role),
}

impl TokenPurpose {
    /// How long a link works, in hours.
    pub fn hours(self) -> i64 {
        match self {
            Self::VerifyEmail => 48,
            Self::ResetPassword => 1,
            Self::Invite(_) => 72,
        }
    }

    /// The name in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::Invite(Role::Organiser) => "invite_organiser",
            Self::Invite(Role::VisaDesk) => "invite_visa_desk",
            Self::Invite(Role::CheckIn) => "invite_check_in",
            Self::Invite(Role::Juror) => "invite_juror",
        }
    }

    /// The hat that a stored purpose gives, when it gives one.
    pub fn invited(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| Self::Invite(*role).code() == code)
    }
}

/// The fewest characters of a password (NIST SP 800-63B-4 asks for 15 when it is the only factor, OWASP ASVS 5.0 6.2.1 for 8; we take 10 with a blocklist).
pub const PASSWORD_MIN: u32 = 10;
/// The most characters of a password, so that hashing stays bounded.
pub const PASSWORD_MAX: u32 = 200;

/// A password that may be used; never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Reads a new password: length in characters, not a common one, not the person's own name or address (`personal`).
    pub fn parse(raw: &str, personal: &[&str]) -> Result<Self, Problem> {
        let count = u32::try_from(raw.chars().count()).unwrap_or(u32::MAX);
        if count == 0 {
            return Err(Problem::Required);
        }
        if count < PASSWORD_MIN {
            return Err(Problem::TooShort { min: PASSWORD_MIN });
        }
        if count > PASSWORD_MAX {
            return Err(Problem::TooLong { max: PASSWORD_MAX });
        }
        let folded = fold(raw);
        let is_personal = personal.iter().any(|word| !word.is_empty() && folded == fold(word));
        if is_personal || is_common(&folded) {
            return Err(Problem::CommonPassword);
        }
        Ok(Self(raw.to_owned()))
    }

    /// The characters, for hashing only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(..)")
    }
}

/// The stems that people lengthen to satisfy a minimum length.
const STEMS: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssw0rd",
    "qwerty",
    "qwertyuiop",
    "1q2w3e4r",
    "1qaz2wsx",
    "qazwsxedc",
    "asdfghjkl",
    "zxcvbnm",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "admin",
    "changeme",
    "secret",
    "football",
    "baseball",
    "superman",
    "princess",
    "sunshine",
    "monkey",
    "dragon",
    "master",
    "trustno1",
    "starwars",
    "whatever",
    "пароль",
    "йцукен",
    "йцукенг",
    "привет",
    "любовь",
    "비밀번호",
    "sarang",
    "wego",
    "plenary",
    "ulyanovsk",
    "ульяновск",
    "seoul",
    "assembly",
];

/// Says whether a folded password is a common stem padded with digits and signs, one repeated piece, or a run of neighbours.
fn is_common(folded: &str) -> bool {
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let stem = |word: &str| STEMS.contains(&word);
    let chars: Vec<char> = folded.chars().collect();
    let repeats = (1..=4).any(|n| chars.iter().zip(chars.iter().skip(n)).all(|(a, b)| a == b));
    let runs = chars.windows(2).all(|w| matches!(w, [a, b] if (*b as i64 - *a as i64).abs() <= 1));
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    core.is_empty() && letters.len() < 12 || stem(core) || stem(folded) || stem(&letters) || repeats || runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for bad in
            ["password123", "Password2017!", "1234567890", "aaaaaaaaaaaa", "abcabcabcabc", "qwertyuiop", "йцукен1234", "12345678910", "Ulyanovsk2017"]
        {
            assert_eq!(Password::parse(bad, &[]), Err(Problem::CommonPassword), "{bad}");
        }
        assert_eq!(Password::parse("ana.souza@example.org", &["Ana", "Ana.Souza@example.org"]), Err(Problem::CommonPassword));
    }

    #[test]
    fn long_phrases_in_any_script_are_welcome() {
        for good in ["correct horse battery", "тихая волга вечером", "푸른 바다 위의 배 한 척", "x9!kLm#2pQ"] {
            assert!(Password::parse(good, &[]).is_ok(), "{good}");
        }
        assert_eq!(Password::parse("short", &[]), Err(Problem::TooShort { min: PASSWORD_MIN }));
    }

    #[test]
    fn a_password_never_shows_itself() {
        let shown = Password::parse("correct horse battery", &[]).map(|p| format!("{p:?}"));
        assert_eq!(shown, Ok("Password(..)".to_owned()));
    }
}
