//! Joining a team by its code, which a QR code or somebody across the table gives.

use super::{places, taking_part};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::ideathon as words;
use leptos::prelude::*;

/// The page; with a code in its path it says into which team.
pub async fn page(rq: &Request, code: Option<&str>) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    taking_part(rq).await?;
    let store = rq.store();
    let team = match code {
        Some(code) => match store.team_by_code(code).await.map_err(|e| rq.fail(e))? {
            Some(id) => store.team(&id).await.map_err(|e| rq.fail(e))?.filter(|t| t.code.as_ref().is_some_and(|c| c.until > rq.now)),
            None => None,
        },
        None => None,
    };
    let typed = code.unwrap_or_default().to_owned();
    let form = Form::new(rq, "ideathon/use_code").with("team_code", typed.clone());
    let nav = places(rq, &Route::JoinTeam(None));
    Ok(Page::new(w.join_by_code, move || {
        let found = match (&team, typed.is_empty()) {
            (_, true) => None,
            (Some(team), _) => Some(view! { <p class="lead">{w.code_leads.replace("{name}", &team.facts.name)}</p> }.into_any()),
            (None, _) => Some(view! { <p class="message">{words::refusal(lang, domain::ideathon::Refusal::CodeNotValid)}</p> }.into_any()),
        };
        let fields = match team {
            Some(_) => view! { {form.hidden("team_code", typed)}<button class="button">{w.join}</button> }.into_any(),
            None => view! { {form.code("team_code")}<button class="button">{w.join}</button> }.into_any(),
        };
        view! { {nav}<h1>{w.join_by_code}</h1>{found}{form.view(fields)} }
    })
    .crumb(Route::Board.path(lang), w.board))
}
