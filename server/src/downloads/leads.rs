//! `/{lang}/me/companies/{company}/leads.csv` and `.json`: a company's leads, for those who belong to it; and `/{lang}/me/ledger.csv` and `.json`,
//! a person's own ledger. A delegate in a file of leads finds it in their ledger.

use super::export::{answer, asked, table};
use crate::program::Shared;
use crate::web::Caller;
use app::error::ApiError;
use app::forum::{ledger, of_company};
use app::platform::Request;
use app::route::Route;
use app::words::{fields, forum_leads as words, organiser};
use axum::body::Body;
use axum::extract::{Extension, OriginalUri, State};
use axum::http::{HeaderMap, Response};
use domain::forum::lead::{State as LeadState, is_over};
use domain::forum::{CompanyRole, Field, Gone, Lead};
use domain::kernel::Lang;
use domain::organiser::export::cell;
use serde_json::{Map, Value as Json};

/// How many leads are read at a time.
const PIECE: usize = 200;

/// The columns of what a delegate may share, in their order.
const CARD: [&str; 6] = ["name", "organisation", "city", "position", "email", "phone"];

/// A company's leads for spreadsheets.
pub async fn csv(state: State<Shared>, caller: Extension<Caller>, uri: OriginalUri, headers: HeaderMap) -> Response<Body> {
    leads(state, caller, uri, headers, "csv").await
}

/// The same for programs.
pub async fn json(state: State<Shared>, caller: Extension<Caller>, uri: OriginalUri, headers: HeaderMap) -> Response<Body> {
    leads(state, caller, uri, headers, "json").await
}

/// A person's ledger for spreadsheets.
pub async fn ledger_csv(state: State<Shared>, caller: Extension<Caller>, uri: OriginalUri, headers: HeaderMap) -> Response<Body> {
    own(state, caller, uri, headers, "csv").await
}

/// The same for programs.
pub async fn ledger_json(state: State<Shared>, caller: Extension<Caller>, uri: OriginalUri, headers: HeaderMap) -> Response<Body> {
    own(state, caller, uri, headers, "json").await
}

async fn leads(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    form: &'static str,
) -> Response<Body> {
    match asked(&program, &caller, &uri, &headers).await {
        Ok(rq) => answer(&program, &caller, rq.lang, make_leads(&rq, form).await, "leads", form).await,
        Err(response) => response,
    }
}

async fn own(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    form: &'static str,
) -> Response<Body> {
    match asked(&program, &caller, &uri, &headers).await {
        Ok(rq) => answer(&program, &caller, rq.lang, make_ledger(&rq, form).await, "ledger", form).await,
        Err(response) => response,
    }
}

/// A row of the file: names of columns and values.
type Row = Vec<(&'static str, String)>;

async fn make_leads(rq: &Request, form: &str) -> Result<Vec<u8>, ApiError> {
    // The address of the file is that of the page with an ending.
    let page = rq.path.trim_end_matches(".csv").trim_end_matches(".json");
    let route = Route::split(page).and_then(|(_, segments)| Route::parse(&segments, []));
    let Some(Route::CompanyLeads(id)) = route else { return Err(ApiError::NotFound) };
    of_company(rq, &id, CompanyRole::Viewer).await?;
    let made = uuid::Uuid::now_v7().simple().to_string();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let (rows, next) = rq.store().export_leads(&rq.act(""), &id, &made, after.as_deref(), PIECE).await.map_err(|e| rq.fail(e))?;
        found.extend(rows);
        after = next;
        if after.is_none() {
            break;
        }
    }
    let gone = rq.store().leads_gone(&id).await.map_err(|e| rq.fail(e))?;
    // Only what somebody shared has a column.
    let shared: Vec<&str> = CARD.into_iter().filter(|column| found.iter().any(|lead| !of_card(lead, column).is_empty())).collect();
    let rows = found.iter().map(|lead| row(rq, lead, &shared)).chain(gone.iter().map(|gone| row_of_gone(gone, &shared))).collect();
    written(rq, form, rows)
}

fn of_card<'a>(lead: &'a Lead, column: &str) -> &'a str {
    let card = &lead.card;
    let value = match column {
        "name" => &card.name,
        "organisation" => &card.organisation,
        "city" => &card.city,
        "position" => &card.position,
        "email" => &card.email,
        _ => &card.phone,
    };
    value.as_deref().unwrap_or_default()
}

fn row(rq: &Request, lead: &Lead, shared: &[&'static str]) -> Row {
    let state = match lead.state {
        LeadState::Pending if is_over(lead.asked_at, rq.now) => "not_answered",
        ref state => state.code(),
    };
    let mut row = vec![("id", lead.id.to_string()), ("state", state.to_owned()), ("at", lead.scanned_at.to_string())];
    row.extend(shared.iter().map(|column| (*column, of_card(lead, column).to_owned())));
    row.push(("lead_rating", lead.rating.map(|r| r.code().to_owned()).unwrap_or_default()));
    row.push(("lead_notes", lead.notes.clone()));
    row.push(("by", lead.by_name.clone()));
    row
}

/// A lead that was withdrawn: its number and when, so that the company erases its copy.
fn row_of_gone(gone: &Gone, shared: &[&'static str]) -> Row {
    let mut row = vec![("id", gone.id.to_string()), ("state", "withdrawn".to_owned()), ("at", gone.at.to_string())];
    row.extend(shared.iter().chain(&["lead_rating", "lead_notes", "by"]).map(|column| (*column, String::new())));
    row
}

async fn make_ledger(rq: &Request, form: &str) -> Result<Vec<u8>, ApiError> {
    let rows = ledger::entries(rq)
        .await?
        .iter()
        .map(|entry| {
            let got: Vec<&str> = entry.fields.iter().map(Field::code).collect();
            let got = if ledger::tells_fields(entry.kind) { got.join(" ") } else { String::new() };
            vec![
                ("at", entry.at.to_string()),
                ("kind", entry.kind.code().to_owned()),
                ("who", entry.who.clone()),
                ("share_fields", got),
                ("says", ledger::sentence(rq.lang, entry)),
            ]
        })
        .collect();
    written(rq, form, rows)
}

/// The title of a column.
fn title(lang: Lang, column: &'static str) -> String {
    let w = words::words(lang);
    match column {
        "id" => w.lead_id.to_owned(),
        "state" => w.standing.to_owned(),
        "at" => w.when.to_owned(),
        "by" => w.whose.to_owned(),
        // The field of that name asks somebody for their own.
        "name" => organiser::words(lang).name.to_owned(),
        "kind" | "says" => w.ledger_kind.to_owned(),
        "who" => w.who.to_owned(),
        other => fields::label(lang, other).to_owned(),
    }
}

fn written(rq: &Request, form: &str, rows: Vec<Row>) -> Result<Vec<u8>, ApiError> {
    let broken = |e: &dyn std::fmt::Display| rq.broken(&e.to_string());
    if form != "csv" {
        let objects: Vec<Json> =
            rows.into_iter().map(|row| Json::Object(row.into_iter().map(|(k, v)| (k.to_owned(), Json::String(v))).collect::<Map<_, _>>())).collect();
        return serde_json::to_vec_pretty(&objects).map_err(|e| broken(&e));
    }
    let mut table = table();
    if let Some(first) = rows.first() {
        table.write_record(first.iter().map(|(column, _)| title(rq.lang, column))).map_err(|e| broken(&e))?;
    }
    for row in &rows {
        table.write_record(row.iter().map(|(_, value)| cell(value).into_owned())).map_err(|e| broken(&e))?;
    }
    table.into_inner().map_err(|e| broken(&e))
}
