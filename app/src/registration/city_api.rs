//! The server functions of the secretariat about cities and capacities.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::api::letters;
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::mail::Letter;
use domain::kernel::ids::{CityId, RegistrationId};
use domain::kernel::{FieldErrors, Problem};
use domain::registration::city::parse_limit;
use domain::registration::{Category, CityDraft};
use leptos::prelude::*;

/// Adds a city, or changes what is said about one. Heads who were not named before get an e-mail.
#[server(endpoint = "registration/put_city", prefix = "/api")]
pub async fn put_city(
    #[server(default)] city_id: String,
    #[server(default)] version: u32,
    #[server(default)] names: String,
    #[server(default)] country: String,
    #[server(default)] membership: String,
    #[server(default)] fee: String,
    #[server(default)] cap: String,
    #[server(default)] endorses: String,
    #[server(default)] heads: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = if city_id.is_empty() { None } else { Some(CityId::parse(&city_id).map_err(|_| ApiError::NotFound)?) };
    let draft = CityDraft::parse(&names, &country, &membership, &fee, &cap, &endorses, &heads)?;
    let before = match &id {
        Some(id) => rq.store().city(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?.facts.heads,
        None => Vec::new(),
    };
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(rq.lang));
    let url = format!("{}{}", rq.services.site.base_url, Route::Me.path(rq.lang));
    let name = draft.names.first().cloned().unwrap_or_default();
    let new = draft.heads.iter().filter(|head| !before.contains(head));
    let mails = new.map(|head| Letter { to: head, lang: rq.lang, name: "", event }.heads(&name, &url)).collect();
    let city = rq.store().put_city(&rq.act(&request_id), id.as_ref(), version, &draft, mails).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskCity(city.id).path(rq.lang), Some("city_saved"));
    Ok(())
}

/// Sets how many people of a category take part.
#[server(endpoint = "registration/set_capacity", prefix = "/api")]
pub async fn set_capacity(
    category: String,
    #[server(default)] capacity: String,
    #[server(default)] release: Vec<String>,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let category = Category::parse(&category).ok_or(FieldErrors::one("category", Problem::NotAChoice))?;
    let to = parse_limit(&capacity).map_err(|p| FieldErrors::one("capacity", p))?;
    let release = release.iter().map(|id| RegistrationId::parse(id)).collect::<Result<Vec<_>, _>>().map_err(|_| ApiError::NotFound)?;
    rq.store().set_category_capacity(&rq.act(&request_id), category, to, &release, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskCapacity.path(rq.lang), Some("capacity_set"));
    Ok(())
}
