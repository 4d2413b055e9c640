//! A solution and a reference of a company's page, each on a page of its own.

use super::of_company;
use super::profile::{about, beside, met_a_colleague, saving};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::countries;
use crate::words::forum_profile::{self as words, Words};
use domain::forum::profile::{Kept, NAME_FIELDS, TEXT_FIELDS, WHAT_FIELDS};
use domain::forum::{Company, CompanyRole, Reference, Solution};
use domain::kernel::Lang;
use domain::kernel::ids::{CompanyId, SolutionId};
use domain::kernel::lang::Text;
use leptos::prelude::*;

fn several(fields: [&'static str; 3], text: Option<&Text>) -> Vec<(&'static str, String)> {
    fields.into_iter().zip(Lang::ALL).map(|(field, lang)| (field, text.map(|t| t.exact(lang).to_owned()).unwrap_or_default())).collect()
}

fn joined<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// What the form of a solution shows.
fn solution_fields(of: Option<&Solution>) -> Vec<(&'static str, String)> {
    let mut all = several(NAME_FIELDS, of.map(|s| &s.name));
    all.extend(several(TEXT_FIELDS, of.map(|s| &s.text)));
    all
}

/// What the form of a reference shows.
fn reference_fields(of: Option<&Reference>) -> Vec<(&'static str, String)> {
    let mut all =
        vec![("reference_city", of.map(|r| r.city.clone()).unwrap_or_default()), ("country", of.map(|r| r.country.clone()).unwrap_or_default())];
    all.extend(several(WHAT_FIELDS, of.map(|r| &r.what)));
    all
}

async fn writing(rq: &Request, id: &CompanyId) -> Result<(Company, Kept), ApiError> {
    let (of, _) = of_company(rq, id, CompanyRole::Staff).await?;
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    Ok((of, kept))
}

fn page(rq: &Request, of: &Company, title: &'static str, form: AnyView, removing: Option<AnyView>) -> Page {
    let lang = rq.lang;
    let w = words::words(lang);
    let script = rq.services.site.assets.draft.clone();
    let (home, profile) = (Route::Company(of.id.clone()).path(lang), Route::CompanyProfile(of.id.clone()).path(lang));
    let name = of.name.clone();
    Page::new(title, move || {
        view! {
            <div class="panel wide" data-module=script data-saving=w.saving data-saved=w.saved data-unsaved=w.unsaved data-offline=w.offline data-meanwhile=w.meanwhile>
                <h1>{title}</h1>
                <div data-draft="">{form}</div>
            </div>
            {removing}
        }
    })
    .crumb(home, name)
    .crumb(profile, w.title)
}

fn removing(rq: &Request, w: Words, of: &CompanyId, kept: &Kept, endpoint: &'static str, id: &SolutionId) -> AnyView {
    let form = Form::new(rq, endpoint);
    let fields = view! {
        {about(&form, of, kept)}
        {form.hidden("part", id.to_string())}
        <p>{w.remove_lead}</p>
        <p class="actions"><button class="button danger">{w.remove}</button></p>
    };
    view! { <details class="withdraw" open=form.has_error()><summary>{w.remove}</summary>{form.view(fields)}</details> }.into_any()
}

/// A solution.
pub async fn solution(rq: &Request, id: &CompanyId, solution: &SolutionId) -> Result<Page, ApiError> {
    const SAVE: &str = "forum/save_solution";
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, kept) = writing(rq, id).await?;
    let snapshot = rq.snapshot()?;
    let there = kept.profile.solution(solution);
    let fields = solution_fields(there);
    let form = fields.iter().fold(Form::new(rq, SAVE), |form, (field, value)| form.with(field, value.clone()));
    let form = form
        .with("topics", there.map(|s| joined(&s.topics)).unwrap_or_default())
        .with("answers_challenges", there.map(|s| joined(&s.challenges)).unwrap_or_default());
    let met = met_a_colleague(rq, SAVE).then(|| beside(w, lang, &form, &fields));
    let topics = snapshot.event.forum.topics.iter().map(|t| (t.id.to_string(), t.name.get(lang).to_owned())).collect();
    let challenges: Vec<(String, String)> = snapshot.challenges.iter().map(|c| (c.id.to_string(), c.title.get(lang).to_owned())).collect();
    let challenges = (!challenges.is_empty()).then(|| form.boxes("answers_challenges", challenges));
    let lines: Vec<AnyView> = NAME_FIELDS.into_iter().map(|field| form.line(field, "text", "off", false)).collect();
    let texts: Vec<AnyView> = TEXT_FIELDS.into_iter().map(|field| form.paragraph(field, 5)).collect();
    let inside = view! {
        {about(&form, &of.id, &kept)}
        {form.hidden("part", solution.to_string())}
        {met}
        {lines}
        {texts}
        {form.boxes("topics", topics)}
        {challenges}
        {saving(w)}
    };
    let gone = there.map(|_| removing(rq, w, &of.id, &kept, "forum/drop_solution", solution));
    Ok(page(rq, &of, w.solution, form.view(inside), gone))
}

/// A city that uses what the company offers.
pub async fn reference(rq: &Request, id: &CompanyId, reference: &SolutionId) -> Result<Page, ApiError> {
    const SAVE: &str = "forum/save_reference";
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, kept) = writing(rq, id).await?;
    let there = kept.profile.reference(reference);
    let fields = reference_fields(there);
    let form = fields.iter().fold(Form::new(rq, SAVE), |form, (field, value)| form.with(field, value.clone()));
    let met = met_a_colleague(rq, SAVE).then(|| beside(w, lang, &form, &fields));
    let lines: Vec<AnyView> = WHAT_FIELDS.into_iter().map(|field| form.line(field, "text", "off", false)).collect();
    let inside = view! {
        {about(&form, &of.id, &kept)}
        {form.hidden("part", reference.to_string())}
        {met}
        {form.line("reference_city", "text", "off", true)}
        {form.select("country", "off", w.choose.to_owned(), countries::all(lang))}
        {lines}
        {saving(w)}
    };
    let gone = there.map(|_| removing(rq, w, &of.id, &kept, "forum/drop_reference", reference));
    Ok(page(rq, &of, w.reference, form.view(inside), gone))
}
