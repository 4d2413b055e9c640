//! The desk's badges: who has which, printing them, replacing one.

use crate::checkin::{mine, staff};
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::ui::qr::qr;
use crate::ui::{self, percent};
use crate::words::checkin as words;
use crate::words::{fields, organiser, registration as names};
use domain::checkin::badge::{Badge, Reason, Standing};
use domain::forum::ledger::Kind;
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, PrintRunId, RegistrationId};
use domain::registration::Category;
use leptos::prelude::*;
use store::{BadgeFilter, BadgeRow, PrintedBadge};

/// How many badges a page shows.
const PAGE: usize = 50;
/// How many of the last print runs are shown.
const RUNS: usize = 5;
/// The kinds of sheets.
pub const SHEETS: [&str; 2] = ["a4", "a6"];

/// Reads the list's filters.
pub fn filter(category: &str, standing: &str, words: &str) -> BadgeFilter {
    BadgeFilter { category: Category::parse(category), standing: Standing::parse(standing), words: words.to_owned() }
}

fn pairs(filter: &BadgeFilter) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    pairs.extend(filter.standing.map(|s| ("standing", s.code().to_owned())));
    pairs.extend(filter.category.map(|c| ("category", c.code().to_owned())));
    if !filter.words.is_empty() {
        pairs.push(("words", filter.words.clone()));
    }
    pairs
}

/// The list.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    staff(rq)?;
    let of = |name: &str| rq.query(name).unwrap_or_default();
    let filter = filter(of("category"), of("standing"), of("words"));
    let after = rq.query("after").map(str::to_owned);
    let page = rq.store().badges(&filter, after.as_deref(), PAGE).await.map_err(|e| rq.fail(e))?;
    let runs = rq.store().print_runs(RUNS).await.map_err(|e| rq.fail(e))?;
    let one = match rq.query("of").and_then(|id| RegistrationId::parse(id).ok()) {
        Some(id) => rq.store().badge_of(&id).await.map_err(|e| rq.fail(e))?,
        None => None,
    };
    let zone = rq.zone();
    let print = Form::new(rq, "checkin/print_badges").with("sheet", "a4");
    let replace = Form::new(rq, "checkin/replace_badge");
    let nav = places(rq, &Route::DeskBadges);
    let style = rq.services.site.assets.checkin_style.clone();
    Ok(Page::new(w.badges, move || {
        let here = Route::DeskBadges.path(lang);
        let rows: Vec<_> = page.rows.iter().map(|r| row(lang, zone.as_deref(), r)).collect();
        let body = match rows.is_empty() {
            true if filter != BadgeFilter::default() => {
                let w = organiser::words(lang);
                view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> }.into_any()
            }
            true => view! { <div class="empty"><p class="lead">{w.no_badges}</p></div> }.into_any(),
            false => {
                let kept: Vec<_> = pairs(&filter).into_iter().map(|(name, value)| print.hidden(name, value)).collect();
                let sheets = SHEETS.iter().map(|s| ((*s).to_owned(), words::sheet(lang, s).to_owned())).collect();
                let form = view! {
                    {kept}
                    <div class="scroll" tabindex="0" role="region" aria-label=w.badges>
                        <table class="queue stack">
                            <thead><tr>
                                <th scope="col">{w.print}</th><th scope="col">{organiser::words(lang).name}</th>
                                <th scope="col">{fields::label(lang, "city")}</th><th scope="col">{fields::label(lang, "category")}</th>
                                <th scope="col">{fields::label(lang, "state")}</th><th scope="col">{w.replace}</th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    {print.radios("sheet", sheets)}
                    <p class="actions">
                        <button class="button">{w.print_chosen}</button>
                        <button class="button quiet" name="all" value="yes">{w.print_all}</button>
                    </p>
                    <p class="fine">{w.print_note}</p>
                };
                view! { <div class="whole">{print.view(form)}</div> }.into_any()
            }
        };
        let link = |more: Option<&str>| {
            let mut all = pairs(&filter);
            all.extend(more.map(|key| ("after", key.to_owned())));
            let joined: Vec<String> = all.iter().map(|(k, v)| format!("{k}={}", percent(v))).collect();
            if joined.is_empty() { here.clone() } else { format!("{here}?{}", joined.join("&")) }
        };
        let more = page.next.as_deref().map(|key| view! { <a class="button quiet" href=link(Some(key))>{organiser::words(lang).more}</a> });
        let first = after.is_some().then(|| view! { <a href=link(None)>{organiser::words(lang).first}</a> });
        let printed: Vec<_> = runs
            .iter()
            .map(|run| {
                let at = ui::moment(lang, zone.as_deref(), run.at);
                let label = w.run.replace("{date}", &at).replace("{n}", &run.number.to_string());
                view! { <li><a href=Route::PrintRun(run.id.clone()).path(lang)>{label}</a>" "<span class="fine">{words::sheet(lang, &run.sheet).to_owned()}</span></li> }
            })
            .collect();
        let printed = (!printed.is_empty()).then(|| view! { <h2>{w.runs}</h2><ul class="plain">{printed}</ul> });
        view! {
            <link rel="stylesheet" href=style />
            <div class="desk">
                {nav}
                <h1>{w.badges}</h1>
                {one.map(|badge| replacing(lang, &badge, &replace))}
                {filters(lang, &filter)}
                {body}
                <p class="actions">{more}{first}</p>
                {printed}
            </div>
        }
    })
    .wide())
}

fn row(lang: Lang, zone: Option<&str>, row: &BadgeRow) -> impl IntoView + use<> {
    let w = words::words(lang);
    let chosen = row.standing != Standing::Printed && row.number.is_some();
    let label = format!("{}: {}", w.print, row.face.name);
    let latin = row.face.latin.clone().map(|name| view! { <br /><span class="fine" lang="en">{name}</span> });
    let at = row.printed_at.map(|at| view! { <br /><span class="fine">{ui::moment(lang, zone, at)}</span> });
    let replace = row.number.map(|_| {
        let to = format!("{}?of={}", Route::DeskBadges.path(lang), row.registration);
        let label = format!("{}: {}", w.replace, row.face.name);
        view! { <a href=to aria-label=label>{w.replace}</a> }
    });
    view! {
        <tr>
            <td><input type="checkbox" name="registrations[]" value=row.registration.to_string() checked=chosen disabled=row.number.is_none() aria-label=label /></td>
            <th scope="row">{row.face.name.clone()}{latin}</th>
            <td>{row.face.city.clone()}</td>
            <td>{row.face.category.map(|c| names::category(lang, c))}</td>
            <td><span class=format!("state {}", shade(row.standing))>{words::standing(lang, row.standing)}</span>{at}</td>
            <td>{replace}</td>
        </tr>
    }
}

/// The colour of a standing: that of the state of a registration that asks for the same attention.
fn shade(standing: Standing) -> &'static str {
    match standing {
        Standing::New => "submitted",
        Standing::Changed => "needs_info",
        Standing::Printed => "approved",
    }
}

fn replacing(lang: Lang, badge: &Badge, form: &Form) -> impl IntoView + use<> {
    let w = words::words(lang);
    let reasons = Reason::ALL.into_iter().map(|r| (r.code().to_owned(), words::reason(lang, r).to_owned())).collect();
    let number = w.badge_number.replace("{n}", &badge.number.to_string());
    let fields = view! {
        {form.hidden("registration", badge.registration.to_string())}
        {form.hidden("number", badge.number.to_string())}
        {form.radios("replace_reason", reasons)}
        <p class="actions"><button class="button danger">{w.replace_badge}</button><a href=Route::DeskBadges.path(lang)>{w.leave_it}</a></p>
    };
    let body = match badge.counts {
        true => view! { <p>{w.replace_lead}</p>{form.view(fields)} }.into_any(),
        false => view! { <p class="message">{words::outcome(lang, domain::checkin::Outcome::NotTakingPart)}</p> }.into_any(),
    };
    view! { <section class="panel wide"><h2>{badge.face.name.clone()}</h2><p class="fine">{number}", "{words::standing(lang, badge.standing)}</p>{body}</section> }
}

fn filters(lang: Lang, filter: &BadgeFilter) -> impl IntoView + use<> {
    let w = organiser::words(lang);
    let any = crate::words::programme::words(lang).any;
    let categories = Category::ALL.into_iter().map(|c| (c.code().to_owned(), names::category(lang, c).to_owned())).collect();
    let standings = Standing::ALL.into_iter().map(|s| (s.code().to_owned(), words::standing(lang, s).to_owned())).collect();
    let clear = (*filter != BadgeFilter::default()).then(|| view! { <a href=Route::DeskBadges.path(lang)>{w.clear}</a> });
    view! {
        <form class="filters" method="get" action=Route::DeskBadges.path(lang) data-auto="">
            <label class="words"><span>{fields::label(lang, "words")}</span><input type="search" name="words" value=filter.words.clone() /></label>
            {ui::choice("standing", fields::label(lang, "state"), any, filter.standing.map(|s| s.code().to_owned()), standings)}
            {ui::choice("category", fields::label(lang, "category"), any, filter.category.map(|c| c.code().to_owned()), categories)}
            <button class="button quiet">{w.filter}</button>
            {clear}
        </form>
    }
}

/// What is on the sheets of a print run, for the page and for the paper. First it is noted in the ledger of everybody who is on them, then it is
/// shown.
pub async fn sheets(rq: &Request, id: &PrintRunId) -> Result<(String, Vec<PrintedBadge>), ApiError> {
    let found = rq.store().print_run(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    // A registration has the id of its account.
    let people: Vec<AccountId> = found.1.iter().filter_map(|badge| AccountId::parse(badge.registration.as_str()).ok()).collect();
    rq.store().note_looks(&rq.act(""), Kind::Printed, &people).await.map_err(|e| rq.fail(e))?;
    Ok(found)
}

/// The badges of one print run, as they are now.
pub async fn run(rq: &Request, id: &PrintRunId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    staff(rq)?;
    let (sheet, badges) = sheets(rq, id).await?;
    let style = rq.services.site.assets.checkin_style.clone();
    let pdf = format!("/checkin/badges/{id}.pdf?lang={}", lang.code());
    Ok(Page::new(w.sheets, move || {
        let badges: Vec<_> = badges
            .iter()
            .map(|badge| {
                view! {
                    <article class="badge">
                        {mine::face(lang, &badge.face)}
                        {qr(&badge.code.to_string(), w.qr_label)}
                        <p class="code">{badge.code.to_string()}</p>
                    </article>
                }
            })
            .collect();
        let number = w.sheets_lead.replace("{n}", &badges.len().to_string());
        view! {
            <link rel="stylesheet" href=style />
            <div class="desk">
                <h1>{w.sheets}</h1>
                <p class="lead">{number}" "{words::sheet(lang, &sheet).to_owned()}</p>
                <p>{w.sheets_note}</p>
                <p class="actions"><a class="button" href=pdf download="">{w.sheets_pdf}</a></p>
                <div class="badges">{badges}</div>
            </div>
        }
    })
    .crumb(Route::DeskBadges.path(lang), w.badges)
    .wide())
}
