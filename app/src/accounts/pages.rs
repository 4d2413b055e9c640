//! The pages before one is signed in.

use super::onward;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::ui::percent;
use crate::words::accounts as words;
use leptos::prelude::*;

/// The same page with the way onward kept.
fn with_then(route: &Route, rq: &Request) -> String {
    match rq.query("then") {
        Some(then) => format!("{}?then={}", route.path(rq.lang), percent(&onward(then, rq.lang))),
        None => route.path(rq.lang),
    }
}

/// Signing in.
pub fn sign_in(rq: &Request) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "accounts/sign_in");
    let then = rq.query("then").unwrap_or_default().to_owned();
    let passkey = super::passkey::sign_in(rq, &then);
    let (sign_up, reset) = (with_then(&Route::SignUp, rq), Route::Reset.path(rq.lang));
    Ok(Page::new(w.sign_in, move || {
        let fields = view! {
            {form.line("email", "email", "username", true)}
            {form.line_without_hint("password", "password", "current-password", true)}
            {form.hidden("then", then)}
            <p class="actions"><button class="button">{w.sign_in}</button><a href=reset>{w.forgot}</a></p>
        };
        view! {
            <div class="panel">
                <h1>{w.sign_in}</h1>
                {form.view(fields)}
                {passkey}
                <p class="aside">{w.no_account}" "<a href=sign_up>{w.sign_up}</a></p>
            </div>
        }
    }))
}

/// Making an account.
pub fn sign_up(rq: &Request) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "accounts/sign_up");
    let then = rq.query("then").unwrap_or_default().to_owned();
    let sign_in = with_then(&Route::SignIn, rq);
    Ok(Page::new(w.sign_up, move || {
        let fields = view! {
            {form.line("name", "text", "name", true)}
            {form.line("email", "email", "username", true)}
            {form.line("password", "password", "new-password", true)}
            {form.hidden("then", then)}
            <p class="actions"><button class="button">{w.sign_up}</button></p>
        };
        view! {
            <div class="panel">
                <h1>{w.sign_up}</h1>
                <p class="lead">{w.sign_up_lead}</p>
                {form.view(fields)}
                <p class="aside">{w.have_account}" "<a href=sign_in>{w.sign_in}</a></p>
            </div>
        }
    }))
}

/// Proving an address, or what to do until the e-mail comes. Only the button changes something: mail programs open links by themselves.
pub fn verify(rq: &Request) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let token = rq.query("token").map(str::to_owned);
    let kept = !rq.services.site.sends_mail;
    let form = Form::new(rq, "accounts/verify_email");
    let sign_in = Route::SignIn.path(rq.lang);
    let title = if token.is_some() { w.verify_title } else { w.sent_title };
    Ok(Page::new(title, move || match token {
        Some(token) => {
            let fields = view! { {form.hidden("token", token)}<p class="actions"><button class="button">{w.verify_button}</button></p> };
            view! { <div class="panel"><h1>{title}</h1><p class="lead">{w.verify_lead}</p>{form.view(fields)}</div> }.into_any()
        }
        None => {
            let kept = kept.then(|| view! { <p class="message">{w.sent_kept}</p> });
            view! {
                <div class="panel">
                    <h1>{title}</h1>
                    <p class="lead">{w.sent_lead}</p>
                    {kept}
                    <p class="actions"><a class="button quiet" href=sign_in>{w.sign_in}</a></p>
                </div>
            }
            .into_any()
        }
    }))
}

/// Asking for a link to choose a new password, or choosing it.
pub fn reset(rq: &Request) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let token = rq.query("token").map(str::to_owned);
    let sent = rq.query("sent").is_some();
    let (ask, choose) = (Form::new(rq, "accounts/request_reset"), Form::new(rq, "accounts/reset_password"));
    let again = Route::Reset.path(rq.lang);
    let title = match (&token, sent) {
        (Some(_), _) => w.choose_title,
        (None, true) => w.sent_title,
        (None, false) => w.reset_title,
    };
    Ok(Page::new(title, move || match (token, sent) {
        (Some(token), _) => {
            let fields = view! {
                {choose.hidden("token", token)}
                {choose.line("password", "password", "new-password", true)}
                {choose.line("repeat", "password", "new-password", true)}
                <p class="actions"><button class="button">{w.choose_button}</button><a href=again>{w.reset_button}</a></p>
            };
            view! { <div class="panel"><h1>{title}</h1>{choose.view(fields)}</div> }.into_any()
        }
        (None, true) => {
            view! { <div class="panel"><h1>{title}</h1><p class="lead">{w.reset_sent}</p><p><a href=again>{w.resend}</a></p></div> }.into_any()
        }
        (None, false) => {
            let fields = view! {
                {ask.line("email", "email", "username", true)}
                <p class="actions"><button class="button">{w.reset_button}</button></p>
            };
            view! { <div class="panel"><h1>{title}</h1><p class="lead">{w.reset_lead}</p>{ask.view(fields)}</div> }.into_any()
        }
    }))
}

/// Accepting an invitation to the secretariat.
pub async fn invite(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let token = rq.query("token").unwrap_or_default().to_owned();
    let invited = rq.store().invitation(&token, rq.now).await.map_err(|e| rq.fail(e))?;
    let (invited, role) = invited.ok_or(ApiError::Refused(crate::error::Refusal::Accounts(domain::accounts::Refusal::LinkInvalid)))?;
    let here = format!("{}?token={}", Route::Invite.path(rq.lang), percent(&token));
    let (sign_in, sign_up) =
        (format!("{}?then={}", Route::SignIn.path(rq.lang), percent(&here)), format!("{}?then={}", Route::SignUp.path(rq.lang), percent(&here)));
    let own = rq.account.as_ref().map(|a| a.email.to_lowercase() == invited.to_lowercase());
    let (form, out) = (Form::new(rq, "accounts/accept_invitation"), Form::new(rq, "accounts/sign_out"));
    Ok(Page::new(w.invite_title, move || {
        let say =
            |text: &str| text.replace("{email}", &invited).replace("{role}", words::role(lang, role)).replace("{duty}", words::duty(lang, role));
        let body = match own {
            None => view! {
                <p class="lead">{say(w.invite_first)}</p>
                <p class="actions"><a class="button" href=sign_up>{w.sign_up}</a><a class="button quiet" href=sign_in>{w.sign_in}</a></p>
            }
            .into_any(),
            Some(false) => {
                let button = view! { <p class="actions"><button class="button quiet">{w.sign_out}</button></p> };
                view! { <p class="lead">{say(w.invite_other)}</p>{out.view(button)} }.into_any()
            }
            Some(true) => {
                let fields = view! { {form.hidden("token", token)}<p class="actions"><button class="button">{w.invite_button}</button></p> };
                view! { <p class="lead">{say(w.invite_lead)}</p>{form.view(fields)} }.into_any()
            }
        };
        view! { <div class="panel"><h1>{w.invite_title}</h1>{body}</div> }
    }))
}
