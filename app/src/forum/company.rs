//! A company's own pages: where it stands and what comes next, its application, the terms.

use super::plan::price;
use super::{company_places, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::countries;
use crate::words::forum::{self as words, Words};
use domain::event::Event;
use domain::forum::profile::Kept;
use domain::forum::{BoothClass, Company, CompanyRole, Standing, Step};
use domain::kernel::Lang;
use domain::kernel::ids::CompanyId;
use domain::kernel::lang::Text;
use leptos::prelude::*;
use store::Secret;

/// The companies of the one who asks.
pub async fn mine(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let all = rq.store().companies_of(&person.account).await.map_err(|e| rq.fail(e))?;
    let open = rq.snapshot()?.event.forum.applications_open;
    Ok(Page::new(w.mine, move || {
        let rows: Vec<_> = all
            .iter()
            .map(|(of, role)| {
                let to = Route::Company(of.id.clone()).path(lang);
                view! {
                    <li>
                        <span><a href=to>{of.name.clone()}</a>" "<span class="fine">{words::role(lang, *role)}</span></span>
                        <span class="state">{words::standing(lang, of.standing)}</span>
                    </li>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.mine_none}</p><p>{w.mine_none_hint}</p></div> });
        let apply = match open {
            true => view! { <p class="actions"><a class="button" href=Route::CompanyNew.path(lang)>{w.apply}</a></p> }.into_any(),
            false => view! { <p class="fine">{w.closed}</p> }.into_any(),
        };
        view! { <h1>{w.mine}</h1><p class="lead">{w.mine_lead}</p>{none}<ul class="rows">{rows}</ul>{apply} }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

/// Beginning an application.
pub fn new(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.signed_in()?;
    let form = rq.snapshot()?.event.forum.applications_open.then(|| applying(rq, None)).transpose()?;
    Ok(Page::new(w.apply, move || {
        let form = form.unwrap_or_else(|| view! { <p>{w.closed}</p> }.into_any());
        view! { <div class="panel wide"><h1>{w.apply}</h1><p>{w.apply_lead}</p>{form}</div> }
    })
    .crumb(Route::Companies.path(lang), w.mine))
}

/// The form of an application.
fn applying(rq: &Request, of: Option<&Company>) -> Result<AnyView, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let mut form = Form::new(rq, "forum/save_application");
    if let Some(company) = of {
        let says = &company.application;
        let power = if says.power == 0 { String::new() } else { says.power.to_string() };
        let topics: Vec<&str> = says.topics.iter().map(|t| t.as_str()).collect();
        form = form
            .with("company_name", company.name.clone())
            .with("country", says.country.clone())
            .with("company_city", says.city.clone())
            .with("website", says.website.clone())
            .with("company_about", says.about.clone())
            .with("company_shows", says.shows.clone())
            .with("topics", topics.join(","))
            .with("booth_class", says.class.map(BoothClass::code).unwrap_or_default())
            .with("power", power)
            .with("internet", if says.internet { "yes" } else { "" })
            .with("remarks", says.remarks.clone());
    }
    let topics = rq.snapshot()?.event.forum.topics.iter().map(|t| (t.id.to_string(), t.name.get(lang).to_owned())).collect();
    let event = &rq.snapshot()?.event;
    let classes = BoothClass::ALL.into_iter().map(|c| (c.code().to_owned(), class_with_price(lang, event, c))).collect();
    let fields = view! {
        {form.hidden("company", of.map(|o| o.id.to_string()).unwrap_or_default())}
        {form.hidden("version", of.map_or(0, |o| o.version).to_string())}
        {form.line("company_name", "text", "organization", true)}
        {form.select("country", "country", w.choose.to_owned(), countries::all(lang))}
        {form.line("company_city", "text", "address-level2", true)}
        {form.line("website", "url", "url", false)}
        {form.paragraph("company_about", 5)}
        {form.paragraph("company_shows", 5)}
        {form.boxes("topics", topics)}
        {form.select("booth_class", "off", w.any_class.to_owned(), classes)}
        {form.line("power", "text", "off", false)}
        {form.tick("internet")}
        {form.paragraph("remarks", 3)}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    Ok(form.view(fields))
}

/// Where a company stands, and what comes next.
pub async fn home(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let kept = rq.store().profile(id).await.map_err(|e| rq.fail(e))?;
    let public = of.standing == Standing::Published && rq.snapshot()?.exhibitor(id).is_some();
    let nav = company_places(rq, &of, &Route::Company(id.clone()));
    let next = next_step(rq, w, &of, role, &kept);
    let back_out = (role == CompanyRole::Admin).then(|| withdrawing(rq, w, &of)).flatten();
    let title = of.name.clone();
    Ok(Page::new(title.clone(), move || {
        let reason =
            of.reason.clone().map(|text| view! { <div class="message"><p><strong>{w.reason}</strong></p><p class="as-typed">{text}</p></div> });
        let public = public.then(|| view! { <p><a href=Route::Exhibitor(of.id.clone()).path(lang)>{w.see_public}</a></p> });
        view! {
            {nav}
            <header class="desk-head"><h1>{title}</h1><p class="state">{words::standing(lang, of.standing)}</p></header>
            <p class="lead">{words::meaning(lang, of.standing)}</p>
            {reason}
            {public}
            {next}
            {back_out}
        }
    })
    .crumb(Route::Companies.path(lang), w.mine))
}

fn next_step(rq: &Request, w: Words, of: &Company, role: CompanyRole, kept: &Kept) -> Option<AnyView> {
    let lang = rq.lang;
    let panel = |body: AnyView| view! { <section class="panel wide"><h2>{w.next}</h2>{body}</section> }.into_any();
    let admin = role == CompanyRole::Admin;
    match of.standing {
        standing if Step::Submit.fits(standing) && admin => {
            let form = Form::new(rq, "forum/step_company");
            let label = if standing == Standing::Draft { w.hand_in } else { w.hand_in_again };
            let fields =
                view! { {about(&form, of, Step::Submit)}<p>{w.hand_in_lead}</p><p class="actions"><button class="button">{label}</button></p> };
            Some(panel(form.view(fields)))
        }
        Standing::Accepted => {
            let to = Route::CompanyTerms(of.id.clone()).path(lang);
            Some(panel(view! { <p>{w.terms_lead}</p><p class="actions"><a class="button" href=to>{w.to_terms}</a></p> }.into_any()))
        }
        Standing::Terms | Standing::BoothAssigned | Standing::Published => {
            let says = match (kept.handed_in.is_some(), kept.reason.is_some(), kept.approved.is_some()) {
                (true, ..) => w.page_waits,
                (_, true, _) => w.page_returned,
                (.., true) => w.page_approved,
                _ => w.page_missing,
            };
            let to = Route::CompanyProfile(of.id.clone()).path(lang);
            Some(panel(view! { <p>{says}</p><p class="actions"><a class="button" href=to>{w.profile}</a></p> }.into_any()))
        }
        _ => None,
    }
}

/// Which company a step is about.
pub(super) fn about(form: &Form, of: &Company, step: Step) -> impl IntoView + use<> {
    view! {
        {form.hidden("company", of.id.to_string())}
        {form.hidden("version", of.version.to_string())}
        {form.hidden("step", step.code())}
    }
}

fn withdrawing(rq: &Request, w: Words, of: &Company) -> Option<AnyView> {
    if !Step::Withdraw.fits(of.standing) {
        return None;
    }
    let form = Form::new(rq, "forum/withdraw_company");
    let open = form.has_error();
    let fields = view! {
        {about(&form, of, Step::Withdraw)}
        <p>{w.withdraw_lead}</p>
        {form.tick("withdraw_company_sure")}
        <p class="actions"><button class="button danger">{w.withdraw}</button></p>
    };
    Some(view! { <details class="withdraw" open=open><summary>{w.withdraw}</summary>{form.view(fields)}</details> }.into_any())
}

/// The application of a company: to be changed as long as nobody has accepted it, to be read afterwards.
pub async fn application(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let nav = company_places(rq, &of, &Route::CompanyApplication(id.clone()));
    let body = if of.standing.is_applying() && role == CompanyRole::Admin {
        let form = applying(rq, Some(&of))?;
        view! { <section class="panel wide">{form}</section> }.into_any()
    } else {
        said(rq, &of)?
    };
    let back = (Route::Company(of.id.clone()).path(lang), of.name.clone());
    Ok(Page::new(w.application, move || view! { {nav}<h1>{w.application}</h1>{body} })
        .crumb(Route::Companies.path(lang), w.mine)
        .crumb(back.0, back.1))
}

/// A class of booths, and what it costs where the event says that.
fn class_with_price(lang: Lang, event: &Event, class: BoothClass) -> String {
    let name = words::class(lang, class);
    price(lang, event, class).map_or_else(|| name.to_owned(), |price| format!("{name}: {price}"))
}

/// What a company says of itself, to read.
pub(super) fn said(rq: &Request, of: &Company) -> Result<AnyView, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let says = &of.application;
    let label = |field: &'static str| crate::words::fields::label(lang, field);
    let snapshot = rq.snapshot()?;
    let rules = &snapshot.event.forum;
    let topics: Vec<&str> = says.topics.iter().filter_map(|id| rules.topic(id)).map(|t| t.name.get(lang)).collect();
    let home = format!("{}, {}", says.city, countries::country(lang, &says.country));
    let class = says.class.map_or_else(|| w.any_class.to_owned(), |c| class_with_price(lang, &snapshot.event, c));
    let needs = match (says.power, says.internet) {
        (0, false) => String::new(),
        (0, true) => label("internet").to_owned(),
        (watts, false) => format!("{watts} W"),
        (watts, true) => format!("{watts} W; {}", label("internet")),
    };
    let rows: Vec<_> = [
        (label("company_city"), home),
        (label("website"), says.website.clone()),
        (label("company_about"), says.about.clone()),
        (label("company_shows"), says.shows.clone()),
        (label("topics"), topics.join(", ")),
        (label("booth_class"), class),
        (label("power"), needs),
        (label("remarks"), says.remarks.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <div><dt>{name.to_owned()}</dt><dd class="as-typed">{value}</dd></div> })
    .collect();
    Ok(view! { <dl class="meta">{rows}</dl> }.into_any())
}

/// Which terms these are: a digest of their texts.
pub(super) fn version_of(terms: &Text) -> String {
    let all = [terms.en.as_str(), terms.ru.as_str(), terms.ko.as_str()].join("\n--\n");
    Secret::digest(&all).chars().take(16).collect()
}

/// The terms of exhibitors.
pub async fn terms(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (of, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let terms = rq.snapshot()?.event.texts.exhibitor_terms.clone();
    let there = !terms.get(lang).is_empty();
    let accepts = role == CompanyRole::Admin && Step::AcceptTerms.fits(of.standing) && there;
    let form = accepts.then(|| {
        let form = Form::new(rq, "forum/accept_terms");
        let fields = view! {
            {about(&form, &of, Step::AcceptTerms)}
            {form.hidden("terms", version_of(&terms))}
            {form.tick("accept_terms")}
            <p class="actions"><button class="button">{w.accept_terms}</button></p>
        };
        form.view(fields)
    });
    let accepted = of.terms.as_deref() == Some(version_of(&terms).as_str());
    let back = (Route::Company(of.id.clone()).path(lang), of.name.clone());
    Ok(Page::new(w.terms, move || {
        let accepted = accepted.then(|| view! { <p class="notice">{w.terms_accepted}</p> });
        let text = match there {
            true => ui::prose(lang, &terms).into_any(),
            false => view! { <div class="empty"><p class="lead">{w.no_terms}</p></div> }.into_any(),
        };
        let lead = (!accepts).then_some(w.terms_lead);
        view! { <h1>{w.terms}</h1><p class="fine">{lead}</p>{accepted}<div class="panel wide">{text}</div>{form} }
    })
    .crumb(Route::Companies.path(lang), w.mine)
    .crumb(back.0, back.1))
}
