//! Seeing the site as a role: choosing one, the bar above every page, and what is not shown.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::places;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::{Request, redirect, see};
use crate::route::{Audience, Route};
use crate::ui;
use crate::ui::form::Form;
use crate::words::seeing as words;
use domain::kernel::{FieldErrors, Problem};
use domain::organiser::seeing::SeenAs;
use leptos::prelude::*;

/// The page to choose a role.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let form = Form::new(rq, "organiser/see_as");
    let nav = places(rq, &Route::DeskSeeAs);
    Ok(Page::new(w.title, move || {
        let roles = SeenAs::ALL.into_iter().map(|s| (s.code().to_owned(), words::role(lang, s).to_owned())).collect();
        let inside = view! { {form.radios("role", roles)}<p class="actions"><button class="button">{w.begin}</button></p> };
        view! { <div class="desk">{nav}<h1>{w.title}</h1><p class="lead">{w.lead}</p><section class="panel">{form.view(inside)}</section></div> }
    })
    .wide())
}

/// The bar above every page meanwhile.
pub fn bar(rq: &Request) -> Option<AnyView> {
    let seeing = rq.seeing.as_ref()?;
    let w = words::words(rq.lang);
    let until = ui::moment(rq.lang, rq.zone().as_deref(), seeing.until);
    let until = until.rsplit(", ").next().unwrap_or_default().to_owned();
    let says = w.bar.replace("{role}", words::role(rq.lang, seeing.seen)).replace("{time}", &until);
    let form = Form::new(rq, "organiser/see_end");
    let button = view! { <button class="button quiet">{w.end}</button> };
    Some(view! { <div class="rehearsal seeing"><span role="status">{says}</span>{form.view_inline(button)}</div> }.into_any())
}

/// The page that stands for one which is not shown meanwhile; `None` where the page may be shown, or where the role itself may not open it.
pub fn closed(rq: &Request, route: &Route) -> Option<Page> {
    rq.seeing.as_ref()?;
    let shown = matches!(route.audience(), Audience::Public | Audience::Guest | Audience::Organiser);
    (!shown).then(|| {
        let w = words::words(rq.lang);
        Page::new(w.closed_title, move || view! { <section class="trouble"><h1>{w.closed_title}</h1><p class="lead">{w.closed}</p></section> })
    })
}

/// Begins to see the site as a role.
#[server(endpoint = "organiser/see_as", prefix = "/api")]
pub async fn see_as(#[server(default)] role: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.organiser()?;
    let seen = SeenAs::parse(&role).ok_or_else(|| FieldErrors::one("role", if role.is_empty() { Problem::Required } else { Problem::NotAChoice }))?;
    rq.store().see_as(&rq.act(&request_id), &person.sign_in, seen).await.map_err(|e| rq.fail(e))?;
    see(true);
    redirect(&Route::Home.path(rq.lang), None);
    Ok(())
}

/// Ends it: the only change that is possible meanwhile.
#[server(endpoint = "organiser/see_end", prefix = "/api")]
pub async fn see_end(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    match &rq.seeing {
        Some(seeing) => {
            let actor = domain::kernel::Actor::Person(seeing.organiser.clone());
            let request = domain::kernel::ids::RequestId::parse(&request_id).ok();
            let act = store::Act { actor: &actor, now: rq.now, request };
            rq.store().see_end(&act, &seeing.organiser.sign_in, seeing.seen).await.map_err(|e| rq.fail(e))?;
        }
        // It has ended by itself.
        None => {
            rq.organiser()?;
        }
    }
    see(false);
    redirect(&Route::DeskSeeAs.path(rq.lang), None);
    Ok(())
}
