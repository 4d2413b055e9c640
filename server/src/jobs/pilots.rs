//! Reminds whoever owns a city's pilot when the day of its first step is over.

use super::hold;
use crate::program::Shared;
use std::time::Duration;
use store::{Act, StoreError};

/// How often the days are looked at.
const EVERY: Duration = Duration::from_secs(60);
/// How many are looked for at a time.
const AT_ONCE: usize = 100;

/// Looks at the days until the program ends.
pub async fn remind(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if hold(&program, "pilots", &holder).await == Some(true)
            && let Err(error) = remind_due(&program).await
        {
            tracing::warn!(%error, "owners of pilots could not be reminded just now");
        }
    }
}

/// Queues a letter for each pilot whose day is over, once; answers how many.
pub async fn remind_due(program: &Shared) -> Result<usize, StoreError> {
    let (store, now) = (&program.services.store, program.now());
    let Some(snapshot) = program.pages.snapshot().await else { return Ok(0) };
    let due = store.pilots_due(app::judging::pilots::today(Some(&snapshot.event), now), AT_ONCE).await?;
    for (pilot, lang) in &due {
        let entry = store.contest_entry(&pilot.contest, &pilot.entry).await?.map(|e| e.title).unwrap_or_default();
        let mail = app::judging::pilots::reminder(&program.services.site.base_url, snapshot.event.name.get(*lang), &entry, pilot, *lang);
        store.remind_of_pilot(&Act::system(now), pilot, mail).await?;
    }
    Ok(due.len())
}
