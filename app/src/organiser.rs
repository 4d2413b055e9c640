//! The secretariat's desk.

pub mod announcements;
pub mod announcements_api;
pub mod api;
pub mod bulk;
pub mod bulk_api;
pub mod desk;
pub mod filter;
pub mod overview;
pub mod people;
pub mod retention;
pub mod saved;
pub mod seeing;
pub mod staff;
pub mod trail;
pub mod work;

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
        (Route::DeskOverview, crate::words::people::words(rq.lang).overview),
        (Route::Desk, w.queue),
        (Route::DeskIdeathon, crate::words::ideathon_desk::words(rq.lang).title),
        (Route::DeskTwins, crate::words::twins::words(rq.lang).title),
        (Route::DeskAnnouncements, crate::words::announcements::words(rq.lang).title),
        (Route::DeskCapacity, d.capacity),
        (Route::DeskCities, d.cities),
        (Route::DeskChallenges, crate::words::challenges::words(rq.lang).title),
        (Route::DeskForum, crate::words::forum::words(rq.lang).desk),
        (Route::DeskVisa, crate::words::visa::words(rq.lang).desk),
        (Route::CheckIn, of.check_in),
        (Route::DeskBadges, of.badges),
        (Route::Arrivals, of.arrivals),
        (Route::DeskContests, crate::words::judging::words(rq.lang).title),
        (Route::Jury, crate::words::judging::words(rq.lang).jury),
        (Route::DeskStaff, w.staff),
        (Route::DeskOutbox, w.outbox),
        (Route::DeskAudit, w.audit),
    ];
    all.into_iter().filter(|(place, _)| matches!(admit(rq, place), Ok(()) | Err(ApiError::SecondFactorFirst))).collect()
}

/// The places of the desk, above each of its pages, and for organisers the box that finds anybody.
pub fn places(rq: &Request, here: &Route) -> AnyView {
    places_with(rq, here, "")
}

/// The same where something was asked for.
fn places_with(rq: &Request, here: &Route, asked: &str) -> AnyView {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let links: Vec<_> = places_of(rq)
        .into_iter()
        .map(|(to, label)| {
            let current = (to == *here).then_some("page");
            view! { <li><a href=to.path(lang) aria-current=current>{label}</a></li> }
        })
        .collect();
    let search = rq.organiser().is_ok().then(|| people::search_box(lang, asked));
    view! {
        <div class="desk-places">
            <nav aria-label=w.desk><ul class="segmented">{links}</ul></nav>
            {search}
        </div>
    }
    .into_any()
}
