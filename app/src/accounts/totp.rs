//! Codes of an authenticator app (RFC 6238 with SHA-1, six digits, thirty seconds: what every app understands).

use domain::accounts::second_factor::{DIGITS, STEP, steps};
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha1::Sha1;

/// The letters of base 32 (RFC 4648, 6).
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The code of a step of time (RFC 4226, 5.3).
pub fn code(secret: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest.last()? & 0x0f);
    let four: [u8; 4] = digest.get(offset..offset + 4)?.try_into().ok()?;
    let number = (u32::from_be_bytes(four) & 0x7fff_ffff) % 10u32.pow(DIGITS);
    Some(format!("{number:0width$}", width = DIGITS as usize))
}

/// The step of time around the moment whose code was typed.
pub fn matching(secret: &[u8], typed: &str, now: Timestamp) -> Option<i64> {
    steps(now).into_iter().rev().find(|step| code(secret, *step).as_deref() == Some(typed))
}

/// Bytes in base 32, as apps take them.
pub fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    for five in bytes.chunks(5) {
        let number = five.iter().fold(0u64, |n, byte| (n << 8) | u64::from(*byte)) << (8 * (5 - five.len()));
        let letters = (five.len() * 8).div_ceil(5);
        out.extend((0..letters).filter_map(|i| BASE32.get(((number >> (35 - 5 * i)) & 31) as usize)).map(|b| char::from(*b)));
    }
    out
}

/// What the picture for the app says: the secret, whose it is and for which site.
pub fn uri(secret: &[u8], account: &str, site: &str) -> String {
    let (account, site) = (crate::ui::percent(account), crate::ui::percent(site));
    format!("otpauth://totp/{site}:{account}?secret={}&issuer={site}&digits={DIGITS}&period={STEP}", base32(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        for (second, expected) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(code(SECRET, second / STEP).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_code_fits_one_step_early_or_late_and_no_more() {
        let at = |second| Timestamp::from_second(second).unwrap();
        for second in [29, 30, 59, 60, 89] {
            assert_eq!(matching(SECRET, "287082", at(second)), Some(1));
        }
        assert_eq!(matching(SECRET, "287082", at(90)), None);
        assert_eq!(matching(SECRET, "287082", at(-1)), None);
    }

    #[test]
    fn base_32_is_that_of_the_standard() {
        // RFC 4648, 10, without the padding, which apps do not need.
        for (bytes, expected) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(bytes.as_bytes()), expected);
        }
    }
}
