//! Counts how often the public pages of exhibitors are answered, without noting to whom, and adds it up in the database.

use crate::program::Shared;
use domain::event::Snapshot;
use domain::kernel::ids::CompanyId;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;
use store::{StoreError, Views};

/// How often what was counted is added up.
const EVERY: Duration = Duration::from_secs(60);

/// What was counted and not added up yet.
#[derive(Default)]
pub struct Counted(Mutex<HashMap<(CompanyId, String), u64>>);

impl Counted {
    /// Counts an answer with the page of an exhibitor; of what is none, nothing is counted, so that nobody fills the memory.
    pub fn note(&self, snapshot: &Snapshot, id: &CompanyId, now: Timestamp) {
        let Ok(local) = now.in_tz(&snapshot.event.time_zone) else { return };
        if snapshot.exhibitor(id).is_some()
            && let Ok(mut counted) = self.0.lock()
        {
            *counted.entry((id.clone(), local.date().to_string())).or_default() += 1;
        }
    }

    fn so_far(&self) -> Vec<Views> {
        let Ok(counted) = self.0.lock() else { return Vec::new() };
        counted.iter().map(|((company, day), number)| Views { company: company.clone(), day: day.clone(), number: *number }).collect()
    }

    /// Forgets what has been added up; what was counted meanwhile stays.
    fn forget(&self, added: &[Views]) {
        let Ok(mut counted) = self.0.lock() else { return };
        for views in added {
            if let Some(number) = counted.get_mut(&(views.company.clone(), views.day.clone())) {
                *number = number.saturating_sub(views.number);
            }
        }
        counted.retain(|_, number| *number > 0);
    }
}

/// Adds up until the program ends.
pub async fn add_up(program: Shared) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = flush(&program).await {
            tracing::warn!(%error, "views of exhibitors could not be added up just now");
        }
    }
}

/// Adds up what was counted since the last time.
pub async fn flush(program: &Shared) -> Result<(), StoreError> {
    let counted = program.views.so_far();
    if !counted.is_empty() {
        program.services.store.add_exhibitor_views(program.now(), &counted).await?;
        program.views.forget(&counted);
    }
    Ok(())
}
