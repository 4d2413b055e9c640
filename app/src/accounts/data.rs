//! One's own data: taking it along, and erasing it.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::{accounts, data as words};
use leptos::prelude::*;

/// The page.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    rq.signed_in()?;
    let form = Form::new(rq, "accounts/erase_account");
    Ok(Page::new(w.title, move || {
        let list = |lines: &[&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect::<Vec<_>>();
        let fields = view! {
            {form.line("own_address", "email", "off", true)}
            {form.line_without_hint("current_password", "password", "current-password", true)}
            <p class="actions"><button class="button danger">{w.erase}</button></p>
        };
        view! {
            <h1>{w.title}</h1>
            <section class="panel">
                <h2>{w.take_title}</h2>
                <p>{w.take_lead}</p>
                <p class="actions"><a class="button" href="/me/data.json" download="" data-native="">{w.take}</a></p>
            </section>
            <section class="panel">
                <h2>{w.erase_title}</h2>
                <p>{w.erase_lead}</p>
                <h3>{w.goes_title}</h3>
                <ul>{list(&w.goes)}</ul>
                <h3>{w.stays_title}</h3>
                <ul>{list(&w.stays)}</ul>
                {form.view(fields)}
            </section>
        }
    })
    .crumb(Route::Me.path(lang), accounts::words(lang).me_title))
}
