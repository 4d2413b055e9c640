//! Favourites: the exhibitors that a person wants to find again. Public pages are the same for everybody, so they only lead here.

use super::catalogue::{place, topics};
use super::exhibitor::logo;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::forum_catalogue;
use crate::words::forum_list::{self as words, Words};
use domain::event::Snapshot;
use domain::forum::Exhibitor;
use domain::forum::catalogue::{Compared, MOST_COMPARED};
use domain::kernel::Lang;
use domain::kernel::ids::CompanyId;
use domain::kernel::text::address;
use leptos::prelude::*;

/// The way here from an exhibitor's page.
pub fn way_in(lang: Lang, of: &Exhibitor) -> AnyView {
    let w = words::words(lang);
    let to = address(&Route::Favourites.path(lang), &[("add".to_owned(), of.id.to_string())]);
    let compare = Route::Compare(Compared::default().with(of.id.clone())).path(lang);
    view! { <p class="actions no-print"><a class="button quiet" href=to>{w.to_favourites}</a><a class="button quiet" href=compare>{w.compare}</a></p> }
        .into_any()
}

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let (person, _) = rq.signed_in()?;
    let snapshot = rq.snapshot()?.clone();
    let kept = rq.store().favourites(&person.account).await.map_err(|e| rq.fail(e))?;
    let w = words::words(lang);
    let style = rq.services.site.assets.forum_style.clone();
    let asked = |name: &str| {
        let raw = rq.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())?;
        let id = CompanyId::parse(raw).ok().filter(|id| !kept.contains(id))?;
        snapshot.exhibitor(&id).cloned()
    };
    let button = |of: &Exhibitor, label: &'static str| {
        let form = Form::new(rq, "forum/keep_favourite");
        form.view(view! { {form.hidden("company", of.id.to_string())}<p class="actions"><button class="button">{label}</button></p> })
    };
    let add = asked("add").map(|of| (w.keep_asked.replace("{company}", &of.name), button(&of, w.to_favourites)));
    let dropped = asked("dropped").map(|of| (w.dropped.replace("{company}", &of.name), button(&of, w.undo)));
    // Who is in the catalogue no more is not shown, and shown again when it comes back.
    let there: Vec<Exhibitor> = kept.iter().filter_map(|id| snapshot.exhibitor(id)).cloned().collect();
    let forms: Vec<_> = there.iter().map(|_| Form::new(rq, "forum/drop_favourite")).collect();
    Ok(Page::new(w.favourites, move || {
        let messages: Vec<_> =
            [add, dropped].into_iter().flatten().map(|(text, form)| view! { <div class="message" role="status"><p>{text}</p>{form}</div> }).collect();
        let compared = there.iter().take(MOST_COMPARED).fold(Compared::default(), |compared, of| compared.with(of.id.clone()));
        let label = if there.len() > MOST_COMPARED { w.compare_these } else { w.compare_few };
        let compare = (there.len() > 1).then(|| view! { <a class="button" href=Route::Compare(compared).path(lang)>{label}</a> });
        let none =
            there.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.favourites_none}</p><p>{w.favourites_none_hint}</p></div> });
        let cards: Vec<_> = there.iter().zip(forms).map(|(of, form)| card(lang, w, &snapshot, of, &form)).collect();
        view! {
            <link rel="stylesheet" href=style />
            <h1>{w.favourites}</h1>
            <p class="lead">{w.favourites_lead}</p>
            {messages}
            {none}
            <ul class="exhibitors">{cards}</ul>
            <p class="actions no-print">
                {compare}
                <a class="button quiet" href=Route::Exhibitors(Default::default()).path(lang)>{w.to_catalogue}</a>
            </p>
        }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title)
    .wide())
}

fn card(lang: Lang, w: Words, snapshot: &Snapshot, of: &Exhibitor, form: &Form) -> AnyView {
    let label = w.remove_one.replace("{company}", &of.name);
    let fields = view! { {form.hidden("company", of.id.to_string())}<button class="button quiet" aria-label=label>{w.remove}</button> };
    view! {
        <li>
            {logo(forum_catalogue::words(lang), of)}
            <div>
                <h2><a href=Route::Exhibitor(of.id.clone()).path(lang)>{of.name.clone()}</a></h2>
                <p>{ui::text(lang, &of.tagline)}</p>
                {topics(lang, snapshot, of)}
                <p class="fine">{place(lang, snapshot, of)}" "{ui::sample(lang, of.sample)}</p>
                <div class="no-print">{form.view(fields)}</div>
            </div>
        </li>
    }
    .into_any()
}
