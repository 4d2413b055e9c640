//! The organisers' pages of registrations that may be of one person: the pairs, and two side by side.

use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::registration::pages::answer;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::twins as words;
use crate::words::{countries, fields, registration as names};
use domain::kernel::Lang;
use domain::kernel::ids::RegistrationId;
use domain::places::Standing;
use domain::registration::form::{CONSENTS, SENSITIVE};
use domain::registration::twins::{Pair, can_merge, fields as merged_fields, keeps_first};
use domain::registration::{Category, Summary};
use leptos::prelude::*;
use store::Twin;

/// How many pairs the list shows.
const SHOWN: usize = 100;

/// A pair in one line of a list, with the way to compare them.
pub fn line(lang: Lang, pair: &Pair) -> AnyView {
    let to = Route::DeskTwin(pair.first.id.clone(), pair.second.id.clone()).path(lang);
    view! { <li><a href=to>{pair.first.name.clone()}</a>", "{pair.first.city.clone()}</li> }.into_any()
}

/// The pairs that are still to be looked at.
pub async fn list(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let (pairs, number) = rq.store().twins(SHOWN).await.map_err(|e| rq.fail(e))?;
    let zone = rq.zone();
    let nav = places(rq, &Route::DeskTwins);
    Ok(Page::new(w.title, move || {
        let rows: Vec<_> = pairs.iter().map(|pair| row(lang, zone.as_deref(), pair)).collect();
        let table = match rows.is_empty() {
            true => view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> }.into_any(),
            false => view! {
                <p>{w.lead}</p>
                <div class="scroll" tabindex="0" role="region" aria-label=w.title>
                    <table class="queue stack">
                        <thead><tr>
                            <th scope="col">{crate::words::organiser::words(lang).name}</th><th scope="col">{fields::label(lang, "city")}</th>
                            <th scope="col">{w.first}</th><th scope="col">{w.second}</th><td></td>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any(),
        };
        let more = (number > SHOWN as u64).then(|| view! { <p class="fine">{w.some.replace("{n}", &number.to_string())}</p> });
        view! { <div class="desk">{nav}<h1>{w.title}</h1>{table}{more}</div> }
    })
    .wide())
}

fn row(lang: Lang, zone: Option<&str>, pair: &Pair) -> impl IntoView + use<> {
    let w = words::words(lang);
    let one = |label: &'static str, of: &Summary| {
        let category = of.category.map(|c| names::category(lang, c));
        let at = of.submitted_at.map(|at| ui::moment(lang, zone, at));
        view! { <td data-label=label><span class=format!("state {}", of.state.code())>{names::state(lang, of.state)}</span>" "{category}" "<span class="fine">{at}</span></td> }
    };
    let to = Route::DeskTwin(pair.first.id.clone(), pair.second.id.clone()).path(lang);
    let (name, city) = (pair.first.name.clone(), format!("{}, {}", pair.first.city, countries::country(lang, &pair.first.country)));
    view! {
        <tr>
            <th scope="row">{name.clone()}</th><td>{city}</td>{one(w.first, &pair.first)}{one(w.second, &pair.second)}
            <td><a class="button quiet" href=to>{w.compare}<span class="unseen">": "{name}</span></a></td>
        </tr>
    }
}

/// The hints on a registration's own page at the desk: of whose person it may be too.
pub async fn hints(rq: &Request, id: &RegistrationId) -> Result<Option<AnyView>, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let alike = rq.store().twins_of(id).await.map_err(|e| rq.fail(e))?;
    let line = |(other, apart): &(Summary, bool)| {
        let to = Route::DeskTwin(id.clone(), other.id.clone()).path(lang);
        let label = if *apart { w.hint_apart } else { w.hint };
        let class = if *apart { "fine" } else { "message" };
        let state = names::state(lang, other.state);
        view! { <p class=class>{label}" "<a href=to>{other.name.clone()}</a>" "<span class="state">{state}</span></p> }
    };
    Ok((!alike.is_empty()).then(|| alike.iter().map(line).collect::<Vec<_>>().into_any()))
}

/// Two registrations side by side.
pub async fn pair(rq: &Request, one: &RegistrationId, other: &RegistrationId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    if one == other {
        return Err(ApiError::NotFound);
    }
    let first = rq.store().twin(one).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let second = rq.store().twin(other).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let apart = rq.store().twins_of(one).await.map_err(|e| rq.fail(e))?.into_iter().find(|(s, _)| s.id == *other).map(|(_, apart)| apart);
    let preferred = if keeps_first(&first.registration, &second.registration) { "1" } else { "2" };
    let mut form = Form::new(rq, "organiser/merge_twins").with("keep", preferred);
    for field in merged_fields() {
        form = form.with(field, preferred);
    }
    let tell = Form::new(rq, "organiser/not_twins");
    let zone = rq.zone();
    Ok(Page::new(w.pair, move || {
        let both = [&first, &second];
        let possible = both.iter().all(|t| can_merge(t.registration.state));
        let table = table(lang, zone.as_deref(), both, possible.then_some(&form));
        let merge = match possible {
            true => form.view(view! {
                {form.hidden("first", first.registration.id.to_string())}
                {form.hidden("second", second.registration.id.to_string())}
                {form.hidden("first_version", first.registration.version.to_string())}
                {form.hidden("second_version", second.registration.version.to_string())}
                <p>{w.how}</p>
                {table}
                <p class="fine">{w.rests}". "{w.consents_stay}</p>
                <section class="panel wide">
                    <h2>{w.happens}</h2>
                    {consequences(lang, both)}
                    <p>{w.over}</p>
                    {form.tick_as("merge_sure", w.sure)}
                    <p class="actions"><button class="button danger">{w.merge}</button></p>
                </section>
            }),
            false => view! { <p class="message">{w.over_already}</p>{table} }.into_any(),
        };
        let about = || {
            view! {
                {tell.hidden("first", first.registration.id.to_string())}
                {tell.hidden("second", second.registration.id.to_string())}
            }
        };
        let told = match apart {
            Some(true) => {
                let button = view! { {about()}<p class="actions"><button class="button quiet">{w.doubt}</button></p> };
                Some(view! { <section class="panel wide"><p>{w.told_apart}</p>{tell.view(button)}</section> })
            }
            Some(false) => {
                let button = view! { {about()}{tell.hidden("apart", "yes")}<p class="actions"><button class="button quiet">{w.apart}</button></p> };
                Some(view! { <section class="panel wide"><p>{w.apart_lead}</p>{tell.view(button)}</section> })
            }
            None => None,
        };
        // What was said already stands above what could be done all the same.
        let (above, below) = if apart == Some(true) { (told, None) } else { (None, told) };
        view! {
            <div class="desk">
                <h1>{w.pair}</h1>
                {above}
                {merge}
                {below}
                <p><a href=Route::DeskTwins.path(lang)>{w.to_list}</a></p>
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskTwins.path(lang), w.title))
}

/// What would happen to each of the two, were it kept.
fn consequences(lang: Lang, both: [&Twin; 2]) -> impl IntoView + use<> {
    let w = words::words(lang);
    let [first, second] = both;
    // The place of the other one goes over when it is of this one's category and this one has none of that.
    let hands_over = |kept: &Twin, gone: &Twin| {
        let (given, _) = gone.place?;
        let wanted = Category::parse(&kept.registration.draft.category) == Some(given);
        Some(wanted && kept.place.is_none_or(|(held, _)| held != given))
    };
    let one = |which: &str, kept: &Twin, gone: &Twin| {
        let outcome = words::outcome(lang, kept.registration.state, hands_over(kept, gone)).join(" ");
        let which = match kept.account.email.as_str() {
            "" => which.to_lowercase(),
            address => format!("{} ({address})", which.to_lowercase()),
        };
        view! { <li><strong>{w.if_kept.replace("{which}", &which)}</strong>" "{outcome}</li> }
    };
    view! { <ul>{one(w.first, first, second)}{one(w.second, second, first)}</ul> }
}

/// The table: what tells the registrations apart, then every answer; with a form, what is kept is chosen in it.
fn table(lang: Lang, zone: Option<&str>, both: [&Twin; 2], form: Option<&Form>) -> AnyView {
    let w = words::words(lang);
    let [first, second] = both;
    let facts = [
        (w.account, both.map(|t| address(lang, t))),
        (fields::label(lang, "state"), both.map(|t| names::state(lang, t.registration.state).to_owned())),
        (w.place, both.map(|t| place(lang, t.place))),
        (w.by, both.map(|t| t.by.clone().unwrap_or_else(|| w.themselves.to_owned()))),
        (w.since, both.map(|t| t.registration.submitted_at.map(|at| ui::moment(lang, zone, at)).unwrap_or_default())),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(label, [one, other])| view! { <tr><th scope="row">{label.to_owned()}</th><td>{one}</td><td>{other}</td></tr> }.into_any())
        .collect();
    let keep = form.map(|form| {
        let chosen = form.value("keep");
        let radio = |side: &'static str, which: &'static str| {
            let id = if side == "1" { "organiser-merge-twins-keep".to_owned() } else { "organiser-merge-twins-keep-2".to_owned() };
            let label = format!("{}: {which}", w.keep);
            let checked = chosen == side;
            view! {
                <td><label class="choice"><input id=id type="radio" name="keep" value=side checked=checked aria-label=label /><span>{w.keep}</span></label></td>
            }
            .into_any()
        };
        view! { <tr><th scope="row">{w.kept}</th>{radio("1", w.first)}{radio("2", w.second)}</tr> }.into_any()
    });
    let answers: Vec<_> = merged_fields().chain(CONSENTS.iter().map(|(field, _)| *field)).map(|field| answer_row(lang, both, form, field)).collect();
    let head = |which: &'static str, of: &Twin| {
        let to = Route::DeskRegistration(of.registration.id.clone()).path(lang);
        view! { <th scope="col">{which}" "<a href=to>{of.registration.draft.full_name()}</a></th> }.into_any()
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w.pair>
            <table class="queue twins">
                <thead><tr><th scope="col">{w.what}</th>{head(w.first, first)}{head(w.second, second)}</tr></thead>
                <tbody>{keep}{facts}{answers}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A row of answers; where they differ it says so, and one of them is chosen.
fn answer_row(lang: Lang, both: [&Twin; 2], form: Option<&Form>, field: &'static str) -> AnyView {
    let w = words::words(lang);
    let [one, other] = both.map(|t| t.registration.draft.get(field).unwrap_or_default().to_owned());
    let differs = one != other;
    let label = fields::label(lang, field);
    let form = form.filter(|_| differs && merged_fields().any(|f| f == field));
    let cell = |side: &'static str, which: &'static str, value: &str| {
        let text = answer(lang, field, value);
        match form {
            Some(form) => {
                let says = format!("{label}: {text} ({which})");
                let checked = form.value(field) == side;
                view! {
                    <td><label class="choice"><input type="radio" name=field value=side checked=checked aria-label=says /><span class="as-typed">{text}</span></label></td>
                }
                .into_any()
            }
            None => view! { <td class="as-typed">{text}</td> }.into_any(),
        }
    };
    let star = SENSITIVE.contains(&field).then_some(" *");
    let mark = differs.then(|| view! { " "<strong class="state">{w.differs}</strong> });
    view! {
        <tr><th scope="row">{label.to_owned()}{star}{mark}</th>{cell("1", w.first, &one)}{cell("2", w.second, &other)}</tr>
    }
    .into_any()
}

fn address(lang: Lang, of: &Twin) -> String {
    let w = words::words(lang);
    match of.account.email.as_str() {
        "" => w.no_address.to_owned(),
        address if of.account.verified_at.is_some() => format!("{address} ({})", w.verified),
        address => format!("{address} ({})", w.not_verified),
    }
}

fn place(lang: Lang, place: Option<(Category, Standing)>) -> String {
    match place {
        Some((category, standing)) => format!("{}: {}", names::category(lang, category), words::standing(lang, standing)),
        None => words::words(lang).no_place.to_owned(),
    }
}
