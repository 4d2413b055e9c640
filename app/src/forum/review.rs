//! Looking at a company's page: what has changed since it was approved, and the decision.

use super::differences;
use super::profile::{Files, as_seen};
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::forum_profile as words;
use domain::kernel::ids::CompanyId;
use leptos::prelude::*;

/// The page at the desk.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let of = rq.store().company(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    let files = Files::of(rq, id).await?;
    let snapshot = rq.snapshot()?.clone();
    let nav = places(rq, &Route::DeskForum);
    let decide = kept.handed_in.is_some().then(|| {
        let form = Form::new(rq, "forum/decide_page");
        let choices = vec![("approve".to_owned(), w.approve.to_owned()), ("return".to_owned(), w.give_back.to_owned())];
        let fields = view! {
            {form.hidden("company", of.id.to_string())}
            {form.hidden("turn", kept.turn.to_string())}
            {form.radios("decision", choices)}
            {form.paragraph("message", 4)}
            <p class="actions"><button class="button">{w.decide}</button></p>
        };
        view! { <section class="panel wide"><h2>{w.decide}</h2>{form.view(fields)}</section> }
    });
    let style = rq.services.site.assets.forum_style.clone();
    let back = (Route::DeskForum.path(lang), crate::words::forum::words(lang).desk);
    let (desk, name) = (Route::DeskCompany(of.id.clone()).path(lang), of.name.clone());
    Ok(Page::new(w.title, move || {
        let seen = as_seen(lang, &snapshot, &of, &kept, &files);
        let changes = match &kept.approved {
            Some(approved) => differences::view(lang, &snapshot, &approved.profile, &kept.profile),
            None => view! { <p>{w.review_first}</p> }.into_any(),
        };
        let waits = kept.handed_in.is_none().then(|| view! { <p class="message">{w.review_none}</p> });
        view! {
            <link rel="stylesheet" href=style />
            <div class="desk">
                {nav}
                <h1>{of.name.clone()}</h1>
                {waits}
                <section class="panel wide"><h2>{w.review}</h2>{changes}</section>
                {decide}
                <section class="panel wide"><h2>{w.preview}</h2>{seen}</section>
            </div>
        }
    })
    .wide()
    .crumb(back.0, back.1)
    .crumb(desk, name))
}
