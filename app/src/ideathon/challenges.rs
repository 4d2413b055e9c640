//! Challenges as everybody sees them, and whom participants ask.

use super::admission;
use crate::error::ApiError;
use crate::files;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::plain::{link, plain_in};
use crate::words;
use crate::words::challenges::words as of;
use domain::event::Snapshot;
use domain::ideathon::{Challenge, Contact};
use domain::kernel::ids::ChallengeId;
use domain::kernel::text::address;
use domain::kernel::{Lang, Text};
use leptos::prelude::*;

/// All of them.
pub fn list(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let style = rq.services.site.assets.ideathon_style.clone();
    let w = of(lang);
    Ok(Page::new(w.title, move || {
        let none = snapshot.challenges.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> });
        let cards: Vec<_> = snapshot.challenges.iter().map(|c| card(lang, c)).collect();
        view! {
            <link rel="stylesheet" href=style />
            <h1>{w.title}</h1>
            <p class="lead">{w.lead}</p>
            <p class="actions"><a class="button quiet" href=Route::Ideas.path(lang)>{words::ideas::words(lang).title}</a></p>
            {none}
            <ul class="cards">{cards}</ul>
        }
    })
    .described(w.lead)
    .wide())
}

fn card(lang: Lang, challenge: &Challenge) -> impl IntoView + use<> {
    view! {
        <li>
            <h2><a href=Route::Challenge(challenge.id.clone()).path(lang)>{ui::text(lang, &challenge.title)}</a></h2>
            <p>{ui::text(lang, &challenge.summary)}</p>
            <p class="foot fine">{ui::text(lang, &challenge.city)}" "{ui::sample(lang, challenge.sample)}</p>
        </li>
    }
}

/// The way from the part of the assembly to its challenges.
pub fn way_in(lang: Lang, snapshot: &Snapshot) -> AnyView {
    let w = of(lang);
    let titles: Vec<_> = snapshot
        .challenges
        .iter()
        .take(6)
        .map(|c| view! { <li><a href=Route::Challenge(c.id.clone()).path(lang)>{ui::text(lang, &c.title)}</a></li> })
        .collect();
    view! {
        <section aria-labelledby="challenges">
            <h2 id="challenges">{w.title}</h2>
            <p>{w.lead}</p>
            <ul>{titles}</ul>
            <p class="actions">
                <a class="button" href=Route::Challenges.path(lang)>{w.title}</a>
                <a class="button quiet" href=Route::Ideas.path(lang)>{words::ideas::words(lang).title}</a>
                <a class="button quiet" href=Route::Board.path(lang)>{words::ideathon::words(lang).board}</a>
            </p>
        </section>
    }
    .into_any()
}

/// One of them.
pub fn page(rq: &Request, id: &ChallengeId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let challenge = rq.snapshot()?.challenge(id).ok_or(ApiError::NotFound)?.clone();
    let w = of(lang);
    let (title, summary) = (challenge.title.get(lang).to_owned(), challenge.summary.get(lang).to_owned());
    Ok(Page::new(title, move || {
        let ask = Route::ChallengeContact(challenge.id.clone()).path(lang);
        let of_it = [("challenge".to_owned(), challenge.id.to_string())];
        let (ideas, write) = (address(&Route::Ideas.path(lang), &of_it), address(&Route::IdeaNew.path(lang), &of_it));
        view! {
            <article>
                <p class="kicker">{w.by.replace("{city}", challenge.city.get(lang))}</p>
                <h1>{ui::text(lang, &challenge.title)}</h1>
                {shown(lang, &challenge)}
                <p class="actions">
                    <a class="button" href=write>{w.write_idea}</a>
                    <a class="button quiet" href=ideas>{w.to_ideas}</a>
                    <a class="button quiet" href=ask>{w.ask}</a>
                </p>
                <p class="fine">{w.ask_note}</p>
            </article>
        }
    })
    .described(summary)
    .crumb(Route::Challenges.path(lang), w.title))
}

/// Everything that a challenge says, below its title.
pub fn shown(lang: Lang, challenge: &Challenge) -> AnyView {
    let w = of(lang);
    let really = challenge.description.resolve(lang).1;
    let other = (really != lang).then(|| view! { <p class="fine">{w.other_lang.replace("{language}", really.endonym())}</p> });
    let sample = challenge.sample.then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{w.sample_note}</p> });
    let links: Vec<_> = challenge.links.iter().map(|url| view! { <li>{link(url)}</li> }).collect();
    let links = (!links.is_empty()).then(|| view! { <h2>{w.links}</h2><ul>{links}</ul> });
    let files = files::list(lang, &challenge.files).map(|list| view! { <h2>{words::files::words(lang).title}</h2>{list} });
    view! {
        <p class="lead">{ui::text(lang, &challenge.summary)}</p>
        {other}
        {sample}
        {plain_in(lang, &challenge.description)}
        {section(lang, w.change, &challenge.change)}
        {section(lang, w.data, &challenge.data)}
        {links}
        {files}
    }
    .into_any()
}

fn section(lang: Lang, title: &'static str, text: &Text) -> Option<AnyView> {
    (!text.get(lang).is_empty()).then(|| view! { <h2>{title}</h2>{plain_in(lang, text)} }.into_any())
}

/// Whom participants ask.
pub async fn contact(rq: &Request, id: &ChallengeId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let challenge = rq.snapshot()?.challenge(id).ok_or(ApiError::NotFound)?.clone();
    let w = of(lang);
    if !admission::is_in(rq).await? {
        return Ok(admission::how_to(rq, w.ask));
    }
    let found = rq.store().challenge_contact(id).await.map_err(|e| rq.fail(e))?;
    let here = Route::Challenge(challenge.id.clone()).path(lang);
    let title = challenge.title.get(lang).to_owned();
    Ok(Page::new(w.ask, move || {
        let back = Route::Challenge(challenge.id.clone()).path(lang);
        let asked = match found {
            Some(contact) => view! { <p>{w.ask_lead}</p>{who(lang, &contact)} }.into_any(),
            None => view! { <p>{w.ask_none}</p> }.into_any(),
        };
        view! {
            <div class="panel wide">
                <h1>{w.ask}</h1>
                <p>{ui::text(lang, &challenge.title)}" "{ui::sample(lang, challenge.sample)}</p>
                {asked}
                <p><a href=back>{w.back}</a></p>
            </div>
        }
    })
    .crumb(Route::Challenges.path(lang), w.title)
    .crumb(here, title))
}

/// Somebody to ask.
pub fn who(lang: Lang, contact: &Contact) -> impl IntoView + use<> {
    let label = |field| words::fields::label(lang, field).to_owned();
    let address = format!("mailto:{}", contact.email);
    view! {
        <dl class="meta">
            <div><dt>{label("contact_name")}</dt><dd>{contact.name.clone()}</dd></div>
            <div><dt>{label("contact_role")}</dt><dd>{contact.role.clone()}</dd></div>
            <div><dt>{label("contact_email")}</dt><dd><a href=address>{contact.email.clone()}</a></dd></div>
        </dl>
    }
}
