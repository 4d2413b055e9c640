//! The pages of passkeys: one's own, and the way in on the sign-in page. The browser does its part in a script of its own, `passkeys.js`.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::{accounts, passkey as words};
use leptos::prelude::*;

/// A form that asks the browser for a passkey, and the one that carries its answer; hidden until the script knows that the browser can.
fn asking(rq: &Request, what: &'static str, class: &'static str, ask: AnyView, answer: AnyView) -> AnyView {
    let w = words::words(rq.lang);
    let module = rq.services.site.assets.passkeys.clone();
    view! {
        <div class=class hidden="" data-passkeys=what data-module=module data-cancelled=w.cancelled data-known=w.known>
            {ask}
            <p class="problem" role="alert" hidden="" data-says=""></p>
            {answer}
        </div>
    }
    .into_any()
}

/// The way in by a passkey, where browsers allow them.
pub fn sign_in(rq: &Request, then: &str) -> Option<AnyView> {
    rq.services.passkeys.as_ref()?;
    let (ask, answer) = (Form::new(rq, "accounts/ask_to_show_passkey"), Form::new(rq, "accounts/sign_in_with_passkey"));
    let button = view! { <p class="actions"><button class="button quiet">{words::words(rq.lang).sign_in}</button></p> };
    let fields = view! { {answer.hidden("answer", "")}{answer.hidden("then", then)} };
    Some(asking(rq, "show", "aside", ask.view(button), answer.view(fields)))
}

/// One's own passkeys.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let (person, _) = rq.signed_in()?;
    let passkeys = rq.store().passkeys(&person.account).await.map_err(|e| rq.fail(e))?;
    let zone = rq.zone();
    let (rename, remove) = (Form::new(rq, "accounts/rename_passkey"), Form::new(rq, "accounts/remove_passkey"));
    let add = add(rq);
    Ok(Page::new(w.title, move || {
        let rows: Vec<_> = passkeys
            .into_iter()
            .map(|passkey| {
                let added = w.added.replace("{date}", &ui::moment(lang, zone.as_deref(), passkey.at));
                let used = passkey.used_at.map(|at| format!(", {}", w.used.replace("{date}", &ui::moment(lang, zone.as_deref(), at))));
                let label = w.remove_one.replace("{name}", &passkey.name);
                let name = crate::words::fields::label(lang, "passkey_name").to_owned();
                let rename = rename.view_inline(view! {
                    {rename.hidden("passkey", passkey.id.clone())}
                    <p class="actions">
                        <input name="passkey_name" value=passkey.name.clone() aria-label=name autocomplete="off" />
                        <button class="button quiet">{w.rename}</button>
                    </p>
                });
                let remove = remove.view_inline(view! {
                    {remove.hidden("passkey", passkey.id)}<button class="button quiet" aria-label=label>{w.remove}</button>
                });
                view! {
                    <li>
                        <div><strong>{passkey.name}</strong><p class="fine">{added}{used}</p></div>
                        <details><summary>{w.rename}</summary>{rename}</details>
                        {remove}
                    </li>
                }
            })
            .collect();
        let list = match rows.is_empty() {
            true => view! { <p class="fine">{w.none}</p> }.into_any(),
            false => view! { <ul class="rows">{rows}</ul> }.into_any(),
        };
        view! { <h1>{w.title}</h1><p class="lead">{w.lead}</p>{list}<section class="panel"><h2>{w.add_title}</h2>{add}</section> }
    })
    .crumb(Route::Me.path(lang), accounts::words(lang).me_title))
}

/// The form for another one, or why there is none.
fn add(rq: &Request) -> AnyView {
    let w = words::words(rq.lang);
    if rq.services.passkeys.is_none() {
        return view! { <p>{w.no_name}</p> }.into_any();
    }
    let (ask, answer) = (Form::new(rq, "accounts/ask_to_make_passkey").with("passkey_name", this_device(rq)), Form::new(rq, "accounts/add_passkey"));
    let fields = view! {
        {ask.line("passkey_name", "text", "off", true)}
        {ask.line_without_hint("current_password", "password", "current-password", true)}
        <p class="actions"><button class="button">{w.add}</button></p>
    };
    let carried = view! { {answer.hidden("answer", "")}{answer.hidden("passkey_name", "")} };
    view! { <p data-no-passkeys="">{w.cannot}</p>{asking(rq, "make", "", ask.view(fields), answer.view(carried))} }.into_any()
}

/// The name that a passkey has at first: that of this device.
fn this_device(rq: &Request) -> String {
    super::me::device_name(&rq.user_agent).unwrap_or_else(|| crate::words::pick(rq.lang, "Passkey", "Ключ доступа", "패스키").to_owned())
}
