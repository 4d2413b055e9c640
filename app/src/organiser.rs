//! The secretariat's desk.

pub mod api;
pub mod desk;
pub mod trail;

use crate::route::Route;
use crate::words::organiser as words;
use domain::kernel::Lang;
use leptos::prelude::*;

/// The places of the desk, above each of its pages.
fn places(lang: Lang, here: &Route) -> impl IntoView + use<> {
    let w = words::words(lang);
    let links: Vec<_> = [(Route::Desk, w.queue), (Route::DeskOrganisers, w.organisers), (Route::DeskOutbox, w.outbox), (Route::DeskAudit, w.audit)]
        .into_iter()
        .map(|(to, label)| {
            let current = (to == *here).then_some("page");
            view! { <li><a href=to.path(lang) aria-current=current>{label}</a></li> }
        })
        .collect();
    view! { <nav class="desk-places" aria-label=w.desk><ul class="segmented">{links}</ul></nav> }
}
