//! Needs of cities for a company: those that fit it, the others, and what it answered. What cities note about answers is not read here.

use super::matching::{reasons, topics_named};
use super::{company_places, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::day_of_month;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::forum_needs::{self as words, Words};
use domain::event::Snapshot;
use domain::forum::matching::{Match, Wanted};
use domain::forum::needs::NeedAnswer;
use domain::forum::{Company, CompanyRole, Need};
use domain::kernel::ids::CompanyId;
use leptos::prelude::*;

/// The page.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (company, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let answers = rq.store().need_answers_of(id).await.map_err(|e| rq.fail(e))?;
    let snapshot = rq.snapshot()?.clone();
    let own = snapshot.exhibitor(id).cloned();
    let chosen = match rq.query("need") {
        Some(raw) if role >= CompanyRole::Staff && own.is_some() => {
            Some(snapshot.needs.iter().find(|n| n.id.as_str() == raw).cloned().ok_or(ApiError::NotFound)?)
        }
        _ => None,
    };
    let nav = company_places(rq, &company, &Route::CompanyNeeds(id.clone()));
    let rq = rq.clone();
    Ok(Page::new(w.company_title, move || {
        let writes = role >= CompanyRole::Staff && own.is_some();
        let fit = |need: &Need| own.as_ref().and_then(|exhibitor| Wanted::of_need(need).best([exhibitor], None, 1).pop());
        let mut fitting: Vec<(&Need, Match)> = snapshot.needs.iter().filter_map(|need| Some((need, fit(need)?))).collect();
        // What fits best comes first; what fits equally well stays in the order in which it was opened.
        fitting.sort_by_key(|(_, found)| std::cmp::Reverse(found.points()));
        let others: Vec<&Need> = snapshot.needs.iter().filter(|need| !fitting.iter().any(|(fits, _)| fits.id == need.id)).collect();
        let panel = chosen.map(|need| answering(&rq, w, &company, &need, &answers, own.as_ref().map(|e| e.solutions.as_slice()).unwrap_or_default()));
        let line = |need: &Need, found: Option<&Match>| row(&rq, w, &snapshot, &company, (need, found), &answers, writes);
        let fitting: Vec<_> = fitting.iter().map(|(need, found)| line(need, Some(found))).collect();
        let others: Vec<_> = others.iter().map(|need| line(need, None)).collect();
        let none = snapshot.needs.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> });
        let hidden =
            own.is_none().then(|| view! { <p class="message">{crate::words::forum::refusal(lang, domain::forum::Refusal::NotPublished)}</p> });
        let fitting = (!fitting.is_empty()).then(|| view! { <section id="fit"><h2>{w.fit_you}</h2><ul class="rows">{fitting}</ul></section> });
        let others = (!others.is_empty()).then(|| view! { <section id="others"><h2>{w.others}</h2><ul class="rows">{others}</ul></section> });
        let given: Vec<_> = answers.iter().map(|a| answered(&rq, w, &snapshot, a)).collect();
        let given = (!given.is_empty()).then(|| view! { <section id="answers"><h2>{w.your_answers}</h2><ul class="rows">{given}</ul></section> });
        view! {
            {nav}
            <h1>{w.company_title}</h1>
            <p class="lead">{company.name.clone()}</p>
            <p>{w.company_lead}</p>
            {hidden}
            {panel}
            {none}
            {fitting}
            {others}
            {given}
        }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

fn row(
    rq: &Request,
    w: Words,
    snapshot: &Snapshot,
    company: &Company,
    (need, found): (&Need, Option<&Match>),
    answers: &[NeedAnswer],
    writes: bool,
) -> AnyView {
    let lang = rq.lang;
    let other = (need.wording.lang != lang).then(|| need.wording.lang.code());
    let answered = answers.iter().any(|a| a.need == need.id);
    let why =
        found.map(|found| view! { <p class="fine">{w.points.replace("{n}", &found.points().to_string())}</p>{reasons(lang, w, snapshot, found)} });
    let state = answered.then(|| view! { <span class="state approved">{w.answered}</span> });
    let link = writes.then(|| {
        let to = format!("{}?need={}#answer", Route::CompanyNeeds(company.id.clone()).path(lang), need.id);
        let label = if answered { w.change } else { w.answer };
        view! { <a class="button quiet" href=to aria-label=format!("{label}: {}", need.wording.title)>{label}</a> }
    });
    view! {
        <li>
            <div>
                <a href=Route::Need(need.id.clone()).path(lang) lang=other>{need.wording.title.clone()}</a><br />
                <span>{need.city_name.clone()}</span>" "<span class="fine">{topics_named(lang, snapshot, &need.wording.topics)}</span>" "
                <span class="fine">{w.until.replace("{date}", &day_of_month(lang, need.wording.until))}</span>
                {why}
            </div>
            <div class="actions">{state}{link}</div>
        </li>
    }
    .into_any()
}

/// The form of an answer.
fn answering(rq: &Request, w: Words, company: &Company, need: &Need, answers: &[NeedAnswer], solutions: &[domain::forum::Solution]) -> AnyView {
    let lang = rq.lang;
    let there = answers.iter().find(|a| a.need == need.id);
    let mut form = Form::new(rq, "forum/answer_need");
    if let Some(there) = there {
        form = form
            .with("answer_text", there.text.clone())
            .with("answer_solution", there.solution.as_ref().map(ToString::to_string).unwrap_or_default());
    }
    let solutions = solutions.iter().map(|s| (s.id.to_string(), s.name.get(lang).to_owned())).collect();
    let label = if there.is_some() { w.change } else { w.answer };
    let fields = view! {
        {form.hidden("company", company.id.to_string())}
        {form.hidden("need", need.id.to_string())}
        {form.hidden("version", there.map_or(0, |a| a.version).to_string())}
        {form.paragraph("answer_text", 6)}
        {form.select("answer_solution", "off", w.no_solution.to_owned(), solutions)}
        <p class="actions"><button class="button">{label}</button></p>
    };
    // What a colleague wrote meanwhile is seen before one writes over it.
    let theirs = form.has_error().then_some(there).flatten().map(|a| {
        view! { <div class="message" data-theirs="answer_text"><p><strong>{w.your_answers}</strong></p><p class="as-typed">{a.text.clone()}</p></div> }
    });
    view! { <section class="panel wide" id="answer"><h2>{need.wording.title.clone()}</h2><p>{need.city_name.clone()}</p>{theirs}{form.view(fields)}</section> }
        .into_any()
}

/// What the company answered, and what the city told it.
fn answered(rq: &Request, w: Words, snapshot: &Snapshot, a: &NeedAnswer) -> AnyView {
    let lang = rq.lang;
    let head = match snapshot.need(&a.need) {
        Some(need) => {
            view! { <a href=Route::Need(need.id.clone()).path(lang)>{need.wording.title.clone()}</a>", "{need.city_name.clone()} }.into_any()
        }
        None => view! { <strong>{w.closed_need}</strong> }.into_any(),
    };
    let outcome = a.outcome.map(|o| view! { <span class="state">{words::outcome(lang, o)}</span> });
    view! { <li><div>{head}{ui::plain::plain(&a.text)}</div><div class="actions">{outcome}</div></li> }.into_any()
}
