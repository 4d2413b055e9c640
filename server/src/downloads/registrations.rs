//! `/{lang}/desk/registrations.csv` and `.json`: what the desk's filters find, for organisers only. Every export is in the audit trail.

use super::export::{answer, asked, table};
use crate::program::Shared;
use crate::web::Caller;
use app::error::ApiError;
use app::organiser::filter;
use app::platform::Request;
use app::words::fields;
use axum::body::Body;
use axum::extract::{Extension, OriginalUri, State};
use axum::http::{HeaderMap, Response};
use domain::accounts::Account;
use domain::forum::ledger::Kind;
use domain::organiser::export::cell;
use domain::registration::{Draft, Registration, Step};
use serde_json::{Map, Value as Json};

/// How many registrations are read at a time.
const PIECE: usize = 500;
/// The file for spreadsheets.
pub async fn csv(state: State<Shared>, caller: Extension<Caller>, uri: OriginalUri, headers: HeaderMap) -> Response<Body> {
    export(state, caller, uri, headers, "csv").await
}

/// The same for programs.
pub async fn json(state: State<Shared>, caller: Extension<Caller>, uri: OriginalUri, headers: HeaderMap) -> Response<Body> {
    export(state, caller, uri, headers, "json").await
}

async fn export(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    form: &'static str,
) -> Response<Body> {
    match asked(&program, &caller, &uri, &headers).await {
        Ok(rq) => answer(&program, &caller, rq.lang, make(&rq, form).await, "registrations", form).await,
        Err(response) => response,
    }
}

async fn make(rq: &Request, form: &str) -> Result<Vec<u8>, ApiError> {
    rq.organiser()?;
    let found = filter::read(&rq.query);
    let columns = columns();
    let mut table = table();
    let mut objects = Vec::new();
    if form == "csv" {
        let titles = columns.iter().map(|column| fields::label(rq.lang, column));
        table.write_record(titles).map_err(|e| rq.broken(&e.to_string()))?;
    }
    let (mut rows, mut after) = (0, None);
    loop {
        let page = rq.store().whole_registrations(&found, after.as_deref(), PIECE).await.map_err(|e| rq.fail(e))?;
        // First it is noted, then it leaves.
        let people: Vec<_> = page.rows.iter().map(|(_, account)| account.id.clone()).collect();
        rq.store().note_looks(&rq.act(""), Kind::Listed, &people).await.map_err(|e| rq.fail(e))?;
        for (registration, account) in &page.rows {
            rows += 1;
            let values = columns.iter().map(|column| value(registration, account, column));
            match form {
                "csv" => table.write_record(values.map(|v| cell(&v).into_owned())).map_err(|e| rq.broken(&e.to_string()))?,
                _ => objects.push(Json::Object(columns.iter().map(|c| (*c).to_owned()).zip(values.map(Json::String)).collect::<Map<_, _>>())),
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    rq.store().note_export(&rq.act(""), form, &filter::text(&found), rows).await.map_err(|e| rq.fail(e))?;
    match form {
        "csv" => table.into_inner().map_err(|e| rq.broken(&e.to_string())),
        _ => serde_json::to_vec_pretty(&objects).map_err(|e| rq.broken(&e.to_string())),
    }
}

/// Facts of the registration around its answers, then every answer of the form.
fn columns() -> Vec<&'static str> {
    let answers = Step::ALL.into_iter().flat_map(|step| Draft::fields(step).iter().copied());
    ["id", "state", "email", "lang", "submitted_at", "decided_at", "message"].into_iter().chain(answers).collect()
}

fn value(of: &Registration, account: &Account, column: &str) -> String {
    let moment = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    match column {
        "id" => of.id.to_string(),
        "state" => of.state.code().to_owned(),
        "email" => account.email.clone(),
        "lang" => account.lang.code().to_owned(),
        "submitted_at" => moment(of.submitted_at),
        "decided_at" => moment(of.decided_at),
        "message" => of.message.clone().unwrap_or_default(),
        field => of.draft.get(field).unwrap_or_default().to_owned(),
    }
}
