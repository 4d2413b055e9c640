//! The juror's pages: the contests, the entries of one, and one entry to read and score. They are made of the juror's own sheets only.

use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::judging as words;
use domain::judging::score::field;
use domain::judging::{Conflict, Contest, Criterion, Entry, Sheet, Standing, State, policy};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, ContestId, EntryId};
use leptos::prelude::*;

/// A contest on whose panel the signed-in juror is; for everybody else it does not exist.
pub(super) async fn judged<'a>(rq: &'a Request, id: &ContestId) -> Result<(Contest, &'a AccountId), ApiError> {
    let (person, _) = rq.staff(&[domain::kernel::Role::Juror])?;
    if !policy::may_judge(&rq.actor) || !rq.store().is_on_panel(id, &person.account).await.map_err(|e| rq.fail(e))? {
        return Err(ApiError::NotFound);
    }
    let contest = rq.store().contest(id).await.map_err(|e| rq.fail(e))?.filter(|c| c.state != State::Draft);
    Ok((contest.ok_or(ApiError::NotFound)?, &person.account))
}

/// The contests that the juror judges.
pub async fn list(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.staff(&[domain::kernel::Role::Juror])?;
    let contests = rq.store().contests_of_juror(&person.account).await.map_err(|e| rq.fail(e))?;
    let nav = places(rq, &Route::Jury);
    Ok(Page::new(w.jury, move || {
        let rows: Vec<_> = contests
            .iter()
            .map(|c| {
                let to = Route::JuryContest(c.id.clone()).path(lang);
                view! { <li><a class="button" href=to>{c.title.get(lang).to_owned()}</a>" "<span class="state">{words::state(lang, c.state)}</span></li> }
            })
            .collect();
        let list = match rows.is_empty() {
            true => view! { <div class="empty"><p>{w.jury_none}</p></div> }.into_any(),
            false => view! { <ul class="plain">{rows}</ul> }.into_any(),
        };
        view! { <div class="desk">{nav}<h1>{w.jury}</h1><p class="lead">{w.jury_lead}</p>{list}</div> }
    }))
}

/// How a juror stands with an entry, in words.
fn standing(lang: Lang, entry: &EntryId, sheets: &[Sheet], conflicts: &[Conflict]) -> (&'static str, bool) {
    let w = words::words(lang);
    match (conflicts.iter().find(|c| c.entry == *entry), sheets.iter().find(|s| s.entry == *entry)) {
        (Some(_), _) => (w.conflict, true),
        (None, Some(sheet)) => (words::standing(lang, sheet.standing), sheet.standing != Standing::Draft),
        (None, None) => (w.none_yet, false),
    }
}

/// The entries of a contest, with how far the juror's own sheets are.
pub async fn contest(rq: &Request, id: &ContestId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (contest, juror) = judged(rq, id).await?;
    let entries = rq.store().contest_entries(id).await.map_err(|e| rq.fail(e))?;
    let sheets = rq.store().sheets_of(id, juror).await.map_err(|e| rq.fail(e))?;
    let conflicts = rq.store().conflicts_of(id, juror).await.map_err(|e| rq.fail(e))?;
    let nav = places(rq, &Route::Jury);
    let title = contest.title.get(lang).to_owned();
    Ok(Page::new(title.clone(), move || {
        let mine = entries.iter().filter(|e| !conflicts.iter().any(|c| c.entry == e.key)).count();
        let done = entries.iter().filter(|e| standing(lang, &e.key, &sheets, &[]).1 && !conflicts.iter().any(|c| c.entry == e.key)).count();
        let rows: Vec<_> = entries
            .iter()
            .map(|e| {
                let to = Route::JuryEntry(contest.id.clone(), e.key.clone()).path(lang);
                view! {
                    <tr>
                        <th scope="row"><a href=to>{e.title.clone()}</a></th>
                        <td><span class="state">{standing(lang, &e.key, &sheets, &conflicts).0}</span></td>
                    </tr>
                }
            })
            .collect();
        let over = (contest.state != State::Open).then(|| view! { <p class="message">{w.not_open_now}</p> });
        view! {
            <div class="desk">
                {nav}
                <h1>{title}</h1>
                {over}
                <p class="lead">{w.your_sheets.replace("{n}", &done.to_string()).replace("{all}", &mine.to_string())}</p>
                <table class="queue">
                    <thead><tr><th scope="col">{w.entry}</th><th scope="col">{w.state}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
    .crumb(Route::Jury.path(lang), w.jury))
}

/// One entry: what it says, and the juror's own sheet.
pub async fn entry(rq: &Request, id: &ContestId, key: &EntryId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (contest, juror) = judged(rq, id).await?;
    let entries = rq.store().contest_entries(id).await.map_err(|e| rq.fail(e))?;
    let at = entries.iter().position(|e| e.key == *key).ok_or(ApiError::NotFound)?;
    let near = |at: Option<usize>| at.and_then(|at| entries.get(at)).map(|e| Route::JuryEntry(id.clone(), e.key.clone()).path(lang));
    let (before, after) = (near(at.checked_sub(1)), near(at.checked_add(1)));
    let entry = entries.get(at).cloned().ok_or(ApiError::NotFound)?;
    let sheet = rq.store().sheet(id, juror, key).await.map_err(|e| rq.fail(e))?;
    let conflicts = rq.store().conflicts_of(id, juror).await.map_err(|e| rq.fail(e))?;
    let conflict = conflicts.into_iter().find(|c| c.entry == *key);
    let all = Route::JuryContest(id.clone()).path(lang);
    let (crumb, title) = (contest.title.get(lang).to_owned(), entry.title.clone());
    let rq = rq.clone();
    Ok(Page::new(title.clone(), move || {
        let own = match (conflict, &sheet) {
            (Some(conflict), _) => {
                let says = w.you_conflict.replace("{ground}", words::ground(lang, conflict.ground));
                view! { <section><h2>{w.your_scores}</h2><p class="message">{says}</p></section> }.into_any()
            }
            (None, Some(done)) if done.standing != Standing::Draft => {
                view! { <section><h2>{w.your_scores}</h2>{given(lang, &contest, done)}</section> }.into_any()
            }
            (None, _) if contest.state != State::Open => {
                view! { <section><h2>{w.your_scores}</h2><p class="message">{w.not_open_now}</p></section> }.into_any()
            }
            (None, sheet) => view! { {scoring(&rq, &contest, &entry, sheet.as_ref())}{declaring(&rq, &contest, &entry)} }.into_any(),
        };
        let link = |to: Option<String>, label: &'static str| to.map(|to| view! { <a class="button quiet" href=to>{label}</a> });
        view! {
            <h1>{title}</h1>
            {said(lang, &entry)}
            {own}
            <nav class="actions" aria-label=w.entries>
                {link(before, w.previous_entry)}
                {link(after, w.next_entry)}
                <a href=all>{w.all_entries}</a>
            </nav>
        }
    })
    .crumb(Route::Jury.path(lang), w.jury)
    .crumb(Route::JuryContest(id.clone()).path(lang), crumb))
}

/// What the entry says.
fn said(lang: Lang, entry: &Entry) -> AnyView {
    let w = words::words(lang);
    let parts: Vec<_> = entry
        .parts
        .iter()
        .map(|part| view! { <h3>{words::part(lang, &part.name).to_owned()}</h3><p class="as-typed">{part.text.clone()}</p> })
        .collect();
    let none = parts.is_empty().then(|| view! { <p>{w.says_nothing}</p> });
    view! { <section><h2>{w.read}</h2>{none}{parts}</section> }.into_any()
}

/// A sheet that was handed in.
fn given(lang: Lang, contest: &Contest, sheet: &Sheet) -> AnyView {
    let w = words::words(lang);
    let says = if sheet.standing == Standing::Abstained { w.you_abstained } else { w.handed_in };
    let rows: Vec<_> = contest
        .terms
        .criteria
        .iter()
        .filter(|_| sheet.standing == Standing::Submitted)
        .map(|c| {
            let score = sheet.scores.get(&c.id).map_or_else(|| w.no_opinion.to_owned(), |s| format!("{s} / {}", c.scale));
            view! { <div><dt>{c.name.get(lang).to_owned()}</dt><dd>{score}</dd></div> }
        })
        .collect();
    view! { <p class="message">{says}</p><dl class="meta">{rows}</dl> }.into_any()
}

/// The scores of one criterion: every number to be seen, with words at the scale's ends.
fn choices(lang: Lang, criterion: &Criterion) -> Vec<(String, String)> {
    let w = words::words(lang);
    let end = |number: u8, text: &str| if text.is_empty() { number.to_string() } else { format!("{number} – {text}") };
    let label = |number: u8| match number {
        0 => end(0, criterion.low.get(lang)),
        n if n == criterion.scale => end(n, criterion.high.get(lang)),
        n => n.to_string(),
    };
    let numbers = (0..=criterion.scale).map(|n| (format!("{}:{n}", criterion.id), label(n)));
    std::iter::once((format!("{}:", criterion.id), w.no_opinion.to_owned())).chain(numbers).collect()
}

fn scoring(rq: &Request, contest: &Contest, entry: &Entry, sheet: Option<&Sheet>) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let mut form = Form::new(rq, "judging/save_sheet");
    for (index, criterion) in contest.terms.criteria.iter().enumerate() {
        let score = sheet.and_then(|s| s.scores.get(&criterion.id)).map(ToString::to_string).unwrap_or_default();
        form = form.with(&field(index), format!("{}:{score}", criterion.id));
    }
    let criteria: Vec<_> = contest
        .terms
        .criteria
        .iter()
        .enumerate()
        .map(|(index, c)| {
            let asks = Some(c.asks.get(lang).to_owned()).filter(|asks| !asks.is_empty());
            form.radios_as(&field(index), c.name.get(lang).to_owned(), asks, choices(lang, c))
        })
        .collect();
    let reopened =
        sheet.and_then(|s| s.reopened.as_ref()).map(|reason| view! { <p class="message">{w.was_reopened.replace("{reason}", reason)}</p> });
    let inside = view! {
        {form.hidden("contest", contest.id.to_string())}
        {form.hidden("entry", entry.key.to_string())}
        {form.hidden("version", sheet.map_or(0, |s| s.version).to_string())}
        {criteria}
        <p class="hint">{w.no_opinion_hint}</p>
        <p class="actions">
            <button class="button" name="go" value=Standing::Submitted.code()>{w.hand_in}</button>
            <button class="button quiet" name="go" value=Standing::Draft.code()>{w.save_draft}</button>
            <button class="button quiet" name="go" value=Standing::Abstained.code()>{w.abstain}</button>
        </p>
    };
    view! { <section class="panel"><h2>{w.your_scores}</h2>{reopened}{form.view(inside)}</section> }.into_any()
}

fn declaring(rq: &Request, contest: &Contest, entry: &Entry) -> AnyView {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "judging/declare");
    let open = form.has_error();
    let inside = view! {
        {form.hidden("contest", contest.id.to_string())}
        {form.hidden("entry", entry.key.to_string())}
        {form.paragraph("judge_reason", 2)}
        <p class="actions"><button class="button quiet">{w.declare}</button></p>
    };
    view! { <details class="panel" open=open><summary>{w.have_conflict}</summary><p>{w.declare_lead}</p>{form.view(inside)}</details> }.into_any()
}
