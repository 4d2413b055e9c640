//! The floor plan as everybody sees it: a drawing of each hall, and the same as a list.

use super::drawing::{Shown, drawing, fitting, legend};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::forum as forum_words;
use crate::words::forum_plan::{self as words, Words};
use domain::event::{Event, Snapshot};
use domain::forum::plan::{in_metres, in_square_metres};
use domain::forum::{Booth, BoothClass, Exhibitor, Hall};
use domain::kernel::Lang;
use domain::kernel::ids::BoothId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use papers::{FloorPlan, PlanBooth, PlanHall};

/// The place of a booth on the plan.
pub fn place(lang: Lang, booth: &BoothId) -> String {
    format!("{}#booth-{booth}", Route::FloorPlan.path(lang))
}

/// The address of the plan to print.
pub fn pdf(lang: Lang) -> String {
    format!("{}.pdf", Route::FloorPlan.path(lang))
}

/// The exhibitor at a booth, when the public sees it.
pub fn exhibitor<'a>(snapshot: &'a Snapshot, booth: &Booth) -> Option<&'a Exhibitor> {
    booth.holder.as_ref().and_then(|id| snapshot.exhibitor(id))
}

/// The way from the part of the assembly to the plan.
pub fn way_in(lang: Lang, snapshot: &Snapshot) -> Option<AnyView> {
    let w = words::words(lang);
    (!snapshot.halls.is_empty())
        .then(|| view! { <p>{w.lead}</p><p class="actions"><a class="button quiet" href=Route::FloorPlan.path(lang)>{w.title}</a></p> }.into_any())
}

/// What a class of booths costs, in words, and that it is made up where it is.
pub fn price(lang: Lang, event: &Event, class: BoothClass) -> Option<String> {
    let price = event.booth_price(class)?;
    let says = price.text.get(lang);
    Some(if price.sample { words::words(lang).made_up.replace("{price}", says) } else { says.to_owned() })
}

/// What stands above the prices of a list; nothing where the event says none.
fn price_head(w: Words, event: &Event) -> Option<&'static str> {
    let sample = event.booth_prices.iter().any(|price| price.sample);
    (!event.booth_prices.is_empty()).then_some(if sample { w.price_sample } else { w.price })
}

/// A price of a list, whose head says already whether it is made up.
fn price_cell(lang: Lang, w: Words, event: &Event, class: BoothClass) -> String {
    event.booth_price(class).map_or(w.unpriced, |price| price.text.get(lang)).to_owned()
}

/// What booths cost, class by class.
fn prices(lang: Lang, w: Words, event: &Event) -> Option<AnyView> {
    let rows: Vec<_> = BoothClass::ALL
        .into_iter()
        .filter_map(|class| event.booth_price(class))
        .map(|price| {
            let sample = ui::sample(lang, price.sample);
            view! { <div><dt>{forum_words::class(lang, price.class)}</dt><dd>{ui::text(lang, &price.text)}" "{sample}</dd></div> }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <section id="prices"><h2>{w.prices}</h2><dl class="meta">{rows}</dl></section> }.into_any())
}

/// The page.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let snapshot = rq.snapshot()?.clone();
    let style = rq.services.site.assets.forum_style.clone();
    Ok(Page::new(w.title, move || {
        let none = snapshot.halls.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> });
        let sample =
            snapshot.halls.iter().any(|hall| hall.sample).then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{w.sample}</p> });
        let read = (!snapshot.halls.is_empty()).then(|| {
            view! {
                {legend(w)}
                <p class="actions"><a class="button quiet" href=pdf(lang) data-native="">{w.pdf}</a></p>
            }
        });
        let halls: Vec<_> = snapshot.halls.iter().map(|hall| shown(lang, w, &snapshot, hall)).collect();
        view! {
            <link rel="stylesheet" href=style />
            <h1>{w.title}</h1>
            <p class="lead">{w.lead}</p>
            {none}
            {sample}
            {read}
            {halls}
            {prices(lang, w, &snapshot.event)}
        }
    })
    .described(w.lead)
    .wide())
}

fn shown(lang: Lang, w: Words, snapshot: &Snapshot, hall: &Hall) -> AnyView {
    let drawn = drawing(lang, hall, |booth| {
        let of = exhibitor(snapshot, booth);
        let href = of.map(|of| Route::Exhibitor(of.id.clone()).path(lang));
        Shown { name: of.map(|of| of.name.clone()).unwrap_or_default(), href, ..Shown::default() }
    });
    let rows: Vec<_> = hall
        .booths
        .iter()
        .map(|booth| {
            let who = match (exhibitor(snapshot, booth), booth.taken) {
                (Some(of), _) => view! { <a href=Route::Exhibitor(of.id.clone()).path(lang)>{of.name.clone()}</a> }.into_any(),
                (None, true) => w.taken.into_any(),
                (None, false) => w.free.into_any(),
            };
            row((lang, w), Some(&snapshot.event), booth, who)
        })
        .collect();
    let size = w.size.replace("{w}", &in_metres(hall.width)).replace("{d}", &in_metres(hall.depth));
    // An event may call a hall like another place of the page, such as `main`.
    let title = format!("title-{}", hall.id);
    let titled = title.clone();
    view! {
        <section aria-labelledby=titled>
            <h2 id=title>{ui::text(lang, &hall.name)}" "<span class="fine">{size}</span></h2>
            {drawn}
            {list((lang, w), Some(&snapshot.event), hall, rows)}
        </section>
    }
    .into_any()
}

/// A row of the list of booths, with what stands in its last cell.
pub fn row((lang, w): (Lang, Words), event: Option<&Event>, booth: &Booth, last: AnyView) -> AnyView {
    let price = event.and_then(|event| price_head(w, event).map(|head| view! { <td data-label=head>{price_cell(lang, w, event, booth.class)}</td> }));
    view! {
        <tr>
            <th scope="row"><a href=format!("#booth-{}", booth.id)>{booth.number.clone()}</a></th>
            <td data-label=w.class>{forum_words::class(lang, booth.class)}</td>
            {price}
            <td data-label=w.area>{w.area_of.replace("{n}", &in_square_metres(booth.area()))}</td>
            <td data-label=w.power>{power(w, booth)}</td>
            <td data-label=w.internet>{if booth.internet { w.yes } else { w.no }}</td>
            <td data-label=w.who>{last}</td>
        </tr>
    }
    .into_any()
}

/// The list of a hall's booths.
pub fn list((lang, w): (Lang, Words), event: Option<&Event>, hall: &Hall, rows: Vec<AnyView>) -> AnyView {
    let price = event.and_then(|event| price_head(w, event)).map(|head| view! { <th scope="col">{head}</th> });
    let says = w.list.replace("{hall}", hall.name.get(lang));
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=says>
            <table class="queue stack booths">
                <thead><tr>
                    <th scope="col">{w.number}</th><th scope="col">{w.class}</th>{price}<th scope="col">{w.area}</th><th scope="col">{w.power}</th>
                    <th scope="col">{w.internet}</th><th scope="col">{w.who}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The plan to print.
pub fn paper(snapshot: &Snapshot, lang: Lang, base_url: &str, now: Timestamp) -> FloorPlan {
    let w = words::words(lang);
    let zone = TimeZone::get(&snapshot.event.time_zone).unwrap_or(TimeZone::UTC);
    let today = zone.to_datetime(now).date();
    let day = crate::programme::day_of_month(lang, today);
    let date = if lang == Lang::Ko { format!("{}년 {day}", today.year()) } else { format!("{day} {}", today.year()) };
    let head = price_head(w, &snapshot.event);
    let booth = |booth: &Booth| {
        let of = exhibitor(snapshot, booth);
        let who = of.map_or_else(|| if booth.taken { w.taken.to_owned() } else { w.free.to_owned() }, |of| of.name.clone());
        PlanBooth {
            x: booth.x,
            y: booth.y,
            width: booth.width,
            depth: booth.depth,
            number: booth.number.clone(),
            name: of.filter(|_| booth.depth >= 24).map(|of| fitting(&of.name, booth.width, 6)).unwrap_or_default(),
            class: booth.class.code().to_owned(),
            taken: booth.taken,
            cells: [booth.number.clone(), forum_words::class(lang, booth.class).to_owned()]
                .into_iter()
                .chain(head.map(|_| price_cell(lang, w, &snapshot.event, booth.class)))
                .chain([
                    w.area_of.replace("{n}", &in_square_metres(booth.area())),
                    power(w, booth),
                    if booth.internet { w.yes } else { w.no }.to_owned(),
                    who,
                ])
                .collect(),
        }
    };
    let hall = |hall: &Hall| PlanHall {
        name: hall.name.get(lang).to_owned(),
        size: w.size.replace("{w}", &in_metres(hall.width)).replace("{d}", &in_metres(hall.depth)),
        width: hall.width,
        depth: hall.depth,
        booths: hall.booths.iter().map(booth).collect(),
    };
    let legend = [w.outline_small, w.outline_standard, w.outline_large, w.hatched];
    let heads = [w.number, w.class].into_iter().chain(head).chain([w.area, w.power, w.internet, w.who]);
    let plan_sample = snapshot.halls.iter().any(|hall| hall.sample).then_some(w.sample);
    let price_sample = snapshot.event.booth_prices.iter().any(|price| price.sample).then_some(w.prices_sample);
    FloorPlan {
        lang,
        sender: snapshot.event.name.get(lang).to_owned(),
        title: w.title.to_owned(),
        as_of: w.as_of.replace("{date}", &date),
        check: w.pdf_check.to_owned(),
        url: format!("{base_url}{}", Route::FloorPlan.path(lang)),
        legend: legend.map(str::to_owned).to_vec(),
        heads: heads.map(str::to_owned).collect(),
        halls: snapshot.halls.iter().map(hall).collect(),
        foot: [plan_sample, price_sample].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

fn power(w: Words, booth: &Booth) -> String {
    if booth.power == 0 { w.no_power.to_owned() } else { w.watts.replace("{n}", &booth.power.to_string()) }
}
