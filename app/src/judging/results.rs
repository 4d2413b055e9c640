//! The public page of a contest: not yet, sealed, or the ranking with the way to check it. It is made of what was published, never of scores.

use super::desk::told;
use super::seal::{Outcome, read};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::judging as words;
use domain::judging::{Contest, Pilot, Ratio, State};
use domain::kernel::Lang;
use domain::kernel::ids::ContestId;
use leptos::prelude::*;

/// How many digits behind the point a value is shown with.
const DIGITS: u32 = 4;

/// When what was done, and the digests.
pub(super) fn facts(lang: Lang, zone: Option<&str>, contest: &Contest, with_terms: bool) -> AnyView {
    let w = words::words(lang);
    let moments = [
        (w.opened, contest.opened_at.filter(|_| with_terms)),
        (w.closed, contest.closed_at.filter(|_| with_terms)),
        (w.sealed, contest.sealed_at),
        (w.announced, contest.announced_at),
    ];
    let rows: Vec<_> = moments
        .into_iter()
        .filter_map(|(label, at)| Some((label, ui::moment(lang, zone, at?))))
        .map(|(label, at)| view! { <div><dt>{label}</dt><dd>{at}</dd></div> })
        .collect();
    let digests: Vec<_> = [(w.digest, contest.digest.clone()), (w.terms_digest, contest.terms_digest.clone())]
        .into_iter()
        .filter_map(|(label, digest)| Some((label, digest?)))
        .map(|(label, digest)| view! { <div><dt>{label}</dt><dd><code class="as-typed">{digest}</code></dd></div> })
        .collect();
    view! { <dl class="meta">{rows}{digests}</dl> }.into_any()
}

/// A ranking.
pub(super) fn table(lang: Lang, outcome: &Outcome) -> AnyView {
    ranking(lang, outcome, &[], false)
}

fn ranking(lang: Lang, outcome: &Outcome, pilots: &[Pilot], linked: bool) -> AnyView {
    let w = words::words(lang);
    let value = |ratio: Option<Ratio>| ratio.map_or_else(|| w.unranked_short.to_owned(), |r| r.decimal(DIGITS));
    let rows: Vec<_> = outcome
        .places
        .iter()
        .map(|place| {
            let title = outcome.title(&place.entry).to_owned();
            let rank = place.rank.map_or_else(|| w.unranked.to_owned(), |rank| rank.to_string());
            let name = match linked {
                true => view! { <a href=Route::Pilots(outcome.contest.clone(), place.entry.clone()).path(lang)>{title}</a> }.into_any(),
                false => title.into_any(),
            };
            let of: Vec<_> = pilots
                .iter()
                .filter(|p| p.entry == place.entry)
                .map(|p| view! { <li>{p.city_name.clone()}" – "{words::pilot_state(lang, p.state)}</li> })
                .collect();
            let cities = linked.then(|| view! { <td data-label=w.pilots><ul class="plain">{of}</ul></td> });
            view! {
                <tr>
                    <td data-label=w.rank>{rank}</td>
                    <th scope="row">{name}</th>
                    <td data-label=w.value>{value(place.value)}</td>
                    <td data-label=w.sheets>{place.jurors}</td>
                    {cities}
                </tr>
            }
        })
        .collect();
    let cities = linked.then(|| view! { <th scope="col">{w.pilots}</th> });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w.results>
            <table class="queue stack ranking">
                <thead><tr>
                    <th scope="col">{w.rank}</th><th scope="col">{w.entry}</th><th scope="col">{w.value}</th><th scope="col">{w.sheets}</th>{cities}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A contest of which the public knows: one that has opened.
pub(super) async fn known(rq: &Request, id: &ContestId) -> Result<Contest, ApiError> {
    let found = rq.store().contest(id).await.map_err(|e| rq.fail(e))?;
    found.filter(|c| c.state != State::Draft).ok_or(ApiError::NotFound)
}

/// What was announced of a contest; nothing before that.
pub(super) async fn announced(rq: &Request, contest: &Contest) -> Result<Option<Outcome>, ApiError> {
    if contest.state != State::Announced {
        return Ok(None);
    }
    let text = rq.store().announced_result(&contest.id).await.map_err(|e| rq.fail(e))?;
    text.map(|text| read(&text).ok_or_else(|| rq.broken("an announced result cannot be read"))).transpose()
}

/// The page.
pub async fn page(rq: &Request, id: &ContestId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let contest = known(rq, id).await?;
    let outcome = announced(rq, &contest).await?;
    let pilots = match outcome {
        Some(_) => rq.store().pilots(id).await.map_err(|e| rq.fail(e))?,
        None => Vec::new(),
    };
    let zone = rq.zone();
    let title = format!("{}: {}", contest.title.get(lang), w.results);
    Ok(Page::new(title.clone(), move || {
        let body = match (&outcome, contest.state) {
            (Some(outcome), _) => {
                let file = format!("{}.txt", contest.id);
                let lead = w.how_to_check_lead.replace("{file}", &file);
                view! {
                    {ranking(lang, outcome, &pilots, true)}
                    <section>
                        <h2>{w.how_to_check}</h2>
                        <p>{lead}</p>
                        <p><a href=format!("/results/{file}") download="">{w.the_file}</a></p>
                    </section>
                }
                .into_any()
            }
            (None, State::Sealed) => view! { <p class="lead">{w.is_sealed}</p> }.into_any(),
            (None, _) => view! { <p class="lead">{w.not_yet}</p> }.into_any(),
        };
        view! { <h1>{title}</h1>{body}{facts(lang, zone.as_deref(), &contest, false)}{told(lang, &contest)} }
    }))
}
