//! The organisers' desk of exhibitors: applications that wait for a decision, pages that wait for a look, and one company.

use super::company::{about, said};
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::ui::percent;
use crate::words::forum::{self as words, Words};
use domain::forum::{Company, Standing, Step};
use domain::kernel::ids::CompanyId;
use leptos::prelude::*;

/// How many companies a page of the desk shows.
const PAGE: usize = 50;

/// The queue of companies, by where they stand.
pub async fn queue(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let standing = rq.query("standing").and_then(Standing::parse).unwrap_or(Standing::Submitted);
    let (found, next) = rq.store().companies_in(standing, rq.query("after"), PAGE).await.map_err(|e| rq.fail(e))?;
    let waiting = rq.store().profiles_waiting(PAGE).await.map_err(|e| rq.fail(e))?;
    let nav = places(rq, &Route::DeskForum);
    let zone = rq.zone();
    Ok(Page::new(w.desk, move || {
        let here = Route::DeskForum.path(lang);
        let tabs: Vec<_> = Standing::ALL
            .into_iter()
            .map(|s| {
                let current = (s == standing).then_some("true");
                view! { <li><a href=format!("{here}?standing={}", s.code()) aria-current=current>{words::standing(lang, s)}</a></li> }
            })
            .collect();
        let rows: Vec<_> = found
            .iter()
            .map(|of| {
                let to = Route::DeskCompany(of.id.clone()).path(lang);
                let home = format!("{}, {}", of.application.city, crate::words::countries::country(lang, &of.application.country));
                view! { <li><span><a href=to>{of.name.clone()}</a>" "<span class="fine">{home}</span></span></li> }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.desk_none}</p></div> });
        let more = next.map(|key| {
            let href = format!("{here}?standing={}&after={}", standing.code(), percent(&key));
            view! { <p class="actions"><a class="button quiet" href=href>{crate::words::organiser::words(lang).more}</a></p> }
        });
        let pages: Vec<_> = waiting
            .iter()
            .map(|(id, name, at)| {
                let to = Route::DeskProfile(id.clone()).path(lang);
                let since = w.since.replace("{date}", &ui::moment(lang, zone.as_deref(), *at));
                view! { <li><span><a href=to>{name.clone()}</a>" "<span class="fine">{since}</span></span></li> }
            })
            .collect();
        let no_pages = pages.is_empty().then(|| view! { <p>{w.pages_none}</p> });
        view! {
            <div class="desk">
                {nav}
                <h1>{w.desk}</h1>
                <p>{w.desk_lead}</p>
                <p class="actions">
                    <a class="button quiet" href=Route::DeskBooths.path(lang)>{crate::words::forum_plan::words(lang).booths}</a>
                    <a class="button quiet" href=Route::DeskPlan.path(lang)>{crate::words::forum_plan::words(lang).desk}</a>
                </p>
                <ul class="segmented">{tabs}</ul>
                {none}
                <ul class="rows">{rows}</ul>
                {more}
                <h2>{w.pages_wait}</h2>
                {no_pages}
                <ul class="rows">{pages}</ul>
            </div>
        }
    })
    .wide())
}

/// One company at the desk.
pub async fn company(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let of = rq.store().company(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let people = rq.store().company_people(id).await.map_err(|e| rq.fail(e))?;
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    let twins: Vec<Company> =
        rq.store().companies_named(&of.name).await.map_err(|e| rq.fail(e))?.into_iter().filter(|other| other.id != of.id).collect();
    let nav = places(rq, &Route::DeskForum);
    let application = said(rq, &of)?;
    let decide = deciding(rq, w, &of);
    let publish = publishing(rq, w, &of, kept.approved.is_some());
    let withdraw = withdrawing(rq, w, &of);
    let title = of.name.clone();
    Ok(Page::new(title.clone(), move || {
        let reason = of.reason.clone().map(|text| view! { <div class="message"><p><strong>{w.reason}</strong></p><p class="as-typed">{text}</p></div> });
        let twins: Vec<_> = twins
            .iter()
            .map(|twin| {
                let to = Route::DeskCompany(twin.id.clone()).path(lang);
                view! { " "<a href=to>{twin.name.clone()}</a>" ("{words::standing(lang, twin.standing)}")" }
            })
            .collect();
        let twins = (!twins.is_empty()).then(|| view! { <p class="message">{w.same_name}{twins}</p> });
        let rows: Vec<_> = people
            .iter()
            .map(|member| {
                let to = Route::DeskPerson(member.account.clone()).path(lang);
                view! { <li><span><a href=to>{member.name.clone()}</a>" "<span class="fine">{words::role(lang, member.role)}" · "{member.email.clone()}</span></span></li> }
            })
            .collect();
        let page = (kept.version > 0).then(|| {
            let to = Route::DeskProfile(of.id.clone()).path(lang);
            view! { <p><a href=to>{w.look_at_page}</a></p> }
        });
        view! {
            <div class="desk">
                {nav}
                <header class="desk-head"><h1>{title}</h1><p class="state">{words::standing(lang, of.standing)}</p></header>
                {reason}
                {twins}
                {page}
                {decide}
                {publish}
                <section class="panel wide"><h2>{w.application}</h2>{application}</section>
                <section class="panel wide"><h2>{w.people}</h2><ul class="rows">{rows}</ul></section>
                {withdraw}
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskForum.path(lang), w.desk))
}

fn deciding(rq: &Request, w: Words, of: &Company) -> Option<AnyView> {
    let choices: Vec<(String, String)> = [(Step::Accept, w.accept_it), (Step::Waitlist, w.waitlist_it), (Step::Reject, w.reject_it)]
        .into_iter()
        .filter(|(step, _)| step.fits(of.standing))
        .map(|(step, label)| (step.code().to_owned(), label.to_owned()))
        .collect();
    if choices.is_empty() {
        return None;
    }
    let form = Form::new(rq, "forum/decide_company");
    let fields = view! {
        {form.hidden("company", of.id.to_string())}
        {form.hidden("version", of.version.to_string())}
        {form.radios("decision", choices)}
        {form.paragraph("message", 3)}
        <p class="actions"><button class="button">{w.decide}</button></p>
    };
    Some(view! { <section class="panel wide"><h2>{w.decide}</h2>{form.view(fields)}</section> }.into_any())
}

fn publishing(rq: &Request, w: Words, of: &Company, approved: bool) -> Option<AnyView> {
    if !matches!(of.standing, Standing::Terms | Standing::BoothAssigned) {
        return None;
    }
    if of.standing != Standing::BoothAssigned || !approved {
        return Some(view! { <p class="fine">{w.not_ready}</p> }.into_any());
    }
    let form = Form::new(rq, "forum/publish_company");
    let fields = view! { {about(&form, of, Step::Publish)}<p>{w.publish_lead}</p><p class="actions"><button class="button">{w.publish}</button></p> };
    Some(view! { <section class="panel wide"><h2>{w.publish}</h2>{form.view(fields)}</section> }.into_any())
}

fn withdrawing(rq: &Request, w: Words, of: &Company) -> Option<AnyView> {
    if !Step::Withdraw.fits(of.standing) || of.standing == Standing::Draft {
        return None;
    }
    let form = Form::new(rq, "forum/withdraw_for_company");
    let open = form.has_error();
    let fields = view! {
        {about(&form, of, Step::Withdraw)}
        <p>{w.withdraw_lead}</p>
        {form.paragraph("message", 3)}
        <p class="actions"><button class="button danger">{w.withdraw}</button></p>
    };
    Some(view! { <details class="withdraw" open=open><summary>{w.withdraw_it}</summary>{form.view(fields)}</details> }.into_any())
}
