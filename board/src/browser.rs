//! The browser's side: news come over one stream, what I do goes out with an id of its own and is sent again until there is an answer.

use crate::live::{Filter, Live, Refused, Room};
use crate::pending::Deed;
use crate::view::Wall;
use domain::ideathon::{Delta, Mine, Presence, Skill};
use domain::kernel::ids::{AccountId, ChallengeId};
use gloo_timers::callback::{Interval, Timeout};
use js_sys::decode_uri_component;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, EventSource, HtmlElement, MessageEvent, Request, RequestInit, Response, UrlSearchParams, Window};

/// How long to wait before something is sent again, in milliseconds.
const AGAIN: u32 = 2_000;
/// How long what was done is shown as mine when its news do not come.
const SETTLES: u32 = 1_500;
/// How often the board is asked for while there is no stream.
const POLL: u32 = 3_000;
/// How long the stream may be away before it is told.
const LOST: u32 = 2_500;
/// How long a page that nobody sees keeps its stream.
const UNSEEN: u32 = 60_000;
/// Where what was not answered yet is kept over a reload.
const KEPT: &str = "ideathon-deeds";

thread_local! {
    static LIVE: Cell<Option<Live>> = const { Cell::new(None) };
    static STREAM: RefCell<Option<EventSource>> = const { RefCell::new(None) };
    static REVISION: RefCell<String> = const { RefCell::new(String::new()) };
    static FLYING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static CLOSING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn place() -> Option<HtmlElement> {
    document()?.get_element_by_id("board")?.dyn_into().ok()
}

/// Begins when the page holds a board.
#[wasm_bindgen(start)]
pub fn start() {
    if place().is_none() {
        return;
    }
    connect();
    watch();
    Interval::new(POLL, poll).forget();
    tick();
    Interval::new(1_000, tick).forget();
}

/// Counts down beside the moment that the page names; a rehearsal's clock is ahead of the browser's.
#[expect(clippy::cast_possible_truncation, reason = "seconds fit")]
fn tick() {
    let Some(document) = document() else { return };
    let number = |element: Option<web_sys::Element>, name: &str| element.and_then(|e| e.get_attribute(name)).and_then(|n| n.parse::<i64>().ok());
    let Some(until) = number(document.query_selector(".clock time").ok().flatten(), "data-until") else { return };
    let ahead = number(document.document_element(), "data-ahead").unwrap_or_default();
    let left = (until - ahead - (js_sys::Date::now() / 1000.0) as i64).max(0);
    let two = |n: i64| format!("{n:02}");
    let text = match left {
        0..86_400 => [left / 3_600, left / 60 % 60, left % 60].map(two).join(":"),
        _ => String::new(),
    };
    if let Ok(Some(place)) = document.query_selector(".clock .left") {
        place.set_text_content(Some(&text));
    }
}

/// An address below the board's, with what is known already.
fn address(what: &str) -> Option<String> {
    let place = place()?;
    let lang = place.get_attribute("data-lang")?;
    let view = place.get_attribute("data-view").unwrap_or_default();
    let since = REVISION.with_borrow(Clone::clone);
    Some(format!("/ideathon/{what}?lang={lang}&view={view}&since={since}"))
}

fn connect() {
    let Some(stream) = address("live").and_then(|a| EventSource::new(&a).ok()) else { return };
    listen(&stream, "room", |text| {
        if let Ok(room) = serde_json::from_str::<Room>(text) {
            begin(room);
        }
    });
    listen(&stream, "delta", |text| {
        if let (Some(live), Ok(delta)) = (LIVE.get(), serde_json::from_str::<Delta>(text)) {
            live.follow(&delta);
        }
    });
    listen(&stream, "mine", |text| {
        if let (Some(live), Ok(mine)) = (LIVE.get(), serde_json::from_str::<Mine>(text)) {
            live.hear(mine);
        }
    });
    listen(&stream, "here", |text| {
        if let (Some(live), Ok(here)) = (LIVE.get(), serde_json::from_str::<Vec<AccountId>>(text)) {
            live.here.set(std::sync::Arc::new(here));
        }
    });
    listen(&stream, "moved", |text| {
        if let (Some(live), Ok(step)) = (LIVE.get(), serde_json::from_str::<Presence>(text)) {
            let mut here = (*live.here.get_untracked()).clone();
            here.retain(|id| !step.gone.contains(id));
            here.extend(step.come);
            live.here.set(std::sync::Arc::new(here));
        }
    });
    let opened = Closure::<dyn FnMut()>::new(|| {
        online(true);
        flush();
    });
    stream.set_onopen(Some(opened.as_ref().unchecked_ref()));
    opened.forget();
    // A stream that ends is begun again at once; only what lasts is told.
    let lost = Closure::<dyn FnMut()>::new(|| {
        Timeout::new(LOST, || {
            if STREAM.with_borrow(|s| s.as_ref().is_none_or(|s| s.ready_state() != EventSource::OPEN)) {
                online(false);
            }
        })
        .forget();
    });
    stream.set_onerror(Some(lost.as_ref().unchecked_ref()));
    lost.forget();
    if let Some(old) = STREAM.replace(Some(stream)) {
        old.close();
    }
}

fn online(is: bool) {
    if let Some(live) = LIVE.get()
        && live.online.get_untracked() != is
    {
        live.online.set(is);
    }
}

fn listen(stream: &EventSource, name: &str, hear: impl Fn(&str) + 'static) {
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let revision = event.last_event_id();
        if !revision.is_empty() {
            REVISION.set(revision);
        }
        if let Some(text) = event.data().as_string() {
            hear(&text);
        }
    });
    let _ = stream.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Takes the place of the server's HTML, or takes over what changed during a pause.
fn begin(room: Room) {
    if let Some(live) = LIVE.get() {
        live.catch_up(&room.board);
        live.here.set(std::sync::Arc::new(room.here.clone()));
        live.hear(room.mine);
        return;
    }
    let Some(place) = place() else { return };
    let filter = filter_of_page();
    place.set_inner_html("");
    leptos::mount::mount_to(place.clone(), move || {
        let live = Live::new(room, filter, Callback::new(act));
        LIVE.set(Some(live));
        let kept = storage().and_then(|s| s.get_item(KEPT).ok().flatten());
        if let Some(deeds) = kept.and_then(|text| serde_json::from_str::<Vec<Deed>>(&text).ok()) {
            live.deeds.set(deeds);
        }
        Effect::new(move |_| {
            let text = serde_json::to_string(&live.deeds.get()).unwrap_or_default();
            if let Some(storage) = storage() {
                let _ = storage.set_item(KEPT, &text);
            }
        });
        view! { <Wall live /> }
    })
    .forget();
    let _ = place.set_attribute("data-alive", "");
    if let Some(root) = document().and_then(|d| d.document_element()) {
        let _ = root.set_attribute("data-live", "");
    }
    flush();
}

fn storage() -> Option<web_sys::Storage> {
    window()?.session_storage().ok().flatten()
}

/// What the address of the page asks for.
fn filter_of_page() -> Filter {
    let query = window().and_then(|w| w.location().search().ok()).unwrap_or_default();
    let Ok(query) = UrlSearchParams::new_with_str(&query) else { return Filter::default() };
    let get = |name: &str| query.get(name).unwrap_or_default();
    Filter { challenge: ChallengeId::parse(&get("challenge")).ok(), skill: Skill::parse(&get("skill")), free: get("free") == "yes" }
}

/// Does something: shows it, and sends it until there is an answer.
fn act(deed: Deed) {
    let Some(live) = LIVE.get() else { return };
    let id = window().and_then(|w| w.crypto().ok()).map(|c| c.random_uuid()).unwrap_or_else(|| live.form_id());
    live.refused.set(None);
    live.deeds.update(|deeds| deeds.push(Deed { id, ..deed }));
    flush();
}

/// Sends what has no answer yet.
fn flush() {
    let Some(live) = LIVE.get() else { return };
    for deed in live.deeds.get_untracked().into_iter().filter(|d| !d.done) {
        let flies = FLYING.with_borrow_mut(|flying| {
            let flies = flying.contains(&deed.id);
            if !flies {
                flying.push(deed.id.clone());
            }
            flies
        });
        if !flies {
            spawn_local(send(live, deed));
        }
    }
}

/// What came of sending something.
enum Outcome {
    Done,
    Refused(String),
    Again,
    SignIn,
}

async fn send(live: Live, deed: Deed) {
    let outcome = post(live, &deed).await;
    FLYING.with_borrow_mut(|flying| flying.retain(|id| *id != deed.id));
    match outcome {
        Outcome::Done => {
            live.deeds.update(|deeds| deeds.iter_mut().filter(|d| d.id == deed.id).for_each(|d| d.done = true));
            Timeout::new(SETTLES, move || live.deeds.update(|deeds| deeds.retain(|d| !(d.done && d.id == deed.id)))).forget();
        }
        Outcome::Refused(says) => {
            live.deeds.update(|deeds| deeds.retain(|d| d.id != deed.id));
            live.refused.set(Some(Refused { team: deed.team, person: deed.person, says }));
        }
        Outcome::Again => {
            Timeout::new(AGAIN, flush).forget();
        }
        Outcome::SignIn => {
            live.deeds.update(|deeds| deeds.retain(|d| d.id != deed.id));
            if let Some(window) = window() {
                let _ = window.location().reload();
            }
        }
    }
}

async fn post(live: Live, deed: &Deed) -> Outcome {
    let page = live.room().page.clone();
    let Ok(form) = UrlSearchParams::new() else { return Outcome::Again };
    form.append("what", &deed.what);
    form.append("team", deed.team.as_ref().map(|t| t.as_str()).unwrap_or_default());
    form.append("person", deed.person.as_ref().map(|p| p.as_str()).unwrap_or_default());
    form.append("request_id", &deed.id);
    form.append("on_page", &page);
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(form.as_ref());
    let Ok(request) = Request::new_with_str_and_init("/api/ideathon/gather", &init) else { return Outcome::Again };
    let _ = request.headers().set("accept", "application/json");
    let Some(response) = fetch(&request).await else {
        online(false);
        return Outcome::Again;
    };
    match response.status() {
        200..=299 => Outcome::Done,
        401 => Outcome::SignIn,
        429 | 503 => Outcome::Again,
        _ => {
            let says = response.headers().get("says").ok().flatten().unwrap_or_default();
            Outcome::Refused(decode_uri_component(&says).map(String::from).unwrap_or_default())
        }
    }
}

async fn fetch(request: &Request) -> Option<Response> {
    JsFuture::from(window()?.fetch_with_request(request)).await.ok()?.dyn_into().ok()
}

/// Asks for the board while there is no stream.
fn poll() {
    let unseen = document().is_some_and(|d| d.hidden());
    let streams = STREAM.with_borrow(|s| s.as_ref().is_some_and(|s| s.ready_state() == EventSource::OPEN));
    if unseen || streams {
        return;
    }
    if STREAM.with_borrow(|s| s.as_ref().is_none_or(|s| s.ready_state() == EventSource::CLOSED)) {
        connect();
    }
    spawn_local(async {
        let Some(request) = address("room.json").and_then(|a| Request::new_with_str(&a).ok()) else { return };
        let Some(response) = fetch(&request).await.filter(Response::ok) else { return };
        let Ok(text) = response.text() else { return };
        let Some(text) = JsFuture::from(text).await.ok().and_then(|t| t.as_string()) else { return };
        if let Ok(room) = serde_json::from_str::<Room>(&text) {
            begin(room);
            online(true);
            flush();
        }
    });
}

/// Comes back at once when the network or the person does; leaves the stream when nobody looks for a while.
fn watch() {
    let Some(window) = window() else { return };
    let back = Closure::<dyn FnMut(JsValue)>::new(|_| {
        if document().is_some_and(|d| d.hidden()) {
            CLOSING.set(Some(Timeout::new(UNSEEN, || {
                if let Some(stream) = STREAM.take() {
                    stream.close();
                }
            })));
            return;
        }
        CLOSING.set(None);
        if STREAM.with_borrow(|s| s.as_ref().is_none_or(|s| s.ready_state() != EventSource::OPEN)) {
            connect();
        }
    });
    let _ = window.add_event_listener_with_callback("online", back.as_ref().unchecked_ref());
    if let Some(document) = window.document() {
        let _ = document.add_event_listener_with_callback("visibilitychange", back.as_ref().unchecked_ref());
    }
    back.forget();
}
