//! Reminds those who administer a company when somebody comes to its booth soon and nobody receives them, calls off the times of companies that
//! have withdrawn, and gives back those of people who do not take part any more.

use super::hold;
use crate::program::Shared;
use app::forum::meetings_api::{give_all_back, written};
use app::words::forum_meetings::words;
use domain::accounts::Account;
use domain::forum::meetings::{BoothSlot, News};
use domain::forum::{CompanyRole, Standing};
use domain::kernel::Lang;
use jiff::SignedDuration;
use std::time::Duration;
use store::{Act, StoreError};

/// How often booked times are looked at.
const EVERY: Duration = Duration::from_secs(60);
/// How many are looked for at a time.
const AT_ONCE: usize = 100;
/// How many companies that have withdrawn are looked at.
const MOST: usize = 1000;
/// How long before it begins.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(6);

/// Looks at booked times until the program ends.
pub async fn remind(program: Shared, holder: String) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if hold(&program, "booths", &holder).await == Some(true) {
            if let Err(error) = remind_due(&program).await {
                tracing::warn!(%error, "companies could not be reminded of their booths just now");
            }
            if let Err(error) = call_off_withdrawn(&program).await {
                tracing::warn!(%error, "times of companies that have withdrawn could not be called off just now");
            }
            if let Err(error) = give_back_left(&program).await {
                tracing::warn!(%error, "times of people who do not take part any more could not be given back just now");
            }
        }
    }
}

/// Queues a letter to each administrator for each booked time that begins soon and at which nobody receives, once; answers how many times.
pub async fn remind_due(program: &Shared) -> Result<usize, StoreError> {
    let (store, now) = (&program.services.store, program.now());
    let Some(snapshot) = program.pages.snapshot().await else { return Ok(0) };
    let due = store.booths_unmanned(now, now.saturating_add(AHEAD).unwrap_or(now), AT_ONCE).await?;
    let mut reminded = 0;
    for slot in &due {
        let Some(company) = store.company(&slot.company).await? else { continue };
        let letters = written(program.services.site.base_url.clone(), Some(snapshot.clone()), company.name.clone());
        let mut mails = Vec::new();
        for person in store.company_people(&slot.company).await?.iter().filter(|p| p.role == CompanyRole::Admin && !p.email.is_empty()) {
            let Some(account) = store.account(&person.account).await? else { continue };
            mails.push(letters(&account, slot, News::Unmanned));
        }
        match store.remind_of_booth(&Act::system(now), slot, mails).await {
            Ok(()) => reminded += 1,
            // Somebody receives by now, or another server was quicker.
            Err(StoreError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(reminded)
}

/// Calls off every time to come of companies that have withdrawn, and tells whoever was to come or to receive; answers how many times. Each time is a
/// transaction of its own: what is left after an interruption is found again in the next round.
pub async fn call_off_withdrawn(program: &Shared) -> Result<usize, StoreError> {
    let (store, now) = (&program.services.store, program.now());
    let Some(snapshot) = program.pages.snapshot().await else { return Ok(0) };
    let mut called_off = 0;
    let (withdrawn, _) = store.companies_in(Standing::Withdrawn, None, MOST).await?;
    for company in &withdrawn {
        let slots: Vec<_> = store.booth_slots(&company.id, now).await?.into_iter().filter(|slot| !slot.gone && slot.start > now).collect();
        let letters = written(program.services.site.base_url.clone(), Some(snapshot.clone()), company.name.clone());
        // The reason is said in the language of whoever reads it.
        let letters = |account: &Account, slot: &BoothSlot, _: News<'_>| letters(account, slot, News::CalledOff(words(account.lang).withdrawn));
        for slot in &slots {
            match store.call_booth_off(&Act::system(now), &slot.id, words(Lang::En).withdrawn, &letters).await {
                Ok(()) => called_off += 1,
                // It began, or another server was quicker.
                Err(StoreError::NotFound | StoreError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(called_off)
}

/// Gives back what people booked or wait for who do not take part any more; answers of how many people.
pub async fn give_back_left(program: &Shared) -> Result<usize, StoreError> {
    let (store, act) = (&program.services.store, Act::system(program.now()));
    let left = store.booth_leavers(AT_ONCE).await?;
    for (who, gone) in &left {
        if *gone {
            give_all_back(store, &act, who, &program.services.site.base_url, program.pages.snapshot().await).await?;
        }
        store.booths_left(&act, who).await?;
    }
    Ok(left.len())
}
