//! Erases what passports say when the day of the event's rules has come.

use super::hold;
use crate::program::Shared;
use std::time::Duration;
use store::{Act, StoreError};

/// How often the day is looked at.
const EVERY: Duration = Duration::from_secs(60);
/// How many are looked for at a time.
const AT_ONCE: usize = 100;

/// Looks whether the day has come until the program ends.
pub async fn erase(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if hold(&program, "visa", &holder).await == Some(true)
            && let Err(error) = erase_due(&program).await
        {
            tracing::warn!(%error, "passport data could not be erased just now");
        }
    }
}

/// Erases all passport data when their day has come; answers of how many people. The audit trail has a row for each.
pub async fn erase_due(program: &Shared) -> Result<usize, StoreError> {
    let (store, now) = (&program.services.store, program.now());
    let Some(snapshot) = program.pages.snapshot().await else { return Ok(0) };
    if now < app::visa::erase_at(&snapshot.event) {
        return Ok(0);
    }
    let mut erased = 0;
    loop {
        let held = store.passports_held(AT_ONCE).await?;
        for account in &held {
            store.erase_passport(&Act::system(now), account).await?;
        }
        erased += held.len();
        if held.len() < AT_ONCE {
            return Ok(erased);
        }
    }
}
