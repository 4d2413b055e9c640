//! What islands ask of the browser.

use super::navigator::turn;
use crate::islands::Found;
use gloo_timers::callback::Interval;
use js_sys::{Array, Date, Function, Intl, JSON, JsString, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, Response};

/// The moment in seconds; in a rehearsal that of the server's clock.
#[expect(clippy::cast_possible_truncation, reason = "seconds fit")]
pub fn now_seconds() -> i64 {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    let ahead: i64 = root.and_then(|r| r.get_attribute("data-ahead")).and_then(|a| a.parse().ok()).unwrap_or_default();
    (Date::now() / 1000.0) as i64 + ahead
}

/// Calls again each second until it answers `false` or another page is shown.
pub fn every_second(again: impl Fn() -> bool + 'static) {
    let held: Rc<RefCell<Option<Interval>>> = Rc::default();
    let inside = held.clone();
    let began = turn();
    *held.borrow_mut() = Some(Interval::new(1000, move || {
        if turn() != began || !again() {
            inside.borrow_mut().take();
        }
    }));
}

/// The browser's time zone.
pub fn time_zone() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&options, &"timeZone".into()).ok().and_then(|z| z.as_string()).unwrap_or_default();
    zone.rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// Shows every time of the page in the browser's zone, or in the venue's. The venue's words are kept beside each time.
pub fn show_times(lang: &str, mine: bool) {
    let Some(document) = web_sys::window().and_then(|w| w.document()) else { return };
    let Ok(times) = document.query_selector_all("time[data-start]") else { return };
    let options = |fields: &[(&str, &str)]| {
        let options = Object::new();
        for (name, value) in fields {
            let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
        }
        options
    };
    let locales = Array::of1(&lang.into());
    let hours = Intl::DateTimeFormat::new(&locales, &options(&[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")])).format();
    let day = Intl::DateTimeFormat::new(&locales, &options(&[("weekday", "short"), ("day", "numeric"), ("month", "long")])).format();
    let say = |format: &Function, seconds: &str| -> Option<String> {
        // Whole seconds: reading fractions would cost the browser ten kilobytes of tables.
        let date = Date::new(&JsValue::from_f64(f64::from(seconds.parse::<u32>().ok()?) * 1000.0));
        format.call1(&JsValue::NULL, &date).ok()?.as_string()
    };
    for index in 0..times.length() {
        let Some(time) = times.item(index).and_then(|t| t.dyn_into::<HtmlElement>().ok()) else { continue };
        let get = |name: &str| time.get_attribute(name);
        if get("data-venue").is_none() {
            let _ = time.set_attribute("data-venue", &time.text_content().unwrap_or_default());
        }
        let own = || -> Option<String> {
            let (start, end) = (get("data-start")?, get("data-end")?);
            let span = format!("{}–{}", say(&hours, &start)?, say(&hours, &end)?);
            // Without a day beside it the time tells when it is another one.
            Some(format!("{}, {span}", say(&day, &start)?))
        };
        let text = if mine { own() } else { get("data-venue") };
        if let Some(text) = text {
            time.set_text_content(Some(&text));
        }
    }
}

fn storage() -> Option<JsValue> {
    // Reading the property throws where the person has forbidden storage.
    let window = web_sys::window()?;
    Reflect::get(&window, &"localStorage".into()).ok().filter(|s| s.is_object())
}

/// What was remembered under a name.
pub fn recall(name: &str) -> Option<String> {
    Reflect::get(&storage()?, &format!("plenary-{name}").into()).ok()?.as_string()
}

/// Remembers something under a name, where the browser allows it.
pub fn remember(name: &str, what: &str) {
    if let Some(storage) = storage() {
        let _ = Reflect::set(&storage, &format!("plenary-{name}").into(), &what.into());
    }
}

/// Folds text for searching as `domain::kernel::text::fold` does, with the browser's own tables.
pub fn fold(text: &str) -> String {
    let marks = js_sys::RegExp::new("(?!\\u0306)\\p{M}", "gu");
    let plain = JsString::from(text).normalize("NFKD").replace_by_pattern(&marks, "");
    let small: String = plain.normalize("NFC").replace_by_pattern(&js_sys::RegExp::new("\\p{M}", "gu"), "").to_lower_case().into();
    small.chars().map(domain::kernel::text::plain).collect()
}

/// Loads the search index of a language, once: the browser keeps the answer. Without an answer nothing is found.
pub fn load_index(lang: &str, then: impl FnOnce(Vec<Found>) + 'static) {
    let address = format!("/{lang}/programme/index.json");
    wasm_bindgen_futures::spawn_local(async move {
        then(rows(&address).await.unwrap_or_default());
    });
}

async fn rows(address: &str) -> Option<Vec<Found>> {
    let response: Response = JsFuture::from(web_sys::window()?.fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    let rows: Array = JSON::parse(&text).ok()?.dyn_into().ok()?;
    let found = rows.iter().map(|row| {
        let row = Array::from(&row);
        let field = |index: u32| row.get(index).as_string().unwrap_or_default();
        Found { slug: field(0), title: field(1), when: field(2), room: field(3), text: field(4) }
    });
    Some(found.collect())
}
