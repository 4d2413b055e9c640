//! How many forms one network address may send: a bucket per address that refills steadily.

use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Mutex;

/// Above this many addresses full buckets are forgotten.
const REMEMBERED: usize = 10_000;

/// The buckets.
pub struct Throttle {
    per_minute: u32,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

impl Throttle {
    /// Buckets of this many requests a minute.
    pub fn new(per_minute: u32) -> Self {
        Self { per_minute, buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes one request from the address's bucket; `false` when it is empty.
    pub fn may(&self, address: &str, now: Timestamp) -> bool {
        let full = f64::from(self.per_minute);
        let Ok(mut buckets) = self.buckets.lock() else { return true };
        let level = |bucket: &Bucket| {
            let seconds = now.duration_since(bucket.at).as_secs_f64().max(0.0);
            full.min(bucket.left + seconds * full / 60.0)
        };
        if buckets.len() > REMEMBERED {
            buckets.retain(|_, bucket| level(bucket) < full);
        }
        let bucket = buckets.entry(address.to_owned()).or_insert(Bucket { left: full, at: now });
        bucket.left = level(bucket);
        bucket.at = now;
        if bucket.left < 1.0 {
            return false;
        }
        bucket.left -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_has_used_its_share_waits_and_others_do_not() {
        let throttle = Throttle::new(2);
        let now = Timestamp::UNIX_EPOCH;
        assert!(throttle.may("a", now) && throttle.may("a", now));
        assert!(!throttle.may("a", now));
        assert!(throttle.may("b", now));
        assert!(throttle.may("a", now + jiff::SignedDuration::from_secs(30)));
    }
}
