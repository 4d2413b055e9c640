//! Meetings at the booth for the company: offering times, who comes, who receives, moving and calling off.

use super::meetings::{slot_of, time, when, zone, zones};
use super::{company_places, of_company};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::day;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::forum_meetings::{self as words, Words};
use domain::forum::meetings::{BoothBooking, BoothSlot, Coming, SlotKind};
use domain::forum::{Company, CompanyRole, Membership, Standing};
use domain::kernel::ids::CompanyId;
use jiff::SignedDuration;
use leptos::prelude::*;

/// The lengths that are offered, in minutes.
const LENGTHS: [u32; 7] = [10, 15, 20, 30, 45, 60, 90];
/// For how long times that are over are shown, so that one can note who came.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 14);

/// The company's page of its times.
pub async fn page(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (company, role) = of_company(rq, id, CompanyRole::Viewer).await?;
    let from = rq.now.saturating_sub(BACK).unwrap_or(rq.now);
    let slots = rq.store().booth_slots(id, from).await.map_err(|e| rq.fail(e))?;
    let bookings = rq.store().booth_bookings(id, from).await.map_err(|e| rq.fail(e))?;
    let people = rq.store().company_people(id).await.map_err(|e| rq.fail(e))?;
    let chosen = match rq.query("slot") {
        Some(id) if role >= CompanyRole::Staff => Some(slot_of(rq, &company.id, id).await?).filter(|s| !s.gone),
        _ => None,
    };
    let nav = company_places(rq, &company, &Route::CompanyMeetings(id.clone()));
    let rq = rq.clone();
    Ok(Page::new(w.of_company, move || {
        let writes = role >= CompanyRole::Staff;
        let alarms: Vec<_> = slots
            .iter()
            .filter(|s| s.is_alarm(rq.now))
            .map(|s| view! { <li><a href=to(lang, s)>{when(lang, &zone(&rq), s.start, s.end)}</a></li> })
            .collect();
        let alarms = (!alarms.is_empty()).then(|| {
            view! { <div class="message" id="alarms"><p><strong>{w.alarm}</strong></p><ul>{alarms}</ul></div> }
        });
        let panel = chosen.map(|slot| one(&rq, w, &slot, &bookings, &people));
        let unpublished = (company.standing != Standing::Published).then(|| view! { <p class="message">{w.unpublished}</p> });
        let offer = (writes && company.standing == Standing::Published).then(|| offering(&rq, w, &company));
        let (ahead, over): (Vec<_>, Vec<_>) = slots.iter().partition(|s| s.end > rq.now);
        let none = ahead.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.company_none}</p><p>{w.company_none_hint}</p></div> });
        let past = (!over.is_empty()).then(|| view! { <section id="past"><h2>{w.past}</h2>{by_day(&rq, w, &over, &bookings, writes)}</section> });
        view! {
            {nav}
            <h1>{w.of_company}</h1>
            <p class="lead">{company.name.clone()}</p>
            <p>{w.of_company_lead}</p>
            {zones(&rq)}
            {unpublished}
            {alarms}
            {panel}
            {none}
            {(!ahead.is_empty()).then(|| view! { <section><h2>{w.ahead}</h2>{by_day(&rq, w, &ahead, &bookings, writes)}</section> })}
            {offer}
            {past}
        }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

/// The way to one time.
fn to(lang: domain::kernel::Lang, slot: &BoothSlot) -> String {
    format!("{}?slot={}#slot", Route::CompanyMeetings(slot.company.clone()).path(lang), slot.id)
}

/// The times, day by day.
fn by_day(rq: &Request, w: Words, slots: &[&BoothSlot], bookings: &[BoothBooking], writes: bool) -> AnyView {
    let zone = zone(rq);
    let mut days: Vec<(jiff::civil::Date, Vec<AnyView>)> = Vec::new();
    for slot in slots {
        let date = zone.to_datetime(slot.start).date();
        let view = row(rq, w, slot, bookings, writes);
        match days.last_mut() {
            Some((last, rows)) if *last == date => rows.push(view),
            _ => days.push((date, vec![view])),
        }
    }
    let days: Vec<_> =
        days.into_iter().map(|(date, rows)| view! { <section><h3>{day(rq.lang, date)}</h3><ul class="rows">{rows}</ul></section> }).collect();
    view! { {days} }.into_any()
}

/// Who comes: name, city, what about.
fn visitor(w: Words, b: &BoothBooking) -> String {
    let name = if b.name.is_empty() { w.somebody } else { &b.name };
    if b.city.is_empty() { name.to_owned() } else { format!("{name}, {}", b.city) }
}

fn row(rq: &Request, w: Words, slot: &BoothSlot, bookings: &[BoothBooking], writes: bool) -> AnyView {
    let lang = rq.lang;
    let come: Vec<_> = bookings
        .iter()
        .filter(|b| b.slot == slot.id && b.coming.holds())
        .map(|b| {
            let about = (!b.about.is_empty()).then(|| view! { <br /><span class="fine">{b.about.clone()}</span> });
            let need = b
                .need
                .clone()
                .map(|need| view! { <br /><a class="fine" href=Route::Need(need).path(lang)>{crate::words::forum_needs::words(lang).need}</a> });
            let stands = (b.coming != Coming::Booked).then(|| view! { " "<span class="state">{words::coming(lang, b.coming)}</span> });
            view! { <br /><span class="as-typed">{visitor(w, b)}</span>{stands}{about}{need} }
        })
        .collect();
    let staff = match (&slot.staff, slot.is_alarm(rq.now)) {
        (Some(_), _) => view! { <span class="fine">{w.receives}": "{slot.staff_name.clone()}</span> }.into_any(),
        (None, true) => view! { <strong class="sample">{w.nobody}</strong> }.into_any(),
        (None, false) => view! { <span class="fine">{w.nobody}</span> }.into_any(),
    };
    let waits = (slot.waiting > 0).then(|| view! { " "<span class="fine">{w.waits.replace("{n}", &slot.waiting.to_string())}</span> });
    let state = match slot.kind {
        SlotKind::Demo => w.left.replace("{n}", &slot.left().to_string()).replace("{of}", &slot.places.to_string()),
        SlotKind::Meeting if slot.left() == 0 => w.taken.to_owned(),
        SlotKind::Meeting => w.free.to_owned(),
    };
    let look = writes.then(|| {
        let said = format!("{}: {}", w.change, when(lang, &zone(rq), slot.start, slot.end));
        view! { <a class="button quiet" href=to(lang, slot) aria-label=said>{w.change}</a> }
    });
    view! {
        <li>
            <div>{time(lang, &zone(rq), slot.start, slot.end)}" "<span class="fine">{words::kind(lang, slot.kind)}</span>{come}<br />{staff}</div>
            <div class="actions"><span class="state">{state}{waits}</span>{look}</div>
        </li>
    }
    .into_any()
}

/// One time with what can be done about it.
fn one(rq: &Request, w: Words, slot: &BoothSlot, bookings: &[BoothBooking], people: &[Membership]) -> AnyView {
    let lang = rq.lang;
    let zone = zone(rq);
    let begun = slot.start <= rq.now;
    let about = |form: &Form| view! { {form.hidden("company", slot.company.to_string())}{form.hidden("slot", slot.id.to_string())} };
    let come: Vec<_> = bookings
        .iter()
        .filter(|b| b.slot == slot.id && b.coming.holds())
        .map(|b| {
            let mark = begun.then(|| {
                [("yes", w.came, Coming::Held), ("no", w.did_not_come, Coming::NoShow)].map(|(came, label, there)| {
                    let form = Form::new(rq, "forum/mark_booth").unsaid();
                    let said = format!("{label}: {}", visitor(w, b));
                    let inside = view! {
                        {about(&form)}
                        {form.hidden("visitor", b.account.to_string())}
                        {form.hidden("came", came)}
                        <button class="button quiet" aria-label=said disabled=b.coming == there>{label}</button>
                    };
                    form.view_inline(inside)
                })
            });
            let text = (!b.about.is_empty()).then(|| view! { <br /><span class="fine">{b.about.clone()}</span> });
            view! { <li><div><span class="as-typed">{visitor(w, b)}</span>{text}</div><div class="actions"><span class="state">{words::coming(lang, b.coming)}</span>{mark}</div></li> }
        })
        .collect();
    let waiting: Vec<_> = bookings
        .iter()
        .filter(|b| b.slot == slot.id && matches!(b.coming, Coming::Waiting | Coming::Offered))
        .map(|b| view! { <li><div><span class="as-typed">{visitor(w, b)}</span></div><div class="actions"><span class="state">{words::coming(lang, b.coming)}</span></div></li> })
        .collect();
    let waiting = (!waiting.is_empty()).then(|| view! { <h3>{w.waiting_list}</h3><ul class="rows">{waiting}</ul> });
    let resize = (!begun && slot.kind == SlotKind::Demo).then(|| {
        let form = Form::new(rq, "forum/resize_booth").with("slot_places", slot.places.to_string());
        let fields = view! {
            {about(&form)}
            <p>{w.resize_lead}</p>
            {form.line("slot_places", "number", "off", true)}
            <p class="actions"><button class="button">{w.resize}</button></p>
        };
        view! { <details class="more" open=form.has_error()><summary>{w.resize}</summary>{form.view(fields)}</details> }
    });
    let assign = (!begun).then(|| {
        let form = Form::new(rq, "forum/staff_booth").with("slot_staff", slot.staff.as_ref().map(ToString::to_string).unwrap_or_default());
        let choices = people.iter().filter(|p| p.role >= CompanyRole::Staff).map(|p| (p.account.to_string(), p.name.clone())).collect();
        let fields = view! {
            {about(&form)}
            {form.select("slot_staff", "off", w.staff_none.to_owned(), choices)}
            <p class="actions"><button class="button">{w.save}</button></p>
        };
        form.view(fields)
    });
    let moving = (!begun).then(|| {
        let (from, to) = (zone.to_datetime(slot.start), zone.to_datetime(slot.end));
        let form = Form::new(rq, "forum/move_booth")
            .with("slot_day", from.date().to_string())
            .with("slot_from", from.strftime("%H:%M").to_string())
            .with("slot_until", to.strftime("%H:%M").to_string());
        let fields = view! {
            {about(&form)}
            <p>{w.move_lead}</p>
            {form.line("slot_day", "date", "off", true)}
            {form.line("slot_from", "time", "off", true)}
            {form.line("slot_until", "time", "off", true)}
            <p class="actions"><button class="button">{w.move_it}</button></p>
        };
        view! { <details class="more" open=form.has_error()><summary>{w.move_it}</summary>{form.view(fields)}</details> }
    });
    let off = (!begun).then(|| {
        let form = Form::new(rq, "forum/call_booth_off");
        let fields = view! {
            {about(&form)}
            <p>{w.call_off_lead}</p>
            {form.paragraph("slot_reason", 2)}
            {form.tick("booth_cancel_sure")}
            <p class="actions"><button class="button danger">{w.call_off}</button></p>
        };
        view! { <details class="withdraw" open=form.has_error()><summary>{w.call_off}</summary>{form.view(fields)}</details> }
    });
    view! {
        <section class="panel wide" id="slot">
            <h2>{when(lang, &zone, slot.start, slot.end)}</h2>
            <ul class="rows">{come}</ul>
            {waiting}
            {assign}
            {resize}
            {moving}
            {off}
        </section>
    }
    .into_any()
}

/// The form that offers times.
fn offering(rq: &Request, w: Words, company: &Company) -> AnyView {
    let lang = rq.lang;
    let first = rq.snapshot.as_ref().map(|s| s.event.starts_on.to_string()).unwrap_or_default();
    let form =
        Form::new(rq, "forum/offer_booth").with("slot_day", first).with("slot_minutes", "20").with("slot_kind", "meeting").with("slot_pause", "5");
    let lengths = LENGTHS.into_iter().map(|n| (n.to_string(), w.minutes.replace("{n}", &n.to_string()))).collect();
    let kinds = SlotKind::ALL.into_iter().map(|k| (k.code().to_owned(), words::kind(lang, k).to_owned())).collect();
    let fields = view! {
        {form.hidden("company", company.id.to_string())}
        {form.radios("slot_kind", kinds)}
        {form.line("slot_places", "number", "off", false)}
        {form.line("slot_day", "date", "off", true)}
        {form.line("slot_from", "time", "off", true)}
        {form.line("slot_until", "time", "off", true)}
        {form.select("slot_minutes", "off", w.whole.to_owned(), lengths)}
        {form.line("slot_pause", "number", "off", false)}
        <p class="actions"><button class="button">{w.offer}</button></p>
    };
    view! { <details class="panel wide" open=form.has_error() id="offer"><summary>{w.offer}</summary><p>{w.offer_lead}</p>{form.view(fields)}</details> }
        .into_any()
}
