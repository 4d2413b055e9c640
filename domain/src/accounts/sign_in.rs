//! How long a sign-in lasts and how failures slow an attacker without locking the owner out.

use jiff::{SignedDuration, Timestamp};

/// A sign-in ends after this long without use (OWASP ASVS 5.0, 7.3.1).
pub const IDLE: SignedDuration = SignedDuration::from_hours(24 * 14);
/// A sign-in ends this long after it began, used or not (OWASP ASVS 5.0, 7.3.2).
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(24 * 60);
/// The same for accounts that wear a hat.
pub const IDLE_PRIVILEGED: SignedDuration = SignedDuration::from_hours(8);
/// The same for accounts that wear a hat.
pub const ABSOLUTE_PRIVILEGED: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Says whether a sign-in still holds at `now`.
pub fn is_live(created_at: Timestamp, seen_at: Timestamp, privileged: bool, now: Timestamp) -> bool {
    let (idle, absolute) = if privileged { (IDLE_PRIVILEGED, ABSOLUTE_PRIVILEGED) } else { (IDLE, ABSOLUTE) };
    now.duration_since(seen_at) < idle && now.duration_since(created_at) < absolute
}

/// Failures are counted in windows of this length.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Failures allowed for one account from one network address in a window. The count is for the pair, so nobody can lock somebody else out.
pub const FAILURES_PER_ACCOUNT_AND_ADDRESS: u32 = 10;
/// Failures allowed from one network address in a window, whatever the account: a hotel shares one address.
pub const FAILURES_PER_ADDRESS: u32 = 100;

/// Says whether another attempt may be made after so many failures in the current window.
pub fn may_try(failures_of_pair: u32, failures_of_address: u32) -> bool {
    failures_of_pair < FAILURES_PER_ACCOUNT_AND_ADDRESS && failures_of_address < FAILURES_PER_ADDRESS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_ends_idle_or_old_and_sooner_for_organisers() {
        let start = Timestamp::UNIX_EPOCH;
        let at = |hours: i64| start + SignedDuration::from_hours(hours);
        assert!(is_live(start, at(24 * 13), false, at(24 * 14)));
        assert!(!is_live(start, start, false, at(24 * 14)));
        assert!(!is_live(start, at(24 * 60 - 1), false, at(24 * 60)));
        assert!(!is_live(start, start, true, at(8)));
        assert!(is_live(start, at(7), true, at(8)));
    }

    #[test]
    fn failures_elsewhere_do_not_lock_the_owner_out() {
        assert!(may_try(0, 99));
        assert!(!may_try(10, 10));
        assert!(!may_try(0, 100));
    }
}
