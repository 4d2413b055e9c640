//! A person's own ledger: who saw or got what of them, grouped by day.

use crate::checkin;
use crate::error::ApiError;
use crate::organiser::filter::query;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::{forum_leads as words, programme};
use domain::forum::ledger::{Entry, Kind};
use domain::kernel::Lang;
use domain::kernel::ids::StationId;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// How many lines a page shows.
const PAGE: usize = 50;

/// A line of the ledger as a sentence.
pub fn sentence(lang: Lang, entry: &Entry) -> String {
    words::happened(lang, entry.kind).replace("{who}", &entry.who).replace("{fields}", &words::fields(lang, &entry.fields))
}

/// Whether a kind of line says which fields somebody got.
pub fn tells_fields(kind: Kind) -> bool {
    matches!(kind, Kind::Granted | Kind::Exported)
}

/// The ledger of the one who asks, narrowed by the query of the address; stations have their names.
pub async fn entries(rq: &Request) -> Result<Vec<Entry>, ApiError> {
    let (person, _) = rq.signed_in()?;
    let kind = rq.query("kind").and_then(Kind::parse);
    let mut all = rq.store().ledger_of(&person.account).await.map_err(|e| rq.fail(e))?;
    all.retain(|entry| kind.is_none_or(|k| k == entry.kind));
    let stations = checkin::all_stations(rq).await?;
    for entry in all.iter_mut().filter(|e| e.kind == Kind::CheckedIn) {
        if let Ok(id) = StationId::parse(&entry.who) {
            entry.who = checkin::name_of(rq.lang, &stations, &id).to_owned();
        }
    }
    Ok(all)
}

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let all = entries(rq).await?;
    let from: usize = rq.query("from").and_then(|n| n.parse().ok()).unwrap_or(0);
    let kind = rq.query("kind").and_then(Kind::parse);
    let zone = rq.zone();
    let page = Page::new(w.ledger, move || {
        let here = Route::Ledger.path(lang);
        let tz = zone.as_deref().and_then(|z| TimeZone::get(z).ok()).unwrap_or(TimeZone::UTC);
        let mut days: Vec<(jiff::civil::Date, Vec<AnyView>)> = Vec::new();
        for entry in all.iter().skip(from).take(PAGE) {
            let local = tz.to_datetime(entry.at);
            let day = local.date();
            let line = view! {
                <li><time class="fine" datetime=ui::machine(entry.at)>{local.strftime("%H:%M").to_string()}</time><span>{sentence(lang, entry)}</span></li>
            }
            .into_any();
            match days.last_mut().filter(|(last, _)| *last == day) {
                Some((_, lines)) => lines.push(line),
                None => days.push((day, vec![line])),
            }
        }
        let days: Vec<_> = days
            .into_iter()
            .map(|(day, lines)| view! { <section><h2>{crate::visa::date(lang, day)}</h2><ol class="trail">{lines}</ol></section> })
            .collect();
        let list = match days.is_empty() {
            true => view! { <p class="empty">{w.ledger_empty}</p> }.into_any(),
            false => days.into_any(),
        };
        let of_kind: Vec<(&str, String)> = kind.iter().map(|k| ("kind", k.code().to_owned())).collect();
        let more = (all.len() > from + PAGE).then(|| {
            let mut all = of_kind.clone();
            all.push(("from", (from + PAGE).to_string()));
            view! { <p class="actions"><a class="button quiet" href=format!("{here}{}", query(&all))>{w.more}</a></p> }
        });
        let kinds = Kind::ALL.into_iter().map(|k| (k.code().to_owned(), words::kind(lang, k).to_owned())).collect();
        let file = |form: &str| format!("{here}.{form}{}", query(&of_kind));
        let (csv, json) = (file("csv"), file("json"));
        view! {
            <h1>{w.ledger}</h1>
            <p class="lead">{w.ledger_lead}</p>
            <form class="filters" method="get" action=here.clone() data-auto="">
                {ui::choice("kind", w.ledger_kind, programme::words(lang).any, kind.map(|k| k.code().to_owned()), kinds)}
                <button class="button quiet">{w.filter}</button>
            </form>
            {list}
            {more}
            <p>{w.export}" "<a href=csv download="">"CSV"</a>" "<a href=json download="">"JSON"</a></p>
            <p class="fine">{w.ledger_note}" "<a href=Route::LeadConsent.path(lang)>{w.consent}</a></p>
        }
    });
    Ok(page.crumb(Route::Me.path(lang), crate::words::accounts::words(lang).me_title))
}
