//! The history of a workspace: every version, what it changed, and bringing it back.

use super::workspace::{Seat, content, said_by, seat, text};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::fields;
use crate::words::workspace::{self as words, Words};
use domain::ideathon::Phase;
use domain::ideathon::workspace::{Access, Canvas, Field, Version};
use domain::kernel::Lang;
use domain::kernel::ids::TeamId;
use leptos::prelude::*;

fn crumbs(page: Page, lang: Lang, seat: &Seat) -> Page {
    let id = &seat.team.id;
    page.crumb(Route::Team(id.clone()).path(lang), seat.name()).crumb(Route::TeamWork(id.clone()).path(lang), words::words(lang).title)
}

fn numbered(sentence: &str, n: u32) -> String {
    sentence.replace("{n}", &n.to_string())
}

/// Every version.
pub async fn list(rq: &Request, id: &TeamId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let seat = seat(rq, id).await?;
    let versions = rq.store().work_versions(id).await.map_err(|e| rq.fail(e))?;
    let counts = rq.store().submission(id).await.map_err(|e| rq.fail(e))?.map(|(of, _)| of.version);
    let (rq, id) = (rq.clone(), id.clone());
    let page = Page::new(format!("{}: {}", w.history, seat.name()), move || {
        let newest = versions.first().map(|v| v.number);
        let rows: Vec<_> = versions
            .iter()
            .map(|v| {
                let to = Route::TeamVersion(id.clone(), v.number).path(lang);
                let marks = [(Some(v.number) == newest).then_some(w.current), (Some(v.number) == counts).then_some(w.handed_in)];
                let marks: Vec<_> = marks.into_iter().flatten().map(|mark| view! { " "<span class="state">{mark}</span> }).collect();
                let who = said_by("{name}, {time}", &rq, &v.by, v.at);
                view! { <li><p><a href=to>{numbered(w.version, v.number)}</a>{marks}<br /><span class="fine">{who}</span></p><p class="fine">{what(lang, w, v)}</p></li> }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.history_none}</p><p>{w.history_none_hint}</p></div> });
        view! { <h1>{w.history}</h1><p class="lead">{w.history_lead}</p>{none}<ul class="rows">{rows}</ul> }
    });
    Ok(crumbs(page, lang, &seat))
}

/// What a version changed, in words.
fn what(lang: Lang, w: Words, version: &Version) -> String {
    let names: Vec<&str> = version.changed.iter().map(|f| fields::label(lang, f.code())).collect();
    let restored = version.restored.map(|n| format!(" ({})", numbered(w.restored_from, n))).unwrap_or_default();
    format!("{}: {}{restored}", w.changed, names.join(", "))
}

/// One version: what it changed, or how it differs from what is there now (`?against=now`), and bringing it back.
pub async fn version(rq: &Request, id: &TeamId, number: u32) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let seat = seat(rq, id).await?;
    let store = rq.store();
    let of = store.work_version(id, number).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let there = store.workspace(id).await.map_err(|e| rq.fail(e))?;
    let against_now = rq.query("against") == Some("now") && there.version != number;
    let other = match against_now {
        true => there.canvas.clone(),
        false => store.work_version(id, number.saturating_sub(1)).await.map_err(|e| rq.fail(e))?.map(|v| v.canvas).unwrap_or_default(),
    };
    let may_restore = seat.access == Access::Writes && there.version != number && seat.rules.phase(rq.now) != Phase::Closed;
    let form = may_restore.then(|| Form::new(rq, "ideathon/restore_work"));
    let own = Route::TeamVersion(id.clone(), number).path(lang);
    let history = Route::TeamHistory(id.clone()).path(lang);
    let (rq, id) = (rq.clone(), id.clone());
    let title = format!("{}: {}", numbered(w.version, number), seat.name());
    let page = Page::new(title, move || {
        let who = said_by("{name}, {time}", &rq, &of.by, of.at);
        // Before comes first: this version against the one before it, or what is there now against this version.
        let (before, after, from, to) = match against_now {
            true => (&of.canvas, &other, numbered(w.version, number), numbered(w.now_version, there.version)),
            false => (&other, &of.canvas, numbered(w.before, number.saturating_sub(1)), w.here.to_owned()),
        };
        let ways = (there.version != number).then(|| {
            let link = |on: bool, path: String, label: &'static str| match on {
                true => view! { <strong aria-current="page">{label}</strong> }.into_any(),
                false => view! { <a href=path>{label}</a> }.into_any(),
            };
            view! { <p>{link(!against_now, own.clone(), w.compare_before)}" · "{link(against_now, format!("{own}?against=now"), w.compare_now)}</p> }
        });
        let heading = if against_now { w.compare_now } else { w.compare_before };
        let restore = form.map(|form| {
            let inside = view! {
                {form.hidden("team", id.to_string())}
                {form.hidden("number", number.to_string())}
                {form.hidden("base", there.version.to_string())}
                <p>{w.restore_hint}</p>
                <p class="actions"><button class="button">{w.restore}</button></p>
            };
            view! { <section class="panel wide">{form.view(inside)}</section> }
        });
        view! {
            <h1>{numbered(w.version, number)}</h1>
            <p class="lead">{who}</p>
            <p class="fine">{what(lang, w, &of)}</p>
            {ways}
            <h2>{heading}</h2>
            {differences(lang, w, (before, &from), (after, &to))}
            {restore}
            <details><summary>{numbered(w.whole, number)}</summary>{content(lang, &of.canvas)}</details>
        }
    });
    Ok(crumbs(page, lang, &seat).crumb(history, w.history))
}

/// The fields that differ, each as it was and as it is.
fn differences(lang: Lang, w: Words, (before, from): (&Canvas, &str), (after, to): (&Canvas, &str)) -> AnyView {
    let side = |canvas: &Canvas, field: Field| match canvas.field(field).is_empty() {
        true => view! { <p class="fine">{w.empty}</p> }.into_any(),
        false => text(canvas, field),
    };
    let parts: Vec<_> = before
        .differs(after)
        .into_iter()
        .map(|field| {
            view! {
                <section data-field=field.code()>
                    <h3>{fields::label(lang, field.code()).to_owned()}</h3>
                    <dl class="meta">
                        <div><dt>{from.to_owned()}</dt><dd>{side(before, field)}</dd></div>
                        <div><dt>{to.to_owned()}</dt><dd>{side(after, field)}</dd></div>
                    </dl>
                </section>
            }
        })
        .collect();
    if parts.is_empty() { view! { <p>{w.same}</p> }.into_any() } else { parts.into_any() }
}
