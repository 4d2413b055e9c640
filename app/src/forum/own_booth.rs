//! A company's booth: which ones it would like, and which one it has.

use super::booths::needs;
use super::drawing::{Shown, drawing, legend};
use super::plan::{pdf, place};
use super::{company_places, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::forum as forum_words;
use crate::words::forum_plan as words;
use domain::event::Snapshot;
use domain::forum::plan::{MOST_WISHES, WISHING, Wishes};
use domain::forum::{Booth, Company, CompanyRole, Hall};
use domain::kernel::ids::CompanyId;
use leptos::prelude::*;
use std::sync::Arc;

const WISHES: [&str; MOST_WISHES] = ["wish_1", "wish_2", "wish_3", "wish_4", "wish_5"];
const COMPETITORS: [&str; domain::forum::plan::MOST_COMPETITORS] = ["competitor_1", "competitor_2", "competitor_3"];

/// The page.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let wishes = rq.store().booth_wishes(id).await.map_err(|e| rq.fail(e))?;
    let snapshot = rq.snapshot()?.clone();
    let nav = company_places(rq, &of, &Route::CompanyBooth(id.clone()));
    let style = rq.services.site.assets.forum_style.clone();
    let rq = rq.clone();
    Ok(Page::new(w.mine, move || {
        let found = of.booth.as_ref().and_then(|id| snapshot.halls.iter().find_map(|hall| hall.booth(id).map(|booth| (hall, booth))));
        let mine = found.map(|(hall, booth)| {
            let says = w.mine_is.replace("{booth}", &booth.number).replace("{hall}", hall.name.get(lang));
            view! {
                <section class="panel wide" id="mine">
                    <h2>{says}</h2>
                    <p class="actions">
                        <a class="button" href=place(lang, &booth.id)>{w.mine_to_plan}</a>
                        <a class="button quiet" href=pdf(lang) data-native="">{w.pdf}</a>
                    </p>
                </section>
            }
        });
        let open = WISHING.contains(&of.standing);
        let not_yet = (!open && found.is_none()).then(|| view! { <p class="message">{w.mine_not_yet}</p> });
        let staff = role >= CompanyRole::Staff;
        let read_only = (open && !staff).then(|| view! { <p class="message">{w.mine_read}</p> });
        let form = (open && staff).then(|| wishing(&rq, &of, &wishes, &snapshot));
        let halls: Vec<_> = snapshot
            .halls
            .iter()
            .map(|hall| {
                let drawn = drawing(lang, hall, |booth| Shown {
                    marked: of.booth.as_ref() == Some(&booth.id) || wishes.booths.contains(&booth.id),
                    name: wishes.booths.iter().position(|id| *id == booth.id).map(|n| format!("{}.", n + 1)).unwrap_or_default(),
                    ..Shown::default()
                });
                view! { <h3>{hall.name.get(lang).to_owned()}</h3>{drawn} }
            })
            .collect();
        let plan = (!halls.is_empty()).then(|| view! { <section><h2>{w.title}</h2>{legend(w)}{halls}</section> });
        view! {
            <link rel="stylesheet" href=style />
            <p class="kicker">{of.name.clone()}</p>
            <h1>{w.mine}</h1>
            {nav}
            <p class="lead">{w.mine_lead}</p>
            {mine}
            {not_yet}
            {read_only}
            {form}
            {plan}
        }
    })
    .crumb(Route::Company(id.clone()).path(lang), forum_words::words(lang).overview)
    .wide())
}

/// The form of the wishes.
fn wishing(rq: &Request, of: &Company, wishes: &Wishes, snapshot: &Arc<Snapshot>) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let says = |hall: &Hall, booth: &Booth| {
        let serves = booth.serves(of.application.power, of.application.internet);
        let state = match (booth.taken && of.booth.as_ref() != Some(&booth.id), serves) {
            (true, _) => format!(" ({})", w.taken),
            (false, false) => format!(" ({})", w.does_not_serve),
            (false, true) => String::new(),
        };
        let text = format!("{}, {}, {}{state}", booth.number, hall.name.get(lang), forum_words::class(lang, booth.class));
        (booth.id.to_string(), text)
    };
    // What is given is offered only where it was wished before.
    let offered = |booth: &Booth| !booth.taken || wishes.booths.contains(&booth.id);
    let booths: Vec<(String, String)> =
        snapshot.halls.iter().flat_map(|hall| hall.booths.iter().filter(|b| offered(b)).map(move |booth| says(hall, booth))).collect();
    let others: Vec<(String, String)> = snapshot.exhibitors.iter().filter(|e| e.id != of.id).map(|e| (e.id.to_string(), e.name.clone())).collect();
    let mut form = Form::new(rq, "forum/save_wishes");
    for (field, id) in WISHES.iter().zip(&wishes.booths) {
        form = form.with(field, id.to_string());
    }
    for (field, id) in COMPETITORS.iter().zip(&wishes.competitors) {
        form = form.with(field, id.to_string());
    }
    let selects: Vec<_> = WISHES.iter().map(|field| form.select(field, "off", w.none_chosen.to_owned(), booths.clone())).collect();
    let competitors: Vec<_> = COMPETITORS.iter().map(|field| form.select(field, "off", w.nobody.to_owned(), others.clone())).collect();
    let competitors = (!others.is_empty()).then(|| view! { <h3>{w.competitors_lead}</h3>{competitors} });
    let fields = view! {
        {form.hidden("company", of.id.to_string())}
        {form.hidden("version", wishes.version.to_string())}
        {selects}
        {competitors}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    let needs = w.mine_need.replace("{needs}", &needs(lang, of));
    view! { <section class="panel wide" id="wishes"><h2>{w.ranked}</h2><p class="fine">{needs}</p>{form.view(fields)}</section> }.into_any()
}
