//! The catalogue of exhibitors as everybody sees it.

use super::exhibitor::logo;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::forum_list::{self as words, Words};
use crate::words::{countries, forum_catalogue, forum_plan};
use domain::event::Snapshot;
use domain::forum::Exhibitor;
use domain::forum::catalogue::{self, Filter, Order};
use domain::kernel::Lang;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The page.
pub fn page(rq: &Request, filter: &Filter) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let (snapshot, filter) = (rq.snapshot()?.clone(), filter.clone());
    let style = rq.services.site.assets.forum_style.clone();
    let w = words::words(lang);
    let title = forum_catalogue::words(lang).title;
    Ok(Page::new(title, move || {
        let found = filter.apply(&snapshot);
        let (all, sample) = (snapshot.exhibitors.len(), found.iter().any(|e| e.sample));
        let count = if filter.narrows() { w.count_of.replace("{all}", &all.to_string()) } else { w.count.to_owned() };
        let count = count.replace("{found}", &found.len().to_string());
        let shown = match (all, found.is_empty()) {
            (0, _) => view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> }.into_any(),
            (_, true) => view! {
                <div class="empty">
                    <p class="lead">{w.found_none}</p>
                    <p>{w.found_none_hint}</p>
                    <p><a class="button quiet" href=cleared(lang, &filter)>{w.clear}</a></p>
                </div>
            }
            .into_any(),
            _ => list(lang, w, &snapshot, &found),
        };
        let sample = sample.then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{w.sample_note}</p> });
        let asked = (all > 0).then(|| view! { {filters(lang, w, &snapshot, &filter)}<p class="fine" role="status">{count}</p> });
        view! {
            <link rel="stylesheet" href=style />
            <h1>{title}</h1>
            <p class="lead">{w.lead}</p>
            <p class="actions"><a class="button quiet" href=Route::FloorPlan.path(lang)>{forum_plan::words(lang).title}</a></p>
            {asked}
            {sample}
            {shown}
        }
    })
    .described(w.lead)
    .wide())
}

/// The same page with nothing filtered.
fn cleared(lang: Lang, filter: &Filter) -> String {
    Route::Exhibitors(Filter { order: filter.order, ..Filter::default() }).path(lang)
}

fn filters(lang: Lang, w: Words, snapshot: &Snapshot, asked: &Filter) -> AnyView {
    // Only what leads somewhere is offered.
    let used: BTreeSet<_> = snapshot.exhibitors.iter().flat_map(catalogue::topics).collect();
    let topics =
        snapshot.event.forum.topics.iter().filter(|t| used.contains(&t.id)).map(|t| (t.id.to_string(), t.name.get(lang).to_owned())).collect();
    let used: BTreeSet<_> = snapshot.exhibitors.iter().flat_map(catalogue::challenges).collect();
    let challenges = snapshot.challenges.iter().filter(|c| used.contains(&c.id)).map(|c| (c.id.to_string(), c.title.get(lang).to_owned())).collect();
    let codes: BTreeSet<&str> = snapshot.exhibitors.iter().map(|e| e.country.as_str()).filter(|c| !c.is_empty()).collect();
    let mut countries: Vec<_> = codes.into_iter().map(|code| (code.to_owned(), countries::country(lang, code).to_owned())).collect();
    countries.sort_by_cached_key(|(_, name)| domain::kernel::text::fold(name));
    let halls: Vec<_> = snapshot
        .halls
        .iter()
        .filter(|h| h.booths.iter().any(|b| b.holder.is_some()))
        .map(|h| (h.id.to_string(), h.name.get(lang).to_owned()))
        .collect();
    let halls = (!halls.is_empty()).then(|| ui::choice("hall", w.hall, w.any, asked.hall.as_ref().map(ToString::to_string), halls));
    let orders: Vec<_> =
        Order::ALL.into_iter().map(|o| view! { <option value=o.code() selected=o == asked.order>{words::order(lang, o)}</option> }).collect();
    let clear = asked.narrows().then(|| view! { <a class="button quiet" href=cleared(lang, asked)>{w.clear}</a> });
    view! {
        <form class="filters" method="get" action=Route::Exhibitors(Filter::default()).path(lang) aria-label=w.filters role="search">
            <label class="words"><span>{w.search}</span><input type="search" name="q" value=asked.words.clone() maxlength="80" autocomplete="off" /></label>
            {ui::choice("topic", w.topic, w.any, asked.topic.as_ref().map(ToString::to_string), topics)}
            {ui::choice("challenge", w.challenge, w.any, asked.challenge.as_ref().map(ToString::to_string), challenges)}
            {ui::choice("country", w.country, w.any, asked.country.clone(), countries)}
            {halls}
            <label><span>{w.order}</span><select name="order">{orders}</select></label>
            <button type="submit" class="button quiet">{w.show}</button>
            {clear}
        </form>
    }
    .into_any()
}

fn list(lang: Lang, w: Words, snapshot: &Snapshot, found: &[&Exhibitor]) -> AnyView {
    let cards: Vec<_> = found.iter().map(|e| card(lang, w, snapshot, e)).collect();
    let compare = (found.len() > 1)
        .then(|| view! { <p class="actions compare"><button type="submit" class="button">{w.compare}</button><span class="fine">{w.compare_hint}</span></p> });
    view! {
        <form method="get" action=Route::Compare(Default::default()).path(lang) aria-label=w.compare>
            <ul class="exhibitors">{cards}</ul>
            {compare}
        </form>
    }
    .into_any()
}

fn card(lang: Lang, w: Words, snapshot: &Snapshot, of: &Exhibitor) -> AnyView {
    let label = w.pick_one.replace("{company}", &of.name);
    let id = of.id.to_string();
    view! {
        <li>
            {logo(forum_catalogue::words(lang), of)}
            <div>
                <h2><a href=Route::Exhibitor(of.id.clone()).path(lang)>{of.name.clone()}</a></h2>
                <p>{ui::text(lang, &of.tagline)}</p>
                {topics(lang, snapshot, of)}
                <p class="foot fine">
                    <span>{place(lang, snapshot, of)}</span>
                    <span>{countries::country(lang, &of.country).to_owned()}</span>
                    {ui::sample(lang, of.sample)}
                    <label><input type="checkbox" name="with" value=id aria-label=label />" "{w.compare}</label>
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// What an exhibitor's solutions are about.
pub fn topics(lang: Lang, snapshot: &Snapshot, of: &Exhibitor) -> Option<AnyView> {
    let topics: Vec<_> = catalogue::topics(of)
        .into_iter()
        .filter_map(|id| snapshot.event.forum.topic(id))
        .map(|topic| view! { <li class="tag">{ui::text(lang, &topic.name)}</li> })
        .collect();
    (!topics.is_empty()).then(|| view! { <ul class="tags">{topics}</ul> }.into_any())
}

/// Where an exhibitor is, such as `Booth A-12, Hall A`.
pub fn place(lang: Lang, snapshot: &Snapshot, of: &Exhibitor) -> String {
    let w = forum_catalogue::words(lang);
    match snapshot.booth_of(&of.id) {
        Some((hall, booth)) => format!("{} {}, {}", w.booth, booth.number, hall.name.get(lang)),
        None => format!("{}: {}", w.booth, w.no_booth),
    }
}

/// The way from the part of the assembly to its exhibitors.
pub fn way_in(lang: Lang, snapshot: &Snapshot) -> AnyView {
    let w = words::words(lang);
    let names: Vec<_> = snapshot
        .exhibitors
        .iter()
        .take(6)
        .map(|e| view! { <li><a href=Route::Exhibitor(e.id.clone()).path(lang)>{e.name.clone()}</a></li> })
        .collect();
    view! {
        <section aria-labelledby="exhibitors">
            <h2 id="exhibitors">{w.way_in}</h2>
            <p>{w.lead}</p>
            <ul>{names}</ul>
            <p class="actions"><a class="button" href=Route::Exhibitors(Filter::default()).path(lang)>{forum_catalogue::words(lang).title}</a></p>
        </section>
    }
    .into_any()
}
