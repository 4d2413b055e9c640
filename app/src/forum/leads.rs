//! A company's leads: the list with its filters, and one of them with rating and notes.

use super::{company_places, of_company};
use crate::error::{ApiError, Refusal};
use crate::organiser::filter::query;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::{Form, untold};
use crate::words::{fields, forum_leads as words, programme};
use domain::forum::lead::{State, is_over};
use domain::forum::{Card, CompanyRole, Gone, Lead, Rating};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, CompanyId, LeadId};
use leptos::prelude::*;
use store::LeadFilter;

/// How many leads a page shows.
const PAGE: usize = 50;

/// Reads the list's filter from the pairs of an address; what it does not know does not filter.
pub fn filter(pairs: &[(String, String)], me: &AccountId) -> LeadFilter {
    let of = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    LeadFilter {
        state: of("standing").and_then(|code| State::CODES.into_iter().find(|c| *c == code)),
        rating: of("rating").and_then(Rating::parse),
        by: of("whose").filter(|whose| *whose == "mine").map(|_| me.clone()),
        words: of("words").unwrap_or_default().to_owned(),
    }
}

fn pairs(filter: &LeadFilter) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    pairs.extend(filter.state.map(|s| ("standing", s.to_owned())));
    pairs.extend(filter.rating.map(|r| ("rating", r.code().to_owned())));
    pairs.extend(filter.by.is_some().then(|| ("whose", "mine".to_owned())));
    if !filter.words.is_empty() {
        pairs.push(("words", filter.words.clone()));
    }
    pairs
}

/// What a card says besides the name, in a line.
pub fn card_line(card: &Card) -> String {
    let parts = [&card.position, &card.organisation, &card.city, &card.email, &card.phone];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

/// By what a company calls a lead: the name once it has it.
fn called(lang: Lang, lead: &Lead) -> String {
    let number: String = lead.id.as_str().chars().take(6).collect();
    lead.card.name.clone().unwrap_or_else(|| words::words(lang).no_name.replace("{number}", &number))
}

/// The list.
pub async fn list(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (company, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let nav = company_places(rq, &company, &Route::CompanyLeads(id.clone()));
    let (person, _) = rq.signed_in()?;
    let asked = filter(&rq.query, &person.account);
    let (found, next) = rq.store().leads(id, &asked, rq.query("after"), PAGE).await.map_err(|e| rq.fail(e))?;
    let gone = rq.store().leads_gone(id).await.map_err(|e| rq.fail(e))?;
    let rq = rq.clone();
    let id = id.clone();
    let page = Page::new(format!("{}, {}", w.leads, company.name), move || {
        let zone = rq.zone();
        let here = Route::CompanyLeads(id.clone()).path(lang);
        let rows: Vec<_> = found.iter().map(|lead| row(&rq, zone.as_deref(), &id, lead)).collect();
        let filtered = asked != LeadFilter::default();
        let list = match (rows.is_empty(), filtered) {
            (true, false) => view! { <div class="empty"><p class="lead">{w.no_leads}</p><p>{w.no_leads_hint}</p></div> }.into_any(),
            (true, true) => view! { <p class="empty">{w.none_fits}</p> }.into_any(),
            (false, _) => view! { <ul class="rows">{rows}</ul> }.into_any(),
        };
        let more = next.map(|after| {
            let mut all = pairs(&asked);
            all.push(("after", after));
            view! { <p class="actions"><a class="button quiet" href=format!("{here}{}", query(&all))>{w.more}</a></p> }
        });
        let scan = (role >= CompanyRole::Staff)
            .then(|| view! { <p class="actions"><a class="button" href=Route::CompanyScan(id.clone()).path(lang)>{w.scan}</a></p> });
        view! {
            {nav}
            <h1>{w.leads}</h1>
            <p class="lead">{company.name}</p>
            {scan}
            {filters(lang, &here, &asked)}
            {list}
            {more}
            <p>{w.export}" "<a href=format!("{here}.csv") download="">"CSV"</a>" "<a href=format!("{here}.json") download="">"JSON"</a></p>
            <p class="fine">{w.export_note}</p>
            {erase(lang, zone.as_deref(), &gone)}
        }
    });
    Ok(page.crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

fn filters(lang: Lang, here: &str, filter: &LeadFilter) -> impl IntoView + use<> {
    let w = words::words(lang);
    let any = programme::words(lang).any;
    let states = [State::Granted(Default::default()), State::Pending, State::Refused];
    let states = states.iter().map(|s| (s.code().to_owned(), words::state(lang, s, false).to_owned())).collect();
    let ratings = Rating::ALL.into_iter().map(|r| (r.code().to_owned(), words::rated(lang, r).to_owned())).collect();
    let clear = (*filter != LeadFilter::default()).then(|| view! { <a href=here.to_owned()>{w.clear}</a> });
    view! {
        <form class="filters" method="get" action=here.to_owned()>
            <label class="words"><span>{w.words}</span><input type="search" name="words" value=filter.words.clone() /></label>
            {ui::choice("standing", w.standing, any, filter.state.map(str::to_owned), states)}
            {ui::choice("rating", w.rating, any, filter.rating.map(|r| r.code().to_owned()), ratings)}
            {ui::choice("whose", w.whose, any, filter.by.is_some().then(|| "mine".to_owned()), vec![("mine".to_owned(), w.mine.to_owned())])}
            <button class="button quiet">{w.filter}</button>
            {clear}
        </form>
    }
}

fn row(rq: &Request, zone: Option<&str>, company: &CompanyId, lead: &Lead) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let over = is_over(lead.asked_at, rq.now);
    let scanned = w.scanned.replace("{date}", &ui::moment(lang, zone, lead.scanned_at)).replace("{name}", &lead.by_name);
    let to = Route::CompanyLead(company.clone(), lead.id.clone()).path(lang);
    let rating = lead.rating.map(|r| view! { <span class="state">{words::rated(lang, r)}</span> });
    let notes = (!lead.notes.is_empty()).then(|| view! { <p class="as-typed">{lead.notes.clone()}</p> });
    let card = card_line(&lead.card);
    let card = (!card.is_empty()).then(|| view! { <p>{card}</p> });
    view! {
        <li><div>
            <p><a href=to><strong>{called(lang, lead)}</strong></a>" "<span class="state">{words::state(lang, &lead.state, over)}</span>" "{rating}</p>
            {card}
            {notes}
            <p class="fine">{scanned}</p>
        </div></li>
    }
}

fn erase(lang: Lang, zone: Option<&str>, gone: &[Gone]) -> Option<AnyView> {
    let w = words::words(lang);
    let rows: Vec<_> = gone.iter().map(|g| view! { <li><code>{g.id.to_string()}</code>" "{ui::moment(lang, zone, g.at)}</li> }).collect();
    (!rows.is_empty()).then(|| view! { <section><h2>{w.gone}</h2><p>{w.gone_lead}</p><ul>{rows}</ul></section> }.into_any())
}

/// One lead.
pub async fn one(rq: &Request, id: &CompanyId, lead: &LeadId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (_, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let lead = rq.store().lead(id, lead).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let rq = rq.clone();
    let id = id.clone();
    let crumb = Route::CompanyLeads(id.clone()).path(lang);
    let page = Page::new(called(lang, &lead), move || {
        let zone = rq.zone();
        let over = is_over(lead.asked_at, rq.now);
        let scanned = w.scanned.replace("{date}", &ui::moment(lang, zone.as_deref(), lead.scanned_at)).replace("{name}", &lead.by_name);
        let may = role >= CompanyRole::Staff && matches!(lead.state, State::Pending | State::Granted(_));
        let note = may.then(|| note(&rq, &id, &lead));
        let read = (!may && !lead.notes.is_empty()).then(|| view! { <p class="as-typed">{lead.notes.clone()}</p> });
        let rating = (!may).then(|| view! { <p>{w.rating}": "{lead.rating.map_or(w.no_rating, |r| words::rated(lang, r))}</p> });
        let untold = untold(&rq);
        view! {
            <h1>{called(lang, &lead)}</h1>
            {untold}
            <p><span class="state">{words::state(lang, &lead.state, over)}</span>" "{words::state_says(lang, &lead.state)}</p>
            {details(lang, &lead.card)}
            <p class="fine">{scanned}", "{w.lead_id}" "<code>{lead.id.to_string()}</code></p>
            <h2>{w.note_title}</h2>
            {rating}
            {read}
            {note}
        }
    });
    Ok(page.crumb(crumb, w.leads))
}

fn details(lang: Lang, card: &Card) -> Option<AnyView> {
    let of =
        [("organisation", &card.organisation), ("city", &card.city), ("position", &card.position), ("email", &card.email), ("phone", &card.phone)];
    let rows: Vec<_> = of
        .into_iter()
        .filter_map(|(field, value)| {
            let value = value.clone().filter(|v| !v.is_empty())?;
            Some(view! { <div><dt>{fields::label(lang, field).to_owned()}</dt><dd>{value}</dd></div> })
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <dl class="meta">{rows}</dl> }.into_any())
}

/// The form of rating and notes; when a colleague was quicker, what is there now stands above what was typed.
fn note(rq: &Request, company: &CompanyId, lead: &Lead) -> impl IntoView + use<> {
    let (lang, w) = (rq.lang, words::words(rq.lang));
    let form = Form::new(rq, "forum/note_lead").with("lead_rating", lead.rating.map_or("", Rating::code)).with("lead_notes", &lead.notes);
    let raced = rq
        .flash
        .as_ref()
        .and_then(|f| f.error.as_ref())
        .is_some_and(|e| matches!(e, ApiError::Refused(Refusal::Forum(domain::forum::Refusal::ChangedMeanwhile))));
    let both = raced.then(|| {
        let there = if lead.notes.is_empty() { w.nothing_there.to_owned() } else { lead.notes.clone() };
        view! { <div class="message"><p>{w.now_there}</p><blockquote><p class="as-typed">{there}</p></blockquote><p>{w.wrote_note}</p></div> }
    });
    let ratings = Rating::ALL.into_iter().map(|r| (r.code().to_owned(), words::rated(lang, r).to_owned())).collect();
    let inside = view! {
        {form.hidden("company", company.to_string())}
        {form.hidden("lead", lead.id.to_string())}
        {form.hidden("version", lead.version.to_string())}
        {form.select("lead_rating", "off", w.no_rating.to_owned(), ratings)}
        {form.paragraph("lead_notes", 5)}
        <p class="fine">{w.note_hint}</p>
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    view! { {both}{form.view(inside)} }
}
