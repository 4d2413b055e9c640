//! The secretariat's pages of capacities and cities.

use crate::error::{ApiError, Refusal};
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::ui::percent;
use crate::words::countries;
use crate::words::delegation as words;
use crate::words::registration as names;
use domain::kernel::Lang;
use domain::kernel::ids::{CityId, RegistrationId};
use domain::places::Occupancy;
use domain::registration::{Category, City, CityDraft, Fee, Membership, pool};
use leptos::prelude::*;

/// How many cities a page shows.
const PAGE: usize = 100;
/// How many people the organiser chooses from when a capacity is lowered.
const CHOICES: usize = 200;

/// Capacity at a glance, and setting it.
pub async fn capacity(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let pools: Vec<_> = Category::ALL.into_iter().map(pool).collect();
    let known = rq.store().occupancies(&pools).await.map_err(|e| rq.fail(e))?;
    let release = release(rq).await?;
    let rq = rq.clone();
    let nav = places(&rq, &Route::DeskCapacity);
    Ok(Page::new(w.capacity, move || {
        let rows: Vec<_> = Category::ALL
            .into_iter()
            .map(|category| {
                let pool = pool(category);
                let of = known.iter().find(|o| o.pool == pool).cloned();
                let of = of.unwrap_or(Occupancy { pool, capacity: None, held: 0, offered: 0, waiting: 0 });
                row(&rq, category, &of)
            })
            .collect();
        view! {
            <div class="desk">
                {nav}
                <h1>{w.capacity}</h1>
                <p>{w.capacity_lead}</p>
                {release}
                <div class="scroll" tabindex="0" role="region" aria-label=w.capacity>
                    <table class="queue stack">
                        <thead><tr>
                            <th scope="col">{crate::words::fields::label(lang, "category")}</th><th scope="col">{w.confirmed}</th><th scope="col">{w.offered}</th>
                            <th scope="col">{w.waiting}</th><th scope="col">{w.free}</th><th scope="col">{w.places}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        }
    })
    .wide())
}

fn row(rq: &Request, category: Category, of: &Occupancy) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let free = of.capacity.map_or_else(|| w.no_limit.to_owned(), |capacity| capacity.saturating_sub(of.held).to_string());
    let form = Form::new(rq, "registration/set_capacity");
    let own = form.value("category") == category.code();
    let value = if own { form.value("capacity") } else { of.capacity.map(|c| c.to_string()).unwrap_or_default() };
    let name = names::category(lang, category);
    let label = format!("{}: {name}", w.places);
    let fields = view! {
        {form.hidden("category", category.code())}
        <input class="number" type="text" inputmode="numeric" name="capacity" value=value aria-label=label placeholder=w.no_limit />
        <button class="button quiet">{w.set}</button>
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=w.confirmed>{of.held - of.offered.min(of.held)}</td>
            <td data-label=w.offered>{of.offered}</td>
            <td data-label=w.waiting>{of.waiting}</td>
            <td data-label=w.free>{free}</td>
            <td data-label=w.places>{form.view_inline(fields)}</td>
        </tr>
    }
}

/// Whom to choose from, after more people hold places than the organiser wanted there to be.
async fn release(rq: &Request) -> Result<Option<AnyView>, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let refused = rq.flash.as_ref().and_then(|f| f.error.as_ref()) == Some(&ApiError::Refused(Refusal::Places(domain::places::Refusal::BelowHeld)));
    let form = Form::new(rq, "registration/set_capacity");
    let Some(category) = Category::parse(&form.value("category")).filter(|_| refused) else { return Ok(None) };
    let holders = rq.store().holders(&pool(category), CHOICES).await.map_err(|e| rq.fail(e))?;
    let ids: Vec<_> = holders.iter().filter_map(|p| RegistrationId::parse(p.id.as_str()).ok()).collect();
    let people = rq.store().registration_names(&ids).await.map_err(|e| rq.fail(e))?;
    let choices: Vec<(String, String)> = people.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let capacity = form.value("capacity");
    let fields = view! {
        {form.hidden("category", category.code())}
        {form.hidden("capacity", capacity)}
        {form.boxes("release", choices)}
        <p class="actions"><button class="button">{w.set}</button></p>
    };
    let form = form.view(fields);
    Ok(Some(view! { <section class="panel wide"><h2>{names::category(lang, category)}</h2><p>{w.release}</p>{form}</section> }.into_any()))
}

/// The form about a city.
fn form(rq: &Request, city: Option<&City>) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let mut form = Form::new(rq, "registration/put_city");
    if let Some(CityDraft { names, country, membership, fee, cap, endorses, heads }) = city.map(|c| &c.facts) {
        let cap = cap.map(|c| c.to_string()).unwrap_or_default();
        form = form.with("names", names.join("\n")).with("country", country).with("membership", membership.code()).with("fee", fee.code());
        form = form.with("cap", cap).with("endorses", if *endorses { "yes" } else { "" }).with("heads", heads.join("\n"));
    } else {
        form = form.with("membership", Membership::Full.code()).with("fee", Fee::Due.code());
    }
    let memberships = Membership::ALL.into_iter().map(|m| (m.code().to_owned(), words::membership(lang, m).to_owned())).collect();
    let fees = Fee::ALL.into_iter().map(|f| (f.code().to_owned(), words::fee(lang, f).to_owned())).collect();
    let (id, version) = city.map_or((String::new(), 0), |c| (c.id.to_string(), c.version));
    let fields = view! {
        {form.hidden("city_id", id)}
        {form.hidden("version", version.to_string())}
        {form.paragraph("names", 2)}
        {form.select("country", "off", names::words(lang).choose.to_owned(), countries::all(lang))}
        {form.radios("membership", memberships)}
        {form.radios("fee", fees)}
        {form.line("cap", "text", "off", false)}
        {form.paragraph("heads", 2)}
        {form.tick("endorses")}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    form.view(fields)
}

/// Every city, and adding one.
pub async fn cities(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let after = rq.query("after").map(str::to_owned);
    let (cities, next) = rq.store().cities(after.as_deref(), PAGE).await.map_err(|e| rq.fail(e))?;
    let nav = places(rq, &Route::DeskCities);
    let form = form(rq, None);
    Ok(Page::new(w.cities, move || {
        let none = (cities.is_empty() && after.is_none()).then(|| view! { <div class="empty"><p class="lead">{w.no_city}</p></div> });
        let rows: Vec<_> = cities.iter().map(|city| line(lang, city)).collect();
        let table = (!rows.is_empty()).then(|| {
            view! {
                <div class="scroll" tabindex="0" role="region" aria-label=w.cities>
                    <table class="queue stack">
                        <thead><tr>
                            <th scope="col">{crate::words::fields::label(lang, "city")}</th><th scope="col">{w.membership}</th><th scope="col">{w.fee}</th>
                            <th scope="col">{w.registered}</th><th scope="col">{w.heads}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        });
        let more = next.map(|key| {
            let href = format!("{}?after={}", Route::DeskCities.path(lang), percent(&key));
            view! { <p class="actions"><a class="button quiet" href=href>{crate::words::organiser::words(lang).more}</a></p> }
        });
        view! {
            <div class="desk">
                {nav}
                <h1>{w.cities}</h1>
                <p>{w.cities_lead}</p>
                {none}
                {table}
                {more}
                <section class="panel wide"><h2>{w.add_city}</h2>{form}</section>
            </div>
        }
    })
    .wide())
}

fn registered(lang: Lang, city: &City) -> String {
    match city.facts.cap {
        Some(cap) => words::words(lang).of_cap.replace("{n}", &city.registered.to_string()).replace("{cap}", &cap.to_string()),
        None => city.registered.to_string(),
    }
}

fn line(lang: Lang, city: &City) -> impl IntoView + use<> {
    let w = words::words(lang);
    let heads = if city.facts.heads.is_empty() { w.nobody.to_owned() } else { city.facts.heads.join(", ") };
    view! {
        <tr>
            <th scope="row"><a href=Route::DeskCity(city.id.clone()).path(lang)>{city.name().to_owned()}</a>", "{countries::country(lang, &city.facts.country).to_owned()}</th>
            <td>{words::membership(lang, city.facts.membership)}</td>
            <td data-label=w.fee>{words::fee(lang, city.facts.fee)}</td>
            <td data-label=w.registered>{registered(lang, city)}</td>
            <td class="fine">{heads}</td>
        </tr>
    }
}

/// One city: its delegation, who votes, and what is said about it.
pub async fn city(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let city = rq.store().city(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let people = rq.store().delegation(id, super::table::MOST_PEOPLE).await.map_err(|e| rq.fail(e))?;
    let form = form(rq, Some(&city));
    let title = city.name().to_owned();
    Ok(Page::new(title.clone(), move || {
        let votes = if city.facts.votes() { w.votes } else { w.votes_not };
        let voter = people.iter().find(|r| Some(&r.id) == city.voter.as_ref()).map_or_else(|| w.nobody.to_owned(), |r| r.draft.full_name());
        let rows: Vec<_> = people
            .iter()
            .map(|r| {
                view! {
                    <li>
                        <span><a href=Route::DeskRegistration(r.id.clone()).path(lang)>{r.draft.full_name()}</a>" "<span class="fine">{r.draft.position.clone()}</span></span>
                        <span class=format!("state {}", r.state.code())>{names::state(lang, r.state)}</span>
                    </li>
                }
            })
            .collect();
        let list = match rows.is_empty() {
            true => view! { <p class="fine">{w.nobody}</p> }.into_any(),
            false => view! { <ul class="rows">{rows}</ul> }.into_any(),
        };
        view! {
            <div class="desk">
                <h1>{title}</h1>
                <dl class="meta">
                    <div><dt>{w.membership}</dt><dd>{words::membership(lang, city.facts.membership)}", "{votes}</dd></div>
                    <div><dt>{w.fee}</dt><dd>{words::fee(lang, city.facts.fee)}</dd></div>
                    <div><dt>{w.registered}</dt><dd>{registered(lang, &city)}</dd></div>
                    <div><dt>{w.voter}</dt><dd>{voter}</dd></div>
                </dl>
                <p class="actions">{crate::ideathon::posting::way_in(lang, &city.id)}</p>
                <h2>{w.delegation}</h2>
                {list}
                <section class="panel wide"><h2>{w.change_city}</h2>{form}</section>
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskCities.path(lang), w.cities))
}
