//! Who has arrived where: numbers for organisers, and the readings that somebody should look at.

use crate::checkin::{all_stations, name_of, station_name};
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::checkin as words;
use crate::words::registration as names;
use domain::kernel::ids::StationId;
use domain::registration::Category;
use leptos::prelude::*;

/// How many flagged readings are shown.
const FLAGGED: usize = 30;
/// After how many seconds the page asks for the numbers again.
const AGAIN: &str = "15";

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let stations = all_stations(rq).await?;
    let asked = rq.query("station").and_then(|id| StationId::parse(id).ok()).filter(|id| stations.iter().any(|s| s.id == *id));
    let Some(station) = asked.or_else(|| stations.first().map(|s| s.id.clone())) else { return Err(ApiError::Busy) };
    let everywhere = rq.store().arrivals_everywhere().await.map_err(|e| rq.fail(e))?;
    let arrivals = rq.store().arrivals(&station).await.map_err(|e| rq.fail(e))?;
    let flagged = rq.store().flagged_readings(&station, FLAGGED).await.map_err(|e| rq.fail(e))?;
    let zone = rq.zone();
    let add = Form::new(rq, "checkin/add_station");
    let nav = places(rq, &Route::Arrivals);
    let (style, script) = (rq.services.site.assets.checkin_style.clone(), rq.services.site.assets.arrivals.clone());
    let now = rq.now;
    Ok(Page::new(w.arrivals, move || {
        let here = Route::Arrivals.path(lang);
        let tiles: Vec<_> = stations
            .iter()
            .map(|s| {
                let arrived = everywhere.iter().find(|c| c.station == s.id).map_or(0, |c| c.arrived);
                let current = (s.id == station).then_some("true");
                view! { <li><a href=format!("{here}?station={}", s.id) aria-current=current><b>{arrived}</b>" "{station_name(lang, s).to_owned()}</a></li> }
            })
            .collect();
        let (arrived, expected) = arrivals.iter().fold((0, 0), |(a, e), of| (a + of.arrived, e + of.expected));
        let rows: Vec<_> = arrivals
            .iter()
            .map(|of| {
                let label = Category::parse(&of.category).map_or(w.no_category, |c| names::category(lang, c));
                view! {
                    <tr>
                        <th scope="row">{label}</th>
                        <td>{of.arrived}</td>
                        <td>{of.expected}</td>
                        <td><progress max=of.expected.max(of.arrived).to_string() value=of.arrived.to_string() aria-label=label></progress></td>
                    </tr>
                }
            })
            .collect();
        let looked: Vec<_> = flagged
            .iter()
            .map(|reading| {
                let name = if reading.face.name.is_empty() { w.unknown_badge.to_owned() } else { reading.face.name.clone() };
                view! {
                    <li>
                        <time class="fine" datetime=ui::machine(reading.at)>{ui::moment(lang, zone.as_deref(), reading.at)}</time>
                        <strong>{name}</strong>
                        <span>{words::outcome(lang, reading.outcome)}</span>
                    </li>
                }
            })
            .collect();
        let looked = match looked.is_empty() {
            true => view! { <p class="fine">{w.nothing_flagged}</p> }.into_any(),
            false => view! { <ol class="trail">{looked}</ol> }.into_any(),
        };
        let sum = w.arrived_of.replace("{n}", &arrived.to_string()).replace("{all}", &expected.to_string());
        let fields = view! { {add.line("station_name", "text", "off", true)}<p class="actions"><button class="button">{w.add_station}</button></p> };
        let name = name_of(lang, &stations, &station).to_owned();
        view! {
            <link rel="stylesheet" href=style />
            <div class="desk">
                {nav}
                <h1>{w.arrivals}</h1>
                <div id="arrivals" data-again=AGAIN>
                    <ul class="counts">{tiles}</ul>
                    <h2>{name}</h2>
                    <p class="lead">{sum}</p>
                    <div class="scroll" tabindex="0" role="region" aria-label=w.arrivals>
                        <table class="queue">
                            <thead><tr>
                                <th scope="col">{crate::words::fields::label(lang, "category")}</th><th scope="col">{w.arrived}</th>
                                <th scope="col">{w.expected}</th><th scope="col"><span class="unseen">{w.arrived}</span></th>
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    <h2>{w.to_look_at}</h2>
                    {looked}
                    <p class="fine">{w.as_of.replace("{date}", &ui::moment(lang, zone.as_deref(), now))}</p>
                </div>
                <section class="panel"><h2>{w.add_station}</h2><p>{w.add_station_lead}</p>{add.view(fields)}</section>
            </div>
        }
    })
    .wide()
    .module(script))
}
