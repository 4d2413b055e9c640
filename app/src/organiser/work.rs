//! What goes on after the page was answered: decisions on many and announcements are carried out piece by piece, by the request that confirmed
//! them as far as that is quick, and by a job, which also goes on after a crash.

use super::{announcements, filter};
use crate::platform::Services;
use crate::registration::api::written;
use domain::event::Snapshot;
use domain::kernel::ids::{AnnouncementId, BulkId};
use domain::organiser::announcement::Standing;
use domain::organiser::bulk::{Fate, Stage};
use jiff::Timestamp;
use std::sync::Arc;
use store::StoreError;

/// How many letters are written in one go.
const PIECE: usize = 25;
/// How many people are noted, and how many letters taken back, in one go.
const GATHERED: usize = 200;

/// Takes a decision on many one piece further; answers whether there is more to do.
pub async fn bulk(services: &Services, snapshot: Option<&Arc<Snapshot>>, id: &BulkId, now: Timestamp) -> Result<bool, StoreError> {
    let store = &services.store;
    let Some(bulk) = store.bulk(id).await? else { return Ok(false) };
    let fates: &[Fate] = match bulk.stage {
        Stage::Applying => &[Fate::Waiting],
        Stage::Undoing => &[Fate::Waiting, Fate::Applied],
        Stage::Gathering | Stage::Preview | Stage::Done | Stage::Undone => return Ok(false),
    };
    let mut items = Vec::new();
    for fate in fates {
        items.extend(store.bulk_items(id, Some(*fate), 0, PIECE).await?);
    }
    let letters = written(services.site.base_url.clone(), snapshot.cloned());
    for item in &items {
        match bulk.stage {
            Stage::Undoing => store.bulk_undo_one(&bulk, &item.registration, &letters, now).await?,
            _ => store.bulk_apply(&bulk, &item.registration, &letters, now).await?,
        }
    }
    if items.is_empty() {
        store.bulk_finish(id, now).await?;
    }
    Ok(!items.is_empty())
}

/// Takes an announcement one piece further; answers whether there is more to do now.
pub async fn announcement(services: &Services, snapshot: Option<&Arc<Snapshot>>, id: &AnnouncementId, now: Timestamp) -> Result<bool, StoreError> {
    let store = &services.store;
    let Some(of) = store.announcement(id).await? else { return Ok(false) };
    match of.standing {
        Standing::Scheduled if of.due.is_some_and(|due| due <= now) => store.start_announcement(id, now).await.map(|()| true),
        Standing::Gathering => {
            let after = Some(of.cursor.as_str()).filter(|c| !c.is_empty());
            let (people, next) = store.people_of(&filter::parse(&of.filter), after, GATHERED).await?;
            store.gather_announcement(&of, &people, next.as_deref(), now).await.map(|()| true)
        }
        Standing::Sending => {
            let people = store.announcement_waiting(id, PIECE).await?;
            let letters: Vec<_> = people
                .iter()
                .map(|account| {
                    let event = snapshot.map_or("Plenary", |s| s.event.name.get(account.lang));
                    let mail = (!account.email.is_empty()).then(|| announcements::letter(&of.message, account, event));
                    (account.id.clone(), mail)
                })
                .collect();
            store.write_announcement(&of, letters, now).await.map(|()| !people.is_empty())
        }
        Standing::Stopping => store.take_back_letters(id, GATHERED, now).await.map(|number| number > 0),
        Standing::Draft | Standing::Scheduled | Standing::Sent | Standing::Stopped => Ok(false),
    }
}
