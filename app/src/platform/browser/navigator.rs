//! The navigator: links and forms of the site without loading the document anew.
//!
//! It asks the server for the same pages that a browser without scripts would see, and puts their changing parts in place. Always holds: the
//! address, the title, the focus, the scroll position and the way back are what a loaded page would have; whatever it cannot do it leaves to
//! the browser.

use gloo_timers::callback::{Interval, Timeout};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Document, DomParser, Element, Event, FormData, HtmlAnchorElement, HtmlElement, HtmlFormElement, MouseEvent, RequestInit,
    Response, ScrollRestoration, SubmitEvent, SupportedType, Url, UrlSearchParams, Window,
};

/// How often what happens now and next is looked at again, in milliseconds.
const NOW_EVERY: u32 = 30_000;

/// After how many milliseconds without a further step scrolling has ended.
const SCROLL_ENDS: u32 = 100;

thread_local! {
    static UNDER_WAY: RefCell<Option<AbortController>> = const { RefCell::new(None) };
    /// The address shown, without its fragment.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
    static TURN: Cell<u32> = const { Cell::new(0) };
    /// Notes the scroll position when scrolling has ended.
    static SCROLLED: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Counts the pages shown and asked for: what belongs to one page ends when it changes.
pub fn turn() -> u32 {
    TURN.get()
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Starts the navigator on this document.
pub fn start() {
    let (Some(window), Some(document)) = (window(), document()) else { return };
    // Between pages the navigator restores; a page that is loaded again, or come back to from elsewhere, is the browser's.
    restore_by(ScrollRestoration::Manual);
    listen(&window, "pagehide", |_| restore_by(ScrollRestoration::Auto));
    listen(&window, "pageshow", |_| restore_by(ScrollRestoration::Manual));
    listen(&window, "scroll", |_| SCROLLED.set(Some(Timeout::new(SCROLL_ENDS, remember_scroll))));
    SHOWN.set(address_of(&window.location().href().unwrap_or_default()));
    listen(&document, "click", |event: Event| clicked(&event));
    listen(&document, "submit", |event: Event| submitted(&event));
    listen(&document, "change", |event: Event| changed(&event));
    listen(&window, "popstate", |event: Event| moved(&event));
    Interval::new(NOW_EVERY, look_again).forget();
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("data-live", "");
    }
}

fn restore_by(whom: ScrollRestoration) {
    if let Some(history) = window().and_then(|w| w.history().ok()) {
        let _ = history.set_scroll_restoration(whom);
    }
}

fn listen(target: &web_sys::EventTarget, name: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act);
    let _ = target.add_event_listener_with_callback(name, act.as_ref().unchecked_ref());
    act.forget();
}

/// An address without its fragment.
fn address_of(href: &str) -> String {
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Whether a page of this site is at the address: a path that begins with a language.
fn is_page(url: &Url) -> bool {
    let own = window().and_then(|w| w.location().origin().ok());
    let first = url.pathname();
    let first = first.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned();
    own.as_deref() == Some(url.origin().as_str()) && ["en", "ru", "ko"].contains(&first.as_str()) && !url.pathname().ends_with(".json")
}

/// Goes to a page of the site.
pub fn go(path: &str) {
    let Some(base) = window().and_then(|w| w.location().href().ok()) else { return };
    if let Ok(url) = Url::new_with_base(path, &base) {
        visit(&url.href(), Visit::New);
    }
}

fn clicked(event: &Event) {
    let Some(mouse) = event.dyn_ref::<MouseEvent>() else { return };
    if event.default_prevented() || mouse.button() != 0 || mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key() {
        return;
    }
    let link = event.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(|e| e.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|l| l.dyn_into::<HtmlAnchorElement>().ok()) else { return };
    if link.has_attribute("download") || link.has_attribute("data-native") || !link.target().is_empty() {
        return;
    }
    let Ok(url) = Url::new(&link.href()) else { return };
    let same = SHOWN.with_borrow(|shown| *shown == address_of(&url.href()));
    if !is_page(&url) || (same && !url.hash().is_empty()) {
        return;
    }
    event.prevent_default();
    // The same page in another language is another document language: it keeps its place in the history like any other.
    visit(&url.href(), if same { Visit::Same } else { Visit::New });
}

/// A choice among the filters applies at once.
fn changed(event: &Event) {
    let form = event.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(|e| e.closest("form[data-auto]").ok().flatten());
    if let Some(form) = form.and_then(|f| f.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.request_submit();
    }
}

fn submitted(event: &Event) {
    let Some(form) = event.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()) else { return };
    if event.default_prevented() || form.has_attribute("data-native") {
        return;
    }
    let (Ok(data), Ok(url)) = (FormData::new_with_form(&form), Url::new(&form.action())) else { return };
    let Ok(fields) = UrlSearchParams::new_with_str_sequence_sequence(&data) else { return };
    // Which button was pressed is part of what the form says.
    let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
    if let Some((name, value)) = button.and_then(|b| Some((b.get_attribute("name")?, b.get_attribute("value")?))) {
        fields.append(&name, &value);
    }
    if form.method().eq_ignore_ascii_case("post") {
        event.prevent_default();
        if form.has_attribute("data-sent") {
            return;
        }
        let _ = form.set_attribute("data-sent", "");
        spawn_local(async move {
            if send(&url.href(), fields).await.is_err() {
                // The form can be sent again: its request id keeps it from happening twice.
                let _ = form.remove_attribute("data-sent");
                announce_trouble();
            }
        });
    } else if is_page(&url) {
        event.prevent_default();
        // Empty choices stay out of the address.
        let Ok(kept) = UrlSearchParams::new() else { return };
        for pair in js_sys::Array::from(&fields).iter().map(|pair| js_sys::Array::from(&pair)) {
            if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string().filter(|v| !v.is_empty())) {
                kept.append(&name, &value);
            }
        }
        url.set_search(&String::from(kept.to_string()));
        visit(&url.href(), Visit::Filter);
    }
}

/// Says that the answer did not arrive; what was typed is still there.
fn announce_trouble() {
    let Some(announcer) = document().and_then(|d| d.get_element_by_id("announcer")) else { return };
    announcer.set_text_content(announcer.get_attribute("data-offline").as_deref());
    let _ = announcer.set_attribute("data-shown", "");
}

fn moved(event: &Event) {
    let Some(window) = window() else { return };
    let href = window.location().href().unwrap_or_default();
    let same = SHOWN.with_borrow(|shown| *shown == address_of(&href));
    if same {
        return;
    }
    let state = js_sys::Reflect::get(event, &"state".into()).ok().and_then(|s| s.as_f64()).unwrap_or_default();
    visit(&href, Visit::Back(state));
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    /// A link: a new step of the history, from the top.
    New,
    /// A link to the page that is shown.
    Same,
    /// Filters: a new step, where the eye and the focus are.
    Filter,
    /// Back or forward, to a scroll position.
    Back(f64),
}

fn visit(href: &str, how: Visit) {
    let href = href.to_owned();
    remember_scroll();
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    let abort = AbortController::new().ok();
    if let Some(earlier) = UNDER_WAY.replace(abort.clone()) {
        earlier.abort();
    }
    set_loading(true);
    spawn_local(async move {
        let init = RequestInit::new();
        init.set_signal(abort.as_ref().map(AbortController::signal).as_ref());
        let loaded = load(&href, &init).await;
        if TURN.get() != turn {
            return;
        }
        set_loading(false);
        match loaded {
            Ok((url, page)) => show(&page, &url, &href, how),
            // The browser's own way shows what is wrong.
            Err(_) => {
                if let Some(window) = window() {
                    let _ = window.location().set_href(&href);
                }
            }
        }
    });
}

/// Sends a form and shows the page that answers it.
async fn send(action: &str, fields: UrlSearchParams) -> Result<(), JsValue> {
    set_loading(true);
    remember_scroll();
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&fields);
    let loaded = load(action, &init).await;
    set_loading(false);
    let (url, page) = loaded?;
    if TURN.get() == turn {
        // A refused form answers under the address of the function: the page that it was on stays where it is.
        let shown = SHOWN.with_borrow(Clone::clone);
        let refused = Url::new(&url).is_ok_and(|u| u.pathname().starts_with("/api/"));
        let url = if refused { shown.clone() } else { url };
        let how = if refused || url == shown { Visit::Same } else { Visit::New };
        show(&page, &url, &url, how);
    }
    Ok(())
}

/// The page at an address, and the address it came from in the end.
async fn load(href: &str, init: &RequestInit) -> Result<(String, Document), JsValue> {
    let headers = web_sys::Headers::new()?;
    headers.set("accept", "text/html")?;
    init.set_headers(&headers);
    let window = window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(href, init)).await?.dyn_into()?;
    let is_html = response.headers().get("content-type")?.is_some_and(|t| t.starts_with("text/html"));
    if !is_html {
        return Err(JsValue::NULL);
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let page = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
    // Another version of the program has other files: it is loaded as a whole.
    let script = |d: &Document| d.query_selector("script[type=module]").ok().flatten().and_then(|s| s.get_attribute("src"));
    let here = window.document().ok_or(JsValue::NULL)?;
    if script(&page) != script(&here) {
        return Err(JsValue::NULL);
    }
    Ok((response.url(), page))
}

/// Puts a loaded page in place of the one that is shown.
fn show(page: &Document, url: &str, asked: &str, how: Visit) {
    let (Some(window), Some(here)) = (window(), document()) else { return };
    let fragment = asked.split_once('#').map(|(_, f)| f.to_owned());
    let Ok(history) = window.history() else { return };
    let full = match &fragment {
        Some(fragment) => format!("{}#{fragment}", address_of(url)),
        None => url.to_owned(),
    };
    let step = match how {
        Visit::New | Visit::Filter => history.push_state_with_url(&JsValue::from_f64(0.0), "", Some(&full)),
        Visit::Same => history.replace_state_with_url(&JsValue::from_f64(0.0), "", Some(&full)),
        Visit::Back(y) => history.replace_state_with_url(&JsValue::from_f64(y), "", Some(&full)),
    };
    if step.is_err() {
        return;
    }
    SHOWN.set(address_of(url));
    let focused = here.active_element().and_then(|e| Some((e.closest("form").ok().flatten()?.get_attribute("action")?, e.get_attribute("name")?)));
    here.set_title(&page.title());
    let language = page.document_element().and_then(|e| e.get_attribute("lang")).unwrap_or_default();
    let another_language = here.document_element().is_some_and(|root| {
        let differs = root.get_attribute("lang").as_deref() != Some(language.as_str());
        let _ = root.set_attribute("lang", &language);
        differs
    });
    // Header and footer only change with the language, the person or the place marked in them; the main part always.
    let mut parts = vec!["#site-header", "#crumbs", "main"];
    if another_language {
        parts.extend([".skip", "footer.site"]);
    }
    for part in parts {
        replace(&here, page, part);
    }
    // `boot.js` brings the islands of the new parts to life.
    if let Ok(shown) = Event::new("plenary:shown") {
        let _ = here.dispatch_event(&shown);
    }
    settle(&window, &here, how, fragment.as_deref(), focused, &page.title());
}

fn replace(here: &Document, page: &Document, part: &str) {
    let (Ok(Some(old)), Ok(Some(new))) = (here.query_selector(part), page.query_selector(part)) else { return };
    if let Ok(new) = here.import_node_with_deep(&new, true) {
        let _ = old.replace_with_with_node_1(&new);
    }
}

/// Puts focus and scroll where a person expects them, and says the new title to a screen reader.
fn settle(window: &Window, here: &Document, how: Visit, fragment: Option<&str>, focused: Option<(String, String)>, title: &str) {
    let focus = |element: &Element| {
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    };
    let announcer = here.get_element_by_id("announcer");
    if let Some(announcer) = &announcer {
        let _ = announcer.remove_attribute("data-shown");
    }
    let summary = here.query_selector("[data-error-summary]").ok().flatten();
    if let Some(summary) = &summary {
        focus(summary);
        summary.scroll_into_view();
        return;
    }
    match how {
        Visit::Filter => {
            let same = focused.and_then(|(action, name)| here.query_selector(&format!("form[action='{action}'] [name='{name}']")).ok().flatten());
            if let Some(same) = same {
                focus(&same);
            }
        }
        Visit::Back(y) => window.scroll_to_with_x_and_y(0.0, y),
        Visit::New | Visit::Same => {
            let target = fragment.and_then(|f| here.get_element_by_id(f));
            match (&target, here.query_selector("main").ok().flatten()) {
                (Some(target), _) => {
                    focus(target);
                    target.scroll_into_view();
                }
                (None, Some(main)) => {
                    focus(&main);
                    window.scroll_to_with_x_and_y(0.0, 0.0);
                }
                (None, None) => {}
            }
        }
    }
    if let Some(announcer) = announcer {
        announcer.set_text_content(Some(title));
    }
}

/// Notes the scroll position of the page that is left, for the way back.
fn remember_scroll() {
    let Some(window) = window() else { return };
    if let (Ok(history), Ok(y)) = (window.history(), window.scroll_y()) {
        // On the way back the address is already the other page's.
        let here = SHOWN.with_borrow(|shown| window.location().href().is_ok_and(|href| address_of(&href) == *shown));
        if here {
            let _ = history.replace_state(&JsValue::from_f64(y), "");
        }
    }
}

fn set_loading(on: bool) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        let _ = if on { root.set_attribute("data-loading", "") } else { root.remove_attribute("data-loading") };
    }
}

/// Looks again at what happens now and next, where the page shows it.
fn look_again() {
    let Some(here) = document() else { return };
    if here.hidden() || here.query_selector("[data-now-next]").ok().flatten().is_none() {
        return;
    }
    let (turn, href) = (TURN.get(), SHOWN.with_borrow(Clone::clone));
    spawn_local(async move {
        if let Ok((_, page)) = load(&href, &RequestInit::new()).await
            && TURN.get() == turn
        {
            let text = |d: &Document| d.query_selector("[data-now-next]").ok().flatten().map(|e| e.inner_html());
            if text(&page) != text(&here) {
                replace(&here, &page, "[data-now-next]");
            }
        }
    });
}
