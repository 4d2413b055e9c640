//! Erases what is no longer needed, once a day.

use super::hold;
use crate::program::Shared;
use domain::organiser::retention::Horizon;
use jiff::ToSpan;
use std::time::Duration;

/// How often it is looked at whether a day has passed.
const LOOK: Duration = Duration::from_secs(60 * 60);
/// After how many looks it erases again.
const LOOKS: u64 = 24;

/// Erases what is due, until the future is dropped.
pub async fn erase(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(LOOK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut round: u64 = 0;
    loop {
        ticks.tick().await;
        if round.is_multiple_of(LOOKS) && hold(&program, "retention", &holder).await == Some(true) {
            once(&program).await;
        }
        round += 1;
    }
}

/// Erases what is due at this moment.
pub async fn once(program: &Shared) {
    let now = program.now();
    let ended = program.pages.snapshot().await.and_then(|snapshot| {
        let event = &snapshot.event;
        let zone = jiff::tz::TimeZone::get(&event.time_zone).ok()?;
        // The last day is over when the next one begins, at the venue.
        zone.to_ambiguous_timestamp(event.ends_on.checked_add(1.day()).ok()?.at(0, 0, 0, 0)).compatible().ok()
    });
    match program.services.store.erase_due(&Horizon::at(now, ended), now).await {
        Ok(erased) if erased.is_empty() => {}
        Ok(erased) => tracing::info!(?erased, "erased what was no longer needed"),
        Err(error) => tracing::warn!(%error, "what is no longer needed could not be erased just now"),
    }
}
