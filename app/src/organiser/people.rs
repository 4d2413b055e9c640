//! Finding anybody, and everything the desk knows of one person on one page.

use super::{places, trail};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::people as words;
use crate::words::{countries, fields, registration as names};
use domain::forum::ledger::Kind;
use domain::kernel::Lang;
use domain::kernel::ids::AccountId;
use domain::registration::State;
use leptos::prelude::*;

/// How many people a search shows.
const SHOWN: usize = 50;
/// How many rows of the trail, and how many messages, a person's page shows.
const ROWS: usize = 50;

/// The box above every page of the desk.
pub fn search_box(lang: Lang, asked: &str) -> impl IntoView + use<> {
    let w = words::words(lang);
    view! {
        <form class="filters find" method="get" action=Route::DeskPeople.path(lang) role="search">
            <label class="words"><span>{w.search_label}</span><input type="search" name="q" value=asked.to_owned() /></label>
            <button class="button quiet">{w.find}</button>
        </form>
    }
}

/// What a search found.
pub async fn found(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let asked: String = rq.query("q").unwrap_or_default().chars().take(200).collect();
    let found = rq.store().search_people(&asked, SHOWN, rq.now).await.map_err(|e| rq.fail(e))?;
    let nav = super::places_with(rq, &Route::DeskPeople, &asked);
    Ok(Page::new(w.search, move || {
        let rows: Vec<_> = found
            .people
            .iter()
            .map(|one| {
                let draft = one.registration.as_ref().map(|r| &r.draft);
                let from = draft.map(|d| format!("{}, {}", d.city, countries::country(lang, &d.country)));
                let state =
                    one.registration.as_ref().map(|r| view! { <span class=format!("state {}", r.state.code())>{names::state(lang, r.state)}</span> });
                let to = Route::DeskPerson(one.account.id.clone()).path(lang);
                view! {
                    <tr>
                        <th scope="row"><a href=to>{one.account.name.clone()}</a></th>
                        <td>{one.account.email.clone()}</td>
                        <td>{from}</td>
                        <td>{state}</td>
                    </tr>
                }
            })
            .collect();
        let list = match (rows.is_empty(), asked.trim().is_empty()) {
            (true, true) => view! { <p class="lead">{w.ask}</p> }.into_any(),
            (true, false) => view! { <div class="empty"><p class="lead">{w.found_none}</p></div> }.into_any(),
            (false, _) => {
                let says = if found.number > rows.len() { w.found_some } else { w.found };
                view! {
                    <p>{says.replace("{n}", &found.number.to_string())}</p>
                    <div class="scroll" tabindex="0" role="region" aria-label=w.search>
                        <table class="queue stack">
                            <thead><tr>
                                <th scope="col">{crate::words::organiser::words(lang).name}</th><th scope="col">{fields::label(lang, "email")}</th>
                                <th scope="col">{fields::label(lang, "city")}</th><th scope="col">{w.registration}</th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }
        };
        view! { <div class="desk">{nav}<h1>{w.search}</h1>{list}</div> }
    })
    .wide())
}

/// One person.
pub async fn person(rq: &Request, id: &AccountId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let store = rq.store();
    let account = store.account(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    store.note_looks(&rq.act(""), Kind::Opened, std::slice::from_ref(id)).await.map_err(|e| rq.fail(e))?;
    let registration = store.my_registration(id).await.map_err(|e| rq.fail(e))?.filter(|r| State::AT_THE_DESK.contains(&r.state));
    let mails = store.outbox_to(&account.email, None, ROWS).await.map_err(|e| rq.fail(e))?;
    let mut about = store.audit_of(&format!("account:{id}"), None, ROWS).await.map_err(|e| rq.fail(e))?.rows;
    // What is done to a draft is the person's own.
    if registration.is_some() {
        about.extend(store.audit_of(&format!("registration:{id}"), None, ROWS).await.map_err(|e| rq.fail(e))?.rows);
    }
    about.sort_by(|a, b| b.key.cmp(&a.key));
    about.truncate(ROWS);
    let by = store.audit_by(id.as_str(), None, ROWS).await.map_err(|e| rq.fail(e))?.rows;
    let by = by.into_iter().filter(|row| registration.is_some() || !row.entry.subject.starts_with("registration:")).collect();
    let (about, by) = (trail::lines(rq, about, false).await?, trail::lines(rq, by, true).await?);
    let zone = rq.zone();
    let sends = rq.services.site.sends_mail;
    let nav = places(rq, &Route::DeskPeople);
    Ok(Page::new(account.name.clone(), move || {
        let roles: Vec<&str> = account.roles.iter().map(|r| crate::words::accounts::role(lang, *r)).collect();
        let roles = if roles.is_empty() { w.participant.to_owned() } else { roles.join(", ") };
        let verified = account.verified_at.map_or_else(|| w.not_verified.to_owned(), |at| ui::moment(lang, zone.as_deref(), at));
        let registration = match &registration {
            Some(r) => view! {
                <p>
                    <span class=format!("state {}", r.state.code())>{names::state(lang, r.state)}</span>" "
                    <a href=Route::DeskRegistration(r.id.clone()).path(lang)>{r.draft.full_name()}", "{r.draft.city.clone()}</a>
                </p>
            }
            .into_any(),
            None => view! { <p>{w.no_registration}</p> }.into_any(),
        };
        let none = mails.rows.is_empty().then(|| view! { <p>{w.no_mails}</p> });
        let mails: Vec<_> = mails.rows.iter().map(|row| trail::message(lang, zone.as_deref(), row, sends)).collect();
        view! {
            <div class="desk">
                {nav}
                <h1>{account.name.clone()}</h1>
                <dl class="meta">
                    <div><dt>{fields::label(lang, "email")}</dt><dd>{account.email.clone()}</dd></div>
                    <div><dt>{w.verified}</dt><dd>{verified}</dd></div>
                    <div><dt>{w.since}</dt><dd>{ui::moment(lang, zone.as_deref(), account.created_at)}</dd></div>
                    <div><dt>{w.roles}</dt><dd>{roles}</dd></div>
                    <div><dt>{fields::label(lang, "lang")}</dt><dd>{account.lang.endonym()}</dd></div>
                    <div><dt>{w.number}</dt><dd><code>{account.id.to_string()}</code></dd></div>
                </dl>
                <h2>{w.registration}</h2>
                {registration}
                <h2>{w.mails}</h2>
                {none}
                <ul class="mail">{mails}</ul>
                <h2>{w.about_them}</h2>
                <ol class="trail">{about}</ol>
                <h2>{w.by_them}</h2>
                <ol class="trail">{by}</ol>
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskPeople.path(lang), w.search))
}
