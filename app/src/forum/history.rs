//! The history of a company's page: every version, what it changed, and bringing it back.

use super::{differences, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::forum_profile as words;
use domain::forum::{CompanyRole, Profile};
use domain::kernel::ids::CompanyId;
use leptos::prelude::*;

/// Every version.
pub async fn list(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, _) = of_company(rq, id, CompanyRole::Viewer).await?;
    let versions = rq.store().profile_versions(id).await.map_err(|e| rq.fail(e))?;
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    let (zone, name) = (rq.zone(), of.name.clone());
    let (home, profile) = (Route::Company(id.clone()).path(lang), Route::CompanyProfile(id.clone()).path(lang));
    Ok(Page::new(w.history, move || {
        let rows: Vec<_> = versions
            .iter()
            .map(|v| {
                let to = Route::CompanyVersion(of.id.clone(), v.number).path(lang);
                let parts: Vec<String> = v.changed.iter().map(|part| words::part(lang, part, &[&kept.profile])).collect();
                let restored = v.restored.map(|n| format!("{} · ", w.restored_from.replace("{n}", &n.to_string())));
                let who =
                    [v.name.clone(), ui::moment(lang, zone.as_deref(), v.at)].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
                view! {
                    <li><div>
                        <a href=to>{w.version.replace("{n}", &v.number.to_string())}</a>" "<span class="fine">{who}</span>
                        <p class="fine">{restored}{parts.join(", ")}</p>
                    </div></li>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.versions_none}</p></div> });
        view! { <h1>{w.history}</h1>{none}<ul class="rows">{rows}</ul> }
    })
    .crumb(home, name)
    .crumb(profile, w.title))
}

/// One version: what it changed, and bringing it back.
pub async fn version(rq: &Request, id: &CompanyId, number: u32) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let this = rq.store().profile_version(id, number).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let before = rq.store().profile_version(id, number.saturating_sub(1)).await.map_err(|e| rq.fail(e))?.unwrap_or_else(Profile::default);
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    let snapshot = rq.snapshot()?.clone();
    let title = w.version.replace("{n}", &number.to_string());
    let restore = (role >= CompanyRole::Staff && kept.version != number).then(|| {
        let form = Form::new(rq, "forum/restore_page");
        let fields = view! {
            {form.hidden("company", of.id.to_string())}
            {form.hidden("number", number.to_string())}
            <p>{w.restore_lead}</p>
            <p class="actions"><button class="button">{w.restore}</button></p>
        };
        view! { <section class="panel wide">{form.view(fields)}</section> }
    });
    let style = rq.services.site.assets.forum_style.clone();
    let name = of.name.clone();
    let (profile, history) = (Route::CompanyProfile(id.clone()).path(lang), Route::CompanyHistory(id.clone()).path(lang));
    Ok(Page::new(
        title.clone(),
        move || view! { <link rel="stylesheet" href=style /><h1>{title}</h1>{differences::view(lang, &snapshot, &before, &this)}{restore} },
    )
    .crumb(Route::Company(of.id).path(lang), name)
    .crumb(profile, w.title)
    .crumb(history, w.history))
}
