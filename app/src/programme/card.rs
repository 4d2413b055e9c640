//! A session as it is shown among others.

use super::{day, hours};
use crate::route::Route;
use crate::{ui, words};
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::programme::{Session, Shape, Standing, Track};
use leptos::prelude::*;

/// The shape of a track, so that its colour is never the only sign.
pub fn shape(shape: Shape) -> impl IntoView {
    let path = match shape {
        Shape::Circle => "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12",
        Shape::Square => "M3 3h10v10H3z",
        Shape::Triangle => "M8 2l6.5 11.5h-13z",
        Shape::Diamond => "M8 1l6.5 7L8 15 1.5 8z",
        Shape::Hexagon => "M8 1.5l6 3.3v6.4l-6 3.3-6-3.3V4.8z",
        Shape::Star => "M8 1l2 4.8 5.2.4-4 3.3 1.3 5L8 11.8l-4.5 2.7 1.3-5-4-3.3L6 5.8z",
    };
    view! { <svg class="shape" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false"><path d=path fill="currentColor" /></svg> }
}

/// The name of a track with its shape and colour.
pub fn track(lang: Lang, of: &Track) -> impl IntoView + use<> {
    view! { <span class=format!("track track-{}", of.colour.code())>{shape(of.shape)}" "{of.name.get(lang).to_owned()}</span> }
}

/// The machine's words for the hours of a session, from which the browser can show them in another zone.
pub fn time(lang: Lang, session: &Session, with_day: bool) -> impl IntoView + use<> {
    let text = if with_day { format!("{}, {}", day(lang, session.local_start.date()), hours(session)) } else { hours(session) };
    let (start, end) = (session.start.as_second().to_string(), session.end.as_second().to_string());
    let with_day = with_day.then_some("");
    view! { <time class="when" datetime=session.start.to_string() data-start=start data-end=end data-day=with_day>{text}</time> }
}

/// What to tell of a session that does not take place as planned.
pub fn standing(lang: Lang, session: &Session) -> Option<impl IntoView + use<>> {
    let text = words::programme::standing(lang, session.standing)?;
    Some(view! { <strong class=format!("standing {}", session.standing.code())>{text}</strong> })
}

/// How much a card tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// In the grid, where day and room are known.
    Grid,
    /// In a list of one day.
    Day,
    /// Anywhere else.
    All,
}

/// A session as a card that is one link.
pub fn session(lang: Lang, snapshot: &Snapshot, session: &Session, tells: Tells) -> AnyView {
    let programme = &snapshot.programme;
    let of = programme.track(&session.track);
    let colour = of.map_or("", |t| t.colour.code());
    let cancelled = session.standing == Standing::Cancelled;
    let room = (tells != Tells::Grid)
        .then(|| programme.room(&session.room))
        .flatten()
        .map(|r| view! { <span class="room">{r.name.get(lang).to_owned()}</span> });
    let names: Vec<String> = session.speakers.iter().filter_map(|id| programme.speaker(id.as_str())).map(|s| s.name.get(lang).to_owned()).collect();
    let who = (!names.is_empty()).then(|| view! { <span class="who">{names.join(", ")}</span> });
    let track_name = of.map(|t| view! { <span class="track-name">{shape(t.shape)}<span>{t.name.get(lang).to_owned()}</span></span> });
    view! {
        <a class=format!("session-card track-{colour}") class:cancelled=cancelled href=Route::Session(session.id.clone()).path(lang)>
            {time(lang, session, tells == Tells::All)}
            <span class="title">{ui::text(lang, &session.title)}</span>
            {standing(lang, session)}
            {who}
            <span class="foot">{room}<span class="format">{words::programme::format(lang, session.format)}</span>{track_name}</span>
        </a>
    }
    .into_any()
}
