//! A city's own challenges: writing one, its files, handing it in; and the desk that publishes them or gives them back.

use super::challenges::{shown, who};
use super::posting_api::posts_for;
use crate::error::ApiError;
use crate::files;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::ui::percent;
use crate::words::challenges as words;
use crate::words::organiser as desk_words;
use domain::files::{FileFacts, Owner, StoredFile};
use domain::ideathon::Posting;
use domain::ideathon::challenge::{Standing, Step};
use domain::kernel::Lang;
use domain::kernel::ids::{ChallengeId, CityId};
use domain::registration::City;
use leptos::prelude::*;

/// How many challenges a page of the desk shows.
const PAGE: usize = 50;

/// The challenges of a city.
pub async fn of_city(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let city = posts_for(rq, id).await?;
    let all = rq.store().challenges_of(id).await.map_err(|e| rq.fail(e))?;
    let title = w.of_city.replace("{city}", city.name());
    let (home, home_title) = home_of(rq, &city);
    Ok(Page::new(title.clone(), move || {
        let none = all.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.of_city_none}</p></div> });
        let rows: Vec<_> = all
            .iter()
            .map(|of| {
                let to = Route::CityChallenge(of.city.clone(), of.id.clone()).path(lang);
                view! { <li><a href=to lang=other(lang, of)>{of.wording.title.clone()}</a><span class="state">{words::standing(lang, of.standing)}</span></li> }
            })
            .collect();
        view! {
            <h1>{title}</h1>
            <p class="lead">{w.of_city_lead}</p>
            <p class="actions"><a class="button" href=Route::CityChallengeNew(city.id.clone()).path(lang)>{w.new}</a></p>
            {none}
            <ul class="rows">{rows}</ul>
        }
    })
    .crumb(home, home_title))
}

/// Where the one who asks finds the city: its head among the own places, an organiser at the desk.
fn home_of(rq: &Request, city: &City) -> (String, String) {
    let route = if rq.organiser().is_ok() { Route::DeskCity(city.id.clone()) } else { Route::Delegation(city.id.clone()) };
    (route.path(rq.lang), city.name().to_owned())
}

fn other(lang: Lang, of: &Posting) -> Option<&'static str> {
    (of.lang != lang).then(|| of.lang.code())
}

/// Writing a new one.
pub async fn new(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let city = posts_for(rq, id).await?;
    let form = wording(rq, &city, None);
    let back = (Route::CityChallenges(city.id.clone()).path(rq.lang), w.of_city.replace("{city}", city.name()));
    Ok(Page::new(w.new, move || {
        view! { <div class="panel wide"><h1>{w.new}</h1><p>{w.of_city_lead}</p>{form}<p class="fine">{w.first_save}</p></div> }
    })
    .crumb(back.0, back.1))
}

fn wording(rq: &Request, city: &City, of: Option<&Posting>) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let mut form = Form::new(rq, "ideathon/save_challenge").with("text_lang", of.map_or(lang, |o| o.lang).code());
    if let Some(Posting { wording, .. }) = of {
        form = form
            .with("challenge_title", wording.title.clone())
            .with("challenge_summary", wording.summary.clone())
            .with("challenge_text", wording.description.clone())
            .with("challenge_change", wording.change.clone())
            .with("challenge_data", wording.data.clone())
            .with("links", wording.links.join("\n"));
        if let Some(contact) = &wording.contact {
            form = form
                .with("contact_name", contact.name.clone())
                .with("contact_role", contact.role.clone())
                .with("contact_email", contact.email.clone());
        }
    }
    let languages = Lang::ALL.into_iter().map(|l| (l.code().to_owned(), l.endonym().to_owned())).collect();
    let fields = view! {
        {form.hidden("city_id", city.id.to_string())}
        {form.hidden("challenge", of.map(|o| o.id.to_string()).unwrap_or_default())}
        {form.hidden("version", of.map_or(0, |o| o.version).to_string())}
        {form.radios("text_lang", languages)}
        {form.line("challenge_title", "text", "off", true)}
        {form.paragraph("challenge_summary", 2)}
        {form.paragraph("challenge_text", 10)}
        {form.paragraph("challenge_change", 4)}
        {form.paragraph("challenge_data", 4)}
        {form.paragraph("links", 3)}
        {form.line("contact_name", "text", "off", true)}
        {form.line("contact_role", "text", "off", true)}
        {form.line("contact_email", "email", "off", true)}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    form.view(fields)
}

/// One of a city: its wording, its files, and its next step.
pub async fn one(rq: &Request, city: &CityId, id: &ChallengeId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let city = posts_for(rq, city).await?;
    let of = rq.store().challenge(id).await.map_err(|e| rq.fail(e))?.filter(|c| c.city == city.id).ok_or(ApiError::NotFound)?;
    let owner = Owner::Challenge(id.clone());
    let kept = rq.store().files_of(&owner).await.map_err(|e| rq.fail(e))?;
    let files = files::keeping(rq, &owner, &kept);
    let (form, next, back_out) = (wording(rq, &city, Some(&of)), next_step(rq, &of), withdrawing(rq, &of));
    let back = (Route::CityChallenges(city.id.clone()).path(lang), w.of_city.replace("{city}", city.name()));
    let title = of.wording.title.clone();
    Ok(Page::new(title.clone(), move || {
        let returned = of.message.clone().filter(|_| of.standing == Standing::Returned);
        let returned = returned.map(|text| view! { <div class="message"><p><strong>{w.returned}</strong></p><p class="as-typed">{text}</p></div> });
        let public = of.published.is_some().then(|| {
            let still = (of.standing != Standing::Published).then_some(w.still_shown);
            view! { <p><a href=Route::Challenge(of.id.clone()).path(lang)>{w.see}</a>" "{still}</p> }
        });
        view! {
            <header class="desk-head"><h1 lang=other(lang, &of)>{title}</h1><p class="state">{words::standing(lang, of.standing)}</p></header>
            {returned}
            {public}
            {next}
            <section class="panel wide"><h2>{w.edit}</h2>{form}</section>
            <section class="panel wide"><h2>{crate::words::files::words(lang).title}</h2>{files}</section>
            {back_out}
        }
    })
    .crumb(back.0, back.1))
}

fn next_step(rq: &Request, of: &Posting) -> Option<AnyView> {
    let w = words::words(rq.lang);
    if of.standing == Standing::Submitted {
        return Some(view! { <p>{w.waits}</p> }.into_any());
    }
    if !Step::Submit.fits(of.standing) {
        return None;
    }
    let form = Form::new(rq, "ideathon/submit_challenge");
    let fields = view! { {about(&form, of)}<p>{w.hand_in_lead}</p><p class="actions"><button class="button">{w.hand_in}</button></p> };
    Some(view! { <section class="panel wide"><h2>{w.hand_in}</h2>{form.view(fields)}</section> }.into_any())
}

fn withdrawing(rq: &Request, of: &Posting) -> Option<AnyView> {
    let w = words::words(rq.lang);
    if !Step::Withdraw.fits(of.standing) {
        return None;
    }
    let form = Form::new(rq, "ideathon/withdraw_challenge");
    let open = form.has_error();
    let fields = view! { {about(&form, of)}<p>{w.withdraw_lead}</p>{form.tick("withdraw_challenge_sure")}<p class="actions"><button class="button danger">{w.withdraw}</button></p> };
    Some(view! { <details class="withdraw" open=open><summary>{w.withdraw}</summary>{form.view(fields)}</details> }.into_any())
}

/// Which challenge a form is about.
fn about(form: &Form, of: &Posting) -> impl IntoView + use<> {
    view! {
        {form.hidden("city_id", of.city.to_string())}
        {form.hidden("challenge", of.id.to_string())}
        {form.hidden("version", of.version.to_string())}
    }
}

/// The desk's queue.
pub async fn queue(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let standing = rq.query("standing").and_then(Standing::parse).unwrap_or(Standing::Submitted);
    let (found, next) = rq.store().challenges_in(standing, rq.query("after"), PAGE).await.map_err(|e| rq.fail(e))?;
    let mut cities = std::collections::BTreeMap::new();
    for of in &found {
        if !cities.contains_key(&of.city) {
            let city = rq.store().city(&of.city).await.map_err(|e| rq.fail(e))?;
            cities.insert(of.city.clone(), city.map(|c| c.name().to_owned()).unwrap_or_default());
        }
    }
    let nav = places(rq, &Route::DeskChallenges);
    Ok(Page::new(w.title, move || {
        let here = Route::DeskChallenges.path(lang);
        let tabs: Vec<_> = Standing::ALL
            .into_iter()
            .map(|s| {
                let current = (s == standing).then_some("true");
                view! { <li><a href=format!("{here}?standing={}", s.code()) aria-current=current>{words::standing(lang, s)}</a></li> }
            })
            .collect();
        let rows: Vec<_> = found
            .iter()
            .map(|of| {
                let to = Route::DeskChallenge(of.id.clone()).path(lang);
                let city = cities.get(&of.city).cloned().unwrap_or_default();
                view! { <li><span><a href=to lang=other(lang, of)>{of.wording.title.clone()}</a>" "<span class="fine">{city}</span></span></li> }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.desk_none}</p><p>{w.desk_none_hint}</p></div> });
        let more = next.map(|key| {
            let href = format!("{here}?standing={}&after={}", standing.code(), percent(&key));
            view! { <p class="actions"><a class="button quiet" href=href>{desk_words::words(lang).more}</a></p> }
        });
        view! {
            <div class="desk">
                {nav}
                <h1>{w.title}</h1>
                <p>{w.desk_lead}</p>
                <ul class="segmented">{tabs}</ul>
                {none}
                <ul class="rows">{rows}</ul>
                {more}
            </div>
        }
    })
    .wide())
}

/// One at the desk: as it will be seen, and the decision.
pub async fn at_desk(rq: &Request, id: &ChallengeId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let of = rq.store().challenge(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let city = rq.store().city(&of.city).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let kept = rq.store().files_of(&Owner::Challenge(id.clone())).await.map_err(|e| rq.fail(e))?;
    let preview = of.as_published(city.name(), facts(&kept));
    let form = Form::new(rq, "ideathon/decide_challenge");
    let nav = places(rq, &Route::DeskChallenges);
    let title = of.wording.title.clone();
    Ok(Page::new(title.clone(), move || {
        let fields = view! {
            {form.hidden("challenge", of.id.to_string())}
            {form.hidden("version", of.version.to_string())}
            {form.radios("decision", vec![("publish".to_owned(), w.publish.to_owned()), ("return".to_owned(), w.give_back.to_owned())])}
            {form.paragraph("message", 4)}
            <p class="fine">{w.decide_note}</p>
            <p class="actions"><button class="button">{w.decide}</button></p>
        };
        let decide = Step::Publish.fits(of.standing).then(|| view! { <section class="panel wide"><h2>{w.decide}</h2>{form.view(fields)}</section> });
        let edit = Route::CityChallenge(of.city.clone(), of.id.clone()).path(lang);
        let contact = preview.contact.as_ref().map(|c| view! { <h2>{w.ask}</h2>{who(lang, c)} });
        view! {
            <div class="desk">
                {nav}
                <p class="kicker">{w.by.replace("{city}", city.name())}</p>
                <header class="desk-head"><h1 lang=other(lang, &of)>{title}</h1><p class="state">{words::standing(lang, of.standing)}</p></header>
                <p><a href=edit>{w.edit}</a></p>
                {decide}
                <section class="panel wide">
                    <h2>{w.preview}</h2>
                    {shown(lang, &preview.shown)}
                    {contact}
                </section>
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskChallenges.path(lang), w.title))
}

/// What pages say of files.
pub(super) fn facts(files: &[StoredFile]) -> Vec<FileFacts> {
    files.iter().map(|f| f.facts.clone()).collect()
}

/// The way to a city's challenges.
pub fn way_in(lang: Lang, city: &CityId) -> impl IntoView + use<> {
    view! { <a class="button quiet" href=Route::CityChallenges(city.clone()).path(lang)>{words::words(lang).title}</a> }
}
