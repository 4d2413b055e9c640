//! Exact fractions, so that no rounding ever decides who comes first.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms, written as `numerator/denominator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ratio {
    over: i128,
    under: i128,
}

/// A text that is no fraction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a fraction")]
pub struct NotARatio;

/// The greatest common divisor.
fn common(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The least common multiple of two positive numbers.
pub(crate) fn multiple(a: i128, b: i128) -> i128 {
    a / common(a, b).max(1) * b
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { over: 0, under: 1 };

    /// The fraction of two numbers; `None` when the second is not positive.
    pub fn new(over: i128, under: i128) -> Option<Self> {
        let divisor = common(over, under).max(1);
        (under > 0).then(|| Self { over: over / divisor, under: under / divisor })
    }

    /// The fraction as a decimal with so many digits behind the point, rounded half away from zero: for reading, never for comparing.
    pub fn decimal(self, digits: u32) -> String {
        let scale = 10i128.pow(digits.min(9));
        let (whole, rest) = (self.over.abs() / self.under, self.over.abs() % self.under);
        let mut shown = whole * scale;
        // Digit by digit, so that nothing overflows.
        let (mut step, mut left) = (scale, rest);
        while step > 1 {
            step /= 10;
            let tenth = Self::tenfold(&mut left, self.under);
            shown += tenth * step;
        }
        let up = i128::from(left >= self.under - left);
        shown += up;
        let sign = if self.over < 0 && shown > 0 { "-" } else { "" };
        match digits {
            0 => format!("{sign}{shown}"),
            _ => format!("{sign}{}.{:0width$}", shown / scale, shown % scale, width = usize::try_from(digits.min(9)).unwrap_or(9)),
        }
    }

    /// The next digit of a rest below one, and what is left after it, without a multiplication that could overflow.
    fn tenfold(left: &mut i128, under: i128) -> i128 {
        let (mut digit, rest) = (0, *left);
        let mut sum = 0i128;
        for _ in 0..10 {
            // `sum + rest` is compared as `sum >= under - rest`.
            if sum >= under - rest {
                sum -= under - rest;
                digit += 1;
            } else {
                sum += rest;
            }
        }
        *left = sum;
        digit
    }
}

impl Ord for Ratio {
    /// Compares by whole parts and rests, as Euclid does, so that nothing overflows.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = ((self.over, self.under), (other.over, other.under));
        let mut turned = false;
        loop {
            let (whole_a, whole_b) = (a.0.div_euclid(a.1), b.0.div_euclid(b.1));
            let (rest_a, rest_b) = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            let found = match whole_a.cmp(&whole_b) {
                Ordering::Equal => match (rest_a, rest_b) {
                    (0, 0) => Ordering::Equal,
                    (0, _) => Ordering::Less,
                    (_, 0) => Ordering::Greater,
                    // Of two rests below one the greater has the smaller inverse.
                    _ => {
                        (a, b) = ((a.1, rest_a), (b.1, rest_b));
                        turned = !turned;
                        continue;
                    }
                },
                other => other,
            };
            return if turned { found.reverse() } else { found };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.over, self.under)
    }
}

impl From<Ratio> for String {
    fn from(ratio: Ratio) -> Self {
        ratio.to_string()
    }
}

impl TryFrom<String> for Ratio {
    type Error = NotARatio;
    fn try_from(text: String) -> Result<Self, NotARatio> {
        let (over, under) = text.split_once('/').ok_or(NotARatio)?;
        let parse = |digits: &str| digits.parse::<i128>().map_err(|_| NotARatio);
        Self::new(parse(over)?, parse(under)?).ok_or(NotARatio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(over: i128, under: i128) -> Ratio {
        Ratio::new(over, under).unwrap()
    }

    #[test]
    fn a_fraction_is_kept_in_lowest_terms_and_read_again() {
        assert_eq!(of(6, 4).to_string(), "3/2");
        assert_eq!(of(-6, 4).to_string(), "-3/2");
        assert_eq!(of(0, 7), Ratio::ZERO);
        assert_eq!(Ratio::try_from("-3/2".to_owned()), Ok(of(-6, 4)));
        for bad in ["", "1", "1/0", "1/-2", "a/b", "0.5/1"] {
            assert_eq!(Ratio::try_from(bad.to_owned()), Err(NotARatio), "{bad}");
        }
    }

    #[test]
    fn decimals_are_rounded_half_away_from_zero() {
        let shown =
            [(1, 3, "0.3333"), (2, 3, "0.6667"), (1, 1, "1.0000"), (-5, 4, "-1.2500"), (-1, 1_000_000, "0.0000"), (99_999, 100_000, "1.0000")];
        for (over, under, text) in shown {
            assert_eq!(of(over, under).decimal(4), text);
        }
        assert_eq!((of(1, 2).decimal(0), of(1, 8).decimal(2)), ("1".to_owned(), "0.13".to_owned()));
        assert_eq!(of(i128::MAX - 1, i128::MAX).decimal(4), "1.0000");
    }

    #[test]
    fn fractions_too_large_to_multiply_are_compared_all_the_same() {
        let (a, b) = (of(i128::MAX - 1, i128::MAX), of(i128::MAX - 2, i128::MAX));
        assert_eq!((a.cmp(&b), b.cmp(&a), a.cmp(&a)), (Ordering::Greater, Ordering::Less, Ordering::Equal));
    }

    proptest! {
        #[test]
        fn fractions_are_ordered_as_their_products_are(a in -1000i128..1000, b in 1i128..1000, c in -1000i128..1000, d in 1i128..1000) {
            prop_assert_eq!(of(a, b).cmp(&of(c, d)), (a * d).cmp(&(c * b)));
            prop_assert_eq!(of(a, b) == of(c, d), a * d == c * b);
        }
    }
}
