//! An exhibitor's numbers: how often its page is read, and what came of it.

use super::{company_places, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::day as on_day;
use crate::route::Route;
use crate::words::forum_stats as words;
use domain::forum::CompanyRole;
use domain::kernel::ids::CompanyId;
use leptos::prelude::*;

/// How many days the page shows.
const DAYS: usize = 60;

/// The page.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (company, _) = of_company(rq, id, CompanyRole::Viewer).await?;
    let here = Route::CompanyStats(id.clone());
    let nav = company_places(rq, &company, &here);
    let found = rq.store().exhibitor_statistics(id).await.map_err(|e| rq.fail(e))?;
    let style = rq.services.site.assets.forum_style.clone();
    let page = Page::new(format!("{}, {}", w.title, company.name), move || {
        let views: u64 = found.days.iter().map(|(_, number)| number).sum();
        let most = found.days.iter().map(|(_, number)| *number).max().unwrap_or_default().max(1);
        let all = [(w.views, views), (w.favourites, found.favourites), (w.booked, found.booked), (w.held, found.held), (w.leads, found.leads)];
        let totals: Vec<_> = all.into_iter().map(|(label, number)| view! { <li><span><b>{number}</b>" "{label}</span></li> }).collect();
        let rows: Vec<_> = found
            .days
            .iter()
            .rev()
            .take(DAYS)
            .map(|(day, number)| {
                let said = day.parse().map_or_else(|_| day.clone(), |date| on_day(lang, date));
                let label = format!("{said}: {number}");
                view! {
                    <tr>
                        <th scope="row"><time datetime=day.clone()>{said}</time></th>
                        <td>{*number}</td>
                        <td><progress max=most.to_string() value=number.to_string() aria-label=label></progress></td>
                    </tr>
                }
            })
            .collect();
        let latest = (found.days.len() > DAYS).then(|| view! { <p class="fine">{w.latest}</p> });
        let days = match rows.is_empty() {
            true => view! { <div class="empty"><p class="lead">{w.empty}</p><p>{w.empty_hint}</p></div> }.into_any(),
            false => view! {
                <table class="views">
                    <thead><tr><th scope="col">{w.day}</th><th scope="col">{w.views}</th><td></td></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {latest}
                <p>{w.export}" "<a href=format!("{}.csv", here.path(lang)) download="">"CSV"</a></p>
            }
            .into_any(),
        };
        view! {
            <link rel="stylesheet" href=style />
            {nav}
            <h1>{w.title}</h1>
            <p class="lead">{company.name}</p>
            <ul class="counts">{totals}</ul>
            <section><h2>{w.days}</h2>{days}<p class="fine">{w.note}</p></section>
        }
    });
    Ok(page.crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}
