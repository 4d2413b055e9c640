//! One's own request: where it stands, the form, the letter.

use super::{date, erase_at, letter, open_message, open_passport, zone};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::{accounts, countries, registration, visa as words};
use domain::kernel::Lang;
use domain::registration::State as Standing;
use domain::visa::passport::FIELDS;
use domain::visa::state::{Action, next};
use domain::visa::{Letter, PassportForm, State};
use leptos::prelude::*;

/// The page.
pub async fn own(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let me = &person.account;
    let event = &rq.snapshot()?.event;
    let approved = rq.store().my_registration(me).await.map_err(|e| rq.fail(e))?.is_some_and(|r| r.state == Standing::Approved);
    let request = rq.store().visa_request(me).await.map_err(|e| rq.fail(e))?;
    let sealed = rq.store().my_passport(me).await.map_err(|e| rq.fail(e))?;
    let passport = open_passport(rq, me, sealed.as_deref())?;
    let message = open_message(rq, me, request.as_ref().and_then(|r| r.message.as_deref()))?;
    let over = rq.now >= erase_at(event);
    let day = |at| date(lang, zone(event).to_datetime(at).date());
    let (kept, erased) = (w.kept.replace("{date}", &day(erase_at(event))), request.as_ref().and_then(|r| r.erased_at).map(day));

    let mut form = Form::new(rq, "visa/ask");
    let filled = passport.as_ref().map(PassportForm::of).unwrap_or_default();
    for field in FIELDS {
        form = form.with(field, filled.get(field));
    }
    let cancel = Form::new(rq, "visa/cancel");
    let shown = request.as_ref().and_then(|r| r.letter.clone()).filter(|_| request.as_ref().is_some_and(|r| r.state == State::LetterIssued));
    let shown = shown.map(|l| (letter::number(event, &l), day(l.issued_at), letter::url(rq, &l), l));
    Ok(Page::new(w.title, move || {
        let state = request.as_ref().map(|r| r.state);
        let version = request.as_ref().map_or(0, |r| r.version);
        let standing = state.map(|s| {
            let message = message.map(|m| view! { <blockquote class="message"><p class="kicker">{w.message}</p><p class="as-typed">{m}</p></blockquote> });
            view! { <section class="panel wide standing"><p class=format!("state {}", s.code())>{words::state(lang, s)}</p><p>{words::meaning(lang, s)}</p>{message}</section> }
        });
        let may_ask = state.is_none_or(|s| next(s, Action::Request).is_ok());
        let ask = match (over, approved, may_ask) {
            (true, _, _) => view! { <p class="message">{w.over}</p> }.into_any(),
            (false, false, true) => {
                view! { <div class="message"><p>{w.need_approved}</p><p><a href=Route::Registration.path(lang)>{registration_title(lang)}</a></p></div> }.into_any()
            }
            (false, true, true) => {
                let fields = view! { {form.hidden("version", version.to_string())}{controls(lang, &form)}<p class="hint">{kept}</p><p class="actions"><button class="button">{w.send}</button></p> };
                // What waits for the desk is changed on purpose only.
                match state {
                    Some(State::Requested) => view! { <details open=form.has_error()><summary>{w.change}</summary>{form.view(fields)}</details> }.into_any(),
                    _ => form.view(fields).into_any(),
                }
            }
            (false, _, false) => ().into_any(),
        };
        let erased = erased.filter(|_| state != Some(State::Cancelled)).map(|day| view! { <p class="message">{w.erased.replace("{date}", &day)}</p> });
        let there = erased.is_none();
        let letter = shown.map(|(number, issued, url, letter)| issued_letter(lang, &number, &issued, &url, &letter, there));
        let cancel = state.is_some_and(|s| next(s, Action::Cancel).is_ok()).then(|| {
            let fields = view! { {cancel.tick_as("cancel_sure", w.cancel_sure)}<p class="actions"><button class="button danger">{w.cancel}</button></p> };
            view! { <details class="withdraw" open=cancel.has_error()><summary>{w.cancel}</summary>{cancel.view(fields)}</details> }
        });
        view! { <h1>{w.title}</h1><p class="lead">{w.lead}</p>{standing}{erased}{letter}{ask}{cancel} }
    })
    .crumb(Route::Me.path(lang), accounts::words(lang).me_title))
}

fn registration_title(lang: Lang) -> &'static str {
    registration::words(lang).title
}

/// The letter that is there, to download in every language.
fn issued_letter(lang: Lang, number: &str, issued: &str, url: &str, letter: &Letter, there: bool) -> impl IntoView + use<> {
    let w = words::words(lang);
    let downloads: Vec<_> = Lang::ALL
        .into_iter()
        .map(|l| {
            view! { <li><a href=format!("/{}/me/visa/letter.pdf", l.code()) data-native="" hreflang=l.code() lang=l.code()>{words::words(l).download}", "{l.endonym()}</a></li> }
        })
        .collect();
    let downloads = there.then(|| view! { <ul>{downloads}</ul> });
    let path = Route::CheckLetter(Some(letter.code.to_string())).path(lang);
    view! {
        <section class="panel wide">
            <h2>{w.letter}</h2>
            <dl class="meta">
                <div><dt>{w.number}</dt><dd>{number.to_owned()}</dd></div>
                <div><dt>{w.issued}</dt><dd>{issued.to_owned()}</dd></div>
                <div><dt>{w.code}</dt><dd>{letter.code.to_string()}</dd></div>
            </dl>
            {downloads}
            <p><a href=path>{w.check_link}</a><br /><span class="fine">{url.to_owned()}</span></p>
        </section>
    }
}

fn controls(lang: Lang, form: &Form) -> impl IntoView + use<> {
    let choose = registration::words(lang).choose;
    view! {
        {form.line("passport_number", "text", "off", true)}
        {form.select("issuing_country", "off", choose.to_owned(), countries::all(lang))}
        {form.select("nationality", "off", choose.to_owned(), countries::all(lang))}
        {form.line("date_of_birth", "date", "bday", true)}
        {form.line("passport_expiry", "date", "off", true)}
        {form.line("consulate", "text", "off", true)}
        {form.line("arrival", "date", "off", true)}
        {form.line("departure", "date", "off", true)}
    }
}
