//! Mentors' office hours: what a team has booked and can book, who comes to a mentor, and publishing slots.
//!
//! Always holds: the address of a video call is seen by the team that comes, by the mentor and by organisers.

use super::desk::for_mentors;
use super::{participant, places};
use crate::error::{ApiError, Refusal};
use crate::islands::Zone;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::day;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::hours::{self as words, Words};
use crate::words::{programme, workspace};
use domain::ideathon::hours::{MOST_OF_A_TEAM, Slot};
use domain::ideathon::{self, Participant};
use domain::kernel::ids::AccountId;
use domain::kernel::{Lang, Role};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

/// How long a slot can be under way.
const LONGEST: SignedDuration = SignedDuration::from_hours(2);
/// The lengths that are offered.
const LENGTHS: [u32; 6] = [10, 15, 20, 30, 45, 60];

/// Who looks at office hours.
pub struct Visitor {
    /// The participant, if the one who asks is one.
    pub me: Option<Participant>,
    /// Whether they are an organiser.
    pub organiser: bool,
}

impl Visitor {
    fn gives(&self, slot: &Slot) -> bool {
        self.me.as_ref().is_some_and(|me| me.account == slot.mentor)
    }

    fn comes(&self, slot: &Slot) -> bool {
        self.me.as_ref().is_some_and(|me| slot.is_of(me.team.as_ref()))
    }
}

/// Lets participants and organisers in.
pub async fn visitor(rq: &Request) -> Result<Visitor, ApiError> {
    let me = participant(rq).await?;
    let organiser = rq.actor.serves_as(Role::Organiser);
    match me.is_some() || organiser {
        true => Ok(Visitor { me, organiser }),
        false => Err(ApiError::Refused(Refusal::Ideathon(ideathon::Refusal::NoParticipant))),
    }
}

/// The slots that are not over.
pub async fn to_come(rq: &Request) -> Result<Vec<Slot>, ApiError> {
    let after = rq.now.saturating_sub(LONGEST).unwrap_or(rq.now);
    let all = rq.store().office_slots(after).await.map_err(|e| rq.fail(e))?;
    Ok(all.into_iter().filter(|slot| slot.end > rq.now).collect())
}

/// The slots to come that the one who asks gives or that their team has booked.
pub async fn own(rq: &Request, who: &Visitor) -> Result<Vec<Slot>, ApiError> {
    Ok(to_come(rq).await?.into_iter().filter(|slot| who.gives(slot) || who.comes(slot)).collect())
}

/// The venue's zone.
pub(super) fn zone(rq: &Request) -> TimeZone {
    rq.zone().and_then(|z| TimeZone::get(&z).ok()).unwrap_or(TimeZone::UTC)
}

/// The hours of a slot at the venue, such as `Wed 28 June, 10:00–10:20`.
pub(super) fn when(lang: Lang, zone: &TimeZone, start: Timestamp, end: Timestamp) -> String {
    let (from, to) = (zone.to_datetime(start), zone.to_datetime(end));
    format!("{}, {}–{}", day(lang, from.date()), from.strftime("%H:%M"), to.strftime("%H:%M"))
}

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let who = visitor(rq).await?;
    let slots = to_come(rq).await?;
    let mentors = if who.organiser { rq.store().mentors().await.map_err(|e| rq.fail(e))? } else { Vec::new() };
    let (nav, left_over) = (places(rq, &Route::Mentors), for_mentors(rq).await?);
    let rq = rq.clone();
    Ok(Page::new(w.title, move || {
        let zone_name = rq.zone().unwrap_or_default().rsplit('/').next().unwrap_or_default().replace('_', " ");
        let (venue, mine) = (programme::words(lang).venue_time.to_owned(), programme::words(lang).my_time.to_owned());
        let held = Held::of(&who, &slots, rq.now);
        let one = |slot: &Slot| row(&rq, w, &who, slot, &held, true);
        let booked: Vec<_> = slots.iter().filter(|slot| who.comes(slot)).map(one).collect();
        let booked =
            (!booked.is_empty()).then(|| view! { <section class="panel wide" id="yours"><h2>{w.yours}</h2><ul class="rows">{booked}</ul></section> });
        let is_mentor = who.me.as_ref().is_some_and(|me| me.mentor);
        let own = is_mentor.then(|| {
            let own: Vec<_> = slots.iter().filter(|slot| who.gives(slot)).map(one).collect();
            let none = own.is_empty().then(|| view! { <p>{w.own_none}</p> });
            view! { <section class="panel wide" id="own"><h2>{w.own}</h2>{none}<ul class="rows">{own}</ul></section> }
        });
        let publish = (is_mentor || (who.organiser && !mentors.is_empty())).then(|| publish(&rq, w, (!is_mentor).then_some(mentors.as_slice())));
        let no_team = who.me.as_ref().is_some_and(|me| me.team.is_none() && !me.mentor).then(|| view! { <p class="message">{w.teams_only}</p> });
        let all = by_mentor(&rq, w, &who, &slots, &held);
        let calendar = (who.me.is_some() && slots.iter().any(|slot| who.comes(slot) || who.gives(slot)))
            .then(|| view! { <p><a href=format!("{}.ics", Route::Mentors.path(lang)) data-native="">{w.download}</a></p> });
        view! {
            {nav}
            <h1>{w.title}</h1>
            <p class="lead">{w.lead}</p>
            <div class="actions"><Zone lang=lang.code().to_owned() venue=venue place=zone_name mine=mine /></div>
            {no_team}
            {left_over}
            {booked}
            {own}
            {calendar}
            {publish}
            {all}
        }
    }))
}

/// Every mentor's slots, mentor by mentor.
fn by_mentor(rq: &Request, w: Words, who: &Visitor, slots: &[Slot], held: &Held) -> AnyView {
    let others: Vec<&Slot> = slots.iter().filter(|slot| !who.gives(slot)).collect();
    if others.is_empty() {
        let none = slots.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> });
        return none.into_any();
    }
    let mut mentors: Vec<(&AccountId, &str)> = Vec::new();
    for slot in &others {
        if !mentors.iter().any(|(id, _)| **id == slot.mentor) {
            mentors.push((&slot.mentor, &slot.mentor_name));
        }
    }
    mentors.sort_by(|a, b| a.1.cmp(b.1));
    let sections: Vec<_> = mentors
        .into_iter()
        .map(|(id, name)| {
            let rows: Vec<_> = others.iter().filter(|slot| slot.mentor == *id).map(|slot| row(rq, w, who, slot, held, false)).collect();
            view! { <section><h3>{named(rq.lang, name)}</h3><ul class="rows">{rows}</ul></section> }
        })
        .collect();
    view! { <section id="all"><h2>{w.all}</h2>{sections}</section> }.into_any()
}

fn named(lang: Lang, name: &str) -> String {
    if name.is_empty() { workspace::words(lang).somebody.to_owned() } else { name.to_owned() }
}

/// What the team of the one who looks holds: what it cannot book is not offered.
struct Held {
    mentors: Vec<AccountId>,
    has_team: bool,
}

impl Held {
    fn of(who: &Visitor, slots: &[Slot], now: Timestamp) -> Self {
        let mentors = slots.iter().filter(|slot| who.comes(slot) && slot.start > now).map(|slot| slot.mentor.clone()).collect();
        Self { mentors, has_team: who.me.as_ref().is_some_and(|me| me.team.is_some()) }
    }

    fn may_book(&self, slot: &Slot) -> bool {
        self.has_team && slot.team.is_none() && self.mentors.len() < MOST_OF_A_TEAM && !self.mentors.contains(&slot.mentor)
    }
}

/// One slot: when, where, who comes, and what the one who looks can do.
fn row(rq: &Request, w: Words, who: &Visitor, slot: &Slot, held: &Held, names_mentor: bool) -> AnyView {
    let lang = rq.lang;
    let text = when(lang, &zone(rq), slot.start, slot.end);
    let time = view! {
        <time class="when" datetime=slot.start.to_string() data-start=slot.start.as_second().to_string() data-end=slot.end.as_second().to_string() data-day="">
            {text.clone()}
        </time>
    };
    let (comes, gives, begun) = (who.comes(slot), who.gives(slot), slot.start <= rq.now);
    let inside = comes || gives || who.organiser;
    let place = match (slot.is_call(), inside) {
        (true, true) => view! { <a href=slot.place.clone() rel="noopener nofollow">{w.open_call}</a> }.into_any(),
        (true, false) => view! { {w.call} }.into_any(),
        (false, _) => view! { <span class="as-typed">{slot.place.clone()}</span> }.into_any(),
    };
    let mentor = (names_mentor && !gives).then(|| view! { <br /><span>{named(lang, &slot.mentor_name)}</span> });
    let team = slot.team.as_ref().filter(|_| gives || who.organiser).map(|coming| {
        let to = Route::TeamWork(coming.team.clone()).path(lang);
        view! { <br /><span>{w.comes}": "<a href=to>{coming.name.clone()}</a></span><br /><span class="fine">{coming.pitch.clone()}</span> }
    });
    let state = match (&slot.team, comes) {
        (Some(_), true) => view! { <span class="state approved">{w.is_yours}</span> }.into_any(),
        (Some(_), false) => view! { <span class="state">{w.taken}</span> }.into_any(),
        (None, _) => view! { <span class="state">{w.free}</span> }.into_any(),
    };
    let button = |endpoint: &'static str, class: &'static str, label: &'static str| {
        let form = Form::new(rq, endpoint).unsaid();
        let said = format!("{label}: {}, {text}", named(lang, &slot.mentor_name));
        form.view_inline(view! {
            {form.hidden("mentor", slot.mentor.to_string())}
            {form.hidden("start", slot.start.as_second().to_string())}
            <button class=class aria-label=said>{label}</button>
        })
    };
    let book = (!begun && held.may_book(slot)).then(|| button("ideathon/book_slot", "button", w.book));
    let give_back = (!begun && comes).then(|| button("ideathon/give_slot_back", "button quiet", w.give_back));
    let cancel = (!begun && (gives || who.organiser)).then(|| button("ideathon/cancel_slot", "button quiet", w.cancel));
    view! {
        <li>
            <div>{time}{mentor}<br /><span class="fine">{place}</span>{team}</div>
            <div class="actions">{state}{book}{give_back}{cancel}</div>
        </li>
    }
    .into_any()
}

/// The form that publishes slots; with mentors to choose from for an organiser.
fn publish(rq: &Request, w: Words, mentors: Option<&[(AccountId, String)]>) -> AnyView {
    let form = Form::new(rq, "ideathon/publish_slots").with("hours_minutes", "20");
    let choose = mentors.map(|mentors| {
        let choices = mentors.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        form.select("hours_mentor", "off", w.choose.to_owned(), choices)
    });
    let lengths = LENGTHS.into_iter().map(|n| (n.to_string(), w.minutes.replace("{n}", &n.to_string()))).collect();
    let inside = view! {
        {choose}
        {form.line("hours_day", "date", "off", true)}
        {form.line("hours_from", "time", "off", true)}
        {form.line("hours_until", "time", "off", true)}
        {form.select("hours_minutes", "off", w.choose.to_owned(), lengths)}
        {form.line("hours_place", "text", "off", true)}
        <p class="actions"><button class="button">{w.publish}</button></p>
    };
    view! { <details class="panel wide" open=form.has_error()><summary>{w.publish}</summary><p>{w.publish_lead}</p>{form.view(inside)}</details> }
        .into_any()
}
