//! A company's page, to be written: texts by language, facts, solutions, cities, files, a preview beside it, and handing it in.
//!
//! Always holds: what was typed into a refused form is on the page that answers; where a colleague changed the same meanwhile, both are there, and
//! the next save is made on what the person has seen.

use super::exhibitor;
use super::{company_places, of_company};
use crate::error::{ApiError, Refusal};
use crate::files;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::countries;
use crate::words::forum_profile::{self as words, Words};
use domain::event::Snapshot;
use domain::files::{Owner, StoredFile};
use domain::forum::profile::{Kept, Shown};
use domain::forum::{Company, CompanyRole};
use domain::kernel::Lang;
use domain::kernel::ids::{CompanyId, SolutionId};
use leptos::prelude::*;
use uuid::Uuid;

/// The files of a company, by what they are for.
pub(super) struct Files {
    logo: Vec<StoredFile>,
    pictures: Vec<StoredFile>,
    documents: Vec<StoredFile>,
}

impl Files {
    pub(super) async fn of(rq: &Request, id: &CompanyId) -> Result<Self, ApiError> {
        let all = |owner| async move { rq.store().files_of(&owner).await.map_err(|e| rq.fail(e)) };
        Ok(Self {
            logo: all(Owner::CompanyLogo(id.clone())).await?,
            pictures: all(Owner::CompanyPicture(id.clone())).await?,
            documents: all(Owner::CompanyDocument(id.clone())).await?,
        })
    }

    pub(super) fn shown(&self) -> Shown {
        let facts = |files: &[StoredFile]| files.iter().map(|f| f.facts.clone()).collect::<Vec<_>>();
        // The newest logo is the one that counts.
        Shown { logo: self.logo.last().map(|f| f.facts.clone()), pictures: facts(&self.pictures), documents: facts(&self.documents) }
    }
}

/// The page as it would be seen.
pub(super) fn as_seen(lang: Lang, snapshot: &Snapshot, of: &Company, kept: &Kept, files: &Files) -> AnyView {
    let exhibitor = kept.profile.as_exhibitor(of, files.shown());
    exhibitor::body(lang, &exhibitor, snapshot.booth_of(&of.id), snapshot, true)
}

/// Whether the last submission of this function was refused because a colleague changed the same.
pub(super) fn met_a_colleague(rq: &Request, endpoint: &str) -> bool {
    let meanwhile = ApiError::Refused(Refusal::Forum(domain::forum::Refusal::ChangedMeanwhile));
    rq.flash.as_ref().is_some_and(|flash| flash.endpoint == endpoint && flash.error.as_ref() == Some(&meanwhile))
}

/// What is there now beside what was typed, field by field.
pub(super) fn beside(w: Words, lang: Lang, form: &Form, there: &[(&'static str, String)]) -> AnyView {
    let rows: Vec<_> = there
        .iter()
        .filter(|(field, value)| form.value(field) != *value)
        .map(|(field, value)| {
            let says = if value.is_empty() { w.nothing.to_owned() } else { value.clone() };
            view! { <div><dt>{crate::words::fields::label(lang, field).to_owned()}</dt><dd class="as-typed">{says}</dd></div> }
        })
        .collect();
    view! { <div class="message"><p><strong>{w.there_now}</strong></p><dl class="meta">{rows}</dl><p>{w.yours}</p></div> }.into_any()
}

/// The page.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    let stored = Files::of(rq, id).await?;
    let snapshot = rq.snapshot()?.clone();
    let nav = company_places(rq, &of, &Route::CompanyProfile(id.clone()));
    let writes = role >= CompanyRole::Staff;
    let text_lang = rq.query("text").and_then(Lang::parse).unwrap_or(lang);
    let rq = rq.clone();
    let back = (Route::Company(of.id.clone()).path(lang), of.name.clone());
    let (script, style) = (rq.services.site.assets.draft.clone(), rq.services.site.assets.forum_style.clone());
    Ok(Page::new(w.title, move || {
        let seen = as_seen(lang, &snapshot, &of, &kept, &stored);
        let preview = Route::CompanyPreview(of.id.clone()).path(lang);
        let whole = preview.clone();
        let editing = writes.then(|| {
            view! {
                <section class="panel wide"><h2>{w.texts}</h2>{texts(&rq, w, &of, &kept, text_lang)}</section>
                <section class="panel wide"><h2>{w.facts}</h2>{facts(&rq, w, &of, &kept)}</section>
                <section class="panel wide"><h2>{w.solutions}</h2>{solutions(lang, w, &of, &kept)}</section>
                <section class="panel wide"><h2>{w.references}</h2>{references(lang, w, &of, &kept)}</section>
                <section class="panel wide"><h2>{w.logo}</h2>{files::keeping(&rq, &Owner::CompanyLogo(of.id.clone()), &stored.logo)}</section>
                <section class="panel wide"><h2>{w.pictures}</h2>{files::keeping(&rq, &Owner::CompanyPicture(of.id.clone()), &stored.pictures)}</section>
                <section class="panel wide"><h2>{w.documents}</h2>{files::keeping(&rq, &Owner::CompanyDocument(of.id.clone()), &stored.documents)}</section>
            }
        });
        let lead = if writes { w.lead } else { w.read_only };
        view! {
            <link rel="stylesheet" href=style />
            {nav}
            <h1>{w.title}</h1>
            <p class="lead">{lead}</p>
            {standing(&rq, w, &of, &kept, writes)}
            <div class="drafting" data-module=script data-saving=w.saving data-saved=w.saved data-unsaved=w.unsaved data-offline=w.offline data-meanwhile=w.meanwhile>
                <div>{editing}</div>
                <section class="seen" aria-label=w.preview data-preview=preview>
                    <h2>{w.preview}</h2>
                    <p><a href=whole>{w.to_preview}</a></p>
                    <div data-seen="">{seen}</div>
                </section>
            </div>
        }
    })
    .wide()
    .crumb(Route::Companies.path(lang), crate::words::forum::words(lang).mine)
    .crumb(back.0, back.1))
}

fn standing(rq: &Request, w: Words, of: &Company, kept: &Kept, writes: bool) -> AnyView {
    let lang = rq.lang;
    let history = Route::CompanyHistory(of.id.clone()).path(lang);
    let saved = kept.at.map(|at| {
        let text = w.saved_by.replace("{n}", &kept.version.to_string()).replace("{time}", &ui::moment(lang, rq.zone().as_deref(), at));
        view! { <p class="fine">{text}" · "<a href=history>{w.history}</a></p> }
    });
    let reason =
        kept.reason.clone().map(|text| view! { <div class="message"><p><strong>{w.returned}</strong></p><p class="as-typed">{text}</p></div> });
    let lacks: Vec<&str> = kept.profile.missing().into_iter().map(|lack| words::lack(lang, lack)).collect();
    let unchanged = kept.approved.as_ref().is_some_and(|approved| approved.profile == kept.profile);
    let next = if !lacks.is_empty() {
        view! { <p><strong>{w.lacks}</strong>" "{lacks.join(", ")}"."</p> }.into_any()
    } else if kept.handed_in.is_some() {
        view! { <p class="notice">{w.waits}</p> }.into_any()
    } else if !writes {
        ().into_any()
    } else {
        let still = kept.approved.is_some().then(|| view! { <p class="fine">{if unchanged { w.nothing_new } else { w.still_shown }}</p> });
        let form = Form::new(rq, "forum/hand_page_in");
        let fields = view! {
            {form.hidden("company", of.id.to_string())}
            {form.hidden("turn", kept.turn.to_string())}
            <p>{w.hand_in_lead}</p>
            <p class="actions"><button class="button">{w.hand_in}</button></p>
        };
        view! { {still}<section class="panel wide"><h2>{w.hand_in}</h2>{form.view(fields)}</section> }.into_any()
    };
    view! { {saved}{reason}{next} }.into_any()
}

/// Which page a form is about, and on which version it is made.
pub(super) fn about(form: &Form, of: &CompanyId, kept: &Kept) -> impl IntoView + use<> {
    view! { {form.hidden("company", of.to_string())}{form.hidden("base", kept.version.to_string())} }
}

/// The button, and where the script says whether it is saved.
pub(super) fn saving(w: Words) -> AnyView {
    view! { <p class="actions"><button class="button">{w.save}</button><span class="fine" role="status" data-says=""></span></p> }.into_any()
}

/// What the form of texts shows.
pub(super) fn text_fields(kept: &Kept, lang: Lang) -> Vec<(&'static str, String)> {
    vec![("tagline", kept.profile.tagline.exact(lang).to_owned()), ("profile_about", kept.profile.about.exact(lang).to_owned())]
}

/// What the form of facts shows.
pub(super) fn fact_fields(kept: &Kept) -> Vec<(&'static str, String)> {
    let says = &kept.profile;
    let ask = says.contact.as_ref();
    let of = |part: Option<&String>| part.cloned().unwrap_or_default();
    vec![
        ("country", says.country.clone()),
        ("company_city", says.city.clone()),
        ("website", says.website.clone()),
        ("video", says.video.clone()),
        ("social", says.social.join("\n")),
        ("ask_name", of(ask.map(|c| &c.name))),
        ("ask_role", of(ask.map(|c| &c.role))),
        ("ask_email", of(ask.map(|c| &c.email))),
        ("ask_phone", of(ask.map(|c| &c.phone))),
    ]
}

fn texts(rq: &Request, w: Words, of: &Company, kept: &Kept, text_lang: Lang) -> AnyView {
    const SAVE: &str = "forum/save_texts";
    let lang = rq.lang;
    let there = text_fields(kept, text_lang);
    let form = there.iter().fold(Form::new(rq, SAVE), |form, (field, value)| form.with(field, value.clone()));
    let met = met_a_colleague(rq, SAVE).then(|| beside(w, lang, &form, &there));
    let own = Route::CompanyProfile(of.id.clone()).path(lang);
    let tabs: Vec<_> = Lang::ALL
        .into_iter()
        .map(|l| {
            let current = (l == text_lang).then_some("true");
            let empty = kept.profile.about.exact(l).is_empty().then(|| view! { " ("{w.missing_here}")" });
            view! { <li><a href=format!("{own}?text={}", l.code()) aria-current=current><span lang=l.code()>{l.endonym()}</span>{empty}</a></li> }
        })
        .collect();
    let fields = view! {
        {about(&form, &of.id, kept)}
        {form.hidden("text_lang", text_lang.code())}
        {met}
        <div lang=text_lang.code()>{form.line("tagline", "text", "off", false)}{form.paragraph("profile_about", 8)}</div>
        {saving(w)}
    };
    view! { <p class="fine">{w.texts_lead}</p><ul class="segmented">{tabs}</ul><div data-draft="">{form.view(fields)}</div> }.into_any()
}

fn facts(rq: &Request, w: Words, of: &Company, kept: &Kept) -> AnyView {
    const SAVE: &str = "forum/save_facts";
    let lang = rq.lang;
    let there = fact_fields(kept);
    let form = there.iter().fold(Form::new(rq, SAVE), |form, (field, value)| form.with(field, value.clone()));
    let met = met_a_colleague(rq, SAVE).then(|| beside(w, lang, &form, &there));
    let fields = view! {
        {about(&form, &of.id, kept)}
        {met}
        {form.select("country", "country", w.choose.to_owned(), countries::all(lang))}
        {form.line("company_city", "text", "off", false)}
        {form.line("website", "url", "off", false)}
        {form.line("video", "url", "off", false)}
        {form.paragraph("social", 3)}
        {form.line("ask_name", "text", "off", false)}
        {form.line("ask_role", "text", "off", false)}
        {form.line("ask_email", "email", "off", false)}
        {form.line("ask_phone", "tel", "off", false)}
        {saving(w)}
    };
    view! { <div data-draft="">{form.view(fields)}</div> }.into_any()
}

/// An id for something that is about to be added.
fn fresh() -> Option<SolutionId> {
    SolutionId::parse(&Uuid::now_v7().simple().to_string()).ok()
}

fn solutions(lang: Lang, w: Words, of: &Company, kept: &Kept) -> AnyView {
    let rows: Vec<_> = kept
        .profile
        .solutions
        .iter()
        .map(|s| {
            let to = Route::CompanySolution(of.id.clone(), s.id.clone()).path(lang);
            let (name, in_lang) = s.name.resolve(lang);
            view! { <li><a href=to lang=(in_lang != lang).then_some(in_lang.code())>{name.to_owned()}</a></li> }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p>{w.solutions_none}</p> });
    let add = fresh().map(|id| {
        let to = Route::CompanySolution(of.id.clone(), id).path(lang);
        view! { <p class="actions"><a class="button quiet" href=to>{w.add_solution}</a></p> }
    });
    view! { {none}<ul class="rows">{rows}</ul>{add} }.into_any()
}

fn references(lang: Lang, w: Words, of: &Company, kept: &Kept) -> AnyView {
    let rows: Vec<_> = kept
        .profile
        .references
        .iter()
        .map(|r| {
            let to = Route::CompanyReference(of.id.clone(), r.id.clone()).path(lang);
            let country = countries::country(lang, &r.says.country).to_owned();
            view! { <li><span><a href=to>{r.says.city.clone()}</a>" "<span class="fine">{country}</span></span></li> }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p>{w.references_none}</p> });
    let add = fresh().map(|id| {
        let to = Route::CompanyReference(of.id.clone(), id).path(lang);
        view! { <p class="actions"><a class="button quiet" href=to>{w.add_reference}</a></p> }
    });
    view! { {none}<ul class="rows">{rows}</ul>{add} }.into_any()
}

/// The page as everybody would see it.
pub async fn preview(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, _) = of_company(rq, id, CompanyRole::Viewer).await?;
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    let stored = Files::of(rq, id).await?;
    let snapshot = rq.snapshot()?.clone();
    let back = (Route::CompanyProfile(of.id.clone()).path(lang), w.title);
    let title = of.name.clone();
    let style = rq.services.site.assets.forum_style.clone();
    Ok(Page::new(title.clone(), move || {
        let seen = as_seen(lang, &snapshot, &of, &kept, &stored);
        view! { <link rel="stylesheet" href=style /><h1>{title}</h1><p class="message">{w.preview}</p><div data-seen="">{seen}</div> }
    })
    .crumb(back.0, back.1))
}
