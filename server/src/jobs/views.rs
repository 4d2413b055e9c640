//! Counts how often the public pages of exhibitors are answered, without noting to whom, and adds it up in the database.
//!
//! Always holds: what was counted is in exactly one place, in what is still growing or in the batch that is on its way; and a batch is kept, with its
//! key, until the database has answered, so that it counts once however often it is sent.

use crate::program::Shared;
use app::forum::meetings::zone_of;
use domain::kernel::ids::{CompanyId, RequestId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::time::Duration;
use store::{Act, Store, StoreError, Views};

/// How often what was counted is added up.
const EVERY: Duration = Duration::from_secs(60);
/// What is counted together, in seconds: days begin at a quarter of an hour in every zone, so that a quarter is of one day everywhere.
const QUARTER: i64 = 900;

/// What was counted and not added up yet.
#[derive(Default)]
pub struct Counted {
    /// By exhibitor, the quarters of an hour in which it was read, the last one last.
    growing: Mutex<HashMap<CompanyId, Vec<(i64, u64)>>>,
    under_way: tokio::sync::Mutex<Option<Batch>>,
}

/// What is added up at once, under a key of its own.
struct Batch {
    key: RequestId,
    views: Vec<Views>,
}

impl Counted {
    /// Counts an answer with the page of an exhibitor that there is; it costs next to nothing, because the page does so too.
    pub fn note(&self, id: &CompanyId, now: Timestamp) {
        let quarter = now.as_second().div_euclid(QUARTER);
        let Ok(mut growing) = self.growing.lock() else { return };
        let Some(quarters) = growing.get_mut(id) else {
            growing.insert(id.clone(), vec![(quarter, 1)]);
            return;
        };
        match quarters.last_mut() {
            Some((last, number)) if *last == quarter => *number += 1,
            _ => quarters.push((quarter, 1)),
        }
    }

    /// Takes what has grown, as the next batch, by the days of a zone.
    fn taken(&self, zone: &TimeZone) -> Option<Batch> {
        let key = RequestId::parse(&uuid::Uuid::now_v7().simple().to_string()).ok()?;
        let grown = std::mem::take(&mut *self.growing.lock().ok()?);
        let mut days: BTreeMap<(CompanyId, String), u64> = BTreeMap::new();
        for (company, quarters) in grown {
            for (quarter, number) in quarters {
                let day = Timestamp::from_second(quarter.saturating_mul(QUARTER)).map(|at| zone.to_datetime(at).date().to_string());
                *days.entry((company.clone(), day.ok()?)).or_default() += number;
            }
        }
        let views: Vec<Views> = days.into_iter().map(|((company, day), number)| Views { company, day, number }).collect();
        (!views.is_empty()).then_some(Batch { key, views })
    }

    async fn add_to(&self, store: &Store, now: Timestamp, zone: &TimeZone) -> Result<(), StoreError> {
        let mut under_way = self.under_way.lock().await;
        send(store, now, &mut under_way).await?;
        *under_way = self.taken(zone);
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
    let zone = zone_of(program.pages.snapshot().await.as_deref());
    program.views.add_to(&program.services.store, program.now(), &zone).await
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
            let zone = TimeZone::get("Europe/Ulyanovsk").unwrap();
            let read = |times: u32| (0..times).for_each(|_| counted.note(&id, now));
            read(3);
            let batch = counted.taken(&zone).unwrap();
            // The database has it, and nobody has heard so.
            let act = Act { request: Some(batch.key.clone()), ..Act::system(now) };
            store.add_exhibitor_views(&act, &batch.views).await.unwrap();
            *counted.under_way.lock().await = Some(batch);
            read(4);
            counted.add_to(&store, now, &zone).await.unwrap();
            assert_eq!(number(&store, &id).await, 7);
            counted.add_to(&store, now, &zone).await.unwrap();
            assert_eq!(number(&store, &id).await, 7);
        });
        runtime.block_on(test).unwrap();
    }

    #[test]
    fn what_is_read_before_and_after_midnight_at_the_venue_is_of_two_days() {
        let (counted, id) = (Counted::default(), CompanyId::parse("a").unwrap());
        for at in ["2017-06-27T19:59:59Z", "2017-06-27T20:00:00Z", "2017-06-27T20:00:01Z", "2017-06-28T10:00:00Z"] {
            counted.note(&id, at.parse().unwrap());
        }
        let batch = counted.taken(&TimeZone::get("Europe/Ulyanovsk").unwrap()).unwrap();
        let days: Vec<_> = batch.views.iter().map(|v| (v.day.as_str(), v.number)).collect();
        assert_eq!(days, [("2017-06-27", 1), ("2017-06-28", 3)]);
        assert!(counted.taken(&TimeZone::UTC).is_none());
    }
}
