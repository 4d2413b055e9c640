//! A company's booth: which ones it would like, and which one it has.

use super::booths::needs;
use super::drawing::{Shown, drawing, legend};
use super::plan::{pdf, place, price};
use super::{company_places, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::forum as forum_words;
use crate::words::forum_plan as words;
use domain::event::Snapshot;
use domain::forum::plan::{MOST_WISHES, WISHING, Wishes, wishes_count};
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
            let price = price(lang, &snapshot.event, booth.class).map(|price| view! { <p>{w.mine_price.replace("{price}", &price)}</p> });
            view! {
                <section class="panel wide" id="mine">
                    <h2>{says}</h2>
                    {price}
                    <p class="actions">
                        <a class="button" href=place(lang, &booth.id)>{w.mine_to_plan}</a>
                        <a class="button quiet" href=pdf(lang) data-native="">{w.pdf}</a>
                    </p>
                </section>
            }
        });
        let takes_part = WISHING.contains(&of.standing);
        let open = wishes_count(of.standing, of.booth.is_some());
        let lead = if of.booth.is_some() { w.mine_held } else { w.mine_lead };
        let not_yet = (!takes_part && found.is_none()).then(|| view! { <p class="message">{w.mine_not_yet}</p> });
        let settled = (takes_part && !open).then(|| view! { <p class="message" id="settled">{w.mine_settled}</p> });
        let staff = role >= CompanyRole::Staff;
        let read_only = (open && !staff).then(|| view! { <p class="message">{w.mine_read}</p> });
        let form = if takes_part && staff { wishing(&rq, &of, &wishes, &snapshot) } else { None };
        let halls: Vec<_> = snapshot
            .halls
            .iter()
            .map(|hall| {
                let drawn = drawing(lang, hall, |booth| Shown {
                    marked: of.booth.as_ref() == Some(&booth.id) || open && wishes.booths.contains(&booth.id),
                    name: wishes.booths.iter().position(|id| open && *id == booth.id).map(|n| format!("{}.", n + 1)).unwrap_or_default(),
                    ..Shown::default()
                });
                view! { <h3>{hall.name.get(lang).to_owned()}</h3>{drawn} }
            })
            .collect();
        let plan = (!halls.is_empty()).then(|| view! { <section><h2>{w.title}</h2>{legend(w)}{halls}</section> });
        view! {
            <link rel="stylesheet" href=style />
            {nav}
            <p class="kicker">{of.name.clone()}</p>
            <h1>{w.mine}</h1>
            <p class="lead">{lead}</p>
            {mine}
            {settled}
            {not_yet}
            {read_only}
            {form}
            {plan}
        }
    })
    .crumb(Route::Company(id.clone()).path(lang), forum_words::words(lang).overview)
    .wide())
}

/// The form of the wishes: the booths as long as they decide anything, and the neighbours.
fn wishing(rq: &Request, of: &Company, wishes: &Wishes, snapshot: &Arc<Snapshot>) -> Option<AnyView> {
    let lang = rq.lang;
    let w = words::words(lang);
    let open = wishes_count(of.standing, of.booth.is_some());
    let others: Vec<(String, String)> = snapshot.exhibitors.iter().filter(|e| e.id != of.id).map(|e| (e.id.to_string(), e.name.clone())).collect();
    if !open && others.is_empty() {
        return None;
    }
    let mut form = Form::new(rq, "forum/save_wishes");
    for (field, id) in WISHES.iter().zip(&wishes.booths) {
        form = form.with(field, id.to_string());
    }
    for (field, id) in COMPETITORS.iter().zip(&wishes.competitors) {
        form = form.with(field, id.to_string());
    }
    let booths = booths(rq, of, wishes, snapshot);
    let selects: Vec<_> = WISHES.iter().filter(|_| open).map(|field| form.select(field, "off", w.none_chosen.to_owned(), booths.clone())).collect();
    let competitors: Vec<_> = COMPETITORS.iter().map(|field| form.select(field, "off", w.nobody.to_owned(), others.clone())).collect();
    let competitors = (!others.is_empty()).then(|| match open {
        true => view! { <h3>{w.competitors_lead}</h3>{competitors} }.into_any(),
        false => view! { <p>{w.competitors_lead}</p>{competitors} }.into_any(),
    });
    let fields = view! {
        {form.hidden("company", of.id.to_string())}
        {form.hidden("version", wishes.version.to_string())}
        {selects}
        {competitors}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    let needs = open.then(|| view! { <p class="fine">{w.mine_need.replace("{needs}", &needs(lang, of))}</p> });
    let title = if open { w.ranked } else { w.beside_whom };
    Some(view! { <section class="panel wide" id="wishes"><h2>{title}</h2>{needs}{form.view(fields)}</section> }.into_any())
}

/// The booths that can be wished for, each with what one should know of it.
fn booths(rq: &Request, of: &Company, wishes: &Wishes, snapshot: &Snapshot) -> Vec<(String, String)> {
    let lang = rq.lang;
    let w = words::words(lang);
    let says = |hall: &Hall, booth: &Booth| {
        let serves = booth.serves(of.application.power, of.application.internet);
        let state = match (booth.taken, serves) {
            (true, _) => format!(" ({})", w.taken),
            (false, false) => format!(" ({})", w.does_not_serve),
            (false, true) => String::new(),
        };
        let price = price(lang, &snapshot.event, booth.class).map(|price| format!(", {price}")).unwrap_or_default();
        let text = format!("{}, {}, {}{price}{state}", booth.number, hall.name.get(lang), forum_words::class(lang, booth.class));
        (booth.id.to_string(), text)
    };
    // What is given is offered only where it was wished before.
    let offered = |booth: &Booth| !booth.taken || wishes.booths.contains(&booth.id);
    snapshot.halls.iter().flat_map(|hall| hall.booths.iter().filter(|b| offered(b)).map(move |booth| says(hall, booth))).collect()
}
