//! The second factor's pages: setting it up, recovery codes, and the second step of signing in.

use super::{onward, totp};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::ui::{self, qr::qr};
use crate::words::{accounts, second_factor as words};
use domain::accounts::policy::needs_second_factor;
use domain::accounts::second_factor::{SECRET, grouped};
use domain::kernel::ids::AccountId;
use leptos::prelude::*;
use store::SecondFactor;

/// What the vault seals the app's secret for.
pub const TOTP: &str = "totp";
/// What the vault seals a secret for that is offered and not yet taken.
pub const OFFER: &str = "totp-offer";
/// What the vault seals fresh recovery codes for.
pub const FRESH: &str = "recovery-codes";

/// The name of an account for the vault.
pub fn sealed_for(account: &AccountId) -> String {
    format!("account:{account}")
}

/// The fields for a code: the app's, or a recovery code for those without it.
fn code_fields(form: &Form, instead: &'static str) -> impl IntoView + use<> {
    let recovery = form.line("recovery_code", "text", "off", false);
    view! {
        {form.one_time_code("code")}
        <details open=form.has_error()><summary>{instead}</summary>{recovery}</details>
    }
}

/// The second step of signing in.
pub async fn second(rq: &Request) -> Result<Page, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let waiting = match &rq.waiting {
        Some(cookie) => rq.store().waiting_sign_in(cookie, rq.now).await.map_err(|e| rq.fail(e))?,
        None => None,
    };
    let form = Form::new(rq, "accounts/pass_second_factor");
    let then = onward(rq.query("then").unwrap_or_default(), lang);
    let again = format!("{}?then={}", Route::SignIn.path(lang), ui::percent(&then));
    Ok(Page::new(w.second_title, move || match waiting {
        None => view! {
            <div class="panel">
                <h1>{w.second_title}</h1>
                <p class="lead">{w.expired}</p>
                <p class="actions"><a class="button" href=again>{w.again}</a></p>
            </div>
        }
        .into_any(),
        Some(_) => {
            let fields = view! {
                {code_fields(&form, w.instead)}
                {form.hidden("then", then)}
                <p class="actions"><button class="button">{accounts::words(lang).sign_in}</button><a href=again>{w.again}</a></p>
            };
            view! {
                <div class="panel">
                    <h1>{w.second_title}</h1>
                    <p class="lead">{w.second_lead}</p>
                    {form.view(fields)}
                    <p class="aside fine">{w.lost}</p>
                </div>
            }
            .into_any()
        }
    }))
}

/// One's own second factor: off, on, or on with new recovery codes that are not kept yet.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let (person, account) = rq.signed_in()?;
    let factor = rq.store().second_factor(&person.account).await.map_err(|e| rq.fail(e))?;
    let page = match factor {
        None => offer(rq)?,
        Some(SecondFactor { fresh: Some((sealed, until)), .. }) if until > rq.now => codes(rq, &sealed)?,
        Some(factor) => on(rq, factor, needs_second_factor(&account.roles)),
    };
    Ok(page.crumb(Route::Me.path(rq.lang), accounts::words(rq.lang).me_title))
}

/// Setting it up. The secret on the page is sealed into the form, so nothing is kept before the person shows a code of it.
fn offer(rq: &Request) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let (person, account) = rq.signed_in()?;
    let owner = sealed_for(&person.account);
    let form = Form::new(rq, "accounts/enrol_second_factor");
    // After a refusal it is the same secret: the app has it already.
    let typed = form.value("offer");
    let offered = rq.services.vault.open(OFFER, &owner, &typed).filter(|_| !typed.is_empty());
    let (secret, sealed) = match offered {
        Some(secret) => (secret, typed),
        None => {
            let secret = store::random::<SECRET>().to_vec();
            let sealed = rq.services.vault.seal(OFFER, &owner, &secret)?;
            (secret, sealed)
        }
    };
    let site = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.short_name.get(rq.lang));
    let picture = qr(&totp::uri(&secret, &account.email, site), w.picture);
    let key: Vec<String> = totp::base32(&secret).as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    let needed = needs_second_factor(&account.roles).then_some(w.needed);
    let then = rq.query("then").unwrap_or_default().to_owned();
    Ok(Page::new(w.title, move || {
        let fields = view! {
            {form.hidden("offer", sealed)}
            {form.hidden("then", then)}
            {form.one_time_code("code")}
            {form.line_without_hint("current_password", "password", "current-password", true)}
            <p class="actions"><button class="button">{w.turn_on}</button></p>
        };
        view! {
            <div class="panel">
                <h1>{w.title}</h1>
                <p class="lead">{w.lead}</p>
                {needed.map(|text| view! { <p class="message">{text}</p> })}
                <ol>
                    <li>{w.install}</li>
                    <li>
                        {w.scan}
                        {picture}
                        <p><span class="fine">{w.key}": "</span><code class="key">{key.join(" ")}</code></p>
                    </li>
                    <li>{w.confirm}</li>
                </ol>
                {form.view(fields)}
            </div>
        }
    }))
}

/// New recovery codes.
fn codes(rq: &Request, sealed: &str) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let (person, _) = rq.signed_in()?;
    let opened = rq.services.vault.open(FRESH, &sealed_for(&person.account), sealed).and_then(|bytes| String::from_utf8(bytes).ok());
    let opened = opened.ok_or_else(|| rq.broken("fresh recovery codes do not open"))?;
    let codes: Vec<String> = opened.split(' ').map(grouped).collect();
    let form = Form::new(rq, "accounts/keep_recovery_codes");
    let then = rq.query("then").unwrap_or_default().to_owned();
    Ok(Page::new(w.title, move || {
        let codes: Vec<_> = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect();
        let fields = view! { {form.hidden("then", then)}<p class="actions"><button class="button">{w.kept}</button></p> };
        view! {
            <div class="panel">
                <h1>{w.codes_title}</h1>
                <p class="lead">{w.codes_lead}</p>
                <ol class="codes">{codes}</ol>
                {form.view(fields)}
            </div>
        }
    }))
}

/// Where it stands once it is on.
fn on(rq: &Request, factor: SecondFactor, needed: bool) -> Page {
    let w = words::words(rq.lang);
    let since = w.since.replace("{date}", &ui::moment(rq.lang, rq.zone().as_deref(), factor.since));
    let left = w.left.replace("{n}", &factor.left.to_string());
    let (renew, off) = (Form::new(rq, "accounts/renew_recovery_codes"), Form::new(rq, "accounts/turn_off_second_factor"));
    Page::new(w.title, move || {
        let again = view! { {code_fields(&renew, w.instead)}<p class="actions"><button class="button">{w.renew}</button></p> };
        let turn_off = match needed {
            true => view! { <p>{w.off_not}</p> }.into_any(),
            false => {
                let fields = view! { {code_fields(&off, w.instead)}<p class="actions"><button class="button danger">{w.off}</button></p> };
                view! { <p>{w.off_lead}</p>{off.view(fields)} }.into_any()
            }
        };
        view! {
            <h1>{w.title}</h1>
            <p class="lead">{since}" "{left}</p>
            <section class="panel"><h2>{w.renew_title}</h2><p>{w.renew_lead}</p>{renew.view(again)}</section>
            <section class="panel"><h2>{w.off_title}</h2>{turn_off}</section>
        }
    })
}
