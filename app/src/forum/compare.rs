//! Exhibitors beside each other.

use super::catalogue::topics;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::forum_list::{self as words, Words};
use crate::words::{countries, forum_catalogue};
use domain::event::Snapshot;
use domain::forum::Exhibitor;
use domain::forum::catalogue::{self, Compared};
use domain::kernel::Lang;
use leptos::prelude::*;

/// The page. Who is not in the catalogue any more is left out, so that old links keep working.
pub fn page(rq: &Request, asked: &Compared) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let chosen = asked.ids().iter().filter(|id| snapshot.exhibitor(id).is_some()).cloned().fold(Compared::default(), Compared::with);
    let style = rq.services.site.assets.forum_style.clone();
    let w = words::words(lang);
    Ok(Page::new(w.compare_title, move || {
        let beside: Vec<&Exhibitor> = chosen.ids().iter().filter_map(|id| snapshot.exhibitor(id)).collect();
        let hint = match beside.len() {
            0 => None,
            1 => Some(w.compare_one_more),
            _ => (!chosen.has_room()).then_some(w.compare_full),
        };
        let hint = hint.map(|hint| view! { <p>{hint}</p> });
        let shown = match beside.is_empty() {
            true => view! { <div class="empty"><p class="lead">{w.compare_none}</p><p>{w.compare_none_hint}</p></div> }.into_any(),
            false => table(lang, w, &snapshot, &beside, &chosen),
        };
        view! {
            <link rel="stylesheet" href=style />
            <h1>{w.compare_title}</h1>
            <p class="lead">{w.compare_lead}</p>
            {hint}
            {shown}
            {others(lang, w, &snapshot, &chosen)}
            <p class="actions"><a class="button quiet" href=Route::Exhibitors(Default::default()).path(lang)>{w.to_catalogue}</a></p>
        }
    })
    .described(w.compare_lead)
    .crumb(Route::Exhibitors(Default::default()).path(lang), forum_catalogue::words(lang).title)
    .wide())
}

/// Those that can be added, each as a link.
fn others(lang: Lang, w: Words, snapshot: &Snapshot, chosen: &Compared) -> Option<AnyView> {
    let links: Vec<_> = snapshot
        .exhibitors
        .iter()
        .filter(|e| chosen.has_room() && !chosen.ids().contains(&e.id))
        .map(|e| {
            let to = Route::Compare(chosen.clone().with(e.id.clone())).path(lang);
            view! { <li class="tag"><a href=to aria-label=w.add_one.replace("{company}", &e.name)>{e.name.clone()}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <section><h2>{w.compare_add}</h2><ul class="tags">{links}</ul></section> }.into_any())
}

fn table(lang: Lang, w: Words, snapshot: &Snapshot, beside: &[&Exhibitor], chosen: &Compared) -> AnyView {
    let c = forum_catalogue::words(lang);
    let heads: Vec<_> = beside
        .iter()
        .map(|e| {
            let fewer = Route::Compare(chosen.clone().without(&e.id)).path(lang);
            let label = w.remove_one.replace("{company}", &e.name);
            view! {
                <th scope="col">
                    <a href=Route::Exhibitor(e.id.clone()).path(lang)>{e.name.clone()}</a>
                    " "{ui::sample(lang, e.sample)}
                    <br /><a class="fine" href=fewer aria-label=label>{w.remove}</a>
                </th>
            }
        })
        .collect();
    let row = |label: &'static str, cell: &dyn Fn(&Exhibitor) -> AnyView| {
        let cells: Vec<_> = beside.iter().map(|e| view! { <td>{cell(e)}</td> }).collect();
        view! { <tr><th scope="row">{label}</th>{cells}</tr> }.into_any()
    };
    let nothing = || view! { <span class="fine">{w.nothing}</span> }.into_any();
    let rows = vec![
        row(w.what, &|e| ui::text(lang, &e.tagline).into_any()),
        row(c.booth, &|e| match snapshot.booth_of(&e.id) {
            Some((hall, booth)) => format!("{}, {}", booth.number, hall.name.get(lang)).into_any(),
            None => c.no_booth.into_any(),
        }),
        row(c.home, &|e| format!("{}, {}", e.city, countries::country(lang, &e.country)).into_any()),
        row(w.topics, &|e| topics(lang, snapshot, e).unwrap_or_else(nothing)),
        row(c.solutions, &|e| {
            let names: Vec<_> = e
                .solutions
                .iter()
                .map(|s| {
                    let to = format!("{}#{}", Route::Exhibitor(e.id.clone()).path(lang), s.id);
                    view! { <li><a href=to>{ui::text(lang, &s.name)}</a></li> }
                })
                .collect();
            if names.is_empty() { nothing() } else { view! { <ul>{names}</ul> }.into_any() }
        }),
        row(w.challenges, &|e| {
            let titles: Vec<_> = catalogue::challenges(e)
                .into_iter()
                .filter_map(|id| snapshot.challenge(id))
                .map(|c| view! { <li><a href=Route::Challenge(c.id.clone()).path(lang)>{ui::text(lang, &c.title)}</a></li> })
                .collect();
            if titles.is_empty() { nothing() } else { view! { <ul>{titles}</ul> }.into_any() }
        }),
        row(c.references, &|e| {
            let cities: Vec<_> =
                e.references.iter().map(|r| view! { <li>{r.city.clone()}", "{countries::country(lang, &r.country).to_owned()}</li> }).collect();
            if cities.is_empty() { nothing() } else { view! { <ul>{cities}</ul> }.into_any() }
        }),
        row(c.ask, &|e| match &e.contact {
            Some(contact) => view! { {contact.name.clone()}<br /><a href=format!("mailto:{}", contact.email)>{contact.email.clone()}</a> }.into_any(),
            None => nothing(),
        }),
    ];
    view! {
        <div class="beside" tabindex="0" role="region" aria-label=w.compare_title>
            <table>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
