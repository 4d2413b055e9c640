//! The City Digital Solutions Forum: companies and their pages, the plan, meetings, leads and needs.

pub mod booth;
pub mod booths;
pub mod booths_api;
pub mod catalogue;
pub mod company;
pub mod company_api;
pub mod company_needs;
pub mod compare;
pub mod consent;
pub mod desk;
pub mod desk_api;
pub mod differences;
pub mod drawing;
pub mod exhibitor;
pub mod favourites;
pub mod favourites_api;
pub mod history;
pub mod leads;
pub mod leads_api;
pub mod ledger;
pub mod matching;
pub mod meetings;
pub mod meetings_api;
pub mod needs;
pub mod needs_api;
pub mod own_booth;
pub mod people;
pub mod people_api;
pub mod plan;
pub mod plan_api;
pub mod plan_desk;
pub mod profile;
pub mod profile_api;
pub mod profile_parts;
pub mod review;
pub mod scan;
pub mod stats;

use crate::error::{ApiError, Refusal};
use crate::platform::Request;
use crate::route::Route;
use crate::words::forum as words;
use crate::words::mail::Letter;
use domain::forum::{Company, CompanyRole, Membership};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, CompanyId};
use leptos::prelude::*;
use store::{Duties, Mail};

/// A company to which the one who asks belongs, and what they may do there. For everybody else it does not exist; who may do less than `least` is
/// refused.
pub async fn of_company(rq: &Request, id: &CompanyId, least: CompanyRole) -> Result<(Company, CompanyRole), ApiError> {
    let (person, _) = rq.signed_in()?;
    let mine = rq.store().companies_of(&person.account).await.map_err(|e| rq.fail(e))?;
    let (company, role) = mine.into_iter().find(|(company, _)| company.id == *id).ok_or(ApiError::NotFound)?;
    if role >= least {
        return Ok((company, role));
    }
    let refusal = if least == CompanyRole::Admin { domain::forum::Refusal::AdminOnly } else { domain::forum::Refusal::StaffOnly };
    Err(ApiError::Refused(Refusal::Forum(refusal)))
}

/// The id of a company in a form.
pub(crate) fn company_id(raw: &str) -> Result<CompanyId, ApiError> {
    CompanyId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// The ways between a company's own pages.
pub fn company_places(rq: &Request, of: &Company, here: &Route) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let id = || of.id.clone();
    let all = [
        (Route::Company(id()), w.overview),
        (Route::CompanyApplication(id()), w.application),
        (Route::CompanyProfile(id()), w.profile),
        (Route::CompanyPeople(id()), w.people),
        (Route::CompanyBooth(id()), crate::words::forum_plan::words(lang).mine),
        (Route::CompanyMeetings(id()), crate::words::forum_meetings::words(lang).of_company),
        (Route::CompanyLeads(id()), crate::words::forum_leads::words(lang).leads),
        (Route::CompanyNeeds(id()), crate::words::forum_needs::words(lang).company_title),
        (Route::CompanyStats(id()), crate::words::forum_stats::words(lang).title),
    ];
    let links: Vec<_> = all
        .into_iter()
        .map(|(to, label)| {
            let current = (to == *here).then_some("page");
            view! { <li><a href=to.path(lang) aria-current=current>{label}</a></li> }
        })
        .collect();
    view! { <nav aria-label=w.company_nav><ul class="segmented">{links}</ul></nav> }.into_any()
}

/// Letters to those who administer a company, each in their own language.
pub(crate) fn letters_to(rq: &Request, people: &[Membership], write: impl Fn(&Letter<'_>, Lang) -> Mail) -> Vec<Mail> {
    people
        .iter()
        .filter(|member| member.role == CompanyRole::Admin && !member.email.is_empty())
        .map(|member| {
            let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(member.lang));
            write(&Letter { to: &member.email, lang: member.lang, name: &member.name, event }, member.lang)
        })
        .collect()
}

/// Letters to a company of whose times to come somebody is taken off who leaves, `gone`: to the others who administer it, and where nobody else does,
/// to whoever belongs to it longest, who does from then on.
pub(crate) fn off_duty(rq: &Request, of: &Company, people: &[Membership], gone: &AccountId, left: Duties) -> Vec<Mail> {
    let mut others: Vec<Membership> = people.iter().filter(|member| member.account != *gone).cloned().collect();
    if others.iter().all(|member| member.role != CompanyRole::Admin)
        && let Some(first) = others.first_mut()
    {
        first.role = CompanyRole::Admin;
    }
    letters_to(rq, &others, |letter, lang| {
        let url = format!("{}{}", rq.services.site.base_url, Route::CompanyMeetings(of.id.clone()).path(lang));
        words::off_duty(letter, &of.name, left, &url)
    })
}
