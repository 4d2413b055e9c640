//! The address under which a calendar app reads one's own calendar: the part of a page that shows it, and the server functions that make and end it.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::forum_meetings as words;
use domain::kernel::ids::AccountId;
use leptos::prelude::*;
use store::Secret;

/// For what the vault seals an address.
const PURPOSE: &str = "calendar-feed";

/// The path of a feed; what makes it somebody's is in the query, which is never logged.
pub const PATH: &str = "/my-calendar.ics";

fn sealed_for(account: &AccountId) -> String {
    format!("account:{account}")
}

/// The address of somebody's calendar, with what can be done about it.
pub async fn section(rq: &Request) -> Result<AnyView, ApiError> {
    let w = words::words(rq.lang);
    let (person, _) = rq.signed_in()?;
    let sealed = rq.store().calendar_feed(&person.account).await.map_err(|e| rq.fail(e))?;
    let secret =
        sealed.and_then(|sealed| rq.services.vault.open(PURPOSE, &sealed_for(&person.account), &sealed)).and_then(|s| String::from_utf8(s).ok());
    let address = secret.map(|secret| format!("{}{PATH}?key={secret}", rq.services.site.base_url));
    let open = Form::new(rq, "commitments/open_feed");
    let close = Form::new(rq, "commitments/close_feed").unsaid();
    let shown = address.as_ref().map(|address| {
        let app = address.split_once("://").map_or_else(String::new, |(_, rest)| format!("webcal://{rest}"));
        let end = close.view_inline(view! { <button class="button quiet">{w.feed_end}</button> });
        view! {
            <p><code class="as-typed">{address.clone()}</code></p>
            <div class="actions"><a class="button" href=app data-native="">{w.feed_app}</a></div>
            <p class="fine">{w.feed_secret}</p>
            {end}
        }
    });
    let make = if address.is_some() { w.feed_other } else { w.feed_make };
    let make = open.view_inline(view! { <button class="button quiet">{make}</button> });
    Ok(view! {
        <section id="feed">
            <h2>{w.feed}</h2>
            <p>{w.feed_lead}</p>
            {shown}
            {make}
        </section>
    }
    .into_any())
}

/// Makes an address for the calendar of the one who asks; the one before it ends.
#[server(endpoint = "commitments/open_feed", prefix = "/api")]
pub async fn open_feed(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let secret = Secret::generate();
    let sealed = rq.services.vault.seal(PURPOSE, &sealed_for(&person.account), secret.reveal().as_bytes())?;
    rq.store().open_calendar_feed(&rq.act(&request_id), &person.account, &secret, &sealed).await.map_err(|e| rq.fail(e))?;
    redirect(&format!("{}#feed", Route::BoothMeetings.path(rq.lang)), Some("feed_opened"));
    Ok(())
}

/// Ends the address of the calendar of the one who asks.
#[server(endpoint = "commitments/close_feed", prefix = "/api")]
pub async fn close_feed(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    rq.store().close_calendar_feed(&rq.act(&request_id), &person.account).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::BoothMeetings.path(rq.lang), Some("feed_closed"));
    Ok(())
}
