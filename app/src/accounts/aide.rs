//! The page of aides, and the bar that says for whom somebody acts.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::{accounts, aide as words};
use leptos::prelude::*;

/// Says for whom the one who asks acts, while they do, with the way back. Public pages are the same for everybody and have none.
pub fn bar(rq: &Request) -> Option<AnyView> {
    let w = words::words(rq.lang);
    let principal = rq.principal.as_ref()?;
    let form = Form::new(rq, "accounts/act_for_oneself");
    let says = w.acting.replace("{name}", &principal.name);
    let button = view! { <button class="button quiet">{w.stop}</button> };
    Some(view! { <div class="rehearsal">{says}{form.view_inline(button)}</div> }.into_any())
}

/// Who acts for me, and for whom I act.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let (person, account) = rq.signed_in()?;
    let mine = rq.store().aides_of(&person.account).await.map_err(|e| rq.fail(e))?;
    let others = rq.store().aide_for(account).await.map_err(|e| rq.fail(e))?;
    let now = rq.now;
    let name = Form::new(rq, "accounts/name_aide");
    let (accept, end, act) = (Form::new(rq, "accounts/accept_aide"), Form::new(rq, "accounts/end_aide"), Form::new(rq, "accounts/act_for"));
    let me = account.id.clone();
    // The moment it is over is the end of its last day.
    let until = move |at: jiff::Timestamp| {
        let last = at.saturating_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(at);
        let day = jiff::tz::TimeZone::UTC.to_datetime(last).date();
        w.until.replace("{date}", &format!("{} {}", crate::programme::day_of_month(lang, day), day.year()))
    };
    Ok(Page::new(w.title, move || {
        let mine: Vec<_> = mine
            .into_iter()
            .map(|aide| {
                let label = w.end_one.replace("{name}", &aide.email);
                let waits = (!aide.accepted).then(|| view! { ", "{w.waits} });
                let fields = view! {
                    {end.hidden("principal", me.to_string())}
                    {end.hidden("aide", aide.key)}
                    <button class="button quiet" aria-label=label>{w.end}</button>
                };
                view! { <li><div><strong>{aide.email}</strong><p class="fine">{until(aide.until)}{waits}</p></div>{end.view_inline(fields)}</li> }
            })
            .collect();
        let mine = match mine.is_empty() {
            true => view! { <p class="fine">{w.mine_none}</p> }.into_any(),
            false => view! { <ul class="rows">{mine}</ul> }.into_any(),
        };
        let others: Vec<_> = others
            .into_iter()
            .filter(|aide| aide.until > now)
            .map(|aide| {
                let (key, principal) = (aide.key, aide.principal.to_string());
                let first = match aide.accepted {
                    true => {
                        let label = w.act.replace("{name}", &aide.principal_name);
                        act.view_inline(view! { {act.hidden("principal", principal.clone())}<button class="button">{label}</button> })
                    }
                    false => accept.view_inline(view! { {accept.hidden("principal", principal.clone())}<button class="button">{w.accept}</button> }),
                };
                let label = if aide.accepted { w.give_up } else { w.decline };
                let second = end.view_inline(view! {
                    {end.hidden("principal", principal)}{end.hidden("aide", key)}<button class="button quiet">{label}</button>
                });
                view! {
                    <li>
                        <div><strong>{aide.principal_name}</strong><p class="fine">{until(aide.until)}</p></div>
                        <div class="actions">{first}{second}</div>
                    </li>
                }
            })
            .collect();
        let others = match others.is_empty() {
            true => view! { <p class="fine">{w.for_none}</p> }.into_any(),
            false => view! { <ul class="rows">{others}</ul> }.into_any(),
        };
        let fields = view! {
            {name.line("email", "email", "off", true)}
            {name.line("until_day", "date", "off", true)}
            <p class="actions"><button class="button">{w.name}</button></p>
        };
        view! {
            <h1>{w.title}</h1>
            <h2>{w.for_title}</h2>
            {others}
            <h2>{w.mine_title}</h2>
            <p>{w.mine_lead}</p>
            {mine}
            <section class="panel"><h2>{w.name_title}</h2>{name.view(fields)}</section>
        }
    })
    .crumb(Route::Me.path(lang), accounts::words(lang).me_title))
}
