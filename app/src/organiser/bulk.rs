//! Deciding on many registrations: choosing them in the queue, the list before it is confirmed, and what became of it.

use super::{filter, places};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::bulk as words;
use crate::words::{organiser, registration as names};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, BulkId};
use domain::organiser::bulk::{Bulk, BulkItem, Fate, Stage};
use leptos::prelude::*;
use store::DeskFilter;

/// How many registrations of a list a page shows.
const PAGE: usize = 100;

/// The form around the queue's table: what is ticked there is decided on.
pub fn choose(lang: Lang, form: &Form, found: &DeskFilter, table: AnyView) -> AnyView {
    let w = words::words(lang);
    let o = organiser::words(lang);
    let decisions = [("approve", o.approve), ("ask_info", o.ask_info), ("reject", o.reject)];
    let decisions = decisions.into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect();
    let open = form.has_error();
    form.view(view! {
        {form.hidden("filter", filter::text(found))}
        {table}
        <details class="panel wide bulk" open=open>
            <summary>{w.choose}</summary>
            <p>{w.choose_lead}</p>
            {form.tick_as("all", w.all)}
            {form.radios("decision", decisions)}
            {form.paragraph("message", 3)}
            <p class="actions"><button class="button">{w.look}</button></p>
        </details>
    })
}

/// The box of one row.
pub fn tick(lang: Lang, form: &Form, id: &str, name: &str) -> AnyView {
    let checked = form.values("registrations").iter().any(|v| v == id);
    let label = format!("{}: {name}", words::words(lang).tick);
    view! { <td><input type="checkbox" name="registrations[]" value=id.to_owned() checked=checked aria-label=label /></td> }.into_any()
}

/// A decision on many: before it is confirmed, under way, done.
pub async fn page(rq: &Request, id: &BulkId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let bulk = rq.store().bulk(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let counts = rq.store().bulk_counts(id).await.map_err(|e| rq.fail(e))?;
    let fate = rq.query("fate").and_then(Fate::parse);
    let after = rq.query("after").and_then(|a| a.parse().ok()).unwrap_or(0);
    let items = rq.store().bulk_items(id, fate, after, PAGE).await.map_err(|e| rq.fail(e))?;
    let by = rq.store().names(AccountId::parse(&bulk.by).ok()).await.map_err(|e| rq.fail(e))?.into_values().next().unwrap_or_default();
    let zone = rq.zone();
    let left = bulk.undo_left(rq.now);
    let (confirm, undo) = (Form::new(rq, "organiser/bulk_confirm"), Form::new(rq, "organiser/bulk_undo"));
    let nav = places(rq, &Route::Desk);
    Ok(Page::new(w.title, move || {
        let preview = matches!(bulk.stage, Stage::Gathering | Stage::Preview);
        let of = |wanted: Fate| counts.iter().find(|(f, _)| *f == wanted).map_or(0, |(_, n)| *n);
        let all: u64 = counts.iter().map(|(_, n)| n).sum();
        let here = Route::DeskBulk(bulk.id.clone()).path(lang);
        let tiles: Vec<_> = std::iter::once((None, organiser::words(lang).all, all))
            .chain(counts.iter().filter(|(_, n)| *n > 0).map(|(f, n)| (Some(*f), words::fate(lang, *f, preview), *n)))
            .map(|(f, label, n)| {
                let to = f.map_or_else(|| here.clone(), |f| format!("{here}?fate={}", f.code()));
                view! { <li><a href=to aria-current=(f == fate).then_some("true")><b>{n}</b>" "{label}</a></li> }
            })
            .collect();
        let next = items.last().filter(|_| items.len() == PAGE).map(|last| {
            let fate = fate.map(|f| format!("fate={}&", f.code())).unwrap_or_default();
            view! { <p class="actions"><a class="button quiet" href=format!("{here}?{fate}after={}", last.ord)>{organiser::words(lang).more}</a></p> }
        });
        let step = match bulk.stage {
            Stage::Gathering | Stage::Preview if of(Fate::Waiting) == 0 => view! { <p class="message">{w.nobody_left}</p> }.into_any(),
            Stage::Gathering | Stage::Preview => {
                let button = view! {
                    {confirm.hidden("bulk", bulk.id.to_string())}
                    <p class="actions"><button class="button">{w.confirm.replace("{n}", &of(Fate::Waiting).to_string())}</button></p>
                };
                view! { <section class="panel wide"><p>{w.nothing_yet}</p><p class="fine">{w.window}</p>{confirm.view(button)}</section> }.into_any()
            }
            Stage::Applying | Stage::Done | Stage::Undoing | Stage::Undone => under_way(lang, zone.as_deref(), &bulk, left, all, of(Fate::Waiting), of(Fate::Applied), &undo, &here),
        };
        let list = match bulk.filter.as_str() {
            "" => w.from_ticks.to_owned(),
            text => w.from_filter.replace("{filter}", &filter::in_words(lang, &filter::parse(text.trim_start_matches('?')))),
        };
        let made = w.made.replace("{name}", &by).replace("{time}", &ui::moment(lang, zone.as_deref(), bulk.at));
        let message = bulk.decision.message().map(|m| view! { <blockquote class="message"><p class="as-typed">{m.to_owned()}</p></blockquote> });
        view! {
            <div class="desk">
                {nav}
                <header class="desk-head"><h1>{words::decision(lang, &bulk.decision)}</h1><p class="state">{words::stage(lang, bulk.stage)}</p></header>
                <p class="fine">{list}". "{made}</p>
                {message}
                {step}
                <ul class="counts">{tiles}</ul>
                {table(lang, &items, preview)}
                {next}
                <p><a href=Route::Desk.path(lang)>{w.back}</a></p>
            </div>
        }
    })
    .wide()
    .crumb(Route::Desk.path(lang), organiser::words(lang).queue))
}

#[expect(clippy::too_many_arguments, reason = "one piece of one page, apart only because it is long")]
fn under_way(
    lang: Lang,
    zone: Option<&str>,
    bulk: &Bulk,
    left: Option<jiff::SignedDuration>,
    all: u64,
    waiting: u64,
    applied: u64,
    undo: &Form,
    here: &str,
) -> AnyView {
    let w = words::words(lang);
    let busy = matches!(bulk.stage, Stage::Applying | Stage::Undoing);
    let open = if bulk.stage == Stage::Undoing { waiting + applied } else { waiting };
    let done = all.saturating_sub(open);
    let text = w.progress.replace("{n}", &done.to_string()).replace("{all}", &all.to_string());
    let again = busy.then(|| view! { <p><a href=here.to_owned()>{w.look_again}</a></p> });
    let undoing = match (left, bulk.until) {
        (Some(left), Some(until)) => {
            let minutes = left.as_secs().div_euclid(60) + 1;
            let until = ui::moment(lang, zone, until);
            let until = until.rsplit(", ").next().unwrap_or_default().to_owned();
            let says = w.undo_left.replace("{time}", &until).replace("{n}", &minutes.to_string());
            let button = view! {
                {undo.hidden("bulk", bulk.id.to_string())}
                <p class="actions"><button class="button danger">{w.undo}</button></p>
            };
            view! { <p>{says}</p>{undo.view(button)} }.into_any()
        }
        _ if bulk.stage == Stage::Done => view! { <p class="fine">{w.undo_over}</p> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <section class="panel wide">
            <p><progress max=all.to_string() value=done.to_string() aria-label=text.clone()></progress>" "{text}</p>
            {again}
            {undoing}
        </section>
    }
    .into_any()
}

fn table(lang: Lang, items: &[BulkItem], preview: bool) -> AnyView {
    if items.is_empty() {
        return view! { <div class="empty"><p class="lead">{words::words(lang).nobody_left}</p></div> }.into_any();
    }
    let w = words::words(lang);
    let o = organiser::words(lang);
    let rows: Vec<_> = items
        .iter()
        .map(|item| {
            let name = match item.state.filter(|s| domain::registration::State::AT_THE_DESK.contains(s)) {
                Some(_) => view! { <a href=Route::DeskRegistration(item.registration.clone()).path(lang)>{item.name.clone()}</a> }.into_any(),
                None => item.name.clone().into_any(),
            };
            let state = item.state.map(|s| view! { <span class=format!("state {}", s.code())>{names::state(lang, s)}</span> });
            let told = item.fate == Fate::Skipped || item.fate == Fate::Kept;
            let note = match item.why {
                Some(why) => Some(words::why(lang, why)),
                None => (preview && item.changed && !told).then_some(w.changed),
            };
            let note = note.map(|n| view! { <span class="fine">" – "{n}</span> });
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{item.city.clone()}</td>
                    <td>{state}</td>
                    <td>{words::fate(lang, item.fate, preview)}{note}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w.title>
            <table class="queue stack">
                <thead><tr>
                    <th scope="col">{o.name}</th><th scope="col">{crate::words::fields::label(lang, "city")}</th>
                    <th scope="col">{w.now}</th><th scope="col">{w.outcome}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
