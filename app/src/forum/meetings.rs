//! Meetings at booths for those who visit: the times of an exhibitor, booking one, and one's own.

use crate::error::ApiError;
use crate::islands::Zone;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::day;
use crate::route::Route;
use crate::ui::form::Form;
use crate::ui::moment;
use crate::words::forum_meetings::{self as words, Words};
use crate::words::programme;
use domain::commitments::{Clash, Commitment, Kind, clash};
use domain::event::Snapshot;
use domain::forum::Exhibitor;
use domain::forum::meetings::{BoothBooking, BoothSlot, Coming, SlotKind};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, CompanyId};
use domain::registration::State;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// The venue's zone.
pub(super) fn zone(rq: &Request) -> TimeZone {
    zone_of(rq.snapshot.as_deref())
}

/// The venue's zone, where there is an event.
pub fn zone_of(snapshot: Option<&Snapshot>) -> TimeZone {
    snapshot.and_then(|s| TimeZone::get(&s.event.time_zone).ok()).unwrap_or(TimeZone::UTC)
}

/// A span of time at the venue, such as `Wed 28 June, 10:00–10:20`.
pub fn when(lang: Lang, zone: &TimeZone, start: Timestamp, end: Timestamp) -> String {
    let (from, to) = (zone.to_datetime(start), zone.to_datetime(end));
    format!("{}, {}–{}", day(lang, from.date()), from.strftime("%H:%M"), to.strftime("%H:%M"))
}

/// The same for pages, in the viewer's zone when they choose that.
pub(super) fn time(lang: Lang, zone: &TimeZone, start: Timestamp, end: Timestamp) -> AnyView {
    let (from, to) = (start.as_second().to_string(), end.as_second().to_string());
    view! { <time class="when" datetime=start.to_string() data-start=from data-end=to data-day="">{when(lang, zone, start, end)}</time> }.into_any()
}

/// The choice between the venue's time and one's own.
pub(super) fn zones(rq: &Request) -> AnyView {
    let lang = rq.lang;
    let place = rq.zone().unwrap_or_default().rsplit('/').next().unwrap_or_default().replace('_', " ");
    let (venue, mine) = (programme::words(lang).venue_time.to_owned(), programme::words(lang).my_time.to_owned());
    view! { <div class="actions"><Zone lang=lang.code().to_owned() venue=venue place=place mine=mine /></div> }.into_any()
}

/// Where a company's booth is, for calendars: hall and number, empty when it has none.
pub(super) fn place_of(rq: &Request, company: &CompanyId) -> String {
    let booth = rq.snapshot.as_ref().and_then(|s| s.booth_of(company));
    booth.map_or_else(String::new, |(hall, booth)| format!("{}, {}", hall.name.get(rq.lang), booth.number))
}

/// An exhibitor whom the public sees.
pub(super) fn exhibitor<'a>(rq: &'a Request, id: &CompanyId) -> Result<&'a Exhibitor, ApiError> {
    rq.snapshot()?.exhibitor(id).ok_or(ApiError::NotFound)
}

/// A time that a query or form names, of the company that it has to be of.
pub(super) async fn slot_of(rq: &Request, company: &CompanyId, id: &str) -> Result<BoothSlot, ApiError> {
    let id = domain::kernel::ids::BoothSlotId::parse(id).map_err(|_| ApiError::NotFound)?;
    let slot = rq.store().booth_slot(&id).await.map_err(|e| rq.fail(e))?;
    slot.filter(|slot| slot.company == *company).ok_or(ApiError::NotFound)
}

/// Everything in somebody's calendar that is not over.
async fn calendar(rq: &Request, who: &AccountId) -> Result<Vec<Commitment>, ApiError> {
    rq.store().calendar_of(who, rq.now).await.map_err(|e| rq.fail(e))
}

/// The times of an exhibitor.
pub async fn at_booth(rq: &Request, id: &CompanyId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let me = person.account.clone();
    let name = exhibitor(rq, id)?.name.clone();
    let slots = rq.store().booth_slots(id, rq.now).await.map_err(|e| rq.fail(e))?;
    let mine = rq.store().booth_bookings_of(&me, rq.now).await.map_err(|e| rq.fail(e))?;
    let registration = rq.store().my_registration(&me).await.map_err(|e| rq.fail(e))?;
    let approved = registration.is_some_and(|r| r.state == State::Approved);
    let calendar = calendar(rq, &me).await?;
    let chosen = rq.query("slot").and_then(|id| slots.iter().find(|s| s.id.as_str() == id)).cloned();
    let needs = super::needs::of_visitor(rq, &me).await?;
    let title = w.at_booth.replace("{company}", &name);
    let (rq, id) = (rq.clone(), id.clone());
    Ok(Page::new(title.clone(), move || {
        let of_mine = |slot: &BoothSlot| mine.iter().find(|b| b.slot == slot.id && b.coming.is_live());
        let panel = chosen.filter(|slot| approved && of_mine(slot).is_none() && slot.start > rq.now).map(|slot| booking(&rq, w, &slot, &calendar, needs));
        let rows: Vec<_> = slots
            .iter()
            .map(|slot| {
                let busy = matches!(clash(&calendar, Kind::BoothVisit, slot.id.as_str(), slot.start, slot.end), Clash::Blocks(_));
                let own = of_mine(slot).map(|b| b.coming);
                let waits = || (slot.waiting > 0).then(|| view! { " "<span class="fine">{w.waits.replace("{n}", &slot.waiting.to_string())}</span> });
                let state = match (own, slot.is_full(), busy, slot.kind) {
                    (Some(Coming::Booked), ..) => view! { <a class="state approved" href=Route::BoothMeetings.path(lang)>{w.is_yours}</a> }.into_any(),
                    (Some(coming), ..) => view! { <a class="state" href=Route::BoothMeetings.path(lang)>{words::coming(lang, coming)}</a> }.into_any(),
                    (_, true, ..) => view! { <span class="state">{w.taken}{waits()}</span> }.into_any(),
                    (_, _, true, _) => view! { <span class="state">{w.busy}</span> }.into_any(),
                    (_, _, _, SlotKind::Demo) => {
                        let left = w.left.replace("{n}", &slot.left().to_string()).replace("{of}", &slot.places.to_string());
                        view! { <span class="state">{left}</span> }.into_any()
                    }
                    _ => view! { <span class="state">{w.free}</span> }.into_any(),
                };
                let open = approved && own.is_none() && slot.start > rq.now;
                let choose = open.then(|| {
                    let to = format!("{}?slot={}#book", Route::ExhibitorMeetings(id.clone()).path(lang), slot.id);
                    let does = if slot.is_full() { w.wait } else { w.choose };
                    let said = format!("{does}: {}", when(lang, &zone(&rq), slot.start, slot.end));
                    view! { <a class="button quiet" href=to aria-label=said>{does}</a> }
                });
                view! {
                    <li>
                        <div>{time(lang, &zone(&rq), slot.start, slot.end)}<br /><span class="fine">{words::kind(lang, slot.kind)}</span></div>
                        <div class="actions">{state}{choose}</div>
                    </li>
                }
            })
            .collect();
        let none = slots.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> });
        let register = (!approved).then(|| {
            view! { <div class="message"><p>{w.approved_only}</p><p class="actions"><a class="button" href=Route::Registration.path(lang)>{w.register}</a></p></div> }
        });
        view! {
            <h1>{title}</h1>
            <p class="lead">{w.at_booth_lead}</p>
            {zones(&rq)}
            {register}
            {panel}
            {none}
            <ul class="rows">{rows}</ul>
            <p><a href=Route::BoothMeetings.path(lang)>{w.mine}</a></p>
        }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

/// What of somebody's calendar stands in the way of a time.
struct InTheWay<'a> {
    there: Vec<&'a Commitment>,
}

impl<'a> InTheWay<'a> {
    fn of(calendar: &'a [Commitment], slot: &str, start: Timestamp, end: Timestamp) -> Self {
        match clash(calendar, Kind::BoothVisit, slot, start, end) {
            Clash::Blocks(there) => Self { there },
            Clash::None | Clash::Warns(_) => Self { there: Vec::new() },
        }
    }

    /// Whether all of it can be given up in the step that takes the time: visits that have not begun.
    fn can_be_left(&self, now: Timestamp) -> bool {
        self.there.iter().all(|c| c.kind == Kind::BoothVisit && c.start > now)
    }

    /// Their ids, for the form that gives them up.
    fn ids(&self) -> String {
        self.there.iter().map(|c| c.what.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn list(&self, rq: &Request) -> AnyView {
        let named: Vec<_> = self
            .there
            .iter()
            .map(|c| view! { <li>{words::commitment(rq.lang, c.kind, &c.label)}", "{time(rq.lang, &zone(rq), c.start, c.end)}</li> })
            .collect();
        view! { <ul>{named}</ul> }.into_any()
    }
}

/// The form that books a time or waits for it, or what stands in the way.
fn booking(rq: &Request, w: Words, slot: &BoothSlot, calendar: &[Commitment], needs: Vec<(String, String)>) -> AnyView {
    let lang = rq.lang;
    let head = view! { <h2>{w.chosen}</h2><p><strong>{time(lang, &zone(rq), slot.start, slot.end)}</strong></p> };
    let way = InTheWay::of(calendar, slot.id.as_str(), slot.start, slot.end);
    // Who waits keeps the time for other things until a place is theirs.
    let (waits, clashes) = (slot.is_full(), !way.there.is_empty() && !slot.is_full());
    if clashes && !way.can_be_left(rq.now) {
        return view! {
            <section class="panel wide" id="book">
                {head}
                <div class="message"><p>{w.clashes}</p>{way.list(rq)}<p>{w.clashes_hint}" "<a href=Route::BoothMeetings.path(lang)>{w.mine}</a></p></div>
            </section>
        }
        .into_any();
    }
    let form = Form::new(rq, "forum/book_booth");
    let need = (!needs.is_empty()).then(|| form.select("slot_need", "off", w.no_need.to_owned(), needs));
    let (does, lead) = match (waits, clashes) {
        (true, _) => (w.wait, Some(view! { <p>{w.wait_lead}</p> }.into_any())),
        (_, true) => (w.swap, Some(view! { <div class="message"><p>{w.swap_lead}</p>{way.list(rq)}</div> }.into_any())),
        _ => (w.book, None),
    };
    let fields = view! {
        {form.hidden("company", slot.company.to_string())}
        {form.hidden("slot", slot.id.to_string())}
        {form.hidden("slot_seen", slot.start.as_second().to_string())}
        {waits.then(|| form.hidden("slot_waits", "yes"))}
        {clashes.then(|| form.hidden("slot_leaves", way.ids()))}
        {form.paragraph("slot_about", 2)}
        {need}
        <p class="actions"><button class="button">{does}</button></p>
    };
    view! { <section class="panel wide" id="book">{head}{lead}{form.view(fields)}</section> }.into_any()
}

/// One's own meetings at booths, as a visitor and as somebody who receives.
pub async fn mine(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let all = rq.store().booth_bookings_of(&person.account, rq.now).await.map_err(|e| rq.fail(e))?;
    let calendar = calendar(rq, &person.account).await?;
    let chosen = rq.query("slot").and_then(|id| all.iter().find(|b| b.slot.as_str() == id && b.coming.is_live())).cloned();
    let feed = crate::commitments::section(rq).await?;
    let rq = rq.clone();
    Ok(Page::new(w.mine, move || {
        let panel = chosen.filter(|b| b.start > rq.now).map(|b| cancelling(&rq, w, &b));
        let offers: Vec<_> = all.iter().filter(|b| is_offer(b, rq.now)).map(|b| offered(&rq, w, b, &calendar)).collect();
        let rows: Vec<_> = all.iter().filter(|b| !is_offer(b, rq.now)).map(|b| row(&rq, w, b)).collect();
        let duty: Vec<_> = calendar
            .iter()
            .filter(|c| c.live && c.kind == Kind::BoothDuty)
            .map(|c| view! { <li><div>{time(lang, &zone(&rq), c.start, c.end)}<br /><span>{c.label.clone()}</span>" "<span class="fine">{c.place.clone()}</span></div></li> })
            .collect();
        let none = (all.is_empty() && duty.is_empty()).then(|| {
            view! { <div class="empty"><p class="lead">{w.mine_none}</p><p>{w.mine_none_hint}</p></div> }
        });
        let duty = (!duty.is_empty()).then(|| view! { <section id="duty"><h2>{w.duty}</h2><ul class="rows">{duty}</ul></section> });
        let download = (!calendar.is_empty()).then(|| {
            view! { <p><a href=format!("{}.ics", Route::BoothMeetings.path(lang)) data-native="">{w.download}</a></p> }
        });
        view! {
            <h1>{w.mine}</h1>
            <p class="lead">{w.mine_lead}</p>
            {zones(&rq)}
            {offers}
            {panel}
            {none}
            <ul class="rows">{rows}</ul>
            {duty}
            {feed}
            {download}
        }
    })
    .crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}

/// Whether somebody is to say whether they take a place.
fn is_offer(b: &BoothBooking, now: Timestamp) -> bool {
    b.coming == Coming::Offered && b.start > now
}

/// A place that is free for somebody who waited, with what they can do about it.
fn offered(rq: &Request, w: Words, b: &BoothBooking, calendar: &[Commitment]) -> AnyView {
    let lang = rq.lang;
    let way = InTheWay::of(calendar, b.slot.as_str(), b.start, b.end);
    let clashes = !way.there.is_empty();
    let form = Form::new(rq, "forum/take_booth");
    let until = b.until.map(|until| w.offered_until.replace("{time}", &moment(lang, rq.zone().as_deref(), until)));
    let lead = clashes.then(|| {
        let said = if way.can_be_left(rq.now) { w.swap_lead } else { w.clashes };
        view! { <p>{said}</p>{way.list(rq)} }
    });
    let take = (!clashes || way.can_be_left(rq.now)).then(|| {
        let fields = view! {
            {form.hidden("company", b.company.to_string())}
            {form.hidden("slot", b.slot.to_string())}
            {form.hidden("slot_seen", b.start.as_second().to_string())}
            {clashes.then(|| form.hidden("slot_leaves", way.ids()))}
            <button class="button">{if clashes { w.swap_take } else { w.take }}</button>
        };
        form.view_inline(fields)
    });
    let give_up = format!("{}?slot={}#cancel", Route::BoothMeetings.path(lang), b.slot);
    view! {
        <div class="message offer">
            <p><strong>{b.company_name.clone()}</strong>", "{time(lang, &zone(rq), b.start, b.end)}</p>
            <p>{until}</p>
            {lead}
            <div class="actions">{take}<a class="button quiet" href=give_up>{w.give_up}</a></div>
        </div>
    }
    .into_any()
}

fn row(rq: &Request, w: Words, b: &BoothBooking) -> AnyView {
    let lang = rq.lang;
    let booked = b.coming == Coming::Booked;
    let cancel = (b.coming.is_live() && b.start > rq.now).then(|| {
        let does = leave_word(w, b.coming);
        let said = format!("{does}: {}, {}", b.company_name, when(lang, &zone(rq), b.start, b.end));
        let to = format!("{}?slot={}#cancel", Route::BoothMeetings.path(lang), b.slot);
        view! { <a class="button quiet" href=to aria-label=said>{does}</a> }
    });
    let turn = b.turn.map(|n| view! { " "<span class="fine">{w.your_turn.replace("{n}", &n.to_string())}</span> });
    let about = (!b.about.is_empty()).then(|| view! { <br /><span class="fine">{b.about.clone()}</span> });
    let reason = b.reason.clone().map(|reason| view! { <br /><span class="fine">{w.reason}": "{reason}</span> });
    let place = place_of(rq, &b.company);
    let class = if booked { "state approved" } else { "state" };
    view! {
        <li>
            <div>
                {time(lang, &zone(rq), b.start, b.end)}<br />
                <a href=Route::ExhibitorMeetings(b.company.clone()).path(lang)>{b.company_name.clone()}</a>" "<span class="fine">{place}</span>
                {about}{reason}
            </div>
            <div class="actions"><span class=class>{words::coming(lang, b.coming)}{turn}</span>{cancel}</div>
        </li>
    }
    .into_any()
}

/// What giving a time back is called.
fn leave_word(w: Words, coming: Coming) -> &'static str {
    match coming {
        Coming::Waiting => w.stop_waiting,
        Coming::Offered => w.give_up,
        _ => w.cancel,
    }
}

/// The form that gives a time back.
fn cancelling(rq: &Request, w: Words, b: &BoothBooking) -> AnyView {
    let form = Form::new(rq, "forum/give_booth_back");
    let does = if b.coming == Coming::Booked { w.cancel_it } else { leave_word(w, b.coming) };
    let fields = view! {
        {form.hidden("company", b.company.to_string())}
        {form.hidden("slot", b.slot.to_string())}
        {form.tick("booth_cancel_sure")}
        <p class="actions"><button class="button danger">{does}</button></p>
    };
    let lead = (b.coming != Coming::Waiting).then(|| view! { <p>{w.cancel_lead}</p> });
    view! {
        <section class="panel wide" id="cancel">
            <h2>{does}</h2>
            <p><strong>{b.company_name.clone()}</strong>", "{time(rq.lang, &zone(rq), b.start, b.end)}</p>
            {lead}
            {form.view(fields)}
        </section>
    }
    .into_any()
}

/// What waits for the one who asks, on their own place: the way to their meetings, and times of their companies at which nobody receives.
pub async fn on_my_page(rq: &Request) -> Result<Option<AnyView>, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (person, _) = rq.signed_in()?;
    let mut alarms = Vec::new();
    let mine = rq.store().companies_of(&person.account).await.map_err(|e| rq.fail(e))?;
    for (company, role) in mine {
        if role != domain::forum::CompanyRole::Admin {
            continue;
        }
        let slots = rq.store().booth_slots(&company.id, rq.now).await.map_err(|e| rq.fail(e))?;
        let number = slots.iter().filter(|s| s.is_alarm(rq.now)).count();
        if number > 0 {
            let said = w.alarms.replace("{company}", &company.name).replace("{n}", &number.to_string());
            alarms.push(view! { <p><a href=Route::CompanyMeetings(company.id.clone()).path(lang)>{said}</a></p> });
        }
    }
    Ok((!alarms.is_empty()).then(|| view! { <div class="message">{alarms}</div> }.into_any()))
}
