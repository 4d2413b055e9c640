//! What organisers have set going, decisions on many and announcements; and keeping people findable. Everything here may be done by several nodes at once and again after a crash; the lease only
//! saves them the work.

use super::hold;
use crate::program::Shared;
use std::time::Duration;
use store::StoreError;

/// Works off what is under way, until the future is dropped.
pub async fn work(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut round: u64 = 0;
    loop {
        ticks.tick().await;
        match some(&program, &holder).await {
            // What waits is worked off without a pause.
            Ok(true) => ticks.reset_immediately(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "what organisers set going could not go on just now"),
        }
        if round.is_multiple_of(3600) {
            let before = program.now().saturating_sub(domain::organiser::bulk::KEPT_UNCONFIRMED).unwrap_or(program.now());
            if let Err(error) = program.services.store.bulk_forget(before, program.now()).await {
                tracing::warn!(%error, "lists that nobody confirmed could not be forgotten just now");
            }
            if let Err(error) = program.services.store.see_forget(program.now()).await {
                tracing::warn!(%error, "ended views of roles could not be forgotten just now");
            }
        }
        round += 1;
    }
}

/// Takes everything one piece further; answers whether there is more to do.
pub async fn some(program: &Shared, holder: &str) -> Result<bool, StoreError> {
    let store = &program.services.store;
    let people = store.refresh_people(program.now()).await?;
    let bulks = store.bulks_at_work().await?;
    let announcements = store.announcements_at_work(program.now()).await?;
    if (bulks.is_empty() && announcements.is_empty()) || hold(program, "console", holder).await != Some(true) {
        return Ok(people);
    }
    let snapshot = program.pages.snapshot().await;
    let mut more = people;
    for bulk in bulks {
        more |= app::organiser::work::bulk(&program.services, snapshot.as_ref(), &bulk.id, program.now()).await?;
    }
    for announcement in announcements {
        more |= app::organiser::work::announcement(&program.services, snapshot.as_ref(), &announcement.id, program.now()).await?;
    }
    Ok(more)
}
