//! Passes on what was offered and not taken in time.

use super::hold;
use crate::program::Shared;
use domain::forum::meetings;
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
    let (base_url, snapshot) = (&program.services.site.base_url, program.pages.snapshot().await);
    let letters = app::registration::api::written(base_url.clone(), snapshot.clone());
    for pool in pools {
        let Some(slot) = meetings::slot_of(&pool) else {
            store.settle_registrations(&Act::system(now), &pool, &letters).await?;
            continue;
        };
        let Some(of) = store.booth_slot(&slot).await? else { continue };
        let company = store.company(&of.company).await?.map(|company| company.name).unwrap_or_default();
        store.settle_booth(&Act::system(now), &slot, &app::forum::meetings_api::written(base_url.clone(), snapshot.clone(), company)).await?;
    }
    Ok(())
}
