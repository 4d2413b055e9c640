//! Scanning badges at a booth, for one hand and a telephone. Who somebody is does not appear before they agree.
//!
//! Without scripts it is a plain form. With them the module of `station/booth.js` takes the form over: it keeps scans in the browser and sends them
//! when there is a network. The variant `?kept` is what a device keeps for when it is offline; it has no lead in it.

use super::leads_api::published;
use super::{leads, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::{checkin, fields, forum_leads as words};
use domain::forum::lead::State;
use domain::forum::{Company, CompanyRole, Fields, Lead};
use domain::kernel::ids::{CompanyId, LeadId};
use domain::kernel::{Lang, Problem};
use leptos::prelude::*;

/// The page.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (company, _) = of_company(rq, id, CompanyRole::Staff).await?;
    let crumbs = Route::CompanyLeads(id.clone()).path(lang);
    if published(&company).is_err() {
        let page = Page::new(w.scan, move || view! { <h1>{w.scan}</h1><div class="empty"><p class="lead">{w.not_published}</p></div> });
        return Ok(page.crumb(crumbs, w.leads));
    }
    let asked = rq.query("lead").and_then(|lead| LeadId::parse(lead).ok());
    let lead = match asked {
        Some(lead) => rq.store().lead(id, &lead).await.map_err(|e| rq.fail(e))?,
        None => None,
    };
    let form = Form::new(rq, "forum/scan_badge");
    let assets = rq.services.site.assets.clone();
    let keep = [&assets.css, &assets.checkin_style, &assets.booth, &assets.badges, &assets.scanner, &assets.scanner_program].map(String::as_str);
    let (keep, script) = (keep.join(" "), assets.booth.clone());
    let rq = rq.clone();
    let page = Page::new(w.scan, move || {
        let inside = view! {
            {form.hidden("company", company.id.to_string())}
            {form.code("badge")}
            <button class="button">{w.scan_button}</button>
        };
        view! {
            <link rel="stylesheet" href=assets.checkin_style.clone() />
            <div id="station" class="station" data-company=company.id.to_string() data-zone=rq.zone() data-keep=keep data-scanner=assets.scanner.clone()
                data-program=assets.scanner_program.clone()
            >
                {word_list(lang)}
                <h1>{w.scan}</h1>
                <p>{w.scan_lead}</p>
                {result(&rq, &company, lead.as_ref())}
                <p class="actions" id="camera-row" hidden=""><button type="button" class="button quiet" id="camera">{checkin::words(lang).camera}</button></p>
                <video id="video" playsinline="" muted="" hidden="" aria-label=checkin::words(lang).camera></video>
                {form.view(inside)}
                <p class="sync" id="sync" role="status" hidden=""></p>
                <section id="device" hidden=""><h2>{w.on_this_device}</h2><ol class="trail" id="log"></ol></section>
            </div>
        }
    });
    Ok(page.crumb(crumbs, w.leads).module(script))
}

/// The colour and the sign of a state. None of them is an error.
fn shade(state: &State) -> (&'static str, &'static str) {
    match state {
        State::Granted(_) => ("good", "✓"),
        State::Pending => ("warn", "…"),
        State::Refused | State::Withdrawn => ("idle", "–"),
    }
}

/// What became of the last scan.
fn result(rq: &Request, company: &Company, lead: Option<&Lead>) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let (shade, sign, word, name, says) = match lead {
        None => ("idle", "·", w.ready, None, w.scan_lead.to_owned()),
        Some(lead) => {
            let (shade, sign) = shade(&lead.state);
            (shade, sign, words::state(lang, &lead.state, false), lead.card.name.clone(), words::state_says(lang, &lead.state).to_owned())
        }
    };
    let rest = lead.map(|lead| leads::card_line(&lead.card));
    let actions = lead.map(|lead| {
        let again = format!("{}?lead={}", Route::CompanyScan(company.id.clone()).path(lang), lead.id);
        let open = Route::CompanyLead(company.id.clone(), lead.id.clone()).path(lang);
        let again = matches!(lead.state, State::Pending).then(|| view! { <a class="button quiet" href=again>{w.look}</a> });
        let open = matches!(lead.state, State::Pending | State::Granted(_)).then(|| view! { <a href=open>{w.lead_open}</a> });
        view! { {again}" "{open} }
    });
    view! {
        <div id="result" class=format!("result {shade}") role="status" aria-live="assertive" aria-atomic="true">
            <p class="word"><span class="sign" aria-hidden="true">{sign}</span><b>{word}</b></p>
            <p class="name">{name}</p>
            <p class="latin">{rest}</p>
            <p class="says">{says}</p>
            <p class="actions">{actions}</p>
        </div>
    }
}

/// The words of the script, which has none of its own.
fn word_list(lang: Lang) -> impl IntoView + use<> {
    let (w, c) = (words::words(lang), checkin::words(lang));
    let states: Vec<_> = [State::Granted(Fields::default()), State::Pending, State::Refused]
        .into_iter()
        .map(|state| {
            let (shade, sign) = shade(&state);
            view! {
                <i data-state=state.code() data-shade=shade data-sign=sign data-word=words::state(lang, &state, false) data-says=words::state_says(lang, &state)></i>
            }
        })
        .collect();
    view! {
        <div id="words" hidden="" data-waiting=w.waiting_send data-all_sent=w.all_sent data-offline=w.offline data-sign_in_again=w.sign_in_again
            data-not_taken=w.not_taken data-kept=w.kept_here data-will_send=w.will_send data-bad_code=c.bad_code
            data-bad_code_says=fields::problem(lang, &Problem::BadCode) data-camera=c.camera data-camera_off=c.camera_off data-camera_refused=c.camera_refused
            data-open=w.lead_open
        >
            {states}
            <i data-state="unknown" data-shade="bad" data-sign="✕" data-word=w.unknown_word data-says=w.unknown></i>
            <i data-state="waiting" data-shade="warn" data-sign="…" data-word=w.kept_here data-says=w.will_send></i>
        </div>
    }
}
