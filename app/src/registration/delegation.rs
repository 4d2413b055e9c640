//! The pages of heads of delegations: everybody of the city, one of them, adding one or many.

use super::delegation_api::{heads_as, led};
use super::pages::{answer, answers, controls_of};
use super::table::{self, Outcome};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::delegation as words;
use crate::words::{fields, registration as names};
use domain::kernel::Lang;
use domain::kernel::ids::{CityId, RegistrationId};
use domain::registration::form::SENSITIVE;
use domain::registration::state::{next, revised};
use domain::registration::{Action, Category, City, Draft, Registration, State, Step};
use leptos::prelude::*;

/// The cities that somebody heads, on their own place.
pub async fn own(rq: &Request) -> Result<Option<AnyView>, ApiError> {
    let (person, account) = rq.signed_in()?;
    let lang = rq.lang;
    let w = words::words(lang);
    if !person.verified {
        return Ok(None);
    }
    let cities = rq.store().cities_led_by(&heads_as(account)).await.map_err(|e| rq.fail(e))?;
    if cities.is_empty() {
        return Ok(None);
    }
    let links: Vec<_> = cities
        .iter()
        .map(|city| view! { <li><a class="button" href=Route::Delegation(city.id.clone()).path(lang)>{city.name().to_owned()}</a></li> })
        .collect();
    Ok(Some(view! { <section class="panel wide"><h2>{w.delegation}</h2><p>{w.lead}</p><ul class="plain">{links}</ul></section> }.into_any()))
}

/// The delegation: who is in it, what waits for its head, and who votes.
pub async fn page(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (city, account) = led(rq, id).await?;
    let people = rq.store().delegation(id, table::MOST_PEOPLE).await.map_err(|e| rq.fail(e))?;
    let me = account.id.clone();
    let votes = vote(rq, &city, &people);
    let title = w.delegation_of.replace("{city}", city.name());
    Ok(Page::new(title.clone(), move || {
        let here = |r: &&Registration| !matches!(r.state, State::Withdrawn | State::Superseded);
        let rows: Vec<_> = people
            .iter()
            .filter(here)
            .chain(people.iter().filter(|r| !here(r)))
            .map(|r| {
                let waits = (r.state == State::WithCity).then(|| view! { <strong class="sample">{w.needs_you}</strong> });
                let by = (r.by.as_ref() == Some(&me)).then(|| view! { <span class="fine">{w.by_you}</span> });
                let category = Category::parse(&r.draft.category).map(|c| names::category(lang, c));
                view! {
                    <tr>
                        <th scope="row"><a href=Route::DelegationMember(city.id.clone(), r.id.clone()).path(lang)>{r.draft.full_name()}</a>" "{by}</th>
                        <td>{r.draft.position.clone()}</td>
                        <td>{category}</td>
                        <td><span class=format!("state {}", r.state.code())>{names::state(lang, r.state)}</span>" "{waits}</td>
                    </tr>
                }
            })
            .collect();
        let table = match rows.is_empty() {
            true => view! { <div class="empty"><p class="lead">{w.empty}</p></div> }.into_any(),
            false => view! {
                <div class="scroll" tabindex="0" role="region" aria-label=w.delegation>
                    <table class="queue stack">
                        <thead><tr>
                            <th scope="col">{crate::words::organiser::words(lang).name}</th><th scope="col">{fields::label(lang, "position")}</th>
                            <th scope="col">{fields::label(lang, "category")}</th><th scope="col">{fields::label(lang, "state")}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any(),
        };
        let full = city.facts.cap.map(|cap| {
            let of = w.of_cap.replace("{n}", &city.registered.to_string()).replace("{cap}", &cap.to_string());
            view! { <p class="fine">{w.registered}": "{of}</p> }
        });
        view! {
            <div class="desk">
                <h1>{title}</h1>
                <p>{w.lead}</p>
                {full}
                <p class="actions">
                    <a class="button" href=Route::DelegationAdd(city.id.clone()).path(lang)>{w.add}</a>
                    <a class="button quiet" href=Route::DelegationTable(city.id.clone()).path(lang)>{w.add_many}</a>
                    {crate::ideathon::posting::way_in(lang, &city.id)}
                    {crate::forum::needs::way_in(lang, &city.id)}
                </p>
                {table}
                {votes}
            </div>
        }
    })
    .wide()
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

/// The form that says who votes, where the city may vote.
fn vote(rq: &Request, city: &City, people: &[Registration]) -> Option<AnyView> {
    let w = words::words(rq.lang);
    if !city.facts.votes() {
        return None;
    }
    let choices: Vec<(String, String)> =
        people.iter().filter(|r| r.state == State::Approved).map(|r| (r.id.to_string(), r.draft.full_name())).collect();
    let mut form = Form::new(rq, "registration/name_voters").with("voter", city.voter.as_ref().map(ToString::to_string).unwrap_or_default());
    let alternates = ["alternate_1", "alternate_2", "alternate_3"];
    for (field, alternate) in alternates.iter().zip(&city.alternates) {
        form = form.with(field, alternate.to_string());
    }
    let none = || w.nobody.to_owned();
    let selects: Vec<_> = alternates.into_iter().map(|field| form.select(field, "off", none(), choices.clone())).collect();
    let fields = view! {
        {form.hidden("city_id", city.id.to_string())}
        {form.hidden("version", city.version.to_string())}
        {form.select("voter", "off", none(), choices.clone())}
        {selects}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    let form = form.view(fields);
    Some(view! { <section class="panel wide"><h2>{w.the_vote}</h2><p>{w.the_vote_lead}</p>{form}</section> }.into_any())
}

/// Which person a form is about.
enum About<'a> {
    New,
    Changes(&'a Registration),
    Replaces(&'a Registration),
}

fn form(rq: &Request, city: &City, about: &About<'_>) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let mut form = Form::new(rq, "registration/save_member");
    match about {
        About::Changes(registration) => {
            for field in Step::ALL.into_iter().flat_map(Draft::fields) {
                form = form.with(field, registration.draft.get(field).unwrap_or_default());
            }
        }
        About::New | About::Replaces(_) => form = form.with("organisation", city.name()),
    }
    if let About::Replaces(gone) = about {
        form = form.with("category", gone.draft.category.clone()).with("keep_place", "yes").with("keep_vote", "yes");
    }
    let hidden = |name: &'static str, of: Option<&Registration>| form.hidden(name, of.map(|r| r.id.to_string()).unwrap_or_default());
    let (changes, replaces) = match about {
        About::New => (None, None),
        About::Changes(r) => (Some(*r), None),
        About::Replaces(r) => (None, Some(*r)),
    };
    let version = changes.or(replaces).map_or(0, |r| r.version);
    let over = replaces.map(|gone| {
        let votes = city.voter.as_ref() == Some(&gone.id);
        let place = form.tick_as("keep_place", w.keep_place);
        let vote = votes.then(|| form.tick_as("keep_vote", w.keep_vote));
        let lost = w.lost.replace("{name}", &gone.draft.full_name());
        view! { <fieldset class="field">{place}{vote}<p class="hint">{lost}</p></fieldset> }
    });
    let email = changes.is_none().then(|| form.line("email", "email", "off", false));
    let fields = view! {
        {form.hidden("city_id", city.id.to_string())}
        {hidden("registration", changes)}
        {hidden("replaces", replaces)}
        {form.hidden("version", version.to_string())}
        {over}
        {controls_of(lang, Step::Person, &form)}
        {form.line("organisation", "text", "off", true)}
        {form.line("position", "text", "off", true)}
        {email}
        {form.line("phone", "tel", "off", false)}
        {controls_of(lang, Step::Needs, &form)}
        {form.tick_as("consent_handling", w.agreed)}
        <p class="actions"><button class="button">{w.save}</button><a href=Route::Delegation(city.id.clone()).path(lang)>{names::words(lang).back}</a></p>
    };
    form.view(fields)
}

/// Adding one person.
pub async fn add(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (city, _) = led(rq, id).await?;
    let form = form(rq, &city, &About::New);
    let back = (Route::Delegation(city.id.clone()).path(lang), w.delegation_of.replace("{city}", city.name()));
    Ok(Page::new(w.add, move || view! { <div class="panel wide"><h1>{w.add}</h1><p>{w.add_lead}</p>{form}</div> }).crumb(back.0, back.1))
}

/// Adding many people from a table, with what is right and wrong in each row.
pub async fn many(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (city, _) = led(rq, id).await?;
    let form = Form::new(rq, "registration/add_members");
    let typed = form.value("table");
    let known = rq.store().delegation(id, table::MOST_PEOPLE).await.map_err(|e| rq.fail(e))?;
    let rows = if typed.is_empty() { None } else { table::read(&typed, &city, &known).ok() };
    let back = (Route::Delegation(city.id.clone()).path(lang), w.delegation_of.replace("{city}", city.name()));
    let confirm = Form::new(rq, "registration/add_members").unsaid();
    Ok(Page::new(w.add_many, move || {
        let categories: Vec<&str> = Category::ALL.into_iter().map(Category::code).collect();
        let looked = rows.map(|rows| {
            let fine = rows.iter().filter(|r| matches!(r.outcome, Outcome::Fine(_))).count();
            let lines: Vec<_> = rows.iter().map(|row| outcome(lang, row)).collect();
            let fields = view! {
                {confirm.hidden("city_id", city.id.to_string())}
                {confirm.hidden("confirm", "yes")}
                {confirm.hidden("table", typed.clone())}
                {confirm.tick_as("consent_handling", w.agreed)}
                <p class="actions"><button class="button">{w.confirm_rows.replace("{n}", &fine.to_string())}</button></p>
            };
            let confirm = (fine > 0).then(|| confirm.view(fields));
            view! {
                <div class="scroll" tabindex="0" role="region" aria-label=w.look>
                    <table class="queue stack">
                        <thead><tr><th scope="col">{w.row}</th><th scope="col">{crate::words::organiser::words(lang).name}</th><th scope="col">{w.look}</th></tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
                {confirm}
            }
        });
        let fields = view! {
            {form.hidden("city_id", city.id.to_string())}
            {form.paragraph("table", 8)}
            <p class="actions"><button class="button quiet">{w.look}</button></p>
        };
        view! {
            <div class="panel wide">
                <h1>{w.add_many}</h1>
                <p>{w.add_many_lead}</p>
                <p class="fine">{w.columns.replace("{categories}", &categories.join(", "))}</p>
                {form.view(fields)}
                {looked}
            </div>
        }
    })
    .crumb(back.0, back.1))
}

fn outcome(lang: Lang, row: &table::Row) -> impl IntoView + use<> {
    let w = words::words(lang);
    let says = match &row.outcome {
        Outcome::Fine(_) => view! { <span class="state approved">{w.row_fine}</span> }.into_any(),
        Outcome::Known => view! { <span class="state">{w.row_known}</span> }.into_any(),
        Outcome::Wrong(errors) => {
            let each: Vec<_> =
                errors.0.iter().map(|(field, problem)| view! { <li>{format!("{field}: {}", fields::problem(lang, problem))}</li> }).collect();
            view! { <ul class="problem plain">{each}</ul> }.into_any()
        }
    };
    view! { <tr><td>{row.number}</td><th scope="row">{row.name.clone()}</th><td>{says}</td></tr> }
}

/// One person of the delegation.
pub async fn member(rq: &Request, id: &CityId, registration: &RegistrationId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (city, _) = led(rq, id).await?;
    let found = rq.store().member(id, registration).await.map_err(|e| rq.fail(e))?;
    let revisable = revised(found.state, false).is_ok() && found.state != State::WithCity;
    let change = revisable.then(|| form(rq, &city, &About::Changes(&found)));
    let decide = Form::new(rq, "registration/decide_member");
    let withdraw = Form::new(rq, "registration/withdraw_member");
    let title = found.draft.full_name();
    let back = (Route::Delegation(city.id.clone()).path(lang), w.delegation_of.replace("{city}", city.name()));
    Ok(Page::new(title.clone(), move || {
        let about = |form: &Form| {
            view! {
                {form.hidden("city_id", city.id.to_string())}
                {form.hidden("registration", found.id.to_string())}
                {form.hidden("version", found.version.to_string())}
            }
        };
        let decision = next(found.state, Action::Endorse).is_ok().then(|| {
            let choices = [("approve", w.endorse), ("ask_info", w.ask), ("reject", w.reject)];
            let fields = view! {
                {about(&decide)}
                {decide.radios("decision", choices.map(|(code, label)| (code.to_owned(), label.to_owned())).to_vec())}
                {decide.paragraph("message", 3)}
                <p class="actions"><button class="button">{w.decide}</button></p>
            };
            view! { <section class="panel wide decision"><h2>{w.needs_you}</h2>{decide.view(fields)}</section> }
        });
        let message = found.message.clone().map(|m| view! { <blockquote class="message"><p class="as-typed">{m}</p></blockquote> });
        let replace = next(found.state, Action::Supersede).is_ok().then(|| {
            let to = Route::DelegationReplace(city.id.clone(), found.id.clone()).path(lang);
            view! { <p class="actions"><a class="button quiet" href=to>{w.replace}</a></p> }
        });
        let withdraw = next(found.state, Action::Withdraw).is_ok().then(|| {
            let fields = view! {
                {about(&withdraw)}
                {withdraw.tick_as("withdraw_sure", w.withdraw_sure)}
                <p class="actions"><button class="button danger">{w.withdraw}</button></p>
            };
            view! { <details class="withdraw" open=withdraw.has_error()><summary>{w.withdraw}</summary>{withdraw.view(fields)}</details> }
        });
        let change = change.map(|form| view! { <details class="edit"><summary>{w.change_city}</summary>{form}</details> });
        view! {
            <div class="desk">
                <header class="desk-head"><h1>{title}</h1><p class=format!("state {}", found.state.code())>{names::state(lang, found.state)}</p></header>
                <p>{names::meaning(lang, found.state)}</p>
                {message}
                {decision}
                {replace}
                {answers(lang, &found.draft, false)}
                {change}
                {withdraw}
            </div>
        }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title)
    .crumb(back.0, back.1))
}

/// Somebody else instead.
pub async fn replace(rq: &Request, id: &CityId, registration: &RegistrationId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (city, _) = led(rq, id).await?;
    let found = rq.store().member(id, registration).await.map_err(|e| rq.fail(e))?;
    if next(found.state, Action::Supersede).is_err() {
        return member(rq, id, registration).await;
    }
    let form = form(rq, &city, &About::Replaces(&found));
    let lead = w.replace_lead.replace("{name}", &found.draft.full_name());
    let back = Route::DelegationMember(city.id.clone(), found.id.clone()).path(lang);
    Ok(Page::new(w.replace, move || view! { <div class="panel wide"><h1>{w.replace}</h1><p>{lead}</p>{form}</div> })
        .crumb(Route::Delegation(city.id).path(lang), w.delegation)
        .crumb(back, found.draft.full_name()))
}

/// What changed since a registration was approved, field by field; nothing when it did not.
pub fn changed(lang: Lang, registration: &Registration) -> Option<AnyView> {
    let w = words::words(lang);
    let before = registration.approved.as_ref()?;
    let fields: Vec<_> = registration.draft.changed(before).into_iter().filter(|field| SENSITIVE.contains(field)).collect();
    if fields.is_empty() {
        return None;
    }
    let say = |draft: &Draft, field: &str| answer(lang, field, draft.get(field).unwrap_or_default());
    let rows: Vec<_> = fields
        .into_iter()
        .map(|field| {
            view! { <div><dt>{fields::label(lang, field)}</dt><dd><del>{say(before, field)}</del>" "<ins>{say(&registration.draft, field)}</ins></dd></div> }
        })
        .collect();
    Some(view! { <section class="panel wide"><h2>{w.changed}</h2><dl class="meta">{rows}</dl></section> }.into_any())
}
