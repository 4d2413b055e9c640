//! What happened: the audit trail and the outbox.

use super::places;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::{self, percent};
use crate::words::organiser as words;
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, RegistrationId};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{AuditRow, OutboxRow, OutboxState};

/// How many rows a page shows.
const PAGE: usize = 50;

/// Rows of the audit trail with the names of those who acted and were acted on; `whole` adds what each was done to.
pub async fn lines(rq: &Request, rows: Vec<AuditRow>, whole: bool) -> Result<Vec<AnyView>, ApiError> {
    let of_subject = |row: &AuditRow| row.entry.subject.split_once(':').map(|(_, id)| id.to_owned());
    let ids: BTreeSet<String> =
        rows.iter().flat_map(|row| [Some(row.entry.actor.clone()), row.entry.on_behalf.clone(), of_subject(row)]).flatten().collect();
    let ids: Vec<AccountId> = ids.iter().filter_map(|id| AccountId::parse(id).ok()).collect();
    let names = rq.store().names(ids).await.map_err(|e| rq.fail(e))?;
    let zone = rq.zone();
    Ok(rows.iter().map(|row| line(rq.lang, zone.as_deref(), row, &names, whole)).collect())
}

fn line(lang: Lang, zone: Option<&str>, row: &AuditRow, names: &BTreeMap<String, String>, whole: bool) -> AnyView {
    let details: Vec<String> =
        row.entry.details.iter().map(|(name, fact)| format!("{name}: {}", fact.as_str().map_or_else(|| fact.to_string(), str::to_owned))).collect();
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| words::nobody(lang, id).to_owned());
    let subject = whole.then(|| match row.entry.subject.split_once(':') {
        Some(("registration", id)) => match RegistrationId::parse(id) {
            Ok(id) => view! { <a href=Route::DeskRegistration(id.clone()).path(lang)>{name(id.as_str())}</a> }.into_any(),
            Err(_) => view! { <code>{row.entry.subject.clone()}</code> }.into_any(),
        },
        // What somebody did to their own account needs no second name.
        Some(("account", id)) if id == row.entry.actor => ().into_any(),
        Some(("account" | "visa", id)) => view! { <span>{name(id)}</span> }.into_any(),
        _ => view! { <code>{row.entry.subject.clone()}</code> }.into_any(),
    });
    let behalf = row.entry.on_behalf.as_deref().map(|id| words::on_behalf(lang).replace("{name}", &name(id)));
    let details = (!details.is_empty()).then(|| view! { <span class="fine">{details.join(", ")}</span> });
    view! {
        <li>
            <time class="fine" datetime=ui::machine(row.at)>{ui::moment(lang, zone, row.at)}</time>
            <strong>{words::deed(lang, &row.entry.verb).to_owned()}</strong>
            <span class="actor">{name(&row.entry.actor)}{behalf}</span>
            {subject}
            {details}
        </li>
    }
    .into_any()
}

fn further(lang: Lang, to: &Route, kept: &str, next: Option<&String>, later: bool) -> impl IntoView + use<> {
    let w = words::words(lang);
    let path = to.path(lang);
    let more = next.map(|key| view! { <a class="button quiet" href=format!("{path}?{kept}before={}", percent(key))>{w.more}</a> });
    let first = later.then(|| view! { <a href=path.clone()>{w.first}</a> });
    view! { <p class="actions">{more}{first}</p> }
}

/// The audit trail, newest first.
pub async fn audit(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let before = rq.query("before").map(str::to_owned);
    let page = rq.store().audit(before.as_deref(), PAGE).await.map_err(|e| rq.fail(e))?;
    let rows = lines(rq, page.rows, true).await?;
    let nav = places(rq, &Route::DeskAudit);
    Ok(Page::new(w.audit, move || {
        view! {
            <div class="desk">
                {nav}
                <h1>{w.audit}</h1>
                <p>{w.audit_lead}</p>
                <ol class="trail">{rows}</ol>
                {further(lang, &Route::DeskAudit, "", page.next.as_ref(), before.is_some())}
            </div>
        }
    })
    .wide())
}

/// The outbox, newest first. What a link in a message can do is for its reader alone, so it is shown only where no mail server delivers it.
pub async fn outbox(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let before = rq.query("before").map(str::to_owned);
    let about = rq.query("about").map(str::to_owned);
    let state = rq.query("state").and_then(|s| (s == "failed").then_some(OutboxState::Failed));
    let page = match &about {
        Some(about) => rq.store().outbox_about(about, before.as_deref(), PAGE).await,
        None => rq.store().outbox(state, before.as_deref(), PAGE).await,
    };
    let page = page.map_err(|e| rq.fail(e))?;
    let kept = about.map(|a| format!("about={}&", percent(&a))).or_else(|| state.map(|_| "state=failed&".to_owned())).unwrap_or_default();
    let zone = rq.zone();
    let sends = rq.services.site.sends_mail;
    let nav = places(rq, &Route::DeskOutbox);
    Ok(Page::new(w.outbox, move || {
        let none = page.rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.outbox_none}</p></div> });
        let rows: Vec<_> = page.rows.iter().map(|row| message(lang, zone.as_deref(), row, sends)).collect();
        let unsent = (!sends).then(|| view! { <p class="message">{w.outbox_kept}</p> });
        view! {
            <div class="desk">
                {nav}
                <h1>{w.outbox}</h1>
                <p>{w.outbox_lead}</p>
                {unsent}
                {none}
                <ul class="mail">{rows}</ul>
                {further(lang, &Route::DeskOutbox, &kept, page.next.as_ref(), before.is_some() || !kept.is_empty())}
            </div>
        }
    })
    .wide())
}

/// Where a message is, in words.
pub fn mail_state(lang: Lang, state: OutboxState) -> &'static str {
    match state {
        OutboxState::Queued => crate::words::pick(lang, "waits", "ждёт", "대기"),
        OutboxState::Sending => crate::words::pick(lang, "is being sent", "отправляется", "보내는 중"),
        OutboxState::Sent => crate::words::pick(lang, "sent", "отправлено", "보냄"),
        OutboxState::Failed => crate::words::pick(lang, "given up", "не доставлено", "실패"),
        OutboxState::Kept => crate::words::pick(lang, "kept", "хранится", "보관"),
    }
}

/// A message, to be opened.
pub fn message(lang: Lang, zone: Option<&str>, row: &OutboxRow, sends: bool) -> impl IntoView + use<> {
    let state = mail_state(lang, row.state);
    let text: String = row.mail.text.lines().map(|l| if sends && l.starts_with("http") { "…" } else { l }).collect::<Vec<_>>().join("\n");
    let trouble = row.trouble.clone().map(|t| view! { <p class="problem">{t}</p> });
    view! {
        <li>
            <details>
                <summary>
                    <strong>{row.mail.subject.clone()}</strong>
                    <span>{row.mail.to.clone()}</span>
                    <time class="fine" datetime=ui::machine(row.at)>{ui::moment(lang, zone, row.at)}</time>
                    <span class="state">{state}</span>
                </summary>
                {trouble}
                <pre lang=row.mail.lang.clone()>{linked(&text)}</pre>
            </details>
        </li>
    }
}

/// Lines that are addresses of this or another site become links.
fn linked(text: &str) -> Vec<AnyView> {
    text.split_inclusive('\n')
        .map(|line| match line.trim().starts_with("http://") || line.trim().starts_with("https://") {
            true => view! { <a href=line.trim().to_owned()>{line.to_owned()}</a> }.into_any(),
            false => line.to_owned().into_any(),
        })
        .collect()
}
