//! The first page of the console: what needs somebody now, and the numbers at a glance.

use super::{filter, places};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::people as words;
use crate::words::{bulk as bulk_words, organiser, registration as names};
use domain::kernel::Lang;
use domain::registration::{Category, State, Summary};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use store::{DeskFilter, Number, OutboxState};

/// How many rows each list shows.
const ROWS: usize = 5;
/// After how many days a question without an answer is worth a reminder.
const DAYS: i64 = 7;

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let store = rq.store();
    let waits = DeskFilter { state: Some(State::Submitted), ..DeskFilter::default() };
    let waiting = store.registrations(&waits, None, ROWS).await.map_err(|e| rq.fail(e))?.rows;
    let numbers = store.registration_numbers().await.map_err(|e| rq.fail(e))?;
    let long_ago = rq.now.saturating_sub(SignedDuration::from_hours(24 * DAYS)).unwrap_or(rq.now);
    let (unanswered, unanswered_number) = store.unanswered(long_ago, ROWS).await.map_err(|e| rq.fail(e))?;
    let (twins, twins_number) = store.twins(ROWS).await.map_err(|e| rq.fail(e))?;
    let failed = store.failed_mails().await.map_err(|e| rq.fail(e))?;
    let failures = store.outbox(Some(OutboxState::Failed), None, ROWS).await.map_err(|e| rq.fail(e))?.rows;
    let bulks = store.bulks(ROWS).await.map_err(|e| rq.fail(e))?;
    let (now, zone) = (rq.now, rq.zone());
    let nav = places(rq, &Route::DeskOverview);
    Ok(Page::new(w.overview, move || {
        let of_state = |state: State| format!("{}?state={}", Route::Desk.path(lang), state.code());
        let submitted: u64 = numbers.iter().filter(|n| n.state == State::Submitted).map(|n| n.number).sum();
        let waiting: Vec<_> = waiting.into_iter().map(|row| (row.submitted_at, row)).map(|(at, row)| line(lang, now, &row, at)).collect();
        let unanswered: Vec<_> = unanswered.into_iter().map(|(row, at)| line(lang, now, &row, at)).collect();
        let twins: Vec<_> = twins.iter().map(|pair| crate::registration::twins::line(lang, pair)).collect();
        let alike = crate::words::twins::words(lang);
        let failures: Vec<_> = failures
            .iter()
            .map(|row| view! { <li><strong>{row.mail.to.clone()}</strong>" "{row.mail.subject.clone()}" "<span class="fine">{row.trouble.clone()}</span></li> }.into_any())
            .collect();
        let bulks: Vec<_> = bulks
            .iter()
            .map(|b| {
                let to = Route::DeskBulk(b.id.clone()).path(lang);
                let what = format!("{}, {}", bulk_words::decision(lang, &b.decision), ui::moment(lang, zone.as_deref(), b.at));
                view! { <li><a href=to>{what}</a>" "<span class="state">{bulk_words::stage(lang, b.stage)}</span></li> }.into_any()
            })
            .collect();
        let unanswered_title = w.unanswered.replace("{n}", &DAYS.to_string());
        view! {
            <div class="desk">
                {nav}
                <h1>{w.overview}</h1>
                <div class="tasks">
                    {task(w.decide_now.to_owned(), w.decide_none, waiting, Some((submitted, of_state(State::Submitted), w.all_of)))}
                    {task(unanswered_title, w.unanswered_none, unanswered, Some((unanswered_number, of_state(State::NeedsInfo), w.all_of)))}
                    {task(alike.title.to_owned(), alike.none, twins, Some((twins_number, Route::DeskTwins.path(lang), w.all_of)))}
                    {task(w.failed.to_owned(), w.failed_none, failures, Some((failed, format!("{}?state=failed", Route::DeskOutbox.path(lang)), w.all_of)))}
                    {task(bulk_words::words(lang).recent.to_owned(), w.no_bulks, bulks, None)}
                </div>
                <h2>{w.at_a_glance}</h2>
                {at_a_glance(lang, &numbers)}
                <p><a href=Route::DeskCapacity.path(lang)>{crate::words::delegation::words(lang).capacity}</a></p>
                <p><a href=Route::DeskSeeAs.path(lang)>{crate::words::seeing::words(lang).title}</a></p>
            </div>
        }
    })
    .wide())
}

/// One thing to look after: its longest waiting ones, and the way to all of them.
fn task(title: String, none: &'static str, rows: Vec<AnyView>, all: Option<(u64, String, &'static str)>) -> impl IntoView + use<> {
    let count = all.as_ref().map(|(n, _, _)| *n).filter(|n| *n > 0).map(|n| view! { " "<span class="state">{n}</span> });
    let more = all.filter(|(n, _, _)| *n > 0).map(|(n, to, label)| view! { <p><a href=to>{label.replace("{n}", &n.to_string())}</a></p> });
    let list = match rows.is_empty() {
        true => view! { <p class="fine">{none}</p> }.into_any(),
        false => view! { <ul class="plain">{rows}</ul> }.into_any(),
    };
    view! { <section class="panel wide"><h2>{title}{count}</h2>{list}{more}</section> }
}

fn line(lang: Lang, now: Timestamp, row: &Summary, since: Option<Timestamp>) -> AnyView {
    let w = words::words(lang);
    let hours = since.map_or(0, |at| now.duration_since(at).as_hours());
    let age = if hours < 48 { w.waits_hours.replace("{n}", &hours.to_string()) } else { w.waits_days.replace("{n}", &(hours / 24).to_string()) };
    view! {
        <li>
            <a href=Route::DeskRegistration(row.id.clone()).path(lang)>{row.name.clone()}</a>", "{row.city.clone()}" "
            <span class="fine">{age}</span>
        </li>
    }
    .into_any()
}

/// The numbers by category and state, each the way to those it counts. What limits them, such as places, belongs beside them here.
fn at_a_glance(lang: Lang, numbers: &[Number]) -> impl IntoView + use<> {
    let of = |state: Option<State>, category: Option<Category>| -> u64 {
        numbers.iter().filter(|n| state.is_none_or(|s| n.state == s) && category.is_none_or(|c| n.category == c)).map(|n| n.number).sum()
    };
    let states: Vec<State> = State::AT_THE_DESK.into_iter().filter(|s| of(Some(*s), None) > 0).collect();
    let cell = |state: Option<State>, category: Option<Category>| {
        let number = of(state, category);
        let to = format!("{}{}", Route::Desk.path(lang), filter::query(&filter::pairs(&DeskFilter { state, category, ..DeskFilter::default() })));
        if number == 0 { view! { <td>"–"</td> }.into_any() } else { view! { <td><a href=to>{number}</a></td> }.into_any() }
    };
    let w = words::words(lang);
    let rows: Vec<_> = Category::ALL
        .into_iter()
        .map(Some)
        .filter(|category| of(None, *category) > 0)
        .chain([None])
        .map(|category| {
            let label = category.map_or(w.of_all, |c| names::category(lang, c));
            let cells: Vec<_> = states.iter().map(|s| cell(Some(*s), category)).collect();
            view! { <tr><th scope="row">{label}</th>{cells}{cell(None, category)}</tr> }
        })
        .collect();
    let heads: Vec<_> = states.iter().map(|s| view! { <th scope="col">{names::state(lang, *s)}</th> }).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w.at_a_glance>
            <table class="queue">
                <thead><tr><th scope="col">{crate::words::fields::label(lang, "category")}</th>{heads}<th scope="col">{organiser::words(lang).all}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
