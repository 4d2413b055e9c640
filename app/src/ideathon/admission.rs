//! Who is let in to what only people who take part in the assembly see, and what everybody else sees there.

use crate::error::{ApiError, Refusal};
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::words::challenges as words;
use domain::accounts::Account;
use domain::ideathon::idea::may_use_board;
use leptos::prelude::*;

/// Whether the one who asks takes part in the assembly, or organises it.
pub async fn is_in(rq: &Request) -> Result<bool, ApiError> {
    let (_, account) = rq.signed_in()?;
    if rq.organiser().is_ok() {
        return Ok(true);
    }
    let registration = rq.store().my_registration(&account.id).await.map_err(|e| rq.fail(e))?;
    Ok(may_use_board(registration.map(|r| r.state), false))
}

/// The account of the one who asks, who takes part; refused otherwise.
pub async fn let_in(rq: &Request) -> Result<&Account, ApiError> {
    let (_, account) = rq.signed_in()?;
    match is_in(rq).await? {
        true => Ok(account),
        false => Err(ApiError::Refused(Refusal::Ideathon(domain::ideathon::Refusal::NotApproved))),
    }
}

/// The page for those who do not take part yet: how to.
pub fn how_to(rq: &Request, title: &str) -> Page {
    let lang = rq.lang;
    let w = words::words(lang);
    let heading = title.to_owned();
    Page::new(title, move || {
        view! {
            <h1>{heading}</h1>
            <div class="empty">
                <p class="lead">{w.not_yours}</p>
                <p class="actions">
                    <a class="button" href=Route::Registration.path(lang)>{w.to_registration}</a>
                    <a class="button quiet" href=Route::HowToRegister.path(lang)>{w.taking_part}</a>
                </p>
            </div>
        }
    })
    .crumb(Route::Challenges.path(lang), w.title)
}
