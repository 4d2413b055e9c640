//! Announcements: the list, writing one, looking at it, and what becomes of it.

use super::{filter, places, trail};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::announcements as words;
use crate::words::mail::Letter;
use domain::accounts::Account;
use domain::kernel::Lang;
use domain::kernel::ids::AnnouncementId;
use domain::organiser::announcement::{Announcement, Message, Standing, fields};
use leptos::prelude::*;
use store::{Mail, OutboxState};

/// How many announcements the list shows.
const PAGE: usize = 100;

/// The letter of an announcement to somebody.
pub fn letter(message: &Message, to: &Account, event: &str) -> Mail {
    let (subject, text, really) = message.to(to.lang, &to.name);
    let letter = Letter { to: &to.email, lang: to.lang, name: &to.name, event };
    letter.announcement(&subject, &text, (really != to.lang).then(|| words::words(to.lang).fallback))
}

/// The list.
pub async fn list(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let all = rq.store().announcements(PAGE).await.map_err(|e| rq.fail(e))?;
    let zone = rq.zone();
    let nav = places(rq, &Route::DeskAnnouncements);
    Ok(Page::new(w.title, move || {
        let rows: Vec<_> = all
            .iter()
            .map(|a| {
                let to = Route::DeskAnnouncement(a.id.clone()).path(lang);
                let at = ui::moment(lang, zone.as_deref(), a.due.unwrap_or(a.at));
                view! {
                    <li>
                        <a href=to>{a.message.subject.get(lang).to_owned()}</a>" "<span class="state">{words::standing(lang, a.standing)}</span>" "
                        <span class="fine">{at}</span>
                    </li>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> });
        view! {
            <div class="desk">
                {nav}
                <h1>{w.title}</h1>
                <p>{w.lead}</p>
                <p class="actions"><a class="button" href=Route::DeskAnnounce.path(lang)>{w.new}</a></p>
                {none}
                <ul class="plain">{rows}</ul>
            </div>
        }
    })
    .wide())
}

/// Writing a new one, to those whom the filter in the query finds.
pub async fn new(rq: &Request) -> Result<Page, ApiError> {
    rq.organiser()?;
    let found = filter::read(&rq.query);
    let number = rq.store().count_registrations(&found).await.map_err(|e| rq.fail(e))?;
    Ok(writing(rq, None, filter::text(&found), number))
}

fn writing(rq: &Request, old: Option<&Announcement>, to: String, number: usize) -> Page {
    let lang = rq.lang;
    let w = words::words(lang);
    let mut form = Form::new(rq, "organiser/save_announcement");
    if let Some(old) = old {
        for l in Lang::ALL {
            let (subject, text) = fields(l);
            form = form.with(subject, old.message.subject.exact(l)).with(text, old.message.text.exact(l));
        }
    }
    let (id, version) = (old.map(|a| a.id.to_string()).unwrap_or_default(), old.map_or(0, |a| a.version));
    let nav = places(rq, &Route::DeskAnnouncements);
    Page::new(w.new, move || {
        let languages: Vec<_> = Lang::ALL
            .into_iter()
            .map(|l| {
                let (subject, text) = fields(l);
                view! { <section lang=l.code()>{form.line(subject, "text", "off", false)}{form.paragraph(text, 6)}</section> }
            })
            .collect();
        let inside = view! {
            {form.hidden("announcement", id)}
            {form.hidden("version", version.to_string())}
            {form.hidden("filter", to.clone())}
            {languages}
            <p class="actions"><button class="button">{w.save}</button></p>
        };
        view! {
            <div class="desk">
                {nav}
                <h1>{w.new}</h1>
                {recipients(lang, &to, number)}
                <p>{w.languages_note}" "{w.name_note}</p>
                <div class="panel wide">{form.view(inside)}</div>
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskAnnouncements.path(lang), w.title)
}

/// To whom, in words and in number.
fn recipients(lang: Lang, to: &str, number: usize) -> impl IntoView + use<> {
    let w = words::words(lang);
    let found = filter::parse(to);
    let list = format!("{}{}", Route::Desk.path(lang), filter::query(&filter::pairs(&found)));
    view! {
        <p>
            <strong>{w.to.replace("{filter}", &filter::in_words(lang, &found))}</strong>" · "{w.people.replace("{n}", &number.to_string())}" · "
            <a href=list>{w.other_people}</a>
        </p>
    }
}

/// One: as a draft to look at and to send, or under way, or what became of it.
pub async fn page(rq: &Request, id: &AnnouncementId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    rq.organiser()?;
    let store = rq.store();
    let found = store.announcement(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let to = filter::parse(&found.filter);
    let draft = found.standing == Standing::Draft;
    let number = if draft || found.standing == Standing::Scheduled {
        store.count_registrations(&to).await.map_err(|e| rq.fail(e))?
    } else {
        found.total as usize
    };
    if draft && rq.query("edit").is_some() {
        return Ok(writing(rq, Some(&found), found.filter.clone(), number));
    }
    let after = rq.query("as").map(str::to_owned);
    let mut page = store.whole_registrations(&to, after.as_deref(), 1).await.map_err(|e| rq.fail(e))?;
    let letters = store.announcement_letters(id).await.map_err(|e| rq.fail(e))?;
    let event = |l: Lang| rq.snapshot.as_ref().map_or("Plenary".to_owned(), |s| s.event.name.get(l).to_owned());
    let example = page.rows.pop().map(|(_, account)| (letter(&found.message, &account, &event(account.lang)), account));
    let (zone, next) = (rq.zone(), page.next);
    let (test, send, stop) =
        (Form::new(rq, "organiser/test_announcement"), Form::new(rq, "organiser/send_announcement"), Form::new(rq, "organiser/stop_announcement"));
    let nav = places(rq, &Route::DeskAnnouncements);
    Ok(Page::new(found.message.subject.get(lang).to_owned(), move || {
        let here = Route::DeskAnnouncement(found.id.clone()).path(lang);
        let example = match example {
            Some((mail, account)) => {
                let another = next.map(|key| view! { <p><a href=format!("{here}?as={}", ui::percent(&key))>{w.another}</a></p> });
                view! {
                    <dl class="meta">
                        <div><dt>{crate::words::organiser::words(lang).to}</dt><dd>{account.name}" <"{mail.to}">, "{account.lang.endonym()}</dd></div>
                        <div><dt>{crate::words::organiser::words(lang).subject}</dt><dd>{mail.subject}</dd></div>
                    </dl>
                    <blockquote class="message"><p class="as-typed">{mail.text}</p></blockquote>
                    {another}
                }
                .into_any()
            }
            None => view! { <p>{w.preview_none}</p> }.into_any(),
        };
        let missing = found.message.text.missing();
        let missing = (!missing.is_empty()).then(|| {
            let names: Vec<&str> = missing.iter().map(|l| l.endonym()).collect();
            let other = Lang::ALL.into_iter().find(|l| !missing.contains(l)).map_or("", Lang::endonym);
            view! { <p class="message">{w.missing.replace("{languages}", &names.join(", ")).replace("{other}", other)}</p> }
        });
        let step = match found.standing {
            Standing::Draft => ready(lang, &found, number, &test, &send, &here),
            _ => under_way(lang, zone.as_deref(), &found, &letters, &stop, &here),
        };
        view! {
            <div class="desk">
                {nav}
                <header class="desk-head"><h1>{found.message.subject.get(lang).to_owned()}</h1><p class="state">{words::standing(lang, found.standing)}</p></header>
                {recipients(lang, &found.filter, number)}
                {step}
                {missing}
                <h2>{w.preview}</h2>
                {example}
            </div>
        }
    })
    .wide()
    .crumb(Route::DeskAnnouncements.path(lang), w.title))
}

/// What can be done with a draft.
fn ready(lang: Lang, of: &Announcement, number: usize, test: &Form, send: &Form, here: &str) -> AnyView {
    let w = words::words(lang);
    let inside = view! {
        {send.hidden("announcement", of.id.to_string())}
        {send.hidden("version", of.version.to_string())}
        {send.line("due", "datetime-local", "off", false)}
        {send.tick_as("announce_sure", w.sure.replace("{n}", &number.to_string()))}
        <p class="actions"><button class="button">{w.send}</button></p>
    };
    let probe = view! { {test.hidden("announcement", of.id.to_string())}<p class="actions"><button class="button quiet">{w.test}</button><a href=format!("{here}?edit=1")>{w.edit}</a></p> };
    view! {
        {test.view(probe)}
        <section class="panel wide"><h2>{w.send}</h2><p class="fine">{w.fixed}" "{w.due}</p>{send.view(inside)}</section>
    }
    .into_any()
}

fn under_way(lang: Lang, zone: Option<&str>, of: &Announcement, letters: &[(OutboxState, u64)], stop: &Form, here: &str) -> AnyView {
    let w = words::words(lang);
    let stopping = |label: &'static str, class: &'static str| {
        stop.view(view! { {stop.hidden("announcement", of.id.to_string())}<p class="actions"><button class=class>{label}</button></p> })
    };
    if of.standing == Standing::Scheduled {
        let at = of.due.map(|at| ui::moment(lang, zone, at)).unwrap_or_default();
        return view! { <section class="panel wide"><p>{w.scheduled.replace("{time}", &at)}</p>{stopping(w.unschedule, "button quiet")}</section> }
            .into_any();
    }
    let text = w.progress.replace("{n}", &of.written.to_string()).replace("{all}", &of.total.to_string());
    let busy = matches!(of.standing, Standing::Gathering | Standing::Sending | Standing::Stopping);
    let again = busy.then(|| view! { <p><a href=here.to_owned()>{w.look_again}</a></p> });
    let waiting = letters.iter().any(|(state, n)| *state == OutboxState::Queued && *n > 0);
    let stop = (matches!(of.standing, Standing::Gathering | Standing::Sending) || (of.standing == Standing::Sent && waiting))
        .then(|| stopping(w.stop, "button danger"));
    let states: Vec<String> = letters.iter().map(|(state, n)| format!("{}: {n}", trail::mail_state(lang, *state))).collect();
    let list = format!("{}?about=announcement:{}", Route::DeskOutbox.path(lang), of.id);
    view! {
        <section class="panel wide">
            <p><progress max=of.total.max(1).to_string() value=of.written.to_string() aria-label=text.clone()></progress>" "{text}</p>
            <p>{w.letters}": "{states.join(", ")}" · "<a href=list>{w.see_letters}</a></p>
            {again}
            {stop}
        </section>
    }
    .into_any()
}
