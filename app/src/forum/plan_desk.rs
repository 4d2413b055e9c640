//! The organisers' plan: halls and booths as forms, which the drawing's script fills in by dragging and by arrow keys.

use super::booths::Table;
use super::drawing::{Shown, drawing, legend};
use super::plan::{list, row};
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::forum as forum_words;
use crate::words::forum_plan::{self as words, Words};
use domain::forum::plan::in_metres;
use domain::forum::{Booth, BoothClass};
use domain::kernel::Lang;
use domain::kernel::ids::HallId;
use leptos::prelude::*;
use store::KeptHall;

/// The halls.
pub async fn halls(rq: &Request) -> Result<Page, ApiError> {
    rq.organiser()?;
    let lang = rq.lang;
    let w = words::words(lang);
    let kept = rq.store().halls().await.map_err(|e| rq.fail(e))?;
    let nav = places(rq, &Route::DeskForum);
    let form = Form::new(rq, "forum/save_hall");
    Ok(Page::new(w.desk, move || {
        let rows: Vec<_> = kept
            .iter()
            .map(|kept| {
                let hall = &kept.hall;
                let to = Route::DeskHall(hall.id.clone()).path(lang);
                let free = hall.booths.iter().filter(|b| !b.taken).count();
                let counted = w.counted.replace("{all}", &hall.booths.len().to_string()).replace("{free}", &free.to_string());
                let size = w.size.replace("{w}", &in_metres(hall.width)).replace("{d}", &in_metres(hall.depth));
                view! { <li><span><a href=to>{ui::text(lang, &hall.name)}</a>" "<span class="fine">{size}", "{counted}</span></span></li> }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.desk_none}</p></div> });
        let fields = view! {
            {form.hidden("hall", "")}
            {form.hidden("version", "0")}
            {hall_fields(&form)}
            <p class="actions"><button class="button">{w.make}</button></p>
        };
        view! {
            <div class="desk">
                {nav}
                <h1>{w.desk}</h1>
                <p>{w.desk_lead}</p>
                <p class="actions">
                    <a class="button quiet" href=Route::FloorPlan.path(lang)>{w.see_public}</a>
                    <a class="button quiet" href=Route::DeskBooths.path(lang)>{w.booths}</a>
                </p>
                {none}
                <ul class="rows">{rows}</ul>
                <section class="panel wide"><h2>{w.new_hall}</h2>{form.view(fields)}</section>
            </div>
        }
    })
    .crumb(Route::DeskForum.path(lang), forum_words::words(lang).desk)
    .wide())
}

fn hall_fields(form: &Form) -> impl IntoView + use<> {
    view! {
        {form.line("hall_en", "text", "off", true)}
        {form.line("hall_ru", "text", "off", true)}
        {form.line("hall_ko", "text", "off", true)}
        {form.line("hall_width", "text", "off", true)}
        {form.line("hall_depth", "text", "off", true)}
    }
}

/// One hall: the drawing, the form of the booth that is chosen (`?booth=`) or of a new one, and the hall itself.
pub async fn hall(rq: &Request, id: &HallId) -> Result<Page, ApiError> {
    rq.organiser()?;
    let lang = rq.lang;
    let w = words::words(lang);
    let kept = rq.store().halls().await.map_err(|e| rq.fail(e))?;
    let table = Table::read(rq).await?;
    let kept = kept.into_iter().find(|kept| kept.hall.id == *id).ok_or(ApiError::NotFound)?;
    let chosen = rq.query("booth").and_then(|id| kept.hall.booths.iter().find(|b| b.id.as_str() == id)).cloned();
    let assets = rq.services.site.assets.clone();
    let nav = places(rq, &Route::DeskForum);
    let rq = rq.clone();
    let title = kept.hall.name.get(lang).to_owned();
    Ok(Page::new(title.clone(), move || {
        let here = Route::DeskHall(kept.hall.id.clone()).path(lang);
        let event = rq.snapshot.as_ref().map(|snapshot| &snapshot.event);
        let drawn = drawing(lang, &kept.hall, |booth| Shown {
            name: booth.holder.as_ref().map(|id| table.name(id)).unwrap_or_default(),
            href: Some(format!("{here}?booth={}#edit", booth.id)),
            marked: chosen.as_ref().is_some_and(|c| c.id == booth.id),
            version: kept.booths.get(&booth.id).copied(),
        });
        let rows: Vec<_> = kept
            .hall
            .booths
            .iter()
            .map(|booth| {
                let to = format!("{here}?booth={}#edit", booth.id);
                let says = booth.holder.as_ref().map_or_else(|| w.free.to_owned(), |id| table.name(id));
                let label = w.booth.replace("{number}", &booth.number);
                row((lang, w), event, booth, view! { {says}" · "<a href=to>{label}</a> }.into_any())
            })
            .collect();
        view! {
            <link rel="stylesheet" href=assets.forum_style />
            <div class="desk">
                {nav}
                <h1>{title}</h1>
                <p>{w.how}</p>
                <div
                    data-plan=kept.hall.id.to_string() data-module=assets.plan data-wide=kept.hall.width.to_string() data-deep=kept.hall.depth.to_string()
                    data-place=w.place_now data-saved=w.saved_now data-undone=w.undone_now data-failed=w.not_saved
                >
                    {drawn}
                    <p class="fine" role="status" data-says=""></p>
                </div>
                {legend(w)}
                {booth_form(&rq, w, &kept, chosen.as_ref())}
                {list((lang, w), event, &kept.hall, rows)}
                {hall_form(&rq, w, &kept)}
            </div>
        }
    })
    .crumb(Route::DeskForum.path(lang), forum_words::words(lang).desk)
    .crumb(Route::DeskPlan.path(lang), w.desk)
    .wide())
}

fn classes(lang: Lang) -> Vec<(String, String)> {
    BoothClass::ALL.into_iter().map(|c| (c.code().to_owned(), forum_words::class(lang, c).to_owned())).collect()
}

/// The form of the chosen booth, or of a new one.
fn booth_form(rq: &Request, w: Words, kept: &KeptHall, chosen: Option<&Booth>) -> AnyView {
    let lang = rq.lang;
    let hall = kept.hall.id.to_string();
    let mut form = Form::new(rq, "forum/save_booth").with("booth_class", "standard").with("booth_power", "0");
    let (mut id, mut version) = (String::new(), 0);
    if let Some(booth) = chosen {
        (id, version) = (booth.id.to_string(), kept.booths.get(&booth.id).copied().unwrap_or_default());
        form = Form::new(rq, "forum/save_booth")
            .with("booth_number", booth.number.clone())
            .with("booth_x", in_metres(booth.x))
            .with("booth_y", in_metres(booth.y))
            .with("booth_width", in_metres(booth.width))
            .with("booth_depth", in_metres(booth.depth))
            .with("booth_class", booth.class.code())
            .with("booth_power", booth.power.to_string())
            .with("booth_internet", if booth.internet { "yes" } else { "" });
    }
    let fields = view! {
        {form.hidden("hall", hall.clone())}
        {form.hidden("booth", id.clone())}
        {form.hidden("version", version.to_string())}
        {form.line("booth_number", "text", "off", true)}
        {form.line("booth_x", "text", "off", true)}
        {form.line("booth_y", "text", "off", true)}
        {form.line("booth_width", "text", "off", true)}
        {form.line("booth_depth", "text", "off", true)}
        {form.select("booth_class", "off", w.choose.to_owned(), classes(lang))}
        {form.line("booth_power", "text", "off", false)}
        {form.tick_as("booth_internet", w.has_internet)}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    let title = chosen.map_or_else(|| w.new_booth.to_owned(), |booth| w.booth.replace("{number}", &booth.number));
    let held = chosen.filter(|booth| booth.taken).map(|_| view! { <p class="message">{w.held_note}</p> });
    let remove = chosen.filter(|booth| !booth.taken).map(|_| {
        let form = Form::new(rq, "forum/remove_booth");
        let inside = view! {
            {form.hidden("hall", hall)}
            {form.hidden("booth", id)}
            {form.hidden("version", version.to_string())}
            <p class="actions"><button class="button danger">{w.remove_booth}</button></p>
        };
        form.view(inside)
    });
    let another = chosen.map(|_| {
        let to = format!("{}#edit", Route::DeskHall(kept.hall.id.clone()).path(lang));
        view! { <p><a href=to>{w.another}</a></p> }
    });
    view! { <section class="panel wide" id="edit"><h2>{title}</h2>{held}{form.view(fields)}{remove}{another}</section> }.into_any()
}

/// The form of the hall, and the way to remove it.
fn hall_form(rq: &Request, w: Words, kept: &KeptHall) -> AnyView {
    let hall = &kept.hall;
    let form = Form::new(rq, "forum/save_hall")
        .with("hall_en", hall.name.en.clone())
        .with("hall_ru", hall.name.ru.clone())
        .with("hall_ko", hall.name.ko.clone())
        .with("hall_width", in_metres(hall.width))
        .with("hall_depth", in_metres(hall.depth));
    let fields = view! {
        {form.hidden("hall", hall.id.to_string())}
        {form.hidden("version", kept.version.to_string())}
        {hall_fields(&form)}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    let remove = Form::new(rq, "forum/remove_hall");
    let open = remove.has_error();
    let gone = view! {
        {remove.hidden("hall", hall.id.to_string())}
        {remove.hidden("version", kept.version.to_string())}
        <p>{w.remove_hall_lead}</p>
        {remove.tick_as("remove_hall_sure", w.remove_hall)}
        <p class="actions"><button class="button danger">{w.remove_hall}</button></p>
    };
    view! {
        <details class="panel wide" open=form.has_error()><summary>{w.hall}</summary>{form.view(fields)}</details>
        <details class="withdraw" open=open><summary>{w.remove_hall}</summary>{remove.view(gone)}</details>
    }
    .into_any()
}
