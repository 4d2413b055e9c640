//! Counts how often the public pages of exhibitors are answered, without noting to whom, and adds it up in the database.
//!
//! Always holds: what was counted is in exactly one place, in what is still growing or in the batch that is on its way; and a batch is kept, with its
//! key, until the database has answered, so that it counts once however often it is sent.

use crate::program::Shared;
use domain::event::Snapshot;
use domain::kernel::ids::{CompanyId, RequestId};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;
use store::{Act, Store, StoreError, Views};

/// How often what was counted is added up.
const EVERY: Duration = Duration::from_secs(60);

/// What was counted and not added up yet.
#[derive(Default)]
pub struct Counted {
    growing: Mutex<HashMap<(CompanyId, String), u64>>,
    under_way: tokio::sync::Mutex<Option<Batch>>,
}

/// What is added up at once, under a key of its own.
struct Batch {
    key: RequestId,
    views: Vec<Views>,
}

impl Counted {
    /// Counts an answer with the page of an exhibitor; of what is none, nothing is counted, so that nobody fills the memory.
    pub fn note(&self, snapshot: &Snapshot, id: &CompanyId, now: Timestamp) {
        let Ok(local) = now.in_tz(&snapshot.event.time_zone) else { return };
        if snapshot.exhibitor(id).is_some()
            && let Ok(mut growing) = self.growing.lock()
        {
            *growing.entry((id.clone(), local.date().to_string())).or_default() += 1;
        }
    }

    /// Takes what has grown, as the next batch.
    fn taken(&self) -> Option<Batch> {
        let key = RequestId::parse(&uuid::Uuid::now_v7().simple().to_string()).ok()?;
        let grown = std::mem::take(&mut *self.growing.lock().ok()?);
        let views: Vec<Views> = grown.into_iter().map(|((company, day), number)| Views { company, day, number }).collect();
        (!views.is_empty()).then_some(Batch { key, views })
    }

    async fn add_to(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let mut under_way = self.under_way.lock().await;
        send(store, now, &mut under_way).await?;
        *under_way = self.taken();
        send(store, now, &mut under_way).await
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

/// Adds up what was counted since the last time; before it, what was sent then and had no answer.
pub async fn flush(program: &Shared) -> Result<(), StoreError> {
    program.views.add_to(&program.services.store, program.now()).await
}

/// Sends the batch that is under way. It is forgotten when the database has answered: an error leaves it, and so does an end in the middle.
async fn send(store: &Store, now: Timestamp, under_way: &mut Option<Batch>) -> Result<(), StoreError> {
    if let Some(batch) = under_way {
        let act = Act { request: Some(batch.key.clone()), ..Act::system(now) };
        store.add_exhibitor_views(&act, &batch.views).await?;
        *under_way = None;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn number(store: &Store, id: &CompanyId) -> u64 {
        store.exhibitor_statistics(id).await.unwrap().days.iter().map(|(_, number)| number).sum()
    }

    #[test]
    fn a_batch_that_arrived_without_an_answer_is_sent_again_under_its_key_and_counts_once() {
        // The engine's futures are deep in an unoptimised build.
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).thread_stack_size(16 << 20).enable_all().build().unwrap();
        let test = runtime.spawn(async {
            let (store, now, id) = (Store::in_memory().await.unwrap(), Timestamp::UNIX_EPOCH, CompanyId::parse("a").unwrap());
            let counted = Counted::default();
            let read = |times| counted.growing.lock().unwrap().insert((id.clone(), "2017-06-27".to_owned()), times);
            read(3);
            let batch = counted.taken().unwrap();
            // The database has it, and nobody has heard so.
            let act = Act { request: Some(batch.key.clone()), ..Act::system(now) };
            store.add_exhibitor_views(&act, &batch.views).await.unwrap();
            *counted.under_way.lock().await = Some(batch);
            read(4);
            counted.add_to(&store, now).await.unwrap();
            assert_eq!(number(&store, &id).await, 7);
            counted.add_to(&store, now).await.unwrap();
            assert_eq!(number(&store, &id).await, 7);
        });
        runtime.block_on(test).unwrap();
    }
}
