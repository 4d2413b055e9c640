//! The secretariat's desk.

pub mod api;
pub mod desk;
pub mod staff;
pub mod trail;

use crate::error::ApiError;
use crate::page::admit;
use crate::platform::Request;
use crate::route::Route;
use crate::words::{delegation, organiser as words};
use leptos::prelude::*;

/// The places of the desk that are for the one who asks, with their names; without a second factor they lead to setting it up.
pub fn places_of(rq: &Request) -> Vec<(Route, &'static str)> {
    let w = words::words(rq.lang);
    let (d, of) = (delegation::words(rq.lang), crate::words::checkin::words(rq.lang));
    let all = [
        (Route::Desk, w.queue),
        (Route::DeskCapacity, d.capacity),
        (Route::DeskCities, d.cities),
        (Route::DeskVisa, crate::words::visa::words(rq.lang).desk),
        (Route::CheckIn, of.check_in),
        (Route::DeskBadges, of.badges),
        (Route::Arrivals, of.arrivals),
        (Route::DeskStaff, w.staff),
        (Route::DeskOutbox, w.outbox),
        (Route::DeskAudit, w.audit),
    ];
    all.into_iter().filter(|(place, _)| matches!(admit(rq, place), Ok(()) | Err(ApiError::SecondFactorFirst))).collect()
}

/// The places of the desk, above each of its pages.
pub fn places(rq: &Request, here: &Route) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let links: Vec<_> = places_of(rq)
        .into_iter()
        .map(|(to, label)| {
            let current = (to == *here).then_some("page");
            view! { <li><a href=to.path(lang) aria-current=current>{label}</a></li> }
        })
        .collect();
    view! { <nav class="desk-places" aria-label=w.desk><ul class="segmented">{links}</ul></nav> }
}
