//! `/{lang}/desk/ideathon.csv` and `.json`: teams and people of the ideathon, for organisers only. Every export is in the audit trail.

use super::export::{answer, asked, table};
use crate::program::Shared;
use crate::web::Caller;
use app::error::ApiError;
use app::platform::Request;
use axum::body::Body;
use axum::extract::{Extension, OriginalUri, State};
use axum::http::{HeaderMap, Response};
use domain::forum::ledger::Kind;
use domain::ideathon::Lacks;
use domain::organiser::export::cell;
use serde_json::{Map, Value as Json};

/// The columns: a row is a person, and their team where they have one.
const COLUMNS: [&str; 10] = ["person", "name", "city", "skills", "languages", "mentor", "team", "team_name", "captain", "complete"];

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
        Ok(rq) => answer(&program, &caller, rq.lang, make(&rq, form).await, "ideathon", form).await,
        Err(response) => response,
    }
}

async fn make(rq: &Request, form: &str) -> Result<Vec<u8>, ApiError> {
    rq.organiser()?;
    let hall = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let mut people: Vec<_> = hall.people.values().collect();
    people.sort_by(|a, b| (&a.team, &a.name, &a.account).cmp(&(&b.team, &b.name, &b.account)));
    let rows = people.iter().map(|p| {
        let team = p.team.as_ref().and_then(|id| hall.teams.get(id));
        let complete = team.map(|t| Lacks::of(t.members.iter().filter_map(|m| hall.people.get(&m.account)), &hall.rules).nothing());
        let says = |yes: bool| if yes { "yes" } else { "" }.to_owned();
        [
            p.account.to_string(),
            p.name.clone(),
            p.city.clone(),
            p.profile.skills.iter().map(|s| s.code()).collect::<Vec<_>>().join(" "),
            p.profile.languages.join(" "),
            says(p.mentor),
            team.map(|t| t.id.to_string()).unwrap_or_default(),
            team.map(|t| t.facts.name.clone()).unwrap_or_default(),
            says(team.is_some_and(|t| t.captain.as_ref() == Some(&p.account))),
            says(complete == Some(true)),
        ]
    });
    let broken = |e: String| rq.broken(&e);
    let bytes = match form {
        "csv" => {
            let mut table = table();
            table.write_record(COLUMNS).map_err(|e| broken(e.to_string()))?;
            for row in rows {
                table.write_record(row.iter().map(|v| cell(v).into_owned())).map_err(|e| broken(e.to_string()))?;
            }
            table.into_inner().map_err(|e| broken(e.to_string()))?
        }
        _ => {
            let objects = rows.map(|row| Json::Object(COLUMNS.iter().map(|c| (*c).to_owned()).zip(row.map(Json::String)).collect::<Map<_, _>>()));
            serde_json::to_vec_pretty(&objects.collect::<Vec<_>>()).map_err(|e| broken(e.to_string()))?
        }
    };
    // First it is noted, then it leaves.
    let listed: Vec<_> = hall.people.keys().cloned().collect();
    rq.store().note_looks(&rq.act(""), Kind::Listed, &listed).await.map_err(|e| rq.fail(e))?;
    rq.store().note_export(&rq.act(""), form, "ideathon", hall.people.len()).await.map_err(|e| rq.fail(e))?;
    Ok(bytes)
}
