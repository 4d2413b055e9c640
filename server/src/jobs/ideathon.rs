//! What happens in the ideathon when its time has come: those without a team are proposed one, and what a team saved last counts when the time
//! for handing in is over and it handed nothing in.

use super::hold;
use crate::program::Shared;
use app::ideathon::workspace::{Counts, receipts};
use domain::ideathon::Phase;
use domain::kernel::ids::AccountId;
use std::time::Duration;
use store::{Act, StoreError};

/// How often the clock is looked at.
const EVERY: Duration = Duration::from_secs(10);

/// Looks whether the time is over until the program ends.
pub async fn count(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if hold(&program, "ideathon", &holder).await != Some(true) {
            continue;
        }
        if let Err(error) = bring_together(&program).await {
            tracing::warn!(%error, "those without a team could not be proposed one just now");
        }
        if let Err(error) = count_all(&program).await {
            tracing::warn!(%error, "what teams saved last could not be counted just now");
        }
    }
}

/// Proposes a team to those who have none when the time for it has come, and carries the proposal out when people have had time to answer.
pub async fn bring_together(program: &Shared) -> Result<(), StoreError> {
    let (store, now) = (&program.services.store, program.now());
    let (rules, _) = store.ideathon_rules().await?;
    let matching = store.matching().await?;
    let letters = app::ideathon::api::written(program.services.site.base_url.clone(), program.pages.snapshot().await);
    match matching {
        None if rules.phase(now) == Phase::Forming && now >= rules.match_at => store.propose_match(&Act::system(now), 0, &letters).await,
        Some(found) if !found.proposal.applied && now >= found.proposal.applies_at => store.apply_match(now, &letters).await,
        _ => Ok(()),
    }
}

/// Lets the work of every team count that waits for it; answers of how many. Nothing happens before the time is over.
pub async fn count_all(program: &Shared) -> Result<usize, StoreError> {
    let (store, now) = (&program.services.store, program.now());
    let (rules, _) = store.ideathon_rules().await?;
    if rules.phase(now) != Phase::Closed {
        return Ok(0);
    }
    let mut counted = 0;
    for id in store.teams_without_submission().await? {
        let Some(team) = store.team(&id).await? else { continue };
        let members: Vec<AccountId> = team.members.iter().map(|m| m.account.clone()).collect();
        let accounts = store.team_accounts(&members).await?;
        let snapshot = program.pages.snapshot().await;
        let base_url = program.services.site.base_url.clone();
        let letters =
            move |version, late| receipts(&base_url, snapshot.as_ref(), &accounts, &team, Counts { version, at: now, late, by_itself: true });
        counted += usize::from(store.count_by_itself(&Act::system(now), &rules, &id, letters).await?);
    }
    Ok(counted)
}
