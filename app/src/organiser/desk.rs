//! The queue of registrations, and one of them.

use super::filter::{self, pairs, query};
use super::{bulk, places, saved};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::registration::pages::answers;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::organiser as words;
use crate::words::{countries, fields, registration as names};
use domain::forum::ledger::Kind;
use domain::kernel::Lang;
use domain::kernel::ids::RegistrationId;
use domain::registration::state::{Action, next};
use domain::registration::{Category, State};
use leptos::prelude::*;
use store::DeskFilter;

/// How many registrations a page of the queue shows.
const PAGE: usize = 50;

/// The queue.
pub async fn queue(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.organiser()?;
    let saved_filters = rq.store().saved_filters(&person.account).await.map_err(|e| rq.fail(e))?;
    let filter = filter::read(&rq.query);
    let after = rq.query("after").map(str::to_owned);
    let counts = rq.store().registration_counts().await.map_err(|e| rq.fail(e))?;
    let page = rq.store().registrations(&filter, after.as_deref(), PAGE).await.map_err(|e| rq.fail(e))?;
    let zone = rq.zone();
    let nav = places(rq, &Route::Desk);
    let (form, keep) = (Form::new(rq, "organiser/bulk_preview"), Form::new(rq, "organiser/save_filter"));
    Ok(Page::new(w.queue, move || {
        let here = Route::Desk.path(lang);
        let of_state = |state: Option<State>| {
            let pairs = pairs(&DeskFilter { state, ..filter.clone() });
            format!("{here}{}", query(&pairs))
        };
        let total: u64 = counts.iter().map(|(_, n)| n).sum();
        let tiles: Vec<_> = std::iter::once((None, w.all, total))
            .chain(counts.iter().map(|(state, n)| (Some(*state), names::state(lang, *state), *n)))
            .map(|(state, label, n)| {
                let current = (state == filter.state).then_some("true");
                view! { <li><a href=of_state(state) aria-current=current><b>{n}</b>" "{label}</a></li> }
            })
            .collect();
        let rows: Vec<_> = page
            .rows
            .iter()
            .map(|row| {
                let at = row.submitted_at.map(|at| ui::moment(lang, zone.as_deref(), at)).unwrap_or_default();
                view! {
                    <tr>
                        {bulk::tick(lang, &form, row.id.as_str(), &row.name)}
                        <th scope="row"><a href=Route::DeskRegistration(row.id.clone()).path(lang)>{row.name.clone()}</a></th>
                        <td>{row.city.clone()}", "{countries::country(lang, &row.country).to_owned()}</td>
                        <td>{row.category.map(|c| names::category(lang, c))}</td>
                        <td><span class=format!("state {}", row.state.code())>{names::state(lang, row.state)}</span></td>
                        <td class="fine">{at}</td>
                    </tr>
                }
            })
            .collect();
        let filtered = filter != DeskFilter::default();
        let table = match rows.is_empty() {
            true if filtered => view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> }.into_any(),
            true => view! { <div class="empty"><p class="lead">{w.none_yet}</p></div> }.into_any(),
            false => bulk::choose(lang, &form, &filter, view! {
                <div class="scroll" tabindex="0" role="region" aria-label=w.queue>
                    <table class="queue stack">
                        <thead><tr>
                            <td></td>
                            <th scope="col">{w.name}</th><th scope="col">{fields::label(lang, "city")}</th><th scope="col">{fields::label(lang, "category")}</th>
                            <th scope="col">{fields::label(lang, "state")}</th><th scope="col">{w.since}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()),
        };
        let with_after = |key: &str| {
            let mut pairs = pairs(&filter);
            pairs.push(("after", key.to_owned()));
            format!("{here}{}", query(&pairs))
        };
        let more = page.next.as_deref().map(|key| view! { <a class="button quiet" href=with_after(key)>{w.more}</a> });
        let first = after.is_some().then(|| view! { <a href=format!("{here}{}", query(&pairs(&filter)))>{w.first}</a> });
        view! {
            <div class="desk">
                {nav}
                <h1>{w.queue}</h1>
                <ul class="counts">{tiles}</ul>
                {filters(lang, &filter)}
                {saved::above_the_queue(lang, &keep, &saved_filters, &filter)}
                {table}
                <p class="actions">{more}{first}</p>
                {export(lang, &filter)}
            </div>
        }
    })
    .wide())
}

/// The way to take what the filters find along as a file.
fn export(lang: Lang, filter: &DeskFilter) -> impl IntoView + use<> {
    let w = words::words(lang);
    let to = |form: &str| format!("/{}/desk/registrations.{form}{}", lang.code(), query(&pairs(filter)));
    view! { <p class="fine">{w.export}" "<a href=to("csv") download="">"CSV"</a>" "<a href=to("json") download="">"JSON"</a></p> }
}

fn filters(lang: Lang, filter: &DeskFilter) -> impl IntoView + use<> {
    let w = words::words(lang);
    let any = crate::words::programme::words(lang).any;
    let categories = Category::ALL.into_iter().map(|c| (c.code().to_owned(), names::category(lang, c).to_owned())).collect();
    let state = filter.state.map(|s| view! { <input type="hidden" name="state" value=s.code() /> });
    let clear = (*filter != DeskFilter::default()).then(|| view! { <a href=Route::Desk.path(lang)>{w.clear}</a> });
    view! {
        <form class="filters" method="get" action=Route::Desk.path(lang) data-auto="">
            {state}
            <label class="words"><span>{fields::label(lang, "words")}</span><input type="search" name="words" value=filter.words.clone() /></label>
            {ui::choice("category", fields::label(lang, "category"), any, filter.category.map(|c| c.code().to_owned()), categories)}
            {ui::choice("country", fields::label(lang, "country"), any, filter.country.clone(), countries::all(lang))}
            <button class="button quiet">{w.filter}</button>
            {clear}
        </form>
    }
}

/// One registration, with the decision.
pub async fn registration(rq: &Request, id: &RegistrationId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let (found, account) = rq.store().registration(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    rq.store().note_looks(&rq.act(""), Kind::Opened, std::slice::from_ref(&account.id)).await.map_err(|e| rq.fail(e))?;
    let trail = rq.store().audit_of(&format!("registration:{id}"), None, 50).await.map_err(|e| rq.fail(e))?;
    let rows = super::trail::lines(rq, trail.rows, false).await?;
    let alike = crate::registration::twins::hints(rq, id).await?;
    let zone = rq.zone();
    let form = Form::new(rq, "organiser/decide");
    let title = found.draft.full_name();
    Ok(Page::new(title.clone(), move || {
        let decisions: Vec<(String, String)> = [(Action::Approve, "approve", w.approve), (Action::AskInfo, "ask_info", w.ask_info), (Action::Reject, "reject", w.reject)]
            .into_iter()
            .filter(|(action, _, _)| next(found.state, *action).is_ok())
            .map(|(_, code, label)| (code.to_owned(), label.to_owned()))
            .collect();
        let decision = (!decisions.is_empty()).then(|| {
            let fields = view! {
                {form.hidden("registration", found.id.to_string())}
                {form.hidden("version", found.version.to_string())}
                {form.radios("decision", decisions)}
                {form.paragraph("message", 3)}
                <p class="actions"><button class="button">{w.decide}</button><span class="fine">{w.decide_note}</span></p>
            };
            view! { <section class="panel wide decision"><h2>{w.decide}</h2>{form.view(fields)}</section> }
        });
        let decided = found.decided_at.map(|at| view! { <p class="fine">{w.decided.replace("{date}", &ui::moment(lang, zone.as_deref(), at))}</p> });
        let message = found.message.clone().map(|m| view! { <blockquote class="message"><p class="as-typed">{m}</p></blockquote> });
        view! {
            <div class="desk">
                <header class="desk-head"><h1>{title}</h1><p class=format!("state {}", found.state.code())>{names::state(lang, found.state)}</p></header>
                {alike}
                {decided}
                {message}
                {decision}
                {crate::registration::delegation::changed(lang, &found)}
                <h2>{w.answers}</h2>
                {answers(lang, &found.draft, false)}
                <dl class="meta"><div><dt>{w.account}</dt><dd>{account.name}", "{account.email}</dd></div></dl>
                <h2>{w.trail}</h2>
                <ol class="trail">{rows}</ol>
            </div>
        }
    })
    .crumb(Route::Desk.path(lang), w.queue))
}
