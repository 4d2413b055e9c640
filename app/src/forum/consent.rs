//! What exhibitors get of a delegate: what waits for an answer, what happens at a scan, and what companies have.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::{Form, untold};
use crate::words::{forum_leads as words, registration};
use domain::forum::lead::State;
use domain::forum::{Asked, Field, Fields, Mode};
use domain::kernel::Lang;
use domain::organiser::retention::LEAD_DAYS;
use domain::registration::State as Registered;
use leptos::prelude::*;

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let store = rq.store();
    let registered = store.my_registration(&person.account).await.map_err(|e| rq.fail(e))?;
    let takes_part = registered.is_some_and(|r| r.state == Registered::Approved);
    let consent = store.consent_of(&person.account).await.map_err(|e| rq.fail(e))?;
    let asked = store.asked_of(&person.account, rq.now).await.map_err(|e| rq.fail(e))?;
    let rq = rq.clone();
    let page = Page::new(w.consent, move || {
        let zone = rq.zone();
        // Who takes part no longer is asked nothing, and can still take back what companies have.
        let questions: Vec<_> =
            asked.iter().filter(|a| takes_part && a.until.is_some()).map(|a| question(&rq, zone.as_deref(), a, &consent.fields)).collect();
        let waiting = (!questions.is_empty()).then(|| view! { <section class="panel wide"><h2>{w.waiting}</h2>{questions}</section> });
        let known: Vec<_> = asked.iter().filter(|a| a.until.is_none()).map(|a| company(&rq, zone.as_deref(), a)).collect();
        let has_some = asked.iter().any(|a| matches!(a.state, State::Granted(_)));
        let companies = match (asked.is_empty(), known.is_empty()) {
            (true, _) => takes_part.then(|| view! { <p class="empty">{w.nobody}</p> }).into_any(),
            (false, true) => ().into_any(),
            (false, false) => view! { <h2>{w.companies}</h2><ul class="rows">{known}</ul> }.into_any(),
        };
        let first = match takes_part {
            true => beforehand(&rq, consent.mode, &consent.fields).into_any(),
            false => {
                let to = Route::Registration.path(lang);
                view! {
                    <div class="empty"><p class="lead">{w.no_badge}</p>
                    <p class="actions"><a class="button" href=to>{registration::words(lang).title}</a></p></div>
                }
                .into_any()
            }
        };
        let kept = w.kept_until.replace("{days}", &LEAD_DAYS.to_string());
        let untold = untold(&rq);
        view! {
            <h1>{w.consent}</h1>
            {untold}
            <p class="lead">{w.consent_lead}</p>
            {waiting}
            {first}
            {companies}
            {has_some.then(|| everything(&rq))}
            <p class="fine">{kept}" "<a href=Route::Ledger.path(lang)>{w.ledger}</a></p>
        }
    });
    Ok(page.crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

/// Boxes of the fields; without ids, because a page has many of them.
fn boxes(lang: Lang, ticked: &Fields) -> impl IntoView + use<> {
    let w = words::words(lang);
    let boxes: Vec<_> = Field::CHOSEN
        .into_iter()
        .map(|field| {
            let checked = ticked.has(field);
            view! {
                <label class="choice"><input type="checkbox" name="share_fields[]" value=field.code() checked=checked /><span>{words::field(lang, field)}</span></label>
            }
        })
        .collect();
    view! { <fieldset class="field"><legend>{w.always_name}</legend><div class="choices">{boxes}</div></fieldset> }
}

/// A company that waits for an answer.
fn question(rq: &Request, zone: Option<&str>, asked: &Asked, ticked: &Fields) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let (yes, no) = (Form::new(rq, "forum/share_with_company"), Form::new(rq, "forum/refuse_company"));
    let says = w.scanned_yours.replace("{date}", &ui::moment(lang, zone, asked.scanned_at));
    let says = says.replace("{until}", &asked.until.map(|at| ui::moment(lang, zone, at)).unwrap_or_default());
    let (share, nothing) = (format!("{}: {}", w.share_these, asked.name), format!("{}: {}", w.share_nothing, asked.name));
    let fields = view! {
        {yes.hidden("company", asked.company.to_string())}
        {boxes(lang, ticked)}
        <p class="actions"><button class="button" aria-label=share>{w.share_these}</button></p>
    };
    let refuse = view! {
        {no.hidden("company", asked.company.to_string())}
        <button class="button quiet" aria-label=nothing>{w.share_nothing}</button>
    };
    view! { <article><p><strong>{asked.name.clone()}</strong>" "{says}</p>{yes.view(fields)}<div class="actions">{no.view_inline(refuse)}</div></article> }
}

/// What happens when the badge is scanned.
fn beforehand(rq: &Request, mode: Mode, fields: &Fields) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let chosen: Vec<&str> = Field::CHOSEN.into_iter().filter(|f| fields.has(*f)).map(Field::code).collect();
    let form = Form::new(rq, "forum/set_consent").with("share_mode", mode.code()).with("share_fields", chosen.join(","));
    let modes = Mode::ALL.into_iter().map(|m| (m.code().to_owned(), words::mode(lang, m).to_owned())).collect();
    let choices = Field::CHOSEN.into_iter().map(|f| (f.code().to_owned(), words::field(lang, f).to_owned())).collect();
    let inside = view! {
        {form.radios("share_mode", modes)}
        {form.boxes("share_fields", choices)}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    view! { <section><h2>{w.beforehand}</h2>{form.view(inside)}</section> }
}

/// A company that has its answer.
fn company(rq: &Request, zone: Option<&str>, asked: &Asked) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let says = match &asked.state {
        State::Granted(fields) => w.it_has.replace("{fields}", &words::fields(lang, fields)),
        State::Refused => w.it_has_nothing.to_owned(),
        State::Pending => w.not_answered.to_owned(),
        State::Withdrawn => w.taken_back.replace("{date}", &asked.answered_at.map(|at| ui::moment(lang, zone, at)).unwrap_or_default()),
    };
    let action = match &asked.state {
        State::Granted(_) => {
            let form = Form::new(rq, "forum/withdraw_consent");
            let label = format!("{}: {}", w.withdraw, asked.name);
            let inside =
                view! { {form.hidden("company", asked.company.to_string())}<button class="button quiet" aria-label=label>{w.withdraw}</button> };
            Some(form.view_inline(inside))
        }
        // Who refused may think better of it.
        State::Refused => {
            let form = Form::new(rq, "forum/share_with_company");
            let label = format!("{}: {}", w.share_these, asked.name);
            let inside = view! {
                {form.hidden("company", asked.company.to_string())}
                {boxes(lang, &Fields::default())}
                <p class="actions"><button class="button quiet" aria-label=label>{w.share_these}</button></p>
            };
            let label = format!("{}: {}", w.change, asked.name);
            Some(view! { <details><summary aria-label=label>{w.change}</summary>{form.view(inside)}</details> }.into_any())
        }
        State::Pending | State::Withdrawn => None,
    };
    view! { <li><div><strong>{asked.name.clone()}</strong><p class="fine">{says}</p></div>{action}</li> }
}

fn everything(rq: &Request) -> impl IntoView + use<> {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "forum/withdraw_all_consent");
    view! {
        <section><h2>{w.withdraw_all}</h2><p>{w.withdraw_all_lead}</p>
        {form.view(view! { <p class="actions"><button class="button danger">{w.withdraw_all}</button></p> })}</section>
    }
}

/// The note on a delegate's own place that companies wait for an answer.
pub async fn waiting(rq: &Request) -> Result<Option<AnyView>, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let (person, _) = rq.signed_in()?;
    let number = rq.store().waiting_for_consent(&person.account, rq.now).await.map_err(|e| rq.fail(e))?;
    Ok((number > 0).then(|| {
        let says = w.ask_me.replace("{n}", &number.to_string());
        let to = Route::LeadConsent.path(lang);
        view! { <div class="message"><p>{says}</p><p class="actions"><a class="button" href=to>{w.answer}</a></p></div> }.into_any()
    }))
}
