//! Passkeys: the limits of them.

use jiff::SignedDuration;

/// A browser may take this long from being asked to its answer.
pub const CHALLENGE: SignedDuration = SignedDuration::from_mins(5);
/// How many passkeys an account has at most.
pub const MOST: i64 = 20;
