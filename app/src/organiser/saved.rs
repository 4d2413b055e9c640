//! Filters with a name: above the queue, and a page to arrange them.

use super::{filter, places};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::announcements as words;
use domain::kernel::Lang;
use domain::organiser::saved::SavedFilter;
use leptos::prelude::*;
use store::DeskFilter;

fn to(lang: Lang, of: &SavedFilter) -> String {
    format!("{}{}", Route::Desk.path(lang), filter::query(&filter::pairs(&filter::parse(&of.filter))))
}

/// The saved filters as links, the way to save the one that is used now, and to write to those it finds.
pub fn above_the_queue(lang: Lang, form: &Form, all: &[SavedFilter], now: &DeskFilter) -> AnyView {
    let w = words::words(lang);
    let text = filter::text(now);
    let links: Vec<_> = all
        .iter()
        .map(|one| view! { <li><a href=to(lang, one) aria-current=(one.filter == text).then_some("true")>{one.name.clone()}</a></li> })
        .collect();
    let list = (!links.is_empty()).then(|| {
        view! { <nav class="saved" aria-label=w.filters><ul class="segmented">{links}</ul>" "<a class="fine" href=Route::DeskFilters.path(lang)>{w.arrange}</a></nav> }
    });
    let known = all.iter().any(|one| one.filter == text);
    let keep = (!text.is_empty() && !known).then(|| {
        let inside = view! {
            {form.hidden("filter", text.clone())}
            {form.line("filter_name", "text", "off", true)}
            {form.tick_as("shared", w.share)}
            <p class="actions"><button class="button quiet">{w.keep_button}</button></p>
        };
        view! { <details open=form.has_error()><summary>{w.keep}</summary>{form.view(inside)}</details> }
    });
    let write = format!("{}{}", Route::DeskAnnounce.path(lang), filter::query(&filter::pairs(now)));
    view! { {list}{keep}<p class="fine"><a href=write>{w.write_to}</a></p> }.into_any()
}

/// The page to arrange them.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.organiser()?;
    let all = rq.store().saved_filters(&person.account).await.map_err(|e| rq.fail(e))?;
    let edited = rq.query("edit").and_then(|id| all.iter().find(|f| f.id.as_str() == id)).cloned();
    let mut form = Form::new(rq, "organiser/save_filter");
    if let Some(edited) = &edited {
        form = form.with("filter_name", edited.name.clone()).with("shared", if edited.shared { "yes" } else { "" });
    }
    let arrange: Vec<Form> = all.iter().map(|_| Form::new(rq, "organiser/arrange_filter")).collect();
    let nav = places(rq, &Route::DeskFilters);
    Ok(Page::new(w.filters, move || {
        let editing = edited.map(|edited| {
            let inside = view! {
                {form.hidden("id", edited.id.to_string())}
                {form.line("filter_name", "text", "off", true)}
                {form.tick_as("shared", w.share)}
                <p class="actions"><button class="button">{w.keep_button}</button></p>
            };
            view! { <section class="panel"><h2>{w.rename}</h2>{form.view(inside)}</section> }
        });
        let here = Route::DeskFilters.path(lang);
        let rows: Vec<_> = all
            .iter()
            .zip(&arrange)
            .map(|(one, form)| {
                let of = format!(": {}", one.name);
                let buttons = view! {
                    {form.hidden("id", one.id.to_string())}
                    <p class="actions">
                        <button class="button quiet" name="go" value="up">{w.up}<span class="unseen">{of.clone()}</span></button>
                        <button class="button quiet" name="go" value="down">{w.down}<span class="unseen">{of.clone()}</span></button>
                        <button class="button danger" name="go" value="delete">{w.delete}<span class="unseen">{of.clone()}</span></button>
                        <a href=format!("{here}?edit={}", one.id)>{w.rename}<span class="unseen">{of}</span></a>
                    </p>
                };
                let whose = if one.shared { w.shared } else { w.mine };
                view! {
                    <li>
                        <p>
                            <a href=to(lang, one)><strong>{one.name.clone()}</strong></a>" "<span class="state">{whose}</span>" "
                            <span class="fine">{filter::in_words(lang, &filter::parse(&one.filter))}</span>
                        </p>
                        {form.view(buttons)}
                    </li>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.filters_none}</p></div> });
        view! {
            <div class="desk">
                {nav}
                <h1>{w.filters}</h1>
                <p>{w.filters_lead}</p>
                {editing}
                {none}
                <ul class="devices">{rows}</ul>
            </div>
        }
    })
    .wide()
    .crumb(Route::Desk.path(lang), crate::words::organiser::words(lang).queue))
}
