//! The server functions of the floor plan, for organisers.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::forum;
use domain::forum::plan::{BoothForm, HallForm, Mistake};
use domain::kernel::ids::{BoothId, HallId};
use domain::kernel::text::fold;
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;

fn hall_id(raw: &str) -> Result<HallId, ApiError> {
    HallId::parse(raw).map_err(|_| ApiError::NotFound)
}

fn booth_id(raw: &str) -> Result<BoothId, ApiError> {
    BoothId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// What of a name can be in an id.
fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(24).collect();
    slug.trim_matches('-').to_owned()
}

/// Makes a hall, or changes its name and size.
#[server(endpoint = "forum/save_hall", prefix = "/api")]
pub async fn save_hall(
    #[server(default)] hall: String,
    version: u32,
    #[server(default)] hall_en: String,
    #[server(default)] hall_ru: String,
    #[server(default)] hall_ko: String,
    #[server(default)] hall_width: String,
    #[server(default)] hall_depth: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let (name, width, depth) = HallForm { hall_en, hall_ru, hall_ko, hall_width, hall_depth }.parse()?;
    let act = rq.act(&request_id);
    let (id, version) = if hall.is_empty() {
        let made: String = act.made("forum.hall").chars().take(6).collect();
        let slug = slug(&name.en);
        (hall_id(&if slug.is_empty() { format!("hall-{made}") } else { format!("{slug}-{made}") })?, 0)
    } else {
        let id = hall_id(&hall)?;
        let known = rq.store().halls().await.map_err(|e| rq.fail(e))?;
        known.iter().find(|kept| kept.hall.id == id).ok_or(ApiError::NotFound)?;
        (id, version)
    };
    rq.store().save_hall(&act, &id, version, &name, (width, depth)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskHall(id).path(rq.lang), Some("plan_saved"));
    Ok(())
}

/// Removes a hall of which no booth is given to anybody.
#[server(endpoint = "forum/remove_hall", prefix = "/api")]
pub async fn remove_hall(hall: String, version: u32, #[server(default)] remove_hall_sure: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = hall_id(&hall)?;
    if remove_hall_sure != "yes" {
        return Err(FieldErrors::one("remove_hall_sure", Problem::Required).into());
    }
    rq.store().remove_hall(&rq.act(&request_id), &id, version).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskPlan.path(rq.lang), Some("hall_removed"));
    Ok(())
}

/// Makes a booth, or puts it elsewhere and says what it has; answers its new version.
#[server(endpoint = "forum/save_booth", prefix = "/api")]
pub async fn save_booth(
    hall: String,
    #[server(default)] booth: String,
    version: u32,
    #[server(default)] booth_number: String,
    #[server(default)] booth_x: String,
    #[server(default)] booth_y: String,
    #[server(default)] booth_width: String,
    #[server(default)] booth_depth: String,
    #[server(default)] booth_class: String,
    #[server(default)] booth_power: String,
    #[server(default)] booth_internet: String,
    request_id: String,
) -> Result<u32, ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let act = rq.act(&request_id);
    let hall = hall_id(&hall)?;
    let kept = rq.store().halls().await.map_err(|e| rq.fail(e))?;
    let plan = kept.into_iter().find(|kept| kept.hall.id == hall).ok_or(ApiError::NotFound)?.hall;
    let form = BoothForm { booth_number, booth_x, booth_y, booth_width, booth_depth, booth_class, booth_power, booth_internet };
    let (id, version) = if booth.is_empty() {
        let made: String = act.made("forum.booth").chars().take(6).collect();
        let place: String = hall.as_str().chars().take(40).collect();
        (booth_id(&format!("{place}-{made}"))?, 0)
    } else {
        (booth_id(&booth)?, version)
    };
    let put = form.parse(id)?;
    let with = plan.with(put.clone());
    if let Some(mistake) = with.mistakes().into_iter().next() {
        return Err(match mistake {
            Mistake::Twice(_) => ApiError::Refused(Refusal::Forum(forum::Refusal::NumberTaken)),
            Mistake::TooMany => {
                let max = u32::try_from(forum::plan::MOST_BOOTHS).unwrap_or(u32::MAX);
                FieldErrors::one("booth_number", Problem::TooMany { max }).into()
            }
            Mistake::Outside(_) | Mistake::Overlap(..) | Mistake::Size(_) => ApiError::Refused(Refusal::Forum(forum::Refusal::PlanOverlaps)),
        });
    }
    let version = rq.store().save_booth(&act, &hall, version, &put).await.map_err(|e| rq.fail(e))?;
    redirect(&format!("{}?booth={}", Route::DeskHall(hall).path(rq.lang), put.id), Some("plan_saved"));
    Ok(version)
}

/// Removes a booth that nobody has.
#[server(endpoint = "forum/remove_booth", prefix = "/api")]
pub async fn remove_booth(hall: String, booth: String, version: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let (hall, booth) = (hall_id(&hall)?, booth_id(&booth)?);
    rq.store().remove_booth(&rq.act(&request_id), &hall, &booth, version).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskHall(hall).path(rq.lang), Some("booth_removed"));
    Ok(())
}
