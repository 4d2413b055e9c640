//! What leaves the program of a contest: every score for organisers, and what was sealed for everybody once it is announced.

use super::export;
use crate::program::Shared;
use crate::web::{self, Caller};
use app::error::ApiError;
use app::judging::desk::reason;
use app::judging::seal;
use app::platform::Request;
use axum::body::Body;
use axum::extract::{Extension, OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use domain::forum::ledger::Kind;
use domain::judging::{Contest, Entry, State as Stands};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, ContestId};
use domain::organiser::export::cell;
use serde_json::json;
use std::collections::BTreeSet;
use store::Tally;

/// `/{lang}/desk/contests/<contest>/scores.csv` and `.json`: every sheet, for organisers, once the contest is closed. Before the announcement
/// they give a reason. Every export is in the audit trail.
pub async fn scores(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    Path((_, contest, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response<Body> {
    let rq = match export::asked(&program, &caller, &uri, &headers).await {
        Ok(rq) => rq,
        Err(response) => return response,
    };
    let made = match file.strip_prefix("scores.").filter(|form| ["csv", "json"].contains(form)) {
        Some(form) => make(&rq, &contest, form).await.map(|bytes| (bytes, form)),
        None => Err(ApiError::NotFound),
    };
    match made {
        Ok((bytes, form)) => export::file(bytes, "scores", form),
        Err(error) => web::trouble(&program, &caller, rq.lang, &error).await,
    }
}

async fn make(rq: &Request, contest: &str, form: &str) -> Result<Vec<u8>, ApiError> {
    rq.organiser()?;
    let id = ContestId::parse(contest).map_err(|_| ApiError::NotFound)?;
    let contest = rq.store().contest(&id).await.map_err(|e| rq.fail(e))?.filter(|c| c.state >= Stands::Closed).ok_or(ApiError::NotFound)?;
    let reason = match contest.state {
        Stands::Announced => reason(rq).unwrap_or_default(),
        _ => reason(rq).ok_or(ApiError::Forbidden)?,
    };
    // First it is noted, then it leaves.
    rq.store().note_look(&rq.act(""), &id, form, &reason).await.map_err(|e| rq.fail(e))?;
    let entries = rq.store().contest_entries(&id).await.map_err(|e| rq.fail(e))?;
    let tally = rq.store().tally(&id).await.map_err(|e| rq.fail(e))?;
    let jurors: BTreeSet<AccountId> = tally.sheets.iter().map(|sheet| sheet.juror.clone()).collect();
    let jurors: Vec<AccountId> = jurors.into_iter().collect();
    rq.store().note_looks(&rq.act(""), Kind::Scored, &jurors).await.map_err(|e| rq.fail(e))?;
    let rows = rows(rq, &contest, &entries, &tally).await?;
    if form == "json" {
        let outcome = seal::outcome(&contest, &entries, &tally);
        let file =
            json!({ "contest": id, "terms": contest.terms, "ranking": outcome.places, "sheets": rows.iter().map(Row::json).collect::<Vec<_>>() });
        return serde_json::to_vec_pretty(&file).map_err(|e| rq.broken(&e.to_string()));
    }
    let mut table = export::table();
    let titles = ["entry", "title", "juror", "standing", "conflict"].map(str::to_owned).into_iter();
    let titles: Vec<String> = titles.chain(contest.terms.criteria.iter().map(|c| c.id.to_string())).collect();
    table.write_record(titles.iter().map(|t| cell(t).into_owned())).map_err(|e| rq.broken(&e.to_string()))?;
    for row in &rows {
        table.write_record(row.cells().iter().map(|c| cell(c).into_owned())).map_err(|e| rq.broken(&e.to_string()))?;
    }
    table.into_inner().map_err(|e| rq.broken(&e.to_string()))
}

/// A sheet, with what it belongs to; a score that is missing is empty.
struct Row {
    entry: String,
    title: String,
    juror: String,
    standing: &'static str,
    conflict: &'static str,
    scores: Vec<(String, Option<u8>)>,
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let facts = [self.entry.clone(), self.title.clone(), self.juror.clone(), self.standing.to_owned(), self.conflict.to_owned()];
        facts.into_iter().chain(self.scores.iter().map(|(_, s)| s.map(|s| s.to_string()).unwrap_or_default())).collect()
    }

    fn json(&self) -> serde_json::Value {
        let scores: serde_json::Map<String, serde_json::Value> = self.scores.iter().map(|(id, s)| (id.clone(), json!(s))).collect();
        json!({ "entry": self.entry, "title": self.title, "juror": self.juror, "standing": self.standing, "conflict": self.conflict, "scores": scores })
    }
}

async fn rows(rq: &Request, contest: &Contest, entries: &[Entry], tally: &Tally) -> Result<Vec<Row>, ApiError> {
    let names = rq.store().names(tally.sheets.iter().map(|s| s.juror.clone())).await.map_err(|e| rq.fail(e))?;
    let mut rows: Vec<Row> = tally
        .sheets
        .iter()
        .map(|sheet| Row {
            entry: sheet.entry.to_string(),
            title: entries.iter().find(|e| e.key == sheet.entry).map(|e| e.title.clone()).unwrap_or_default(),
            juror: names.get(sheet.juror.as_str()).cloned().unwrap_or_else(|| sheet.juror.to_string()),
            standing: sheet.standing.code(),
            conflict: tally.conflicts.iter().find(|c| c.juror == sheet.juror && c.entry == sheet.entry).map_or("", |c| c.ground.code()),
            scores: contest.terms.criteria.iter().map(|c| (c.id.to_string(), sheet.scores.get(&c.id).copied())).collect(),
        })
        .collect();
    rows.sort_by(|a, b| (&a.entry, &a.juror).cmp(&(&b.entry, &b.juror)));
    Ok(rows)
}

/// `/results/<contest>.txt`: the text whose digest was published when it was sealed, byte by byte.
pub async fn sealed(State(program): State<Shared>, Extension(caller): Extension<Caller>, Path(file): Path<String>) -> Response<Body> {
    let id = file.strip_suffix(".txt").and_then(|id| ContestId::parse(id).ok());
    let found = match id {
        Some(id) => program.services.store.announced_result(&id).await.map_err(|error| {
            tracing::warn!(reference = %caller.reference, %error, "an announced result could not be read");
            ApiError::Busy
        }),
        None => Ok(None),
    };
    match found {
        Ok(Some(text)) => answer(text.into_bytes(), "text/plain; charset=utf-8", "attachment"),
        Ok(None) => web::trouble(&program, &caller, Lang::En, &ApiError::NotFound).await,
        Err(error) => web::trouble(&program, &caller, Lang::En, &error).await,
    }
}

fn answer(bytes: Vec<u8>, media_type: &'static str, as_file: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(as_file));
    response
}
