//! The home page.

use super::{dates, zone_name};
use crate::error::ApiError;
use crate::islands::Countdown;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::overview::now_next;
use crate::route::Route;
use crate::ui;
use crate::words::event as words;
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::programme::{Filter, Session};
use jiff::Timestamp;
use leptos::prelude::*;

/// The page.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let (lang, now) = (rq.lang, rq.now);
    let snapshot = rq.snapshot()?.clone();
    let w = words::words(lang);
    let event = &snapshot.event;
    let description = w
        .description
        .replace("{name}", event.name.get(lang))
        .replace("{place}", event.place.get(lang))
        .replace("{dates}", &dates(lang, event))
        .replace("{theme}", event.theme.get(lang));
    let valid_until = snapshot.programme.sessions.iter().flat_map(|s| [s.start, s.end]).filter(|t| *t > now).min();
    let name = event.short_name.get(lang).to_owned();
    Ok(Page::new(name, move || body(lang, &snapshot, now)).described(description).valid_until(valid_until).wide())
}

fn body(lang: Lang, snapshot: &Snapshot, now: Timestamp) -> impl IntoView + use<> {
    let w = words::words(lang);
    let event = &snapshot.event;
    let sessions: Vec<&Session> = snapshot.programme.sessions.iter().collect();
    let starts = sessions.iter().map(|s| s.start).min();
    let ends = sessions.iter().map(|s| s.end).max();
    let standing = match (starts, ends) {
        (Some(start), _) if now < start => {
            let until = start.as_second();
            view! {
                <p class="begins">{w.begins_in}</p>
                <Countdown until=until days=w.days.to_owned() hours=w.hours.to_owned() minutes=w.minutes.to_owned() seconds=w.seconds.to_owned() />
            }
            .into_any()
        }
        (_, Some(end)) if now < end => view! { <p class="begins">{w.under_way}</p> }.into_any(),
        _ => view! { <p class="begins">{w.over}</p> }.into_any(),
    };
    let register = event.registration_open.then(|| view! { <a class="button" href=Route::HowToRegister.path(lang)>{w.register}</a> });
    let parts: Vec<_> = event
        .parts
        .iter()
        .map(|part| {
            view! {
                <li>
                    <a class="part-card" href=Route::Part(part.id.clone()).path(lang)>
                        <span class="number" aria-hidden="true">{format!("{:02}", part.order)}</span>
                        <strong>{ui::text(lang, &part.title)}</strong>
                        <span>{ui::text(lang, &part.summary)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let hosts: Vec<_> =
        event.hosts.iter().map(|h| view! { <li><strong>{ui::text(lang, &h.name)}</strong><span>{ui::text(lang, &h.role)}</span></li> }).collect();
    let facts: Vec<_> = event
        .facts
        .iter()
        .map(|fact| {
            let after = fact.reported_afterwards.then(|| view! { <small>{w.reported}</small> });
            view! { <div><dt>{ui::text(lang, &fact.label)}</dt><dd>{ui::text(lang, &fact.value)}" "{after}</dd></div> }
        })
        .collect();
    let steps: Vec<_> = w.how_steps.iter().map(|step| view! { <li>{*step}</li> }).collect();
    let clock = w.venue_clock.replace("{zone}", &zone_name(event));
    view! {
        <section class="hero">
            {ornament()}
            <p class="kicker">{ui::text(lang, &event.name)}</p>
            <h1 class="theme">{ui::text(lang, &event.theme)}</h1>
            <p class="dates"><strong>{dates(lang, event)}</strong><span>{ui::text(lang, &event.place)}</span></p>
            {standing}
            <p class="actions">
                <a class="button" href=Route::Programme(Filter::default()).path(lang)>{w.to_programme}</a>
                {register}
                <a class="button quiet" href=Route::Flier.path(lang)>{w.flier}</a>
            </p>
        </section>
        <div class="invitation">{ui::prose(lang, &event.texts.invitation)}</div>
        <section class="hosts" aria-labelledby="hosts"><h2 id="hosts">{w.hosts}</h2><ul>{hosts}</ul></section>
        <section aria-labelledby="happening">
            <h2 id="happening">{w.happening}</h2>
            <p class="fine">{clock}</p>
            {now_next(lang, snapshot, &sessions, now)}
            <p><a href=Route::Programme(Filter::default()).path(lang)>{w.whole_programme}</a></p>
        </section>
        <section aria-labelledby="parts"><h2 id="parts">{w.parts}</h2><ul class="parts">{parts}</ul></section>
        <section aria-labelledby="how">
            <h2 id="how">{w.how_title}</h2>
            <ol class="steps">{steps}</ol>
            <p><a href=Route::HowToRegister.path(lang)>{w.how_more}</a></p>
        </section>
        <section aria-labelledby="facts"><h2 id="facts">{w.facts}</h2><dl class="facts">{facts}</dl></section>
    }
}

/// A round of seats, the sign of the site, drawn large behind the theme.
fn ornament() -> impl IntoView {
    let seats: Vec<_> = [(90.0, 28), (130.0, 40), (170.0, 52)]
        .into_iter()
        .flat_map(|(radius, count)| {
            (0..count).map(move |seat| {
                let angle = std::f64::consts::TAU * f64::from(seat) / f64::from(count);
                let (x, y) = (200.0 + radius * angle.cos(), 200.0 + radius * angle.sin());
                view! { <circle cx=format!("{x:.0}") cy=format!("{y:.0}") r="5" /> }
            })
        })
        .collect();
    view! { <svg class="ornament" viewBox="0 0 400 400" aria-hidden="true" focusable="false">{seats}</svg> }
}
