//! What runs beside the requests. Each job belongs to one node at a time where it matters, by a lease in the database.

pub mod booths;
pub mod console;
pub mod ideathon;
mod mail;
pub mod pilots;
pub mod places;
pub mod retention;
pub mod views;
pub mod visa;

use crate::program::Shared;
use jiff::SignedDuration;
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

pub use mail::Post;

/// Starts every job; they end when the set is dropped.
pub fn start(program: &Shared, post: Post) -> JoinSet<()> {
    let holder = Uuid::now_v7().to_string();
    let mut jobs = JoinSet::new();
    jobs.spawn(probe(program.clone(), holder.clone()));
    jobs.spawn(follow(program.clone()));
    jobs.spawn(keep(program.clone(), holder.clone()));
    jobs.spawn(places::pass_on(program.clone(), holder.clone()));
    jobs.spawn(pilots::remind(program.clone(), holder.clone()));
    jobs.spawn(booths::remind(program.clone(), holder.clone()));
    jobs.spawn(views::add_up(program.clone()));
    jobs.spawn(visa::erase(program.clone(), holder.clone()));
    jobs.spawn(give_badges(program.clone()));
    jobs.spawn(retention::erase(program.clone(), holder.clone()));
    jobs.spawn(crate::live::follow(program.clone()));
    jobs.spawn(crate::live::count(program.clone()));
    jobs.spawn(console::work(program.clone(), holder.clone()));
    jobs.spawn(ideathon::count(program.clone(), holder.clone()));
    jobs.spawn(mail::send(program.clone(), post, holder));
    jobs
}

/// Shows that the database takes commits, and keeps the public data loaded.
async fn probe(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(Duration::from_secs(3));
    loop {
        ticks.tick().await;
        match program.services.store.lease(&format!("probe-{holder}"), &holder, SignedDuration::from_secs(30), program.now()).await {
            Ok(_) => program.has_committed(),
            Err(error) => tracing::warn!(%error, "the database takes no commits"),
        }
        let _ = program.pages.snapshot().await;
    }
}

async fn follow(program: Shared) {
    program.services.store.follow().await;
}

/// Chains the audit trail each second, and tidies ended sign-ins and links once in an hour.
async fn keep(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut sealed = program.services.store.changes().revision();
    let mut round: u64 = 0;
    loop {
        ticks.tick().await;
        let store = &program.services.store;
        let revision = store.changes().revision();
        // Without a change there is nothing to chain; once a minute it looks anyway, for what another node left.
        if revision != sealed || round.is_multiple_of(60) {
            match hold(&program, "keep", &holder).await {
                Some(true) => match store.seal_audit(program.now()).await {
                    Ok(_) => sealed = revision,
                    Err(error) => tracing::warn!(%error, "the audit trail could not be chained just now"),
                },
                Some(false) => sealed = revision,
                None => {}
            }
        }
        if round.is_multiple_of(3600)
            && let Err(error) = store.tidy_accounts(program.now()).await
        {
            tracing::warn!(%error, "ended sign-ins could not be tidied just now");
        }
        round += 1;
    }
}

/// Gives a badge to whoever begins to take part, within about a second; and at the start to everybody who has none.
async fn give_badges(program: Shared) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut looked = None;
    loop {
        ticks.tick().await;
        let store = &program.services.store;
        let revision = store.changes().revision();
        if looked == Some(revision) {
            continue;
        }
        match store.issue_badges(program.now(), looked.is_none()).await {
            Ok(_) => looked = Some(revision),
            Err(error) => tracing::warn!(%error, "badges could not be given out just now"),
        }
    }
}

/// Whether this node holds the lease of a job; `None` when the database cannot say.
async fn hold(program: &Shared, name: &str, holder: &str) -> Option<bool> {
    match program.services.store.lease(name, holder, SignedDuration::from_secs(15), program.now()).await {
        Ok(held) => Some(held),
        Err(error) => {
            tracing::warn!(%error, job = name, "a lease could not be taken just now");
            None
        }
    }
}
