//! The server functions of registrations that may be of one person.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::api::letters;
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::kernel::ids::RegistrationId;
use domain::kernel::{FieldErrors, Problem};
use domain::registration::{Action, policy};
use leptos::prelude::*;
use store::Merge;

fn parse(id: &str) -> Result<RegistrationId, ApiError> {
    RegistrationId::parse(id).map_err(|_| ApiError::NotFound)
}

/// Makes one registration of two. `keep` and each answer say `1` or `2`: which of the two it is, or is taken from.
#[server(endpoint = "organiser/merge_twins", prefix = "/api")]
pub async fn merge_twins(
    first: String,
    second: String,
    first_version: u32,
    second_version: u32,
    #[server(default)] keep: String,
    #[server(default)] given_name: String,
    #[server(default)] family_name: String,
    #[server(default)] badge_name: String,
    #[server(default)] category: String,
    #[server(default)] city: String,
    #[server(default)] country: String,
    #[server(default)] organisation: String,
    #[server(default)] position: String,
    #[server(default)] phone: String,
    #[server(default)] languages: String,
    #[server(default)] interpretation: String,
    #[server(default)] diet: String,
    #[server(default)] diet_note: String,
    #[server(default)] access: String,
    #[server(default)] access_note: String,
    #[server(default)] merge_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let (first, second) = ((parse(&first)?, first_version), (parse(&second)?, second_version));
    let mut errors = FieldErrors::new();
    errors.take("keep", if matches!(keep.as_str(), "1" | "2") { Ok(()) } else { Err(Problem::Required) });
    errors.take("merge_sure", if merge_sure == "yes" { Ok(()) } else { Err(Problem::Required) });
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let from = if keep == "1" { "2" } else { "1" };
    let answers = [
        ("given_name", given_name),
        ("family_name", family_name),
        ("badge_name", badge_name),
        ("category", category),
        ("city", city),
        ("country", country),
        ("organisation", organisation),
        ("position", position),
        ("phone", phone),
        ("languages", languages),
        ("interpretation", interpretation),
        ("diet", diet),
        ("diet_note", diet_note),
        ("access", access),
        ("access_note", access_note),
    ];
    let fields = answers.into_iter().filter(|(_, side)| side == from).map(|(field, _)| field.to_owned()).collect();
    let (keep, gone) = if from == "2" { (first, second) } else { (second, first) };
    for (id, _) in [&keep, &gone] {
        let (found, _) = rq.store().registration(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
        if !policy::may(&rq.actor, Action::Supersede, &found.account) {
            return Err(ApiError::Forbidden);
        }
    }
    let to = Route::DeskRegistration(keep.0.clone());
    rq.store().merge_twins(&rq.act(&request_id), &Merge { keep, gone, fields }, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&to.path(rq.lang), Some("twins_merged"));
    Ok(())
}

/// Says that two registrations are of two people, or with `apart` other than `yes` that they may be of one after all.
#[server(endpoint = "organiser/not_twins", prefix = "/api")]
pub async fn not_twins(first: String, second: String, #[server(default)] apart: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let (first, second) = (parse(&first)?, parse(&second)?);
    let apart = apart == "yes";
    rq.store().not_twins(&rq.act(&request_id), &first, &second, apart).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskTwin(first, second).path(rq.lang), Some(if apart { "twins_apart" } else { "twins_doubted" }));
    Ok(())
}
