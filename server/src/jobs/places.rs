//! Passes on what was offered and not taken in time.

use super::hold;
use crate::program::Shared;
use std::time::Duration;
use store::Act;

/// How often offers are looked at.
const EVERY: Duration = Duration::from_secs(20);

/// Looks at the offers whose time is up until the program ends.
pub async fn pass_on(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if hold(&program, "places", &holder).await == Some(true)
            && let Err(error) = settle(&program).await
        {
            tracing::warn!(%error, "what was not taken could not be passed on just now");
        }
    }
}

/// Ends the offers whose time is up, offers what is free, and tells the people.
pub async fn settle(program: &Shared) -> Result<(), store::StoreError> {
    let (store, now) = (&program.services.store, program.now());
    let pools = store.pools_to_settle(now).await?;
    if pools.is_empty() {
        return Ok(());
    }
    let letters = app::registration::api::written(program.services.site.base_url.clone(), program.pages.snapshot().await);
    for pool in pools {
        store.settle_registrations(&Act::system(now), &pool, &letters).await?;
    }
    Ok(())
}
